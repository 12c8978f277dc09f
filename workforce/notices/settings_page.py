"""How somebody is told outside the site: the form, the stop link, the e-mail link."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from workforce import clock
from workforce.access import EVERYONE, opened_to, signed_in_account
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, Channel, Frequency, NoticeChoice, Role
from workforce.notices import actions, choices, links
from workforce.notices.addresses import email_of, index_of
from workforce.notices.blueprint import blueprint
from workforce.notices.forms import CHANNELS, ChoiceForm


@blueprint.route("/tin-nhan/cach-nhan", methods=["GET", "POST"])
def choose() -> Any:
    """Choose how often and over what; nothing is chosen for anybody."""
    db, account = get_session(), signed_in_account()
    available = set(current_app.extensions["notifiers"])
    choice = actions.choice_of(db, account.id)
    form = _form(choice, available)
    if form.validate_on_submit():
        try:
            kept = choices.choose(
                db, account=account, wish=_wish(form), available=available,
                data_key=current_app.extensions["data_key"], now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_said(kept), "success")
            return redirect(url_for(".inbox"))
    return render_template(
        "notices/choose.html", form=form, has_channels=bool(available),
        is_verified=account.phone_verified_at is not None, is_seeker=account.role == Role.SEEKER,
        waits_for_email=bool(choice and choice.email_encrypted and not choice.email_confirmed_at),
    ), 422 if request.method == "POST" else 200  # fmt: skip


@blueprint.route("/thoi-nhan/<token>", methods=["GET", "POST"])
@opened_to(EVERYONE)
def stop(token: str) -> Any:
    """Stop all messages of one account, signed in or not. Looking at the page stops nothing."""
    account_id = links.read_stop_token(current_app.extensions["settings"].secret_key, token)
    db = get_session()
    if account_id is None or db.get(Account, account_id) is None:
        abort(404)
    if request.method == "POST":
        actions.stop(db, account_id=account_id, now=clock.now())
        db.commit()
        return redirect(url_for(".stop", token=token))
    choice = actions.choice_of(db, account_id)
    is_stopped = choice is None or choice.frequency == Frequency.SITE
    return render_template("notices/stop.html", is_stopped=is_stopped)


@blueprint.route("/tin-nhan/e-mail/<token>", methods=["GET", "POST"])
@opened_to(EVERYONE)
def confirm_email(token: str) -> Any:
    """Confirm an e-mail address. Looking at the page confirms nothing."""
    found = links.read_confirm_token(current_app.extensions["settings"].secret_key, token)
    if found is None:
        abort(404)
    account_id, address_index = found
    db, data_key = get_session(), current_app.extensions["data_key"]
    choice = actions.choice_of(db, account_id)
    email = email_of(choice, data_key=data_key)
    if choice is None or email is None or index_of(email, data_key=data_key) != address_index:
        abort(404)
    if request.method == "POST":
        choices.confirm_email(
            db, account_id=account_id, address_index=address_index, data_key=data_key,
            now=clock.now(),
        )  # fmt: skip
        db.commit()
        return redirect(url_for(".confirm_email", token=token))
    is_confirmed = choice.email_confirmed_at is not None
    return render_template("notices/confirm_email.html", is_confirmed=is_confirmed)


def _form(choice: NoticeChoice | None, available: set[Channel]) -> ChoiceForm:
    data_key = current_app.extensions["data_key"]
    form = ChoiceForm(
        frequency=choice.frequency.value if choice else Frequency.SITE.value,
        channel=choice.channel.value if choice and choice.frequency != Frequency.SITE else None,
        email=email_of(choice, data_key=data_key) or "",
        wants_openings=choice.wants_openings if choice else True,
    )
    form.channel.choices = [
        (value, label) for value, label in CHANNELS if Channel(value) in available
    ]
    return form


def _wish(form: ChoiceForm) -> choices.Wish:
    return choices.Wish(
        frequency=Frequency(form.frequency.data or Frequency.SITE.value),
        channel=Channel(form.channel.data) if form.channel.data else None,
        email=form.email.data or "",
        wants_openings=form.wants_openings.data,
    )


def _said(choice: NoticeChoice) -> str:
    if choice.frequency == Frequency.SITE:
        return _("Đã lưu. Tin chỉ nằm trên trang này.")
    if choice.channel == Channel.EMAIL and choice.email_confirmed_at is None:
        return _("Đã lưu. Anh/chị mở thư vừa gửi và bấm Xác nhận.")
    return _("Đã lưu. Tin nhắn chỉ ghi 'Anh/chị có tin mới', người khác nhìn không biết tin gì.")
