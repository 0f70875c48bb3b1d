"""The exit table: whatever goes wrong between jicket and Jira, the mail stays with the mail system, its sender learns
nothing of the inside, and the next delivery files it once."""

from __future__ import annotations

import functools
import re
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Iterator, Optional

import pytest

from tests.lib.host import PROGRAM, Host, Run, failed, ok
from tests.lib.mails import mail
from tests.lib.sandbox import Sandbox, make_cert
from tests.lib.tls import PlainServer, unused_port

SUBJECT, BODY, FILE = "Subject-of-the-mail", "Text-of-the-mail\n", ("Name-of-the-file.bin", b"content of the file")
PRIVATE = ("Subject-of", "Text-of", "Name-of", "SUP", "JI-", "carla")


def message() -> bytes:
    return mail(SUBJECT, BODY, [FILE])


def refused(run: Run, status: str, code: int = 75) -> Run:
    failed(run, status, code, PRIVATE)
    assert run.stderr.decode().strip() in known_lines(), run
    assert run.log.strip(), "the administrator finds the reason in the log"
    for secret in ("sandbox-token", "sandbox-pat", "sandbox-oauth", "amlja2V0"):
        assert secret not in run.log, run
    return run


@functools.lru_cache(maxsize=None)
def known_lines() -> set[str]:
    """The lines that the manual's table has."""
    text = subprocess.run([PROGRAM, "--help=exit"], env={}, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    return set(re.findall(r"\b[245]\.\d\.\d [a-z ]*[a-z]", text.decode()))


def filed_once(box: Sandbox, jicket: Host, data: bytes, **more: Any) -> None:
    """Files it by what Jira knows (what the host remembers is test_10's business)."""
    jicket.forget()
    ok(jicket(input=data, **more))
    issues = box.issues()
    assert len(issues) == 1 and issues[0]["comments"] == [], issues
    assert [one["filename"] for one in issues[0]["attachments"]] == [FILE[0]]
    assert issues[0]["fields"]["summary"].endswith(SUBJECT)


# No connection

def test_connection_refused(jicket: Host, dc: Sandbox) -> None:
    data = message()
    refused(jicket(input=data, env={"JICKET_JIRA_URL": f"http://127.0.0.1:{unused_port()}/jira"}), "4.4.1")
    filed_once(dc, jicket, data)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_name_that_does_not_exist(jicket: Host, dc: Sandbox, scheme: str) -> None:
    run = refused(jicket(input=message(), env={"JICKET_JIRA_URL": f"{scheme}://jira.nowhere.invalid/jira"}), "4.4.1")
    assert ("in the clear" in run.log) == (scheme == "http"), run


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_log_in(jicket: Host, scheme: str) -> None:
    """For https it says so to CONNECT, and nothing of that is Jira's."""
    with PlainServer(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n"
                     b"Content-Length: 0\r\nConnection: close\r\n\r\n") as server:
        run = refused(jicket(input=message(), env={
            "JICKET_JIRA_URL": f"{scheme}://jira.example.org", "JICKET_PROXY": f"http://127.0.0.1:{server.port}",
            "JICKET_JIRA_TOKEN": "sandbox-pat"}), "4.3.5")
    assert "407" in run.log, run


def test_no_word_of_encryption_on_the_same_host(jicket: Host, dc: Sandbox) -> None:
    run = jicket(input=message())
    assert run.exit_code == 0 and "in the clear" not in run.log, run


def test_jira_is_not_running_and_comes_back(jicket: Host, tmp_path: Path) -> None:
    with Sandbox("datacenter", state=tmp_path / "state") as box:
        jicket.box = box
        data = message()
        box.stop()
        refused(jicket(input=data), "4.4.1")
        box.start()
        filed_once(box, jicket, data)


# TLS

@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_cert(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def secure_box(certificate: tuple[Path, Path]) -> Iterator[Sandbox]:
    with Sandbox("datacenter", tls=certificate) as box:
        yield box


@pytest.fixture
def secure(secure_box: Sandbox, jicket: Host) -> Iterator[Sandbox]:
    """An https sandbox whose certificate is for localhost and 127.0.0.1, and which nobody signed."""
    secure_box.reset()
    jicket.box = secure_box
    yield secure_box


def test_plain_http_behind_an_https_address(jicket: Host) -> None:
    with PlainServer() as server:
        env = {"JICKET_JIRA_URL": f"https://127.0.0.1:{server.port}", "JICKET_JIRA_TOKEN": "sandbox-pat"}
        refused(jicket(input=message(), env=env), "4.4.1")


def test_connection_closed_in_the_handshake(jicket: Host) -> None:
    with PlainServer(None) as server:
        env = {"JICKET_JIRA_URL": f"https://127.0.0.1:{server.port}", "JICKET_JIRA_TOKEN": "sandbox-pat"}
        run = jicket(input=message(), env=env)
    assert run.stderr[:5] in (b"4.4.1", b"4.4.2"), run
    refused(run, run.stderr[:5].decode())


def test_unknown_authority(jicket: Host, secure: Sandbox, certificate: tuple[Path, Path]) -> None:
    data = message()
    refused(jicket(input=data), "4.4.1")
    assert secure.requests() == []
    filed_once(secure, jicket, data, args=["--ca-file", str(certificate[0])])


def test_certificate_is_not_checked_if_told_so(jicket: Host, secure: Sandbox) -> None:
    filed_once(secure, jicket, message(), args=["--no-verify-ssl"])


def test_certificate_of_another_host(jicket: Host, tmp_path: Path) -> None:
    cert, key = make_cert(tmp_path / "other", "other.example")
    with Sandbox("datacenter", tls=(cert, key)) as box:
        jicket.box = box
        env = {"JICKET_JIRA_URL": box.url.replace("127.0.0.1", "localhost")}
        refused(jicket(["--ca-file", str(cert)], message(), env), "4.4.1")
        assert box.requests() == []


@pytest.mark.parametrize("content", [None, "not a certificate\n", ""], ids=["missing", "junk", "empty"])
def test_ca_file_that_is_none(jicket: Host, secure: Sandbox, tmp_path: Path, content: Optional[str]) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    run = jicket(["--ca-file", str(file)], message())
    assert run.stderr[:5] in (b"4.3.5", b"4.4.1"), run
    refused(run, run.stderr[:5].decode())


# Jira misbehaves. Where: the first look, the creation, the upload.

WHERE = {"search": {"method": "POST", "path": "/search"}, "create": {"method": "POST", "path": "/issue$"},
         "upload": {"method": "POST", "path": "attachments$"}}

# Time for one look at what became of a request, and for no pause before a second: those are test_10's business.
SHORT = ["--timeout", "2"]

CONNECTION = [
    ("refuse", "before", "4.4.2"), ("refuse", "after", "4.4.2"), ("reset", "before", "4.4.2"), ("reset", "middle", "4.4.2"),
    ("reset", "after", "4.4.2"), ("cut", "after", "4.4.2"),
]


@pytest.mark.parametrize("do, when, status", CONNECTION, ids=[f"{one[0]}-{one[1]}" for one in CONNECTION])
@pytest.mark.parametrize("where", WHERE)
def test_connection_breaks(dc: Sandbox, jicket: Host, where: str, do: str, when: str, status: str) -> None:
    broken(dc, jicket, where, do, when, status)


@pytest.mark.parametrize("when", ["middle", "after"])
@pytest.mark.parametrize("where", WHERE)
def test_connection_breaks_on_cloud(cloud: Sandbox, jicket: Host, where: str, when: str) -> None:
    broken(cloud, jicket, where, "reset", when, "4.4.2")


def broken(jira: Sandbox, jicket: Host, where: str, do: str, when: str, status: str) -> None:
    data = message()
    jira.faults([{**WHERE[where], "do": do, "when": when}])
    run = jicket(SHORT, data)
    assert jira.faults() == [], "the fault happened"
    if when == "after" and where != "search":
        # The effect is there, and found.
        ok(run)
    # A request whose body has not begun may be sent again on a new connection: it cannot have had an effect.
    elif run.exit_code or when != "before" or where == "search":
        refused(run, status)
        assert len(jira.issues()) == (1 if where == "upload" else 0)
    filed_once(jira, jicket, data)


def html(status: int, **headers: str) -> dict[str, Any]:
    return {"do": "html", "status": status, "headers": headers, "body": "<html><h1>It is /etc/secret at 10.0.0.1</h1></html>"}


def json_error(status: int, text: str = "It is at 10.0.0.1, says the secret password", **headers: str) -> dict[str, Any]:
    return {"do": "status", "status": status, "headers": headers, "body": '{"errorMessages":["%s"],"errors":{}}' % text}


DENIED = {"X-Seraph-LoginReason": "AUTHENTICATION_DENIED", "X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE; login-url=x"}
FAILED = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
GATEWAY = {"do": "status", "status": 400, "body": '{"message":"Bad request"}'}
ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "200-html": (html(200), "4.3.5"), "200-json-as-html": ({"do": "html", "body": "{}"}, "4.3.5"),
    "200-not-json": ({"do": "status", "status": 200, "body": "{oops"}, "4.3.5"),
    "200-other-json": ({"do": "status", "status": 200, "body": '{"ok":true}'}, "4.3.5"),
    "200-empty-list": ({"do": "status", "status": 200, "body": "[]"}, "4.3.5"), "204": ({"do": "status", "status": 204}, "4.3.5"),
    "200-login-failed": (json_error(200, **FAILED), "4.3.5"),
    "301": ({"do": "redirect", "status": 301}, "4.3.5"), "302": ({"do": "redirect"}, "4.3.5"),
    "303": ({"do": "redirect", "status": 303}, "4.3.5"), "307": ({"do": "redirect", "status": 307}, "4.3.5"),
    "308": ({"do": "redirect", "status": 308}, "4.3.5"),
    "400-json": (json_error(400), "4.3.0"), "400-html": (html(400), "4.3.5"), "400-gateway": (GATEWAY, "4.3.5"),
    "401-json": (json_error(401), "4.3.5"), "401-html": (html(401), "4.3.5"), "401-empty": ({**html(401), "body": ""}, "4.3.5"),
    "403-json": (json_error(403), "4.3.5"), "403-html": (html(403), "4.3.5"), "403-captcha": (html(403, **DENIED), "4.3.5"),
    "404-json": (json_error(404), "4.3.5"), "404-html": (html(404), "4.3.5"), "405": (html(405), "4.3.5"), "406": (html(406), "4.3.5"), "407": (html(407), "4.3.5"),
    "408": (html(408), "4.3.2"), "409": (json_error(409), "4.3.2"), "410": (json_error(410), "4.3.5"),
    "413-json": (json_error(413), "4.3.5"), "413-html": (html(413), "4.3.5"), "415": (json_error(415), "4.3.0"),
    "422": (json_error(422), "4.3.0"), "425": (html(425), "4.3.2"), "500": (html(500), "4.3.0"),
    "500-json": (json_error(500), "4.3.0"), "501": (html(501), "4.3.0"), "502": (html(502), "4.3.0"),
    "503": (html(503), "4.3.2"), "504": (html(504), "4.3.0"), "599": (html(599), "4.3.0"),
}
# A file that Jira does not take for what it is, or a proxy for its size, is no failure: the ticket says so.
TAKEN_AS_REFUSAL = {"400-json", "413-json", "413-html", "415", "422"}
# Jira does not say what it dislikes of a ticket: it gets a short text, and the original.
REFUSED_CONTENT = {"400-json", "413-json", "415", "422"}
# The answers are made by the fault and not by the flavour, so the second shows something new only where jicket's way
# through it is another: who may be asked, what is gone, what is an empty list.
ALSO_ON_CLOUD = {"200-html", "200-empty-list", "200-login-failed", "204", "302", "400-json", "401-json", "403-json", "404-json",
                 "410", "413-json", "500", "503"}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", ANSWERS)
def test_answer(dc: Sandbox, jicket: Host, where: str, name: str) -> None:
    answered(dc, jicket, where, name)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", sorted(ALSO_ON_CLOUD))
def test_answer_on_cloud(cloud: Sandbox, jicket: Host, where: str, name: str) -> None:
    answered(cloud, jicket, where, name)


def answered(jira: Sandbox, jicket: Host, where: str, name: str) -> None:
    fault, status = ANSWERS[name]
    if where == "upload" and name in TAKEN_AS_REFUSAL:
        return noted_in_the_ticket(jira, jicket, fault)
    if where == "create" and name in REFUSED_CONTENT:
        return filed_with_its_original(jira, jicket, fault)
    data = message()
    jira.faults([{**WHERE[where], **fault}])
    refused(jicket(SHORT, data), status)
    assert jira.faults() == [], "the fault happened"
    assert len(jira.issues()) == (1 if where == "upload" else 0), "an answer that is not understood is never followed by more"
    filed_once(jira, jicket, data)


def filed_with_its_original(jira: Sandbox, jicket: Host, fault: dict[str, Any]) -> None:
    jira.faults([{**WHERE["create"], **fault}])
    data = message()
    for _ in range(2):
        ok(jicket(input=data))
        issue, = jira.issues()
        assert "original is attached" in issue["fields"]["description"]
        assert sorted(one["filename"] for one in issue["attachments"]) == sorted([FILE[0], "original.eml"])
        assert issue["comments"] == []


def noted_in_the_ticket(jira: Sandbox, jicket: Host, fault: dict[str, Any]) -> None:
    jira.faults([{**WHERE["upload"], **fault}])
    data = message()
    ok(jicket(input=data))
    assert jira.faults() == [], "the fault happened"
    issues = jira.issues()
    assert len(issues) == 1 and issues[0]["attachments"] == []
    assert [FILE[0] in one["body"].replace("\\", "") for one in issues[0]["comments"]] == [True], issues[0]["comments"]
    ok(jicket(input=data))
    assert len(jira.issues()[0]["comments"]) == 1, "told once"


@pytest.mark.parametrize("name", ["200-html", "200-not-json", "401-html", "500", "502", "503", "504"])
def test_answer_after_the_effect(jira: Sandbox, jicket: Host, name: str) -> None:
    """The ticket is there, and a proxy says otherwise: jicket goes and looks, but not with credentials that fail."""
    fault, status = ANSWERS[name]
    for where in ("create", "upload"):
        jira.control("POST", "reset")
        data = message()
        jira.faults([{**WHERE[where], **fault, "when": "after"}])
        run = jicket(SHORT, data)
        assert jira.faults() == [], "the fault happened"
        if name == "401-html":
            refused(run, status)
        else:
            ok(run)
        filed_once(jira, jicket, data)


def test_a_redirect_is_never_followed(dc: Sandbox, jicket: Host) -> None:
    """It would take the credentials to wherever it points."""
    with PlainServer() as thief:
        dc.faults([{**WHERE["search"], "do": "redirect", "headers": {"Location": f"http://127.0.0.1:{thief.port}/rest"}}])
        refused(jicket(input=message()), "4.3.5")
        thief.listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            thief.listener.accept()


# Waiting

@pytest.mark.parametrize("where", WHERE)
def test_no_answer(jira: Sandbox, jicket: Host, where: str) -> None:
    data = message()
    jira.faults([{**WHERE[where], "do": "hang"}])
    begin = time.monotonic()
    refused(jicket(["--timeout", "1"], data), "4.4.2")
    assert 0.7 < time.monotonic() - begin < 3
    assert jira.faults() == [], "the fault happened"
    filed_once(jira, jicket, data)


def test_a_slow_answer_is_waited_for(jira: Sandbox, jicket: Host) -> None:
    jira.faults([{**one, "do": "delay", "seconds": 0.3} for one in WHERE.values()])
    filed_once(jira, jicket, message())


@pytest.mark.parametrize("where", WHERE)
def test_busy_for_a_moment(jira: Sandbox, jicket: Host, where: str) -> None:
    jira.faults([{**WHERE[where], **json_error(429, **{"Retry-After": "1"})}])
    begin = time.monotonic()
    filed_once(jira, jicket, message())
    assert time.monotonic() - begin > 0.9, "it waited as it was asked"
    assert jira.faults() == []


@pytest.mark.parametrize("where", WHERE)
def test_busy_for_long(jira: Sandbox, jicket: Host, where: str) -> None:
    """The mail system's queue is the better place to wait."""
    data = message()
    jira.faults([{**WHERE[where], **json_error(429, **{"Retry-After": "3600"})}])
    begin = time.monotonic()
    refused(jicket(input=data), "4.3.2")
    assert time.monotonic() - begin < 2
    filed_once(jira, jicket, data)


def test_busy_for_longer_than_the_deadline(jira: Sandbox, jicket: Host) -> None:
    jira.faults([{**WHERE["search"], **json_error(429, **{"Retry-After": "20"})}])
    begin = time.monotonic()
    refused(jicket(["--timeout", "5"], message()), "4.3.2")
    assert time.monotonic() - begin < 3


def test_busy_for_ever(dc: Sandbox, jicket: Host) -> None:
    data = message()
    dc.faults([{**json_error(429, **{"Retry-After": "1"}), "times": 0}])
    run = refused(jicket(input=data), "4.3.2")
    assert 2 <= len(run.requests) <= 6, run
    dc.faults([])
    filed_once(dc, jicket, data)


def test_rate_limit_of_jira(jira: Sandbox, jicket: Host) -> None:
    jira.settings(rate_limit=1)
    data = message()
    refused(jicket(["--timeout", "3"], data), "4.3.2")
    jira.settings(rate_limit=0)
    filed_once(jira, jicket, data)


# Log-in

MODES = {"captcha": "4.3.5", "sso-html": "4.3.5", "sso-redirect": "4.3.5", "basic-disabled": "4.3.5", "html401": "4.3.5"}


@pytest.mark.parametrize("mode", MODES)
def test_log_in_trouble(jira: Sandbox, jicket: Host, mode: str) -> None:
    data = message()
    jira.settings(auth=mode)
    run = refused(jicket(input=data), MODES[mode])
    assert len(run.requests) == 1, "a failed log-in is not tried again: it would lock the account"
    jira.settings(auth="normal")
    filed_once(jira, jicket, data)


def test_expired_credentials(jira: Sandbox, jicket: Host) -> None:
    """Cloud then goes on as if nobody had asked, and finds nothing: that must not become a second ticket."""
    data = message()
    ok(jicket(input=data))
    jicket.forget()
    before = jira.state()
    jira.settings(auth="expired")
    run = refused(jicket(input=data), "4.3.5")
    assert not any(call.startswith("POST /issue") for call in run.calls), run
    jira.settings(auth="normal")
    assert jira.state() == before
    filed_once(jira, jicket, data)


@pytest.mark.parametrize("nth", [2, 3, 4])
@pytest.mark.parametrize("forget", [False, True], ids=["same host", "another host"])
def test_credentials_that_expire_half_way(cloud: Sandbox, jicket: Host, forget: bool, nth: int) -> None:
    """An empty answer with the status 200 and only a header that tells."""
    data = message()
    ok(jicket(input=data))
    if forget:
        jicket.forget()
    before = cloud.state()
    cloud.faults([{"nth": nth, "do": "status", "status": 200, "headers": FAILED, "body": '{"issues":[]}', "times": 0}])
    run = jicket(input=data)
    assert run.exit_code in (0, 75) and not run.count("POST /issue"), run
    cloud.faults([])
    assert cloud.state() == before


def test_an_empty_answer_is_not_believed_alone(cloud: Sandbox, jicket: Host) -> None:
    """Nothing but the question who we are tells an expired token from an empty project, if a proxy drops the header."""
    data = message()
    ok(jicket(input=data))
    jicket.forget()
    before = cloud.state()
    cloud.faults([{"path": "/search", "do": "status", "status": 200, "body": '{"issues":[]}'},
                  {"path": "/myself$", **json_error(401)}])
    refused(jicket(input=data), "4.3.5")
    # A mail that names no ticket asks who we are before the search, so that nothing stands behind it.
    assert cloud.faults([]) is not None and cloud.state() == before
    filed_once(cloud, jicket, data)


def test_a_reply_with_expired_credentials_is_no_new_ticket(jira: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail(SUBJECT)))
    reply = mail("Re: " + jira.issues()[0]["fields"]["summary"])
    jira.settings(auth="expired")
    refused(jicket(input=reply), "4.3.5")
    jira.settings(auth="normal")
    ok(jicket(input=reply))
    assert len(jira.issues()) == 1 and len(jira.issues()[0]["comments"]) == 1


