"""The process: options, start and end, state on disk, memory, TLS, the control interface."""

import json
import os
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from client import Client, FORM, form
from tests.lib import openapi
from tests.lib.sandbox import PROGRAM, Sandbox, SandboxError, make_cert

UPLOAD = 40 << 20
MEMORY_KB = 60 * 1024


def test_help():
    out = subprocess.run([sys.executable, str(PROGRAM), "--help"], capture_output=True, text=True, check=True).stdout
    assert "--flavour" in out and "sandbox-pat" in out


def test_first_line_port_file_and_clean_end(tmp_path):
    port_file = tmp_path / "port"
    process = subprocess.Popen([sys.executable, str(PROGRAM), "--port-file", str(port_file), "--context", "/"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    assert line == f"jira-sandbox: listening on http://127.0.0.1:{int(port_file.read_text())}\n"
    assert urllib.request.urlopen(line.split()[-1] + "/rest/api/2/serverInfo").status == 200
    process.terminate()
    assert (process.wait(10), process.stderr.read()) == (0, "")
    process.stdout.close()
    process.stderr.close()


def test_a_port_in_use_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        sandbox = Sandbox()
        sandbox.port = taken.getsockname()[1]
        with pytest.raises(SandboxError, match="Address already in use"):
            sandbox.start()


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_state_survives_a_restart_on_the_same_port(tmp_path, end):
    sandbox = Sandbox(state=tmp_path / "state").start()
    client = Client(sandbox)
    client.create(properties=[{"key": "p", "value": 1}], labels=["x"])
    client.attach("SUP-1", ("a.txt", b"hello"))
    client.comment("SUP-1", "hi")
    sandbox.move("SUP-1", "OPS")
    client.close()
    before, url = sandbox.state(), sandbox.url
    getattr(sandbox, end)()
    with sandbox.start():
        assert (sandbox.url, sandbox.state()) == (url, before)
        assert client.raw("GET", "/secure/attachment/10000/a.txt").body == b"hello"
        assert client.found("labels = x") == ["OPS-1"]
        assert client.issue() == "SUP-2"
        client.close()


def test_memory_state_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Sandbox() as sandbox:
        client = Client(sandbox)
        client.attach(client.issue(), ("a.txt", b"hello"))
        client.close()
        assert list(tmp_path.iterdir()) != []
    assert list(tmp_path.iterdir()) == []


def high_water(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def test_memory_stays_flat_under_a_big_upload_and_download():
    with Sandbox(upload_limit=UPLOAD) as sandbox:
        client = Client(sandbox)
        key, head = client.issue(), form([("big.bin", b"")])
        start, end = head[:head.index(b"\r\n\r\n") + 4], head[head.index(b"\r\n\r\n") + 4:]
        pieces = [start, *[os.urandom(1 << 20)] * (UPLOAD >> 20), end]
        answer = client.raw("POST", f"/rest/api/2/issue/{key}/attachments", iter(pieces), FORM)
        assert (answer.status, answer.json[0]["size"]) == (200, UPLOAD)
        assert len(client.raw("GET", "/secure/attachment/10000/big.bin").body) == UPLOAD
        client.close()
        assert high_water(sandbox.process.pid) < MEMORY_KB


def test_tls(tmp_path):
    cert, key = make_cert(tmp_path)
    with Sandbox(tls=(cert, key)) as sandbox:
        assert sandbox.url.startswith("https://") and sandbox.state()["issues"] == []
        # A client that never speaks must not keep the others waiting.
        with socket.create_connection(("127.0.0.1", sandbox.port)):
            assert sandbox.state()["issues"] == []
        context = ssl.create_default_context(cafile=str(cert))
        with urllib.request.urlopen(sandbox.url + "/rest/api/2/serverInfo", context=context) as answer:
            assert json.load(answer)["baseUrl"] == sandbox.url


def test_requests_are_recorded_without_secrets(jira):
    key = jira.issue()
    jira.attach(key, ("a.txt", b"hello"))
    jira.call("GET", f"/issue/{key}", query={"fields": "summary"})
    create, attach, read = jira.sandbox.requests()
    assert (create["method"], create["path"], create["status"]) == ("POST", "/rest/api/2/issue", 201)
    assert create["json"]["fields"]["summary"] == "a summary" and create["response"]["key"] == key
    assert create["headers"]["Authorization"] == "(redacted)"
    assert attach["files"] == [{"name": "file", "filename": "a.txt", "size": 5, "type": "application/octet-stream"}]
    assert read["query"] == {"fields": ["summary"]}


def test_record_file(tmp_path):
    log = tmp_path / "log"
    process = subprocess.Popen([sys.executable, str(PROGRAM), "--record", str(log)], stdout=subprocess.PIPE, text=True)
    url = process.stdout.readline().split()[-1]
    urllib.request.urlopen(url + "/rest/api/2/serverInfo").close()
    process.terminate()
    process.wait(10)
    process.stdout.close()
    assert [json.loads(line)["path"] for line in log.read_text().splitlines()] == ["/rest/api/2/serverInfo"]


@pytest.mark.parametrize("change", [{"nonsense": 1}, {"auth": "nonsense"}, {"search_lag": "1"}, {"maintenance": 1}, {"denied": "x"}])
def test_bad_settings_are_refused_whole(jira, change):
    before = jira.sandbox.settings()
    with pytest.raises(SandboxError):
        jira.sandbox.settings(upload_limit=1, **change)
    assert jira.sandbox.settings() == before


def test_reset(jira):
    jira.issue()
    jira.sandbox.settings(auth="captcha")
    jira.sandbox.faults([{"do": "reset"}])
    jira.sandbox.reset()
    assert jira.sandbox.state()["issues"] == jira.sandbox.faults() == jira.sandbox.requests() == []
    assert jira.issue() == "SUP-1"


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/sandbox/nonsense", 404), ("DELETE", "/sandbox/state", 405), ("POST", "/sandbox/move", 400), ("POST", "/", 405)])
def test_control_errors(jira, method, path, status):
    assert jira.raw(method, path).status == status


def test_outside_the_context(jira):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"http://127.0.0.1:{jira.sandbox.port}/rest/api/2/serverInfo")
    assert caught.value.code == 404
    caught.value.close()


# The check against the published descriptions

def exchange(**change):
    return {"method": "POST", "path": "/rest/api/2/issue/SUP-1/comment", "query": {}, "json": {"body": "x"}, "status": 201,
            "response": {"id": "1", "body": "x"}, "type": "application/json", "fault": None, "files": [], **change}


@pytest.mark.parametrize("flavour", ["datacenter", "cloud"])
@pytest.mark.parametrize("change, text", [
    ({}, ""),
    ({"query": {"nonsense": ["1"]}}, "query parameter 'nonsense' is not described"),
    ({"json": {"visibility": "x"}}, "is not of type 'object'"),
    ({"status": 202}, "status 202 is not described"),
    ({"response": {"id": 1}}, "is not of type 'string'"),
    ({"path": "/rest/api/2/nonsense"}, "the operation is not described"),
    ({"status": 418, "fault": {"do": "status"}}, ""),
    ({"status": 400, "response": {}, "json": {"visibility": "x"}}, ""),
])
def test_exchanges_that_the_description_does_not_allow(flavour, change, text):
    if openapi.missing():
        pytest.skip(openapi.missing())
    found = openapi.problems([exchange(**change)], flavour)
    assert (len(found) == 1 and text in found[0]) if text else found == []


def test_bad_documents_are_found():
    if openapi.missing():
        pytest.skip(openapi.missing())
    body = {"version": 1, "type": "doc", "content": [{"type": "nonsense"}]}
    found = openapi.problems([exchange(path="/rest/api/3/issue/SUP-1/comment", json={"body": body})], "cloud")
    assert any("document" in text for text in found)
