"""JQL, as far as mail gateways and curious people use it; what it does not know is refused in Jira's words."""

from __future__ import annotations

import operator as op
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable, Optional

from sandbox.http.reply import JiraError
from sandbox.jql import lucene
from sandbox.jql.tokens import Token, syntax_error, tokens
from sandbox.site import world
from sandbox.site.clock import from_iso
from sandbox.site.store import Store
from sandbox.text import adf

Entry = dict[str, Any]
Test = Callable[[Entry], bool]

OPERATORS = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'"
EQUALITY = ("=", "!=", "in", "not in")
EMPTY_TOO = EQUALITY + ("is", "is not")
COMPARE = EMPTY_TOO + ("<", "<=", ">", ">=")
TEXT = ("~", "!~", "is", "is not")
FIELDS = {
    "project": EQUALITY, "key": COMPARE, "issue": COMPARE, "issuekey": COMPARE, "id": COMPARE,
    "labels": EMPTY_TOO, "summary": TEXT, "description": TEXT, "text": ("~", "!~"), "comment": ("~", "!~"),
    "reporter": EMPTY_TOO, "assignee": EMPTY_TOO, "status": EQUALITY, "statuscategory": EQUALITY,
    "issuetype": EQUALITY, "type": EQUALITY, "priority": EMPTY_TOO, "resolution": EMPTY_TOO, "created": COMPARE, "updated": COMPARE, "createddate": COMPARE,
    "updateddate": COMPARE,
}
KEYWORDS = ("and", "or", "not", "in", "is", "empty", "null", "order", "by", "asc", "desc", "was", "changed")
UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}
ORDERABLE = {"key": lambda e: key_number(e["key"]), "created": lambda e: e["created"], "updated": lambda e: e["updated"],
             "summary": lambda e: e["summary"].lower(), "status": lambda e: e["status"], "id": lambda e: int(e["id"]),
             "priority": lambda e: e["priority"], "project": lambda e: e["project"], "issuekey": lambda e: key_number(e["key"])}


@dataclass
class Query:
    matches: Test
    bounded: bool
    order: list[tuple[str, bool]]

    def ordered(self, entries: list[Entry]) -> list[Entry]:
        # Without an order Jira gives the newest first.
        result = sorted(entries, key=lambda e: int(e["id"]), reverse=True)
        for name, descending in reversed(self.order):
            result.sort(key=ORDERABLE[name], reverse=descending)
        return result


def key_number(key: str) -> tuple[str, int]:
    project, _, number = key.rpartition("-")
    return project, int(number)


def parse(source: str, store: Store, now: float, user: Optional[world.User], cloud: bool) -> Query:
    return Parser(source, store, now, user, cloud).query()


