"""Mail that no person wrote: bounces, automatic answers, lists, our own and Jira's mail, delivered to the end."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Any

import pytest

from tests.lib.compose import mail
from tests.lib.host import Host, failed, ok
from tests.lib.jira import call, create, files_of, only
from tests.lib.sandbox import Sandbox

KEY = "machine-key"
FIRST = mail("first@customer.example", "Coffee machine", "It is out of beans.\n")


def own_id(ticket: str, issue: str, key: str = KEY) -> str:
    """A Message-ID as jicket gives it to its own mail."""
    left = f"jicket.{ticket}.{issue}.1"
    return f"{left}.{hmac.new(key.encode(), left.encode(), hashlib.sha256).hexdigest()[:20]}@example.org"


def raw(fields: str, body: str, ident: str = "robot@b.example") -> bytes:
    head = (f"Received: from a by b\nMessage-ID: <{ident}>\nTo: support@example.org\n"
            f"Date: Mon, 30 Nov 2026 10:00:00 +0000\n{fields}\n")
    return (head + body).encode()


def bounce(ident: str, number: int = 1) -> bytes:
    return raw("From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\n"
               "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
               "Content-Type: multipart/report; report-type=delivery-status; boundary=m\n",
               "--m\n\nThis is the mail system at host mx.example.net.\n"
               "--m\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
               "Final-Recipient: rfc822; carla@customer.example\nAction: failed\nStatus: 5.1.1\n"
               "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n"
               f"--m\nContent-Type: message/rfc822\n\nFrom: support@example.org\nMessage-ID: <{ident}>\n\n"
               "Thank you.\n--m--\n", f"bounce{number}@mx.example.net")


def ticket(jira: Sandbox, host: Host) -> dict[str, Any]:
    ok(host.deliver(FIRST))
    return only(jira.issues())[0]


def texts(jira: Sandbox) -> list[str]:
    return [str(comment["body"]) for comment in only(jira.issues())[0]["comments"]]


def test_bounce_of_our_mail_is_a_note(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    data = bounce(own_id(issue["fields"]["labels"][0], issue["id"]))
    host.env["JICKET_MESSAGE_KEY"] = KEY
    host.twice(data)
    text, = texts(jira)
    for part in ("Our mail to ", "carla@customer.example", "Status: 5.1.1", "550 5.1.1 no such user"):
        assert part in text, text
    assert [name for name, _ in files_of(only(jira.issues())[0])] == ["original.eml"]


@pytest.mark.parametrize("key", ["another key", "JicketSalt"])
def test_forged_bounce_is_dropped(jira: Sandbox, host: Host, key: str) -> None:
    issue = ticket(jira, host)
    data = bounce(own_id(issue["fields"]["labels"][0], issue["id"], key))
    ok(host.deliver(data, JICKET_MESSAGE_KEY=KEY))
    assert texts(jira) == []
    assert "dropped, delivery-status" in host.log


def test_foreign_bounce_is_filed_if_wanted(jira: Sandbox, host: Host) -> None:
    run = ok(host.deliver(bounce("x@example.org")))
    assert jira.issues() == [] and run.calls == []
    ok(host.deliver(bounce("x@example.org"), "--machine-mail", "bounce=file"))
    issue = only(jira.issues())[0]
    assert "Undelivered Mail" in issue["fields"]["summary"]


def test_automatic_answer_is_a_comment_or_nothing(jira: Sandbox, host: Host) -> None:
    label = ticket(jira, host)["fields"]["labels"][0]
    data = raw(f"From: carla@customer.example\nSubject: Automatic reply: [#{label}] Coffee machine\n"
               "Auto-Submitted: auto-replied\n", "I am away.\n")
    ok(host.deliver(data, "--autoreply", "drop"))
    assert texts(jira) == []
    host.twice(data)
    text, = texts(jira)
    assert "I am away." in text


def test_null_sender_of_the_envelope_counts(jira: Sandbox, host: Host) -> None:
    data = raw("From: carla@customer.example\nSubject: x\n", "y\n")
    ok(host.deliver(data, "--sender", "", "--machine-mail", "autoreply=drop"))
    assert jira.issues() == []
    ok(host.deliver(data, "--sender", "carla@customer.example", "--machine-mail", "autoreply=drop"))
    assert len(jira.issues()) == 1


def test_machine_mail_is_filed_dropped_or_refused(jira: Sandbox, host: Host) -> None:
    news = raw("From: news@shop.example\nSubject: News\nList-Id: <news.shop.example>\n", "News.\n")
    run = failed(host.deliver(news, "--machine-mail", "list=refuse"), "5.7.1", 77)
    assert run.calls == []
    ok(host.deliver(news, "--machine-mail", "bulk=refuse,list=drop"))
    assert jira.issues() == []
    ok(host.deliver(news, "--machine-mail", "list=refuse", "--machine-mail-except", "*@SHOP.example"))
    assert len(jira.issues()) == 1


def test_undesired_subject_is_not_filed(jira: Sandbox, host: Host) -> None:
    option = ("--undesired-subject-patterns", r"^\[spam\]", "--undesired-subject-patterns", "lottery$")
    for subject in ("[SPAM] Win", "You won the Lottery"):
        ok(host.deliver(raw(f"From: a@b.example\nSubject: {subject}\n", "x\n"), *option))
    assert jira.issues() == [] and host.log.count("dropped, undesired-subject") == 2
    ok(host.deliver(raw("From: a@b.example\nSubject: The lottery is open\n", "x\n"), *option))
    assert len(jira.issues()) == 1


def millis(issue: dict[str, Any]) -> int:
    """When Jira made it, in the ms of its Message-IDs."""
    return round(datetime.strptime(issue["fields"]["created"], "%Y-%m-%dT%H:%M:%S.%f%z").timestamp() * 1000)


def notified(issue: dict[str, Any], later: int = 0) -> str:
    return f"<JIRA.{issue['id']}.{millis(issue) + later}.7.1796000000000@Atlassian.JIRA>"


def test_notification_by_jira_is_dropped_and_its_answer_filed(jira: Sandbox, host: Host) -> None:
    """Also of an issue that jicket did not make."""
    key = create(jira, "Made by hand")
    issue = call(jira, "GET", f"/issue/{key}")
    told = raw("From: jira@example.org\nSubject: [JIRA] Made by hand\nX-JIRA-FingerPrint: 0123\n", "Commented.\n",
               notified(issue)[1:-1])
    assert ok(host.deliver(told)).calls == []
    answer = raw(f"From: carla@customer.example\nSubject: Re: x\nIn-Reply-To: {notified(issue)}\n", "Beans!\n",
                 "answer@customer.example")
    host.twice(answer)
    text, = texts(jira)
    assert "Beans!" in text


def test_forged_notification_is_no_answer(jira: Sandbox, host: Host) -> None:
    issue = call(jira, "GET", f"/issue/{create(jira, 'Made by hand')}")
    data = raw(f"From: mallory@b.example\nSubject: Re: x\nReferences: {notified(issue, 5000)}\n", "Ha!\n")
    ok(host.deliver(data))
    made, other = jira.issues()
    assert made["comments"] == [] and "Ha!" in str(other["fields"]["description"])


def test_own_mail_that_comes_back_is_dropped(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    label = issue["fields"]["labels"][0]
    copy = raw(f"From: support@example.org\nSubject: [#{label}] Coffee machine\nIn-Reply-To: <first@customer.example>\n",
               "Thank you.\n", own_id(label, issue["id"]))
    away = raw(f"From: support@example.org\nSubject: [#{label}] Away\nAuto-Submitted: auto-replied\n", "Away.\n")
    for data in (copy, away):
        ok(host.deliver(data, JICKET_MESSAGE_KEY=KEY, JICKET_TICKET_ADDRESS="support@example.org"))
    assert texts(jira) == []
    answer = raw(f"From: carla@customer.example\nSubject: Re: x\nIn-Reply-To: <{own_id(label, issue['id'])}>\n", "Beans!\n")
    ok(host.deliver(answer, JICKET_MESSAGE_KEY=KEY, JICKET_TICKET_ADDRESS="support@example.org"))
    assert len(texts(jira)) == 1
