"""All kinds of workbooks that come in; each belongs to a role's room."""

from flask import Flask

from workforce.communes.people_import import PEOPLE
from workforce.employers.declaration_import import WORKFORCE
from workforce.employers.opening_import import OPENINGS
from workforce.imports import running
from workforce.schools.course_import import COURSES

#: households have none yet: their land and members come in by the officers' pages
KINDS = (OPENINGS, WORKFORCE, COURSES, PEOPLE)


def init_app(app: Flask) -> None:
    """Give the application its kinds and the task that works imports."""
    running.init_app(app, KINDS)
