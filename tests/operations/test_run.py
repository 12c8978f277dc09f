"""The watcher of ``make run``: who dies is started again, who is told to stop stops."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workforce.operations import run
from workforce.operations.run import Child

WAIT_SECONDS = 20
#: says which process it is, forks a child of its own and waits
PROGRAM = """
import os, signal, sys, time
if os.fork() == 0:
    time.sleep(600)
with open(sys.argv[1], "a") as log:
    log.write(f"{os.getpid()}\\n")
time.sleep(600)
"""


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; fail when it does not come."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file with a line per start: the number of the process."""
    path = tmp_path / "starts"
    path.touch()
    return path


@pytest.fixture
def child(log: Path) -> Iterator[Child]:
    child = Child("the child", ["-c", PROGRAM, str(log)], dict(os.environ))
    yield child
    child.ask_to_stop()
    child.stop(time.monotonic() + WAIT_SECONDS)


def starts(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().splitlines()]


class TestChild:
    def test_it_is_started_again_after_a_kill(self, child, log):
        child.start()
        until(lambda: len(starts(log)) == 1)

        os.kill(starts(log)[0], signal.SIGKILL)
        until(lambda: not child.is_alive())
        until(lambda: child.watch() or len(starts(log)) == 2)

        assert child.is_alive()

    def test_its_own_children_die_before_it_starts_again(self, child, log):
        child.start()
        until(lambda: len(starts(log)) == 1)
        group = starts(log)[0]

        os.kill(group, signal.SIGKILL)
        until(lambda: not child.is_alive())
        child.watch()

        until(lambda: not _group_lives(group))
        assert not _group_lives(group)

    def test_it_is_left_alone_while_it_lives(self, child, log):
        child.start()
        until(lambda: len(starts(log)) == 1)

        child.watch()

        assert len(starts(log)) == 1

    def test_it_stops_when_asked(self, child, log):
        child.start()
        until(lambda: len(starts(log)) == 1)

        child.ask_to_stop()
        child.stop(time.monotonic() + WAIT_SECONDS)

        assert not child.is_alive()
        assert not _group_lives(starts(log)[0])


class TestPort:
    @pytest.mark.parametrize("port", ["0", "65536", "-1", "tám nghìn", ""])
    def test_it_refuses_what_is_no_port(self, port, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["run", f"--port={port}"])

        with pytest.raises(SystemExit, match="2"):
            run.main()
        assert "PORT must be a number from 1 to 65535" in capsys.readouterr().err


def _group_lives(group: int) -> bool:
    """True if a process of the group still runs; one that only waits to be buried does not."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            return True
    return False
