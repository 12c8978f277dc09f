"""Which occupations an unknown phrase is spelt most like."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from matching.reading.vietnamese import fold
from matching.vocabulary.loading import variants
from matching.vocabulary.vocabulary import Vocabulary

# Names looked at before they are put together by occupation.
_NAMES = 40
_LEAST = 40.0


def nearest_occupations(vocabulary: Vocabulary, phrase: str, limit: int = 3) -> list[str]:
    """Return keys of the occupations with the names most like a phrase, the nearest first.

    Words may stand in another order and some may be missing. [] for an empty phrase.
    """
    names = [
        (fold(name), target)
        for kind, target, name in variants(
            vocabulary.occupations, vocabulary.skills, vocabulary.synonyms
        )
        if kind == "occupation"
    ]
    found = process.extract(
        fold(phrase),
        [name for name, _ in names],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_LEAST,
        limit=_NAMES,
    )
    return list(dict.fromkeys(names[at][1] for _name, _score, at in found))[:limit]
