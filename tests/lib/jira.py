"""A few words of Jira's REST interface, as a person would use it, and what one looks for in a Jira afterwards."""

from __future__ import annotations

import base64
import json
import urllib.request
from typing import Any, Optional

from tests.lib.sandbox import Sandbox


def call(box: Sandbox, method: str, path: str, body: Optional[Any] = None) -> Any:
    auth = box.auth
    pair = f"{auth['JICKET_JIRA_USER']}:{auth['JICKET_JIRA_PASS']}".encode()
    request = urllib.request.Request(f"{box.url}/rest/api/2{path}", json.dumps(body).encode() if body is not None else None,
                                     {"Content-Type": "application/json",
                                      "Authorization": "Basic " + base64.b64encode(pair).decode()}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def create(box: Sandbox, summary: str, project: str = "SUP", **fields: Any) -> str:
    """A new issue's key."""
    return call(box, "POST", "/issue", {"fields": {"project": {"key": project}, "issuetype": {"name": "Task"},
                                                   "summary": summary, **fields}})["key"]


def picture(box: Sandbox) -> list[dict[str, Any]]:
    """All issues, without what no two runs have in common: ids, keys and times."""
    return [picture_of(issue) for issue in box.issues()]


def picture_of(issue: dict[str, Any]) -> dict[str, Any]:
    without = ("id", "key", "created", "updated", "comments", "attachments", "links", "history")
    shown = {name: value for name, value in issue.items() if name not in without}
    for kind in ("comments", "attachments"):
        shown[kind] = [{name: value for name, value in part.items() if name not in ("id", "created", "updated")}
                       for part in issue[kind]]
    shown["links"] = [{"type": link["type"], "side": link["side"]} for link in issue["links"]]
    return shown


def difference(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where two pictures differ, one line for each place."""
    if isinstance(expected, dict) and isinstance(found, dict):
        names = list(dict.fromkeys([*expected, *found]))
        return [line for name in names
                for line in difference(expected.get(name), found.get(name), f"{path}.{name}")]
    if isinstance(expected, list) and isinstance(found, list):
        lines = [line for i, pair in enumerate(zip(expected, found)) for line in difference(*pair, f"{path}[{i}]")]
        lines += [f"{path}: missing {short(one)}" for one in expected[len(found):]]
        return lines + [f"{path}: too many {short(one)}" for one in found[len(expected):]]
    return [] if expected == found else [f"{path}: {short(expected)} became {short(found)}"]


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 160 else text[:157] + "..."


def marks(issue: dict[str, Any], step: str) -> list[dict[str, Any]]:
    """The comments of an issue that jicket marked as this step."""
    return [comment for comment in issue["comments"] if mark_of(comment).get("step") == step]


def mark_of(part: dict[str, Any]) -> dict[str, Any]:
    return part["properties"].get("jicket", {})


def files_of(issue: dict[str, Any]) -> list[tuple[str, int]]:
    return [(part["filename"], part["size"]) for part in issue["attachments"]]


def only(issues: list[dict[str, Any]], number: Optional[int] = 1) -> list[dict[str, Any]]:
    """The issues, if there are as many as there should be."""
    assert len(issues) == number, [f"{one['key']} {one['fields']['summary']}" for one in issues]
    return issues
