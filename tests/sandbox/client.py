"""A small HTTP client on http.client: it hides nothing, so that tests see what the server really does."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import urlencode, urlsplit

from tests.lib.sandbox import Sandbox

NO_CHECK = {"X-Atlassian-Token": "no-check"}


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        """The one error that the answer is expected to hold."""
        found = self.json["errorMessages"] + list(self.json["errors"].values())
        assert len(found) == 1, found
        return found[0]


def form(files: list[tuple[str, bytes]], boundary: str = "frontier", part: str = "file") -> bytes:
    out = b""
    for name, content in files:
        name = name.replace('"', '\\"')
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{part}"; filename="{name}"\r\n'.encode()
        out += b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


FORM = {**NO_CHECK, "Content-Type": "multipart/form-data; boundary=frontier"}


class Client:
    def __init__(self, sandbox: Sandbox, version: str = "2") -> None:
        self.sandbox, self.version = sandbox, version
        self.cloud = sandbox.flavour == "cloud"
        auth = sandbox.auth
        pair = f"{auth['JICKET_JIRA_USER']}:{auth['JICKET_JIRA_PASS']}"
        self.basic: Optional[str] = "Basic " + base64.b64encode(pair.encode()).decode()
        self.connection: Optional[http.client.HTTPConnection] = None

    def as_version(self, version: str) -> "Client":
        return Client(self.sandbox, version)

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def raw(self, method: str, path: str, body: Any = None, headers: Optional[dict[str, str]] = None,
            auth: Optional[str] = "") -> Answer:
        """A path from the context root. `auth`: None is anonymous, "" is the service user."""
        parts = urlsplit(self.sandbox.url)
        if self.connection is None:
            self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        given = {"User-Agent": "test/1.0", **(headers or {})}
        credentials = self.basic if auth == "" else auth
        if credentials:
            given["Authorization"] = credentials
        try:
            self.connection.request(method, parts.path + path, body, given)
            answer = self.connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def call(self, method: str, path: str, body: Any = None, query: Optional[dict[str, Any]] = None,
             auth: Optional[str] = "", **headers: str) -> Answer:
        """A REST call with a JSON body."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            given.setdefault("Content-Type", "application/json")
        target = f"/rest/api/{self.version}{path}" + ("?" + urlencode(query) if query else "")
        return self.raw(method, target, data, given, auth)

    # What most tests need

    def fields(self, **more: Any) -> dict[str, Any]:
        return {"project": {"key": "SUP"}, "issuetype": {"id": "10001"}, "summary": "a summary", **more}

    def create(self, properties: Optional[list[Any]] = None, **fields: Any) -> Answer:
        body: dict[str, Any] = {"fields": self.fields(**fields)}
        if properties is not None:
            body["properties"] = properties
        return self.call("POST", "/issue", body)

    def issue(self, **fields: Any) -> str:
        """A new issue's key."""
        answer = self.create(**fields)
        assert answer.status == 201, answer.text
        return answer.json["key"]

    def comment(self, key: str, text: Any, **more: Any) -> Answer:
        return self.call("POST", f"/issue/{key}/comment", {"body": text, **more})

    def attach(self, key: str, *files: tuple[str, bytes]) -> Answer:
        return self.raw("POST", f"/rest/api/{self.version}/issue/{key}/attachments", form(list(files)), FORM)

    def search(self, jql: str, **more: Any) -> Answer:
        return self.call("GET", "/search/jql" if self.cloud else "/search", query={"jql": jql, "fields": "summary", **more})

    def found(self, jql: str, **more: Any) -> list[str]:
        """The keys that a search gives, in order."""
        answer = self.search(jql, **more)
        assert answer.status == 200, answer.text
        return [issue["key"] for issue in answer.json["issues"]]
