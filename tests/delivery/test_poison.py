"""The message that breaks us: made to crash, stall or bloat a mail parser. Each is filed, once, for a small price."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.lib.compose import File, mail, noise
from tests.lib.host import PROGRAM, RETRY_AFTER, Delivery, Host
from tests.lib.jira import marks, only
from tests.lib.processes import descendants
from tests.lib.sandbox import ROOT, Sandbox


CPU_SECONDS = 2.0
MEMORY_KIB = 64 * 1024
# A process inherits the peak memory of the one that starts it, so a small program does.
MEASURE = ROOT / "build" / "tests" / "bench" / "measure"
PLAIN = "could not be taken apart"
ORIGINAL = "original"


def head(*lines: str, sender: str = "Mallory <mallory@example.net>", subject: str = "Poison") -> bytes:
    fields = [f"From: {sender}", "To: support@example.org", f"Subject: {subject}", "Message-ID: <poison@example.net>",
              "MIME-Version: 1.0", *lines]
    return "\n".join(fields).encode() + b"\n"


def body(kind: str, text: bytes, *lines: str) -> bytes:
    return head(f"Content-Type: {kind}", *lines) + b"\n" + text


def nested_messages(depth: int) -> bytes:
    return head() + b"Content-Type: message/rfc822\n\nFrom: a@example.net\n" * depth + b"\nThe core.\n"


def nested_multiparts(depth: int) -> bytes:
    return head() + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                             for i in range(depth)) + b"\nThe core.\n"


def parts(number: int) -> bytes:
    return body("multipart/mixed; boundary=b", b"--b\n\nx\n" * number + b"--b--\n")


POISON: dict[str, Callable[[], bytes]] = {
    "80 KB of groups in From": lambda: head(sender="a:" * 40000) + b"\nText.\n",
    "250 KB of groups in From": lambda: head(sender="a:" * 125000) + b"\nText.\n",
    "80 KB of groups in To": lambda: head("Cc: " + "a:" * 40000) + b"\nText.\n",
    "groups in an attached message": lambda: body("message/rfc822", b"From: " + b"a:" * 125000 + b"\n\nText.\n"),
    "2 MB of groups in an attached message": lambda: body("message/rfc822",
                                                          b"From: " + b"a:" * 1000000 + b"\n\nText.\n"),
    "100,000 comments in From": lambda: head(sender="(" * 100000) + b"\nText.\n",
    "30,000 addresses": lambda: head("Cc: " + "a@example.net, " * 30000) + b"\nText.\n",
    "300,000 parts": lambda: parts(300000),
    "19,000 parts": lambda: parts(19000),
    "300,000 header fields": lambda: head() + b"X-Field: value\n" * 300000 + b"\nText.\n",
    "300,000 header fields in a part": lambda: body("multipart/mixed; boundary=b",
                                                    b"--b\n" + b"X-Field: value\n" * 300000 + b"\nText.\n--b--\n"),
    "a subject of 20 MB": lambda: head(subject="a" * 20000000) + b"\nText.\n",
    "a subject of 3 million lines": lambda: head(subject="a" + "\n a" * 3000000) + b"\nText.\n",
    "10,000 encoded words": lambda: head(subject="=?utf-8?Q?a?= " * 10000) + b"\nText.\n",
    "30,000 references": lambda: head("References: " + "<a@example.net> " * 30000) + b"\nText.\n",
    "messages to depth 5,000": lambda: nested_messages(5000),
    "multiparts to depth 5,000": lambda: nested_multiparts(5000),
    "multiparts to depth 400": lambda: nested_multiparts(400),
    "padding in mid-base64": lambda: body("text/plain", b"VklSVVMh=\n" * 100000, "Content-Transfer-Encoding: base64"),
    "5 million soft line ends": lambda: body("text/plain", b"=\n" * 5000000,
                                             "Content-Transfer-Encoding: quoted-printable"),
    "uuencoded in one line": lambda: body("text/plain", b"begin 644 x\n" + b"M" * 1000000 + b"\n",
                                          "Content-Transfer-Encoding: x-uuencode"),
    "nothing is terminated": lambda: b'From: "a@example.net\nTo: ((((((((((((\nSubject: =?utf-8?B?\nMessage-ID: <u\n'
                                     b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b\n\n--b\n'
                                     b'Content-Type: text/plain; charset="\n\n',
    "20,000 parameters": lambda: head("Content-Type: text/plain" + "".join(f"; a{i}=b" for i in range(20000))) +
    b"\nText.\n",
    "a name in 20,000 pieces": lambda: head("Content-Type: application/x" +
                                            "".join(f"; name*{i}*=a" for i in range(20000))) + b"\nText.\n",
    "300,000 nested <div>": lambda: body("text/html", b"<div>" * 300000 + b"\n"),
    "100,000 nested tables": lambda: body("text/html", b"<table><b>" * 100000 + b"\n"),
    "2 MB of HTML": lambda: body("text/html", b"<div><p>hello <b>x</b></p></div>\n" * 70000),
    "1 MB of attributes": lambda: body("text/html", b"<p " + b"a=b " * 250000 + b">x\n"),
    "1 MB of NULs": lambda: body("text/plain", b"\0" * 1000000 + b"\n"),
    "NULs in the header": lambda: head("X-Nul: " + "\0" * 10000) + b"\nText.\n",
    "a line of 20 MB": lambda: body("text/plain", b"x" * 20000000 + b"\n"),
    "1.5 MB of markup": lambda: body("text/plain", b"*_{[!" * 300000 + b"\n"),
    "20 MB of boundaries that are none": lambda: body("multipart/mixed; boundary=b", b"--bb\n" * 4000000),
    "nothing but line ends": lambda: head() + b"\n" * 5000000,
}


@pytest.fixture(scope="session")
def measure() -> Path:
    subprocess.run(["make", "-s", "-C", str(ROOT), str(MEASURE.relative_to(ROOT))], check=True, capture_output=True)
    return MEASURE


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox("datacenter", validate=False) as running:
        yield running


@pytest.fixture
def jira(box: Sandbox) -> Sandbox:
    box.reset()
    # The original must fit.
    box.settings(upload_limit=1 << 30)
    return box


@dataclass
class Price:
    cpu: float
    memory: int
    status: int


def pay(host: Host, measure: Path, data: bytes) -> Price:
    """Delivers a mail, and tells what guard and children took together."""
    figures = host.folder / "figures"
    # What GLib takes for its own search of errors does not count.
    run = host.start(env={"G_SLICE": None}, data=data, program=[measure, figures, PROGRAM]).finish()
    assert run.filed and not run.problem(), run
    _, cpu, memory, status = map(int, figures.read_text().split())
    assert status == 0, run
    return Price(cpu / 1e6, memory, status)


def holds_original(issue: dict[str, Any], data: bytes) -> bool:
    """Is the original there, once and whole?"""
    digest = hashlib.sha256(data).hexdigest()
    return [part["sha256"] for part in issue["attachments"]].count(digest) == 1


@pytest.mark.parametrize("name", POISON)
def test_poison(jira: Sandbox, host: Host, measure: Path, name: str) -> None:
    data = POISON[name]()
    price = pay(host, measure, data)
    issue = only(jira.issues())[0]
    assert price.cpu <= CPU_SECONDS and price.memory <= MEMORY_KIB, price
    if ORIGINAL in (issue["fields"]["description"] or ""):
        assert holds_original(issue, data), issue["attachments"]
    host.forget()
    jira.clock(RETRY_AFTER)
    pay(host, measure, data)
    again = only(jira.issues())[0]
    assert (again["attachments"], again["comments"]) == (issue["attachments"], issue["comments"])


def crash(delivery: Delivery, jira: Sandbox, requests: int) -> None:
    """Ends the child as a stack overflow would, while it waits for an answer."""
    assert delivery.wait_until(lambda: len(jira.requests()) >= requests)
    child, = descendants(delivery.pid)
    os.kill(child, signal.SIGSEGV)


GOOD = mail("good@customer.example", "Good", "Text.\n", [File(f"{name}.bin", noise(name, 500)) for name in "ab"])


def test_a_crash_is_filed_plainly(jira: Sandbox, host: Host) -> None:
    jira.faults([{"nth": 1, "do": "hang"}])
    delivery = host.start(data=GOOD)
    crash(delivery, jira, 1)
    run = delivery.finish()
    assert run.filed and not run.problem(), run
    issue = only(jira.issues())[0]
    assert PLAIN in issue["fields"]["description"] and holds_original(issue, GOOD)
    assert issue["fields"]["summary"].endswith("] Good")
    before = jira.issues()
    jira.clock(RETRY_AFTER)
    host.forget()
    assert host.deliver(GOOD).filed
    only(jira.issues())
    assert before[0]["fields"]["description"] == jira.issues()[0]["fields"]["description"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [2, 3, 4])
def test_a_crash_on_the_way(jira: Sandbox, host: Host, nth: int, when: str) -> None:
    """The second child finds what the first one left, and completes it: one ticket, nothing twice."""
    jira.faults([{"nth": nth, "do": "hang", "when": when}])
    delivery = host.start(data=GOOD)
    crash(delivery, jira, nth)
    run = delivery.finish()
    assert run.filed and not run.problem(), run
    for _ in range(2):
        issue = only(jira.issues())[0]
        digests = [part["sha256"] for part in issue["attachments"]]
        assert len(digests) == len(set(digests))
        files = [hashlib.sha256(noise(name, 500)).hexdigest() in digests for name in ("a", "b")]
        assert all(files) or holds_original(issue, GOOD)
        jira.clock(RETRY_AFTER)
        host.forget()
        assert host.deliver(GOOD).filed


def test_both_children_crash(jira: Sandbox, host: Host) -> None:
    jira.faults([{"nth": 1, "do": "hang", "times": 2}])
    delivery = host.start(data=GOOD)
    crash(delivery, jira, 1)
    crash(delivery, jira, 2)
    run = delivery.finish()
    assert run.exit_code == 75 and not run.problem(), run
    assert jira.issues() == []
    assert host.deliver(GOOD).filed
    only(jira.issues())


def test_an_original_that_does_not_fit(jira: Sandbox, host: Host, measure: Path) -> None:
    """Then the ticket says so, once."""
    jira.settings(upload_limit=1000)
    data = POISON["300,000 header fields"]()
    for _ in range(2):
        pay(host, measure, data)
        host.forget()
        jira.clock(RETRY_AFTER)
    issue = only(jira.issues())[0]
    assert PLAIN in issue["fields"]["description"]
    assert issue["attachments"] == [] and len(marks(issue, "note")) == 1
