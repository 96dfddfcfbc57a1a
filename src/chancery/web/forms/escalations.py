"""Raising a task, answering a rung; urging a unit, answering an urging."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.formatting import bilingual
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.forms.steps import long_text
from chancery.work.escalation.values import AnswerValues, LetterValues, ReplyValues
from chancery.work.models import Health, Ruling, Rung, UrgedTask

_ANSWER = UrgedTask.Answer
Targets = list[tuple[Rung, Unit]]


def _rungs(targets: Targets) -> list[tuple[str, str]]:
    return [(str(rung), f"{bilingual(unit)} ({rung.label})") for rung, unit in targets]


class RaiseForm(forms.Form):
    """What is beyond the unit, and whom it asks."""

    rung = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    text = long_text(
        _("What is reported, and what is asked"),
        rows=6,
        help_text=_(
            "For example: beyond the ministry's authority, as it needs a change of a decree; we ask "
            "for leave to submit it to the Government in the third quarter."
        ),
    )

    def __init__(self, *args: Any, targets: Targets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rung = self.fields["rung"]
        assert isinstance(rung, forms.ChoiceField)
        rung.choices = _rungs(targets)
        if len(targets) == 1:
            rung.initial = str(targets[0][0])


class AnswerForm(forms.Form):
    """How a rung is answered, and what that does to the task."""

    verdict = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    answer = long_text(_("Words of the answer"), help_text=_("Kept, and told to who raised it."))
    text = long_text(
        _("What is instructed, or the amended task"),
        rows=3,
        required=False,
        help_text=_("For an instruction and for an amendment."),
    )
    lead = PickField("units", many=False, label=_("Instructed unit"))
    due = day_field(_("By when"), help_text=_("Of the instruction, or the new due date."))

    def __init__(self, *args: Any, viewer: Viewer, verdicts: list[Ruling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)
        verdict.choices = [(str(one), one.label) for one in verdicts]
        if not {Ruling.INSTRUCT, Ruling.AMEND} & set(verdicts):
            del self.fields["text"]
        if Ruling.INSTRUCT not in verdicts:
            del self.fields["lead"]

    @property
    def values(self) -> AnswerValues:
        """What the person said."""
        data = self.cleaned_data
        return AnswerValues(
            verdict=data["verdict"],
            answer=data["answer"],
            text=data.get("text", ""),
            lead=data.get("lead") or "",
            due=data["due"],
        )


class LetterForm(forms.Form):
    """A letter as it goes out; the list of tasks stands between its two parts."""

    tasks = forms.MultipleChoiceField(
        label=_("Tasks"), widget=forms.CheckboxSelectMultiple, required=False
    )
    opening = long_text(_("Before the list of tasks"))
    closing = long_text(_("After the list of tasks"))
    reply_by = forms.DateField(
        label=_("Answer by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    number = forms.CharField(
        label=_("Number of the letter"),
        required=False,
        max_length=40,
        help_text=_("As the registry gave it, for example 214/VPCP-QHQT; may stay empty."),
    )

    def __init__(self, *args: Any, tasks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["tasks"]
        assert isinstance(listed, forms.MultipleChoiceField)
        listed.choices = tasks
        listed.initial = [key for key, _words in tasks]

    def values(self, by_unit: str, to_unit: str) -> LetterValues:
        """The letter."""
        data = self.cleaned_data
        return LetterValues(
            by_unit=by_unit,
            to_unit=to_unit,
            tasks=tuple(map(int, data["tasks"])),
            opening=data["opening"],
            closing=data["closing"],
            reply_by=data["reply_by"],
            number=data["number"],
        )


class ReplyForm(forms.Form):
    """What the urged unit answers about one task."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    text = long_text(
        _("Progress, or the reason"),
        required=False,
        help_text=_("What was done and why it is late; why time or a decision is needed."),
    )
    health = forms.ChoiceField(
        label=_("How it stands"), choices=Health.choices, initial=Health.DELAYED, required=False
    )
    difficulty = long_text(_("Difficulty"), rows=2, required=False)
    proposal = long_text(_("Proposal"), rows=2, required=False)
    due = day_field(_("New due date"), help_text=_("Where time is asked for."))
    rung = forms.ChoiceField(
        label=_("Who has authority"), required=False, help_text=_("Where a decision is asked for.")
    )

    def __init__(self, *args: Any, targets: Targets, answers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer, rung = self.fields["answer"], self.fields["rung"]
        assert isinstance(answer, forms.ChoiceField)
        assert isinstance(rung, forms.ChoiceField)
        answer.choices = [(one, _ANSWER(one).label) for one in answers]
        answer.initial = answers[0]
        rung.choices = _rungs(targets)
        if _ANSWER.HIGHER not in answers:
            del self.fields["rung"]
        if _ANSWER.PROGRESS not in answers:
            for name in ("health", "difficulty", "proposal"):
                del self.fields[name]
        if _ANSWER.TIME not in answers:
            del self.fields["due"]

    def clean(self) -> dict[str, Any]:
        """Words, but where the task is merely accepted."""
        data = self.cleaned_data
        if data.get("answer") != _ANSWER.ACCEPTED and not data.get("text", "").strip():
            self.add_error("text", forms.ValidationError(_("Write something.")))
        return data

    def values(self, today: date) -> ReplyValues:
        """What the unit says."""
        data = self.cleaned_data
        return ReplyValues(
            answer=data["answer"],
            text=data["text"],
            health=data.get("health", ""),
            period=today,
            difficulty=data.get("difficulty", ""),
            proposal=data.get("proposal", ""),
            due=data.get("due"),
            rung=data.get("rung", ""),
        )
