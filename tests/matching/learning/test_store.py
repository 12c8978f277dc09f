"""A trained model is data, and is used only if nothing at all is wrong with it."""

import dataclasses
import hashlib
import json

import pytest

from matching.learning.calibration import Calibration
from matching.learning.card import ModelCard
from matching.learning.store import UnfitModel, load_live, publish, save, withdraw

CARD = ModelCard(
    version="learned-2026-11-23-abc",
    features=("near", "wage"),
    weights=(0.5, 0.25),
    prior_version="stated",
    prior=(0.4, 0.3),
    is_live=True,
    reasons=("better",),
    trained_on="2026-11-23",
    calibration=Calibration("isotonic", ((0.0, 1.0), (0.1, 0.6))),
    counts={"shown": 7},
)


def live(folder, features=("near", "wage"), prior=(0.4, 0.3)):
    return load_live(folder, features=features, prior=prior)


def republished(folder, text):
    """Put other content in place of the live model, checksum and all."""
    name = json.loads((folder / "live.json").read_text())["file"]
    (folder / name).write_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "live.json").write_text(json.dumps({"file": name, "sha256": digest}))


def test_a_published_model_comes_back_whole(tmp_path):
    publish(tmp_path, CARD)

    assert live(tmp_path) == CARD


def test_without_a_model_nothing_is_said(tmp_path, caplog):
    assert live(tmp_path) is None
    assert caplog.records == []


def test_a_model_only_saved_is_not_in_use(tmp_path):
    save(tmp_path, CARD)

    assert live(tmp_path) is None


def test_a_withdrawn_model_leaves_the_stated_weights(tmp_path):
    publish(tmp_path, CARD)
    withdraw(tmp_path)

    assert live(tmp_path) is None
    withdraw(tmp_path)


def test_one_changed_byte_and_the_stated_weights_hold(tmp_path, caplog):
    path = publish(tmp_path, CARD)
    path.write_text(path.read_text().replace("0.25", "0.26"))

    assert live(tmp_path) is None
    assert "checksum" in caplog.text


@pytest.mark.parametrize(
    "content",
    ["", "no json", "[]", "{}", '{"format": 1}', '{"format": 9}',
     CARD.to_json().replace("0.25", "NaN"), CARD.to_json().replace("0.25", '"0.25"'),
     CARD.to_json().replace("0.25", "0.25, 1.0")],
)  # fmt: skip
def test_a_foreign_file_is_refused_even_with_the_right_checksum(tmp_path, caplog, content):
    publish(tmp_path, CARD)
    republished(tmp_path, content)

    assert live(tmp_path) is None
    assert "the stated weights hold" in caplog.text


@pytest.mark.parametrize("pointer", ["", "{}", "[]", '{"file": 3, "sha256": ""}', "\x00"])
def test_a_damaged_pointer_is_refused(tmp_path, caplog, pointer):
    publish(tmp_path, CARD)
    (tmp_path / "live.json").write_text(pointer)

    assert live(tmp_path) is None
    assert "the stated weights hold" in caplog.text


def test_a_model_outside_the_folder_is_refused(tmp_path, caplog):
    folder = tmp_path / "models"
    publish(folder, CARD)
    path = save(tmp_path, CARD)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "live.json").write_text(json.dumps({"file": f"../{path.name}", "sha256": digest}))

    assert live(folder) is None
    assert "outside" in caplog.text


def test_a_model_of_other_features_or_other_stated_weights_is_out_of_date(tmp_path, caplog):
    publish(tmp_path, CARD)

    assert live(tmp_path, features=("wage", "near")) is None
    assert live(tmp_path, prior=(0.4, 0.31)) is None
    assert "other features" in caplog.text
    assert "other stated weights" in caplog.text


def test_a_model_of_fictional_people_is_never_published(tmp_path):
    with pytest.raises(UnfitModel, match="sample data"):
        publish(tmp_path, dataclasses.replace(CARD, is_sample=True))
    assert not (tmp_path / "live.json").exists()


def test_a_model_found_unfit_is_never_published_nor_loaded(tmp_path):
    unfit = dataclasses.replace(CARD, is_live=False, reasons=("a gap is wider",))
    with pytest.raises(UnfitModel, match="a gap is wider"):
        publish(tmp_path, unfit)

    publish(tmp_path, CARD)
    republished(tmp_path, unfit.to_json())
    assert live(tmp_path) is None
