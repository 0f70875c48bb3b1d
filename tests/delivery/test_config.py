"""Configuration from end to end: where it comes from, who is told what is wrong with it, and what stays secret."""

from __future__ import annotations

import base64
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Iterator, Optional, Sequence

import pytest

from test_input import only_issue, waits_for_jira
from tests.lib.host import PROGRAM, Host, Run, failed, ok
from tests.lib.mails import mail
from tests.lib.proxy import Proxy
from tests.lib.sandbox import Sandbox, make_cert
from tests.lib.tls import unused_port

Env = Optional[dict[str, Optional[str]]]
PASSWORD = "Xyzzy-Plugh-42"
NO_CREDENTIALS: dict[str, Optional[str]] = {"JICKET_JIRA_USER": None, "JICKET_JIRA_PASS": None}


def config_file(jicket: Host, text: str, mode: int = 0o600, name: str = "some.conf") -> Path:
    path = jicket.folder / name
    path.write_text(text)
    path.chmod(mode)
    return path


def on_terminal(jicket: Host, args: Sequence[str] = (), env: Env = None, data: bytes = b"") -> tuple[int, str]:
    """What a person sees: (exit status, text), with standard error on a terminal."""
    master, slave = pty.openpty()
    process = jicket.start(args, env, stderr=slave)
    os.close(slave)
    process.finish(data)
    text = b""
    while select.select([master], [], [], 0)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(master)
    return process.returncode, text.decode()


# Errors, and where they come from

USAGE = {
    "unknown option": (["--no-such-option"], "--no-such-option"), "unknown letter": (["-Z"], "-Z"),
    "no value": (["--timeout"], "--timeout"), "bad number": (["--timeout", "soon"], "--timeout"),
    "number out of range": (["--timeout", "0"], "--timeout"), "bad yes or no": (["--verify-ssl=maybe"], "--verify-ssl"),
    "bad flavour": (["--flavour", "server"], "--flavour"), "bad project": (["--jiraproject", "no key"], "--jiraproject"),
    "bad url": (["--jiraurl", "ftp://jira.example.com"], "--jiraurl"), "bad prefix": (["--idprefix", "a b"], "--idprefix"),
    "bad alphabet": (["--idalphabet", "ABC"], "--idalphabet"), "bad size": (["--max-size", "10x"], "--max-size"),
    "argument": (["message.eml"], "message.eml"), "quotes": (["--queue", '"SUP"'], "--queue"),
}


@pytest.mark.parametrize("name", USAGE)
def test_wrong_use(jicket: Host, name: str) -> None:
    args, origin = USAGE[name]
    run = failed(jicket(args, mail()), "4.3.5", private=[origin])
    assert run.stderr == b"4.3.5 mail gateway is misconfigured\n"
    assert origin in run.log, "the log that the environment names has the detail"
    code, text = on_terminal(jicket, args, data=mail())
    assert code == 64 and origin in text, text


VALUES = {"JICKET_TIMEOUT": "soon", "JICKET_JIRA_URL": "https://u:p@jira.example.com/", "JICKET_JIRA_PROJECT": "no key",
          "JICKET_JIRA_FLAVOUR": "server", "JICKET_VERIFY_SSL": "perhaps", "JICKET_ID_ALPHABET": "ABC",
          "JICKET_ID_MINLEN": "-1", "JICKET_MAX_SIZE": "1", "JICKET_ID_PREFIX": "a b", "JICKET_JIRA_PASS_FILE": "/nonexistent"}


@pytest.mark.parametrize("name", VALUES)
def test_bad_value_in_the_environment(jicket: Host, name: str) -> None:
    env: Env = {name: VALUES[name]}
    run = failed(jicket([], mail(), env), "4.3.5", private=[name, VALUES[name]])
    assert run.stderr == b"4.3.5 mail gateway is misconfigured\n"
    code, text = on_terminal(jicket, [], env, mail())
    assert code == 78 and name in text and ("environment" in text or name == "JICKET_JIRA_PASS_FILE"), text


