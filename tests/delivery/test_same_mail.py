"""Is it the same mail? Pairs of mails with one Message-ID, or none, and what must come of the second.

The law: a mail may be taken as filed before only if everything that it says, text and files, is in the ticket already.
"""

from __future__ import annotations

import base64
import quopri
from typing import Any, NamedTuple

import pytest

from tests.lib.host import Host, ok
from tests.lib.sandbox import Sandbox

MON = "Mon, 30 Nov 2026 10:00:00 +0000"
TUE = "Tue, 01 Dec 2026 10:00:00 +0000"
HOP = "from printer by mx.example.org id A1; Mon, 30 Nov 2026 10:00:01 +0000"
TEXT = "Hello\n\nplease help, pump 4711 is loud\n"
FOOTER = "_______________\nml mailing list\nhttp://lists.example.com/ml\n"
LIST = {"List-Id": "<ml.example.com>", "Subject": "[ml] Pump"}


def mail(text: Any = TEXT, **headers: Any) -> bytes:
    """A mail; a header that is None is left out."""
    fields = {"Received": HOP, "From": "Ann <ann@example.org>", "To": "support@example.com", "Subject": "Pump",
              "Date": MON, "Message-ID": "<same@example.org>"}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    body = text if isinstance(text, bytes) else text.encode()
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None).encode() + b"\n" + body


def by_list(text: Any = TEXT + FOOTER, **headers: Any) -> bytes:
    return mail(text, **{**{name.replace("-", "_"): value for name, value in LIST.items()}, **headers})


def parts(*leaves: tuple[str, str], kind: str = "mixed", **headers: Any) -> bytes:
    body = "".join(f"--b\n{head}\n\n{text}\n" for head, text in leaves) + "--b--\n"
    return mail(body, MIME_Version="1.0", Content_Type=f'multipart/{kind}; boundary="b"', **headers)


def file(name: str, data: bytes) -> tuple[str, str]:
    return (f'Content-Type: application/octet-stream; name="{name}"\nContent-Transfer-Encoding: base64\n'
            f'Content-Disposition: attachment; filename="{name}"', base64.b64encode(data).decode())


PLAIN = ("Content-Type: text/plain", TEXT)
HTML = ("Content-Type: text/html", "<p>Hello</p><p>please help, pump 4711 is loud</p>")
FOOT = ("Content-Type: text/plain", FOOTER)
A, B = file("a.bin", b"one content of a file"), file("a.bin", b"two content of a file")
C = file("c.bin", b"something else")
CODED = {"MIME_Version": "1.0", "Content_Type": "text/plain; charset=utf-8"}
UMLAUT = "Grüße\n\nPumpe 4711 läuft heiß\n"

SAME, CUT, ANOTHER = "same", "cut", "another"


class Pair(NamedTuple):
    name: str
    first: bytes
    second: bytes
    comes: str


