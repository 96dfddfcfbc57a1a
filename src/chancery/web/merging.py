"""Two people on one record: what the second saw, what the first made of it, what is kept of both.

A form of a record carries the values its person saw. When the record has moved on, a field that
this person left alone takes the value now in force; where both changed a field, theirs stays in
the form and the value in force is shown beside it. Saving again then puts theirs on top.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict

from chancery.register.errors import ChangedMeanwhileError
from chancery.web import choices, formatting
from chancery.web.forms.picking import TYPED, PickField

SEEN = "seen"
VERSION = "version"


def seen_text(values: Mapping[str, Any]) -> str:
    """The values a form shows first, as the form carries them along."""
    return json.dumps({name: plain(value) for name, value in values.items()}, ensure_ascii=False)


def merge(form: forms.Form, now: Mapping[str, Any], error: ChangedMeanwhileError) -> None:
    """Make ``form`` (valid, refused with ``error``) ready to be saved on top of ``now``.

    ``form.merged`` tells the page who changed what: which fields were taken over and which are
    contested, each with the value in force in words.
    """
    seen = _read(form.data.get(SEEN, ""))
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    taken, contested = {}, {}
    for name in _compared(form, now):
        saw, mine, theirs = seen.get(name), plain(form.cleaned_data[name]), plain(now[name])
        if theirs in (mine, saw):
            continue
        if mine == saw:
            taken[name] = _in_words(form, name, now[name])
            _put(data, form.fields[name], name, theirs)
        else:
            contested[name] = _in_words(form, name, now[name])
    data[VERSION], data[SEEN] = str(now[VERSION]), seen_text(now)
    form.data = data
    form.merged = {  # type: ignore[attr-defined] # read by the form's template
        "who": error.who,
        "when": error.when,
        "taken": [form.fields[name].label for name in taken],
        "contested": contested,
    }


def plain(value: Any) -> Any:
    """A value as two people's can be compared: days as text, many keys in one order."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return "" if value is None else value


def _compared(form: forms.Form, now: Mapping[str, Any]) -> Iterable[str]:
    return [n for n in form.fields if n in now and n in form.cleaned_data and n != VERSION]


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _put(data: QueryDict, field: forms.Field, name: str, value: Any) -> None:
    """As the browser would have sent it."""
    if isinstance(field, PickField):
        data[f"{name}{TYPED}"] = ""
        data.setlist(name, value if isinstance(value, list) else [value] if value else [])
    elif isinstance(value, list):
        data.setlist(name, value)
    elif isinstance(field, forms.BooleanField):
        data[name] = "on" if value else ""
    else:
        data[name] = str(value)


def _in_words(form: forms.Form, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(field, PickField):
        keys = value if isinstance(value, tuple | list) else [value] if value else []
        named = choices.labels(field.kind, tuple(keys), field.widget._who())  # noqa: SLF001
        return ", ".join(named.values()) or formatting.MISSING
    if isinstance(field, forms.ChoiceField):
        words = dict(form[name].field.choices)  # type: ignore[attr-defined] # a choice field's
        return str(words.get(value, value)) or formatting.MISSING
    if isinstance(value, date):
        return formatting.day(value)
    return str(value) if value not in (None, "") else formatting.MISSING
