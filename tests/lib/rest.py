"""A few words of Jira's REST interface, for what a test has to find in Jira before jicket runs."""

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
