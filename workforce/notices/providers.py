"""Which ways out of the site are set up. None by default: notices stay inside.

Read from the environment at start; see README § Settings.
"""

import os
from collections.abc import Mapping

from flask import Flask

from workforce.models import Channel
from workforce.notices.notifier import Notifier
from workforce.settings import SettingsError

ZALO_URL = "https://business.openapi.zalo.me/message/template"


def init_app(app: Flask, environ: Mapping[str, str] | None = None) -> None:
    """Attach the notifiers and the address of the site to the application."""
    environ = os.environ if environ is None else environ
    app.extensions["notifiers"] = load_notifiers(environ)
    app.extensions["site_url"] = site_url(environ)
    if app.extensions["notifiers"] and not app.extensions["site_url"]:
        raise SettingsError("Set SITE_URL: messages say where to read and where to stop them")


def site_url(environ: Mapping[str, str]) -> str:
    """Return the public address without a slash at its end; '' when nobody gave one."""
    url = environ.get("SITE_URL", "").rstrip("/")
    if url and not url.startswith(("https://", "http://")):
        raise SettingsError("SITE_URL must start with https://, not " + repr(url))
    return url


def load_notifiers(environ: Mapping[str, str]) -> dict[Channel, Notifier]:
    """Return the channels that are set up; {} on a machine without settings.

    Raises:
        SettingsError: a channel is half set up.
    """
    found: dict[Channel, Notifier] = {}
    if url := environ.get("SMTP_URL"):
        from workforce.notices.smtp import Smtp

        found[Channel.EMAIL] = Smtp(url, _needed(environ, "MAIL_FROM", "SMTP_URL"))
    if url := environ.get("SMS_GATEWAY_URL"):
        from workforce.notices.http import SmsGateway

        found[Channel.SMS] = SmsGateway(
            _https(url, "SMS_GATEWAY_URL"),
            _needed(environ, "SMS_GATEWAY_TOKEN", "SMS_GATEWAY_URL"),
            repeats_safely=environ.get("SMS_GATEWAY_REPEATS_SAFELY") == "1",
        )
    if token := environ.get("ZALO_ZNS_TOKEN"):
        from workforce.notices.http import ZaloZns

        found[Channel.ZALO] = ZaloZns(
            _https(environ.get("ZALO_ZNS_URL") or ZALO_URL, "ZALO_ZNS_URL"),
            token,
            {"news": _needed(environ, "ZALO_ZNS_TEMPLATE", "ZALO_ZNS_TOKEN")},
        )
    return found


def _needed(environ: Mapping[str, str], name: str, beside: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise SettingsError(f"Set {name} beside {beside}")
    return value


def _https(url: str, name: str) -> str:
    if not url.startswith("https://"):
        raise SettingsError(f"{name} must start with https://: it carries phone numbers")
    return url
