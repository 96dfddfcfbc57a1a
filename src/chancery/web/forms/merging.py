"""Which record another one turned out to be, and why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.picking import PickField, for_viewer


class MergeForm(ReasonForm):
    """The record that stays, by a part of its number or words."""

    field_order = ("kept", "reason")

    def __init__(self, *args: Any, viewer: Viewer, choices: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"] = PickField(
            choices,
            many=False,
            label=_("The record that stays"),
            help_text=_("Part of its number or of its words, for instance CK-2026-0147."),
            needed=_("Say which record it is."),
        )
        self.order_fields(self.field_order)
        for_viewer(self, viewer)
