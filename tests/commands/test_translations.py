"""How far the site is translated is said in numbers."""

import re


def test_each_language_is_counted_with_what_awaits_review(app):
    said = app.test_cli_runner().invoke(args=["translations"]).output
    counted = re.findall(r"(\w+): (\d+) of (\d+) sentences \((\d+)%\), (\d+) awaiting", said)
    found = {code: [int(one) for one in rest] for code, *rest in counted}
    assert set(found) == {"en", "km"}
    done, whole, share, waiting = found["km"]
    assert 1000 < done <= whole
    assert share == round(100 * done / whole)
    assert waiting == done, "no Khmer sentence has been signed by a native reader yet"
    assert found["en"][3] == 0
