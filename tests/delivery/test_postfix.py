"""A real Postfix hands mail to jicket, by an alias and by a transport: what comes of it, and what its sender sees."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.lib import postfix as postfix_module
from tests.lib.host import PROGRAM
from tests.lib.mails import mail
from tests.lib.postfix import DOMAIN, PIPE_DOMAIN, Postfix
from tests.lib.processes import Watched, wait_for
from tests.lib.sandbox import Sandbox

ROUTES = {"alias": f"support@{DOMAIN}", "pipe": f"support@{PIPE_DOMAIN}"}
FILES = [("r\u00e9sum\u00e9.pdf", bytes(range(256)) * 400), ("two.bin", b"second" * 1000)]
BROKEN = {"unknown name": {"JICKET_JIRA_URI": "x"}, "bad value": {"JICKET_TIMEOUT": "soon"}, "no password": {"JICKET_JIRA_PASS": None},
          "missing secret": {"JICKET_JIRA_PASS": None, "JICKET_JIRA_PASS_FILE": "/nonexistent"},
          "missing CA file": {"JICKET_JIRA_URL": "https://127.0.0.1:1/", "JICKET_CA_FILE": "/nonexistent"}}


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    reason = postfix_module.missing()
    if reason:
        pytest.fail(reason)
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    instance = Postfix()
    try:
        instance.start()
        yield instance
    finally:
        instance.stop()


@pytest.fixture
def postfix(server: Postfix, dc: Sandbox) -> Iterator[Postfix]:
    """Postfix with an empty queue, and a jicket that is set up for the sandbox."""
    server.sink.mails.clear()
    server.configure(**options(dc))
    yield server
    server.command("postsuper", "-d", "ALL", check=False)


@pytest.fixture(params=list(ROUTES))
def to(request: pytest.FixtureRequest) -> str:
    return ROUTES[request.param]


def options(box: Sandbox, **change: Any) -> dict[str, Any]:
    return {**box.auth, "JICKET_JIRA_PROJECT": "SUP", "JICKET_JIRA_FLAVOUR": box.flavour, **change}


def only_issue(box: Sandbox, postfix: Postfix) -> dict[str, Any]:
    issues = box.issues()
    assert len(issues) == 1, postfix.everything()
    return issues[0]


def stored(issue: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((one["filename"], one["sha256"]) for one in issue["attachments"])


def expected() -> list[tuple[str, str]]:
    return sorted((name, hashlib.sha256(data).hexdigest()) for name, data in FILES)


def one_whole_ticket(postfix: Postfix, box: Sandbox) -> None:
    """Whatever happened in between."""
    assert stored(only_issue(box, postfix)) == expected()
    nothing_was_sent(postfix)


def nothing_was_sent(postfix: Postfix) -> None:
    """Neither a bounce nor a notice: the sender has no reason to be told."""
    assert postfix.sink.mails == [], postfix.sink.mails


# Filing

def test_a_mail_becomes_a_ticket(postfix: Postfix, dc: Sandbox, to: str) -> None:
    message = mail("Gr\u00fc\u00dfe aus K\u00f6ln", "Good day,\n.\n..dots\nFrom here on.\nbye\n", FILES)
    assert postfix.deliver(message, to).startswith("sent"), postfix.everything()
    issue = only_issue(dc, postfix)
    assert issue["fields"]["summary"].endswith("] Gr\u00fc\u00dfe aus K\u00f6ln")
    assert "Good day,\n.\n..dots\nFrom here on.\nbye" in issue["fields"]["description"]
    assert stored(issue) == expected()
    postfix.wait_until_empty()
    nothing_was_sent(postfix)


def test_a_reply_becomes_a_comment(postfix: Postfix, dc: Sandbox, to: str) -> None:
    assert postfix.deliver(mail("First"), to).startswith("sent"), postfix.everything()
    summary = only_issue(dc, postfix)["fields"]["summary"]
    assert postfix.deliver(mail(f"Re: {summary}", "Here you are.\n", FILES), to).startswith("sent")
    issue = only_issue(dc, postfix)
    assert len(issue["comments"]) == 1 and "Here you are." in issue["comments"][0]["body"]
    assert stored(issue) == expected()


def test_an_address_with_an_extension(postfix: Postfix, dc: Sandbox, to: str) -> None:
    assert postfix.deliver(mail(), to.replace("@", "+sales@")).startswith("sent"), postfix.everything()
    only_issue(dc, postfix)


def test_mail_of_the_null_sender(postfix: Postfix, dc: Sandbox, to: str) -> None:
    assert postfix.deliver(mail("A notice"), to, "").startswith("sent"), postfix.everything()
    only_issue(dc, postfix)
    nothing_was_sent(postfix)


def test_a_mail_to_both_at_once_is_one_ticket_after_the_other(postfix: Postfix, dc: Sandbox) -> None:
    """The same Message-ID twice: the second delivery has nothing left to do."""
    message = mail(attachments=FILES)
    for address in ROUTES.values():
        assert postfix.deliver(message, address).startswith("sent"), postfix.everything()
    assert stored(only_issue(dc, postfix)) == expected()


BODIES = {"empty": "", "8 bit": "\u00e9\u20ac\n" * 100, "no end": "tail without end", "dots": ".\n..\n", "blanks": "  \n\n \n\n",
          **{f"lines of {n}": ("x" * n + "\n") * 3 for n in (127, 128, 200, 998, 2047, 2048, 2049, 4096, 5000, 100000)}}


@pytest.mark.parametrize("name", BODIES)
def test_size_as_postfix_counts_it(postfix: Postfix, dc: Sandbox, name: str) -> None:
    """A wrong count would keep good mail back for ever. (Postfix counts records, which are not lines.)"""
    assert postfix.deliver(mail(body=BODIES[name]), ROUTES["pipe"]).startswith("sent"), postfix.everything()
    only_issue(dc, postfix)


@pytest.mark.parametrize("length", [100, 200, 3000, 60000])
def test_size_with_a_long_header_field(postfix: Postfix, dc: Sandbox, length: int) -> None:
    assert postfix.deliver(mail(X_Long="y" * length), ROUTES["pipe"]).startswith("sent"), postfix.everything()
    only_issue(dc, postfix)


def test_a_mail_of_20_mb(postfix: Postfix, dc: Sandbox, to: str) -> None:
    dc.settings(upload_limit=1 << 30)
    data = os.urandom(15 << 20)
    assert postfix.deliver(mail(attachments=[("big.bin", data)]), to).startswith("sent"), postfix.everything()
    assert stored(only_issue(dc, postfix)) == [("big.bin", hashlib.sha256(data).hexdigest())]


# Trouble that goes away

def test_jira_is_down_and_comes_back(postfix: Postfix, to: str, tmp_path: Path) -> None:
    with Sandbox("datacenter", state=tmp_path / "state") as box:
        postfix.configure(**options(box))
        box.stop()
        queue_id = postfix.send(mail("Patience", attachments=FILES), to)
        reason = postfix.outcome(queue_id)
        assert reason.startswith("deferred") and "ticket system cannot be reached" in reason, postfix.everything()
        assert "dsn=4.4.1" in postfix.log, "our status is the one that Postfix takes"
        nothing_was_sent(postfix)
        box.start()
        assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
        assert stored(only_issue(box, postfix)) == expected()
        postfix.wait_until_empty()
    nothing_was_sent(postfix)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_configuration_bounces_nothing(postfix: Postfix, dc: Sandbox, to: str, name: str) -> None:
    postfix.configure(**{**options(dc), **BROKEN[name]})
    queue_id = postfix.send(mail(), to)
    reason = postfix.outcome(queue_id)
    assert reason.startswith("deferred"), postfix.everything()
    if name != "missing CA file":
        assert "(mail gateway is misconfigured" in reason, reason
    postfix.configure(**options(dc))
    assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
    only_issue(dc, postfix)
    nothing_was_sent(postfix)


@pytest.mark.parametrize("fault", ["unreadable", "missing"])
def test_a_configuration_that_the_user_cannot_read(postfix: Postfix, dc: Sandbox, to: str, fault: str) -> None:
    if fault == "missing":
        postfix.config.unlink()
    else:
        os.chown(postfix.config, 0, 0)
    queue_id = postfix.send(mail(), to)
    assert postfix.outcome(queue_id).startswith("deferred"), postfix.everything()
    postfix.configure(**options(dc))
    assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
    only_issue(dc, postfix)
    nothing_was_sent(postfix)


@pytest.mark.parametrize("answer", [{"do": "status", "status": 500}, {"do": "html"}, {"do": "reset"}, {"do": "reset", "when": "after"},
                                    {"do": "status", "status": 401}], ids=lambda one: "-".join(map(str, one.values())))
def test_jira_has_trouble_in_the_middle(postfix: Postfix, dc: Sandbox, to: str, answer: dict[str, Any]) -> None:
    dc.faults([{"method": "POST", "path": "attachments$", "nth": 2, **answer}])
    queue_id = postfix.send(mail(attachments=FILES), to)
    outcome = postfix.outcome(queue_id)
    if not outcome.startswith("sent"):
        assert outcome.startswith("deferred"), postfix.everything()
        assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
    one_whole_ticket(postfix, dc)


def uploading(postfix: Postfix, box: Sandbox) -> list[int]:
    """jicket's processes, when the upload that is to fail has begun."""
    wait_for(lambda: box.faults() == [], lambda: f"no upload: {postfix.everything()}")
    return postfix.processes(postfix.program, postfix.worker)


