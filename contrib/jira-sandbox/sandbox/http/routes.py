"""The table of endpoints: they enter themselves, and a request finds the one that it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Optional
from urllib.parse import unquote

from sandbox.http.reply import JiraError, Reply, json_reply
from sandbox.http.request import Request
from sandbox.site.site import Site

Endpoint = Callable[..., Reply]


@dataclass
class Route:
    method: str
    pattern: "re.Pattern[str]"
    function: Endpoint
    flavour: Optional[str]
    anonymous: bool
    body: str

    def suits(self, site: Site) -> bool:
        return self.flavour in (None, site.flavour)


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
        found = candidate.pattern.match(path) if candidate.suits(request.site) else None
        if found and candidate.method == ("GET" if request.method == "HEAD" else request.method):
            return candidate, {name: unquote(value) for name, value in found.groupdict().items()}
        known = known or bool(found)
    raise JiraError(0, reply=missing(request, known))


def missing(request: Request, known: bool) -> Reply:
    if known:
        return Reply(405)
    if request.cloud:
        return json_reply({"errorMessages": [f"No endpoint {request.method} {request.path}."], "errors": {}}, 404)
    return json_reply({"message": f"null for uri: {request.site.url}{request.path}", "status-code": 404}, 404)
