"""``flask translations``: how much of the site is there in each language, as numbers."""

from pathlib import Path

import click
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "translations"
UNREVIEWED = "awaiting native review"  #: the comment a reviewer takes away


@click.command("translations")
def translations() -> None:
    """Count the sentences translated, and those a native speaker has reviewed."""
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        code = path.parts[-3]
        with path.open("rb") as file:
            messages = [one for one in read_po(file, locale=code) if one.id]
        done = [one for one in messages if one.string and all(one.string)]
        waiting = sum(UNREVIEWED in one.user_comments for one in done)
        share = len(done) / len(messages)
        click.echo(
            f"{code}: {len(done)} of {len(messages)} sentences ({share:.0%}),"
            f" {waiting} awaiting native review"
        )
