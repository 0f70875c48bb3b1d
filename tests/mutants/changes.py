"""Single changes of a C file, of the kind that a slip of the pen makes: a condition negated, a check or a statement dropped,
`<` for `<=`, a number that is one off.

This reads C as clang-format lays it out, with a lexer and a sketch of the grammar of statements. Comments, strings, preprocessor
lines, declarations and the sizes of arrays stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*|\#(?:[^\n\\]|\\.)*)
    |(?P<string>L?"(?:[^"\\]|\\.)*")
    |(?P<char>L?'(?:[^'\\]|\\.)+')
    |(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<op>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\.\.|.)
    """, re.X | re.S)
PAIRS = {"(": ")", "[": "]", "{": "}"}
SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
           "++": "--", "--": "++", "+=": "-=", "-=": "+=", "&": "|", "|": "&", "TRUE": "FALSE", "FALSE": "TRUE"}
ARITHMETIC = {"+": "-", "-": "+"}
TYPES = {"const", "static", "struct", "enum", "union", "unsigned", "signed", "char", "short", "int", "long", "float", "double",
         "void", "extern", "volatile", "g_autofree", "typedef"}
# A leak of memory is for ASan to see, not for an assertion; and what helps to find a fault is for nobody.
UNSEEN = re.compile(r"^log_debug$|(^|_)(free|freev|unref|release|destroy|Delete|cleanup)$")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Change:
    """What stands at [start, end) of the file becomes `new`."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str

    def apply(self, source: str) -> str:
        return source[:self.start] + self.new + source[self.end:]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {short(self.old)} -> {short(self.new) or '(nothing)'}"


def short(text: str, most: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 3] + "..."


def tokens(source: str) -> list[Token]:
    return [Token(m.lastgroup or "", m.group(), m.start()) for m in TOKEN.finditer(source) if m.lastgroup != "skip"]


class Reader:
    """Walks through the tokens of one file and collects the changes."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source, self.tokens = path, source, tokens(source)
        self.partner: dict[int, int] = {}
        self.changes: list[Change] = []
        stack: list[int] = []
        for i, token in enumerate(self.tokens):
            if token.kind == "op" and token.text in PAIRS:
                stack.append(i)
            elif token.kind == "op" and token.text in PAIRS.values() and stack:
                self.partner[stack.pop()] = i

    def text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def add(self, kind: str, first: int, last: int, new: str) -> None:
        """The tokens from first to last become `new`."""
        start, end = self.tokens[first].start, self.tokens[last].end
        line = self.source.count("\n", 0, start) + 1
        self.changes.append(Change(self.path, line, kind, start, end, self.source[start:end], new))

    def read(self) -> list[Change]:
        i = 0
        while i < len(self.tokens):
            if self.text(i) == "{" and self.text(i - 1) == ")":
                self.statement(i)
                i = self.partner.get(i, i)
            elif self.text(i) == "=":  # a table
                end = self.until(i, ";")
                self.words(i, end)
                i = end
            elif self.text(i) == "{":  # a type
                i = self.partner.get(i, i)
            i += 1
        return self.changes

    def until(self, i: int, end: str) -> int:
        """The place of the next `end` that stands in no brackets."""
        while i < len(self.tokens) and self.text(i) != end:
            i = self.partner.get(i, i) + 1
        return i

    # Statements; each returns the place after it.

    def statement(self, i: int) -> int:
        text = self.text(i)
        if text == "{":
            end, i = self.partner.get(i, len(self.tokens)), i + 1
            while i < end:
                i = self.statement(i)
            return end + 1
        if text in ("if", "while", "switch"):
            return self.guarded(i)
        if text == "for":
            close = self.partner[i + 1]
            self.words(i + 2, close)
            return self.statement(close + 1)
        if text == "do":
            i = self.statement(i + 1)
            self.condition(i + 1, drop=False)
            return self.partner[i + 1] + 2
        if text in ("case", "default"):
            colon = self.until(i, ":")
            self.words(i + 1, colon)
            return self.statement(colon + 1)
        if self.kind(i) == "name" and self.text(i + 1) == ":":
            return self.statement(i + 2)
        if self.kind(i) == "name" and self.text(i + 1) == "(":
            close = self.partner[i + 1]
            if text.endswith("ForEach"):
                return self.statement(close + 1)
        end = self.until(i, ";")
        self.simple(i, end)
        return end + 1

    def guarded(self, i: int) -> int:
        close = self.partner[i + 1]
        if self.text(i) == "switch":
            self.words(i + 2, close)
        else:
            self.condition(i + 1, drop=True)
        after = self.statement(close + 1)
        return self.statement(after + 1) if self.text(i) == "if" and self.text(after) == "else" else after

    def condition(self, i: int, drop: bool) -> None:
        close = self.partner[i]
        first, last = i + 1, close - 1
        held = self.source[self.tokens[first].start:self.tokens[last].end]
        self.add("negate", i, close, f"(!({held}))")
        if drop:  # what the condition does besides is still done
            self.add("drop check", i, close, f"(({held}), 0)")
        self.words(first, close)

    def simple(self, i: int, end: int) -> None:
        if self.is_declaration(i):
            start = i
            while start < end and self.text(start) != "=":
                start = self.partner.get(start, start) + 1
            self.words(start, end)
            return
        first = self.text(i)
        if UNSEEN.search(first):
            return
        if first not in ("return", "goto", ";"):
            self.add("drop statement", i, end, ";")
        self.words(i, end)

    def is_declaration(self, i: int) -> bool:
        if self.text(i) in TYPES or self.text(i).startswith("g_auto"):
            return True
        if self.kind(i) != "name" or self.text(i) in ("return", "goto"):
            return False
        while self.text(i + 1) == "*":
            i += 1
        return self.kind(i + 1) == "name"

    # What stands in an expression.

    def words(self, i: int, end: int) -> None:
        while i < end:
            token = self.tokens[i]
            if token.kind == "number":
                self.number(i)
            elif token.kind == "char" and token.text != r"'\0'":
                self.add("constant", i, i, f"({token.text} + 1)")
            elif token.kind == "name":
                self.name(i)
            elif token.kind == "op":
                self.operator(i)
            i += 1

    def number(self, i: int) -> None:
        text = self.text(i)
        sign = self.text(i - 1) == "-" and not self.is_operand(i - 2)
        if not sign:
            self.add("constant", i, i, f"({text} + 1)")
        if not re.fullmatch("0[uUlL]*", text):
            self.add("constant", i, i, f"({text} - 1)")

    def name(self, i: int) -> None:
        text, after = self.text(i), self.text(i + 1)
        if text in ("TRUE", "FALSE"):
            self.add("constant", i, i, SWAPPED[text])
        elif text.startswith("LIMIT_"):
            self.add("constant", i, i, f"({text} * 2)")
        elif text == "limits" and after in (".", "->") and self.text(i + 3) not in ("=", ".", "->"):
            self.add("constant", i + 2, i + 2, f"{self.text(i + 2)} * 2")

    def is_operand(self, i: int) -> bool:
        """Does the token end an operand, so that what follows has two?"""
        return (self.kind(i) in ("name", "number", "char") and self.text(i) not in ("return", "case")
                or self.text(i) in (")", "]"))

    def operator(self, i: int) -> None:
        text = self.text(i)
        if text == "?":
            self.add("negate", i, i, "== 0 ?")
        elif text == "!" and self.text(i + 1) != "(":
            self.add("negate", i, i, "!!")
        elif text in ("&", "|", *ARITHMETIC):
            if self.is_operand(i - 1) and self.text(i - 1) != ")":
                self.add("operator", i, i, SWAPPED.get(text) or ARITHMETIC[text])
        elif text in SWAPPED:
            self.add("operator", i, i, SWAPPED[text])


def changes_of(path: str, source: str) -> list[Change]:
    """All single changes of one file, in the order of the text."""
    return sorted(set(Reader(path, source).read()), key=lambda c: (c.start, c.end, c.kind, c.new))
