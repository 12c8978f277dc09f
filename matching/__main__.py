"""python -m matching: rank, search, measure and audit on files, without a site."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence

from matching.commands import (
    assign,
    diagnose,
    drift,
    duplicates,
    evaluate,
    fairness,
    rank,
    reasons,
    robust,
    search,
)
from matching.commands.arguments import Parser, day, fail

COMMANDS = {
    "rank": rank,
    "search": search,
    "duplicates": duplicates,
    "assign": assign,
    "evaluate": evaluate,
    "diagnose": diagnose,
    "robust": robust,
    "fairness": fairness,
    "drift": drift,
    "reasons": reasons,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _build_parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
    except OSError as error:
        fail(f"cannot use {error.filename}: {error.strerror}")
    except UnicodeDecodeError as error:
        fail(f"not UTF-8: {error.reason} at byte {error.start}")
    except (ValueError, KeyError) as error:
        fail(str(error))
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m matching", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="|".join(COMMANDS))
    for name, module in COMMANDS.items():
        told = (module.__doc__ or "").partition(": ")[2]
        command = commands.add_parser(name, help=told, description=told)
        module.add_arguments(command)
        command.add_argument("--today", type=day, default=dt.date.today())
        command.set_defaults(command=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
