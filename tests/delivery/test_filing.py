"""From a mail to a ticket: what is in Jira afterwards, and that it is there once."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from typing import Any

import pytest

from tests.lib.host import Host, Run, failed, ok
from tests.lib.jira import create
from tests.lib.mails import id_of, mail, new_id
from tests.lib.sandbox import Sandbox

TAG = re.compile(r"\[#(JI-[A-Z0-9]{6,})\] ")
PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)) * 5
FILES = [("report.pdf", b"%PDF-1.4\r\n\x00\xff\n--=-frontier-=\r\n" * 40), ("empty.txt", b""), ("photo.png", PNG, "image/png")]
TEXT_LIMIT = 32767


def only_issue(box: Sandbox) -> dict[str, Any]:
    issues = box.issues()
    assert len(issues) == 1, [(one["key"], one["fields"]["summary"]) for one in issues]
    return issues[0]


def ticket_id(issue: dict[str, Any]) -> str:
    found = TAG.match(issue["fields"]["summary"])
    assert found, issue["fields"]["summary"]
    return found.group(1)


def stored(issue: dict[str, Any]) -> list[tuple[str, int, str]]:
    return sorted((one["filename"], one["size"], one["sha256"]) for one in issue["attachments"])


def expected(files: Any) -> list[tuple[str, int, str]]:
    return sorted((one[0], len(one[1]), hashlib.sha256(one[1]).hexdigest()) for one in files)


def filed(jicket: Host, box: Sandbox, **more: Any) -> dict[str, Any]:
    """A first mail's ticket."""
    ok(jicket(input=mail(**more)))
    return box.issues()[-1]


# New issues

def test_a_new_mail_becomes_one_issue_by_one_request(jira: Sandbox, jicket: Host) -> None:
    message = mail("Printer on fire", "It burns, {color:red}really{color}.\n")
    run = ok(jicket(input=message))
    assert run.count("POST /issue") == 1, run
    issue = only_issue(jira)
    assert issue["project"] == "SUP" and issue["fields"]["issuetype"] == "10001"
    assert issue["fields"]["summary"] == f"[#{ticket_id(issue)}] Printer on fire"
    assert issue["fields"]["labels"] == [ticket_id(issue)]
    text = issue["fields"]["description"]
    assert "carla@customer.example" in text and "\\{\u200bcolor:red\\}really\\{color\\}" in text, text
    assert issue["comments"] == [] and issue["attachments"] == []


def test_the_issue_carries_the_digest_of_its_message(jira: Sandbox, jicket: Host) -> None:
    message = mail(body="one\ntwo\n")
    ok(jicket(input=message))
    mark = only_issue(jira)["properties"]["jicket"]
    assert mark["digest"] == hashlib.sha256(id_of(message).encode()).hexdigest()
    assert (mark["step"], mark["size"]) == ("issue", 8)
    assert mark["body"] == hashlib.sha256(b"one\ntwo\n").hexdigest()


def test_everything_travels_in_the_request_that_creates(jira: Sandbox, jicket: Host) -> None:
    """What would be written later could be missing after a crash."""
    run = ok(jicket(input=mail()))
    sent = [one for one in run.requests if one["method"] == "POST" and one["path"].endswith("/issue")][0]["json"]
    assert set(sent["fields"]) == {"project", "issuetype", "summary", "description", "labels"}
    assert [one["key"] for one in sent["properties"]] == ["jicket"]
    assert {one["method"] for one in run.requests} <= {"GET", "POST"}, run


def test_summary_without_tag(dc: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail("Plain"), env={"JICKET_SUMMARY_TAG": "no"}))
    issue = only_issue(dc)
    assert issue["fields"]["summary"] == "Plain" and issue["fields"]["labels"][0].startswith("JI-")


@pytest.mark.parametrize("subject", ["", "   ", "x" * 1000, "\u00fc\u20ac\U0001f600" * 200], ids=["none", "blank", "long", "wide"])
def test_odd_subjects(jira: Sandbox, jicket: Host, subject: str) -> None:
    ok(jicket(input=mail(subject)))
    summary = only_issue(jira)["fields"]["summary"]
    assert TAG.match(summary) and len(summary.encode("utf-16-le")) // 2 <= 255
    assert len(summary) > len("[#JI-12345678] "), "a summary says something"


@pytest.mark.parametrize("given, stored_id", [("Bug", "10002"), ("10003", "10003")], ids=["name", "id"])
def test_issue_type(jira: Sandbox, jicket: Host, given: str, stored_id: str) -> None:
    ok(jicket(["--issue-type", given], mail()))
    assert only_issue(jira)["fields"]["issuetype"] == stored_id


