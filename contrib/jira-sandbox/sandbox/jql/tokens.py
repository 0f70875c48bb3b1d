"""The words of JQL: strings with their escapes, operators, names and values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.http.reply import JiraError

TOKEN = re.compile(r'''\s*(?:(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<op><=|>=|!=|!~|[=<>~(),!])'''
                   r'''|(?P<word>[^\s"'=<>!~(),&|]+)|(?P<and>&&?)|(?P<or>\|\|?))''', re.DOTALL)


@dataclass
class Token:
    kind: str
    text: str
    at: int
    value: str

    @property
    def word(self) -> str:
        return self.value.lower() if self.kind == "word" else ""


def syntax_error(text: str, source: str, at: int) -> JiraError:
    line = source.count("\n", 0, at) + 1
    column = at - source.rfind("\n", 0, at)
    return JiraError(400, f"Error in the JQL Query: {text} (line {line}, character {column})")


def unquote(literal: str, source: str, at: int) -> str:
    """The value of a JQL string; its escapes are fewer than one thinks, and the others are errors."""
    plain = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\", " ": " "}

    def one(found: "re.Match[str]") -> str:
        escape = found.group(1)
        if escape in plain:
            return plain[escape]
        if len(escape) == 5 and escape[0] == "u":
            return chr(int(escape[1:], 16))
        raise syntax_error(f"'\\{escape}' is an illegal JQL escape sequence. The valid escape sequences are "
                           "\\', \\\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX.", source, at)
    for character in literal:
        if ord(character) < 32:
            raise syntax_error(f"The character '\\u{ord(character):04X}' is illegal inside of a JQL string.", source, at)
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", one, literal[1:-1], flags=re.DOTALL)


def tokens(source: str) -> list[Token]:
    found, at = [], 0
    while source[at:].strip():
        match = TOKEN.match(source, at)
        start = at + len(source[at:]) - len(source[at:].lstrip())
        if not match or match.end() == at:
            raise syntax_error(f"The quoted string '{source[start + 1:]}' has not been completed.", source, start)
        kind = match.lastgroup or ""
        text = match.group(kind)
        value = unquote(text, source, start) if kind == "string" else text
        if kind in ("and", "or"):
            kind, value = "word", kind
        found.append(Token(kind, text, start, value))
        at = match.end()
    return found
