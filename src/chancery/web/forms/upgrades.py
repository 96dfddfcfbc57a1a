"""The forms of what an upgrade contains, and the filter of their list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import RelationshipLevel, Sector
from chancery.partners.queries import levels_in_use
from chancery.register.models import Pillar
from chancery.register.upgrades.values import UpgradeValues
from chancery.web.formatting import day
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField
from chancery.web.forms.selecting import ShortSelect


def _lines(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area)


class LevelChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when it runs
    """The periods of a relationship, each with its partner and its first day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.partner} – {obj} ({day(obj.start)})"


class UpgradeForm(RecordForm):
    """What is done anew under which pillar, before and since."""

    partner = PickField("partners", many=False, label=_("Partner"), needed=_("Name the partner."))
    level = LevelChoice(
        RelationshipLevel.objects.none(),
        label=_("Relationship level"),
        required=False,
        empty_label=_("none of them"),
        help_text=_("The level that the upgrade led to."),
    )
    pillar = forms.ChoiceField(label=_("Pillar"), choices=Pillar.choices)
    text = _lines(
        _("Content"),
        _("What the two sides said, for example: hold a dialogue of finance ministers each year."),
        required=True,
    )
    sectors = PickField("sectors", label=_("Sectors"))
    actions = _lines(_("Actions"), _("What is done to carry it out, one on each line."))
    commitments = PickField(
        "commitments",
        label=_("Commitments"),
        help_text=_("Those that carry it out: how far it is delivered is counted from them."),
    )
    before = _lines(_("Before the upgrade"), _("How it stood until then."))
    after = _lines(
        _("Since the upgrade"), _("How it stands now, with figures where there are any.")
    )
    after_on = day_field(_("As of"))
    lead = PickField("units", many=False, label=_("Lead"))
    field_order: tuple[str, ...] = (
        "partner", "level", "pillar", "text", "sectors", "actions", "commitments", "before",
        "after", "after_on", "lead",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ModelChoiceField)
        rows = RelationshipLevel.objects.select_related("partner")
        level.queryset = rows.order_by("partner__name_vi", "-start")

    @property
    def values(self) -> UpgradeValues:
        """What the person said."""
        names = UpgradeValues.__dataclass_fields__
        said = {name: self.cleaned_data[name] for name in names}
        return UpgradeValues(**said | {"level": said["level"].pk if said["level"] else None})


class NewUpgradeForm(UpgradeForm, GuardedForm):
    """The same, and who holds it."""

    field_order = (*UpgradeForm.field_order, "held_by", "sensitivity", "named_units")


def _at_level(rows: Rows, level: str) -> Rows:
    return rows.filter(level__level=level)


def _under(rows: Rows, pillar: str) -> Rows:
    return rows.filter(pillar=pillar)


def _of_partner(rows: Rows, partner: str) -> Rows:
    return rows.filter(partner=partner)


def _led_by(rows: Rows, unit: str) -> Rows:
    return rows.filter(lead=unit)


def _in_sector(rows: Rows, sector: Sector) -> Rows:
    return rows.filter(sectors=sector)


def _standing(rows: Rows, value: str) -> Rows:
    """Whether anything was committed for it, and whether somebody said what came of it."""
    if value == "uncommitted":
        return rows.filter(commitments=None)
    return rows.filter(after="") if value == "unsaid" else rows


class UpgradeFilter(Narrowing):
    """What did the upgrade with this partner bring?"""

    text = search_field()
    partner = partner_field()
    level = choice(_("Relationship level"), [])
    pillar = choice(_("Pillar"), Pillar.choices)
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        empty_label=_("all"),
        widget=ShortSelect,
    )
    lead = unit_field(_("Lead"))
    standing = choice(
        _("Standing"),
        [
            ("uncommitted", _("no commitment carries it out")),
            ("unsaid", _("nobody said how it stands")),
        ],
    )
    MORE = frozenset({"sector", "lead", "standing"})
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text", "actions", "before", "after"),
        "partner": _of_partner,
        "level": _at_level,
        "pillar": _under,
        "sector": _in_sector,
        "lead": _led_by,
        "standing": _standing,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [("", _("all")), *((row.level, str(row)) for row in levels_in_use())]
        self.full_clean()
