#!/usr/bin/env python3
"""The soak: mails of many kinds through real Postfix queues, while Jira fails a third of all requests and deliveries are
killed.

    python3 -m tests.delivery.long.soak --messages 2000 [--seed 1] [--hosts 2] [--lag 2] [--faults 0.33]

At the end each mail must be in Jira exactly once, with each of its files, and nothing may be left or have bounced.
With two hosts each mail is handed to both; what both filed within the lag of Jira's index is counted, and the later
issue must point to the earlier one. The last line is "held" or "FAILED"; the exit status tells the same.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import json
import os
import pwd
import random
import re
import signal
import smtplib
import socketserver
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Optional

from tests.lib import postfix as postfix_module
from tests.lib.compose import File, mail
from tests.lib.faulty import Faulty
from tests.lib.host import PROJECT
from tests.lib.jira import mark_of, marks
from tests.lib.postfix import DOMAIN, PIPE_DOMAIN, Postfix, Sink, SinkHandler
from tests.lib.processes import descendants, kill
from tests.lib.sandbox import Sandbox

USERS = ("nobody", "daemon")
TIMEOUT = 5
SENDERS = 8
ADDRESSES = (f"support@{DOMAIN}", f"support@{PIPE_DOMAIN}")
TEXTS = ("Good day, it does not work.", "Gr\u00fc\u00dfe aus K\u00f6ln, na\u00efve Fa\u00e7ade",
         "\u65e5\u672c\u8a9e\u306e\u30e1\u30fc\u30eb",
         "\u0414\u043e\u0431\u0440\u044b\u0439 \u0434\u0435\u043d\u044c", "A line of 10 \u20ac and more")
# What stands in many mails: the ticket needs it once.
LOGO = File("logo.gif", random.Random("logo").randbytes(900))
NAMES = ("image001.png", "image001.png", "scan.pdf", "r\u00e9sum\u00e9.pdf", "log.txt")
MORE = """
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
in_flow_delay = 0
local_destination_concurrency_limit = 24
jicket_destination_concurrency_limit = 24
initial_destination_concurrency = 24
smtpd_client_connection_count_limit = 0
export_environment = TZ MAIL_CONFIG LANG TMPDIR={folder}/tmp
"""


# Mails

@dataclass
class Mail:
    """One mail, and what must become of it."""

    number: int
    kind: str
    data: bytes
    text: str
    files: list[str]                # SHA-256
    parent: Optional["Mail"] = None
    routes: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        return token(self.number)


def token(number: int) -> str:
    """A word that stands in the text of this mail and nowhere else."""
    return f"soak{number:06}x"


TOKEN = re.compile(r"soak(\d{6})x")


class Writer:
    """Writes mails, from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed, self.random = seed, random.Random(seed)
        self.mails: list[Mail] = []

    def ident(self, number: int) -> str:
        return f"{token(number)}.{self.seed}@customer.example"

    def attachments(self) -> list[File]:
        """Names come more than once, in a mail and among mails; sizes may be equal as well."""
        names = self.random.sample(NAMES, self.random.randint(1, 3))
        files = [File(name, self.random.randbytes(self.random.choice((900, 900, 4000, 30000)))) for name in names]
        return files + [LOGO] if self.random.random() < 0.5 else files

    def add(self, kind: str, subject: str, with_files: bool, parent: Optional[Mail], **headers: str) -> Mail:
        number = len(self.mails)
        text = f"{token(number)} {self.random.choice(TEXTS)}"
        files = self.attachments() if with_files else []
        data = mail(self.ident(number), subject, f"Hello,\n\n{text}\n\nGood bye\n", files, **headers)
        digests = [hashlib.sha256(file.data).hexdigest() for file in files]
        one = Mail(number, kind, data, text, digests, parent)
        # A mail may come twice: at once or later, by the same way or by the other.
        one.routes = self.random.choices(ADDRESSES, k=2 if self.random.random() < 0.1 else 1)
        self.mails.append(one)
        return one

    def original(self) -> Mail:
        with_files = self.random.random() < 0.4
        subject = f"{self.random.choice(TEXTS)} ({len(self.mails)})"
        return self.add("with files" if with_files else "plain", subject, with_files, None)

    def reply(self, parent: Mail, tag: str) -> Mail:
        by_tag, with_files = self.random.random() < 0.4, self.random.random() < 0.4
        subject = f"Re: [#{tag}] something" if by_tag else "Re: something else"
        before = f"<{self.ident(parent.number)}>"
        headers = {} if by_tag else {"In_Reply_To": before, "References": before}
        return self.add("reply by tag" if by_tag else "reply by reference", subject, with_files, parent, **headers)


