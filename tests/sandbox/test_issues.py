"""Issues: what is accepted, what is refused and in which words."""

import pytest

PARAGRAPH = {"type": "paragraph", "content": [{"type": "text", "text": "hello"}]}


def document(*blocks):
    return {"version": 1, "type": "doc", "content": list(blocks) or [PARAGRAPH]}


def test_create_answers_id_key_and_self(jira):
    answer = jira.create(properties=[{"key": "jicket", "value": {"digest": "abc"}}], description="*x*", labels=["JI-1"])
    assert answer.status == 201
    assert (answer.json["id"], answer.json["key"]) == ("10000", "SUP-1")
    assert answer.json["self"].endswith("/rest/api/2/issue/10000")
    stored = jira.sandbox.issue("SUP-1")
    assert stored["properties"] == {"jicket": {"digest": "abc"}}
    assert (stored["fields"]["description"], stored["fields"]["labels"]) == ("*x*", ["JI-1"])


def test_read_selects_fields_and_properties(jira):
    jira.create(properties=[{"key": "jicket", "value": 1}, {"key": "other", "value": 2}])
    answer = jira.call("GET", "/issue/10000", query={"fields": "summary,labels", "properties": "jicket"}).json
    assert answer["fields"] == {"summary": "a summary", "labels": []}
    assert answer["properties"] == {"jicket": 1}


def test_read_gives_all_fields_by_default_and_without_those_left_out(jira):
    key = jira.issue()
    assert {"comment", "attachment", "description"} <= set(jira.call("GET", f"/issue/{key}").json["fields"])
    assert "comment" not in jira.call("GET", f"/issue/{key}", query={"fields": "-comment"}).json["fields"]


def test_read_expands_names_and_rendered_fields(jira):
    key = jira.issue(description="*bold*")
    answer = jira.call("GET", f"/issue/{key}", query={"expand": "names,renderedFields"}).json
    assert answer["names"]["summary"] == "Summary"
    assert answer["renderedFields"]["description"] == "<p><strong>bold</strong></p>"


def test_key_in_any_case_and_moved_issue_answers_with_its_present_key(jira):
    key = jira.issue()
    assert jira.call("GET", f"/issue/{key.lower()}").json["key"] == key
    assert jira.sandbox.move(key, "OPS")["key"] == "OPS-1"
    answer = jira.call("GET", f"/issue/{key}")
    assert (answer.status, answer.json["key"], answer.json["id"]) == (200, "OPS-1", "10000")


def test_missing_issue(jira):
    answer = jira.call("GET", "/issue/SUP-99")
    assert answer.status == 404
    assert answer.json == {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}}


@pytest.mark.parametrize("summary, status", [("x" * 254, 201), ("x" * 256, 400), ("\U0001f600" * 127, 201), ("\U0001f600" * 128, 400)],
                         ids=["254", "256", "254 in pairs", "256 in pairs"])
def test_summary_length_in_utf16_units(jira, summary, status):
    answer = jira.create(summary=summary)
    assert answer.status == status
    if status == 400:
        assert answer.json["errors"]["summary"] == (
            "Summary can't exceed 255 characters." if jira.cloud else "Summary must be less than 255 characters.")


def test_summary_of_255_is_where_the_products_differ(jira):
    assert jira.create(summary="x" * 255).status == (201 if jira.cloud else 400)


@pytest.mark.parametrize("summary, text", [
    ("a\nb", "The summary is invalid because it contains newline characters."),
    ("", "You must specify a summary of the issue."), ("  ", "You must specify a summary of the issue.")])
def test_bad_summary(jira, summary, text):
    assert jira.create(summary=summary).json == {"errorMessages": [], "errors": {"summary": text}}


def test_missing_summary(jira):
    fields = jira.fields()
    del fields["summary"]
    assert jira.call("POST", "/issue", {"fields": fields}).message == "You must specify a summary of the issue."


@pytest.mark.parametrize("count, status", [(32767, 201), (32768, 400)])
def test_text_limit(jira, count, status):
    answer = jira.create(description="x" * count)
    assert answer.status == status
    if status == 400:
        number = "32,767" if jira.cloud else "32767"
        assert answer.json["errors"] == {
            "description": f"The entered text is too long. It exceeds the allowed limit of {number} characters."}
    assert jira.sandbox.state()["issues"] == [] or status == 201


def test_text_limit_is_a_setting_and_zero_is_none(dc):
    dc.sandbox.settings(text_limit=10)
    assert dc.create(description="x" * 11).status == 400
    dc.sandbox.settings(text_limit=0)
    assert dc.create(description="x" * 100000).status == 201


@pytest.mark.parametrize("label, text", [
    ("Test Application", "The label 'Test Application' contains spaces which is invalid."),
    ("x" * 256, f"The label '{'x' * 256}' exceeds the maximum length for a single label of 255 characters")],
                         ids=["blank", "long"])
def test_bad_labels(jira, label, text):
    assert jira.create(labels=[label]).json["errors"] == {"labels": text}


@pytest.mark.parametrize("name", ["nonsense", "status", "customfield_99999"])
def test_field_that_is_not_on_the_screen(jira, name):
    text = f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
    assert jira.create(**{name: "x"}).json["errors"] == {name: text}


