"""The form of an agreement, a row for each stage it may reach."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from chancery.register.models import Agreement, Stage
from chancery.register.values import AgreementValues
from chancery.web.agreement_types import TYPES
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.picking import PickField

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_OURS = re.compile(r"(?:(\d{1,2})/)?(?:(\d{1,2})/)?(\d{4})")


class AgreementForm(RecordForm):
    """Names, parties, and the days of the stages reached."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_types()
        initial = dict((self.initial or {}).get("stages") or ())
        for stage, label in Stage.choices:
            self.fields[f"reached_{stage}"] = forms.BooleanField(
                label=label, required=False, initial=stage in initial
            )
            self.fields[f"day_{stage}"] = forms.CharField(
                label=_("Day"), required=False, max_length=10, initial=initial.get(stage, "")
            )
        self.fields.update({name: self.fields.pop(name) for name in _LAST if name in self.fields})

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What stands before the stages."""
        names = ("name_vi", "name_en", "short", "kind", "type", "parties")
        return [self[name] for name in names]

    @property
    def stage_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each stage whether it was reached, and when."""
        return [(self[f"reached_{stage}"], self[f"day_{stage}"]) for stage in Stage.values]

    @property
    def guard_fields(self) -> list[forms.BoundField]:
        """Who holds a new one, and who may see it."""
        return [self[name] for name in _LAST if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """At least one party; days as exactly as known; a day says that the stage was reached."""
        cleaned = super().clean() or {}
        if not cleaned.get("parties") and "parties" not in self.errors:
            self.add_error("parties", _now("Name the parties."))
        for stage in Stage.values:
            self._clean_day(cleaned, f"day_{stage}")
        return cleaned

    @property
    def values(self) -> AgreementValues:
        """What the person said."""
        data = self.cleaned_data
        stages = (
            (stage, data[f"day_{stage}"])
            for stage in Stage.values
            if data[f"reached_{stage}"] or data[f"day_{stage}"]
        )
        names = ("name_vi", "name_en", "short", "kind", "type", "parties")
        return AgreementValues(stages=tuple(stages), **{name: data[name] for name in names})

    def _offer_types(self) -> None:
        offered = self.fields["type"]
        assert isinstance(offered, forms.ChoiceField)
        known = {**TYPES}
        if kept := (self.initial or {}).get("type"):
            known.setdefault(kept, kept)
        offered.choices = [("", _("not said")), *known.items()]

    def _clean_day(self, cleaned: dict[str, Any], name: str) -> None:
        written = cleaned.get(name, "").strip()
        day = _iso(written)
        if day is None:
            words = _now("“%(day)s” is not a day: write 2019, 2019-06 or 2019-06-30.")
            self.add_error(name, words % {"day": written})
        else:
            cleaned[name] = day


class NewAgreementForm(AgreementForm, GuardedForm):
    """The same, and who holds it."""


_LAST = ("held_by", "sensitivity", "named_units", "version")


def _iso(written: str) -> str | None:
    """ISO of a day written either way; None where it is none. The action checks the calendar."""
    if not written or _ISO.fullmatch(written):
        return written
    if found := _OURS.fullmatch(written):
        first, second, year = found.groups()
        day, month = (first, second) if second else ("", first)
        return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return None
