"""The mail that confirms a ticket, as a customer sees it: wide, as on a telephone, and its plain text."""

from __future__ import annotations

import email
import email.policy
import html
from pathlib import Path
from typing import Iterator

from tests.gallery.browser import Browser
from tests.lib.host import Host

LANGUAGES = ["en", "de", "fr", "pl", "ru", "ja", "zh", "ar", "he"]
WIDE, NARROW = 800, 360
SUBJECTS = {"": "Coffee machine: no beans, no coffee", "long": "Re: AW: Fwd: Kaffeemaschine im dritten Stock " + "Kaffeemaschine" * 20,
            "other way": "מכונת הקפה <b>JI-1</b> (3)"}
TEXT = """<!DOCTYPE html><meta charset="utf-8"><title>text</title>
<pre style="font: 14px/1.4 monospace; white-space: pre-wrap; margin: 16px; unicode-bidi: plaintext">%s</pre>"""


def letters() -> Iterator[tuple[str, str, str]]:
    """Name, language and subject."""
    for language in LANGUAGES:
        yield f"letter-{language}", language, SUBJECTS[""]
    for name in ("long", "other way"):
        for language in ("en", "ar"):
            yield f"letter-{language}-{name.replace(' ', '-')}", language, SUBJECTS[name]


def bodies(host: Host, language: str, subject: str) -> tuple[str, str, str]:
    """Subject, HTML and text of the confirmation."""
    mail = (f"From: Ann <ann@customer.example>\nMessage-ID: <first@customer.example>\nSubject: {subject}\n"
            f"Accept-Language: {language}\n\nIt is out of beans.\n")
    run = host.deliver(mail.encode(), "--preview-confirmation")
    assert run.exit_code == 0, run
    message = email.message_from_bytes(run.stdout, policy=email.policy.default)
    texts = {part.get_content_type(): str(part.get_content()) for part in message.walk() if not part.is_multipart()}
    return str(message["Subject"]), texts["text/html"], texts["text/plain"]


def take_letters(view: Browser, folder: Path, out: Path) -> str:
    """Returns the sections of the index."""
    host, sections = Host(None, folder / "letters", JICKET_TICKET_ADDRESS="support@example.org"), ""
    for name, language, subject in letters():
        title, page, text = bodies(host, language, subject)
        (out / f"{name}.html").write_text(page, "utf-8")
        (out / f"{name}-text.html").write_text(TEXT % html.escape(f"Subject: {title}\n\n{text}"), "utf-8")
        for suffix, source, width in (("-wide", name, WIDE), ("-narrow", name, NARROW), ("-text", f"{name}-text", WIDE)):
            picture = f"{name}{suffix}.png"
            view.picture((out / f"{source}.html").as_uri(), out / picture, width)
            sections += (f'<section><h2>{name}{suffix}</h2><p>{html.escape(title)}</p>'
                         f'<a class="frame" href="{picture}"><img src="{picture}" alt="the mail"></a></section>\n')
    return sections
