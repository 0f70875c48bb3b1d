"""The fault script: what goes wrong, at which request, before or after the effect."""

from __future__ import annotations

import re
from typing import Any, Optional

from sandbox.http.auth import LOGIN_PAGE
from sandbox.http.reply import Reply

ACTIONS = ("refuse", "reset", "cut", "delay", "status", "html", "redirect", "hang")
WHEN = ("before", "after", "middle")
KEYS = {"nth": int, "method": str, "path": str, "when": str, "do": str, "status": int, "headers": dict, "body": str,
        "seconds": (int, float), "times": int}


def checked(fault: Any) -> dict[str, Any]:
    """A fault with its defaults, or ValueError: a fault that never fires would make a test pass for nothing."""
    if not isinstance(fault, dict) or fault.get("do") not in ACTIONS:
        raise ValueError(f"a fault needs 'do', one of {', '.join(ACTIONS)}")
    for key, value in fault.items():
        if key not in KEYS:
            raise ValueError(f"unknown key '{key}' in a fault; known are: {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise ValueError(f"bad value for '{key}' in a fault")
    # Half an answer needs an answer, so "cut" means after the effect.
    ready = {"nth": 1, "when": "after" if fault["do"] == "cut" else "before", "times": 1, **fault, "seen": 0}
    if ready["when"] not in WHEN:
        raise ValueError(f"'when' is one of {', '.join(WHEN)}")
    if ready["do"] == "cut" and ready["when"] != "after":
        raise ValueError("'cut' happens after the effect")
    re.compile(ready.get("path", ""))
    return ready


class Faults:
    def __init__(self) -> None:
        self.list: list[dict[str, Any]] = []

    def replace(self, faults: Any) -> None:
        if not isinstance(faults, list):
            raise ValueError("faults are a list")
        self.list = [checked(fault) for fault in faults]

    def take(self, method: str, path: str) -> Optional[dict[str, Any]]:
        """Counts this request for every fault that it matches, and gives the first that is due."""
        due = None
        for fault in list(self.list):
            if fault.get("method", method) != method or not re.search(fault.get("path", ""), path):
                continue
            fault["seen"] += 1
            if due is None and fault["seen"] >= fault["nth"]:
                due = fault
                # times 0 means for ever
                if fault["times"] and fault["seen"] >= fault["nth"] + fault["times"] - 1:
                    self.list.remove(fault)
        return due


def answer(fault: dict[str, Any]) -> Optional[Reply]:
    """The answer of a fault that has one; None for those that act on the connection."""
    headers = {name: str(value) for name, value in fault.get("headers", {}).items()}
    if fault["do"] == "html":
        reply = Reply(fault.get("status", 200), fault.get("body", LOGIN_PAGE).encode(), "text/html;charset=UTF-8")
    elif fault["do"] == "redirect":
        headers.setdefault("Location", "https://sso.example.net/login")
        reply = Reply(fault.get("status", 302), fault.get("body", "").encode(), "text/html;charset=UTF-8")
    elif fault["do"] == "status":
        status = fault.get("status", 503)
        body = fault.get("body", f"<html><body><h1>{status}</h1></body></html>")
        kind = "application/json;charset=UTF-8" if body.startswith(("{", "[")) else "text/html;charset=UTF-8"
        reply = Reply(status, body.encode(), kind)
    else:
        return None
    for name in list(headers):
        if name.lower() == "content-type":
            reply.content_type = headers.pop(name)
    reply.headers = headers
    return reply