def test_jicket_is_killed_in_the_middle(postfix: Postfix, dc: Sandbox, to: str) -> None:
    dc.faults([{"method": "POST", "path": "attachments$", "nth": 2, "do": "hang"}])
    queue_id = postfix.send(mail(attachments=FILES), to)
    pids = uploading(postfix, dc)
    assert len(pids) == 3, "launcher, guard and child"
    watched = Watched(pids)
    os.kill(pids[0], signal.SIGKILL)
    assert watched.ended(), "the child lives on"
    assert postfix.outcome(queue_id).startswith("deferred"), postfix.everything()
    assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
    one_whole_ticket(postfix, dc)


@pytest.mark.parametrize("change", ["missing", "not executable", "no library"])
def test_what_cannot_be_started_is_kept(postfix: Postfix, dc: Sandbox, to: str, change: str) -> None:
    """As in the middle of an upgrade; Postfix bounces the loader's 127."""
    if change == "missing":
        postfix.worker.unlink()
    elif change == "not executable":
        postfix.worker.chmod(0o644)
    else:
        data = postfix.worker.read_bytes()
        assert b"\0libgmime-3.0.so.0\0" in data
        postfix.worker.write_bytes(data.replace(b"\0libgmime-3.0.so.0\0", b"\0libgmime-9.9.so.9\0"))
    try:
        queue_id = postfix.send(mail(attachments=FILES), to)
        assert postfix.outcome(queue_id).startswith("deferred"), postfix.everything()
    finally:
        postfix.install()
    assert postfix.retry(queue_id).startswith("sent"), postfix.everything()
    one_whole_ticket(postfix, dc)


