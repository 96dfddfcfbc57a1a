"""A round measured: its figures for who looks, beside those of the round before."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.work.escalation.queries import awaiting_committee
from chancery.work.models import Escalation, Review, ReviewState
from chancery.work.reviews import access
from chancery.work.reviews.agenda import Point, agenda
from chancery.work.reviews.facts import Facts, facts_of
from chancery.work.reviews.figures import Clock, Figures, behind, table
from chancery.work.reviews.proposing import Proposed, propose


def clock_of(review: Review) -> Clock:
    """The days a round is measured by."""
    end = timezone.localdate(review.concluded_at) if review.concluded_at else None
    return Clock(
        today=end or timezone.localdate(),
        period_end=review.period_end,
        reply_by=review.reply_by,
        called_on=timezone.localdate(review.called_at) if review.called_at else None,
        calendar=country_pack().calendar,
    )


def figures_of(viewer: Viewer, review: Review, by: str) -> Figures:
    """The table of one dimension over the commitments that the person may know of."""
    return table(facts_of(viewer, review), by, clock_of(review))


def previous_of(viewer: Viewer, review: Review) -> Review | None:
    """The last concluded round of the same secretariat before this one."""
    rows = access.reviews(viewer).filter(
        held_by=review.held_by_id,
        state=ReviewState.CONCLUDED,
        period_end__lt=review.period_end,
    )
    return rows.exclude(pk=review.pk).order_by("-period_end", "-pk").first()


def keys_behind(viewer: Viewer, review: Review, asked: str) -> list[int] | None:
    """The items of one figure, named as ``unit~moit~overdue``; None where it names none."""
    by, _sep, rest = asked.partition("~")
    key, _sep, measure = rest.partition("~")
    if by == "all":
        found = behind(facts_of(viewer, review), clock_of(review), "unit", None, measure)
    elif by in {"unit", "partner", "sector", "driver"}:
        found = behind(facts_of(viewer, review), clock_of(review), by, key, measure)
    else:
        return None
    return [facts.pk for facts in found]


def proposals_of(viewer: Viewer, review: Review) -> dict[int, Proposed]:
    """By item, the verdict that the rules propose now."""
    today = clock_of(review).today
    return {facts.pk: propose(facts, today) for facts in facts_of(viewer, review)}


def agenda_of(viewer: Viewer, review: Review) -> list[Point]:
    """What the committee must look at."""
    return agenda(facts_of(viewer, review), clock_of(review).today)


def reported_up(viewer: Viewer, review: Review) -> QuerySet[Escalation]:
    """What waits for the committee's answer, until the round is concluded: later news is not its."""
    waiting = awaiting_committee(viewer)
    return waiting.none() if review.state == ReviewState.CONCLUDED else waiting


def facts_by_pk(viewer: Viewer, review: Review) -> dict[int, Facts]:
    """The facts of each commitment by its item."""
    return {facts.pk: facts for facts in facts_of(viewer, review)}
