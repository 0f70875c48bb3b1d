"""Mail hosts, whose MTA starts jicket: with next to no environment, and a message on standard input.

A host is a folder, because jicket remembers what it filed a moment ago in a file. Two hosts are two folders.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence, Union

from tests.lib.processes import Watched, descendants, kill, with_variable
from tests.lib.sandbox import CREDENTIALS, ROOT

PROGRAM = Path(os.environ.get("JICKET") or ROOT / "build" / "jicket").resolve()
PROJECT = "SUP"
# Longer than any run may take; whoever reaches it hangs.
PATIENCE = 60
# What an MTA lets pass before it tries again, in seconds of the sandbox's clock.
RETRY_AFTER = 300
# One line for the sender: a status that means "later", and words.
LATER = re.compile(rb"4\.\d\.\d [\x20-\x7e]{1,200}\n")
# A variable that jicket leaves alone and its child inherits: by it, processes that were left behind are found.
MARK = "DELIVERY_MARK"
# The Jira that stands in the way of a secret: nothing of it may reach the sender of a mail.
SECRETS = sorted({word for words in CREDENTIALS.values() for word in words if word != "jicket"})

Env = Mapping[str, Optional[str]]


@dataclass
class Run:
    """What came of one run. Only a host that is called looks for requests, and for processes that were left behind."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    log: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    @property
    def output(self) -> bytes:
        """Both outputs, which are one pipe for most MTAs."""
        return self.stdout + self.stderr

    @property
    def filed(self) -> bool:
        return self.exit_code == 0

    @property
    def calls(self) -> list[str]:
        """The exchanges with Jira, short: ["POST /issue"]."""
        return [f"{one['method']} {one['path'].split('/rest/api/2', 1)[-1]}" for one in self.requests]

    def count(self, call: str) -> int:
        return self.calls.count(call)

    def problem(self) -> str:
        """What is wrong with the way it ended, or "": silence for success, one line for all that may be tried again."""
        if self.filed:
            return "" if not self.output else f"exit 0 with output {self.output!r}"
        if self.exit_code != 75:
            return f"exit {self.exit_code} instead of 75, {self.output!r}"
        return "" if LATER.fullmatch(self.output) else f"exit 75 with output {self.output!r}"

    def __repr__(self) -> str:
        calls = [f"{call} {one['status']}" for call, one in zip(self.calls, self.requests)]
        return (f"exit {self.exit_code}\nstdout {self.stdout!r}\nstderr {self.stderr!r}\ncalls {calls}\n"
                f"log:\n{self.log or '(empty)'}")


class Host:
    """A mail host. `box` is the Jira that it talks to, a Sandbox or whatever tells its flavour and how to log in, or None;
    further keywords are variables of all its runs."""

    def __init__(self, box: Any, folder: Path, **env: str) -> None:
        self.box, self.folder, self.env = box, folder, env
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log_file = folder / "jicket.log"
        self.config = folder / "empty.conf"
        self.config.touch(0o600)
        self.forget()

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def forget(self) -> None:
        """As after a reboot, or on another host: the memory of what was filed is gone."""
        self.spool = Path(tempfile.mkdtemp(prefix="spool-", dir=self.folder))

    def environment(self, more: Optional[Env] = None) -> dict[str, str]:
        """The whole environment of a run; None in `more` takes a variable away."""
        env: dict[str, Optional[str]] = {
            "LC_ALL": "C.UTF-8", "G_DEBUG": "fatal-criticals", "G_SLICE": "always-malloc", "TMPDIR": str(self.spool),
            "JICKET_STATE_DIR": str(self.spool / "state"), "JICKET_SETTLE_TIME": "1",
            "JICKET_LOG_FILE": str(self.log_file), "JICKET_CONFIG": str(self.config), "JICKET_JIRA_PROJECT": PROJECT}
        env.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
        if self.box:
            env.update(self.box.auth, JICKET_JIRA_FLAVOUR=self.box.flavour)
        env.update(self.env)
        env.update(more or {})
        return {name: value for name, value in env.items() if value is not None}

    def start(self, args: Sequence[str] = (), env: Optional[Env] = None, data: Optional[bytes] = None,
              program: Sequence[Union[str, Path]] = (PROGRAM,), **popen: Any) -> "Delivery":
        """A run that goes on while the test looks at it. Without `data` its standard input stays open."""
        delivery = Delivery(self, [*program, *args], self.environment(env), **popen)
        if data is not None:
            delivery.give(data)
        return delivery

    def deliver(self, data: bytes, *args: str, **env: str) -> Run:
        """A delivery, to its end."""
        return self.start(args, env, data).finish()

    def again(self, data: bytes, *args: str, **env: str) -> Run:
        """As the MTA some time later, or as another host: nothing but Jira remembers. The mail must be filed."""
        assert self.box
        self.box.clock(RETRY_AFTER)
        self.forget()
        return ok(self.deliver(data, *args, **env))

    def twice(self, data: bytes, **env: str) -> list[dict[str, Any]]:
        """Delivers a mail, and once more; the second time nothing changes. Gives all issues."""
        assert self.box
        self.again(data, **env)
        before = self.box.issues()
        self.again(data, **env)
        assert self.box.issues() == before
        return before

    def __call__(self, args: Sequence[str] = (), input: Optional[bytes] = b"",  # noqa: A002 (as subprocess has it)
                 env: Optional[Env] = None, stdin: Any = None, **popen: Any) -> Run:
        """Runs jicket to its end, and looks closely. `stdin` (a file or descriptor) takes the place of `input`."""
        mark, before = uuid.uuid4().hex, len(self._requests())
        if stdin is not None:
            popen["stdin"] = stdin
        run = self.start(args, {**(env or {}), MARK: mark}, **popen).finish(input if stdin is None else None)
        run.requests = self._requests()[before:]
        run.left_behind = with_variable(MARK, mark)
        return run

    def _requests(self) -> list[dict[str, Any]]:
        running = self.box and self.box.process and self.box.process.poll() is None
        return self.box.requests() if running and self.box else []


