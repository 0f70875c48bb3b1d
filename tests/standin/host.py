"""Starts jicket as an MTA does, for the stand-in: one host is one folder, and remembers what it did a moment ago."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Iterable, Union

from .jira import Standin

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("JICKET") or ROOT / "build" / "jicket").resolve()
# Longer than any run may take; whoever reaches it hangs.
PATIENCE = 60
POLICY = SMTP.clone(linesep="\n", max_line_length=76)


def mail(ident: str, subject: str, text: str, files: Iterable[tuple[str, bytes]] = (), **headers: str) -> bytes:
    """The same bytes each time."""
    message = EmailMessage(POLICY)
    message["Received"] = "from mx.example.net by mail.example.org; Mon, 6 Jul 2026 09:00:00 +0000"
    message["From"] = "Ann <ann@customer.example>"
    message["To"] = "support@example.org"
    message["Message-ID"] = f"<{ident}>"
    message["Date"] = "Mon, 6 Jul 2026 08:59:00 +0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message["Subject"] = subject
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, "application", "octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary("=_" + ident.replace("@", "_"))
    return message.as_bytes()


def answer(ident: str, to: str, subject: str, text: str, files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    return mail(ident, "Re: " + subject, text, files, In_Reply_To=f"<{to}>", References=f"<{to}>")


class Host:
    """A mail host. `log` is all that its deliveries wrote."""

    def __init__(self, jira: Standin, folder: Path, timeout: float = 3) -> None:
        self.jira, self.folder = jira, folder
        self.log_file = folder / "jicket.log"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "empty.conf").touch(0o600)
        (folder / "tmp").mkdir(exist_ok=True)
        self.env = {
            "LC_ALL": "C.UTF-8", "G_DEBUG": "fatal-criticals", "TMPDIR": str(folder / "tmp"),
            "JICKET_CONFIG": str(folder / "empty.conf"), "JICKET_LOG_FILE": str(self.log_file),
            "JICKET_TIMEOUT": str(timeout), "JICKET_JIRA_PROJECT": "SUP", "JICKET_JIRA_FLAVOUR": jira.flavour,
            "JICKET_JIRA_URL": jira.url, "JICKET_JIRA_USER": jira.user, "JICKET_JIRA_PASS": jira.password}
        self.env.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def start(self, data: bytes, *args: str) -> "Delivery":
        return Delivery([str(PROGRAM), *args], data, self.env)

    def deliver(self, data: bytes, *args: str) -> int:
        return self.start(data, *args).wait()


class Delivery:
    """A run that goes on while the test looks at it. Its input is a file, so that nobody has to write."""

    def __init__(self, command: list[str], data: bytes, env: dict[str, str]) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            self.output = tempfile.TemporaryFile()
            self.process = subprocess.Popen(command, stdin=file, stdout=self.output, stderr=subprocess.STDOUT, env=env,
                                            cwd="/", start_new_session=True)
        self.pidfd = os.pidfd_open(self.process.pid)

    def ended(self, seconds: float) -> bool:
        return bool(select.select([self.pidfd], [], [], seconds)[0])

    def wait(self) -> int:
        """The exit status; what was said stands in `said`."""
        if not self.ended(PATIENCE):
            self.kill()
            raise AssertionError(f"jicket did not end within {PATIENCE} s")
        return self.finish()

    def finish(self) -> int:
        code = self.process.wait()
        os.close(self.pidfd)
        with self.output:
            self.output.seek(0)
            self.said = self.output.read()
        return code

    def kill(self) -> int:
        """As a power cut: guard and child are gone at once. All are stopped first, so that none does a last thing."""
        family = [self.process.pid, *descendants(self.process.pid)]
        signal_all(family, signal.SIGSTOP)
        # A child that was made while we looked.
        family += [pid for pid in descendants(self.process.pid) if pid not in family]
        fds = [fd for fd in map(handle, family) if fd is not None]
        signal_all(family[::-1], signal.SIGKILL)
        for fd in fds:
            assert select.select([fd], [], [], 10)[0], "a process survives SIGKILL"
            os.close(fd)
        return self.finish()


def handle(pid: int) -> Union[int, None]:
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def signal_all(pids: Iterable[int], sig: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, sig)
        except ProcessLookupError:
            pass


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found
