"""Plain text that means something else to Jira, to a parser, or to a limit; files without text; and mail within mail."""

from tests.gallery.build import Mail, Thread, attached, multi, part, picture

HOSTILE = Mail("""
    From: Mal Lory <mal@evil.example>
    To: support@example.com
    Subject: [~admin] {code} h1. *important* !http://evil.example/x.png!
    Date: Fri, 20 Nov 2026 10:00:00 +0000
    Message-ID: <hostile-1@evil.example>
    """, part("text/plain; charset=utf-8", r"""h1. Not a heading
bq. not a quote
* not a list
# nor this
- nor this
|not|a table|
||nor||this||
----
[~admin] and [~accountid:557058:abc], please look; [click here|http://evil.example/login]
!http://evil.example/pixel.png! !attached.png|thumbnail! [^attached.png]
{code}unbalanced {quote} {panel:title=x} {color:red}red{color} {html}<b>x</b>{html} {adf}{"type":"mention"}{adf}
{noformat} also unbalanced
*bold* _italic_ -strike- +under+ ^sup^ ~sub~ ??cite?? {{mono}} a{*}b{*}c
:) :-( :P :D ;) (y) (n) (i) (/) (x) (!) (on) (*) (flag)
C:\dir\[x] \\server\share\ a \\ b \* \{ \\{x}
SUP-1 and --- and -- and "quotes" & <b>html</b> &#58;) &lt;
<script>alert(1)</script>
    h2. blanks do not help
-- 
# Mal
""", "8bit"), shows=("h1. Not a heading", "[~admin]", "{code}unbalanced", "*bold* _italic_", "<script>alert(1)</script>", "h2. blanks do not help"))

HOSTILE_HTML = Mail("""
    From: Mal Lory <mal@evil.example>
    To: support@example.com
    Subject: Re: [~admin] {code} h1. *important*
    Date: Fri, 20 Nov 2026 10:30:00 +0000
    In-Reply-To: <hostile-1@evil.example>
    Message-ID: <hostile-2@evil.example>
    """, part("text/html; charset=utf-8", r"""<html><head><style>p { color: red } </style><script>document.write("script ran")</script></head><body onload="x()">
<p>[~admin] <b>{code}</b> <i>*not bold*</i> <a href="javascript:alert(1)">a link with script</a> <a href="https://evil.example/a|b]c d">odd | link]</a></p>
<h2>h1. {quote} !x.png!</h2>
<ul><li>* star</li><li>{noformat}</li><li>line<br># one<br>- two</li></ul>
<table border=1><tr><th>||</th><th>a|b</th></tr><tr><td>{code}</td><td>\\ and |</td></tr></table>
<pre>{noformat} *x* {code}
\{ [~admin]</pre>
<p>w<b>o</b>rd, <b> spaced </b>x<i>y</i>, <b>a*b</b>, <i>_</i>, <s>-</s>; 2 <b>*</b> 3</p>
<p style="display:none">hidden words</p><p style="font-size:0">zero words</p><p hidden>more hidden words</p>
<form><input value="in a form"><textarea>typed text</textarea><select><option>one</option></select></form>
<img src="http://evil.example/p.gif" width="1" height="1"><img src="file:///etc/passwd" alt="a file"><svg><text>svg text</text></svg>
<p>:) (y) :D &lt;script&gt; &amp;lt; &#8203;SUP-1</p>
</body></html>
""", "8bit"), shows=("[~admin] {code} *not bold*", "h1. {quote} !x.png!", "{noformat}"), hides=("script ran", "hidden words", "zero words"))

LOG = Mail("""
    From: deploy@ci.example
    To: support@example.com
    Subject: Pipeline #5512 failed
    Date: Fri, 20 Nov 2026 03:14:15 +0000
    Message-ID: <ci-5512@ci.example>
    """, part("text/plain; charset=utf-8", r"""Hi,

tonight's build failed, here is the end of the log:

[2026-11-20T03:14:07.112Z] INFO  [main] c.e.Deploy - starting {env=prod, dry=false}
[2026-11-20T03:14:08.450Z] WARN  [pool-1-thread-3] c.e.Cache - miss for key {user:42}[0]
[2026-11-20T03:14:09.001Z] ERROR [pool-1-thread-3] c.e.Job - failed: {"code": 500, "path": "C:\\app\\conf", "tags": ["a", "b"]}
java.lang.IllegalStateException: no value for ${db.password}
	at com.example.Job.run(Job.java:118) ~[app.jar!/:1.4.2]
	at java.base/java.lang.Thread.run(Thread.java:840) [?:?]
#1 0x00007f in main (argc=1, argv=0x7ffe) at src/main.c:42
+--------+-------+
| host   | state |
+--------+-------+
| web-01 | *up*  |
+--------+-------+
--- a/conf.yml
+++ b/conf.yml
@@ -1,2 +1,2 @@
-timeout: 30
+timeout: 60

$ ls -l *.log | grep _2026_ && echo "~done~"

Thanks
""", "8bit"), shows=("[2026-11-20T03:14:07.112Z] INFO", "{env=prod, dry=false}", '"C:\\\\app\\\\conf"', "| web-01 | *up*  |", "+++ b/conf.yml"))

