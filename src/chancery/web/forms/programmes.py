"""The forms of programmes: what they rest on, their outline, what hangs on it, targets, figures."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web.formatting import is_vietnamese
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import Narrowing, choice, equal, search_field, unit_field, worded
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import Better, ProgrammePart
from chancery.work.programmes.values import (
    FigureValues,
    LinkValues,
    PartValues,
    ProgrammeValues,
    TargetValues,
)


def _lines(label: Any, help_text: Any = "", rows: int = 2, *, required: bool = True) -> Any:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area)


def _figure(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def figure_of(text: str) -> Decimal:
    """A number as people write it, 1.234,5 or 1,234.5: of two signs the last is for the decimals,
    and 1.234 is a thousand or one as the language of the page has it."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "")
    groups = "." if is_vietnamese() else ","
    if "," in plain and "." in plain:
        groups = "," if plain.rfind(".") > plain.rfind(",") else "."
    elif plain.count(groups) != 1 or not _THOUSANDS.fullmatch(plain):
        groups = next((sign for sign in ".," if plain.count(sign) > 1), "")
    if groups:
        plain = plain.replace(groups, "")
    try:
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise forms.ValidationError(gettext("A number, for example 786,3."))
    return found


_THOUSANDS = re.compile(r"-?\d{1,3}[.,]\d{3}")


