"""Holds what the sandbox and its clients said to each other against Atlassian's published API descriptions.

The descriptions are not part of the project: they lie in ../shared/openapi beside the checkout. Where that folder is
missing the check is left out, with a warning. What the sandbox refused says nothing about the request, so a request is
checked only if it was accepted; an answer is checked unless a fault was put in its place.
"""

from __future__ import annotations

import functools
import json
import re
import warnings
from pathlib import Path
from typing import Any, Iterator, Optional

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "openapi"
FILES = {"datacenter": "jira-dc-10.3.24-swagger.v3.json",
         "cloud": "jira-cloud-platform-v3-1001.0.0-2026-06-10.swagger-v3.v3.json"}
ADF_FILE = "adf-schema-57.7.22-v1-full.json"

# Where the description is known to be wrong or silent: (flavour or "", operation, complaint, why it is passed over).
# Operation and complaint are regular expressions; an operation is written "GET /issue/{issueIdOrKey}".
KNOWN_ERRORS: list[tuple[str, str, str, str]] = [
    ("datacenter", r"/(issue|search)\b", r"(fields|renderedFields)/[^/:]+: .* is not of type 'object'",
     "every field is described as an object; text, lists and numbers are no objects"),
    ("datacenter", r"/(issue|comment)\b", r"properties/\d+/value: .* is not of type 'string'",
     "the value of an entity property is any JSON; Jira's own documentation of the operation says so"),
    ("datacenter", r"/properties/\{propertyKey\}$", r"(request: \.|response 200: value): .* is not of type 'string'",
     "as above, for one property"),
    ("datacenter", r"PUT /comment/\{commentId\}/properties", r"a JSON body is not described",
     "the value travels in the body; the description forgot it"),
    ("datacenter", r"", r"status (401|403|404) is not described",
     "Data Center's operations list few refusals; these three come from log-in, permissions and visibility"),
    ("", r"POST .*/attachments$", r"status (400|500) is not described",
     "the form parser's own refusals"),
    ("datacenter", r"/issue\b|/user\b", r"status 400 is not described", "input that is refused; seen with real clients"),
    ("", r"", r"status (405|413|415|429|503) is not described",
     "answers of the servlet container, the rate limit and maintenance, which no operation lists"),
    ("cloud", r"", r"status (401|403) is not described", "log-in and permissions come before the operation"),
    ("cloud", r"/createmeta", r"status 404 is not described", "removed without a trace, or absent in version 2"),
    ("cloud", r"/search$", r"status 410 is not described", "the operation is described, but was removed in 2025"),
]


class Mismatch(AssertionError):
    """An exchange does not agree with the description."""


def missing() -> Optional[str]:
    """Why the check cannot be made, or None."""
    return None if FOLDER.is_dir() else f"{FOLDER} is missing: exchanges are not checked against Atlassian's descriptions"


@functools.lru_cache(maxsize=None)
def tell_once(reason: str) -> None:
    warnings.warn(reason)


@functools.lru_cache(maxsize=None)
def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


@functools.lru_cache(maxsize=None)
def validator_class() -> Any:
    """A JSON Schema validator that knows OpenAPI's `nullable`."""
    import jsonschema
    plain_type = jsonschema.Draft4Validator.VALIDATORS["type"]
    plain_enum = jsonschema.Draft4Validator.VALIDATORS["enum"]

    def type_or_null(validator: Any, types: Any, instance: Any, schema: Any) -> Any:
        if not (instance is None and schema.get("nullable")):
            yield from plain_type(validator, types, instance, schema)

    def enum_or_null(validator: Any, enums: Any, instance: Any, schema: Any) -> Any:
        if not (instance is None and schema.get("nullable")):
            yield from plain_enum(validator, enums, instance, schema)
    return jsonschema.validators.extend(jsonschema.Draft4Validator, {"type": type_or_null, "enum": enum_or_null})


@functools.lru_cache(maxsize=None)
def resolver(name: str) -> Any:
    import jsonschema
    return jsonschema.RefResolver("", load(name))


def complaints(schema: Any, value: Any, name: str) -> list[str]:
    found = validator_class()(schema, resolver=resolver(name)).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path)) or '.'}: {shortened(error.message)}" for error in found]


def shortened(text: str) -> str:
    """A complaint quotes the value that it is about, which may be long; what is wrong with it stands at the end."""
    return text if len(text) <= 200 else f"{text[:80]} ... {text[-100:]}"


