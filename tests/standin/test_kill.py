"""Mails and answers whose deliveries are killed, at any moment and just when it matters, and delivered again at once.

Each mail has a word of its own, and each file its own bytes: at the end each of them is in Jira once. The guard, its
child and all that they started are killed together, as by a power cut; the host's memory is what is left. A delivery
that says "later" comes again when the mail system tries next, so Jira's clock goes on by that.

KILLS=200 is the long form, with that number of mails and both flavours; KINDS=moment,after leaves some kinds out; SEED
makes other stories.
"""

from __future__ import annotations

import collections
import os
import queue
import random
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import pytest

from tests.lib.host import PATIENCE, Delivery

from .host import Host, answer, mail
from .jira import Standin
from .wire import Hold, Request, Rule

# Mails and answers together.
MAILS = int(os.environ.get("KILLS") or 24)
SEED = int(os.environ.get("SEED") or 1)
# Seconds that one run of jicket has, which bounds its own waiting.
TIMEOUT = 3
# Seconds until what was cut off is taken as without effect: longer than any lag.
SETTLE = 20
MOST_KILLS = 3
# A mail that is not filed after so many seconds never will be.
GIVE_UP = 120
# What a mail system lets pass before it tries again, in seconds of Jira's clock.
RETRY_AFTER = 300
# Each request takes this, before its effect and again before its answer, so that chance finds the moments in between.
SLOW = (0.002, 0.02)
WRITE = "(POST|PUT) /issue.*"

# How a delivery is killed: at a random moment; while a write waits for its effect, which happens when jicket is dead
# (at once, or later, when the next delivery is at work); when the effect is there and the answer is held back.
KINDS = os.environ.get("KINDS", "moment,before,late,after").split(",")

LAGS, JOBS = (0, 2, 15), (1, 4)


@dataclass
class Mail:
    word: str
    data: bytes
    files: list[bytes]
    then: Optional["Mail"] = None          # the answer to it, which comes when it is filed
    kills: list[str] = field(default_factory=list)
    begun: float = 0


