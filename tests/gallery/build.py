"""What mails are built of: fields, MIME parts, and pictures that can be told apart. Built by hand, byte for byte: what a
client writes must not depend on how a library would write it."""

from __future__ import annotations

import base64
import quopri
import re
import struct
import textwrap
import zlib
from dataclasses import dataclass
from typing import Union

Body = Union[str, bytes]

# A GIF of one pixel, as newsletters have them.
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
# The letters that pictures show, seven rows of five dots each.
LETTERS = {
    "A": "01110 10001 10001 11111 10001 10001 10001", "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01111 10000 10000 10000 10000 10000 01111", "L": "10000 10000 10000 10000 10000 10000 11111",
    "S": "01111 10000 10000 01110 00001 00001 11110", "X": "10001 01010 00100 00100 00100 01010 10001",
    "1": "00100 01100 00100 00100 00100 00100 01110", "2": "01110 10001 00001 00110 01000 10000 11111",
}


class Mail:
    """One mail, and words that its ticket or comment must say and must not say."""

    def __init__(self, head: str, content: bytes, shows: tuple[str, ...] = (), hides: tuple[str, ...] = ()) -> None:
        self.message = textwrap.dedent(head).strip().encode() + b"\nMIME-Version: 1.0\n" + content
        if not self.message.endswith(b"\n"):
            self.message += b"\n"
        self.shows, self.hides = shows, hides


@dataclass
class Thread:
    """What becomes one ticket: its first mail opens it, the others answer. One picture is taken of it."""

    name: str
    about: str
    mails: list[Mail]


def part(kind: str, body: Body, encoding: str = "quoted-printable", fields: str = "") -> bytes:
    """A part with its own header. A text is written in the charset that `kind` names."""
    if isinstance(body, str):
        charset = re.search(r'charset="?([\w-]+)', kind)
        body = body.encode(charset.group(1) if charset else "ascii")
    data = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(body)
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n" + (fields and textwrap.dedent(fields).strip() + "\n")
    return head.encode() + b"\n" + data


def multi(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    """Parts together; `kind` is "mixed", or "related; type=..."."""
    subtype, _, more = kind.partition(";")
    head = f'Content-Type: multipart/{subtype};{more + ";" if more else ""}\n\tboundary="{boundary}"\n\n'
    return (head.encode() + b"".join(b"--%s\n%s\n" % (boundary.encode(), one.rstrip(b"\n") + b"\n") for one in parts)
            + b"--%s--\n" % boundary.encode())


def alternative(boundary: str, text: str, html: str, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    return multi("alternative", boundary, [part(f'text/plain; charset="{charset}"', text, encoding),
                                           part(f'text/html; charset="{charset}"', html, encoding)])


def attached(name: str, kind: str, data: bytes, manner: str = "attachment", fields: str = "") -> bytes:
    return part(f'{kind};\n\tname="{name}"', data, "base64", f'Content-Disposition: {manner};\n\tfilename="{name}"\n{fields}')


def inline_image(name: str, ident: str, data: bytes) -> bytes:
    return attached(name, "image/png", data, "inline", f"Content-ID: <{ident}>")


def word(text: str, charset: str = "utf-8") -> str:
    """The encoded word of a header field."""
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def picture(width: int, height: int, letter: str, colour: tuple[int, int, int]) -> bytes:
    """A PNG: a coloured rectangle with a white letter in its middle."""
    rows = LETTERS[letter].split()
    dot = max(1, min(width // 7, height // 9))
    left, top = (width - 5 * dot) // 2, (height - 7 * dot) // 2

    def pixel(x: int, y: int) -> bytes:
        column, row = (x - left) // dot, (y - top) // dot
        return bytes((255, 255, 255) if 0 <= column < 5 and 0 <= row < 7 and rows[row][column] == "1" else colour)

    lines = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
