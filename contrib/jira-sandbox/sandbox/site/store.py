"""The state: issues with everything that hangs on them, in memory or in a folder that survives a restart."""

from __future__ import annotations

import copy
import json
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any, Optional

from sandbox.site import world
from sandbox.site.clock import Clock, iso

Issue = dict[str, Any]

# What the search index knows of an issue. It lags behind; a read by id does not.
INDEXED = ("summary", "description", "labels", "issuetype", "priority", "status", "reporter", "assignee", "resolution")


class Store:
    def __init__(self, clock: Clock, folder: Optional[str]) -> None:
        self.clock = clock
        self.search_lag = 0.0
        self.temporary = None if folder else tempfile.mkdtemp(prefix="jira-sandbox-")
        self.folder = Path(folder or self.temporary)
        self.files = self.folder / "attachments"
        self.persistent = folder is not None
        self.clear()
        if self.persistent:
            self._load()
        self.files.mkdir(parents=True, exist_ok=True)

    def clear(self) -> None:
        self.issues: dict[str, Issue] = {}
        self.moved: dict[str, str] = {}
        self.next_id: dict[str, int] = {}
        self.numbers: dict[str, int] = {}

    def reset(self) -> None:
        self.clear()
        shutil.rmtree(self.files, ignore_errors=True)
        self.files.mkdir(parents=True)
        self.save()

    def close(self) -> None:
        if self.temporary:
            shutil.rmtree(self.temporary, ignore_errors=True)

    # Persistence

    @property
    def _file(self) -> Path:
        return self.folder / "state.json"

    def _load(self) -> None:
        if not self._file.exists():
            return
        state = json.loads(self._file.read_text("ascii"))
        self.issues, self.moved = state["issues"], state["moved"]
        self.next_id, self.numbers = state["next_id"], state["numbers"]
        self.clock.offset = state["clock_offset"]

    def save(self) -> None:
        """Replaces the state file in one step: a sandbox that is killed leaves the old or the new state."""
        if not self.persistent:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {"issues": self.issues, "moved": self.moved, "next_id": self.next_id, "numbers": self.numbers,
                 "clock_offset": self.clock.offset}
        partial = self._file.with_suffix(".new")
        partial.write_text(json.dumps(state), "ascii")
        os.replace(partial, self._file)

    # Ids

    def take_id(self, kind: str) -> str:
        number = self.next_id.get(kind, 10000)
        self.next_id[kind] = number + 1
        return str(number)

    def take_key(self, project: str) -> str:
        self.numbers[project] = self.numbers.get(project, 0) + 1
        return f"{project}-{self.numbers[project]}"

    def new_file(self) -> Path:
        return self.files / uuid.uuid4().hex

    # Issues

    def add(self, project: str, fields: dict[str, Any], creator: str) -> Issue:
        now = iso(self.clock.now())
        issue = {"id": self.take_id("issue"), "key": self.take_key(project), "project": project, "created": now,
                 "updated": now, "creator": creator, "fields": fields, "properties": {}, "comments": [],
                 "attachments": [], "remotelinks": [], "links": [], "watchers": [], "history": [], "index": []}
        self.issues[issue["id"]] = issue
        self.touch(issue)
        return issue

    def touch(self, issue: Issue) -> None:
        """Notes a change: new time, and a new entry for the search index, which shows it after the lag."""
        now = self.clock.now()
        issue["updated"] = iso(now)
        entry = {name: copy.deepcopy(issue["fields"].get(name)) for name in INDEXED}
        entry.update({name: issue[name] for name in ("id", "key", "project", "created", "updated")})
        entry["comment"] = [copy.deepcopy(comment["body"]) for comment in issue["comments"]]
        # The lag belongs to the write: a lag that is set later must not hide what could be found already.
        issue["index"].append({"visible_at": now + self.search_lag, "entry": entry})
        seen = [i for i, e in enumerate(issue["index"]) if e["visible_at"] <= now]
        del issue["index"][:seen[-1] if seen else 0]

    def indexed(self, issue: Issue, fresh: bool = False) -> Optional[dict[str, Any]]:
        """The issue as search sees it now; `fresh` looks past the lag (Cloud's reconcileIssues)."""
        now = self.clock.now()
        entries = [e["entry"] for e in issue["index"] if fresh or e["visible_at"] <= now]
        return entries[-1] if entries else None

    def lookup(self, ref: str) -> Optional[Issue]:
        """By id, by key in any case, or by the key that it had before it was moved."""
        if ref in self.issues:
            return self.issues[ref]
        key = ref.upper()
        for issue in self.issues.values():
            if issue["key"] == key:
                return issue
        return self.issues.get(self.moved.get(key, ""))

    def move(self, issue: Issue, project: str) -> None:
        self.moved[issue["key"]] = issue["id"]
        issue["key"], issue["project"] = self.take_key(project), project
        self.touch(issue)

    def remove(self, issue: Issue) -> None:
        for attachment in issue["attachments"]:
            self.path(attachment).unlink(missing_ok=True)
        self.moved = {key: target for key, target in self.moved.items() if target != issue["id"]}
        del self.issues[issue["id"]]

    # Things that have an id of their own

    def path(self, attachment: dict[str, Any]) -> Path:
        return self.files / attachment["file"]

    def find_part(self, kind: str, ident: str) -> tuple[Optional[Issue], Optional[dict[str, Any]]]:
        """A comment or an attachment by its id, with its issue."""
        for issue in self.issues.values():
            for part in issue[kind]:
                if part["id"] == ident:
                    return issue, part
        return None, None

    def user(self, name: Optional[str]) -> Optional[world.User]:
        return world.USERS.get(name or "")
