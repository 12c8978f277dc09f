"""Supply preview: how many people near a draft it suits, with every single change, of everybody.

The function measured is the one the queue's worker calls: supply_of over a StandingCrowd. Beside
it the same count by the exact score of everybody, one person after the other, without a crowd.
"""

import sys
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from matching.scoring.commute import points, road
from matching.scoring.people import PeopleArrays
from matching.scoring.scorer import Scorer
from matching.scoring.weights import WEAK_FIT
from matching.supply.preview import changes_of, supply_of
from tests.bench.harness import both_latencies, peak_mib, say, title
from tests.bench.opening import BLOCK, PEOPLE, crowd_of, matcher_over
from tests.bench.province import Province, province, read_texts

WITHIN_KM = 15.0
DRAFTS = 60
CHECKED = 5
USUAL_WAGE = 9.0


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    title(f"supply: a draft among {openings:,} openings, {people:,} people")
    made = province(read_texts(openings), people)
    matcher, crowd = matcher_over(made), crowd_of(made)
    drafts = [
        replace(record, id=f"draft{number}", description=f"{record.description} {number}")
        for number, record in enumerate(made.openings()[:: max(1, openings // DRAFTS)][:DRAFTS])
    ]
    usual = {"within_km": WITHIN_KM, "usual_wage": USUAL_WAGE}
    supply_of(matcher, crowd, drafts[0], **usual)
    found, calls = [], []
    for draft in drafts:
        calls.append(lambda one=draft: found.append(supply_of(matcher, crowd, one, **usual)))
    say("count and all single changes", both_latencies(calls))
    counted = [one.people for one in found]
    say("people within 15 km, median and most", f"{np.median(counted):,.0f}, {max(counted):,}")
    changes = [
        len(list(changes_of(matcher, matcher.read_opening(d), usual_wage=USUAL_WAGE)))
        for d in drafts
    ]
    say("changes tried a draft", f"{np.mean(changes):.1f}")
    for draft, one in list(zip(drafts, found, strict=True))[:: DRAFTS // CHECKED]:
        say(f"{draft.id}: counted, and by everybody's exact score",
            f"{one.people:,}, {exactly(matcher, made, draft):,}")  # fmt: skip
    say("peak memory, MiB", f"{peak_mib():,.0f}")


def exactly(matcher, made: Province, draft) -> int:
    """Return the count by scoring everybody in blocks, with neither kinds nor bounds."""
    posted = matcher.with_opening(matcher.read_opening(draft))
    scorer, row = posted._scorer, posted._openings.ids.index(draft.id)
    spot, count = points([scorer.openings.profiles[row].point]), 0
    grown = posted._adults_only[row]
    youngest = matcher.limits.adult_age if grown else matcher.limits.minimum_age
    for start in range(0, len(made.crowd), BLOCK):
        people = weighed(made.crowd.people.take(slice(start, start + BLOCK)), made.scorer, scorer)
        with np.errstate(invalid="ignore"):
            held = (road(people.places, spot) <= WITHIN_KM) & ~(people.age < youngest)
        count += int((held & (scorer.of_one_opening(people, row) >= WEAK_FIT)).sum())
    return count


def weighed(people: PeopleArrays, before: Scorer, now: Scorer) -> PeopleArrays:
    """Return people read with one index as another weighs their words."""
    rarity = np.array([_rarity(now, term) for term in before.index.columns])

    def rows(text: sp.csr_matrix) -> sp.csr_matrix:
        used = sp.csr_matrix((np.ones(text.nnz), text.indices, text.indptr), shape=text.shape)
        length = np.maximum(np.sqrt(used @ rarity**2), now.index.least)
        data = np.repeat((1.0 / length).astype(np.float32), np.diff(text.indptr))
        columns = np.array([now.index.columns[term] for term in before.index.columns])
        shape = (text.shape[0], len(now.index.columns))
        return sp.csr_matrix((data, columns[text.indices], text.indptr), shape=shape)

    return replace(people, text_wish=rows(people.text_wish), text_all=rows(people.text_all))


def _rarity(scorer: Scorer, term: str) -> float:
    return float(scorer.index.rarity[scorer.index.columns[term]])


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
