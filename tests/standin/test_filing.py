"""jicket and the second stand-in: what it is for, and each odd answer that it copes with."""

from __future__ import annotations

import pytest

from .host import Host, answer, mail
from .jira import Standin

FILES = [("report.pdf", b"%PDF- not really\r\n\x00\xff"), ("Gr\u00fc\u00dfe 1.txt", b"two\n")]
FIRST = mail("first@customer.example", "Printer", "It burns.\n", FILES)
AGAIN = answer("again@customer.example", "first@customer.example", "Printer", "Still.\n", [("smoke.png", b"grey")])


def filed(host: Host, *mails: bytes) -> None:
    for data in mails:
        code = host.deliver(data)
        assert code == 0, (code, host.log, host.jira.calls)


def state(jira: Standin) -> list[tuple[int, list[str]]]:
    """For each issue, how many comments and which files."""
    return [(len(issue.comments), [file["name"] for file in issue.files]) for issue in jira.issues]


def test_a_new_mail_an_answer_and_their_files(jira: Standin, host: Host) -> None:
    filed(host, FIRST, AGAIN)
    issue = jira.issues[0]
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]
    assert [file["data"] for file in issue.files] == [FILES[0][1], FILES[1][1], b"grey"]
    assert "It burns." in issue.fields["description"] and "Still." in issue.comments[0]["body"]
    assert issue.fields["labels"] and issue.fields["labels"][0] in issue.fields["summary"]


def test_each_mail_twice_is_each_mail_once(jira: Standin, host: Host) -> None:
    filed(host, FIRST, FIRST, AGAIN, AGAIN, FIRST)
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]


def test_another_host_sees_it_in_jira(jira: Standin, host: Host, tmp_path) -> None:
    filed(host, FIRST, AGAIN)
    filed(Host(jira, tmp_path / "other"), FIRST, AGAIN)
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]
