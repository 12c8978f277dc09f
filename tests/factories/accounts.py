"""Accounts of each role with fixed values."""

import itertools
from typing import Any

from sqlmodel import Session

from tests.factories.vocabulary import new_commune
from tests.fixed_clock import NOW
from workforce.models import Account, DepartmentScope, Enterprise, Person, Role, School

_phones = itertools.count(1)


def make_account(
    session: Session,
    role: Role = Role.SEEKER,
    *,
    person: Person | None = None,
    enterprise: Enterprise | None = None,
    school: School | None = None,
    unverified: bool = False,
    **values: Any,
) -> Account:
    """Add an active account with a confirmed phone number.

    A seeker gets ``person`` (none: an account before its profile), an employer and a
    school what they act for; a commune officer serves Xã An Ninh, the department all.
    """
    defaults: dict[str, Any] = {
        "phone": f"+8491200{next(_phones):04d}",
        "display_name": person.full_name if person else "Người Thử",
        "phone_verified_at": None if unverified else NOW,
        "person_id": person.id if person else None,
        "enterprise_id": enterprise.id if enterprise else None,
        "school_id": school.id if school else None,
        "unit_id": new_commune(session).id if role == Role.COMMUNE else None,
        "department_scope": DepartmentScope.WHOLE if role == Role.DEPARTMENT else None,
        "created_at": NOW,
    }
    account = Account(role=role, **defaults | values)
    session.add(account)
    session.flush()
    return account
