"""Consent: the latest word decides, silence is no, the text shown can be proven."""

import datetime as dt
import hashlib
import re

import pytest

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce.consents.consents import (
    events_of,
    grant,
    has_consent,
    texts,
    withdraw_consent,
)
from workforce.models import ConsentPurpose, Role

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def person(db):
    return make_person(db, consents_to=())


def say(db, person, decision, purpose=ConsentPurpose.MATCHING, now=NOW, by=None):
    return decision(db, person_id=person.id, purpose=purpose, channel="self", by=by, now=now)


class TestConsent:
    @pytest.mark.parametrize("purpose", list(ConsentPurpose))
    def test_silence_is_no(self, db, person, purpose):
        assert not has_consent(db, person_id=person.id, purpose=purpose)

    @pytest.mark.parametrize("purpose", list(ConsentPurpose))
    def test_a_yes_is_for_one_purpose_only(self, db, person, purpose):
        say(db, person, grant, purpose)

        given = [one for one in ConsentPurpose if has_consent(db, person_id=person.id, purpose=one)]
        assert given == [purpose]

    def test_a_yes_is_for_one_person_only(self, db, person):
        say(db, person, grant)

        other = make_person(db, consents_to=())
        assert not has_consent(db, person_id=other.id, purpose=ConsentPurpose.MATCHING)

    @pytest.mark.parametrize(
        "decisions, stands",
        [
            ([grant], True),
            ([grant, withdraw_consent], False),
            ([grant, withdraw_consent, grant], True),
            ([withdraw_consent], False),
            ([grant, grant, withdraw_consent], False),
        ],
    )
    def test_the_latest_word_decides_even_within_one_moment(self, db, person, decisions, stands):
        for decision in decisions:
            say(db, person, decision)

        assert has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING) is stands
        assert len(events_of(db, person.id)) == len(decisions)

    def test_an_earlier_moment_recorded_late_does_not_overrule(self, db, person):
        say(db, person, withdraw_consent, now=LATER)
        say(db, person, grant, now=NOW)

        assert not has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING)

    def test_the_event_proves_which_text_was_shown_and_who_recorded_it(self, db, person):
        officer = make_account(db, Role.COMMUNE)

        event = say(db, person, grant, by=officer)

        shown = texts()[ConsentPurpose.MATCHING]
        assert event.text_version == shown.version
        assert event.text_sha256 == hashlib.sha256(shown.text.encode()).hexdigest()
        assert event.recorded_by == officer.id


class TestTexts:
    @pytest.mark.parametrize("purpose", list(ConsentPurpose))
    def test_each_purpose_has_a_text_that_says_what_and_how_long(self, purpose):
        text = texts()[purpose]

        assert text.title
        assert len(text.text) > 40
        assert text.data_types
        assert text.retention
        assert text.legal_basis
        assert re.search("[ăâđêôơư]", text.text, re.IGNORECASE), "in Vietnamese"
