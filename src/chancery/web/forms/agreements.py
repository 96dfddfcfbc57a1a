"""The forms of an agreement: what it is, its clauses, the stages it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.models import User
from chancery.register.agreements.life import LONGEST_MONTHS, LONGEST_NOTICE
from chancery.register.agreements.queries import people_for
from chancery.register.models import Agreement, Stage
from chancery.register.values import AgreementValues
from chancery.web.agreement_types import TYPES
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.picking import PickField

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_OURS = re.compile(r"(?:(\d{1,2})/)?(?:(\d{1,2})/)?(\d{4})")
_EXAMPLE = _("As exactly as it is known: 2027, 2027-06, 2027-06-30 or 30/06/2027.")
_LAST = ("held_by", "sensitivity", "named_units", "version")
_TERM = ("expires", "renewal", "renewal_months", "notice", "notice_in")
_REVIEW = ("review_first", "review_months", "review_held")
_STEP = ("next_step", "next_step_on")
_LINKS = ("amends", "replaces", "implements")


def partial_day(
    label: Any, help_text: Any = _EXAMPLE, *, required: bool = False
) -> forms.CharField:
    """A day as exactly as it is known, written either way."""
    return PartialDayField(label=label, required=required, max_length=10, help_text=help_text)


class PartialDayField(forms.CharField):
    """Gives ISO text; the action checks the calendar."""

    def clean(self, value: Any) -> Any:
        """2019, 2019-06, 2019-06-30, 06/2019 and 30/06/2019 alike."""
        written = str(super().clean(value)).strip()
        day = _iso(written)
        if day is None:
            words = _("“%(day)s” is not a day: write 2019, 2019-06 or 2019-06-30.")
            raise forms.ValidationError(words % {"day": written})
        return day


def months_field(label: Any, **rest: Any) -> forms.IntegerField:
    """A number of months, or nothing."""
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=LONGEST_MONTHS, **rest
    )


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields of the form under one heading."""

    title: str
    fields: list[forms.BoundField]


