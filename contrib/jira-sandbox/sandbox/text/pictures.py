"""Which pictures a text shows. Data Center looks them up whenever the text is shown; Cloud once, when it is written."""

from __future__ import annotations

from typing import Any, Optional

from sandbox.text.inline import IMAGE, SAFE_TARGET


def settle(cloud: bool, issue: dict[str, Any], text: Any) -> Optional[dict[str, bool]]:
    """For each name that the text wants to show: is there such a file now? None: it is looked up later."""
    if not cloud:
        return None
    names = [found.group(1) for found in IMAGE.finditer(text)] if isinstance(text, str) else []
    there = {part["filename"] for part in issue["attachments"]}
    return {name: name in there for name in names if not SAFE_TARGET.match(name)}
