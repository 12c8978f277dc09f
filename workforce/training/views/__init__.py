"""Screens of what schools, enterprises and the department share; importing registers them."""

from workforce.training.blueprint import blueprint
from workforce.training.views import agreements, demand, outcomes, schools

__all__ = ["agreements", "blueprint", "demand", "outcomes", "schools"]
