"""What is looked for on a page: rules of axe, small targets, sideways scrolling."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320
#: what is lower than a finger, links inside sentences and what is off the screen apart
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.type !== 'hidden')
  .filter(e => !e.closest('.skip, .hidden-text') && getComputedStyle(e).display !== 'inline')
  .map(e => ((e.labels && ['radio', 'checkbox'].includes(e.type) && e.labels[0]) || e))
  .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, r]) => r.width > 1 && r.height > 1 && (r.height < 43.5 || r.width < 43.5))
  .map(([html, r]) => `${Math.round(r.width)}×${Math.round(r.height)} ${html}`)"""
#: how much wider than the screen the page is, and what sticks out most
WIDER = """() => {
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= screen) return null;
  const right = e => e.getBoundingClientRect().right;
  const widest = [...document.querySelectorAll('main *, header *, footer *')]
    .reduce((a, b) => right(b) > right(a) ? b : a);
  return `${document.documentElement.scrollWidth} px: ${widest.outerHTML.slice(0, 120)}`;
}"""
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size; }"


def broken_rules(page: Page, incomplete: set[tuple[str, str]] | None = None) -> list[str]:
    """Return what axe finds wrong; what it could not decide goes into ``incomplete``."""
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
    if incomplete is not None:
        incomplete |= {(one["id"], page.url) for one in result["incomplete"]}
    return [f"axe {one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]


def small_targets(page: Page) -> list[str]:
    """Return each control lower or narrower than 44 px."""
    return [f"small {what}" for what in page.evaluate(SMALL)]


def sideways(page: Page) -> list[str]:
    """Return at which widths and text sizes somebody must scroll sideways."""
    size, found = page.viewport_size, []
    for width in (size["width"], NARROWEST):
        page.set_viewport_size({"width": width, "height": size["height"]})
        for text in ("100%", "200%"):
            page.evaluate(TEXT_SIZE, text)
            wide = page.evaluate(WIDER)
            if wide:
                found.append(f"sideways at {width} px, text {text}: {wide}")
    page.evaluate(TEXT_SIZE, "")
    page.set_viewport_size(size)
    return found


def defects(page: Page, incomplete: set[tuple[str, str]] | None = None) -> list[str]:
    """Return everything that is wrong with the page as it stands, with its address."""
    found = broken_rules(page, incomplete) + small_targets(page) + sideways(page)
    return [f"{page.url}: {what}" for what in found]
