"""Thunderbird: plain text with flowed lines, HTML; and other answers that stand below what they answer."""

from tests.gallery.build import Mail, Thread, alternative, part

FLOWED = Mail("""
    Message-ID: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    Date: Fri, 20 Nov 2026 09:30:00 +0100
    User-Agent: Mozilla Thunderbird
    From: Karel Novak <karel@post.example>
    To: support@example.com
    Subject: Backup has not run since Tuesday
    Content-Language: en-US
    """, part("text/plain; charset=UTF-8; format=flowed", """Hello,

the nightly backup of the file server has not run since Tuesday, and its\x20
report says only "target not reachable", although the target answers a\x20
ping from every machine that I have tried.

   - the job is called nightly-fs
   - the target is \\\\nas02\\backup$

Can you have a look at it?

-- 
Karel Novak
Post Example, computing
""", "7bit"), shows=("and its report says only", "the job is called nightly-fs", "\\\\nas02\\backup$"))

ANSWERS = Mail("""
    Message-ID: <2b3c4d5e-6f7a@post.example>
    Date: Fri, 20 Nov 2026 14:00:00 +0100
    User-Agent: Mozilla Thunderbird
    Subject: Re: Backup has not run since Tuesday
    To: Support <support@example.com>
    References: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example> <answer-7@example.com>
    From: Karel Novak <karel@post.example>
    In-Reply-To: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    """, part("text/plain; charset=UTF-8; format=flowed", """On 20.11.26 12:11, Support wrote:
> Was anything changed on Tuesday? New switch, new address, new\x20
> password?

The password of the backup user was changed, yes.

> Which version is the client?

7.4.1 on all machines but one:

>> fs03 still has 6.9

That one, exactly.

-- 
Karel Novak
Post Example, computing
""", "7bit"), shows=("Was anything changed on Tuesday?", "The password of the backup user was changed", "Which version is the client?", "7.4.1", "That one, exactly."),
    hides=("Post Example, computing",))

HTML = Mail("""
    Message-ID: <3c4d5e6f-7a8b@post.example>
    Date: Fri, 20 Nov 2026 15:00:00 +0100
    User-Agent: Mozilla Thunderbird
    Subject: Re: Backup has not run since Tuesday
    To: Support <support@example.com>
    References: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    From: Karel Novak <karel@post.example>
    In-Reply-To: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    """, part("text/html; charset=UTF-8", """<!DOCTYPE html>
<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
  </head>
  <body>
    <p>It runs again. This was the fix:</p>
    <pre>net use \\\\nas02\\backup$ /delete
net use \\\\nas02\\backup$ /user:bkp *</pre>
    <p>Two things remain:<br>
    </p>
    <ol>
      <li>the <tt>report</tt> should say <i>why</i> it failed</li>
      <li>fs03 needs the new client, see <a class="moz-txt-link-freetext" href="https://wiki.example.com/client">https://wiki.example.com/client</a></li>
    </ol>
    <div class="moz-cite-prefix">On 20.11.26 14:40, Support wrote:<br>
    </div>
    <blockquote type="cite" cite="mid:answer-8@example.com">
      <meta http-equiv="content-type" content="text/html; charset=UTF-8">
      <p>Please log on once with the new password.</p>
    </blockquote>
    <p><br>
    </p>
    <pre class="moz-signature" cols="72">-- 
Karel Novak
Post Example, computing</pre>
  </body>
</html>
""", "8bit"), shows=("It runs again. This was the fix:", "/user:bkp", "fs03 needs the new client"), hides=("log on once with the new password", "Post Example, computing"))

BOTTOM = Mail("""
    From: Ida Berg <ida@mutt.example>
    To: support@example.com
    Subject: Re: Backup has not run since Tuesday
    Message-ID: <20261120160000.GA1234@mutt.example>
    References: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    In-Reply-To: <1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d@post.example>
    Date: Fri, 20 Nov 2026 16:00:00 +0100
    User-Agent: Mutt/2.2.9
    """, part("text/plain; charset=us-ascii", """On Fri, Nov 20, 2026 at 09:30:00AM +0100, Karel Novak wrote:
> the nightly backup of the file server has not run since Tuesday, and its
> report says only "target not reachable", although the target answers a
> ping from every machine that I have tried.

Ours has the same problem, since the same day. Both use the account `bkp'.

-- 
Ida
""", "7bit"), shows=("Ours has the same problem",))

THREADS = [
    Thread("thunderbird", "Thunderbird: flowed text; answers between quoted lines; an HTML answer; and mutt, answering below the quote",
           [FLOWED, ANSWERS, HTML, BOTTOM]),
]