@pytest.mark.parametrize("name", VALUES)
def test_bad_value_in_the_file(jicket: Host, name: str) -> None:
    path = config_file(jicket, f"# comment\n\n{name}={VALUES[name]}\n")
    env: Env = {"JICKET_CONFIG": None, **{key: None for key in VALUES}}
    failed(jicket(["--config", str(path)], mail(), env), "4.3.5", private=[name, str(path)])
    code, text = on_terminal(jicket, ["--config", str(path)], env, mail())
    assert code == 78 and name in text and (f"{path}:3" in text or name == "JICKET_JIRA_PASS_FILE"), text


BAD_FILES = {"no such name": "JICKET_JIRA_URI=https://x\n", "no assignment": "a line\n", "NUL": "JICKET_TIMEOUT=1\0\n",
             "another config": "JICKET_CONFIG=/etc/other\n", "quotes": 'JICKET_JIRA_PROJECT="SUP"\n', "not UTF-8": "JICKET_ID_SALT=\udcff\n"}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_line_in_the_file(jicket: Host, name: str) -> None:
    path = jicket.folder / "bad.conf"
    path.write_bytes(BAD_FILES[name].encode("utf-8", "surrogateescape"))
    failed(jicket(["-c", str(path)], mail()), "4.3.5")
    code, text = on_terminal(jicket, ["-c", str(path)], data=mail())
    assert code == 78 and str(path) in text, text


@pytest.mark.parametrize("name", ["JICKET_JIRA_URL", "JICKET_JIRA_PROJECT", "JICKET_JIRA_PASS", "JICKET_JIRA_USER"])
def test_something_is_missing(dc: Sandbox, jicket: Host, name: str) -> None:
    failed(jicket(input=mail(), env={name: None}), "4.3.5")
    code, text = on_terminal(jicket, [], {name: None}, mail())
    assert code == 78 and name in text, text
    assert dc.requests() == []


@pytest.mark.parametrize("given", ["--config", "JICKET_CONFIG"])
def test_a_file_that_was_named_must_be_there(jicket: Host, given: str) -> None:
    where = str(jicket.folder / "none.conf")
    args, env = (["--config", where], None) if given == "--config" else ([], {"JICKET_CONFIG": where})
    failed(jicket(args, mail(), env), "4.3.5", private=["none.conf"])
    assert on_terminal(jicket, args, env, mail())[0] == 78


@pytest.mark.parametrize("kind", ["folder", "huge", "pipe"])
def test_a_file_that_is_none(jicket: Host, kind: str) -> None:
    path = jicket.folder / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(b"# comment\n" * 300000)
    process = jicket.start(["--config", str(path), "--timeout", "2"])
    process.give(mail())
    failed(process.must_end(5, "it waits for the other end of the pipe"), "4.3.5")


def test_the_message_is_read_to_its_end_all_the_same(jicket: Host) -> None:
    read, write = os.pipe()
    process = jicket.start(["--no-such-option"], stdin=read)
    os.close(read)
    with os.fdopen(write, "wb", buffering=0) as out:
        for _ in range(16):
            assert out.write(b"x" * 65536) == 65536, "a broken pipe would be an error here"
    process.finish()
    assert process.returncode == 75


# Secrets

def test_password_on_the_command_line(dc: Sandbox, jicket: Host) -> None:
    """It works, is wiped at once, and the administrator is told."""
    dc.faults([{"do": "hang", "times": 1}])
    message = mail()
    process = jicket.start(["--jirapass", "secret", "--message-key=" + PASSWORD], {"JICKET_JIRA_PASS": None})
    process.give(message)
    for pid in waits_for_jira(dc, process):
        shown = Path(f"/proc/{pid}/cmdline").read_bytes()
        assert b"--jirapass" in shown and b"secret" not in shown and PASSWORD.encode() not in shown, shown
    process.terminate()
    process.finish()
    assert "--jirapass" in jicket.log and "--message-key" in jicket.log and "command line" in jicket.log, jicket.log
    assert "secret:" not in jicket.log and PASSWORD not in jicket.log
    ok(jicket(["--jirapass", "secret"], message, {"JICKET_JIRA_PASS": None}))
    only_issue(dc)


SECRET_FILES = [(0o600, "secret\n", True), (0o400, "secret", True), (0o640, "secret\r\nmore\n", True), (0o644, "secret\n", False),
                (0o660, "secret\n", False), (0o602, "secret\n", False), (0o604, "secret\n", False), (0o600, "", False),
                (0o600, "\nsecret\n", False), (0o600, "wrong\n", None)]


