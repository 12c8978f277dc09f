"""How a place of work lies for a person: road kilometres, shuttle, housing, the wish for near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.places import FERRY_KM, ROAD_FACTOR, Point

USUAL_KM = 20.0
_LEAST_KM = 3.0
# What three times the limit or an hour and a half by motorbike is: nobody rides it every day.
_HOPELESS_TIMES = 3.0
HOPELESS_KM = 60.0
# So many kilometres beyond a stated limit cost all that a way can cost, less where a bus or a bed
# is offered: the limit was stated by somebody who may not know of it.
_BEYOND_KM, _BEYOND_COST, _CARRIED = 45.0, 1.6, 0.7
_UNSTATED_KM = 100.0
_EARTH_KM = 6371.0


def points(spots: Sequence[Point | None]) -> np.ndarray:
    """Return float64 (n, 3): latitude, longitude, on the island (0 or 1); NaN when unknown."""
    unknown = (np.nan, np.nan, 0.0)
    rows = [(p.lat, p.lon, float(p.is_island)) if p else unknown for p in spots]
    return np.array(rows, dtype=np.float64).reshape(len(spots), 3)


def road_matrix(people: np.ndarray, jobs: np.ndarray) -> np.ndarray:
    """Return road kilometres for every pair, float32; NaN when either is unknown."""
    return road(people[:, None, :], jobs[None, :, :])


def road(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return road kilometres between rows of points(), one by one or broadcast, float32.

    The rule is places.road_km: great circle × 1.3, plus 15 km when one end is on the island.
    """
    one, two = np.radians(start[..., :2]), np.radians(end[..., :2])
    half = (
        np.sin((two[..., 0] - one[..., 0]) / 2) ** 2
        + np.cos(one[..., 0]) * np.cos(two[..., 0]) * np.sin((two[..., 1] - one[..., 1]) / 2) ** 2
    )
    straight = 2 * _EARTH_KM * np.arcsin(np.sqrt(half))
    ferry = FERRY_KM * (start[..., 2] != end[..., 2])
    kilometres: np.ndarray = (straight * ROAD_FACTOR + ferry).astype(np.float32)
    return kilometres


def nearness(
    distance: np.ndarray,
    limit: np.ndarray,
    needs_shuttle: np.ndarray,
    *,
    shuttle: np.ndarray,
    housing: np.ndarray,
    elsewhere: np.ndarray,
) -> np.ndarray:
    """Return how well the way to work suits, float32 in [-2, 1]; 0 when unknown.

    What lies beyond a stated limit loses to the same work within it. Who states none is taken to
    like what is within 20 km and loses nothing for what is farther: they may be ready to move.

    Args:
        distance: road kilometres (n_people, n_openings), NaN unknown.
        limit: kilometres each person accepts (n_people, 1), NaN unknown.
        needs_shuttle: bool (n_people, 1): no vehicle of their own.
        shuttle, housing, elsewhere: bool (n_openings,), the last for other provinces.
    """
    cost = np.where(np.isnan(limit), 0.0, _BEYOND_COST)
    limit = np.maximum(np.where(np.isnan(limit), USUAL_KM, limit), _LEAST_KM)
    carried = shuttle | housing
    with np.errstate(invalid="ignore"):
        beyond = distance - limit
        far = cost * np.minimum(beyond / _BEYOND_KM, 1.0) * np.where(carried, _CARRIED, 1.0)
        fit = np.where(beyond <= 0.0, 1.0 - 0.8 * distance / limit, -far)
        without = needs_shuttle & (distance > _LEAST_KM)
        fit = np.where(without & shuttle, np.maximum(fit, 0.0) + 0.3, fit)
        fit = np.where(without & ~carried, fit - 0.4, fit)
        fit = np.where(elsewhere, -0.6, fit)
    return np.nan_to_num(np.clip(fit, -2.0, 1.0), nan=0.0).astype(np.float32)


def within_reach(distance: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """Return 1 beside the door to 0.8 at the limit (20 km when unstated), 0 beyond, float32.

    Unlike nearness it helps whatever the work is: a fallback close by is still a way to start.
    """
    limit = np.maximum(np.where(np.isnan(limit), USUAL_KM, limit), _LEAST_KM)
    with np.errstate(invalid="ignore"):
        fit = np.where(distance <= limit, 1.0 - 0.2 * distance / limit, 0.0)
    return np.nan_to_num(fit, nan=0.0).astype(np.float32)


def is_reachable(distance: np.ndarray, limit: np.ndarray, *, housing: np.ndarray) -> np.ndarray:
    """Return bool: within three times the stated limit or 60 km, housed there, or unknown.

    What is not reachable comes after all that is, but is never hidden. No bus carries workers
    farther every day. Who states no limit may be ready to move: for them only what is farther
    than 100 km.
    """
    farthest = np.maximum(_HOPELESS_TIMES * np.maximum(limit, _LEAST_KM), HOPELESS_KM)
    with np.errstate(invalid="ignore"):
        far = distance > np.where(np.isnan(limit), _UNSTATED_KM, farthest)
    reachable: np.ndarray = ~far | housing
    return reachable
