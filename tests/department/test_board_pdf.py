"""The board as a PDF, and what the link says on a machine that cannot draw one."""

import sys

import pytest

from tests.factories.accounts import make_account
from tests.pages import words
from workforce.models import Role

PDF = "/so/tien-do.pdf"


@pytest.fixture
def officer(db, sign_in):
    return sign_in(make_account(db, Role.DEPARTMENT))


def test_the_board_comes_as_a_pdf(officer):
    response = officer.get(PDF)

    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF-")


def test_the_board_links_to_it(officer):
    assert officer.get("/so/").page.select_one(f"a[href='{PDF}']")


def test_without_its_libraries_the_link_says_what_to_install(officer, monkeypatch):
    class Missing:
        def find_spec(self, name, *_args):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])

    response = officer.get(PDF)

    assert response.status_code == 503
    assert "libpango-1.0-0" in words(response.page.main)
