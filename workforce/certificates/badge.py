"""A certificate as Open Badges 3.0: a Verifiable Credential anybody's software can read.

https://www.imsglobal.org/spec/ob/v3p0/ – the achievement is the course, the issuer the
school. The holder is named only as far as released; otherwise the subject is the
certificate's own address.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workforce.models import Certificate, School

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@dataclass(frozen=True)
class Addresses:
    """Public addresses the credential names, all absolute.

    Attributes:
        page: where a person verifies it.
        credential: where it is served as JSON.
        school: the issuer's profile.
        revocations: the school's list of revoked certificates.
    """

    page: str
    credential: str
    school: str
    revocations: str


def credential(certificate: Certificate, *, name: str, at: Addresses) -> dict[str, Any]:
    """Return the credential as JSON-ready values.

    Args:
        name: as far as released; '' leaves the holder unnamed.
    """
    subject: dict[str, Any] = {
        "id": f"{at.page}#nguoi-hoc",
        "type": ["AchievementSubject"],
        "achievement": _achievement(certificate, at),
    }
    if name:
        subject["identifier"] = [{
            "type": "IdentityObject", "hashed": False, "identityHash": name,
            "identityType": "name",
        }]  # fmt: skip
    return {
        "@context": CONTEXT,
        "id": at.credential,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.course_title,
        "issuer": profile(certificate.school_id, certificate.school_name, url=at.school),
        "validFrom": timestamp(certificate.issued_at),
        "awardedDate": f"{certificate.completed_on.isoformat()}T00:00:00+07:00",
        "credentialSubject": subject,
        "credentialStatus": {"id": at.revocations, "type": "1EdTechRevocationList"},
    }


def profile(school_id: int, name: str, *, url: str, school: School | None = None) -> dict[str, Any]:
    """Return the issuer's profile."""
    found: dict[str, Any] = {"id": url, "type": ["Profile"], "name": name}
    if school is not None and school.contact_phone:
        found["phone"] = school.contact_phone
    return found


def revocations(
    rows: list[Certificate], *, url: str, issuer: str, ids: list[str]
) -> dict[str, Any]:
    """Return a school's list of revoked certificates; reasons stay with school and holder."""
    return {
        "id": url,
        "issuer": issuer,
        "revokedCredentials": [
            {"id": one, "revoked": True, "revokedAt": timestamp(row.revoked_at or row.issued_at)}
            for row, one in zip(rows, ids, strict=True)
        ],
    }


def timestamp(moment: dt.datetime) -> str:
    """Return '2026-09-07T02:00:00Z'."""
    return moment.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _achievement(certificate: Certificate, at: Addresses) -> dict[str, Any]:
    told = [certificate.course_title]
    if certificate.hours_total:
        told.append(f"{certificate.hours_total} giờ")
    narrative = ", ".join(certificate.skills) or certificate.course_title
    return {
        "id": f"{at.page}#khoa-hoc",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": certificate.course_title,
        "description": ", ".join(told),
        "criteria": {"narrative": narrative},
        "inLanguage": "vi",
        "tag": certificate.skills,
    }
