"""The body of a request: read in pieces, whether its length is known or it comes in chunks."""

from __future__ import annotations

from typing import BinaryIO

PIECE = 65536


class Body:
    def __init__(self, stream: BinaryIO, length: int, chunked: bool) -> None:
        self.stream, self.chunked = stream, chunked
        self.length = length
        # What is left of the body, or of the present chunk.
        self.left = 0 if chunked else length
        self.done = not chunked and length == 0
        self.first = True

    def read(self, count: int) -> bytes:
        """Up to `count` bytes; fewer only at the end."""
        pieces = []
        while count > 0 and not self.done:
            piece = self._some(count)
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _some(self, count: int) -> bytes:
        if self.chunked and self.left == 0:
            self._next_chunk()
        if self.done:
            return b""
        piece = self.stream.read(min(count, self.left))
        if not piece:
            raise ConnectionError("the body ended early")
        self.left -= len(piece)
        if not self.chunked and self.left == 0:
            self.done = True
        return piece

    def _next_chunk(self) -> None:
        if not self.first:
            self.stream.readline(4)
        self.first = False
        try:
            self.left = int(self.stream.readline(1024).split(b";")[0], 16)
        except ValueError:
            raise ConnectionError("bad chunk") from None
        if self.left == 0:
            while self.stream.readline(65536).strip():
                pass
            self.done = True

    def drain(self) -> None:
        """Skips the rest, so that the next request on the connection begins where it should."""
        while self.read(PIECE):
            pass
