"""Rounds: prepare, open (its commitments are frozen), close, reopen. One event for every act."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    name_units,
    placed,
    save,
    tell,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions import recording
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Review, ReviewItem, ReviewState
from chancery.work.numbering import REVIEW
from chancery.work.reviews import rules
from chancery.work.reviews.queries import review_values
from chancery.work.reviews.scope import askable, chosen_by
from chancery.work.reviews.values import ReviewValues, scope_of


@transaction.atomic
def add_review(*, values: ReviewValues, guard: Guard, by: Viewer) -> Review:
    """Prepare a round; nobody is asked anything yet."""
    check_can_add(by, guard.held_by)
    review = Review(**_columns(values), **placed(BY_HAND, guard, by))
    _check(review)
    review.reference = next_reference(REVIEW)
    review.save()
    name_units(review, guard.named_units)
    tell(review, "add", by=by, changes=told(None, values))
    return review


@transaction.atomic
def change_review(*, review: Review, values: ReviewValues, version: int, by: Viewer) -> Review:
    """Change what is prepared; once it is called only the day of reply and the letter's words."""
    rules.check_is_secretariat(by, review)
    row = claim(review, version=version)
    was = review_values(row)
    changes = told(was, values)
    if not changes:
        return row
    _check_may_change(row, changes)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row)
    save(row)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_review(*, review: Review, reason: str, by: Viewer) -> None:
    """Take back a round that has not been called."""
    row = claim(review)
    rules.check_is_secretariat(by, row)
    check_reason(reason)
    rules.check_state(row, ReviewState.DRAFT, ReviewState.OPENED)
    withdraw(row, review_values(row), reason=reason, by=by)


@transaction.atomic
def open_review(*, review: Review, by: Viewer) -> Review:
    """Freeze the commitments of its scope, as they stand now."""
    row = claim(review)
    rules.check_move(by, row, "open")
    made = _freeze(row, by)
    if not made:
        raise StateError(_("No commitment fits this scope: widen it."))
    return moved(row, ReviewState.OPENED, "open", by=by, told={"items": [None, made]})


@transaction.atomic
def rework_review(*, review: Review, by: Viewer) -> Review:
    """Let its commitments go again, so that the scope may be changed."""
    row = claim(review)
    rules.check_move(by, row, "rework")
    number = row.items.count()
    row.items.all().delete()
    return moved(row, ReviewState.DRAFT, "rework", by=by, told={"items": [number, None]})


@transaction.atomic
def close_replies(*, review: Review, by: Viewer) -> Review:
    """Units may no longer answer; drafts that nobody approved stay drafts, and count as silence."""
    row = claim(review)
    rules.check_move(by, row, "close")
    return moved(row, ReviewState.CLOSED, "close", by=by)


@transaction.atomic
def begin_verdicts(*, review: Review, by: Viewer) -> Review:
    """From now on verdicts are given."""
    row = claim(review)
    rules.check_move(by, row, "judge")
    return moved(row, ReviewState.VERDICTS, "judge", by=by)


@transaction.atomic
def reopen_replies(
    *, review: Review, reason: str, by: Viewer, reply_by: date | None = None
) -> Review:
    """Units may answer again, until ``reply_by`` where that is said; verdicts given so far stay."""
    row = claim(review)
    rules.check_move(by, row, "reopen", reason)
    more: Changes = {}
    if reply_by is not None and reply_by != row.reply_by:
        if reply_by < timezone.localdate():
            raise InvalidValuesError({"reply_by": [_("This day has passed: name a later one.")]})
        more = {"reply_by": [row.reply_by.isoformat(), reply_by.isoformat()]}
        row.reply_by = reply_by
    return moved(row, ReviewState.CALLED, "reopen", by=by, told=more, reason=reason)