# Hosts

class AddressSink(Sink):
    """The sink on another address."""

    def __init__(self, address: str) -> None:
        socketserver.ThreadingTCPServer.__init__(self, (address, 0), SinkHandler)
        self.mails = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


class Namespace:
    """A network namespace, joined to ours by two interfaces that only these tests use."""

    def __init__(self, number: int) -> None:
        self.name = f"jicket-{os.getpid()}-{number}"
        self.link = f"jk{os.getpid() % 10000000}.{number}"
        # From the block for benchmarks (RFC 2544), which no real network has.
        net = f"198.{18 + os.getpid() // 16384 % 2}.{os.getpid() // 64 % 256}.{os.getpid() % 32 * 8 + number * 4}"
        first, _, last = net.rpartition(".")
        self.outside, self.inside = f"{first}.{int(last) + 1}", f"{first}.{int(last) + 2}"

    def start(self) -> "Namespace":
        run("ip", "netns", "add", self.name)
        try:
            run("ip", "link", "add", self.link, "type", "veth", "peer", "name", "eth0", "netns", self.name)
            run("ip", "addr", "add", f"{self.outside}/30", "dev", self.link)
            run("ip", "link", "set", self.link, "up")
            run("ip", "-n", self.name, "addr", "add", f"{self.inside}/30", "dev", "eth0")
            for device in ("eth0", "lo"):
                run("ip", "-n", self.name, "link", "set", device, "up")
        except AssertionError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """With the namespace both interfaces go."""
        subprocess.run(["ip", "netns", "del", self.name], capture_output=True, check=False)
        subprocess.run(["ip", "link", "del", self.link], capture_output=True, check=False)


def run(*words: str) -> None:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=20)
    except OSError as error:
        raise AssertionError(f"{words[0]}: {error}") from None
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"


class MailHost(Postfix):
    """A Postfix with short waits, a user of its own, and maybe a network of its own."""

    def __init__(self, user: str = USERS[0], space: Optional[Namespace] = None) -> None:
        super().__init__()
        self.user, self.space = user, space
        self.owner = pwd.getpwnam(user)
        self.address = space.inside if space else "127.0.0.1"
        self.jira: Optional[Faulty] = None
        if space:
            self.sink.stop()
            self.sink = AddressSink(space.outside)

    def command(self, *words: str, check: bool = True) -> str:
        if words == ("postfix", "start"):
            self.adjust()
            if self.space:
                run("ip", "netns", "exec", self.space.name, "postfix", "-c", str(self.folder / "etc"), "start")
                return ""
        return super().command(*words, check=check)

    def adjust(self) -> None:
        """Before the start: what the tests with one mail at a time do not need."""
        (self.folder / "tmp").mkdir()
        self.give_away(self.folder / "tmp")
        main, master = self.folder / "etc" / "main.cf", self.folder / "etc" / "master.cf"
        text = main.read_text() + MORE.format(folder=self.folder)
        services = master.read_text().replace(f"user={USERS[0]}", f"user={self.user}")
        if self.space:
            text = text.replace("[127.0.0.1]", f"[{self.space.outside}]")
            text = text.replace("inet_interfaces = 127.0.0.1", "inet_interfaces = all")
            services = services.replace(f"127.0.0.1:{self.port}", f"{self.address}:{self.port}")
        main.write_text(text)
        master.write_text(services)

    def send(self, message: bytes, to: str, sender: str = "carla@customer.example") -> str:
        with smtplib.SMTP(self.address, self.port, local_hostname="client.test", timeout=60) as smtp:
            smtp.sendmail(sender, [to], message, ["BODY=8BITMIME"])
        return ""

    def deliveries(self) -> collections.Counter[str]:
        """How the runs of jicket ended."""
        return collections.Counter(re.findall(r"/(?:local|pipe)\[.* status=(\w+)", self.log))


