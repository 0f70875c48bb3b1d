"""JSON of the wrong shape is answered, never the end of a connection: what is stored must always be sound."""

import copy
import random

from client import Client

STRANGE = [None, True, 0, -1, 1.5, "", "x", "10000", "\ud800", [], {}, [[]], [{}], {"id": []}, {"name": {}}, {"key": 1}, [None], {"add": 1}]


def bodies(jira):
    who = {"accountId": "557058:00000000-0000-4000-8000-000000000002"} if jira.cloud else {"name": "alice"}
    note = {"body": "x", "visibility": {"type": "role", "value": "x"}, "properties": [{"key": "p", "value": 1}]}
    document = {"version": 1, "type": "doc", "content": [{"type": "heading", "attrs": {"level": 2}, "content": [
        {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "http://e"}}]}]}]}
    create = {"fields": {**jira.fields(), "labels": ["a"], "priority": {"id": "2"}, "reporter": who, "description": "x",
                         "duedate": "2026-01-01", "parent": {"key": "SUP-1"}},
              "update": {"labels": [{"add": "b"}], "comment": [{"add": note}]}, "properties": [{"key": "p", "value": 1}]}
    search = {"jql": "project = SUP", "fields": ["summary"], "maxResults": 5}
    return [
        ("POST", "/issue", create), ("PUT", "/issue/SUP-1", create), ("POST", "/issue/SUP-1/comment", note),
        ("POST", "/issue/SUP-1/comment", {"body": document}), ("POST", "/comment/list", {"ids": [10000]}),
        ("POST", "/issue", {"fields": {**jira.fields(), "description": document}}),
        ("POST", "/issue/SUP-1/transitions", {"transition": {"id": "11"}, "fields": {"resolution": {"name": "Done"}}}),
        ("PUT", "/issue/SUP-1/assignee", who), ("POST", "/issue/SUP-1/watchers", "x"),
        ("POST", "/issue/SUP-1/remotelink", {"globalId": "g", "object": {"url": "u", "title": "t"}}),
        ("POST", "/issueLink", {"type": {"name": "Relates"}, "inwardIssue": {"key": "SUP-1"}, "outwardIssue": {"id": "10000"}}),
        ("POST", "/search/jql" if jira.cloud else "/search", search), ("PUT", "/issue/SUP-1/properties/p", {"a": 1}),
    ]


def places(value, path=()):
    """Every place inside a JSON value."""
    yield path
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, path + (key,))


def with_change(value, path, new):
    if not path:
        return new
    changed = copy.deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return changed


def test_strange_json(jira):
    dice = random.Random(1)
    jira.sandbox.validate, checked = False, jira.sandbox.validate
    clients = [jira, jira.as_version("3")] if jira.cloud else [jira]
    try:
        for client in clients:
            jira.sandbox.control("POST", "reset")
            jira.issue()
            for method, path, body in bodies(jira):
                for place in places(body):
                    for new in dice.sample(STRANGE, 6):
                        answer = client.call(method, path, with_change(body, place, new))
                        # A 500 without a body is Data Center's answer to a wrong transition.
                        assert answer.status < 500 or not answer.body, (method, path, place, new)
            look_at_everything(client)
    finally:
        jira.sandbox.validate = checked
        jira.sandbox.control("POST", "reset")
        for client in clients[1:]:
            client.close()


def look_at_everything(client: Client) -> None:
    """Whatever was let in must be shown without a mistake."""
    for issue in client.sandbox.issues():
        key = issue["key"]
        for path in (f"/issue/{key}?expand=renderedFields,names", f"/issue/{key}/comment", f"/issue/{key}/remotelink"):
            assert client.call("GET", path).status == 200
        assert client.raw("GET", f"/browse/{key}").status == 200
        assert client.sandbox.text(key)
    assert client.raw("GET", "/").status == 200
    assert client.search('summary ~ "x" or labels = "a" or priority is empty').status == 200
