"""QR codes as inline SVG: no picture to load, sharp on paper."""

import segno
from markupsafe import Markup


def svg(text: str, *, label: str) -> Markup:
    """Return the QR of a text as an <svg> with a name for who cannot see it.

    Error correction M: a fold or a thumb mark on paper is forgiven.
    """
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None, title=None
    )
    named = drawing.replace("<svg", f'<svg role="img" aria-label="{Markup.escape(label)}"', 1)
    return Markup(named)  # noqa: S704  segno's own drawing; the label is escaped