PAIRS = [
    Pair("to the letter", mail(), mail(), SAME),
    Pair("another way to us", mail(), mail(Received="from elsewhere by mx2; " + MON), SAME),
    Pair("fields that a filter adds", mail(), mail(X_Spam="no", Authentication_Results="x; spf=pass"), SAME),
    Pair("line ends", mail(), mail().replace(b"\n", b"\r\n"), SAME),
    Pair("blanks at the end of lines", mail(), mail(TEXT.replace("\n", "  \n")), SAME),
    # Another text, whoever sent it
    Pair("another text", mail(), mail("Shipment 222 needs customs papers until Friday!\n"), ANOTHER),
    Pair("another text, date and subject", mail(Subject="Shipment 111"), mail("Papers!\n", Subject="Shipment 222", Date=TUE),
         ANOTHER),
    Pair("one word more", mail(), mail(TEXT.replace("loud", "loud now")), ANOTHER),
    Pair("one word less", mail(), mail(TEXT.replace("please help, ", "")), ANOTHER),
    Pair("a line before", mail(), mail("Urgent!\n" + TEXT), ANOTHER),
    Pair("lines in another order", mail("one 1\ntwo 2\n"), mail("two 2\none 1\n"), ANOTHER),
    Pair("another subject", mail(Subject="[web01] disk full"), mail(Subject="[web02] disk full"), ANOTHER),
    Pair("another date, the same text", mail(), mail(Date=TUE), ANOTHER),
    Pair("another sender", mail(), mail(From="Bob <bob@example.org>"), ANOTHER),
    Pair("thumbs up, thumbs down", mail("\U0001f44d\n"), mail("\U0001f44e\n"), ANOTHER),
    Pair("text and none", mail(""), mail(), CUT),
    Pair("none and text", mail(), mail(""), SAME),
    # An attacker who knows the id files something first
    Pair("a longer text of somebody else", mail("attacker " * 40 + "\n", From="evil@example.net", Date=TUE),
         mail("Please cancel order 4711 today\n"), ANOTHER),
    Pair("a text that begins alike", mail("Please cancel\nattacker\n"), mail("Please cancel\norder 4711\n"), ANOTHER),
    Pair("a text that has all lines and more", mail("x\nHello\n\nplease help, pump 4711 is loud\ny\n", From="evil@example.net"),
         mail(), ANOTHER),
    Pair("a list header on another text", mail("attacker\n"), by_list("Please cancel\n"), ANOTHER),
    Pair("a list header, a long rest", mail("Hello\n"), by_list("Hello\n" + "".join(f"line {i}\n" for i in range(60))), CUT),
    # Lists
    Pair("footer of a list", mail(), by_list(), SAME),
    Pair("a list that adds nothing", mail(), by_list(TEXT), SAME),
    Pair("header of a list", mail(), by_list("This is the ml list\n" + TEXT + FOOTER), SAME),
    Pair("first by the list", by_list(), mail(), SAME),
    Pair("Re: before the tag of the list", mail(Subject="Re: Pump"), by_list(Subject="[ml] Re: Pump"), SAME),
    Pair("sender by the list", mail(), by_list(From='"Ann via ml" <ml@example.com>', Reply_To="ann@example.org"), SAME),
    Pair("footer as a part", parts(PLAIN), parts(PLAIN, FOOT, **{k.replace("-", "_"): v for k, v in LIST.items()}), SAME),
    Pair("a plain mail as parts", mail(), parts(PLAIN, FOOT, **{k.replace("-", "_"): v for k, v in LIST.items()}), SAME),
    Pair("HTML with a footer as a part", parts(PLAIN, HTML, kind="alternative"),
         parts(PLAIN, HTML, FOOT, **{k.replace("-", "_"): v for k, v in LIST.items()}), SAME),
    Pair("by a list with another file", parts(PLAIN, A), parts(PLAIN, B, FOOT, List_Id="<ml>"), ANOTHER),
    Pair("by a list with its file", parts(PLAIN, A), parts(PLAIN, A, FOOT, List_Id="<ml>"), SAME),
    Pair("another text by the same list", by_list("Hello\n" + FOOTER), by_list("Bye\n" + FOOTER), ANOTHER),
    # Other bytes, the same text
    Pair("base64 as 8bit", mail(base64.encodebytes(UMLAUT.encode()), Content_Transfer_Encoding="base64", **CODED),
         mail(UMLAUT, Content_Transfer_Encoding="8bit", **CODED), SAME),
    Pair("8bit as quoted-printable", mail(UMLAUT, Content_Transfer_Encoding="8bit", **CODED),
         mail(quopri.encodestring(UMLAUT.encode()), Content_Transfer_Encoding="quoted-printable", **CODED), SAME),
    Pair("base64 as 8bit with a footer",
         mail(base64.encodebytes(UMLAUT.encode()), Content_Transfer_Encoding="base64", **CODED),
         by_list(UMLAUT + FOOTER, Content_Transfer_Encoding="8bit", **CODED), SAME),
    # Files
    Pair("another file", parts(PLAIN, A), parts(PLAIN, C), ANOTHER),
    Pair("another content of equal name and size", parts(PLAIN, A), parts(PLAIN, B), ANOTHER),
    Pair("one file more", parts(PLAIN, A), parts(PLAIN, A, C), ANOTHER),
    Pair("one file less", parts(PLAIN, A, C), parts(PLAIN, A), SAME),
    Pair("only files", parts(A), parts(C), ANOTHER),
    # Cut mails
    Pair("cut, then whole", mail("Hello\n"), mail(), CUT),
    Pair("cut at the header, then whole", mail(b""), mail(), CUT),
    Pair("whole, then cut between lines", mail(), mail("Hello\n"), SAME),
    # Without an id
    Pair("no id: out of the queue again", mail(Message_ID=None), mail(Message_ID=None), SAME),
    Pair("no id: one more hop on our side", mail(Message_ID=None),
         mail(Received="by mx2 id B2\nReceived: " + HOP, Message_ID=None), SAME),
    Pair("no id: another date", mail(Message_ID=None), mail(Message_ID=None, Date=TUE), ANOTHER),
    Pair("no id: another first hop", mail(Message_ID=None), mail(Message_ID=None, Received=HOP.replace("A1", "B2")), SAME),
    Pair("no id and date: another first hop", mail(Message_ID=None, Date=None),
         mail(Message_ID=None, Date=None, Received=HOP.replace("A1", "B2")), ANOTHER),
    Pair("id, no date: another first hop", mail(Date=None), mail(Date=None, Received=HOP.replace("A1", "B2")), ANOTHER),
    Pair("neither id, date nor trace", mail(Message_ID=None, Date=None, Received=None),
         mail(Message_ID=None, Date=None, Received=None), SAME),
]


