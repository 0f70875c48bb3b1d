"""Transitions: the states that an issue can go to."""

from __future__ import annotations

from typing import Any

from sandbox.http.reply import JiraError, Reply, json_reply
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route
from sandbox.rest import comments, fields, issues, views
from sandbox.site import world


def possible(issue: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [entry for entry in world.TRANSITIONS if entry[0] == issue["fields"]["status"]]


@route("GET", "/issue/{ref}/transitions", anonymous=True)
def transitions(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
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
    issue = request.issue(ref)
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