def test_bearer_token(jira: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail(), env={"JICKET_JIRA_USER": None, "JICKET_JIRA_PASS": None, **jira.bearer_auth}))
    only_issue(jira)


@pytest.mark.parametrize("context", ["", "/a/deep/path"])
def test_context_path(jicket: Host, context: str) -> None:
    with Sandbox("datacenter", context=context) as box:
        jicket.box = box
        ok(jicket(input=mail(attachments=FILES[:1])))
        assert stored(only_issue(box)) == expected(FILES[:1])
        ok(jicket(input=mail(), args=["--jiraurl", box.url + "/"]))
        assert len(box.issues()) == 2


# Attachments

def test_attachments_arrive_bit_for_bit_and_once(jira: Sandbox, jicket: Host) -> None:
    run = ok(jicket(input=mail(attachments=FILES)))
    issue = only_issue(jira)
    assert stored(issue) == expected(FILES)
    assert run.count(f"POST /issue/{issue['id']}/attachments") == len(FILES), run
    assert {one["filename"]: one["mimeType"] for one in issue["attachments"]}["photo.png"] == "image/png"


def test_two_files_that_are_alike_are_two(jira: Sandbox, jicket: Host) -> None:
    files = [("same.bin", b"same")] * 2
    message = mail(attachments=files)
    ok(jicket(input=message))
    ok(jicket(input=message))
    assert stored(only_issue(jira)) == expected(files)


@pytest.mark.parametrize("name", ["b\u00e9b\u00e9 \u0444\u0430\u0439\u043b.txt", "\u5831\u544a\u66f8.pdf", "\U0001f4c8.xlsx",
                                  "it's \"quoted\".txt", "semi;colon, 100%.txt"])
def test_file_names(jira: Sandbox, jicket: Host, name: str) -> None:
    """The name as a whole where Jira takes it; what a file name must not hold may be replaced, the kind may not."""
    message = mail(attachments=[(name if '"' not in name else name.replace('"', '\\"'), b"content")])
    ok(jicket(input=message))
    found = only_issue(jira)["attachments"]
    assert len(found) == 1 and found[0]["size"] == 7
    if '"' in name:
        assert found[0]["filename"].endswith(".txt") and found[0]["filename"].startswith("it's")
    else:
        assert found[0]["filename"] == name
    ok(jicket(input=message))
    assert len(only_issue(jira)["attachments"]) == 1, "the second delivery knows the file again"


def test_an_attached_message_is_attached_as_it_is(jira: Sandbox, jicket: Host) -> None:
    inner = mail("Inner", "Inner text\n").rstrip(b"\n")
    ok(jicket(input=mail(attachments=[("Inner.eml", inner, "message/rfc822")])))
    found = only_issue(jira)["attachments"]
    assert [one["filename"] for one in found] == ["Inner.eml"]
    assert found[0]["sha256"] in {hashlib.sha256(inner + end).hexdigest() for end in (b"", b"\n")}


def test_an_attachment_that_is_too_large_is_told_in_the_ticket(jira: Sandbox, jicket: Host) -> None:
    jira.settings(upload_limit=1000)
    files = [("small.bin", b"s" * 10), ("huge.bin", b"h" * 2000), ("last.bin", b"l" * 20)]
    message = mail(attachments=files)
    ok(jicket(input=message))
    issue = only_issue(jira)
    assert stored(issue) == expected([files[0], files[2]])
    assert len(issue["comments"]) == 1, issue["comments"]
    note = issue["comments"][0]["body"].replace("\\", "")
    assert "huge.bin" in note and "2000" in note and "exceeds its maximum permitted size" in note, note
    ok(jicket(input=message))
    assert len(only_issue(jira)["comments"]) == 1, "told once, however often the mail comes"


def test_attachments_disabled(dc: Sandbox, jicket: Host) -> None:
    """That is not the mail's fault: it waits until somebody switches them on."""
    message = mail(attachments=[("a.bin", b"a")])
    dc.settings(attachments_enabled=False)
    run = failed(jicket(input=message), "4.3.5")
    assert "Create Attachments" in run.log and only_issue(dc)["comments"] == []
    dc.settings(attachments_enabled=True)
    ok(jicket(input=message))
    assert stored(only_issue(dc)) == expected([("a.bin", b"a")])


