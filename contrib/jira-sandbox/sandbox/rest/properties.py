"""Entity properties: small JSON values that clients hang on issues and comments."""

from __future__ import annotations

import json
from typing import Any

from sandbox.http.reply import JiraError, Reply, json_reply, no_content, not_found
from sandbox.http.request import Request, only_keys
from sandbox.http.routes import route

KEY_LIMIT = 255
VALUE_LIMIT = 32768


def checked(request: Request, key: Any, value: Any) -> None:
    if not isinstance(key, str) or not key:
        raise JiraError(400, "The property key cannot be empty.")
    if len(key) > KEY_LIMIT:
        raise JiraError(400, f"The property key cannot be longer than {KEY_LIMIT} characters.")
    if value is None or value == "":
        raise JiraError(400, "The property value cannot be empty and must be a valid JSON.")
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Cloud counts characters, Data Center bytes.
    if (len(text) if request.cloud else len(text.encode("utf-8", "replace"))) > VALUE_LIMIT:
        raise JiraError(400, f"The property value is too long. It exceeds the allowed limit of {VALUE_LIMIT} characters.")


def checked_list(request: Request, given: Any) -> dict[str, Any]:
    """The `properties` of a create or edit request as a dictionary."""
    if not isinstance(given, list):
        raise JiraError(400, "properties must be an array")
    bag: dict[str, Any] = {}
    for entry in given:
        only_keys(request, entry, ("key", "value"), "com.atlassian.jira.issue.fields.rest.json.beans.EntityPropertyBean")
        checked(request, entry.get("key"), entry.get("value"))
        bag[entry["key"]] = entry["value"]
    return bag


def entity(request: Request, kind: str, ref: str) -> dict[str, Any]:
    if kind == "issue":
        return request.issue(ref)
    _, comment = request.store.find_part("comments", ref if request.user else "")
    if comment is None:
        raise not_found(f"Can not find a comment for the id: {ref}.")
    return comment


@route("GET", "/{kind}/{ref}/properties", anonymous=True)
def keys(request: Request, kind: str, ref: str) -> Reply:
    known(request, kind)
    bag, base = entity(request, kind, ref)["properties"], f"{request.api}/{kind}/{ref}/properties"
    return json_reply({"keys": [{"self": f"{base}/{key}", "key": key} for key in sorted(bag)]})


@route("GET", "/{kind}/{ref}/properties/{key}", anonymous=True)
def read(request: Request, kind: str, ref: str, key: str) -> Reply:
    known(request, kind)
    bag = entity(request, kind, ref)["properties"]
    if key not in bag:
        raise absent(key)
    return json_reply({"key": key, "value": bag[key]})


@route("PUT", "/{kind}/{ref}/properties/{key}", body="json")
def write(request: Request, kind: str, ref: str, key: str) -> Reply:
    known(request, kind)
    bag = entity(request, kind, ref)["properties"]
    request.need("EDIT_ISSUES" if kind == "issue" else "EDIT_OWN_COMMENTS",
                 JiraError(403, f"You do not have permission to edit this {kind}."))
    checked(request, key, request.json)
    fresh = key not in bag
    bag[key] = request.json
    return Reply(201 if fresh else 200)


@route("DELETE", "/{kind}/{ref}/properties/{key}")
def delete(request: Request, kind: str, ref: str, key: str) -> Reply:
    known(request, kind)
    bag = entity(request, kind, ref)["properties"]
    if key not in bag:
        raise absent(key)
    del bag[key]
    return no_content()


def known(request: Request, kind: str) -> None:
    if kind not in ("issue", "comment"):
        raise not_found(f"No properties on {kind}.")


def absent(key: str) -> JiraError:
    return not_found(f"The property with key '{key}' does not exist.")
