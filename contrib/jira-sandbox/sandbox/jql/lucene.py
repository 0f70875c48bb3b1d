"""The text searches behind JQL's `~`: words, not characters. Brackets and hyphens vanish on both sides."""

from __future__ import annotations

import re
from typing import Callable

from sandbox.http.reply import JiraError

SPECIAL = "!(){}[]^:/"
AT_START = "+-&|*?~"


def words(text: str) -> list[str]:
    """What the index keeps of a text."""
    return re.findall(r"[^\W_]+", text.lower())


def matcher(field: str, query: str) -> Callable[[str], bool]:
    """A test for texts. All terms must be there; a phrase must be there with its words side by side."""
    terms = parsed(field, query)

    def matches(text: str) -> bool:
        have = words(text)
        return all(has(have, term, prefix) for term, prefix in terms)
    return matches


def has(have: list[str], term: list[str], prefix: bool) -> bool:
    if not term:
        return False
    for at in range(len(have) - len(term) + 1):
        window = have[at:at + len(term)]
        if window == term or (prefix and window[:-1] == term[:-1] and window[-1].startswith(term[-1])):
            return True
    return False


def parsed(field: str, query: str) -> list[tuple[list[str], bool]]:
    """The terms of a query: each a run of words that must stand together, and whether its end is open."""
    failure = JiraError(400, f"Unable to parse the text '{query}' for field '{field}'.")
    terms: list[tuple[list[str], bool]] = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
        elif query[at] == '"':
            raw, at = phrase(query, at + 1, failure)
            terms.append((words(raw), False))
        else:
            if query[at] in "*?":
                raise JiraError(400, f"The text query '{query}' for field '{field}' is not allowed to start with "
                                     f"character '{query[at]}'.")
            if query[at] in AT_START:
                raise failure
            raw, at, wild = bare(query, at, failure)
            terms += [([word], wild and i == len(words(raw)) - 1) for i, word in enumerate(words(raw))]
    if not any(term for term, _ in terms):
        raise failure
    return [term for term in terms if term[0]]


def phrase(query: str, at: int, failure: JiraError) -> tuple[str, int]:
    raw = ""
    while at < len(query) and query[at] != '"':
        if query[at] == "\\":
            at += 1
        raw += query[at:at + 1]
        at += 1
    if at >= len(query):
        raise failure
    return raw, at + 1


def bare(query: str, at: int, failure: JiraError) -> tuple[str, int, bool]:
    """A term without quotes: (its text, where it ends, whether it ends in a star)."""
    raw, wild = "", False
    while at < len(query) and not query[at].isspace() and query[at] != '"':
        if query[at] == "\\":
            at += 1
            if at >= len(query):
                raise failure
            raw += query[at]
        elif query[at] in SPECIAL:
            raise failure
        elif query[at] in "*?~":
            wild = query[at] == "*"
        else:
            raw += query[at]
        at += 1
    return raw, at, wild
