"""Search: Data Center's pages with a total, Cloud's tokens without one."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from sandbox.http.reply import JiraError, Reply, json_reply
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route
from sandbox.jql.query import Query, parse
from sandbox.rest import views

REMOVED = ("The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration "
           "guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046")
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
DC_KEYS = ("jql", "startAt", "maxResults", "fields", "expand", "validateQuery")
CLOUD_KEYS = ("jql", "nextPageToken", "maxResults", "fields", "expand", "properties", "reconcileIssues", "fieldsByKeys")
CLOUD_MOST = 5000
DC_MOST = 1000


def hits(request: Request, query: Query, fresh: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The issues that the index, as old as it is, gives for a query."""
    if request.user is None:
        return []
    found = []
    for issue in request.store.issues.values():
        entry = request.store.indexed(issue, issue["id"] in fresh)
        if entry is not None and query.matches(entry):
            found.append(entry)
    return [request.store.issues[entry["id"]] for entry in query.ordered(found)]


def parsed(request: Request, text: Any) -> Query:
    if not isinstance(text, str):
        raise JiraError(400, "The jql must be a string.")
    return parse(text, request.store, request.site.clock.now(), request.user, request.cloud)


@route("GET", "/search", flavour="datacenter", anonymous=True)
def search_get(request: Request) -> Reply:
    return dc_page(request, request.one("jql"), request.integer("startAt", 0), request.integer("maxResults", 50),
                   request.many("fields"), request.many("expand"))


@route("POST", "/search", flavour="datacenter", anonymous=True, body="json")
def search_post(request: Request) -> Reply:
    body = only_keys(request, request.json, DC_KEYS, "com.atlassian.jira.rest.v2.search.SearchRequestBean")
    return dc_page(request, body.get("jql", ""), number(body, "startAt", 0), number(body, "maxResults", 50),
                   strings(body, "fields"), strings(body, "expand"))


def dc_page(request: Request, text: str, start: int, count: int, wanted: list[str], expand: list[str]) -> Reply:
    found = hits(request, parsed(request, text))
    start, count = max(start, 0), min(count if count >= 0 else DC_MOST, DC_MOST)
    page = [views.issue(request, issue, wanted, tuple(expand), navigable=True) for issue in found[start:start + count]]
    return json_reply({"expand": "schema,names", "startAt": start, "maxResults": count, "total": len(found), "issues": page})


@route("GET", "/search", flavour="cloud", anonymous=True)
@route("POST", "/search", flavour="cloud", anonymous=True, body="any")
def removed(request: Request) -> Reply:
    raise JiraError(410, REMOVED)


@route("GET", "/search/jql", flavour="cloud", anonymous=True)
def jql_get(request: Request) -> Reply:
    body: dict[str, Any] = {name: request.one(name) for name in ("jql", "nextPageToken") if name in request.query}
    body.update({name: request.many(name) for name in ("fields", "properties", "reconcileIssues")})
    body["maxResults"] = request.integer("maxResults", 50)
    return cloud_page(request, body, tuple(request.many("expand")))


@route("POST", "/search/jql", flavour="cloud", anonymous=True, body="json")
def jql_post(request: Request) -> Reply:
    body = only_keys(request, request.json, CLOUD_KEYS, "SearchAndReconcileRequestBean")
    return cloud_page(request, body, tuple(str(body.get("expand", "")).split(",")))


def cloud_page(request: Request, body: dict[str, Any], expand: tuple[str, ...]) -> Reply:
    query = parsed(request, body.get("jql", ""))
    if not query.bounded:
        raise JiraError(400, UNBOUNDED)
    count = number(body, "maxResults", 50)
    keys, fresh = strings(body, "properties"), strings(body, "reconcileIssues")
    if not 0 <= count <= CLOUD_MOST:
        raise JiraError(400, f"The maxResults must be between 0 and {CLOUD_MOST}.")
    if len(keys) > 5:
        raise JiraError(400, "The number of properties must not exceed 5.")
    if len(fresh) > 50:
        raise JiraError(400, "The number of issues to reconcile must not exceed 50.")
    found = hits(request, query, tuple(fresh))
    start = offset(body.get("nextPageToken"))
    end = start + count
    page = [cloud_issue(request, issue, strings(body, "fields"), expand, tuple(keys)) for issue in found[start:end]]
    answer: dict[str, Any] = {"issues": page, "isLast": end >= len(found)}
    if end < len(found):
        answer["nextPageToken"] = base64.urlsafe_b64encode(f"String&{end}".encode()).decode()
    return json_reply(answer)


def cloud_issue(request: Request, issue: dict[str, Any], wanted: list[str], expand: tuple[str, ...],
                keys: tuple[str, ...]) -> dict[str, Any]:
    """Cloud's default is the id and nothing else."""
    if not wanted or wanted == ["id"]:
        view = {"id": issue["id"]}
        if keys:
            view["properties"] = {key: value for key, value in issue["properties"].items() if key in keys}
        return view
    return views.issue(request, issue, wanted, expand, keys, navigable=True)


def offset(token: Any) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().partition("&")[2])
    except (binascii.Error, ValueError, TypeError):
        raise JiraError(400, "The provided next page token is invalid.") from None


def number(body: dict[str, Any], name: str, default: int) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise JiraError(400, f"The value of '{name}' is not a number.")
    return value


def strings(body: dict[str, Any], name: str) -> list[str]:
    value = body.get(name) or []
    if not isinstance(value, list):
        raise JiraError(400, f"The value of '{name}' is not an array.")
    return [str(item) for item in value]
