"""The ages the law sets, from the dated tables to the form matching takes."""

import datetime as dt

from sqlmodel import Session, col, or_, select

from matching.scoring.eligibility import LegalLimits
from workforce.models import PolicyRate
from workforce.reference.rates import rate_number


def legal_limits(session: Session, *, today: dt.date) -> LegalLimits:
    """Return the labour ages and adults-only skills in force (Labour Code art. 3, 143, 147).

    Raises:
        LookupError: the table has no row for the day; the seeds are not loaded.
    """
    return LegalLimits(
        minimum_age=rate_number(session, "working_age_years", "minimum", on=today),
        adult_age=rate_number(session, "working_age_years", "adult", on=today),
        adults_only_skills=_adults_only_skills(session, today=today),
    )


def _adults_only_skills(session: Session, *, today: dt.date) -> frozenset[str]:
    """Return the skills that mark work nobody under the adult age may be given."""
    rows = select(PolicyRate.key).where(
        PolicyRate.kind == "adults_only_skill",
        PolicyRate.effective_from <= today,
        or_(col(PolicyRate.effective_to).is_(None), col(PolicyRate.effective_to) >= today),
    )
    return frozenset(session.exec(rows).all())
