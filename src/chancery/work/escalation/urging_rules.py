"""Who may urge which unit, take a letter back, answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit, UnitKind
from chancery.people.queries import country_pack
from chancery.work import rules
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Basis, Task, TaskState, UrgedTask, Urging
from chancery.work.rules import holds, may_assign, speaks_for
from chancery.work.timeliness import local_day


@dataclass(frozen=True, slots=True)
class Order:
    """What says of a task who may urge about it; many tasks have the same."""

    lead: str
    assigner: Unit
    basis: str
    held_by: str


@dataclass
class Authority:
    """In whose name one person urges; what was worked out for one order holds for its others."""

    viewer: Viewer
    _known: dict[Order, str | None] = field(default_factory=dict)
    _spoken_for: dict[str, bool] = field(default_factory=dict)
    _directed: dict[tuple[str, str, str, bool], bool] = field(default_factory=dict)
    _spoken: list[str] | None = None
    _posts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        own = self.viewer.own_units
        self._posts = tuple(sorted(unit for unit in own if self.viewer.writes_for(unit)))

    def unit_for(self, task: Task) -> str | None:
        """The unit in whose name a letter about the task goes out; None where none may."""
        return self.unit_by(Order(task.lead_id, task.assigner, task.basis, task.held_by_id))

    def unit_by(self, order: Order) -> str | None:
        """The assigner or its Office; a unit of the person with authority over the lead; failing
        that the unit that recorded the order. Nobody urges the unit they stand for themselves."""
        if order not in self._known:
            self._known[order] = self._worked_out(order)
        return self._known[order]

    def _worked_out(self, order: Order) -> str | None:
        lead, assigner = order.lead, order.assigner
        if lead in self._posts:
            return None
        if assigner.pk != lead and self._speaks_for(assigner):
            return self._in_name_of(assigner.pk)
        for own in (*self._posts, *self._committees):
            if may_assign(own, lead):
                return self._in_name_of(own)
        if order.held_by == lead or order.basis == Basis.RESOLVED:
            return None
        return order.held_by if self._directs(order) else None

    def _speaks_for(self, assigner: Unit) -> bool:
        if assigner.pk not in self._spoken_for:
            self._spoken_for[assigner.pk] = speaks_for(self.viewer, assigner)
        return self._spoken_for[assigner.pk]

    def _directs(self, order: Order) -> bool:
        """As of a task; of its lead nothing matters but whether the person writes for it."""
        lead, assigner = order.lead, order.assigner
        key = (assigner.pk, order.basis, order.held_by, self.viewer.writes_for(lead))
        if key not in self._directed:
            task = Task(
                basis=order.basis, assigner=assigner, lead_id=lead, held_by_id=order.held_by
            )
            self._directed[key] = rules.directs(self.viewer, task)
        return self._directed[key]

    def _in_name_of(self, unit: str) -> str | None:
        """The unit itself; of those that the person only speaks for, their Office urges: one letter
        to each unit, whichever of them ordered the work."""
        if self.viewer.writes_for(unit):
            return unit
        offices = Unit.objects.filter(pk__in=self._posts, kind=UnitKind.GOVERNMENT_OFFICE)
        return offices.order_by("pk").values_list("pk", flat=True).first() or unit

    @property
    def _committees(self) -> list[str]:
        """Those that the person speaks for."""
        if self._spoken is None:
            rows = Unit.objects.filter(kind=UnitKind.COMMITTEE, successor=None, end="")
            self._spoken = [u.pk for u in rows.order_by("pk") if speaks_for(self.viewer, u)]
        return self._spoken


def check_can_urge(viewer: Viewer, task: Task, by_unit: str, to_unit: str) -> None:
    """An act of a person with authority over the lead, about what it still owes."""
    unit = Authority(viewer).unit_for(task)
    if unit is None or unit != by_unit:
        raise NotAllowedError(
            _("Urging is for who assigned the task, or has authority over %(unit)s.")
            % {"unit": task.lead}
        )
    rules.check_not_closed(task)
    if task.lead_id != to_unit or task.state == TaskState.SUBMITTED:
        raise StateError(
            _("%(reference)s need not be urged now: take it off the letter.")
            % {"reference": task.reference}
        )


def check_letter(opening: str, closing: str, reply_by: date, tasks: int) -> None:
    """A letter says something, about some task, and gives time to answer."""
    wrong: dict[str, list[str]] = {}
    for name, words in (("opening", opening), ("closing", closing)):
        if not words.strip():
            wrong[name] = [_("Write something.")]
    if not tasks:
        wrong["tasks"] = [_("Choose at least one task.")]
    if reply_by <= local_day(timezone.now(), country_pack().time_zone):
        wrong["reply_by"] = [_("Give them at least until tomorrow.")]
    if wrong:
        raise InvalidValuesError(wrong)


def check_can_take_back(viewer: Viewer, urging: Urging) -> None:
    """Who sent it, or their unit; whether it has gone out the outbox knows."""
    own = urging.sent_by_id == viewer.user.pk or viewer.writes_for(urging.by_unit_id)
    if not own:
        raise NotAllowedError(_("Only who sent the letter may take it back."))
    if urging.withdrawn_at is not None:
        raise StateError(_("This letter has been taken back already."))
    if urging.lines.exclude(answer="").exists():
        raise StateError(_("The unit has answered already: the letter stays."))


def check_can_reply(viewer: Viewer, line: UrgedTask) -> None:
    """The lead side, until it is answered; a draft of an answer waits for its head."""
    rules.check_leads(viewer, line.task)
    if line.urging.withdrawn_at is not None:
        raise StateError(_("This letter has been taken back already."))
    if line.is_answered:
        raise StateError(_("This has been answered already."))
    rules.check_not_closed(line.task)


def can_take_back(viewer: Viewer, urging: Urging) -> bool:
    """Whether ``check_can_take_back`` would let it through."""
    return holds(lambda: check_can_take_back(viewer, urging))


def can_reply(viewer: Viewer, line: UrgedTask) -> bool:
    """Whether ``check_can_reply`` would let it through."""
    return holds(lambda: check_can_reply(viewer, line))
