"""jicket and the second stand-in: what it is for, and each odd answer that it copes with."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.lib import openapi

from .host import Host, answer, mail
from .jira import Standin
from .wire import Request

FILES = [("report.pdf", b"%PDF- not really\r\n\x00\xff"), ("Gr\u00fc\u00dfe 1.txt", b"two\n")]
FIRST = mail("first@customer.example", "Printer", "It burns.\n", FILES)
AGAIN = answer("again@customer.example", "first@customer.example", "Printer", "Still.\n", [("smoke.png", b"grey")])


def filed(host: Host, *mails: bytes) -> None:
    for data in mails:
        run = host.deliver(data)
        assert run.filed, (run, host.log, host.jira.calls)


def state(jira: Standin) -> list[tuple[int, list[str]]]:
    """For each issue, how many comments and which files."""
    return [(len(issue.comments), [file["name"] for file in issue.files]) for issue in jira.issues]


def test_a_new_mail_an_answer_and_their_files(jira: Standin, host: Host) -> None:
    filed(host, FIRST, AGAIN)
    issue = jira.issues[0]
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]
    assert [file["data"] for file in issue.files] == [FILES[0][1], FILES[1][1], b"grey"]
    assert "It burns." in issue.fields["description"] and "Still." in issue.comments[0]["body"]
    assert issue.fields["labels"] and issue.fields["labels"][0] in issue.fields["summary"]


def test_each_mail_twice_is_each_mail_once(jira: Standin, host: Host) -> None:
    filed(host, FIRST, FIRST, AGAIN, AGAIN, FIRST)
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]


def test_another_host_sees_it_in_jira(jira: Standin, host: Host, tmp_path: Path) -> None:
    filed(host, FIRST, AGAIN)
    filed(Host(jira, tmp_path / "other"), FIRST, AGAIN)
    assert state(jira) == [(1, ["report.pdf", "Gr\u00fc\u00dfe 1.txt", "smoke.png"])]


def ask(jira: Standin, method: str, path: str, body: Any = None) -> Any:
    """What another client would ask."""
    request = urllib.request.Request(f"{jira.url}/rest/api/2{path}", None if body is None else json.dumps(body).encode(), {
        "Accept": "application/json", "Content-Type": "application/json",
        "Authorization": "Basic " + base64.b64encode(f"{jira.user}:{jira.password}".encode()).decode()}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as no:
        return json.loads(no.read())


def exchange(request: Request) -> dict[str, Any]:
    assert request.answer
    sent, got = request.headers.get_content_type(), dict(request.answer.headers).get("Content-Type", "")
    return {"method": request.method, "path": f"/rest/api/2{request.path}", "query": request.query,
            "status": request.status, "type": got, "fault": None,
            "json": request.json() if sent == "application/json" and request.body else None,
            "response": json.loads(request.answer.body) if "json" in got and request.answer.body else None}


def test_it_speaks_as_atlassian_describes(jira: Standin, host: Host) -> None:
    filed(host, FIRST, AGAIN, FIRST)
    issue = jira.issues[0]
    label, comment = issue.fields["labels"][0], issue.comments[0]["id"]
    search = "/search/jql" if jira.cloud else "/search"
    for method, path, body in (
            ("GET", "/serverInfo", None), ("GET", "/myself", None), ("GET", "/project/SUP", None),
            ("GET", "/attachment/meta", None), ("GET", f"/issue/{issue.key}?properties=jicket", None),
            ("GET", "/mypermissions" + ("?permissions=ADD_COMMENTS" if jira.cloud else ""), None),
            ("PUT", f"/issue/{issue.key}", {"update": {"labels": [{"add": "more"}]}}),
            ("GET", f"/issue/{issue.id}/comment?startAt=0&maxResults=1&orderBy=-created", None),
            ("PUT", f"/issue/{issue.id}/comment/{comment}", {"body": "Edited."}),
            ("PUT", f"/comment/{comment}/properties/more", {"a": 1}), ("GET", f"/comment/{comment}/properties/more", None),
            ("GET", f"/comment/{comment}/properties/none", None),
            ("POST", "/issueLink", {"type": {"name": "Relates"}, "inwardIssue": {"key": issue.key},
                                    "outwardIssue": {"key": issue.key}}),
            ("POST", search, {"jql": f'project = SUP AND labels = "{label}" ORDER BY created DESC', "fields": ["summary"]}),
            ("POST", search, {"jql": 'summary ~ "[#JI]"'}), ("POST", search, {"jql": "reporter = me"})):
        ask(jira, method, path, body)
    refused = [f"{one.call} {one.status}" for one in jira.requests if one.status and one.status >= 400]
    assert refused == [f"GET /comment/{comment}/properties/none 404", f"POST {search} 400", f"POST {search} 400"]
    openapi.check([exchange(one) for one in jira.requests if not one.path.startswith("/jira")], jira.flavour)


def test_the_search_knows_what_it_does_not_know(jira: Standin, host: Host) -> None:
    """Its answers, one by one: hits, or Jira's refusal."""
    filed(host, FIRST, mail("next@customer.example", "Scanner: paper jam", "Nothing.\n"))
    label = jira.issues[0].fields["labels"][0]
    search = "/search/jql" if jira.cloud else "/search"
    for jql, hits in (
            (f'labels = "{label}"', ["SUP-1"]), (f"labels in ({label}, x) and project = SUP", ["SUP-1"]), ("labels = x", []),
            (f'summary ~ "\\"{label}\\""', ["SUP-1"]), (f'summary ~ "{label[:-1]}"', []), ('text ~ "it burns"', ["SUP-1"]),
            ('text ~ "\\"burns it\\""', []), ('(summary ~ "jam" or labels = x) and project = SUP', ["SUP-2"]),
            ("project = SUP order by created desc", ["SUP-2", "SUP-1"]),
            ("project = SUP ORDER BY created ASC", ["SUP-1", "SUP-2"]), ("project = NONE", None), ("summary = x", None),
            ('summary ~ "[#x]"', None), ("labels = ", None), ("(labels = x", None),
            ("watcher = me", None), ("labels = x labels = y", None), ('labels = "a\tb"', None)):
        found = ask(jira, "POST", search, {"jql": jql, "fields": ["summary"]})
        assert [one["key"] for one in found["issues"]] == hits if hits is not None else found["errorMessages"], (jql, found)
    unbounded = ask(jira, "POST", search, {"jql": "order by created"})
    assert ("errorMessages" in unbounded) == jira.cloud


def test_the_search_lags_and_cloud_can_be_told_what_to_look_at(jira: Standin, host: Host) -> None:
    jira.switches.lag = 15
    filed(host, FIRST)
    search, issue = "/search/jql" if jira.cloud else "/search", jira.issues[0]
    asked = {"jql": "project = SUP", "fields": ["summary"]}
    assert ask(jira, "POST", search, asked)["issues"] == []
    if jira.cloud:
        assert len(ask(jira, "POST", search, {**asked, "reconcileIssues": [int(issue.id)]})["issues"]) == 1
    jira.clock.ahead += 15
    assert len(ask(jira, "POST", search, asked)["issues"]) == 1