@pytest.mark.parametrize("change", [{"JICKET_JIRA_PASS": "Hunter2-xyzzy"}, {"JICKET_JIRA_TOKEN": "Hunter2-xyzzy"}], ids=["basic", "bearer"])
def test_wrong_credentials(jira: Sandbox, jicket: Host, change: dict[str, Optional[str]]) -> None:
    data = message()
    run = refused(jicket(input=data, env=change), "4.3.5")
    assert "Hunter2" not in run.log + run.stderr.decode()
    filed_once(jira, jicket, data)


# Jira's own refusals

def test_the_project_does_not_exist(jira: Sandbox, jicket: Host) -> None:
    data = message()
    run = jicket(input=data, env={"JICKET_JIRA_PROJECT": "NOPE"})
    assert run.stderr[:3] == b"4.3", run
    refused(run, run.stderr[:5].decode())
    assert "NOPE" in run.log or "project" in run.log, run
    filed_once(jira, jicket, data)


def test_the_issue_type_does_not_exist(jira: Sandbox, jicket: Host) -> None:
    data = message()
    run = refused(jicket(["-t", "Nonsense"], data), "4.3.0")
    assert "issue type" in run.log, run
    filed_once(jira, jicket, data)


def test_issues_may_not_be_created(jira: Sandbox, jicket: Host) -> None:
    data = message()
    jira.settings(denied=["CREATE_ISSUES"])
    run = jicket(input=data)
    assert run.exit_code == 75 and run.stderr[:3] == b"4.3", run
    refused(run, run.stderr[:5].decode())
    jira.settings(denied=[])
    filed_once(jira, jicket, data)


