"""A small Jira that was written from Atlassian's descriptions and from answers of real ones, not from the sandbox.

It knows what a mail gateway asks, refuses the rest, and can be told to be as odd as Jiras are: see Switches. It keeps
what it was told in `issues`, and what came in `requests`.
"""

from __future__ import annotations

import base64
import copy
import datetime
import re
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any, Callable, Optional

from . import jql
from .shapes import errors, page, SCOPE_401
from .wire import Answer, Request, Rule, Server

USER = {"datacenter": ("jicket", "secret"), "cloud": ("jicket@example.com", "api-token")}
FIELDS = {"project", "issuetype", "summary", "description", "labels"}
NOT_SEEN = "Issue does not exist or you do not have permission to see it."
STATUS = {"new": ("10000", "To Do", 2), "done": ("10001", "Done", 3)}


@dataclass
class Switches:
    lag: float = 0                      # seconds of the stand-in's clock until a search sees a change
    search_page: int = 1000             # hits on one page at most, whatever was asked for
    comment_page: int = 1000            # the same for comments
    empty_first_page: bool = False      # Cloud: the first page of a search has a token and nothing else
    labels_on_screen: bool = True
    keep_properties: bool = True        # False: accepted, and gone
    expand_properties: bool = True      # in the list of comments; Cloud documents it nowhere
    content: str = "direct"             # of files, or: redirect, login, scope, sso
    login: str = "ok"                   # or: failed, anonymous (as an expired token on Cloud)
    reasons: tuple[str, ...] = ()       # what X-Seraph-LoginReason says instead, one field for each
    upload_limit: int = 10485760
    text_limit: int = 32767


@dataclass
class Clock:
    """Goes with real time, and forward when it is told."""

    ahead: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Issue:
    id: str
    key: str
    project: str
    fields: dict[str, Any]
    created: float
    properties: dict[str, Any] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    status: str = "new"
    seen: list[tuple[float, dict[str, Any]]] = field(default_factory=list)    # what the index was told, and when

    @property
    def text(self) -> str:
        """All that people read here."""
        return "\n".join([self.fields["summary"], self.fields.get("description") or "", *(c["body"] for c in self.comments)])

    def indexed(self, until: float) -> Optional[dict[str, Any]]:
        return next((what for when, what in reversed(self.seen) if when <= until), None)


class Refusal(Exception):
    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def refuse(status: int, *messages: str, **fields: str) -> Refusal:
    return Refusal(errors(status, *messages, **fields))


