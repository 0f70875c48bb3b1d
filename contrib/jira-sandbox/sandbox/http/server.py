"""HTTP: connections, keep-alive, TLS, and the faults that act on a connection."""

from __future__ import annotations

import select
import socket
import ssl
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional, Protocol
from urllib.parse import parse_qs

from sandbox.http import faults
from sandbox.http.body import PIECE, Body
from sandbox.http.reply import Reply, html_reply
from sandbox.http.request import Request
from sandbox.site.site import Site

GONE = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR


class Application(Protocol):
    """What is served: it knows the answers, the server how to send them and how to fail to."""

    site: Site
    stopping: threading.Event

    def local_answer(self, method: str, path: str, body: Body) -> Optional[Reply]:
        """The answer for what is no REST request, or None."""

    def begin(self, request: Request) -> tuple[Optional[dict[str, Any]], dict[str, Any]]:
        """The fault that is due with a REST request, if any, and the entry of the record."""

    def dispatch(self, request: Request, body: Body) -> Reply:
        """The answer for a REST request."""

    def end(self, entry: dict[str, Any], request: Request, reply: Optional[Reply]) -> None:
        """Completes the entry of the record."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: Application, tls: Optional[tuple[str, str]]) -> None:
        self.app = app
        super().__init__(address, Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            # The handshake belongs into the connection's own thread: a client that stalls must not stop the others.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        app.site.url = f"{'https' if tls else 'http'}://{address[0]}:{self.server_address[1]}{app.site.context}"

    def server_bind(self) -> None:
        """Binds without the reverse look-up of the base class, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is the daily bread of a server made for faults; anything else is our bug."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError, ssl.SSLError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def version_string(self) -> str:
        return "jira-sandbox"

    def log_message(self, form: str, *args: Any) -> None:
        """Silent: tests and the demo own the terminal; the record of exchanges tells more."""

    def answer(self) -> None:
        app = self.server.app
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if length < 0:
            self.close_connection = True
            return self.send(Reply(400))
        self.body = Body(self.rfile, length, "chunked" in self.headers.get("Transfer-Encoding", "").lower())
        path, _, query = self.path.partition("?")
        local = app.site.local(path)
        values = parse_qs(query, keep_blank_values=True)
        if local is None:
            reply: Optional[Reply] = html_reply("<html><body><h1>Not Found</h1></body></html>", 404)
        else:
            reply = app.local_answer(self.command, local, self.body)
        if reply is None:
            return self.exchange(Request(app.site, self.command, local, values, self.headers))
        self.body.drain()
        self.send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = answer

    def exchange(self, request: Request) -> None:
        """One REST request, with the fault that the script holds for it."""
        app = self.server.app
        fault, entry = app.begin(request)
        when = fault["when"] if fault else ""
        if fault and when == "middle":
            self.body.read(max(self.body.length // 2, 1))
        if fault and when in ("before", "middle") and self.broken(fault, None):
            return app.end(entry, request, None)
        reply = app.dispatch(request, self.body)
        self.body.drain()
        app.end(entry, request, reply)
        if not (fault and when == "after" and self.broken(fault, reply)):
            self.send(reply)

    def broken(self, fault: dict[str, Any], reply: Optional[Reply]) -> bool:
        """Lets the fault happen; False if the request is to go on after it."""
        what = fault["do"]
        if what == "delay":
            self.server.app.stopping.wait(fault.get("seconds", 1))
            return False
        instead = faults.answer(fault)
        if instead:
            self.body.drain()
            self.send(instead)
        elif what == "hang":
            self.wait_for_client()
            self.close_connection = True
        elif what == "cut" and reply:
            self.send(reply, half=True)
        else:
            if what == "refuse" and fault["when"] != "middle":
                # Closing on unread data would make the kernel send a reset.
                self.body.drain()
            self.hang_up(what == "reset")
        return True

    def wait_for_client(self) -> None:
        watch = select.poll()
        watch.register(self.connection.fileno(), GONE)
        while not watch.poll(200) and not self.server.app.stopping.is_set():
            pass

    def hang_up(self, reset: bool) -> None:
        """Ends the connection without an answer: in order, or with a TCP reset."""
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
        # The descriptor is really closed only when the reader has let go of it as well.
        self.rfile.close()
        self.connection.close()

    def send(self, reply: Reply, half: bool = False) -> None:
        bodyless = reply.status == 204 or reply.status == 304
        length = 0 if bodyless else reply.length
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value.replace("\r", " ").replace("\n", " "))
        if not bodyless:
            self.send_header("Content-Length", str(length))
        if length:
            self.send_header("Content-Type", reply.content_type)
        if self.close_connection or half:
            self.send_header("Connection", "close")
        head = b"".join(self._headers_buffer) + b"\r\n"
        self._headers_buffer = []
        if self.command == "HEAD" or bodyless:
            self.wfile.write(head)
        elif reply.file:
            self.send_file(head, reply, length // 2 if half else length)
        else:
            self.wfile.write(head + (reply.body[:length // 2] if half else reply.body))
        if half:
            self.close_connection = True

    def send_file(self, head: bytes, reply: Reply, count: int) -> None:
        assert reply.file is not None
        self.wfile.write(head)
        with reply.file.open("rb") as file:
            while count:
                piece = file.read(min(PIECE, count))
                self.wfile.write(piece)
                count -= len(piece)
