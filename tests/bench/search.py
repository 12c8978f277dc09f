"""The search box and freshness: a query, a changed opening, a build, small and large."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from matching import Gazetteer, Matcher, OpeningRecord, Vocabulary
from matching.scoring.eligibility import LegalLimits
from tests.bench.harness import latencies, measured, peak_mib, say, seconds, title
from tests.bench.province import SEEDS, TODAY, read_texts

SIZES = (400, 5_000)
QUERIES = 400


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the report."""
    records = [profile.record for profile in read_texts(max(sizes), templates=1).openings]
    for size in sizes:
        title(f"search: {size:,} openings")
        matcher = _matcher()
        with measured() as building:
            matcher.fit(records[:size], [])
        say("built from nothing (text, scorer, search index)", seconds(building))
        for name, queries in _queries(records[:size]).items():
            calls: list[Callable[[], object]] = [partial(matcher.search, one) for one in queries]
            say(f"{name}, p50 / p95", "{:.1f} / {:.1f} ms".format(*latencies(calls)))
        changes(matcher, records[:size])
    say("peak memory", f"{peak_mib():.0f} MiB")


def changes(matcher: Matcher, records: list[OpeningRecord]) -> None:
    """Print what one and twenty changed openings take, and a removal."""
    held = [matcher]

    def put_in(batch: list[OpeningRecord], gone: list[str]) -> None:
        held[0] = held[0].updated(batch, gone)

    fresh = [replace(one, benefits="Có nhà trọ, cơm ca") for one in records[:240]]
    for name, calls in {
        "one opening changed": [partial(put_in, [one], []) for one in fresh[:60]],
        "twenty openings changed": [
            partial(put_in, fresh[i : i + 20], []) for i in range(0, 240, 20)
        ],
        "one opening gone": [partial(put_in, [], [one.id]) for one in fresh[:60]],
    }.items():
        say(f"{name}, p50 / p95", "{:.1f} / {:.1f} ms".format(*latencies(calls)))


def _matcher() -> Matcher:
    return Matcher(
        Vocabulary.load(SEEDS),
        Gazetteer.load(SEEDS),
        today=TODAY,
        limits=LegalLimits.load(SEEDS, today=TODAY),
    )


def _queries(records: list[OpeningRecord]) -> dict[str, list[str]]:
    """Return queries from titles: as written, with a place and a benefit, a letter wrong."""
    return queries_like([one.title.removeprefix("Tuyển ").strip() for one in records])


def queries_like(titles: list[str]) -> dict[str, list[str]]:
    """Return queries drawn from titles, by how they are typed."""
    draw = np.random.default_rng(3)
    plain = [titles[at] for at in draw.integers(len(titles), size=QUERIES)]
    return {
        "as written": plain,
        "with a place, a wage and a benefit": [
            f"{one} vĩnh châu lương 8tr có xe đưa rước" for one in plain
        ],
        "one letter wrong": [_slipped(one, draw) for one in plain],
    }


def _slipped(text: str, draw: np.random.Generator) -> str:
    at = int(draw.integers(len(text)))
    return text[:at] + "abcdeghiklmnopqrstuvxy"[int(draw.integers(22))] + text[at + 1 :]


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
