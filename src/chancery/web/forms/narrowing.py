"""Filters of lists: a form in the address, each field a function from rows to fewer rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from chancery.intake.search.asking import keys_matching
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import UnitKind
from chancery.register import queries as register
from chancery.register.balance.figures import high_level
from chancery.register.models import (
    Activity,
    CommitmentState,
    PartnerRequest,
)
from chancery.register.rules import LIVE_STATES
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.forms.selecting import ShortSelect
from chancery.web.measured import opened
from chancery.web.timeliness import behind
from chancery.web.today import LISTED
from chancery.work import queries as work
from chancery.work.meetings.overdue import led_within
from chancery.work.models import Basis, Proposal, TaskState
from chancery.work.programmes.rollup import tasks_under
from chancery.work.reports import rows_behind
from chancery.work.rules import OPEN
from chancery.work.timeliness import Timeliness

Rows = QuerySet[Any]
ALL = [("", _("all"))]
STILL_OPEN = ("still_open", _("still open"))


class Narrowing(forms.Form):
    """A filter that makes no sense is shown as such and not used; nothing is ever lost by it."""

    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {}
    MORE: ClassVar[frozenset[str]] = frozenset()
    """Fields that stay folded away until one of them is set."""

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self._viewer = viewer
        for_viewer(self, viewer)
        self.is_valid()

    def narrow(self, rows: Rows) -> Rows:
        """The rows that fit every filter that was set."""
        for name, fewer in self.FILTERS.items():
            value = self.cleaned_data.get(name)
            if value not in (None, "", ()):
                rows = fewer(rows, value)
        return rows

    @property
    def looks_for_words(self) -> bool:
        """Whether words narrow the list: such rows take longer to find than to show."""
        return bool(self.cleaned_data.get("text"))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is always shown."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [field for field in self.visible_fields() if field.name in self.MORE]

    @property
    def is_more_set(self) -> bool:
        """Whether a filter that is folded away narrows the list, or makes no sense."""
        return any(self.data.get(name) or name in self.errors for name in self.MORE)


class Measured(Narrowing):
    """A list that opens the rows of a figure of the measures."""

    measured = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def narrow(self, rows: Rows) -> Rows:
        """Also to exactly those that the figure counted."""
        asked = self.cleaned_data.get("measured") or ""
        return super().narrow(opened(self._viewer, rows, asked))


WORDS = _("Reference or words")


def search_field(label: Any = WORDS) -> forms.CharField:
    """Words looked for in the record."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of these, or all."""
    return forms.ChoiceField(
        label=label, required=False, choices=[*ALL, *choices], widget=ShortSelect
    )


def partner_field() -> PickField:
    """One partner."""
    return PickField("partners", many=False, label=_("Partner"))


def unit_field(label: Any) -> PickField:
    """One unit."""
    return PickField("units", many=False, label=label)


def equal(column: str) -> Callable[[Rows, Any], Rows]:
    """The column holds this value."""
    return lambda rows, value: rows.filter(**{column: value})


def in_state(still_open: Iterable[str]) -> Callable[[Rows, str], Rows]:
    """One state, or all of those in which there is still something to do."""

    def fewer(rows: Rows, value: str) -> Rows:
        wanted = list(still_open) if value == STILL_OPEN[0] else [value]
        return rows.filter(state__in=wanted)

    return fewer


def worded(*columns: str) -> Callable[[Rows, str], Rows]:
    """SQLite folds the case of ASCII letters only, so each casing is asked for."""

    def fewer(rows: Rows, text: str) -> Rows:
        fits = Q()
        for casing in {text, text.lower(), text.upper(), text.capitalize()}:
            for column in columns:
                fits |= Q(**{f"{column}__icontains": casing})
        return rows.filter(fits)

    return fewer


def found(kind: str) -> Callable[[Rows, str], Rows]:
    """Rows that hold the words, with or without their marks, or a part of the reference."""

    def fewer(rows: Rows, text: str) -> Rows:
        fits = Q(pk__in=keys_matching(kind, text))
        if any(letter.isdigit() for letter in text):
            fits |= Q(reference__icontains=text.strip())
        return rows.filter(fits)

    return fewer


