"""Who is asking: credentials, and the many ways in which Jira and what stands before it refuse them."""

from __future__ import annotations

import base64
import binascii
import html
from dataclasses import dataclass, field
from typing import Optional
from urllib.parse import quote

from sandbox.http.reply import JiraError, Reply, html_reply, json_reply
from sandbox.site import world

BASIC = {False: ("jicket", "secret"), True: ("jicket@example.com", "sandbox-token")}
BEARER = {False: "sandbox-pat", True: "sandbox-oauth"}

BASIC_DISABLED = {"message": "Basic Authentication has been disabled on this instance."}
CONNECT_FAILURE = "Failed to parse Connect Session Auth Token"

LOGIN_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Log in with single sign-on</title></head>
<body><h1>Sign in</h1><form method="post" action="/sso/login"><input name="user"><input name="password" type="password">
<button>Continue</button></form></body></html>
"""
PAGE_401 = """<html><head><title>Unauthorized (401)</title></head>
<body><h1>Unauthorized (401)</h1><p>{}</p></body></html>
"""


@dataclass
class Login:
    """The outcome: a user or nobody, and the headers that say why."""

    user: Optional[world.User] = None
    headers: dict[str, str] = field(default_factory=dict)


def html401() -> Reply:
    reason = "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED"
    return html_reply(PAGE_401.format(html.escape(reason)), 401, X_Seraph_LoginReason="AUTHENTICATED_FAILED", WWW_Authenticate='OAuth realm="jira"')


def identify(header: str, cloud: bool, mode: str, url: str) -> Login:
    """Settles the credentials of one request, or raises the answer that ends it."""
    scheme, _, value = header.partition(" ")
    scheme = scheme.lower()
    refuse_by_mode(scheme, mode, url)
    if not header:
        return Login()
    if scheme == "bearer" and cloud and value.strip() != BEARER[True]:
        raise JiraError(0, reply=json_reply({"error": CONNECT_FAILURE}, 403))
    if mode != "expired" and valid(scheme, value.strip(), cloud):
        return Login(world.USERS["jicket"], {} if cloud else {"X-Seraph-LoginReason": "OK"})
    if cloud:
        # Cloud goes on as if nobody had asked; the header is the only sign of it.
        return Login(None, {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"})
    if scheme == "bearer":
        body = {"message": "Client must be authenticated to access this resource.", "status-code": 401}
        raise JiraError(0, reply=with_header(json_reply(body, 401), "X-Seraph-LoginReason", "AUTHENTICATED_FAILED"))
    raise JiraError(0, reply=html401())


def refuse_by_mode(scheme: str, mode: str, url: str) -> None:
    if mode == "sso-html":
        raise JiraError(0, reply=html_reply(LOGIN_PAGE))
    if mode == "sso-redirect":
        target = f"https://sso.example.net/login?return={quote(url, safe='')}"
        raise JiraError(0, reply=html_reply("<html><body>Found</body></html>", 302, Location=target))
    if mode == "html401":
        raise JiraError(0, reply=html401())
    if mode == "basic-disabled" and scheme == "basic":
        raise JiraError(0, reply=json_reply(BASIC_DISABLED, 403))
    if mode == "captcha" and scheme == "basic":
        reply = html_reply("<html><body><h1>Forbidden (403)</h1></body></html>", 403)
        reply.headers["X-Seraph-LoginReason"] = "AUTHENTICATION_DENIED"
        reply.headers["X-Authentication-Denied-Reason"] = f"CAPTCHA_CHALLENGE; login-url={url}/login.jsp"
        raise JiraError(0, reply=reply)


def valid(scheme: str, value: str, cloud: bool) -> bool:
    if scheme == "bearer":
        return value == BEARER[cloud]
    if scheme != "basic":
        return False
    try:
        name, _, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return False
    return (name, password) == BASIC[cloud]


def with_header(reply: Reply, name: str, value: str) -> Reply:
    reply.headers[name] = value
    return reply
