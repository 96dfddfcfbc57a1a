"""Replies that come on paper or in a spreadsheet: entered, and a whole spreadsheet taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import Changes, claim, tell
from chancery.work.actions.reviews_judging import keep_run, run_of
from chancery.work.actions.reviews_replying import Written, changes_of, told_of, written
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Review, ReviewItem, ReviewReply
from chancery.work.reviews import rules
from chancery.work.reviews.values import ReplyValues
from chancery.work.rules import check_may_quote

WAY = ReviewReply.Way
UNTIL = timedelta(days=1)
Answers = Sequence[tuple[ReviewItem, ReplyValues]]


@dataclass(frozen=True, slots=True)
class Letter:
    """One commitment that a letter answers, with the words of the letter about it."""

    item: ReviewItem
    values: ReplyValues
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What one unit's spreadsheet says, of those that the secretariat brings together."""

    unit: str
    answers: Answers


@transaction.atomic
def take_replies(*, review: Review, unit: str, answers: Answers, file: str, by: Viewer) -> str:
    """Keep the replies of a spreadsheet, all or none; the key of the run, to take it back by.

    Brought by the unit they are drafts for its head; brought by the secretariat they are what the
    unit sent officially, and approved.
    """
    row = claim(review)
    on_behalf = check_may_bring(by, row, unit)
    if not answers:
        raise StateError(_("There is nothing to take: no row says anything new."))
    done = _written(row, unit, answers, on_behalf, by)
    run = secrets.token_hex(8)
    keep_run(row, run, done, by)
    if on_behalf:
        changes: Changes = {"unit": [None, unit], "items": [None, len(done)], "file": [None, file]}
        tell(row, "enter_sheet", by=by, changes=changes)
    return run


@transaction.atomic
def take_many(*, review: Review, sheets: Iterable[Brought], by: Viewer) -> tuple[str, int]:
    """The spreadsheets of several units that the secretariat brings, in one act, all or none; the key
    of the run, and how many replies."""
    row = claim(review)
    rules.check_can_enter(by, row)
    done: list[list[Any]] = []
    units = []
    for sheet in sheets:
        if sheet.answers:
            done += _written(row, sheet.unit, sheet.answers, True, by)
            units.append(sheet.unit)
    if not done:
        raise StateError(_("There is nothing to take: no row says anything new."))
    run = secrets.token_hex(8)
    keep_run(row, run, done, by)
    changes: Changes = {"calls": [None, sorted(units)], "items": [None, len(done)]}
    tell(row, "enter_sheets", by=by, changes=changes)
    return run, len(done)


def _written(
    row: Review, unit: str, answers: Answers, on_behalf: bool, by: Viewer
) -> list[list[Any]]:
    """Keep the replies of one unit's spreadsheet; what taking them back needs."""
    done, told = [], []
    for item, values in answers:
        item.review = row
        _check_asked(item, unit)
        was = ReviewReply.objects.filter(item=item, unit=unit).values(*_KEPT).first()
        reply, before = written(item, unit, values, by, Written(WAY.SHEET, on_behalf=on_behalf))
        told.append((item, "reply", changes_of(before, reply)))
        done.append([reply.pk, reply.version, _plain_row(was) if was else None])
    told_of(told, by)
    return done


