"""What hangs on an issue: comments, properties, attachments, transitions, links, people."""

import hashlib

import pytest

from client import FORM, NO_CHECK, form

ALICE = "557058:00000000-0000-4000-8000-000000000002"


def who(jira, name="alice", account=ALICE):
    return account if jira.cloud else name


# Comments

def test_comment_with_properties_and_visibility(jira):
    key = jira.issue()
    answer = jira.comment(key, "hi", properties=[{"key": "jicket", "value": {"m": 1}}], visibility={"type": "role", "value": "Administrators"})
    assert (answer.status, answer.json["id"], answer.json["body"]) == (201, "10000", "hi")
    stored = jira.sandbox.issue(key)["comments"][0]
    assert (stored["properties"], stored["visibility"]["value"]) == ({"jicket": {"m": 1}}, "Administrators")
    assert jira.call("GET", "/comment/10000/properties/jicket").json == {"key": "jicket", "value": {"m": 1}}


def test_comment_list_order_and_pages(jira):
    key = jira.issue()
    for number in range(5):
        jira.comment(key, f"c{number}")
    answer = jira.call("GET", f"/issue/{key}/comment", query={"orderBy": "-created", "startAt": 1, "maxResults": 2}).json
    assert [comment["body"] for comment in answer["comments"]] == ["c3", "c2"]
    assert (answer["startAt"], answer["maxResults"], answer["total"]) == (1, 2, 5)
    plain = jira.call("GET", f"/issue/{key}/comment").json
    assert (plain["maxResults"], plain["comments"][0]["body"]) == (100 if jira.cloud else 50, "c0")
    assert jira.call("GET", f"/issue/{key}/comment", query={"orderBy": "author"}).status == 400


def test_comment_properties_in_lists(jira):
    key = jira.issue()
    jira.comment(key, "hi", properties=[{"key": "p", "value": 1}])
    listed = jira.call("GET", f"/issue/{key}/comment", query={"expand": "properties"}).json["comments"][0]
    if not jira.cloud:
        assert listed["properties"] == [{"key": "p", "value": 1}]
        return
    assert "properties" not in listed
    values = jira.call("POST", "/comment/list", {"ids": [10000, 4711]}, query={"expand": "properties"}).json["values"]
    assert [value["properties"] for value in values] == [[{"key": "p", "value": 1}]]


@pytest.mark.parametrize("text, field", [("", "Comment body can not be empty!"), ("x" * 32768, "exceeds the allowed limit")],
                         ids=["empty", "long"])
def test_bad_comment(jira, text, field):
    answer = jira.comment(jira.issue(), text)
    assert answer.status == 400 and field in answer.json["errors"]["comment"]


def test_comment_on_nothing_and_without_permission(jira):
    assert jira.comment("SUP-9", "x").status == 404
    key = jira.issue()
    jira.sandbox.settings(denied=["ADD_COMMENTS"])
    assert "permission to comment" in jira.comment(key, "x").message


def test_comment_limit_of_an_issue(cloud):
    cloud.sandbox.settings(comment_limit=1)
    key = cloud.issue()
    assert [cloud.comment(key, "x").status for _ in range(2)] == [201, 413]


def test_edit_and_delete_comment(jira):
    key = jira.issue()
    jira.comment(key, "old")
    assert jira.call("PUT", f"/issue/{key}/comment/10000", {"body": "new"}).json["body"] == "new"
    assert jira.call("DELETE", f"/issue/{key}/comment/10000").status == 204
    assert jira.call("GET", f"/issue/{key}/comment/10000").status == 404


# Properties

def test_property_life(jira):
    path = f"/issue/{jira.issue()}/properties/p"
    statuses = [jira.call("GET", path).status, jira.call("PUT", path, {"a": 1}).status, jira.call("PUT", path, {"a": 2}).status]
    assert statuses == [404, 201, 200]
    assert jira.call("GET", path).json == {"key": "p", "value": {"a": 2}}
    assert jira.call("DELETE", path).status == 204