class AgreementForm(RecordForm):
    """Names, parties, clauses; the stages stay as they are."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Agreement.Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("A treaty binds in international law; an arrangement does not."),
    )
    type = forms.ChoiceField(label=_("Field"), required=False)
    parties = PickField("parties", label=_("Parties"))
    lead = PickField(
        "units",
        many=False,
        label=_("Lead unit"),
        help_text=_("Told of its dates; records what becomes of it. Nobody named: who holds it."),
    )
    person = forms.ChoiceField(label=_("Person in charge"), required=False)
    expires = partial_day(_("Term ends"))
    renewal = forms.ChoiceField(
        label=_("Renewal"),
        required=False,
        choices=[("", _("not said")), *Agreement.Renewal.choices],
    )
    renewal_months = months_field(
        _("Months of each renewal"),
        help_text=_("Only where it renews itself; five years are 60."),
    )
    notice = forms.IntegerField(
        label=_("Notice period"),
        required=False,
        min_value=1,
        max_value=LONGEST_NOTICE,
        help_text=_("How long before the term ends or is renewed notice must be given."),
    )
    notice_in = forms.ChoiceField(
        label=_("Counted in"), required=False, choices=Agreement.NoticeIn.choices
    )
    review_first = partial_day(_("First review"))
    review_months = months_field(_("Months between reviews"))
    review_held = partial_day(
        _("Last review held"), _("The next one is counted from it; empty: from the first.")
    )
    next_step = forms.CharField(
        label=_("Next step"),
        required=False,
        max_length=250,
        help_text=_("For instance: submit to the Government for ratification."),
    )
    next_step_on = day_field(_("Day of the next step"))
    amends = PickField("agreements", label=_("Amends"))
    replaces = PickField("agreements", label=_("Replaces"))
    implements = PickField("agreements", label=_("Implements"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_types()
        _offer(self.fields["person"], self._people())

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What stands before the stages."""
        names = ("name_vi", "name_en", "short", "kind", "type", "parties")
        return [self[name] for name in names]

    @property
    def sections(self) -> list[Section]:
        """The clauses, each under its heading."""
        parts = (
            (_("Who acts"), ("lead", "person")),
            (_("Term and notice"), _TERM),
            (_("Review"), _REVIEW),
            (_("Next step"), _STEP),
            (_("Earlier agreements"), _LINKS),
        )
        return [Section(str(title), [self[name] for name in names]) for title, names in parts]

    @property
    def guard_fields(self) -> list[forms.BoundField]:
        """Who holds a new one, and who may see it."""
        return [self[name] for name in _LAST if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """At least one party."""
        cleaned = super().clean() or {}
        if not cleaned.get("parties") and "parties" not in self.errors:
            self.add_error("parties", _("Name the parties."))
        return cleaned

    @property
    def stages(self) -> tuple[tuple[str, str], ...]:
        """Those that are there: they have forms of their own."""
        return tuple((stage, day) for stage, day in (self.initial or {}).get("stages") or ())

    @property
    def values(self) -> AgreementValues:
        """What the person said."""
        data = {**self.cleaned_data, "person": self.cleaned_data["person"] or None}
        data["notice_in"] = data["notice_in"] or Agreement.NoticeIn.MONTHS.value
        names = AgreementValues.__dataclass_fields__.keys() - {"stages"}
        return AgreementValues(stages=self.stages, **{name: data[name] for name in names})

    def _people(self) -> Iterable[User]:
        units = set(self.viewer.agency_units)
        if lead := (self.initial or {}).get("lead"):
            units.add(lead)
        kept = User.objects.filter(username=(self.initial or {}).get("person") or "").first()
        return people_for(units, kept)

    def _offer_types(self) -> None:
        offered = self.fields["type"]
        assert isinstance(offered, forms.ChoiceField)
        known = {**TYPES}
        if kept := (self.initial or {}).get("type"):
            known.setdefault(kept, kept)
        offered.choices = [("", _("not said")), *known.items()]


class NewAgreementForm(AgreementForm, GuardedForm):
    """The same, who holds it, and a row for each stage it has reached."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage, label in Stage.choices:
            self.fields[f"reached_{stage}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"day_{stage}"] = partial_day(_("Day"), "")

    @property
    def stage_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each stage whether it was reached, and when."""
        return [(self[f"reached_{stage}"], self[f"day_{stage}"]) for stage in Stage.values]

    @property
    def stages(self) -> tuple[tuple[str, str], ...]:
        """A day says that the stage was reached."""
        data = self.cleaned_data
        return tuple(
            (stage, data[f"day_{stage}"])
            for stage in Stage.values
            if data[f"reached_{stage}"] or data[f"day_{stage}"]
        )


class _Noted(forms.Form):
    """What history tells beside it."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For instance the papers that say so; it stands in history."),
    )


class StageForm(_Noted):
    """A stage that it reached, or is to reach."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    day = partial_day(
        _("Day"),
        _(
            "2027, 2027-06, 2027-06-30 or 30/06/2027; empty where it is not known. A day ahead is planned."
        ),
    )
    field_order = ("stage", "day", "note")

    def __init__(self, *args: Any, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_choices(self.fields["stage"], [(stage.value, stage.label) for stage in stages])


class StageDayForm(_Noted):
    """The day of a stage, put right."""

    day = partial_day(_("Day"))
    field_order = ("day", "note")


class RenewalForm(_Noted):
    """The day on which the new term ends."""

    expires = partial_day(_("New end of the term"))
    field_order = ("expires", "note")


class ReviewForm(_Noted):
    """A review that took place."""

    held = partial_day(_("Held on"), required=True)
    again = partial_day(
        _("Next review agreed for"), _("Empty: it is counted by the review clause.")
    )
    field_order = ("held", "again", "note")


class StepForm(_Noted):
    """What is to be done next."""

    step = forms.CharField(
        label=_("Next step"),
        required=False,
        max_length=250,
        help_text=_("Empty once no step is left."),
    )
    on = day_field(_("By"))
    field_order = ("step", "on", "note")


def _offer(field: forms.Field, people: Iterable[User]) -> None:
    named = [(person.username, person.full_name) for person in people]
    _offer_choices(field, [("", _("nobody: the unit as a whole")), *named])


def _offer_choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _iso(written: str) -> str | None:
    """ISO of a day written either way; None where it is none. The action checks the calendar."""
    if not written or _ISO.fullmatch(written):
        return written
    if found := _OURS.fullmatch(written):
        first, second, year = found.groups()
        day, month = (first, second) if second else ("", first)
        return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return None
