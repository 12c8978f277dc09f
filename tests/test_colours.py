"""Every pair of colours on screen can be read, by day and by night; the stylesheet stays small."""

import gzip
import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "static" / "css" / "site.css"
TEMPLATES = Path(__file__).parents[1] / "templates"
AA_TEXT, AA_GRAPHIC = 4.5, 3.0
GROUNDS = ("ground", "surface", "sunken")

#: (text, ground): what the stylesheet puts on what
TEXT_PAIRS = (
    [(ink, ground) for ink in ("text", "soft", "brand", "danger") for ground in GROUNDS]
    + [("gold-ink", "ground"), ("gold-ink", "surface"), ("brand-deep", "surface")]
    + [(ink, tint) for ink in ("text", "soft") for tint in ("brand-tint", "gold-tint")]
    + [("text", "danger-tint"), ("text", "info-tint")]
    + [("brand", "brand-tint"), ("brand-deep", "brand-tint"), ("gold-ink", "gold-tint")]
    + [("danger", "danger-tint"), ("info", "info-tint"), ("on-brand", "brand")]
    + [("on-brand", "brand-deep"), ("on-gold", "gold"), ("on-danger", "danger")]
    + [("on-band", "band"), ("band-soft", "band")]
)
#: (mark, ground): borders of boxes, lines of charts, the focus ring
GRAPHIC_PAIRS = (
    [("edge", ground) for ground in GROUNDS]
    + [("focus", ground) for ground in (*GROUNDS, "brand-tint")]
    + [("brand", "sunken"), ("info", "surface"), ("gold-ink", "surface"), ("gold", "band")]
)


def tokens(scheme: str) -> dict[str, str]:
    """Return the colour tokens of 'light' or 'dark': name → '#rrggbb'."""
    css = CSS.read_text(encoding="utf-8")
    dark_at = css.index("@media (prefers-color-scheme: dark)")
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css[:dark_at]))
    night = css[dark_at : css.index("}", dark_at)]
    return light | (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", night)) if scheme == "dark" else {}
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of '#rrggbb', 0 black to 1 white (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(scheme, ink, ground):
    palette = tokens(scheme)

    assert contrast(palette[ink], palette[ground]) >= AA_TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_PAIRS)
def test_borders_lines_and_the_focus_ring_can_be_seen(scheme, mark, ground):
    palette = tokens(scheme)

    assert contrast(palette[mark], palette[ground]) >= AA_GRAPHIC


def test_the_night_has_its_own_value_for_every_colour_that_carries_text():
    light, dark = tokens("light"), tokens("dark")

    same = {name for name in light if light[name] == dark[name]}
    assert same <= {"gold", "on-gold"}


def test_white_never_lies_on_gold():
    css = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.S)

    for rule in re.findall(r"\{([^{}]*background: var\(--gold\)[^{}]*)\}", css):
        assert "--on-brand" not in rule
        assert "--on-band" not in rule
        assert "#fff" not in rule


def test_colours_are_written_once_as_tokens():
    css = CSS.read_text(encoding="utf-8")
    body = css[css.index("/* ---------- ground") : css.index("/* ---------- print")]

    own = set(re.findall(r"#[0-9a-f]{3,8}\b", body)) - {"#ffffff", "#073f33"}
    assert not own, "use a token"


def test_the_stylesheet_is_at_most_twelve_kilobytes_on_the_wire():
    assert len(gzip.compress(CSS.read_bytes(), 9)) <= 12 * 1024


def test_every_class_the_templates_use_is_styled_or_named_on_purpose():
    css = CSS.read_text(encoding="utf-8")
    used = set()
    for template in TEMPLATES.glob("components/*.html"):
        for names in re.findall(r'class="([^"{}]+)"', template.read_text(encoding="utf-8")):
            used |= set(names.split())

    unstyled = {name for name in used if not re.search(rf"\.{re.escape(name)}(?![\w-])", css)}
    assert not unstyled
