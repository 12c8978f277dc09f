"""How a place of work lies for a person: road kilometres, shuttle, housing, the wish for near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.places import FERRY_KM, ROAD_FACTOR, Point

USUAL_KM = 20.0
_LEAST_KM = 3.0
# Nobody rides there every day: three times the stated limit, or an hour and a half by motorbike.
_HOPELESS_TIMES = 3.0
HOPELESS_KM = 60.0
_HOPELESS_COST = 0.45
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
    """Return how well the way to work suits, float32 in [-1.65, 1]; 0 when unknown.

    Args:
        distance: road kilometres (n_people, n_openings), NaN unknown.
        limit: kilometres each person accepts (n_people, 1), NaN unknown: then 20.
        needs_shuttle: bool (n_people, 1): no vehicle of their own.
        shuttle, housing, elsewhere: bool (n_openings,), the last for other provinces.
    """
    limit = np.maximum(np.where(np.isnan(limit), USUAL_KM, limit), _LEAST_KM)
    with np.errstate(invalid="ignore"):
        inside = 1.0 - 0.8 * distance / limit
        # Some move or carpool: a little too far costs little, three times as far much.
        outside = -0.3 * np.minimum((distance - limit) / limit, 2.5)
        fit = np.where(distance <= limit, inside, outside)
        carried = shuttle | housing
        hopeless = (distance > _HOPELESS_TIMES * limit) | (distance > HOPELESS_KM)
        fit = np.where(hopeless, fit - _HOPELESS_COST, fit)
        fit = np.where(carried & (fit < 0), fit * 0.35, fit)
        without = needs_shuttle & (distance > _LEAST_KM)
        fit = np.where(without & shuttle, np.maximum(fit, 0.0) + 0.3, fit)
        fit = np.where(without & ~carried, fit - 0.4, fit)
        fit = np.where(elsewhere, -0.6, fit)
    return np.nan_to_num(np.clip(fit, -1.65, 1.0), nan=0.0).astype(np.float32)


def within_reach(distance: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """Return 1 beside the door to 0.5 at the limit (20 km when unstated), 0 beyond, float32.

    Unlike nearness it helps whatever the work is: a fallback close by is still a way to start.
    """
    limit = np.maximum(np.where(np.isnan(limit), USUAL_KM, limit), _LEAST_KM)
    with np.errstate(invalid="ignore"):
        fit = np.where(distance <= limit, 1.0 - 0.5 * distance / limit, 0.0)
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
