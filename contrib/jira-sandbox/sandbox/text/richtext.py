"""Stored text to HTML, whichever way it came: wiki markup (a string) or an Atlassian document."""

from __future__ import annotations

from typing import Any

from sandbox.text import adf, markup
from sandbox.text.resolver import Resolver


def as_html(value: Any, resolver: Resolver) -> str:
    if isinstance(value, dict):
        return adf.to_html(value)
    return markup.to_html(value or "", resolver)
