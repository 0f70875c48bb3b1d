"""The launcher, which is installed as jicket: whatever becomes of the program that it starts, the mail stays."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest

from tests.lib.mails import mail
from tests.lib.host import PROGRAM, Host, ok
from tests.lib.processes import Watched, descendants, wait_for
from tests.lib.sandbox import Sandbox

LAUNCHER = PROGRAM.parent / "jicket-launch"
CANNOT = b"4.3.5 mail gateway cannot be started\n"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """As `make install` lays them out."""
    for name, program in (("bin/jicket", LAUNCHER), ("libexec/jicket/jicket", PROGRAM)):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        shutil.copy(program, path)
    return tmp_path / "bin/jicket"


def worker(installed: Path) -> Path:
    return installed.parents[1] / "libexec/jicket/jicket"


def script(text: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_text(f"#!/bin/sh\n{text}\n")
    return change


def no_library(path: Path) -> None:
    """The name of a library is another one: the loader ends with 127, as in the middle of an upgrade."""
    data = path.read_bytes()
    assert b"\0libgmime-3.0.so.0\0" in data
    path.write_bytes(data.replace(b"\0libgmime-3.0.so.0\0", b"\0libgmime-9.9.so.9\0"))


def test_it_files_as_the_program_does(dc: Sandbox, jicket: Host, installed: Path) -> None:
    assert ok(jicket.start(data=mail(), program=[installed]).finish()).output == b""
    assert len(dc.issues()) == 1


def test_it_is_what_make_install_installs(tmp_path: Path) -> None:
    root = PROGRAM.parents[1]
    made = subprocess.run(["make", "-n", "-C", str(root), "install", f"DESTDIR={tmp_path}"], capture_output=True, text=True, check=True)
    assert "build/jicket-launch '" in made.stdout and "/bin/jicket.new' '" in made.stdout, made.stdout


def test_it_needs_no_library(installed: Path) -> None:
    """Where it cannot be linked so, it needs the C library alone."""
    told = subprocess.run(["ldd", str(installed)], capture_output=True, text=True, check=False)
    assert not [line for line in told.stdout.splitlines() if ".so" in line and not any(
        name in line for name in ("libc.so", "libc.musl", "ld-", "linux-vdso"))], told.stdout


BROKEN: dict[str, Callable[[Path], None]] = {
    "missing": lambda path: path.unlink(),
    "not executable": lambda path: path.chmod(0o644),
    "no program": lambda path: (path.write_bytes(b"\0" * 100), None)[1],
    "empty folder": lambda path: (path.unlink(), path.mkdir(), None)[2],
    "no library": no_library,
    "127": script("cat >/dev/null; exit 127"), "126": script("exit 126"), "255": script("exit 255"),
    "1": script("exit 1"), "70": script("exit 70"),
    "killed": script("kill -9 $$"), "crashed": script("kill -11 $$"), "ended": script("kill -15 $$"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_cannot_be_started_is_for_later(jicket: Host, installed: Path, how: str) -> None:
    """And the input is read to its end, which is more than a pipe holds."""
    BROKEN[how](worker(installed))
    run = jicket.start(data=mail(body="x\n" * 200000), program=[installed]).finish()
    assert run.exit_code == 75 and run.stderr.endswith(CANNOT) and run.stdout == b"", run


@pytest.mark.parametrize("status", [0, 64, 65, 67, 75, 77, 78])
def test_what_the_program_says_counts(jicket: Host, installed: Path, status: int) -> None:
    script(f"cat >/dev/null; echo said; echo told >&2; exit {status}")(worker(installed))
    run = jicket.start(data=mail(), program=[installed]).finish()
    assert (run.exit_code, run.stdout, run.stderr) == (status, b"said\n", b"told\n")


def test_arguments_and_environment_are_passed_on(jicket: Host, installed: Path) -> None:
    script('printf "%s|" "$0" "$@" "$JICKET_LOG_FILE" >&2; cat >/dev/null')(worker(installed))
    run = jicket.start(["--a b", "", "c"], {"JICKET_LOG_FILE": "/l"}, mail(), [installed]).finish()
    assert run.stderr.decode().split("|")[1:] == ["--a b", "", "c", "/l", ""], run


def test_secrets_of_the_command_line_are_not_shown(jicket: Host, installed: Path) -> None:
    run = jicket.start(["--jirapass=hunter2"], program=[installed])
    command = Path(f"/proc/{run.pid}/cmdline")
    wait_for(lambda: descendants(run.pid), "it starts nothing")
    wait_for(lambda: b"hunter2" not in command.read_bytes(), "the secret stays")
    wait_for(lambda: not any(b"hunter2" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in descendants(run.pid)),
             "the secret stays in the program")
    run.cut_power()


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM])
def test_a_signal_ends_both(dc: Sandbox, jicket: Host, installed: Path, sig: signal.Signals) -> None:
    # Exim starts its commands with some of them ignored, and nohup with one.
    run = jicket.start(["--timeout", "60"], program=[installed], preexec_fn=lambda: signal.signal(sig, signal.SIG_IGN))
    pids = wait_for(lambda: descendants(run.pid), "it starts nothing")
    # The program answers for the signal only when it has got so far.
    wait_for(lambda: os.readlink(f"/proc/{pids[0]}/exe") == str(worker(installed)) and caught(pids[0], sig), "no handler")
    run.send_signal(sig)
    done = run.must_end(10, "it does not end")
    assert done.exit_code == 75 and done.stderr.startswith(b"4.3.2"), done
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGALRM])
def test_a_signal_ends_it_whatever_has_become_of_the_program(jicket: Host, installed: Path, sig: signal.Signals) -> None:
    worker(installed).unlink()
    run = jicket.start(program=[installed])
    wait_for(lambda: caught(run.pid, sig), "no handler")
    run.send_signal(sig)
    assert run.must_end(10, "it does not end").exit_code == 75


def test_a_slow_mail_system_gets_its_answer(jicket: Host, installed: Path) -> None:
    """Its own time limit would bounce the mail."""
    worker(installed).unlink()
    run = jicket.start(program=[installed])
    assert run.must_end(30, "it reads for ever").exit_code == 75


def caught(pid: int, sig: signal.Signals) -> bool:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    mask = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(mask >> (sig - 1) & 1)


def test_it_takes_the_program_with_it(jicket: Host, installed: Path) -> None:
    """Its input stays open, and its time is not over: nothing else ends it."""
    ours, theirs = os.pipe()
    run = jicket.start(["--timeout", "60"], program=[installed], stdin=ours)
    os.close(ours)
    pids = wait_for(lambda: descendants(run.pid), "it starts nothing")
    wait_for(lambda: os.readlink(f"/proc/{pids[0]}/exe") == str(worker(installed)), "it does not become the program")
    watched = Watched(pids)
    run.kill()
    run.wait()
    try:
        assert watched.ended(10), "the program goes on"
    finally:
        os.close(theirs)


def test_a_mail_system_that_ends_in_the_middle_is_noticed(dc: Sandbox, jicket: Host, installed: Path) -> None:
    """The mail looks whole, and its sender is dead: nobody knows whether there was more."""
    ours, theirs = os.pipe()
    status, told = os.pipe()
    code = ("import os, subprocess, sys; fd, out = int(sys.argv[1]), int(sys.argv[2])\n"
            "subprocess.Popen(sys.argv[3:], stdin=fd, stdout=out, stderr=out); os.close(fd)\n"
            "sys.stdin.read()")
    system = subprocess.Popen([sys.executable, "-c", code, str(ours), str(told), str(installed)], stdin=subprocess.PIPE,
                              env=jicket.environment(), pass_fds=[ours, told])
    os.close(ours)
    os.close(told)
    wait_for(lambda: len(descendants(system.pid)) > 1, "it starts nothing")
    os.write(theirs, mail())
    system.kill()
    system.wait()
    os.close(theirs)
    with os.fdopen(status, "rb") as out:
        assert out.read() == b"4.3.0 message arrived incomplete\n", jicket.log
    assert dc.issues() == []


def test_the_variable_of_a_launcher_is_nobody_elses(dc: Sandbox, jicket: Host) -> None:
    """One that is inherited by mistake does not count, and is no option that nobody knows."""
    run = ok(jicket.start(env={"JICKET_LAUNCHER": "1"}, data=mail()).finish())
    assert "JICKET_LAUNCHER" not in run.log, run
