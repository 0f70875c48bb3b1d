"""Mails, built as bytes by hand: what a test sends must not depend on how a library would write it."""

from __future__ import annotations

import base64
import itertools
import uuid
from pathlib import Path
from typing import Optional, Sequence, Union
from urllib.parse import quote

Attachment = Union[tuple[str, bytes], tuple[str, bytes, str]]

RUN = uuid.uuid4().hex[:8]
COUNTER = itertools.count(1)
SENDER = "Carla Customer <carla@customer.example>"
RECIPIENT = "support@example.com"
DATE = "Fri, 20 Nov 2026 12:00:00 +0000"


def new_id() -> str:
    """A Message-ID without brackets that no other mail of any test has."""
    return f"{next(COUNTER)}.{RUN}@customer.example"


def encoded_word(text: str) -> str:
    """The text as it may stand in a header: ASCII as it is, else RFC 2047 in words that are short enough."""
    if text.isascii():
        return text
    pieces = [text[at:at + 10] for at in range(0, len(text), 10)]
    words = ("=?utf-8?B?" + base64.b64encode(piece.encode()).decode() + "?=" for piece in pieces)
    return "\n ".join(words)


def base64_lines(data: bytes) -> bytes:
    return base64.encodebytes(data).rstrip(b"\n")


def file_parameter(name: str) -> str:
    """RFC 2231 for a name that is not plain ASCII."""
    return f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{quote(name, safe='')}"


def part(attachment: Attachment) -> bytes:
    name, data = attachment[0], attachment[1]
    kind = attachment[2] if len(attachment) > 2 else "application/octet-stream"
    if kind == "message/rfc822":
        encoding, content = "8bit", data
    else:
        encoding, content = "base64", base64_lines(data)
    head = (f"Content-Type: {kind}\nContent-Disposition: attachment; {file_parameter(name)}\n"
            f"Content-Transfer-Encoding: {encoding}\n\n")
    return head.encode() + content


def headers(subject: str, message_id: Optional[str], more: dict[str, str]) -> bytes:
    fields = {"From": SENDER, "To": RECIPIENT, "Subject": encoded_word(subject), "Date": DATE}
    if message_id != "":
        fields["Message-ID"] = f"<{message_id or new_id()}>"
    fields.update({"MIME-Version": "1.0"})
    fields.update({name.replace("_", "-"): value for name, value in more.items()})
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def mail(subject: str = "A question", body: str = "Good day,\n\nit does not work.\n",
         attachments: Sequence[Attachment] = (), message_id: Optional[str] = None, **more: str) -> bytes:
    """One mail with LF line ends, also at its end. `message_id`: None is a new one, "" is none; `more` are header fields, with "_"
    for "-" in their names, which replace those of the same name."""
    head = headers(subject, message_id, more)
    text = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body.encode()
    if not attachments:
        return head + text if text.endswith(b"\n") else head + text + b"\n"
    boundary = b"=-frontier-=" + RUN.encode()
    parts = [text] + [part(attachment) for attachment in attachments]
    return (head + b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\n\n'
            + b"".join(b"--" + boundary + b"\n" + one + b"\n" for one in parts) + b"--" + boundary + b"--\n")


def id_of(message: bytes) -> str:
    """The Message-ID of a mail, without brackets."""
    for line in message.split(b"\n\n", 1)[0].split(b"\n"):
        if line.lower().startswith(b"message-id:"):
            return line.split(b"<", 1)[1].split(b">", 1)[0].decode()
    raise KeyError("the mail has no Message-ID")


def write_big_mail(path: Path, attachment: Path, name: str, message_id: str) -> None:
    """A mail around a file that is never whole in memory."""
    with path.open("wb") as out, attachment.open("rb") as data:
        out.write(headers("A big file", message_id, {}))
        out.write(b'Content-Type: multipart/mixed; boundary="big"\n\n--big\nContent-Type: text/plain\n\nSee the file.\n')
        out.write(f"--big\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
                  f"{file_parameter(name)}\nContent-Transfer-Encoding: base64\n\n".encode())
        while piece := data.read(57 * 4096):
            out.write(base64.encodebytes(piece))
        out.write(b"--big--\n")
