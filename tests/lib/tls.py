"""Servers that speak, or fail to speak, TLS."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path
from typing import Optional, TypeVar

Self = TypeVar("Self", bound="Listener")


class Listener:
    """Takes connections, one after the other, while the block that it is in goes on."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.take(connection)

    def take(self, connection: socket.socket) -> None:
        raise NotImplementedError

    def __enter__(self: Self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # close() alone does not wake up accept().
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)


class PlainServer(Listener):
    """Answers every connection with the same bytes, whatever was said to it; with None it closes at once."""

    def __init__(self, answer: Optional[bytes] = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n") -> None:
        super().__init__()
        self.reply = answer

    def take(self, connection: socket.socket) -> None:
        with connection:
            try:
                if self.reply is not None:
                    connection.recv(65536)
                    connection.sendall(self.reply)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
            except OSError:
                pass


def unused_port() -> int:
    """A port where nobody listens: bound for a moment, so that it was free."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class MutualTls(Listener):
    """Stands before a server on this machine, and lets nobody in who shows no certificate that `authority` signed. What
    was asked is kept."""

    def __init__(self, port: int, certificate: tuple[Path, Path], authority: Path) -> None:
        super().__init__()
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(authority))
        self.context.load_cert_chain(*map(str, certificate))
        self.context.verify_mode = ssl.CERT_REQUIRED
        self.upstream, self.asked = port, bytearray()

    def take(self, connection: socket.socket) -> None:
        threading.Thread(target=self._lead, args=[connection], daemon=True).start()

    def _lead(self, connection: socket.socket) -> None:
        inside = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        try:
            inside.do_handshake()
        except OSError:
            self._turn_away(inside)
            return
        try:
            with inside, socket.create_connection(("127.0.0.1", self.upstream)) as outside:
                back = threading.Thread(target=self._pass, args=[outside, inside], daemon=True)
                back.start()
                self._pass(inside, outside, self.asked)
                back.join(10)
        except OSError:
            pass

    @staticmethod
    def _turn_away(inside: ssl.SSLSocket) -> None:
        """Closing at once could take the alert back."""
        with socket.socket(fileno=inside.detach()) as plain:
            try:
                plain.shutdown(socket.SHUT_WR)
                while plain.recv(65536):
                    pass
            except OSError:
                pass

    @staticmethod
    def _pass(source: socket.socket, target: socket.socket, kept: Optional[bytearray] = None) -> None:
        try:
            while data := source.recv(65536):
                if kept is not None:
                    kept += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
