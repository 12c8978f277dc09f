"""``make run``: start gunicorn, which prepares the database, and the queue's worker; watch both.

A process that dies is started again, later each time it dies soon. Ctrl-C or SIGTERM
stops both; should this process itself be killed, Linux stops them for it.
"""

import argparse
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import FrameType

from workforce.settings import PROJECT

READY_SECONDS = 120
ORPHAN_SECONDS = 5
STOP_SECONDS = 25  # more than gunicorn's graceful_timeout
SETTLED_SECONDS = 60  # who lived this long may be restarted at once
LONGEST_PAUSE_SECONDS = 30


class Child:
    """One process with everything it forks, started again when it dies.

    Args:
        name: for messages.
        arguments: what Python runs.
        environment: the variables it gets.
    """

    def __init__(self, name: str, arguments: list[str], environment: dict[str, str]):
        self.name = name
        self._command = [sys.executable, *arguments]
        self._environment = environment
        self._pause = 1.0
        self._start_at = 0.0
        self._started = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process in a group of its own, so that its children stop with it."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603  our own modules, nothing typed in
            self._command, env=self._environment, cwd=PROJECT, stdin=subprocess.DEVNULL,
            start_new_session=True, preexec_fn=_stop_with_parent,
        )  # fmt: skip

    def is_alive(self) -> bool:
        """True while the process itself runs."""
        return self._process is not None and self._process.poll() is None

    def watch(self) -> None:
        """Start the process again if it died and its pause is over."""
        if self.is_alive():
            return
        if self._process is not None:
            self._bury()
        if time.monotonic() >= self._start_at:
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process, which stops its own children in good order."""
        if self._process is not None and self.is_alive():
            self._process.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for the end until ``deadline`` (monotonic seconds), then end it."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.name} does not stop; killing it")
            self._process.kill()
            self._process.wait()
        _end_group(self._process.pid)

    def _bury(self) -> None:
        assert self._process is not None  # noqa: S101  for the type checker; watch() knows
        code = self._process.returncode
        _end_group(self._process.pid)  # orphaned workers would keep the port
        self._process = None
        if time.monotonic() - self._started > SETTLED_SECONDS:
            self._pause = 1.0
        say(f"{self.name} ended (exit {code}); starting it again in {self._pause:.0f} s")
        self._start_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)


def main() -> int:
    """Run until asked to stop; return the exit code."""
    port = _port()
    environment = {**os.environ, "BIND": f"127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
    web = Child("gunicorn", ["-m", "workforce.operations.serve"], environment)
    worker = Child("the queue's worker", ["-m", "workforce.operations.worker"], environment)
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    web.start()
    is_up = _wait_until_up(port, web, stopping)
    if is_up:
        worker.start()  # not before: people wait for pages, tasks can wait
        say(f"\nThe site runs on http://127.0.0.1:{port} (Ctrl-C stops it)")
    while is_up and not stopping.wait(0.5):
        web.watch()
        worker.watch()
    deadline = time.monotonic() + STOP_SECONDS
    for child in (web, worker):
        child.ask_to_stop()
    for child in (web, worker):
        child.stop(deadline)
    if not is_up and not stopping.is_set():
        say("The site did not start; the reason is above.")
        return 1
    return 0


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def _port() -> int:
    parser = argparse.ArgumentParser(description="Run the site on this machine.")
    parser.add_argument("--port", default="8000")
    text = parser.parse_args().port
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        parser.exit(2, f"PORT must be a number from 1 to 65535, not {text!r}\n")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            parser.exit(2, f"Port {text} cannot be used ({error.strerror}): make run PORT=8001\n")
    return int(text)


def _wait_until_up(port: int, web: Child, stopping: threading.Event) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while web.is_alive() and time.monotonic() < deadline and not stopping.wait(0.25):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            status = connection.getresponse().status
            if status != http.HTTPStatus.SERVICE_UNAVAILABLE:
                return status == http.HTTPStatus.OK
        except OSError:
            continue  # not listening yet
        finally:
            connection.close()
    return False


def _end_group(number: int) -> None:
    """Stop what is left of a process group: politely, then by force."""
    deadline = time.monotonic() + ORPHAN_SECONDS
    try:
        os.killpg(number, signal.SIGTERM)
        while time.monotonic() < deadline:
            os.killpg(number, 0)
            time.sleep(0.05)
        os.killpg(number, signal.SIGKILL)
    except ProcessLookupError:
        return  # all gone


def _stop_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
