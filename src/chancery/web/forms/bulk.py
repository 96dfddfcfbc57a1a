"""What each thing that can be done to many records asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chancery.people.access import WRITERS, Viewer
from chancery.people.models import Post, User
from chancery.register.models import CommitmentState
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.bulk import Wish
from chancery.work.models import Priority


class BulkForm(forms.Form):
    """Nothing but a yes: what is done needs no more."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def wish(self, do: str) -> Wish:
        """What is wished of each record."""
        return Wish(do=do, **self.cleaned_data)


def _reason(*, required: bool) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Reason"), widget=widget, max_length=2_000, required=required)


class DelegateForm(BulkForm):
    """To whom; nobody gives the tasks back to their units."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person in charge"),
        required=False,
        empty_label=_("nobody: back to the unit"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        posts = Post.objects.filter(unit__in=viewer.units, role__in=WRITERS)
        held = [post.user_id for post in posts if post.runs_on(timezone.localdate())]
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=held, is_active=True)


class PriorityForm(BulkForm):
    """How often is reported."""

    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)


class DueForm(BulkForm):
    """Until when, and why."""

    due = day_field(_("New due date"))
    reason = _reason(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].required = True


class CancelForm(BulkForm):
    """Why nobody needs to do it any more."""

    reason = _reason(required=True)


class LeadForm(BulkForm):
    """Which unit; taking the lead away from many at once is no one's wish."""

    lead = PickField("units", many=False, label=_("Lead"), needed=_("Choose a unit."))


class StateForm(BulkForm):
    """The verdict of a review, and why."""

    state = forms.ChoiceField(label=_("State"), choices=CommitmentState.choices)
    reason = _reason(required=True)


FORMS: dict[str, type[BulkForm]] = {
    "delegate": DelegateForm,
    "priority": PriorityForm,
    "due": DueForm,
    "cancel": CancelForm,
    "lead": LeadForm,
    "state": StateForm,
}
