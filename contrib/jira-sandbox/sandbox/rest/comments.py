"""Comments on issues."""

from __future__ import annotations

from typing import Any

from sandbox.http.reply import JiraError, Reply, field_error, json_reply, no_content, not_found
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route
from sandbox.rest import fields, properties, views
from sandbox.site.clock import iso
from sandbox.text import pictures

KEYS = ("body", "visibility", "properties")
BEAN = "com.atlassian.jira.rest.v2.issue.CommentJsonBean"
ORDERS = ("created", "+created", "-created")


def checked(request: Request, given: Any) -> dict[str, Any]:
    """A comment that may be stored, or the 400 that says why not."""
    body = only_keys(request, given, KEYS + (("jsdPublic", "id", "self") if request.cloud else ()), BEAN)
    text = body.get("body")
    if text is None or (isinstance(text, str) and not text.strip()):
        raise field_error("comment", "Comment body can not be empty!")
    return {"body": fields.rich_text(request, "comment", text), "visibility": visibility(body.get("visibility")),
            "properties": properties.checked_list(request, body.get("properties", []))}


def visibility(given: Any) -> Any:
    if given is None:
        return None
    value = given.get("value") or given.get("identifier") if isinstance(given, dict) else None
    if not value or given.get("type") not in ("role", "group"):
        raise field_error("commentLevel", "A valid visibility has a type, role or group, and a value.")
    return {"type": given["type"], "value": value}


def add(request: Request, issue: dict[str, Any], ready: dict[str, Any]) -> dict[str, Any]:
    now = iso(request.site.clock.now())
    assert request.user is not None
    comment = {"id": request.store.take_id("comment"), "author": request.user.name, "created": now, "updated": now, **ready}
    comment["pictures"] = pictures.settle(request.cloud, issue, comment["body"])
    issue["comments"].append(comment)
    request.store.touch(issue)
    return comment


@route("POST", "/issue/{ref}/comment", anonymous=True, body="json")
def create(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    request.need("ADD_COMMENTS", field_error("comment", f"{request.user.display if request.user else ''}, you do not have "
                                                        "the permission to comment on this issue."))
    ready = checked(request, request.json)
    if request.cloud and len(issue["comments"]) >= request.settings["comment_limit"]:
        raise JiraError(413, "The issue has reached its limit of comments.")
    comment = add(request, issue, ready)
    return json_reply(views.comment(request, issue, comment, tuple(request.many("expand"))), 201)


@route("GET", "/issue/{ref}/comment", anonymous=True)
def listing(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    order = request.one("orderBy", "created").strip() or "created"
    # "+" in a query string arrives as a blank unless it was encoded.
    if order not in ORDERS:
        raise JiraError(400, f"Cannot order by '{order}'. The valid values are: created, -created, +created.")
    ordered = list(reversed(issue["comments"])) if order.startswith("-") else issue["comments"]
    page, start, count = request.page(ordered, 100 if request.cloud else 50)
    expand = tuple(name for name in request.many("expand") if not (request.cloud and name == "properties"))
    return json_reply({"startAt": start, "maxResults": count, "total": len(ordered),
                       "comments": [views.comment(request, issue, comment, expand) for comment in page]})


@route("POST", "/comment/list", flavour="cloud", anonymous=True, body="json")
def by_ids(request: Request) -> Reply:
    body = only_keys(request, request.json, ("ids",), "IssueCommentListRequestBean")
    ids = body.get("ids")
    if not isinstance(ids, list) or not 0 < len(ids) <= 1000:
        raise JiraError(400, "The ids must be a list of 1 to 1000 comment ids.")
    expand, found = tuple(request.many("expand")), []
    for ident in dict.fromkeys(map(str, ids)):
        issue, comment = request.store.find_part("comments", ident) if request.user else (None, None)
        if issue and comment:
            found.append(views.comment(request, issue, comment, expand))
    return json_reply({"startAt": 0, "maxResults": 1000, "total": len(found), "isLast": True, "values": found})


def one_of(request: Request, ref: str, ident: str) -> tuple[dict[str, Any], dict[str, Any]]:
    issue = request.issue(ref)
    for comment in issue["comments"]:
        if comment["id"] == ident:
            return issue, comment
    raise not_found(f"Can not find a comment for the id: {ident}.")


@route("GET", "/issue/{ref}/comment/{ident}", anonymous=True)
def read(request: Request, ref: str, ident: str) -> Reply:
    issue, comment = one_of(request, ref, ident)
    return json_reply(views.comment(request, issue, comment, tuple(request.many("expand"))))


@route("PUT", "/issue/{ref}/comment/{ident}", body="json")
def edit(request: Request, ref: str, ident: str) -> Reply:
    issue, comment = one_of(request, ref, ident)
    ready = checked(request, request.json)
    comment["properties"].update(ready.pop("properties"))
    comment.update(ready, updated=iso(request.site.clock.now()))
    comment["pictures"] = pictures.settle(request.cloud, issue, comment["body"])
    request.store.touch(issue)
    return json_reply(views.comment(request, issue, comment, tuple(request.many("expand"))))


@route("DELETE", "/issue/{ref}/comment/{ident}")
def delete(request: Request, ref: str, ident: str) -> Reply:
    issue, comment = one_of(request, ref, ident)
    issue["comments"].remove(comment)
    request.store.touch(issue)
    return no_content()
