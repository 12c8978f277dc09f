"""The same people and queries written worse: without accents, or with one letter wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from matching.evaluation.metrics import Judgements, Run, bootstrap, ndcg_at_k
from matching.records import SeekerRecord

SEEDS = (1, 2, 3)
_LETTERS = "abcdeghiklmnopqrstuvxy"

Worse = Callable[[str], str]


@dataclass(frozen=True)
class Drop:
    """How much nDCG falls, on average, with its 95 % interval over people or queries."""

    variant: str
    before: float
    after: float
    drop: float
    interval: tuple[float, float]
    n: int


def without_marks(text: str) -> str:
    """Return Latin letters without their marks, đ as d; Khmer and everything else as it is."""
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        bare = unicodedata.normalize("NFD", letter)
        kept.append(bare[0] if bare[0].isascii() else letter)
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def one_slip(text: str, draw: np.random.Generator) -> str:
    """Return the text with one letter left out, doubled, swapped or replaced; short ones as is."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    at = int(draw.choice(places))
    here = text[at]
    letter = str(draw.choice(list(_LETTERS)))
    kind = int(draw.integers(4))
    put = ("", here * 2, text[at + 1] + here, letter)[kind]
    return text[:at] + put + text[at + (2 if kind == 2 else 1) :]


def variants() -> dict[str, list[Worse]]:
    """Return the ways to write worse; slips once per seed."""

    def slip(seed: int) -> Worse:
        draw = np.random.default_rng(seed)
        return lambda text: one_slip(text, draw)

    return {"no accents": [without_marks], "one slip": [slip(seed) for seed in SEEDS]}


def rewritten(seeker: SeekerRecord, worse: Worse) -> SeekerRecord:
    """Return the person with every free text written worse; what was picked from lists stays."""
    return replace(
        seeker,
        about=worse(seeker.about),
        desired=worse(seeker.desired),
        constraints=worse(seeker.constraints),
        skills=tuple(map(worse, seeker.skills)),
        certificates=tuple(map(worse, seeker.certificates)),
        experience=tuple(replace(part, title=worse(part.title)) for part in seeker.experience),
    )


def drops(
    before: Run, after: Mapping[str, list[Run]], judged: Judgements, *, k: int = 10
) -> list[Drop]:
    """Return the drop per variant; runs of one variant (seeds) are averaged query by query."""
    told = []
    for variant, runs in after.items():
        pairs = []
        for query, grades in judged.items():
            first = ndcg_at_k(list(before.get(query, ())), grades, k)
            then = [ndcg_at_k(list(run.get(query, ())), grades, k) for run in runs]
            if first == first:
                pairs.append((first, float(np.mean(then))))
        values = np.array(pairs).reshape(-1, 2)
        apart = values[:, 0] - values[:, 1]
        means = values.mean(axis=0) if len(values) else (float("nan"), float("nan"))
        drop = float(apart.mean()) if len(values) else float("nan")
        told.append(
            Drop(variant, float(means[0]), float(means[1]), drop, bootstrap(apart), len(values))
        )
    return told
