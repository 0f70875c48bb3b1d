"""How stored things look in JSON: users, issues, comments, attachments, each in the shape of the flavour."""

from __future__ import annotations

from typing import Any, Optional
from urllib.parse import quote

from sandbox.http.request import Request
from sandbox.site import world
from sandbox.text import adf
from sandbox.text.resolver import Resolver
from sandbox.text.richtext import as_html


def avatars(request: Request, address: str) -> dict[str, str]:
    return {f"{size}x{size}": f"{request.site.url}/secure/{address}size={size}" for size in (16, 24, 32, 48)}


def user(request: Request, name: Optional[str]) -> Optional[dict[str, Any]]:
    person = world.USERS.get(name or "")
    if person is None:
        return None
    view: dict[str, Any] = {"displayName": person.display, "active": True, "timeZone": "Etc/UTC",
                            "avatarUrls": avatars(request, "useravatar?")}
    if request.cloud:
        view.update(self=f"{request.api}/user?accountId={quote(person.account)}", accountId=person.account, accountType="atlassian")
    else:
        view.update(self=f"{request.api}/user?username={person.name}", name=person.name, key=person.key)
    if not (request.cloud and person.hides_email):
        view["emailAddress"] = person.email
    return view


def project(request: Request, key: str) -> dict[str, Any]:
    entry = world.PROJECTS[key]
    return {"self": f"{request.api}/project/{entry['id']}", "id": entry["id"], "key": key, "name": entry["name"],
            "projectTypeKey": "software", "avatarUrls": avatars(request, f"projectavatar?pid={entry['id']}&")}


def issue_type(request: Request, ident: str) -> dict[str, Any]:
    return {"self": f"{request.api}/issuetype/{ident}", "id": ident, "name": world.ISSUE_TYPES[ident],
            "description": "", "iconUrl": f"{request.site.url}/images/icons/issuetypes/task.svg",
            "subtask": ident == world.SUBTASK}


def priority(request: Request, ident: str) -> dict[str, Any]:
    return {"self": f"{request.api}/priority/{ident}", "id": ident, "name": world.PRIORITIES[ident],
            "iconUrl": f"{request.site.url}/images/icons/priorities/medium.svg"}


def resolution(request: Request, ident: Optional[str]) -> Optional[dict[str, Any]]:
    if ident is None:
        return None
    return {"self": f"{request.api}/resolution/{ident}", "id": ident, "name": world.RESOLUTIONS[ident], "description": ""}


def status(request: Request, ident: str) -> dict[str, Any]:
    name, number, key, category, colour = world.STATUSES[ident]
    return {"self": f"{request.api}/status/{ident}", "id": ident, "name": name, "description": "",
            "iconUrl": f"{request.site.url}/images/icons/statuses/open.png",
            "statusCategory": {"self": f"{request.api}/statuscategory/{number}", "id": number, "key": key,
                               "name": category, "colorName": colour}}


def rich_text(request: Request, value: Any) -> Any:
    """A text in the form of the version that asks for it, whichever it was written in."""
    if value is None or isinstance(value, dict) == request.adf:
        return value
    return adf.from_text(value) if request.adf else adf.to_text(value)


def rendered(request: Request, value: Any, issue: Optional[dict[str, Any]] = None,
             part: Optional[dict[str, Any]] = None) -> str:
    """The HTML of a text of an issue: of one of its comments, else its own."""
    return as_html(value, Resolver(request.site, issue).of(part or issue or {}))


def attachment(request: Request, part: dict[str, Any]) -> dict[str, Any]:
    content = (f"{request.api}/attachment/content/{part['id']}" if request.cloud
               else f"{request.site.url}/secure/attachment/{part['id']}/{quote(part['filename'], safe='')}")
    view = {"self": f"{request.api}/attachment/{part['id']}", "id": part["id"], "filename": part["filename"],
            "author": user(request, part["author"]), "created": part["created"], "size": part["size"],
            "mimeType": part["mimeType"], "content": content}
    if part["mimeType"].startswith("image/"):
        view["thumbnail"] = (f"{request.api}/attachment/thumbnail/{part['id']}" if request.cloud
                             else f"{request.site.url}/secure/thumbnail/{part['id']}/_thumb_{part['id']}.png")
    return view


def properties(entity: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in sorted(entity["properties"].items())]


def comment(request: Request, issue: dict[str, Any], part: dict[str, Any], expand: tuple[str, ...] = ()) -> dict[str, Any]:
    view = {"self": f"{request.api}/issue/{issue['id']}/comment/{part['id']}", "id": part["id"],
            "author": user(request, part["author"]), "body": rich_text(request, part["body"]),
            "updateAuthor": user(request, part["author"]), "created": part["created"], "updated": part["updated"]}
    if part.get("visibility"):
        view["visibility"] = part["visibility"]
    if request.cloud:
        view["jsdPublic"] = True
    if "properties" in expand:
        view["properties"] = properties(part)
    if "renderedBody" in expand:
        view["renderedBody"] = rendered(request, part["body"], issue, part)
    return view


