"""HTTP for the Jira stand-in: a threaded server on a free port of 127.0.0.1, and rules that break what it says.

A rule looks at a request and may do something before its effect, instead of it, after it, or to its answer. That is all
that a test needs to be a slow Jira, a proxy in between, a lost answer, or a hand on the power switch.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Optional, Union

# A hold that nobody releases ends by itself: a test that failed must not hang.
HELD_AT_MOST = 60


@dataclass
class Request:
    """What came. `path` is below /rest/api/N; for all else it begins with the context path."""

    method: str
    path: str
    query: dict[str, str]
    headers: Any
    body: bytes = b""
    status: Optional[int] = None       # of the answer that was meant to go out; 0 for a reset
    answer: Optional["Answer"] = None  # the same
    at: float = field(default_factory=time.monotonic)

    @property
    def call(self) -> str:
        return f"{self.method} {self.path}"

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    close: bool = False

    @staticmethod
    def json(status: int, value: Any, *headers: tuple[str, str]) -> "Answer":
        text = json.dumps(value, ensure_ascii=False).encode()
        return Answer(status, text, [("Content-Type", "application/json;charset=UTF-8"), *headers])


class Reset:
    """In place of an answer: the connection is reset."""


@dataclass
class Rule:
    """For requests whose "METHOD /path" matches and that `when` likes: from the nth on, for `times` of them."""

    match: str
    before: Optional[Callable[[Request], Any]] = None
    instead: Union[Answer, Reset, None] = None       # of the effect and its answer
    after: Optional[Callable[[Request], Any]] = None
    answer: Union[Answer, Reset, None] = None        # what is said although the effect is there
    early: bool = False                              # `instead` is said before the body is read, and the line is cut
    nth: int = 1                                     # the first request that it is for
    times: Optional[int] = 1                         # for how many; None is for all
    when: Callable[[Request], bool] = lambda request: True
    seen: int = 0

    def takes(self, request: Request) -> bool:
        """Counts; call it under the lock, once for each request."""
        if not re.fullmatch(self.match, request.call) or not self.when(request):
            return False
        self.seen += 1
        return self.seen >= self.nth and (self.times is None or self.seen < self.nth + self.times)


class Hold:
    """As `before` or `after` of a rule: says that it is there, and waits until it may go on."""

    def __init__(self) -> None:
        self.reached, self.released = threading.Event(), threading.Event()
        self.request: Optional[Request] = None

    def __call__(self, request: Request) -> None:
        self.request = request
        self.reached.set()
        self.released.wait(HELD_AT_MOST)


def delay(seconds: float) -> Callable[[Request], None]:
    return lambda request: time.sleep(seconds)


class Server(ThreadingHTTPServer):
    """Calls `serve` for each request. Threads that still hold an answer do not keep the test from ending."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, serve: Callable[[Request], Answer], api: str = "/rest/api/") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.serve, self.api = serve, api
        self.lock = threading.RLock()
        self.requests: list[Request] = []
        self.rules: list[Rule] = []
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what we are here for."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    # Header and body are two packets: without this, the second waits 40 ms for the client's delayed ACK.
    disable_nagle_algorithm = True

    def log_message(self, *args: Any) -> None:
        pass

    def handle_expect_100(self) -> bool:
        """Not yet: an early answer comes before the body was asked for."""
        return True

    def exchange(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        path = re.sub(rf".*{re.escape(self.server.api)}(2|3|latest)(?=/)", "", url.path)
        request = Request(self.command, path, dict(urllib.parse.parse_qsl(url.query)), self.headers)
        with self.server.lock:
            self.server.requests.append(request)
            early = next((rule for rule in self.server.rules if rule.early and rule.takes(request)), None)
        if early:
            return self.send(request, early.instead, True)
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        request.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if len(request.body) < int(self.headers.get("Content-Length") or 0):
            # The client died within its request.
            self.close_connection = True
            return None
        with self.server.lock:
            rules = [rule for rule in self.server.rules if not rule.early and rule.takes(request)]
        for rule in rules:
            if rule.before:
                rule.before(request)
        answer: Union[Answer, Reset, None] = next((rule.instead for rule in rules if rule.instead), None)
        if not answer:
            with self.server.lock:
                answer = self.server.serve(request)
            for rule in rules:
                if rule.after:
                    rule.after(request)
                answer = rule.answer or answer
        return self.send(request, answer)

    do_GET = do_POST = do_PUT = do_DELETE = exchange

    def send(self, request: Request, answer: Union[Answer, Reset, None], close: bool = False) -> None:
        if not isinstance(answer, Answer):
            request.status = 0
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # The file objects hold the socket open; without them close() is a reset.
            self.wfile.close()
            self.rfile.close()
            self.connection.close()
            return
        request.answer, request.status = answer, answer.status
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        if close or answer.close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(answer.body)
