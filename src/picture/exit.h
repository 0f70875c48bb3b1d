/*
 * How jicket-scale ends: all that it tells jicket but the picture.
 */
#ifndef PICTURE_EXIT_H
#define PICTURE_EXIT_H

enum scaler_exit {
	SCALER_DONE,
	SCALER_BROKEN,	     /* it cannot be read, or not be written */
	SCALER_LARGE,	     /* more than LIMIT_SCALE_PIXELS */
	SCALER_ANIMATED,     /* only its first frame would be left */
	SCALER_FITS,	     /* it is small enough when it stands upright */
	SCALER_USAGE,	     /* of another version, perhaps */
	SCALER_ABSENT = 127, /* as a shell says it */
};

#endif
