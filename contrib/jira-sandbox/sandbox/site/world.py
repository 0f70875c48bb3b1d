"""The fixed furniture of the sandbox: projects, people, issue types, priorities, statuses, transitions, fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

PROJECTS = {"SUP": {"id": "10000", "name": "Support"}, "OPS": {"id": "10001", "name": "Operations"}}

ISSUE_TYPES = {"10001": "Task", "10002": "Bug", "10003": "Incident", "10004": "Sub-task"}
SUBTASK = "10004"

PRIORITIES = {"1": "Highest", "2": "High", "3": "Medium", "4": "Low", "5": "Lowest"}
DEFAULT_PRIORITY = "3"

# id: (name, category id, category key, category name, category colour)
STATUSES = {
    "1": ("Open", 2, "new", "To Do", "blue-gray"),
    "3": ("In Progress", 4, "indeterminate", "In Progress", "yellow"),
    "10002": ("Done", 3, "done", "Done", "green"),
}
OPEN = "1"

# Which transitions exist depends on the present status, as in Jira: (from, id, name, to).
TRANSITIONS = [
    ("1", "11", "Start Progress", "3"),
    ("1", "21", "Done", "10002"),
    ("3", "31", "Done", "10002"),
    ("3", "41", "Stop Progress", "1"),
    ("10002", "51", "Reopen", "1"),
]

RESOLUTIONS = {"10000": "Done", "10001": "Won't Do", "10002": "Duplicate"}

LINK_TYPES = {
    "10000": ("Blocks", "is blocked by", "blocks"),
    "10001": ("Duplicate", "is duplicated by", "duplicates"),
    "10002": ("Relates", "relates to", "relates to"),
}

PERMISSIONS = {
    "BROWSE_PROJECTS": "Browse Projects", "CREATE_ISSUES": "Create Issues", "EDIT_ISSUES": "Edit Issues",
    "ADD_COMMENTS": "Add Comments", "EDIT_OWN_COMMENTS": "Edit Own Comments",
    "EDIT_ALL_COMMENTS": "Edit All Comments", "CREATE_ATTACHMENTS": "Create Attachments",
    "DELETE_ALL_ATTACHMENTS": "Delete All Attachments", "DELETE_ISSUES": "Delete Issues",
    "LINK_ISSUES": "Link Issues", "TRANSITION_ISSUES": "Transition Issues", "ASSIGN_ISSUES": "Assign Issues",
    "MODIFY_REPORTER": "Modify Reporter", "MANAGE_WATCHERS": "Manage Watchers",
    "ADMINISTER_PROJECTS": "Administer Projects", "USER_PICKER": "Browse Users", "ADMINISTER": "Administer Jira",
}
GLOBAL_PERMISSIONS = ("USER_PICKER", "ADMINISTER")
# The service user is no administrator, so what needs one fails here as it will at the customer's.
NEVER_GRANTED = ("ADMINISTER", "ADMINISTER_PROJECTS")


@dataclass(frozen=True)
class User:
    name: str
    display: str
    email: str
    account: str
    key: str
    hides_email: bool = False


USERS = {user.name: user for user in (
    User("jicket", "Mail Gateway", "jicket@example.com", "557058:00000000-0000-4000-8000-000000000001", "JIRAUSER10000"),
    User("alice", "Alice Ashton", "alice@example.com", "557058:00000000-0000-4000-8000-000000000002", "JIRAUSER10001"),
    User("bob", "Bob Brown", "bob@example.com", "557058:00000000-0000-4000-8000-000000000003", "JIRAUSER10002", True),
)}

# Fields as (id, name, schema type, may be set on create and edit).
FIELDS = {
    "summary": ("Summary", "string", True),
    "description": ("Description", "string", True),
    "environment": ("Environment", "string", True),
    "project": ("Project", "project", True),
    "issuetype": ("Issue Type", "issuetype", True),
    "parent": ("Parent", "issuelink", True),
    "labels": ("Labels", "array", True),
    "priority": ("Priority", "priority", True),
    "assignee": ("Assignee", "user", True),
    "reporter": ("Reporter", "user", True),
    "duedate": ("Due Date", "date", True),
    "customfield_10100": ("Customer", "string", True),
    "customfield_10101": ("Customer e-mail", "string", True),
    "status": ("Status", "status", False),
    "resolution": ("Resolution", "resolution", False),
    "created": ("Created", "datetime", False),
    "updated": ("Updated", "datetime", False),
    "creator": ("Creator", "user", False),
    "attachment": ("Attachment", "array", False),
    "comment": ("Comment", "comments-page", False),
    "issuelinks": ("Linked Issues", "array", False),
    "subtasks": ("Sub-Tasks", "array", False),
    "watches": ("Watchers", "watches", False),
}
TEXT_AREAS = ("description", "environment")
# What search gives by default is less than what GET issue gives.
NOT_NAVIGABLE = ("comment", "attachment")


def user_by_account(account: str) -> Optional[User]:
    return next((user for user in USERS.values() if user.account == account), None)


def project_key(ref: str) -> Optional[str]:
    """The key of a project that is named by key, id or name."""
    for key, project in PROJECTS.items():
        if ref.upper() == key or ref == project["id"] or ref.lower() == project["name"].lower():
            return key
    return None
