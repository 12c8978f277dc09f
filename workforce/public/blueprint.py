"""The public blueprint: open to everyone, at the root of the site."""

from workforce.access import EVERYONE, closed_blueprint

blueprint = closed_blueprint("public", "workforce.public", policy=EVERYONE, url_prefix="")
