"""The columns of a kind: the fields of its form, by their labels in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, override

from chancery.people.access import Viewer
from chancery.web.form_sheets.kinds import Kind
from chancery.web.forms.picking import PickField
from chancery.work.sheets.columns import plain

REFERENCE = "reference"
LANGUAGES = ("vi", "en")
_WHOSE = frozenset({"held_by", "sensitivity", "named_units"})


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One column: its heading, whether a row needs it, the words that it takes (by plain words)."""

    name: str
    heading: str
    is_needed: bool
    help_text: str
    words: Mapping[str, str]
    shown: tuple[str, ...]
    """The allowed words in the language of the page; none where anything may be written."""
    picks: str = ""
    many: bool = False
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """All columns of a kind in the order of its form, and every heading that names one."""

    fields: tuple[FieldShape, ...]
    spelled: Mapping[str, str]

    def named(self, heading: str) -> str:
        """The field that a heading names; empty where it names none."""
        return self.spelled.get(plain(heading), "")

    @property
    def labels(self) -> dict[str, str]:
        """Headings by field, the reference first."""
        return {REFERENCE: gettext("Reference"), **{f.name: f.heading for f in self.fields}}


def shape_of(kind: Kind, viewer: Viewer) -> Shape:
    """Read off a blank form, in both languages."""
    form = kind.blank(viewer)
    forms_of = {language: _blank(kind, viewer, language) for language in LANGUAGES}
    fields, taken = [], set()
    for name, field in _asked(form):
        label = str(field.label)
        heading = label if plain(label) not in taken else f"{label} ({name})"
        taken.add(plain(label))
        fields.append(_field(name, field, heading, forms_of))
    return Shape(tuple(fields), _spelled(fields, forms_of))


def _blank(kind: Kind, viewer: Viewer, language: str) -> Any:
    with override(language):
        return kind.blank(viewer)


def _asked(form: Any) -> Iterator[tuple[str, forms.Field]]:
    """The fields that a person sees; who holds the record and may see it come last."""
    seen = [(name, field) for name, field in form.fields.items() if not _is_hidden(field)]
    return iter(sorted(seen, key=lambda pair: pair[0] in _WHOSE))


def _is_hidden(field: forms.Field) -> bool:
    return bool(getattr(field.widget, "is_hidden", False))


def _field(name: str, field: forms.Field, heading: str, forms_of: Mapping[str, Any]) -> FieldShape:
    words: dict[str, str] = {}
    for language, form in forms_of.items():
        with override(language):
            words |= {plain(label): key for key, label in _choices(form.fields[name])}
    keys = [(str(key), label) for key, label in _choices(field)]
    words |= {plain(key): key for key, _label in keys}
    needed = field.required and field.initial in (None, "") and name != "held_by"
    pick = field if isinstance(field, PickField) else None
    return FieldShape(
        name=name,
        heading=heading,
        is_needed=bool(needed),
        help_text=str(field.help_text or ""),
        words=words,
        shown=tuple(label for _key, label in keys),
        picks=pick.kind if pick else "",
        many=pick.many if pick else False,
        is_day=isinstance(field, forms.DateField),
    )


def _choices(field: Any) -> list[tuple[str, str]]:
    """Key and label of what may be chosen, groups opened, the empty one left out."""
    found: list[tuple[str, str]] = []
    for key, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(key, label)]
        found += [(str(one), str(words)) for one, words in inner if str(one)]
    return found


def _spelled(fields: list[FieldShape], forms_of: Mapping[str, Any]) -> dict[str, str]:
    """The heading shown wins over the labels of the two languages, the first field over later."""
    found: dict[str, str] = {}
    for language, form in forms_of.items():
        with override(language):
            found[plain(gettext("Reference"))] = REFERENCE
            for field in fields:
                found.setdefault(plain(str(form.fields[field.name].label)), field.name)
    for field in fields:
        found.setdefault(plain(field.name), field.name)
        found[plain(field.heading)] = field.name
    return found
