"""What an episode amounts to, read from its events alone. Nothing here touches a database."""

import datetime as dt

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from workforce.models import CheckOutcome, EvidenceTier, PlacementEvent, PlacementEventKind, Role
from workforce.placements.ledger import Episode, episode, own_hand

K, T = PlacementEventKind, EvidenceTier
FIRST_DAY = dt.date(2026, 3, 2)
RECORDED = dt.datetime(2026, 3, 3, 2, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


def said(kind: K, tier: T = T.C, *, id: int, day: dt.date = FIRST_DAY, **values) -> PlacementEvent:
    """An event, recorded as many hours after RECORDED as its id says."""
    defaults = {
        "placement_id": 1,
        "recorded_at": RECORDED + id * _HOUR,
        "recorded_role": Role.EMPLOYER,
        "reason": "",
    }
    return PlacementEvent(id=id, kind=kind, tier=tier, occurred_on=day, **defaults | values)


def void(event: PlacementEvent, *, id: int) -> PlacementEvent:
    return said(K.VOIDED, event.tier, id=id, voids_event_id=event.id, reason="ghi nhầm")


def check(months: int, outcome: CheckOutcome, *, id: int, day: dt.date) -> PlacementEvent:
    return said(K.CHECKED, id=id, day=day, check_months=months, outcome=outcome)


class TestWhatWasSaid:
    @pytest.mark.parametrize(
        "kinds, is_placement, is_two_sided",
        [
            ([], False, False),
            ([K.CLAIMED], False, False),
            ([K.WORKER_CONFIRMED], False, False),
            ([K.CLAIMED, K.WORKER_CONFIRMED], False, False),
            ([K.EMPLOYER_CONFIRMED], True, False),
            ([K.CLAIMED, K.EMPLOYER_CONFIRMED], True, False),
            ([K.EMPLOYER_CONFIRMED, K.WORKER_CONFIRMED], True, True),
            ([K.WORKER_CONFIRMED, K.EMPLOYER_CONFIRMED], True, True),
        ],
    )
    def test_only_an_employer_makes_a_placement_and_only_both_make_two_sides(
        self, kinds, is_placement, is_two_sided
    ):
        found = episode(said(kind, id=number) for number, kind in enumerate(kinds, 1))

        assert (found.is_placement, found.is_two_sided) == (is_placement, is_two_sided)

    def test_no_events_are_an_empty_episode(self):
        assert episode([]) == Episode()

    def test_the_employers_first_day_goes_before_the_workers(self):
        worker = said(K.WORKER_CONFIRMED, id=1, day=dt.date(2026, 3, 1))
        employer = said(K.EMPLOYER_CONFIRMED, id=2, day=dt.date(2026, 3, 4))

        assert episode([worker, employer]).started_on == dt.date(2026, 3, 4)

    def test_the_workers_first_day_goes_before_a_claim(self):
        claim = said(K.CLAIMED, T.D, id=1, day=dt.date(2026, 3, 1))
        worker = said(K.WORKER_CONFIRMED, id=2, day=dt.date(2026, 3, 5))

        assert episode([claim, worker]).started_on == dt.date(2026, 3, 5)

    def test_the_order_events_are_read_in_makes_no_difference(self):
        events = [
            said(K.EMPLOYER_CONFIRMED, id=1, contract_months=6),
            said(K.WORKER_CONFIRMED, id=2),
            said(K.ENDED, id=3, day=dt.date(2026, 6, 30), reason="hết hợp đồng"),
        ]

        assert episode(events) == episode(reversed(events))

    def test_the_latest_word_on_the_contract_stands_and_silence_erases_nothing(self):
        found = episode(
            [
                said(K.EMPLOYER_CONFIRMED, id=1, contract_months=0, is_insured=False, wage_vnd=7),
                said(K.WORKER_CONFIRMED, id=2, is_insured=True),
            ]
        )

        assert (found.contract_months, found.is_insured, found.wage_vnd) == (0, True, 7)

    def test_it_knows_when_the_employer_first_confirmed(self):
        employer = said(K.EMPLOYER_CONFIRMED, id=4)

        assert episode([said(K.CLAIMED, id=1), employer]).confirmed_at == employer.recorded_at


class TestTier:
    @pytest.mark.parametrize(
        "events, tier",
        [
            ([], None),
            ([(K.CLAIMED, T.D)], T.D),
            ([(K.EMPLOYER_CONFIRMED, T.D), (K.WORKER_CONFIRMED, T.D)], T.D),
            ([(K.EMPLOYER_CONFIRMED, T.C)], T.D),
            ([(K.WORKER_CONFIRMED, T.C)], T.D),
            ([(K.EMPLOYER_CONFIRMED, T.C), (K.CLAIMED, T.D)], T.D),
            ([(K.EMPLOYER_CONFIRMED, T.C), (K.CLAIMED, T.C)], T.D),
            ([(K.EMPLOYER_CONFIRMED, T.C), (K.WORKER_CONFIRMED, T.C)], T.C),
            ([(K.EMPLOYER_CONFIRMED, T.B)], T.B),
            ([(K.EMPLOYER_CONFIRMED, T.B), (K.WORKER_CONFIRMED, T.C)], T.B),
            ([(K.EMPLOYER_CONFIRMED, T.A)], T.A),
            ([(K.EMPLOYER_CONFIRMED, T.B), (K.WORKER_CONFIRMED, T.A)], T.A),
            ([(K.EMPLOYER_CONFIRMED, T.A), (K.CLAIMED, T.D)], T.A),
        ],
    )
    def test_proof_decides_then_both_words_then_nothing_better_than_d(self, events, tier):
        found = episode(said(kind, own, id=number) for number, (kind, own) in enumerate(events, 1))

        assert found.tier == tier

    def test_a_check_does_not_prove_a_start(self):
        found = episode(
            [
                said(K.EMPLOYER_CONFIRMED, T.C, id=1),
                said(K.CHECKED, T.A, id=2, check_months=1, outcome=CheckOutcome.SAME_EMPLOYER),
            ]
        )

        assert found.tier == T.D

    def test_voided_proof_is_no_proof(self):
        proof = said(K.EMPLOYER_CONFIRMED, T.A, id=1)

        assert episode([proof, void(proof, id=2)]).tier is None


class TestVoid:
    employer = said(K.EMPLOYER_CONFIRMED, id=1)
    worker = said(K.WORKER_CONFIRMED, id=2)
    mistake = void(employer, id=10)

    def test_a_voided_event_is_gone_from_today(self):
        found = episode([self.employer, self.worker, self.mistake])

        assert not found.is_placement
        assert found.confirmed_by_worker

    def test_it_still_stands_as_known_before_the_void(self):
        before = self.mistake.recorded_at - dt.timedelta(microseconds=1)

        assert episode([self.employer, self.worker, self.mistake], before).is_two_sided

    def test_it_is_gone_from_the_very_moment_of_the_void(self):
        at = self.mistake.recorded_at

        assert not episode([self.employer, self.worker, self.mistake], at).is_placement

    def test_saying_it_again_after_the_void_counts(self):
        again = said(K.EMPLOYER_CONFIRMED, id=11, day=dt.date(2026, 3, 9))

        found = episode([self.employer, self.mistake, again])

        assert (found.is_placement, found.started_on) == (True, dt.date(2026, 3, 9))

    def test_a_voided_end_reopens_the_episode(self):
        end = said(K.ENDED, id=3, day=dt.date(2026, 4, 1), reason="nghỉ")

        assert episode([self.employer, end]).ended_on == dt.date(2026, 4, 1)
        assert episode([self.employer, end, void(end, id=4)]).ended_on is None

    def test_a_voided_check_gives_the_earlier_answer_back(self):
        first = check(3, CheckOutcome.NO_ANSWER, id=3, day=dt.date(2026, 6, 2))
        second = check(3, CheckOutcome.NOT_WORKING, id=4, day=dt.date(2026, 6, 9))

        assert episode([first, second]).checks == {3: CheckOutcome.NOT_WORKING}
        assert episode([first, second, void(second, id=5)]).checks == {3: CheckOutcome.NO_ANSWER}


class TestAsKnown:
    events = (
        said(K.CLAIMED, T.D, id=1),
        said(K.EMPLOYER_CONFIRMED, id=2),
        said(K.WORKER_CONFIRMED, id=3),
        check(1, CheckOutcome.SAME_EMPLOYER, id=4, day=dt.date(2026, 4, 2)),
        said(K.ENDED, id=5, day=dt.date(2026, 5, 31), reason="chuyển nhà"),
    )

    @pytest.mark.parametrize("known", range(6))
    def test_what_was_recorded_later_is_not_known_yet(self, known):
        found = episode(self.events, RECORDED + known * _HOUR)

        assert (found.started_on is not None) == (known >= 1)
        assert found.confirmed_by_employer == (known >= 2)
        assert found.confirmed_by_worker == (known >= 3)
        assert bool(found.checks) == (known >= 4)
        assert (found.ended_on is not None) == (known >= 5)

    def test_a_moment_means_the_same_in_any_time_zone(self):
        province = dt.timezone(dt.timedelta(hours=7))
        moment = (RECORDED + 2 * _HOUR).astimezone(province)

        assert episode(self.events, moment) == episode(self.events, RECORDED + 2 * _HOUR)

    @pytest.mark.parametrize(
        "on, checks, ended_on",
        [
            (dt.date(2026, 4, 1), {}, None),
            (dt.date(2026, 4, 2), {1: CheckOutcome.SAME_EMPLOYER}, None),
            (dt.date(2026, 5, 30), {1: CheckOutcome.SAME_EMPLOYER}, None),
            (dt.date(2026, 5, 31), {1: CheckOutcome.SAME_EMPLOYER}, dt.date(2026, 5, 31)),
        ],
    )
    def test_on_a_day_later_checks_and_ends_have_not_happened(self, on, checks, ended_on):
        found = episode(self.events, on=on)

        assert (found.checks, found.ended_on) == (checks, ended_on)
        assert found.is_two_sided


class TestDays:
    worked = Episode(started_on=dt.date(2026, 3, 2), ended_on=dt.date(2026, 3, 31))

    @pytest.mark.parametrize(
        "day, works",
        [
            (dt.date(2026, 3, 1), False),
            (dt.date(2026, 3, 2), True),
            (dt.date(2026, 3, 31), True),
            (dt.date(2026, 4, 1), False),
        ],
    )
    def test_first_and_last_day_are_days_of_work(self, day, works):
        assert self.worked.is_working_on(day) is works

    def test_an_open_episode_goes_on(self):
        assert Episode(started_on=FIRST_DAY).is_working_on(dt.date(2030, 12, 31))

    def test_an_episode_nobody_dated_is_not_work(self):
        assert not Episode().is_working_on(FIRST_DAY)
        assert Episode().months_on(FIRST_DAY) == 0

    def test_months_stop_at_the_end_and_start_at_zero(self):
        assert self.worked.months_on(dt.date(2026, 2, 1)) == 0
        assert self.worked.months_on(dt.date(2027, 1, 1)) == pytest.approx(29 / 30.4375)


class TestOwnHand:
    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("origin", ["password", "code", "desk_code"])
    def test_only_the_two_sides_and_never_by_a_code_that_staff_read_out(self, role, origin):
        expected = role in {Role.SEEKER, Role.EMPLOYER} and origin in {"password", "code"}

        assert own_hand(role, origin) is expected


class LedgerAgainstModel(RuleBasedStateMachine):
    """Random histories against a model that keeps only the set of what stands."""

    @initialize()
    def begin(self):
        self.events: list[PlacementEvent] = []
        self.standing: dict[int, PlacementEvent] = {}
        self.past: list[tuple[dt.datetime, Episode]] = []

    def add(self, event: PlacementEvent) -> None:
        self.events.append(event)
        if event.kind == K.VOIDED:
            self.standing.pop(event.voids_event_id, None)
        else:
            self.standing[event.id] = event

    @rule(
        kind=st.sampled_from([K.CLAIMED, K.EMPLOYER_CONFIRMED, K.WORKER_CONFIRMED, K.ENDED]),
        tier=st.sampled_from(list(T)),
        days=st.integers(0, 400),
    )
    def say(self, kind, tier, days):
        day = FIRST_DAY + dt.timedelta(days=days)
        self.add(said(kind, tier, id=len(self.events) + 1, day=day, reason="lý do"))

    @rule(months=st.sampled_from([1, 3, 6, 12]), outcome=st.sampled_from(list(CheckOutcome)))
    def ask(self, months, outcome):
        self.add(check(months, outcome, id=len(self.events) + 1, day=FIRST_DAY))

    @rule(choice=st.integers(0, 30))
    def void(self, choice):
        if self.standing:
            mistaken = list(self.standing.values())[choice % len(self.standing)]
            self.add(void(mistaken, id=len(self.events) + 1))

    @rule()
    def publish_a_report(self):
        if self.events:
            self.past.append((self.events[-1].recorded_at, episode(self.events)))

    @invariant()
    def the_episode_is_what_stands(self):
        found = episode(self.events)
        kinds = [event.kind for event in self.standing.values()]
        assert found.confirmed_by_employer == (K.EMPLOYER_CONFIRMED in kinds)
        assert found.confirmed_by_worker == (K.WORKER_CONFIRMED in kinds)
        assert (found.ended_on is None) == (K.ENDED not in kinds)
        assert found.checks == {
            event.check_months: event.outcome
            for event in self.standing.values()
            if event.kind == K.CHECKED
        }

    @invariant()
    def every_report_comes_out_as_it_did(self):
        for moment, published in self.past:
            assert episode(self.events, known_at=moment) == published


class TestLedgerAgainstModel(LedgerAgainstModel.TestCase):
    settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
