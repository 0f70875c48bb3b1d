"""The log of REST exchanges, for tests that ask what was really sent."""

from __future__ import annotations

import json
from typing import Any, Optional

from sandbox.http.reply import Reply
from sandbox.http.request import Request


class Recorder:
    def __init__(self, path: Optional[str]) -> None:
        self.path = path
        self.exchanges: list[dict[str, Any]] = []
        self.count = 0

    def clear(self) -> None:
        self.exchanges = []

    def begin(self, request: Request, fault: Optional[dict[str, Any]]) -> dict[str, Any]:
        self.count += 1
        headers = {name: "(redacted)" if name.lower() == "authorization" else value
                   for name, value in request.headers.items()}
        exchange = {"method": request.method, "path": request.path, "query": request.query, "headers": headers,
                    "json": None, "files": [], "status": None, "response": None,
                    "fault": fault and {name: fault[name] for name in ("do", "when")}}
        self.exchanges.append(exchange)
        return exchange

    def end(self, exchange: dict[str, Any], request: Request, reply: Optional[Reply]) -> None:
        exchange["json"] = request.json
        exchange["files"] = [{name: part.get(name) for name in ("name", "filename", "size", "type")} for part in request.files]
        if reply is not None:
            exchange.update(status=reply.status, response=reply.json, type=reply.content_type)
        if self.path:
            with open(self.path, "a", encoding="utf-8") as log:
                log.write(json.dumps(exchange) + "\n")
