"""The officer's first page: what is due, oldest first."""

from flask import render_template

from workforce import clock
from workforce.access import signed_in_account
from workforce.communes import queries
from workforce.communes.blueprint import blueprint
from workforce.communes.rows import code_rows, due_row, person_row, unverified_row
from workforce.communes.scope import scope_of
from workforce.database import get_session
from workforce.households.support import support_years
from workforce.paging import page_of, searched
from workforce.people import duplicates


@blueprint.get("/")
def home() -> str:
    """Show codes waiting, numbers to confirm and people without a plan."""
    db, now, today = get_session(), clock.now(), clock.today()
    scope = scope_of(db, signed_in_account())
    unverified = queries.unverified_accounts(db, scope=scope)
    without_plan = queries.members_without_plan(db, scope=scope)
    years = support_years(db, on=today)
    return render_template(
        "communes/home.html",
        pairs=len(duplicates.waiting(db, reach=[scope.people()])),
        codes=code_rows(db, queries.waiting_codes(db, scope=scope, now=now)),
        unverified=[unverified_row(row) for row in unverified.rows],
        unverified_total=unverified.total,
        without_plan=[due_row(row, years=years, today=today) for row in without_plan.rows],
        without_plan_total=without_plan.total,
    )


@blueprint.get("/nguoi-dan")
def people() -> str:
    """Search people by name, with or without diacritics, or by phone number."""
    db = get_session()
    search = searched()
    scope = scope_of(db, signed_in_account())
    page = page_of(db, queries.people(scope, search=search))
    return render_template(
        "communes/people.html", q=search, page=page, rows=[person_row(one) for one in page.rows]
    )
