"""The forms of a project and of its ledgers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register.models import Ledger, Project, ProjectStage
from chancery.register.models.projects import Side
from chancery.register.projects import queries
from chancery.register.projects.amounts import NoAmountError, UnclearAmountError, amount_of
from chancery.register.projects.rules import LIVE_STAGES
from chancery.register.projects.values import EntryValues, ProjectValues, Rate
from chancery.register.values import Source
from chancery.web.formatting import is_vietnamese
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, ReasonForm, RecordForm
from chancery.web.forms.narrowing import (
    STILL_OPEN,
    Narrowing,
    choice,
    found,
    partner_field,
    search_field,
    unit_field,
)
from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.forms.selecting import ShortSelect


class ProjectForm(RecordForm):
    """What is financed or invested in, by whom, where, and what it hangs together with."""

    text = forms.CharField(label=_("Name in Vietnamese"), widget=forms.Textarea(attrs={"rows": 2}))
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=300)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Project.Kind.choices, widget=forms.RadioSelect
    )
    partners = PickField(
        "partners",
        label=_("Partners"),
        needed=_("Name the partner."),
        help_text=_("The donor, the investor’s country, or the country where we invest."),
    )
    agencies = forms.CharField(
        label=_("Agencies and firms"),
        required=False,
        max_length=300,
        help_text=_("Those of the other side, in words: JICA; Mitsubishi Corporation."),
    )
    host = PickField("units", many=False, label=_("Host unit or province"))
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    sectors = PickField("sectors", label=_("Sectors"))
    start_planned = day_field(_("Planned start"))
    end_planned = day_field(_("Planned end"))
    start_actual = day_field(_("Actual start"))
    end_actual = day_field(_("Actual end"))
    agreement = PickField("agreements", many=False, label=_("Agreement"))
    activity = PickField("activities", many=False, label=_("Came out of"))
    commitments = PickField("commitments", label=_("Commitments it carries out"))
    obstacles = PickField("obstacles", label=_("Obstacles"))
    difficulties = forms.CharField(
        label=_("Difficulties"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    identifier = forms.CharField(
        label=_("Identifier elsewhere"),
        required=False,
        max_length=200,
        help_text=_("As in the donor’s or the investment register: an import finds it by that."),
    )

    @property
    def values(self) -> ProjectValues:
        """What the person said."""
        data: dict[str, Any] = {**self.cleaned_data}
        data["commitments"] = tuple(map(int, data["commitments"]))
        data["obstacles"] = tuple(map(int, data["obstacles"]))
        data["activity"] = int(data["activity"]) if data["activity"] else None
        names = ProjectValues.__dataclass_fields__
        return ProjectValues(**{name: data[name] for name in names})


class NewProjectForm(ProjectForm, GuardedForm):
    """The same with the stage it has reached, who holds it, and where it was read."""

    state = forms.ChoiceField(
        label=_("Stage"),
        choices=ProjectStage.choices,
        widget=forms.RadioSelect,
        initial="proposed",
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), widget=forms.HiddenInput, required=False
    )
    field_order = ("text", "name_en", "kind", "state")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        chosen = self.fields["document"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = documents(viewer).filter(purged_at__isnull=True)

    @property
    def source(self) -> Source:
        """Where it was read, if anywhere."""
        read_in = self.cleaned_data["document"]
        return Source(read_in.pk if read_in else None)


class StageForm(ReasonForm):
    """How far a project has come, and why where it stops or begins again."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    field_order = ("stage", "reason")

    def __init__(self, *args: Any, stages: list[ProjectStage], **kwargs: Any) -> None:
        super().__init__(*args, required=False, **kwargs)
        chosen = self.fields["stage"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(stage.value, stage.label) for stage in stages]
        self.fields["reason"].help_text = _(
            "Needed where it is suspended, cancelled or taken up again."
        )


class AmountInput(forms.CharField):
    """An amount as it is written here: 1.234,5 in Vietnamese, 1,234.5 in English."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=60, **rest)

    def clean(self, value: Any) -> Any:
        """A Decimal, or None where nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return amount_of(text, "," if is_vietnamese() else ".")
        except (NoAmountError, UnclearAmountError) as error:
            said = gettext("“%(text)s” is no amount: write figures, such as %(example)s.")
            example = "1.234.567,5" if is_vietnamese() else "1,234,567.5"
            raise forms.ValidationError(said % {"text": text, "example": example}) from error


def _rate_fields(code: str) -> dict[str, forms.Field]:
    name = code.lower()
    sides = [
        (Side.UNIT, _("%(code)s for one unit of the entry’s currency") % {"code": code}),
        (Side.PER, _("of the entry’s currency for one %(code)s") % {"code": code}),
    ]
    return {
        f"{name}_rate": AmountInput(label=_("Rate to %(code)s") % {"code": code}, required=False),
        f"{name}_side": forms.ChoiceField(
            label=_("The rate is"), choices=sides, required=False, initial=Side.UNIT
        ),
        f"{name}_day": day_field(_("Day of the rate")),
        f"{name}_source": forms.CharField(
            label=_("Whose rate"),
            required=False,
            max_length=150,
            help_text=_("The State Bank, the IMF, the donor’s report."),
        ),
    }