def test_hidden_required_and_reporter(jira):
    jira.sandbox.settings(hidden_fields=["labels"], denied=["MODIFY_REPORTER"], required_fields=["customfield_10100"])
    who = {"accountId": "557058:00000000-0000-4000-8000-000000000002"} if jira.cloud else {"name": "alice"}
    answer = jira.create(labels=["x"], reporter=who)
    assert set(answer.json["errors"]) == {"labels", "reporter"}
    assert jira.create().json["errors"] == {"customfield_10100": "Customer is required."}
    assert jira.create(customfield_10100="ACME").status == 201


def test_reporter_is_set(jira):
    who = {"accountId": "557058:00000000-0000-4000-8000-000000000002"} if jira.cloud else {"name": "alice"}
    key = jira.issue(reporter=who)
    assert jira.call("GET", f"/issue/{key}").json["fields"]["reporter"]["displayName"] == "Alice Ashton"


def test_project_that_does_not_exist(jira):
    answer = jira.create(project={"key": "NOPE"})
    assert (answer.status, answer.json["errors"]) == (400, {"project": "valid project is required"})


def test_unknown_key_of_the_body(jira):
    answer = jira.call("POST", "/issue", {"fields": jira.fields(), "nonsense": 1})
    assert answer.status == 400
    assert ("Invalid request payload" if jira.cloud else 'Unrecognized field "nonsense"') in answer.message


@pytest.mark.parametrize("body", [b"{", b'{"fields": "\xff"}', b"", b"[" * 100000, b'{"fields": NaN}'],
                         ids=["open", "not UTF-8", "empty", "deep", "NaN"])
def test_body_that_is_no_json(jira, body):
    assert jira.raw("POST", "/rest/api/2/issue", body, {"Content-Type": "application/json"}).status == 400


def test_content_type_must_be_json(jira):
    assert jira.raw("POST", "/rest/api/2/issue", b"{}", {"Content-Type": "text/plain"}).status == 415


def test_update_on_create_and_edit(jira):
    body = {"fields": jira.fields(labels=["a"]), "update": {"labels": [{"add": "b"}], "comment": [{"add": {"body": "note"}}]}}
    assert jira.call("POST", "/issue", body).status == 201
    edit = {"fields": {"summary": "new"}, "update": {"labels": [{"remove": "a"}, {"add": "c"}]}, "properties": [{"key": "p", "value": 1}]}
    assert jira.call("PUT", "/issue/SUP-1", edit).status == 204
    issue = jira.sandbox.issue("SUP-1")
    assert (issue["fields"]["summary"], issue["fields"]["labels"], issue["properties"]) == ("new", ["b", "c"], {"p": 1})
    assert [comment["body"] for comment in issue["comments"]] == ["note"]


def test_a_refused_edit_changes_nothing(jira):
    key = jira.issue()
    before = jira.sandbox.state()
    body = {"fields": {"summary": "new"}, "update": {"labels": [{"add": "a b"}]}}
    assert jira.call("PUT", f"/issue/{key}", body).status == 400
    assert jira.sandbox.state() == before


def test_quiet_edit_needs_an_administrator_on_data_center_only(jira):
    key = jira.issue()
    answer = jira.call("PUT", f"/issue/{key}", {"fields": {"summary": "x"}}, query={"notifyUsers": "false"})
    assert answer.status == (204 if jira.cloud else 403)


def test_delete(jira):
    key = jira.issue()
    jira.attach(key, ("a.txt", b"x"))
    assert jira.call("DELETE", f"/issue/{key}").status == 204
    assert jira.call("GET", f"/issue/{key}").status == 404
    assert jira.issue() == "SUP-2"


def test_version_3_takes_documents_and_shows_them_as_text_in_version_2(cloud):
    three = cloud.as_version("3")
    assert three.create(description=document()).status == 201
    assert cloud.call("GET", "/issue/SUP-1").json["fields"]["description"] == "hello"
    assert three.call("GET", "/issue/SUP-1").json["fields"]["description"] == document()
    assert "Atlassian Document" in three.create(description="text").message
    assert cloud.create(description=document()).status == 400
    three.close()


@pytest.mark.parametrize("block", [
    {"type": "paragraph", "content": [{"type": "text", "text": ""}]},
    {"type": "codeBlock", "content": [{"type": "text", "text": "x", "marks": [{"type": "strong"}]}]},
    {"type": "nonsense"}])
def test_bad_document(cloud, block):
    three = cloud.as_version("3")
    assert "We can't create this issue" in three.create(description=document(block)).message
    assert three.comment(cloud.issue(), document(block)).message == "INVALID_INPUT"
    three.close()


def test_document_length_is_that_of_its_text(cloud):
    three = cloud.as_version("3")

    def text(count):
        return document({"type": "paragraph", "content": [{"type": "text", "text": "x" * count}]})
    assert three.create(description=text(32767)).status == 201
    assert three.create(description=text(32768)).json["errors"] == {"description": "CONTENT_LIMIT_EXCEEDED"}
    three.close()


def test_data_center_has_no_version_3(dc):
    assert dc.as_version("3").call("GET", "/myself").status == 404


def test_unknown_path_and_method(jira):
    assert jira.call("GET", "/nonsense").status == 404
    assert jira.call("DELETE", "/myself").status == 405
    assert jira.raw("GET", "/nonsense").status == 404
