"""The short form of the soak: 150 mails through a Postfix queue while a third of all requests to Jira fail, and
deliveries are killed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.delivery.long.soak import Soak, report
from tests.lib.compose import File, mail, noise
from tests.lib.host import Host
from tests.lib.sandbox import Sandbox

MESSAGES = 150
# After this time the faults stop, whatever is still in the queue.
SECONDS = 40


def test_every_mail_is_filed_exactly_once(capsys: pytest.CaptureFixture[str]) -> None:
    with Soak(MESSAGES, seed=1, seconds=SECONDS, kills=0.3) as soak:
        result = soak.run()
        everything = "" if not result.problems else "\n".join(host.everything() for host in soak.hosts)
    with capsys.disabled():
        print("\n" + report(result))
    assert not result.problems, f"{report(result)}\n{everything}"
    assert len(result.mails) == MESSAGES


@pytest.mark.parametrize("lag", [0, 2])
def test_two_hosts(lag: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mail at both hosts: one ticket, or a later one that points to the earlier one."""
    with Soak(24, seed=1, hosts=2, lag=lag, share=0, seconds=SECONDS) as soak:
        result = soak.run()
    with capsys.disabled():
        print("\n" + report(result))
    assert not result.problems, report(result)


def stopped_at_its_file(box: Sandbox, host: Host, data: bytes) -> None:
    """A delivery that gets as far as its first attachment, which Jira never sees."""
    box.faults([{"method": "POST", "path": "/attachments$", "do": "status", "status": 500, "times": 0}])
    assert host.deliver(data).exit_code == 75
    box.faults([])


def signed(ident: str, **headers: str) -> bytes:
    """A mail with a picture whose name and size are those of everybody's."""
    picture = File("image001.png", noise(ident, 900))
    return mail(f"{ident}@customer.example", ident, "See the picture.\n", [picture], **headers)


def pictures(*idents: str) -> list[str]:
    return sorted(hashlib.sha256(noise(ident, 900)).hexdigest() for ident in idents)


FIRST, ANSWER = signed("first"), signed("answer", In_Reply_To="<first@customer.example>")


@pytest.mark.parametrize("whole, stopped", [
    # The later mail took it for its own, which was lost.
    pytest.param([], [FIRST, ANSWER], id="comes after the comment of a later one"),
    # The earlier mail must not upload again what it has stored.
    pytest.param([FIRST], [ANSWER], id="is there before that of a later one")])
def test_the_file_of_an_earlier_mail(tmp_path: Path, whole: list[bytes], stopped: list[bytes]) -> None:
    """Found by the soak: what two mails attach under one name are two files."""
    with Sandbox("datacenter") as box:
        host = Host(box, tmp_path / "host")
        for data in whole:
            assert host.deliver(data).exit_code == 0
        for data in stopped:
            stopped_at_its_file(box, host, data)
        for data in (FIRST, ANSWER):
            assert host.deliver(data).exit_code == 0
        assert [len(issue["comments"]) for issue in box.issues()] == [1]
        assert sorted(file["sha256"] for file in box.issues()[0]["attachments"]) == pictures("first", "answer")
