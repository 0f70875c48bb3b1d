"""A small HTTP proxy: absolute addresses are fetched, CONNECT is passed through, and what was asked is remembered."""

from __future__ import annotations

import http.client
import select
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import urlsplit

HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "proxy-authorization"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Proxy"

    def log_message(self, form: str, *args: Any) -> None:
        """Silent."""

    def note(self) -> bool:
        """Remembers the request; False if it was refused."""
        self.server.seen.append(f"{self.command} {self.path}")
        self.server.authorization = self.headers.get("Proxy-Authorization")
        if self.server.refuse:
            self.send_error(self.server.refuse)
            self.close_connection = True
        return not self.server.refuse

    def forward(self) -> None:
        if not self.note():
            return
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        target = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        target.request(self.command, parts.path + (f"?{parts.query}" if parts.query else ""), body or None, headers)
        answer = target.getresponse()
        data = answer.read()
        target.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"content-length", "date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = forward

    def do_CONNECT(self) -> None:
        if not self.note():
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port)), 30) as target:
            self.send_response(200, "Connection established")
            self.end_headers()
            self.tunnel(target)
        self.close_connection = True

    def tunnel(self, target: socket.socket) -> None:
        ends = {self.connection: target, target: self.connection}
        while True:
            for source in select.select(list(ends), [], [])[0]:
                data = source.recv(65536)
                if not data:
                    return
                ends[source].sendall(data)


class Proxy(ThreadingHTTPServer):
    """Use it as a context manager; `refuse` is a status that every request gets."""

    daemon_threads = True

    def __init__(self, refuse: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.refuse = refuse
        self.seen: list[str] = []
        self.authorization: Optional[str] = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our errors."""

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()
