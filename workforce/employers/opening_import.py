"""Openings from a workbook: HR's list of posts, by the rules of the form."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from matching import fold
from workforce.complaints import wording
from workforce.employers import openings as rules
from workforce.employers.opening_columns import columns, place_words
from workforce.errors import InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.imports.kind import (
    Batch,
    Identity,
    Job,
    Kind,
    Problem,
    Refused,
    Result,
    Row,
    refused,
    taken,
)
from workforce.models import (
    AuditLog,
    ContractType,
    Enterprise,
    ImportKind,
    Occupation,
    Opening,
    OpeningSkill,
    OpeningStatus,
    Role,
    RowOutcome,
)
from workforce.openings.queries import hired_by_opening
from workforce.reference.recognition import accepted_words, vocabulary_with

#: of a row without a code of its own: what tells one opening from another
IDENTIFYING = ("title", "site_id", "description", "shifts")
#: kept beside the row, no columns of the opening
ASIDE = frozenset({"code", "publish", "skills_required", "skills_welcome"})


class OpeningBatch(Batch):
    """The openings of one enterprise; titles are recognised once each."""

    def __init__(self, session: Session, job: Job):
        self._enterprise_id = job.account.enterprise_id or 0
        rules.may_post(session.get_one(Enterprise, self._enterprise_id))
        self._sites = place_words(session, job.account)
        if not self._sites:
            raise NotAllowed(_("Công ty chưa có nơi làm việc nào. Anh/chị thêm một nơi trước."))
        self._words = vocabulary_with(accepted_words(session))
        self._occupations = {
            key: identity for identity, key in session.exec(select(Occupation.id, Occupation.key))
        }
        self._recognised: dict[str, int | None] = {}

    def identities(self, row: Row) -> tuple[Identity, ...]:
        """Return the enterprise's own code, else the print of what identifies the post."""
        values = row.values
        if "site_id" not in values:
            places = set(self._sites.values())
            if len(places) > 1:
                raise Refused("Nơi làm việc", "", _("Công ty có nhiều nơi. Anh/chị ghi rõ nơi."))
            values["site_id"] = places.pop()
        _check_wages(values)
        if values.get("contract_type") in {None, ContractType.INDEFINITE}:
            values.pop("contract_months", None)
        return (Identity(import_key(values)),)

    def write(self, session: Session, rows: Sequence[Row], job: Job) -> list[Result]:
        """Write the rows of a chunk: one look at what is there, one insert of what is new."""
        rules.may_post(session.get_one(Enterprise, self._enterprise_id))
        known = self._known(session, rows)
        hired = hired_by_opening(session, [one.id for one in known.values()])
        wishes = _wishes(session, [one.id for one in known.values()])
        results: dict[int, Result] = {}
        added: list[tuple[Row, Opening]] = []
        for row in rows:
            existing = known.get(import_key(row.values))
            try:
                if existing is None:
                    added.append((row, self._new(row, job)))
                else:
                    results[row.number] = _changed(
                        session, existing, row, job, hired.get(existing.id, 0),
                        wishes.get(existing.id, {}),
                    )  # fmt: skip
            except InvalidInput as error:
                results[row.number] = refused(row, Problem("Hạn nộp hồ sơ", "", str(error)))
            except Refused as error:
                results[row.number] = refused(row, error.problem)
        results |= _insert(session, added, job)
        return [results[row.number] for row in rows]

    def _known(self, session: Session, rows: Sequence[Row]) -> dict[str | None, Opening]:
        keys = [import_key(row.values) for row in rows]
        found = session.exec(
            select(Opening).where(
                Opening.enterprise_id == self._enterprise_id, col(Opening.import_key).in_(keys)
            )
        )
        return {one.import_key: one for one in found}

    def _new(self, row: Row, job: Job) -> Opening:
        values = row.values
        rules.check_deadline(values.get("deadline"), job.today)
        given = {key: value for key, value in values.items() if key not in ASIDE}
        if "occupation_id" not in given:
            given["occupation_id"] = self._occupation(values["title"])
        return Opening(
            enterprise_id=self._enterprise_id, posted_on=job.today, posted_by=job.account.id,
            status=OpeningStatus.OPEN if values.get("publish") else OpeningStatus.DRAFT,
            created_at=job.now, updated_at=job.now, import_key=import_key(values), **given,
        )  # fmt: skip

    def _occupation(self, title: str) -> int | None:
        if title not in self._recognised:
            found = self._words.occupations_in(title, 1)
            self._recognised[title] = self._occupations.get(found[0].key) if found else None
        return self._recognised[title]


def import_key(values: dict[str, Any]) -> str:
    """Return what an opening of a workbook is known by, the same in every file."""
    if values.get("code"):
        return f"ma:{fold(values['code'])}"
    said = "\x1f".join(fold(str(values.get(name) or "")) for name in IDENTIFYING)
    return f"dong:{hashlib.sha256(said.encode()).hexdigest()}"


def _check_wages(values: dict[str, Any]) -> None:
    low, high = values.get("wage_min_vnd"), values.get("wage_max_vnd")
    if low is not None and high is not None and high < low:
        raise Refused(
            "Lương cao nhất", high, _("Lương cao nhất cần bằng hoặc hơn lương thấp nhất.")
        )


