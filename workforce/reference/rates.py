"""Dated legal rates and indicator rules as they stood on a day."""

import datetime as dt

from sqlmodel import Session, col, or_, select

from workforce.models import IndicatorRule, PolicyRate


def rate(session: Session, kind: str, key: str, *, on: dt.date) -> PolicyRate | None:
    """Return the rate in force on that day, or None when the table has none."""
    return session.exec(
        select(PolicyRate)
        .where(
            PolicyRate.kind == kind,
            PolicyRate.key == key,
            PolicyRate.effective_from <= on,
            or_(col(PolicyRate.effective_to).is_(None), col(PolicyRate.effective_to) >= on),
        )
        .order_by(col(PolicyRate.effective_from).desc())
    ).first()


def rate_number(session: Session, kind: str, key: str, *, on: dt.date) -> float:
    """Return the number of a rate that must exist; raise LookupError when it does not.

    A missing row is a fault of the seeds, not something to guess around.
    """
    found = rate(session, kind, key, on=on)
    if found is None or found.value_number is None:
        raise LookupError(f"no {kind}/{key} in force on {on}: run `flask seed`")
    return found.value_number


def rule(session: Session, key: str, *, on: dt.date) -> IndicatorRule | None:
    """Return the indicator definition or parameter in force on that day, or None."""
    return session.exec(
        select(IndicatorRule)
        .where(
            IndicatorRule.key == key,
            IndicatorRule.effective_from <= on,
            or_(col(IndicatorRule.effective_to).is_(None), col(IndicatorRule.effective_to) >= on),
        )
        .order_by(col(IndicatorRule.effective_from).desc())
    ).first()
