"""'Không phù hợp với tôi': the opening is gone until taken back; reasons teach within bounds."""

import datetime as dt
import json
from dataclasses import asdict

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matching.__main__ import main
from tests.factories.openings import make_opening
from tests.factories.people import add_wish, make_person
from tests.factories.vocabulary import FORKLIFT, SEWING
from tests.fixed_clock import NOW, TODAY
from workforce.errors import NotFound
from workforce.models import Dismissal, DismissalReason, SuggestionList
from workforce.suggestions import dismissals, exposures, gather
from workforce.suggestions.prices import PLAUSIBLE
from workforce.suggestions.run import compute, suggest_all

R = DismissalReason


def dismiss(db, person, opening, reason=R.OTHER):
    return dismissals.dismiss(
        db, person_id=person.id, opening_id=opening.id, reason=reason, now=NOW
    )


def take_back(db, person, opening):
    dismissals.take_back(db, person_id=person.id, opening_id=opening.id, now=NOW)


def listed(found):
    return [row["opening_id"] for row in found.openings]


def rows(db):
    return len(db.exec(select(Dismissal)).all())


class TestTheList:
    @pytest.mark.parametrize("reason", list(R))
    def test_whatever_the_reason_the_opening_leaves_at_once(self, db, suggested, reason):
        person, away, other = make_person(db), make_opening(db), make_opening(db)

        dismiss(db, person, away, reason)

        assert listed(suggested(person)) == [other.id]

    def test_taken_back_it_returns_to_its_place(self, db, suggested):
        person = make_person(db)
        first, _second = make_opening(db), make_opening(db, title="Thợ may mẫu")
        before = listed(suggested(person))

        dismiss(db, person, first)
        take_back(db, person, first)

        assert listed(suggested(person)) == before

    def test_somebody_else_s_no_is_not_mine(self, db, suggested):
        opening = make_opening(db)
        dismiss(db, make_person(db), opening)

        assert listed(suggested(make_person(db))) == [opening.id]

    def test_page_night_run_and_command_leave_the_same_out(self, db, database, tmp_path):
        person = make_person(db)
        away = make_opening(db)
        for number in range(4):
            make_opening(db, title=f"Công nhân may chuyền {number}")
        dismiss(db, person, away, R.TRADE)
        page = listed(compute(db, person.id, today=TODAY))
        command = by_command(db, person, tmp_path)
        database.publish()

        suggest_all(database.session, today=TODAY, clock=lambda: NOW)

        with database.session(write=False) as session:
            stored = session.get_one(SuggestionList, person.id)
            assert listed(stored) == page == command
        assert len(page) == 4
        assert away.id not in page

    def test_chance_does_not_put_it_back(self, db, suggested):
        person = make_person(db)
        away = [make_opening(db) for _ in range(3)]
        for number in range(12):
            make_opening(db, title=f"Công nhân may chuyền {number}")
        for opening in away:
            dismiss(db, person, opening)
        found = suggested(person)

        for day in range(12):
            when = TODAY + dt.timedelta(days=day)
            shown, _ = exposures.arrange(db, found, today=when, plausible=PLAUSIBLE)
            assert not {one.id for one in away} & set(listed(shown))


class TestWhatATradeNotLikedDoes:
    def arrange(self, db):
        person = make_person(db)
        add_wish(db, person, FORKLIFT)
        sewing = [make_opening(db, title=f"Công nhân may {n}") for n in range(3)]
        driving = make_opening(
            db, title="Người làm kho", occupation_key=FORKLIFT, description="Làm trong kho.",
        )  # fmt: skip
        return person, sewing, driving

    def test_others_of_the_trade_come_later_and_stay_on_the_list(self, db, suggested):
        person, sewing, driving = self.arrange(db)
        assert listed(suggested(person))[0] != driving.id

        dismiss(db, person, sewing[0], R.TRADE)

        after = listed(suggested(person))
        assert after[0] == driving.id
        assert set(after) == {driving.id, sewing[1].id, sewing[2].id}

    def test_it_is_said_on_the_card(self, db, suggested):
        person, sewing, _driving = self.arrange(db)
        dismiss(db, person, sewing[0], R.TRADE)

        row = next(r for r in suggested(person).openings if r["opening_id"] == sewing[1].id)

        assert "trade_disliked" in {reason["code"] for reason in row["reasons"]}

    @pytest.mark.parametrize("reason", [one for one in R if one != R.TRADE])
    def test_no_other_reason_moves_other_openings(self, db, suggested, reason):
        person, sewing, _driving = self.arrange(db)
        before = listed(suggested(person))

        dismiss(db, person, sewing[0], reason)

        assert listed(suggested(person)) == [one for one in before if one != sewing[0].id]

    def test_taken_back_the_trade_is_as_before(self, db):
        person, sewing, _driving = self.arrange(db)
        dismiss(db, person, sewing[0], R.TRADE)
        record = gather.seeker_records(db, [person.id], today=TODAY)[0]
        assert record.disliked_occupation_keys == (SEWING,)

        take_back(db, person, sewing[0])

        record = gather.seeker_records(db, [person.id], today=TODAY)[0]
        assert (record.dismissed, record.disliked_occupation_keys) == ((), ())


class TestTheRecord:
    @pytest.mark.parametrize("reason", list(R))
    def test_a_no_never_changes_the_profile(self, db, reason):
        person = make_person(db)
        before = person.model_dump()

        dismiss(db, person, make_opening(db), reason)

        db.refresh(person)
        assert person.model_dump() == before

    def test_the_same_no_twice_is_one_row_and_another_reason_is_another(self, db):
        person, opening = make_person(db), make_opening(db)
        dismiss(db, person, opening, R.FAR)
        dismiss(db, person, opening, R.FAR)
        assert rows(db) == 1

        dismiss(db, person, opening, R.PAY)

        assert rows(db) == 2
        assert [one.reason for one in dismissals.standing(db, person_id=person.id)] == [R.PAY]

    def test_taking_back_adds_a_row_once(self, db):
        person, opening = make_person(db), make_opening(db)
        dismiss(db, person, opening)
        take_back(db, person, opening)
        take_back(db, person, opening)

        assert rows(db) == 2
        assert dismissals.standing(db, person_id=person.id) == []

    def test_what_was_never_said_cannot_be_taken_back(self, db):
        with pytest.raises(NotFound):
            take_back(db, make_person(db), make_opening(db))

    def test_there_is_no_no_to_an_opening_that_does_not_exist(self, db):
        with pytest.raises(NotFound):
            dismissals.dismiss(
                db, person_id=make_person(db).id, opening_id=999_999, reason=R.FAR, now=NOW
            )

    def test_the_database_refuses_to_change_a_row(self, db: Session):
        dismiss(db, make_person(db), make_opening(db))
        with pytest.raises(IntegrityError, match="append-only"), db.begin_nested():
            db.connection().execute(text("UPDATE dismissal SET reason = 'khac'"))


def by_command(db, person, folder):
    """Return what `python -m matching rank` lists for the person."""
    files = {
        "openings": gather.opening_records(db, today=TODAY),
        "courses": gather.course_records(db, today=TODAY),
        "seekers": gather.seeker_records(db, [person.id], today=TODAY),
    }
    arguments = ["rank", "--today", TODAY.isoformat(), "--top", "20", "--out", f"{folder}/run"]
    for name, records in files.items():
        lines = [json.dumps(asdict(record), default=dt.date.isoformat) for record in records]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
        arguments += [f"--{name}", str(folder / name)]
    main(arguments)
    lines = (folder / "run").read_text(encoding="utf-8").splitlines()
    return [int(line.split()[2]) for line in lines]