def _changed(
    session: Session, opening: Opening, row: Row, job: Job, hired: int, wishes: dict[int, bool]
) -> Result:
    """Change what the row says otherwise; an empty cell leaves what is there."""
    values = row.values
    new = {
        name: value for name, value in values.items()
        if name not in ASIDE and getattr(opening, name) != value
    }  # fmt: skip
    if "deadline" in new:
        rules.check_deadline(new["deadline"], job.today)
    if new.get("posts", hired) < hired:
        said = _("Tin này đã nhận %(n)s người. Số người cần tuyển không thể ít hơn.", n=hired)
        raise Refused("Số người cần tuyển", new["posts"], said)
    _check_wages({name: new.get(name, getattr(opening, name))
                  for name in ("wage_min_vnd", "wage_max_vnd")})  # fmt: skip
    asked = _asked(values, wishes)
    new_wishes = asked if asked != wishes else None
    deadline = new.get("deadline", opening.deadline)
    is_over = (deadline is not None and deadline < job.today) or hired >= values["posts"]
    may_go_out = values.get("publish") and opening.status == OpeningStatus.DRAFT and not is_over
    if not new and new_wishes is None:
        went_out = may_go_out and _went_out(session, opening, row, job)
        outcome = RowOutcome.UPDATED if went_out else RowOutcome.DUPLICATE
        return taken(row, outcome, opening.id)
    for name, value in new.items():
        setattr(opening, name, value)
    opening.updated_at = job.now
    session.add(opening)
    if new_wishes is not None:
        required = tuple(one for one, is_required in new_wishes.items() if is_required)
        welcome = tuple(one for one, is_required in new_wishes.items() if not is_required)
        rules.set_skills(session, opening, rules.SkillWishes(required, welcome))
    session.flush()
    if may_go_out:
        _went_out(session, opening, row, job)
    elif opening.status == OpeningStatus.OPEN:
        _held(session, opening, row, job)
    session.add(_line(job, "opening.changed", opening.id, ",".join(new)))
    return taken(row, RowOutcome.UPDATED, opening.id)


def _went_out(session: Session, opening: Opening, row: Row, job: Job) -> bool:
    """Post a draft; False when an officer has to read it first, which the row then says."""
    if _held(session, opening, row, job):
        return False
    rules.publish(session, opening=opening, by=job.account, today=job.today, now=job.now)
    return True


def _held(session: Session, opening: Opening, row: Row, job: Job) -> bool:
    held = wording.hold(session, opening=opening, by=job.account, today=job.today, now=job.now)
    if held:
        said = _("Tin có chữ như hỏi tiền hoặc giữ giấy tờ: tin nháp, chờ cán bộ đọc trước.")
        row.notes.append(Problem("", "", said))
    return held


def _insert(
    session: Session, added: list[tuple[Row, Opening]], job: Job
) -> dict[int, Result]:  # fmt: skip
    session.add_all([opening for _row, opening in added])
    session.flush()
    skills = [
        {"opening_id": opening.id, "skill_id": skill_id, "is_required": is_required}
        for row, opening in added
        for skill_id, is_required in _asked(row.values, {}).items()
    ]
    if skills:
        session.execute(insert(OpeningSkill), skills)
    for row, opening in added:
        if opening.status == OpeningStatus.OPEN:
            _held(session, opening, row, job)
    session.add_all([_line(job, "opening.drafted", one.id) for _row, one in added])
    session.add_all([
        _line(job, "opening.posted", one.id) for _row, one in added
        if one.status == OpeningStatus.OPEN
    ])  # fmt: skip
    session.flush()
    return {row.number: taken(row, RowOutcome.ACCEPTED, one.id) for row, one in added}


def _asked(values: dict[str, Any], before: dict[int, bool]) -> dict[int, bool]:
    """Return skill id → whether it is required; what the row does not say stays as before."""
    welcome = values.get("skills_welcome", [one for one, needed in before.items() if not needed])
    required = values.get("skills_required", [one for one, needed in before.items() if needed])
    return dict.fromkeys(welcome, False) | dict.fromkeys(required, True)


def _wishes(session: Session, opening_ids: list[int]) -> dict[int, dict[int, bool]]:
    found: dict[int, dict[int, bool]] = {}
    rows = session.exec(select(OpeningSkill).where(col(OpeningSkill.opening_id).in_(opening_ids)))
    for row in rows:
        found.setdefault(row.opening_id, {})[row.skill_id] = row.is_required
    return found


def _line(job: Job, action: str, subject_id: int, details: str = "") -> AuditLog:
    return AuditLog(
        at=job.now, account_id=job.account.id, role=job.account.role, action=action,
        subject_type="opening", subject_id=subject_id, details=details,
    )  # fmt: skip


OPENINGS = Kind(
    kind=ImportKind.OPENINGS, slug="tin-tuyen-dung", title="Tin tuyển dụng",
    roles=frozenset({Role.EMPLOYER}), columns=columns, begin=OpeningBatch,
)  # fmt: skip
