"""HTML bodies of a given size, as they come: Word's paragraphs, dense tables, a picture in the text, and much that is no text."""

from __future__ import annotations

import base64
import random
from typing import Callable

HEAD = ("<html><head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><style><!-- p.MsoNormal {margin:0cm} -->"
        "</style></head><body lang=EN-GB><div class=WordSection1>")
WORDS = "the nightly backup of a file server has not run since Tuesday and its report says only that target was reachable".split()
RANDOM = random.Random(4)


def sentence(words: int) -> str:
    return " ".join(RANDOM.choices(WORDS, k=words))


def filled(size: int, piece: Callable[[], str], head: str = "", foot: str = "") -> str:
    """As many pieces as fit, and no text is the same as the one before."""
    parts, length = [HEAD, head], len(HEAD) + len(head) + len(foot)
    while length < size:
        parts.append(piece())
        length += len(parts[-1])
    return "".join(parts) + foot + "</div></body></html>\n"


def word_paragraphs(size: int) -> str:
    return filled(size, lambda: f"<p class=MsoNormal style='margin-bottom:6.0pt'><span lang=EN-US style='font-size:11.0pt;mso-fareast-"
                                f"language:EN-US'>{sentence(9)} <b>{sentence(2)}</b>, {sentence(6)} <a href=\"https://wiki.example/p?id="
                                f"{RANDOM.randrange(10000)}\">{sentence(2)}</a>.<o:p></o:p></span></p>\n")


def tables(size: int) -> str:
    def table() -> str:
        rows = "".join("<tr>" + "".join(f'<td style="padding:2px">{RANDOM.randrange(100000)}</td>' for _ in range(8)) + "</tr>\n"
                       for _ in range(50))
        return f"<table border=1><tr>{''.join(f'<th>{sentence(1)}</th>' for _ in range(8))}</tr>{rows}</table>\n"
    return filled(size, table)


def data_picture(size: int) -> str:
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + RANDOM.randbytes(size * 3 // 4)).decode()
    return f'{HEAD}<p>{sentence(20)}</p><img width=600 height=400 src="data:image/png;base64,{data}"><p>{sentence(20)}</p></div></body></html>\n'


def no_text(size: int) -> str:
    """Half of it is style, half of it comments."""
    style = f"<style>{''.join(f'.c{n} {{ margin:0; color:#{n % 4096:03x} }}' + chr(10) for n in range(size // 70))}</style>"
    return filled(size, lambda: f"<!--[if gte mso 9]><xml><w:LatentStyle>{sentence(12)}</w:LatentStyle></xml><![endif]-->\n",
                  style, f"<p>{sentence(20)}</p>")