def without_nulls(value: Any) -> Any:
    """Jira writes null for what is empty, and its descriptions do not say so: null counts as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


@functools.lru_cache(maxsize=None)
def operations(flavour: str) -> list[tuple[str, Any, str, Any]]:
    """Every operation as (method, pattern, path, description); those with fewer variables come first."""
    found = []
    prefix = "/api/2" if flavour == "datacenter" else "/rest/api/3"
    for path, entry in load(FILES[flavour])["paths"].items():
        if not path.startswith(prefix + "/"):
            continue
        short = path[len(prefix):]
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(short)) + "/?$")
        for method, description in entry.items():
            if isinstance(description, dict) and "responses" in description:
                shared = {"parameters": entry.get("parameters", []) + description.get("parameters", [])}
                found.append((method.upper(), pattern, short, {**description, **shared}))
    return sorted(found, key=lambda entry: entry[2].count("{"))


def operation(flavour: str, method: str, path: str) -> Optional[tuple[str, Any]]:
    for known, pattern, short, description in operations(flavour):
        if known == method and pattern.match(path):
            return f"{method} {short}", description
    return None


def examine(exchange: dict[str, Any], flavour: str) -> Iterator[tuple[str, str]]:
    """Everything in one exchange that the description does not allow: (operation, complaint)."""
    found = re.match(r"/rest/api/(?:2|3|latest)(/.*)", exchange["path"])
    status = exchange["status"]
    if not found or status is None:
        return
    known = operation(flavour, exchange["method"], found.group(1))
    if known is None:
        if status < 300:
            yield f"{exchange['method']} {found.group(1)}", "the operation is not described"
        return
    title, description = known
    if status < 300:
        yield from ((title, text) for text in request_complaints(exchange, description, flavour))
    if exchange["fault"] is None and "html" not in (exchange.get("type") or ""):
        yield from ((title, text) for text in response_complaints(exchange, description, flavour))


def request_complaints(exchange: dict[str, Any], description: Any, flavour: str) -> Iterator[str]:
    name = FILES[flavour]
    parameters = {entry["name"] for entry in description["parameters"] if entry.get("in") == "query"}
    for given in exchange["query"]:
        if given not in parameters:
            yield f"request: query parameter '{given}' is not described"
    content = description.get("requestBody", {}).get("content", {}).get("application/json", {})
    if exchange["json"] is not None:
        if not content:
            yield "request: a JSON body is not described"
        for text in complaints(content.get("schema", {}), without_nulls(exchange["json"]), name):
            yield f"request: {text}"
        for document in documents(exchange["json"]):
            for text in complaints(load(ADF_FILE), document, ADF_FILE):
                yield f"request: document: {text}"


def documents(value: Any) -> Iterator[Any]:
    """The Atlassian documents inside a request."""
    if isinstance(value, dict) and value.get("type") == "doc" and "version" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from documents(item)


def response_complaints(exchange: dict[str, Any], description: Any, flavour: str) -> Iterator[str]:
    answer = description["responses"].get(str(exchange["status"]))
    if answer is None:
        yield f"response: status {exchange['status']} is not described"
        return
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    if schema is None or exchange["response"] is None:
        return
    value = without_nulls(exchange["response"])
    # Data Center's description has one item where the answer is a list of them.
    one_item = flavour == "datacenter" and isinstance(value, list) and schema.get("type") != "array"
    for item in value if one_item else [value]:
        for text in complaints(schema, item, FILES[flavour]):
            yield f"response {exchange['status']}: {text}"


def excused(flavour: str, title: str, text: str) -> bool:
    return any(where in ("", flavour) and re.search(op, title) and re.search(what, text)
               for where, op, what, _ in KNOWN_ERRORS)


def problems(exchanges: list[dict[str, Any]], flavour: str) -> list[str]:
    """What is wrong, once each, without the known errors of the description."""
    found = dict.fromkeys(f"{title}: {text}" for exchange in exchanges for title, text in examine(exchange, flavour)
                          if not excused(flavour, title, text))
    return list(found)


def check(exchanges: list[dict[str, Any]], flavour: str) -> None:
    """Raises if an exchange disagrees with the description."""
    if missing():
        tell_once(missing())
        return
    wrong = problems(exchanges, flavour)
    if wrong:
        raise Mismatch(f"not as Atlassian describes it ({flavour}):\n  " + "\n  ".join(wrong))
