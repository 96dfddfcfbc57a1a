"""The forms of a round of review: what it asks of whom, replies, verdicts, minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.partners.queries import levels_in_use
from chancery.people.access import Viewer
from chancery.register.models import CommitmentState
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import Narrowing, Rows, choice, search_field, unit_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import ReviewReply, ReviewState, Standing, Verdict
from chancery.work.reviews.values import (
    ReplyValues,
    ReviewValues,
    Scope,
)

_MANY = forms.CheckboxSelectMultiple


def _many(label: Any, choices: Any = (), **rest: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=_MANY, **rest
    )


class ReviewForm(RecordForm):
    """One round: its days, its letter, and which commitments it asks about."""

    text = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As the letter says it: the fourth quarter of 2026."),
    )
    period_start = day_field(_("Period from"))
    period_end = day_field(_("Period to"))
    call_on = day_field(_("Day of the call"), help_text=_("The date of the letter."))
    reply_by = day_field(_("Reply by"))
    issuer = forms.ChoiceField(label=_("In whose name"), required=False)
    coordinating_too = forms.BooleanField(
        label=_("Ask the coordinating units too"),
        required=False,
        help_text=_("They may see it differently from the lead: the agenda then says so."),
    )
    partners = PickField("partners", label=_("Partners"))
    levels = _many(_("Relationship levels"))
    agreements = PickField("agreements", label=_("Agreements"))
    sectors = _many(_("Sectors"))
    drivers = _many(_("Drivers"), Sector.Driver.choices)
    units = PickField("units", label=_("Lead units"))
    states = _many(
        _("States"),
        CommitmentState.choices,
        help_text=_("Nothing ticked: all that are still to be kept."),
    )
    due_from = day_field(_("Due from"))
    due_until = day_field(_("Due to"))
    letter_number = forms.CharField(label=_("Number of the letter"), required=False, max_length=60)
    place = forms.CharField(label=_("Place"), required=False, max_length=80, initial="Hà Nội")
    signer_title = forms.CharField(
        label=_("Title of the signer"),
        required=False,
        max_length=160,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signer = forms.CharField(label=_("Signed by"), required=False, max_length=120)

    field_order: tuple[str, ...] = (
        "text", "period_start", "period_end", "call_on", "reply_by", "partners", "levels",
        "agreements", "sectors", "drivers", "units", "states", "due_from", "due_until",
        "coordinating_too", "issuer", "letter_number", "place", "signer_title", "signer",
    )  # fmt: skip

    def __init__(self, *args: Any, issuers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("period_start", "period_end", "call_on", "reply_by"):
            self.fields[name].required = True
        self._choices("issuer", [("", _("the unit that runs it")), *issuers])
        self._choices("sectors", [(row.pk, str(row)) for row in Sector.objects.all()])
        self._choices("levels", [(row.level, str(row)) for row in levels_in_use()])

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def values(self) -> ReviewValues:
        """What the person said."""
        data = self.cleaned_data
        plain = {
            k: data[k] for k in ReviewValues.__dataclass_fields__ if k not in {"scope", "issuer"}
        }
        return ReviewValues(**plain, issuer=data["issuer"] or None, scope=self.scope)

    @property
    def scope(self) -> Scope:
        """Which commitments it asks about."""
        data = self.cleaned_data
        days = {"due_from", "due_until"}
        asked: dict[str, Any] = {
            name: data[name] if name in days else tuple(data[name] or ())
            for name in Scope.__dataclass_fields__
        }
        return Scope(**asked)


class NewReviewForm(ReviewForm, GuardedForm):
    """The same, which unit runs it, and who may see it."""

    field_order = (*ReviewForm.field_order, "held_by", "sensitivity", "named_units")


class ReplyForm(forms.Form):
    """What a unit says of one commitment."""

    standing = forms.ChoiceField(
        label=_("How it stands"), choices=Standing.choices, widget=forms.RadioSelect
    )
    progress = forms.CharField(
        label=_("Progress"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    result = forms.CharField(
        label=_("Result"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    done_on = day_field(_("Done on"), help_text=_("Only where it is done."))
    difficulty = forms.CharField(
        label=_("Difficulty"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where it is at risk or delayed."),
    )
    proposal = forms.CharField(
        label=_("Proposal"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where it is at risk or delayed, and to amend, stop or hand up."),
    )
    verdict = forms.ChoiceField(
        label=_("Verdict you propose"),
        required=False,
        choices=[("", _("none: as the rules have it")), *Verdict.choices],
    )
    new_due = day_field(_("New date you propose"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> ReplyValues:
        """What the person said."""
        return ReplyValues(**{k: self.cleaned_data[k] for k in ReplyValues.__dataclass_fields__})


class ReplySheetForm(forms.Form):
    """A reply spreadsheet that came back; nothing is written by it."""

    file = forms.FileField(
        label=_("Reply spreadsheet"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refused before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.SHEET_MB * 1024 * 1024:
            said = gettext("The file is larger than %(mb)s MB: split it.")
            raise forms.ValidationError(said % {"mb": settings.SHEET_MB})
        return file


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Each of several files checked as one is."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(_FilesField, self).clean(one, initial) for one in data or [None]]


class ReplySheetsForm(forms.Form):
    """Reply spreadsheets of several units; nothing is written by it."""

    sheets = _FilesField(
        label=_("Reply spreadsheets"),
        widget=_ManyFiles(attrs={"accept": ".xlsx,.csv", "multiple": True}),
        help_text=_("Several at once: each is known by the references on it."),
    )


class LetterForm(forms.Form):
    """Which document is the unit's letter."""

    document = PickField(
        "documents",
        many=False,
        label=_("Letter"),
        help_text=_("Part of its title, its number, or its number in this system."),
        needed=_("Choose a document."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)


class LetterAnswerForm(ReplyForm):
    """What a letter says of one commitment, with its own words."""

    answers = forms.BooleanField(label=_("The letter answers this one"), required=False)
    quote = forms.CharField(
        label=_("Words of the letter"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copied from it, to the character."),
    )
    field_order = ("answers", "quote")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].required = False
        del self.fields["version"]


class UrgeForm(forms.Form):
    """What the secretariat writes to those who are silent."""

    message = forms.CharField(
        label=_("Message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes out by e-mail too: nothing that is not for every eye."),
    )


class ReopenForm(forms.Form):
    """Why replies are awaited again, and until when."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reply_by = day_field(_("Reply by"))


class ReviewFilter(Narrowing):
    """Which rounds?"""

    text = search_field()
    state = choice(_("State"), ReviewState.choices)

    FILTERS = {
        "text": lambda rows, text: rows.filter(
            Q(text__icontains=text) | Q(reference__icontains=text)
        ),
        "state": lambda rows, value: rows.filter(state=value),
    }


_ANSWERS = [
    ("silent", _("no reply")),
    ("nobody", _("nobody to ask")),
    ("replied", _("replied")),
    ("draft", _("draft waits for the head")),
    *Standing.choices,
]


def _answered(rows: Rows, value: str) -> Rows:
    if value == "silent":
        return rows.filter(standing__isnull=True, unit__isnull=False)
    if value == "nobody":
        return rows.filter(unit__isnull=True)
    if value == "replied":
        return rows.filter(standing__isnull=False)
    if value == "draft":
        drafts = ReviewReply.objects.filter(state=ReviewReply.State.DRAFT)
        return rows.filter(pk__in=drafts.values("item"))
    return rows.filter(standing=value)


def _worded(rows: Rows, text: str) -> Rows:
    fits = Q(commitment__reference__icontains=text)
    for casing in {text, text.lower(), text.upper(), text.capitalize()}:
        fits |= Q(commitment__text__icontains=casing)
    return rows.filter(fits)


class ItemFilter(Narrowing):
    """Which commitments of the round?"""

    tab = forms.CharField(widget=forms.HiddenInput, required=False)
    behind = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    text = search_field()
    unit = unit_field(_("Lead"))
    answer = choice(_("Reply"), _ANSWERS)
    verdict = choice(_("Verdict"), [("none", _("none yet")), *Verdict.choices])

    FILTERS = {
        "text": _worded,
        "unit": lambda rows, key: rows.filter(unit=key),
        "answer": _answered,
        "verdict": lambda rows, value: rows.filter(verdict="" if value == "none" else value),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self.viewer = viewer
