"""Transitions, and the links of an issue to other issues and to the world outside."""

from __future__ import annotations

from typing import Any

from sandbox.http.reply import JiraError, Reply, field_error, json_reply, not_found
from sandbox.http.request import Request, only_keys, route
from sandbox.rest import comments, fields, issues, views
from sandbox.site import world


def possible(issue: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [entry for entry in world.TRANSITIONS if entry[0] == issue["fields"]["status"]]


@route("GET", "/issue/{ref}/transitions", anonymous=True)
def transitions(request: Request, ref: str) -> Reply:
    issue = request.store.find(ref if request.user else "")
    views_of = []
    for _, ident, name, target in possible(issue):
        view: dict[str, Any] = {"id": ident, "name": name, "to": views.status(request, target)}
        if "transitions.fields" in request.many("expand"):
            view["fields"] = {}
        views_of.append(view)
    wanted = request.one("transitionId")
    return json_reply({"expand": "transitions", "transitions": [v for v in views_of if wanted in ("", v["id"])]})


@route("POST", "/issue/{ref}/transitions", body="json")
def transit(request: Request, ref: str) -> Reply:
    issue = request.store.find(ref)
    body = only_keys(request, request.json, issues.UPDATE_KEYS, issues.BEAN)
    transition = body.get("transition")
    if not isinstance(transition, dict) or "id" not in transition:
        raise JiraError(400, "Missing 'transition' identifier")
    found = next((entry for entry in possible(issue) if entry[1] == str(transition["id"])), None)
    if found is None:
        # Data Center breaks over an id that is not possible now, and says nothing.
        raise JiraError(400, f"Transition id '{transition['id']}' is not valid for this issue.") if request.cloud \
            else JiraError(0, reply=Reply(500))
    request.need("TRANSITION_ISSUES", JiraError(400, "You do not have permission to transition this issue."))
    given = dict(issues.given_fields(body))
    resolution = given.pop("resolution", None)
    values = issues.checked(request, given)
    more, notes = fields.operations(request, body.get("update", {}), issue["fields"])
    prepared = [comments.checked(request, note) for note in notes]
    closed = found[3] == "10002"
    if resolution is not None and not closed:
        raise fields.off_screen("resolution")
    values["resolution"] = None if not closed else "10000" if resolution is None else fields.by_id_or_name(
        "resolution", resolution, world.RESOLUTIONS, "The resolution is invalid.")
    issue["fields"].update({**values, **more, "status": found[3]})
    for note in prepared:
        comments.add(request, issue, note)
    request.store.touch(issue)
    return Reply(204)


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
        ends[side] = request.store.find(str(end.get("key") or end.get("id") or ""))
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
    issue = request.store.find(ref if request.user else "")
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
    issue = request.store.find(ref)
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
