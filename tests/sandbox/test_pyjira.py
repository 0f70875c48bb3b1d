"""An independent client, Debian's python3-jira, works against the sandbox as it is."""

import io
import warnings

import pytest

try:
    with warnings.catch_warnings():
        # The client imports a module that Python is about to drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        from jira import JIRA, JIRAError
except ImportError:
    JIRA = None

# It also asks for application links, which the sandbox has not and nobody here needs.
pytestmark = pytest.mark.filterwarnings("ignore:Unable to gather applicationlinks")


@pytest.fixture
def client(jira):
    if JIRA is None:
        pytest.fail("the package python3-jira is missing: apt-get install python3-jira")
    auth = jira.sandbox.auth
    made = JIRA(auth["JICKET_JIRA_URL"], basic_auth=(auth["JICKET_JIRA_USER"], auth["JICKET_JIRA_PASS"]), max_retries=0)
    yield made
    made.close()


def test_a_ticket_from_birth_to_end(client, jira):
    issue = client.create_issue(project="SUP", summary="[#JI-1] hello", description="*x*", issuetype={"name": "Task"}, labels=["JI-1"])
    assert (issue.key, issue.fields.summary, issue.fields.labels) == ("SUP-1", "[#JI-1] hello", ["JI-1"])
    client.add_comment(issue, "a comment")
    attachment = client.add_attachment(issue, io.BytesIO(b"hello"), filename="a.txt")
    assert attachment.get() == b"hello"
    issue.update(fields={"summary": "new"})
    assert [entry["name"] for entry in client.transitions(issue)] == ["Start Progress", "Done"]
    client.transition_issue(issue, "Done", comment="closed")
    again = client.issue("SUP-1")
    assert (again.fields.summary, again.fields.status.name) == ("new", "Done")
    assert [comment.body for comment in client.comments(issue)] == ["a comment", "closed"]
    assert [part.filename for part in again.fields.attachment] == ["a.txt"]
    again.delete()
    with pytest.raises(JIRAError) as caught:
        client.issue("SUP-1")
    assert (caught.value.status_code, caught.value.text) == (404, "Issue does not exist or you do not have permission to see it.")


def test_around_tickets(client, jira):
    one, two = (client.create_issue(project="SUP", summary=s, issuetype={"id": "10001"}) for s in ("one", "two"))
    client.create_issue_link("Relates", one, two)
    client.add_remote_link(one, {"url": "https://example.com", "title": "t"}, globalId="g")
    assert client.myself()["displayName"] == "Mail Gateway"
    assert [project.key for project in client.projects()] == ["SUP", "OPS"]
    assert client.server_info()["deploymentType"] == ("Cloud" if jira.cloud else "Server")
    assert client.attachment_meta()["enabled"] is True
    assert len(client.issue_link_types()) == 3
    assert [link.outwardIssue.key for link in client.issue(one.key).fields.issuelinks] == [two.key]


def test_search(client, jira):
    client.create_issue(project="SUP", summary="one", issuetype={"id": "10001"}, labels=["x"])
    if jira.cloud:
        # This client knows only the search that Cloud has removed.
        with pytest.raises(JIRAError) as caught:
            client.search_issues('project = SUP AND labels = "x"')
        assert caught.value.status_code == 410
    else:
        assert [issue.key for issue in client.search_issues('project = SUP AND labels = "x"')] == ["SUP-1"]


def test_errors_come_through(client, jira):
    with pytest.raises(JIRAError) as caught:
        client.create_issue(project="SUP", summary="x" * 300, issuetype={"id": "10001"})
    assert "255 characters." in caught.value.response.json()["errors"]["summary"]
