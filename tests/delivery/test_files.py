"""Pictures in their place and files by rule, with a Jira at the other end: what is there once, and what stays behind."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.lib.compose import File, illustrated, image, mail, noise
from tests.lib.host import RETRY_AFTER, Host
from tests.lib.jira import call, files_of, only
from tests.lib.sandbox import Sandbox


LOGO = image("logo", 200, 60)
SCREEN = File("screen.png", image("screen", 900, 500), "image/png")
REPORT = File("report.pdf", noise("report", 5000), "application/pdf")


def shown(ident: str, name: str = "image001.png", answers: str = "") -> bytes:
    headers = {"In_Reply_To": f"<{answers}>"} if answers else {}
    return illustrated(ident, "Logo", '<p>Hello</p><img src="cid:logo@x"><p>Bye</p>',
                       {"logo@x": File(name, LOGO, "image/png")}, **headers)


def pictures(issue: dict[str, Any]) -> list[str]:
    return [part["filename"] for part in issue["attachments"] if part["mimeType"] == "image/png"]


# Pictures

def test_a_signature_is_there_once_whatever_it_is_called(jira: Sandbox, host: Host) -> None:
    host.again(shown("first@x"))
    host.again(shown("second@x", "image003.png", "first@x"))
    host.again(shown("third@x", "Outlook-7.png", "first@x"))
    issue = host.twice(shown("fourth@x", "image001.png", "first@x"))[0]
    names = pictures(issue)
    # The third mail calls it something that may mean something.
    assert len(names) == 2 and [name.split("-")[0] for name in names] == ["image", "Outlook"]
    texts = [issue["fields"]["description"], *(comment["body"] for comment in issue["comments"])]
    assert [f"!{names[0]}" in text for text in texts] == [True, True, False, True]


@pytest.mark.parametrize("jira", ["cloud"], indirect=True)
def test_a_description_that_was_edited_meanwhile_stays(jira: Sandbox, host: Host) -> None:
    """Jira fails when the pictures are there; before the mail comes again somebody writes a better description."""
    data = illustrated("edited@x", "Screen", '<p>See</p><img src="cid:s@x">', {"s@x": SCREEN}, [REPORT])
    jira.faults([{"nth": 1, "do": "status", "status": 500, "path": r"/issue/\d+$", "times": 0}])
    jira.clock(RETRY_AFTER)
    assert not host.deliver(data).filed
    jira.faults([])
    issue = only(jira.issues())[0]
    assert len(issue["attachments"]) == 1 and "!" not in issue["fields"]["description"]
    call(jira, "PUT", f"/issue/{issue['id']}", {"fields": {"description": "A better description."}})
    issue = host.twice(data)[0]
    assert issue["fields"]["description"] == "A better description."
    assert len(issue["attachments"]) == 2


@pytest.mark.parametrize("jira", ["cloud"], indirect=True)
def test_another_edit_does_not_keep_pictures_away(jira: Sandbox, host: Host) -> None:
    data = illustrated("label@x", "Screen", '<p>See</p><img src="cid:s@x">', {"s@x": SCREEN})
    jira.faults([{"nth": 1, "do": "status", "status": 500, "path": r"/issue/\d+$", "times": 0}])
    assert not host.deliver(data).filed
    jira.faults([])
    issue = only(jira.issues())[0]
    call(jira, "PUT", f"/issue/{issue['id']}", {"fields": {"labels": [*issue["fields"]["labels"], "seen"]}})
    issue = host.twice(data)[0]
    assert "!screen-" in issue["fields"]["description"] and all(issue["pictures"].values())


def test_pictures_only_attached(jira: Sandbox, host: Host) -> None:
    issue = host.twice(shown("attached@x"), JICKET_INLINE_IMAGES="attach")[0]
    assert pictures(issue) == ["image001.png"] and "!image" not in issue["fields"]["description"]


# Files that are there already

def answer(ident: str, files: list[File]) -> bytes:
    return mail(ident, "Re: Report", "See there.\n", files, In_Reply_To="<report@x>")


def test_a_file_that_an_earlier_mail_brought(jira: Sandbox, host: Host) -> None:
    host.again(mail("report@x", "Report", "See there.\n", [REPORT]))
    other = File("report.pdf", noise("another report", 5000), "application/pdf")
    renamed = File("copy of report.pdf", REPORT.data, "application/pdf")
    issue = host.twice(answer("again@x", [REPORT, other, renamed]))[0]
    digests = [part["sha256"] for part in issue["attachments"]]
    assert digests == [hashlib.sha256(file.data).hexdigest() for file in (REPORT, other, renamed)]


def test_two_files_of_one_mail_that_are_equal(jira: Sandbox, host: Host) -> None:
    data = mail("report@x", "Report", "See there.\n", [REPORT, REPORT])
    assert files_of(host.twice(data)[0]) == [("report.pdf", 5000)] * 2
    # Both are there for the next mail.
    assert len(host.twice(answer("again@x", [REPORT, REPORT]))[0]["attachments"]) == 2


def test_what_is_too_long_twice(jira: Sandbox, host: Host) -> None:
    """Two mails with a message.txt of one size: each delivery knows its own."""
    first = mail("report@x", "Report", "Oldest\n" + "This is a long text.\n" * 3000)
    second = mail("long@x", "Re: Report", "Second\n" + "This is a long text.\n" * 3000, In_Reply_To="<report@x>")
    host.again(first)
    host.again(second)
    issue = host.twice(first)[0]
    assert [name for name, _ in files_of(issue)] == ["message.txt"] * 2
    assert len({part["sha256"] for part in issue["attachments"]}) == 2
    assert len({part["size"] for part in issue["attachments"]}) == 1


# Files that stay behind

def test_files_left_out_are_named(jira: Sandbox, host: Host) -> None:
    big = File("big.bin", noise("big", 9000))
    data = mail("report@x", "Report", "See there.\n", [File("run.EXE", b"MZ"), REPORT, big])
    issue = host.twice(data, JICKET_EXCLUDE_ATTACHMENTS="*.exe", JICKET_MAX_ATTACHMENT="8000")[0]
    assert files_of(issue) == [("report.pdf", 5000)]
    lines = issue["fields"]["description"].splitlines()[-2:]
    assert lines[0].startswith("* run.EXE (2 bytes)") and lines[1].startswith("* big.bin (9000 bytes)")


@pytest.mark.parametrize("option, wanted", [("never", False), ("doubt", False), ("always", True)])
def test_the_original(jira: Sandbox, host: Host, option: str, wanted: bool) -> None:
    data = mail("report@x", "Report", "See there.\n", [REPORT])
    issue = host.twice(data, JICKET_ATTACH_ORIGINAL=option)[0]
    digests = [part["sha256"] for part in issue["attachments"]]
    assert (hashlib.sha256(data).hexdigest() in digests) == wanted and len(digests) == 1 + wanted


def test_the_original_of_a_refused_text(jira: Sandbox, host: Host) -> None:
    """Nothing else holds the text: it goes along once, whatever the option says."""
    jira.settings(text_limit=100)
    data = mail("report@x", "Report", "See there.\n" * 30)
    for option in ("never", "always"):
        jira.reset()
        jira.settings(text_limit=100)
        assert len(host.twice(data, JICKET_ATTACH_ORIGINAL=option)[0]["attachments"]) == 1
