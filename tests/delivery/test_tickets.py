"""Tickets that people work with: collisions, edited labels and summaries, deleted, moved, closed and crowded ones."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.lib.compose import File, mail, noise
from tests.lib.host import RETRY_AFTER, Host, ok
from tests.lib.jira import call, mark_of, marks, only
from tests.lib.sandbox import Sandbox


DAY = 86400
FILE = File("trace.txt", noise("trace", 700))
MAIL = mail("first@customer.example", "Coffee machine", "It is out of beans.\n", [FILE])
# Of the same name and size, and yet another file.
LIKE_IT = File("trace.txt", noise("another trace", 700))
ANSWER = mail("second@customer.example", "Re: Coffee machine", "And of water.\n", [LIKE_IT],
              In_Reply_To="<first@customer.example>")


def ticket(jira: Sandbox, host: Host) -> dict[str, Any]:
    ok(host.deliver(MAIL))
    return only(jira.issues())[0]


def tagged(label: str, ident: str = "tagged@customer.example", **headers: str) -> bytes:
    """An answer that knows nothing but the tag in its subject."""
    return mail(ident, f"Re: [#{label}] Coffee machine", "Hello?\n", **headers)


def raw(ident: str, body: str, **fields: str) -> bytes:
    """A mail whose fields stand in it as they are given."""
    fields = {"Subject": "Re: Coffee machine", **fields}
    head = [f"Message-ID: <{ident}>", "From: Ann <ann@customer.example>", "To: support@example.com",
            "Date: Mon, 30 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def edit(jira: Sandbox, issue: dict[str, Any], **fields: Any) -> None:
    call(jira, "PUT", f"/issue/{issue['id']}", {"fields": fields})


def ids_of(host: Host, data: bytes, number: int) -> list[str]:
    """The ticket ids that jicket would give this mail, one after the other, as it finds the ones before taken."""
    found: list[str] = []
    box = host.box
    for i in range(number):
        ok(host.deliver(data))
        issue = box.issues()[-1]
        found.append(issue["fields"]["labels"][0])
        # Now it is somebody else's.
        mark = {**mark_of(issue), "digest": f"{i:064x}"}
        call(box, "PUT", f"/issue/{issue['id']}/properties/jicket", mark)
        host.forget()
    return found


# How the answer names the ticket: fields of the answer, with "ID" for the ticket id and "HASH" without its prefix.
NAMED = {
    "no brackets": {"In_Reply_To": "first@customer.example"},
    "two brackets": {"In_Reply_To": "<<first@customer.example>>"},
    "folded within": {"References": "<first@\r\n customer.example>"},
    "encoded": {"In_Reply_To": "=?utf-8?Q?=3Cfirst=40customer?=\r\n =?utf-8?Q?=2Eexample=3E?="},
    "beside a comment": {"In_Reply_To": "Your message (of <x@y>) <first@customer.example>"},
    "no blank between": {"References": "<other@x><first@customer.example>,<more@x>"},
    "first tag unknown": {"Subject": "Re: [#JI-ABCDEFGH] [#ID] Coffee"},
    "lower case": {"Subject": "re: [#id] coffee"},
    "round brackets": {"Subject": "Re: (#ID) Coffee"},
    "wide brackets": {"Subject": "=?utf-8?B?44CQ?=#ID=?utf-8?B?44CR?= Coffee"},
    "escaped": {"Subject": r"Re: \[#ID\] Coffee"},
    "folded tag": {"Subject": "Re: [#JI-\r\n HASH] Coffee"},
    "tag over words": {"Subject": "=?utf-8?Q?Re=3A_[#JI-?=\r\n =?utf-8?Q?HASH]_Coffee?="},
    "in a sentence": {"Subject": "What became of ID, please?"},
    "field with a tag": {"X_Jicket_HashID": "[#ID]"},
    "second field": {"X_Jicket_HashID": "ABCDEFGH\r\nX-Jicket-HashID: hash"},
    "one bracket": {"In_Reply_To": "<first@customer.example"},
    "blanks within the brackets": {"In_Reply_To": "< first@customer.example >"},
    "a folded comment within": {"In_Reply_To": "(about (beans)\r\n\t again) <first@customer.example> (Ann's \\) mail)"},
    "a comment without an end": {"In_Reply_To": "<first@customer.example> (Ann :-("},
    "quoted": {"In_Reply_To": '"first@customer.example"'},
    "mail of a person": {"In_Reply_To": "Message from Ann <ann@customer.example> of Mon <first@customer.example>"},
    "several fields": {"References": "<a@x>\r\nReferences: <first@customer.example>\r\nReferences: <b@x>"},
    "second In-Reply-To": {"In_Reply_To": "<a@x>\r\nIn-Reply-To: <first@customer.example>"},
    "name of the field in capitals": {"IN_REPLY_TO": "<first@customer.example>"},
    "only in References, no brackets": {"References": "a@x first@customer.example b@x"},
    "encoded as base64": {"References": "=?us-ascii?B?PGZpcnN0QGN1c3RvbWVyLmV4YW1wbGU+?="},
    "encoded in part": {"In_Reply_To": "<first=?utf-8?Q?=40?=customer.example>"},
    "behind many": {"References": "\r\n ".join(f"<{i}@x>" for i in range(150)) + "\r\n <first@customer.example>"},
    "before many": {"References": "<first@customer.example>\r\n " + "\r\n ".join(f"<{i}@x>" for i in range(150))},
    "behind AW:": {"Subject": "AW: [#ID] Coffee"},
    "behind Re[2]:": {"Subject": "Re[2]: [#ID] Coffee"},
    "behind a warning": {"Subject": "[External] Re: [EXT] [#ID] Coffee"},
    "without a blank": {"Subject": "Re:[#ID]Coffee"},
    "at the end": {"Subject": "Coffee [#ID]"},
    "blanks in brackets": {"Subject": "Re: [ # ID ] Coffee"},
    "no-break spaces": {"Subject": "=?utf-8?B?W8KgI8Kg?=ID=?utf-8?B?wqBd?= Coffee"},
    "a soft hyphen and a joiner": {"Subject": "=?utf-8?Q?[=C2=AD#=E2=80=8D?=ID=?utf-8?Q?=E2=80=8B]?="},
    "full-width brackets": {"Subject": "=?utf-8?B?77y777yD?=ID=?utf-8?B?77y9?= Coffee"},
    "tortoise-shell brackets": {"Subject": "=?utf-8?B?44CU?=ID=?utf-8?B?44CV?= Coffee"},
    "no #": {"Subject": "Re: [ID] Coffee"},
    "angle brackets": {"Subject": "Re: <ID> Coffee"},
    "braces": {"Subject": "Re: {#ID} Coffee"},
    "two pairs of brackets": {"Subject": "Re: [[#ID]] Coffee"},
    "brackets in a bracket": {"Subject": "Re: (Fwd: [#ID] Coffee)"},
    "an escaped #": {"Subject": r"Re: [\#ID] Coffee"},
    "an entity": {"Subject": "Re: &#91;#ID&#93; Coffee"},
    "a dash of another kind": {"Subject": "=?utf-8?B?UmU6IFsjSkniiJI=?=HASH] Coffee"},
    "folded between": {"Subject": "Re: [#ID]\r\n\tCoffee"},
    "a tag in each encoded word": {"Subject": "=?iso-8859-1?Q?Re:_[#ABCDEFGH]?= =?iso-8859-1?B?Og==?= =?us-ascii?Q?[#?=ID=?us-ascii?Q?]?="},
    "three tags, the last one ours": {"Subject": "[#JI-ABCDEFGH] [JIRA-4711] [#JI-HGFEDCBA] Re: [#ID]"},
    "seven unknown tags first": {"Subject": "".join(f"[#JI-ABCDEFG{c}]" for c in "HKLMNPR") + "[#ID]"},
    "lower case in a sentence": {"Subject": "what became of id?"},
    "a sentence's end": {"Subject": "I mean #ID."},
    "in quotes": {"Subject": 'Re: "ID"'},
    "a field with the prefix": {"X_Jicket_HashID": "ID"},
    "a field with blanks": {"X_Jicket_HashID": " \t HASH \t"},
    "a field in an encoded word": {"X_Jicket_HashID": "=?utf-8?Q?ID?="},
}


@pytest.mark.parametrize("how", NAMED)
def test_named(jira: Sandbox, host: Host, how: str) -> None:
    """However programs write ids and tags, the answer finds its ticket, again and again."""
    label = ticket(jira, host)["fields"]["labels"][0]

    def put(text: str) -> str:
        for name, value in (("ID", label), ("HASH", label[3:])):
            text = re.sub(rf"(?<!\w){name}(?!\w)", value, text)
            text = re.sub(rf"(?<!\w){name.lower()}(?!\w)", value.lower(), text)
        return text

    fields = {name: put(value) for name, value in NAMED[how].items()}
    answer = raw("second@customer.example", "And of water.\n", **fields)
    for _ in range(2):
        ok(host.deliver(answer))
        host.forget()
    assert len(only(jira.issues())[0]["comments"]) == 1


# A Message-ID as it stands in the first mail, and as the program of the one who answers repeats it.
ODD_IDS = {
    "no @": ("<3a53c9f2-1a8e-41f0>", "<3a53c9f2-1a8e-41f0>"),
    "no @, brackets added": ("3a53c9f2-1a8e-41f0", "<3a53c9f2-1a8e-41f0>"),
    "no @, brackets left out": ("<3a53c9f2-1a8e-41f0>", "3a53c9f2-1a8e-41f0"),
    "brackets added": ("odd@customer.example", "<odd@customer.example>"),
    "brackets doubled": ("<odd@customer.example>", "<<odd@customer.example>>"),
    "brackets halved": ("<<odd@customer.example>>", "<odd@customer.example>"),
    "a comment lost": ("<odd@customer.example> (added by mx)", "<odd@customer.example>"),
    "folded, unfolded": ("\r\n <odd@\r\n customer.example>", "<odd@customer.example>"),
    "encoded, decoded": ("=?us-ascii?Q?=3Codd=40customer.example=3E?=", "<odd@customer.example>"),
    "decoded, encoded": ("<odd@customer.example>", "=?us-ascii?Q?=3Codd=40customer.example=3E?="),
    "a blank within": ("<odd 1@customer.example>", "<odd 1@customer.example>"),
    "a blank within, lost": ("<odd 1@customer.example>", "<odd1@customer.example>"),
    "quoted": ('<"o>dd"@customer.example>', '<"o>dd"@customer.example>'),
    "two @": ("<odd@1@customer.example>", "<odd@1@customer.example>"),
    "a literal": ("<odd@[127.0.0.1]>", "<odd@[127.0.0.1]>"),
    "not ASCII": ("<ödd@customer.example>", "<ödd@customer.example>"),
    "not ASCII, encoded": ("<ödd@customer.example>", "=?utf-8?Q?=3C=C3=B6dd=40customer.example=3E?="),
    "long": (f"<{'o' * 900}@x>", f"<{'o' * 900}@x>"),
    "braces of a device": ("<{0D1E-22}@printer>", "<{0D1E-22}@printer>"),
}


@pytest.mark.parametrize("how", ODD_IDS)
def test_odd_id(jira: Sandbox, host: Host, how: str) -> None:
    """What is no id by the book, or is written in another way by who answers, names the ticket all the same."""
    first, later = ODD_IDS[how]
    original = raw("unused@x", "Beans.\n", Subject="Odd").replace(b"<unused@x>", first.encode())
    answer = raw("b@x", "Water.\n", Subject="Re: Odd", In_Reply_To=later)
    for data in (original, answer, original, answer):
        ok(host.deliver(data))
        host.forget()
    assert len(only(jira.issues())[0]["comments"]) == 1


ASIDE = raw("third@customer.example", "Which beans?\n", In_Reply_To="<second@customer.example>")


def test_answer_to_a_comment(jira: Sandbox, host: Host) -> None:
    """A mail that became a comment is answered, and the first one is named no more."""
    ticket(jira, host)
    for data in (ANSWER, ASIDE, ASIDE):
        ok(host.deliver(data))
        host.forget()
    assert len(only(jira.issues())[0]["comments"]) == 2


def test_answer_to_a_comment_at_once(jira: Sandbox, host: Host) -> None:
    """The search does not know the comment yet, nor its ticket; the host that wrote it does."""
    jira.settings(search_lag=60)
    for data in (MAIL, ANSWER, ASIDE, ASIDE):
        ok(host.deliver(data))
    assert len(only(jira.issues())[0]["comments"]) == 2
    for data in (ASIDE, ANSWER, MAIL):
        host.again(data)
    assert len(only(jira.issues())[0]["comments"]) == 2


def test_answer_to_a_comment_that_is_gone(jira: Sandbox, host: Host) -> None:
    """The memory of the host names an issue that was deleted: that is no reason to keep the mail."""
    found = ticket(jira, host)
    ok(host.deliver(ANSWER))
    call(jira, "DELETE", f"/issue/{found['id']}")
    ok(host.deliver(ASIDE))
    only(jira.issues())


def test_answers_along_a_chain(jira: Sandbox, host: Host) -> None:
    """Each names the one before it alone, by whatever host they come."""
    ticket(jira, host)
    for i in range(4):
        before = f"chain{i - 1}@customer.example" if i else "second@customer.example"
        data = raw(f"chain{i}@customer.example", f"Chain {i}.\n", In_Reply_To=before, Subject=f"About {i}")
        for one in (ANSWER, data, data) if not i else (data, data):
            host.again(one)
    assert len(only(jira.issues())[0]["comments"]) == 5


def test_who_quotes_the_id_of_a_comment(jira: Sandbox, host: Host) -> None:
    """The id in somebody's comment is not the comment of that mail: its mark is missing."""
    found = ticket(jira, host)
    ok(host.deliver(ANSWER))
    label = re.search(r"JI-[A-Z0-9]{6,}", str(only(jira.issues())[0]["comments"][-1]["body"]))[0]
    call(jira, "POST", f"/issue/{found['id']}/comment", {"body": f"See {label}."})
    comment = only(jira.issues())[0]["comments"][0]
    call(jira, "DELETE", f"/issue/{found['id']}/comment/{comment['id']}")
    host.forget()
    ok(host.deliver(ASIDE))
    only(jira.issues(), 2)