def moved(
    row: Review,
    target: ReviewState,
    action: str,
    *,
    by: Viewer,
    told: Changes | None = None,
    reason: str = "",
) -> Review:
    """Put a claimed round into its next state and tell it; for the actions of reviews."""
    now = timezone.now()
    if target == ReviewState.DRAFT:
        row.opened_at = None
    elif target == ReviewState.OPENED:
        row.opened_at = now
    row.called_at = now if row.called_at is None and action == "call" else row.called_at
    row.concluded_at = now if target == ReviewState.CONCLUDED else None
    return recording.moved(row, target, action, by=by, told=told, reason=reason)


def told(before: ReviewValues | None, after: ReviewValues) -> Changes:
    """``{field: [before, after]}`` of what differs, days and scope as JSON."""
    old, new = (_as_json(values) if values else {} for values in (before, after))
    found = {name: [old.get(name), value] for name, value in new.items()}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1] and any(pair)}


def _as_json(values: ReviewValues) -> dict[str, Any]:
    kept = {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(values).items()}
    return {**kept, "scope": values.scope.as_json()}


def _columns(values: ReviewValues) -> dict[str, Any]:
    names = set(ReviewValues.__dataclass_fields__) - {"scope", "issuer", "text"}
    plain = {name: getattr(values, name) for name in names}
    return {
        **plain,
        "text": values.text.strip(),
        "issuer_id": values.issuer,
        "scope": values.scope.as_json(),
    }


def _check(review: Review) -> None:
    if not review.text:
        raise InvalidValuesError({"text": [_("Give the round a name.")]})
    if review.period_end < review.period_start:
        raise InvalidValuesError({"period_end": [_("The period ends before it begins.")]})
    if review.reply_by < review.call_on:
        raise InvalidValuesError({"reply_by": [_("The day of reply lies before the call.")]})
    check_columns(review)
    check_current("issuer", [review.issuer_id] if review.issuer_id else [])


_FROZEN = {"scope", "coordinating_too"}
_CALLED = {"period_start", "period_end", "call_on", "issuer"}


def _check_may_change(row: Review, changes: Changes) -> None:
    """Who was asked what by when does not change behind the backs of those who were asked."""
    fixed = set() if row.state == ReviewState.DRAFT else _FROZEN
    if row.state not in {ReviewState.DRAFT, ReviewState.OPENED}:
        fixed = _FROZEN | _CALLED
    if row.state == ReviewState.CONCLUDED:
        fixed = set(changes)
    if touched := fixed & set(changes):
        names = ", ".join(_label(name) for name in sorted(touched))
        raise StateError(_("No longer to be changed, as the round has gone on: %s") % names)


def _label(name: str) -> str:
    field: Any = Review._meta.get_field(name)  # noqa: SLF001 - Django's documented way
    return str(field.verbose_name)


def _freeze(row: Review, by: Viewer) -> int:
    chosen = chosen_by(scope_of(row.scope), by, row.held_by_id)
    asked = set(askable(chosen).values_list("pk", flat=True))
    found = list(chosen.order_by("reference").only("pk", "lead", "due", "state"))
    made = ReviewItem.objects.bulk_create(
        ReviewItem(
            review=row,
            commitment=commitment,
            unit_id=commitment.lead_id if commitment.pk in asked else None,
            number=number,
            due=commitment.due,
            state_before=commitment.state,
        )
        for number, commitment in enumerate(found, 1)
    )
    if row.coordinating_too:
        _name_helpers(made)
    return len(made)


def _name_helpers(made: list[ReviewItem]) -> None:
    """Helpers of what is open to them; a restricted commitment is its lead's matter here."""
    through, of_item = ReviewItem.coordinating.through, {i.commitment_id: i for i in made}
    kept: Any = ReviewItem.commitment.field.related_model
    pairs = kept.coordinating.through.objects.filter(commitment__in=of_item)
    pairs = pairs.exclude(commitment__sensitivity="restricted")
    through.objects.bulk_create(
        through(reviewitem=of_item[key], unit_id=unit)
        for key, unit in pairs.values_list("commitment", "unit")
        if unit != of_item[key].unit_id
    )