@pytest.mark.parametrize("key, value, status", [
    ("k" * 255, 1, 201), ("k" * 256, 1, 400), ("k", "v" * 32766, 201), ("k", "v" * 32767, 400), ("k", "", 400)],
                         ids=["longest key", "key too long", "longest value", "value too long", "empty value"])
def test_property_limits(jira, key, value, status):
    assert jira.call("PUT", f"/issue/{jira.issue()}/properties/{key}", value).status == status
    assert jira.create(properties=[{"key": key, "value": value}]).status == status


def test_property_size_is_bytes_on_data_center_and_characters_on_cloud(jira):
    answer = jira.create(properties=[{"key": "k", "value": "ü" * 20000}])
    assert answer.status == (201 if jira.cloud else 400)


def test_property_must_have_a_value(jira):
    path = f"/rest/api/2/issue/{jira.issue()}/properties/p"
    for body in (b"", b"null"):
        assert jira.raw("PUT", path, body, {"Content-Type": "application/json"}).status == 400


# Attachments

def test_several_files_in_one_request(jira):
    key = jira.issue()
    answer = jira.attach(key, ("a.png", b"one"), ("größe.txt", b"\r\n--frontie\r\n\x00two"))
    assert answer.status == 200
    assert [(part["filename"], part["size"]) for part in answer.json] == [("a.png", 3), ("größe.txt", 17)]
    assert answer.json[0]["mimeType"] == "image/png"
    stored = jira.sandbox.issue(key)["attachments"]
    assert stored[1]["sha256"] == hashlib.sha256(b"\r\n--frontie\r\n\x00two").hexdigest()


def test_download(jira):
    key = jira.issue()
    content = jira.attach(key, ("a b.txt", b"hello")).json[0]["content"]
    path = content[len(jira.sandbox.url):]
    answer = jira.raw("GET", path)
    if jira.cloud:
        assert answer.status == 303 and answer.headers["Location"].endswith("/binary")
        answer = jira.raw("GET", answer.headers["Location"][len(jira.sandbox.url):], auth=None)
    assert (answer.status, answer.body) == (200, b"hello")
    assert jira.raw("GET", path, auth=None).status == 404


def test_empty_file(jira):
    assert jira.attach(jira.issue(), ("empty.txt", b"")).json[0]["size"] == 0


def test_upload_in_chunks(jira):
    key, body = jira.issue(), form([("a.txt", b"x" * 100000)])
    answer = jira.raw("POST", f"/rest/api/2/issue/{key}/attachments", iter([body[:7], body[7:50000], body[50000:]]), FORM)
    assert answer.json[0]["size"] == 100000


def test_upload_without_the_no_check_header(jira):
    headers = {name: value for name, value in FORM.items() if name not in NO_CHECK}
    answer = jira.raw("POST", f"/rest/api/2/issue/{jira.issue()}/attachments", form([("a", b"x")]), headers)
    assert (answer.status, answer.text) == (403, "XSRF check failed")


def test_extended_file_name_breaks_data_center(jira):
    key = jira.issue()
    body = form([("a", b"x")]).replace(b'filename="a"', b"filename=\"a\"; filename*=UTF-8''a")
    answer = jira.raw("POST", f"/rest/api/2/issue/{key}/attachments", body, FORM)
    assert (answer.status, answer.body == b"") == ((200, False) if jira.cloud else (500, True))
    assert len(jira.sandbox.issue(key)["attachments"]) == (1 if jira.cloud else 0)


def test_upload_limit(jira):
    jira.sandbox.settings(upload_limit=10)
    key = jira.issue()
    assert jira.attach(key, ("a", b"x" * 10)).status == 200
    answer = jira.attach(key, ("ok", b"x"), ("big", b"x" * 11))
    assert (answer.status, answer.message) == (413 if jira.cloud else 404, "The field file exceeds its maximum permitted size of 10 bytes.")
    assert len(jira.sandbox.issue(key)["attachments"]) == 1
    assert jira.call("GET", "/attachment/meta").json == {"enabled": True, "uploadLimit": 10}


