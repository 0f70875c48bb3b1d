"""Answers: what an endpoint returns, and the error it raises instead."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

NO_ISSUE = "Issue does not exist or you do not have permission to see it."
NOT_AUTHENTICATED = "You are not authenticated. Authentication required to perform this operation."


@dataclass
class Reply:
    """One HTTP answer. `file` is sent in pieces, so that a big attachment is never held in memory."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json;charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    file: Optional[Path] = None
    json: Any = None

    @property
    def length(self) -> int:
        return self.file.stat().st_size if self.file else len(self.body)


def json_reply(value: Any, status: int = 200) -> Reply:
    """JSON as Jira sends it: UTF-8, and a lone surrogate becomes "?" as in Java."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, text.encode("utf-8", "replace"), json=value)


def html_reply(html: str, status: int = 200, **headers: str) -> Reply:
    return Reply(status, html.encode("utf-8", "replace"), "text/html;charset=UTF-8",
                 {name.replace("_", "-"): value for name, value in headers.items()})


def text_reply(text: str, status: int = 200) -> Reply:
    return Reply(status, text.encode("utf-8", "replace"), "text/plain;charset=UTF-8")


def no_content() -> Reply:
    return Reply(204)


class JiraError(Exception):
    """Ends a request with Jira's error shape, or with a ready-made `reply` where Jira answers in another one."""

    def __init__(self, status: int, message: str = "", errors: Optional[dict[str, str]] = None,
                 reply: Optional[Reply] = None) -> None:
        super().__init__(message or str(errors))
        body = {"errorMessages": [message] if message else [], "errors": errors or {}}
        self.reply = reply or json_reply(body, status)


def field_error(name: str, text: str) -> JiraError:
    return JiraError(400, errors={name: text})


def not_found(message: str = NO_ISSUE) -> JiraError:
    return JiraError(404, message)
