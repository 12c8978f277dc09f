"""The ages the law sets, from the dated tables to the form matching takes."""

import datetime as dt

from sqlmodel import Session

from matching.eligibility import LegalLimits
from workforce.reference.rates import rate_number


def legal_limits(session: Session, *, today: dt.date) -> LegalLimits:
    """Return the labour ages in force (Labour Code 45/2019/QH14, art. 3, 143, 147).

    Raises:
        LookupError: the table has no row for the day; the seeds are not loaded.
    """
    return LegalLimits(
        minimum_age=rate_number(session, "working_age_years", "minimum", on=today),
        adult_age=rate_number(session, "working_age_years", "adult", on=today),
    )
