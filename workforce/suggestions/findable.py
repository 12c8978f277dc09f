"""One opening before the people who may be shown to its enterprise: whom does it suit?

Asked by a web page, so it looks at a bounded number of people, read anew each time: who took a
word back a moment ago is not among them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from workforce.i18n import _
from workforce.models import Occupation, Skill
from workforce.reference.names import names_by_key
from workforce.suggestions.engine import engine
from workforce.suggestions.rows import opening_row
from workforce.suggestions.words.names import Names, Params, duration, lowered

# The matcher is loaded by who ranks.
if TYPE_CHECKING:
    from matching import SeekerRecord

#: reasons that rest on trades and skills alone. Pay, hours, home and needs are not what a
#: person agreed to show; a need can name a disability.
_TOLD = ("skill_known", "certificate_held", "occupation_wanted", "occupation_done",
         "occupation_trained", "occupation_related")  # fmt: skip
#: lacks an enterprise may know; how long somebody went to school is not among them
_LACKS = frozenset({"skill", "certificate", "experience"})


@dataclass(frozen=True)
class Fit:
    """Why an opening suits somebody, in words that name no one.

    Attributes:
        reasons: strongest first; lacks: what they would have to add, one phrase each.
        courses: ids of courses that teach what is missing, the best first.
    """

    person_id: int
    reasons: list[str]
    lacks: list[str]
    courses: list[int]


def best_of(
    session: Session, *, opening_id: int, people: Sequence[int], count: int, today: dt.date
) -> list[Fit]:
    """Return those of the people the opening suits well, best first; reads only.

    [] when it suits none of them well, or the opening is not open. What a person said no to
    does not suit them.
    """
    from matching import StandingCrowd
    from matching.scoring.weights import WEAK_FIT
    from workforce.suggestions import gather

    current = engine(session, today=today)
    records = {one.id: one for one in gather.seeker_records(session, people, today=today)}
    matcher, asked = current.matcher, str(opening_id)
    crowd = StandingCrowd.of(map(matcher.read, records.values()), matcher.vocabulary)
    found = matcher.suited(
        crowd, asked, count, bars=crowd.aligned({}, WEAK_FIT),
        adults_only=asked in current.adults_only,
    )  # fmt: skip
    rows = [_row(matcher, records[identity], asked) for identity, _score in found]
    names = _names(session, rows)
    return [
        Fit(int(identity), _reasons(row, names), _lacking(row, names), row["courses"])
        for (identity, _score), row in zip(found, rows, strict=True)
    ]


def _row(matcher: Any, record: "SeekerRecord", opening_id: str) -> Params:
    return opening_row(matcher.explain(record, [opening_id])[0])


def _names(session: Session, rows: Sequence[Params]) -> Names:
    skills: set[str] = set()
    occupations: set[str] = set()
    for row in rows:
        skills.update(lack["key"] for lack in row["missing"])
        for one in row["reasons"]:
            skills.update(one["params"].get("skills") or ())
            occupations.update(filter(None, [one["params"].get("occupation")]))
    return Names(
        names_by_key(session, Occupation, occupations), names_by_key(session, Skill, skills)
    )


def _reasons(row: Params, names: Names) -> list[str]:
    helping = [one for one in row["reasons"] if one["weight"] > 0 and one["code"] in _TOLD]
    helping.sort(key=lambda one: -one["weight"])
    said = (_sentence(one["code"], one["params"], names) for one in helping)
    return list(dict.fromkeys(filter(None, said)))


def _sentence(code: str, params: Params, names: Names) -> str:
    job = names.occupation(params.get("occupation"))
    if code == "skill_known":
        skills = names.skill_list(params.get("skills"))
        return _("đã biết: %(skills)s", skills=skills) if skills else ""
    if code == "certificate_held":
        skills = names.skill_list(params.get("skills"))
        return _("đã có: %(skills)s", skills=skills) if skills else ""
    if not job:
        return _("muốn làm việc này") if code == "occupation_wanted" else ""
    if code == "occupation_wanted":
        return _("muốn làm đúng việc này: %(job)s", job=job)
    if code == "occupation_related":
        return _("muốn làm việc gần với %(job)s", job=job)
    if code == "occupation_trained":
        return _("đã học nghề gần với %(job)s", job=job)
    months = round(params.get("months") or 0)
    if months:
        return _("đã làm việc gần với %(job)s, %(time)s", job=job, time=duration(months))
    return _("đã làm việc gần với %(job)s", job=job)


def _lacking(row: Params, names: Names) -> list[str]:
    said = []
    for lack in row["missing"]:
        if lack["kind"] == "experience":
            months = round((lack.get("params") or {}).get("months_asked") or 0)
            time = duration(months) if months else ""
            said.append(_("kinh nghiệm %(time)s", time=time) if time else _("kinh nghiệm"))
        elif lack["kind"] in _LACKS:
            said.append(lowered(names.skills.get(lack["key"]) or lack["label"]))
    return list(dict.fromkeys(said))
