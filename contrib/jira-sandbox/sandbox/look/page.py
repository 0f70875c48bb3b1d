"""The page: the tickets as a person wants to see them. No scripts, nothing from elsewhere, no raw HTML from tickets."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any, Optional
from urllib.parse import quote

from sandbox.http.reply import Reply, html_reply, text_reply
from sandbox.look.style import CSS
from sandbox.site import world
from sandbox.site.site import Site
from sandbox.text import textview
from sandbox.text.inline import SAFE_IMAGES
from sandbox.text.resolver import Resolver
from sandbox.text.richtext import as_html

STYLE_HASH = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
POLICY = (f"default-src 'none'; img-src 'self'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'none'")
NOT_FOUND = '<h1>Not found</h1><p>There is no such page. <a href="{}/">All tickets</a></p>'
COLUMNS = "".join(f'<th scope="col">{name}</th>' for name in ("Key", "Summary", "Status", "Created"))
PRODUCTS = {"datacenter": "Data Center", "cloud": "Cloud"}


def owns(path: str) -> bool:
    return path == "/" or path.startswith(("/browse/", "/sandbox/"))


def answer(site: Site, method: str, path: str) -> Reply:
    if method not in ("GET", "HEAD"):
        return Reply(405)
    if path == "/":
        return page(site, "Tickets", listing(site))
    found = re.fullmatch(r"/sandbox/attachment/(\d+)/[^/]*", path)
    if found:
        return attachment(site, found.group(1))
    found = re.fullmatch(r"/(?:browse/([\w-]+)|sandbox/ticket/([\w-]+)\.txt)", path)
    issue = site.store.lookup(found.group(1) or found.group(2)) if found else None
    if issue is None:
        return page(site, "Not found", NOT_FOUND.format(site.context), 404)
    if found and found.group(2):
        return text_reply(textview.ticket(site.store, issue, Resolver(site, issue)))
    return page(site, f"{issue['key']} {issue['fields']['summary']}", ticket(site, issue))


def page(site: Site, title: str, body: str, status: int = 200) -> Reply:
    text = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)} - Jira sandbox</title>
<style>{CSS}</style>
</head>
<body>
<header><p><a href="{site.context}/">Jira sandbox</a>
<span>plays Jira {PRODUCTS[site.flavour]}, for trying out and for tests</span></p></header>
<main>
{body}
</main>
<footer>REST interface: <code>{html.escape(site.url)}/rest/api/2</code></footer>
</body>
</html>
"""
    reply = html_reply(text, status)
    reply.headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff",
                     "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    return reply


def listing(site: Site) -> str:
    issues = sorted(site.store.issues.values(), key=lambda issue: int(issue["id"]), reverse=True)
    if not issues:
        return ('<h1>Tickets</h1><div class="card"><p>No tickets yet.</p><p class="soft">Send a mail through jicket with '
                f"<code>JICKET_JIRA_URL={html.escape(site.url)}</code>, then load this page again.</p></div>")
    rows = "".join(row(site, issue) for issue in issues)
    return f'<h1>Tickets</h1><div class="card list"><table><tr>{COLUMNS}</tr>{rows}</table></div>'


def row(site: Site, issue: dict[str, Any]) -> str:
    link = f"{site.context}/browse/{issue['key']}"
    marks = chips(issue)
    return (f'<tr><td class="key"><a href="{link}">{issue["key"]}</a></td>'
            f'<td><a href="{link}">{html.escape(issue["fields"]["summary"])}</a>{"<br>" + marks if marks else ""}</td>'
            f'<td>{status(issue)}</td><td class="soft">{when(issue["created"])}</td></tr>')


def chips(issue: dict[str, Any]) -> str:
    return " ".join(f'<span class="chip">{html.escape(label)}</span>' for label in issue["fields"].get("labels") or [])


def status(issue: dict[str, Any]) -> str:
    name, _, category, _, _ = world.STATUSES[issue["fields"]["status"]]
    return f'<span class="status {category}">{name}</span>'


def when(iso: str) -> str:
    return f'<time datetime="{iso[:-2]}:{iso[-2:]}">{textview.moment(iso)}</time>'


