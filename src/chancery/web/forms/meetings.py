"""The forms of meetings: day and place, who takes part, agenda, decisions, minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Unit, UnitKind, User
from chancery.register.agreements.queries import people_for
from chancery.web.formatting import bilingual
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import Narrowing, choice, equal, search_field, unit_field, worded
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.meetings.values import (
    DecisionValues,
    ItemValues,
    MeetingValues,
    MinutesValues,
    ParticipantValues,
)
from chancery.work.models import MeetingKind, MeetingState, Participant, Way


def _lines(label: Any, help_text: Any = "", rows: int = 3, *, required: bool = False) -> Any:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area)


def _line(label: Any, longest: int, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, required=False, **more
    )


class MeetingForm(RecordForm):
    """What is to be held when and where, in whose name, under whose chair."""

    text = forms.CharField(
        label=_("Title"),
        max_length=250,
        help_text=_("As the invitation says it: third session of the Steering Committee, 2026."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    day = day_field(_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = _line(_("Place"), 200, _("The room, for example: A1, 1 Tôn Thất Đàm, Hà Nội."))
    link = forms.URLField(
        label=_("Link for those online"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Everybody who takes part sees it."),
    )
    issuer = forms.ChoiceField(label=_("In whose name"), required=False)
    chair = _line(_("Chaired by"), 160, _("As papers write it: Deputy Prime Minister, Chair."))
    chair_person = forms.ChoiceField(
        label=_("Chair"),
        required=False,
        help_text=_("Where the chair works in this system, to approve the minutes."),
    )
    secretary = forms.ChoiceField(
        label=_("Secretary"),
        required=False,
        help_text=_("Approves the minutes; you, unless said otherwise."),
    )
    letter_number = _line(_("Number of the invitation"), 60)
    town = _line(_("Place of the papers"), 80, initial="Hà Nội")
    signer_title = _line(_("Title of the signer"), 160, widget=forms.Textarea(attrs={"rows": 2}))
    signer = _line(_("Signed by"), 120)

    field_order: tuple[str, ...] = (
        "text", "kind", "day", "time", "place", "link", "issuer", "chair", "chair_person",
        "secretary", "letter_number", "town", "signer_title", "signer",
    )  # fmt: skip

    def __init__(self, *args: Any, issuers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True
        self._offer("issuer", [("", _("the unit that prepares it")), *issuers])
        people = list(people_for(self.viewer.agency_units | self.viewer.own_units))
        known = {person.username for person in people}
        for name in ("chair_person", "secretary"):
            kept = (self.initial or {}).get(name)
            also = User.objects.filter(username=kept) if kept and kept not in known else []
            said = [(one.username, one.full_name) for one in [*people, *also]]
            self._offer(name, [("", _("nobody named")), *said])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def values(self) -> MeetingValues:
        """What the person said."""
        data = self.cleaned_data
        said = {name: data[name] for name in MeetingValues.__dataclass_fields__}
        for name in ("issuer", "chair_person", "secretary"):
            said[name] = said[name] or None
        return MeetingValues(**said)


class NewMeetingForm(MeetingForm, GuardedForm):
    """The same, which unit prepares it, and who may see it."""

    field_order = (*MeetingForm.field_order, "held_by", "sensitivity", "named_units")


class ParticipantsForm(forms.Form):
    """Who is to take part besides those who do."""

    units = PickField("units", label=_("Units"))
    all_missions = forms.BooleanField(
        label=_("All missions"),
        required=False,
        help_text=_("Embassies and other missions of today, for a conference with them."),
    )
    names = _lines(_("Persons"), _("From elsewhere, one a line: name, office."))
    way = forms.ChoiceField(
        label=_("Takes part"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.ROOM
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The units picked, and all missions where that is ticked."""
        picked: tuple[str, ...] = self.cleaned_data["units"]
        if not self.cleaned_data["all_missions"]:
            return picked
        missions = Unit.objects.filter(kind=UnitKind.MISSION, end="", successor__isnull=True)
        return tuple(dict.fromkeys((*picked, *missions.values_list("pk", flat=True))))

    @property
    def persons(self) -> list[str]:
        """One a line."""
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]


_COMES = [
    (Participant.State.CONFIRMED, _("comes")),
    (Participant.State.ABSENT, _("does not come")),
]


class AnswerForm(forms.Form):
    """Whether a unit or person comes."""

    state = forms.ChoiceField(label=_("Answer"), choices=_COMES, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("Takes part"), choices=Way.choices, widget=forms.RadioSelect)
    name = _line(_("Who comes"), 160, _("Name and office."))
    reason = _line(_("Reason"), 250, _("Needed from who does not come."))

    @property
    def values(self) -> ParticipantValues:
        """What was answered."""
        data = self.cleaned_data
        return ParticipantValues(data["state"], data["way"], data["reason"], data.get("name"))


_CAME = [
    ("", _("not said")),
    (Participant.State.CONFIRMED, _("confirmed")),
    (Participant.State.ATTENDED, _("attended")),
    (Participant.State.ABSENT, _("absent")),
]


