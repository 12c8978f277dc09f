"""What is read of certificates, by address and by holder."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workforce.models import Certificate, Enrolment, NameShown, Person, School


def by_token(session: Session, token: str) -> Certificate | None:
    """Return the certificate at a public address, a revoked one too."""
    return session.exec(select(Certificate).where(Certificate.token == token)).first()


def of_person(session: Session, *, person_id: int) -> list[Certificate]:
    """Return a person's certificates, the newest first."""
    return list(
        session.exec(
            select(Certificate)
            .join(Enrolment, col(Enrolment.id) == col(Certificate.enrolment_id))
            .where(Enrolment.person_id == person_id)
            .order_by(col(Certificate.completed_on).desc(), col(Certificate.id).desc())
        )
    )


def of_enrolments(session: Session, enrolment_ids: Collection[int]) -> dict[int, Certificate]:
    """Return certificates by enrolment."""
    rows = session.exec(select(Certificate).where(col(Certificate.enrolment_id).in_(enrolment_ids)))
    return {row.enrolment_id: row for row in rows}


def revoked_of_school(session: Session, *, school_id: int) -> list[Certificate]:
    """Return what a school has revoked, oldest first."""
    return list(
        session.exec(
            select(Certificate)
            .where(Certificate.school_id == school_id, col(Certificate.revoked_at).is_not(None))
            .order_by(col(Certificate.revoked_at), col(Certificate.id))
        )
    )


def school_of(session: Session, school_id: int) -> School | None:
    """Return a school by id."""
    return session.get(School, school_id)


def released_name(session: Session, certificate: Certificate) -> str:
    """Return the holder's name as far as released: '', 'N. T. M.' or the whole."""
    if certificate.name_shown == NameShown.HIDDEN:
        return ""
    name = session.exec(
        select(Person.full_name)
        .join(Enrolment, col(Enrolment.person_id) == col(Person.id))
        .where(Enrolment.id == certificate.enrolment_id, col(Person.erased_at).is_(None))
    ).first()
    if name is None or certificate.name_shown == NameShown.FULL:
        return name or ""
    return initials(name)


def initials(name: str) -> str:
    """Return 'N. T. M.' of 'Nguyễn Thị Mẫu'; '' stays ''."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
