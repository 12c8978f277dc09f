"""What to add: a requirement not known to be met → a short phrase."""

from collections.abc import Callable

from workforce.i18n import _
from workforce.suggestions.words.names import Names, Params, duration, lowered


def _missing_skill(lack: Params, names: Names) -> str:
    return lowered(names.skills.get(lack["key"]) or lack["label"])


def _missing_schooling(lack: Params, names: Names) -> str:
    label = lack["label"]
    return _("trình độ %(level)s", level=lowered(label)) if label else _("trình độ cao hơn")


def _missing_experience(lack: Params, names: Names) -> str:
    months = round((lack.get("params") or {}).get("months_asked") or 0)
    return _("kinh nghiệm %(time)s", time=duration(months)) if months else _("kinh nghiệm")


MISSING: dict[str, Callable[[Params, Names], str]] = {
    "skill": _missing_skill,
    "certificate": _missing_skill,
    "schooling": _missing_schooling,
    "experience": _missing_experience,
}
