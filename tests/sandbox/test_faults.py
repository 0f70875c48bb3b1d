"""Faults: each kind does what it says, before or after the effect, at the request that is meant."""

import http.client
import socket
import threading
import time

import pytest

from client import Client, FORM, form
from tests.lib.sandbox import SandboxError

CREATE = {"method": "POST", "path": "/issue$"}
LOST = (ConnectionError, http.client.HTTPException)


def created(jira):
    return len(jira.sandbox.issues())


@pytest.mark.parametrize("when, issues", [("before", 0), ("after", 1)])
@pytest.mark.parametrize("do, error", [("reset", ConnectionResetError), ("refuse", http.client.RemoteDisconnected)])
def test_lost_answers(jira, do, error, when, issues):
    jira.sandbox.faults([{**CREATE, "do": do, "when": when}])
    with pytest.raises(ConnectionResetError) as caught:
        jira.create()
    # An orderly end is a subclass of the reset, so the type must be compared.
    assert caught.type is error
    assert created(jira) == issues
    assert jira.create().status == 201
    assert jira.sandbox.faults() == []


@pytest.mark.parametrize("when, issues", [("before", 0), ("after", 1)])
def test_status(jira, when, issues):
    jira.sandbox.faults([{**CREATE, "do": "status", "status": 503, "headers": {"Retry-After": "1"}, "body": '{"x":1}', "when": when}])
    answer = jira.create()
    assert (answer.status, answer.headers["Retry-After"], answer.json, created(jira)) == (503, "1", {"x": 1}, issues)


def test_html_and_redirect(jira):
    jira.sandbox.faults([{"do": "html"}, {"nth": 2, "do": "redirect"}])
    page, moved = jira.create(), jira.create()
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/html") and "<form" in page.text
    assert moved.status == 302 and moved.headers["Location"]
    assert created(jira) == 0


def test_cut_answer(jira):
    jira.sandbox.faults([{**CREATE, "do": "cut"}])
    with pytest.raises(http.client.IncompleteRead) as caught:
        jira.create()
    assert caught.value.expected and created(jira) == 1


def test_reset_in_the_middle_of_an_upload(jira):
    key = jira.issue()
    jira.sandbox.faults([{"path": "/attachments$", "when": "middle", "do": "reset"}])
    with pytest.raises(LOST):
        jira.attach(key, ("a", b"x" * 5_000_000))
    assert jira.sandbox.issue(key)["attachments"] == []
    assert jira.attach(key, ("a", b"x")).status == 200


@pytest.mark.parametrize("when", ["before", "after"])
def test_delay(jira, when):
    jira.sandbox.faults([{**CREATE, "do": "delay", "seconds": 0.3, "when": when}])
    begin = time.monotonic()
    assert jira.create().status == 201
    assert time.monotonic() - begin >= 0.3


def test_delay_after_the_effect(jira):
    """The effect is there while the answer is still awaited: what a client's time-out meets."""
    jira.sandbox.faults([{**CREATE, "do": "delay", "seconds": 30, "when": "after"}])
    impatient = Client(jira.sandbox)
    impatient.raw("GET", "/rest/api/2/serverInfo")
    impatient.connection.sock.settimeout(0.5)
    with pytest.raises(socket.timeout):
        impatient.create()
    assert created(jira) == 1


@pytest.mark.parametrize("when, issues", [("before", 0), ("after", 1)])
def test_hang(jira, when, issues):
    jira.sandbox.faults([{**CREATE, "do": "hang", "when": when}])
    jira.raw("GET", "/rest/api/2/serverInfo")
    jira.connection.sock.settimeout(0.3)
    with pytest.raises(socket.timeout):
        jira.create()
    assert created(jira) == issues


def test_nth_times_and_filters(jira):
    jira.sandbox.faults([{"nth": 2, "times": 2, "method": "GET", "path": "/myself$", "do": "status"}])
    statuses = [jira.call("GET", path).status for path in ("/myself", "/serverInfo", "/myself", "/myself", "/myself")]
    assert statuses == [200, 200, 503, 503, 200]


def test_times_zero_is_for_ever(jira):
    jira.sandbox.faults([{"times": 0, "do": "status", "status": 502}])
    assert {jira.call("GET", "/myself").status for _ in range(4)} == {502}
    assert len(jira.sandbox.faults()) == 1


def test_what_is_left_can_be_seen(jira):
    jira.sandbox.faults([{**CREATE, "nth": 2, "do": "reset"}])
    jira.create()
    assert [(fault["nth"], fault["seen"]) for fault in jira.sandbox.faults()] == [(2, 1)]


@pytest.mark.parametrize("fault", [{}, {"do": "explode"}, {"do": "reset", "nht": 1}, {"do": "reset", "when": "never"},
                                   {"do": "reset", "path": "("}, {"do": "status", "status": "503"}])
def test_a_fault_that_could_never_fire_is_refused(jira, fault):
    with pytest.raises(SandboxError):
        jira.sandbox.faults([fault])


def test_faults_do_not_touch_the_page_and_the_control(jira):
    jira.sandbox.faults([{"do": "reset", "times": 0}])
    assert jira.raw("GET", "/").status == 200
    assert jira.sandbox.state()["issues"] == []


def test_one_client_that_hangs_does_not_stop_the_others(jira):
    jira.sandbox.faults([{"do": "hang"}])
    hanging = Client(jira.sandbox)

    def wait():
        with pytest.raises((OSError, http.client.HTTPException)):
            hanging.call("GET", "/myself")
    thread = threading.Thread(target=wait)
    thread.start()
    while jira.sandbox.faults():
        pass
    assert jira.call("GET", "/myself").status == 200
    hanging.connection.sock.shutdown(socket.SHUT_RDWR)
    thread.join(10)
    assert not thread.is_alive()


def test_parallel_clients_get_different_keys(jira):
    keys = []

    def work():
        client = Client(jira.sandbox)
        keys.extend(client.issue() for _ in range(10))
        client.close()
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 80 == created(jira)


def test_refused_upload_leaves_the_connection_usable(jira):
    assert jira.raw("POST", "/rest/api/2/issue/SUP-9/attachments", form([("a", b"x" * 300000)]), FORM).status == 404
    sock = jira.connection.sock
    assert jira.call("GET", "/myself").status == 200
    assert jira.connection.sock is sock
