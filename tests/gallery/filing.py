"""Files the mails of the gallery in a sandbox, as an MTA would, and looks whether the tickets say what they should."""

from __future__ import annotations

from typing import Any, Iterator

from tests.gallery.build import Thread
from tests.lib.host import Host, ok
from tests.lib.sandbox import Sandbox


def file_thread(host: Host, thread: Thread) -> str:
    """Files all mails of a thread, and returns the key of its ticket."""
    assert host.box
    # A report that is not of our own mail makes no ticket unless it is asked for.
    host.env["JICKET_MACHINE_MAIL"] = "bounce=file"
    for mail in thread.mails:
        ok(host.deliver(mail.message))
    return max(host.box.issues(), key=lambda issue: int(issue["id"]))["key"]


def complaints(jira: Sandbox, thread: Thread, key: str) -> Iterator[str]:
    """What the ticket should say and does not, or says and should not."""
    issue: dict[str, Any] = next(issue for issue in jira.issues() if issue["key"] == key)
    if len(issue["comments"]) != len(thread.mails) - 1:
        yield f"{thread.name}: {len(thread.mails)} mails have become {len(issue['comments'])} comments"
        return
    texts = parts(jira.text(key), len(issue["comments"]))
    for number, (mail, text) in enumerate(zip(thread.mails, texts), 1):
        for words in mail.shows:
            if " ".join(words.split()) not in text:
                yield f"{thread.name}: mail {number} does not say {words!r}"
        for words in mail.hides:
            if words in text:
                yield f"{thread.name}: mail {number} says {words!r}"


def parts(text: str, comments: int) -> list[str]:
    """The plain text of a ticket, parted into the ticket and its comments, with blanks folded. U+200B is not to be seen."""
    found = []
    for number in range(comments, 0, -1):
        text, _, last = text.rpartition(f"\nComment {number}, ")
        found.insert(0, last)
    return [" ".join(one.replace("\u200b", "").split()) for one in [text, *found]]
