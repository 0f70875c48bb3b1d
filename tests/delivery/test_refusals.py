"""What Jira does not take of a ticket is left out, and the ticket says so; the mail is filed all the same."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.lib.compose import File, mail, noise
from tests.lib.host import RETRY_AFTER, Host
from tests.lib.jira import files_of, mark_of, marks, only
from tests.lib.sandbox import Sandbox


SMALL = File("small.txt", noise("small", 300))
BIG = File("Große Datei.bin", noise("big", 9000))
LONG = "A line of a long text that this Jira does not take.\n" * 40
ANSWERED = mail("answered@customer.example", "Short", "Short.\n")


def twice(host: Host, data: bytes) -> dict[str, Any]:
    """The one ticket, after two deliveries."""
    return only(host.twice(data))[0]


def thrice(jira: Sandbox, host: Host, data: bytes) -> None:
    """Three deliveries, each of which may fail, in the way that an MTA tries again."""
    for _ in range(3):
        jira.clock(RETRY_AFTER)
        run = host.deliver(data)
        assert not run.problem(), run


def holds_original(issue: dict[str, Any], data: bytes) -> bool:
    digest = hashlib.sha256(data).hexdigest()
    return sum(part["sha256"] == digest for part in issue["attachments"]) == 1


def test_labels_not_on_the_screen(jira: Sandbox, host: Host) -> None:
    jira.settings(hidden_fields=["labels"])
    issue = twice(host, mail("label@customer.example", "No labels", "Text.\n", [SMALL]))
    assert issue["fields"]["labels"] == []
    assert issue["fields"]["summary"].startswith("[#JI-")
    assert issue["fields"]["description"].endswith("Text.\n") or "Text." in issue["fields"]["description"]
    host.again(mail("reply@customer.example", "Re: " + issue["fields"]["summary"], "More.\n"))
    assert len(only(jira.issues())[0]["comments"]) == 1


def test_labels_not_on_the_screen_and_no_tag(jira: Sandbox, host: Host) -> None:
    """Without label and tag no search could find it: the tag is set although it is not wanted, or the mail waits."""
    jira.settings(hidden_fields=["labels"])
    host.env["JICKET_SUMMARY_TAG"] = "no"
    twice(host, mail("notag@customer.example", "No tag", "Text.\n"))


def test_a_lagging_search_without_labels(jira: Sandbox, host: Host) -> None:
    jira.settings(hidden_fields=["labels"], search_lag=60)
    twice(host, mail("label@customer.example", "No labels", "Text.\n", [SMALL]))


def test_description_refused(jira: Sandbox, host: Host) -> None:
    jira.settings(text_limit=1000)
    data = mail("long@customer.example", "Long", LONG, [SMALL])
    issue = twice(host, data)
    assert holds_original(issue, data)
    assert (SMALL.name, 300) in files_of(issue) and len(issue["attachments"]) == 2
    assert "original is attached" in issue["fields"]["description"]


def test_description_and_labels_refused(jira: Sandbox, host: Host) -> None:
    jira.settings(text_limit=1000, hidden_fields=["labels"])
    data = mail("both@customer.example", "Long", LONG, [SMALL])
    assert holds_original(twice(host, data), data)


def test_description_not_on_the_screen(jira: Sandbox, host: Host) -> None:
    """Then no text is taken, however short: the original is all there is."""
    jira.settings(hidden_fields=["description"])
    data = mail("hidden@customer.example", "Hidden", "Text.\n", [SMALL])
    issue = twice(host, data)
    assert holds_original(issue, data)


def test_comment_refused(jira: Sandbox, host: Host) -> None:
    host.again(ANSWERED)
    jira.settings(text_limit=1000)
    data = mail("comment@customer.example", "Re: Short", LONG, [SMALL], In_Reply_To="<answered@customer.example>")
    issue = twice(host, data)
    assert len(issue["comments"]) == 1 and "original is attached" in issue["comments"][0]["body"]
    assert holds_original(issue, data) and len(issue["attachments"]) == 2


def test_refused_and_the_limit_is_lifted_later(jira: Sandbox, host: Host) -> None:
    """The second delivery meets a Jira that would take the text: what is filed stays as it is."""
    jira.settings(text_limit=1000)
    data = mail("lifted@customer.example", "Long", LONG)
    host.again(data)
    before = only(jira.issues())
    jira.settings(text_limit=32767)
    host.again(data)
    assert jira.issues() == before


@pytest.mark.parametrize("answer", [False, True])
def test_attachment_too_large(jira: Sandbox, host: Host, answer: bool) -> None:
    host.again(ANSWERED)
    jira.settings(upload_limit=4000)
    headers = {"In_Reply_To": "<answered@customer.example>"} if answer else {}
    data = mail("large@customer.example", "Large", "See there.\n", [BIG, SMALL, BIG], **headers)
    host.again(data)
    before = jira.issues()
    host.again(data)
    host.again(data)
    assert jira.issues() == before
    issue = only(before, 1 if answer else 2)[-1]
    assert files_of(issue) == [(SMALL.name, 300)]
    note, = marks(issue, "note")
    assert note["body"].count(str(len(BIG.data))) >= 2
    assert mark_of(note)["digest"]


def test_attachments_of_two_mails_too_large(jira: Sandbox, host: Host) -> None:
    """Each mail has a note of its own."""
    host.again(ANSWERED)
    jira.settings(upload_limit=4000)
    for i in range(2):
        data = mail(f"large{i}@customer.example", "Re: Short", f"Mail {i}\n", [BIG],
                    In_Reply_To="<answered@customer.example>")
        host.again(data)
        host.again(data)
    assert len(marks(only(jira.issues())[0], "note")) == 2


def test_no_attachments_at_all(jira: Sandbox, host: Host) -> None:
    """That is the administrator's to settle: the mail waits, and no note says that something was left out."""
    for settings in ({"attachments_enabled": False}, {"denied": ["CREATE_ATTACHMENTS"]}):
        jira.reset()
        data = mail("none@customer.example", "None", "See there.\n", [BIG, SMALL])
        jira.settings(**settings)
        run = host.deliver(data)
        assert run.exit_code == 75 and not run.problem() and "Create Attachments" in run.log, run
        jira.settings(attachments_enabled=True, denied=[])
        jira.clock(RETRY_AFTER)
        issue = twice(host, data)
        assert len(issue["attachments"]) == 2 and not issue["comments"]


def test_no_attachments_and_no_text(jira: Sandbox, host: Host) -> None:
    """Neither the text nor the original is taken. Whatever is decided: nothing is filed twice."""
    jira.settings(attachments_enabled=False, text_limit=1000)
    data = mail("nothing@customer.example", "None", LONG, [SMALL])
    thrice(jira, host, data)
    assert len(jira.issues()) <= 1


def test_note_refused(jira: Sandbox, host: Host) -> None:
    """The gateway may not comment: the ticket is there, and stays one ticket."""
    jira.settings(upload_limit=4000, denied=["ADD_COMMENTS"])
    data = mail("mute@customer.example", "Mute", "See there.\n", [BIG, SMALL])
    thrice(jira, host, data)
    assert files_of(only(jira.issues())[0]) == [(SMALL.name, 300)]


def test_required_field(jira: Sandbox, host: Host) -> None:
    """What Jira wants and we do not have is the administrator's to settle: the mail waits, and then is filed once."""
    jira.settings(required_fields=["customfield_10100"])
    data = mail("required@customer.example", "Required", "Text.\n", [SMALL])
    run = host.deliver(data)
    assert run.exit_code == 75 and not run.problem(), run
    jira.settings(required_fields=[])
    twice(host, data)
