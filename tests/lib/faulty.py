"""A relay between jicket and the Jira sandbox that breaks a share of all requests, by a seed."""

from __future__ import annotations

import collections
import random
import re
import socket
import struct
import threading
from typing import BinaryIO, Optional

LENGTH = re.compile(rb"\r\nContent-Length:\s*(\d+)", re.I)
PAGE = b"<!DOCTYPE html>\n<html><body><h1>Please wait</h1></body></html>\n"
# What goes wrong, and how often of 40 times. "before": Jira never sees the request.
BEFORE = {"close before": 4, "reset before": 4, "reset in mid-request": 3, "500 before": 4, "503 before": 3,
          "429 before": 4, "html before": 3}
AFTER = {"close after": 3, "reset after": 4, "cut after": 3, "500 after": 4, "html after": 2}
# Costs a delivery its whole time limit, so it is rare.
HANG = {"hang after": 0.5}
KINDS = {**BEFORE, **AFTER, **HANG}
STATUS = {"500": (b"500 Internal Server Error", b""), "503": (b"503 Service Unavailable", b""),
          "429": (b"429 Too Many Requests", b"Retry-After: 1\r\n"), "htm": (b"200 OK", b"")}


def length_of(head: bytes) -> int:
    found = LENGTH.search(head)
    return int(found.group(1)) if found else 0


def read_head(stream: BinaryIO) -> bytes:
    """The lines up to the empty one; b"" at the end of the connection."""
    lines = []
    while (line := stream.readline()):
        lines.append(line)
        if line == b"\r\n":
            return b"".join(lines)
    return b""


def page(kind: str) -> bytes:
    status, more = STATUS[kind[:3]]
    return (b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\n" + more
            + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE)


class Faulty:
    """Listens on a port of `address`; `share` of all requests fail, until it is set to 0."""

    def __init__(self, jira_port: int, share: float, seed: int, address: str = "127.0.0.1") -> None:
        self.jira_port, self.share = jira_port, share
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.requests = 0
        self.failed: collections.Counter[str] = collections.Counter()
        self.listener = socket.create_server((address, 0), backlog=256)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self.accept, daemon=True).start()

    def stop(self) -> None:
        try:
            # close() alone does not wake up accept().
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def choose(self) -> Optional[str]:
        with self.lock:
            self.requests += 1
            if self.random.random() >= self.share:
                return None
            kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
            self.failed[kind] += 1
            return kind

    def serve(self, client: socket.socket) -> None:
        try:
            with client, socket.create_connection(("127.0.0.1", self.jira_port), 60) as jira:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                client.settimeout(60)
                with client.makefile("rb") as asked, jira.makefile("rb") as answered:
                    while self.exchange(client, asked, jira, answered):
                        pass
        except OSError:
            # One of the two went away: so does the other.
            return

    def exchange(self, client: socket.socket, asked: BinaryIO, jira: socket.socket, answered: BinaryIO) -> bool:
        """One request; False at the end of the connection."""
        head = read_head(asked)
        if not head:
            return False
        kind = self.choose()
        if kind == "reset in mid-request":
            asked.read(length_of(head) // 2)
            return self.hang_up(client, reset=True)
        body = asked.read(length_of(head))
        if kind in BEFORE:
            return self.broken(kind, client, b"")
        jira.sendall(head + body)
        answer = read_head(answered)
        answer += answered.read(length_of(answer))
        if kind:
            return self.broken(kind, client, answer)
        client.sendall(answer)
        return bool(answer)

    def broken(self, kind: str, client: socket.socket, answer: bytes) -> bool:
        """Answers as the fault wants it; returns whether the connection goes on."""
        if kind[:3] in STATUS:
            client.sendall(page(kind))
            return True
        if kind.startswith("cut"):
            client.sendall(answer[:-max(len(answer.partition(b"\r\n\r\n")[2]) // 2, 1)])
        if kind.startswith("hang"):
            client.recv(1)
        return self.hang_up(client, reset=kind.startswith("reset"))

    @staticmethod
    def hang_up(client: socket.socket, reset: bool) -> bool:
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False
