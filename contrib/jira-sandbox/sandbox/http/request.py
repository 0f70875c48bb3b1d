"""One request as the endpoints see it, the table of endpoints, and the checks that many of them share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Optional
from urllib.parse import unquote

from sandbox.http.reply import NOT_AUTHENTICATED, JiraError, Reply, json_reply
from sandbox.site import world

if TYPE_CHECKING:
    from sandbox.app import App


@dataclass
class Request:
    app: "App"
    method: str
    path: str
    query: dict[str, list[str]]
    headers: Any
    version: str = "2"
    user: Optional[world.User] = None
    json: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def store(self):
        return self.app.store

    @property
    def settings(self) -> dict[str, Any]:
        return self.app.settings

    @property
    def cloud(self) -> bool:
        return self.app.cloud

    @property
    def adf(self) -> bool:
        """Whether rich text travels as Atlassian documents: only in version 3, which only Cloud has."""
        return self.version == "3"

    @property
    def api(self) -> str:
        return f"{self.app.url}/rest/api/{self.version}"

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


Endpoint = Callable[..., Reply]


@dataclass
class Route:
    method: str
    pattern: "re.Pattern[str]"
    function: Endpoint
    flavour: Optional[str]
    anonymous: bool
    body: str

    def suits(self, app: "App") -> bool:
        return self.flavour in (None, app.flavour)


ROUTES: list[Route] = []


def route(method: str, path: str, flavour: Optional[str] = None, anonymous: bool = False,
          body: str = "") -> Callable[[Endpoint], Endpoint]:
    """Registers an endpoint below /rest/api/N. `body`: "json" is parsed, "any" leaves it to the endpoint."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "/?$")

    def register(function: Endpoint) -> Endpoint:
        ROUTES.append(Route(method, pattern, function, flavour, anonymous, body))
        return function
    return register


def match(request: Request, path: str) -> tuple[Route, dict[str, str]]:
    """The endpoint for a path, or Jira's answer for a path or a method that it does not have."""
    known = False
    for candidate in ROUTES:
        found = candidate.pattern.match(path) if candidate.suits(request.app) else None
        if found and candidate.method == ("GET" if request.method == "HEAD" else request.method):
            return candidate, {name: unquote(value) for name, value in found.groupdict().items()}
        known = known or bool(found)
    raise JiraError(0, reply=missing(request, known))


def missing(request: Request, known: bool) -> Reply:
    if known:
        return Reply(405)
    if request.cloud:
        return json_reply({"errorMessages": [f"No endpoint {request.method} {request.path}."], "errors": {}}, 404)
    return json_reply({"message": f"null for uri: {request.app.url}{request.path}", "status-code": 404}, 404)


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
