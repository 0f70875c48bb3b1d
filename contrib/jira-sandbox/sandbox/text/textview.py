"""A ticket as plain text for a terminal, made from the HTML of the page so that both say the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Optional

from sandbox.site import world
from sandbox.site.store import Store
from sandbox.text.richtext import as_html

WIDTH = 78
LINE_AFTER = ("p", "h3", "h4", "h5", "h6", "pre", "table", "blockquote", "aside")


class Plain(HTMLParser):
    """Turns our own safe HTML into readable text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.lists: list[list[Any]] = []
        self.quoted = 0
        self.pre = False
        self.href: Optional[str] = None
        self.shown = ""

    def text(self) -> str:
        text = "".join(self.out)
        text = re.sub(r"[ \t]+\n", "\n", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    def put(self, text: str) -> None:
        margin = "> " * self.quoted
        for piece in re.split(r"(\n)", text):
            if piece and piece != "\n" and margin and self._at_line_start():
                self.out.append(margin)
            if piece:
                self.out.append(piece)

    def _at_line_start(self) -> bool:
        return not self.out or self.out[-1].endswith("\n")

    def _newline(self) -> None:
        if not self._at_line_start():
            self.out.append("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        given = dict(attrs)
        if tag in LINE_AFTER or tag in ("ul", "ol", "li", "tr"):
            self._newline()
        if tag == "blockquote":
            self.quoted += 1
        elif tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self.item()
        elif tag == "br":
            self.out.append("\n")
            # A line that goes on in a list item stands below the item's text.
            self.put("  " * len(self.lists))
        elif tag == "hr":
            self.put("-" * 40 + "\n\n")
        elif tag == "img":
            self.put(f"[image: {given.get('alt', '')}]")
        elif tag == "a":
            self.href, self.shown = given.get("href"), ""
        elif tag == "pre":
            self.pre = True

    def item(self) -> None:
        if self.lists:
            self.lists[-1][1] += 1
            kind, number = self.lists[-1]
            self.put("  " * (len(self.lists) - 1) + (f"{number}. " if kind == "ol" else "* "))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._newline()
            if not self.lists:
                self.out.append("\n")
        elif tag in ("td", "th"):
            self.put("  ")
        elif tag == "a":
            if self.href and "://" in self.href and self.href not in self.shown:
                self.put(f" <{self.href}>")
            self.href = None
        elif tag == "pre":
            self.pre = False
        if tag in LINE_AFTER:
            self._newline()
            self.out.append("\n")
        if tag == "blockquote":
            self.quoted -= 1

    def handle_data(self, data: str) -> None:
        self.shown += data
        if self.pre:
            self.put("".join("    " + line for line in data.splitlines(True)))
        else:
            # The line ends of the source stand behind a <br> that was already written.
            self.put(data.replace("\n", ""))


def readable(value: Any, resolver: Any) -> str:
    parser = Plain()
    parser.feed(as_html(value, resolver))
    parser.close()
    return printable(parser.text())


def printable(text: str) -> str:
    """Without what would steer a terminal: the text is a stranger's."""
    return "".join(c if c in "\n\t" or (c.isprintable() or ord(c) >= 0xa0) else "�" for c in text)


def size(count: int) -> str:
    value, unit = float(count), "bytes"
    for unit in ("bytes", "KB", "MB", "GB"):
        if value < 1024 or unit == "GB":
            break
        value /= 1024
    return f"{count} bytes" if unit == "bytes" else f"{value:.1f} {unit}"


def moment(iso: str) -> str:
    return iso[:16].replace("T", " ") + " UTC"


def person(name: Optional[str]) -> str:
    return world.USERS[name].display if name in world.USERS else "nobody"


def ticket(store: Store, issue: dict[str, Any], resolver: Any) -> str:
    fields = issue["fields"]
    title = f"{issue['key']}  {fields['summary']}"
    rows = [("Status", world.STATUSES[fields["status"]][0]), ("Type", world.ISSUE_TYPES[fields["issuetype"]]),
            ("Priority", world.PRIORITIES[fields["priority"]]), ("Reporter", person(fields.get("reporter"))),
            ("Labels", ", ".join(fields.get("labels") or []) or "none"), ("Created", moment(issue["created"]))]
    parts = [printable(title), "=" * min(len(title), WIDTH), "",
             *(f"{name + ':':<10}{printable(value)}" for name, value in rows), ""]
    if fields.get("description"):
        parts += [readable(fields["description"], resolver.of(issue)), ""]
    if issue["attachments"]:
        parts += ["Attachments", "-----------"]
        parts += [f"  {printable(part['filename'])}  ({size(part['size'])}, {part['mimeType']})" for part in issue["attachments"]]
        parts.append("")
    for number, comment in enumerate(issue["comments"], 1):
        head = f"Comment {number}, {person(comment['author'])}, {moment(comment['created'])}"
        parts += [head, "-" * len(head), readable(comment["body"], resolver.of(comment)), ""]
    return "\n".join(parts)
