"""Seconds to usable on a weak network: the first visit, and the whole way without scripts."""

import os
import statistics

import pytest

from tests.browser.test_journey import apply, be_forgotten, find, opening, register, withdraw
from tests.browser.weak_network import Stopwatch

pytestmark = pytest.mark.deep
USABLE_SECONDS = 5
__all__ = ["opening"]  # the journey's own opening, as a fixture here


@pytest.mark.parametrize("address", ["/", "/viec-lam", "/viec-lam/{opening}", "/tai-khoan/dang-ky"])
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_first_visit_is_usable_soon(new_context, opening, tell, address, javascript):
    address = address.format(opening=opening)
    new_context().new_page().goto(address)  # the network is measured, not a server just started
    visits = [first_visit(new_context(javascript=javascript), address) for _visit in range(3)]
    seconds = statistics.median(visits)
    scripts = "with" if javascript else "without"
    tell(
        f"first visit, {scripts} scripts: {address} {seconds:.1f} s (load {os.getloadavg()[0]:.0f})"
    )
    assert seconds <= USABLE_SECONDS


def first_visit(context, address) -> float:
    page = context.new_page()
    watch = Stopwatch(page)
    watch.slow_down()
    page.goto(address)
    context.close()
    return watch.pages[-1][1]


def test_the_whole_way_is_usable_without_scripts(new_context, opening, tell):
    page = new_context(javascript=False).new_page()
    watch = Stopwatch(page)
    watch.slow_down()
    for step in (find, register, apply, withdraw, be_forgotten):
        step(page)
    for path, seconds in watch.pages:
        tell(f"  {seconds:4.1f} s {path}")
    total = sum(seconds for _path, seconds in watch.pages)
    tell(f"the whole way without scripts: {len(watch.pages)} pages, {total:.1f} s of waiting")
    assert len(watch.pages) >= 8
    assert max(seconds for _path, seconds in watch.pages) <= USABLE_SECONDS
