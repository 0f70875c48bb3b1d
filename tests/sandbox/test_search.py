"""Search: JQL, both products' pages, and the index that lags behind."""

import pytest


@pytest.fixture
def three(jira):
    """SUP-1, SUP-2 and OPS-1."""
    jira.issue(summary="[#JI-ABC] Printer on fire", labels=["JI-ABC", "hot"])
    jira.issue(summary="Printer is cold", labels=["cold"])
    jira.issue(summary="server_room: CVE-2026-1 is open", project={"key": "OPS"}, issuetype={"name": "Bug"})
    jira.sandbox.control("POST", "clock", {"advance": 3600})
    return jira


@pytest.mark.parametrize("jql, keys", [
    ("project = SUP", ["SUP-2", "SUP-1"]),
    ("project = support", ["SUP-2", "SUP-1"]),
    ("project in (SUP, OPS) order by key", ["OPS-1", "SUP-1", "SUP-2"]),
    ("project != SUP", ["OPS-1"]),
    ('project = "SUP" AND labels = "JI-ABC"', ["SUP-1"]),
    ('project = "SUP" AND labels = "JI-AB"', []),
    ('labels in ("hot", cold)', ["SUP-2", "SUP-1"]),
    ("labels not in (hot)", ["SUP-2"]),
    ("labels is EMPTY", ["OPS-1"]),
    ("labels is not empty and not labels = cold", ["SUP-1"]),
    ("key = sup-1", ["SUP-1"]),
    ("id in (10000, 10002)", ["OPS-1", "SUP-1"]),
    ("issue in (SUP-1)", ["SUP-1"]),
    ("issuetype = Bug or (project = SUP and key > SUP-1)", ["OPS-1", "SUP-2"]),
    ("status = Open and statusCategory != Done", ["OPS-1", "SUP-2", "SUP-1"]),
    ("statusCategory = Done", []),
    ("created >= -10m", []),
    ("created >= -2h", ["OPS-1", "SUP-2", "SUP-1"]),
    ('created < "2020-01-01"', []),
    ("reporter = currentUser()", ["OPS-1", "SUP-2", "SUP-1"]),
    ("assignee is EMPTY && project = OPS", ["OPS-1"]),
    ("project = SUP ORDER BY status DESC, key ASC", ["SUP-1", "SUP-2"]),
    ('summary ~ "printer"', ["SUP-2", "SUP-1"]),
    ('summary ~ "printer fire"', ["SUP-1"]),
    ('summary ~ "print*"', ["SUP-2", "SUP-1"]),
    (r'summary ~ "\"printer on\""', ["SUP-1"]),
    (r'summary ~ "\"on printer\""', []),
    (r'summary ~ "\\[\\#JI-ABC\\]"', ["SUP-1"]),
    (r'summary ~ "JI ABC"', ["SUP-1"]),
    ('summary ~ "server"', ["OPS-1"]),
    ('text ~ "cold"', ["SUP-2"]),
    ('summary !~ "printer"', ["OPS-1"]),
])
def test_query(three, jql, keys):
    assert three.found(jql) == keys


@pytest.mark.parametrize("jql, text", [
    ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'."),
    ("nonsense = 1", "Field 'nonsense' does not exist or you do not have permission to view it."),
    ("summary = x", "The operator '=' is not supported by the 'summary' field."),
    ("project ~ x", "The operator '~' is not supported by the 'project' field."),
    ("key = SUP-99", "An issue with key 'SUP-99' does not exist for field 'key'."),
    ('summary ~ "[#JI-ABC]"', "Unable to parse the text '[#JI-ABC]' for field 'summary'."),
    ('summary ~ "a:b"', "Unable to parse the text 'a:b' for field 'summary'."),
    ('summary ~ "*x"', "not allowed to start with character '*'"),
    ("project", "Error in the JQL Query: Expecting operator before the end of the query."),
    ("project = SUP project", "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'project'. (line 1, character 15)"),
    ("project like SUP", "Expecting operator but got 'like'. The valid operators are"),
    ('labels = "a', "has not been completed"),
    ('labels = "a\tb"', "illegal"),
    (r'labels = "a\qb"', "illegal JQL escape sequence"),
    ("labels in (a", "Expecting ')' or ','"),
    ("created > yesterday", "Date value 'yesterday' for field 'created' is invalid."),
    ("assignee = f()", "Unable to find JQL function 'f()'."),
    ("project = SUP order by nonsense", "Not able to sort using field 'nonsense'."),
])
def test_query_that_is_refused(jira, jql, text):
    answer = jira.search(jql)
    assert answer.status == 400
    assert text in answer.message


