"""Wiki markup to HTML, by Jira's rules. Whatever is no markup is text: raw HTML never gets through."""

from __future__ import annotations

import html
import os
import re
from typing import Optional

from sandbox.text.inline import TOKEN, Inline
from sandbox.text.resolver import Resolver

BLOCK_MACRO = re.compile(r"(?<!\\)\{(code|noformat|quote|panel)(?::([^}\n]*))?\}", re.IGNORECASE)
HEADING = re.compile(r"\s*h([1-6])\.\s+(.*)")
QUOTE = re.compile(r"\s*bq\.\s+(.*)")
RULE = re.compile(r"\s*-{4,5}\s*$")
ITEM = re.compile(r"\s*([*#]{1,20}|-)\s+(.*)")
ROW = re.compile(r"\s*\|")
ROW_END = re.compile(r"(?<!\\)\|\s*$")
MAX_DEPTH = 12


def to_html(text: str, resolver: Resolver) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(TOKEN, "")
    return Blocks(Inline(resolver)).render(text, 0)


class Blocks:
    """The lines of a text: paragraphs, headings, lists, tables, and the macros that hold whole blocks.

    As in Jira, macros come first: each is rendered and replaced by a token, so that one can stand in a list item or in the
    cell of a table however many lines it has."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline

    def render(self, text: str, depth: int) -> str:
        out, at = [], 0
        while depth < MAX_DEPTH:
            opener = BLOCK_MACRO.search(text, at)
            if not opener:
                break
            # The closing tag is spelt as the opening one; without it the macro swallows the rest.
            end = text.find("{%s}" % opener.group(1), opener.end())
            body = text[opener.end():end if end >= 0 else len(text)]
            block = self.macro(opener.group(1).lower(), opener.group(2) or "", body, depth + 1)
            out += [text[at:opener.start()], self.inline.keep(block)]
            at = end + len(opener.group(1)) + 2 if end >= 0 else len(text)
        out.append(text[at:])
        return self.lines("".join(out))

    def macro(self, name: str, options: str, body: str, depth: int) -> str:
        found = re.search(r"(?:^|\|)title=([^|]*)", options)
        title = f'<p class="title"><strong>{html.escape(found.group(1))}</strong></p>' if found else ""
        if name in ("code", "noformat"):
            code = f"<pre><code>{html.escape(body.strip())}</code></pre>"
            return f'<div class="box">{title}{code}</div>' if title else code
        inner = self.render(body.strip("\n"), depth)
        return f"<blockquote>{inner}</blockquote>" if name == "quote" else f"<aside>{title}{inner}</aside>"

    def lines(self, text: str) -> str:
        """Groups lines into blocks: each block takes the lines that belong to it."""
        lines, out, at = text.split("\n"), [], 0
        while at < len(lines):
            line = lines[at]
            single = self.single(line)
            end = at + 1
            if not line.strip():
                pass
            elif single is not None:
                out.append(single)
            elif ITEM.match(line):
                # A plain line after an item belongs to it.
                while end < len(lines) and lines[end].strip() and self.single(lines[end]) is None and not ROW.match(lines[end]):
                    end += 1
                out.append(self.list(lines[at:end]))
            elif ROW.match(line):
                # A row that is not closed goes on below: a cell may hold a list.
                while end < len(lines) and lines[end].strip() and (ROW.match(lines[end]) or not ROW_END.search(lines[end - 1])):
                    end += 1
                out.append(self.table(lines[at:end]))
            else:
                while end < len(lines) and lines[end].strip() and not self.starts_block(lines[end]):
                    end += 1
                out.append(self.paragraph("\n".join(lines[at:end])))
            at = end
        return "".join(out)

    def paragraph(self, text: str) -> str:
        """Blocks do not stand inside a paragraph: they part it."""
        out = []
        for at, piece in enumerate(re.split(f"\n?({TOKEN}[0-9]+{TOKEN})\n?", text)):
            if at % 2:
                out.append(self.inline.render(piece))
            elif piece.strip():
                out.append(f"<p>{self.inline.render(piece)}</p>")
        return "".join(out)

    def starts_block(self, line: str) -> bool:
        return any(pattern.match(line) for pattern in (HEADING, QUOTE, RULE, ITEM, ROW))

    def single(self, line: str) -> Optional[str]:
        """The blocks that are one line long."""
        found = HEADING.match(line)
        if found:
            # The page has its own h1 and h2; the text of a ticket begins below them.
            level = min(int(found.group(1)) + 2, 6)
            return f"<h{level}>{self.inline.render(found.group(2))}</h{level}>"
        found = QUOTE.match(line)
        if found:
            return f"<blockquote><p>{self.inline.render(found.group(1))}</p></blockquote>"
        return "<hr>" if RULE.match(line) else None

    def list(self, lines: list[str]) -> str:
        items: list[list[str]] = []
        for line in lines:
            found = ITEM.match(line)
            if found:
                items.append([found.group(1), found.group(2)])
            else:
                items[-1][1] += "\n" + line
        out, open_marks = [], ""
        for marks, text in items:
            out.append(nest(open_marks, marks))
            out.append(self.inline.render(text))
            open_marks = marks
        return "".join(out) + nest(open_marks, "")

    def table(self, lines: list[str]) -> str:
        rows: list[str] = []
        for line in lines:
            if rows and not ROW.match(line):
                rows[-1] += "\n" + line
            else:
                rows.append(line)
        made = (f"<tr>{''.join(self.cell(tag, text.strip()) for tag, text in split_cells(row.strip()))}</tr>" for row in rows)
        return f"<table><tbody>{''.join(made)}</tbody></table>"

    def cell(self, tag: str, text: str) -> str:
        inner = self.lines(text) if "\n" in text or ITEM.match(text) else self.inline.render(text)
        return f"<{tag}>{inner}</{tag}>"


def nest(before: str, after: str) -> str:
    """The tags between two list items whose marks are `before` and `after`, e.g. "*" and "*#"."""
    common = os.path.commonprefix([before, after])
    out = "".join(f"</li></{list_tag(mark)}>" for mark in reversed(before[len(common):]))
    if common and common == after:
        out += "</li>"
    opened = [f"<{list_tag(mark)}>" for mark in after[len(common):]]
    return out + "<li>".join(opened) + ("<li>" if after else "")


def list_tag(mark: str) -> str:
    return "ol" if mark == "#" else "ul"


def split_cells(line: str) -> list[tuple[str, str]]:
    """The cells of a table row. Bars inside links, images and colours, and escaped ones, part nothing."""
    cells: list[tuple[str, str]] = []
    for found in re.finditer(r"(\|\|?)((?:\\.|\{color:[^}\n]*\}[^\n]*?\{color\}|\[[^\]]*\]|![^!|\n]+\|[^!|\n]*!|[^|])*)", line):
        cells.append(("th" if found.group(1) == "||" else "td", found.group(2)))
    if cells and not cells[-1][1].strip():
        cells.pop()
    return cells
