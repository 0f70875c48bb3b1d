"""Runs jicket as an MTA would: with next to no environment, and a message on standard input."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Optional, Sequence, Union

from tests.lib.sandbox import CREDENTIALS, ROOT, Sandbox

PROGRAM = Path(os.environ.get("JICKET") or ROOT / "build" / "jicket").resolve()
# Longer than any run may take; whoever reaches it hangs.
PATIENCE = 40
# Seconds that a run may take if its test does not say more: what a request left in doubt is looked for until then.
TIME_LIMIT = "3"
# A variable that jicket leaves alone and its child inherits: by it, processes that were left behind are found.
MARK = "E2E_RUN"
# The Jira that stands in the way of a secret: nothing of it may reach the sender of a mail.
SECRETS = sorted({word for words in CREDENTIALS.values() for word in words if word != "jicket"})


@dataclass
class Run:
    """What came of one run."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    log: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        """The exchanges with Jira, short: ["POST /issue"]."""
        return [f"{one['method']} {one['path'].split('/rest/api/2', 1)[-1]}" for one in self.requests]

    def count(self, call: str) -> int:
        return self.calls.count(call)

    def __repr__(self) -> str:
        calls = [f"{call} {one['status']}" for call, one in zip(self.calls, self.requests)]
        return (f"exit {self.exit_code}\nstdout {self.stdout!r}\nstderr {self.stderr!r}\ncalls {calls}\n"
                f"log:\n{self.log or '(empty)'}")


class Runner:
    """jicket with a sandbox (or none) and a folder for its files."""

    def __init__(self, folder: Path, sandbox: Optional[Sandbox] = None) -> None:
        self.folder, self.sandbox = folder, sandbox
        self.log_file = folder / "jicket.log"
        self.config = folder / "empty.conf"
        self.config.touch(0o600)
        self.spool = folder / "spool"
        self.spool.mkdir()

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def forget(self) -> None:
        """The next run is on another host: what this one remembers of the last deliveries is gone."""
        for file in self.spool.glob("*.recent"):
            file.unlink()

    def environment(self, more: Optional[dict[str, Optional[str]]] = None) -> dict[str, str]:
        """The whole environment of a run; None in `more` takes a variable away."""
        env: dict[str, Optional[str]] = {
            "LC_ALL": "C.UTF-8", "G_DEBUG": "fatal-criticals", "G_SLICE": "always-malloc", "TMPDIR": str(self.spool),
            "JICKET_LOG_FILE": str(self.log_file), "JICKET_CONFIG": str(self.config), "JICKET_JIRA_PROJECT": "SUP",
            "JICKET_TIMEOUT": TIME_LIMIT}
        env.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
        if self.sandbox:
            env.update(self.sandbox.auth)
            env["JICKET_JIRA_FLAVOUR"] = self.sandbox.flavour
        env.update(more or {})
        return {name: value for name, value in env.items() if value is not None}

    def start(self, args: Sequence[str] = (), env: Optional[dict[str, Optional[str]]] = None, stdin: Any = subprocess.PIPE,
              program: Sequence[Union[str, Path]] = (PROGRAM,), **popen: Any) -> "subprocess.Popen[bytes]":
        """A run that goes on while the test looks at it."""
        popen.setdefault("stdout", subprocess.PIPE)
        popen.setdefault("stderr", subprocess.PIPE)
        return subprocess.Popen([*map(str, program), *args], stdin=stdin, env=self.environment(env), cwd="/", **popen)

    def __call__(self, args: Sequence[str] = (), input: Optional[bytes] = b"",  # noqa: A002 (as subprocess has it)
                 env: Optional[dict[str, Optional[str]]] = None, stdin: Any = None, **popen: Any) -> Run:
        """Runs jicket to its end. `stdin` (a file or descriptor) takes the place of `input`."""
        mark = uuid.uuid4().hex
        before, logged = len(self._requests()), len(self.log)
        process = self.start(args, {**(env or {}), MARK: mark}, subprocess.PIPE if stdin is None else stdin, **popen)
        stdout, stderr = finish(process, input if stdin is None else None)
        return Run(process.returncode, stdout, stderr, self.log[logged:], self._requests()[before:], marked(mark))

    def _requests(self) -> list[dict[str, Any]]:
        running = self.sandbox and self.sandbox.process and self.sandbox.process.poll() is None
        return self.sandbox.requests() if running and self.sandbox else []


def finish(process: "subprocess.Popen[bytes]", data: Optional[bytes] = None) -> tuple[bytes, bytes]:
    """Waits for the end; a run that hangs is ended, and fails its test."""
    try:
        stdout, stderr = process.communicate(data, PATIENCE)
    except subprocess.TimeoutExpired:
        children = descendants(process.pid)
        process.kill()
        for pid in children:
            kill(pid)
        process.communicate()
        raise AssertionError(f"jicket did not end within {PATIENCE} s: {process.args}") from None
    return stdout or b"", stderr or b""


# Processes

def marked(mark: str) -> list[str]:
    """Processes that still have this run's mark in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append(f"{folder.name}: {(folder / 'cmdline').read_bytes()!r}")
        except OSError:
            continue
    return found


def descendants(pid: int) -> list[int]:
    """The children of a process, their children and so on."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def kill(pid: int, sig: int = signal.SIGKILL) -> None:
    try:
        os.kill(pid, sig)
    except ProcessLookupError:
        pass


class Watched:
    """Processes whose end can be waited for although they are not our children."""

    def __init__(self, pids: Iterable[int]) -> None:
        self.fds = {os.pidfd_open(pid): pid for pid in pids}

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


# What every run must keep to

def ok(run: Run) -> Run:
    """Filed: silence is the only thing that all callers take for success."""
    assert run.exit_code == 0, run
    assert (run.stdout, run.stderr) == (b"", b""), run
    assert run.left_behind == [], run
    return run


def failed(run: Run, status: str, code: int = 75, private: Iterable[str] = ()) -> Run:
    """Not filed: one line for the sender of the mail, which tells nothing of the inside."""
    assert run.exit_code == code, run
    assert run.stdout == b"", run
    assert run.left_behind == [], run
    one_line(run.stderr, status, private, run)
    return run


def one_line(output: bytes, status: str, private: Iterable[str] = (), run: Any = None) -> None:
    assert output.endswith(b"\n") and output.count(b"\n") == 1, run
    assert output.startswith(status.encode() + b" "), run
    assert len(output) <= 200 and all(0x20 <= byte < 0x7f for byte in output[:-1]), run
    for word in ["127.0.0.1", "localhost", "http", "jicket@", "carla", "customer.example", *SECRETS, *private]:
        # "secret" is a password here: the word must not occur in the line at all.
        assert word.lower().encode() not in output.lower(), (word, run)
