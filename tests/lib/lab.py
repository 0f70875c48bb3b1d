"""What the tests of the exactly-once promise share: mails, mail hosts that deliver them, and a picture of Jira.

A host is a folder for temporary files, because that is where jicket remembers what it filed a moment ago. Two hosts
are two folders; a host that forgot is one with a new folder.
"""

from __future__ import annotations

import base64
import json
import os
import random
import re
import select
import signal
import struct
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence

ROOT = Path(__file__).resolve().parents[2]
from tests.lib.sandbox import CREDENTIALS, Sandbox

PROGRAM = Path(os.environ.get("JICKET") or ROOT / "build" / "jicket").resolve()
PROJECT = "SUP"
# Longer than any run may take; whoever reaches it hangs.
PATIENCE = 60
# What an MTA lets pass before it tries again, in seconds of the sandbox's clock.
RETRY_AFTER = 300
# One line for the sender: a status that means "later", and words.
LATER = re.compile(rb"4\.\d\.\d [\x20-\x7e]{1,200}\n")


# Mails

LINES = SMTP.clone(linesep="\n", max_line_length=76)


@dataclass(frozen=True)
class File:
    name: str
    data: bytes
    kind: str = "application/octet-stream"


def noise(name: str, size: int) -> bytes:
    """Bytes that are the same in every run, and look like nothing."""
    return random.Random(name).randbytes(size)


