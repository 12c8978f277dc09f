"""All screens of the notices: importing this module registers them."""

from workforce.notices import inbox, searches_page, settings_page  # noqa: F401
from workforce.notices.blueprint import blueprint as blueprint