@pytest.mark.parametrize("count, status", [(60, 200), (61, 413)])
def test_files_in_one_request_on_cloud(cloud, count, status):
    assert cloud.attach(cloud.issue(), *[(f"f{n}", b"x") for n in range(count)]).status == status


def test_attachment_refusals(jira):
    key = jira.issue()
    path = f"/rest/api/2/issue/{key}/attachments"
    assert jira.attach("SUP-99", ("a", b"x")).status == 404
    assert jira.raw("POST", path, form([("a", b"x")], part="attachment"), FORM).status == 400
    assert jira.raw("POST", path, form([("a", b"x")])[:-8], FORM).status == 400
    assert jira.raw("POST", path, b"{}", {**NO_CHECK, "Content-Type": "application/json"}).status == 415
    jira.sandbox.settings(attachments_enabled=False)
    assert jira.attach(key, ("a", b"x")).status == 403
    assert jira.sandbox.issue(key)["attachments"] == []


def test_attachment_read_and_delete(jira):
    key = jira.issue()
    jira.attach(key, ("a.txt", b"x"))
    assert jira.call("GET", "/attachment/10000").json["filename"] == "a.txt"
    assert jira.call("DELETE", "/attachment/10000").status == 204
    assert jira.call("GET", f"/issue/{key}", query={"fields": "attachment"}).json["fields"] == {"attachment": []}


# Workflow, links, people

def test_transitions_depend_on_the_status(jira):
    key = jira.issue()
    listed = jira.call("GET", f"/issue/{key}/transitions").json["transitions"]
    assert [(t["id"], t["to"]["name"]) for t in listed] == [("11", "In Progress"), ("21", "Done")]
    body = {"transition": {"id": "21"}, "update": {"comment": [{"add": {"body": "done"}}]}}
    assert jira.call("POST", f"/issue/{key}/transitions", body).status == 204
    issue = jira.call("GET", f"/issue/{key}").json["fields"]
    assert (issue["status"]["name"], issue["resolution"]["name"], issue["comment"]["total"]) == ("Done", "Done", 1)
    wrong = jira.call("POST", f"/issue/{key}/transitions", body)
    assert (wrong.status, wrong.body == b"") == ((400, False) if jira.cloud else (500, True))


def test_assignee_and_watchers(jira):
    key = jira.issue()
    assert jira.call("PUT", f"/issue/{key}/assignee", {"accountId": ALICE} if jira.cloud else {"name": "alice"}).status == 204
    assert jira.call("POST", f"/issue/{key}/watchers", who(jira)).status == 204
    assert jira.call("GET", f"/issue/{key}/watchers").json["watchCount"] == 1
    jira.sandbox.settings(denied=["MANAGE_WATCHERS"])
    assert jira.call("POST", f"/issue/{key}/watchers", who(jira)).status == (403 if jira.cloud else 401)
    assert jira.sandbox.issue(key)["fields"]["assignee"] == "alice"


def test_remote_link_is_one_for_each_global_id(jira):
    key = jira.issue()
    body = {"globalId": "system=mail&id=1", "object": {"url": "https://example.com/1", "title": "mail"}}
    statuses = [jira.call("POST", f"/issue/{key}/remotelink", body).status for _ in range(2)]
    assert statuses == ([201, 200] if jira.cloud else [200, 200])
    assert len(jira.call("GET", f"/issue/{key}/remotelink").json) == 1
    del body["object"]["title"]
    assert jira.call("POST", f"/issue/{key}/remotelink", body).json["errors"] == {"title": "'title' is required."}


def test_issue_link_shows_on_both_sides(jira):
    one, two = jira.issue(), jira.issue()
    body = {"type": {"name": "Relates"}, "inwardIssue": {"key": one}, "outwardIssue": {"key": two}}
    assert jira.call("POST", "/issueLink", body).status == 201
    assert jira.call("GET", f"/issue/{one}").json["fields"]["issuelinks"][0]["outwardIssue"]["key"] == two
    assert jira.call("GET", f"/issue/{two}").json["fields"]["issuelinks"][0]["inwardIssue"]["key"] == one


