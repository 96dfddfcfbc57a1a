"""What is done to obstacles and opportunities alike: steps, moves, links.

``kind`` comes from the address: ``obstacle`` or ``opportunity``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import actions
from chancery.register import queries as register
from chancery.register.cases import queries, rules
from chancery.register.models import Obstacle, Opportunity
from chancery.web.forms.cases import LinkForm, MoveForm, StepForm
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work import cases as work

Found = Obstacle | Opportunity
ROWS: dict[str, Callable[[Viewer], Any]] = {
    "obstacle": register.obstacles,
    "opportunity": queries.opportunities,
}
QUESTION = "records/confirm.html"


def find(who: Viewer, kind: str, pk: int) -> Any:
    """The case, where the person may know of it; 404 otherwise."""
    rows = queries.whole(ROWS[kind](who).select_related("created_by"))
    return get_object_or_404(rows, pk=pk)


def address(case: Found) -> str:
    """The page of a case."""
    kind = "obstacle" if isinstance(case, Obstacle) else "opportunity"
    return reverse(kind, args=[case.pk])


def shown(who: Viewer, case: Found) -> dict[str, Any]:
    """What the pages of both kinds show alike."""
    kind = "obstacle" if isinstance(case, Obstacle) else "opportunity"
    steps = list(case.casesteps.select_related("written_by"))
    links = linked(queries.links_of(who, case))
    return {
        "record": case,
        "kind": kind,
        "named": case.named_units.all(),
        "goods": queries.named_goods(queries.codes_of(case)),
        "steps": steps,
        "links": links,
        "counts": {"steps": len(steps), "links": len(links)},
        "quiet": queries.quiet_days(case),
        "today": timezone.localdate(),
        "is_live": rules.is_live(case),
        "moves": rules.moves_open_to(who, case),
        "may_handle": rules.can_handle(who, case),
        "may_log": rules.can_log(who, case),
    }


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A record that a case is tied to; ``name`` is what unties it."""

    name: str
    reference: str
    text: str
    address: str


def linked(links: queries.Links) -> list[LinkLine]:
    """All that it is tied to, ready to be listed."""
    numbered = (
        ("commitment", links.commitments),
        ("request", links.requests),
        ("activity", links.activities),
    )
    lines = [
        LinkLine(row.reference, row.reference, row.text, reverse(page, args=[row.pk]))
        for page, rows in numbered
        for row in rows
    ]
    return lines + [
        LinkLine(row.pk, row.short, str(row), reverse("agreement", args=[row.pk]))
        for row in links.agreements
    ]


def step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write down what was done and what comes next."""
    who = viewer(request)
    case = find(who, kind, pk)
    initial = {
        "day": timezone.localdate(),
        "next_step": case.next_step,
        "next_step_on": case.next_step_on,
    }
    form = StepForm(posted(request), initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, StepForm)
        actions.log_step(case=case, values=done.values, by=who)
        return _("The step is kept."), address(case)

    checked(request, lambda: rules.check_can_log(who, case))
    title = _("A step on %(reference)s") % {"reference": case.reference}
    words = (title, _("Keep the step"), address(case), act, case.text)
    return save(request, form, Saving(*words, record=case))


def withdraw_step(request: HttpRequest, pk: int, step: int, kind: str) -> HttpResponse:
    """Take back a step written down wrongly."""
    who = viewer(request)
    case = find(who, kind, pk)
    taken = get_object_or_404(case.casesteps, pk=step)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_step(step=taken, by=who, reason=done.cleaned_data["reason"])
        return _("Withdrawn; history keeps what it said."), address(case)

    checked(request, lambda: rules.check_can_withdraw_step(who, taken, "asked"))
    words = (_("Take this step back?"), _("Take it back"), address(case), act, taken.text)
    saving = Saving(*words, template=QUESTION, tone="red", record=case)
    return save(request, ReasonForm(posted(request)), saving)


def move(request: HttpRequest, pk: int, name: str, kind: str) -> HttpResponse:
    """Bring it into another state, saying why; an obstacle is resolved on a page of its own."""
    who = viewer(request)
    case = find(who, kind, pk)
    found = next((one for one in rules.MOVES[type(case)] if one.name == name), None)
    if found is None or (kind == "obstacle" and name == "resolve"):
        raise Http404
    line = found
    form = MoveForm(posted(request), move=line)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.move_case(case=case, move=name, reason=done.cleaned_data["reason"], by=who)
        return _("Recorded."), address(case)

    checked(request, lambda: rules.check_move(who, case, name, "asked"))
    words = {"what": line.label, "reference": case.reference}
    title = _("%(what)s: %(reference)s") % words
    saving = Saving(
        title, _("Record it"), address(case), act, case.text, template=QUESTION, record=case
    )
    return save(request, form, saving)


def link(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Tie another record to it."""
    who = viewer(request)
    case = find(who, kind, pk)
    form = LinkForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        target = queries.target_named(who, done.cleaned_data["record"])
        if target is None:
            raise Http404
        actions.link_record(case=case, target=target, by=who)
        return _("The records are tied together."), address(case)

    with permitted():
        rules.check_can_handle(who, case)
    title = _("What has to do with %(reference)s?") % {"reference": case.reference}
    words = (title, _("Tie the record"), address(case), act, case.text)
    return save(request, form, Saving(*words, record=case))


def unlink(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Untie the record that the address names."""
    who = viewer(request)
    case = find(who, kind, pk)
    with permitted():
        rules.check_can_handle(who, case)
    target = queries.target_named(who, request.GET.get("record", ""))
    if target is None:
        return redirect(address(case))
    tied = target

    def act(done: forms.Form) -> tuple[str, str]:
        actions.unlink_record(case=case, target=tied, by=who)
        return _("The records are no longer tied."), address(case)

    words = (_("Untie this record?"), _("Untie"), address(case), act, str(target), QUESTION)
    return save(request, forms.Form(posted(request)), Saving(*words))


def tasks_of(who: Viewer, case: Found) -> dict[str, Any]:
    """What units were given, or asked, to do about it."""
    return {"tasks": work.tasks_of_case(who, case), "proposals": work.proposals_of_case(who, case)}