@pytest.mark.parametrize("mode, text, good", SECRET_FILES, ids=[f"{one[0]:o}-{one[1]!r}" for one in SECRET_FILES])
def test_password_file(dc: Sandbox, jicket: Host, mode: int, text: str, good: Optional[bool]) -> None:
    path = config_file(jicket, text, mode, "password")
    run = jicket(input=mail(), env={"JICKET_JIRA_PASS": None, "JICKET_JIRA_PASS_FILE": str(path)})
    if good:
        ok(run)
        return
    failed(run, "4.3.5", private=[str(path)])
    assert bool(dc.requests()) == (good is None), "a file that others may read is not used"
    assert good is None or str(path) in run.log, run


def test_password_file_of_another_user(dc: Sandbox, jicket: Host) -> None:
    path = config_file(jicket, "secret\n", 0o600, "password")
    os.chown(path, 65534, 65534)
    failed(jicket(input=mail(), env={"JICKET_JIRA_PASS": None, "JICKET_JIRA_PASS_FILE": str(path)}), "4.3.5")
    assert dc.requests() == []


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device", "link to a good one"])
def test_password_file_that_is_none(dc: Sandbox, jicket: Host, kind: str) -> None:
    path = jicket.folder / "password"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path, 0o600)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "link to a good one":
        path.symlink_to(config_file(jicket, "secret\n", 0o600, "target"))
    run = jicket(["--timeout", "5"], mail(), {"JICKET_JIRA_PASS": None, "JICKET_JIRA_PASS_FILE": str(path)})
    if kind == "link to a good one":
        ok(run)
    else:
        failed(run, "4.3.5")


@pytest.mark.parametrize("mode, good", [(0o600, True), (0o640, True), (0o644, False), (0o660, False)], ids=lambda one: str(one))
def test_mode_of_a_file_with_secrets(dc: Sandbox, jicket: Host, mode: int, good: bool) -> None:
    path = config_file(jicket, "JICKET_JIRA_PASS=secret\n", mode)
    run = jicket(["--config", str(path)], mail(), {"JICKET_JIRA_PASS": None})
    if good:
        ok(run)
    else:
        failed(run, "4.3.5", private=[str(path)])
        assert dc.requests() == [] and str(path) in run.log


def test_mode_of_a_file_without_secrets(dc: Sandbox, jicket: Host) -> None:
    ok(jicket(["--config", str(config_file(jicket, "JICKET_ISSUE_TYPE=Bug\n", 0o644))], mail()))
    assert only_issue(dc)["fields"]["issuetype"] == "10002"


@pytest.mark.parametrize("fault", ["none", "401", "hang", "refused", "bad value"])
@pytest.mark.parametrize("auth", ["basic", "bearer"])
def test_secrets_are_nowhere(dc: Sandbox, jicket: Host, fault: str, auth: str) -> None:
    """With --debug, whatever happens. Only the name of the user may be known."""
    env: dict[str, Optional[str]] = {"JICKET_MESSAGE_KEY": "Key-" + PASSWORD, "JICKET_HEADER": f"X-Key={PASSWORD}"}
    if auth == "basic":
        env["JICKET_JIRA_PASS"] = PASSWORD
    else:
        env.update(NO_CREDENTIALS, JICKET_JIRA_TOKEN=PASSWORD)
    if fault == "hang":
        dc.faults([{"do": "hang"}])
    elif fault == "refused":
        env["JICKET_JIRA_URL"] = f"http://127.0.0.1:{unused_port()}/jira"
    elif fault == "bad value":
        env["JICKET_JIRA_URL"] = f"http://user:{PASSWORD}@jira.example.com/?token={PASSWORD}"
    elif fault == "none":
        env.update({"JICKET_JIRA_PASS": "secret"} if auth == "basic" else {"JICKET_JIRA_TOKEN": "sandbox-pat"})
    run = jicket(["--debug", "--timeout", "1"], mail(), env)
    assert run.exit_code == (0 if fault == "none" else 75)
    seen = run.stdout + run.stderr + run.log.encode()
    assert run.log
    words = [PASSWORD, "sandbox-pat", "secret"] + [f"jicket:{word}" for word in (PASSWORD, "secret")]
    for word in words:
        for shape in (word.encode(), base64.b64encode(word.encode()).rstrip(b"=")[:-1]):
            assert shape not in seen, (shape, run)