def test_a_text_over_the_limit_is_cut_and_attached_as_a_whole(jira: Sandbox, jicket: Host) -> None:
    body = "".join(f"line {n} of *many* \u00e9\U0001f600\n" for n in range(4000))
    message = mail(body=body)
    ok(jicket(input=message))
    issue = only_issue(jira)
    text = issue["fields"]["description"]
    assert 20000 < len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert [one["filename"] for one in issue["attachments"]] == ["message.txt"]
    assert issue["attachments"][0]["sha256"] in {hashlib.sha256(whole.encode()).hexdigest() for whole in (body, body.rstrip())}
    assert "message.txt" in text
    ok(jicket(input=message))
    assert len(only_issue(jira)["attachments"]) == 1


def test_a_long_reply_is_cut_and_attached_as_a_whole(jira: Sandbox, jicket: Host) -> None:
    first = filed(jicket, jira)
    ok(jicket(input=mail(f"Re: [#{ticket_id(first)}]", "word " * 20000)))
    issue = only_issue(jira)
    assert len(issue["comments"][0]["body"]) <= TEXT_LIMIT and len(issue["attachments"]) == 1


# Replies

def reply_headers(kind: str, ticket: str, first: str) -> dict[str, str]:
    return {"tag": {"subject": f"AW: Re: [#{ticket}] something else"},
            "hashid": {"X_Jicket_HashID": ticket.split("-", 1)[1]},
            "hashid with prefix": {"X_Jicket_HashID": ticket},
            "in-reply-to": {"In_Reply_To": f"<{first}>"},
            "references": {"References": f"<unknown@example.net> <{first}>\n\t<other@example.net>"}}[kind]


@pytest.mark.parametrize("kind", ["tag", "hashid", "hashid with prefix", "in-reply-to", "references"])
def test_a_reply_becomes_a_comment(jira: Sandbox, jicket: Host, kind: str) -> None:
    first = mail("First")
    ok(jicket(input=first))
    message = mail(**{"subject": "Re: First", "body": "The answer.\n", "attachments": FILES[:1],
                      **reply_headers(kind, ticket_id(only_issue(jira)), id_of(first))})
    for _ in range(2):
        ok(jicket(input=message))
        issue = only_issue(jira)
        assert len(issue["comments"]) == 1, issue["comments"]
        comment = issue["comments"][0]
        assert "The answer." in comment["body"]
        assert comment["properties"]["jicket"]["digest"] == hashlib.sha256(id_of(message).encode()).hexdigest()
        assert stored(issue) == expected(FILES[:1])


@pytest.mark.parametrize("kind", ["tag", "hashid"])
def test_a_ticket_of_jicket_0_6_is_found(jira: Sandbox, jicket: Host, kind: str) -> None:
    """It has the tag in its summary, and no label."""
    old = create(jira, "[#JI-ABC123XY] An old ticket")
    create(jira, "JI ABC123XY nearly the same words")
    ok(jicket(input=mail(**{"subject": "Re: old", "body": "More.\n", **reply_headers(kind, "JI-ABC123XY", "")})))
    assert [one["body"].splitlines()[-3] for one in jira.issue(old)["comments"]] == ["More."]
    assert len(jira.issues()) == 2


def test_the_tag_of_an_unknown_ticket_makes_a_new_one(jira: Sandbox, jicket: Host) -> None:
    ok(jicket(input=mail("Re: [#JI-UNKNOWN1] lost")))
    issue = only_issue(jira)
    assert issue["fields"]["labels"] != ["JI-UNKNOWN1"] and issue["comments"] == []


def test_a_reply_to_another_mail_opens_a_ticket(jira: Sandbox, jicket: Host) -> None:
    filed(jicket, jira)
    ok(jicket(input=mail(In_Reply_To="<someone@elsewhere.example>")))
    assert len(jira.issues()) == 2


def own_message_id(key: str, ticket: str, issue: str) -> str:
    """A Message-ID as jicket writes it, worked out here from its description."""
    left = f"jicket.{ticket}.{issue}.unique"
    return f"{left}.{hmac.new(key.encode(), left.encode(), hashlib.sha256).hexdigest()[:20]}@example.com"


def test_a_reply_to_our_own_mail_needs_no_search(jira: Sandbox, jicket: Host) -> None:
    first = filed(jicket, jira)
    ours = own_message_id("key", ticket_id(first), first["id"])
    run = ok(jicket(input=mail(In_Reply_To=f"<{ours}>"), env={"JICKET_MESSAGE_KEY": "key"}))
    assert not any("/search" in call for call in run.calls), run
    assert len(only_issue(jira)["comments"]) == 1


def test_a_forged_id_of_ours_is_no_evidence(jira: Sandbox, jicket: Host) -> None:
    first = filed(jicket, jira)
    forged = own_message_id("another key", ticket_id(first), first["id"])
    ok(jicket(input=mail(In_Reply_To=f"<{forged}>"), env={"JICKET_MESSAGE_KEY": "key"}))
    assert len(jira.issues()) == 2 and jira.issues()[0]["comments"] == []


