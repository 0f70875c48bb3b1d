"""How a caller hands over the message, and how it goes away: nothing of it may lose a mail or leave a process."""

from __future__ import annotations

import base64
import binascii
import contextlib
import fcntl
import hashlib
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.lib.host import PROGRAM, Delivery, Host, failed, ok, one_line
from tests.lib.mails import mail
from tests.lib.processes import Watched, descendants, kill, wait_for
from tests.lib.sandbox import Sandbox

HANG = [{"do": "hang", "times": 0}]
STOPS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def only_issue(box: Sandbox) -> dict[str, Any]:
    issues = box.issues()
    assert len(issues) == 1, [one["fields"]["summary"] for one in issues]
    return issues[0]


def waits_for_jira(box: Sandbox, process: Delivery) -> list[int]:
    """jicket's processes as soon as its first request has reached the sandbox."""
    wait_for(box.requests, "a request to Jira")
    return [process.pid, *descendants(process.pid)]


def in_child(*steps: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        for step in steps:
            step()
    return run


# What standard input is

@pytest.mark.parametrize("what", ["closed", "empty", "null", "only an mbox line"])
def test_no_message(dc: Sandbox, jicket: Host, what: str) -> None:
    if what == "closed":
        run = jicket(stdin=subprocess.DEVNULL, preexec_fn=lambda: os.close(0))
    elif what == "null":
        run = jicket(stdin=subprocess.DEVNULL)
    else:
        run = jicket(input=b"" if what == "empty" else b"From a@b Sat Nov 21 00:00:00 2026\n")
    failed(run, "4.3.0")
    assert dc.issues() == []


def test_a_regular_file(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    (tmp_path / "mail").write_bytes(mail("From a file"))
    with (tmp_path / "mail").open("rb") as file:
        ok(jicket(stdin=file))
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == (tmp_path / "mail").stat().st_size, "read to its end"
    assert only_issue(dc)["fields"]["summary"].endswith("From a file")


def test_a_pipe_that_is_written_slowly(dc: Sandbox, jicket: Host) -> None:
    process = jicket.start()
    message = mail("Drop by drop", "\u00e9" * 50)
    for at in range(0, len(message), 7):
        process.give(message[at:at + 7], False)
    process.give(b"")
    process.finish()
    assert process.returncode == 0 and only_issue(dc)["fields"]["summary"].endswith("Drop by drop")


def test_a_non_blocking_pipe(dc: Sandbox, jicket: Host) -> None:
    """What a caller does to its end of the pipe is its business."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    process = jicket.start(stdin=read)
    os.close(read)
    with os.fdopen(write, "wb") as out:
        out.write(mail("Later"))
    process.finish()
    assert process.returncode == 0 and only_issue(dc)["fields"]["summary"].endswith("Later")


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "LF": lambda m: m, "CRLF": lambda m: m.replace(b"\n", b"\r\n"),
    "mbox line": lambda m: b"From carla@customer.example  Sat Nov 21 00:00:00 2026\n" + m,
    "mbox line CRLF": lambda m: (b"From MAILER-DAEMON Sat Nov 21 00:00:00 2026\n" + m).replace(b"\n", b"\r\n"),
    "blank line at the end": lambda m: m + b"\n",
    "8 bits in the header": lambda m: b"X-Odd: \xff\xfe\x80\n" + m, "NUL in the body": lambda m: m + b"a\x00b\n",
    "CR alone in the body": lambda m: m + b"a\rb\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_the_same_message(dc: Sandbox, jicket: Host, form: str) -> None:
    ok(jicket(input=FORMS[form](mail("The form", "First line.\nLast line.\n"))))
    issue = only_issue(dc)
    assert issue["fields"]["summary"].endswith("] The form")
    text = issue["fields"]["description"]
    assert "First line.\nLast line." in text and "\r" not in text and "From carla@customer.example  Sat" not in text


CUT = {"no end of line at the end": mail("The form", "First line.\nLast line.\n").rstrip(b"\n"),
       "in a line of the header": b"Subject: The form\nMessage-ID: <a@customer.example>\nFrom: car",
       "CR without LF": mail("The form", "First line.\nLast line.\n").rstrip(b"\n") + b"\r",
       "a header without end": b"Subject: The form\nFrom: carla@customer.example\n",
       "a header without end CRLF": b"Subject: The form\r\nFrom: carla@customer.example\r\n"}


@pytest.mark.parametrize("what", CUT)
def test_what_looks_cut_is_filed_from_a_file_only(dc: Sandbox, jicket: Host, tmp_path: Path, what: str) -> None:
    """A writer that dies gives a pipe a clean end. A file is as long as it is."""
    run = failed(jicket(input=CUT[what]), "4.3.0")
    assert run.stderr == b"4.3.0 message arrived incomplete\n" and run.requests == [], run
    (tmp_path / "mail").write_bytes(CUT[what])
    with (tmp_path / "mail").open("rb") as file:
        ok(jicket(stdin=file))
    assert only_issue(dc)["fields"]["summary"].endswith("] The form")


@pytest.mark.parametrize("mode", ["--inspect", "--dry-run"])
@pytest.mark.parametrize("what", CUT)
def test_a_person_may_look_at_what_is_cut(dc: Sandbox, jicket: Host, mode: str, what: str) -> None:
    run = jicket([mode], CUT[what])
    assert run.exit_code == 0 and b"The form" in run.stdout, run


ALL = b"Message-ID: <%d@customer.example>\nDate: Sat, 21 Nov 2026 10:00:00 +0000\n" % os.getpid()


@pytest.mark.parametrize("end", [b"\n", b"\r\n", ALL], ids=["LF", "CRLF", "all fields"])
def test_a_header_without_body(dc: Sandbox, jicket: Host, end: bytes) -> None:
    """It is whole if it has an end, or the fields that every mail has."""
    ok(jicket(input=b"Subject: only this\nFrom: carla@customer.example\n" + end))
    assert only_issue(dc)["fields"]["summary"].endswith("only this")


def test_a_body_without_header(dc: Sandbox, jicket: Host) -> None:
    """Whatever it is, nothing of it is lost."""
    ok(jicket(input=b"\nNo header at all.\n"))
    assert "No header at all." in only_issue(dc)["fields"]["description"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01" * 500 + b"\n", b"no colon anywhere\n" * 50, b":\n:\n: x\n\n\n"], ids=["binary", "prose", "colons"])
def test_what_is_no_mail_is_filed_all_the_same(dc: Sandbox, jicket: Host, data: bytes) -> None:
    ok(jicket(input=data))
    only_issue(dc)


# Size

def test_too_big_is_refused_and_read_to_the_end(dc: Sandbox, jicket: Host) -> None:
    read, write = os.pipe()
    process = jicket.start(["--max-size", "64k"], stdin=read)
    os.close(read)
    with os.fdopen(write, "wb", buffering=0) as out:
        for piece in [mail("Big")] + [b"x" * 65536] * 32:
            # A program that stops to read would end this by SIGPIPE, which Python makes an error.
            view = memoryview(piece)
            while view:
                view = view[out.write(view):]
    failed(process.finish(), "5.3.4", 65)
    assert dc.requests() == [], "Jira was not asked"


@pytest.mark.parametrize("by, code", [(-1, 0), (0, 0), (1, 65)])
def test_the_limit_itself(dc: Sandbox, jicket: Host, by: int, code: int) -> None:
    message = mail(body="x" * 70000)
    run = jicket(["--max-size", str(len(message) - by)], message)
    if code:
        failed(run, "5.3.4", code)
    else:
        ok(run)


def announced(message: bytes) -> int:
    """As Postfix counts: from the first Received field, in records of at most 2048 bytes, each with a byte for its kind
    and one for its length, or two if that is 128 or more."""
    size = 0
    for line in message[message.index(b"Received:"):].split(b"\n")[:-1]:
        # A line of just so many bytes ends in a record without any.
        records = [line[at:at + 2048] for at in range(0, len(line) + 1, 2048)]
        size += sum(len(one) + (2 if len(one) < 128 else 3) for one in records)
    return size


TRACE = b"Return-Path: <carla@customer.example>\nDelivered-To: support@example.com\nReceived: by mx; now\n"


BODIES = {"short lines": "Good day.\n" * 20, "long lines": "".join("x" * n + "\n" for n in (127, 128, 2047, 2048, 2049, 4096, 9000))}


@pytest.mark.parametrize("by", [-100000, -1, 0, 1, 512])
@pytest.mark.parametrize("body", BODIES)
def test_size_that_is_right(dc: Sandbox, jicket: Host, body: str, by: int) -> None:
    """What a filter adds to or takes from the mail is announced all the same."""
    message = TRACE + mail(body=BODIES[body])
    ok(jicket(["--size", str(max(0, announced(message) + by))], message))
    only_issue(dc)


@pytest.mark.parametrize("by", [513, 1000, 100000])
@pytest.mark.parametrize("body", BODIES)
def test_size_that_is_wrong(dc: Sandbox, jicket: Host, body: str, by: int) -> None:
    message = TRACE + mail(body=BODIES[body])
    run = ok(jicket(["--size", str(announced(message) + by)], message))
    assert f"{announced(message) + by} bytes were announced, {announced(message)} arrived" in run.log, run
    assert [one["filename"] for one in only_issue(dc)["attachments"]] == ["original.eml"]


def test_what_a_filter_removed_was_announced(dc: Sandbox, jicket: Host) -> None:
    """Postfix counts the records of fields that a milter deletes. A whole mail must not wait for them."""
    results = b"Authentication-Results: mx.example.com;" + b"\n\tspf=pass smtp.mailfrom=customer.example" * 20 + b"\n"
    message = TRACE + mail(body="Good day.\n")
    ok(jicket(["--size", str(announced(TRACE + results + mail(body="Good day.\n")))], message))
    assert "Good day." in only_issue(dc)["fields"]["description"]


# Output

@pytest.mark.parametrize("fds", [[1], [2], [1, 2]])
@pytest.mark.parametrize("works", [True, False])
def test_output_is_closed(dc: Sandbox, jicket: Host, fds: list[int], works: bool) -> None:
    """What jicket opens must not take the place of its output, where a message could be written into it."""
    if not works:
        dc.settings(maintenance=True)
    run = jicket(input=mail(), stdout=None, stderr=None, preexec_fn=in_child(*[lambda fd=fd: os.close(fd) for fd in fds]))
    assert run.exit_code == (0 if works else 75), run
    assert len(dc.issues()) == (1 if works else 0)


def full_pipe(blocking: bool) -> tuple[int, int]:
    read, write = os.pipe()
    os.set_blocking(write, False)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(write, b"x" * 65536)
    os.set_blocking(write, blocking)
    return read, write


@pytest.mark.parametrize("blocking", [False, True], ids=["non-blocking", "blocking"])
def test_stderr_is_a_pipe_that_nobody_reads(dc: Sandbox, jicket: Host, blocking: bool) -> None:
    """A caller that does not read must not hold us beyond the time limit."""
    dc.settings(maintenance=True)
    read, write = full_pipe(blocking)
    process = jicket.start(["--timeout", "2"], stderr=write)
    os.close(write)
    process.give(mail())
    try:
        assert process.must_end(10, "it writes to stderr for ever").exit_code == 75
    finally:
        os.close(read)


def test_stderr_is_a_pipe_without_reader(dc: Sandbox, jicket: Host) -> None:
    dc.settings(maintenance=True)
    read, write = os.pipe()
    os.close(read)
    process = jicket.start(stderr=write, restore_signals=True)
    os.close(write)
    process.give(mail())
    assert process.wait(20) == 75


# The machine has no room

def test_no_room_for_the_message(dc: Sandbox, jicket: Host) -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))  # noqa: E731
    failed(jicket(input=mail(body="x" * 100000), preexec_fn=limit, env={"JICKET_LOG_FILE": "/dev/null"}), "4.3.1")
    ok(jicket(input=mail(), preexec_fn=limit, env={"JICKET_LOG_FILE": "/dev/null"}))
    only_issue(dc)


@pytest.mark.parametrize("folder", ["/nonexistent", "/proc", "/dev/null"])
def test_no_folder_for_the_message(dc: Sandbox, jicket: Host, folder: str) -> None:
    data = mail(body="x" * 200000)
    failed(jicket(input=data, env={"TMPDIR": folder}), "4.3.1")
    ok(jicket(input=data))
    only_issue(dc)


@contextlib.contextmanager
def tiny(folder: Path, size: str) -> Iterator[dict[str, str]]:
    """A file system of this size for temporary files."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True)
    assert mounted.returncode == 0, f"this test mounts a small file system, as root: {mounted.stderr}"
    try:
        yield {"TMPDIR": str(folder)}
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    with tiny(tmp_path / "tiny", "64k") as env:
        failed(jicket(input=mail(body="x" * 200000), env=env), "4.3.1")
        ok(jicket(input=mail(), env=env))
    only_issue(dc)


def test_an_attached_message_needs_room_of_its_own(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    """The second temporary file does not fit: the ticket must still have all of the mail, or the mail must wait."""
    inner = mail("Inner", "inner text\n" * 12000).rstrip(b"\n")
    message = mail(attachments=[("inner.eml", inner, "message/rfc822")])
    with tiny(tmp_path / "tiny", "256k") as env:
        run = jicket(input=message, env=env)
    if run.exit_code:
        failed(run, "4.3.1")
    else:
        sizes = [one["size"] for one in only_issue(dc)["attachments"]]
        assert any(size >= len(inner) for size in sizes), (sizes, run)
    # No room now does not mean that the file stays cut for ever.
    ok(jicket(input=message))
    assert any(one["size"] >= len(inner) for one in only_issue(dc)["attachments"])


def test_nothing_is_left_in_the_temporary_folder(dc: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail(attachments=[("inner.eml", mail(), "message/rfc822")])))
    failed(jicket(["--max-size", "64k"], mail(body="x" * 70000)), "5.3.4", 65)
    assert [one.name for one in jicket.spool.iterdir()] == ["state"]
    left = list((jicket.spool / "state").iterdir())
    assert [one.name for one in left] == [f"memory-{os.getuid()}"], "what was filed a moment ago"
    assert left[0].stat().st_mode & 0o777 == 0o600 and left[0].stat().st_size <= 8192 * 128


# Signals and time

@pytest.mark.parametrize("sig", STOPS, ids=lambda sig: sig.name)
def test_a_signal_while_reading(dc: Sandbox, jicket: Host, sig: signal.Signals) -> None:
    process = jicket.start()
    process.give(mail(), False)
    wait_for(lambda: blocks(process.pid, sig), "jicket takes signals into its own hands")
    process.send_signal(sig)
    stdout, stderr = process.stdout.read(), process.stderr.read()  # type: ignore[union-attr]
    assert (process.wait(20), stdout) == (75, b"")
    one_line(stderr, "4.3.2")
    process.give(b"")
    assert dc.requests() == []


def blocks(pid: int, sig: signal.Signals) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return bool(int(fields["SigCgt"], 16) & 1 << sig - 1)


@pytest.mark.parametrize("sig", STOPS, ids=lambda sig: sig.name)
@pytest.mark.parametrize("ignored", [False, True], ids=["", "ignored by the caller"])
def test_a_signal_while_waiting_for_jira(jira: Sandbox, jicket: Host, sig: signal.Signals, ignored: bool) -> None:
    """Exim ignores them, and what is ignored is inherited."""
    jira.faults(HANG)
    ignore = in_child(*[lambda one=one: signal.signal(one, signal.SIG_IGN) for one in STOPS if ignored])
    data = mail()
    process = jicket.start(preexec_fn=ignore)
    process.give(data)
    pids = waits_for_jira(jira, process)
    assert len(pids) == 2, "guard and child"
    watched = Watched(pids)
    process.send_signal(sig)
    failed(process.finish(), "4.3.2")
    assert watched.ended(), "a process was left"
    jira.faults([])
    ok(jicket(input=data))
    only_issue(jira)


@contextlib.contextmanager
def source_of(kind: str) -> Iterator[int]:
    """A standard input on which nothing comes, or zeros without end."""
    zeros, (read, write) = os.open("/dev/zero", os.O_RDONLY), os.pipe()
    try:
        yield read if kind == "silent" else zeros
    finally:
        for fd in (zeros, read, write):
            os.close(fd)


@pytest.mark.parametrize("args", [[], ["--no-such-option"]], ids=["filing", "broken configuration"])
@pytest.mark.parametrize("source", ["silent", "endless"])
def test_the_time_limit_while_reading(dc: Sandbox, jicket: Host, source: str, args: list[str]) -> None:
    """A caller that sends nothing, or without end, is given no more time than any other."""
    with source_of(source) as stdin:
        process = jicket.start(["--timeout", "1", "--max-size", "64k", *args], stdin=stdin)
        run = process.must_end(5, "the time limit does not bound the reading")
    assert run.exit_code in (65, 75)


@pytest.mark.parametrize("source, args, codes", [("endless", [], (65, 75)), ("endless", ["--no-such-option"], (65, 75)),
                                                 ("silent", ["--no-such-option"], (75,))])
def test_a_signal_while_it_drains(dc: Sandbox, jicket: Host, source: str, args: list[str], codes: tuple[int, ...]) -> None:
    """Its input is too long, or its configuration broken: it only reads to the end."""
    with source_of(source) as stdin:
        process = jicket.start(["--max-size", "64k", *args], stdin=stdin)
        wait_for(lambda: blocks(process.pid, signal.SIGTERM), "jicket takes signals into its own hands")
        process.terminate()
        assert process.must_end(8, "the signal has no effect").exit_code in codes


def test_the_time_limit_counts_reading_and_filing_together(dc: Sandbox, jicket: Host) -> None:
    dc.faults([{"do": "delay", "seconds": 0.5, "times": 0}])
    begin = time.monotonic()
    failed(jicket(["--timeout", "1"], mail(attachments=[(f"{n}", b"x") for n in range(9)])), "4.4.2")
    assert time.monotonic() - begin < 3
    dc.faults([])
    # The request that was given up still has its effect, which is not the next test's.
    wait_for(lambda: all(one["status"] for one in dc.requests()), "the delayed request is through")


def test_the_guard_is_killed(dc: Sandbox, jicket: Host) -> None:
    """Postfix kills the whole process group, but a child of its own group must go as well."""
    dc.faults(HANG)
    process = jicket.start()
    process.give(mail())
    pids = waits_for_jira(dc, process)
    watched = Watched(pids)
    process.kill()
    process.finish()
    assert watched.ended(), "the child lives on without its guard"


def test_the_child_is_killed(dc: Sandbox, jicket: Host) -> None:
    """The second child files the message as it is: better a plain ticket than none."""
    dc.faults([{"do": "hang", "times": 1}])
    message = mail("Killed")
    process = jicket.start()
    process.give(message)
    kill(waits_for_jira(dc, process)[1], signal.SIGSEGV)
    ok(process.finish())
    issue = only_issue(dc)
    assert issue["attachments"][0]["sha256"] == hashlib.sha256(message).hexdigest()


def test_both_children_are_killed(dc: Sandbox, jicket: Host) -> None:
    dc.faults(HANG)
    process = jicket.start()
    process.give(mail())
    for count in (1, 2):
        wait_for(lambda count=count: len(dc.requests()) == count, "a request to Jira")
        for pid in descendants(process.pid):
            kill(pid, signal.SIGSEGV)
    failed(process.finish(), "4.3.0")


def test_a_child_that_is_killed_half_way_leaves_no_double(dc: Sandbox, jicket: Host) -> None:
    dc.faults([{"method": "POST", "path": "attachments$", "do": "hang"}])
    message = mail("Killed", attachments=[("a.bin", b"a" * 1000)])
    process = jicket.start()
    process.give(message)
    wait_for(lambda: any(one["path"].endswith("attachments") for one in dc.requests()), "an upload")
    for pid in descendants(process.pid):
        kill(pid, signal.SIGKILL)
    process.finish()
    assert process.returncode in (0, 75)
    ok(jicket(input=message))
    names = [one["filename"] for one in only_issue(dc)["attachments"]]
    assert names.count("a.bin") == 1, names


def test_a_caller_that_dies_while_we_read(dc: Sandbox, jicket: Host) -> None:
    """The end of the input then proves nothing: Postfix, when stopped, leaves a clean end after 64 KiB."""
    script = ("import os, subprocess, sys\n"
              "child = subprocess.Popen(sys.argv[1:], stdin=0)\n"
              "print(child.pid, flush=True)\n"
              "os.read(3, 1)\n")
    read, write = os.pipe()
    hold, release = os.pipe()
    fcntl.fcntl(hold, fcntl.F_DUPFD, 10)
    caller = jicket.start(program=[sys.executable, "-I", "-c", script, PROGRAM], stdin=read,
                          pass_fds=[3] if move_to(hold, 3) else [])
    os.close(read)
    assert caller.stdout
    pid = int(caller.stdout.readline())
    watched = Watched([pid])
    os.write(write, mail("Cut"))
    wait_for(lambda: blocks(pid, signal.SIGTERM), "jicket has begun")
    os.close(release)
    caller.wait(20)
    os.close(write)
    assert watched.ended(20)
    run = caller.finish()
    assert run.stdout == b""
    one_line(run.stderr, "4.3.0")
    assert dc.requests() == [], "the message was not filed"


def move_to(fd: int, wanted: int) -> bool:
    """Gives a descriptor a number that a script can know."""
    if fd != wanted:
        os.dup2(fd, wanted)
    os.set_inheritable(wanted, True)
    return True


def test_inherited_descriptors_are_closed(dc: Sandbox, jicket: Host) -> None:
    """fetchmail hands over its connection, and whoever waits for the end of such a pipe would wait for us."""
    dc.faults(HANG)
    read, write = os.pipe()
    process = jicket.start(pass_fds=[write])
    os.close(write)
    process.give(mail())
    pids = waits_for_jira(dc, process)
    assert len(pids) == 2
    os.set_blocking(read, False)
    assert os.read(read, 1) == b"", "somebody still holds the other end"
    os.close(read)
    process.terminate()
    process.finish()


def test_standard_input_is_not_held_while_jira_is_slow(dc: Sandbox, jicket: Host) -> None:
    """The child keeps 1 and 2 of its caller no longer than the guard lives."""
    dc.faults(HANG)
    process = jicket.start(["--timeout", "2"])
    process.give(mail())
    assert process.stdout and process.stdout.read() == b"", "end of output comes with the end of the program"
    assert process.wait(5) == 75
    process.finish()


# Hostile mail

def nested_groups(size: int) -> bytes:
    return b"From: " + b"a:" * (size // 2) + b"x@y.example" + b";" * (size // 2) + b"\n"


def filed_with_original(box: Sandbox, message: bytes) -> None:
    issue = only_issue(box)
    sums = {one["filename"]: one["sha256"] for one in issue["attachments"]}
    assert sums.get("original.eml") == hashlib.sha256(message).hexdigest(), sums


def test_poison_header(jira: Sandbox, jicket: Host) -> None:
    """Nested groups in an address crash the MIME library by its recursion."""
    message = nested_groups(80 << 10) + mail("Poison").split(b"\n", 1)[1]
    ok(jicket(input=message))
    issue = only_issue(jira)
    assert issue["fields"]["summary"].endswith("Poison")
    if issue["attachments"]:
        filed_with_original(jira, message)
    else:
        assert "it does not work" in issue["fields"]["description"]
    ok(jicket(input=message))
    only_issue(jira)


def test_poison_header_beyond_the_limit(dc: Sandbox, jicket: Host) -> None:
    message = nested_groups(250 << 10) + b"To: x@y.example\n" + mail("Poison").split(b"\n", 1)[1]
    ok(jicket(input=message))
    issue = only_issue(dc)
    if issue["attachments"]:
        filed_with_original(dc, message)
    else:
        assert "it does not work" in issue["fields"]["description"]


@pytest.mark.parametrize("size", [80 << 10, 250 << 10, 2 << 20])
def test_poison_in_an_attached_message(dc: Sandbox, jicket: Host, size: int) -> None:
    inner = nested_groups(size) + b"Subject: inner\n\ninner text"
    message = mail("Poisoned", attachments=[("inner.eml", inner, "message/rfc822"), ("a.bin", b"a" * 100)])
    ok(jicket(input=message))
    whole = {hashlib.sha256(one).hexdigest() for one in (inner, inner + b"\n", message)}
    assert any(one["sha256"] in whole for one in only_issue(dc)["attachments"]), only_issue(dc)["attachments"]
    assert "core" not in " ".join(os.listdir("/"))


@pytest.mark.parametrize("field", [b"To", b"Cc", b"Reply-To", b"Sender", b"Resent-To", b"Content-Type", b"Content-Disposition",
                                   b"References", b"In-Reply-To", b"Message-ID", b"Date", b"Subject", b"Received"])
@pytest.mark.parametrize("value", [b"a:" * 40000, b"(" * 80000, b"<" * 80000, b"=?utf-8?q?a" * 8000, b"\"\\" * 40000, b"; a*0*=" * 10000],
                         ids=["groups", "comments", "angles", "words", "quotes", "parameters"])
def test_hostile_field(dc: Sandbox, jicket: Host, field: bytes, value: bytes) -> None:
    ok(jicket(["--timeout", "20"], field + b": " + value + b"\nFrom: c@customer.example\nX: y\n\nThe text.\n"))
    only_issue(dc)


def bomb_headers(count: int) -> bytes:
    return b"Subject: many\n" + b"".join(b"X-%d: y\n" % n for n in range(count)) + b"\nThe text.\n"


def test_the_same_message_in_other_pieces_is_the_same(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    """A header over the limit is cut, and where it is cut must not hang on how the pipe was filled: without an id, the
    message is known by its content."""
    message = bomb_headers(100000)
    (tmp_path / "mail").write_bytes(message)
    with (tmp_path / "mail").open("rb") as file:
        ok(jicket(stdin=file))
    before = dc.state()
    for size in (1000, 4096, 65535):
        process = jicket.start()
        for at in range(0, len(message), size):
            process.give(message[at:at + size], False)
        process.give(b"")
        process.finish()
        assert process.returncode == 0, jicket.log
    assert dc.state() == before, [one["fields"]["labels"] for one in dc.issues()]


BOMBS: dict[str, Callable[[], bytes]] = {
    "300000 headers": lambda: bomb_headers(300000),
    "5000 headers": lambda: bomb_headers(5000),
    "20 MB subject": lambda: b"Subject: " + b"s" * (20 << 20) + b"\nFrom: c@customer.example\n\nThe text.\n",
    "1 MB line": lambda: mail(body="x" * (1 << 20) + "\n"),
    "20 MB of text": lambda: mail(body="0123456789\n" * (2 << 20)),
    "deep multiparts": lambda: deep(5000),
    "20000 parts": lambda: mail(attachments=[]).split(b"Content-Type", 1)[0] + b'Content-Type: multipart/mixed; boundary="b"\n\n'
    + b"--b\n\nx\n" * 20000 + b"--b--\n",
    "2 MB html": lambda: html_mail(b"<div>" * 400000),
    "html entities": lambda: html_mail(b"&#x1F600;&amp;&lt;" * 50000),
}


def html_mail(body: bytes) -> bytes:
    return mail().split(b"Content-Type", 1)[0] + b"Content-Type: text/html\n\n" + body + b"\n"


def deep(levels: int) -> bytes:
    out = mail().split(b"Content-Type", 1)[0]
    for level in range(levels):
        out += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return out + b"\nThe bottom.\n"


@pytest.mark.parametrize("name", BOMBS)
def test_bomb(dc: Sandbox, jicket: Host, name: str) -> None:
    dc.settings(upload_limit=1 << 30)
    message = BOMBS[name]()
    ok(jicket(["--timeout", "20"], message))
    issue = only_issue(dc)
    complete = {hashlib.sha256(message).hexdigest()}
    if name in ("300000 headers", "5000 headers", "20 MB subject", "20 MB of text", "deep multiparts", "20000 parts"):
        assert complete & {one["sha256"] for one in issue["attachments"]}, [one["filename"] for one in issue["attachments"]]
    assert len(issue["fields"].get("description") or "") <= 32767
    before = dc.state()
    ok(jicket(["--timeout", "20"], message))
    assert dc.state() == before, "the second delivery adds nothing"


def test_no_core_files(dc: Sandbox, jicket: Host, tmp_path: Path) -> None:
    """A core would hold the mail and the password."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    dc.faults([{"do": "hang", "times": 1}])
    unlimited = lambda: (os.chdir(folder), resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2))  # noqa: E731
    process = jicket.start(preexec_fn=unlimited)
    process.give(mail())
    for pid in waits_for_jira(dc, process):
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert [line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core file size")] == [["0", "0"]], limits
    kill(descendants(process.pid)[0], signal.SIGSEGV)
    process.finish()
    assert process.returncode == 0 and list(folder.iterdir()) == []


def test_a_process_of_the_same_user_sees_nothing(dc: Sandbox, jicket: Host) -> None:
    """Postfix runs all aliases without an owner as nobody: what else runs so must not read the password there."""
    with tempfile.TemporaryDirectory(prefix="jicket-e2e-") as folder:
        # pytest's own folders are closed to others.
        os.chmod(folder, 0o755)
        shutil.copy(PROGRAM, folder)
        dc.faults(HANG)
        process = jicket.start(env={"JICKET_CONFIG": None, "JICKET_LOG_FILE": "/dev/null", "TMPDIR": None},
                               program=[Path(folder) / PROGRAM.name], user=65534, group=65534)
        process.give(mail())
        for pid in waits_for_jira(dc, process):
            status = Path(f"/proc/{pid}/status").read_text()
            assert "Uid:\t65534" in status, "it runs as that user"
            assert Path(f"/proc/{pid}/environ").stat().st_uid == 0, "and yet its memory is not that user's to read"
        process.terminate()
        process.finish()


CONTENT = bytes(range(256)) * 400


def uuencoded() -> bytes:
    lines = [binascii.b2a_uu(CONTENT[at:at + 45]) for at in range(0, len(CONTENT), 45)]
    return mail(body="See below.\nbegin 644 room.bin\n" + b"".join(lines).decode("ascii") + "`\nend\n")


def data_uri() -> bytes:
    coded = base64.b64encode(CONTENT).decode("ascii")
    html = f'<p>See <img src="data:image/png;base64,{coded}"> here.</p>'
    return mail(body=html).replace(b"text/plain", b"text/html")


def tnef_attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xffff)


def winmail() -> bytes:
    data = (struct.pack("<IH", 0x223e9f78, 1) + tnef_attribute(2, 0x00069002, bytes(14))
            + tnef_attribute(2, 0x00018010, b"room.bin\0") + tnef_attribute(2, 0x0006800f, CONTENT))
    return mail(attachments=[("winmail.dat", data, "application/ms-tnef")])


def der(tag: int, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">BBI", tag, 0x84, len(data)) + data


def signed() -> bytes:
    inside = b"Content-Type: text/plain\n\n" + b"the signed text\n" * 8000
    oid = bytes.fromhex("2a864886f70d0107")
    content = der(0x30, der(6, oid + b"\x01"), der(0xa0, der(4, inside)))
    data = der(0x30, der(6, oid + b"\x02"), der(0xa0, der(0x30, der(2, b"\x01"), der(0x31), content)))
    return mail(attachments=[("smime.p7m", data, "application/pkcs7-mime; smime-type=signed-data")])


@pytest.mark.parametrize("make", [uuencoded, data_uri, winmail, signed])
def test_no_room_for_what_stands_in_a_part(dc: Sandbox, jicket: Host, tmp_path: Path, make: Callable[[], bytes]) -> None:
    """There is room for the mail, but not for what is taken out of it: the mail waits, whole."""
    message = make()
    with tiny(tmp_path / "tiny", f"{len(message) // 1024 + 40}k") as env:
        failed(jicket(input=message, env=env), "4.3.1")
    assert dc.issues() == []
    ok(jicket(input=message))
    assert only_issue(dc)["attachments"]


def few(soft: int, hard: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_what_stands_in_a_part_shares_a_descriptor(dc: Sandbox, jicket: Host) -> None:
    files = "".join(f"begin 644 {n}.bin\n#86)C\n`\nend\n" for n in range(40))
    ok(jicket(input=mail(body="See below.\n" + files), preexec_fn=few(24, 24)))
    found = only_issue(dc)["attachments"]
    assert sorted(one["filename"] for one in found) == sorted(f"{n}.bin" for n in range(40))
    assert {one["size"] for one in found} == {3}, found


def encoded(number: int) -> bytes:
    """A message in base64, which no message may be; some are forwarded so."""
    inner = base64.encodebytes(mail(f"Inner {number}", f"Word inner{number}.\n"))
    return (b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=%d.eml\n\n"
            % number + inner)


@pytest.mark.parametrize("soft, hard", [(64, 64), (24, 256)])
def test_hundreds_of_encoded_messages_need_few_descriptors(dc: Sandbox, jicket: Host, soft: int, hard: int) -> None:
    message = mail().split(b"Content-Type")[0] + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"".join(
        b"--b\n" + encoded(n) for n in range(300)) + b"--b--\n"
    ok(jicket(input=message, preexec_fn=few(soft, hard)))
    assert len(only_issue(dc)["attachments"]) == 300


def test_too_few_descriptors_for_large_files_keep_the_mail(dc: Sandbox, jicket: Host) -> None:
    """Those are not put together. What may be raised is raised; where that is not enough, the mail waits."""
    line = "M" + "86)C" * 15 + "\n"
    files = "".join(f"begin 644 {n}.bin\n{line * 100000}`\nend\n" for n in range(12))
    message = mail(body="See below.\n" + files)
    failed(jicket(["--timeout", "50"], message, preexec_fn=few(16, 16)), "4.3.1")
    assert dc.issues() == []
    ok(jicket(["--timeout", "50"], message, preexec_fn=few(16, 256)))
    assert len(only_issue(dc)["attachments"]) == 12


def test_attached_messages_need_no_descriptors(dc: Sandbox, jicket: Host) -> None:
    message = mail(attachments=[(f"{n}.eml", mail(f"Inner {n}").rstrip(b"\n"), "message/rfc822") for n in range(60)])
    ok(jicket(input=message, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))))
    assert len(only_issue(dc)["attachments"]) == 60
