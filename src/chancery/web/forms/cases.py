"""The forms of cases: obstacles and opportunities, their steps, moves and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chancery.people.access import WRITERS, Viewer
from chancery.people.models import Post, User
from chancery.register.cases.kinds import obstacle_kinds
from chancery.register.cases.products import check_codes, codes_in
from chancery.register.cases.rules import CaseMove
from chancery.register.errors import InvalidValuesError
from chancery.register.models import CasePriority, Opportunity
from chancery.register.values import ObstacleValues, OpportunityValues, StepValues
from chancery.web.formatting import bilingual
from chancery.web.forms.asking import PartnerForm
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, ReasonForm, writing_units
from chancery.web.forms.picking import PickField, for_viewer

Group = tuple[str | Promise, tuple[str, ...]]
NOBODY = ("", _("nobody yet: the unit as a whole"))


class CodesInput(forms.TextInput):
    """Codes in a line, however they come."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        listed = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name) or ""]
        return ", ".join(listed)

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or ())


class CodesField(forms.CharField):
    """Codes of the Harmonized System, as a tuple."""

    widget = CodesInput

    def clean(self, value: Any) -> Any:
        codes = codes_in(super().clean(value) or "")
        try:
            check_codes(codes)
        except InvalidValuesError as error:
            raise ValidationError(error.by_field["hs"]) from error
        return codes


def area_of_text(label: Any, rows: int = 3, **rest: Any) -> forms.CharField:
    """Some lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **rest)


class CaseForm(PartnerForm):
    """What every case says, in groups that are read one after the other."""

    text = area_of_text(_("Content"))
    hs = CodesField(
        label=_("HS codes"),
        required=False,
        max_length=500,
        help_text=_("2, 4 or 6 digits each, such as 08, 0810 or 0810.60; several with commas."),
    )
    sectors = PickField("sectors", label=_("Sectors"))
    lead = PickField("units", many=False, label=_("Lead"))
    person = forms.ChoiceField(label=_("Person in charge"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=CasePriority.choices, initial="normal"
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=250)
    next_step_on = day_field(_("Day of the next step"))
    GROUPS: ClassVar[tuple[Group, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOBODY, *_people(self.viewer, self.initial.get("person"))]

    def clean_person(self) -> str | None:
        """A user name, or None."""
        return self.cleaned_data["person"] or None

    def clean_priority(self) -> str:
        """Normal where nothing is said."""
        return str(self.cleaned_data["priority"] or CasePriority.NORMAL)

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields under their headings; who holds a new one comes last."""
        told = [(title, [self[name] for name in names]) for title, names in self.GROUPS]
        if "held_by" in self.fields:
            guard = ("held_by", "sensitivity", "named_units")
            told.append((_("Who holds it, who may see it"), [self[name] for name in guard]))
        return told


def _people(viewer: Viewer, now: str | None) -> Iterable[tuple[str, str]]:
    """Officers and heads of the viewer's units, and whoever is in charge now."""
    posts = Post.objects.filter(unit__in=viewer.units, role__in=WRITERS)
    held = [post.user_id for post in posts if post.runs_on(timezone.localdate())]
    rows = User.objects.filter(pk__in=held, is_active=True) | User.objects.filter(username=now)
    for person in rows.order_by("full_name"):
        title = bilingual(person, "title")
        yield person.username, f"{person.full_name}, {title}" if title else person.full_name


def _kinds() -> list[tuple[str, str]]:
    rows = obstacle_kinds().values()
    return [("", str(_("not said"))), *((kind.code, kind_label(kind)) for kind in rows)]


def kind_label(kind: Any) -> str:
    """A chapter of measures with its letter."""
    name = bilingual(kind)
    return f"{kind.code} – {name}" if len(kind.code) == 1 else name


