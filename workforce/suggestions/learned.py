"""The trained model in use, if any: where it lies, and whether it changed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.learning.card import ModelCard

_folder: Path | None = None


def look_in(folder: Path) -> None:
    """Say where trained models lie (``instance/models``); told once, when the app starts."""
    global _folder
    _folder = folder


def state() -> str:
    """Return a short text that changes whenever another model goes live; '' for none.

    Asked before every use, so that each worker takes over a model on its next request.
    """
    if _folder is None:
        return ""
    try:
        return (_folder / "live.json").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def live() -> "ModelCard | None":
    """Return the model in use; None when the stated weights are, with a warning if it is bad."""
    from matching.learning.store import load_live
    from matching.scoring.features import FEATURES
    from matching.scoring.weights import stated_weights

    if _folder is None:
        return None
    return load_live(_folder, features=FEATURES, prior=stated_weights())
