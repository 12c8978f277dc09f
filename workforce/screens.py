"""All blueprints of the site, in the order of the house."""

from flask import Blueprint

from workforce.public.views import blueprint as public

BLUEPRINTS: tuple[Blueprint, ...] = (public,)
