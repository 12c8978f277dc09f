"""Where trained models lie: JSON files, one of them live, loaded only if nothing is wrong.

``live.json`` names the file in use and its SHA-256. Whatever is damaged, foreign or made
for other features leaves the stated weights in force, with a warning in the log.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from matching.learning.card import ModelCard

LIVE = "live.json"
_log = logging.getLogger(__name__)


class UnfitModel(ValueError):
    """The model may not be used; the text says why."""


def save(folder: Path, card: ModelCard) -> Path:
    """Write the card into the folder, whole or not at all; return its path."""
    path = folder / f"{card.version}.json"
    _write(path, card.to_json())
    return path


def publish(folder: Path, card: ModelCard) -> Path:
    """Save the card and make it the one in use; return its path.

    Raises:
        UnfitModel: it was not found fit, or it was trained on fictional people.
    """
    if card.is_sample:
        raise UnfitModel("a model trained on sample data is never the default")
    if not card.is_live:
        raise UnfitModel("; ".join(card.reasons) or "it was not found fit to go live")
    path = save(folder, card)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    _write(folder / LIVE, json.dumps({"file": path.name, "sha256": digest}, indent=1) + "\n")
    return path


def withdraw(folder: Path) -> None:
    """Go back to the stated weights; the files of earlier models stay."""
    (folder / LIVE).unlink(missing_ok=True)


def load_live(
    folder: Path, *, features: Sequence[str], prior: Sequence[float] | np.ndarray
) -> ModelCard | None:
    """Return the model in use, None when there is none or it may not be used.

    Args:
        features: names in the order the scorer uses them now.
        prior: the stated weights now; a model that started from others is out of date.
    """
    if not (folder / LIVE).exists():
        return None
    try:
        return _checked(folder, tuple(features), np.asarray(prior, dtype=float))
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("the trained model is not used, the stated weights hold: %s", error)
        return None


def _checked(folder: Path, features: tuple[str, ...], prior: np.ndarray) -> ModelCard:
    pointer = json.loads((folder / LIVE).read_text(encoding="utf-8"))
    name = pointer["file"]
    if Path(name).name != name:
        raise UnfitModel("the live model lies outside its folder")
    content = (folder / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != pointer["sha256"]:
        raise UnfitModel("its checksum does not match")
    card = ModelCard.from_json(content.decode("utf-8"))
    if card.features != features:
        raise UnfitModel("it was trained for other features")
    if not np.allclose(card.prior, prior, atol=1e-6):
        raise UnfitModel("it started from other stated weights")
    if card.is_sample or not card.is_live:
        raise UnfitModel("it was not found fit to go live")
    return card


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
