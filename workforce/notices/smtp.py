"""E-mail over SMTP, with the standard library."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from workforce.notices.notifier import Message, NotSent, Refused, Uncertain

SECONDS = 20
TEMPORARY = range(400, 500)


@dataclass(frozen=True)
class Smtp:
    """One mail server.

    Args:
        url: 'smtp://user:password@host:587' (STARTTLS where offered) or 'smtps://…'.
        sender: the address mail comes from.
    """

    url: str
    sender: str
    repeats_safely: bool = False

    def send(self, message: Message) -> None:
        """Hand the mail to the server; its Message-ID is made of the key."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.address, message.subject
        mail["Message-ID"] = f"<{message.key.replace(':', '.')}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise NotSent("sign-in") from error  # ours to repair, not the reader's fault
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("connection") from error
        try:
            _hand_over(server, mail)
        finally:
            _leave(server)

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        trusted = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=SECONDS, context=trusted
            )
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls") or parts.username:
                server.starttls(context=trusted)  # a password never goes in clear
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    try:
        server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise (NotSent if code in TEMPORARY else Refused)("recipient") from error
    except smtplib.SMTPResponseException as error:
        raise (NotSent if error.smtp_code in TEMPORARY else Refused)("answer") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain("line") from error


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()  # the mail is handed over or not; how we part changes nothing