def state(jira: Sandbox) -> tuple[int, int, int]:
    issues = jira.issues()
    return (len(issues), sum(len(issue["comments"]) for issue in issues),
            sum(len(issue["fields"].get("attachment") or []) for issue in issues))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
@pytest.mark.parametrize("memory", [True, False], ids=["one host", "two hosts"])
def test_new_mails(jira: Sandbox, host: Host, pair: Pair, memory: bool) -> None:
    ok(host.deliver(pair.first))
    before = state(jira)
    if not memory:
        host.forget()
    ok(host.deliver(pair.second))
    issues, comments, files = state(jira)
    if pair.comes == SAME:
        assert (issues, comments, files) == before
    elif pair.comes == CUT:
        assert (issues, comments) == (1, 1)
    else:
        assert (issues, comments) == (2, 0)
        assert "another mail" in host.log or pair.name.startswith("no id")
    # Whatever it was, it is that when it comes once more, and so is the first one.
    after = state(jira)
    for again in (pair.second, pair.first, pair.second):
        host.again(again)
        if pair.comes != CUT:
            assert state(jira) == after


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.name.startswith("no id")], ids=lambda pair: pair.name)
def test_answers(jira: Sandbox, host: Host, pair: Pair) -> None:
    """The same for mails that answer a ticket: another one is another comment."""
    def answer(data: bytes) -> bytes:
        return b"In-Reply-To: <ticket@example.org>\n" + data

    ok(host.deliver(mail("The first.\n", Message_ID="<ticket@example.org>")))
    ok(host.deliver(answer(pair.first)))
    before = state(jira)
    assert before[:2] == (1, 1)
    host.again(answer(pair.second))
    issues, comments, files = state(jira)
    assert issues == 1
    if pair.comes == SAME:
        assert (comments, files) == before[1:]
    else:
        assert comments == 2
    after = state(jira)
    for again in (pair.second, pair.first, pair.second):
        host.again(answer(again))
        if pair.comes != CUT:
            assert state(jira) == after
