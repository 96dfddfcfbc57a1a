"""Verdicts: given over many where they are plain, singly else; put into force, and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.models import Event
from chancery.history.queries import values_after
from chancery.people.access import Viewer
from chancery.register.actions import Ruled, Ruling, apply_verdicts, take_back_verdicts
from chancery.register.actions.recording import Changes, check_columns, claim, tell
from chancery.register.models import CommitmentState
from chancery.work.actions.reviews import moved
from chancery.work.actions.reviews_replying import told_of
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.models import Review, ReviewItem, ReviewState, Verdict
from chancery.work.reviews import access, rules
from chancery.work.reviews.measured import proposals_of
from chancery.work.reviews.proposing import Proposed
from chancery.work.reviews.values import VerdictValues

BECOMES = {
    Verdict.DONE: CommitmentState.DONE,
    Verdict.CONTINUE: CommitmentState.CONTINUED,
    Verdict.AMEND: CommitmentState.AMENDED,
    Verdict.STOP: CommitmentState.STOPPED,
    Verdict.HAND_UP: CommitmentState.HANDED_UP,
}
"""What a commitment is after each verdict."""
RUN = "review_run"
_WRITTEN = ["verdict", "new_due", "new_text", "reason", "decided_by", "decided_at", "version"]


@transaction.atomic
def give_verdict(
    *, item: ReviewItem, values: VerdictValues, by: Viewer, version: int | None = None
) -> ReviewItem:
    """Decide one commitment; an empty verdict takes the decision away."""
    review = claim(item.review)
    rules.check_can_judge(by, review)
    row = ReviewItem.objects.select_for_update().select_related("commitment").get(pk=item.pk)
    if version is not None and row.version != version:
        raise _changed_meanwhile(row)
    row.review = review
    changes = _decide(row, _checked(row, values), by, timezone.now())
    row.save()
    told_of([(row, "verdict", changes)], by)
    tell(review, "verdict", by=by, changes={"items": [None, row.number]}, reason=values.reason)
    return row


@transaction.atomic
def give_plain_verdicts(*, review: Review, by: Viewer, keys: Iterable[int] = ()) -> str:
    """Give what the rules propose wherever that is plain and nothing is decided yet, in one act.

    ``keys`` narrows it to some items. The key of the run comes back: by it it is taken back.
    """
    row = claim(review)
    rules.check_can_judge(by, row)
    proposed, wanted = proposals_of(by, row), set(keys)
    plain = {
        pk: one for pk, one in proposed.items() if one.is_plain and (not wanted or pk in wanted)
    }
    items = list(row.items.select_for_update().filter(pk__in=plain, verdict=""))
    if not items:
        raise StateError(_("No plain verdict is left to give: look at the others one by one."))
    now, told = timezone.now(), []
    for item in items:
        item.review = row
        one = plain[item.pk]
        values = VerdictValues(one.verdict, one.new_due, reason=str(one.why.label))
        told.append((item, "verdict", _decide(item, values, by, now)))
    ReviewItem.objects.bulk_update(items, _WRITTEN, batch_size=200)
    told_of(told, by)
    run = secrets.token_hex(8)
    keep_run(row, run, [[item.pk, item.version] for item in items], by)
    tell(row, "verdicts", by=by, changes={"run": [None, run], "items": [None, len(items)]})
    return run


@transaction.atomic
def give_same_verdict(
    *, review: Review, keys: Iterable[int], values: VerdictValues, by: Viewer
) -> str:
    """Decide several commitments alike in one act; those decided already are left as they are.

    An empty verdict stands for what the rules propose of each, with its new date: then each must have
    one. New wording is for one commitment at a time. The key of the run comes back, as above.
    """
    row = claim(review)
    rules.check_can_judge(by, row)
    proposed, wanted = proposals_of(by, row), set(keys)
    rows = row.items.select_for_update().select_related("commitment")
    items = list(rows.filter(pk__in=wanted & set(proposed), verdict=""))
    if not items:
        raise StateError(_("Tick commitments that have no verdict yet."))
    now, told = timezone.now(), []
    for item in items:
        item.review = row
        said = _checked(item, _said_of(item, proposed[item.pk], values))
        told.append((item, "verdict", _decide(item, said, by, now)))
    ReviewItem.objects.bulk_update(items, _WRITTEN, batch_size=200)
    told_of(told, by)
    run = secrets.token_hex(8)
    keep_run(row, run, [[item.pk, item.version] for item in items], by)
    changes: Changes = {"run": [None, run], "items": [None, len(items)]}
    tell(row, "verdicts_same", by=by, changes=changes, reason=values.reason)
    return run


def _said_of(item: ReviewItem, proposed: Proposed, values: VerdictValues) -> VerdictValues:
    if values.verdict:
        return values
    if not proposed.verdict:
        said = _("%(reference)s: the rules propose nothing here; choose a verdict.")
        reference = item.commitment.reference
        raise InvalidValuesError({"verdict": [said % {"reference": reference}]})
    if proposed.verdict == Verdict.AMEND and not proposed.new_due:
        said = _("%(reference)s is to be amended: say to what on its own page.")
        reference = item.commitment.reference
        raise InvalidValuesError({"verdict": [said % {"reference": reference}]})
    new_due = None if proposed.verdict in {"done", "stop"} else proposed.new_due
    return VerdictValues(
        proposed.verdict, new_due, reason=values.reason or str(proposed.why.label)
    )


@transaction.atomic
def take_back_plain(*, review: Review, run: str, by: Viewer) -> int:
    """Take back verdicts given together, where nobody has decided anew since; how many."""
    row = claim(review)
    rules.check_can_judge(by, row)
    given = _versions_of(row, run)
    if not given:
        raise StateError(_("There is no such act to take back."))
    items = row.items.select_for_update().filter(pk__in=given)
    same = [item for item in items if item.version == given[item.pk]]
    if not same:
        raise StateError(_("This was taken back already, or decided anew since."))
    told = []
    for item in same:
        item.review = row
        changes: Changes = {"verdict": [item.verdict, ""]}
        _clear(item)
        told.append((item, "verdict_undo", changes))
    ReviewItem.objects.bulk_update(same, _WRITTEN, batch_size=200)
    told_of(told, by)
    tell(row, "verdicts_undo", by=by, changes={"run": [run, None], "items": [len(same), None]})
    return len(same)


@transaction.atomic
def conclude(*, review: Review, by: Viewer) -> Review:
    """Put every verdict into force on its commitment, all or none; each is told with the round.

    What was closed meanwhile by who holds it is left as it is.
    """
    row = claim(review)
    rules.check_move(by, row, "conclude")
    undecided = row.items.filter(verdict="").count()
    if undecided:
        said = _("%(number)s commitments have no verdict yet: give each one first.")
        raise StateError(said % {"number": undecided})
    items = {item.commitment_id: item for item in row.items.select_for_update()}
    rulings = [_ruling(item) for item in items.values()]
    ruled = apply_verdicts(rulings=rulings, cause=f"{row.reference}: {row.text}", by=by)
    for one in ruled:
        item = items[one.key]
        item.applied_version, item.state_before = one.version, one.state
        item.text_before = one.text if item.new_text else ""
        item.due_before = one.due
    names = ["applied_version", "state_before", "text_before", "due_before"]
    ReviewItem.objects.bulk_update(items.values(), names, batch_size=200)
    told: Changes = {"applied": [None, len(ruled)], "left": [None, len(items) - len(ruled)]}
    return moved(row, ReviewState.CONCLUDED, "conclude", by=by, told=told)


@transaction.atomic
def take_back_conclusion(*, review: Review, reason: str, by: Viewer) -> Review:
    """As if it had not been concluded: commitments go back, save those changed since."""
    row = claim(review)
    rules.check_move(by, row, "take_back", reason)
    applied = row.items.select_for_update().filter(applied_version__isnull=False)
    items = list(applied.select_related("commitment"))
    ruled = [
        Ruled(
            item.commitment_id,
            item.applied_version or 0,
            item.state_before,
            item.due_before,
            item.text_before or item.commitment.text,
        )
        for item in items
    ]
    kept = take_back_verdicts(ruled=ruled, cause=f"{row.reference}: {reason}", by=by)
    for item in items:
        item.applied_version, item.text_before = None, ""
    ReviewItem.objects.bulk_update(items, ["applied_version", "text_before"], batch_size=200)
    told: Changes = {"left": [None, len(kept)]}
    return moved(row, ReviewState.VERDICTS, "take_back", by=by, told=told, reason=reason)


def last_run(review: Review, viewer: Viewer) -> str:
    """The last act over many verdicts that can still be taken back; empty where there is none."""
    given = ["review.verdicts", "review.verdicts_same"]
    events = Event.objects.filter(
        kind="review", key=str(review.pk), action__in=[*given, "review.verdicts_undo"]
    ).select_related("values_beside")
    last = events.order_by("-seq").first()
    if last is None or last.action not in given or not access.runs(viewer, review):
        return ""
    return str(values_after(last).get("run", ""))


def keep_run(review: Review, run: str, done: list[list[Any]], by: Viewer) -> None:
    """What one act did to many rows: from this event it is taken back. For the actions of reviews."""
    changes: Changes = {"review": [None, review.pk], "done": [None, done]}
    record(by=by.key, action=f"{RUN}.keep", kind=RUN, key=run, changes=changes)


def run_of(review: Review, run: str) -> list[list[Any]]:
    """What ``keep_run`` kept of one act of this round; empty where there was none."""
    events = Event.objects.filter(kind=RUN, key=run).select_related("values_beside")
    told = values_after(event) if (event := events.first()) else {}
    return list(told.get("done", [])) if told.get("review") == review.pk else []


def _versions_of(review: Review, run: str) -> dict[int, int]:
    return {int(pk): int(version) for pk, version in run_of(review, run)}


def _checked(row: ReviewItem, values: VerdictValues) -> VerdictValues:
    wrong: dict[str, list[str]] = {}
    said = VerdictValues(
        values.verdict, values.new_due, values.new_text.strip(), values.reason.strip()
    )
    if said.verdict and said.verdict not in Verdict.values:
        wrong["verdict"] = [_("There is no such verdict.")]
    if said.verdict in {"amend", "stop", "hand_up"} and not said.reason:
        wrong["reason"] = [
            _("Say why: whoever reads the history later has nothing else to go by.")
        ]
    if said.verdict == "amend" and not (said.new_text or said.new_due):
        wrong["new_text"] = [_("Say to what it is amended: another wording, or another date.")]
    if said.new_text and said.verdict != "amend":
        wrong["new_text"] = [_("Only what is amended takes another wording.")]
    if said.new_due and said.verdict in {"done", "stop", ""}:
        wrong["new_due"] = [_("What is done or stopped takes no new date.")]
    if wrong:
        raise InvalidValuesError(wrong)
    return said


def _decide(item: ReviewItem, values: VerdictValues, by: Viewer, now: datetime) -> Changes:
    before = {name: _plain(getattr(item, name)) for name in ("verdict", "new_due", "reason")}
    if not values.verdict:
        _clear(item)
    else:
        item.verdict, item.new_due = values.verdict, values.new_due
        item.new_text, item.reason = values.new_text, values.reason
        item.decided_by, item.decided_at = by.user, now
        item.version += 1
        check_columns(item)
    after = {name: _plain(getattr(item, name)) for name in before}
    return {n: [before[n], after[n]] for n in after if before[n] != after[n]}


def _clear(item: ReviewItem) -> None:
    item.verdict, item.new_due, item.new_text, item.reason = "", None, "", ""
    item.decided_by, item.decided_at = None, None
    item.version += 1


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _ruling(item: ReviewItem) -> Ruling:
    state = BECOMES[Verdict(item.verdict)]
    return Ruling(item.commitment_id, state, item.new_due, item.new_text, item.reason)


def _changed_meanwhile(row: ReviewItem) -> ChangedMeanwhileError:
    who = row.decided_by.full_name if row.decided_by else _("Somebody")
    when = row.decided_at or timezone.now()
    return ChangedMeanwhileError(who=who, when=when, fields=(str(_("verdict")),))
