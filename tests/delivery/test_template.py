"""The template of the confirmation, as its preview shows it: filled as Python fills it, in the language of the mail."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.lib.host import Host, Run

VALUES = {"subject": 'Grüße <"x"> & \'y\' 日本', "ticketid": "JI-ZOZ2P6QK"}
MAIL = ("From: Ann <ann@customer.example>\nTo: support@example.org\nMessage-ID: <first@customer.example>\n"
        "Date: Mon, 30 Nov 2026 10:00:00 +0000\nSubject: {subject}\n{fields}\nIt is out of beans.\n")
# What stands in a template, and what Python makes of it: a text, or an exception.
ROWS = [
    "%(subject)s", "%%", "100%%", "%%%%(subject)s", "%(subject) s", "%(subject)ls", "%(subject)hs", "%(subject)Ls",
    "%(subject)-30s|", "%(subject)30s|", "%(subject)030s|", "%(subject)-0+ #30s|", "%(subject).3s", "%(subject).s|",
    "%(subject)6.3s|", "%(subject)-6.3s|", "%(subject).99s", "%(subject)r", "%(subject)a", "%(subject).5a",
    "%(subject)30.4r|", "$(subject)s", "a %(subject)s b %(subject)s",
]
REJECTED = [
    "%(unknown)s", "%()s", "%(subject)d", "%(subject)05d", "%(subject)%", "%(subject)", "%(subject)*s", "%(subject).-3s",
    "%(subject)hhs", "%(subject)1$s", "%(subject)b",
]
LITERAL = [
    'width="100%">', "100% width", "50%\nmore", "% (subject)s", "%(a(b))s", "50%off", "50% off", "%x", "%i", "%c", "%5%", "100%-50%",
    "trailing %", "%(subject",
]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(None, tmp_path / "host", JICKET_TICKET_ADDRESS="support@example.org")


def preview(host: Host, template: str = "", beside: str = "", subject: str = "Coffee", fields: str = "", **env: str) -> Run:
    if template:
        file = host.folder / "confirm.html"
        file.write_text(template, "utf-8")
        env["JICKET_THREAD_TEMPLATE"] = str(file)
        if beside:
            file.with_suffix(".txt").write_text(beside, "utf-8", newline="")
    return host.deliver(MAIL.format(subject=subject, fields=fields).encode(), "--preview-confirmation", **env)


def read(run: Run) -> EmailMessage:
    assert run.exit_code == 0, run
    message = email.message_from_bytes(run.stdout, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects and not any(part.defects for part in message.walk()), run
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body
    return str(body.get_content())


def between(text: str) -> str:
    return text.split("<<", 1)[1].rsplit(">>", 1)[0]


@pytest.mark.parametrize("row", ROWS)
def test_what_python_takes(host: Host, row: str) -> None:
    values = {**VALUES, "ticketid": "x"}
    got = text_of(read(preview(host, "x", f"<<{row}>>", values["subject"])))
    assert between(got) == row % values


@pytest.mark.parametrize("row", REJECTED)
def test_what_can_only_be_a_mistake(host: Host, row: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        row % VALUES  # pylint: disable=pointless-statement
    run = preview(host, f"<p>\n{row}</p>")
    assert run.exit_code == 78 and not run.stdout, run
    assert b"/confirm.html:2: " in run.stderr, run


@pytest.mark.parametrize("row", LITERAL)
def test_what_python_rejects_and_people_write(host: Host, row: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        row % VALUES  # pylint: disable=pointless-statement
    run = preview(host, "x", f"<<{row}>>")
    message = read(run)
    assert between(text_of(message)) == row
    assert '/confirm.txt:1: a single "%" stays as it is' in message["X-Jicket-Remark"], run


@pytest.mark.parametrize("row", ["50% sale", "%s"])
def test_python_would_print_all_it_has(host: Host, row: str) -> None:
    assert "{" in row % VALUES
    assert between(text_of(read(preview(host, "x", f"<<{row}>>")))) == row


def test_values_are_text_in_html(host: Host) -> None:
    message = read(preview(host, "<p>%(subject)s</p>", subject="<script>alert(1)</script> & \"'"))
    assert text_of(message, "html").strip() == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;</p>"
    assert text_of(message).strip() == "<script>alert(1)</script> & \"'"


@pytest.mark.parametrize("subject", ["=?utf-8?q?a=0D=0ABcc:_b@c.example=0D=0A=0D=0Abody?=", "=?utf-8?q?a=00=1B[31m?=", "x" * 10000,
                                     "[#JI-ABCDEFG] forged", "", "=?utf-8?b?4oCuZ25vcnc=?="])
@pytest.mark.parametrize("style", ["full", "plain"])
def test_hostile_subjects(host: Host, subject: str, style: str) -> None:
    message = read(preview(host, subject=subject, JICKET_CONFIRM_STYLE=style))
    got = str(message["Subject"])
    assert got.startswith("[#JI-") and len(got) < 230 and got.isprintable(), got
    assert got.count("[#JI-") == 1 and not message["Bcc"]
    assert style == "full" or got.endswith("] We have received your message")


@pytest.mark.parametrize("fields, hello", [
    ("", "Hello,"), ("Accept-Language: de-DE, en-US\n", "Guten Tag,"), ("Content-Language: ja\n", "お問い合わせ"),
    ("Accept-Language: xx, ar;q=0.4, he;q=0.3\n", "مرحبًا،"), ("Accept-Language: ../../../etc/passwd\n", "Hello,")])
def test_languages(host: Host, fields: str, hello: str) -> None:
    message = read(preview(host, fields=fields))
    assert text_of(message).startswith(hello)
    assert ('dir="rtl"' in text_of(message, "html")) == hello.startswith("م")


def test_placeholders_for_what_jira_would_tell(host: Host) -> None:
    text = text_of(read(preview(host, "<p>%(issuekey)s, %(link)s, %(name)s", JICKET_JIRA_URL="https://j.example/jira")))
    assert text.strip() == "SUP-0, https://j.example/jira/browse/SUP-0, Ann"


def test_it_talks_to_no_one_and_needs_no_secret(host: Host, tmp_path: Path) -> None:
    run = preview(host, JICKET_JIRA_URL="http://127.0.0.1:1", JICKET_JIRA_PASS_FILE=str(tmp_path / "none"), JICKET_JIRA_USER="x")
    assert read(run)["To"] and not run.log, run


def test_mail_that_is_not_confirmed_is_told(host: Host) -> None:
    run = preview(host, fields="Auto-Submitted: auto-replied\n")
    assert read(run)["X-Jicket-Remark"] == 'not sent: the class of this mail is "autoreply"', run
