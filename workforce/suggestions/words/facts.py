"""The lines of a card: two facts, why, what to know first, what to add. Never a grade."""

from collections.abc import Iterable

from workforce.i18n import _
from workforce.suggestions.words.courses import REASONS as COURSE_REASONS
from workforce.suggestions.words.missing import MISSING
from workforce.suggestions.words.names import Names, Params, lowered
from workforce.suggestions.words.reasons import REASONS as OPENING_REASONS

REASONS = OPENING_REASONS | COURSE_REASONS
#: reasons that are lacks: the card says them after 'Cần bổ sung', with the course
SAID_AS_MISSING = frozenset({"certificate_missing", "experience_short", "schooling_below"})
#: too vague to lead a card as long as something better is known
WEAK = frozenset({"wish_text", "profile_text", "course_text"})
#: what 'Đúng ý anh/chị' says already: the line below it tells something new if it can
SAID_BY_FIT = frozenset({"occupation_wanted", "occupation_related"})
ALMOST_NOTHING = 0.004  #: contributions below this are noise, not a reason to tell


def reason(code: str, params: Params, names: Names) -> str:
    """Return the sentence of a reason; '' when its facts are not known.

    A code without words is left unsaid: a stored list may come from another model.
    """
    words = REASONS.get(code)
    return words(params, names) if words else ""


def missing(lack: Params, names: Names) -> str:
    """Return what to add, for after 'Cần bổ sung:'; the matcher's own label otherwise."""
    words = MISSING.get(lack["kind"])
    return words(lack, names) if words else lowered(lack["label"])


def fit(row: Params) -> str:
    """Return 'Đúng ý anh/chị · Đủ 4/5 yêu cầu' as far as true; '' when neither is known.

    Two facts that are never made into one: what the person wants, and what is asked of them.
    """
    return " · ".join(filter(None, [wanted(row), met(row)]))


def wanted(row: Params) -> str:
    """Return how near the job is to the wish; '' when it is not or the wish is unknown."""
    codes = {one["code"] for one in row["reasons"] if one["weight"] > 0}
    if "occupation_wanted" in codes:
        return _("Đúng ý anh/chị")
    return _("Gần với việc anh/chị muốn") if "occupation_related" in codes else ""


def met(row: Params) -> str:
    """Return how many of the stated requirements are met; '' when none is stated or met.

    'Đủ 0/4' says nothing that 'Cần bổ sung' does not say better.
    """
    if not row["met"]:
        return ""
    return _("Đủ %(met)s/%(asked)s yêu cầu", met=row["met"], asked=row["asked"])


def why(row: Params, names: Names, *, limit: int = 1) -> list[str]:
    """Return the strongest true reasons for a pair; [] when none is known.

    Strongest first, but after it what the line above says already, and vague ones last.
    """
    helping = [one for one in row["reasons"] if one["weight"] > ALMOST_NOTHING]
    helping.sort(key=lambda one: (one["code"] in WEAK, one["code"] in SAID_BY_FIT, -one["weight"]))
    return _sentences(helping, names)[:limit]


def know_first(row: Params, names: Names) -> list[str]:
    """Return what speaks against a pair and is not a lack: distance, pay, hours."""
    against = [
        one
        for one in row["reasons"]
        if one["weight"] < -ALMOST_NOTHING and one["code"] not in SAID_AS_MISSING
    ]
    return _sentences(against, names)


def lacks(row: Params, names: Names) -> list[str]:
    """Return what to add, one short phrase each."""
    said = (missing(lack, names) for lack in row["missing"])
    return list(dict.fromkeys(filter(None, said)))


def _sentences(reasons: Iterable[Params], names: Names) -> list[str]:
    said = (reason(one["code"], one["params"], names) for one in reasons)
    return list(dict.fromkeys(filter(None, said)))