# Moved issues

def test_a_reply_to_a_moved_issue_follows_it_by_number(jira: Sandbox, jicket: Host) -> None:
    first = filed(jicket, jira)
    jira.move(first["key"], "OPS")
    ours = own_message_id("key", ticket_id(first), first["id"])
    ok(jicket(input=mail(In_Reply_To=f"<{ours}>"), env={"JICKET_MESSAGE_KEY": "key"}))
    issue = only_issue(jira)
    assert issue["project"] == "OPS" and len(issue["comments"]) == 1


def test_a_message_is_not_filed_again_when_its_issue_was_moved(jira: Sandbox, jicket: Host) -> None:
    """A second delivery may come days later, and a person may have moved the issue by then."""
    message = mail(attachments=FILES)
    ok(jicket(input=message))
    jira.move(only_issue(jira)["key"], "OPS")
    ok(jicket(input=message))
    jicket.forget()
    ok(jicket(input=message))
    assert stored(only_issue(jira)) == expected(FILES)


# Twice

@pytest.mark.parametrize("message_id", [None, ""], ids=["with id", "without id"])
def test_the_second_delivery_files_nothing(jira: Sandbox, jicket: Host, message_id: Any) -> None:
    message = mail(attachments=FILES, message_id=message_id)
    ok(jicket(input=message))
    before = jira.state()
    for again in (message, b"Delivered-To: other@example.com\nReceived: by second; now\n" + message,
                  message.replace(b"\n", b"\r\n")):
        for _ in ("the same host", "another one"):
            run = ok(jicket(input=again))
            assert not [call for call in run.calls if call.startswith(("POST /issue", "PUT"))], run
            assert jira.state() == before
            jicket.forget()


def test_two_mails_without_id_are_two(dc: Sandbox, jicket: Host) -> None:
    for body in ("one\n", "two\n"):
        ok(jicket(input=mail(body=body, message_id="")))
    assert len(dc.issues()) == 2


def second_upload(when: str, what: str) -> dict[str, Any]:
    return {"method": "POST", "path": "attachments$", "nth": 2, "when": when, "do": what}


@pytest.mark.parametrize("when, what, host", [
    ("before", "reset", "same"), ("middle", "reset", "same"), ("middle", "reset", "another"), ("after", "reset", "another"),
    ("before", "status", "same"), ("before", "status", "another"), ("after", "cut", "same"), ("after", "status", "another")])
def test_half_filed_then_delivered_again_is_complete_once(jira: Sandbox, jicket: Host, when: str, what: str, host: str) -> None:
    jira.faults([second_upload(when, what)])
    message = mail(attachments=FILES)
    run = jicket(input=message)
    assert jira.faults() == [], "the fault happened"
    if when == "after":
        # Jira has the file: the run sees it there, and goes on.
        ok(run)
        assert stored(only_issue(jira)) == expected(FILES)
    # A request whose body has not begun may be sent again at once: it cannot have had an effect.
    elif run.exit_code or when != "before":
        failed(run, "4.4.2" if what != "status" else "4.3.2")
        assert len(only_issue(jira)["attachments"]) == 1, "the fault came in the middle"
    if host == "another":
        jicket.forget()
    ok(jicket(input=message))
    issue = only_issue(jira)
    assert stored(issue) == expected(FILES) and issue["comments"] == []


@pytest.mark.parametrize("when", ["before", "middle", "after"])
def test_a_reply_that_was_half_filed_is_completed_once(jira: Sandbox, jicket: Host, when: str) -> None:
    ticket = ticket_id(filed(jicket, jira))
    message = mail(f"Re: [#{ticket}]", attachments=FILES)
    jira.faults([second_upload(when, "reset")])
    assert jicket(input=message).exit_code in {"before": (0, 75), "middle": (75,), "after": (0,)}[when]
    jicket.forget()
    ok(jicket(input=message))
    issue = only_issue(jira)
    assert stored(issue) == expected(FILES) and len(issue["comments"]) == 1


@pytest.mark.parametrize("what", ["reset", "cut", "refuse", "html", "status"])
@pytest.mark.parametrize("call", ["issue$", "comment$"])
def test_a_lost_answer_to_a_post_leaves_no_double(jira: Sandbox, jicket: Host, call: str, what: str) -> None:
    """The effect is there, the answer never came: jicket sees it there, and this delivery is the last."""
    ticket = ticket_id(filed(jicket, jira))
    message = mail(f"Re: [#{ticket}]" if call == "comment$" else "New")
    jira.faults([{"method": "POST", "path": call, "when": "after", "do": what}])
    ok(jicket(input=message))
    assert jira.faults() == [], "the fault happened"
    before = jira.state()
    assert [len(one["comments"]) for one in before["issues"]] == ([1] if call == "comment$" else [0, 0])
    for _ in ("the same host", "another one"):
        ok(jicket(input=message))
        assert jira.state() == before
        jicket.forget()


