"""Issues: create, read, edit, delete."""

from __future__ import annotations

import json
from typing import Any

from sandbox.http.reply import JiraError, Reply, field_error, json_reply, no_content
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route
from sandbox.rest import comments, fields, properties, views
from sandbox.site import world
from sandbox.site.clock import iso
from sandbox.text import pictures

UPDATE_KEYS = ("fields", "update", "transition", "historyMetadata", "properties")
BEAN = "com.atlassian.jira.rest.v2.issue.IssueUpdateBean"
ANONYMOUS_CREATE = ("Anonymous users do not have permission to create issues in this project. "
                    "Please try logging in first.")


@route("POST", "/issue", anonymous=True, body="json")
def create(request: Request) -> Reply:
    body = only_keys(request, request.json, UPDATE_KEYS, BEAN)
    given = given_fields(body)
    if request.user is None:
        raise JiraError(400, ANONYMOUS_CREATE)
    project = fields.project(given.get("project"))
    request.need("CREATE_ISSUES", field_error("project", "You do not have permission to create issues in this project."))
    values = checked(request, given, skip=("project",))
    more, notes = fields.operations(request, body.get("update", {}), values)
    values.update(more)
    demand_required(request, values)
    bag = properties.checked_list(request, body.get("properties", []))
    prepared = [comments.checked(request, note) for note in notes]

    defaults = {"status": world.OPEN, "priority": world.DEFAULT_PRIORITY, "reporter": request.user.name, "labels": []}
    issue = request.store.add(project, {**defaults, **values}, request.user.name)
    issue["properties"].update(bag)
    issue["pictures"] = pictures.settle(request.cloud, issue, values.get("description"))
    for note in prepared:
        comments.add(request, issue, note)
    return json_reply({"id": issue["id"], "key": issue["key"], "self": f"{request.api}/issue/{issue['id']}"}, 201)


def given_fields(body: dict[str, Any]) -> dict[str, Any]:
    given = body.get("fields", {})
    if not isinstance(given, dict):
        raise JiraError(400, "one of 'fields' or 'update' required")
    return given


def checked(request: Request, given: dict[str, Any], skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """All given values, checked; all bad fields are reported at once, as Jira does."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in given.items():
        if name in skip:
            continue
        try:
            fields.settable(request, name)
            values[name] = fields.one(request, name, value)
        except JiraError as error:
            found = (error.reply.json or {}).get("errors")
            if not found:
                raise
            errors.update(found)
    if errors:
        raise JiraError(400, errors=errors)
    return values


def demand_required(request: Request, values: dict[str, Any]) -> None:
    errors = {}
    if "summary" not in values:
        errors["summary"] = "You must specify a summary of the issue."
    if "issuetype" not in values:
        errors["issuetype"] = "Specify an issue type" if request.cloud else "issue type is required"
    elif values["issuetype"] == world.SUBTASK and "parent" not in values:
        errors["issuetype"] = "Issue type is a sub-task but parent issue key or id not specified."
    for name in request.settings["required_fields"]:
        if not values.get(name):
            errors[name] = f"{world.FIELDS.get(name, (name,))[0]} is required."
    if errors:
        raise JiraError(400, errors=errors)


@route("GET", "/issue/{ref}", anonymous=True)
def read(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    return json_reply(views.issue(request, issue, request.many("fields"), tuple(request.many("expand")),
                                  tuple(request.many("properties"))))


@route("PUT", "/issue/{ref}", body="json")
def edit(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    body = only_keys(request, request.json, UPDATE_KEYS, BEAN)
    if request.one("notifyUsers") == "false" and not request.cloud:
        raise JiraError(403, "To discard the user notification either admin or project admin permissions are required.")
    request.need("EDIT_ISSUES", JiraError(400 if request.cloud else 403, "You do not have permission to edit this issue."))
    values = checked(request, given_fields(body))
    more, notes = fields.operations(request, body.get("update", {}), {**issue["fields"], **values})
    bag = properties.checked_list(request, body.get("properties", []))
    prepared = [comments.checked(request, note) for note in notes]
    values.update(more)
    remember(request, issue, values)
    issue["fields"].update(values)
    issue["properties"].update(bag)
    if "description" in values:
        issue["pictures"] = pictures.settle(request.cloud, issue, values["description"])
    for note in prepared:
        comments.add(request, issue, note)
    request.store.touch(issue)
    if request.cloud and request.one("returnIssue") == "true":
        return json_reply(views.issue(request, issue, []))
    return no_content()


def remember(request: Request, issue: dict[str, Any], values: dict[str, Any]) -> None:
    """Notes in the history of an issue what an edit changes."""
    changed = [(name, issue["fields"].get(name), value) for name, value in values.items()
               if issue["fields"].get(name) != value]
    if not changed:
        return
    assert request.user is not None
    items = [{"field": name, "fieldtype": "jira", **({"fieldId": name} if request.cloud else {}), "from": None,
              "fromString": told(before), "to": None, "toString": told(after)} for name, before, after in changed]
    issue["history"].append({"id": request.store.take_id("history"), "author": request.user.name,
                             "created": iso(request.site.clock.now()), "items": items})


def told(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


@route("DELETE", "/issue/{ref}")
def delete(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    request.need("DELETE_ISSUES", JiraError(403, "You do not have permission to delete issues in this project."))
    children = [child for child in request.store.issues.values() if child["fields"].get("parent") == issue["id"]]
    if children and request.one("deleteSubtasks") != "true":
        raise JiraError(400, f"The issue '{issue['key']}' has subtasks. You must specify the 'deleteSubtasks' "
                             "parameter to delete this issue and all its subtasks.")
    for gone in children + [issue]:
        request.store.remove(gone)
    return no_content()


@route("PUT", "/issue/{ref}/assignee", body="json")
def assign(request: Request, ref: str) -> Reply:
    issue = request.issue(ref)
    allowed = ("accountId", "name") if request.cloud else ("name",)
    body = only_keys(request, request.json, allowed, "com.atlassian.jira.rest.v2.issue.UserBean")
    name = body.get("accountId" if request.cloud else "name")
    automatic = name == "-1"
    issue["fields"]["assignee"] = None if automatic or name is None else fields.user(request, "assignee", body)
    request.store.touch(issue)
    return no_content()