class ProgrammeForm(RecordForm):
    """What the programme is, who answers for it, what it rests on."""

    text = forms.CharField(
        label=_("Title"),
        max_length=500,
        help_text=_("As the paper that sets it up says it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    short = forms.CharField(label=_("Short name"), required=False, max_length=60)
    owner = PickField("units", many=False, label=_("Owner"), needed=_("Name who answers for it."))
    start = day_field(_("From"))
    end = day_field(_("To"))
    rests_on = PickField(
        "programmes",
        many=False,
        label=_("Rests on the programme"),
        help_text=_("The one it carries out: a year's plan rests on that of five years."),
    )
    documents = PickField(
        "documents",
        label=_("Documents it rests on"),
        help_text=_("The directive and the legal text that set it up."),
    )
    field_order: tuple[str, ...] = (
        "text", "short", "owner", "start", "end", "rests_on", "documents",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.fields["end"].required = True

    @property
    def values(self) -> ProgrammeValues:
        """What the person said."""
        data = self.cleaned_data
        said = {name: data[name] for name in ProgrammeValues.__dataclass_fields__}
        said["documents"] = tuple(int(key) for key in data["documents"])
        return ProgrammeValues(**said)


class NewProgrammeForm(ProgrammeForm, GuardedForm):
    """The same, and who holds it."""

    field_order = (*ProgrammeForm.field_order, "held_by", "sensitivity", "named_units")


class PartForm(forms.Form):
    """An objective, or a group of tasks within one."""

    text = _lines(_("Content"))
    lead = PickField("units", many=False, label=_("Lead"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def values_in(self, parent: int | None) -> PartValues:
        """What the person said."""
        return PartValues(self.cleaned_data["text"], self.cleaned_data["lead"], parent)


class LinksForm(forms.Form):
    """Which tasks and commitments hang on a part."""

    tasks = PickField("tasks", label=_("Tasks"))
    more = _lines(
        _("More tasks by reference"),
        _("Several at once, as copied from a list: NV-2026-0012, NV-2026-0013."),
        required=False,
    )
    commitments = PickField("commitments", label=_("Commitments"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    @property
    def values(self) -> LinkValues:
        """What is to hang on it."""
        data = self.cleaned_data
        more = data["more"].replace(",", " ").replace(";", " ").split()
        tasks = tuple(dict.fromkeys((*data["tasks"], *(one.upper() for one in more))))
        return LinkValues(tasks, data["commitments"])


class TargetForm(forms.Form):
    """What is to be reached by when."""

    name = forms.CharField(
        label=_("Indicator"), max_length=250, help_text=_("For example: exports to the EU.")
    )
    measure = forms.CharField(
        label=_("Unit of measure"), required=False, max_length=60, help_text=_("tỷ USD, %, …")
    )
    part = forms.ChoiceField(label=_("Belongs to"), required=False)
    better = forms.ChoiceField(
        label=_("Direction"), choices=Better.choices, widget=forms.RadioSelect, initial="higher"
    )
    baseline = _figure(_("Baseline"))
    baseline_on = day_field(_("Day of the baseline"))
    value = _figure(_("Target"))
    due = day_field(_("To be reached by"))
    milestones = _lines(
        _("On the way"),
        _("A day and a value on each line, as 31/12/2027 450. Without any the path is straight."),
        3,
        required=False,
    )
    source = forms.CharField(
        label=_("Where its figures come from"), required=False, max_length=250
    )

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline_on"].required = self.fields["due"].required = True
        part = self.fields["part"]
        assert isinstance(part, forms.ChoiceField)
        part.choices = [("", _("the programme as a whole")), *parts]

    def clean_baseline(self) -> Decimal:
        """A number."""
        return figure_of(self.cleaned_data["baseline"])

    def clean_value(self) -> Decimal:
        """A number."""
        return figure_of(self.cleaned_data["value"])

    def clean_milestones(self) -> tuple[tuple[date, Decimal], ...]:
        """A day and a number on each line."""
        lines = [line for line in self.cleaned_data["milestones"].splitlines() if line.strip()]
        return tuple(sorted(_milestone(line) for line in lines))

    @property
    def values(self) -> TargetValues:
        """What the person said."""
        data = self.cleaned_data
        said = {name: data[name] for name in TargetValues.__dataclass_fields__}
        return TargetValues(**said | {"part": int(data["part"]) if data["part"] else None})


def _milestone(line: str) -> tuple[date, Decimal]:
    written, _gap, figure = line.strip().partition(" ")
    try:
        parsed = forms.DateField(input_formats=["%d/%m/%Y", "%Y-%m-%d", "%Y"]).clean(written)
    except forms.ValidationError as error:
        said = gettext("“%(line)s”: begin with a day, as 31/12/2027.") % {"line": line.strip()}
        raise forms.ValidationError(said) from error
    if parsed is None or not figure.strip():
        said = gettext("“%(line)s”: a day and a value.") % {"line": line.strip()}
        raise forms.ValidationError(said)
    if written.isdigit():
        parsed = date(parsed.year, 12, 31)
    return parsed, figure_of(figure)


class FigureForm(forms.Form):
    """What was reached."""

    day = day_field(_("Day"), help_text=_("The day that the figure speaks of."))
    value = _figure(_("Value"))
    source = forms.CharField(
        label=_("Source"), max_length=250, help_text=_("Where it is written: report, table, page.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True

    def clean_value(self) -> Decimal:
        """A number."""
        return figure_of(self.cleaned_data["value"])

    @property
    def values(self) -> FigureValues:
        """What was reached."""
        data = self.cleaned_data
        return FigureValues(data["day"], data["value"], data["source"])


def said_milestones(points: tuple[tuple[date, Decimal], ...]) -> str:
    """Milestones as their field has them."""
    return "\n".join(f"{when:%d/%m/%Y} {format(value.normalize(), 'f')}" for when, value in points)


def part_choices(parts: list[ProgrammePart]) -> list[tuple[str, str]]:
    """Objectives and groups for a choice."""
    return [(str(part.pk), f"{'– ' if part.parent_id else ''}{part.text[:100]}") for part in parts]


def _in_period(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    return rows.filter(end__lt=today) if value == "over" else rows.filter(end__gte=today)


class ProgrammeFilter(Narrowing):
    """Which programmes?"""

    text = search_field()
    owner = unit_field(_("Owner"))
    running = choice(_("Period"), [("now", _("running")), ("over", _("over"))])
    FILTERS = {
        "text": worded("reference", "text", "short"),
        "owner": equal("owner"),
        "running": _in_period,
    }
