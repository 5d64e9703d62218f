"""Lines that are furniture of a page by their own words: credits, teasers, legal lines, buttons."""

from __future__ import annotations

import re

# Wordings that pages of any outlet use; each pattern says for what reason a line is cut.
_START_OR_ALONE: dict[str, str] = {
    "teaser": (
        r"read (?:more|also|next|the full|on)|also read|see (?:also|more)"
        r"|more (?:on|from|stories|news)"
        r"|related(?: (?:articles?|stories|news|topics?|content|links?|coverage))?|recommended"
        r"|you may (?:also )?(?:like|be interested)|most (?:read|popular|viewed|shared)|trending"
        r"|top stories|editor'?s? picks?|don'?t miss|watch(?: now| more| live)?|listen(?: now)?"
        r"|up next|next (?:article|story|post)|previous (?:article|story|post)|in pictures"
        r"|latest (?:news|stories|headlines)|lesen sie (?:auch|mehr)|mehr zum thema|lire aussi"
        r"|à lire aussi|lea también|te puede interesar|leggi anche|leia (?:também|mais)"
        r"|читайте также|по теме|читать (?:далее|также)|ayrıca okuyun|ilgili haberler"
        r"|lees (?:ook|meer)|läs (?:också|mer)|czytaj (?:też|także|więcej)|اقرأ أيضاً?"
        r"|相关(?:新闻|阅读)"
    ),
    "sharing or account buttons": (
        r"share(?: (?:this|on|via|the)\b.*)?|tweet|facebook|twitter|x|whatsapp|telegram|linkedin"
        r"|reddit|pinterest|e-?mail|print|copy (?:link|url)|save|bookmark|follow(?: us)?\b.*"
        r"|sign ?(?:in|up|out)|log ?(?:in|out)|register|subscribe(?: now)?|my account|donate"
        r"|teilen|merken|drucken|partager|compartir|condividi|compartilhar|поделиться|paylaş"
        r"|شارك|分享|\d+ shares?|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)"
        r"|view comments|show comments|post a comment|reply|like|report(?: this)?"
    ),
    "menu": (
        r"home|menu|search|skip to\b.*|close|open|back(?: to top)?|sections?|topics?|tags?:?.*"
        r"|filed under:?.*|categor(?:y|ies):?.*|topics?:.*|all (?:podcasts|videos|news)|podcasts?"
        r"|videos?|photos?|gallery|newsletters?|contact(?: us)?|about(?: us)?"
        r"|advertis(?:e|ing|ement)"
        r"|advertise with us|anzeige|publicité|publicidad|реклама|reklam|sponsored(?: content)?"
        r"|careers|help|faq|archive|sitemap|rss|apps?|load(?:ing)?(?: more)?\.*|show (?:more|less)"
        r"|breaking news|live|startseite|accueil|inicio|главная|ana ?sayfa|首页|more|\d+|\W+"
        r"|\d{1,3}:\d\d(?::\d\d)?(?: ?/ ?\d{1,3}:\d\d)?"
    ),
}
_ALONE = {
    reason: re.compile(rf"(?:{words})\W*", re.IGNORECASE)
    for reason, words in _START_OR_ALONE.items()
}
_LED_TEASER = re.compile(rf"^(?:{_START_OR_ALONE['teaser']})\s*(?:[:|»›→]|\W?\s*–)", re.IGNORECASE)
_LEGAL = re.compile(
    r"all rights reserved|terms (?:of (?:use|service)|and conditions|& conditions)"
    r"|privacy (?:policy|notice|statement|settings)|(?:uses?|accept(?: all)?|manage) cookies"
    r"|cookie (?:policy|settings|preferences)|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados"
    r"|все права защищены|tüm hakları saklıdır|may not be (?:published|reproduced)"
    r"|جميع الحقوق محفوظة|版权所有|^\W*(?:copyright|©|\(c\))\s*(?:19|20)\d\d",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"©|\bgetty images\b|^\W*(?:photo(?:graph)?|image|picture|pic|video|credit|illustration|foto"
    r"|bild|фото|fotoğraf|imagen|crédit)s?(?: (?:by|credit|source|caption|courtesy)\b)?\s*:"
    r"|^\W*(?:image|photo) (?:source|credit|caption|copyright)\b|\bvia (?:ap|reuters|afp|getty)\b"
    r"|\((?:ap|reuters|afp|epa|getty)[^)]{0,20}(?:photo|images)?[^)]{0,40}\)\s*$"
    r"|\bfile photo\b",
    re.IGNORECASE,
)
_SIGNUP = re.compile(
    r"\b(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|updates|inbox|e-?mails?|alerts"
    r"|access|channel|free)\b|\bget (?:the|our) .{0,60}\b(?:newsletter|app|inbox)\b"
    r"|\bfollow (?:us|him|her|me) on\b|\bdownload (?:the|our) .{0,30}\bapp\b"
    r"|\byour (?:email|e-mail) address\b|\bclick here\b|\bsupport our journalism\b",
    re.IGNORECASE,
)
_WITHIN = (  # reason, most words, pattern
    ("teaser", 40, _LED_TEASER),
    ("legal or cookie notice", 60, _LEGAL),
    ("picture credit", 45, _CREDIT),
    ("sign-up or app notice", 45, _SIGNUP),
)
MAX_CUT_CHARS = 600  # nothing longer is cut for its words, and no pattern runs long
_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$|[:：;；]$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def words(text: str) -> int:
    """How many words; two East Asian characters count as one."""
    east = len(_CJK.findall(text))
    if east * 3 < len(text):
        return len(_WORD.findall(text))
    return east // 2 + len(_WORD.findall(_CJK.sub(" ", text)))


def is_sentence(text: str) -> bool:
    """Whether the line ends like a sentence and is long enough for one."""
    return words(text) >= 5 and bool(_END.search(text.rstrip()))


def reason_to_cut(line: str) -> str | None:
    """Why a line is no part of an article by its words alone; None when nothing says so."""
    if len(line) > MAX_CUT_CHARS:
        return None
    size = words(line)
    if size <= 8:
        for reason, pattern in _ALONE.items():
            if pattern.fullmatch(line.strip()):
                return reason
    for reason, most, pattern in _WITHIN:
        if size <= most and pattern.search(line.strip()):
            return reason
    return None