@transaction.atomic
def take_back_replies(*, review: Review, unit: str, run: str, by: Viewer) -> tuple[int, int]:
    """Put every reply of a run back, within a day and by who made it, where nobody wrote since.

    How many were, and how many were left. ``unit`` is empty for a run over several units, which the
    secretariat alone brings.
    """
    row = claim(review)
    if unit:
        on_behalf = check_may_bring(by, row, unit)
    else:
        rules.check_can_enter(by, row)
        on_behalf = True
    _check_recent(run, by)
    kept, told, done = 0, [], run_of(row, run)
    if not done:
        raise StateError(_("There is no such act to take back."))
    rows = ReviewReply.objects.select_for_update().select_related("item")
    found = rows.in_bulk([pk for pk, _version, _was in done])
    for pk, version, was in done:
        reply = found.get(pk)
        if reply is None or reply.version != version:
            kept += 1
            continue
        reply.item.review = row
        told.append((reply.item, "reply_undo", {"standing": [reply.standing, None]}))
        _put_back(reply, was)
    if not told:
        raise StateError(_("This was taken back already, or changed since."))
    told_of(told, by)
    if on_behalf:
        changes: Changes = {"unit": [unit or None, None], "items": [len(told), None]}
        tell(row, "enter_sheet_undo", by=by, changes=changes)
    return len(told), kept


@transaction.atomic
def enter_letter(
    *, review: Review, unit: str, document: Document, answers: Iterable[Letter], by: Viewer
) -> int:
    """Enter what a unit's signed letter says of the commitments it answers; how many.

    A clerk of the secretariat may. The quote must stand in the letter, and may be shown to all who
    see the commitment.
    """
    row = claim(review)
    rules.check_can_enter_letter(by, row)
    if not documents(by).filter(pk=document.pk, purged_at__isnull=True).exists():
        raise StateError(_("There is no such document that you may read."))
    text, told = _text_of(document), []
    for one in answers:
        one.item.review = row
        _check_asked(one.item, unit)
        _check_quote(one, document, text)
        how = Written(WAY.LETTER, document, one.quote, on_behalf=True)
        reply, before = written(one.item, unit, one.values, by, how)
        told.append((one.item, "reply", changes_of(before, reply)))
    if not told:
        raise StateError(_("Say which commitments the letter answers."))
    told_of(told, by)
    changes: Changes = {"unit": [None, unit], "items": [None, len(told)]}
    changes["document_id"] = [None, document.pk]
    tell(row, "enter_letter", by=by, changes=changes)
    return len(told)


def check_may_bring(by: Viewer, review: Review, unit: str) -> bool:
    """Whether the secretariat brings it for the unit; the unit itself brings it while replies are
    awaited. Raises where neither may."""
    if by.writes_for(unit) and not rules.is_secretariat(by, review):
        rules.check_state(review, rules.S.CALLED)
        return False
    rules.check_can_enter(by, review)
    return True


def _check_asked(item: ReviewItem, unit: str) -> None:
    if unit not in rules.units_asked(item):
        name = Unit.objects.filter(pk=unit).first() or unit
        said = _("%(unit)s is not asked about this commitment.") % {"unit": name}
        raise InvalidValuesError({"unit": [said]})


def _check_quote(one: Letter, document: Document, text: str) -> None:
    if not one.quote:
        return
    if one.quote not in text:
        raise InvalidValuesError(
            {"quote": [_("These words do not stand in the letter: copy them from it.")]}
        )
    check_may_quote(document, one.item.commitment)


def _text_of(document: Document) -> str:
    found = getattr(document, "source_text", None)
    return found.text if found else ""


_KEPT = tuple(
    field.attname
    for field in ReviewReply._meta.concrete_fields  # noqa: SLF001 - Django's documented way
    if field.attname not in {"id", "item_id", "unit_id", "version"}
)


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def _put_back(reply: ReviewReply, was: Mapping[str, Any] | None) -> None:
    """As it was before; away where there was none."""
    if was is None:
        reply.delete()
        return
    for name, value in was.items():
        setattr(reply, name, _read(name, value))
    reply.version += 1
    reply.save()


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in {"new_due", "done_on"}:
        return date.fromisoformat(value)
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    return value


def _check_recent(run: str, by: Viewer) -> None:
    event = Event.objects.filter(kind="review_run", key=run, actor=by.key).first()
    if event is None:
        raise StateError(_("There is no such act to take back."))
    if timezone.now() > event.at + UNTIL:
        raise StateError(_("This can be taken back for one day: change the records themselves."))
