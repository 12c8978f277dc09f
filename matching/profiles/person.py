"""People → profiles."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from matching.places import Gazetteer
from matching.profiles.evidence import Evidence, stated_or
from matching.profiles.shapes import SeekerProfile
from matching.profiles.signs import languages_known, rank_of, wants_home_work
from matching.profiles.told import as_told
from matching.reading.certificates import read_certificates
from matching.reading.conditions import AVOIDS, EASED, HOUSING_NEEDED, SHORT_TERM, SHUTTLE_NEEDED
from matching.reading.protected import neutral
from matching.reading.schooling import seeker_level
from matching.reading.stances import read_stances
from matching.reading.vietnamese import fold
from matching.records import SeekerRecord

# Work that is learnt on the job, by VSCO code.
_ENTRY_WORK = ("9", "7511", "7514", "7515", "81", "8212")
_REFUSAL = re.compile(r"\b(?:khong|ko|k|hong|hok|chang|dung|het|chua)\s*$")
_WEEKS_WORK = ("2359", "4110", "4132", "4226", "5131", "5132", "5223", "5230")
_ANY_WORK = 0.6
# 'Lái máy gì cũng được' names its work: any other work is a fallback only.
_ANY_OTHER_WORK = 0.2
_TOLD_WISH = 0.6
_NAMED = 0.5
# A trade at least so well practised or learnt brings its essential skills with it.
_IMPLIES_SKILLS = 0.6
_CLAUSE = re.compile(r"[^.;,\n]+")
_PRACTICE = re.compile(r"\b(?:thuc tap|tap su|intern)")
# A wish told in passing: the clause from 'muốn', 'mong', 'xin vô' on.
_WISHES = re.compile(
    r"\b(?:muốn|muon|mún|mong|xin|kiếm việc|kiem viec|tìm việc|tim viec|thích|thich)"
    r"\s+([^.;!?]{4,90})",
    re.IGNORECASE,
)


def read_person(record: SeekerRecord, evidence: Evidence, gazetteer: Gazetteer) -> SeekerProfile:
    """Return a person's profile; protected facts have left the words before any is read."""
    record = as_told(record)
    told, record = record, _as_meant(record, evidence)
    spoken = fold(f"{record.desired}. {record.constraints}. {record.about}")
    limits = fold(f"{record.constraints}. {record.desired}. {record.about}")
    avoids = frozenset(key for key, pattern in AVOIDS if re.search(pattern, limits))
    needs, done = _needs(record, avoids, evidence), _done(record, evidence)
    experience = "; ".join(part.title for part in record.experience)
    own_words = [record.about, experience, "; ".join(record.skills)]
    trained = evidence.occupations(
        [(record.training, 1.0), ("; ".join(record.certificates), 0.8)], prefix_level=True
    )
    is_practised = bool(done.any() or trained.any())
    wish = _wish(record, evidence, is_practised=is_practised)
    return SeekerProfile(
        record=told,
        wish=wish,
        done=done,
        trained=trained,
        skills=_skills(record, np.maximum(done, trained), evidence),
        text_wish=record.desired,
        text_all=". ".join(filter(None, [record.desired, *own_words, record.training])),
        point=gazetteer.locate(
            district=record.district,
            commune=record.commune,
            code=record.commune_code,
            lat=record.lat,
            lon=record.lon,
        ),
        level=seeker_level(record),
        months_total=float(sum(part.months or 0 for part in record.experience)),
        avoids=avoids,
        sectors=evidence.sectors(wish, 0.8 * done),
        any_work=_any_work(record.desired, evidence),
        short_term=bool(SHORT_TERM.search(spoken)),
        needs_shuttle=stated_or(record.needs_shuttle, SHUTTLE_NEEDED.search(limits)),
        needs_housing=stated_or(record.needs_housing, HOUSING_NEEDED.search(limits)),
        rank=max(rank_of(text) for text in [record.desired, experience]),
        languages=languages_known(
            ". ".join([*own_words, *record.certificates, *_training(record)])
        ),
        wants_home_work=wants_home_work(record.desired),
        needs=needs,
    )


def _needs(record: SeekerRecord, avoids: frozenset[str], evidence: Evidence) -> frozenset[str]:
    """Return what is asked of work in wish and limits; who cannot stand asks for a seat."""
    said = evidence.vocabulary.terms_in(f"{record.constraints}. {record.desired}", "benefit")
    return frozenset(said) | {EASED[key] for key in avoids & set(EASED)}


def _as_meant(record: SeekerRecord, evidence: Evidence) -> SeekerRecord:
    """Return the record without protected words and declined skills, slips put right."""
    declined = set(record.declined_skill_keys)

    def meant(text: str) -> str:
        return evidence.vocabulary.put_right(neutral(text))

    def without_declined(clause: re.Match[str]) -> str:
        named = set(evidence.vocabulary.skill_evidence(clause[0]))
        return " " if named and named <= declined else clause[0]

    def held(text: str) -> str:
        return _CLAUSE.sub(without_declined, meant(text)) if declined else meant(text)

    return replace(
        record,
        about=held(record.about),
        desired=meant(record.desired),
        constraints=meant(record.constraints),
        skills=tuple(map(held, record.skills)),
        experience=tuple(replace(part, title=meant(part.title)) for part in record.experience),
    )


def _training(record: SeekerRecord) -> list[str]:
    return [record.training] if record.training else []


