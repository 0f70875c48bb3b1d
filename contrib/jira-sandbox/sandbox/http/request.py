"""One request as the endpoints see it, and the checks that many of them share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Optional

from sandbox.http.reply import NOT_AUTHENTICATED, JiraError, not_found
from sandbox.site import world
from sandbox.site.site import Site
from sandbox.site.store import Issue, Store


@dataclass
class Request:
    site: Site
    method: str
    path: str
    query: dict[str, list[str]]
    headers: Any
    version: str = "2"
    user: Optional[world.User] = None
    json: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.site.store

    @property
    def settings(self) -> dict[str, Any]:
        return self.site.settings

    @property
    def cloud(self) -> bool:
        return self.site.cloud

    @property
    def adf(self) -> bool:
        """Whether rich text travels as Atlassian documents: only in version 3, which only Cloud has."""
        return self.version == "3"

    @property
    def api(self) -> str:
        return f"{self.site.url}/rest/api/{self.version}"

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[-1]

    def many(self, name: str) -> list[str]:
        """A list parameter: given several times, or with commas."""
        return [item.strip() for value in self.query.get(name, []) for item in value.split(",") if item.strip()]

    def integer(self, name: str, default: int) -> int:
        text = self.one(name)
        if not text:
            return default
        if not re.fullmatch(r"-?\d{1,9}", text):
            raise JiraError(404 if not self.cloud else 400, f"The value of parameter '{name}' is not a number.")
        return int(text)

    def page(self, items: list[Any], default: int, most: Optional[int] = None) -> tuple[list[Any], int, int]:
        """The wanted page of a list: (items, startAt, maxResults)."""
        start, count = max(self.integer("startAt", 0), 0), max(self.integer("maxResults", default), 0)
        count = count if most is None else min(count, most)
        return items[start:start + count], start, count

    def need(self, permission: str, error: JiraError) -> None:
        """Raises `error` if the settings deny this permission to the service user."""
        if permission in self.settings["denied"]:
            raise error

    def issue(self, ref: str) -> Issue:
        """The issue, if it is there and the caller may see it: nobody in particular may see nothing."""
        issue = self.store.lookup(ref) if self.user else None
        if issue is None:
            raise not_found()
        return issue


def demand_user(request: Request) -> world.User:
    if request.user is None:
        raise JiraError(401, NOT_AUTHENTICATED)
    return request.user


def only_keys(request: Request, body: Any, allowed: tuple[str, ...], bean: str) -> dict[str, Any]:
    """Refuses a body that is no object, or has a key that Jira does not know."""
    if not isinstance(body, dict):
        raise payload_error(request, f"Can not deserialize instance of {bean} out of the given token")
    for key in body:
        if key not in allowed:
            raise payload_error(request, f'Unrecognized field "{key}" (Class {bean}), not marked as ignorable')
    return body


def payload_error(request: Request, text: str) -> JiraError:
    if request.cloud:
        return JiraError(400, "Invalid request payload. Refer to the REST API documentation and try again.")
    return JiraError(400, text)
