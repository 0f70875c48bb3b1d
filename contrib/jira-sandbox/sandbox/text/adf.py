"""Atlassian documents, as version 3 takes them: a check, their plain text, and simple HTML for the page."""

from __future__ import annotations

import html
from typing import Any, Optional

INLINE = {"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "mediaInline", "placeholder"}
BLOCK = {"paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "codeBlock", "rule", "panel",
         "table", "tableRow", "tableCell", "tableHeader", "expand", "nestedExpand", "mediaSingle", "mediaGroup",
         "media", "taskList", "taskItem", "decisionList", "decisionItem", "blockCard"}
MARKS = {"strong", "em", "strike", "underline", "code", "link", "subsup", "textColor", "backgroundColor"}
HOLDS_INLINE = {"paragraph", "heading", "codeBlock", "taskItem", "decisionItem"}
MAX_DEPTH = 100

TAGS = {"paragraph": "p", "bulletList": "ul", "orderedList": "ol", "listItem": "li", "blockquote": "blockquote",
        "codeBlock": "pre", "panel": "aside", "tableRow": "tr", "tableCell": "td", "tableHeader": "th",
        "taskList": "ul", "taskItem": "li", "decisionList": "ul", "decisionItem": "li"}
MARK_TAGS = {"strong": "strong", "em": "em", "strike": "del", "underline": "ins", "code": "code"}


def problem(document: dict[str, Any]) -> Optional[str]:
    """What is wrong with a document, or None. Checks the rules that clients break, not the whole schema."""
    if document.get("type") != "doc" or document.get("version") != 1 or not isinstance(document.get("content"), list):
        return "not a version 1 document"
    return children_problem("doc", document["content"], 0)


def children_problem(parent: str, children: Any, depth: int) -> Optional[str]:
    if not isinstance(children, list) or depth > MAX_DEPTH:
        return "content is not a list, or too deep"
    for node in children:
        found = node_problem(parent, node, depth)
        if found:
            return found
    return None


def node_problem(parent: str, node: Any, depth: int) -> Optional[str]:
    kind = str(node.get("type")) if isinstance(node, dict) else ""
    if kind not in (INLINE if parent in HOLDS_INLINE else BLOCK):
        return f"{kind} inside {parent}"
    if parent == "codeBlock" and (kind != "text" or node.get("marks")):
        return "a code block holds plain text only"
    if kind == "text" and (not isinstance(node.get("text"), str) or not node["text"]):
        return "empty text node"
    attrs, marks = node.get("attrs", {}), node.get("marks", [])
    if not isinstance(attrs, dict) or (kind == "heading" and attrs.get("level") not in range(1, 7)):
        return "bad attributes"
    if not isinstance(marks, list) or not all(sound_mark(mark) for mark in marks):
        return "unknown mark"
    return children_problem(kind, node.get("content", []), depth + 1)


def sound_mark(mark: Any) -> bool:
    return isinstance(mark, dict) and str(mark.get("type")) in MARKS and isinstance(mark.get("attrs", {}), dict)


def plain(node: Any) -> str:
    """The characters that count towards the limit."""
    if node.get("type") == "text":
        return node["text"]
    if node.get("type") == "hardBreak":
        return "\n"
    return "".join(plain(child) for child in node.get("content", []))


def from_text(text: str) -> dict[str, Any]:
    """A plain document around a text: what version 3 shows of something that was written in version 2."""
    paragraphs = []
    for block in text.split("\n\n"):
        nodes: list[dict[str, Any]] = []
        for line in block.split("\n"):
            nodes += [{"type": "hardBreak"}] if nodes else []
            nodes += [{"type": "text", "text": line}] if line else []
        paragraphs.append({"type": "paragraph", "content": nodes})
    return {"version": 1, "type": "doc", "content": paragraphs}


def to_text(node: dict[str, Any]) -> str:
    """What version 2 shows of a document: its text, blocks apart."""
    if node.get("type") in HOLDS_INLINE or node.get("type") in INLINE:
        return plain(node)
    return "\n\n".join(filter(None, (to_text(child) for child in node.get("content", []))))


def to_html(node: dict[str, Any]) -> str:
    kind, inner = node.get("type"), "".join(map(to_html, node.get("content", [])))
    if kind == "text":
        return marked(html.escape(node["text"]), node.get("marks", []))
    attrs = node.get("attrs", {})
    if kind == "heading":
        # The page has its own h1 and h2; the text of a ticket begins below them.
        level = min(int(attrs["level"]) + 2, 6)
        return f"<h{level}>{inner}</h{level}>"
    if kind in ("hardBreak", "rule"):
        return "<br>" if kind == "hardBreak" else "<hr>"
    if kind == "table":
        return f"<table><tbody>{inner}</tbody></table>"
    if kind in ("expand", "nestedExpand"):
        return f"<details><summary>{html.escape(str(attrs.get('title', '')))}</summary>{inner}</details>"
    if kind in ("mention", "emoji", "status", "inlineCard", "date"):
        return html.escape(str(attrs.get("text") or attrs.get("shortName") or attrs.get("url") or ""))
    tag = TAGS.get(str(kind))
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def marked(text: str, marks: list[dict[str, Any]]) -> str:
    for mark in marks:
        tag = MARK_TAGS.get(mark["type"])
        target = str(mark.get("attrs", {}).get("href", ""))
        if tag:
            text = f"<{tag}>{text}</{tag}>"
        elif mark["type"] == "link" and target.lower().startswith(("http://", "https://", "mailto:")):
            text = f'<a href="{html.escape(target)}" rel="noopener noreferrer nofollow">{text}</a>'
    return text
