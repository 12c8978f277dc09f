"""Send what waits: claim a message, commit, send it, note the end, commit.

A message is claimed by a conditional UPDATE, so two workers never send one twice. Killed
between sending and noting, nobody knows whether it left: it goes again only where the
provider drops a second one with the same key, else it is given up. The notice itself is
inside the site either way.
"""

import datetime as dt
import logging
from collections import Counter

from sqlalchemy import CursorResult
from sqlmodel import Session, col, select, update

from workforce import clock
from workforce.accounts import codes
from workforce.models import Channel, Delivery, DeliveryState, OutboxMessage
from workforce.notices.compose import CODE, NEWS, NotWanted, Outside, message_for
from workforce.notices.notifier import NotSent, Refused, Uncertain
from workforce.notices.timing import timing_on

#: a claim this old belongs to a worker that is gone: sending takes half a minute at most
ABANDONED = dt.timedelta(minutes=10)
log = logging.getLogger(__name__)


def drain(outside: Outside, *, limit: int = 1_000) -> Counter[str]:
    """Send what is due, at most ``limit`` messages; return counts by how they ended.

    A channel that cannot be reached is left alone until the next call.
    """
    ended: Counter[str] = Counter()
    _settle_abandoned(outside, ended)
    up = set(outside.notifiers)
    for _turn in range(limit):
        delivery_id = _claim(outside, up)
        if delivery_id is None:
            break
        _send(outside, delivery_id, up, ended)
    return ended


def queue_codes(session: Session, *, channel: Channel, now: dt.datetime) -> int:
    """Queue the one-time codes no gateway has taken yet; return how many."""
    queued = select(Delivery.message_id).where(col(Delivery.message_id).is_not(None))
    messages = session.exec(
        select(OutboxMessage)
        .where(
            col(OutboxMessage.sent_at).is_(None),
            OutboxMessage.created_at > now - codes.LIFETIME,
            col(OutboxMessage.id).not_in(queued),
        )
        .order_by(col(OutboxMessage.id))
    ).all()
    for message in messages:
        session.add(
            Delivery(
                account_id=message.account_id, message_id=message.id, channel=channel,
                template=CODE, params={}, key=f"message:{message.id}",
                next_try_at=now, created_at=now,
            )
        )  # fmt: skip
    session.flush()
    return len(messages)


def _claim(outside: Outside, channels: set[Channel]) -> int | None:
    """Take the message that has waited longest; None when nothing is due."""
    now = outside.clock()
    while channels:
        with outside.sessions(write=True) as session:
            due = (
                select(Delivery.id)
                .where(
                    Delivery.state == DeliveryState.QUEUED,
                    Delivery.next_try_at <= now,
                    col(Delivery.channel).in_(channels),
                )
                .order_by(col(Delivery.next_try_at), col(Delivery.id))
                .limit(1)
            )
            if timing_on(session, clock.local(now).date()).allowed_at(now) != now:
                due = due.where(Delivery.template != NEWS)  # a code was asked for, news was not
            found = session.exec(due).first()
            if found is None:
                return None
            taken: CursorResult = session.exec(
                update(Delivery)
                .where(col(Delivery.id) == found, col(Delivery.state) == DeliveryState.QUEUED)
                .values(state=DeliveryState.SENDING, claimed_at=now, tries=Delivery.tries + 1)
            )
            session.commit()
            if taken.rowcount == 1:
                return found
    return None


def _send(outside: Outside, delivery_id: int, up: set[Channel], ended: Counter[str]) -> None:
    try:
        with outside.sessions(write=False) as session:
            delivery = session.get_one(Delivery, delivery_id)
            channel, message = delivery.channel, message_for(session, outside, delivery)
        outside.notifiers[channel].send(message)
    except NotWanted as reason:
        _end(outside, delivery_id, DeliveryState.GIVEN_UP, str(reason), ended)
    except Refused as fault:
        _end(outside, delivery_id, DeliveryState.FAILED, str(fault), ended)
    except Uncertain as fault:
        _again_or_never(outside, delivery_id, channel, str(fault), ended)
    except NotSent as fault:
        _again(outside, delivery_id, str(fault), ended)
        up.discard(channel)
    else:
        _end(outside, delivery_id, DeliveryState.SENT, "", ended)


def _again_or_never(
    outside: Outside, delivery_id: int, channel: Channel, fault: str, ended: Counter[str]
) -> None:
    """Nobody knows whether it arrived: repeat it only where a double is dropped."""
    if outside.notifiers[channel].repeats_safely:
        _again(outside, delivery_id, fault, ended)
    else:
        _end(outside, delivery_id, DeliveryState.GIVEN_UP, fault, ended)


def _again(outside: Outside, delivery_id: int, fault: str, ended: Counter[str]) -> None:
    now = outside.clock()
    with outside.sessions(write=True) as session:
        delivery = session.get_one(Delivery, delivery_id)
        timing = timing_on(session, clock.local(now).date())
        if delivery.tries >= timing.most_tries:
            delivery.state, delivery.ended_at = DeliveryState.GIVEN_UP, now
            ended["given_up"] += 1
        else:
            delivery.state = DeliveryState.QUEUED
            delivery.next_try_at = timing.next_try(now, tries=delivery.tries)
            ended["later"] += 1
        delivery.error = fault[:40]
        session.add(delivery)
        session.commit()


def _end(
    outside: Outside, delivery_id: int, state: DeliveryState, word: str, ended: Counter[str]
) -> None:
    now = outside.clock()
    with outside.sessions(write=True) as session:
        delivery = session.get_one(Delivery, delivery_id)
        delivery.state, delivery.ended_at, delivery.error = state, now, word[:40]
        session.add(delivery)
        if state == DeliveryState.SENT and delivery.message_id is not None:
            outbox = session.get_one(OutboxMessage, delivery.message_id)
            outbox.sent_at, outbox.channel = now, delivery.channel.value
            session.add(outbox)
        session.commit()
    ended[state.value] += 1


def _settle_abandoned(outside: Outside, ended: Counter[str]) -> None:
    """Decide about messages a worker claimed and never came back from."""
    before = outside.clock() - ABANDONED
    with outside.sessions(write=False) as session:
        rows = session.exec(
            select(Delivery.id, Delivery.channel).where(
                Delivery.state == DeliveryState.SENDING, col(Delivery.claimed_at) <= before
            )
        ).all()
    for delivery_id, channel in rows:
        if Channel(channel) in outside.notifiers and _take_over(outside, delivery_id, before):
            log.info("message %s was interrupted", delivery_id)
            _again_or_never(outside, delivery_id, Channel(channel), "interrupted", ended)


def _take_over(outside: Outside, delivery_id: int, before: dt.datetime) -> bool:
    """Claim an abandoned message; False when another worker did so a moment earlier."""
    with outside.sessions(write=True) as session:
        taken: CursorResult = session.exec(
            update(Delivery)
            .where(
                col(Delivery.id) == delivery_id,
                col(Delivery.state) == DeliveryState.SENDING,
                col(Delivery.claimed_at) <= before,
            )
            .values(claimed_at=outside.clock())
        )
        session.commit()
    return taken.rowcount == 1