class AttendanceForm(forms.Form):
    """Who came, a line for each who takes part."""

    def __init__(self, *args: Any, rows: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            said = row.state if row.state in dict(_CAME) else ""
            who = bilingual(row.unit) if row.unit else row.name
            self._add(f"state_{row.pk}", forms.ChoiceField(choices=_CAME, initial=said), who)
            way = forms.ChoiceField(choices=Way.choices, initial=row.way)
            self._add(f"way_{row.pk}", way, _("Takes part"))
            self._add(f"reason_{row.pk}", _line("", 250, initial=row.reason), _("Reason"))

    def _add(self, name: str, field: Any, label: Any) -> None:
        field.label, field.required = label, False
        self.fields[name] = field

    @property
    def lines(self) -> list[tuple[Participant, Any, Any, Any]]:
        """Each who takes part with the fields of their line."""
        return [
            (row, self[f"state_{row.pk}"], self[f"way_{row.pk}"], self[f"reason_{row.pk}"])
            for row in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        """Who is absent says why."""
        data = super().clean() or {}
        for row in self.rows:
            absent = data.get(f"state_{row.pk}") == Participant.State.ABSENT
            if absent and not data.get(f"reason_{row.pk}"):
                self.add_error(f"reason_{row.pk}", _("Say why they do not come."))
        return data

    @property
    def said(self) -> dict[int, ParticipantValues]:
        """The lines that say something."""
        data = self.cleaned_data
        return {
            row.pk: ParticipantValues(
                data[f"state_{row.pk}"], data[f"way_{row.pk}"] or row.way, data[f"reason_{row.pk}"]
            )
            for row in self.rows
            if data[f"state_{row.pk}"]
        }


class ItemForm(forms.Form):
    """A point of the agenda."""

    text = _lines(_("Content"), _("One matter, as it stands on the agenda."), 2)
    presenter = PickField("units", many=False, label=_("Reports"))
    paper = PickField(
        "documents",
        many=False,
        label=_("Paper"),
        help_text=_("Part of its title, its number, or its number in this system."),
    )
    discussion = _lines(_("What was said"), _("For the minutes."), 4)

    def __init__(self, *args: Any, viewer: Viewer, own: bool, held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
        self.fields["text"].required = own
        if not own:
            del self.fields["text"]
        if not held:
            del self.fields["discussion"]

    @property
    def values(self) -> ItemValues:
        """What the person said; what the form leaves out stays."""
        data = {**(self.initial or {}), **self.cleaned_data}
        paper = data.get("paper")
        return ItemValues(
            text=data.get("text") or "",
            presenter=data.get("presenter"),
            paper=int(paper) if paper else None,
            discussion=data.get("discussion") or "",
        )


class DecisionForm(forms.Form):
    """What was decided: who does what by when, and what it answers."""

    text = _lines(
        _("Decision"), _("As the minutes say it; where it has a lead it becomes a task."),
        required=True,
    )  # fmt: skip
    ruling = forms.ChoiceField(label=_("Answers it with"), required=False)
    lead = PickField("units", many=False, label=_("Lead"))
    due = day_field(_("Due date"))

    def __init__(
        self, *args: Any, viewer: Viewer, rulings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
        ruling = self.fields["ruling"]
        assert isinstance(ruling, forms.ChoiceField)
        ruling.choices = [("", _("no answer yet")), *rulings]
        if not rulings:
            del self.fields["ruling"]

    def values_for(self, item: int | None) -> DecisionValues:
        """What was decided."""
        data = self.cleaned_data
        ruling = data.get("ruling", "")
        return DecisionValues(data["text"], data["lead"], data["due"], item, ruling)


class AlikeForm(DecisionForm):
    """One decision about several items; which, is ticked beside it."""

    own_leads = forms.BooleanField(
        label=_("Each goes to the lead of its own item"),
        required=False,
        help_text=_(
            "Otherwise the lead above has all of them; without a lead none becomes a task."
        ),
    )
    field_order = ("text", "ruling", "lead", "own_leads", "due")

    @property
    def values(self) -> DecisionValues:
        """What was decided about each."""
        return self.values_for(None)


class MinutesForm(forms.Form):
    """What the meeting concluded."""

    conclusions = _lines(
        _("Conclusions"), _("General ones; what is decided about an item stands with it."), 8
    )
    minutes_number = _line(_("Number of the minutes"), 60)
    notice_number = _line(_("Number of the notice"), 60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> MinutesValues:
        """What the person wrote."""
        names = MinutesValues.__dataclass_fields__
        return MinutesValues(**{name: self.cleaned_data[name] for name in names})


class MeetingFilter(Narrowing):
    """Which meetings?"""

    text = search_field()
    kind = choice(_("Kind"), MeetingKind.choices)
    state = choice(_("State"), MeetingState.choices)
    unit = unit_field(_("Unit taking part"))
    from_day = day_field(_("From day"))
    to_day = day_field(_("To day"))
    MORE = frozenset({"from_day", "to_day"})
    FILTERS = {
        "text": worded("reference", "text", "place", "chair"),
        "kind": equal("kind"),
        "state": equal("state"),
        "unit": lambda rows, unit: rows.filter(
            pk__in=Participant.objects.filter(unit=unit, meeting__invited_at__isnull=False).values(
                "meeting"
            )
        ),
        "from_day": lambda rows, day: rows.filter(day__gte=day),
        "to_day": lambda rows, day: rows.filter(day__lte=day),
    }
