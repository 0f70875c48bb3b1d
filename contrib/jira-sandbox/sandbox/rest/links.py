"""The links of an issue to other issues and to the world outside."""

from __future__ import annotations

from typing import Any

from sandbox.http.reply import JiraError, Reply, field_error, json_reply, not_found
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route
from sandbox.rest import comments
from sandbox.site import world


@route("GET", "/issueLinkType", anonymous=True)
def link_types(request: Request) -> Reply:
    return json_reply({"issueLinkTypes": [
        {"id": ident, "name": name, "inward": inward, "outward": outward, "self": f"{request.api}/issueLinkType/{ident}"}
        for ident, (name, inward, outward) in world.LINK_TYPES.items()]})


@route("POST", "/issueLink", body="json")
def link(request: Request) -> Reply:
    body = only_keys(request, request.json, ("type", "inwardIssue", "outwardIssue", "comment"), "LinkIssueRequestJsonBean")
    request.need("LINK_ISSUES", JiraError(401, "No Link Issue Permission for issue."))
    given = body.get("type") if isinstance(body.get("type"), dict) else {}
    kind = next((ident for ident, entry in world.LINK_TYPES.items()
                 if given.get("id") == ident or str(given.get("name", "")).lower() == entry[0].lower()), None)
    if kind is None:
        raise not_found(f"No issue link type with name '{given.get('name')}' found.")
    ends = {}
    for side in ("inwardIssue", "outwardIssue"):
        end = body.get(side) if isinstance(body.get(side), dict) else {}
        ends[side] = request.issue(str(end.get("key") or end.get("id") or ""))
    prepared = comments.checked(request, body["comment"]) if body.get("comment") else None
    ident = request.store.take_id("link")
    # Each issue shows the other end.
    ends["inwardIssue"]["links"].append({"id": ident, "type": kind, "side": "outwardIssue", "issue": ends["outwardIssue"]["id"]})
    ends["outwardIssue"]["links"].append({"id": ident, "type": kind, "side": "inwardIssue", "issue": ends["inwardIssue"]["id"]})
    if prepared:
        comments.add(request, ends["inwardIssue"], prepared)
    return Reply(201)


REMOTE_KEYS = ("globalId", "application", "relationship", "object", "id", "self")


@route("GET", "/issue/{ref}/remotelink", anonymous=True)
def remote_links(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    found = [remote_view(request, issue, entry) for entry in issue["remotelinks"]]
    wanted = request.one("globalId")
    if not wanted:
        return json_reply(found)
    for view in found:
        if view["globalId"] == wanted:
            return json_reply(view)
    raise not_found(f"No remote link found for global id: {wanted}")


def remote_view(request: Request, issue: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    return {"id": int(entry["id"]), "self": f"{request.api}/issue/{issue['key']}/remotelink/{entry['id']}",
            "globalId": entry["globalId"], "application": entry.get("application") or {},
            "relationship": entry.get("relationship") or "", "object": entry["object"]}


@route("POST", "/issue/{ref}/remotelink", body="json")
def remote_link(request: Request, ref: str) -> Reply:
    """The one write that is idempotent by nature: the same globalId is the same link."""
    issue = request.issue(ref)
    body = only_keys(request, request.json, REMOTE_KEYS, "RemoteIssueLinkCreateOrUpdateRequest")
    request.need("LINK_ISSUES", JiraError(403, "You do not have permission to link issues."))
    target = body.get("object") if isinstance(body.get("object"), dict) else {}
    for name in ("title", "url"):
        if not target.get(name):
            raise field_error(name, f"'{name}' is required.")
    if len(str(body.get("globalId") or "")) > 255:
        raise field_error("globalId", "The length of 'globalId' must not exceed 255 characters.")
    old = next((entry for entry in issue["remotelinks"] if body.get("globalId") and entry["globalId"] == body["globalId"]), None)
    entry = old if old is not None else {"id": request.store.take_id("remotelink")}
    entry.update(globalId=body.get("globalId"), object=target, application=body.get("application"),
                 relationship=body.get("relationship"))
    if old is None:
        issue["remotelinks"].append(entry)
    view = {"id": int(entry["id"]), "self": f"{request.api}/issue/{issue['key']}/remotelink/{entry['id']}"}
    return json_reply(view, 201 if old is None and request.cloud else 200)
