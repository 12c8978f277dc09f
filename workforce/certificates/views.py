"""The public side of a certificate: a page for people, documents for their software."""

from typing import Any

from flask import current_app, jsonify, make_response, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock, qr
from workforce.access import EVERYONE, closed_blueprint
from workforce.certificates import badge, queries, signing
from workforce.database import get_session, writing
from workforce.errors import Gone, NotFound
from workforce.i18n import _
from workforce.models import Certificate, School, SigningKey

blueprint = closed_blueprint(
    "certificates", "workforce.certificates", policy=EVERYONE, url_prefix="/chung-nhan"
)
MOST_TOKEN = 40


@blueprint.get("/<token>")
def certificate(token: str) -> Response:
    """Show whether a certificate is valid, what for, and as much of the name as is released."""
    db = get_session()
    found = _found(token)
    url = url_for(".certificate", token=found.token, _external=True)
    response = make_response(
        render_template(
            "certificates/certificate.html",
            certificate=found,
            name=queries.released_name(db, found),
            school=queries.school_of(db, found.school_id),
            code=qr.svg(url, label=_("Mã QR của trang này")),
            url=url,
            checked_at=clock.now(),
        )
    )
    # A revocation has to show at once, and the address is as good as a paper in one's hand.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/<token>/open-badge.json")
def badge_json(token: str) -> Response:
    """Give the certificate as an Open Badges 3.0 credential; 410 once revoked."""
    return _fresh(jsonify(_credential(_valid(token))))


@blueprint.get("/<token>/open-badge.jwt")
def badge_jwt(token: str) -> Response:
    """Give the credential signed, as a VC-JWT; 410 once revoked."""
    found = _credential(_valid(token))
    key = signing.current_key(get_session())
    if key is not None:
        signed = _signed(found, key)
    else:  # the first certificate of the site
        with writing() as db:
            signed = _signed(found, signing.make_key(db, data_key=_data_key(), now=clock.now()))
    response = make_response(signed)
    response.mimetype = "application/vc+jwt"
    return _fresh(response)


@blueprint.get("/khoa/<kid>.json")
def key(kid: str) -> Response:
    """Give the public half of one signing key."""
    for row in signing.published_keys(get_session()):
        if row.kid == kid:
            return jsonify(row.public_jwk | {"kid": row.kid, "alg": "RS256", "use": "sig"})
    raise NotFound


@blueprint.get("/co-so/<id:school_id>.json")
def issuer(school_id: int) -> Response:
    """Give the profile of a school that issues certificates."""
    school = _school(school_id)
    url = url_for(".issuer", school_id=school_id, _external=True)
    return jsonify(
        {"@context": badge.CONTEXT} | badge.profile(school.id, school.name, url=url, school=school)
    )


@blueprint.get("/co-so/<id:school_id>/thu-hoi.json")
def revocations(school_id: int) -> Response:
    """Give the list of certificates a school has revoked."""
    school = _school(school_id)
    rows = queries.revoked_of_school(get_session(), school_id=school.id)
    listed = badge.revocations(
        rows,
        url=url_for(".revocations", school_id=school_id, _external=True),
        issuer=url_for(".issuer", school_id=school_id, _external=True),
        ids=[url_for(".badge_json", token=row.token, _external=True) for row in rows],
    )
    return _fresh(jsonify(listed))


def _found(token: str) -> Certificate:
    found = queries.by_token(get_session(), token) if len(token) <= MOST_TOKEN else None
    if found is None:
        raise NotFound(_("Không có giấy chứng nhận này. Anh/chị xem lại địa chỉ hoặc mã QR."))
    return found


def _valid(token: str) -> Certificate:
    found = _found(token)
    if found.revoked_at is not None:
        raise Gone(_("Giấy chứng nhận này đã bị thu hồi."))
    return found


def _school(school_id: int) -> School:
    school = queries.school_of(get_session(), school_id)
    if school is None:
        raise NotFound
    return school


def _credential(found: Certificate) -> dict[str, Any]:
    at = badge.Addresses(
        page=url_for(".certificate", token=found.token, _external=True),
        credential=url_for(".badge_json", token=found.token, _external=True),
        school=url_for(".issuer", school_id=found.school_id, _external=True),
        revocations=url_for(".revocations", school_id=found.school_id, _external=True),
    )
    name = queries.released_name(get_session(), found)
    return badge.credential(found, name=name, at=at)


def _signed(found: dict[str, Any], key: SigningKey) -> str:
    url = url_for(".key", kid=key.kid, _external=True)
    return signing.sign(found, key=key, key_url=url, data_key=_data_key())


def _data_key() -> Any:
    return current_app.extensions["data_key"]


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
