"""The application: takes a request through log-in, limits and the table of endpoints to its answer."""

from __future__ import annotations

import json
import re
import threading
import traceback
import uuid
from typing import Any, Optional
from urllib.parse import unquote

from sandbox.http import auth, multipart
from sandbox.http.body import Body
from sandbox.http.faults import Faults
from sandbox.http.ratelimit import RateLimit
from sandbox.http.reply import JiraError, Reply, html_reply, json_reply, not_found
from sandbox.http.request import Request, Route, demand_user, match, missing
from sandbox.look.record import Recorder
from sandbox.rest import attachments, meta
from sandbox.site import settings as switches
from sandbox.site.clock import Clock
from sandbox.site.store import Store
from sandbox.text.resolver import Resolver

# These register their endpoints.
from sandbox.rest import comments, issues, people, properties, search, workflow  # noqa: F401

MAX_JSON = 16 << 20
BAD_JSON = "There was an error parsing JSON. Check that your request body is valid."
MAINTENANCE = "<html><head><title>Maintenance</title></head><body><h1>Jira is down for maintenance</h1></body></html>"


class App:
    def __init__(self, flavour: str, context: str, folder: Optional[str], record: Optional[str]) -> None:
        self.flavour, self.context = flavour, context
        self.url = ""
        self.clock = Clock()
        self.store = Store(self.clock, folder)
        self.faults = Faults()
        self.recorder = Recorder(record)
        self.rates = RateLimit(self.clock)
        self.initial: dict[str, Any] = {}
        self.settings = switches.defaults(self.cloud)
        self.lock = threading.RLock()
        self.stopping = threading.Event()

    @property
    def cloud(self) -> bool:
        return self.flavour == "cloud"

    def change(self, settings: dict[str, Any]) -> None:
        switches.merge(self.settings, settings)
        self.store.search_lag = self.settings["search_lag"]

    def reset(self) -> None:
        """Back to the state of the start: no issues, no faults, the settings of the command line."""
        self.clock.offset = 0.0
        self.store.reset()
        self.faults.replace([])
        self.recorder.clear()
        self.settings = switches.defaults(self.cloud)
        self.change(self.initial)

    def local(self, path: str) -> Optional[str]:
        """The path below the context, or None."""
        if path == self.context or not path.startswith(self.context + "/"):
            return "/" if path == self.context else None
        return path[len(self.context):]

    def resolver(self, issue: Optional[dict[str, Any]]) -> Resolver:
        return Resolver(self.store, self.context, issue)

    # From request to answer

    def dispatch(self, request: Request, body: Body) -> Reply:
        extra = {"X-AREQUESTID": f"{self.recorder.count}x{uuid.uuid4().hex[:6]}x1"}
        if self.cloud:
            extra["Atl-Traceid"] = uuid.uuid4().hex
        try:
            if self.settings["maintenance"]:
                raise JiraError(0, reply=html_reply(MAINTENANCE, 503))
            login = auth.identify(request.headers.get("Authorization", ""), self.cloud, self.settings["auth"], self.url)
            request.user = login.user
            extra.update(login.headers)
            extra.update(self.rates.spend(self.settings["rate_limit"], self.cloud))
            reply = self.answer(request, body)
        except JiraError as error:
            reply = error.reply
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # A bug of the sandbox: the client gets an answer, and the test sees what is written here.
            traceback.print_exc()
            reply = json_reply({"errorMessages": ["Internal server error"], "errors": {}}, 500)
        if not self.cloud:
            extra["X-AUSERNAME"] = request.user.name if request.user else "anonymous"
        reply.headers = {**extra, **reply.headers}
        return reply

    def answer(self, request: Request, body: Body) -> Reply:
        refuse_browser(request)
        path = request.path
        if path == "/status" and not self.cloud:
            return meta.status(request)
        if path == "/rest/api/1.0/render" and not self.cloud:
            if request.method != "POST":
                return missing(request, True)
            request.json = read_json(request, body, False)
            return meta.render(request)
        download = self.download(request)
        if download:
            return download
        found = re.match(r"/rest/api/(2|3|latest)(/.*)$", path)
        if not found or (found.group(1) == "3" and not self.cloud):
            raise JiraError(0, reply=missing(request, False))
        request.version = "2" if found.group(1) == "latest" and not self.cloud else found.group(1).replace("latest", "3")
        route, names = match(request, found.group(2))
        return self.call(request, route, names, body)

    def call(self, request: Request, route: Route, names: dict[str, str], body: Body) -> Reply:
        if not route.anonymous:
            demand_user(request)
        if route.body in ("json", "optional"):
            request.json = read_json(request, body, route.body == "optional")
        elif route.body == "multipart":
            self.read_multipart(request, body)
        with self.lock:
            try:
                return route.function(request, **names)
            finally:
                if request.method not in ("GET", "HEAD"):
                    self.store.save()

    def read_multipart(self, request: Request, body: Body) -> None:
        if request.headers.get("X-Atlassian-Token", "").lower() not in ("no-check", "nocheck"):
            raise JiraError(0, reply=html_reply("XSRF check failed", 403))
        kind = request.headers.get("Content-Type", "")
        boundary = multipart.boundary_of(kind)
        if not kind.lower().startswith("multipart/form-data") or not boundary:
            raise JiraError(415, "The request must be multipart/form-data.")
        request.files = multipart.read_files(body, boundary, self.store.new_file, self.settings["upload_limit"], self.cloud)

    def download(self, request: Request) -> Optional[Reply]:
        """Contents of attachments, at the address of the flavour."""
        pattern = r"/file/([^/]+)/binary$" if self.cloud else r"/secure/(?:attachment|thumbnail)/(\d+)/[^/]*$"
        found = re.match(pattern, request.path)
        if not found or request.method not in ("GET", "HEAD"):
            return None
        if self.cloud:
            # The address is the secret, as with Atlassian's media service: no credentials are needed.
            parts = [part for issue in self.store.issues.values() for part in issue["attachments"]]
            part = next((part for part in parts if part["media"] == unquote(found.group(1))), None)
            if part is None:
                raise not_found("The file does not exist.")
            return attachments.download(request, part)
        return attachments.download(request, attachments.find(request, found.group(1))[1])


def refuse_browser(request: Request) -> None:
    """Jira's protection against forged requests: what looks like a browser must not write."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("User-Agent", "").startswith("Mozilla/"):
        raise JiraError(0, reply=html_reply("XSRF check failed", 403))


def read_json(request: Request, body: Body, optional: bool) -> Any:
    data = body.read(MAX_JSON + 1)
    if not data and optional:
        return None
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise JiraError(415, "Unsupported Media Type")
    if len(data) > MAX_JSON:
        raise JiraError(413, "The request body is too large.")
    try:
        return json.loads(data.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        text = BAD_JSON if request.cloud else f"Unexpected character or end of input: {error}"
        raise JiraError(400, text) from None


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
