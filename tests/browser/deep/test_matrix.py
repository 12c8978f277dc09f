"""Every page of the public and of seekers, in each language, size and light."""

import pytest
from sqlmodel import select

from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import defects
from tests.factories.schools import make_enrolment
from tests.fixed_clock import NOW, TODAY
from workforce import create_app
from workforce.access import EVERYONE, policy_of
from workforce.demo.logins import LOGINS, PASSWORD, e164
from workforce.i18n import LANGUAGE_COOKIE, LANGUAGES
from workforce.models import (
    Account,
    Application,
    Certificate,
    EnrolmentStatus,
    Intake,
    Opening,
    OpeningStatus,
    Person,
    Placement,
    Role,
    SavedSearch,
    Zone,
)
from workforce.models.complaints import Complaint, ComplaintReason
from workforce.models.schools import Course, School
from workforce.settings import load_settings

pytestmark = pytest.mark.deep
CELLS = [
    (language, size, light)
    for language in LANGUAGES
    for size in (PHONE, DESK)
    for light in ("light", "dark")
]
#: leaves the page, or is no page
NOT_PAGES = {"static", "public.set_language"}
FILES = (".json", ".js", ".xml", ".txt", ".jwt")
#: a link that does not count any more has a page that says so
TOO_OLD = "het-han"
#: what axe leaves to people, looked at in light and dark: dark words on the hero's plain half, the
#: drawing beside them; names on the map, which stand on the card's own colour
REVIEWED = {("color-contrast", "/"), ("color-contrast", "/khu-cong-nghiep")}
CERTIFICATE = "m" * 30
SEEKER = next(login for login in LOGINS if login.role == Role.SEEKER)


@pytest.fixture(scope="module")
def addresses(site, tmp_path_factory):
    """{address: open to everyone} of each page, from the routes themselves."""
    folder = str(tmp_path_factory.mktemp("routes"))
    app = create_app(load_settings({"WORKFORCE_ENV": "test", "INSTANCE_DIR": folder}))
    with site.database.session(write=True) as db:
        examples = example_values(db)
        db.commit()
    found, missing = {}, []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            policy = policy_of(app, rule.endpoint) or frozenset()
            seen = policy == EVERYONE or Role.SEEKER.value in policy
            if not seen or "GET" not in rule.methods or rule.endpoint in NOT_PAGES:
                continue
            if rule.rule.endswith(FILES):
                continue
            if any(examples.get(name) is None for name in rule.arguments):
                missing.append(rule.rule)
                continue
            values = {name: examples[name] for name in rule.arguments}
            if rule.endpoint == "certificates.certificate":
                values["token"] = CERTIFICATE
            found[app.url_for(rule.endpoint, **values)] = policy == EVERYONE
    assert not missing, f"routes without an example: {missing}"
    return found


def example_values(db):
    """Return a value for each name in a route; None where the demo data has none."""
    account = db.exec(select(Account).where(Account.phone == e164(SEEKER.phone))).one()
    applied = db.exec(select(Application).where(Application.person_id == account.person_id)).first()
    assert applied, "the demo's seeker has applied nowhere"
    opening = db.get_one(Opening, applied.opening_id)
    hired = Placement(  # without one, the page of ending work does not exist
        person_id=account.person_id, application_id=applied.id, opening_id=opening.id,
        site_id=opening.site_id, enterprise_id=opening.enterprise_id, created_at=NOW,
    )  # fmt: skip
    db.add(hired)
    saved = SavedSearch(
        account_id=account.id, name="may", query="q=may", created_at=NOW, next_check_at=NOW,
        checked_on=TODAY, told=[],
    )  # fmt: skip
    db.add(saved)
    db.flush()
    enrolled = make_enrolment(
        db, person=db.get_one(Person, account.person_id), status=EnrolmentStatus.COMPLETED
    )
    certificate = Certificate(
        enrolment_id=enrolled.id, token=CERTIFICATE, completed_on=TODAY, issued_at=NOW,
        school_id=db.exec(select(School.id)).first(), school_name="Trường mẫu",
        course_title="May công nghiệp",
    )  # fmt: skip
    db.add(certificate)
    complaint = Complaint(
        opening_id=opening.id, account_id=account.id, form_key="m", made_at=NOW, answer_by=TODAY,
        reason=next(iter(ComplaintReason)),
    )  # fmt: skip
    db.add(complaint)
    db.flush()
    return {
        "opening_id": db.exec(
            select(Opening.id).where(Opening.status == OpeningStatus.OPEN)
        ).first()
        or db.exec(select(Opening.id)).first(),
        "course_id": db.exec(select(Course.id)).first(),
        "intake_id": db.exec(select(Intake.id).order_by(Intake.starts_on.desc())).first(),
        "application_id": applied.id,
        "search_id": saved.id,
        "key": db.exec(select(Zone.key)).first(),
        "token": TOO_OLD,
        "code": "vi",
        "enrolment_id": enrolled.id,
        "certificate_id": certificate.id,
        "school_id": certificate.school_id,
        "complaint_id": complaint.id,
    }


def sign_in(page):
    page.goto("/tai-khoan/dang-nhap")
    page.locator("input[name=phone]").fill(SEEKER.phone)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert "/dang-nhap" not in page.url


def look(page, address, incomplete):
    """Return what is wrong with a page; None when the address is a file, not a page."""
    probe = page.request.get(address, max_redirects=5)
    if not probe.headers.get("content-type", "").startswith("text/html"):
        return None
    if "attachment" in probe.headers.get("content-disposition", ""):
        return None
    page.goto(address)
    answers = {200, 404, 410, 422} if address.endswith(TOO_OLD) else {200}
    wrong = [] if probe.status in answers else [f"{address}: status {probe.status}"]
    wrong += defects(page, incomplete)
    return wrong


@pytest.mark.parametrize(
    "language, size, light", CELLS, ids=[f"{a}-{b['width']}-{c}" for a, b, c in CELLS]
)
def test_every_page_of_a_cell(language, size, light, new_context, site, addresses, tell):
    context = new_context(size=size)
    context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": site.url}])
    page = context.new_page()
    page.emulate_media(color_scheme=light)
    wrong, looked, incomplete = [], 0, set()
    for signed_in in (False, True):
        if signed_in:
            sign_in(page)
        for address, public in addresses.items():
            if public == signed_in:
                continue
            said = look(page, address, incomplete)
            if said is not None:
                looked += 1
                wrong += said
    tell(f"{language} {size['width']} {light}: {looked} pages, {len(wrong)} defects")
    undecided = {(rule, address.removeprefix(site.url)) for rule, address in incomplete}
    for rule, address in sorted(undecided - REVIEWED):
        tell(f"  axe could not decide: {rule} on {address}")
    assert looked >= 30, f"only {looked} pages were looked at"
    assert not wrong, "\n".join(wrong)
    assert undecided <= REVIEWED, "look at these in light and dark, then add them to REVIEWED"
