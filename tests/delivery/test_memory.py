"""Memory does not grow with the mail.

How it is measured: the kernel keeps, for every process, the largest resident set of the descendants that were waited
for (RUSAGE_CHILDREN). jicket's guard waits for its child, so a wrapper that waits for the guard learns the maximum of
both. The figure of a process begins with that of whoever forked it, therefore the wrapper is a bare Python without
modules, and not pytest; how much it has itself is the floor of the measurement, and is told with the result.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lib.host import PROGRAM, Host
from tests.lib.mails import mail, new_id, write_big_mail
from tests.lib.sandbox import Sandbox

SIZE = 80 << 20
LIMIT_KIB = 16 << 10
WRAPPER = """
import sys, os, resource
status = os.waitstatus_to_exitcode(os.waitpid(os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:]), 0)[1])
own = int([line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1])
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
os.write(1, b"%d %d %d" % (status, own, children))
"""


def bare_wrapper() -> list[str]:
    """A Python as small as it gets, started by a shell: what pytest has must not count."""
    python = os.path.realpath(sys.executable)
    return ["/bin/sh", "-c", 'exec "$0" -I -S -c "$@"', python, WRAPPER]


def measured(jicket: Host, message: Path, *args: str) -> tuple[int, int, int]:
    """(exit status, KiB of the wrapper, KiB of the largest jicket process)."""
    with message.open("rb") as file:
        done = subprocess.run([*bare_wrapper(), str(PROGRAM), *args], stdin=file, env=jicket.environment({"JICKET_TIMEOUT": "100"}), capture_output=True,
                              timeout=120, check=True)
    status, own, children = map(int, done.stdout.split())
    return status, own, children


def random_file(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for _ in range(size >> 20):
            piece = os.urandom(1 << 20)
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A mail of 110 MB, and the digest of the 80 MB in it."""
    folder = tmp_path_factory.mktemp("big")
    digest = random_file(folder / "random", SIZE)
    write_big_mail(folder / "mail", folder / "random", "random.bin", new_id())
    (folder / "random").unlink()
    yield folder / "mail", digest
    (folder / "mail").unlink()


def check_memory(own: int, used: int, jicket: Host) -> None:
    assert own < LIMIT_KIB, f"the wrapper itself has {own} KiB: nothing can be measured"
    assert used <= LIMIT_KIB, f"{used} KiB, of {LIMIT_KIB}; the wrapper had {own}\n{jicket.log}"


def test_a_big_attachment_streams_through(jira: Sandbox, jicket: Host, big: tuple[Path, str]) -> None:
    message, digest = big
    jira.settings(upload_limit=1 << 30)
    status, own, used = measured(jicket, message)
    assert status == 0, jicket.log
    parts = jira.issues()[0]["attachments"]
    assert [(one["filename"], one["size"], one["sha256"]) for one in parts] == [("random.bin", SIZE, digest)]
    check_memory(own, used, jicket)
    print(f"peak of jicket {used} KiB, of the wrapper {own} KiB")


def test_a_second_delivery_of_a_big_mail(dc: Sandbox, jicket: Host, big: tuple[Path, str]) -> None:
    message, digest = big
    dc.settings(upload_limit=1 << 30)
    dc.faults([{"method": "POST", "path": "attachments$", "when": "middle", "do": "reset"}])
    assert measured(jicket, message)[0] == 75, jicket.log
    status, own, used = measured(jicket, message)
    assert status == 0, jicket.log
    assert [one["sha256"] for one in dc.issues()[0]["attachments"]] == [digest]
    check_memory(own, used, jicket)


def test_too_big_is_not_held(dc: Sandbox, jicket: Host, big: tuple[Path, str]) -> None:
    status, own, used = measured(jicket, big[0], "--max-size", "1m")
    assert status == 65
    check_memory(own, used, jicket)


def test_a_big_text_and_a_big_attached_message(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    """Not streamed but bounded: the text that is looked at, and the copy of the inner mail, which goes to a file."""
    dc.settings(upload_limit=1 << 30)
    inner = mail("Inner", "0123456789 abcdefghijklmnopqrstuvwxyz\n" * (1 << 20))
    (tmp_path / "mail").write_bytes(mail(attachments=[("inner.eml", inner, "message/rfc822")]))
    status, own, used = measured(jicket, tmp_path / "mail")
    assert status == 0, jicket.log
    check_memory(own, used, jicket)


def test_the_measurement_can_fail() -> None:
    """A program that takes memory in a grandchild is caught by it."""
    program = 'import os\nif os.fork() == 0:\n    x = b"x" * (40 << 20)\n    os._exit(0)\nos.wait()'
    done = subprocess.run([*bare_wrapper(), os.path.realpath(sys.executable), "-I", "-S", "-c", program], capture_output=True,
                          env={}, timeout=60, check=True)
    assert json.loads(done.stdout.split()[2]) > LIMIT_KIB, done.stdout