# Order

ISSUE_TYPES = {"default": "10001", "file": "10002", "environment": "10003", "command line": "10001"}


@pytest.mark.parametrize("upto", range(4), ids=list(ISSUE_TYPES))
def test_precedence(dc: Sandbox, jicket: Host, upto: int) -> None:
    """default < file < environment < command line; names for the same thing are one option."""
    text = "JICKET_ISSUE_TYPE = Bug \n" if upto >= 1 else "JICKET_ISSUE_TYPE=\n"
    path = config_file(jicket, text + "JICKET_JIRA_PROJECT=OPS\n")
    env: Env = {"JICKET_CONFIG": str(path), "JICKET_JIRA_PROJECT": None}
    if upto >= 2:
        env["JICKET_ISSUE_TYPE"] = "Incident"
    ok(jicket(["--issue-type=Task"] if upto == 3 else [], mail(), env))
    issue = only_issue(dc)
    assert issue["fields"]["issuetype"] == list(ISSUE_TYPES.values())[upto] and issue["project"] == "OPS"


def test_the_command_line_names_the_file(dc: Sandbox, jicket: Host) -> None:
    one = config_file(jicket, "JICKET_ISSUE_TYPE=Bug\n", name="one.conf")
    two = config_file(jicket, "JICKET_ISSUE_TYPE=Incident\n", name="two.conf")
    ok(jicket(["-c", str(two)], mail(), {"JICKET_CONFIG": str(one)}))
    assert only_issue(dc)["fields"]["issuetype"] == "10003"


def test_a_token_goes_before_a_password(dc: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail(), env={"JICKET_JIRA_PASS": "wrong", "JICKET_JIRA_TOKEN": "sandbox-pat"}))


ENV_LIST = """\
# The variables of the Jicket documentation
JICKET_IMAP_HOST=imap.example.com
JICKET_IMAP_PORT=993
JICKET_IMAP_USER=support@example.com
JICKET_IMAP_PASS=an imap password
JICKET_SMTP_HOST=smtp.example.com
JICKET_SMTP_PORT=587
JICKET_smtp_USER=support@example.com
JICKET_SMTP_USER=support@example.com
JICKET_SMTP_PASS="quoted = and odd"
JICKET_FOLDER_INBOX=INBOX
JICKET_FOLDER_SUCCESS=jicket
JICKET_THREAD_TEMPLATE=/etc/jicket/threadtemplate.html
JICKET_TICKET_ADDRESS=support@example.com
JICKET_LOOPMODE=dynamic
JICKET_LOOPTIME=60
JICKET_FILTER_CONFIG=/etc/jicket/filter.json
JICKET_ID_PREFIX=EC-
JICKET_ID_SALT=VerySecretSalt
JICKET_ID_ALPHABET=ABCDEFGHJKLMNPQRSTUVWXYZ23456789
JICKET_ID_MINLEN=8
JICKET_JIRA_URL={url}
JICKET_JIRA_USER={user}
JICKET_JIRA_PASS={password}
JICKET_JIRA_PROJECT=SUP
"""


@pytest.mark.parametrize("how", ["file", "environment"])
def test_the_env_list_of_a_jicket_installation(dc: Sandbox, jicket: Host, how: str) -> None:
    text = ENV_LIST.format(url=dc.url, user="jicket", password="secret")
    env: Env = {name: None for name in jicket.environment() if name.startswith("JICKET_JIRA")}
    if how == "file":
        run = ok(jicket(["--config", str(config_file(jicket, text))], mail(), env))
    else:
        env.update(line.split("=", 1) for line in text.splitlines() if not line.startswith("#"))  # type: ignore[arg-type]
        run = ok(jicket([], mail(), env))
    assert "unknown" not in run.log and "imap password" not in run.log, run
    label = only_issue(dc)["fields"]["labels"][0]
    assert label.startswith("EC-") and len(label) >= len("EC-") + 8


