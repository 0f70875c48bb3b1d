"""Other scripts, and the charsets that mails in them come in; and charsets that are not what the mail says."""

from tests.gallery.build import Mail, Thread, alternative, part, word

JAPANESE = Mail(f"""
    Date: Fri, 20 Nov 2026 10:12:00 +0900
    From: {word("山田 花子", "iso-2022-jp")} <hanako.yamada@seisaku.example>
    To: support@example.com
    Subject: {word("【至急】プリンターが動きません", "iso-2022-jp")}
    Message-ID: <20261120101200.1A2B.HANAKO@seisaku.example>
    X-Mailer: Becky! ver. 2.81.07 [ja]
    """, part('text/plain; charset="ISO-2022-JP"', """サポート担当者様

いつもお世話になっております。製作所の山田です。

3階のプリンター（型番：PX-1200）が今朝から動きません。
画面には「エラー 0x61」と表示されています。
・電源の入れ直し
・用紙の補充
は試しましたが、変わりませんでした。

お手数ですが、ご確認をお願いいたします。

--
山田 花子
株式会社例製作所 総務部
""", "7bit"), shows=("プリンター", "エラー 0x61"))

JAPANESE_REPLY = Mail(f"""
    Date: Fri, 20 Nov 2026 14:30:00 +0900
    From: {word("山田 花子")} <hanako.yamada@seisaku.example>
    To: Support <support@example.com>
    Subject: {word("Re: 【至急】プリンターが動きません")}
    Message-ID: <CAJp4n-Reply@mail.seisaku.example>
    In-Reply-To: <20261120101200.1A2B.HANAKO@seisaku.example>
    References: <20261120101200.1A2B.HANAKO@seisaku.example>
    """, alternative("000000000000ja01", """直りました。ありがとうございました。

2026年11月20日(金) 13:05 Support <support@example.com>:

> ファームウェアを更新しました。もう一度お試しください。
""", """<div dir="ltr"><b>直りました。</b>ありがとうございました。</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">2026年11月20日(金) 13:05 Support &lt;<a href="mailto:support@example.com">support@example.com</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">ファームウェアを更新しました。もう一度お試しください。<br></blockquote></div>
""", encoding="base64"), shows=("直りました。",), hides=("ファームウェアを更新しました",))

CHINESE = Mail(f"""
    Date: Fri, 20 Nov 2026 16:20:00 +0800
    From: {word("王小明", "gb18030")} <xiaoming@gongsi.example>
    To: support <support@example.com>
    Subject: {word("关于订单编号 88213 的发货时间", "gb18030")}
    X-Mailer: Foxmail 7.2.25.245[cn]
    Message-ID: <202611201620001234567@gongsi.example>
    """, alternative("----=_001_NextPart", """您好：

请问订单编号 88213 什么时候发货？客户很着急（𠮷田先生）。

谢谢！


王小明
""", """<html><head><meta http-equiv="content-type" content="text/html; charset=GB18030"><style>body { line-height: 1.5; }</style></head><body>
<div><span></span>您好：</div><div><br></div><div>请问订单编号 <b>88213</b> 什么时候发货？客户很着急（𠮷田先生）。</div><div><br></div><div>谢谢！</div>
<div><br></div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">
<div><span><div style="MARGIN: 10px; FONT-FAMILY: verdana; FONT-SIZE: 10pt"><div>王小明</div></div></span></div></body></html>
""", "GB18030", "base64"), shows=("请问订单编号", "88213", "𠮷田先生"))

CHINESE_REPLY = Mail(f"""
    Date: Fri, 20 Nov 2026 17:45:00 +0800
    From: {word("王小明", "gb18030")} <xiaoming@gongsi.example>
    To: Support <support@example.com>
    Subject: {word("回复: 关于订单编号 88213 的发货时间", "gb18030")}
    References: <202611201620001234567@gongsi.example>
    In-Reply-To: <202611201620001234567@gongsi.example>
    X-Mailer: Foxmail 7.2.25.245[cn]
    Message-ID: <202611201745009999999@gongsi.example>
    """, part('text/html; charset="GB18030"', """<html><head><meta http-equiv="content-type" content="text/html; charset=GB18030"></head><body>
<div>好的，星期三可以。</div><div><br></div><div>王小明</div>
<blockquote style="margin-Top: 0px; margin-Bottom: 0px; margin-Left: 0.5em"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div style="PADDING-RIGHT: 8px; FONT-SIZE: 12px;FONT-FAMILY:tahoma;COLOR:#000000; BACKGROUND: #efefef;"><div><b>发件人：</b>&nbsp;<a href="mailto:support@example.com">Support</a></div><div><b>发送时间：</b>&nbsp;2026-11-20&nbsp;17:10</div><div><b>收件人：</b>&nbsp;<a href="mailto:xiaoming@gongsi.example">王小明</a></div><div><b>主题：</b>&nbsp;关于订单编号 88213 的发货时间</div></div></div><div>星期三发货可以吗？</div></blockquote></body></html>
""", "base64"), shows=("好的，星期三可以。",), hides=("星期三发货可以吗？",))

ARABIC = Mail(f"""
    Date: Fri, 20 Nov 2026 11:00:00 +0300
    From: {word("سلمى الحسن")} <salma@maktab.example>
    To: support@example.com
    Subject: {word("لا أستطيع الدخول إلى حسابي")}
    Message-ID: <CAAr4b1c@mail.maktab.example>
    """, alternative("000000000000ar01", """السلام عليكم،

لا أستطيع الدخول إلى حسابي (رقم 40-1177) منذ أمس. تظهر الرسالة "Invalid token".

شكراً
سلمى
""", """<div dir="rtl"><div>السلام عليكم،</div><div><br></div><div>لا أستطيع الدخول إلى حسابي (رقم <b>40-1177</b>) منذ أمس. تظهر الرسالة &quot;Invalid token&quot;.</div><ul><li>المتصفح: Firefox</li><li>النظام: Windows 11</li></ul><div>شكراً</div><div>سلمى</div></div>
""", encoding="base64"), shows=("لا أستطيع الدخول إلى حسابي", "Invalid token"))

