"""What a client asks about the instance itself: server, projects, types, fields, create metadata, permissions."""

from __future__ import annotations

from typing import Any, Callable

from sandbox.http.reply import JiraError, Reply, html_reply, json_reply, not_found
from sandbox.http.request import Request, demand_user, only_keys
from sandbox.http.routes import route
from sandbox.rest import views
from sandbox.site import world
from sandbox.site.clock import iso

UNKNOWN_PERMISSION = "Unrecognized permission: {}"


@route("GET", "/serverInfo", anonymous=True)
def server_info(request: Request) -> Reply:
    version = request.settings["version"]
    info: dict[str, Any] = {
        "baseUrl": request.site.url, "version": version, "versionNumbers": [int(n) for n in version.split(".")],
        "deploymentType": "Cloud" if request.cloud else "Server", "buildNumber": 100287 if request.cloud else 10030024,
        "buildDate": "2026-06-10T00:00:00.000+0000", "serverTime": iso(request.site.clock.now()),
        "scmInfo": "0" * 40, "serverTitle": "Jira sandbox"}
    if request.cloud:
        info.update({name: request.site.url
                     for name in ("displayUrl", "displayUrlServicedeskHelpCenter", "displayUrlConfluence")})
    return json_reply(info)


@route("GET", "/myself")
def myself(request: Request) -> Reply:
    return json_reply(views.user(request, demand_user(request).name))


@route("GET", "/mypermissions", anonymous=True)
def my_permissions(request: Request) -> Reply:
    if request.user is None and not request.cloud:
        demand_user(request)
    wanted = request.many("permissions")
    if request.cloud:
        if not wanted:
            raise JiraError(400, "The 'permissions' query parameter is required.")
        for name in wanted:
            if name not in world.PERMISSIONS:
                raise JiraError(400, UNKNOWN_PERMISSION.format(name))
    for parameter in ("projectKey", "projectId"):
        if request.one(parameter) and world.project_key(request.one(parameter)) is None:
            raise not_found(f"No project could be found with {parameter[7:].lower()} '{request.one(parameter)}'.")
    names = wanted if request.cloud else list(world.PERMISSIONS)
    return json_reply({"permissions": {name: permission(request, name) for name in names}})


def permission(request: Request, name: str) -> dict[str, Any]:
    have = bool(request.user) and name not in world.NEVER_GRANTED and name not in request.settings["denied"]
    return {"id": str(list(world.PERMISSIONS).index(name) + 1), "key": name, "name": world.PERMISSIONS[name],
            "type": "GLOBAL" if name in world.GLOBAL_PERMISSIONS else "PROJECT",
            "description": world.PERMISSIONS[name] + ".", "havePermission": have}


def project_view(request: Request, key: str) -> dict[str, Any]:
    kinds = [views.issue_type(request, ident) for ident in world.ISSUE_TYPES]
    return {**views.project(request, key), "description": "", "issueTypes": kinds, "lead": views.user(request, "alice"),
            "components": [], "versions": [], "assigneeType": "UNASSIGNED", "roles": {}}


@route("GET", "/project", anonymous=True)
def projects(request: Request) -> Reply:
    return json_reply([views.project(request, key) for key in world.PROJECTS] if request.user else [])


@route("GET", "/project/search", flavour="cloud", anonymous=True)
def project_search(request: Request) -> Reply:
    found = [views.project(request, key) for key in world.PROJECTS] if request.user else []
    page, start, count = request.page(found, 50)
    return json_reply({"self": f"{request.api}/project/search", "startAt": start, "maxResults": count,
                       "total": len(found), "isLast": start + len(page) >= len(found), "values": page})


@route("GET", "/project/{ref}", anonymous=True)
def project(request: Request, ref: str) -> Reply:
    key = world.project_key(ref)
    if key is None or request.user is None:
        raise not_found(f"No project could be found with key '{ref}'.")
    return json_reply(project_view(request, key))


def whole_list(view: Callable[[Request, str], Any], table: dict[str, Any]) -> Callable[..., Reply]:
    """An endpoint that gives every entry of a table."""
    return lambda request: json_reply([view(request, ident) for ident in table])


for list_name, list_view, list_table in (
        ("issuetype", views.issue_type, world.ISSUE_TYPES), ("priority", views.priority, world.PRIORITIES),
        ("status", views.status, world.STATUSES), ("resolution", views.resolution, world.RESOLUTIONS)):
    route("GET", f"/{list_name}", anonymous=True)(whole_list(list_view, list_table))


@route("GET", "/field", anonymous=True)
def field_list(request: Request) -> Reply:
    return json_reply([field_view(name) for name in world.FIELDS])


