"""The page and the plain text: readable, and harmless whatever stands in a ticket."""

import json
import re
import shutil
import struct
import subprocess
import time
import zlib

import pytest

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
BAD_NAME = '"><img src=x onerror=document.title=1>.png'


def png(width=40, height=30):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x30\x80\xc0" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@pytest.fixture
def browser(tmp_path):
    """What Chromium makes of a page, after scripts ran if any could."""
    program = shutil.which("chromium")
    if not program:
        pytest.fail("the package chromium is missing: apt-get install chromium")

    def dump(url, *more):
        done = subprocess.run([program, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *more, "--dump-dom", url],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout
    return dump


HOSTILE = r"""<script>document.title = 'owned'</script> <img src=x onerror="document.title='owned'">
[click|javascript:alert(1)] [data|data:text/html,<script>alert(1)</script>] !javascript:alert(1)! !http://evil.example/x.png!
[a" onmouseover="alert(1)|http://e.com/" onmouseover="alert(1)] {color:red" onload="x"}c{color} {html}<b>x</b>{html}
[~<script>x</script>] [^<script>] h1. </style><script>document.title = 'owned'</script>
{code:title="><script>document.title='owned'</script>}</code></pre><script>document.title='owned'</script>{code}
{panel:title=<script>document.title='owned'</script>}x{panel}
||<script>x</script>|| http://e.com/"onload=alert(1)
"""
FRIENDLY = """h2. Title
*bold* and _italic_
* one
** two
# three
!shot.png|thumbnail! [^notes.txt]
{quote}quoted{quote}
"""


def test_browser_shows_markup_as_elements_and_runs_nothing(jira, browser):
    key = jira.issue(summary="<script>document.title = 'owned'</script>", description=HOSTILE + FRIENDLY, labels=["<i>"])
    jira.comment(key, HOSTILE, properties=[{"key": "<script>", "value": "</pre><script>document.title = 'owned'</script>"}])
    assert jira.attach(key, ("shot.png", png()), ("notes.txt", b"x"), (BAD_NAME, b"<svg onload=alert(1)>")).status == 200
    # Cloud knows a picture that is there when the text is written.
    assert jira.call("PUT", f"/issue/{key}", {"fields": {"description": HOSTILE + FRIENDLY}}).status == 204
    dom = browser(f"{jira.sandbox.url}/browse/{key}")
    assert "owned" not in re.search(r"<title>(.*?)</title>", dom).group(1).replace("document.title = 'owned'", "")
    assert "<script" not in dom and not re.search(r"<[^>]+\son\w+=", dom)
    assert not re.search(r'(?:href|src)="(?!http://e|https?://|/jira/|#)', dom)
    assert "<strong>bold</strong>" in dom and "<em>italic</em>" in dom
    assert re.search(r"<ul><li>one<ul><li>two</li></ul></li></ul><ol><li>three", dom)
    assert re.search(r'<img src="/jira/sandbox/attachment/10000/shot.png" alt="shot.png" class="thumbnail">', dom)
    assert "evil.example" not in "".join(re.findall(r"<img[^>]*>", dom))
    assert '<html lang="en">' in dom and dom.count("<h1>") == 1


@pytest.mark.parametrize("options, attributes", [
    ("width=300", ' width="300"'), ("width=30,height=40px", ' width="30" height="40"'), ("width=50%", ' width="50%"'),
    ("thumbnail", ' class="thumbnail"'), ('width="1',  ""), ("onload=x", "")])
def test_pictures_have_the_size_that_is_asked_for(dc, options, attributes):
    key = dc.issue(description=f"!a b.png|{options}!")
    dc.attach(key, ("a b.png", png()))
    text = dc.raw("GET", f"/browse/{key}", auth=None).text
    assert f'<img src="/jira/sandbox/attachment/10000/a%20b.png" alt="a b.png"{attributes}>' in text


def test_browser_draws_the_page(jira, tmp_path, browser):
    jira.issue(description=FRIENDLY)
    shot = tmp_path / "shot.png"
    browser(jira.sandbox.url + "/", f"--screenshot={shot}", "--window-size=800,600")
    width, height = struct.unpack(">II", shot.read_bytes()[16:24])
    assert (width, height) == (800, 600)


def test_list_has_the_newest_first(jira):
    assert "No tickets yet" in jira.raw("GET", "/", auth=None).text
    jira.issue(summary="older", labels=["JI-1"])
    jira.issue(summary="newer <b>", project={"key": "OPS"})
    text = jira.raw("GET", "/", auth=None).text
    assert text.index("newer &lt;b&gt;") < text.index("older")
    assert 'class="chip">JI-1<' in text and '<time datetime="' in text


def test_policy_allows_no_scripts(jira):
    policy = jira.raw("GET", "/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "script-src" not in policy and "unsafe" not in policy


@pytest.mark.parametrize("name, kind, manner", [
    ("a.png", "image/png", "inline"), ("a.txt", "text/plain;charset=UTF-8", "inline"),
    ("a.html", "application/octet-stream", "attachment"), ("a.svg", "application/octet-stream", "attachment")])
def test_attachments_are_served_safely(jira, name, kind, manner):
    jira.attach(jira.issue(), (name, b"<script>alert(1)</script>"))
    headers = jira.raw("GET", f"/sandbox/attachment/10000/{name}", auth=None).headers
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == (kind, "nosniff")
    assert headers["Content-Disposition"].startswith(manner) and "sandbox" in headers["Content-Security-Policy"]


def test_moved_and_missing_tickets(jira):
    key = jira.issue(summary="wanderer")
    jira.sandbox.move(key, "OPS")
    assert "wanderer" in jira.raw("GET", f"/browse/{key}").text
    assert jira.raw("GET", "/browse/SUP-99").status == 404
    assert jira.raw("GET", "/browse/10001").status == 404


def test_plain_text(jira):
    key = jira.issue(summary="hello\x1b[31m", description=FRIENDLY + "[manual|https://example.com/m]", labels=["JI-1"])
    jira.attach(key, ("shot.png", png()), ("notes.txt", b"x" * 2048))
    jira.comment(key, "first line\nsecond *line*\x1b[31m")
    text = jira.sandbox.text(key)
    for wanted in (f"{key}  hello", "Labels:   JI-1", "bold and italic", "* one\n  * two", "1. three", "> quoted",
                   "manual <https://example.com/m>", "notes.txt  (2.0 KB, text/plain)", "first line\nsecond line"):
        assert wanted in text
    assert "\x1b" not in text


def test_documents_are_shown(cloud):
    three = cloud.as_version("3")
    marks = [{"type": "strong"}, {"type": "link", "attrs": {"href": "https://example.com/"}}]
    bad = [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}]
    body = {"version": 1, "type": "doc", "content": [
        {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": "Head"}]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "<item>", "marks": marks}, {"type": "hardBreak"},
                                              {"type": "text", "text": "bad", "marks": bad}]}]}]}]}
    key = three.create(description=body).json["key"]
    three.close()
    text = cloud.raw("GET", f"/browse/{key}").text
    assert '<h3>Head</h3><ul><li><p><a href="https://example.com/" rel="noopener noreferrer nofollow"><strong>&lt;item&gt;</strong></a><br>bad' in text
    assert "javascript" not in text


