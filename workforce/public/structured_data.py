"""What search engines are told (schema.org): a field we do not know is left out."""

from typing import Any

from flask import current_app

from workforce.courses.queries import CourseRow
from workforce.models import ContractType, WageType
from workforce.openings.queries import OpeningRow

_UNITS = {WageType.MONTH: "MONTH", WageType.DAY: "DAY", WageType.HOUR: "HOUR"}


def opening_data(row: OpeningRow, *, url: str) -> dict[str, Any]:
    """Return the JobPosting of an open opening."""
    opening = row.opening
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": opening.title,
            "description": _paragraphs(
                opening.description or opening.title, opening.requirements, opening.benefits
            ),
            "identifier": {
                "@type": "PropertyValue", "name": row.enterprise.name, "value": str(opening.id),
            },
            "url": url,
            "datePosted": opening.posted_on.isoformat(),
            "validThrough": opening.deadline and f"{opening.deadline.isoformat()}T23:59:59+07:00",
            "hiringOrganization": {"@type": "Organization", "name": row.enterprise.name},
            "jobLocation": {"@type": "Place", "address": _address(row)},
            "employmentType": _employment_types(row),
            "baseSalary": _salary(row),
            "totalJobOpenings": row.posts_left or None,
            "jobStartDate": opening.start_on and opening.start_on.isoformat(),
            "directApply": True,
        }
    )  # fmt: skip


def course_data(row: CourseRow, *, url: str) -> dict[str, Any]:
    """Return the Course; an instance only when an intake is planned."""
    course, intake = row.course, row.next_intake
    instance = intake and _known(
        {
            "@type": "CourseInstance",
            "courseMode": "Onsite",
            "startDate": intake.starts_on.isoformat(),
            "endDate": intake.ends_on and intake.ends_on.isoformat(),
            "courseWorkload": course.hours_total and f"PT{course.hours_total}H",
            "location": row.unit and _place(row.unit.name),
        }
    )
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "name": course.title,
            "description": course.description or course.outcomes or course.title,
            "url": url,
            "inLanguage": course.language,
            "provider": {"@type": "Organization", "name": row.school.name},
            "offers": None
            if course.fee_vnd is None
            else {
                "@type": "Offer", "category": "Paid" if course.fee_vnd else "Free",
                "price": course.fee_vnd, "priceCurrency": "VND",
            },
            "hasCourseInstance": instance,
        }
    )  # fmt: skip


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _paragraphs(*texts: str) -> str:
    # Google wants HTML here; the texts are plain and the template escapes the JSON.
    parts = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        for text in texts
        if text
    )
    return "".join(f"<p>{part}</p>" for part in parts)


def _address(row: OpeningRow) -> dict[str, Any]:
    places = [row.site.address, row.zone.name if row.zone else ""]
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(filter(None, places)),
            "addressLocality": row.unit.name if row.unit else "",
            "addressRegion": current_app.extensions["province"].get("city", {}).get("name"),
            "addressCountry": "VN",
        }
    )


def _place(locality: str) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": locality, "addressCountry": "VN"}
    return {"@type": "Place", "address": address}


def _employment_types(row: OpeningRow) -> list[str]:
    opening = row.opening
    types = []
    if "ban_thoi_gian" in (opening.shifts or ()):
        types.append("PART_TIME")
    elif opening.contract_type in {ContractType.INDEFINITE, ContractType.FIXED_TERM}:
        types.append("FULL_TIME")
    if opening.contract_type == ContractType.SEASONAL:
        types.append("TEMPORARY")
    return types


def _salary(row: OpeningRow) -> dict[str, Any] | None:
    opening = row.opening
    unit = _UNITS.get(opening.wage_type)
    low, high = opening.wage_min_vnd or None, opening.wage_max_vnd or None
    if unit is None or (low is None and high is None):
        return None
    amount: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    if low and high and low != high:
        amount |= {"minValue": low, "maxValue": high}
    else:
        amount["value"] = low or high
    return {"@type": "MonetaryAmount", "currency": "VND", "value": amount}
