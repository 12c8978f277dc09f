"""Organisation names and geography of this installation, from PROVINCE_CONFIG."""

import tomllib
from pathlib import Path
from typing import Any

from workforce.settings import SettingsError


def load_province(path: Path) -> dict[str, Any]:
    """Return the TOML file as a dict; raise SettingsError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"PROVINCE_CONFIG {path} cannot be read: {error}") from error
