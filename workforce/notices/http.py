"""SMS over a gateway's HTTP address, and Zalo ZNS. Both off unless set up."""

from dataclasses import dataclass
from typing import Any

import httpx

from workforce.notices.notifier import Message, NotSent, Refused, Uncertain

SECONDS = 20.0
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
UNCERTAIN = frozenset({500, 502, 504})  #: it may have been taken before it broke
#: Zalo answers 200 with a number of its own. Access token, balance, night, quota: later; all
#: others are for good. To be checked against Zalo's list when an account exists.
ZALO_LATER = frozenset({-124, -126, -133, -144, -147})


@dataclass(frozen=True)
class SmsGateway:
    """A gateway that takes ``{"to", "text", "reference"}`` as JSON with a bearer token.

    Args:
        repeats_safely: it drops a second message with the same reference or
            Idempotency-Key; say so only if its contract does.
    """

    url: str
    token: str
    repeats_safely: bool = False
    transport: httpx.BaseTransport | None = None

    def send(self, message: Message) -> None:
        """Hand the text to the gateway."""
        _post(
            self.url,
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": message.key},
            json={"to": message.address, "text": message.text, "reference": message.key},
            transport=self.transport,
        )


@dataclass(frozen=True)
class ZaloZns:
    """Zalo Notification Service: the words are a template Zalo approved beforehand.

    Args:
        templates: our template → Zalo's template id.
    """

    url: str
    token: str
    templates: dict[str, str]
    repeats_safely: bool = False
    transport: httpx.BaseTransport | None = None

    def send(self, message: Message) -> None:
        """Ask Zalo to send the approved template with our parameters."""
        template = self.templates.get(message.template)
        if template is None:
            raise Refused("template")
        answer = _post(
            self.url,
            headers={"access_token": self.token},
            json={
                "phone": message.address.lstrip("+"), "template_id": template,
                "template_data": message.params, "tracking_id": message.key,
            },
            transport=self.transport,
        )  # fmt: skip
        error = _body(answer).get("error", 0)
        if error:
            raise (NotSent if error in ZALO_LATER else Refused)(f"zalo {error}")


def _post(
    url: str, *, headers: dict[str, str], json: dict[str, Any],
    transport: httpx.BaseTransport | None,
) -> httpx.Response:  # fmt: skip
    """POST without following redirects; a number and a text go to this address only."""
    try:
        with httpx.Client(timeout=SECONDS, transport=transport, trust_env=False) as client:
            answer = client.post(url, headers=headers, json=json)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NotSent("connection") from error
    except httpx.HTTPError as error:
        raise Uncertain("line") from error
    if answer.status_code in UNCERTAIN:
        raise Uncertain(f"http {answer.status_code}")
    if answer.status_code in BUSY or answer.status_code in {401, 403}:
        raise NotSent(f"http {answer.status_code}")  # a wrong token is ours to repair
    if not answer.is_success:
        raise Refused(f"http {answer.status_code}")
    return answer


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Uncertain("answer")
    return body
