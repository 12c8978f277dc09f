"""Fold, tokenise and compare Vietnamese as people type it; Khmer passes through untouched."""

import re
import unicodedata
from functools import lru_cache

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
WORD = re.compile(r"[\u1780-\u17ff]+|[^\W_]+", re.UNICODE)
_KHMER = re.compile(r"[\u1780-\u17ff]")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}

_INITIAL = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
_NUCLEUS = (
    r"(?:uyeu|uye|uoi|uou|uya|uyu|oai|oao|oay|oeo|uay|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi"
    r"|ua|ue|ui|uo|uu|uy|ye|a|e|i|o|u|y)"
)
_FINAL = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(_INITIAL + _NUCLEUS + _FINAL)

# Telex doubles a letter or adds w; VNI uses 6, 7, 8, 9. What is left is the bare letter.
_TELEX_LETTERS = (
    ("dd", "d"),
    ("aa", "a"),
    ("ee", "e"),
    ("oo", "o"),
    ("aw", "a"),
    ("ow", "o"),
    ("uw", "u"),
    ("w", "u"),
)


def plain_letters(text: str | None) -> str:
    """Return NFC text without zero-width characters, capitals kept; None gives ''."""
    if not text:
        return ""
    text = str(text)
    if text.isascii():
        return text
    if _INVISIBLE.search(text):
        text = text.translate(_ZERO_WIDTH)
    return unicodedata.normalize("NFC", text)


def normalise(text: str | None) -> str:
    """Return NFC lower-case text without zero-width characters; None gives ''."""
    return plain_letters(text).casefold()


def fold(text: str | None) -> str:
    """Return the key two spellings share: no case, no marks, d for đ, single spaces.

    Khmer letters and signs stay as they are (its vowels are combining marks that carry the
    meaning). Idempotent; None and '' give ''.
    """
    plain = normalise(text)
    return " ".join((plain if plain.isascii() else plain.translate(_FOLDS)).split())


class _Folds(dict[int, str]):
    """Letter → its folded form, worked out once per letter."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # "đ" is a letter of its own in Unicode, so NFD does not split it.
        parts = "d" if char == "đ" else unicodedata.normalize("NFD", char)
        kept = "".join(c for c in parts if _KHMER.match(c) or not unicodedata.combining(c))
        self[code] = unicodedata.normalize("NFC", kept)
        return self[code]


_FOLDS = _Folds()


def words(text: str | None) -> list[str]:
    """Return the words of a text, accented and lower-case; a Khmer run is one word."""
    return WORD.findall(normalise(text))


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return the folded key of one word, with 'ly' and 'li' written alike."""
    key = fold(word)
    # kỹ/kĩ, mỹ/mĩ, công ty/công ti are one word each; 'quy' and 'ay' keep their y.
    if len(key) > 1 and key.endswith("y") and key[-2] not in "aeiouy" and not key.startswith("qu"):
        return key[:-1] + "i"
    return key


@lru_cache(maxsize=65536)
def accent_key(word: str) -> str:
    """Return the word with its tone written last, so that hoà and hòa are equal."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", normalise(word)):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if len(plain) > 1 and plain.endswith("y") and plain[-2] not in "aeiouyâă":
        plain = plain[:-1] + "i" if not plain.startswith("qu") else plain
    return f"{plain}{'/' + tone if tone else ''}"


def has_marks(word: str) -> bool:
    """Return whether the word carries Vietnamese marks, so that its accents can be trusted."""
    return accent_key(word) != word_key(word)


def is_khmer(text: str) -> bool:
    """Return whether the text holds Khmer letters."""
    return bool(_KHMER.search(text))


def is_syllable(key: str) -> bool:
    """Return whether a folded word could be a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(key))


@lru_cache(maxsize=65536)
def southern_key(key: str) -> str:
    """Return how a folded syllable sounds in the Mekong Delta.

    Initials v/d/gi, s/x and tr/ch and finals n/ng/nh and t/c/ch fall together
    (domain brief 5.1): 'thợ hàng' and 'thợ hàn' get one key.
    """
    if not is_syllable(key):
        return key
    for written, spoken in (("gi", "d"), ("v", "d"), ("x", "s"), ("tr", "ch"), ("qu", "w")):
        if key.startswith(written) and len(key) > len(written):
            key = spoken + key[len(written) :]
            break
    for written, spoken in (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t")):
        if key.endswith(written) and len(key) > len(written) + 1:
            return key[: -len(written)] + spoken
    return key


@lru_cache(maxsize=65536)
def decode_typing(word: str) -> str:
    """Return the folded word when it holds Telex or VNI keystrokes, else its plain key.

    'ddieenj' → 'dien', 'tho75' → 'tho'; a word that is already a syllable is left alone.
    """
    key = fold(word)
    if not key.isascii() or is_syllable(key) or key.isdigit():
        return key
    plain = re.sub(r"(?<=[a-z])[1-9]+", "", key) if key[0].isalpha() else key
    for written, letter in _TELEX_LETTERS:
        plain = plain.replace(written, letter)
    for candidate in (plain, re.sub(r"[sfrxj]$", "", plain), re.sub(r"[sfrxj]", "", plain[1:])):
        whole = candidate if candidate[:1] == plain[:1] else plain[0] + candidate
        if is_syllable(whole):
            return whole
    return key
