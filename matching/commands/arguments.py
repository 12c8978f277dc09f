"""How arguments are read and how a command ends when something is wrong with them."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Ends with one clear line instead of a usage screen."""

    def error(self, message: str) -> NoReturn:
        """Print the message and end with exit code 2."""
        fail(message)


def fail(message: str) -> NoReturn:
    """Print one line to stderr and end with exit code 2."""
    print(f"python -m matching: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(2)


def positive(text: str) -> int:
    """Read a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def exposure(text: str) -> float:
    """Read a number above 0."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def day(text: str) -> dt.date:
    """Read an ISO date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {text}") from None
