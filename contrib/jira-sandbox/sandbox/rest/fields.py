"""Checks what a client writes into an issue's fields, in Jira's words, and turns it into what the store keeps."""

from __future__ import annotations

import re
from typing import Any, Optional

from sandbox.http.reply import JiraError, field_error
from sandbox.http.request import Request
from sandbox.site import world
from sandbox.text import adf

SUMMARY_NEWLINE = "The summary is invalid because it contains newline characters."


def utf16(text: str) -> int:
    """Length as Java and JavaScript count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def off_screen(name: str) -> JiraError:
    return field_error(name, f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown.")


def rich_text(request: Request, name: str, value: Any, label: Optional[str] = None) -> Any:
    """Checks a text area or comment: a string in version 2, a document in version 3."""
    if request.adf:
        return checked_document(request, name, value)
    if not isinstance(value, str):
        raise field_error(name, "Operation value must be a string")
    limit = request.settings["text_limit"]
    if limit and utf16(value) > limit:
        shown = f"{limit:,}" if request.cloud else limit
        raise field_error(name, f"The entered text is too long. It exceeds the allowed limit of {shown} characters.")
    return value


def checked_document(request: Request, name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        raise field_error(name, "Operation value must be an Atlassian Document (see the Atlassian Document Format)")
    problem = adf.problem(value)
    if problem:
        text = "INVALID_INPUT" if name == "comment" else (
            "We can't create this issue for you right now, it could be due to unsupported content you've entered "
            "into one or more of the issue fields.")
        raise JiraError(400, text)
    if request.settings["text_limit"] and utf16(adf.plain(value)) > request.settings["text_limit"]:
        raise field_error(name, "CONTENT_LIMIT_EXCEEDED")
    return value


def summary(request: Request, value: Any) -> str:
    if not isinstance(value, str):
        raise field_error("summary", "Operation value must be a string")
    value = value.strip(" \t\f")
    if not value:
        raise field_error("summary", "You must specify a summary of the issue.")
    if "\n" in value or "\r" in value:
        raise field_error("summary", SUMMARY_NEWLINE)
    # Data Center's text says "less than": taken at its word, 255 are too many there.
    if utf16(value) > (255 if request.cloud else 254):
        raise field_error("summary", "Summary can't exceed 255 characters." if request.cloud
                          else "Summary must be less than 255 characters.")
    return value


def labels(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        raise field_error("labels", "data was not an array")
    for label in value:
        if re.search(r"\s", label):
            raise field_error("labels", f"The label '{label}' contains spaces which is invalid.")
        if utf16(label) > 255:
            raise field_error("labels", f"The label '{label}' exceeds the maximum length for a single label of 255 characters")
    return sorted({label for label in value if label})


def by_id_or_name(name: str, value: Any, table: dict[str, str], text: str) -> str:
    """The id of an entry that is given as {"id": …} or {"name": …}."""
    if isinstance(value, dict):
        for ident, title in table.items():
            if value.get("id") == ident or ("id" not in value and str(value.get("name", "")).lower() == title.lower()):
                return ident
    raise field_error(name, text)


def user(request: Request, name: str, value: Any) -> Optional[str]:
    """The login name for a user reference of this flavour. null empties the field."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise field_error(name, "data was not an object")
    if request.cloud:
        found = world.user_by_account(value.get("accountId") or value.get("id") or "")
        if found is None:
            raise field_error(name, "Specify a valid value for " + name)
        return found.name
    if str(value.get("name")) not in world.USERS:
        raise field_error(name, f"User '{value.get('name')}' does not exist.")
    return value["name"]


def project(value: Any) -> str:
    ref = (value.get("key") or value.get("id") or "") if isinstance(value, dict) else ""
    if isinstance(ref, str):
        for key, entry in world.PROJECTS.items():
            if ref in (key, entry["id"]):
                return key
    raise field_error("project", "valid project is required")


def parent(request: Request, value: Any) -> str:
    ref = (value.get("key") or value.get("id") or "") if isinstance(value, dict) else ""
    found = request.store.lookup(str(ref))
    if found is None:
        raise field_error("parent", "Could not find valid 'id' or 'key' using provided parent data.")
    return found["id"]


def one(request: Request, name: str, value: Any) -> Any:
    """One field's value, ready to be stored."""
    if name == "summary":
        return summary(request, value)
    if name in world.TEXT_AREAS:
        return None if value is None else rich_text(request, name, value)
    if name == "labels":
        return labels(value if value is not None else [])
    if name == "issuetype":
        text = "Specify a valid issue type" if request.cloud else "valid issue type is required"
        return by_id_or_name(name, value, world.ISSUE_TYPES, text)
    if name == "priority":
        text = "Specify a valid 'id' or 'name' for Priority" if request.cloud else "Priority is invalid"
        return by_id_or_name(name, value, world.PRIORITIES, text)
    if name in ("assignee", "reporter"):
        return user(request, name, value)
    if name == "parent":
        return parent(request, value)
    if value is not None and not isinstance(value, str):
        raise field_error(name, "Operation value must be a string")
    if name == "duedate" and value and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise field_error(name, "Error parsing date string: " + value)
    if value and utf16(value) > 255:
        raise field_error(name, "The entered text is too long. It exceeds the allowed limit of 255 characters.")
    return value


def settable(request: Request, name: str) -> None:
    """Raises unless the field is on the screen and the service user may set it."""
    known = world.FIELDS.get(name)
    if known is None or not known[2] or name in request.settings["hidden_fields"]:
        raise off_screen(name)
    if name == "reporter":
        request.need("MODIFY_REPORTER", off_screen(name))


def operations(request: Request, update: Any, current: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Works out an `update` object: (new field values, comments to add)."""
    if not isinstance(update, dict):
        raise JiraError(400, "update is not an object")
    changed: dict[str, Any] = {}
    comments: list[Any] = []
    for name, steps in update.items():
        for verb, value in verbs(name, steps):
            if name == "comment" and verb == "add":
                comments.append(value)
                continue
            settable(request, name)
            if verb == "set":
                changed[name] = one(request, name, value)
            elif name == "labels" and verb in ("add", "remove"):
                have = set(changed.get(name, current.get(name) or []))
                one_label = set(labels([value]))
                changed[name] = sorted(have | one_label if verb == "add" else have - one_label)
            else:
                raise field_error(name, f"Field does not support update '{verb}'")
    return changed, comments


def verbs(name: str, steps: Any) -> list[tuple[str, Any]]:
    if not isinstance(steps, list) or not all(isinstance(step, dict) and len(step) == 1 for step in steps):
        raise field_error(name, "Operations must be an array of objects with one operation each")
    return [pair for step in steps for pair in step.items()]