def test_comments_are_not_permitted(jira: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail(SUBJECT)))
    reply = mail("Re: " + jira.issues()[0]["fields"]["summary"])
    jira.settings(denied=["ADD_COMMENTS"])
    run = jicket(input=reply)
    assert run.stderr[:3] == b"4.3", run
    refused(run, run.stderr[:5].decode())
    jira.settings(denied=[])
    ok(jicket(input=reply))
    assert len(jira.issues()) == 1 and len(jira.issues()[0]["comments"]) == 1


def test_a_required_field_is_missing(jira: Sandbox, jicket: Host) -> None:
    data = message()
    jira.settings(required_fields=["customfield_10100"])
    run = refused(jicket(input=data), "4.3.0")
    assert "customfield_10100" in run.log, run
    jira.settings(required_fields=[])
    filed_once(jira, jicket, data)


def test_maintenance(jira: Sandbox, jicket: Host) -> None:
    data = message()
    jira.settings(maintenance=True)
    refused(jicket(input=data), "4.3.2")
    jira.settings(maintenance=False)
    filed_once(jira, jicket, data)


def test_cloud_taken_for_data_center(cloud: Sandbox, jicket: Host) -> None:
    data = message()
    run = refused(jicket(["--flavour", "datacenter"], data), "4.3.5")
    assert "flavour" in run.log, "410: the log says what to do"
    filed_once(cloud, jicket, data)


