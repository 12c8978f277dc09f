"""Gap-aware courses for everybody: ten of five hundred, ranked by what they open to whom."""

import sys
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from matching.courses.adviser import OPENINGS_ASKED, CourseAdviser
from matching.courses.arrays import PeopleArrays, people_arrays
from tests.bench.harness import Taken, each, measured, row, title
from tests.bench.province import Province, province, read_texts

TOP = 10
PEOPLE = 280_000
# People have dense rows of skills and trades here: all of them never stand in memory at once.
_PART = 28_000


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    texts = read_texts(openings)
    adviser = CourseAdviser(
        [texts.reader.course(one) for one in texts.courses], texts.reader.evidence.vocabulary
    )
    made = province(texts, people)
    title(f"courses: {people:,} people × {len(texts.courses):,} courses, best {TOP}")
    with measured() as asking:
        needs = asked(made, adviser)
    told = f"{each(asking, len(needs))}; everybody else needs what one of these needs"
    row("needs, from fifty good openings each", f"{len(needs):,}", asking, told)
    small = ranked(made, adviser, needs, people // 10)
    row("gap-aware courses, a tenth of the people", f"{people // 10:,}", small)
    whole = ranked(made, adviser, needs, people)
    growth = f"{each(whole, people)}, ten times the people: {whole.cpu / small.cpu:.1f}× the CPU"
    row("gap-aware courses for everybody", f"{people:,}", whole, growth)


def asked(made: Province, adviser: CourseAdviser) -> np.ndarray:
    """Return what good openings ask of one person for each of the texts, (n_texts, n_skills)."""
    _, first = np.unique(made.alike, return_index=True)
    crowd, profiles = made.crowd.take(first), made.scorer.openings.profiles
    found = made.scorer.best(
        crowd.people, OPENINGS_ASKED, forbidden=crowd.forbidden, minor=crowd.minor,
        adults_only=made.adults_only,
    )  # fmt: skip
    needs = [
        adviser.needs([(profiles[o], s) for o, s in zip(*pair, strict=True) if o >= 0])
        for pair in zip(*found, strict=True)
    ]
    all_of_them = np.zeros((len(made.texts.people), needs[0].shape[0]), dtype=np.float32)
    all_of_them[made.alike[first]] = needs
    return all_of_them


def ranked(made: Province, adviser: CourseAdviser, needs: np.ndarray, people: int) -> Taken:
    """Return what ranking courses for the first so many people takes, part by part."""
    few = people_arrays(made.texts.people)
    words = adviser.texts.vectors([one.text_all for one in made.texts.people])
    total = Taken()
    for start in range(0, people, _PART):
        part = slice(start, min(start + _PART, people))
        like = made.alike[part]
        crowd, own = at_home(few, made, part), sp.csr_matrix(needs[like])
        with measured() as taken:
            for _ in adviser.rank_everyone(crowd, own, words[like], top_k=TOP):
                pass
        total = total.plus(taken)
    return total


def at_home(few: PeopleArrays, made: Province, part: slice) -> PeopleArrays:
    """Return people as the course adviser sees them, each with a home, age and wage."""
    alike = PeopleArrays(**{n: column[made.alike[part]] for n, column in vars(few).items()})
    people = made.crowd.people.take(part)
    points = np.column_stack([made.homes[part], np.zeros(len(people))])
    return replace(alike, points=points, age=people.age, max_km=people.max_km, wage=people.wage_min)


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
