"""The control interface below /sandbox: what tests turn and look at. No credentials, and never recorded."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, Callable

from sandbox.app import App
from sandbox.http.reply import Reply, json_reply
from sandbox.site import world

Handler = Callable[[App, Any], Any]


def get_faults(app: App, _: Any) -> Any:
    return app.faults.list


def post_faults(app: App, body: Any) -> Any:
    app.faults.replace(body)
    return app.faults.list


def get_settings(app: App, _: Any) -> Any:
    return app.settings


def post_settings(app: App, body: Any) -> Any:
    app.change(dict(body))
    return app.settings


def reset(app: App, _: Any) -> Any:
    app.reset()
    return {}


def clock(app: App, body: Any) -> Any:
    app.clock.advance(float((body or {}).get("advance", 0)))
    app.store.save()
    return {"now": app.clock.now()}


def requests(app: App, _: Any) -> Any:
    return app.recorder.exchanges


def state(app: App, _: Any) -> Any:
    """Everything, in an order that two runs with the same requests share."""
    issues = []
    for issue in sorted(app.store.issues.values(), key=lambda issue: int(issue["id"])):
        view = {name: copy.deepcopy(value) for name, value in issue.items() if name != "index"}
        for part in view["attachments"]:
            # Names on disk and media ids are random.
            del part["file"], part["media"]
        issues.append(view)
    return {"flavour": app.flavour, "url": app.url, "issues": issues, "moved": dict(sorted(app.store.moved.items()))}


def move(app: App, body: Any) -> Any:
    issue = app.store.lookup(str(body["issue"]))
    project = world.project_key(str(body["project"]))
    if issue is None or project is None or project == issue["project"]:
        raise ValueError("move needs an issue and another project")
    app.store.move(issue, project)
    app.store.save()
    return {"id": issue["id"], "key": issue["key"]}


TABLE: dict[tuple[str, str], Handler] = {
    ("GET", "faults"): get_faults, ("POST", "faults"): post_faults, ("GET", "settings"): get_settings,
    ("POST", "settings"): post_settings, ("POST", "reset"): reset, ("POST", "clock"): clock,
    ("GET", "requests"): requests, ("GET", "state"): state, ("POST", "move"): move,
}
NAMES = "|".join(sorted({name for _, name in TABLE}))


def owns(path: str) -> bool:
    return re.fullmatch(rf"/sandbox/({NAMES})", path) is not None


def answer(app: App, method: str, path: str, data: bytes) -> Reply:
    handler = TABLE.get((method, path.rsplit("/", 1)[1]))
    if handler is None:
        return Reply(405)
    try:
        body = json.loads(data.decode("utf-8")) if data else None
        with app.lock:
            return json_reply(handler(app, body))
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        return json_reply({"error": f"{type(error).__name__}: {error}"}, 400)
