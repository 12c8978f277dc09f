"""A provider that keeps what it was given in a file, and fails on request."""

import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

from workforce.notices.notifier import Message


@dataclass
class FakeProvider:
    """Takes messages; what reached a phone is one line a message in ``log``.

    Attributes:
        repeats_safely: like a provider that drops a second message with the same key.
        fault: raised instead of taking the message.
        dies: the process is killed right after the message was taken.
    """

    log: Path
    repeats_safely: bool = False
    fault: Exception | None = None
    dies: bool = False
    tries: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        """Take the message, or fail."""
        self.tries.append(message)
        if self.fault is not None:
            raise self.fault
        if not (self.repeats_safely and message.key in self.arrived()):
            with self.log.open("a") as log:
                log.write(f"{message.key}\n")
                log.flush()
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)

    def arrived(self) -> list[str]:
        """Return the keys of the messages that reached a phone."""
        return self.log.read_text().split() if self.log.exists() else []
