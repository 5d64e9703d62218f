"""Invented articles and pages for the tests of the readers; no text of a real outlet."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TITLE = "Minister Lund confirms talks on the Varda bridge"
BODY = (
    "Transport Minister Eva Lund has confirmed that her ministry is talking to two builders about "
    "the bridge over the Varda.",
    "“We want to see the first pillar standing before winter,” Lund told reporters in Osthaven on "
    "Tuesday. “Nobody should expect the bridge to open before next year.”",
    "The old bridge was closed in March after engineers found cracks in three of its eight "
    "pillars, and drivers have had to take a detour of 40 kilometres since then.",
    "Mayor Tomas Brandt said that the city would pay for a second ferry, although the council has "
    "not voted on the money yet.",
    "The builders declined to comment. A decision is expected by the end of June, the ministry "
    "said, and the work should take eleven months.",
)
TEXT = "\n\n".join(BODY)

# A page as a browser saves it as text: menus, names of icons, teasers, credits, legal lines.
PAGE = f"""icon menuicon searchicon shareicon chevron downicon chevron upicon closeicon playicon \
pauseicon mailicon printicon userbookmarkicon tagicon flagicon camera icon fullscreenicon tvicon fb\
icon twicon tgicon rssicon wifiicon homeicon clockicon staricon heart icon download icon upload
Skip to content
Home
World
Business
Search
4 May, 2026 09:15
HomeRegion

{TITLE}

The ministry wants to see work begin before winter
{TITLE}
The Varda bridge in Osthaven ©  Nordpress / Ida Holm

{BODY[0]}

{BODY[1]}

Ferry tickets get dearer from June
Read more
Ferry tickets get dearer from June

{BODY[2]}

{BODY[3]}

READ MORE: What we know about the cracks in the bridge

{BODY[4]}

Top stories

Ten gardens that you should see this spring
Ten gardens that you should see this spring FEATURE
Why bakers get up later than they used to
Why bakers get up later than they used to FEATURE
Podcasts
All podcasts
0:00
23:10
© Osthaven Courier Media, 2005–2026. All rights reserved.

This website uses cookies. Read our Privacy policy to find out more.

Accept cookies
"""

HTML = f"""<!doctype html><html lang="en"><head>
<title>{TITLE} | Osthaven Courier</title>
<meta property="og:site_name" content="Osthaven Courier">
<meta property="article:published_time" content="2026-05-04T09:15:00+02:00">
<meta name="author" content="Ida Holm">
<link rel="canonical" href="https://courier.example/varda-bridge">
<script>document.write("never shown")</script><style>p {{color: red}}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{part}</p>" for part in BODY)}</article>
<aside><h3>Most read</h3><a href="/g">Ten gardens that you should see this spring</a></aside>
<footer>© 2026 Osthaven Courier. All rights reserved.</footer></body></html>"""

OTHER_LANGUAGES = {
    "de": "Verkehrsministerin Eva Lund hat bestätigt, dass ihr Ministerium mit zwei Firmen über "
    "die Brücke spricht. Die alte Brücke ist seit März gesperrt, weil Risse gefunden wurden.",
    "fr": "La ministre des Transports Eva Lund a confirmé que son ministère discute avec deux "
    "entreprises au sujet du pont. Le vieux pont est fermé depuis mars après la découverte de "
    "fissures.",
    "es": "La ministra de Transporte Eva Lund confirmó que su ministerio habla con dos empresas "
    "sobre el puente. El puente viejo está cerrado desde marzo porque se hallaron grietas.",
    "ru": "Министр транспорта Ева Лунд подтвердила, что её ведомство ведёт переговоры о мосте с "
    "двумя компаниями. Старый мост закрыт с марта, после того как на нём нашли трещины.",
    "tr": "Ulaştırma Bakanı Eva Lund, bakanlığının köprü için iki şirketle görüştüğünü doğruladı. "
    "Eski köprü, çatlaklar bulunduktan sonra mart ayından bu yana kapalı ve ne zaman açılacağı "
    "bilinmiyor.",
    "ar": "أكدت وزيرة النقل إيفا لوند أن وزارتها تتحدث مع شركتين بشأن الجسر. وقد أغلق الجسر القديم "
    "منذ شهر مارس بعد اكتشاف شقوق في أعمدته.",
    "zh": "交通部长伊娃·伦德证实，她的部门正在与两家公司就大桥问题进行谈判。"
    "旧桥自三月以来因发现裂缝而关闭。",
}
