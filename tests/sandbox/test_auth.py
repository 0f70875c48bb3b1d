"""Credentials, and every way in which Jira refuses them."""

import base64
import json

import pytest

REASON = "X-Seraph-LoginReason"


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_good_credentials(jira):
    answer = jira.call("GET", "/myself")
    assert (answer.status, answer.json["displayName"]) == (200, "Mail Gateway")
    assert answer.headers["X-AREQUESTID"]
    if jira.cloud:
        assert answer.headers["Atl-Traceid"] and "name" not in answer.json
    else:
        assert (answer.headers["X-AUSERNAME"], answer.headers[REASON]) == ("jicket", "OK")


@pytest.mark.parametrize("token", ["sandbox-pat", "sandbox-oauth"])
def test_bearer(jira, token):
    answer = jira.call("GET", "/myself", auth=f"Bearer {token}")
    good = token == ("sandbox-oauth" if jira.cloud else "sandbox-pat")
    assert answer.status == (200 if good else 403 if jira.cloud else 401)
    if jira.cloud and not good:
        assert "Failed to parse Connect Session Auth Token" in answer.text


def test_anonymous_is_legal_where_jira_says_so(jira):
    key = jira.issue()
    assert jira.call("GET", "/serverInfo", auth=None).status == 200
    assert jira.call("GET", "/myself", auth=None).status == 401
    assert jira.call("GET", f"/issue/{key}", auth=None).status == 404
    answer = jira.call("GET", "/search/jql" if jira.cloud else "/search", query={"jql": "project = SUP"}, auth=None)
    assert (answer.status, answer.json["issues"]) == (200, [])
    assert jira.call("POST", "/issue", {"fields": jira.fields()}, auth=None).status == 400
    if not jira.cloud:
        assert answer.headers["X-AUSERNAME"] == "anonymous"


def test_wrong_password_on_data_center(dc):
    answer = dc.call("GET", "/myself", auth=basic("jicket", "wrong"))
    assert (answer.status, answer.headers[REASON]) == (401, "AUTHENTICATED_FAILED")
    assert "Basic Authentication Failure" in answer.text and answer.headers["Content-Type"].startswith("text/html")


def test_expired_token_on_cloud_looks_like_no_results(cloud):
    key = cloud.issue()
    cloud.sandbox.settings(auth="expired")
    search = cloud.search("project = SUP")
    assert (search.status, search.json["issues"]) == (200, [])
    issue, create, me = cloud.call("GET", f"/issue/{key}"), cloud.create(), cloud.call("GET", "/myself")
    assert (issue.status, create.status, me.status) == (404, 400, 401)
    assert {answer.headers[REASON] for answer in (search, issue, create, me)} == {"AUTHENTICATED_FAILED"}
    assert len(cloud.sandbox.issues()) == 1


def test_expired_on_data_center(dc):
    dc.sandbox.settings(auth="expired")
    assert dc.call("GET", "/serverInfo").status == 401


def test_basic_disabled(dc):
    dc.sandbox.settings(auth="basic-disabled")
    answer = dc.call("GET", "/myself")
    assert (answer.status, answer.json) == (403, {"message": "Basic Authentication has been disabled on this instance."})
    assert dc.call("GET", "/myself", auth="Bearer sandbox-pat").status == 200


def test_captcha(dc):
    dc.sandbox.settings(auth="captcha")
    answer = dc.call("GET", "/myself")
    assert (answer.status, answer.headers[REASON]) == (403, "AUTHENTICATION_DENIED")
    assert answer.headers["X-Authentication-Denied-Reason"].startswith("CAPTCHA_CHALLENGE; login-url=")


@pytest.mark.parametrize("mode, status", [("sso-html", 200), ("sso-redirect", 302), ("html401", 401)])
def test_html_in_place_of_json(jira, mode, status):
    jira.sandbox.settings(auth=mode)
    answer = jira.create()
    assert answer.status == status and answer.headers["Content-Type"].startswith("text/html")
    assert jira.sandbox.issues() == []
    if mode == "sso-redirect":
        assert answer.headers["Location"].startswith("https://sso.example.net/")