def test_an_unknown_variable_is_no_reason_to_keep_mail(dc: Sandbox, jicket: Host) -> None:
    run = ok(jicket(input=mail(), env={"JICKET_JIRA_URI": "x", "JICKET_FUTURE": "y"}))
    assert "JICKET_JIRA_URI" in run.log and "JICKET_FUTURE" in run.log


# Runs that file nothing

@pytest.mark.parametrize("args", [["--help"], ["-h"], ["--version"], ["-V"], ["--help=mdoc"], ["--help=exit"]], ids=lambda one: one[0])
def test_help_does_not_wait_for_a_message(jicket: Host, args: list[str]) -> None:
    read, write = os.pipe()
    process = jicket.start(args, stdin=read)
    assert process.wait(10) == 0, "standard input is open, and nothing comes"
    assert process.stdout and process.stderr
    assert process.stdout.read().strip() and process.stderr.read() == b""
    for fd in (read, write):
        os.close(fd)


def test_help_names_every_option_of_the_manual(jicket: Host) -> None:
    text = jicket(["--help"]).stdout.decode()
    assert all(len(line) <= 80 for line in text.splitlines())
    for name in ("--jiraurl", "--queue", "--max-size", "--proxy", "--log-file"):
        assert name in text


def test_inspect_talks_to_nobody(dc: Sandbox, jicket: Host) -> None:
    run = jicket(["--inspect"], mail("Look at me"))
    assert run.exit_code == 0 and run.stderr == b"" and run.requests == []
    assert json.loads(run.stdout)["subject"] == "Look at me"


def test_inspect_needs_no_configuration(jicket: Host) -> None:
    run = jicket(["--inspect"], mail(), {"JICKET_JIRA_PROJECT": None})
    assert run.exit_code == 0, run


def test_dry_run_without_jira(jicket: Host) -> None:
    run = jicket(["--dry-run"], mail("A plan", attachments=[("a.bin", b"a")]))
    assert run.exit_code == 0 and run.stderr == b"", run
    plan = json.loads(run.stdout)
    assert [step["do"] for step in plan["steps"]] == ["create", "attach"]
    assert plan["steps"][0]["summary"].endswith("A plan")


def test_dry_run_changes_nothing(jira: Sandbox, jicket: Host) -> None:
    message = mail(attachments=[("a.bin", b"a")])
    run = jicket(["-n"], message)
    assert run.exit_code == 0 and jira.issues() == [], run
    assert json.loads(run.stdout)["outcome"] == "new"
    ok(jicket(input=message))
    before = jira.state()
    run = jicket(["-n"], mail("Re: " + before["issues"][0]["fields"]["summary"]))
    assert json.loads(run.stdout)["outcome"] == "reply" and json.loads(run.stdout)["issue"] == "SUP-1"
    run = jicket(["-n"], message)
    assert json.loads(run.stdout)["steps"] == [] and jira.state() == before
    assert {one["method"] for one in run.requests} <= {"GET", "POST"}
    assert all("/search" in call or call.startswith("GET") for call in run.calls), run


def test_dry_run_tells_a_person_what_is_wrong(dc: Sandbox, jicket: Host) -> None:
    dc.settings(maintenance=True)
    run = jicket(["-n"], mail())
    assert run.exit_code == 75 and run.stdout == b"" and b"503" in run.stderr


# Log

def test_the_log_is_appended_to_and_private(dc: Sandbox, jicket: Host) -> None:
    jicket.log_file.unlink(missing_ok=True)
    ok(jicket(input=mail()))
    assert jicket.log_file.stat().st_mode & 0o777 == 0o600
    first = jicket.log
    ok(jicket(input=mail()))
    assert jicket.log.startswith(first) and len(jicket.log.splitlines()) == 2
    assert "SUP-1" in first and "SUP-2" not in first


def test_a_log_that_cannot_be_written_stops_nothing(dc: Sandbox, jicket: Host) -> None:
    for target in ("/nonexistent/log", "/dev/full", str(jicket.folder)):
        ok(jicket(["--log-file", target], mail()))
    assert len(dc.issues()) == 3


