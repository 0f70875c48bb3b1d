#!/usr/bin/python3
"""The fault matrix: everything that can go wrong, at every request of a delivery, and then the mail once more.

    python3 -m tests.delivery.long.matrix [--full] [--only TEXT] [--jobs N] [-v]

A cell is one scenario (a new ticket or a reply, in one flavour of Jira) with one fault at one place. After the fault
the MTA delivers the same bytes again until jicket says that they are filed. Then Jira must look as if nothing had ever
gone wrong, and another delivery must change nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Optional

from tests.lib.compose import File, illustrated, image, mail, noise
from tests.lib.host import RETRY_AFTER, Host, Run
from tests.lib.jira import call, difference, marks, picture, short
from tests.lib.sandbox import Sandbox


FLAVOURS = ("datacenter", "cloud")
# Seconds for a run: enough for a look after a lost answer, short enough to wait for its end a hundred times.
TIMEOUT = 2
# An answer that comes after the end of the run.
LATE = TIMEOUT + 0.5
DELIVERIES = 4
# Most cells wait for a time-out, so there may be more of them at once than there are processors.
JOBS = 4

TEXT = "Dear support,\n\nthe café printer is {on} *fire*.\n" + "It burns and burns.\n" * 40 + "\nCarla\n"
LOGO = File("image001.png", noise("logo", 3000), "image/png")
NEW = mail("new@customer.example", "Printer on fire", TEXT, [
    LOGO, File("image001.png", noise("photo", 5000), "image/png"),
    File("Übersicht (März).pdf", noise("pdf", 70000), "application/pdf")])
# It answers NEW, whose ticket has a file of the same name and size, and one of the same name.
REPLY = mail("reply@customer.example", "Re: [#{tag}] Printer on fire", "Still burning.\n" + TEXT, [
    LOGO, File("Übersicht (März).pdf", noise("second pdf", 9000), "application/pdf")],
    In_Reply_To="<new@customer.example>")

# The text shows one picture twice, and has a spacer; then an answer with the same signature, one more picture, and the
# old text below, which becomes a file.
SIGNATURE = File("image001.png", image("signature", 200, 60), "image/png")
SPACER = File("spacer.png", image("spacer", 1, 1, 100), "image/png")
SHOWN_NEW = illustrated("shown@customer.example", "Screen is blue", """<p>Dear support,</p><p>see
<img src="cid:screen@x"> and once more <img src="cid:screen@x"></p><img src="cid:spacer@x"><p>Carla</p>
<img src="cid:logo@x">""", {"screen@x": File("screen.png", image("screen", 900, 500, 9000), "image/png"),
                            "spacer@x": SPACER, "logo@x": SIGNATURE},
                        [File("log.txt", noise("log", 4000), "text/plain")])
SHOWN_REPLY = illustrated("shown-reply@customer.example", "Re: [#{tag}] Screen is blue", """<p>Now it is green:</p>
<img src="cid:green@y"><p>Carla</p><img src="cid:logo@y"><div class="gmail_quote"><div>On Mon, 6 Jul 2026 at 08:00,
Support &lt;support@example.org&gt; wrote:</div><blockquote class="gmail_quote">Which screen?</blockquote></div>""", {
    "green@y": File("image002.png", image("green", 300, 300, 5000), "image/png"), "logo@y": SIGNATURE},
                          [File("log.txt", noise("log", 4000), "text/plain")],
                          In_Reply_To="<shown@customer.example>")


# Scenarios

def begin_new(_: Host) -> bytes:
    return NEW


def begin_reply(host: Host) -> bytes:
    """A ticket that has a life of its own, and an answer to it."""
    return begin_answer(host, NEW, REPLY)


def begin_answer(host: Host, first: bytes, answer: bytes) -> bytes:
    filed(host, first)
    box = host.box
    issue = box.issues()[0]
    box.clock(3600)
    call(box, "POST", f"/issue/{issue['id']}/comment", {"body": "Which printer?"})
    box.clock(3600)
    return answer.replace(b"{tag}", issue["fields"]["labels"][0].encode())


def begin_shown(_: Host) -> bytes:
    return SHOWN_NEW


def begin_shown_reply(host: Host) -> bytes:
    return begin_answer(host, SHOWN_NEW, SHOWN_REPLY)


def begin_cut_shown(host: Host) -> bytes:
    """Up to the middle of the pictures: the text that was filed shows none, or some."""
    filed(host, SHOWN_NEW[:SHOWN_NEW.index(b"\n", len(SHOWN_NEW) // 2) + 1])
    host.box.clock(RETRY_AFTER)
    return SHOWN_NEW


def begin_closed(host: Host) -> bytes:
    data = begin_reply(host)
    call(host.box, "POST", f"/issue/{host.box.issues()[0]['id']}/transitions", {"transition": {"id": "21"}})
    host.box.clock(3600)
    return data


def begin_cut(host: Host) -> bytes:
    filed(host, cut(NEW))
    host.box.clock(RETRY_AFTER)
    return NEW


def begin_cut_reply(host: Host) -> bytes:
    data = begin_reply(host)
    filed(host, cut(data))
    host.box.clock(RETRY_AFTER)
    return data


def cut(data: bytes) -> bytes:
    """Up to the middle of the first attachment."""
    return data[:data.index(b"\n", len(data) // 30) + 1]


def filed(host: Host, data: bytes) -> None:
    run = host.deliver(data, JICKET_TIMEOUT="60")
    assert run.filed, run


@dataclass(frozen=True)
class Scenario:
    begin: Callable[[Host], bytes]                                   # brings Jira there, and gives the mail
    settings: dict[str, Any] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)


SCENARIOS = {
    "new": Scenario(begin_new),
    "reply": Scenario(begin_reply),
    "pictures": Scenario(begin_shown),
    "reply, pictures": Scenario(begin_shown_reply),
    "rest of pictures": Scenario(begin_cut_shown),
    "pictures, text refused": Scenario(begin_shown, {"text_limit": 100}),
    "pictures, second text refused": Scenario(begin_shown, {"text_limit": 250}),
    "pictures, no edits": Scenario(begin_shown, {"denied": ["EDIT_ISSUES"]}),
    "pictures, too large": Scenario(begin_shown, {"upload_limit": 6000}),
    "rest of a new one": Scenario(begin_cut),
    "rest of a reply": Scenario(begin_cut_reply),
    "follow-up": Scenario(begin_closed, env={"JICKET_CLOSED": "new"}),
    "new, no labels": Scenario(begin_new, {"hidden_fields": ["labels"]}),
    "new, text refused": Scenario(begin_new, {"text_limit": 500}),
    "reply, text refused": Scenario(begin_reply, {"text_limit": 500}),
    "new, file too large": Scenario(begin_new, {"upload_limit": 4000}),
    "reply, file too large": Scenario(begin_reply, {"upload_limit": 4000}),
    # What Jira has is no longer of the size that the mail has.
    "pictures, scaled": Scenario(begin_shown, env={
        "JICKET_IMAGE_MAX_SIZE": "400x400", "JICKET_IMAGE_SCALER": str(Path(__file__).resolve().parent / "scale")}),
}
# In these all faults are tried in both flavours; in the others one flavour at a time is enough.
MAIN = ("new", "reply", "pictures", "reply, pictures")
# Data Center needs no second write for these.
CLOUD_ONLY = ("rest of pictures", "pictures, text refused", "pictures, second text refused", "pictures, no edits")
# In these the texts show all their pictures.
SHOWING = ("pictures", "reply, pictures", "pictures, scaled")


# What goes wrong

Fault = dict[str, Any]
Calls = list[tuple[str, str]]


def at(nth: int, do: str, **more: Any) -> Fault:
    return {"nth": nth, "do": do, **more}


def down(nth: int) -> Fault:
    """From this request on Jira answers nothing, so that jicket cannot look what came of the one before."""
    return at(nth, "refuse", times=0)


# What a Jira answers that takes us for a stranger, and lets strangers make issues.
STRANGER = {
    r"/search(/jql)?$": (200, '{"startAt":0,"maxResults":50,"total":0,"issues":[],"isLast":true}'),
    r"/myself$": (401, '{"message":"Client must be authenticated to access this resource.","status-code":401}'),
    r"/issue/|/comment/list$": (404, '{"errorMessages":["Issue does not exist or you do not have permission to see '
                                     'it."],"errors":{}}'),
}


def blind(nth: int, calls: Calls) -> list[Fault]:
    """From this request on all searches are empty and all issues unknown; only a header says why."""
    return [at(1 + sum(bool(re.search(path, call)) for _, call in calls[:nth - 1]), "status", status=status, body=body,
               headers={"X-AUSERNAME": "anonymous"}, times=0, path=path) for path, (status, body) in STRANGER.items()]


FAULTS: dict[str, Callable[[int, Calls], list[Fault]]] = {
    "refused": lambda n, _: [at(n, "refuse")],
    "reset before": lambda n, _: [at(n, "reset")],
    "reset after": lambda n, _: [at(n, "reset", when="after")],
    "reset in the middle": lambda n, _: [at(n, "reset", when="middle")],
    "closed after": lambda n, _: [at(n, "refuse", when="after")],
    "cut": lambda n, _: [at(n, "cut")],
    "late, effect late": lambda n, _: [at(n, "delay", seconds=LATE)],
    "late, effect at once": lambda n, _: [at(n, "delay", seconds=LATE, when="after")],
    "429, now": lambda n, _: [at(n, "status", status=429, headers={"Retry-After": "0"})],
    "429, 1 s": lambda n, _: [at(n, "status", status=429, headers={"Retry-After": "1"})],
    "429, 1 h": lambda n, _: [at(n, "status", status=429, headers={"Retry-After": "3600"})],
    "500 before": lambda n, _: [at(n, "status", status=500)],
    "500 after": lambda n, _: [at(n, "status", status=500, when="after")],
    "503": lambda n, _: [at(n, "status", status=503)],
    "504 after": lambda n, _: [at(n, "status", status=504, when="after")],
    "HTML before": lambda n, _: [at(n, "html")],
    "HTML after": lambda n, _: [at(n, "html", when="after")],
    "redirect": lambda n, _: [at(n, "redirect")],
    # A page that is not Jira's: a firewall's on what it reads, or on what it sees go back; a gateway's JSON.
    "400 of a firewall": lambda n, _: [at(n, "html", status=400)],
    "403 of a firewall": lambda n, _: [at(n, "html", status=403)],
    "403 of a firewall after": lambda n, _: [at(n, "html", status=403, when="after")],
    "404 of a proxy": lambda n, _: [at(n, "html", status=404)],
    "403 of a gateway": lambda n, _: [at(n, "status", status=403, body='{"message":"Forbidden"}')],
    "down": lambda n, _: [down(n)],
    "reset after, down": lambda n, _: [at(n, "reset", when="after"), down(n + 1)],
    "cut, down": lambda n, _: [at(n, "cut"), down(n + 1)],
    "500 after, down": lambda n, _: [at(n, "status", status=500, when="after"), down(n + 1)],
    "HTML after, down": lambda n, _: [at(n, "html", when="after"), down(n + 1)],
    "SIGKILL before": lambda n, _: [at(n, "hang")],
    "SIGKILL after": lambda n, _: [at(n, "hang", when="after")],
    # The mail comes again before the index knows what was made: the memory of the host does.
    "SIGKILL after, at once": lambda n, _: [at(n, "hang", when="after")],
    "blind": blind,
    # The settings change while the request waits.
    "expired": lambda n, _: [at(n, "delay", seconds=0.4)],
}
# What only repeats others where the request changes nothing.
FOR_WRITES = {"closed after", "reset after", "reset in the middle", "late, effect at once", "500 after", "504 after",
              "HTML after", "403 of a firewall after", "cut, down", "reset after, down", "500 after, down",
              "HTML after, down", "SIGKILL after", "SIGKILL after, at once"}
# Left to --full: others say nearly the same.
FULL_ONLY = {"429, 1 s", "504 after", "redirect", "cut, down", "500 after, down", "HTML after, down",
             "400 of a firewall", "404 of a proxy"}
LAGS = (0, 5, 60)
# Seconds. What was cut off may have its effect for longer, and a few deliveries in a row take longer, too.
LAG_AT_ONCE, SETTLE_AT_ONCE = 2, 6
# In scenarios that share most of their way with the main ones, the faults that leave something half done.
FOR_OTHERS = {"reset before", "reset after", "reset after, down", "SIGKILL before", "SIGKILL after",
              "SIGKILL after, at once", "blind", "cut"}
# With a search that lags, only what leaves something behind is of interest.
FOR_LAGS = {"reset after", "reset after, down", "SIGKILL after", "late, effect late"}


# Cells

@dataclass(frozen=True)
class Cell:
    scenario: str
    flavour: str
    fault: str
    nth: int = 0                  # the request; 0: the fault is not about one
    lag: int = 0
    forget: bool = False          # the memory of the host is lost between deliveries
    cuts: tuple[int, ...] = ()    # the first deliveries have only so many bytes
    storm: tuple[tuple[str, int], ...] = ()     # faults and requests of the first deliveries

    @property
    def blows(self) -> tuple[tuple[str, int], ...]:
        """The faults of the first deliveries."""
        return self.storm or (((self.fault, self.nth),) if self.nth else ())

    @property
    def at_once(self) -> bool:
        """The mail system tries again without waiting."""
        return self.fault.endswith(", at once")

    def __str__(self) -> str:
        place = f" at request {self.nth}" if self.nth else ""
        cuts = f" at {', '.join(map(str, self.cuts))}" if self.cuts else ""
        place = place or "".join(f", {name} at {nth}" for name, nth in self.storm)
        more = (f", lag {self.lag} s" if self.lag else "") + (", memory lost" if self.forget else "")
        return f"{self.scenario}, {self.flavour}: {self.fault}{place}{cuts}{more}"


@dataclass
class Result:
    cell: Cell
    problems: list[str]
    runs: list[str] = field(default_factory=list)


@dataclass
class Model:
    """A faultless delivery: what is asked of Jira, and what Jira is left with."""

    data: bytes
    calls: Calls
    picture: list[dict[str, Any]]

    def is_write(self, nth: int) -> bool:
        method, path = self.calls[nth - 1]
        return method != "GET" and not re.search(r"/search(/jql)?$|/comment/list$", path)


class Bench:
    """A Jira of each flavour, which one worker uses for one cell after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.boxes: dict[str, Sandbox] = {}
        self.count = 0

    def box(self, flavour: str) -> Sandbox:
        if flavour not in self.boxes:
            self.boxes[flavour] = Sandbox(flavour, validate=False).start()
        self.boxes[flavour].reset()
        return self.boxes[flavour]

    def host(self, box: Sandbox) -> Host:
        self.count += 1
        return Host(box, self.folder / str(self.count), JICKET_TIMEOUT=str(TIMEOUT))

    def close(self) -> None:
        for box in self.boxes.values():
            box.stop()


