"""Every sentence a person looking for work can meet is there in Khmer and in English.

Sentences are collected from the sources themselves, so one that was added without a
translation is named here with the file it stands in.
"""

from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "workforce" / "translations"

#: templates and modules whose words can stand on a page of a person without an office
SEEKER_SIDE = (
    "templates/base.html",
    "templates/accounts/",
    "templates/certificates/",
    "templates/communes/sheet.html",
    "templates/complaints/",
    "templates/components/",
    "templates/errors/",
    "templates/notices/",
    "templates/public/",
    "templates/seekers/",
    "workforce/accounts/",
    "workforce/applications/",
    "workforce/certificates/",
    "workforce/complaints/",
    "workforce/consents/",
    "workforce/courses/",
    "workforce/enrolments/",
    "workforce/households/",
    "workforce/notices/",
    "workforce/openings/",
    "workforce/people/",
    "workforce/placements/",
    "workforce/public/",
    "workforce/searches/",
    "workforce/seekers/",
    "workforce/suggestions/",
    "workforce/zones/",
)
MODULES_FOR_ALL = ("workforce/",)  #: files directly in workforce/: labels, forms, formats …


def on_seeker_side(path):
    """Tell whether ``path`` (from the root, '/' between parts) can speak to a seeker."""
    if path.startswith(SEEKER_SIDE):
        return True
    return path.count("/") == 1 and path.startswith(MODULES_FOR_ALL)


def sentences():
    """Return {sentence: the first file it stands in} of the seekers' side."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = {}
    for path, _line, message, *_ in extract_from_dir(
        str(ROOT),
        method_map=methods,
        options_map=options,
        keywords={**DEFAULT_KEYWORDS, "_l": None},
        directory_filter=lambda folder: not Path(folder).name.startswith((".", "_", "tests")),
    ):
        path = path.replace("\\", "/")
        if on_seeker_side(path):
            found.setdefault(message if isinstance(message, str) else message[0], path)
    return found


@pytest.fixture(scope="module")
def said_to_seekers():
    return sentences()


def test_the_seekers_side_speaks(said_to_seekers):
    assert len(said_to_seekers) > 1000
    assert said_to_seekers["Nộp hồ sơ"].startswith(SEEKER_SIDE)


@pytest.mark.parametrize("code", ["km", "en"])
def test_every_sentence_a_seeker_can_meet_is_translated(said_to_seekers, code):
    with (FOLDER / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    missing = []
    for sentence, path in sorted(said_to_seekers.items()):
        message = catalogue.get(sentence)
        forms = message.string if message and message.string else ""
        if not forms or not all(forms):
            missing.append(f"{path}: {sentence}")
    assert not missing, "make i18n, then translate:\n" + "\n".join(missing)
