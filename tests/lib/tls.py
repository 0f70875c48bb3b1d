"""Servers that speak, or fail to speak, TLS."""

from __future__ import annotations

import socket
import threading
from typing import Optional


class PlainServer:
    """Answers every connection with the same bytes, whatever was said to it; with None it closes at once."""

    def __init__(self, answer: Optional[bytes] = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n") -> None:
        self.reply = answer
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                try:
                    if self.reply is not None:
                        connection.recv(65536)
                        connection.sendall(self.reply)
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(65536):
                            pass
                except OSError:
                    continue

    def __enter__(self) -> "PlainServer":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # close() alone does not wake up accept().
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)


def unused_port() -> int:
    """A port where nobody listens: bound for a moment, so that it was free."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
