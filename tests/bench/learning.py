"""Planted preferences and position bias: who finds them, who is fooled, what goes live."""

import datetime as dt
import sys

import numpy as np

from matching.learning.card import ModelCard
from matching.learning.training import train
from tests.bench.harness import measured, peak_mib, say, seconds, title
from tests.bench.planted import (
    FEATURES,
    PLACES,
    Market,
    build_market,
    likeness,
    naive_weights,
    planted_ndcg,
    shuffled,
)

DAY = dt.date(2026, 11, 23)
READERS = {
    "place k looked at 1/k": 1.0 / np.arange(1, PLACES + 1),
    "place k looked at 0.85^(k-1)": 0.85 ** np.arange(PLACES),
}


def main(seeds: tuple[int, ...] = (1,)) -> None:
    """Print the report."""
    for reader, looked in READERS.items():
        for seed in seeds:
            title(f"learning: {reader}, market {seed}")
            market = build_market(seed=seed, looked=looked)
            with measured() as taken:
                card = _train(market)
            say("learnt and audited", seconds(taken))
            _recovery(market, card)
            _decision("true outcomes", card)
            _decision("shuffled outcomes", _train(shuffled(market)))
        _curves(card, market)
    title("learning: a fifth of the people, one group, want the opposite")
    looked = 0.85 ** np.arange(PLACES)
    _decision("planted disparity", _train(build_market(contrary_share=0.2, looked=looked)))
    say("peak memory", f"{peak_mib():.0f} MiB")


def _train(market: Market) -> ModelCard:
    return train(
        market.shown, market.groups, features=FEATURES, prior=market.prior,
        prior_version="stated", day=DAY,
    )  # fmt: skip


def _recovery(market: Market, card: ModelCard) -> None:
    learned = np.array(card.metrics["learned_weights"])
    ways = {"stated": market.prior, "naive clicks": naive_weights(market.shown),
            "corrected": learned}  # fmt: skip
    for name, weights in ways.items():
        close, order = likeness(weights, market), planted_ndcg(weights, market)
        say(f"{name}: cosine with planted / nDCG@10", f"{close:.3f} / {order:.3f}")
    counts = card.counts
    say("shown / explored", f"{counts['shown']} / {counts['explored_share']:.4f}")


def _decision(name: str, card: ModelCard) -> None:
    gain = card.metrics["gain"]
    told = f"{gain['value']:+.5f} ({gain['low']:+.5f} to {gain['high']:+.5f})"
    say(f"{name}: gain on held-back data", told)
    say(f"{name}: live", f"{card.is_live}: {'; '.join(card.reasons)}")


def _curves(card: ModelCard, market: Market) -> None:
    found = card.examination
    say("looked at, planted", " ".join(f"{one:.2f}" for one in market.looked))
    say("looked at, found", " ".join(f"{one:.2f}" for one in found["chances"]))
    awaited = f"{found['explored_opened']} / {found['explored_expected']:.1f}"
    say("explored ones opened / expected from that", awaited)
    for said, seen, rows in card.metrics["calibration_curve"]:
        say("calibration: said / happened / rows", f"{said:.3f} / {seen:.3f} / {rows}")
    say("calibration error", f"{card.metrics['calibration_error']:.4f}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (1,))
