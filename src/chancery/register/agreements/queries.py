"""Questions about the life of agreements: their dates ahead, whom they concern, what ties them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from chancery.people.access import WRITERS, Viewer
from chancery.people.models import Post, Unit, User
from chancery.people.written_question import all_of
from chancery.register import access
from chancery.register.agreements.alarm_rules import alarms
from chancery.register.agreements.alarms import coming_dates
from chancery.register.agreements.days import Known
from chancery.register.agreements.life import STAGE, Dated, Life, term_end
from chancery.register.agreements.links import replaced_by_one_in_force
from chancery.register.models import Agreement, AgreementLink


@dataclass(frozen=True, slots=True)
class Date:
    """One date of one agreement, as lists show it; ``left`` is negative once it has passed."""

    agreement: Agreement
    event: str
    day: Known
    left: int

    @property
    def is_late(self) -> bool:
        """Passed, and nobody has written down what came of it."""
        return self.left < 0


@dataclass(frozen=True, slots=True)
class Tie:
    """Another agreement that this one is tied to. ``here``: that one does it to this one."""

    kind: str
    other: Agreement
    here: bool


def with_life(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The rows with what ``life_of`` asks of each, in a constant number of queries."""
    return rows.prefetch_related("stages", Prefetch("links_here", replacing_links()))


def replacing_links() -> QuerySet[AgreementLink]:
    """Links by which something is replaced, with the stages of what replaces it."""
    rows = AgreementLink.objects.filter(kind=AgreementLink.Kind.REPLACES)
    return rows.select_related("agreement").prefetch_related("agreement__stages")


def life_of(agreement: Agreement) -> Life:
    """What its dates hang on."""
    return Life(
        stages=tuple((stage.stage, stage.date) for stage in agreement.stages.all()),
        expires=agreement.expires,
        renewal=agreement.renewal,
        renewal_months=agreement.renewal_months,
        notice=agreement.notice,
        notice_in=agreement.notice_in,
        review_first=agreement.review_first,
        review_months=agreement.review_months,
        review_held=agreement.review_held,
        next_step_on=agreement.next_step_on,
        replaced=replaced_by_one_in_force(agreement) is not None,
        kind=agreement.kind,
    )


def dates_of(agreement: Agreement, *, days: int | None = None) -> list[Date]:
    """Its dates within so many days, or all; what passed and waits first. Wants ``with_life``.

    Stages that have lasted long come last: they often say only that nobody wrote down more.
    """
    return sorted(_dates([agreement], days), key=_order)


def _dates(rows: Iterable[Agreement], days: int | None) -> Iterator[Date]:
    rules, today = alarms().rules, timezone.localdate()
    until = date.max if days is None else today + timedelta(days=days)
    for agreement in rows:
        for dated in coming_dates(rules, life_of(agreement), today, until):
            yield _date(agreement, dated, today)


def _date(agreement: Agreement, dated: Dated, today: date) -> Date:
    """Days are counted to the first day that it can be; since its last once that has passed."""
    if dated.day.is_over(today):
        left = (dated.day.last - today).days
    else:
        left = max(0, (dated.day.first - today).days)
    return Date(agreement, dated.event, dated.day, left)


def coming(rows: QuerySet[Agreement], *, days: int) -> list[Date]:
    """The dates of all these agreements within so many days, the earliest first."""
    keys = _may_have_dates(rows, _stages_told())
    return _in_order(with_life(rows.filter(pk__in=list(keys))), days)


def _in_order(found: Iterable[Agreement], days: int) -> list[Date]:
    return sorted(_dates(found, days), key=_order)


def _stages_told() -> tuple[str, ...]:
    return tuple(rule.stage for rule in alarms().rules if rule.stage)


def _may_have_dates(rows: QuerySet[Agreement], stages: tuple[str, ...]) -> QuerySet[Any, Any]:
    """The keys of those whose columns leave room for a date."""
    may_have = (
        ~Q(expires="")
        | ~Q(review_first="")
        | ~Q(review_held="")
        | Q(next_step_on__isnull=False)
        | Q(stages__stage__in=stages)
        | Q(stages__date__gt=timezone.localdate().isoformat())
    )
    return rows.order_by().filter(may_have).values_list("pk", flat=True).distinct()