MARKDOWN = Mail("""
    From: Robin <robin@dev.example>
    To: support@example.com
    Subject: API returns 404
    Date: Fri, 20 Nov 2026 10:10:00 +0000
    Message-ID: <md-1@dev.example>
    """, part("text/plain; charset=utf-8", """# Summary

The **orders** endpoint returns `404` for *new* customers, see [the docs](https://docs.example/api_v2#orders).

## Steps

1. `POST /customers`
2. `GET /orders?customer=$ID`
   - with a token
   - without one

* expected: an empty list
* got: __404__

```python
def orders(c):
    return api["orders"][c.id] or {}
```

> a quote
> > in a quote

| a | b |
|---|---|
| 1 | 2 |

- [x] checked
- [ ] not checked

~~old~~ snake_case_name 5 * 3 * 2 ~10% #42 @robin https://example.com/a_b_(c)?x=[1]

***
Robin
"""), shows=("# Summary", "**orders**", "`404`", "```python", "snake_case_name"))

LONG = Mail("""
    From: Archive <archive@office.example>
    To: support@example.com
    Subject: The minutes of all meetings
    Date: Fri, 20 Nov 2026 10:10:10 +0000
    Message-ID: <long-1@office.example>
    """, part("text/plain; charset=utf-8", "".join(f"Meeting {number}\n\nWe met on day {number} and spoke about item [{number}] (again). It was decided to "
              "look at it\nin the next meeting, when everybody is there.\n\n" for number in range(1, 301))), shows=("Meeting 1\n", "item [17] (again)"))

FILES = Mail("""
    From: "Scanner 2nd floor" <scan@printer.example>
    To: support@example.com
    Subject: Scan from MFP-2
    Date: Fri, 20 Nov 2026 10:20:00 +0000
    Message-ID: <scan-2@printer.example>
    """, multi("mixed", "scan", [
        attached("Scan_001.png", "image/png", picture(210, 297, "1", (90, 60, 30))),
        attached("=?utf-8?B?w5xiZXJzaWNodC5wZGY=?=", "application/pdf", b"%PDF-1.4\n%%EOF\n"),
        attached("notes [1] a|b!.txt", "text/plain", b"[~admin] notes\n")]), shows=("Scan_001.png",))

NOTHING = Mail("""
    From: Quiet <quiet@office.example>
    To: support@example.com
    Subject: Re: Scan from MFP-2
    Date: Fri, 20 Nov 2026 10:25:00 +0000
    In-Reply-To: <scan-2@printer.example>
    Message-ID: <quiet-1@office.example>
    """, part("text/plain; charset=utf-8", "\n", "7bit"))

INSIDE = """Received: from mx.vendor.example by mx.office.example; Thu, 19 Nov 2026 09:00:00 +0000
From: Vendor <sales@vendor.example>
To: Joan <joan@office.example>
Subject: Your licence: ends on 1 December
Date: Thu, 19 Nov 2026 09:00:00 +0000
Message-ID: <vendor-1@vendor.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Dear Joan,</p><p>your licence <b>L-7</b> ends on 1 December.</p>
"""

FORWARDED = Mail("""
    From: Joan Mills <joan@office.example>
    To: support@example.com
    Subject: FW: Your licence: ends on 1 December
    Date: Fri, 20 Nov 2026 10:30:00 +0000
    Message-ID: <fw-1@office.example>
    """, multi("mixed", "fw", [
        part("text/plain; charset=utf-8", "Please prolong this for us, see the attached mail.\n\nJoan\n"),
        part("message/rfc822", INSIDE, "7bit", "Content-Disposition: attachment")]),
    shows=("Please prolong this for us", "Your licence"))

THREADS = [
    Thread("hostile", "Text full of Jira's markup, which must be shown as text; then the same as HTML", [HOSTILE, HOSTILE_HTML]),
    Thread("log-file", "A log, a table of dashes and a diff, pasted into plain text", [LOG]),
    Thread("markdown", "Markdown habits in plain text", [MARKDOWN]),
    Thread("long", "More text than Jira takes", [LONG]),
    Thread("only-files", "A scanner: files and no text; then an answer with nothing at all", [FILES, NOTHING]),
    Thread("forwarded", "A forwarded mail as an attachment", [FORWARDED]),
]
