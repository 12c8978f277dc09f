"""A province in which everybody likes the same openings: candidates for the capacity bench.

People and openings live in communes on a map and belong to trades, both very unequally
(towns and a few trades are large). A score is the closeness of the trades, the distance, what
is attractive about the opening for everybody, and a little personal taste: so the favourites
of neighbours in one trade agree, as they do on a real job site.
"""

from dataclasses import dataclass

import numpy as np

COMMUNES, TRADES = 109, 40
POOL = 900
#: one opening in 33 is what everybody nearby wants first
STARS, PULL = 0.035, 0.27


@dataclass(frozen=True)
class Crowd:
    """Candidates of everyone, best first, and the posts of each opening.

    Attributes:
        item: opening of each candidate, int32 (n_people, width).
        score: float32 of the same shape, falling along each row.
        posts: int64 (n_openings,).
    """

    item: np.ndarray
    score: np.ndarray
    posts: np.ndarray


def crowd(
    people: int = 280_000,
    openings: int = 5_000,
    posts: int = 30_000,
    width: int = 50,
    seed: int = 20261123,
) -> Crowd:
    """Return the same province for the same arguments."""
    draw = np.random.default_rng(seed)
    place = draw.uniform(0, 70, (COMMUNES, 2))
    trade = draw.normal(0, 1, (TRADES, 6))
    home, wish = _shares(draw, COMMUNES, people), _shares(draw, TRADES, people)
    site, work = _shares(draw, COMMUNES, openings), _shares(draw, TRADES, openings)
    appeal = draw.normal(0, 0.03, openings) + PULL * (draw.random(openings) < STARS)
    weight = draw.lognormal(0, 0.8, openings)
    count = 1 + np.floor(weight / weight.sum() * (posts - openings / 2)).astype(np.int64)
    kilometres = np.sqrt(((place[:, None] - place[None]) ** 2).sum(-1))
    unlike = np.sqrt(((trade[:, None] - trade[None]) ** 2).sum(-1))
    item = np.zeros((people, width), np.int32)
    score = np.zeros((people, width), np.float32)
    group = home * TRADES + wish
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order])) + 1
    pool = min(POOL, openings)
    for rows in np.split(order, starts):
        commune, own = divmod(int(group[rows[0]]), TRADES)
        base = 0.7 - 0.1 * unlike[own][work] - 0.004 * kilometres[commune][site] + appeal
        liked = np.argpartition(-base, pool - 1)[:pool]
        taste = draw.standard_normal((len(rows), pool), np.float32) * np.float32(0.06)
        value = base[liked].astype(np.float32) + taste
        near = np.argpartition(-value, width - 1, axis=1)[:, :width]
        best = np.take_along_axis(near, np.argsort(-np.take_along_axis(value, near, 1), axis=1), 1)
        item[rows], score[rows] = liked[best], np.take_along_axis(value, best, 1)
    return Crowd(item, np.clip(score, 0.001, 1.0), count)


def _shares(draw: np.random.Generator, kinds: int, count: int) -> np.ndarray:
    """Return kinds drawn with chances falling with the square root of their rank."""
    chance = np.arange(1, kinds + 1) ** -0.5
    return draw.choice(kinds, count, p=chance / chance.sum())
