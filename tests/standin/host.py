"""Mails and mail hosts for the stand-in."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable

from tests.lib import compose, host

from .jira import Standin


def mail(ident: str, subject: str, text: str, files: Iterable[tuple[str, bytes]] = (), **headers: str) -> bytes:
    return compose.mail(ident, subject, text, [compose.File(name, data) for name, data in files], **headers)


def answer(ident: str, to: str, subject: str, text: str, files: Iterable[tuple[str, bytes]] = (), **headers: str) -> bytes:
    return mail(ident, "Re: " + subject, text, files, In_Reply_To=f"<{to}>", References=f"<{to}>", **headers)


class Host(host.Host):
    """A mail host. Its runs have little time: what a request left in doubt is looked for until it is over."""

    def __init__(self, jira: Standin, folder: Path, timeout: float = 3) -> None:
        super().__init__(jira, folder, JICKET_TIMEOUT=str(timeout))
        self.jira = jira
