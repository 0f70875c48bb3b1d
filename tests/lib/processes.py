"""Processes that are not our children: who belongs to whom, and how to wait for their end, or for anything else."""

from __future__ import annotations

import os
import select
import signal
import time
from pathlib import Path
from typing import Any, Callable, Iterable, Union


def descendants(pid: int) -> list[int]:
    """The children of a process, their children and so on."""
    found: list[int] = []
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return found
    for task in tasks:
        try:
            children = [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def with_variable(name: str, value: str) -> list[str]:
    """Processes that have this variable in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{name}={value}".encode() in (folder / "environ").read_bytes():
                found.append(f"{folder.name}: {(folder / 'cmdline').read_bytes()!r}")
        except OSError:
            continue
    return found


def kill(pid: int, sig: int = signal.SIGKILL) -> None:
    try:
        os.kill(pid, sig)
    except ProcessLookupError:
        pass


def wait_for(what: Callable[[], Any], why: Union[str, Callable[[], str]], seconds: float = 30) -> Any:
    """Polls for something that has no event of its own, with an end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"it did not come to this: {why if isinstance(why, str) else why()}")


class Watched:
    """Processes whose end can be waited for although they are not our children."""

    def __init__(self, pids: Iterable[int]) -> None:
        self.fds: list[int] = []
        for pid in pids:
            try:
                self.fds.append(os.pidfd_open(pid))
            except ProcessLookupError:
                continue

    def ended(self, seconds: float = 10) -> bool:
        """Whether all of them end in time."""
        poll = select.poll()
        for fd in self.fds:
            poll.register(fd, select.POLLIN)
        left = set(self.fds)
        while left:
            ready = poll.poll(seconds * 1000)
            if not ready:
                break
            for fd, _ in ready:
                poll.unregister(fd)
                left.discard(fd)
        for fd in self.fds:
            os.close(fd)
        return not left
