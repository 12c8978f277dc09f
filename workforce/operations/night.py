"""What is done for everybody once a night, each in a process of its own.

The memory of a night's lists goes back with the process, and one that is killed or fails keeps
none of the others from running. Each may be repeated or missed freely.
"""

import logging
import subprocess
import sys

from workforce.settings import PROJECT

logger = logging.getLogger(__name__)

#: `flask` commands, in this order
COMMANDS = (("suggest", "--all"), ("demand",), ("duplicates",), ("expire",), ("retention", "run"))


def run_all() -> dict[str, int]:
    """Run each command; return exit codes by name. What failed is logged, without its output."""
    codes = {}
    for name, *options in COMMANDS:
        done = subprocess.run(  # noqa: S603  our own commands, nothing typed in
            [sys.executable, "-m", "flask", "--app", "app", name, *options],
            cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        codes[name] = done.returncode
        if done.returncode:
            logger.error("the night's '%s' ended with exit code %d", name, done.returncode)
    return codes