ZWSP = "\u200b"


@pytest.mark.parametrize("markup, html", [
    ("a\nb\n\n\n\nc", "<p>a<br>\nb</p><p>c</p>"),
    ("hi [~alice] and [~bob]", '<p>hi <span class="mention">@Alice Ashton</span> and <span class="mention">@Bob Brown</span></p>'),
    (r"hi \[~bob\]", "<p>hi [~bob]</p>"),
    (r"\*a\* \_b\_ \-c\- \#d \{code\} \!x.png\! \(y\) \| \? \^ \~ \% \@ \+", "<p>*a* _b_ -c- #d {code} !x.png! (y) | ? ^ ~ % @ +</p>"),
    (":) (y)", "<p>🙂 👍</p>"), (r":\) \(y\)", "<p>:) (y)</p>"), (f":{ZWSP}D", f"<p>:{ZWSP}D</p>"),
    ("   h1. T", "<h3>T</h3>"), (ZWSP + "h1. T", f"<p>{ZWSP}h1. T</p>"), ("bq. q", "<blockquote><p>q</p></blockquote>"),
    ("-- \nBob", "<p>– <br>\nBob</p>"), (r"\-\- ", "<p>-- </p>"), ("----", "<hr>"), (r"\-\-\-\-", "<p>----</p>"),
    ("- a", "<ul><li>a</li></ul>"), ("# a\n## b\n# c", "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"),
    (r"\- a" + "\n" + r"\# b", "<p>- a<br>\n# b</p>"),
    ("|a|b|", "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"), (r"\|a\|b\|", "<p>|a|b|</p>"),
    (r"\\srv\share\x", r"<p>\\srv\share\x</p>"), (r"a \\ b", "<p>a <br> b</p>"),
    (r"c:\[dir]", "<p>c:[dir]</p>"), ("c:\\" + ZWSP + r"\[dir\]", f"<p>c:\\{ZWSP}[dir]</p>"),
    ("> quoted *line*", "<p>&gt; quoted <strong>line</strong></p>"),
    ("snake_case_name a_b foo-bar a+b+c", "<p>snake_case_name a_b foo-bar a+b+c</p>"),
    ("_it_ -del- +u+ ^s^ ~t~ ??c?? {{m}} *_x_*",
     "<p><em>it</em> <del>del</del> <ins>u</ins> <sup>s</sup> <sub>t</sub> <cite>c</cite> <code>m</code> <strong><em>x</em></strong></p>"),
    ("2 * 3 * 4, *a\nb*", "<p>2 * 3 * 4, *a<br>\nb*</p>"),
    ("a{*}b{*}c", "<p>a<strong>b</strong>c</p>"),
    ("{noformat} *x* [~bob] \\{ :) {noformat}", "<pre><code>*x* [~bob] \\{ :)</code></pre>"),
    ("{noformat} a {noformat} *b*", "<pre><code>a</code></pre><p> <strong>b</strong></p>"),
    ("{noformat} a {" + ZWSP + "noformat} *b* {noformat}", "<pre><code>a {" + ZWSP + "noformat} *b*</code></pre>"),
    ("a {code} b", "<p>a </p><pre><code>b</code></pre>"),
    ("&#58;) &lt;b&gt;", "<p>&amp;#58😉 &amp;lt;b&amp;gt;</p>"),
    ("[^evil|x]", "<p>[^evil|x]</p>"), ("a -- b --- c--d", "<p>a – b — c--d</p>"),
    ("a{{m}} {{ m}} {{m}}, x{{{}m{}}}y {{a\\}\\}}}", "<p>a{{m}} {{ m}} <code>m</code>, x<code>m</code>y <code>a}}</code></p>"),
    ("{{m}}x", "<p>{{m}}x</p>"), ("+++ b \\----", "<p>+++ b ----</p>"),
    ("**a** \\--- and \\-- b", "<p>*<strong>a</strong>* --- and -- b</p>"),
    (f"*a*{ZWSP}b", f"<p>*a*{ZWSP}b</p>"), ("\xa0*c* _d_ä \\\\+e+", "<p>\xa0<strong>c</strong> _d_ä <br><ins>e</ins></p>"),
    ("a\n\\\\b", "<p>a<br>\nb</p>"), ("[a\\]b|tel:1] [b|tel:1]", '<p>[a]b|tel:1] <a href="tel:1" rel="noopener noreferrer nofollow">b</a></p>'),
    ("|{color:red}a|b{color}|c|", '<table><tbody><tr><td><font color="red">a|b</font></td><td>c</td></tr></tbody></table>'),
    ("http://e.com/a_b_c-d-e bob@example.com", '<p><a href="http://e.com/a_b_c-d-e" rel="noopener noreferrer nofollow">http://e.com/a_b_c-d-e</a> bob@example.com</p>'),
    ("* a\n{code}x\n\ny{code}\n* b", "<ul><li>a<br>\n<pre><code>x\n\ny</code></pre></li><li>b</li></ul>"),
    ("|a|* b\n* c|{quote}q\n\nr{quote}|", "<table><tbody><tr><td>a</td><td><ul><li>b</li><li>c</li></ul></td>"
     "<td><blockquote><p>q</p><p>r</p></blockquote></td></tr></tbody></table>"),
    ("||h|| ||\n|x \\\\ y|\\||\n| |z|", "<table><tbody><tr><th>h</th><th></th></tr><tr><td>x <br> y</td><td>|</td></tr>"
     "<tr><td></td><td>z</td></tr></tbody></table>"),
    ("{quote}a\n\n{panel:title=T|bgColor=#fff}b{panel}\nc{quote}d",
     '<blockquote><p>a</p><aside><p class="title"><strong>T</strong></p><p>b</p></aside><p>c</p></blockquote><p>d</p>'),
    ("{code:c|title=a.c}x{code}", '<div class="box"><p class="title"><strong>a.c</strong></p><pre><code>x</code></pre></div>'),
    ("{color:#c00}a\n*b*{color} {color:\"x}c{color}{color}", '<p><font color="#c00">a<br>\n<strong>b</strong></font> c</p>'),
    ("!a b.png! !a.png!x \\!a.png\\!", '<p><span class="missing">a b.png</span> !a.png!x !a.png!</p>'),
    (f"http://e.com/a{ZWSP}\\(b\\)", f'<p><a href="http://e.com/a" rel="noopener noreferrer nofollow">http://e.com/a</a>{ZWSP}(b)</p>'),
    ("a\x000\x00b", "<p>a0b</p>"),
    ("mailto:a@b.example", '<p><a href="mailto:a@b.example" rel="noopener noreferrer nofollow">a@b.example</a></p>'),
    ("[t|http://e.com/]", '<p><a href="http://e.com/" rel="noopener noreferrer nofollow">t</a></p>'),
])
def test_wiki_markup(dc, markup, html):
    assert render(dc, markup) == html


def render(dc, markup):
    body = json.dumps({"rendererType": "atlassian-wiki-renderer", "unrenderedMarkup": markup}).encode()
    answer = dc.raw("POST", "/rest/api/1.0/render", body, {"Content-Type": "application/json"})
    assert answer.status == 200
    return answer.text


@pytest.mark.parametrize("text", ["*a" * 16000, "{quote}" * 4000, "[" * 32000, "* x\n" * 8000, "|" * 32000, "\\" * 32000,
                                  "!a" * 16000, "{*}" * 10000, "*_" * 16000, "{{" * 16000,
                                  "|" + "[" * 16000, "{code:" * 5000, "\\\\a" * 8000, "{{x\n" * 8000 + "}}", "{color:red}" * 3000,
                                  "!a b|" * 6000, "|a\n" * 8000, "* a{quote}" * 3000],
                         ids=lambda text: text[:6])
def test_markup_of_a_spiteful_kind_is_rendered_soon(dc, text):
    begin = time.monotonic()
    assert render(dc, text)
    assert time.monotonic() - begin < 5
