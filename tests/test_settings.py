"""Settings: a development machine without any, a production that refuses printed secrets."""

import base64
from pathlib import Path

import pytest

from workforce.settings import (
    DEVELOPMENT_DATA_KEY,
    DEVELOPMENT_SECRET,
    PROJECT,
    SettingsError,
    load_settings,
)

SECRET = "p" * 32
DATA_KEY = base64.b64encode(bytes(range(64))).decode()
PRODUCTION = {"WORKFORCE_ENV": "production", "SECRET_KEY": SECRET, "DATA_KEY": DATA_KEY}


class TestDevelopment:
    def test_nothing_set_is_a_development_machine(self):
        settings = load_settings({})

        assert settings.environment == "development"
        assert not settings.is_production
        assert settings.database_url == f"sqlite:///{PROJECT / 'instance' / 'workforce.db'}"
        assert settings.queue_url == ""
        assert settings.province_config.exists()
        assert len(settings.data_key) == 64

    def test_each_setting_is_read(self):
        settings = load_settings(
            {
                "DATABASE_URL": "postgresql+psycopg://u@h/d",
                "QUEUE_URL": "redis://h/1",
                "SECRET_KEY": "s",
                "INSTANCE_DIR": "/tmp/i",
                "PROVINCE_CONFIG": "/tmp/p.toml",
                "DATA_KEY": DATA_KEY,
                "DASK_SCHEDULER": "tcp://h:8786",
            }
        )

        assert settings.dask_scheduler == "tcp://h:8786"
        assert settings.database_url == "postgresql+psycopg://u@h/d"
        assert (settings.queue_url, settings.secret_key) == ("redis://h/1", "s")
        assert settings.instance == Path("/tmp/i").resolve()
        assert settings.province_config == Path("/tmp/p.toml")
        assert settings.data_key == bytes(range(64))

    def test_the_database_lies_in_the_instance_folder(self):
        settings = load_settings({"INSTANCE_DIR": "/tmp/noi-khac"})

        assert settings.database_url == f"sqlite:///{Path('/tmp/noi-khac').resolve()}/workforce.db"

    @pytest.mark.parametrize("name", ["prod", "PRODUCTION", "", " "])
    def test_an_unknown_environment_is_refused_by_name(self, name):
        with pytest.raises(SettingsError, match="WORKFORCE_ENV"):
            load_settings({"WORKFORCE_ENV": name})


class TestProduction:
    def test_it_starts_with_secrets_of_its_own(self):
        assert load_settings(PRODUCTION).is_production

    @pytest.mark.parametrize(
        "wrong",
        [
            {"SECRET_KEY": ""},
            {"SECRET_KEY": DEVELOPMENT_SECRET},
            {"SECRET_KEY": "p" * 31},
        ],
    )
    def test_it_refuses_a_secret_key_that_is_printed_or_short(self, wrong):
        with pytest.raises(SettingsError, match="SECRET_KEY"):
            load_settings(PRODUCTION | wrong)

    @pytest.mark.parametrize("wrong", [{"DATA_KEY": ""}, {"DATA_KEY": DEVELOPMENT_DATA_KEY}])
    def test_it_refuses_the_data_key_of_development(self, wrong):
        with pytest.raises(SettingsError, match="DATA_KEY"):
            load_settings(PRODUCTION | wrong)

    def test_it_refuses_a_secret_that_was_never_set(self):
        with pytest.raises(SettingsError, match="SECRET_KEY"):
            load_settings({"WORKFORCE_ENV": "production"})

    @pytest.mark.parametrize(
        "key",
        [
            "không phải base64",
            "khong+phai/base64=",
            base64.b64encode(bytes(63)).decode(),
            base64.b64encode(bytes(65)).decode(),
            base64.b64encode(bytes(32)).decode(),
        ],
    )
    @pytest.mark.parametrize("environment", ["development", "production"])
    def test_a_data_key_of_another_size_is_refused_everywhere(self, key, environment):
        with pytest.raises(SettingsError, match="DATA_KEY") as refused:
            load_settings(PRODUCTION | {"WORKFORCE_ENV": environment, "DATA_KEY": key})
        assert key not in str(refused.value), "a secret is not repeated"

    def test_a_message_never_repeats_a_secret(self):
        with pytest.raises(SettingsError) as refused:
            load_settings(PRODUCTION | {"SECRET_KEY": "ngan-qua"})

        assert "ngan-qua" not in str(refused.value)
