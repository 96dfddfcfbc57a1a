"""The forms of training and skills, and the filter of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import WRITERS
from chancery.people.models import Role, User
from chancery.people.skills import skills
from chancery.web.forms.documents import day_field
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
from chancery.web.forms.picking import PickField
from chancery.work.training.queries import TrainingValues


def _skills() -> list[tuple[str, str]]:
    return [(word.code, str(word)) for word in skills().skills.values()]


def _levels() -> list[tuple[str, str]]:
    return [(word.code, str(word)) for word in skills().levels.values()]


def _set(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class TrainingForm(RecordForm):
    """Who was trained in what, when, by whom, with which result."""

    person = forms.ChoiceField(label=_("Person"))
    text = forms.CharField(
        label=_("In what"),
        max_length=300,
        help_text=_("For example: negotiating rules of origin."),
    )
    start = day_field(_("From"))
    end = day_field(_("To"))
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=2000)
    by_whom = forms.CharField(label=_("Organised by"), required=False, max_length=200)
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    level = forms.ChoiceField(label=_("Level reached"), required=False)
    result = forms.CharField(label=_("Result"), required=False, max_length=200)
    document = PickField(
        "documents",
        many=False,
        label=_("Certificate"),
        help_text=_("A document that was added before, by its number or title."),
    )
    field_order: tuple[str, ...] = (
        "person", "text", "start", "end", "hours", "by_whom", "skill", "level", "result",
        "document",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.fields["end"].required = True
        _set(self, "person", [(user.username, user.full_name) for user in people])
        _set(self, "skill", [("", _("none of them")), *_skills()])
        _set(self, "level", [("", _("not said")), *_levels()])

    @property
    def values(self) -> TrainingValues:
        """What the person said."""
        data = {name: self.cleaned_data[name] for name in TrainingValues.__dataclass_fields__}
        number = data["document"]
        return TrainingValues(**data | {"document": int(number) if number else None})


class NewTrainingForm(TrainingForm, GuardedForm):
    """The same, and of which unit."""

    field_order = ("held_by", *TrainingForm.field_order, "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_by"].label = _("Unit")


class NeedForm(forms.Form):
    """What a role in a unit must be able to do."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(r, w) for r, w in Role.choices if r in {*WRITERS, "reader", "clerk"}],
    )
    skill = forms.ChoiceField(label=_("Skill"))
    level = forms.ChoiceField(label=_("At least"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "skill", _skills())
        _set(self, "level", _levels())


class SkillForm(forms.Form):
    """What a person of the unit can do."""

    person = forms.ChoiceField(label=_("Person"))
    skill = forms.ChoiceField(label=_("Skill"))
    level = forms.ChoiceField(label=_("Level"))
    shown_by = forms.CharField(
        label=_("Shown by"),
        required=False,
        max_length=200,
        help_text=_("For example: IELTS 7.5, 2024; or: three years at the embassy."),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "person", [(user.username, user.full_name) for user in people])
        _set(self, "skill", _skills())
        _set(self, "level", _levels())


def _in_year(rows: Rows, year: int) -> Rows:
    return rows.filter(end__year=year)


class TrainingFilter(Narrowing):
    """Whose training, in what, in which year?"""

    text = search_field()
    unit = unit_field(_("Unit"))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    skill = choice(_("Skill"), [])
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text", "person__full_name", "by_whom"),
        "unit": equal("held_by"),
        "year": _in_year,
        "skill": equal("skill"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "skill", [("", _("all")), *_skills()])
        self.full_clean()
