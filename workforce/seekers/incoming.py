"""What a file brings into a profile, before anything of it is saved."""

from dataclasses import dataclass, field, fields
from typing import Any

from workforce.models import Education, Training

MOST_WORK, MOST_CERTIFICATES = 12, 15


@dataclass(frozen=True)
class Incoming:
    """Cut to what a profile takes; '', None and empty where the file says nothing."""

    full_name: str = ""
    birth_year: int | None = None
    education: Education | None = None
    training: Training | None = None
    training_field: str = ""
    desired: str = ""
    wage_min_vnd: int | None = None
    max_km: int | None = None
    about: str = ""
    work: list[tuple[str, int | None]] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    constraints: str = ""

    def is_empty(self) -> bool:
        """Return whether there is nothing to take over."""
        return not any(getattr(self, one.name) for one in fields(self))

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> "Incoming":
        """Return what ``vars`` of one became on its way through JSON."""
        return cls(
            **data | {
                "work": [(title, months) for title, months in data["work"]],
                "education": Education(data["education"]) if data["education"] else None,
                "training": Training(data["training"]) if data["training"] else None,
            }
        )  # fmt: skip


def line(value: Any, most: int) -> str:
    """Return one line of printable text; '' for what is no text."""
    return " ".join(_clean(value).split())[:most] if isinstance(value, str) else ""


def text(value: Any, most: int) -> str:
    """Return printable text with its line breaks; '' for what is no text."""
    return _clean(value)[:most] if isinstance(value, str) else ""


def _clean(told: str) -> str:
    return "".join(one for one in told if one == "\n" or one.isprintable()).strip()
