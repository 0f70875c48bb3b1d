"""The control interface below /sandbox: what tests turn and look at. No credentials, and never recorded."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, Callable

from sandbox.http.faults import Faults
from sandbox.http.reply import Reply, json_reply
from sandbox.look.record import Recorder
from sandbox.site import world
from sandbox.site.site import Site


class Control:
    def __init__(self, site: Site, faults: Faults, recorder: Recorder) -> None:
        self.site, self.faults, self.recorder = site, faults, recorder

    def answer(self, method: str, path: str, data: bytes) -> Reply:
        handler = TABLE.get((method, path.rsplit("/", 1)[1]))
        if handler is None:
            return Reply(405)
        try:
            body = json.loads(data.decode("utf-8")) if data else None
            return json_reply(handler(self, body))
        except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
            return json_reply({"error": f"{type(error).__name__}: {error}"}, 400)


Handler = Callable[[Control, Any], Any]


def get_faults(control: Control, _: Any) -> Any:
    return control.faults.list


def post_faults(control: Control, body: Any) -> Any:
    control.faults.replace(body)
    return control.faults.list


def get_settings(control: Control, _: Any) -> Any:
    return control.site.settings


def post_settings(control: Control, body: Any) -> Any:
    control.site.change(dict(body))
    return control.site.settings


def reset(control: Control, _: Any) -> Any:
    """Back to the state of the start: no issues, no faults, the settings of the command line."""
    control.site.reset()
    control.faults.replace([])
    control.recorder.clear()
    return {}


def clock(control: Control, body: Any) -> Any:
    site = control.site
    site.clock.advance(float((body or {}).get("advance", 0)))
    site.store.save()
    return {"now": site.clock.now()}


def requests(control: Control, _: Any) -> Any:
    return control.recorder.exchanges


def state(control: Control, _: Any) -> Any:
    """Everything, in an order that two runs with the same requests share."""
    site, issues = control.site, []
    for issue in sorted(site.store.issues.values(), key=lambda issue: int(issue["id"])):
        view = {name: copy.deepcopy(value) for name, value in issue.items() if name != "index"}
        for part in view["attachments"]:
            # Names on disk and media ids are random.
            del part["file"], part["media"]
        issues.append(view)
    return {"flavour": site.flavour, "url": site.url, "issues": issues, "moved": dict(sorted(site.store.moved.items()))}


def move(control: Control, body: Any) -> Any:
    store = control.site.store
    issue = store.lookup(str(body["issue"]))
    project = world.project_key(str(body["project"]))
    if issue is None or project is None or project == issue["project"]:
        raise ValueError("move needs an issue and another project")
    store.move(issue, project)
    store.save()
    return {"id": issue["id"], "key": issue["key"]}


TABLE: dict[tuple[str, str], Handler] = {
    ("GET", "faults"): get_faults, ("POST", "faults"): post_faults, ("GET", "settings"): get_settings,
    ("POST", "settings"): post_settings, ("POST", "reset"): reset, ("POST", "clock"): clock,
    ("GET", "requests"): requests, ("GET", "state"): state, ("POST", "move"): move,
}
NAMES = "|".join(sorted({name for _, name in TABLE}))


def owns(path: str) -> bool:
    return re.fullmatch(rf"/sandbox/({NAMES})", path) is not None