@pytest.mark.parametrize("subject", ["Re: [#ji-abcdefgh] x", "see JI-ABCDEFGH", "(JI-ABCDEFGH)"])
def test_named_unknown(jira: Sandbox, host: Host, subject: str) -> None:
    """A name that no ticket has makes a ticket."""
    ticket(jira, host)
    ok(host.deliver(raw("second@customer.example", "Hello?\n", Subject=subject)))
    only(jira.issues(), 2)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_collisions(jira: Sandbox, host: Host, number: int) -> None:
    """Issues of other mails have our id: the next number is ours, and stays ours."""
    taken = ids_of(host, MAIL, number)
    ok(host.deliver(MAIL))
    ours = only(jira.issues(), number + 1)[-1]
    assert len({*taken, ours["fields"]["labels"][0]}) == number + 1
    assert ours["fields"]["summary"].startswith(f"[#{ours['fields']['labels'][0]}]")
    host.again(MAIL)
    only(jira.issues(), number + 1)
    host.again(ANSWER)
    assert [len(issue["comments"]) for issue in only(jira.issues(), number + 1)] == [0] * number + [1]


def test_all_numbers_taken(jira: Sandbox, host: Host) -> None:
    """Eight collisions do not happen; the mail must not be lost all the same, nor filed twice."""
    ids_of(host, MAIL, 8)
    ok(host.deliver(MAIL))
    only(jira.issues(), 9)
    host.again(MAIL)
    only(jira.issues(), 9)


