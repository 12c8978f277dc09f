"""The inbox and what leaves the site: for everybody who signs in, two pages for everyone."""

from workforce.access import SIGNED_IN, closed_blueprint

blueprint = closed_blueprint("notices", "workforce.notices", policy=SIGNED_IN, url_prefix="")