def test_user_search_on_data_center(dc):
    def names(text):
        return [user["name"] for user in dc.call("GET", "/user/search", query={"username": text}).json]
    assert names("ALICE@example.com") == ["alice"]
    assert names("example.com") == ["jicket", "alice", "bob"]
    assert dc.call("GET", "/user/search").status == 400


def test_user_search_on_cloud(cloud):
    def found(**query):
        return cloud.call("GET", "/user/search", query=query)
    assert [user["displayName"] for user in found(query="ali").json] == ["Alice Ashton"]
    hidden = found(query="bob@example.com").json
    assert [user["displayName"] for user in hidden] == ["Bob Brown"] and "emailAddress" not in hidden[0]
    assert found(query="bob@exam").json == []
    assert found(username="alice").message == "The query parameter 'username' is not supported in GDPR strict mode."
    cloud.sandbox.settings(denied=["USER_PICKER"])
    assert found(query="ali").json == []


# Pictures in texts

def shown(jira, key):
    """Whether the description and the first comment show a picture, as a browser would see it."""
    fields = jira.call("GET", f"/issue/{key}", query={"expand": "renderedFields"}).json
    comment = jira.call("GET", f"/issue/{key}/comment", query={"expand": "renderedBody"}).json["comments"][0]
    return ["<img" in text for text in (fields["renderedFields"]["description"], comment["renderedBody"])]


def test_a_picture_is_looked_up_when_the_text_is_shown_or_when_it_is_written(jira):
    """Data Center finds a file that came later; on Cloud its name has become text by then."""
    key = jira.issue(description="See !a.png!")
    jira.comment(key, "See !a.png|width=10!")
    assert shown(jira, key) == [False, False]
    jira.attach(key, ("a.png", b"x"))
    assert shown(jira, key) == [not jira.cloud] * 2
    assert jira.call("PUT", f"/issue/{key}", {"fields": {"description": "See !a.png!"}}).status == 204
    assert jira.call("PUT", f"/issue/{key}/comment/10000", {"body": "See !a.png!"}).status == 200
    assert shown(jira, key) == [True, True]


def test_a_picture_that_is_there_when_the_text_is_written(jira):
    key = jira.issue()
    jira.attach(key, ("a.png", b"x"))
    jira.comment(key, "See !a.png! and !b.png!")
    assert shown(jira, key) == [False, True]
    text = jira.call("GET", f"/issue/{key}/comment", query={"expand": "renderedBody"}).json["comments"][0]["renderedBody"]
    assert text.count("<img") == 1 and '<span class="missing">b.png</span>' in text


def test_a_picture_that_is_deleted_is_not_shown(jira):
    key = jira.issue()
    jira.attach(key, ("a.png", b"x"))
    jira.comment(key, "See !a.png!")
    jira.call("DELETE", "/attachment/10000")
    assert shown(jira, key) == [False, False]


# History

def test_an_edit_is_in_the_history(jira):
    key = jira.issue(description="first")
    path = f"/issue/{key}"
    assert jira.call("GET", path, query={"expand": "changelog"}).json["changelog"]["total"] == 0
    for text in ("second", "second", "third"):
        body = {"fields": {"description": text}, "properties": [{"key": "p", "value": text}]}
        assert jira.call("PUT", path, body).status == 204
    histories = jira.call("GET", path, query={"expand": "changelog"}).json["changelog"]["histories"]
    found = [[(item["field"], item["fromString"], item["toString"]) for item in one["items"]] for one in histories]
    expected = [[("description", "first", "second")], [("description", "second", "third")]]
    assert found == (expected[::-1] if jira.cloud else expected)
    assert jira.call("GET", f"{path}/properties/p").json["value"] == "third"
    assert "changelog" not in jira.call("GET", path).json
