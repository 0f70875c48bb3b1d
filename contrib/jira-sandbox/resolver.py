"""What names in a text stand for: attachments of the ticket, people, other tickets."""

from __future__ import annotations

from typing import Any, Optional
from urllib.parse import quote

import world
from store import Store


class Resolver:
    def __init__(self, store: Store, context: str, issue: Optional[dict[str, Any]]) -> None:
        self.store, self.context, self.issue = store, context, issue

    def attachment(self, name: str) -> Optional[dict[str, Any]]:
        for part in self.issue["attachments"] if self.issue else []:
            if part["filename"] == name:
                return part
        return None

    def file(self, part: dict[str, Any]) -> str:
        """The address at which the page serves an attachment."""
        return f"{self.context}/sandbox/attachment/{part['id']}/{quote(part['filename'], safe='')}"

    def person(self, ref: str) -> Optional[str]:
        user = world.user_by_account(ref[10:]) if ref.startswith("accountid:") else world.USERS.get(ref)
        return user.display if user else None

    def ticket(self, key: str) -> Optional[str]:
        issue = self.store.lookup(key) if not key.isdigit() else None
        return f"{self.context}/browse/{issue['key']}" if issue else None