def test_a_hostile_mail_writes_no_lines_into_the_log(dc: Sandbox, jicket: Host) -> None:
    run = ok(jicket(["--no-debug"], mail("a\r\n b\x1b[2J", From="\"x\ny\" <a@b.example>", Message_ID="<a\x07b@c\x1b.example>")))
    assert all(byte >= 0x20 or byte == 0x0a for byte in run.log.encode()), run
    assert len(run.log.splitlines()) == 1, run


def test_debug_goes_to_standard_error_as_well(dc: Sandbox, jicket: Host) -> None:
    run = jicket(["--debug"], mail())
    assert run.exit_code == 0 and b"/rest/api/2/issue" in run.stderr, run
    assert "/rest/api/2/issue" in run.log


# Proxy

@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    cert = make_cert(tmp_path_factory.mktemp("tls"))
    with Sandbox("datacenter", tls=cert) as box:
        box.ca = cert[0]  # type: ignore[attr-defined]
        yield box


@pytest.mark.parametrize("how", ["option", "JICKET_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"])
def test_proxy(dc: Sandbox, jicket: Host, how: str) -> None:
    with Proxy() as proxy:
        args, env = (["--proxy", proxy.url], None) if how == "option" else ([], {how: proxy.url})
        ok(jicket(args, mail(attachments=[("a.bin", b"a" * 5000)]), env))
        assert len(proxy.seen) == 4 and proxy.seen[0] == f"POST {dc.url}/rest/api/2/search", proxy.seen
    assert len(only_issue(dc)["attachments"]) == 1


@pytest.mark.parametrize("how", ["option", "https_proxy", "HTTPS_PROXY"])
def test_proxy_on_the_way_to_https(secure: Sandbox, jicket: Host, how: str) -> None:
    secure.reset()
    jicket.box = secure
    with Proxy() as proxy:
        args, env = (["--proxy", proxy.url], None) if how == "option" else ([], {how: proxy.url})
        ok(jicket([*args, "--ca-file", str(secure.ca)], mail(), env))  # type: ignore[attr-defined]
        assert proxy.seen == [f"CONNECT 127.0.0.1:{secure.port}"], proxy.seen
    only_issue(secure)


def test_no_proxy(dc: Sandbox, jicket: Host) -> None:
    with Proxy() as proxy:
        ok(jicket(input=mail(), env={"http_proxy": proxy.url, "no_proxy": "127.0.0.1"}))
        assert proxy.seen == []


def test_the_option_goes_before_the_environment(dc: Sandbox, jicket: Host) -> None:
    with Proxy() as proxy:
        ok(jicket(["--proxy", proxy.url], mail(), {"http_proxy": f"http://127.0.0.1:{unused_port()}"}))
        assert len(proxy.seen) == 3


@pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["", "debug"])
def test_proxy_with_a_password(dc: Sandbox, jicket: Host, debug: list[str]) -> None:
    """The address of a proxy may hold one, and is no secret in the eyes of the table of options."""
    with Proxy() as proxy:
        url = proxy.url.replace("//", f"//someone:{PASSWORD}@")
        run = jicket([*debug, "--proxy", url], mail())
        assert run.exit_code == 0 and proxy.authorization == "Basic " + base64.b64encode(f"someone:{PASSWORD}".encode()).decode()
        proxy.refuse = 407
        broken = jicket([*debug, "--proxy", url], mail())
    gone = jicket([*debug, "--proxy", url], mail())
    for one in (run, broken, gone):
        assert PASSWORD not in one.log and PASSWORD.encode() not in one.stderr, one
    assert (broken.exit_code, gone.exit_code) == (75, 75)


def test_proxy_password_on_the_command_line_is_wiped(dc: Sandbox, jicket: Host) -> None:
    dc.faults([{"do": "hang"}])
    with Proxy() as proxy:
        process = jicket.start(["--proxy", proxy.url.replace("//", f"//someone:{PASSWORD}@")])
        process.give(mail())
        pids = waits_for_jira(dc, process)
        shown = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids]
        process.terminate()
        process.finish()
    assert not any(PASSWORD.encode() in one for one in shown), shown


PROXY_FAULTS = {"down": "4.4.1", "name": "4.4.1", "502": "4.3.0", "503": "4.3.2", "407": "4.3"}


