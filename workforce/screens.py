"""All blueprints of the site, in the order of the house."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