def enter(host: Host, scenario: Scenario) -> bytes:
    data = scenario.begin(host)
    if scenario.settings:
        host.box.settings(**scenario.settings)
    host.env.update(scenario.env)
    return data


def make_model(bench: Bench, scenario: str, flavour: str) -> Model:
    box = bench.box(flavour)
    host = bench.host(box)
    data = enter(host, SCENARIOS[scenario])
    before = len(box.requests())
    run = host.deliver(data, JICKET_TIMEOUT="60")
    assert run.filed and not run.problem(), run
    calls = [(one["method"], one["path"]) for one in box.requests()[before:]]
    if scenario in SHOWING:
        check_pictures(box)
    if scenario == "pictures, scaled":
        assert 1024 in [part["size"] for part in box.issues()[0]["attachments"]], "nothing is scaled"
    return Model(data, calls, picture(box))


def check_pictures(box: Sandbox) -> None:
    """The oracle's own oracle: each picture is there once, and each text shows its pictures."""
    for issue in box.issues():
        names = [part["filename"] for part in issue["attachments"]]
        assert len(names) == len(set(names)) and not any("spacer" in name for name in names), names
        for shown, text in [(issue["pictures"], issue["fields"]["description"])] + [
                (comment["pictures"], comment["body"]) for comment in issue["comments"]]:
            wanted = re.findall(r"!([^!\n|]+\.png)[!|]", text)
            assert set(wanted) <= set(names) and (shown is None or set(wanted) == {n for n in shown if shown[n]}), text
        assert "screen-" in issue["fields"]["description"]


