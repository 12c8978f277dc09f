"""The one filter all typed text goes through before a rule or the database sees it."""

import re
import unicodedata

#: zero-width characters and the byte-order mark; ZWNJ/ZWJ stay, Khmer may use them
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class BrokenText(ValueError):
    """The text holds characters no keyboard types: NUL, lone surrogates, overrides."""


def clean_text(text: str, *, lines: bool = False) -> str:
    """Return ``text`` in NFC, trimmed, spaces collapsed; '' stays ''.

    Args:
        text: what was typed.
        lines: keep line breaks (a text area); otherwise they become spaces.

    Raises:
        BrokenText: on NUL, control, surrogate or direction-override characters. They are
            refused, not dropped: PostgreSQL cannot store them and nobody types them.
    """
    if _BROKEN.search(text):
        raise BrokenText("unprintable characters")
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if not lines:
        return " ".join(text.split())
    rows = [" ".join(row.split()) for row in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()