HEBREW = Mail(f"""
    Date: Fri, 20 Nov 2026 12:00:00 +0200
    From: {word("דוד לוי", "windows-1255")} <david@misrad.example>
    To: support@example.com
    Subject: {word("Re: החשבון נעול", "windows-1255")}
    Message-ID: <000001da@misrad.example>
    In-Reply-To: <CAAr4b1c@mail.maktab.example>
    References: <CAAr4b1c@mail.maktab.example>
    X-Mailer: Microsoft Outlook 14.0
    """, part('text/plain;\n\tcharset="windows-1255"', """שלום,

גם אצלי החשבון נעול. מספר הלקוח: 7781.

תודה,
דוד

-----הודעה מקורית-----
מאת: Support [mailto:support@example.com]
נשלח: יום שישי 20 נובמבר 2026 11:30
אל: דוד לוי
נושא: החשבון

האם גם לך יש בעיה?
"""), shows=("גם אצלי החשבון נעול",), hides=("האם גם לך יש בעיה",))

RUSSIAN = Mail(f"""
    Date: Fri, 20 Nov 2026 13:00:00 +0300
    From: {word("Ольга Петрова", "koi8-r")} <olga@zavod.example>
    X-Mailer: The Bat! (v3.99.3) Professional
    Message-ID: <1234567890.20261120130000@zavod.example>
    To: support@example.com
    Subject: {word("Не открывается отчёт за октябрь", "koi8-r")}
    """, part("text/plain; charset=koi8-r", """Здравствуйте, Support.

Не открывается отчёт за октябрь: программа пишет "Файл повреждён".
Размер файла 0 байт, у коллег так же.

-- 
С уважением,
 Ольга                          mailto:olga@zavod.example
""", "8bit"), shows=("Файл повреждён",))

RUSSIAN_REPLY = Mail(f"""
    Date: Fri, 20 Nov 2026 15:20:00 +0300
    From: {word("Ольга Петрова", "koi8-r")} <olga@zavod.example>
    X-Mailer: The Bat! (v3.99.3) Professional
    Message-ID: <987654321.20261120152000@zavod.example>
    In-Reply-To: <1234567890.20261120130000@zavod.example>
    References: <1234567890.20261120130000@zavod.example>
    To: Support <support@example.com>
    Subject: {word("Re: Не открывается отчёт за октябрь", "koi8-r")}
    """, part("text/plain; charset=koi8-r", """Здравствуйте, Support.

Вы писали 20 ноября 2026 г., 14:05:02:

> Попробуйте открыть копию из архива.

Копия открывается, спасибо!

-- 
С уважением,
 Ольга                          mailto:olga@zavod.example
""", "8bit"), shows=("Копия открывается, спасибо!",), hides=("С уважением",))

UTF8_AS_LATIN1 = Mail("""
    Date: Fri, 20 Nov 2026 10:00:00 +0100
    From: webform@shop.example
    To: support@example.com
    Subject: Contact form
    Message-ID: <form-1@shop.example>
    X-Mailer: PHP/7.4.33
    """, part("text/plain; charset=iso-8859-1", "Name: Zoë Müller\nMessage: Das Café schließt um 18 Uhr – ist das richtig? Preis: 12,50 €\n".encode(), "8bit"),
    shows=("Zoë Müller", "Café schließt um 18 Uhr", "12,50 €"))

CP1252_AS_ASCII = Mail("""
    Date: Fri, 20 Nov 2026 10:05:00 +0100
    From: "Scanner 2nd floor" <scan@printer.example>
    To: support@example.com
    Subject: Re: Contact form
    In-Reply-To: <form-1@shop.example>
    Message-ID: <scan-1@printer.example>
    """, part("text/plain; charset=us-ascii", "The customer said: “it’s broken” – naïve, but for 30 € he’s right…\n".encode("cp1252"), "8bit"),
    shows=("“it’s broken” – naïve", "30 €"))

NO_CHARSET = Mail("""
    Date: Fri, 20 Nov 2026 10:10:00 +0100
    From: cron@old.example
    To: support@example.com
    Subject: Re: Contact form
    In-Reply-To: <form-1@shop.example>
    Message-ID: <cron-1@old.example>
    """, part("text/html", "<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'></head><body><p>Příliš "
              "žluťoučký kůň úpěl ďábelské ódy.</p></body></html>\n".encode("iso-8859-2"), "8bit"),
    shows=("Příliš žluťoučký kůň úpěl ďábelské ódy",))

THREADS = [
    Thread("japanese", "Japanese: plain text in ISO-2022-JP, then an HTML answer in UTF-8", [JAPANESE, JAPANESE_REPLY]),
    Thread("chinese", "Chinese in GB18030, from Foxmail, with a character outside the basic plane; then an answer", [CHINESE, CHINESE_REPLY]),
    Thread("arabic-hebrew", "From right to left: Arabic HTML, then an answer in Hebrew, windows-1255", [ARABIC, HEBREW]),
    Thread("russian", "Russian in KOI8-R, from The Bat!; then an answer below the quote", [RUSSIAN, RUSSIAN_REPLY]),
    Thread("broken-charsets", "UTF-8 that says Latin 1; windows-1252 that says ASCII; a charset that only the HTML names",
           [UTF8_AS_LATIN1, CP1252_AS_ASCII, NO_CHARSET]),
]
