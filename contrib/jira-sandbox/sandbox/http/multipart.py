"""Reads multipart/form-data in pieces: a file part goes to disk as it comes, and is never whole in memory."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, BinaryIO, Callable, Optional

from sandbox.http.reply import JiraError, Reply

PIECE = 65536
MAX_HEADER = 16384


def boundary_of(content_type: str) -> Optional[bytes]:
    found = re.search(r'boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))', content_type, re.IGNORECASE)
    return (found.group(1) or found.group(2)).encode("latin-1") if found else None


class Reader:
    """A buffer over the request body that can give up to, but never beyond, a delimiter."""

    def __init__(self, body: BinaryIO) -> None:
        self.body = body
        self.buffer = b""

    def fill(self) -> bool:
        data = self.body.read(PIECE)
        self.buffer += data
        return bool(data)

    def until(self, delimiter: bytes, sink: Callable[[bytes], None]) -> bool:
        """Passes everything before the delimiter to `sink` and skips the delimiter; False if it never comes."""
        while True:
            at = self.buffer.find(delimiter)
            if at >= 0:
                sink(self.buffer[:at])
                self.buffer = self.buffer[at + len(delimiter):]
                return True
            keep = len(delimiter) - 1
            if len(self.buffer) > keep:
                sink(self.buffer[:len(self.buffer) - keep])
                self.buffer = self.buffer[len(self.buffer) - keep:]
            if not self.fill():
                return False

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count and self.fill():
            pass
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data


class FileSink:
    """Writes a part to its file and counts and digests it; stops writing above the limit."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path, self.limit = path, limit
        self.size = 0
        self.digest = hashlib.sha256()
        self.file = path.open("wb")

    def write(self, data: bytes) -> None:
        self.size += len(data)
        if self.size <= self.limit:
            self.digest.update(data)
            self.file.write(data)


def read_files(body: BinaryIO, boundary: bytes, new_path: Callable[[], Path], limit: int,
               extended_names: bool) -> list[dict[str, Any]]:
    """All parts of the form in order. What an endpoint does not keep it must unlink."""
    reader, parts = Reader(body), []
    # The first delimiter has no line end before it; pretending one makes all delimiters equal.
    reader.buffer = b"\r\n"
    delimiter = b"\r\n--" + boundary
    try:
        found = reader.until(delimiter, lambda data: None)
        while found and reader.take(2) == b"\r\n":
            part = part_header(reader, extended_names)
            sink = FileSink(new_path(), limit)
            parts.append({**part, "path": sink.path})
            with sink.file:
                found = reader.until(delimiter, sink.write)
            parts[-1].update(size=sink.size, sha256=sink.digest.hexdigest())
        if not found:
            raise JiraError(400, "Stream ended unexpectedly")
    except BaseException:
        discard(parts)
        raise
    return parts


def discard(parts: list[dict[str, Any]]) -> None:
    for part in parts:
        part["path"].unlink(missing_ok=True)


def part_header(reader: Reader, extended_names: bool) -> dict[str, Any]:
    collected: list[bytes] = []

    def collect(data: bytes) -> None:
        collected.append(data)
        if sum(map(len, collected)) > MAX_HEADER:
            raise JiraError(400, "Header section has too many bytes")
    if not reader.until(b"\r\n\r\n", collect):
        raise JiraError(400, "Stream ended unexpectedly")
    return parse_header(b"".join(collected).decode("utf-8", "replace"), extended_names)


def parse_header(text: str, extended_names: bool) -> dict[str, Any]:
    headers = {name.strip().lower(): value.strip() for name, _, value in
               (line.partition(":") for line in text.split("\r\n"))}
    disposition = headers.get("content-disposition", "")
    if not extended_names and re.search(r";\s*filename\*\s*=", disposition, re.IGNORECASE):
        # Data Center's parser does not know RFC 5987 and fails without a word.
        raise JiraError(0, reply=Reply(500))
    return {"name": parameter(disposition, "name"), "filename": parameter(disposition, "filename"),
            "type": headers.get("content-type", "application/octet-stream")}


def parameter(disposition: str, name: str) -> Optional[str]:
    found = re.search(r';\s*' + name + r'\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;]+))', disposition, re.IGNORECASE)
    if not found:
        return None
    return found.group(2) if found.group(1) is None else re.sub(r'\\(["\\])', r"\1", found.group(1))
