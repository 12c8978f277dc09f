"""``flask train``: learn from what happened; go live only if better and no less fair."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

from workforce import clock
from workforce.database import get_database

if TYPE_CHECKING:
    from matching.learning.card import ModelCard


@click.command("train")
@click.option("--dry-run", is_flag=True, help="Write nothing; only tell.")
@click.option(
    "--demo", is_flag=True,
    help="Learn from the fictional people instead; never goes live, kept in models/demo.",
)  # fmt: skip
@with_appcontext
def train(dry_run: bool, demo: bool) -> None:
    """Retrain the ranking; the stated weights stay unless the learned ones are better."""
    from matching.learning import store, training
    from matching.scoring.features import FEATURES
    from matching.scoring.weights import MODEL_VERSION, stated_weights
    from workforce.suggestions.training import read_log

    today = clock.today()
    with get_database().session(write=False) as session:
        log = read_log(
            session, feature_set=MODEL_VERSION, width=len(FEATURES), today=today, is_sample=demo
        )
    card = training.train(
        log.shown, log.groups, features=FEATURES, prior=stated_weights(),
        prior_version=MODEL_VERSION, day=today, is_sample=demo,
    )  # fmt: skip
    _tell(card, log.left_out)
    folder: Path = current_app.extensions["settings"].instance / "models"
    if dry_run:
        click.echo("dry run: nothing written")
    elif demo:
        path = store.save(folder / "demo", card)
        click.echo(f"not live: trained on sample data; kept in {path}")
    elif card.is_live:
        click.echo(f"live: {store.publish(folder, card)}")
    else:
        store.withdraw(folder)
        path = store.save(folder, card)
        click.echo(f"not live, the stated weights hold: {path}")


def _tell(card: "ModelCard", left_out: dict[str, int]) -> None:
    """Print the card in lines a person reads; the whole of it is in the file."""
    click.echo(f"model {card.version}, from {card.prior_version}, code {card.code}")
    click.echo(f"data {card.first_day or '-'} to {card.last_day or '-'}: {_words(card.counts)}")
    if left_out:
        click.echo(f"left out: {_words(left_out)}")
    for name in ("prior", "learned", "gain", "replay_gain"):
        if name in card.metrics:
            one = card.metrics[name]
            click.echo(f"{name}: {one['value']:.5f} ({one['low']:.5f} to {one['high']:.5f})")
    if "calibration_error" in card.metrics:
        click.echo(f"calibration error: {card.metrics['calibration_error']:.4f}")
    for gap in card.gaps:
        told = (
            "not judged" if gap["prior"] is None else f"{gap['prior']:.3f} → {gap['learned']:.3f}"
        )
        click.echo(f"gap of {gap['outcome']} by {gap['attribute']}: {told}")
    for name, before, after in zip(card.features, card.prior, card.weights, strict=True):
        if abs(before - after) > 1e-6:
            click.echo(f"weight {name}: {before:+.3f} → {after:+.3f}")
    for reason in card.reasons:
        click.echo(f"why: {reason}")


def _words(values: object) -> str:
    if isinstance(values, dict):
        return ", ".join(f"{name} {_words(value)}" for name, value in values.items())
    return f"{values:.4f}" if isinstance(values, float) else str(values)