# One cell

class Trial:
    """One cell on its way."""

    def __init__(self, bench: Bench, model: Model, cell: Cell) -> None:
        self.model, self.cell = model, cell
        self.box = bench.box(cell.flavour)
        self.host = bench.host(self.box)
        self.data = enter(self.host, SCENARIOS[cell.scenario])
        self.before = 0
        self.issues = len(model.picture)
        self.problems: list[str] = []
        self.runs: list[Run] = []
        if cell.lag:
            self.box.settings(search_lag=cell.lag)
        if cell.at_once:
            self.host.env["JICKET_SETTLE_TIME"] = str(SETTLE_AT_ONCE)

    def run(self) -> Result:
        for place in self.cell.cuts:
            self.note(self.host.deliver(self.data[:place]), place)
            self.next_attempt()
        for fault, nth in self.cell.blows:
            self.strike(fault, nth)
            if not self.cell.at_once:
                self.next_attempt()
        self.until_filed()
        self.compare()
        self.next_attempt()
        self.note(self.host.deliver(self.data))
        self.compare()
        shutil.rmtree(self.host.folder)
        return Result(self.cell, self.problems, [str(run) for run in self.runs])

    def strike(self, fault: str, nth: int) -> None:
        """A delivery that meets a fault. In a storm it may have ended before it gets there."""
        self.before = len(self.box.requests())
        self.box.faults(FAULTS[fault](nth, self.model.calls))
        delivery = self.host.start(data=self.data)
        if fault.startswith("SIGKILL") and delivery.wait_until(lambda: self.is_hanging(fault, nth)):
            delivery.cut_power()
        else:
            if fault == "expired" and delivery.wait_until(lambda: self.count() >= nth):
                self.box.settings(auth="expired")
            self.note(delivery.finish())
        if not self.cell.storm and self.count() < nth:
            self.problem("it ended before the request that was to fail")
        if fault.startswith("late"):
            self.wait_for_late_effect()
        self.box.faults([])
        self.box.settings(auth="normal")

    def exchanges(self) -> list[dict[str, Any]]:
        return self.box.requests()[self.before:]

    def count(self) -> int:
        return len(self.exchanges())

    def is_hanging(self, fault: str, nth: int) -> bool:
        """Has the request arrived, and, where it should, had its effect?"""
        if self.count() < nth:
            return False
        return fault == "SIGKILL before" or self.exchanges()[nth - 1]["status"] is not None

    def wait_for_late_effect(self) -> None:
        """An MTA waits minutes, and so would we: Jira has done by then what it was asked for."""
        end = time.monotonic() + 10
        while any(one["fault"] and one["fault"]["do"] == "delay" and one["status"] is None for one in self.exchanges()):
            assert time.monotonic() < end, "the late effect does not come"
            threading.Event().wait(0.05)

    def next_attempt(self) -> None:
        self.box.clock(RETRY_AFTER)
        if self.cell.forget:
            self.host.forget()

    def problem(self, text: str) -> None:
        """Notes what is wrong, when it is seen first."""
        if text not in [known.split(" (delivery ")[0] for known in self.problems]:
            self.problems.append(f"{text} (delivery {len(self.runs)})")

    def note(self, run: Run, place: Optional[int] = None) -> bool:
        """Remembers a delivery, and what is wrong with it. Returns whether it was filed."""
        self.runs.append(run)
        if run.problem():
            self.problem(run.problem())
        if run.filed and place is None:
            self.compare()
        if run.filed and place is not None and self.data[place - 1:place] != b"\n":
            self.problem("a mail that ends in mid-line was filed")
        if len(self.box.issues()) > self.issues:
            self.problem(f"{len(self.box.issues())} issues instead of {self.issues}")
        return run.filed

    def until_filed(self) -> None:
        if self.runs and self.runs[-1].filed and not self.cell.cuts:
            return
        # What was refused has no effect to be found: at once, that is known when Jira must be done with it.
        for _ in range(DELIVERIES + (4 * SETTLE_AT_ONCE if self.cell.at_once else 0)):
            if self.note(self.host.deliver(self.data)):
                return
            if not self.cell.at_once:
                self.next_attempt()
        self.problem(f"not filed by {DELIVERIES} deliveries without a fault")

    def compare(self) -> None:
        """Is all there that should be, and nothing else?"""
        found = picture(self.box)
        cuts = sum(run.filed for run in self.runs[:len(self.cell.cuts)])
        lines = completed(self.model.picture, found, cuts) if cuts else difference(self.model.picture, found)
        for line in lines:
            self.problem(line)