class EntryForm(forms.Form):
    """One line of a ledger."""

    ledger = forms.ChoiceField(
        label=_("Ledger"), choices=Ledger.choices, widget=forms.RadioSelect, initial="signed"
    )
    day = day_field(_("Day"))
    amount = AmountInput(label=_("Amount"))
    currency = forms.CharField(
        label=_("Currency"), max_length=3, min_length=3, help_text=_("ISO 4217: USD, JPY, VND.")
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=250,
        help_text=_("Whose figure it is and where it stands, or choose the document below."),
    )
    document = PickField("documents", many=False, label=_("Document"))
    quote = forms.CharField(
        label=_("Quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The words of the document, to the letter."),
    )
    partner = PickField(
        "partners",
        many=False,
        label=_("Partner who pays"),
        help_text=_("Only where several take part: the sums by partner count it there alone."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True
        for code in ("USD", "VND"):
            self.fields |= _rate_fields(code)
        for_viewer(self, viewer)

    def clean(self) -> dict[str, Any]:
        """A rate has its day and its source; a day and a source their rate."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("usd", "vnd"):
            given = {part: data.get(f"{name}_{part}") for part in ("rate", "day", "source")}
            if not any(given.values()):
                continue
            for part, value in given.items():
                if not value and f"{name}_{part}" not in self.errors:
                    self.add_error(
                        f"{name}_{part}", _("A rate has its figure, its day and its source.")
                    )
        return data

    @property
    def values(self) -> EntryValues:
        """What the person said."""
        data = self.cleaned_data
        of = Source(int(data["document"]), data["quote"].strip()) if data["document"] else Source()
        if data["quote"] and not data["document"]:
            of = Source(quote=data["quote"].strip())
        plain = {name: data[name] for name in ("ledger", "day", "amount", "currency", "partner")}
        usd, vnd = self._rate("usd"), self._rate("vnd")
        return EntryValues(**plain, source=data["source"], of=of, usd=usd, vnd=vnd)

    def _rate(self, name: str) -> Rate | None:
        data = self.cleaned_data
        rate: Decimal | None = data[f"{name}_rate"]
        if rate is None:
            return None
        side = data[f"{name}_side"] or Side.UNIT.value
        return Rate(rate, data[f"{name}_day"], data[f"{name}_source"], side)


class CorrectForm(ReasonForm):
    """What an entry should have said."""

    amount = AmountInput(label=_("Right amount"), help_text=_("Nought takes the entry out."))
    source = forms.CharField(label=_("Source"), required=False, max_length=250)
    field_order = ("amount", "reason", "source")


def sector_field() -> forms.ModelChoiceField[Sector]:
    """One sector."""
    return forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        empty_label=_("all"),
        widget=ShortSelect,
    )


class ProjectFilter(Narrowing):
    """Which projects, with whom, how far?"""

    text = search_field()
    partner = partner_field()
    kind = choice(_("Kind"), Project.Kind.choices)
    state = choice(_("Stage"), [STILL_OPEN, *ProjectStage.choices])
    host = unit_field(_("Host unit"))
    sector = sector_field()
    driver = choice(_("Driver"), Sector.Driver.choices)

    MORE = frozenset({"sector", "driver", "host"})
    FILTERS = {
        "text": found("project"),
        "partner": queries.with_partner,
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "state": lambda rows, stage: rows.filter(
            state__in=LIVE_STAGES if stage == STILL_OPEN[0] else [stage]
        ),
        "host": lambda rows, unit: rows.filter(host=unit),
        "sector": lambda rows, sector: queries.with_sector(rows, sector.pk),
        "driver": queries.with_driver,
    }


class EntryFilter(Narrowing):
    """Which lines of the ledgers?"""

    ledger = choice(_("Ledger"), Ledger.choices)
    partner = partner_field()
    sector = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    kind = choice(_("Kind"), Project.Kind.choices)
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    rate = choice(
        _("Rate"),
        [("no_usd", _("without a rate to USD")), ("no_vnd", _("without a rate to VND"))],
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    project = forms.IntegerField(required=False, widget=forms.HiddenInput)

    FILTERS = {
        "ledger": lambda rows, ledger: rows.filter(ledger=ledger),
        "partner": queries.of_partner,
        "sector": queries.of_sector,
        "kind": lambda rows, kind: rows.filter(project__kind=kind),
        "currency": lambda rows, code: rows.filter(currency=code.strip().upper()),
        "rate": queries.without_rate,
        "year": lambda rows, year: rows.filter(day__year=year),
        "project": lambda rows, key: rows.filter(project=key),
    }


class TotalsFilter(Narrowing):
    """Sums of which ledgers lines, put together by what?"""

    by = forms.ChoiceField(
        label=_("Lines"),
        required=False,
        choices=[
            ("partner", _("by partner")),
            ("sector", _("by sector")),
            ("year", _("by year")),
            ("kind", _("by kind")),
        ],
    )
    kind = choice(_("Kind"), Project.Kind.choices)
    partner = partner_field()
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    FILTERS = {name: EntryFilter.FILTERS[name] for name in ("kind", "partner", "year")}

    @property
    def by_word(self) -> str:
        """The lines asked for, partners unless said."""
        return str(self.cleaned_data.get("by") or "partner")