# The soak

@dataclass
class Result:
    mails: list[Mail]
    issues: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class Killer(threading.Thread):
    """Cuts the power of one delivery after the other, at random moments: guard and child at once."""

    def __init__(self, host: MailHost, seed: int, pause: float) -> None:
        super().__init__(daemon=True)
        self.host, self.chance, self.pause = host, random.Random(f"kills {seed}"), pause
        self.kills = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(self.chance.uniform(0, 2 * self.pause)):
            pids = self.host.processes(self.host.program, self.host.worker)
            guards = [pid for pid in pids if set(descendants(pid)) & set(pids)]
            if guards:
                self.cut_power(self.chance.choice(guards))

    def cut_power(self, guard: int) -> None:
        kill(guard, signal.SIGSTOP)
        victims = [guard, *descendants(guard)]
        for pid in victims[1:]:
            kill(pid, signal.SIGSTOP)
        for pid in reversed(victims):
            kill(pid)
        self.kills += 1

    def stop(self) -> None:
        self.over.set()
        self.join(10)


class Soak:
    def __init__(self, messages: int, seed: int = 1, hosts: int = 1, lag: float = 0, share: float = 1 / 3,
                 seconds: float = 1800, kills: float = 0) -> None:
        self.messages, self.seed, self.lag, self.share = messages, seed, lag, share
        self.writer = Writer(seed)
        self.box = Sandbox("datacenter", validate=False, search_lag=lag)
        self.count = hosts
        self.hosts: list[MailHost] = []
        self.spaces: list[Namespace] = []
        self.sent = 0
        self.kills, self.killers = kills, []      # type: float, list[Killer]
        self.began = time.monotonic()
        self.end = self.began + seconds

    # Set-up and clean-up

    def __enter__(self) -> "Soak":
        reason = postfix_module.missing()
        assert not reason, reason
        if "/usr/sbin" not in os.environ["PATH"].split(":"):
            os.environ["PATH"] += ":/usr/sbin:/sbin"
        try:
            self.box.start()
            self.make_spaces()
            for number in range(self.count):
                self.add_host(number)
        except BaseException:
            self.clean_up()
            raise
        return self

    def make_spaces(self) -> None:
        if self.count == 1:
            return
        try:
            for number in range(self.count):
                self.spaces.append(Namespace(number).start())
        except AssertionError as error:
            print(f"  no network namespaces here ({error}): all hosts are on the loopback interface")
            for space in self.spaces:
                space.stop()
            self.spaces = []

    def add_host(self, number: int) -> None:
        space = self.spaces[number] if self.spaces else None
        host = MailHost(USERS[number], space)
        self.hosts.append(host)
        where = space.outside if space else "127.0.0.1"
        host.jira = Faulty(self.box.port, self.share, self.seed + number, where)
        host.start()
        options = {**self.box.auth, "JICKET_JIRA_URL": f"http://{where}:{host.jira.port}{self.box.context}"}
        host.configure(JICKET_TIMEOUT=TIMEOUT, JICKET_JIRA_PROJECT=PROJECT, JICKET_JIRA_FLAVOUR="datacenter", **options)

    def clean_up(self) -> None:
        """Ends all of it, whatever goes wrong in between."""
        with contextlib.ExitStack() as stack:
            stack.callback(self.box._end)
            for space in self.spaces:
                stack.callback(space.stop)
            for killer in self.killers:
                stack.callback(killer.stop)
            for host in self.hosts:
                if host.jira:
                    stack.callback(host.jira.stop)
                stack.callback(host.stop)

    def __exit__(self, *_: Any) -> None:
        self.clean_up()

    # Sending

    def waves(self) -> Iterator[list[Mail]]:
        """Mails in waves: answers are to what is in Jira when their wave begins."""
        size = max(self.messages // 12, 30)
        while len(self.writer.mails) < self.messages:
            known = self.tags() if self.writer.mails else []
            left = min(size, self.messages - len(self.writer.mails))
            yield [self.next_mail(known) for _ in range(left)]

    def tags(self) -> list[tuple[Mail, str]]:
        """The mails that are issues by now, and their ticket ids."""
        found = {}
        for issue in self.box.issues():
            for number in numbers_in(issue["fields"]["description"]):
                found.setdefault(number, issue["fields"]["labels"][0])
        return [(self.writer.mails[number], tag) for number, tag in found.items()]

    def next_mail(self, known: list[tuple[Mail, str]]) -> Mail:
        if known and self.writer.random.random() < 0.4:
            return self.writer.reply(*self.writer.random.choice(known))
        return self.writer.original()

    def send_all(self) -> None:
        with ThreadPoolExecutor(SENDERS) as pool:
            for wave in self.waves():
                jobs = [(host, one.data, to) for one in wave for to in one.routes for host in self.hosts]
                # Both hosts get a mail at the same moment; a second copy may come much later than the first.
                late = [job for i, job in enumerate(jobs) if i % 5 == 4 and job[1] == jobs[i - 1][1]]
                ordered = [job for job in jobs if job not in late] + late
                for _ in pool.map(lambda job: job[0].send(job[1], job[2]), ordered):
                    self.sent += 1
                self.wait_for_queue(0 if self.lag else len(jobs) // 2)
                if self.lag:
                    # What the next wave answers must be known to the search.
                    self.box.clock(self.lag + 1)

    # Waiting

    def wait_for_queue(self, left: int, flush: bool = False) -> None:
        """Until no more than this many mails are in the queues, or the time for it is over."""
        next_flush = 0.0
        while sum(len(host.queue()) for host in self.hosts) > left:
            if time.monotonic() > self.end:
                assert not flush, "the queues do not get empty:\n" + "\n".join(host.log[-4000:] for host in self.hosts)
                return
            if flush and time.monotonic() > next_flush:
                next_flush = time.monotonic() + 2
                for host in self.hosts:
                    host.flush()
            time.sleep(0.1)

    def run(self) -> Result:
        if self.kills:
            self.killers = [Killer(host, self.seed, self.kills) for host in self.hosts]
        for killer in self.killers:
            killer.start()
        self.send_all()
        self.wait_for_queue(self.messages // 50 + 3)
        for killer in self.killers:
            killer.stop()
        for host in self.hosts:
            assert host.jira
            host.jira.share = 0
        self.end = time.monotonic() + 120
        self.wait_for_queue(0, flush=True)
        result = Result(self.writer.mails, self.box.issues())
        self.count_up(result)
        self.check_hosts(result)
        if self.count == 1:
            Check(result).alone()
        else:
            self.check_twins(result)
        return result

    def check_twins(self, result: Result) -> None:
        """Twins that nobody could see within the lag are pointed out by the next delivery of any of their mails."""
        check = Check(result)
        check.together(self.count)
        unpointed = check.unpointed()
        result.figures["twins without a pointer when the queues were empty"] = len(unpointed)
        if self.lag:
            self.box.clock(self.lag + 1)
        for number in unpointed:
            self.hosts[0].send(result.mails[number].data, ADDRESSES[0])
        self.wait_for_queue(0, flush=True)
        again = Result(result.mails, self.box.issues())
        left = Check(again).unpointed()
        result.figures["... and after one more delivery of each"] = len(left)
        result.problems += [f"{token(number)}: no pointer even after one more delivery" for number in left]
        if len(again.issues) != len(result.issues):
            result.problems.append(f"{len(result.issues)} issues became {len(again.issues)}")

    def count_up(self, result: Result) -> None:
        jiras = [host.jira for host in self.hosts if host.jira]
        runs: collections.Counter[str] = sum((host.deliveries() for host in self.hosts), collections.Counter())
        figures = result.figures
        figures["hosts"] = f"{self.count}, " + ("each in a network namespace" if self.spaces else "on loopback")
        figures["messages"] = f"{len(result.mails)}: " + told(collections.Counter(one.kind for one in result.mails))
        figures["handed to Postfix"] = self.sent
        figures["deliveries (runs of jicket)"] = f"{sum(runs.values())}: {told(runs)}"
        figures["kills of guard and child"] = sum(killer.kills for killer in self.killers)
        figures["requests"] = sum(jira.requests for jira in jiras)
        failed: collections.Counter[str] = sum((jira.failed for jira in jiras), collections.Counter())
        figures["failed requests"] = f"{sum(failed.values())}: {told(failed)}"
        comments, files = (sum(len(issue[kind]) for issue in result.issues) for kind in ("comments", "attachments"))
        figures["in Jira"] = f"{len(result.issues)} issues, {comments} comments, {files} files"
        figures["seconds"] = round(time.monotonic() - self.began)

    def check_hosts(self, result: Result) -> None:
        for host in self.hosts:
            for recipients, message in host.sink.mails:
                result.problems.append(f"a bounce or notice to {recipients}: {message[:300]!r}")
            if "status=bounced" in host.log:
                result.problems.append("a mail bounced")
            left = sorted(path.name for path in (host.folder / "tmp").iterdir() if not path.name.startswith("jicket-"))
            if left:
                result.problems.append(f"left in TMPDIR: {left}")


def numbers_in(text: Optional[str]) -> list[int]:
    return [int(number) for number in TOKEN.findall(text or "")]


def told(counter: "collections.Counter[str]") -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counter.items()))


class Check:
    """Holds what is in Jira against what was sent."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.as_issue: dict[int, list[dict[str, Any]]] = collections.defaultdict(list)
        self.as_comment: dict[int, list[tuple[dict[str, Any], str]]] = collections.defaultdict(list)
        for issue in sorted(result.issues, key=lambda one: int(one["id"])):
            self.sort(issue)

    def sort(self, issue: dict[str, Any]) -> None:
        found = numbers_in(issue["fields"]["description"])
        if len(found) != 1:
            self.problem(f"{issue['key']} holds {len(found)} mails")
        for number in found:
            self.as_issue[number].append(issue)
        for comment in issue["comments"]:
            found = numbers_in(comment["body"])
            for number in found:
                self.as_comment[number].append((issue, comment["body"]))
            if len(found) != 1 and mark_of(comment).get("step") != "duplicate":
                self.problem(f"{issue['key']} has a comment that is no mail: {comment['body'][:200]!r}")

    def problem(self, text: str) -> None:
        self.result.problems.append(text)

    def alone(self) -> None:
        """One host: all of it, exactly once."""
        for one in self.result.mails:
            self.check_places(one, 1)
        for issue in self.result.issues:
            self.check_files(issue, 1)
            if marks(issue, "duplicate"):
                self.problem(f"{issue['key']} points to a twin")

    def check_places(self, one: Mail, most: int) -> None:
        issues, comments = self.as_issue[one.number], self.as_comment[one.number]
        places = (len(issues), len(comments))
        if one.parent is None and not (1 <= places[0] <= most and places[1] == 0):
            self.problem(f"{one.token} ({one.kind}) is {places[0]} issues and {places[1]} comments")
        if one.parent is not None and not (places[0] == 0 and 1 <= places[1] <= most):
            self.problem(f"{one.token} ({one.kind}) is {places[0]} issues and {places[1]} comments")
        texts = [issue["fields"]["description"] for issue in issues] + [text for _, text in comments]
        if not all(one.text in text for text in texts):
            self.problem(f"{one.token}: the text is not whole")
        if one.parent is not None:
            right = {issue["key"] for issue in self.as_issue[one.parent.number]}
            self.result.problems += [f"{one.token} answers {one.parent.token} {right}, and is in {issue['key']}"
                                     for issue, _ in comments if issue["key"] not in right]

    def mails_in(self, issue: dict[str, Any]) -> list[Mail]:
        numbers = numbers_in(issue["fields"]["description"])
        numbers += [number for comment in issue["comments"] for number in set(numbers_in(comment["body"]))]
        return [self.result.mails[number] for number in dict.fromkeys(numbers)]

    def check_files(self, issue: dict[str, Any], most: int) -> int:
        """Each file of each mail is there, and not too often. Returns how many are there more than once."""
        stored = collections.Counter(file["sha256"] for file in issue["attachments"])
        mails = [collections.Counter(one.files) for one in self.mails_in(issue)]
        wanted: collections.Counter[str] = sum(mails, collections.Counter())
        for digest in [*wanted, *(stored - wanted)]:
            # What an earlier mail brought is not brought again, but by two that come at the same moment.
            least = max((one[digest] for one in mails), default=0)
            if not least <= stored[digest] <= wanted[digest] * most:
                counts = f"{stored[digest]} instead of {least} to {wanted[digest] * most}"
                self.problem(f"{issue['key']}: {counts} of {self.name(issue, digest)}")
        return sum((stored - wanted).values())

    def name(self, issue: dict[str, Any], digest: str) -> str:
        same = [file for file in issue["attachments"] if file["sha256"] == digest]
        names = [f"{file['filename']} ({file['size']} bytes)" for file in same]
        owners = [one.token for one in self.result.mails if digest in one.files]
        return f"{(names or [digest])[0]} of {owners}"

    # Two hosts

    def together(self, hosts: int) -> None:
        figures = self.result.figures
        for one in self.result.mails:
            self.check_places(one, hosts)
        figures["files that both hosts stored"] = sum(self.check_files(issue, hosts) for issue in self.result.issues)
        figures["answers that both hosts filed"] = sum(len(places) > 1 for places in self.as_comment.values())
        figures["mails that both hosts filed (twins)"] = len(self.twins())

    def twins(self) -> dict[int, list[dict[str, Any]]]:
        return {number: issues for number, issues in self.as_issue.items() if len(issues) > 1}

    def unpointed(self) -> list[int]:
        """Twins of which the later one does not point to the earlier one. Wrong pointers are problems."""
        missing = []
        for number, issues in self.as_issue.items():
            if not issues:
                continue
            first, *later = issues
            if marks(first, "duplicate"):
                self.problem(f"{first['key']} is the earliest, and points to another")
            for issue in later:
                found = [comment["body"] for comment in marks(issue, "duplicate")]
                if not found:
                    missing.append(number)
                elif len(found) > 1 or first["key"] not in found[0]:
                    self.problem(f"{issue['key']}, the twin of {first['key']}: {found}")
        return missing


def report(result: Result) -> str:
    lines = [f"  {name}: {value}" for name, value in result.figures.items()]
    lines += [f"  PROBLEM: {text}" for text in result.problems[:50]]
    return "\n".join([*lines, "held" if not result.problems else f"FAILED: {len(result.problems)} problems"])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hosts", type=int, choices=(1, 2), default=1)
    parser.add_argument("--lag", type=float, default=0, help="seconds until Jira's search knows an issue")
    parser.add_argument("--faults", type=float, default=1 / 3, help="share of the requests that fail")
    parser.add_argument("--kills", type=float, default=0.5, help="seconds between two kills of a delivery; 0: none")
    parser.add_argument("--seconds", type=float, default=1800, help="after this time the faults stop in any case")
    parser.add_argument("--keep", type=Path, help="where the logs go if it fails")
    given = parser.parse_args()
    # However it ends, no namespace and no process is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Soak(given.messages, given.seed, given.hosts, given.lag, given.faults, given.seconds,
              given.kills if given.hosts == 1 else 0) as soak:
        result = soak.run()
        if result.problems and given.keep:
            keep(soak, given.keep)
    print(report(result), flush=True)
    return 1 if result.problems else 0


def keep(soak: Soak, folder: Path) -> None:
    """What one needs to find the cause."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, host in enumerate(soak.hosts):
        (folder / f"mail-{number}.log").write_text(host.log)
        if host.jicket_log.exists():
            (folder / f"jicket-{number}.log").write_bytes(host.jicket_log.read_bytes())
    for one in soak.writer.mails:
        (folder / f"{one.token}.eml").write_bytes(one.data)
    (folder / "state.json").write_text(json.dumps(soak.box.state(), indent=1))


if __name__ == "__main__":
    sys.exit(main())
