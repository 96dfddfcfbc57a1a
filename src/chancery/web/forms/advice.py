"""The forms of advice: question and memo, decision, what follows, what came of it; its filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web import choices
from chancery.web.forms.consultations import line, lines
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    Narrowing,
    choice,
    equal,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.advice.values import AdviceValues, DecisionValues, Option
from chancery.work.consultations.values import FollowValues
from chancery.work.models import AdviceState, Decided


class OptionsField(forms.CharField):
    """One option a line; the one that is recommended begins with *."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Lines as they are typed."""
        if not isinstance(value, tuple | list):
            return value
        told = [Option(**one) if isinstance(one, dict) else one for one in value]
        return "\n".join(f"* {one.text}" if one.recommended else one.text for one in told)

    def clean(self, value: Any) -> Any:
        """The options, in their order."""
        rows = [row.strip() for row in str(super().clean(value) or "").splitlines()]
        found = tuple(
            Option(row.lstrip("* "), row.startswith("*")) for row in rows if row.strip("* ")
        )
        if sum(one.recommended for one in found) > 1:
            raise ValidationError(_("Recommend one option at most: only one line begins with *."))
        return found


class AdviceForm(RecordForm):
    """What was asked, what is advised, who decides."""

    text = lines(
        _("Question"),
        _("For example: should we join the partner's initiative on critical minerals?"),
        required=True,
    )
    asked_on = day_field(_("Asked on"))
    asked_unit = PickField("units", many=False, label=_("Asked by (unit)"))
    asked_by = line(_("Asked by"), 160, _("The person as papers write it: Deputy Minister …"))
    to_unit = PickField(
        "units", many=False, label=_("Who decides"), needed=_("Name the unit that decides.")
    )
    to_person = line(_("Who decides, as written"), 160)
    memo = lines(_("Memo"), _("What you found and recommend; or attach it as a document."), 10)
    memo_paper = PickField("documents", many=False, label=_("Memo as a document"))
    options = OptionsField(
        label=_("Options"),
        required=False,
        help_text=_("One a line, with what speaks for and against; * before the recommended one."),
    )
    grounds = PickField(
        "grounds",
        label=_("Stands on"),
        help_text=_("Commitments, obstacles, opportunities, consultations."),
    )
    agreements = PickField("agreements", label=_("Agreements"))
    figures = lines(
        _("Figures it stands on"),
        _("Each with unit, period and source: exports 2025, 24.6 billion USD (customs, 01/2026)."),
    )
    partners = PickField("partners", label=_("Partners"))
    sectors = PickField("sectors", label=_("Sectors"))
    field_order: tuple[str, ...] = (
        "text", "asked_on", "asked_unit", "asked_by", "to_unit", "to_person", "memo",
        "memo_paper", "options", "grounds", "agreements", "figures", "partners", "sectors",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].required = True

    @property
    def values(self) -> AdviceValues:
        """What the person said."""
        said = {name: self.cleaned_data[name] for name in AdviceValues.__dataclass_fields__}
        paper = said["memo_paper"]
        return AdviceValues(**{**said, "memo_paper": int(paper) if paper else None})


class NewAdviceForm(AdviceForm, GuardedForm):
    """The same, which unit advises, and who may see it."""

    field_order = (*AdviceForm.field_order, "held_by", "sensitivity", "named_units")


class DecisionForm(forms.Form):
    """What was decided."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decided.choices, widget=forms.RadioSelect
    )
    decision_on = day_field(_("Decided on"))
    decision_by = line(_("Decided by"), 160, _("As papers write it; you, unless said otherwise."))
    decision_text = lines(
        _("Words of the decision"), _("Needed where it is accepted in part or refused.")
    )
    decision_paper = PickField(
        "documents",
        many=False,
        label=_("Paper of the decision"),
        help_text=_("Needed where the unit that advised records it."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
        self.fields["decision_on"].required = True
        self.fields["decision_on"].initial = timezone.localdate()

    @property
    def values(self) -> DecisionValues:
        """What the person said."""
        data = dict(self.cleaned_data)
        paper = data["decision_paper"]
        return DecisionValues(**{**data, "decision_paper": int(paper) if paper else None})


class OrdersField(forms.CharField):
    """One piece of work a line: what | unit | day."""

    widget = forms.Textarea(attrs={"rows": 4})
    viewer: Viewer

    def clean(self, value: Any) -> Any:
        """The lines; one that cannot be read is told with its number."""
        rows = [row for row in str(super().clean(value) or "").splitlines() if row.strip()]
        return tuple(self._read(number, row) for number, row in enumerate(rows, 1))

    def _read(self, number: int, row: str) -> FollowValues:
        text, *rest = [part.strip() for part in row.split("|")]
        unit = choices.resolve("units", rest[0], self.viewer) if rest and rest[0] else None
        if not text or unit is None:
            raise ValidationError(
                _(
                    "Line %(number)s: write what is to be done | one unit, by its full name | a day."
                )
                % {"number": number}
            )
        return FollowValues(text, unit.key, self._day(number, rest[1] if len(rest) > 1 else ""))

    def _day(self, number: int, said: str) -> Any:
        try:
            day = parse_date(said) if said else None
        except ValueError:
            day = None
        if said and day is None:
            words = _("Line %(number)s: write the day as 2026-12-31.")
            raise ValidationError(words % {"number": number})
        return day


class OrdersForm(forms.Form):
    """Everything that the decision gives somebody to do, at once."""

    lines = OrdersField(
        label=_("What is to be done"),
        help_text=_("One a line: what is to be done | unit | day as 2026-12-31 (or no day)."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        assert isinstance(field, OrdersField)
        field.viewer = viewer


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = lines(
        _("What came of it"),
        _("For example: the condition was dropped in March; exports resumed."),
        5,
        required=True,
    )


class AdviceFilter(Narrowing):
    """Which advice?"""

    text = search_field()
    state = choice(_("State"), AdviceState.choices)
    decision = choice(_("Decision"), Decided.choices)
    held_by = unit_field(_("Unit that advises"))
    to_unit = unit_field(_("Who decides"))
    partner = partner_field()
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    MORE = frozenset({"to_unit", "year"})
    FILTERS = {
        "text": worded("reference", "text", "memo", "decision_text", "outcome"),
        "state": equal("state"),
        "decision": equal("decision"),
        "held_by": equal("held_by"),
        "to_unit": equal("to_unit"),
        "partner": lambda rows, partner: rows.filter(partners=partner),
        "year": lambda rows, year: rows.filter(asked_on__year=year),
    }
