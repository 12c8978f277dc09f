"""Typed settings, read once from the environment.

Every setting is documented in README.md § Settings. Production refuses to start with a
secret that is printed in this file.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only-secret-not-for-production"
DEVELOPMENT_DATA_KEY = base64.b64encode(hashlib.sha512(b"development-only").digest()).decode()


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides.

    Attributes:
        environment: 'development', 'test' or 'production'.
        database_url: SQLAlchemy address; SQLite in ``instance/`` unless given.
        secret_key: signs the session cookie.
        data_key: 64 bytes for AES-SIV, encrypts national ids.
        queue_url: empty for the embedded queue on SQLite, ``redis://…`` in production.
        province_config: TOML file with organisation names and geography.
        instance: folder for the embedded database, queue and files.
        dask_scheduler: address of the cluster that makes the night's lists; empty: this machine.
    """

    environment: str
    database_url: str
    secret_key: str
    data_key: bytes
    queue_url: str
    province_config: Path
    instance: Path
    dask_scheduler: str

    @property
    def is_production(self) -> bool:
        """True where demo data and demo accounts are refused and cookies need TLS."""
        return self.environment == "production"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings; raise SettingsError on a value that cannot work.

    An empty mapping gives a development machine: SQLite in ``instance/`` and the
    development secrets, which production refuses.
    """
    environment = environ.get("WORKFORCE_ENV", "development")
    if environment not in {"development", "test", "production"}:
        raise SettingsError(
            "WORKFORCE_ENV must be development, test or production, not " + repr(environment)
        )
    instance = Path(environ.get("INSTANCE_DIR") or PROJECT / "instance").resolve()
    settings = Settings(
        environment=environment,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'workforce.db'}",
        secret_key=environ.get("SECRET_KEY") or DEVELOPMENT_SECRET,
        data_key=_data_key(environ.get("DATA_KEY") or DEVELOPMENT_DATA_KEY),
        queue_url=environ.get("QUEUE_URL", ""),
        province_config=Path(environ.get("PROVINCE_CONFIG") or PROJECT / "seeds" / "province.toml"),
        instance=instance,
        dask_scheduler=environ.get("DASK_SCHEDULER", ""),
    )
    if settings.is_production:
        _refuse_development_secrets(settings)
    return settings


def _data_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise SettingsError("DATA_KEY must be base64 of 64 random bytes") from error
    if len(key) != 64:
        raise SettingsError(f"DATA_KEY must hold 64 bytes, not {len(key)}")
    return key


def _refuse_development_secrets(settings: Settings) -> None:
    if settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < 32:
        raise SettingsError("Set SECRET_KEY to at least 32 random characters in production")
    if settings.data_key == base64.b64decode(DEVELOPMENT_DATA_KEY):
        raise SettingsError("Set DATA_KEY to base64 of 64 random bytes in production")
