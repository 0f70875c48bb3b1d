"""Pictures that are scaled down on their way, by the real program; without it these tests are skipped."""

from __future__ import annotations

import hashlib
import struct
import time
import urllib.request
import zlib
from base64 import encodebytes
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.lib.host import PROGRAM, Host, Run, ok
from tests.lib.mails import headers
from tests.lib.sandbox import Sandbox

SCALER = PROGRAM.parent / "jicket-scale"
MAX = "1600x1200"
TIME_LIMIT = "60"

needs_scaler = pytest.mark.skipif(not SCALER.exists(), reason="jicket-scale is not built: make IMAGES=yes")


# Pictures

def png(width: int, height: int, colour: int = 6, rows: bool = True, before: bytes = b"") -> bytes:
    """A PNG of 8 bits with a pattern that does not pack to nothing; `rows`: with all that it announces."""
    depth = {2: 3, 6: 4}[colour]

    def row(y: int) -> bytes:
        unit = bytes((y * step + 40) % 256 for step in (3, 5, 7, 11)[:depth])
        return b"\0" + (unit + bytes(range(y % 100, y % 100 + 5 * depth))) * (width // 6) + unit * (width % 6)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    data = b"".join(map(row, range(height if rows else 1)))
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", zlib.compress(data, 1))
            + chunk(b"IEND", b""))


def acTL() -> bytes:  # noqa: N802 (it is called so)
    """What makes a PNG an animated one."""
    data = b"acTL" + struct.pack(">II", 2, 0)
    return struct.pack(">I", 8) + data + struct.pack(">I", zlib.crc32(data))


def bits(codes: Iterator[str]) -> bytes:
    text = "".join(codes)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def jpeg(width: int, height: int, orientation: int = 1, profile: bytes = b"") -> bytes:
    """A grey baseline JPEG with a fine pattern: blocks of 8x8 pixels, of which some are lighter or darker."""
    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xff, marker, len(data) + 2) + data
    blocks = (width + 7) // 8 * ((height + 7) // 8)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHHI", 0x112, 3, 1, orientation, 0, 0)
    # Brightness: 0 is as before, 10 another by two bits. Pattern: 10 is one wave by one bit, 0 the end of a block.
    waves = "100101" * 6 + "0"
    codes = (("1010" if i % 90 == 30 else "1001" if i % 90 == 50 else "0") + waves for i in range(blocks))
    return (b"\xff\xd8" + segment(0xe1, exif) + segment(0xe2, b"ICC_PROFILE\0\1\1" + profile)
            + segment(0xdb, b"\0" + b"\x08" * 64)
            + segment(0xc0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0))
            + segment(0xc4, b"\0" + bytes([1, 1] + [0] * 14) + b"\0\x02")
            + segment(0xc4, b"\x10" + bytes([1, 1] + [0] * 14) + b"\0\1")
            + segment(0xda, b"\x01\x01\0\0\x3f\0") + bits(codes) + b"\xff\xd9")


def size_of(data: bytes) -> tuple[str, int, int]:
    """What a picture says that it is."""
    if data.startswith(b"\x89PNG"):
        return "png", *struct.unpack(">II", data[16:24])
    assert data.startswith(b"\xff\xd8")
    at = 2
    while data[at + 1] not in (0xc0, 0xc2):
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5:at + 9])
    return "jpeg", width, height


# Mails

def shown(ident: str, name: str, data: bytes, kind: str) -> bytes:
    """A mail whose text shows this picture."""
    html = b'<p>See:</p><img src="cid:photo@x"><p>Carla</p>'
    return (headers("A photo", ident, {}) + b'Content-Type: multipart/related; boundary="=-r-="\n\n'
            + b"--=-r-=\nContent-Type: text/html\n\n" + html
            + f"\n--=-r-=\nContent-Type: {kind}; name={name}\nContent-ID: <photo@x>\nContent-Disposition: inline\n"
              f"Content-Transfer-Encoding: base64\n\n".encode() + encodebytes(data) + b"--=-r-=--\n")


def deliver(jicket: Host, mail: bytes, **env: Any) -> Run:
    return ok(jicket(input=mail, env={"JICKET_IMAGE_MAX_SIZE": MAX, "JICKET_IMAGE_SCALER": str(SCALER),
                                      "JICKET_TIMEOUT": TIME_LIMIT, **env}))


def only_file(box: Sandbox) -> dict[str, Any]:
    issue, = box.issues()
    file, = issue["attachments"]
    assert f"!{file['filename']}" in issue["fields"]["description"]
    return file


def content(box: Sandbox, file: dict[str, Any]) -> bytes:
    """The bytes that Jira has."""
    path = (f"/rest/api/2/attachment/content/{file['id']}" if box.flavour == "cloud"
            else f"/secure/attachment/{file['id']}/{file['filename']}")
    pair = f"{box.auth['JICKET_JIRA_USER']}:{box.auth['JICKET_JIRA_PASS']}".encode()
    request = urllib.request.Request(box.url + path, headers={
        "Authorization": "Basic " + encodebytes(pair).decode().strip()})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def as_it_was(box: Sandbox, data: bytes) -> None:
    assert only_file(box)["sha256"] == hashlib.sha256(data).hexdigest()