def completed(expected: list[dict[str, Any]], found: list[dict[str, Any]], cuts: int) -> list[str]:
    """What is wrong with tickets of which one was made from the start of a mail, and completed later."""
    problems = []
    if len(found) != len(expected):
        problems.append(f"{len(found)} issues instead of {len(expected)}")
    everything = "\n".join(texts(one) for one in found)
    want, have = ([file_key(part) for one in issues for part in one["attachments"]] for issues in (expected, found))
    for key in have:
        if key in want:
            want.remove(key)
    problems += [f"missing attachment {key[:2]}" for key in want]
    for issue in expected:
        problems += [f"missing {short(text)}" for text in wanted_texts(issue) if text not in everything]
    notes = sum(len(marks(one, "rest")) for one in found)
    if not 1 <= notes <= cuts:
        problems.append(f"{notes} comments with the rest after {cuts} deliveries that were cut")
    return problems


def file_key(part: dict[str, Any]) -> tuple[str, int, str]:
    return part["filename"], part["size"], part["sha256"]


def texts(issue: dict[str, Any]) -> str:
    return "\n".join([issue["fields"]["summary"], issue["fields"]["description"] or ""] +
                     [comment["body"] for comment in issue["comments"]])


def wanted_texts(issue: dict[str, Any]) -> list[str]:
    """All that the tickets must show of the mails: subjects without tag, header lines and bodies."""
    subject = re.sub(r"^\[#[^]]*\] ", "", issue["fields"]["summary"])
    # The id by which an answer is found stands below the first text of a mail, whole or not, and not below its rest.
    return [subject, issue["fields"]["description"]] + [
        re.sub(r"\n\n\{color:#97a0af\}\S+\{color\}$", "", comment["body"]) for comment in issue["comments"]]


