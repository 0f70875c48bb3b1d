"""What stands inside a line of wiki markup: escapes, marks, links, images, mentions, emoticons."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import Callable, Optional

from sandbox.text.resolver import Resolver

ESCAPABLE = "-#*_+?^~|%{}[]()!@"
MARKS = {"*": "strong", "_": "em", "-": "del", "+": "ins", "^": "sup", "~": "sub", "??": "cite"}
URL = re.compile(r"(?:https?|ftp|irc)://[^\s\u200b<>\[\]{}|\"!]+|mailto:[^\s\u200b<>\[\]{}|\"!]+", re.IGNORECASE)
SAFE_TARGET = re.compile(r"(?:https?|ftp|irc)://\S+$|(?:mailto|tel):\S+$", re.IGNORECASE)
IMAGE = re.compile(r"!([^!|\s][^!|\n]*)(?:\|([^!\n]*))?(?<![\s\\])!(?![A-Za-z0-9])")
SIDE = re.compile(r"(?:^|[|,])\s*(width|height)=([0-9]{1,5}%?)(?:px)?\s*(?=[|,]|$)")
KEY = re.compile(r"[A-Z][A-Z0-9_]+-\d+(?![\w-])")
LINK = re.compile(r"\[([^\[\]\n]+)(?<!\\)\]")
FORCED = re.compile(r"\{([*_\-+^~]|\?\?)\}(.+?)\{\1\}")
DASHES = re.compile(r"-{2,3}(?=\s|$)")
ANCHOR = re.compile(r"\{anchor:[^}\n]*\}")
LATER_BACKSLASH = re.compile(r"\S*\\")
COLOR = re.compile(r"\{color:\s*([^}\n]*)\}(.*?)\{color\}", re.DOTALL)
COLOR_TAG = re.compile(r"\{color(?::[^}\n]*)?\}")
COLOR_NAME = re.compile(r"#[0-9a-fA-F]{3,6}|[a-zA-Z]{3,20}")
EMOTICONS = {
    ":)": "🙂", ":-)": "🙂", ":(": "🙁", ":-(": "🙁", ":P": "😛", ":-P": "😛", ":p": "😛", ":-p": "😛", ":D": "😀",
    ":-D": "😀", ";)": "😉", ";-)": "😉", "(y)": "👍", "(n)": "👎", "(i)": "ℹ️", "(/)": "✅", "(x)": "❌", "(!)": "⚠️",
    "(+)": "➕", "(-)": "➖", "(?)": "❓", "(on)": "💡", "(off)": "💡", "(*)": "⭐", "(*r)": "⭐", "(*g)": "⭐",
    "(*b)": "⭐", "(*y)": "⭐", "(flag)": "🚩", "(flagoff)": "🏳️",
}
EMOTICON = re.compile("(?:" + "|".join(re.escape(e) for e in sorted(EMOTICONS, key=len, reverse=True)) + r")(?![A-Za-z0-9])")
# Types that a browser shows and that cannot carry a script.
SAFE_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
MAX_DEPTH = 8
# Stands around the number of a block that was rendered before. No text has it.
TOKEN = "\x00"

Found = Optional[tuple[str, int]]


def anchor(target: str, shown: str) -> str:
    return f'<a href="{html.escape(target)}" rel="noopener noreferrer nofollow">{shown}</a>'


def shown_address(target: str) -> str:
    return html.escape(target[7:] if target.lower().startswith("mailto:") else target)


class Inline:
    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.blocks: list[str] = []
        self.rules: dict[str, list[Callable[["Line", int], Found]]] = {
            "\\": [self.escape], "{": [self.braces], "[": [self.link], "!": [self.image], "\n": [self.newline],
            TOKEN: [self.block],
            "-": [self.dashes, self.mark], ":": [self.emoticon], ";": [self.emoticon], "(": [self.emoticon],
        }
        for sign in "*_+^~?":
            self.rules[sign] = [self.mark]
        for letter in "hfimHFIM":
            self.rules[letter] = [self.url]

    def keep(self, block: str) -> str:
        """Puts a block that is rendered already into a text: what stands for it there."""
        self.blocks.append(block)
        return f"{TOKEN}{len(self.blocks) - 1}{TOKEN}"

    def render(self, text: str, depth: int = 0) -> str:
        if depth > MAX_DEPTH:
            return html.escape(text)
        line, out, at = Line(text, depth), [], 0
        while at < len(text):
            found = self.at(line, at)
            if found:
                out.append(found[0])
                at = found[1]
            else:
                out.append(html.escape(text[at]))
                at += 1
        return "".join(out)

    def at(self, line: "Line", at: int) -> Found:
        rules = self.rules.get(line.text[at], [])
        for rule in rules + [self.key] if line.text[at].isupper() else rules:
            found = rule(line, at)
            if found:
                return found
        return None

    # Rules: each looks at one place and gives its HTML and where to go on.

    def escape(self, line: "Line", at: int) -> Found:
        """A backslash hides one of a few signs; two of them break the line, unless more follow in the same word."""
        if line.before(at) == "\\":
            return None
        after = line.text[at + 1:at + 2]
        if after and after in ESCAPABLE:
            return html.escape(after), at + 2
        if after == "\\" and not LATER_BACKSLASH.match(line.text, at + 2):
            return "<br>", at + 2
        return None

    def block(self, line: "Line", at: int) -> Found:
        end = line.text.index(TOKEN, at + 1)
        return self.blocks[int(line.text[at + 1:end])], end + 1

    def newline(self, line: "Line", at: int) -> Found:
        # Two backslashes at the start of a line are no second break.
        broken = line.text.startswith("\\\\", at + 1) and not LATER_BACKSLASH.match(line.text, at + 3)
        return "<br>\n", at + 3 if broken else at + 1

    def dashes(self, line: "Line", at: int) -> Found:
        found = DASHES.match(line.text, at) if line.before(at) in ("", " ", "\n", "\t") else None
        return ("–" if len(found.group()) == 2 else "—", found.end()) if found else None

    def mark(self, line: "Line", at: int) -> Found:
        sign = "??" if line.text.startswith("??", at) else line.text[at]
        # Of several signs in a row only the last one opens.
        if sign not in MARKS or not line.opens(at, len(sign)) or line.text.startswith(sign[0], at + len(sign)):
            return None
        end = line.closing(sign, at)
        if end is None:
            return None
        return self.wrapped(sign, line.text[at + len(sign):end], line.depth), end + len(sign)

    def wrapped(self, sign: str, inner: str, depth: int) -> str:
        return f"<{MARKS[sign]}>{self.render(inner, depth + 1)}</{MARKS[sign]}>"

    def braces(self, line: "Line", at: int) -> Found:
        if line.text.startswith("{{{}", at):
            end = line.find("{}}}", at + 4)
            if end is not None:
                return f"<code>{self.render(line.text[at + 4:end], line.depth + 1)}</code>", end + 4
        if line.text.startswith("{{", at) and line.opens(at, 2):
            end = line.closing("}}", at)
            if end is not None:
                return f"<code>{self.render(line.text[at + 2:end], line.depth + 1)}</code>", end + 2
        forced = FORCED.match(line.text, at)
        if forced:
            return self.wrapped(forced.group(1), forced.group(2), line.depth), forced.end()
        return self.color(line, at)

    def color(self, line: "Line", at: int) -> Found:
        """An element, because the page's policy forbids styles in attributes. What is unbalanced leaves no trace."""
        found = COLOR.match(line.text, at) if line.find("{color}", at, many_lines=True) is not None else None
        if found:
            inner = self.render(found.group(2), line.depth + 1)
            name = COLOR_NAME.fullmatch(found.group(1).strip())
            return f'<font color="{name.group()}">{inner}</font>' if name else inner, found.end()
        empty = COLOR_TAG.match(line.text, at) or ANCHOR.match(line.text, at)
        return ("", empty.end()) if empty else None

    def link(self, line: "Line", at: int) -> Found:
        found = LINK.match(line.text, at)
        if not found:
            return None
        shown = self.target(found.group(1), line.depth)
        return (shown, found.end()) if shown else None

    def target(self, inner: str, depth: int) -> str:
        if inner.startswith("^"):
            part = self.resolver.attachment(inner[1:]) if "|" not in inner else None
            return anchor(self.resolver.file(part), html.escape(inner[1:])) if part else ""
        if inner.startswith("~"):
            name = self.resolver.person(inner[1:])
            return f'<span class="mention">@{html.escape(name or inner[1:])}</span>'
        text, bar, goal = inner.partition("|")
        goal = goal.split("|")[0].strip() if bar else inner.strip()
        # A picture in a link leads where the link leads.
        shown = re.sub("</?a[^>]*>", "", self.render(text, depth + 1)) if bar else shown_address(goal)
        if SAFE_TARGET.match(goal):
            return anchor(goal, shown)
        ticket = self.resolver.ticket(goal)
        return anchor(ticket, shown) if ticket else ""

    def image(self, line: "Line", at: int) -> Found:
        found = IMAGE.match(line.text, at)
        if not found or line.before(at).isalnum():
            return None
        name = found.group(1)
        if SAFE_TARGET.match(name):
            # Shown as a link: a picture that the sender of a mail chose would tell him that it was looked at.
            return anchor(name, "external image: " + html.escape(name)), found.end()
        part = self.resolver.picture(name)
        if part is None:
            return f'<span class="missing">{html.escape(name)}</span>', found.end()
        if part["mimeType"] not in SAFE_IMAGES:
            return anchor(self.resolver.file(part), html.escape(name)), found.end()
        source = html.escape(self.resolver.file(part))
        options = found.group(2) or ""
        kind = ' class="thumbnail"' if "thumbnail" in options else ""
        kind += "".join(f' {side}="{size}"' for side, size in dict(SIDE.findall(options)).items())
        return f'<a href="{source}"><img src="{source}" alt="{html.escape(name)}"{kind}></a>', found.end()

    def url(self, line: "Line", at: int) -> Found:
        found = URL.match(line.text, at) if not line.before(at).isalnum() else None
        if not found:
            return None
        target = found.group().rstrip(".,;:?)'\u200b")
        return anchor(target, shown_address(target)), at + len(target)

    def emoticon(self, line: "Line", at: int) -> Found:
        found = EMOTICON.match(line.text, at)
        return (EMOTICONS[found.group()], found.end()) if found else None

    def key(self, line: "Line", at: int) -> Found:
        before = line.before(at)
        found = KEY.match(line.text, at) if not (before.isalnum() or before in ("-", "_")) or not before else None
        ticket = self.resolver.ticket(found.group()) if found else None
        return (anchor(ticket, found.group()), found.end()) if found and ticket else None