# Tests

@needs_scaler
def test_a_large_png(jira: Sandbox, jicket: Host) -> None:
    data = png(2400, 1800)
    mail = shown("png@x", "shot.png", data, "image/png")
    run = deliver(jicket, mail)
    file = only_file(jira)
    small = content(jira, file)
    assert size_of(small) == ("png", 1600, 1200) and len(small) == file["size"] < len(data)
    assert small[25] == 6, "the alpha channel is gone"
    # The name is that of the original: all hosts agree on it.
    assert file["filename"] == f"shot-{hashlib.sha256(data).hexdigest()[:20]}.png"
    assert f"a picture of {len(data)} bytes is scaled down to {len(small)}" in run.log
    # Once more, by a host that makes something else of it, or nothing.
    before = jira.issues()
    jicket.forget()
    deliver(jicket, mail, JICKET_IMAGE_MAX_SIZE="800x600")
    jicket.forget()
    deliver(jicket, mail, JICKET_IMAGE_SCALER="/nonexistent")
    assert jira.issues() == before


@needs_scaler
@pytest.mark.parametrize("orientation, want", [(1, (1600, 1200)), (3, (1600, 1200)), (6, (900, 1200)), (8, (900, 1200))])
def test_a_large_jpeg_stands_upright(dc: Sandbox, jicket: Host, orientation: int, want: tuple[int, int]) -> None:
    data = jpeg(4000, 3000, orientation)
    deliver(jicket, shown("jpeg@x", "IMG_0001.jpg", data, "image/jpeg"))
    file = only_file(dc)
    small = content(dc, file)
    assert size_of(small) == ("jpeg", *want) and len(small) < len(data)
    assert file["mimeType"] == "image/jpeg" and b"Exif" not in small


@needs_scaler
@pytest.mark.parametrize("colours, kept", [(b"RGB ", True), (b"GRAY", False)])
def test_what_the_colours_mean_is_kept(dc: Sandbox, jicket: Host, colours: bytes, kept: bool) -> None:
    profile = bytes(16) + colours + b"a profile" * 20
    deliver(jicket, shown("colours@x", "IMG_0002.jpg", jpeg(4000, 3000, profile=profile), "image/jpeg"))
    small = content(dc, only_file(dc))
    # A profile of one colour says nothing of the three that the picture has now.
    assert size_of(small) == ("jpeg", 1600, 1200) and (profile in small) == kept


@needs_scaler
@pytest.mark.parametrize("data, reason", [
    (png(60000, 60000, rows=False), "it has too many pixels"),
    (png(2400, 1800, before=acTL()), "it moves"),
    (png(2400, 1800, rows=False), "it cannot be scaled to fewer bytes"),
    (png(2400, 1800)[:-500], "it cannot be scaled to fewer bytes"),
    (jpeg(2400, 1800, profile=b"a thumbnail \xff\xd9")[:-500], "it cannot be scaled to fewer bytes"),
    (jpeg(1200, 1600, 6), "upright it is small enough"),
], ids=["bomb", "animated", "rows missing", "cut PNG", "cut JPEG", "upright it fits"])
def test_a_picture_that_is_not_scaled(dc: Sandbox, jicket: Host, data: bytes, reason: str) -> None:
    begin = time.monotonic()
    run = deliver(jicket, shown("as-it-is@x", "photo.png", data, "image/png"))
    assert f"goes as it is: {reason}" in run.log, run
    as_it_was(dc, data)
    assert time.monotonic() - begin < 10


def test_without_the_program(jira: Sandbox, jicket: Host) -> None:
    data = png(2400, 1800)
    run = deliver(jicket, shown("without@x", "photo.png", data, "image/png"), JICKET_IMAGE_SCALER="/nonexistent")
    assert "goes as it is: jicket-scale cannot be started" in run.log
    as_it_was(jira, data)


def test_a_program_that_hangs(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    """The mail does not wait for it until its own time is over, and nothing is left behind."""
    program = tmp_path / "hangs"
    program.write_text("#!/bin/sh\nexec sleep 1000\n")
    program.chmod(0o755)
    data = png(2400, 1800)
    run = deliver(jicket, shown("hangs@x", "photo.png", data, "image/png"), JICKET_IMAGE_SCALER=str(program),
                  JICKET_TIMEOUT="8")
    assert "goes as it is: it takes too long" in run.log
    as_it_was(dc, data)


def test_pictures_that_are_not_large_start_nothing(dc: Sandbox, jicket: Host) -> None:
    run = deliver(jicket, shown("small@x", "photo.png", png(1600, 1200), "image/png"), JICKET_IMAGE_SCALER="/nonexistent")
    assert "goes as it is" not in run.log
