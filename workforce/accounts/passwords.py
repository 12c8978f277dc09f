"""Passwords: hashed with Argon2id, refused when the whole world would guess them first.

No rule about capitals or digits: such rules make people write passwords down. Length and
a list of common ones do more (ASVS 6.2).
"""

import re
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from matching import fold
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Role
from workforce.settings import PROJECT

SEEKER_MIN, STAFF_MIN, MAX = 8, 12, 200
#: letters a password must still have when name and phone number are taken out of it
OWN_LETTERS = 4

# OWASP's smaller setting, 19 MiB: two cores serve the whole province.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """Return the Argon2id hash to store."""
    return _hasher.hash(_bytes(password))


def matches(stored: str | None, typed: str) -> bool:
    """Return whether ``typed`` is the password behind ``stored``.

    With nothing stored (no such account, or one that signs in by code) the same work is
    done on a hash nobody has the password of, so that time tells a stranger nothing.
    """
    try:
        return _hasher.verify(stored or _nobody(), _bytes(typed)) and bool(stored)
    except (Argon2Error, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Return whether a hash was made with older parameters."""
    return _hasher.check_needs_rehash(stored)


def check_strength(password: str, *, role: Role | str, phone: str | None, name: str) -> None:
    """Raise InvalidInput, with what to do, when a password is too easy to guess.

    Args:
        phone: E.164 or None; neither the number nor the name makes a password.
    """
    least = SEEKER_MIN if role == Role.SEEKER else STAFF_MIN
    if len(password) < least:
        raise InvalidInput(_("Mật khẩu cần ít nhất %(n)d ký tự.", n=least), "password")
    if len(password) > MAX:
        raise InvalidInput(_("Mật khẩu dài tối đa %(n)d ký tự.", n=MAX), "password")
    if _is_common(password) or _is_about_owner(password, phone=phone, name=name):
        raise too_easy()


def too_easy() -> InvalidInput:
    """Return the refusal of a password others would guess, or already use on this phone."""
    return InvalidInput(
        _("Mật khẩu này dễ đoán. Anh/chị ghép ba từ không liên quan, ví dụ tên một món ăn,"
          " một con vật và một nơi."),
        "password",
    )  # fmt: skip


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Return the folded passwords nobody may use, from seeds/common_passwords.txt."""
    text = (PROJECT / "seeds" / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(_plain(line) for line in text.splitlines() if line.strip())


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("no account has this password")


def _bytes(password: str) -> bytes:
    # The same word typed on two keyboards may arrive composed or not.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _is_common(password: str) -> bool:
    plain = _plain(password)
    return plain in common_passwords() or len(set(plain)) < OWN_LETTERS


def _is_about_owner(password: str, *, phone: str | None, name: str) -> bool:
    rest = _plain(password)
    if phone:
        rest = rest.replace(phone.lstrip("+").removeprefix("84"), "")
    for word in sorted(fold(name).split(), key=len, reverse=True):
        rest = rest.replace(word, "") if len(word) > 1 else rest
    return len(rest.lstrip("0")) < OWN_LETTERS
