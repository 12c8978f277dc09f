"""What every way out of the site has to do, and how it may fail."""

from dataclasses import dataclass
from typing import Protocol


class NotSent(Exception):
    """It certainly did not leave: refused connection, busy, over quota. Try later."""


class Refused(Exception):
    """The provider will never take it: no such number, a message it does not allow."""


class Uncertain(Exception):
    """It may have left: the line broke before the answer. A second one could be a double."""


@dataclass(frozen=True)
class Message:
    """One message, ready to go.

    Attributes:
        address: a number in E.164 or an e-mail address; never logged.
        key: the same for every try of one message; the provider gets it.
        template, params: for providers that hold the words themselves (Zalo).
    """

    address: str
    subject: str
    text: str
    key: str
    template: str
    params: dict[str, str]


class Notifier(Protocol):
    """A way out of the site."""

    @property
    def repeats_safely(self) -> bool:
        """Whether the provider drops a second message with the same key.

        Only then is a message sent again when nobody knows whether the first arrived.
        """

    def send(self, message: Message) -> None:
        """Send, or raise NotSent, Refused or Uncertain. Returns within half a minute."""
