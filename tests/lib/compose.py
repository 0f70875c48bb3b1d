"""Mails as a mail program composes them, with files and pictures: the same bytes each time that one is asked for."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Iterable, Mapping

LINES = SMTP.clone(linesep="\n", max_line_length=76)


@dataclass(frozen=True)
class File:
    name: str
    data: bytes
    kind: str = "application/octet-stream"


def noise(name: str, size: int) -> bytes:
    """Bytes that are the same in every run, and look like nothing."""
    return random.Random(name).randbytes(size)


def image(name: str, width: int, height: int, size: int = 2000) -> bytes:
    """What passes for a picture of this size as long as nobody looks at it."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return head + noise(name, size - len(head))


def begun(ident: str, subject: str, headers: Mapping[str, str]) -> EmailMessage:
    """The header as Postfix hands it over. The Message-ID stands in its middle, so that a cut can fall on both sides."""
    message = EmailMessage(LINES)
    message["Received"] = "from mx.example.net by mail.example.org; Mon, 6 Jul 2026 09:00:00 +0000"
    message["From"] = "Carla Customer <carla@customer.example>"
    message["To"] = "support@example.org"
    message["Message-ID"] = f"<{ident}>"
    message["Date"] = "Mon, 6 Jul 2026 08:59:00 +0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message["Subject"] = subject
    return message


def ended(message: EmailMessage, ident: str, files: Iterable[File]) -> bytes:
    for file in files:
        message.add_attachment(file.data, *file.kind.split("/"), filename=file.name)
    if message.is_multipart():
        # The library invents a new one each time; a second delivery is the same bytes.
        message.set_boundary("=_" + ident.replace("@", "_"))
    return message.as_bytes()


def mail(ident: str, subject: str, text: str, files: Iterable[File] = (), **headers: str) -> bytes:
    message = begun(ident, subject, headers)
    message.set_content(text)
    return ended(message, ident, files)


def illustrated(ident: str, subject: str, html: str, pictures: Mapping[str, File], files: Iterable[File] = (),
                **headers: str) -> bytes:
    """The same with an HTML body that shows pictures by their Content-IDs."""
    message = begun(ident, subject, headers)
    message.set_content(html, "html")
    for cid, file in pictures.items():
        message.add_related(file.data, *file.kind.split("/"), cid=f"<{cid}>", filename=file.name, disposition="inline")
    message.set_boundary("=_inner_" + ident.replace("@", "_"))
    return ended(message, ident, files)