class Line:
    """A text in which marks are looked for. Where marks can close is found once: a line may hold thousands."""

    def __init__(self, text: str, depth: int) -> None:
        self.text, self.depth = text, depth
        self.closers: dict[str, list[int]] = {}
        self.nowhere: dict[str, int] = {}

    def before(self, at: int) -> str:
        return self.text[at - 1] if at else ""

    def opens(self, at: int, width: int) -> bool:
        before, after = self.before(at), self.text[at + width:at + width + 1]
        if before == "\\":
            return self.text.startswith("\\\\", at - 2)
        return not (before.isalnum() or before > "\xa0") and bool(after) and not after.isspace()

    def find(self, sign: str, at: int, many_lines: bool = False) -> Optional[int]:
        """Where a closing sign stands on this line; a search that found nothing is not made twice."""
        if at >= self.nowhere.get(sign, len(self.text)):
            return None
        found = self.text.find(sign, at)
        if found < 0:
            self.nowhere[sign] = at
        return None if found < 0 or not many_lines and "\n" in self.text[at:found] else found

    def closing(self, sign: str, at: int) -> Optional[int]:
        if sign not in self.closers:
            pattern = rf"(?<![\s\\]){re.escape(sign)}(?![A-Za-z0-9]|[^\x00-\xa0])"
            self.closers[sign] = [found.start() for found in re.finditer(pattern, self.text)]
        places = self.closers[sign]
        index = bisect_right(places, at + len(sign))
        if index == len(places) or "\n" in self.text[at:places[index]]:
            return None
        return places[index]