def link(request: Request, entry: dict[str, Any]) -> dict[str, Any]:
    name, inward, outward = world.LINK_TYPES[entry["type"]]
    other = request.store.issues[entry["issue"]]
    brief = {"id": other["id"], "key": other["key"], "self": f"{request.api}/issue/{other['id']}",
             "fields": {"summary": other["fields"]["summary"], "status": status(request, other["fields"]["status"])}}
    kind = {"id": entry["type"], "name": name, "inward": inward, "outward": outward,
            "self": f"{request.api}/issueLinkType/{entry['type']}"}
    return {"id": entry["id"], "self": f"{request.api}/issueLink/{entry['id']}", "type": kind, entry["side"]: brief}


def issue_fields(request: Request, issue: dict[str, Any]) -> dict[str, Any]:
    """Every field of an issue."""
    stored = issue["fields"]
    comments = [comment(request, issue, part) for part in issue["comments"]]
    children = [child for child in request.store.issues.values() if child["fields"].get("parent") == issue["id"]]
    view: dict[str, Any] = {name: stored.get(name) for name in world.FIELDS if name.startswith("customfield_")}
    view.update({
        "summary": stored["summary"], "labels": stored.get("labels") or [], "duedate": stored.get("duedate"),
        "project": project(request, issue["project"]), "issuetype": issue_type(request, stored["issuetype"]),
        "priority": priority(request, stored["priority"]), "status": status(request, stored["status"]),
        "resolution": resolution(request, stored.get("resolution")), "reporter": user(request, stored.get("reporter")),
        "assignee": user(request, stored.get("assignee")), "creator": user(request, issue["creator"]),
        "created": issue["created"], "updated": issue["updated"],
        "attachment": [attachment(request, part) for part in issue["attachments"]],
        "comment": {"comments": comments, "startAt": 0, "maxResults": len(comments), "total": len(comments)},
        "issuelinks": [link(request, entry) for entry in issue["links"] if entry["issue"] in request.store.issues],
        "subtasks": [{"id": child["id"], "key": child["key"]} for child in children],
        "watches": {"self": f"{request.api}/issue/{issue['key']}/watchers", "watchCount": len(issue["watchers"]),
                    "isWatching": bool(request.user and request.user.name in issue["watchers"])},
    })
    for name in world.TEXT_AREAS:
        view[name] = rich_text(request, stored.get(name))
    if stored.get("parent") in request.store.issues:
        above = request.store.issues[stored["parent"]]
        view["parent"] = {"id": above["id"], "key": above["key"]}
    return view


def changelog(request: Request, entry: dict[str, Any]) -> dict[str, Any]:
    """The history of an issue: Cloud tells the newest change first, Data Center the oldest."""
    histories = [{"id": change["id"], "author": user(request, change["author"]), "created": change["created"],
                  "items": change["items"]} for change in entry.get("history", [])]
    return {"startAt": 0, "maxResults": len(histories), "total": len(histories),
            "histories": histories[::-1] if request.cloud else histories}


def chosen(wanted: list[str], navigable: bool) -> set[str]:
    """The field ids that a `fields` parameter selects: names, -names, *all, *navigable."""
    everything = set(world.FIELDS)
    easy = everything - set(world.NOT_NAVIGABLE)
    picked: set[str] = set()
    if not wanted or wanted[0].startswith("-"):
        picked = easy if navigable else everything
    for name in wanted:
        if name == "*all":
            picked |= everything
        elif name == "*navigable":
            picked |= easy
        elif name.startswith("-"):
            picked -= {name[1:]}
        else:
            picked |= {name}
    return picked


def issue(request: Request, entry: dict[str, Any], wanted: list[str], expand: tuple[str, ...] = (),
          keys: tuple[str, ...] = (), navigable: bool = False) -> dict[str, Any]:
    picked = chosen(wanted, navigable)
    shown = {name: value for name, value in issue_fields(request, entry).items() if name in picked}
    view: dict[str, Any] = {"expand": "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
                            "id": entry["id"], "self": f"{request.api}/issue/{entry['id']}", "key": entry["key"],
                            "fields": shown}
    if keys:
        view["properties"] = {key: value for key, value in sorted(entry["properties"].items()) if key in keys or "*all" in keys}
    if "changelog" in expand:
        view["changelog"] = changelog(request, entry)
    if "names" in expand:
        view["names"] = {name: world.FIELDS[name][0] for name in shown if name in world.FIELDS}
    if "renderedFields" in expand:
        view["renderedFields"] = {name: rendered(request, entry["fields"].get(name), entry) if name in world.TEXT_AREAS else None
                                  for name in shown}
    return view
