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
from sandbox.http.request import Request, demand_user
from sandbox.http.routes import Route, match, missing
from sandbox.look import control, page
from sandbox.look.control import Control
from sandbox.look.record import Recorder
from sandbox.rest import attachments, meta
from sandbox.site.site import Site

# These are only read because they enter their endpoints into the table.
from sandbox.rest import comments, issues, links, people, properties, search, workflow  # noqa: F401

MAX_JSON = 16 << 20
BAD_JSON = "There was an error parsing JSON. Check that your request body is valid."
MAINTENANCE = "<html><head><title>Maintenance</title></head><body><h1>Jira is down for maintenance</h1></body></html>"


class App:
    def __init__(self, site: Site, record: Optional[str]) -> None:
        self.site = site
        self.faults = Faults()
        self.recorder = Recorder(record)
        self.control = Control(site, self.faults, self.recorder)
        self.rates = RateLimit(site.clock)
        self.lock = threading.RLock()
        self.stopping = threading.Event()

    def local_answer(self, method: str, path: str, body: Body) -> Optional[Reply]:
        """Of the page or the control interface; None for what is REST."""
        if control.owns(path):
            data = body.read(MAX_JSON)
            with self.lock:
                return self.control.answer(method, path, data)
        if page.owns(path):
            with self.lock:
                return page.answer(self.site, method, path)
        return None

    def begin(self, request: Request) -> tuple[Optional[dict[str, Any]], dict[str, Any]]:
        with self.lock:
            fault = self.faults.take(request.method, request.path)
            return fault, self.recorder.begin(request, fault)

    def end(self, entry: dict[str, Any], request: Request, reply: Optional[Reply]) -> None:
        with self.lock:
            self.recorder.end(entry, request, reply)

    # From request to answer

    def dispatch(self, request: Request, body: Body) -> Reply:
        site = self.site
        extra = {"X-AREQUESTID": f"{self.recorder.count}x{uuid.uuid4().hex[:6]}x1"}
        if site.cloud:
            extra["Atl-Traceid"] = uuid.uuid4().hex
        try:
            if site.settings["maintenance"]:
                raise JiraError(0, reply=html_reply(MAINTENANCE, 503))
            login = auth.identify(request.headers.get("Authorization", ""), site.cloud, site.settings["auth"], site.url)
            request.user = login.user
            extra.update(login.headers)
            extra.update(self.rates.spend(site.settings["rate_limit"], site.cloud))
            reply = self.answer(request, body)
        except JiraError as error:
            reply = error.reply
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # A bug of the sandbox: the client gets an answer, and the test sees what is written here.
            traceback.print_exc()
            reply = json_reply({"errorMessages": ["Internal server error"], "errors": {}}, 500)
        if not site.cloud:
            extra["X-AUSERNAME"] = request.user.name if request.user else "anonymous"
        reply.headers = {**extra, **reply.headers}
        return reply

    def answer(self, request: Request, body: Body) -> Reply:
        refuse_browser(request)
        path = request.path
        if path == "/status" and not request.cloud:
            return meta.status(request)
        if path == "/rest/api/1.0/render" and not request.cloud:
            if request.method != "POST":
                return missing(request, True)
            request.json = read_json(request, body, False)
            return meta.render(request)
        download = self.download(request)
        if download:
            return download
        found = re.match(r"/rest/api/(2|3|latest)(/.*)$", path)
        if not found or (found.group(1) == "3" and not request.cloud):
            raise JiraError(0, reply=missing(request, False))
        request.version = "2" if found.group(1) == "latest" and not request.cloud else found.group(1).replace("latest", "3")
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
                    request.store.save()

    def read_multipart(self, request: Request, body: Body) -> None:
        if request.headers.get("X-Atlassian-Token", "").lower() not in ("no-check", "nocheck"):
            raise JiraError(0, reply=html_reply("XSRF check failed", 403))
        kind = request.headers.get("Content-Type", "")
        boundary = multipart.boundary_of(kind)
        if not kind.lower().startswith("multipart/form-data") or not boundary:
            raise JiraError(415, "The request must be multipart/form-data.")
        request.files = multipart.read_files(body, boundary, request.store.new_file, request.settings["upload_limit"], request.cloud)

    def download(self, request: Request) -> Optional[Reply]:
        """Contents of attachments, at the address of the flavour."""
        pattern = r"/file/([^/]+)/binary$" if request.cloud else r"/secure/(?:attachment|thumbnail)/(\d+)/[^/]*$"
        found = re.match(pattern, request.path)
        if not found or request.method not in ("GET", "HEAD"):
            return None
        if request.cloud:
            # The address is the secret, as with Atlassian's media service: no credentials are needed.
            parts = [part for issue in request.store.issues.values() for part in issue["attachments"]]
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