def field_view(name: str) -> dict[str, Any]:
    title, kind, _ = world.FIELDS[name]
    custom = name.startswith("customfield_")
    clauses = [f"cf[{name[12:]}]", title] if custom else [name]
    return {"id": name, "key": name, "name": title, "custom": custom, "orderable": True,
            "navigable": name not in world.NOT_NAVIGABLE, "searchable": True, "clauseNames": clauses, "schema": schema(name, kind)}


def schema(name: str, kind: str) -> dict[str, Any]:
    if name.startswith("customfield_"):
        return {"type": kind, "custom": "com.atlassian.jira.plugin.system.customfieldtypes:textfield", "customId": int(name[12:])}
    items = {"labels": "string", "attachment": "attachment", "issuelinks": "issuelinks", "subtasks": "issuelinks"}
    return {"type": kind, "system": name, **({"items": items[name]} if name in items else {})}


# Create metadata. The shapes of the two products differ, and the old endpoint is gone from both.

@route("GET", "/issue/createmeta", anonymous=True)
def old_createmeta(request: Request) -> Reply:
    if request.cloud:
        raise not_found("No endpoint GET /rest/api/" + request.version + "/issue/createmeta.")
    # Data Center takes the word for an issue key since the endpoint is gone.
    raise not_found("Issue Does Not Exist")


def meta_project(request: Request, ref: str) -> bool:
    """Whether create metadata may be shown; Data Center refuses where Cloud gives an empty list."""
    if request.cloud and request.version == "2":
        raise not_found(f"No endpoint GET {request.path}.")
    ok = world.project_key(ref) is not None and request.user is not None and "CREATE_ISSUES" not in request.settings["denied"]
    if not ok and not request.cloud:
        raise JiraError(400, f"Project '{ref}' does not exist, or you do not have permission to create issues in it.")
    return ok


def meta_page(request: Request, items: list[Any], name: str) -> Reply:
    if request.cloud and request.integer("maxResults", 50) > 200:
        raise JiraError(400, "Parameter 'maxResults' must not exceed the limit '200'")
    page, start, count = request.page(items, 50)
    answer = {"startAt": start, "maxResults": count, "total": len(items)}
    if request.cloud:
        return json_reply({**answer, name: page})
    return json_reply({**answer, "isLast": start + len(page) >= len(items), "values": page})


@route("GET", "/issue/createmeta/{ref}/issuetypes", anonymous=True)
def createmeta_types(request: Request, ref: str) -> Reply:
    types = [views.issue_type(request, ident) for ident in world.ISSUE_TYPES] if meta_project(request, ref) else []
    return meta_page(request, types, "issueTypes")


@route("GET", "/issue/createmeta/{ref}/issuetypes/{kind}", anonymous=True)
def createmeta_fields(request: Request, ref: str, kind: str) -> Reply:
    if not meta_project(request, ref):
        return meta_page(request, [], "fields")
    if kind not in world.ISSUE_TYPES:
        raise JiraError(400 if not request.cloud else 404, f"Issue type '{kind}' does not exist.")
    hidden = request.settings["hidden_fields"]
    names = [name for name, (_, _, settable) in world.FIELDS.items()
             if settable and name not in hidden and (name != "parent" or kind == world.SUBTASK)]
    return meta_page(request, [meta_field(request, name, kind) for name in names], "fields")


def meta_field(request: Request, name: str, kind: str) -> dict[str, Any]:
    title, shape, _ = world.FIELDS[name]
    required = name in ("summary", "project", "issuetype") or name in request.settings["required_fields"] \
        or (name == "parent" and kind == world.SUBTASK)
    verbs = ["add", "set", "remove"] if name == "labels" else ["set"]
    entry: dict[str, Any] = {"fieldId": name, "name": title, "required": required, "operations": verbs,
                             "hasDefaultValue": name == "priority", "schema": schema(name, shape)}
    if request.cloud:
        entry["key"] = name
    if name == "priority":
        entry["allowedValues"] = [views.priority(request, ident) for ident in world.PRIORITIES]
    return entry


@route("GET", "/readonly-mode", flavour="datacenter")
def read_only(request: Request) -> Reply:
    return json_reply({"enabled": False})


def status(request: Request) -> Reply:
    """GET /status at the context root: what load balancers ask."""
    state = request.settings["status"]
    return json_reply({"state": state}, {"MAINTENANCE": 503, "ERROR": 500}.get(state, 200))


def render(request: Request) -> Reply:
    """POST /rest/api/1.0/render: the preview of Data Center's editor."""
    keys = ("rendererType", "unrenderedMarkup", "issueKey", "projectKey", "issueType", "fieldId")
    body = only_keys(request, request.json, keys, "com.atlassian.jira.rest.v1.render.RenderBean")
    if body.get("rendererType") != "atlassian-wiki-renderer" or not isinstance(body.get("unrenderedMarkup"), str):
        raise JiraError(400, "rendererType and unrenderedMarkup are required")
    return html_reply(views.rendered(request, body["unrenderedMarkup"]))