# All cells

def cells(model: Model, scenario: str, flavour: str, full: bool) -> Iterator[Cell]:
    plain = Cell(scenario, flavour, "none")
    forget = False
    for nth in range(1, len(model.calls) + 1):
        for name in FAULTS:
            if name in FOR_WRITES and not model.is_write(nth) or not full and is_spared(name, scenario):
                continue
            if name.endswith(", at once"):
                yield replace(plain, fault=name, nth=nth, lag=LAG_AT_ONCE)
                continue
            for lag in LAGS if full else lags(name, model.is_write(nth)):
                forget = not forget
                cell = replace(plain, fault=name, nth=nth, lag=lag, forget=forget)
                yield cell
                if full:
                    yield replace(cell, forget=not forget)
    yield from storm_cells(len(model.calls), plain, 100 if full else 5)
    if scenario in MAIN:
        yield from cut_cells(model.data, plain, full)


def is_spared(fault: str, scenario: str) -> bool:
    return fault in FULL_ONLY or scenario not in MAIN and fault not in FOR_OTHERS


def lags(fault: str, is_write: bool) -> tuple[int, ...]:
    if fault not in FOR_LAGS or not is_write:
        return (0,)
    return LAGS if fault == "reset after" else (0, 60)


def storm_cells(requests: int, plain: Cell, number: int) -> Iterator[Cell]:
    """Three deliveries in a row meet a fault, each another one; drawn by chance, from a seed that does not change."""
    chance = random.Random(f"storm {plain.scenario} {plain.flavour}")
    names = [name for name in FAULTS if not name.startswith("429") and not name.endswith(", at once")]
    for i in range(number):
        blows = tuple((chance.choice(names), chance.randint(1, requests)) for _ in range(3))
        yield replace(plain, fault="storm", storm=blows, lag=LAGS[i % 3], forget=bool(i % 2))


