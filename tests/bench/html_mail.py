#!/usr/bin/python3
"""Large HTML mails of several shapes, for measuring: html_mail.py SHAPE BYTES > mail.eml

The words are made up, and the same at each run.
"""

from __future__ import annotations

import random
import sys

WORDS = ("order printer invoice screen server button Tuesday replace cable number please customer delivery window "
         "street broken colour since Monday which before update version message again").split()
RANDOM = random.Random(4)


def words(count: int) -> str:
    return " ".join(RANDOM.choice(WORDS) for _ in range(count))


def fill(piece, size: int) -> str:
    """As many pieces as are needed for the size."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(piece(len(parts)))
        length += len(parts[-1])
    return "".join(parts)


def tables(size: int) -> str:
    """Dense: a table of data with short cells."""
    return "<table border=1>" + fill(lambda i: f"<tr><td>{i}</td><td>{i * 7}</td><td>ok</td><td><b>x</b></td></tr>", size) + "</table>"


def word(size: int) -> str:
    """Paragraphs as Word writes them."""
    return fill(lambda i: "<p class=MsoNormal style='margin-bottom:0cm'><span lang=EN-GB style='font-size:11.0pt;font-family:\"Calibri\","
                f"\"sans-serif\";color:#1F497D;mso-fareast-language:EN-US'>{words(8)}<o:p></o:p></span></p>\r\n", size)


def nested(size: int) -> str:
    """As deep as the size allows."""
    return fill(lambda i: f"<div><span>{i}", size // 2) + "</span></div>" * (size // 24)


def deep_text(size: int) -> str:
    """Many paragraphs at the bottom of a deep nesting."""
    return "<div><blockquote>" * 140 + fill(lambda i: f"<p>{i}", size)


def line(size: int) -> str:
    """One line of text without any tag."""
    return fill(lambda i: words(100) + " ", size)


def comments(size: int) -> str:
    return fill(lambda i: f"<!--[if mso]><p>{words(20)}</p><![endif]--><style>.a{i} {{ color: red }}</style>", size) + "<p>The text.</p>"


def newsletter(size: int) -> str:
    """Tables in tables, as newsletters are built."""
    cell = "<td valign=top width=280 style=\"padding:0 10px;font-family:Arial,sans-serif;font-size:14px;line-height:20px;color:#333333\">"
    return fill(lambda i: "<table width=\"100%\" cellpadding=0 cellspacing=0 border=0><tr><td align=center><table width=600 role=presentation>"
                f"<tr>{cell}<a href=\"https://example.com/n/{i}?u=1\" style=\"color:#0a58ca\">{words(4)}</a><br>{words(20)}</td>"
                f"{cell}<img src=\"https://example.com/i/{i}.png\" width=280 height=120 alt=\"\"></td></tr></table></td></tr></table>\n", size)


def formats(size: int) -> str:
    """Formatting that is opened and never closed, which parsers repeat in each paragraph."""
    return fill(lambda i: f"<font color=#{i % 0xffffff:06x}><b id=b{i}>", size // 8) + fill(lambda i: "<p>x", size)


SHAPES = {f.__name__: f for f in (tables, word, nested, deep_text, line, comments, newsletter, formats)}


def main() -> None:
    shape, size = SHAPES[sys.argv[1]], int(float(sys.argv[2]))
    sys.stdout.write("From: Ann <ann@example.com>\nTo: support@example.com\nSubject: Large HTML\nMessage-ID: <html@example.com>\n"
                     "Date: Sat, 21 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
                     "Content-Transfer-Encoding: 8bit\n\n<html><body>" + shape(size) + "</body></html>\n")


if __name__ == "__main__":
    main()