def test_label_removed(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    label = issue["fields"]["labels"][0]
    edit(jira, issue, labels=["kitchen"])
    host.again(MAIL)
    assert len(only(jira.issues())[0]["attachments"]) == 1
    host.again(tagged(label))
    assert len(marks(only(jira.issues())[0], "comment")) == 1
    host.again(tagged(label))
    assert len(marks(only(jira.issues())[0], "comment")) == 1


def test_summary_rewritten(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    edit(jira, issue, summary="Kitchen: the machine")
    host.again(MAIL)
    host.again(tagged(issue["fields"]["labels"][0]))
    host.again(ANSWER)
    found = only(jira.issues())[0]
    assert len(marks(found, "comment")) == 2
    assert found["fields"]["summary"] == "Kitchen: the machine"


def test_label_and_tag_removed(jira: Sandbox, host: Host) -> None:
    """Nothing is left by which a search could find it: a second ticket, and no loss. The same host still knows."""
    issue = ticket(jira, host)
    edit(jira, issue, summary="Kitchen", labels=[])
    jira.clock(RETRY_AFTER)
    ok(host.deliver(MAIL))
    only(jira.issues())
    host.again(MAIL)
    assert len(jira.issues()) in (1, 2)


def test_labels_added(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    edit(jira, issue, labels=["kitchen", *issue["fields"]["labels"], "JI-OTHER"])
    host.again(MAIL)
    host.again(ANSWER)
    assert len(only(jira.issues())[0]["comments"]) == 1


def person_s(jira: Sandbox, labels: list[str], summary: str = "CLONE - Coffee") -> str:
    """An issue without our mark: somebody cloned the ticket, or copied its label."""
    fields = {"project": {"key": "SUP"}, "issuetype": {"name": "Task"}, "summary": summary, "labels": labels}
    return str(call(jira, "POST", "/issue", {"fields": fields})["id"])


def test_label_on_a_later_issue(jira: Sandbox, host: Host) -> None:
    person_s(jira, ticket(jira, host)["fields"]["labels"])
    host.again(MAIL)
    host.again(ANSWER)
    assert [len(one["comments"]) for one in only(jira.issues(), 2)] == [1, 0]


@pytest.mark.parametrize("by", ["label", "tag"])
def test_id_on_an_earlier_issue(jira: Sandbox, host: Host, by: str) -> None:
    """What is not marked as made from our mail is not what it became; it gets a ticket of its own, under another id."""
    label = ticket(jira, host)["fields"]["labels"][0]
    jira.reset()
    if by == "label":
        person_s(jira, [label])
    else:
        person_s(jira, [], f"[#{label}] Coffee")
    host.again(MAIL)
    host.again(MAIL)
    assert [len(one["attachments"]) for one in only(jira.issues(), 2)] == [0, 1]
    assert jira.issues()[1]["fields"]["labels"] != [label]


def test_ticket_of_jicket_06(jira: Sandbox, host: Host) -> None:
    """A tag in the summary and nothing else: answers to it go on being found."""
    label = ticket(jira, host)["fields"]["labels"][0]
    jira.reset()
    person_s(jira, [], f"[#{label}] Coffee")
    host.again(tagged(label))
    host.again(tagged(label))
    assert len(only(jira.issues())[0]["comments"]) == 1


def test_deleted(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    call(jira, "DELETE", f"/issue/{issue['id']}")
    host.again(ANSWER)
    found = only(jira.issues())[0]
    assert mark_of(found)["step"] == "issue" and len(found["attachments"]) == 1
    host.again(MAIL)
    assert len(only(jira.issues(), 2)[1]["attachments"]) == 1
    host.again(ANSWER)
    only(jira.issues(), 2)


def test_deleted_and_this_host_remembers(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    call(jira, "DELETE", f"/issue/{issue['id']}")
    ok(host.deliver(MAIL))
    assert only(jira.issues())[0]["id"] != issue["id"]


@pytest.mark.parametrize("data", [MAIL, ANSWER, b"tag"])
def test_moved(jira: Sandbox, host: Host, data: bytes) -> None:
    issue = ticket(jira, host)
    jira.move(issue["key"], "OPS")
    data = tagged(issue["fields"]["labels"][0]) if data == b"tag" else data
    host.again(data)
    host.again(data)
    found = only(jira.issues())[0]
    assert found["project"] == "OPS"
    assert len(found["comments"]) == (0 if data == MAIL else 1)


def test_moved_here(jira: Sandbox, host: Host) -> None:
    """A ticket that was made for another project and moved into ours takes our answers."""
    ok(host.deliver(MAIL, "--jiraproject", "OPS"))
    jira.move(jira.issues()[0]["key"], "SUP")
    host.again(ANSWER)
    host.again(ANSWER)
    assert len(only(jira.issues())[0]["comments"]) == 1


def close(jira: Sandbox, issue: dict[str, Any]) -> None:
    call(jira, "POST", f"/issue/{issue['id']}/transitions", {"transition": {"id": "21"}})


def test_closed_comment(jira: Sandbox, host: Host) -> None:
    issue = ticket(jira, host)
    close(jira, issue)
    host.again(ANSWER)
    host.again(ANSWER)
    assert len(only(jira.issues())[0]["comments"]) == 1


def test_closed_new(jira: Sandbox, host: Host) -> None:
    """An answer to a closed ticket becomes one that follows it, and so do the answers after that."""
    issue = ticket(jira, host)
    close(jira, issue)
    for _ in range(2):
        host.again(ANSWER, "--closed", "new")
        old, follower = only(jira.issues(), 2)
        assert old["comments"] == []
        assert [link["issue"] for link in old["links"]] == [follower["id"]]
        assert [link["issue"] for link in follower["links"]] == [old["id"]]
        assert issue["key"] in follower["fields"]["description"]
    third = mail("third@customer.example", f"Re: [#{issue['fields']['labels'][0]}] Coffee machine", "Still.\n",
                 In_Reply_To="<second@customer.example>",
                 References="<first@customer.example> <second@customer.example>")
    for _ in range(2):
        host.again(third, "--closed", "new")
        assert [len(one["comments"]) for one in only(jira.issues(), 2)] == [0, 1]


def test_original_of_a_closed_ticket_again(jira: Sandbox, host: Host) -> None:
    """A second delivery is no answer, whatever became of the ticket."""
    close(jira, ticket(jira, host))
    host.again(MAIL, "--closed", "new")
    assert only(jira.issues())[0]["comments"] == []


@pytest.mark.parametrize("age, comments", [(31, 1), (29, 0)])
def test_closed_age(jira: Sandbox, host: Host, age: int, comments: int) -> None:
    jira.clock(-30 * DAY)
    issue = ticket(jira, host)
    close(jira, issue)
    jira.clock(30 * DAY)
    ok(host.deliver(ANSWER, "--closed", "new", "--closed-age", str(age)))
    assert [len(one["comments"]) for one in jira.issues()][0] == comments
    only(jira.issues(), 1 if comments else 2)


@pytest.mark.parametrize("skew", [-3600, 3600])
def test_closed_new_with_another_clock(jira: Sandbox, host: Host, skew: int) -> None:
    """The clocks of Jira and of the mail host are never the same."""
    jira.clock(skew)
    close(jira, ticket(jira, host))
    ok(host.deliver(ANSWER, "--closed", "new"))
    only(jira.issues(), 2)


def test_reopened(jira: Sandbox, host: Host) -> None:
    """The answer became a ticket of its own; that the old one is opened again must not file it there as well."""
    issue = ticket(jira, host)
    close(jira, issue)
    host.again(ANSWER, "--closed", "new")
    call(jira, "POST", f"/issue/{issue['id']}/transitions", {"transition": {"id": "51"}})
    host.again(ANSWER, "--closed", "new")
    assert [len(one["comments"]) for one in only(jira.issues(), 2)] == [0, 0]


@pytest.mark.parametrize("number", [120, 990])
def test_many_comments(jira: Sandbox, host: Host, number: int) -> None:
    """The comment of a mail is found again below all that people wrote since."""
    issue = ticket(jira, host)
    host.again(ANSWER)
    for i in range(number):
        call(jira, "POST", f"/issue/{issue['id']}/comment", {"body": f"Note {i}"})
    host.again(ANSWER)
    host.again(MAIL)
    found = only(jira.issues())[0]
    assert len(found["comments"]) == number + 1
    assert len(found["attachments"]) == 2


def test_files_of_others(jira: Sandbox, host: Host) -> None:
    """A file that is alike in name and size alone is one attachment for each mail; one that is there already is none."""
    ticket(jira, host)
    mails = []
    for i in range(3):
        own = File(FILE.name, noise(f"trace {i}", len(FILE.data)))
        mails.append(mail(f"logo{i}@customer.example", "Re: Coffee machine", f"Mail {i}\n", [own, FILE, own],
                          In_Reply_To="<first@customer.example>"))
        host.again(mails[-1])
        host.again(mails[-1])
    for data in mails:
        host.again(data)
    assert len(only(jira.issues())[0]["attachments"]) == 1 + 3 * 2


def test_mails_without_message_id(jira: Sandbox, host: Host) -> None:
    """The same mail is known again by its content, another one is not taken for it."""
    data = MAIL.replace(b"Message-ID: <first@customer.example>\n", b"")
    host.again(data)
    host.again(data.replace(b"09:00:00", b"09:07:31"))
    only(jira.issues())
    host.again(data.replace(b"out of beans", b"out of water"))
    only(jira.issues(), 2)


def test_list_footer(jira: Sandbox, host: Host) -> None:
    """The same Message-ID by another way, with a footer: neither a second ticket nor a rest."""
    data = mail("footer@customer.example", "By two ways", "Text.\n")
    host.again(data)
    host.again(data + b"-- \nlist footer\n")
    issue = only(jira.issues())[0]
    assert len(issue["comments"]) <= 1
    count = len(issue["comments"])
    host.again(data)
    host.again(data + b"-- \nlist footer\n")
    assert len(only(jira.issues())[0]["comments"]) == count
