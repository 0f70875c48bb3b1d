"""The same mail more than once at the same moment: on one host, for two projects, and on two hosts."""

from __future__ import annotations

import collections
import random
from typing import Any

import pytest

from tests.lib.compose import File, mail, noise
from tests.lib.host import RETRY_AFTER, Host, Run
from tests.lib.jira import files_of, mark_of, marks, only
from tests.lib.sandbox import Sandbox

COPIES = 6
FILES = [File("image001.png", noise("a", 900)), File("image001.png", noise("b", 900))]
MORE = [File("image001.png", noise("c", 900)), File("image001.png", noise("d", 900))]
MAIL = mail("twice@customer.example", "Twice", "The same mail, at the same moment.\n", FILES)


def at_once(hosts: list[Host], data: bytes = MAIL, *args: str) -> list[Run]:
    """All of them are started before any is waited for."""
    return [delivery.finish() for delivery in [host.start(args, data=data) for host in hosts]]


def all_filed(runs: list[Run]) -> None:
    assert [run.exit_code for run in runs] == [0] * len(runs), "\n".join(map(str, runs))
    assert not any(run.problem() for run in runs), "\n".join(map(str, runs))


@pytest.mark.parametrize("lag", [0, 60])
def test_one_host_makes_one_issue(jira: Sandbox, host: Host, lag: int) -> None:
    jira.settings(search_lag=lag)
    all_filed(at_once([host] * COPIES))
    issue = only(jira.issues())[0]
    assert files_of(issue) == [(file.name, 900) for file in FILES]
    assert issue["comments"] == []


def test_one_host_makes_one_comment(jira: Sandbox, host: Host) -> None:
    all_filed([host.deliver(MAIL)])
    answer = mail("answer@customer.example", "Re: Twice", "Again.\n", MORE, In_Reply_To="<twice@customer.example>")
    all_filed(at_once([host] * COPIES, answer))
    issue = only(jira.issues())[0]
    assert len(marks(issue, "comment")) == len(issue["comments"]) == 1
    assert len(issue["attachments"]) == len(FILES) + len(MORE)


def test_two_projects_are_two_issues(jira: Sandbox, host: Host) -> None:
    both = [host.start(["--jiraproject", project], data=MAIL) for project in ("SUP", "OPS") * 2]
    all_filed([delivery.finish() for delivery in both])
    assert sorted(issue["project"] for issue in only(jira.issues(), 2)) == ["OPS", "SUP"]
    jira.clock(RETRY_AFTER)
    for project in ("SUP", "OPS"):
        host.forget()
        all_filed([host.deliver(MAIL, "--jiraproject", project)])
    assert [len(issue["attachments"]) for issue in only(jira.issues(), 2)] == [2, 2]


def test_a_hanging_first_run(jira: Sandbox, host: Host) -> None:
    """The MTA gives up on a run and starts another one while the first still waits for Jira."""
    jira.faults([{"nth": 1, "method": "POST", "path": r"/issue$", "do": "delay", "seconds": 1.5, "when": "after"}])
    first = host.start(data=MAIL)
    assert first.wait_until(lambda: bool(jira.issues()))
    all_filed([host.deliver(MAIL), first.finish()])
    assert len(only(jira.issues())[0]["attachments"]) == len(FILES)


def twins(jira: Sandbox, hosts: list[Host]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two hosts file the same new mail while neither can see the other's issue."""
    jira.settings(search_lag=60)
    all_filed(at_once(hosts))
    earlier, later = only(jira.issues(), 2)
    jira.clock(RETRY_AFTER)
    return earlier, later


def pointers(jira: Sandbox, issue: dict[str, Any]) -> list[str]:
    return [comment["body"] for comment in marks(jira.issue(issue["id"]), "duplicate")]


def test_two_hosts_within_the_lag(jira: Sandbox, host: Host, other_host: Host) -> None:
    earlier, later = twins(jira, [host, other_host])
    for again in (host, other_host, host):
        all_filed([again.deliver(MAIL)])
        only(jira.issues(), 2)
        assert pointers(jira, earlier) == []
        assert len(pointers(jira, later)) == 1
    assert earlier["key"] in pointers(jira, later)[0]


def test_a_reply_goes_to_the_earlier_twin(jira: Sandbox, host: Host, other_host: Host) -> None:
    earlier, later = twins(jira, [host, other_host])
    tag = f"[#{earlier['fields']['labels'][0]}]"
    answer = mail("to-twins@customer.example", f"Re: {tag} Twice", "And?\n", In_Reply_To="<twice@customer.example>")
    all_filed([other_host.deliver(answer)])
    assert len(marks(jira.issue(earlier["id"]), "comment")) == 1
    assert marks(jira.issue(later["id"]), "comment") == []


def test_a_reply_makes_the_twins_known(jira: Sandbox, host: Host, other_host: Host) -> None:
    """Both hosts said "filed", so the mail itself does not come again; the next delivery is an answer."""
    _, later = twins(jira, [host, other_host])
    answer = mail("next@customer.example", "Re: Twice", "And?\n", In_Reply_To="<twice@customer.example>")
    all_filed([host.deliver(answer)])
    assert len(pointers(jira, later)) == 1


ROUNDS = 20


def race(hosts: list[Host], data: bytes) -> None:
    """Two hosts deliver the same mails at the same moments, one after the other."""
    order = random.Random(1)
    for i in range(ROUNDS):
        all_filed(at_once(order.sample(hosts, 2), data.replace(b"MAIL", b"mail%d" % i)))


def per_mail(parts: list[dict[str, Any]]) -> collections.Counter[str]:
    """How many issues or comments each mail became."""
    return collections.Counter(mark_of(part)["digest"] for part in parts)


def test_how_often_two_hosts_make_two_comments(jira: Sandbox, host: Host, other_host: Host,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    """Jira has nothing by which the second could be refused. Never more comments than hosts."""
    all_filed([host.deliver(MAIL)])
    answer = mail("MAIL@customer.example", "Re: Twice", "Both.\n", In_Reply_To="<twice@customer.example>")
    race([host, other_host], answer)
    count = per_mail(only(jira.issues())[0]["comments"])
    with capsys.disabled():
        print(f"\n  {jira.flavour}: {sum(number > 1 for number in count.values())} of {ROUNDS} answers that two hosts "
              "filed at once became two comments")
    assert len(count) == ROUNDS and max(count.values()) <= 2


@pytest.mark.parametrize("lag", [0, 60])
def test_how_often_two_hosts_make_two_issues(jira: Sandbox, host: Host, other_host: Host, lag: int,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    """A figure for the manual page. Promised are no more issues than hosts, and one pointer on each later one."""
    jira.settings(search_lag=lag)
    race([host, other_host], MAIL.replace(b"twice@", b"MAIL@"))
    count = per_mail(jira.issues())
    double = sum(number > 1 for number in count.values())
    with capsys.disabled():
        print(f"\n  {jira.flavour}, lag {lag} s: {double} of {ROUNDS} mails that two hosts filed at once became two "
              "issues")
    assert len(count) == ROUNDS and max(count.values()) <= 2
    jira.clock(RETRY_AFTER)
    for i in range(ROUNDS):
        for again in (host, other_host):
            all_filed([again.deliver(MAIL.replace(b"twice@", b"mail%d@" % i))])
    assert len(jira.issues()) == ROUNDS + double
    found = collections.Counter(len(marks(issue, "duplicate")) for issue in jira.issues())
    assert found == +collections.Counter({0: ROUNDS, 1: double})