def image(name: str, width: int, height: int, size: int = 2000) -> bytes:
    """What passes for a picture of this size as long as nobody looks at it."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return head + noise(name, size - len(head))


def begun(ident: str, subject: str, headers: Mapping[str, str]) -> EmailMessage:
    """The header as Postfix hands it over. The Message-ID stands in its middle, so that a cut can fall on both sides."""
    message = EmailMessage(LINES)
    message["Received"] = "from mx.example.net by mail.example.org; Mon, 6 Jul 2026 09:00:00 +0000"
    message["From"] = "Carla Customer <carla@customer.example>"
    message["To"] = "support@example.org"
    message["Message-ID"] = f"<{ident}>"
    message["Date"] = "Mon, 6 Jul 2026 08:59:00 +0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message["Subject"] = subject
    return message


def ended(message: EmailMessage, ident: str, files: Iterable[File]) -> bytes:
    for file in files:
        message.add_attachment(file.data, *file.kind.split("/"), filename=file.name)
    if message.is_multipart():
        # The library invents a new one each time; a second delivery is the same bytes.
        message.set_boundary("=_" + ident.replace("@", "_"))
    return message.as_bytes()


def mail(ident: str, subject: str, text: str, files: Iterable[File] = (), **headers: str) -> bytes:
    message = begun(ident, subject, headers)
    message.set_content(text)
    return ended(message, ident, files)


def illustrated(ident: str, subject: str, html: str, pictures: Mapping[str, File], files: Iterable[File] = (),
                **headers: str) -> bytes:
    """The same with an HTML body that shows pictures by their Content-IDs."""
    message = begun(ident, subject, headers)
    message.set_content(html, "html")
    for cid, file in pictures.items():
        message.add_related(file.data, *file.kind.split("/"), cid=f"<{cid}>", filename=file.name, disposition="inline")
    message.set_boundary("=_inner_" + ident.replace("@", "_"))
    return ended(message, ident, files)


# Deliveries

@dataclass
class Run:
    """What came of one delivery."""

    exit_code: int
    output: bytes     # standard output and standard error, which are one pipe for most MTAs
    log: str

    @property
    def filed(self) -> bool:
        return self.exit_code == 0

    def problem(self) -> str:
        """What is wrong with the way it ended, or "": silence for success, one line for all that may be tried again."""
        if self.filed:
            return "" if not self.output else f"exit 0 with output {self.output!r}"
        if self.exit_code != 75:
            return f"exit {self.exit_code} instead of 75, {self.output!r}"
        return "" if LATER.fullmatch(self.output) else f"exit 75 with output {self.output!r}"

    def __str__(self) -> str:
        return f"exit {self.exit_code} {self.output!r}\n{self.log}"


class Host:
    """A mail host whose MTA starts jicket."""

    def __init__(self, box: Sandbox, folder: Path, **env: str) -> None:
        self.box, self.folder, self.env = box, folder, env
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log_file = folder / "jicket.log"
        self.config = folder / "empty.conf"
        self.config.touch(0o600)
        self.forget()

    def forget(self) -> None:
        """As after a reboot, or on another host: the memory of what was filed is gone."""
        self.spool = Path(tempfile.mkdtemp(prefix="spool-", dir=self.folder))

    def environment(self, **more: str) -> dict[str, str]:
        env = {"LC_ALL": "C.UTF-8", "G_DEBUG": "fatal-criticals", "TMPDIR": str(self.spool),
               "JICKET_CONFIG": str(self.config), "JICKET_LOG_FILE": str(self.log_file),
               "JICKET_JIRA_PROJECT": PROJECT, "JICKET_JIRA_FLAVOUR": self.box.flavour, **self.box.auth}
        env.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
        return {**env, **self.env, **more}

    def start(self, data: bytes, *args: str, under: Sequence[str] = (), **env: str) -> "Delivery":
        """Starts a delivery; `under` is a command that starts it for us."""
        return Delivery(self, data, [*under, str(PROGRAM), *args], self.environment(**env))

    def deliver(self, data: bytes, *args: str, **env: str) -> Run:
        return self.start(data, *args, **env).finish()


class Delivery:
    """A run of jicket that goes on while the test looks at it. It has read the whole mail, or nearly."""

    def __init__(self, host: Host, data: bytes, command: Sequence[str], env: dict[str, str]) -> None:
        self.host = host
        self.logged = host.log_file.stat().st_size if host.log_file.exists() else 0
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self.output,
                                        stderr=subprocess.STDOUT, env=env, cwd="/")
        self.pidfd = os.pidfd_open(self.process.pid)
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(data)
            self.process.stdin.close()
        except BrokenPipeError:
            pass

    def ended(self, seconds: float) -> bool:
        return bool(select.select([self.pidfd], [], [], seconds)[0])

    def wait_until(self, reached: Callable[[], bool]) -> bool:
        """Waits for a state of Jira, or for the end of the run. Returns whether the state was reached."""
        end = time.monotonic() + PATIENCE
        while not reached():
            if self.ended(0.005):
                return reached()
            if time.monotonic() > end:
                raise AssertionError("neither did it end, nor did it get there")
        return True

    def kill(self) -> None:
        """A power cut: guard and child are gone, at once."""
        pids = [self.process.pid, *descendants(self.process.pid)]
        fds = [os.pidfd_open(pid) for pid in pids if Path(f"/proc/{pid}").exists()]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for fd in fds:
            assert select.select([fd], [], [], 10)[0], "a process survives SIGKILL"
            os.close(fd)
        self.finish()

    def finish(self) -> Run:
        if not self.ended(PATIENCE):
            self.kill()
            raise AssertionError(f"jicket did not end within {PATIENCE} s")
        code = self.process.wait()
        os.close(self.pidfd)
        with self.output:
            self.output.seek(0)
            text = self.output.read()
        return Run(code, text, self.log())

    def log(self) -> str:
        if not self.host.log_file.exists():
            return ""
        with self.host.log_file.open("rb") as file:
            file.seek(self.logged)
            return file.read().decode("utf-8", "replace")


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


# Jira

def rest(box: Sandbox, method: str, path: str, body: Any = None) -> Any:
    """What a person does in Jira, by its own interface."""
    data = None if body is None else json.dumps(body).encode()
    user, password, _ = CREDENTIALS[box.flavour]
    login = base64.b64encode(f"{user}:{password}".encode()).decode()
    request = urllib.request.Request(f"{box.url}/rest/api/2/{path}", data, method=method, headers={
        "Content-Type": "application/json", "Authorization": f"Basic {login}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def picture(box: Sandbox) -> list[dict[str, Any]]:
    """All issues, without what no two runs have in common: ids, keys and times."""
    return [picture_of(issue) for issue in box.issues()]


def picture_of(issue: dict[str, Any]) -> dict[str, Any]:
    without = ("id", "key", "created", "updated", "comments", "attachments", "links", "history")
    shown = {name: value for name, value in issue.items() if name not in without}
    for kind in ("comments", "attachments"):
        shown[kind] = [{name: value for name, value in part.items() if name not in ("id", "created", "updated")}
                       for part in issue[kind]]
    shown["links"] = [{"type": link["type"], "side": link["side"]} for link in issue["links"]]
    return shown


def difference(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where two pictures differ, one line for each place."""
    if isinstance(expected, dict) and isinstance(found, dict):
        names = list(dict.fromkeys([*expected, *found]))
        return [line for name in names
                for line in difference(expected.get(name), found.get(name), f"{path}.{name}")]
    if isinstance(expected, list) and isinstance(found, list):
        lines = [line for i, pair in enumerate(zip(expected, found)) for line in difference(*pair, f"{path}[{i}]")]
        lines += [f"{path}: missing {short(one)}" for one in expected[len(found):]]
        return lines + [f"{path}: too many {short(one)}" for one in found[len(expected):]]
    return [] if expected == found else [f"{path}: {short(expected)} became {short(found)}"]


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 160 else text[:157] + "..."


def marks(issue: dict[str, Any], step: str) -> list[dict[str, Any]]:
    """The comments of an issue that jicket marked as this step."""
    return [comment for comment in issue["comments"] if mark_of(comment).get("step") == step]


def mark_of(part: dict[str, Any]) -> dict[str, Any]:
    return part["properties"].get("jicket", {})


def files_of(issue: dict[str, Any]) -> list[tuple[str, int]]:
    return [(part["filename"], part["size"]) for part in issue["attachments"]]


def only(issues: list[dict[str, Any]], number: Optional[int] = 1) -> list[dict[str, Any]]:
    """The issues, if there are as many as there should be."""
    assert len(issues) == number, [f"{one['key']} {one['fields']['summary']}" for one in issues]
    return issues