@pytest.mark.parametrize("name", PROXY_FAULTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_proxy_trouble(dc: Sandbox, secure: Sandbox, jicket: Host, name: str, scheme: str) -> None:
    secure.reset()
    env: dict[str, Optional[str]] = {"JICKET_JIRA_URL": (dc if scheme == "http" else secure).url}
    message = mail()
    with Proxy(int(name) if name.isdigit() else 0) as proxy:
        url = {"down": f"http://127.0.0.1:{unused_port()}", "name": "http://proxy.nowhere.invalid:3128"}.get(name, proxy.url)
        run: Run = jicket(["--proxy", url, "--no-verify-ssl"], message, env)
    assert run.exit_code == 75 and run.stderr[:2] == b"4.", run
    if scheme == "http" or not name.isdigit():
        assert run.stderr.decode().startswith(PROXY_FAULTS[name]), run
    failed(run, run.stderr[:5].decode())
    assert dc.requests() == secure.requests() == []
    ok(jicket(["--no-verify-ssl"], message, env))


def test_help_is_the_same_for_everyone() -> None:
    """Nothing of the machine, nothing of the environment."""
    texts = {subprocess.run([PROGRAM, "--help"], env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
             for env in ({}, {"JICKET_ISSUE_TYPE": "Bug", "COLUMNS": "200", "HOME": "/root"})}
    assert len(texts) == 1


# When something is wrong already

@pytest.mark.parametrize("args", [["--help"], ["--version"], ["--help=mdoc"]], ids=lambda one: one[0])
@pytest.mark.parametrize("broken", ["file", "option", "environment"])
def test_help_is_there_when_the_configuration_is_broken(jicket: Host, tmp_path: Path, args: list[str], broken: str) -> None:
    path = config_file(jicket, "JICKET_TIMEOUT=soon\n")
    wrong: dict[str, tuple[list[str], Env]] = {
        "file": (["--config", str(path)], {}), "option": (["--no-such-option"], {}), "environment": ([], {"JICKET_TIMEOUT": "soon"})}
    more, env = wrong[broken]
    run = jicket([*more, *args], env=env)
    assert run.exit_code == 0 and len(run.stdout) > 5, run


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["--inspect"], ["--dry-run"], ["--preview-confirmation"]], ids=lambda one: one[0])
def test_what_cannot_be_printed_is_a_failure(jicket: Host, dc: Sandbox, args: list[str]) -> None:
    """Whoever redirects it to a file on a full disk must not take half of it for all."""
    with open("/dev/full", "wb") as full:
        run = jicket.start(args, data=mail(), stdout=full).finish()
    assert run.exit_code != 0, run


def test_inspect_needs_no_secret(jicket: Host, tmp_path: Path) -> None:
    """Whoever looks what is understood of a mail need not be trusted with the password."""
    path = config_file(jicket, "JICKET_JIRA_URL=https://jira.example.org\nJICKET_JIRA_TOKEN_FILE=/nonexistent/secret\n"
                  "JICKET_HEADER_FILE=/nonexistent/header\n")
    run = jicket(["--config", str(path), "--inspect"], mail())
    assert run.exit_code == 0 and b'"subject"' in run.stdout, run
    assert jicket(["--config", str(path)], mail()).exit_code == 75


def test_a_terminal_in_the_background_ends_with_its_time(jicket: Host, dc: Sandbox) -> None:
    """As `timeout 5 jicket` at a terminal: it may not read there, and must not be stopped for ever."""
    master, slave = pty.openpty()
    # A session with this terminal; what it starts is a process group of its own, which is not in the foreground.
    code = ("import fcntl, os, sys, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\npid = os.fork()\n"
            "if not pid:\n    os.setpgid(0, 0)\n    os.execv(sys.argv[1], sys.argv[1:])\n"
            "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))")
    run = jicket.start(["-c", code, str(PROGRAM), "--timeout", "2"], program=[sys.executable], stdin=slave, start_new_session=True)
    os.close(slave)
    # What is typed is for the shell; reading it would stop whoever is in the background.
    os.write(master, b"ls\n")
    ended = run.ended(20)
    if not ended:
        run.cut_power()
    os.close(master)
    assert ended, "it is stopped for ever"
    assert run.wait() == 75 and dc.issues() == [], run.returncode