def test_postfix_is_stopped_in_the_middle(postfix: Postfix, dc: Sandbox, to: str) -> None:
    """jicket goes on without its caller, and the mail comes again: that must be one ticket."""
    dc.faults([{"method": "POST", "path": "attachments$", "do": "delay", "seconds": 2}])
    queue_id = postfix.send(mail(attachments=FILES), to)
    pids = uploading(postfix, dc)
    watched = Watched(pids)
    assert pids
    postfix.command("postfix", "abort")
    assert watched.ended(20)
    postfix.command("postfix", "start")
    assert postfix.outcome(queue_id).startswith("sent"), postfix.everything()
    one_whole_ticket(postfix, dc)


# What the sender is told

def test_too_big_is_returned_with_our_words(postfix: Postfix, dc: Sandbox, to: str) -> None:
    postfix.configure(**options(dc, JICKET_MAX_SIZE="64k"))
    outcome = postfix.deliver(mail("Big", "x" * 70 + "\n" + "y\n" * 40000), to)
    assert outcome.startswith("bounced (message too big"), postfix.everything()
    wait_for(lambda: postfix.sink.mails, lambda: f"no bounce: {postfix.everything()}")
    recipients, bounce = postfix.sink.mails[0]
    assert recipients == ["<carla@customer.example>"] and len(postfix.sink.mails) == 1
    text = bounce.decode("utf-8", "replace")
    assert "Status: 5.3.4" in text and "message too big" in text, text
    for word in ("127.0.0.1:", "secret", "jicket.conf", str(postfix.folder), "JICKET_", "http"):
        assert word not in text.split("Content-Type: message/rfc822")[0].split("text/rfc822-headers")[0], (word, text)
    assert dc.issues() == []


