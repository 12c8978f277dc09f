"""What leaves the site. Every message about notices says the same few words.

An SMS, a Zalo message, a subject line and a lock screen are read over a shoulder: they
never name a benefit, an income, a group or a refusal.
"""

import flask_babel

from workforce.notices.notifier import Message


def _l(sentence: str) -> str:
    """Mark a sentence for the catalogues; it is translated when it is sent."""
    return sentence


NEWS = _l("Anh/chị có tin mới")
READ_IT = _l("Xem: %(url)s")
STOP_IT = _l("Thôi nhận: %(url)s")
CONFIRM_EMAIL = _l("Xác nhận địa chỉ e-mail")
CONFIRM_IT = _l("Mở trang này rồi bấm Xác nhận: %(url)s")
NOT_YOU = _l("Không phải anh/chị yêu cầu thì bỏ qua thư này.")


def news(address: str, *, key: str, url: str, stop_url: str, language: str) -> Message:
    """Return 'Anh/chị có tin mới' with where to read it and where to stop it."""
    with flask_babel.force_locale(language):
        subject = flask_babel.gettext(NEWS)
        lines = [f"{subject}.", flask_babel.gettext(READ_IT, url=url),
                 flask_babel.gettext(STOP_IT, url=stop_url)]  # fmt: skip
    return Message(
        address=address, subject=subject, text="\n".join(lines), key=key, template="news",
        params={"url": url, "stop_url": stop_url},
    )  # fmt: skip


def confirm_email(address: str, *, key: str, url: str, language: str) -> Message:
    """Return the mail that asks whether the address is the person's own."""
    with flask_babel.force_locale(language):
        subject = flask_babel.gettext(CONFIRM_EMAIL)
        lines = [flask_babel.gettext(CONFIRM_IT, url=url), flask_babel.gettext(NOT_YOU)]
    return Message(
        address=address, subject=subject, text="\n".join(lines), key=key,
        template="confirm_email", params={"url": url},
    )  # fmt: skip


def code(address: str, *, key: str, text: str) -> Message:
    """Return a one-time code as ``accounts.codes`` wrote it."""
    return Message(
        address=address, subject=text, text=text, key=key, template="code", params={"text": text}
    )
