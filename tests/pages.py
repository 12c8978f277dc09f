"""What every page of the site has to be, checked on each page any test opens."""

import re

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder

LANGUAGES = {"vi", "km", "en"}
#: controls a person fills in; buttons carry their own words, hidden ones nobody sees
CONTROLS = (
    "input:not([type=hidden], [type=submit], [type=button], [type=image], [type=reset]),"
    " select, textarea"
)
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "headers")
TEMPLATE_LEFTOVERS = ("{{", "}}", "{%", "%(")


class StrictBuilder(HTML5TreeBuilder):
    """Beautiful Soup's html5lib, stopping at the first mistake: one parse instead of two."""

    def feed(self, markup: str) -> None:
        """Parse ``markup``; raise html5lib's ParseError where a browser would guess."""
        parser = html5lib.HTMLParser(tree=self.create_treebuilder, strict=True)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.underlying_builder.parser = None


def check_page(html: str) -> BeautifulSoup:
    """Return the parsed page after asserting it is well formed, labelled and safe.

    One h1, a title that starts with it, a language, unique ids, references that lead
    somewhere, a label on each control, a token in each form that posts, words in each
    link and button, a text for each picture, and nothing our own policy would block.
    """
    page = BeautifulSoup(html, builder=StrictBuilder())
    _check_head(page)
    _check_ids(page)
    _check_controls(page)
    _check_forms(page)
    _check_links_and_pictures(page)
    _check_nothing_inline(page)
    _check_text(page)
    return page


def words(element: Tag) -> str:
    """Return the text of an element as a reader sees it, with single spaces."""
    return " ".join(element.get_text(" ").split())


def _check_head(page: BeautifulSoup) -> None:
    assert page.html.get("lang") in LANGUAGES, f"<html lang> is {page.html.get('lang')!r}"
    headings = page.select("h1")
    assert len(headings) == 1, f"a page has exactly one <h1>, not {len(headings)}"
    assert page.title is not None, "a page has a <title>"
    title, heading = words(page.title), words(headings[0])
    assert heading, "the <h1> says something"
    if page.select_one("[role=alert]"):
        title = re.sub(r"^[^:]{1,20}: ", "", title)  # 'Lỗi: …' comes first after a mistake
    assert title.startswith(heading), f"<title> {title!r} starts with the <h1> {heading!r}"
    assert page.select_one("main"), "a page has a <main>"


def _check_ids(page: BeautifulSoup) -> None:
    ids = [element["id"] for element in page.select("[id]")]
    repeated = {name for name in ids if ids.count(name) > 1}
    assert not repeated, f"ids used twice: {sorted(repeated)}"
    for attribute in REFERENCES:
        for element in page.select(f"[{attribute}]"):
            names = element[attribute]
            for name in names.split() if isinstance(names, str) else names:
                assert name in ids, f"{attribute}={name!r} leads nowhere: {element}"[:300]
    for link in page.select('a[href^="#"]'):
        assert link["href"][1:] in ids, f"link to a missing part of the page: {link}"


def _check_controls(page: BeautifulSoup) -> None:
    for control in page.select(CONTROLS):
        assert control.get("name"), f"a control without a name is never sent: {control}"
        labels = page.select(f"label[for='{control['id']}']") if control.get("id") else []
        labels += control.find_parents("label")
        named = any(words(label) for label in labels)
        named = named or control.get("aria-label") or control.get("aria-labelledby")
        assert named, f"no label for {control}"[:300]
    for button in page.select("button"):
        assert words(button) or button.get("aria-label"), f"a button without words: {button}"
    for fieldset in page.select("fieldset"):
        legend = fieldset.find("legend")
        assert legend is not None, f"a group without a legend: {fieldset}"[:300]
        assert words(legend), f"an empty legend: {fieldset}"[:300]


def _check_forms(page: BeautifulSoup) -> None:
    for form in page.select("form"):
        if form.get("method", "get").lower() != "post":
            continue
        tokens = form.select("input[name=csrf_token]")
        assert len(tokens) == 1, f"{len(tokens)} csrf tokens in {form.get('action')!r}"
        assert tokens[0].get("value"), f"an empty csrf token in {form.get('action')!r}"
        if form.select("input[type=file]"):
            assert form.get("enctype") == "multipart/form-data", "a file needs multipart"


def _check_links_and_pictures(page: BeautifulSoup) -> None:
    for link in page.select("a"):
        assert link.get("href"), f"a link without an address: {link}"
        pictures = " ".join(image.get("alt", "") for image in link.select("img"))
        named = words(link) or link.get("aria-label") or pictures.strip()
        assert named, f"a link without words: {link}"
        if link.get("target") == "_blank":
            assert "noopener" in link.get("rel", []), f"a new window without noopener: {link}"
    for image in page.select("img"):
        assert image.has_attr("alt"), f"a picture without alt: {image}"
    for drawing in page.select("svg"):
        hidden = drawing.get("aria-hidden") == "true"
        named = drawing.get("role") == "img" and (
            drawing.get("aria-label") or drawing.get("aria-labelledby")
        )
        assert hidden or named, f"a drawing neither named nor hidden: {str(drawing)[:200]}"


def _check_nothing_inline(page: BeautifulSoup) -> None:
    assert not page.select("style"), "styles live in static/css"
    for script in page.select("script"):
        is_data = script.get("type") == "application/ld+json"
        assert is_data or script.get("src"), "scripts live in static/js"
    for element in page.find_all(True):
        for name, value in element.attrs.items():
            assert name != "style", f"an inline style: {element}"[:300]
            assert not name.startswith("on"), f"an inline {name}: {element}"[:300]
            if name in {"href", "src", "action", "formaction"}:
                scheme = str(value).strip().lower().partition(":")[0]
                assert scheme not in {"javascript", "vbscript"}, f"a script address: {value}"


def _check_text(page: BeautifulSoup) -> None:
    text = page.body.get_text("\n")
    for mark in TEMPLATE_LEFTOVERS:
        assert mark not in text, f"{mark!r} left in the page"
    lines = {line.strip() for line in text.splitlines()}
    assert not lines & {"None", "nan", "undefined", "[]"}, "a value nobody formatted"