def test_data_center_taken_for_cloud(dc: Sandbox, jicket: Host) -> None:
    data = message()
    refused(jicket(["--flavour", "cloud"], data), "4.3.5")
    assert dc.issues() == []
    filed_once(dc, jicket, data)


@pytest.mark.parametrize("path", ["", "/wrong"])
def test_the_context_path_is_wrong(dc: Sandbox, jicket: Host, path: str) -> None:
    data = message()
    refused(jicket(input=data, env={"JICKET_JIRA_URL": dc.url[:-len("/jira")] + path}), "4.3.5")
    filed_once(dc, jicket, data)


# Answers of a hostile server

def http(body: bytes, extra: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + extra + b"Connection: close\r\n\r\n" + body


STRANGE: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "larger than any of Jira's": (http(b'{"issues": "' + b"x" * (13 << 20) + b'"}'), ("4.3.5",)),
    "deeply nested": (http(b"[" * 200000), ("4.3.5",)),
    "a NUL": (http(b'{"issues": \x00[]}'), ("4.3.5",)),
    "no JSON object": (http(b"17"), ("4.3.5",)),
    "issues is no list": (http(b'{"issues": {"a": 1}}'), ("4.3.5",)),
    "nothing": (http(b""), ("4.3.5",)),
    "no HTTP": (b"220 mail.example.com ESMTP\r\n", ("4.3.5", "4.4.2")),
    "chunk that ends early": (http(b"5\r\nab", b"Transfer-Encoding: chunked\r\n"), ("4.4.2",)),
    "shorter than announced": (http(b'{"issues":[]}', b"Content-Length: 5000\r\n"), ("4.4.2",)),
    "endless header": (b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * (2 << 20) + b"\r\n\r\n", ("4.3.5", "4.4.2")),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 200000 + b"\r\n", ("4.3.5", "4.4.2")),
    "id that is a path": (http(b'{"issues":[{"id":"../../myself","key":"A","fields":{"labels":[]}}]}'), ("4.3.5", "4.4.1", "4.4.2")),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_answer(jicket: Host, name: str) -> None:
    answer, allowed = STRANGE[name]
    with PlainServer(answer) as server:
        env: dict[str, Optional[str]] = {"JICKET_JIRA_URL": f"http://127.0.0.1:{server.port}", "JICKET_JIRA_TOKEN": "sandbox-pat"}
        run = jicket(SHORT, message(), env)
    assert run.stderr[:5].decode() in allowed, run
    refused(run, run.stderr[:5].decode())


def test_two_deliveries_at_the_same_time(jira: Sandbox, jicket: Host) -> None:
    """Two deliveries of one message at the same time, both in the middle of it: what is left is no failure."""
    data = message()
    jira.faults([{**WHERE["search"], "do": "delay", "seconds": 0.3, "times": 2}])
    runs = [jicket.start(data=data) for _ in range(2)]
    for run in runs:
        run.finish()
    assert {run.returncode for run in runs} <= {0, 75}
    # Jira has no lock: two tickets may be there. A third delivery must be at ease with that, and make no more.
    count = len(jira.issues())
    ok(jicket(input=data))
    assert 1 <= count == len(jira.issues()) <= 2


def test_a_server_that_never_reads(jicket: Host) -> None:
    """The upload stands still: the deadline ends it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        env: dict[str, Optional[str]] = {"JICKET_JIRA_URL": f"http://127.0.0.1:{listener.getsockname()[1]}",
                                         "JICKET_JIRA_TOKEN": "sandbox-pat"}
        refused(jicket(["--timeout", "1"], mail(body="x" * 100000), env), "4.4.2")