_SIDES = [("ours", _("us")), ("theirs", _("the other side")), ("joint", _("both"))]
_SIDES.append(("unsaid", _("nobody named")))


class CommitmentFilter(Measured):
    """Who owes what to whom, and is it kept?"""

    text = search_field()
    partner = partner_field()
    side = choice(_("Undertaken by"), _SIDES)
    state = choice(_("State"), [STILL_OPEN, *CommitmentState.choices])
    timeliness = choice(
        _("Timeliness"),
        [
            ("overdue", _("overdue")),
            ("in_time", _("in time")),
            ("no_due_date", _("no due date")),
        ],
    )
    lead = unit_field(_("Lead"))
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        empty_label=_("all"),
        widget=ShortSelect,
    )
    driver = choice(_("Driver"), Sector.Driver.choices)
    due_from = day_field(_("Due from"))
    due_until = day_field(_("Due to"))

    MORE = frozenset({"side", "sector", "driver", "due_from", "due_until"})
    FILTERS = {
        "text": found("commitment"),
        "partner": register.with_party,
        "side": register.with_undertaking_of,
        "state": in_state(LIVE_STATES),
        "timeliness": register.in_timeliness,
        "lead": equal("lead"),
        "sector": lambda rows, sector: register.with_sector(rows, sector.pk),
        "driver": register.with_driver,
        "due_from": register.due_from,
        "due_until": register.due_until,
    }


class TaskFilter(Measured):
    """What is a unit doing?"""

    text = search_field()
    scope = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("all that I may see")),
            ("lead", _("led by my units")),
            ("with", _("coordinated by my units")),
            ("given", _("assigned by my units")),
        ],
    )
    waits = choice(_("Waits"), [("mine", _("in my charge")), *LISTED.items()])
    state = choice(_("State"), [STILL_OPEN, *TaskState.choices])
    timeliness = choice(_("Timeliness"), Timeliness.choices)
    lead = unit_field(_("Lead"))
    coordinating = unit_field(_("Coordinating"))
    partner = partner_field()
    basis = choice(_("Basis"), Basis.choices)
    due_from = day_field(_("Due from"))
    due_until = day_field(_("Due to"))
    behind = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    programme = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    agency = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    MORE = frozenset({"coordinating", "partner", "basis", "due_from", "due_until", "waits"})
    FILTERS = {
        "text": found("task"),
        "state": in_state(OPEN),
        "timeliness": work.in_timeliness,
        "lead": equal("lead"),
        "coordinating": work.with_coordinating,
        "partner": work.with_partner,
        "basis": equal("basis"),
        "due_from": register.due_from,
        "due_until": register.due_until,
        "agency": led_within,
        "programme": tasks_under,
    }

    def narrow(self, rows: Rows) -> Rows:
        """Also by what the viewer's own units have to do with a task."""
        return super().narrow(self._scoped(self._waiting(self._behind(rows))))

    def _behind(self, rows: Rows) -> Rows:
        """The rows of one figure of the report on timeliness, exactly those it counted."""
        asked = behind(self.cleaned_data.get("behind") or "")
        if not asked:
            return rows
        counted = rows_behind(self._viewer, **asked)
        return rows.filter(pk__in=counted.order_by().values("pk"))

    def _waiting(self, rows: Rows) -> Rows:
        """As the Today page counts it."""
        waits = self.cleaned_data.get("waits")
        if waits == "mine":
            owed = OPEN - {str(TaskState.SUBMITTED)}
            return work.leaves(rows).filter(person=self._viewer.user, state__in=owed)
        if waits:
            of_viewer = getattr(work.waiting_for(self._viewer), waits)
            return rows.filter(pk__in=of_viewer.order_by().values("pk"))
        return rows

    def _scoped(self, rows: Rows) -> Rows:
        units = self._viewer.units
        scope = self.cleaned_data.get("scope")
        if scope == "lead":
            return rows.filter(lead__in=units)
        if scope == "given":
            return rows.filter(Q(assigner__in=units) | Q(held_by__in=units))
        if scope == "with":
            through = rows.model.coordinating.through.objects.filter(unit__in=units)
            return rows.filter(pk__in=through.values("task"))
        return rows


