"""Which record another one turned out to be, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.picking import PickField, for_viewer


class MergeForm(ReasonForm):
    """The record that stays, by a part of its number or words."""

    field_order = ("kept", "reason", "sure")
    sure = forms.BooleanField(
        label=_("I have read this: merge them"), required=False, widget=forms.HiddenInput()
    )

    def __init__(self, *args: Any, viewer: Viewer, choices: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"] = PickField(
            choices,
            many=False,
            label=_("The record that stays"),
            help_text=_("Part of its reference or of its words."),
            needed=_("Say which record it is."),
        )
        self.order_fields(self.field_order)
        for_viewer(self, viewer)

    def ask(self, said: Sequence[str]) -> None:
        """Show what follows from it, to be confirmed by a tick."""
        self.fields["sure"].widget = forms.CheckboxInput()
        for words in said:
            self.add_error("sure", words)