@pytest.mark.parametrize("what", ["reset", "html", "status"])
@pytest.mark.parametrize("call", ["issue$", "comment$"])
def test_a_post_that_got_lost_is_not_taken_for_done(jira: Sandbox, jicket: Host, call: str, what: str) -> None:
    """The effect is not there: the looks find nothing, and the next delivery files it."""
    ticket = ticket_id(filed(jicket, jira))
    message = mail(f"Re: [#{ticket}]" if call == "comment$" else "New")
    jira.faults([{"method": "POST", "path": call, "when": "middle" if what == "reset" else "before", "do": what}])
    before = [(one["key"], one["comments"]) for one in jira.issues()]
    run = failed(jicket(input=message), {"reset": "4.4.2", "html": "4.3.5", "status": "4.3.2"}[what])
    assert jira.faults() == [] and [(one["key"], one["comments"]) for one in jira.issues()] == before, run
    ok(jicket(input=message))
    assert [len(one["comments"]) for one in jira.issues()] == ([1] if call == "comment$" else [0, 0])


@pytest.mark.parametrize("call", ["issue$", "comment$", "attachments$"])
def test_the_looks_last_as_long_as_there_is_time(dc: Sandbox, jicket: Host, call: str) -> None:
    """What is searched is looked for with pauses of 1, 2, 4 s; what is read, twice."""
    ticket = ticket_id(filed(jicket, dc))
    message = mail(f"Re: [#{ticket}]" if call != "issue$" else "New", attachments=FILES[:1])
    dc.faults([{"method": "POST", "path": call, "do": "status", "status": 500}])
    begin = time.monotonic()
    run = failed(jicket(["--timeout", "7"], message), "4.3.0")
    took = time.monotonic() - begin
    after = run.calls[[one["status"] for one in run.requests].index(None) + 1:]
    assert len(after) == (3 if call == "issue$" else 2), run
    assert (2.9 if call == "issue$" else 0.9) < took < (4 if call == "issue$" else 1.9), (took, run)


def test_a_reply_with_a_file_that_the_ticket_has_already(jira: Sandbox, jicket: Host) -> None:
    """It is not stored twice; a file that is only alike is another one."""
    alike = (FILES[0][0], FILES[0][1][:-1] + b"!")
    first = filed(jicket, jira, attachments=FILES[:1])
    ok(jicket(input=mail(f"Re: [#{ticket_id(first)}]", attachments=[FILES[0], alike])))
    assert stored(only_issue(jira)) == expected([FILES[0], alike])


def test_a_longer_second_delivery_completes_what_was_filed_from_a_cut_mail(jira: Sandbox, jicket: Host) -> None:
    """A mail system that is stopped while it writes gives a clean end, and delivers again."""
    whole = mail(body="The beginning.\n" + "The middle.\n" * 200 + "The very end.\n")
    ok(jicket(input=whole[:whole.rindex(b"\n", 0, len(whole) - 1000) + 1]))
    ok(jicket(input=whole))
    issue = only_issue(jira)
    everything = json.dumps(issue)
    assert "The very end." in everything or issue["attachments"], "the rest of the mail is in the ticket"
    before = jira.state()
    ok(jicket(input=whole))
    assert jira.state() == before


# Own mail

def test_own_mail_is_dropped(jira: Sandbox, jicket: Host) -> None:
    own = own_message_id("key", "JI-ABCDEFGH", "10000")
    run = ok(jicket(input=mail(message_id=own), env={"JICKET_MESSAGE_KEY": "key"}))
    assert jira.issues() == [] and run.requests == [], run
    assert "drop" in run.log, run


def test_mail_that_jicket_0_6_sent_is_dropped(jira: Sandbox, jicket: Host) -> None:
    first = new_id()
    fields = {"X_Jicket_Initial_ReplyID": f"<{first}>", "In_Reply_To": f"<{first}>", "X_Jicket_HashID": "QJ4NXV12"}
    own = {"JICKET_TICKET_ADDRESS": "support@example.org"}
    run: Run = ok(jicket(input=mail(**fields, From="support@example.org"), env=own))
    assert jira.issues() == [], run
    # Anybody can write such fields.
    ok(jicket(input=mail(**fields), env=own))
    assert len(jira.issues()) == 1, run
