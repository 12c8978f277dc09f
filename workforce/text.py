"""The one filter all typed text goes through before a rule or the database sees it."""

import re
import unicodedata

#: zero-width characters and the byte-order mark; ZWNJ/ZWJ stay, Khmer may use them
_INVISIBLE = dict.fromkeys(map(ord, "\u2060\ufeff\u00ad"))
#: Khmer writes no spaces: its keyboards put U+200B between words, and there it stays
_STRAY_BREAK = re.compile(r"(?<![\u1780-\u17ff])\u200b|\u200b(?![\u1780-\u17ff])")
_BROKEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069"
    r"\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"
)


class BrokenText(ValueError):
    """The text holds characters no keyboard types: NUL, lone surrogates, overrides."""


def clean_text(text: str, *, lines: bool = False) -> str:
    """Return ``text`` in NFC, trimmed, spaces collapsed; '' stays ''.

    Args:
        text: what was typed.
        lines: keep line breaks (a text area); otherwise they become spaces.

    Raises:
        BrokenText: on NUL, control, surrogate, direction-override characters and
            noncharacters. They are refused, not dropped: PostgreSQL cannot store them
            all, no page can show them and nobody types them.
    """
    if _BROKEN.search(text):
        raise BrokenText("unprintable characters")
    text = _STRAY_BREAK.sub("", text.translate(_INVISIBLE))
    text = unicodedata.normalize("NFC", text)
    if not lines:
        return " ".join(text.split())
    rows = [" ".join(row.split()) for row in re.split(r"\r\n|\r|\n", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()