def test_browser_like_user_agent(jira):
    answer = jira.call("POST", "/issue", {"fields": jira.fields()}, User_Agent="Mozilla/5.0")
    assert (answer.status, answer.text) == (403, "XSRF check failed")
    assert jira.call("GET", "/myself", User_Agent="Mozilla/5.0").status == 200


def test_permissions(jira):
    jira.sandbox.settings(denied=["CREATE_ISSUES"])
    query = {"permissions": "CREATE_ISSUES,ADD_COMMENTS"} if jira.cloud else {"projectKey": "SUP"}
    found = jira.call("GET", "/mypermissions", query=query).json["permissions"]
    assert (found["CREATE_ISSUES"]["havePermission"], found["ADD_COMMENTS"]["havePermission"]) == (False, True)
    assert len(found) == 2 or not jira.cloud
    assert jira.create().json["errors"] == {"project": "You do not have permission to create issues in this project."}


def test_cloud_wants_to_know_which_permissions(cloud):
    assert cloud.call("GET", "/mypermissions").status == 400
    assert cloud.call("GET", "/mypermissions", query={"permissions": "NONSENSE"}).status == 400


def test_rate_limit(jira):
    jira.sandbox.settings(rate_limit=2)
    answers = [jira.call("GET", "/myself") for _ in range(3)]
    assert answers[0].headers["X-RateLimit-Limit"] == "2"
    limited = [answer for answer in answers if answer.status == 429]
    # The minute may have turned between two of them.
    assert len(limited) <= 1
    jira.sandbox.settings(rate_limit=1)
    last = [jira.call("GET", "/myself") for _ in range(3)][-1]
    assert last.status == 429 and int(last.headers["Retry-After"]) > 0
    jira.sandbox.clock(int(last.headers["Retry-After"]))
    assert jira.call("GET", "/myself").status == 200


def test_maintenance(jira):
    jira.sandbox.settings(maintenance=True)
    answer = jira.call("GET", "/serverInfo")
    assert answer.status == 503 and answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("state, status", [("RUNNING", 200), ("STARTING", 200), ("MAINTENANCE", 503), ("ERROR", 500)])
def test_status_at_the_context_root(dc, state, status):
    dc.sandbox.settings(status=state)
    answer = dc.raw("GET", "/status", auth=None)
    assert (answer.status, answer.json) == (status, {"state": state})


def test_metadata(jira):
    client = jira.as_version("3" if jira.cloud else "2")
    types = client.call("GET", "/issue/createmeta/SUP/issuetypes").json
    fields = client.call("GET", "/issue/createmeta/SUP/issuetypes/10001").json
    assert [entry["id"] for entry in types["issueTypes" if jira.cloud else "values"]][0] == "10001"
    needed = {entry["fieldId"] for entry in fields["fields" if jira.cloud else "values"] if entry["required"]}
    assert needed == {"summary", "project", "issuetype"}
    assert ("isLast" in types) is not jira.cloud
    wrong = client.call("GET", "/issue/createmeta/NOPE/issuetypes")
    assert (wrong.status, wrong.json.get("issueTypes")) == ((200, []) if jira.cloud else (400, None))
    assert client.call("GET", "/issue/createmeta", query={"projectKeys": "SUP"}).status == 404
    client.close()


def test_lists_of_the_instance(jira):
    assert [project["key"] for project in jira.call("GET", "/project").json] == ["SUP", "OPS"]
    assert jira.call("GET", "/project/sup").json["issueTypes"][3]["subtask"] is True
    assert jira.call("GET", "/project/NOPE").status == 404
    for name, count in (("issuetype", 4), ("priority", 5), ("status", 3)):
        assert len(jira.call("GET", f"/{name}").json) == count
    info = jira.call("GET", "/serverInfo").json
    assert (info["deploymentType"], info["baseUrl"]) == ("Cloud" if jira.cloud else "Server", jira.sandbox.url)


def test_render(dc):
    body = {"rendererType": "atlassian-wiki-renderer", "unrenderedMarkup": "*a* <b>", "issueKey": None}
    answer = dc.raw("POST", "/rest/api/1.0/render", json.dumps(body).encode(), {"Content-Type": "application/json"})
    assert (answer.status, answer.text) == (200, "<p><strong>a</strong> &lt;b&gt;</p>")