def _order(row: Date) -> tuple[bool, date, str, str]:
    has_lasted = row.event == STAGE and row.is_late
    return has_lasted, row.day.first, row.agreement.name_vi, row.event


def concerning(viewer: Viewer, rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Those that this person, their units or the mission they work at are told of."""
    mine = Q(person=viewer.user) | Q(lead__in=viewer.units) | Q(held_by__in=viewer.own_units)
    if viewer.area:
        through = Agreement.parties.through.objects.filter(partner__in=viewer.area)
        mine |= Q(pk__in=through.values("agreement"))
    return rows.filter(mine)


def coming_for(viewer: Viewer, *, days: int) -> list[Date]:
    """What a person's own desk is concerned with."""
    keys = tuple(sorted(all_of(_dated, viewer, _stages_told())))
    return _in_order(all_of(_told_of, viewer, keys), days)


def coming_to(viewer: Viewer, *, days: int) -> list[Date]:
    """The dates within so many days of all that a person may know of, the earliest first."""
    keys = tuple(sorted(all_of(_dated_of_all, viewer, _stages_told())))
    return _in_order(all_of(_all_told_of, viewer, keys), days)


def _dated(viewer: Viewer, stages: tuple[str, ...]) -> QuerySet[Any, Any]:
    return _may_have_dates(concerning(viewer, access.agreements(viewer)), stages)


def _told_of(viewer: Viewer, keys: tuple[str, ...]) -> QuerySet[Agreement]:
    return with_life(concerning(viewer, access.agreements(viewer)).filter(pk__in=keys))


def _dated_of_all(viewer: Viewer, stages: tuple[str, ...]) -> QuerySet[Any, Any]:
    return _may_have_dates(access.agreements(viewer), stages)


def _all_told_of(viewer: Viewer, keys: tuple[str, ...]) -> QuerySet[Agreement]:
    return with_life(access.agreements(viewer).filter(pk__in=keys))


def expiring_within(rows: QuerySet[Agreement], days: int) -> QuerySet[Agreement]:
    """Those whose present term ends, or is renewed, within so many days; not what is over."""
    today = timezone.localdate()
    until = today + timedelta(days=days)
    may = rows.order_by().filter(~Q(expires="") | Q(stages__date__gt=today.isoformat()))
    found = with_life(Agreement.objects.filter(pk__in=list(may.values_list("pk", flat=True))))
    keys = [
        row.agreement.pk
        for agreement in found
        for row in dates_of(agreement)
        if row.event in {"expiry", "renewal"} and row.day.first <= until
    ]
    return rows.filter(pk__in=keys)


def end_of(agreement: Agreement) -> Known | None:
    """When its present term ends. Wants ``with_life``."""
    return term_end(life_of(agreement), timezone.localdate())


def ties_of(viewer: Viewer, agreement: Agreement) -> list[Tie]:
    """What it does to others and they to it, as far as the person may know of them."""
    seen = access.agreements(viewer).prefetch_related("stages")
    links = agreement.links.prefetch_related(Prefetch("other", seen))
    here = agreement.links_here.prefetch_related(Prefetch("agreement", seen)).all()
    known = set(seen.values_list("pk", flat=True))
    return [
        *(Tie(link.kind, link.other, False) for link in links if link.other_id in known),
        *(Tie(link.kind, link.agreement, True) for link in here if link.agreement_id in known),
    ]


def people_for(units: Iterable[str], also: User | None = None) -> QuerySet[User]:
    """Who may be put in charge: officers and heads of these units today; ``also`` stays offered."""
    today = timezone.localdate()
    posts = Post.objects.filter(Q(end__isnull=True) | Q(end__gt=today), start__lte=today)
    held = posts.filter(unit__in=set(units), role__in=WRITERS).values("user")
    fits = Q(pk__in=held, is_active=True)
    rows = User.objects.filter(fits | Q(pk=also.pk) if also else fits)
    return rows.order_by("full_name", "pk")


def unit_of_alarms(agreement: Agreement) -> Unit:
    """Who is to act on its dates: the lead unit, else the one that keeps the record."""
    return agreement.lead or agreement.held_by