class Parser:
    def __init__(self, source: str, store: Store, now: float, user: Optional[world.User], cloud: bool) -> None:
        self.source, self.store, self.now, self.user, self.cloud = source, store, now, user, cloud
        self.tokens = tokens(source)
        self.at = 0
        self.bounded = False

    # Tokens

    def peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "", len(self.source), "")

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def skip(self, text: str) -> bool:
        token = self.peek()
        if token.word == text or (token.kind == "op" and token.text == text):
            self.at += 1
            return True
        return False

    def wrong(self, expected: str, token: Token) -> JiraError:
        if token.kind == "end":
            return JiraError(400, f"Error in the JQL Query: Expecting {expected} before the end of the query.")
        return syntax_error(f"Expecting {expected} but got '{token.text}'.", self.source, token.at)

    # Grammar

    def query(self) -> Query:
        test: Test = lambda entry: True
        if self.peek().kind != "end" and self.peek().word != "order":
            test, self.bounded = self.either(), True
        order = self.order() if self.skip("order") else []
        if self.peek().kind != "end":
            raise self.wrong("either 'OR' or 'AND'", self.peek())
        return Query(test, self.bounded, order)

    def either(self) -> Test:
        tests = [self.both()]
        while self.skip("or"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda entry: any(test(entry) for test in tests)

    def both(self) -> Test:
        tests = [self.single()]
        while self.skip("and"):
            tests.append(self.single())
        return tests[0] if len(tests) == 1 else lambda entry: all(test(entry) for test in tests)

    def single(self) -> Test:
        if self.skip("not") or self.skip("!"):
            inner = self.single()
            return lambda entry: not inner(entry)
        if self.skip("("):
            inner = self.either()
            if not self.skip(")"):
                raise self.wrong("')'", self.peek())
            return inner
        return self.clause()

    def clause(self) -> Test:
        token = self.take()
        if token.kind not in ("word", "string") or token.word in KEYWORDS:
            raise self.wrong("a field name", token)
        name = token.value.lower()
        operator = self.operator()
        if name not in FIELDS:
            end = "this field cannot be viewed by anonymous users" if self.user is None else "you do not have permission to view it"
            raise JiraError(400, f"Field '{token.value}' does not exist or {end}.")
        if operator not in FIELDS[name]:
            raise JiraError(400, f"The operator '{operator}' is not supported by the '{token.value}' field.")
        return self.condition(name, operator)

    def operator(self) -> str:
        token = self.take()
        if token.kind == "op" and token.text not in "(),!":
            return token.text
        if token.word == "in":
            return "in"
        if token.word == "not" and self.skip("in"):
            return "not in"
        if token.word == "is":
            return "is not" if self.skip("not") else "is"
        if token.kind == "end":
            raise self.wrong("operator", token)
        raise syntax_error(f"Expecting operator but got '{token.text}'. The valid operators are {OPERATORS}.",
                           self.source, token.at)

    def value(self) -> Token:
        token = self.take()
        if token.kind not in ("word", "string") or token.word in ("and", "or", "not", "in", "is"):
            raise self.wrong("either a value, list or function", token)
        if token.kind == "word" and self.skip("("):
            if token.word not in ("now", "currentuser") or not self.skip(")"):
                raise JiraError(400, f"Unable to find JQL function '{token.value}()'.")
            return Token("function", token.text, token.at, token.word)
        return token

    def values(self) -> list[Token]:
        if not self.skip("("):
            raise self.wrong("'('", self.peek())
        found = [self.value()]
        while self.skip(","):
            found.append(self.value())
        if not self.skip(")"):
            raise self.wrong("')' or ','", self.peek())
        return found

    def order(self) -> list[tuple[str, bool]]:
        if not self.skip("by"):
            raise self.wrong("'by'", self.peek())
        wanted = [self.sort()]
        while self.skip(","):
            wanted.append(self.sort())
        if self.cloud and len(wanted) > 7:
            raise JiraError(400, "The ORDER BY clause must not contain more than 7 fields.")
        return wanted

    def sort(self) -> tuple[str, bool]:
        token = self.take()
        name = {"createddate": "created", "updateddate": "updated"}.get(token.value.lower(), token.value.lower())
        if name not in ORDERABLE:
            raise JiraError(400, f"Not able to sort using field '{token.value}'.")
        descending = self.skip("desc")
        if not descending:
            self.skip("asc")
        return name, descending

    # Meaning

    def condition(self, name: str, operator: str) -> Test:
        if operator in ("is", "is not"):
            token = self.take()
            if token.word not in ("empty", "null"):
                raise JiraError(400, f"The operator '{operator}' can only be used with EMPTY or NULL.")
            return negated(lambda entry: not entry.get(name), operator == "is not")
        if operator in ("~", "!~"):
            found = lucene.matcher(name, self.value().value)
            names = ("summary", "description", "comment") if name == "text" else (name,)
            return negated(lambda entry: any(found(text) for n in names for text in texts(entry.get(n))), operator == "!~")
        if operator in ("<", "<=", ">", ">="):
            return self.compared(name, operator)
        operands = self.values() if operator.endswith("in") else [self.value()]
        tests = [self.equals(name, operand) for operand in operands]
        any_of: Test = lambda entry: any(test(entry) for test in tests)
        if operator in ("!=", "not in"):
            # An empty field is neither equal nor unequal in JQL.
            return lambda entry: not is_empty(name, entry) and not any_of(entry)
        return any_of

    def equals(self, name: str, operand: Token) -> Test:
        value = operand.value
        if operand.word in ("empty", "null"):
            return lambda entry: is_empty(name, entry)
        if name == "project":
            key = world.project_key(value)
            if key is None:
                raise JiraError(400, f"The value '{value}' does not exist for the field 'project'.")
            return lambda entry: entry["project"] == key
        if name in ("key", "issue", "issuekey", "id"):
            ident = self.issue(name, value)
            return lambda entry: entry["id"] == ident
        if name == "labels":
            # Exact but for case: the index keeps labels folded.
            return lambda entry: value.lower() in (label.lower() for label in entry["labels"] or [])
        if name in ("created", "updated", "createddate", "updateddate"):
            when, field = self.moment(value, name), name[:7]
            return lambda entry: abs(from_iso(entry[field]) - when) < 60
        if name in ("reporter", "assignee"):
            who = self.person(name, operand)
            return lambda entry: entry[name] == who
        return self.listed(name, value)

    def listed(self, name: str, value: str) -> Test:
        """Fields whose values come from a list: named by id or by name."""
        if name == "statuscategory":
            ids = [i for i, s in world.STATUSES.items() if value.lower() in (s[2], s[3].lower(), str(s[1]))]
            name = "status"
        else:
            name = "issuetype" if name == "type" else name
            tables = {"status": {i: s[0] for i, s in world.STATUSES.items()}, "issuetype": world.ISSUE_TYPES,
                      "priority": world.PRIORITIES, "resolution": world.RESOLUTIONS}
            ids = [i for i, title in tables[name].items() if value == i or value.lower() == title.lower()]
            if name == "resolution" and value.lower() == "unresolved":
                return lambda entry: entry["resolution"] is None
        if not ids:
            raise JiraError(400, f"The value '{value}' does not exist for the field '{name}'.")
        return lambda entry: entry[name] in ids

    def issue(self, name: str, value: str) -> str:
        issue = self.store.lookup(value)
        # The index answers here, too: an issue that it does not show yet does not exist for it.
        if issue is None:
            if value.isdigit():
                raise JiraError(400, f"A value with ID '{value}' does not exist for the field '{name}'.")
            raise JiraError(400, f"An issue with key '{value}' does not exist for field '{name}'.")
        return issue["id"]

    def person(self, name: str, operand: Token) -> str:
        if operand.kind == "function":
            return self.user.name if self.user else ""
        for user in world.USERS.values():
            if operand.value == user.account or (not self.cloud and operand.value.lower() in (user.name, user.email)):
                return user.name
        raise JiraError(400, f"The value '{operand.value}' does not exist for the field '{name}'.")

    def compared(self, name: str, operator: str) -> Test:
        compare = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}[operator]
        operand = self.value()
        if name in ("key", "issue", "issuekey", "id"):
            border = int(self.issue(name, operand.value))
            return lambda entry: compare(int(entry["id"]), border)
        when = self.now if operand.kind == "function" else self.moment(operand.value, name)
        field = name[:7]
        return lambda entry: compare(from_iso(entry[field]), when)

    def moment(self, text: str, name: str) -> float:
        relative = re.fullmatch(r"([+-]?\d+)([mhdw])", text)
        if relative:
            return self.now + int(relative.group(1)) * UNITS[relative.group(2)]
        for form in ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d"):
            try:
                return datetime.strptime(text, form).replace(tzinfo=timezone.utc).timestamp()
            except ValueError:
                continue
        raise JiraError(400, f"Date value '{text}' for field '{name}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
                             "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.")


def texts(value: Any) -> list[str]:
    """Of one field, or of all comments."""
    return [plain(one) for one in value] if isinstance(value, list) else [plain(value)]


def plain(value: Any) -> str:
    return adf.plain(value) if isinstance(value, dict) else value or ""


def is_empty(name: str, entry: Entry) -> bool:
    return name in ("labels", "reporter", "assignee", "priority", "resolution") and not entry.get(name)


def negated(test: Test, wanted: bool) -> Test:
    return (lambda entry: not test(entry)) if wanted else test
