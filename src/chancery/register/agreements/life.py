"""What dates an agreement meets: the end of its term, the last day for notice, reviews, steps.

Plain values in, days out. A date that passed and was not dealt with stays the next one: whoever
forgets to write down a review, an end or a step goes on being told of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chancery.register.agreements.days import (
    Known,
    is_day,
    known,
    months_on,
    months_until,
    surely_after,
)
from chancery.register.agreements.stages import ENDS, Stages, check_stages, reached
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Agreement, Stage
from chancery.register.values import AgreementValues

LONGEST_MONTHS = 1_200
LONGEST_NOTICE = 3_650
EXPIRY, NOTICE, RENEWAL, REVIEW, STEP, STAGE = (
    *("expiry", "notice", "renewal"),
    *("review", "step", "stage"),
)
EVENTS = (EXPIRY, NOTICE, RENEWAL, REVIEW, STEP, STAGE)
LASTING = frozenset({EXPIRY, REVIEW, STEP, STAGE})
"""Events that stay until somebody writes down what came of them; the others pass by themselves."""
_AUTOMATIC, _DAYS = Agreement.Renewal.AUTOMATIC, Agreement.NoticeIn.DAYS
_DAYS_KEPT = ("expires", "review_first", "review_held")


@dataclass(frozen=True, slots=True)
class Dated:
    """One date ahead, or one that passed without being dealt with."""

    event: str
    day: Known


@dataclass(frozen=True, slots=True)
class Life:
    """What of an agreement its dates hang on. ``replaced``: one that is in force stands for it."""

    stages: Stages = ()
    expires: str = ""
    renewal: str = ""
    renewal_months: int | None = None
    notice: int | None = None
    notice_in: str = "months"
    review_first: str = ""
    review_months: int | None = None
    review_held: str = ""
    next_step_on: date | None = None
    replaced: bool = False
    kind: str = Agreement.Kind.TREATY.value


def stage_now(life: Life, today: date) -> str:
    """The furthest stage that may have come; empty where none is known."""
    return next(reversed(reached(life.stages, today)), "")


def is_over(life: Life, today: date) -> bool:
    """Expired, terminated, or replaced by one that is in force."""
    return life.replaced or stage_now(life, today) in ENDS


def term_end(life: Life, today: date) -> Known | None:
    """When the present term ends: an end that is settled, or the end of the term as renewed."""
    settled = [known(day) for stage, day in life.stages if stage in ENDS and day]
    if settled:
        return settled[0]
    first = known(life.expires)
    if first is None or life.renewal != _AUTOMATIC or not life.renewal_months:
        return first
    return first.later(months_until(first.last, today, life.renewal_months))


def last_notice(life: Life, today: date) -> Known | None:
    """The last day on which notice can be given before the term ends or is renewed.

    Of a term that renews itself the next one that has not passed.
    """
    end = term_end(life, today)
    if end is None or not life.notice:
        return None
    day = _notice_before(life, end)
    while day.first < today and life.renewal == _AUTOMATIC and life.renewal_months:
        end = end.later(life.renewal_months)
        day = _notice_before(life, end)
        if end.first == date.max:
            return None
    return day


def next_review(life: Life) -> Known | None:
    """The first review; once one was held, so many months after that."""
    first, held = known(life.review_first), known(life.review_held)
    if held is None or (first is not None and first.first > held.last):
        return first
    return held.later(life.review_months) if life.review_months else None


def dates(life: Life, today: date) -> list[Dated]:
    """What comes, and what passed and still waits, the earliest first.

    What is over has no term and no review any more; a next step it may still have.
    """
    found: list[Dated] = []
    if not is_over(life, today):
        end, notice, review = term_end(life, today), last_notice(life, today), next_review(life)
        settled = any(stage in ENDS for stage, _day in life.stages)
        renews = life.renewal == _AUTOMATIC and not settled
        if end:
            found.append(Dated(RENEWAL if renews else EXPIRY, end))
        if notice and not settled and notice.first >= today:
            found.append(Dated(NOTICE, notice))
        if review:
            found.append(Dated(REVIEW, review))
    if life.next_step_on:
        found.append(Dated(STEP, Known(life.next_step_on)))
    return sorted(found, key=lambda dated: (dated.day.first, dated.event))


def lasting_since(life: Life, stage: str, months: int, today: date) -> Known | None:
    """The day on which a stage has surely lasted so many months, nothing being settled to follow.

    None where it does not stand there, or nobody knows since when; and for an arrangement that was
    signed, as it mostly takes effect by that.
    """
    if is_over(life, today) or stage_now(life, today) != stage:
        return None
    if life.kind == Agreement.Kind.ARRANGEMENT and stage == Stage.SIGNED:
        return None
    said = dict(life.stages)
    since = known(said[stage])
    ahead = [day for name, day in said.items() if day and day > today.isoformat()]
    if since is None or ahead:
        return None
    return Known(months_on(since.last, months))


def _notice_before(life: Life, end: Known) -> Known:
    if life.notice_in == _DAYS:
        return Known(end.first - timedelta(days=min(life.notice or 0, end.first.toordinal() - 1)))
    return Known(months_on(end.first, -(life.notice or 0)))


# What cannot be.


def check_life(values: AgreementValues) -> None:
    """InvalidValuesError with cause and remedy where days, stages and clauses contradict."""
    check_stages(values.kind, values.stages)
    for name in _DAYS_KEPT:
        if not is_day(getattr(values, name)):
            words = _("“%(day)s” is not a day: write 2019, 2019-06 or 2019-06-30.")
            raise InvalidValuesError({name: [words % {"day": getattr(values, name)}]})
    for name, words in _missing(values):
        raise InvalidValuesError({name: [words]})
    for name, words in _out_of_time(values):
        raise InvalidValuesError({name: [words]})


def _missing(values: AgreementValues) -> list[tuple[str, str]]:
    """What is said needs something that is not."""
    automatic = values.renewal == _AUTOMATIC
    many = _("Write a number of months from 1 to %(most)s.") % {"most": LONGEST_MONTHS}
    return [
        (name, words)
        for name, words, wrong in (
            (
                "renewal_months",
                _("Say for how many months it renews itself each time."),
                automatic and not values.renewal_months,
            ),
            (
                "renewal_months",
                _("Only what renews itself has months of renewal: empty this, or change that."),
                not automatic and values.renewal_months is not None,
            ),
            ("renewal_months", many, (values.renewal_months or 0) > LONGEST_MONTHS),
            ("review_months", many, values.review_months is not None and not _fits(values)),
            (
                "expires",
                _("Say when its present term ends: from that day its renewals are counted."),
                automatic and not values.expires,
            ),
            (
                "notice",
                _("Write a number from 1 to %(most)s, or nothing.") % {"most": LONGEST_NOTICE},
                values.notice is not None and not 1 <= values.notice <= LONGEST_NOTICE,
            ),
            (
                "review_first",
                _("Say when the first review is, or when the last one was held."),
                bool(values.review_months) and not (values.review_first or values.review_held),
            ),
            (
                "next_step",
                _("Say what is to be done on that day."),
                values.next_step_on is not None and not values.next_step.strip(),
            ),
        )
        if wrong
    ]


def _fits(values: AgreementValues) -> bool:
    return 1 <= (values.review_months or 0) <= LONGEST_MONTHS


def _out_of_time(values: AgreementValues) -> list[tuple[str, str]]:
    """A term that ends, or a review, before there was anything; an end before the term's."""
    said, found = dict(values.stages), []
    for stage in (Stage.SIGNED, Stage.IN_FORCE):
        since = said.get(stage, "")
        shown = {"stage": stage.label, "since": since}
        if surely_after(since, values.expires):
            words = _("The term cannot end before it was “%(stage)s” (%(since)s).")
            found.append(("expires", words % shown))
        for name in ("review_first", "review_held"):
            if surely_after(since, getattr(values, name)):
                words = _("A review cannot be before it was “%(stage)s” (%(since)s).")
                found.append((name, words % shown))
    if surely_after(values.expires, said.get(Stage.EXPIRED, "")):
        words = _(
            "It cannot expire (%(day)s) before its term ends: put the end of the term right, or "
            "record that it was terminated."
        )
        found.append(("expires", words % {"day": said[Stage.EXPIRED]}))
    return found
