"""The switches that a test or a person may turn while the sandbox runs."""

from __future__ import annotations

from typing import Any

AUTH_MODES = ("normal", "expired", "basic-disabled", "captcha", "sso-html", "sso-redirect", "html401")


def defaults(cloud: bool) -> dict[str, Any]:
    return {
        "auth": "normal",
        "search_lag": 0,
        "upload_limit": 1 << 30 if cloud else 10485760,
        "text_limit": 32767,
        "required_fields": [],        # field ids that must be given on create, besides Jira's own
        "hidden_fields": [],          # field ids that are not on the create screen
        "denied": [],                 # permission keys that the service user lacks
        "attachments_enabled": True,
        "comment_limit": 5000,        # per issue, Cloud only
        "attachment_limit": 2000,     # per issue, Cloud only
        "maintenance": False,
        "status": "RUNNING",          # what GET /status says
        "rate_limit": 0,              # requests in a minute of the sandbox clock; 0 is no limit
        "version": "1001.0.0" if cloud else "10.3.24",
    }


def merge(settings: dict[str, Any], change: dict[str, Any]) -> None:
    """Takes over the change, or nothing of it: a misspelt switch in a test must not pass unseen."""
    for name, value in change.items():
        if name not in settings:
            raise ValueError(f"unknown setting '{name}'; known are: {', '.join(sorted(settings))}")
        old = settings[name]
        numeric = isinstance(old, (int, float)) and not isinstance(old, bool)
        if isinstance(value, bool) != isinstance(old, bool) or not isinstance(value, (int, float) if numeric else type(old)):
            raise ValueError(f"setting '{name}' must be of the kind of {old!r}")
    if change.get("auth", "normal") not in AUTH_MODES:
        raise ValueError(f"unknown auth mode; known are: {', '.join(AUTH_MODES)}")
    settings.update(change)