class Standin:
    """`with Standin("cloud", lag=2) as jira:`; jira.url is what jicket is told."""

    def __init__(self, flavour: str = "datacenter", **switches: Any) -> None:
        self.flavour, self.cloud = flavour, flavour == "cloud"
        self.switches, self.clock = Switches(**switches), Clock()
        self.issues: list[Issue] = []
        self.number = 10000
        self.server, self.media = Server(self.serve), Server(self.serve_media)
        self.url = self.server.origin + ("" if self.cloud else "/jira")
        self.user, self.password = USER[flavour]
        # Method, path, what answers. The first that fits counts.
        self.routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("GET", "/serverInfo", self.server_info), ("GET", "/myself", self.myself),
            ("GET", "/mypermissions", self.permissions), ("GET", "/project/([^/]+)", self.project),
            ("POST", "/issue", self.create), ("GET|PUT", "/issue/([^/]+)", self.issue),
            ("GET|PUT", "/issue/([^/]+)/properties/([^/]+)", self.issue_property),
            ("GET|POST", "/issue/([^/]+)/comment", self.comments),
            ("GET|PUT", "/issue/([^/]+)/comment/([^/]+)", self.comment),
            ("GET|PUT", "/comment/([^/]+)/properties/([^/]+)", self.comment_property),
            ("POST", "/comment/list", self.comment_list),
            ("GET", "/attachment/meta", self.meta), ("POST", "/issue/([^/]+)/attachments", self.attach),
            ("GET", "/attachment/content/([^/]+)" if self.cloud else "/jira/secure/attachment/([^/]+)/.*", self.content),
            ("POST", "/issueLink", self.link), ("GET|POST", "/search/jql" if self.cloud else "/search", self.search)]

    def __enter__(self) -> "Standin":
        return self

    def __exit__(self, *what: Any) -> None:
        self.server.stop()
        self.media.stop()

    @property
    def auth(self) -> dict[str, str]:
        return {"JICKET_JIRA_URL": self.url, "JICKET_JIRA_USER": self.user, "JICKET_JIRA_PASS": self.password}

    @property
    def requests(self) -> list[Request]:
        return self.server.requests

    @property
    def calls(self) -> list[str]:
        return [f"{one.call} {one.status}" for one in self.requests]

    def rule(self, match: str, **how: Any) -> Rule:
        rule = Rule(match, **how)
        with self.server.lock:
            self.server.rules.append(rule)
        return rule

    # One request

    def serve(self, request: Request) -> Answer:
        stranger = not self.knows(request)
        try:
            answer = self.route(request, stranger)
        except Refusal as refusal:
            answer = copy.copy(refusal.answer)
        reasons = self.switches.reasons or ("AUTHENTICATED_FAILED" if stranger else "OK",)
        seen = [("X-AREQUESTID", f"{len(self.requests)}x1"), *(("X-Seraph-LoginReason", reason) for reason in reasons)]
        if self.cloud:
            seen += [("Server", "AtlassianEdge"), ("Atl-Traceid", "0123456789abcdef")]
        else:
            seen += [("X-AUSERNAME", "anonymous" if stranger else self.user),
                     ("Set-Cookie", "JSESSIONID=0123456789ABCDEF; Path=/jira; HttpOnly")]
        answer.headers = [*answer.headers, *seen]
        return answer

    def knows(self, request: Request) -> bool:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {login}" and self.switches.login == "ok"

    def route(self, request: Request, stranger: bool) -> Answer:
        if stranger and (self.switches.login != "anonymous" or request.path == "/myself"):
            return page(401, "Unauthorized (401)", "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED")
        if request.headers.get("Accept") != "application/json" and "ttachment" not in request.path:
            return page(406, "Not Acceptable")
        if stranger and request.path.startswith("/search"):
            return Answer.json(200, {"issues": [], "isLast": True})
        if stranger:
            return errors(404, NOT_SEEN)
        if "Mozilla" in request.headers.get("User-Agent", ""):
            return Answer(403, b"XSRF check failed")
        for method, path, serve in self.routes:
            match = re.fullmatch(path, request.path)
            if match and request.method in method.split("|"):
                return serve(request, *map(urllib.parse.unquote, match.groups()))
        if self.cloud and request.path == "/search":
            return errors(410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")
        return errors(404, "No endpoint " + request.call) if self.cloud else page(404, "Oops, you've found a dead link.")

    def json(self, request: Request, *known: str) -> dict[str, Any]:
        if request.headers.get_content_type() != "application/json":
            raise Refusal(page(415, "Unsupported Media Type"))
        try:
            value = request.json()
        except ValueError:
            raise refuse(400, "Unexpected character in the JSON") from None
        for name in value if isinstance(value, dict) else ["(root)"]:
            if name not in known:
                raise refuse(400, f'Unrecognized field "{name}", not marked as ignorable')
        return value

    def stamp(self, when: float) -> str:
        utc = datetime.datetime.fromtimestamp(when, datetime.timezone.utc)
        return utc.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"

    def next(self) -> str:
        self.number += 1
        return str(self.number)

    # Who and what

    def server_info(self, request: Request) -> Answer:
        version = [1001, 0, 0] if self.cloud else [10, 3, 1]
        return Answer.json(200, {"baseUrl": self.url, "version": "1001.0.0-SNAPSHOT" if self.cloud else "10.3.1",
                                 "versionNumbers": version, "deploymentType": "Cloud" if self.cloud else "Server",
                                 "buildNumber": 100282 if self.cloud else 10030001, "serverTime": self.stamp(self.clock())})

    def person(self) -> dict[str, Any]:
        pictures = {f"{size}x{size}": f"{self.url}/secure/useravatar?size={name}&avatarId=10122"
                    for size, name in ((48, "large"), (24, "small"), (16, "xsmall"), (32, "medium"))}
        common = {"self": f"{self.url}/rest/api/2/user", "avatarUrls": pictures, "displayName": "Mail", "active": True,
                  "timeZone": "Etc/UTC"}
        if self.cloud:
            return {**common, "accountId": "5b10a2844c20165700ede21g", "accountType": "atlassian"}
        return {**common, "name": self.user, "key": "JIRAUSER10100"}

    def myself(self, request: Request) -> Answer:
        return Answer.json(200, self.person())

    def permissions(self, request: Request) -> Answer:
        keys = [key for key in request.query.get("permissions", "").split(",") if key]
        if self.cloud and not keys:
            return errors(400, "The 'permissions' query parameter is required.")
        keys = keys or ["BROWSE_PROJECTS", "CREATE_ISSUES", "ADD_COMMENTS", "CREATE_ATTACHMENTS", "EDIT_ISSUES"]
        return Answer.json(200, {"permissions": {key: {"key": key, "name": key, "havePermission": True} for key in keys}})

    def project(self, request: Request, key: str) -> Answer:
        if key not in ("SUP", "10000"):
            return errors(404, f"No project could be found with key '{key}'.")
        return Answer.json(200, {"id": "10000", "key": "SUP", "name": "Support",
                                 "issueTypes": [{"id": "10002", "name": "Task", "subtask": False}]})

    # Issues

    def find(self, name: str) -> Issue:
        for issue in self.issues:
            if name == issue.id or name.upper() == issue.key:
                return issue
        raise refuse(404, NOT_SEEN)

    def touch(self, issue: Issue) -> None:
        """The index hears of it when the lag is over."""
        issue.seen.append((self.clock(), {
            "id": issue.id, "key": issue.key, "project": issue.project, "labels": list(issue.fields.get("labels", [])),
            "summary": [issue.fields["summary"]], "description": [issue.fields.get("description") or ""],
            "comment": [comment["body"] for comment in issue.comments]}))

    def checked(self, fields: dict[str, Any], creating: bool) -> dict[str, Any]:
        on_screen = FIELDS if self.switches.labels_on_screen else FIELDS - {"labels"}
        wrong = {name: f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
                 for name in fields if name not in on_screen}
        summary, text = fields.get("summary"), fields.get("description") or ""
        if creating and (fields.get("project") or {}).get("key", "").upper() != "SUP":
            wrong["project"] = "valid project is required"
        if creating and (fields.get("issuetype") or {}) not in ({"name": "Task"}, {"id": "10002"}):
            wrong["issuetype"] = "Specify a valid issue type" if self.cloud else "valid issue type is required"
        if creating and not summary:
            wrong["summary"] = "You must specify a summary of the issue."
        elif summary and len(summary) >= 255:
            wrong["summary"] = ("Summary can't exceed 255 characters." if self.cloud else
                                "Summary must be less than 255 characters.")
        elif summary and re.search(r"[\r\n]", summary):
            wrong["summary"] = "The summary is invalid because it contains newline characters."
        if not isinstance(text, str):
            wrong["description"] = "Operation value must be a string"
        elif utf16(text) > self.switches.text_limit:
            wrong["description"] = self.too_long()
        for label in fields.get("labels") or []:
            if re.search(r"\s", label):
                wrong["labels"] = f"The label '{label}' contains spaces which is invalid."
        if wrong:
            raise refuse(400, **wrong)
        return fields

    def properties(self, body: dict[str, Any]) -> dict[str, Any]:
        found = {one["key"]: one["value"] for one in body.get("properties") or []}
        return found if self.switches.keep_properties else {}

    def create(self, request: Request) -> Answer:
        body = self.json(request, "fields", "update", "transition", "historyMetadata", "properties")
        fields = self.checked(dict(body.get("fields") or {}), True)
        ident = self.next()
        issue = Issue(ident, f"SUP-{len(self.issues) + 1}", "SUP", fields, self.clock(), self.properties(body))
        self.issues.append(issue)
        self.touch(issue)
        return Answer.json(201, {"id": issue.id, "key": issue.key, "self": f"{self.url}/rest/api/2/issue/{issue.id}"})

    def issue(self, request: Request, name: str) -> Answer:
        issue = self.find(name)
        if request.method == "GET":
            fields = request.query.get("fields", "*all").split(",")
            return Answer.json(200, self.shown(issue, fields, request.query.get("properties", "").split(",")))
        body = self.json(request, "fields", "update", "historyMetadata", "properties")
        fields = self.checked(dict(body.get("fields") or {}), False)
        labels = list(issue.fields.get("labels", []))
        for verb in (body.get("update") or {}).get("labels", []):
            labels = labels + [verb["add"]] if "add" in verb else [one for one in labels if one != verb.get("remove")]
        issue.fields.update({"labels": labels, **fields})
        issue.properties.update(self.properties(body))
        self.touch(issue)
        return Answer(204)

    def shown(self, issue: Issue, fields: list[str], properties: list[str]) -> dict[str, Any]:
        number, name, category = STATUS[issue.status]
        every = {"summary": issue.fields["summary"], "description": issue.fields.get("description"),
                 "labels": issue.fields.get("labels", []), "created": self.stamp(issue.created),
                 "updated": self.stamp(issue.seen[-1][0]),
                 "project": {"id": "10000", "key": issue.project, "name": "Support"},
                 "issuetype": {"id": "10002", "name": "Task", "subtask": False},
                 "status": {"id": number, "name": name,
                            "statusCategory": {"id": category, "key": issue.status, "name": name}},
                 "resolution": None, "resolutiondate": None, "issuelinks": issue.links,
                 "attachment": [self.shown_file(one) for one in issue.files],
                 "comment": self.listed(issue.comments[:self.switches.comment_page], 0, len(issue.comments), False)}
        result = {"expand": "", "id": issue.id, "self": f"{self.url}/rest/api/2/issue/{issue.id}", "key": issue.key,
                  "fields": {name: value for name, value in every.items() if name in fields or "*all" in fields}}
        if any(properties):
            result["properties"] = {key: value for key, value in issue.properties.items()
                                    if key in properties or "*all" in properties}
        return result

    def property(self, request: Request, properties: dict[str, Any], key: str) -> Answer:
        if request.method == "PUT":
            new = key not in properties
            if self.switches.keep_properties:
                properties[key] = request.json()
            return Answer(201 if new else 200)
        if key not in properties:
            return errors(404, f"The property '{key}' does not exist.")
        return Answer.json(200, {"key": key, "value": properties[key]})

    def issue_property(self, request: Request, name: str, key: str) -> Answer:
        return self.property(request, self.find(name).properties, key)

    # Comments

    def comments(self, request: Request, name: str) -> Answer:
        issue = self.find(name)
        if request.method == "POST":
            body = self.json(request, "body", "visibility", "properties")
            comment = {"id": self.next(), "created": self.clock(), "updated": self.clock(),
                       "properties": self.properties(body), "body": self.comment_text(body)}
            issue.comments.append(comment)
            self.touch(issue)
            return Answer.json(201, self.shown_comment(comment, False))
        start = int(request.query.get("startAt", 0))
        size = min(int(request.query.get("maxResults", 100 if self.cloud else 50)), self.switches.comment_page)
        order = request.query.get("orderBy", "created")
        if order.lstrip("+-") != "created":
            return errors(400, f"Unsupported orderBy value: {order}")
        every = issue.comments[::-1] if order.startswith("-") else issue.comments
        expand = "properties" in request.query.get("expand", "") and self.switches.expand_properties
        return Answer.json(200, self.listed(every[start:start + size], start, len(every), expand, size))

    def listed(self, comments: list[dict[str, Any]], start: int, total: int, expand: bool, size: Optional[int] = None) -> Any:
        return {"startAt": start, "maxResults": total if size is None else size, "total": total,
                "comments": [self.shown_comment(one, expand) for one in comments]}

    def comment_text(self, body: dict[str, Any]) -> str:
        text = body.get("body")
        if not isinstance(text, str) or not text.strip():
            raise refuse(400, comment="Comment body can not be empty!")
        if utf16(text) > self.switches.text_limit:
            raise refuse(400, comment=self.too_long())
        return text

    def too_long(self) -> str:
        limit = f"{self.switches.text_limit:,}" if self.cloud else str(self.switches.text_limit)
        return f"The entered text is too long. It exceeds the allowed limit of {limit} characters."

    def shown_comment(self, comment: dict[str, Any], expand: bool) -> dict[str, Any]:
        shown = {"self": f"{self.url}/rest/api/2/comment/{comment['id']}", "id": comment["id"], "author": self.person(),
                 "body": comment["body"], "updateAuthor": self.person(), "created": self.stamp(comment["created"]),
                 "updated": self.stamp(comment["updated"])}
        if expand:
            shown["properties"] = [{"key": key, "value": value} for key, value in comment["properties"].items()]
        return shown

    def comment(self, request: Request, name: str, ident: str) -> Answer:
        issue = self.find(name)
        comment = next((one for one in issue.comments if one["id"] == ident), None)
        if not comment:
            return errors(404, f"Can not find a comment for the id: {ident}.")
        if request.method == "PUT":
            body = self.json(request, "body", "visibility", "properties")
            comment["body"], comment["updated"] = self.comment_text(body), self.clock()
            comment["properties"].update(self.properties(body))
            self.touch(issue)
        return Answer.json(200, self.shown_comment(comment, "properties" in request.query.get("expand", "")))

    def comment_property(self, request: Request, ident: str, key: str) -> Answer:
        for issue in self.issues:
            for comment in issue.comments:
                if comment["id"] == ident:
                    return self.property(request, comment["properties"], key)
        return errors(404, f"Can not find a comment for the id: {ident}.")

    def comment_list(self, request: Request) -> Answer:
        ids = [str(one) for one in self.json(request, "ids")["ids"]]
        expand = "properties" in request.query.get("expand", "")
        found = [self.shown_comment(one, expand) for issue in self.issues for one in issue.comments if one["id"] in ids]
        return Answer.json(200, {"values": found, "isLast": True, "startAt": 0, "maxResults": 1048576, "total": len(found)})

    # Files

    def meta(self, request: Request) -> Answer:
        return Answer.json(200, {"enabled": True, "uploadLimit": self.switches.upload_limit})

    def attach(self, request: Request, name: str) -> Answer:
        issue = self.find(name)
        if request.headers.get("X-Atlassian-Token") not in ("no-check", "nocheck"):
            return Answer(403, b"XSRF check failed")
        boundary = request.headers.get_param("boundary")
        parts = [one.partition(b"\r\n\r\n") for one in (b"\r\n" + request.body).split(f"\r\n--{boundary}".encode())[1:-1]]
        found = []
        for head, _, data in parts:
            named = re.search(rb'name="file"; filename="((?:[^"\r\n])*)"', head)
            if not named or b"filename*" in head:
                return Answer(500)
            kind = re.search(rb"Content-Type: ([^\r\n]+)", head)
            if len(data) > self.switches.upload_limit:
                return errors(413 if self.cloud else 404, "The field file exceeds its maximum permitted size of "
                              f"{self.switches.upload_limit} bytes.")
            found.append({"id": self.next(), "name": named[1].replace(b"%22", b'"').decode(), "data": data,
                          "type": kind[1].decode() if kind else "application/octet-stream", "created": self.clock()})
        issue.files += found
        self.touch(issue)
        return Answer.json(200, [self.shown_file(one) for one in found])

    def shown_file(self, file: dict[str, Any]) -> dict[str, Any]:
        quoted = urllib.parse.quote_plus(file["name"])
        where = f"rest/api/2/attachment/content/{file['id']}" if self.cloud else f"secure/attachment/{file['id']}/{quoted}"
        return {"self": f"{self.url}/rest/api/2/attachment/{file['id']}", "id": file["id"], "filename": file["name"],
                "author": self.person(), "created": self.stamp(file["created"]), "size": len(file["data"]),
                "mimeType": file["type"], "content": f"{self.url}/{where}"}

    def content(self, request: Request, ident: str) -> Answer:
        file = next((one for issue in self.issues for one in issue.files if one["id"] == ident), None)
        how = self.switches.content
        if not file:
            return errors(404, f"The attachment with id '{ident}' does not exist")
        if how == "scope":
            return copy.copy(SCOPE_401)
        if how == "sso":
            return page(200, "Sign in to your account", '<form action="/adfs/ls"><input name="UserName"></form>')
        if how == "login":
            return Answer(302, b"", [("Location", f"{self.media.origin}/adfs/ls?SAMLRequest=fZJNT8&RelayState={ident}")])
        if how == "redirect" and request.query.get("redirect") != "false":
            where = f"{self.media.origin}/file/{ident}?token=eyJhbGciOi"
            return Answer(303 if self.cloud else 302, b"", [("Location", where)])
        return Answer(200, file["data"], [("Content-Type", file["type"])])

    def serve_media(self, request: Request) -> Answer:
        """Another host: it gives files to those who have a token, and a page to others. No password belongs there."""
        match = re.fullmatch(r"/file/(\d+)", request.path)
        if match and request.query.get("token"):
            return next(Answer(200, one["data"], [("Content-Type", one["type"])])
                        for issue in self.issues for one in issue.files if one["id"] == match[1])
        return page(200, "Sign in to your account")

    # Links and searches

    def link(self, request: Request) -> Answer:
        body = self.json(request, "type", "inwardIssue", "outwardIssue", "comment")
        ends = [self.find(body[side].get("key") or body[side].get("id")) for side in ("inwardIssue", "outwardIssue")]
        for issue, other, side in ((ends[0], ends[1], "outwardIssue"), (ends[1], ends[0], "inwardIssue")):
            issue.links.append({"id": self.next(), "type": body["type"], side: {"id": other.id, "key": other.key}})
        return Answer(201)

    def search(self, request: Request) -> Answer:
        if request.method == "POST":
            own = ("nextPageToken", "properties", "reconcileIssues") if self.cloud else ("startAt", "validateQuery")
            asked = self.json(request, "jql", "maxResults", "fields", "expand", *own)
        else:
            asked = {**request.query, "fields": [one for one in request.query.get("fields", "").split(",") if one]}
        try:
            query = jql.Query(asked.get("jql", ""), {"SUP"})
        except jql.Refused as why:
            return errors(400, str(why))
        if self.cloud and not query.bounded:
            return errors(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.")
        known_ids = [str(one) for one in asked.get("reconcileIssues", [])]
        if len(known_ids) > 50 or not isinstance(asked.get("fields", []), list):
            return errors(400, "Invalid request payload. Refer to the REST API documentation and try again.")
        until = self.clock() - self.switches.lag
        hits = []
        for issue in self.issues:
            seen = issue.seen[-1][1] if issue.id in known_ids else issue.indexed(until)
            if seen and query.test(seen):
                hits.append(issue)
        for name, down in reversed(query.order):
            hits.sort(key=lambda issue: issue.seen[-1][0] if name == "updated" else int(issue.id), reverse=down)
        # Without an order, the newest come first.
        hits = hits if query.order else hits[::-1]
        size = min(int(asked.get("maxResults", 50)), self.switches.search_page)
        return self.cloud_page(asked, hits, size) if self.cloud else self.page(asked, hits, size)

    def page(self, asked: dict[str, Any], hits: list[Issue], size: int) -> Answer:
        start, fields = int(asked.get("startAt", 0)), asked.get("fields") or ["*all"]
        return Answer.json(200, {"expand": "names,schema", "startAt": start, "maxResults": size, "total": len(hits),
                                 "issues": [self.shown(one, fields, []) for one in hits[start:start + size]]})

    def cloud_page(self, asked: dict[str, Any], hits: list[Issue], size: int) -> Answer:
        """No total; a token as long as there is more. The fields are only those that were asked for."""
        fields, properties = asked.get("fields") or ["id"], asked.get("properties") or []
        token = asked.get("nextPageToken")
        if token and not re.fullmatch(r"tok-\d+", token):
            return errors(400, "The provided next page token is invalid or expired.")
        if not token and self.switches.empty_first_page:
            return Answer.json(200, {"issues": [], "nextPageToken": "tok-0", "isLast": False})
        start = int(token[4:]) if token else 0
        answer: dict[str, Any] = {"issues": [self.shown(one, fields, properties) for one in hits[start:start + size]],
                                  "isLast": start + size >= len(hits)}
        if not answer["isLast"]:
            answer["nextPageToken"] = f"tok-{start + size}"
        return Answer.json(200, answer)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
