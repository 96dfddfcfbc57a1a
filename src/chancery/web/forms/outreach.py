"""The forms of outreach, and the filter of their list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.web.forms.consultations import line
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    equal,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField
from chancery.web.forms.selecting import ShortSelect
from chancery.work.models import OutreachKind, OutreachState
from chancery.work.outreach import queries
from chancery.work.outreach.values import Line, OutreachValues, ResultValues

OVERDUE = "overdue"


class LinesField(forms.CharField):
    """One thing a line, its parts between bars; what follows the title is told by its look."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Lines as they are typed."""
        if isinstance(value, tuple | list):
            return "\n".join(_typed(line) for line in value)
        return value

    def clean(self, value: Any) -> Any:
        """The lines; one that cannot be read is told with its number."""
        rows = [row for row in str(super().clean(value) or "").splitlines() if row.strip()]
        return tuple(_read(number, row) for number, row in enumerate(rows, 1))


def _typed(line: Line | dict[str, Any]) -> str:
    told = Line(**line) if isinstance(line, dict) else line
    document = f"#{told.document}" if told.document else ""
    day = str(told.day) if told.day else ""
    parts = (told.title, told.language, told.link, day, document)
    return " | ".join(part for part in parts if part)


def _read(number: int, row: str) -> Line:
    title, *rest = [part.strip() for part in row.split("|")]
    found: dict[str, Any] = {}
    for part in filter(None, rest):
        name, value = _part(part)
        if name in found:
            raise ValidationError(
                _("Line %(number)s: “%(part)s” is there twice: one of each a line.")
                % {"number": number, "part": part}
            )
        found[name] = value
    if not title:
        raise ValidationError(
            _("Line %(number)s: begin with the title, then | and the rest.") % {"number": number}
        )
    return Line(title, **found)


def _part(part: str) -> tuple[str, Any]:
    if part.startswith(("http://", "https://")):
        return "link", part
    if part.startswith("#") and part[1:].isdecimal() and len(part) < 12:
        return "document", int(part[1:])
    if (day := _day(part)) is not None:
        return "day", day
    return "language", part


def _day(part: str) -> date | None:
    try:
        return parse_date(part)
    except ValueError:
        return None


class OutreachForm(RecordForm):
    """What goes out, in which form, when, to whom."""

    text = forms.CharField(
        label=_("Message or theme"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: Viet Nam, a reliable partner in green supply chains."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OutreachKind.choices)
    planned_on = day_field(_("Planned for"))
    partner = PickField("partners", many=False, label=_("Partner"), needed=_("Name the partner."))
    audience = line(_("Audience"), 250, _("For example: importers, students, press."))
    media = line(  # type: ignore[assignment] # Django takes a field out of its class
        _("Media"), 250, _("Newspapers, stations or channels meant to carry it.")
    )
    sectors = PickField("sectors", label=_("Sectors"))
    materials = LinesField(
        label=_("Materials"),
        required=False,
        help_text=_(
            "One a line: title | language | link, or # and the number of a document in the store."
        ),
    )
    field_order: tuple[str, ...] = (
        "text", "kind", "planned_on", "partner", "audience", "media", "sectors", "materials",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].required = True

    @property
    def values(self) -> OutreachValues:
        """What the person said."""
        names = OutreachValues.__dataclass_fields__
        return OutreachValues(**{name: self.cleaned_data[name] for name in names})


class NewOutreachForm(OutreachForm, GuardedForm):
    """The same, and whose plan it stands on."""

    field_order = (*OutreachForm.field_order, "held_by", "sensitivity", "named_units")


class ResultForm(RecordForm):
    """What came of it."""

    held_on = day_field(_("Held on"))
    reach = forms.IntegerField(
        label=_("People reached"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Nothing where nobody counted."),
    )
    reach_source = line(_("Source of the figure"), 250, _("For example: tickets, page views."))
    coverage = LinesField(
        label=_("Coverage"),
        required=False,
        help_text=_("One a line: name of the medium | link | day as 2026-03-31."),
    )
    outcome = forms.CharField(
        label=_("Outcome"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    interactions = PickField("interactions", label=_("Interactions"))
    opportunities = PickField("opportunity_references", label=_("Opportunities"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].required = True

    @property
    def values(self) -> ResultValues:
        """What the person said."""
        names = ResultValues.__dataclass_fields__
        return ResultValues(**{name: self.cleaned_data[name] for name in names})


def _in_state(rows: Rows, value: str) -> Rows:
    return queries.overdue(rows) if value == OVERDUE else rows.filter(state=value)


def _in_year(rows: Rows, year: int) -> Rows:
    return rows.filter(planned_on__year=year)


def _in_sector(rows: Rows, sector: Sector) -> Rows:
    return rows.filter(sectors=sector)


class OutreachFilter(Narrowing):
    """Which message goes where, and what came of it?"""

    text = search_field()
    held_by = unit_field(_("Mission"))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    state = choice(_("State"), [*OutreachState.choices, (OVERDUE, _("overdue"))])
    partner = partner_field()
    kind = choice(_("Kind"), OutreachKind.choices)
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        empty_label=_("all"),
        widget=ShortSelect,
    )
    MORE = frozenset({"kind", "sector"})
    FILTERS = {
        "text": worded("reference", "text", "audience", "media", "outcome"),
        "held_by": equal("held_by"),
        "year": _in_year,
        "state": _in_state,
        "partner": equal("partner"),
        "kind": equal("kind"),
        "sector": _in_sector,
    }