def test_too_big_of_the_null_sender_makes_no_mail(postfix: Postfix, dc: Sandbox, to: str) -> None:
    postfix.configure(**options(dc, JICKET_MAX_SIZE="64k"))
    assert postfix.deliver(mail(body="y\n" * 40000), to, "").startswith("bounced"), postfix.everything()
    postfix.wait_until_empty()
    nothing_was_sent(postfix)


def test_the_mail_log_has_no_secrets(postfix: Postfix, dc: Sandbox, to: str) -> None:
    dc.settings(auth="html401")
    assert postfix.deliver(mail("Subject-of-it"), to).startswith("deferred (ticket system refused the gateway"), postfix.everything()
    assert "secret" not in postfix.log and dc.url not in postfix.log
    nothing_was_sent(postfix)


def test_nothing_of_jicket_is_left(postfix: Postfix, dc: Sandbox) -> None:
    assert postfix.processes(postfix.program, postfix.worker) == []


# procmail, as Postfix or a person starts it

RECIPE = """\
LOGFILE={folder}/procmail.log
DEFAULT={folder}/mbox
:0 w
| {program} --config={config}
:0 e
{{
  EXITCODE=75
  HOST
}}
"""


@pytest.fixture
def procmail(dc: Sandbox, tmp_path: Path) -> Iterator[list[str]]:
    if not shutil.which("procmail"):
        pytest.fail("procmail is missing: install the package procmail (or run: sh contrib/setup tools)")
    config = tmp_path / "jicket.conf"
    config.write_text("".join(f"{name}={value}\n" for name, value in options(dc, JICKET_LOG_FILE=tmp_path / "jicket.log", JICKET_SETTLE_TIME=1).items()))
    config.chmod(0o600)
    recipe = tmp_path / "procmailrc"
    recipe.write_text(RECIPE.format(folder=tmp_path, program=PROGRAM, config=config))
    yield ["procmail", str(recipe)]
    assert not (tmp_path / "mbox").exists(), "no mail may end where nobody reads it"


def run_procmail(command: list[str], message: bytes) -> int:
    return subprocess.run(command, input=message, env={"PATH": "/usr/bin:/bin", "HOME": "/", "LOGNAME": "root"}, timeout=60, check=False).returncode


def test_procmail_files(procmail: list[str], dc: Sandbox) -> None:
    assert run_procmail(procmail, mail(attachments=FILES)) == 0
    assert stored(dc.issues()[0]) == expected()


@pytest.mark.parametrize("trouble", ["maintenance", "killed"])
def test_procmail_keeps(procmail: list[str], dc: Sandbox, trouble: str) -> None:
    message = mail(attachments=FILES)
    if trouble == "maintenance":
        dc.settings(maintenance=True)
        assert run_procmail(procmail, message) == 75
        dc.settings(maintenance=False)
    else:
        dc.faults([{"method": "POST", "path": "attachments$", "do": "hang"}])
        process = subprocess.Popen(procmail, stdin=subprocess.PIPE, env={"PATH": "/usr/bin:/bin", "HOME": "/"})
        assert process.stdin
        process.stdin.write(message)
        process.stdin.close()
        wait_for(lambda: dc.faults() == [], lambda: "no upload")
        guards = [int(word) for word in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        assert len(guards) == 1
        os.kill(guards[0], signal.SIGKILL)
        assert process.wait(30) == 75
    assert run_procmail(procmail, message) == 0
    assert len(dc.issues()) == 1 and stored(dc.issues()[0]) == expected()