def _wish(record: SeekerRecord, evidence: Evidence, *, is_practised: bool) -> np.ndarray:
    """Return what work is wished for; who names none and knows a trade is asked about that."""
    wish = np.maximum(
        evidence.occupations([(record.desired, 1.0)]), evidence.keyed(record.occupation_keys)
    )
    told = evidence.occupations([(said, _TOLD_WISH) for said in _told_wishes(record.about)])
    named = bool(wish.max() >= _NAMED)
    wish = np.maximum(wish, told)
    if _only_short_term(wish, record, evidence):
        return np.maximum(wish, _fit_for_weeks(evidence) * np.float32(_ANY_WORK))
    unknown = not wish.any() and (not record.desired.strip() or not is_practised)
    if _any_work(record.desired, evidence) or (
        unknown and _names_no_work(record.desired, evidence)
    ):
        # 'Việc gì cũng được', 'việc ngồi': work without training, the plain wish above all.
        share = np.float32(_ANY_OTHER_WORK if named else _ANY_WORK)
        wish = np.maximum(wish, _learnt_on_the_job(evidence) * share)
    return wish


def _names_no_work(desired: str, evidence: Evidence) -> bool:
    """'Ngồi làm được' or nothing at all says how the work should be, not which."""
    return not desired.strip() or bool(evidence.vocabulary.terms_in(desired, "benefit"))


def _told_wishes(about: str) -> list[str]:
    """Return what is wished for in passing; 'không muốn …' is the opposite of a wish."""
    found = _WISHES.finditer(about)
    return [wish[1] for wish in found if not _REFUSAL.search(fold(about[: wish.start()]))]


def _only_short_term(wish: np.ndarray, record: SeekerRecord, evidence: Evidence) -> bool:
    """'Thời vụ 2 tháng hè' says how long, not what: plain factory work is only one way."""
    named = np.flatnonzero(wish >= _NAMED)
    plain = evidence.vocabulary.occupation_index.get("lao-dong-pho-thong-nha-may")
    return bool(SHORT_TERM.search(fold(record.desired))) and all(row == plain for row in named)


def _fit_for_weeks(evidence: Evidence) -> np.ndarray:
    """Return 1 for work taken up for weeks: learnt on the job, serving, selling, desk help."""
    plain = _learnt_on_the_job(evidence)
    for key, occupation in evidence.vocabulary.occupations.items():
        if occupation.vsco_code.startswith(_WEEKS_WORK):
            plain[evidence.vocabulary.occupation_index[key]] = 1.0
    return plain


def _learnt_on_the_job(evidence: Evidence) -> np.ndarray:
    """Return 1 for work of plain wishes; not controllers (they sit a test) nor licensed work."""
    plain = evidence.nothing()
    for key, occupation in evidence.vocabulary.occupations.items():
        if occupation.vsco_code.startswith(_ENTRY_WORK) and not key.startswith("nhan-vien"):
            licensed = any(
                evidence.kind(s) == "licence" for s in evidence.vocabulary.essential[key]
            )
            plain[evidence.vocabulary.occupation_index[key]] = float(not licensed)
    return plain


def _any_work(text: str, evidence: Evidence) -> bool:
    return "việc gì cũng được" in evidence.vocabulary.terms_in(text, "wish")


def _done(record: SeekerRecord, evidence: Evidence) -> np.ndarray:
    done = evidence.nothing()
    for part in record.experience:
        # Three years count in full; a month still shows what the work is like.
        months = 12.0 if part.months is None else part.months
        share = 0.4 + 0.6 * min(months, 36.0) / 36.0
        if _PRACTICE.search(fold(part.title)):
            share *= 0.6
        np.maximum(done, evidence.occupations([(part.title, share)]), out=done)
    np.maximum(done, evidence.occupations([(record.about, 0.55)]), out=done)
    return done


def _skills(record: SeekerRecord, practised: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Return 1 for each skill told or implied; what the person took away stays away."""
    vocabulary = evidence.vocabulary
    found = _told_skills(record, evidence) | _implied_skills(practised, evidence)
    skills = np.zeros(len(vocabulary.skills), dtype=np.float32)
    for key in found - set(record.declined_skill_keys):
        skills[vocabulary.skill_index[key]] = 1.0
    return skills


def _told_skills(record: SeekerRecord, evidence: Evidence) -> set[str]:
    vocabulary = evidence.vocabulary
    text = [*record.skills, *record.certificates, record.training, record.about]
    text += [part.title for part in record.experience]
    found = {key for key in record.skill_keys if key in vocabulary.skills}
    for part in text:
        found |= {key for key in vocabulary.skill_evidence(part) if evidence.kind(key) != "licence"}
    # A licence counts when it is named as held, not because the person drives.
    told = [part for part in _CLAUSE.findall(record.about) if _is_held(part)]
    for part in [*record.certificates, record.training or "", *told]:
        if not read_stances(part).denies("schooling"):
            found |= set(vocabulary.skill_evidence(part))
    return found


def _is_held(clause: str) -> bool:
    return any(certificate.held for certificate in read_certificates(clause))


def _implied_skills(practised: np.ndarray, evidence: Evidence) -> set[str]:
    """Return what comes with a trade: who sewed for a year can thread a machine unsaid."""
    trades = evidence.vocabulary.occupation_keys
    return {
        skill
        for row in np.flatnonzero(practised >= _IMPLIES_SKILLS)
        for skill in evidence.vocabulary.essential[trades[row]]
        if evidence.kind(skill) != "licence"
    }
