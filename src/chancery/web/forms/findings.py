"""The form of a finding: the draft of its record, filled in, for a person to put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.intake.drafts import Draft, draft_of
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.readings.models import Finding, RecordType
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.highlights import trimmed
from chancery.work.models import Recurrence

FIELDS: dict[str, tuple[str, ...]] = {
    RecordType.COMMITMENT: (
        "partners", "undertaking", "lead", "coordinating", "due", "deliverable",
        "sectors", "agreement", "discrete", "measurable",
    ),
    RecordType.TASK: (
        "leads", "coordinating", "assigner", "due", "recurrence", "deliverable", "resolved",
        "partners",
    ),
    RecordType.REQUEST: ("direction", "partner", "due"),
    RecordType.SHORTCOMING: ("partner", "unit", "area"),
    RecordType.RESULT: ("attach_to",),
}  # fmt: skip
# What must be chosen before it can be accepted; the action says what is missing.
NEEDED: dict[str, tuple[str, ...]] = {
    RecordType.COMMITMENT: ("partners", "undertaking"),
    RecordType.TASK: ("leads", "assigner"),
    RecordType.REQUEST: ("partner",),
}
# Two fields of the form stand for one of the draft's, where only one may be chosen.
ONE_OF = {"lead": "leads", "partner": "partners"}
ASKING = (("ours", _("ours: we ask the partner")), ("theirs", _("theirs: the partner asks us")))


class FindingForm(forms.Form):
    """Fields of the type at hand; the others keep what the draft holds."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 2}))
    partners = PickField("partners", label=_("Partners"))
    undertaking = PickField("parties", label=_("Who undertakes it"))
    partner = PickField("partners", many=False, label=_("Partner"))
    direction = forms.ChoiceField(
        label=_("Whose request"), choices=ASKING, required=False, widget=forms.RadioSelect
    )
    leads = PickField(
        "units", label=_("Lead"), help_text=_("Several leads: one task with a part for each.")
    )
    lead = PickField("units", many=False, label=_("Lead"))
    coordinating = PickField("units", label=_("Coordinating"))
    assigner = PickField("units", many=False, label=_("Assigned or proposed by"))
    resolved = forms.BooleanField(label=_("The unit resolved this itself"), required=False)
    unit = PickField("units", many=False, label=_("Unit whose shortcoming it is"))
    due = day_field(_("Due date"))
    recurrence = forms.ChoiceField(
        label=_("Recurrence"), required=False, choices=[("", _("once")), *Recurrence.choices]
    )
    deliverable = forms.CharField(label=_("Deliverable"), required=False, max_length=250)
    sectors = PickField("sectors", label=_("Sectors"))
    agreement = PickField("agreements", many=False, label=_("Agreement"))
    area = forms.CharField(label=_("Area"), required=False, max_length=60)
    discrete = forms.BooleanField(label=_("One definite action"), required=False)
    measurable = forms.BooleanField(label=_("Can be measured"), required=False)
    attach_to = PickField(
        "records",
        many=False,
        label=_("Evidence for"),
        help_text=_("A commitment or task; left empty, it stays with the document."),
    )
    start = forms.IntegerField(label=_("From character"), min_value=0)
    end = forms.IntegerField(label=_("To character"), min_value=1)

    def __init__(
        self,
        data: Any = None,
        *,
        finding: Finding,
        viewer: Viewer,
        type: str = "",  # noqa: A002
    ) -> None:
        self.reader_draft = draft_of(finding)
        self.finding = finding
        asked = (data or {}).get("type") or type
        self.type = asked if asked in FIELDS else finding.type
        self.filled = draft_of(finding, self.type)
        self.drafted: Draft | None = None
        super().__init__(
            data, initial=_initial(self.filled), auto_id=f"f{finding.pk}_%s", prefix=None
        )
        kept = {"text", "start", "end", *FIELDS[self.type]}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        for name in NEEDED.get(self.type, ()):
            self.fields[name].required = self.fields[name].widget.is_required = True
        self.order_fields(("text", *FIELDS[self.type], "start", "end"))
        for_viewer(self, viewer)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields besides the span, which stands apart."""
        return [self[name] for name in self.fields if name not in {"start", "end"}]

    def clean(self) -> dict[str, Any]:
        """The span lies in the text and holds words; white space at its ends falls away."""
        cleaned = super().clean() or {}
        if "start" not in cleaned or "end" not in cleaned:
            return cleaned
        text = self.finding.document.source_text.text
        start, end = trimmed(text, cleaned["start"], cleaned["end"])
        if cleaned["end"] > len(text) or start >= end:
            self.add_error("end", _("There are no words between these two places."))
        cleaned["start"], cleaned["end"] = start, end
        return cleaned

    def draft(self) -> Draft:
        """The person's draft: what they changed, and the reader's values for the rest."""
        values = dict(self._values())
        draft = replace(self.filled, **values)
        if draft.type == RecordType.COMMITMENT:
            parties = tuple(dict.fromkeys((*draft.partners, *draft.undertaking)))
            draft = replace(draft, partners=_kept(draft.partners, parties))
        self.drafted = draft
        return draft

    def _values(self) -> Iterator[tuple[str, Any]]:
        for name, value in self.cleaned_data.items():
            ours = getattr(self.filled, ONE_OF.get(name, name))
            if name == "partners":
                yield name, _kept(ours, (*(value or ()), *_home_of(ours)))
            elif name in ONE_OF:
                yield ONE_OF[name], ours if (value,) == ours[:1] else _one(value)
            else:
                yield name, _kept(ours, value)

    def take(self, problems: dict[str, str]) -> None:
        """Put what the action found missing beside the fields."""
        for name, problem in problems.items():
            own = next((form for form, of in ONE_OF.items() if of == name), name)
            place = next((n for n in (name, own) if n in self.fields), None)
            self.add_error(place, problem)


def _initial(draft: Draft) -> dict[str, Any]:
    names = {name for names in FIELDS.values() for name in names if name not in ONE_OF}
    initial = {name: getattr(draft, name) for name in (*names, "text", "start", "end")}
    initial["partners"] = _abroad(draft.partners)
    return initial | {"lead": draft.leads[:1], "partner": _abroad(draft.partners)[:1]}


def _abroad(partners: tuple[str, ...]) -> tuple[str, ...]:
    """Without the home country: a party, but not a partner that anybody would choose."""
    return tuple(code for code in partners if code != country_pack().home)


def _home_of(partners: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in partners if code == country_pack().home)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _kept(ours: Any, theirs: Any) -> Any:
    """The value we had, where theirs says the same: an untouched field is no correction."""
    if isinstance(ours, str) and ours.strip() == (theirs or "").strip():
        return ours
    if isinstance(ours, tuple):
        return ours if set(ours) == set(theirs or ()) else tuple(theirs or ())
    return theirs


class AddFindingForm(forms.Form):
    """What a person found that the reader missed: the place, and what it is."""

    type = forms.ChoiceField(label=_("It is a"), choices=RecordType.choices)
    start = forms.IntegerField(label=_("From character"), min_value=0)
    end = forms.IntegerField(label=_("To character"), min_value=1)


class RefusalForm(forms.Form):
    """Why a finding is none; may be empty."""

    reason = forms.CharField(label=_("Reason, if you like"), required=False, max_length=250)