class Delivery(subprocess.Popen[bytes]):
    """A run of jicket."""

    def __init__(self, host: Host, command: Sequence[Union[str, Path]], env: dict[str, str], **popen: Any) -> None:
        self.host = host
        self.logged = host.log_file.stat().st_size if host.log_file.exists() else 0
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        super().__init__([*map(str, command)], env=env, cwd="/", **{**pipes, **popen})

    def give(self, data: bytes, close: bool = True) -> None:
        """Writes to its standard input, for as long as it reads."""
        assert self.stdin
        try:
            self.stdin.write(data)
            self.stdin.flush()
            if close:
                self.stdin.close()
        except BrokenPipeError:
            pass
        if close:
            self.stdin = None

    def ended(self, seconds: float) -> bool:
        """Whether it ends in time."""
        if self.returncode is not None:
            return True
        fd = os.pidfd_open(self.pid)
        try:
            return bool(select.select([fd], [], [], seconds)[0])
        finally:
            os.close(fd)

    def wait_until(self, reached: Callable[[], bool]) -> bool:
        """Waits for a state of Jira, or for the end of the run. Returns whether the state was reached."""
        end = time.monotonic() + PATIENCE
        while not reached():
            if self.ended(0.005):
                return reached()
            if time.monotonic() > end:
                raise AssertionError("neither did it end, nor did it get there")
        return True

    def must_end(self, seconds: float, why: str) -> Run:
        """Waits for the end of jicket itself, and not of its output. What hangs is ended, and fails its test."""
        in_time = self.ended(seconds)
        self.kill()
        run = self.finish()
        assert in_time, why
        return run

    def cut_power(self) -> None:
        """Guard and child are gone, at once: all are stopped first, so that nobody does a last thing."""
        pids = [self.pid, *descendants(self.pid)]
        for pid in pids:
            kill(pid, signal.SIGSTOP)
        # A child that was made while we looked.
        pids += [pid for pid in descendants(self.pid) if pid not in pids]
        watched = Watched(pids)
        for pid in reversed(pids):
            kill(pid)
        assert watched.ended(), "a process survives SIGKILL"
        self.communicate()

    def finish(self, data: Optional[bytes] = None) -> Run:
        """Waits for the end; a run that hangs is ended, and fails its test."""
        try:
            stdout, stderr = self.communicate(data, PATIENCE)
        except subprocess.TimeoutExpired:
            self.cut_power()
            raise AssertionError(f"jicket did not end within {PATIENCE} s: {self.args}") from None
        return Run(self.returncode, stdout or b"", stderr or b"", self._log())

    def _log(self) -> str:
        """What was logged since the start."""
        if not self.host.log_file.exists():
            return ""
        with self.host.log_file.open("rb") as file:
            file.seek(self.logged)
            return file.read().decode("utf-8", "replace")


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
