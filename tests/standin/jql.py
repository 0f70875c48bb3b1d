"""So much of JQL as a mail gateway needs. Whatever else comes is refused in Jira's words, as Jira would."""

from __future__ import annotations

import re
from typing import Any, Callable

Issue = dict[str, Any]
Test = Callable[[Issue], bool]
TOKEN = re.compile(r"""\s*(?:(?P<string>"(?:[^"\\\t\n]|\\.)*"|'(?:[^'\\\t\n]|\\.)*')|(?P<word>[\w.#-]+)|"""
                   r"""(?P<sign>!=|>=|<=|[=~<>(),]))""")
# What Lucene takes for its own unless it is escaped or in a phrase.
LUCENE = re.compile(r"(?<!\\)(?:\\\\)*[\[\](){}^:!/]")
TEXTS = ("summary", "description", "comment")


class Refused(Exception):
    """With the message that Jira gives."""


class Query:
    """`test` tells whether an issue is a hit, `order` names fields and whether each goes down."""

    def __init__(self, jql: str, projects: set[str]) -> None:
        self.projects = projects
        self.tokens: list[tuple[str, str]] = []
        self.order: list[tuple[str, bool]] = []
        at = 0
        while jql[at:].strip():
            match = TOKEN.match(jql, at)
            if not match:
                raise Refused(f"Error in the JQL Query: The character '{jql[at:].strip()[0]}' is a reserved JQL character. "
                              "You must enclose it in a string or use the escape instead.")
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            at = match.end()
        self.bounded = bool(self.tokens) and not self.at("order")
        self.test: Test = self.either() if self.bounded else lambda issue: True
        self.sorting()

    # Tokens

    def at(self, word: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0] != "string" and self.tokens[0][1].lower() == word

    def skip(self, word: str) -> bool:
        found = self.at(word)
        if found:
            self.tokens.pop(0)
        return found

    def take(self, *kinds: str) -> str:
        if not self.tokens or self.tokens[0][0] not in kinds:
            got = f"'{self.tokens[0][1]}'" if self.tokens else "the end"
            raise Refused(f"Error in the JQL Query: Expecting a {' or '.join(kinds)} but got {got}.")
        kind, text = self.tokens.pop(0)
        return re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "string" else text

    def need(self, word: str) -> None:
        if not self.skip(word):
            raise Refused(f"Error in the JQL Query: Expecting '{word}' but got {self.tokens[:1]}.")

    # Grammar

    def either(self) -> Test:
        tests = [self.both()]
        while self.skip("or"):
            tests.append(self.both())
        return lambda issue: any(test(issue) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.skip("and"):
            tests.append(self.one())
        return lambda issue: all(test(issue) for test in tests)

    def one(self) -> Test:
        if self.skip("("):
            inner = self.either()
            self.need(")")
            return inner
        name, sign = self.take("word").lower(), self.take("sign", "word").lower()
        if sign != "in":
            return self.clause(name, sign, [self.take("string", "word")])
        self.need("(")
        values = [self.take("string", "word")]
        while self.skip(","):
            values.append(self.take("string", "word"))
        self.need(")")
        return self.clause(name, sign, values)

    def clause(self, name: str, sign: str, values: list[str]) -> Test:
        exact = sign in ("=", "in")
        if name == "project" and exact:
            for value in values:
                if value.upper() not in self.projects:
                    raise Refused(f"The value '{value}' does not exist for the field 'project'.")
            return lambda issue: issue["project"] in [value.upper() for value in values]
        if name == "labels" and exact:
            return lambda issue: any(value in issue["labels"] for value in values)
        if name in ("id", "key", "issue", "issuekey") and exact:
            return lambda issue: issue["id"] in values or issue["key"] in values
        if name in (*TEXTS, "text") and sign == "~":
            return contains(name, values[0])
        if name in (*TEXTS, "text", "project", "labels", "id", "key"):
            raise Refused(f"The operator '{sign}' is not supported by the '{name}' field.")
        raise Refused(f"Field '{name}' does not exist or you do not have permission to view it.")

    def sorting(self) -> None:
        if self.skip("order"):
            self.need("by")
            while not self.order or self.skip(","):
                name = self.take("word").lower()
                if name not in ("created", "updated", "key", "id"):
                    raise Refused(f"Field '{name}' does not exist or you do not have permission to view it.")
                down = self.skip("desc")
                self.order.append((name, down or bool(self.skip("asc")) and False))
        if self.tokens:
            raise Refused(f"Error in the JQL Query: Expecting either 'OR' or 'AND' but got '{self.tokens[0][1]}'.")


def words(text: str) -> list[str]:
    """As the index holds them: neither signs nor case."""
    return re.findall(r"\w+", text.lower().replace("_", " "))


def contains(name: str, operand: str) -> Test:
    """A phrase wants its words side by side, without quotes each may stand anywhere in the text."""
    phrase = bool(re.fullmatch(r'\s*".*"\s*', operand))
    if LUCENE.search(operand) and not phrase:
        raise Refused(f"Unable to parse the text '{operand}' for field '{name}'.")
    if operand.lstrip()[:1] in ("*", "?"):
        raise Refused(f"The text '{operand}' for field '{name}' is not allowed to start with '{operand.lstrip()[0]}'.")
    wanted = words(operand)

    def found(text: str) -> bool:
        there = words(text)
        if not phrase:
            return all(word in there for word in wanted)
        return any(there[i:i + len(wanted)] == wanted for i in range(len(there) - len(wanted) + 1))
    # Each comment is a text of its own: a phrase does not go across two.
    return lambda issue: any(found(text) for field in (TEXTS if name == "text" else (name,)) for text in issue[field])