def stories(chance: random.Random) -> list[Mail]:
    first = []
    for i in range(MAILS // 2):
        one, two = f"first{i}x", f"second{i}x"
        files = [[(f"{word}-{n}.bin", chance.randbytes(300)) for n in range(chance.choice((0, 1, 2)))]
                 for word in (one, two)]
        ident = f"{one}@customer.example"
        # Its subject is another one, so that the word of the first mail is in the first mail alone.
        reply = answer(f"{two}@customer.example", ident, "so", f"It says {two}.\n", files[1])
        first.append(Mail(one, mail(ident, one, f"It says {one}.\n", files[0]), [data for _, data in files[0]],
                          Mail(two, reply, [data for _, data in files[1]])))
    return first


class PostOffice:
    """Delivers by a number of workers. What goes wrong in one of them is raised at the end."""

    def __init__(self, jira: Standin, host: Host, chance: random.Random, jobs: int) -> None:
        self.jira, self.host, self.chance = jira, host, chance
        self.lock, self.queue = threading.Lock(), queue.Queue()      # type: tuple[Any, queue.Queue[Mail]]
        self.failure: Optional[BaseException] = None
        self.kinds: collections.Counter[str] = collections.Counter()
        self.retries = 0
        self.usual = 0.3
        self.workers = [threading.Thread(target=self.work, daemon=True) for _ in range(jobs)]

    def run(self, mails: list[Mail]) -> None:
        for one in mails:
            self.queue.put(one)
        for worker in self.workers:
            worker.start()
        self.queue.join()
        if self.failure:
            raise self.failure

    def work(self) -> None:
        while True:
            one = self.queue.get()
            try:
                if not self.failure:
                    self.deliver(one)
            except BaseException as failure:
                self.failure = failure
            finally:
                self.queue.task_done()

    def deliver(self, one: Mail) -> None:
        """Again at once when it was killed, at the end of the queue when Jira was not ready for it."""
        one.begun = one.begun or time.monotonic()
        while True:
            assert time.monotonic() < one.begun + GIVE_UP, f"{one.word} is never filed\n{self.host.log}"
            with self.lock:
                kind = self.chance.choice(KINDS) if len(one.kills) < MOST_KILLS and self.chance.random() < 0.7 else ""
            code = self.attempt(one, kind)
            if code is not None:
                break
            one.kills.append(kind)
            self.kinds[kind] += 1
        assert code in (0, 75), f"exit {code}\n{self.host.log}"
        if code == 75:
            with self.lock:
                self.retries += 1
                self.jira.clock.ahead += RETRY_AFTER
                self.queue.put(one)
        elif one.then and self.chance.random() < 0.5:
            # The answer is as fast as answers can be, and is there before the index knows the ticket.
            self.deliver(one.then)
        elif one.then:
            self.queue.put(one.then)

    def attempt(self, one: Mail, kind: str) -> Optional[int]:
        """One delivery; its exit status, or None when it was killed."""
        with self.lock:
            moment, late = self.chance.uniform(0, self.usual), self.chance.uniform(0, 0.3)
            which = self.chance.randint(1, 1 + len(one.files))
        if kind in ("", "moment"):
            run = self.host.start(data=one.data)
            ended = run.ended(moment if kind else PATIENCE)
            if ended or not kind:
                return run.finish().exit_code
            run.cut_power()
            return None
        hold = Hold()
        rule = self.jira.rule(WRITE, nth=which, when=lambda request: one.word.encode() in request.body,
                              **{"after" if kind == "after" else "before": hold})
        run = self.host.start(data=one.data)
        reached = self.waited(run, hold)
        if reached:
            run.cut_power()
        with self.jira.server.lock:
            self.jira.server.rules.remove(rule)
        if not reached:
            return run.finish().exit_code
        # Later, the next delivery is already at work.
        threading.Timer(late if kind == "late" else 0, hold.released.set).start()
        if kind == "before":
            self.settled(rule, hold)
        return None

    def waited(self, run: Delivery, hold: Hold) -> bool:
        while not hold.reached.wait(0.003):
            if run.ended(0):
                return hold.reached.is_set()
        return True

    def settled(self, rule: Rule, hold: Hold) -> None:
        """The effect of what was held has happened: its answer is on the way to nobody."""
        hold.released.wait()
        end = time.monotonic() + 5
        while hold.request is None or hold.request.status is None:
            assert time.monotonic() < end
            time.sleep(0.002)


def slow(request: Request) -> None:
    time.sleep(random.uniform(*SLOW))


@dataclass
class Count:
    """How often each thing is in Jira that should be there once."""

    issues_twice: list[str]
    answers_twice: list[str]
    files_twice: list[str]
    lost: list[str]
    astray: list[str]      # answers that became an issue of their own

    @property
    def twice(self) -> set[str]:
        return {*self.issues_twice, *self.answers_twice, *self.files_twice}


def count(jira: Standin, mails: list[Mail]) -> Count:
    result = Count([], [], [], [], [])
    every = [file["data"] for issue in jira.issues for file in issue.files]
    heads = [f"{issue.fields['summary']}\n{issue.fields['description']}" for issue in jira.issues]
    comments = [comment["body"] for issue in jira.issues for comment in issue.comments]
    for first in mails:
        for one in (first, first.then):
            assert one
            as_issue, as_comment = (sum(one.word in text for text in texts) for texts in (heads, comments))
            if as_issue + as_comment > 1:
                (result.issues_twice if one is first else result.answers_twice).append(one.word)
            if not as_issue + as_comment or any(every.count(data) == 0 for data in one.files):
                result.lost.append(one.word)
            if any(every.count(data) > 1 for data in one.files):
                result.files_twice.append(one.word)
            if as_issue and one is not first:
                result.astray.append(one.word)
    return result


def usual(jira: Standin, host: Host) -> float:
    """Seconds that a delivery takes when nobody disturbs it."""
    took = []
    for i in range(3):
        begun = time.monotonic()
        data = mail(f"warm{i}@customer.example", "Warm", "Nothing.\n", [("warm.bin", bytes(300))])
        assert host.deliver(data).filed, host.log
        took.append(time.monotonic() - begun)
    return statistics.median(took)


def cases() -> list[Any]:
    """In the short run, each flavour with half of them."""
    every = [(flavour, lag, jobs) for i, lag in enumerate(LAGS) for j, jobs in enumerate(JOBS)
             for k, flavour in enumerate(("datacenter", "cloud")) if os.environ.get("KILLS") or (i + j + k) % 2 == 0]
    return [pytest.param(*one, id=f"{one[0]}-lag-{one[1]}-jobs-{one[2]}") for one in every]


@pytest.mark.parametrize("flavour, lag, jobs", cases())
def test_killed_and_delivered_again(flavour: str, lag: float, jobs: int, tmp_path: Path,
                                    capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(f"{SEED} {flavour} {lag} {jobs}")
    with Standin(flavour, lag=lag) as jira:
        host = Host(jira, tmp_path / "host", TIMEOUT)
        host.env["JICKET_SETTLE_TIME"] = str(SETTLE)
        jira.rule(".*", before=slow, after=slow, times=None)
        office = PostOffice(jira, host, chance, jobs)
        office.usual = usual(jira, host)
        mails = stories(chance)
        begun = time.monotonic()
        office.run(mails)
        found = count(jira, mails)
        every = [one for first in mails for one in (first, first.then) if one]
        late = sum("late" in one.kills for one in every if one.word in found.twice)
        with capsys.disabled():
            print(f"\n  {flavour}, lag {lag} s, {jobs} at once: {len(every)} mails, {sum(office.kinds.values())} kills "
                  f"{dict(sorted(office.kinds.items()))}, {office.retries} times later, {time.monotonic() - begun:.0f} s: "
                  + ", ".join(f"{name} {len(words)}" for name, words in vars(found).items())
                  + f"; of {len(found.twice)} with something twice, {late} were killed before a late effect")
        told = (found, [(one.word, one.kills) for one in every if one.word in found.twice | {*found.lost, *found.astray}])
        assert not found.lost and not found.twice and not found.astray, (told, host.log)