class ObstacleForm(CaseForm):
    """What blocks cooperation with a partner."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=_kinds,
        help_text=_("A to P are the international chapters of non-tariff measures."),
    )
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=60,
        help_text=_("For example quarantine, visas, payment, ODA disbursement."),
    )
    affected = area_of_text(
        _("Provinces and firms affected"),
        2,
        required=False,
        help_text=_("In words: Lang Son, Lao Cai; some 40 exporters of pomelos."),
    )
    pending_unit = PickField("units", many=False, label=_("Pending with our unit"))
    pending_text = forms.CharField(
        label=_("Pending with the partner's agency"),
        required=False,
        max_length=200,
        help_text=_("For example Japan's Ministry of Agriculture (MAFF)."),
    )
    pending_since = day_field(_("Pending since"))
    estimated = day_field(
        _("Resolution estimated"),
        help_text=_("Moved later, the old day is kept and counted."),
    )
    reason = forms.CharField(
        label=_("Why the estimate moves"),
        required=False,
        max_length=500,
        help_text=_("Only where the day moves later or is taken away."),
    )
    GROUPS: ClassVar[tuple[Group, ...]] = (
        (_("What blocks whom"), ("text", "partner", "kind", "area", "hs", "sectors", "affected")),
        (_("Who must move"), ("pending_unit", "pending_text", "pending_since")),
        (_("Who handles it"), ("lead", "person", "priority")),
        (_("What comes next"), ("next_step", "next_step_on", "estimated", "reason")),
    )

    @property
    def values(self) -> ObstacleValues:
        """What the person said."""
        names = ObstacleValues.__dataclass_fields__
        return ObstacleValues(**{name: self.cleaned_data[name] for name in names})


class NewObstacleForm(ObstacleForm, GuardedForm):
    """The same, and who holds it; no estimate has been moved yet."""

    reason = None  # type: ignore[assignment] # Django's way of taking a field away
    GROUPS = (
        *ObstacleForm.GROUPS[:3],
        (_("What comes next"), ("next_step", "next_step_on", "estimated")),
    )


class OpportunityForm(CaseForm):
    """What could be won with a partner."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Opportunity.Kind.choices)
    firms = area_of_text(
        _("Firms and localities concerned"),
        2,
        required=False,
        help_text=_("In words: who could supply, who buys."),
    )
    amount = forms.DecimalField(
        label=_("Estimated value"),
        required=False,
        max_digits=20,
        decimal_places=2,
        help_text=_("Digits alone, such as 12500000; its currency, day and source go with it."),
    )
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, help_text=_("Such as USD.")
    )
    valued_on = day_field(_("Day of the estimate"))
    value_source = forms.CharField(
        label=_("Source of the estimate"),
        required=False,
        max_length=250,
        help_text=_("Who estimates it so, and where that is written."),
    )
    GROUPS = (
        (_("What could be won"), ("text", "partner", "kind", "hs", "sectors", "firms")),
        (_("Who owns it"), ("lead", "person", "priority")),
        (_("What it is worth"), ("amount", "currency", "valued_on", "value_source")),
        (_("What comes next"), ("next_step", "next_step_on")),
    )

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"]).upper()

    @property
    def values(self) -> OpportunityValues:
        """What the person said."""
        names = OpportunityValues.__dataclass_fields__
        return OpportunityValues(**{name: self.cleaned_data[name] for name in names})


class NewOpportunityForm(OpportunityForm, GuardedForm):
    """The same, and who holds it."""


class StepForm(forms.Form):
    """What was done, and what comes next."""

    day = day_field(_("Day"))
    text = area_of_text(_("What was done"))
    by_whom = forms.CharField(
        label=_("By whom"),
        required=False,
        max_length=200,
        help_text=_("For example the commercial counsellor, with the partner's ministry."),
    )
    outcome = area_of_text(_("Outcome"), 2, required=False)
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=250)
    next_step_on = day_field(_("Day of the next step"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True
        self.fields["next_step"].help_text = _(
            "What stands here takes the place of the one before."
        )

    @property
    def values(self) -> StepValues:
        """What the person said."""
        return StepValues(**self.cleaned_data)


class MoveForm(ReasonForm):
    """Why a case goes on to where it goes."""

    def __init__(self, *args: Any, move: CaseMove, **kwargs: Any) -> None:
        super().__init__(*args, required=move.needs_reason, **kwargs)
        self.fields["reason"].help_text = str(move.asks)


class ResolveForm(ReasonForm):
    """How an obstacle came to block no more, and who says so."""

    confirmed_by = forms.CharField(
        label=_("Confirmed by"),
        required=False,
        max_length=200,
        help_text=_("The firm, association or agency that says so; left out, you."),
    )
    resolved_on = day_field(_("Resolved on"), help_text=_("Left out, today."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("How it was resolved")
        self.fields["reason"].help_text = _("Who moved what, and where that is written.")


class LinkForm(forms.Form):
    """Another record that has to do with the case."""

    record = PickField(
        "linkable",
        many=False,
        label=_("Record"),
        help_text=_("Part of its reference or words: a commitment, request, activity, agreement."),
        needed=_("Choose the record."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)


class OwnForm(forms.Form):
    """For which of one's units an opportunity is taken on."""

    unit = forms.ChoiceField(label=_("For the unit"))

    def __init__(self, data: Mapping[str, Any] | None, *, viewer: Viewer) -> None:
        super().__init__(data)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(unit.pk, str(unit)) for unit in writing_units(viewer)]
