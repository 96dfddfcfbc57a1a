"""The forms of requests between partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.models import PartnerRequest
from chancery.register.values import RequestValues
from chancery.web.forms.documents import day_field
from chancery.web.forms.findings import ASKING
from chancery.web.forms.guarding import GuardedForm, ReasonForm, RecordForm
from chancery.web.forms.picking import PickField


class PartnerForm(RecordForm):
    """What is about one partner must name it."""

    partner = PickField("partners", many=False, label=_("Partner"), needed=_("Name the partner."))


class RequestForm(PartnerForm):
    """What one side asks of the other."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    direction = forms.ChoiceField(
        label=_("Whose request"), choices=ASKING, initial="ours", widget=forms.RadioSelect
    )
    due = day_field(_("Answer due by"))
    due_text = forms.CharField(label=_("Due, as written"), required=False, max_length=120)
    field_order = ("text", "partner", "direction", "due", "due_text")

    @property
    def values(self) -> RequestValues:
        """What the person said."""
        names = RequestValues.__dataclass_fields__
        return RequestValues(**{name: self.cleaned_data[name] for name in names})


class NewRequestForm(RequestForm, GuardedForm):
    """The same, and who holds it."""


class AnswerForm(ReasonForm):
    """How the side that was asked answered."""

    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (PartnerRequest.State.AGREED, _("agreed")),
            (PartnerRequest.State.DECLINED, _("declined")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("state", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What was answered")
        self.fields["reason"].help_text = _("By whom, when, and in which words.")