def cut_cells(data: bytes, plain: Cell, full: bool) -> Iterator[Cell]:
    """Places are drawn by chance, from a seed that does not change: half of them at the end of a line."""
    chance = random.Random(f"{plain.scenario} {plain.flavour}")
    ends = [found.end() for found in re.finditer(rb"\n", data)]
    head = data.index(b"\n\n") + 2
    some = 60 if full else 4
    places = [chance.randrange(1, len(data)) for _ in range(some)]
    places += [chance.choice(ends[:-1]) for _ in range(some)]
    # Chance would nearly always hit an attachment.
    places += [end for end in ends if end <= head]
    places += chance.sample([end for end in ends if head < end < head + 1500], 2 if not full else 20)
    for i, place in enumerate(places):
        yield replace(plain, fault="input cut", cuts=(place,), forget=bool(i % 2), lag=LAGS[i % 3])
    for i in range(some // 2):
        pair = sorted(chance.sample(ends[:-1], 2))
        yield replace(plain, fault="input cut twice", cuts=tuple(pair), forget=bool(i % 2))


def flavours(scenario: str, i: int, full: bool) -> tuple[str, ...]:
    if scenario in CLOUD_ONLY:
        return FLAVOURS[1:]
    return FLAVOURS if full or scenario in MAIN else FLAVOURS[i % 2:i % 2 + 1]


def plan(bench: Bench, full: bool) -> tuple[dict[tuple[str, str], Model], list[Cell]]:
    models, todo = {}, []
    for i, scenario in enumerate(SCENARIOS):
        for flavour in flavours(scenario, i, full):
            model = models[scenario, flavour] = make_model(bench, scenario, flavour)
            todo += list(cells(model, scenario, flavour, full))
    return models, todo


def run_all(todo: Iterable[Cell], models: dict[tuple[str, str], Model], folder: Path, jobs: int) -> list[Result]:
    """Runs the cells, each worker with a Jira of its own."""
    local, benches, lock = threading.local(), [], threading.Lock()

    def enter() -> None:
        with lock:
            local.bench = Bench(folder / f"worker{len(benches)}")
            benches.append(local.bench)

    def one(cell: Cell) -> Result:
        try:
            return Trial(local.bench, models[cell.scenario, cell.flavour], cell).run()
        except AssertionError as error:
            return Result(cell, [f"the cell broke: {error}"])
    try:
        with ThreadPoolExecutor(jobs, initializer=enter) as pool:
            return list(pool.map(one, todo))
    finally:
        for bench in benches:
            bench.close()


def matrix(full: bool = False, only: str = "", jobs: int = JOBS) -> tuple[list[Result], dict[tuple[str, str], Model]]:
    folder = Path(tempfile.mkdtemp(prefix="jicket-matrix-"))
    first = Bench(folder / "model")
    try:
        models, todo = plan(first, full)
        return run_all([cell for cell in todo if only in str(cell)], models, folder, jobs), models
    finally:
        first.close()
        shutil.rmtree(folder, ignore_errors=True)


def report(results: list[Result], verbose: bool = False) -> str:
    bad = [result for result in results if result.problems]
    lines = [f"{len(results)} cells, {len(results) - len(bad)} hold"]
    for result in bad:
        lines.append(f"  {result.cell}")
        lines += [f"      {problem}" for problem in result.problems]
        if verbose:
            lines += [f"      | {line}" for run in result.runs for line in run.splitlines()]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="every fault with every lag, with and without memory")
    parser.add_argument("--only", default="", metavar="TEXT", help="only cells with this text in their name")
    parser.add_argument("--jobs", type=int, default=JOBS, metavar="N")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the runs and logs of cells that do not hold")
    given = parser.parse_args()
    begin = time.monotonic()
    results, models = matrix(given.full, given.only, given.jobs)
    for (scenario, flavour), model in models.items():
        print(f"{scenario}, {flavour}: " + ", ".join(f"{m} {p.split('/rest/api/2')[-1]}" for m, p in model.calls))
    print(report(results, given.verbose))
    print(f"{time.monotonic() - begin:.0f} s")
    return not results or any(result.problems for result in results)


if __name__ == "__main__":
    sys.exit(main())
