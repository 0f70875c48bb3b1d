"""Attachments: upload, description, download, delete."""

from __future__ import annotations

import mimetypes
from typing import Any
from uuid import uuid4

from sandbox.http import multipart
from sandbox.http.reply import JiraError, Reply, json_reply, no_content, not_found
from sandbox.http.request import Request
from sandbox.http.routes import route
from sandbox.rest import views
from sandbox.site.clock import iso

CLOUD_FILES_PER_REQUEST = 60


@route("POST", "/issue/{ref}/attachments", anonymous=True, body="multipart")
def upload(request: Request, ref: str) -> Reply:
    """Keeps all files of the request, or none of them."""
    try:
        issue = request.issue(ref)
        refuse(request, issue)
        return json_reply([views.attachment(request, keep(request, issue, part)) for part in request.files])
    except JiraError:
        multipart.discard(request.files)
        raise


def refuse(request: Request, issue: dict[str, Any]) -> None:
    denied = JiraError(403, "You do not have permission to create attachments for this issue.")
    request.need("CREATE_ATTACHMENTS", denied)
    if not request.settings["attachments_enabled"]:
        raise JiraError(403, "Attachments are disabled.")
    if not request.files or any(part["name"] != "file" or not part["filename"] for part in request.files):
        raise JiraError(400, "No file parts named 'file' were found in the request.")
    if request.cloud and len(request.files) > CLOUD_FILES_PER_REQUEST:
        raise JiraError(413, f"The request contains more than {CLOUD_FILES_PER_REQUEST} files.")
    limit = request.settings["upload_limit"]
    if any(part["size"] > limit for part in request.files):
        # Data Center really says "not found" here; only the text tells it from a missing issue.
        raise JiraError(413 if request.cloud else 404,
                        f"The field file exceeds its maximum permitted size of {limit} bytes.")
    most = request.settings["attachment_limit"]
    if request.cloud and len(issue["attachments"]) + len(request.files) > most:
        raise JiraError(413, "The issue has reached its limit of attachments.")


def keep(request: Request, issue: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    assert request.user is not None
    kind = part["type"].split(";")[0].strip().lower() or "application/octet-stream"
    if kind == "application/octet-stream":
        kind = mimetypes.guess_type(part["filename"])[0] or kind
    attachment = {"id": request.store.take_id("attachment"), "filename": part["filename"], "size": part["size"],
                  "mimeType": kind, "sha256": part["sha256"], "created": iso(request.site.clock.now()),
                  "author": request.user.name, "file": part["path"].name, "media": str(uuid4())}
    issue["attachments"].append(attachment)
    request.store.touch(issue)
    return attachment


@route("GET", "/attachment/meta", anonymous=True)
def meta(request: Request) -> Reply:
    return json_reply({"enabled": request.settings["attachments_enabled"], "uploadLimit": request.settings["upload_limit"]})


def find(request: Request, ident: str) -> tuple[dict[str, Any], dict[str, Any]]:
    issue, attachment = request.store.find_part("attachments", ident) if request.user else (None, None)
    if issue is None or attachment is None:
        raise not_found(f"The attachment with id '{ident}' does not exist")
    return issue, attachment


@route("GET", "/attachment/{ident}", anonymous=True)
def read(request: Request, ident: str) -> Reply:
    view = views.attachment(request, find(request, ident)[1])
    if request.cloud:
        view["id"] = int(view["id"])
    return json_reply(view)


@route("GET", "/attachment/content/{ident}", flavour="cloud", anonymous=True)
def content(request: Request, ident: str) -> Reply:
    """Cloud hands downloads to its media service; the UUID in that address is what an ADF media node needs."""
    _, attachment = find(request, ident)
    if request.one("redirect") == "false":
        return download(request, attachment)
    return Reply(303, headers={"Location": f"{request.site.url}/file/{attachment['media']}/binary"})


def download(request: Request, attachment: dict[str, Any]) -> Reply:
    return Reply(200, content_type=attachment["mimeType"], file=request.store.path(attachment),
                 headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox",
                          "Content-Disposition": "attachment"})


@route("DELETE", "/attachment/{ident}")
def delete(request: Request, ident: str) -> Reply:
    issue, attachment = find(request, ident)
    issue["attachments"].remove(attachment)
    request.store.path(attachment).unlink(missing_ok=True)
    request.store.touch(issue)
    return no_content()