def test_a_label_with_quote_and_backslash(jira):
    jira.issue(labels=['a"b\\c'])
    assert jira.found(r'labels = "a\"b\\c"') == ["SUP-1"]


def test_data_center_pages(dc):
    for _ in range(3):
        dc.issue()
    answer = dc.call("POST", "/search", {"jql": "project = SUP", "startAt": 1, "maxResults": 1, "fields": ["summary"]}).json
    assert (answer["startAt"], answer["maxResults"], answer["total"]) == (1, 1, 3)
    assert [issue["key"] for issue in answer["issues"]] == ["SUP-2"]
    assert set(answer["issues"][0]["fields"]) == {"summary"}
    assert "comment" not in dc.call("GET", "/search", query={"jql": "project = SUP"}).json["issues"][0]["fields"]


def test_data_center_refuses_unknown_keys_and_has_no_search_jql(dc):
    assert 'Unrecognized field "properties"' in dc.call("POST", "/search", {"jql": "", "properties": []}).message
    assert dc.call("GET", "/search/jql").status == 404


def test_cloud_has_no_old_search(cloud):
    for version in ("2", "3", "latest"):
        client = cloud.as_version(version)
        answer = client.call("POST", "/search", {"jql": "project = SUP"})
        client.close()
        assert answer.status == 410
        assert answer.message.startswith("The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")


def test_cloud_pages_with_tokens(cloud):
    for _ in range(3):
        cloud.issue()
    keys, body = [], {"jql": "project = SUP", "maxResults": 2, "fields": ["summary"]}
    while True:
        answer = cloud.call("POST", "/search/jql", body).json
        assert "total" not in answer
        keys += [issue["key"] for issue in answer["issues"]]
        if answer["isLast"]:
            break
        body["nextPageToken"] = answer["nextPageToken"]
    assert keys == ["SUP-3", "SUP-2", "SUP-1"] and "nextPageToken" not in answer
    assert cloud.call("POST", "/search/jql", {**body, "nextPageToken": "nonsense"}).status == 400


def test_cloud_gives_ids_alone_by_default_and_properties_when_asked(cloud):
    cloud.create(properties=[{"key": "p", "value": 1}])
    assert cloud.call("GET", "/search/jql", query={"jql": "project = SUP"}).json["issues"] == [{"id": "10000"}]
    answer = cloud.call("GET", "/search/jql", query={"jql": "project = SUP", "fields": "summary", "properties": "p"}).json
    assert answer["issues"][0]["properties"] == {"p": 1}


@pytest.mark.parametrize("body", [
    {"jql": "order by created"}, {"jql": ""}, {"jql": "project = SUP", "maxResults": 5001},
    {"jql": "project = SUP", "properties": list("abcdef")}, {"jql": "project = SUP", "startAt": 0},
    {"jql": "project = SUP", "reconcileIssues": list(range(51))}])
def test_cloud_limits(cloud, body):
    assert cloud.call("POST", "/search/jql", body).status == 400


def test_index_lags_and_reads_do_not(jira):
    jira.sandbox.settings(search_lag=60)
    key = jira.issue(labels=["one"])
    assert jira.found("labels = one") == []
    assert jira.call("GET", f"/issue/{key}").status == 200
    jira.sandbox.clock(61)
    assert jira.found("labels = one") == [key]
    jira.call("PUT", f"/issue/{key}", {"fields": {"labels": ["two"]}})
    assert (jira.found("labels = one"), jira.found("labels = two")) == ([key], [])
    jira.sandbox.clock(61)
    assert (jira.found("labels = one"), jira.found("labels = two")) == ([], [key])


def test_a_lag_that_is_set_later_hides_nothing(jira):
    jira.issue(labels=["one"])
    jira.sandbox.settings(search_lag=60)
    assert jira.found("labels = one") == ["SUP-1"]


def test_reconcile_looks_past_the_lag(cloud):
    cloud.sandbox.settings(search_lag=60)
    cloud.issue(labels=["one"])
    cloud.issue(labels=["one"])
    assert cloud.found("labels = one", reconcileIssues="10000") == ["SUP-1"]