class ProposalFilter(Measured):
    """What was asked of whom, and what was answered?"""

    text = search_field()
    way = choice(_("Way"), [("received", _("received")), ("sent", _("sent"))])
    state = choice(_("State"), Proposal.State.choices)
    from_unit = unit_field(_("From"))
    to_unit = unit_field(_("To"))
    event = choice(_("Outside event"), [("named", _("answers one"))])
    shared = choice(_("Missions"), [("yes", _("shared with the missions"))])

    MORE = frozenset({"event", "shared"})
    FILTERS = {
        "event": lambda rows, _value: rows.filter(event_on__isnull=False),
        "shared": lambda rows, _value: rows.filter(shared=True),
        "text": found("proposal"),
        "state": equal("state"),
        "from_unit": equal("from_unit"),
        "to_unit": equal("to_unit"),
    }

    def narrow(self, rows: Rows) -> Rows:
        """Also by whether the viewer's units sent or received it."""
        end = {"received": "to_unit__in", "sent": "from_unit__in"}
        way = end.get(self.cleaned_data.get("way") or "")
        return super().narrow(rows.filter(**{way: self._viewer.units}) if way else rows)


class RequestFilter(Narrowing):
    """What we asked of partners, and they of us."""

    text = search_field()
    partner = partner_field()
    direction = choice(_("Direction"), PartnerRequest.Direction.choices)
    state = choice(_("State"), PartnerRequest.State.choices)

    FILTERS = {
        "text": found("request"),
        "partner": equal("partner"),
        "direction": equal("direction"),
        "state": equal("state"),
    }


HIGH_LEVEL = "high"


def _at_level(rows: Rows, level: str) -> Rows:
    """Of heads of state, Party, government and parliament together, or one level."""
    return high_level(rows) if level == HIGH_LEVEL else rows.filter(level=level)


class ActivityFilter(Narrowing):
    """Who met whom, when?"""

    text = search_field()
    partner = partner_field()
    kind = choice(_("Kind"), Activity.Kind.choices)
    level = choice(_("Level"), [(HIGH_LEVEL, _("high level")), *Activity.Level.choices])
    lead = unit_field(_("Lead"))
    from_day = day_field(_("From day"))
    to_day = day_field(_("To day"))

    FILTERS = {
        "text": worded("reference", "text", "place", "participants"),
        "partner": register.with_activity_partner,
        "kind": equal("kind"),
        "level": _at_level,
        "lead": equal("lead"),
        "from_day": register.taking_place_from,
        "to_day": lambda rows, day: rows.filter(start__lte=day),
    }


class PartnerFilter(Narrowing):
    """Which partners?"""

    text = search_field(_("Name or code"))
    kind = choice(_("Kind"), Partner.Kind.choices)
    level = forms.ChoiceField(label=_("Relationship level"), required=False)

    FILTERS = {
        "text": worded("name_vi", "name_en", "code"),
        "kind": equal("kind"),
        "level": lambda rows, level: rows.filter(level_now=level),
    }

    def __init__(self, data: Any, *, viewer: Viewer, levels: list[tuple[str, str]]) -> None:
        self.base_fields["level"].choices = [*ALL, *levels]  # type: ignore[attr-defined] # a choice field
        super().__init__(data, viewer=viewer)


class UnitFilter(Narrowing):
    """Which units?"""

    text = search_field(_("Name or abbreviation"))
    kind = choice(_("Kind"), UnitKind.choices)
    ended = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("today's")), ("ended", _("ended or merged"))],
    )

    FILTERS = {"text": worded("name_vi", "name_en", "short", "key"), "kind": equal("kind")}
