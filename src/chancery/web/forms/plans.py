"""The forms of work plans and monthly reports, and the filters of their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.people.access import WRITERS, Viewer
from chancery.people.models import Post, User
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    equal,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import Counted, PlanPeriod, PlanState, ReportState
from chancery.work.plans.pack import MOST
from chancery.work.plans.queries import to_approve
from chancery.work.plans.values import LineValues, PlanValues, ReportValues, first_of, month_before

NOBODY = ("", _("nobody yet: the unit as a whole"))


class PlanForm(RecordForm):
    """For which period, under which title, and where it goes."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    period = forms.ChoiceField(label=_("Period"), choices=PlanPeriod.choices)
    text = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=250,
        help_text=_("Left empty it is made from the unit and the period."),
    )
    to_unit = PickField(
        "units",
        many=False,
        label=_("Goes to"),
        help_text=_("Left empty: the unit above. A mission's plan is approved there."),
    )
    field_order: tuple[str, ...] = ("year", "period", "text", "to_unit")

    @property
    def values(self) -> PlanValues:
        """What the person said."""
        names = PlanValues.__dataclass_fields__
        return PlanValues(**{name: self.cleaned_data[name] for name in names})


class NewPlanForm(PlanForm, GuardedForm):
    """The same, and whose plan it is."""

    field_order = ("held_by", *PlanForm.field_order, "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_by"].label = _("Unit")


class LineForm(RecordForm):
    """One thing to do: what, when, with whom, what is to come of it."""

    text = forms.CharField(
        label=_("What is done"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: hold trade promotion conferences with local chambers."),
    )
    first_month = forms.TypedChoiceField(label=_("From month"), coerce=int)
    last_month = forms.TypedChoiceField(label=_("To month"), coerce=int)
    partner = PickField("partners", many=False, label=_("Partner"))
    sector = PickField("sectors", many=False, label=_("Sector"))
    result = forms.CharField(
        label=_("Expected result"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    counted = forms.ChoiceField(
        label=_("What is counted"),
        required=False,
        choices=[("", _("nothing: done when all it is tied to is done")), *Counted.choices],
    )
    target = forms.IntegerField(
        label=_("Number to reach"),
        required=False,
        min_value=1,
        help_text=_("For example 4 activities. What is reached is counted, never typed."),
    )
    person = forms.ChoiceField(label=_("Person in charge"), required=False)
    records = PickField(
        "doings",
        label=_("Tied to"),
        help_text=_(
            "Tasks, commitments, activities, opportunities, obstacles, by reference or words. What is "
            "done is counted from them."
        ),
    )

    def __init__(
        self, *args: Any, months: tuple[int, int], people: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        each = [(number, str(number)) for number in range(months[0], months[1] + 1)]
        self._choices("first_month", each)
        self._choices("last_month", each)
        self._choices("person", [NOBODY, *((u.username, u.full_name) for u in people)])
        self.fields["last_month"].initial = months[1]

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def values(self) -> LineValues:
        """What the person said."""
        data = {name: self.cleaned_data[name] for name in LineValues.__dataclass_fields__}
        return LineValues(**data | {"person": data["person"] or None})


class TieForm(RecordForm):
    """What was done for a line."""

    records = PickField(
        "doings",
        label=_("Tied to"),
        help_text=_("Tasks, commitments, activities, opportunities, obstacles."),
    )


def people_of(unit: str) -> list[User]:
    """Who holds a writing post in a unit today."""
    day = timezone.localdate()
    posts = Post.objects.filter(unit=unit, role__in=WRITERS, start__lte=day).exclude(end__lte=day)
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return list(rows.order_by("full_name"))


WAITS = [("mine", _("for my approval"))]


def _among(rows: Rows, some: Rows) -> Rows:
    return rows.filter(pk__in=some.order_by().values("pk"))


class PlanFilter(Narrowing):
    """Whose plan for when?"""

    text = search_field()
    unit = unit_field(_("Unit"))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    state = choice(_("State"), PlanState.choices)
    waits = choice(_("Waits"), WAITS)
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text"),
        "unit": equal("held_by"),
        "year": equal("year"),
        "state": equal("state"),
    }

    def narrow(self, rows: Rows) -> Rows:
        """Also to what the person is to approve, as Today counts it."""
        mine = self.cleaned_data.get("waits")
        return super().narrow(_among(rows, to_approve(self._viewer)[0]) if mine else rows)


# Monthly reports.


def months() -> list[tuple[str, str]]:
    """The running month and the thirteen before it, the latest first."""
    found, month = [], first_of(timezone.localdate())
    for _number in range(14):
        found.append((month.isoformat(), f"{month:%m/%Y}"))
        month = month_before(month)
    return found


class NewReportForm(GuardedForm):
    """Of which unit for which month."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=lambda value: value)
    to_unit = PickField(
        "units", many=False, label=_("Goes to"), help_text=_("Left empty: the unit above.")
    )
    field_order = ("held_by", "month", "to_unit", "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_by"].label = _("Unit")
        month = self.fields["month"]
        assert isinstance(month, forms.ChoiceField)
        month.choices = months()

    @property
    def values(self) -> ReportValues:
        """What the person said."""
        data = self.cleaned_data
        return ReportValues(date.fromisoformat(data["month"]), data["to_unit"])


class ReceiverForm(RecordForm):
    """Where a report goes."""

    to_unit = PickField("units", many=False, label=_("Goes to"), needed=_("Name the unit."))


class WordsForm(RecordForm):
    """The officer's own words of one section."""

    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("They stand below the facts and stay when the facts are drawn anew."),
    )


class PackForm(forms.Form):
    """Which partners and units a conference is about."""

    name = forms.CharField(label=_("Name of the conference"), max_length=150)
    partners = PickField("partners", label=_("Partners"))
    units = PickField("units", label=_("Units"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def clean(self) -> dict[str, Any]:
        """At least one of either, and not more than one file holds."""
        data = super().clean() or {}
        number = len(data.get("partners") or ()) + len(data.get("units") or ())
        if not number:
            raise forms.ValidationError(gettext("Name at least one partner or unit."))
        if number > MOST:
            words = gettext("At most %(most)s partners and units in one pack: make two.")
            raise forms.ValidationError(words % {"most": MOST})
        return data


class MonthForm(forms.Form):
    """Which month?"""

    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = self.fields["month"]
        assert isinstance(month, forms.ChoiceField)
        month.choices = months()


class MonthlyFilter(Narrowing):
    """Whose report of which month?"""

    text = search_field()
    unit = unit_field(_("Unit"))
    month = choice(_("Month"), [])
    state = choice(_("State"), ReportState.choices)
    waits = choice(_("Waits"), WAITS)
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text"),
        "unit": equal("held_by"),
        "month": equal("month"),
        "state": equal("state"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = self.fields["month"]
        assert isinstance(month, forms.ChoiceField)
        month.choices = [("", _("all")), *months()]
        self.full_clean()

    def narrow(self, rows: Rows) -> Rows:
        """Also to what the person is to approve, as Today counts it."""
        mine = self.cleaned_data.get("waits")
        return super().narrow(_among(rows, to_approve(self._viewer)[1]) if mine else rows)
