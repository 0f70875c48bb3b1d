"""What names in a text stand for: attachments of the ticket, people, other tickets."""

from __future__ import annotations

from typing import Any, Optional
from urllib.parse import quote

from sandbox.site import world
from sandbox.site.site import Site


class Resolver:
    def __init__(self, site: Site, issue: Optional[dict[str, Any]], pictures: Optional[dict[str, bool]] = None) -> None:
        self.site, self.issue, self.pictures = site, issue, pictures

    def of(self, part: dict[str, Any]) -> "Resolver":
        """The same for one text of the ticket, the issue's own or a comment's: what it shows may be settled."""
        return Resolver(self.site, self.issue, part.get("pictures"))

    def picture(self, name: str) -> Optional[dict[str, Any]]:
        if self.pictures is not None and not self.pictures.get(name):
            return None
        return self.attachment(name)

    def attachment(self, name: str) -> Optional[dict[str, Any]]:
        for part in self.issue["attachments"] if self.issue else []:
            if part["filename"] == name:
                return part
        return None

    def file(self, part: dict[str, Any]) -> str:
        """The address at which the page serves an attachment."""
        return f"{self.site.context}/sandbox/attachment/{part['id']}/{quote(part['filename'], safe='')}"

    def person(self, ref: str) -> Optional[str]:
        user = world.user_by_account(ref[10:]) if ref.startswith("accountid:") else world.USERS.get(ref)
        return user.display if user else None

    def ticket(self, key: str) -> Optional[str]:
        issue = self.site.store.lookup(key) if not key.isdigit() else None
        return f"{self.site.context}/browse/{issue['key']}" if issue else None
