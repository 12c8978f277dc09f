"""All blueprints of the site, in the order of the house."""

from flask import Blueprint

from workforce.employers.views import blueprint as employers
from workforce.public.views import blueprint as public

BLUEPRINTS: tuple[Blueprint, ...] = (public, employers)
