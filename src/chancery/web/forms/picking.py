"""A field that is chosen by typing part of a name; it works without JavaScript too.

What is chosen stands as ticked boxes, to untick; the entry beside them takes a name. The page's
script offers what fits while one types; without it the name is looked up when the form is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.web import choices

TYPED = "_typed"


@dataclass(frozen=True, slots=True)
class Picked:
    """Keys ticked, and a name typed beside them."""

    keys: tuple[str, ...] = ()
    typed: str = ""


class PickWidget(forms.Widget):
    """The ticked boxes and the entry."""

    def __init__(self, kind: str, *, many: bool, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind, self.many = kind, many
        self.viewer: Viewer | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Picked:
        listed = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        return Picked(_keys(listed), _plain(data.get(f"{name}{TYPED}", "")))

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # what is chosen stands beside the entry, which is empty then

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False  # a box unticked is not sent at all

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        picked = value if isinstance(value, Picked) else Picked(_keys(value))
        context = {
            "name": name,
            "kind": self.kind,
            "many": self.many,
            "chosen": choices.labels(self.kind, picked.keys, self._who()).items(),
            "typed": picked.typed,
            "needed": self.is_required,
            "attrs": self.build_attrs(self.attrs, attrs),
        }
        return render_to_string("documents/picker.html", context)

    def _who(self) -> Viewer:
        assert self.viewer is not None, "call for_viewer() on the form"
        return self.viewer


class PickField(forms.Field):
    """Keys of one kind: a tuple of them, or with ``many=False`` one key or None.

    ``needed`` is what is said where nothing is chosen; without it the field may stay empty.
    """

    widget: PickWidget

    def __init__(
        self, kind: str, *, many: bool = True, needed: str | Promise = "", **rest: Any
    ) -> None:
        self.kind, self.many, self.needed = kind, many, needed
        super().__init__(widget=PickWidget(kind, many=many), required=bool(needed), **rest)

    def clean(self, value: Any) -> Any:
        picked = value if isinstance(value, Picked) else Picked(_keys(value))
        who = self.widget._who()  # noqa: SLF001 - the two are one thing
        known = choices.labels(self.kind, picked.keys, who)
        if unknown := [key for key in picked.keys if key not in known]:
            raise ValidationError(_("Not known: %(names)s") % {"names": ", ".join(unknown)})
        keys = (*known, *self._typed(picked.typed, who))
        if not keys and self.needed:
            raise ValidationError(str(self.needed))
        if self.many:
            return tuple(dict.fromkeys(keys))
        return keys[-1] if keys else None

    def _typed(self, typed: str, who: Viewer) -> tuple[str, ...]:
        if not typed:
            return ()
        found = choices.resolve(self.kind, typed, who)
        if found is not None:
            return (found.key,)
        near = "; ".join(c.label for c in choices.search(self.kind, typed, who)[:3])
        if near:
            raise ValidationError(
                _("“%(typed)s” may be several: %(near)s. Write the whole name.")
                % {"typed": typed, "near": near}
            )
        raise ValidationError(_("Nothing here is called “%(typed)s”.") % {"typed": typed})


def for_viewer(form: forms.Form, viewer: Viewer) -> None:
    """Tell the pickers of a form who looks: they offer only what that person may know of."""
    for field in form.fields.values():
        if isinstance(field, PickField):
            field.widget.viewer = viewer


def _keys(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    listed: Iterable[Any] = [value] if isinstance(value, str) else value
    return tuple(str(key) for key in listed)


def _plain(typed: Any) -> str:
    """What was typed, as far as a name goes."""
    return str(typed).strip()[:250]