def ticket(site: Site, issue: dict[str, Any]) -> str:
    fields, resolver = issue["fields"], Resolver(site, issue)
    facts = [("Status", status(issue)), ("Type", world.ISSUE_TYPES[fields["issuetype"]]),
             ("Priority", world.PRIORITIES[fields["priority"]]), ("Reporter", person(fields.get("reporter"))),
             ("Assignee", person(fields.get("assignee"))), ("Created", when(issue["created"])),
             ("Labels", chips(issue) or "none")]
    extra = [(world.FIELDS[name][0], html.escape(str(fields[name]))) for name in fields
             if (name.startswith("customfield_") or name == "duedate") and fields[name]]
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts + extra)
    text = as_html(fields.get("description"), resolver.of(issue)) or '<p class="soft">No description.</p>'
    return (f'<p class="soft">{html.escape(world.PROJECTS[issue["project"]]["name"])} / {issue["key"]}</p>'
            f'<h1>{html.escape(fields["summary"])}</h1><dl class="facts card">{rows}</dl>'
            f'<h2>Description</h2><div class="card text">{text}</div>'
            + files(issue, resolver) + comments(issue, resolver) + links(site, issue) + properties(issue))


def person(name: Optional[str]) -> str:
    return html.escape(textview.person(name))


def files(issue: dict[str, Any], resolver: Any) -> str:
    items = []
    for part in issue["attachments"]:
        target, name = html.escape(resolver.file(part)), html.escape(part["filename"])
        picture = f'<a href="{target}"><img src="{target}" alt=""></a>' if part["mimeType"] in SAFE_IMAGES else ""
        items.append(f'<li>{picture}<a href="{target}">{name}</a><span class="soft">{textview.size(part["size"])}, '
                     f'{html.escape(part["mimeType"])}</span></li>')
    if not items:
        return ""
    return f'<h2>Attachments ({len(items)})</h2><div class="card"><ul class="files">{"".join(items)}</ul></div>'


def comments(issue: dict[str, Any], resolver: Any) -> str:
    items = []
    for part in issue["comments"]:
        limit = part.get("visibility")
        seen = f', visible to {html.escape(limit["type"])} {html.escape(str(limit["value"]))}' if limit else ""
        bag = property_list(part["properties"], f"Properties of comment {part['id']}")
        items.append(f'<article class="card" id="comment-{part["id"]}"><p class="by"><strong>{person(part["author"])}</strong>, '
                     f'{when(part["created"])}{seen}</p><div class="text">{as_html(part["body"], resolver.of(part))}</div>{bag}</article>')
    return f"<h2>Comments ({len(items)})</h2>{''.join(items)}" if items else ""


def links(site: Site, issue: dict[str, Any]) -> str:
    items = []
    for entry in issue["links"]:
        other = site.store.issues.get(entry["issue"])
        if other:
            _, inward, outward = world.LINK_TYPES[entry["type"]]
            verb = outward if entry["side"] == "outwardIssue" else inward
            items.append(f'<li>{verb} <a href="{site.context}/browse/{other["key"]}">{other["key"]}</a> '
                         f'{html.escape(other["fields"]["summary"])}</li>')
    for entry in issue["remotelinks"]:
        # Shown as text: the address of a remote link may be anything.
        title, url = (html.escape(str(entry["object"][name])) for name in ("title", "url"))
        items.append(f'<li>{title} <span class="soft">{url}</span></li>')
    return f'<h2>Links</h2><div class="card"><ul>{"".join(items)}</ul></div>' if items else ""


def property_list(bag: dict[str, Any], title: str) -> str:
    if not bag:
        return ""
    shown = ""
    for key, value in sorted(bag.items()):
        text = json.dumps(value, indent=2, ensure_ascii=False)
        shown += f"<p><code>{html.escape(key)}</code></p><pre><code>{html.escape(text)}</code></pre>"
    return f'<details class="soft"><summary>{title}</summary>{shown}</details>'


def properties(issue: dict[str, Any]) -> str:
    return property_list(issue["properties"], "Properties of the ticket")


def attachment(site: Site, ident: str) -> Reply:
    """A file for the browser: what could carry a script is only ever downloaded."""
    _, part = site.store.find_part("attachments", ident)
    if part is None:
        return Reply(404)
    safe = part["mimeType"] in SAFE_IMAGES
    plain = part["mimeType"].startswith("text/plain")
    kind = part["mimeType"] if safe else "text/plain;charset=UTF-8" if plain else "application/octet-stream"
    manner = "inline" if safe or plain else "attachment"
    name = quote(part["filename"].encode("utf-8", "replace"), safe="")
    return Reply(200, content_type=kind, file=site.store.path(part),
                 headers={"Content-Disposition": f"{manner}; filename*=UTF-8''{name}", "X-Content-Type-Options": "nosniff",
                          "Content-Security-Policy": "default-src 'none'; sandbox"})
