"""One Jira: which flavour it is and where, its settings, its clock and its tickets. What endpoints know of the world."""

from __future__ import annotations

from typing import Any, Optional

from sandbox.site import settings as switches
from sandbox.site.clock import Clock
from sandbox.site.store import Store


class Site:
    """`initial` are the settings of the command line, to which reset() goes back."""

    def __init__(self, flavour: str, context: str, folder: Optional[str], initial: dict[str, Any]) -> None:
        self.flavour, self.context, self.initial = flavour, context, initial
        # Known when the server has its port.
        self.url = ""
        self.clock = Clock()
        self.store = Store(self.clock, folder)
        self.settle()

    @property
    def cloud(self) -> bool:
        return self.flavour == "cloud"

    def settle(self) -> None:
        self.settings = switches.defaults(self.cloud)
        self.change(self.initial)

    def change(self, settings: dict[str, Any]) -> None:
        switches.merge(self.settings, settings)
        self.store.search_lag = self.settings["search_lag"]

    def reset(self) -> None:
        """Back to the state of the start: no issues, the settings of the command line."""
        self.clock.offset = 0.0
        self.store.reset()
        self.settle()

    def local(self, path: str) -> Optional[str]:
        """The path below the context, or None."""
        if path == self.context or not path.startswith(self.context + "/"):
            return "/" if path == self.context else None
        return path[len(self.context):]
