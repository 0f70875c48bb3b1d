"""User search and watchers."""

from __future__ import annotations

import re

from sandbox.http.reply import JiraError, Reply, json_reply, no_content, not_found
from sandbox.http.request import Request, demand_user
from sandbox.http.routes import route
from sandbox.rest import views
from sandbox.site import world

GDPR = "The query parameter 'username' is not supported in GDPR strict mode."


@route("GET", "/user/search")
def search(request: Request) -> Reply:
    if request.cloud:
        return cloud_search(request)
    text = request.one("username")
    if not text:
        raise JiraError(400, "The username query parameter was not provided")
    request.need("USER_PICKER", JiraError(403, "You are not authorized to browse users."))
    low = text.lower()
    # Substrings of name, address or display name: the address must be compared by the client.
    found = [user.name for user in world.USERS.values()
             if text == "." or any(low in part.lower() for part in (user.name, user.email, user.display))]
    return json_reply([views.user(request, name) for name in request.page(found, 50, 1000)[0]])


def cloud_search(request: Request) -> Reply:
    if "username" in request.query:
        raise JiraError(400, GDPR)
    text = request.one("query") or request.one("accountId")
    if not text:
        raise JiraError(400, "The 'query' or 'accountId' parameter is required.")
    if "USER_PICKER" in request.settings["denied"]:
        return json_reply([])
    found = [user.name for user in world.USERS.values() if cloud_match(user, text.lower())]
    return json_reply([views.user(request, name) for name in request.page(found, 50, 1000)[0]])


def cloud_match(user: world.User, text: str) -> bool:
    """Prefixes of the words of name and address; a hidden address matches as a whole only."""
    if text in (user.email, user.account):
        return True
    parts = re.split(r"\s+", user.display.lower()) + [user.display.lower()]
    if not user.hides_email:
        parts.append(user.email)
    return any(part.startswith(text) for part in parts)


@route("GET", "/issue/{ref}/watchers", anonymous=True)
def watchers(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    names = issue["watchers"]
    return json_reply({"self": f"{request.api}/issue/{issue['key']}/watchers", "watchCount": len(names),
                       "isWatching": bool(request.user and request.user.name in names),
                       "watchers": [views.user(request, name) for name in names]})


@route("POST", "/issue/{ref}/watchers", body="optional")
def watch(request: Request, ref: str) -> Reply:
    issue, caller = request.issue(ref), demand_user(request)
    wanted = request.json if request.json is not None else None if request.cloud else request.one("userName") or None
    user = caller if wanted is None else named(request, wanted)
    if user is not caller:
        request.need("MANAGE_WATCHERS", JiraError(403 if request.cloud else 401,
                                                  "You do not have permission to manage the watcher list."))
    if user.name not in issue["watchers"]:
        issue["watchers"].append(user.name)
    return no_content()


@route("DELETE", "/issue/{ref}/watchers")
def unwatch(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    user = named(request, request.one("accountId" if request.cloud else "username"))
    if user.name in issue["watchers"]:
        issue["watchers"].remove(user.name)
    return no_content()


def named(request: Request, wanted: object) -> world.User:
    """The user that a bare JSON string names."""
    if not isinstance(wanted, str):
        raise JiraError(400, "The request body must be a JSON string.")
    user = world.user_by_account(wanted) if request.cloud else world.USERS.get(wanted)
    if user is None:
        raise not_found("Specified user does not exist or you do not have required permissions")
    return user
