"""The reader's page: what does this text oblige us to?

Every step is a plain form that leads back to the page; where HTMX asks, the same template's part
with the findings is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chancery.documents import access
from chancery.documents.models import Document
from chancery.intake import actions as intake
from chancery.intake.access import check_can_confirm
from chancery.intake.actions import Accepted
from chancery.intake.drafts import draft_of
from chancery.intake.errors import DraftIncompleteError
from chancery.intake.recording import problems_of
from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError
from chancery.readings.errors import AlreadyDecidedError, ReadingError
from chancery.readings.models import Finding, RecordType
from chancery.register.errors import InvalidValuesError
from chancery.web import formatting
from chancery.web.choices import names
from chancery.web.forms.findings import AddFindingForm, FindingForm, RefusalForm
from chancery.web.highlights import trimmed
from chancery.web.middleware import viewer
from chancery.web.named import FAMILIES
from chancery.web.reader_page import (
    HEADINGS,
    Group,
    adding_form,
    desk_of,
    pane_of,
    progress_line,
    text_of,
)
from chancery.web.views.answers import by_htmx, permitted
from chancery.web.views.changing import changed_by
from chancery.web.views.posting import post_only

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, int, P], HttpResponse]


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The text with its findings, the one asked for at hand."""
    document = _find(request, pk)
    if document.is_purged:
        return redirect("document", pk)
    return _page(request, document, _number(request.GET.get("finding")))


def _deciding(view: View[P]) -> Callable[..., HttpResponse]:
    """404 for who may not read the document, 403 for who may not confirm, only by POST."""

    @post_only
    @wraps(view)
    def checked(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with permitted():
            check_can_confirm(viewer(request), _find(request, pk))
            return view(request, pk, *args, **kwargs)

    return checked


@_deciding
def accept(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Accept a finding as the form says."""
    document, who = _find(request, pk), viewer(request)
    found = _finding(document, finding)
    form = FindingForm(request.POST, finding=found, viewer=who)
    if not form.is_valid():
        return _page(request, document, finding, Step(status=422, form=form))
    try:
        accepted = intake.accept(finding=found, draft=form.draft(), by=who)
    except (NotAllowedError, AlreadyDecidedError) as error:
        return _overtaken(request, document, finding, error)
    except ChanceryError as error:
        _put_on_fields(form, error)
        return _page(request, document, finding, Step(status=422, form=form))
    moved = bool({"start", "end"} & _changed(accepted))
    return _onward(request, document, finding, _made(accepted), retext=moved)


@_deciding
def refuse(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Say that it is none, with a reason or without."""
    document = _find(request, pk)
    form = RefusalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        intake.refuse(finding=_finding(document, finding), reason=reason, by=viewer(request))
    except AlreadyDecidedError as error:
        return _overtaken(request, document, finding, error)
    return _onward(request, document, finding, _("Refused."))


@_deciding
def link(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Keep it beside a record that stands: no new one is made."""
    document = _find(request, pk)
    reference, bearing = request.POST.get("record", ""), request.POST.get("bearing", "")
    try:
        linked = intake.link(
            finding=_finding(document, finding),
            reference=reference,
            bearing=bearing,
            by=viewer(request),
        )
    except (NotAllowedError, AlreadyDecidedError) as error:
        return _overtaken(request, document, finding, error)
    except ChanceryError as error:
        return _answer(request, document, finding, Step(str(error), status=422))
    said = _("Kept with %(reference)s.") % {"reference": linked.made[0].label}
    return _onward(request, document, finding, said)


@_deciding
def undo(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Take a decision back; the finding waits again and is at hand."""
    document = _find(request, pk)
    found = _finding(document, finding)
    moved = found.corrected is not None
    changed = changed_by(found)
    try:
        intake.undo(finding=found, by=viewer(request))
    except ChanceryError as error:
        return _overtaken(request, document, finding, error)
    said = [_("Taken back: it waits again.")]
    if changed:
        stays = _("What was changed on %(reference)s stays: change it back there.")
        said.append(stays % {"reference": changed})
    return _answer(request, document, finding, Step(" ".join(said), retext=moved))


@_deciding
def undo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what this person decided last in this document."""
    decided = Finding.objects.filter(document=pk, decided_by=viewer(request).user)
    last = decided.order_by("-decided_at", "-pk").first()
    if last is None:
        said = _("There is nothing of yours to take back here.")
        return _answer(request, _find(request, pk), None, Step(said))
    return undo(request, pk, last.pk)


@_deciding
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what the reader missed, from text that the person selected."""
    document = _find(request, pk)
    form = AddFindingForm(request.POST)
    if not form.is_valid():
        said = _("Select the words that say it, then choose what they are.")
        return _answer(request, document, None, Step(said, status=422))
    start, end = trimmed(
        document.source_text.text, form.cleaned_data["start"], form.cleaned_data["end"]
    )
    kind = form.cleaned_data["type"]
    try:
        found = intake.add_finding(
            document=document, type=kind, start=start, end=end, by=viewer(request)
        )
    except ReadingError as error:
        return _answer(request, document, None, Step(str(error), status=422))
    said = _("Added. Check its fields, then accept it.")
    return _answer(request, document, found.pk, Step(said, retext=True))


def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept all waiting findings of one type that lack nothing, after asking."""
    document, who = _find(request, pk), viewer(request)
    kind = request.GET.get("type", "")
    asked = next((g for g in pane_of(document, who).groups if g.type == kind), None)
    if asked is None:
        raise Http404
    with permitted():
        check_can_confirm(who, document)
        whole, lacking, known = _completeness(asked)
        if request.method == "POST":
            return _accept_all(request, document, whole)
    context = {"document": document, "whole": whole, "lacking": len(lacking)}
    context["known"] = len(known)
    context["heading"] = HEADINGS[RecordType(kind)]
    return render(request, "reader/group.html", context)


def preview(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """What the form, as it stands, would make."""
    document, who = _find(request, pk), viewer(request)
    form = FindingForm(request.POST, finding=_finding(document, finding), viewer=who)
    item = pane_of(document, who).named(finding)
    if request.method != "POST" or item is None:
        raise Http404
    return render(request, "reader/outcome.html", {"desk": desk_of(item, who, form)})


def _find(request: HttpRequest, pk: int) -> Document:
    whole = access.documents(viewer(request)).select_related("source_text")
    return get_object_or_404(whole, pk=pk)


def _finding(document: Document, pk: int) -> Finding:
    """The finding, its document the one at hand: draft and form ask for the text again."""
    found = get_object_or_404(Finding.objects.select_related("run"), document=document, pk=pk)
    found.document = document
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a step: the words for it, whether marks have moved, the status of the answer."""

    said: str = ""
    retext: bool = False
    status: int = 200
    form: FindingForm | None = None


def _page(
    request: HttpRequest, document: Document, key: int | None, step: Step = Step()
) -> HttpResponse:
    """The whole page, or for HTMX its findings, the text with them where marks have moved."""
    who = viewer(request)
    pane = pane_of(document, who)
    item = pane.named(key) or pane.after(None)
    part = by_htmx(request)
    context = {
        "document": document,
        "pane": pane,
        "item": item,
        "said": step.said,
        "progress": progress_line(pane),
        "lines": text_of(pane) if step.retext or not part else None,
        "families": FAMILIES,
    }
    if pane.may_confirm and not part:
        context |= {"adding": adding_form(), **names()}
    if item and item.waits and pane.may_confirm:
        context["desk"] = desk_of(item, who, step.form, request.GET.get("type", ""))
    template = "reader/part.html" if part else "reader/reader.html"
    return render(request, template, context, status=step.status)


def _answer(request: HttpRequest, document: Document, key: int | None, step: Step) -> HttpResponse:
    """After a step: the part for HTMX, else back to the page with a message."""
    address = reverse("reader", args=[document.pk])
    if key is not None:
        address = f"{address}?finding={key}"
    if by_htmx(request):
        answer = _page(request, _find(request, document.pk), key, step)
        answer.headers["HX-Replace-Url"] = address
        return answer
    (messages.success if step.status == 200 else messages.error)(request, step.said)
    return redirect(f"{address}#desk" if key is not None else address)


def _onward(
    request: HttpRequest, document: Document, key: int, said: str, *, retext: bool = False
) -> HttpResponse:
    """To the next finding that waits; the one just decided where none does."""
    following = pane_of(document, viewer(request)).after(key)
    to = following.finding.pk if following else key
    return _answer(request, document, to, Step(said, retext))


def _overtaken(
    request: HttpRequest, document: Document, key: int, error: ChanceryError
) -> HttpResponse:
    """Somebody was faster, or work has begun: say it and show how things stand now."""
    if isinstance(error, NotAllowedError):
        raise error
    return _answer(request, document, key, Step(str(error), retext=True, status=409))


def _put_on_fields(form: FindingForm, error: ChanceryError) -> None:
    if isinstance(error, DraftIncompleteError):
        form.take(error.problems)
    elif isinstance(error, InvalidValuesError):
        form.take({name: " ".join(lines) for name, lines in error.by_field.items()})
    else:
        form.add_error(None, str(error))


def _changed(accepted: Accepted) -> set[str]:
    finding = accepted.finding
    put = finding.corrected or {}
    return {n for n in ("start", "end") if n in put and put[n] != getattr(finding, n)}


def _made(accepted: Accepted) -> str:
    if not accepted.made:
        return _("Accepted; it stays with the document.")
    references = ", ".join(dict.fromkeys(record.label for record in accepted.made))
    return _("Accepted: %(references)s.") % {"references": references}


def _completeness(asked: Group) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """The waiting findings of a group that can be accepted together, those that lack something,
    and those that may be about a record that stands: a person looks at each of them."""
    waiting = [item.finding for item in asked.items if item.waits and not item.known]
    known = [item.finding for item in asked.items if item.waits and item.known]
    lacking = [finding for finding in waiting if problems_of(draft_of(finding))]
    return [finding for finding in waiting if finding not in lacking], lacking, known


def _accept_all(request: HttpRequest, document: Document, findings: list[Finding]) -> HttpResponse:
    """Those that the person was shown, as far as they still wait: all of them or none."""
    shown = {key for key in request.POST.getlist("finding") if key.isdecimal()}
    chosen = [finding for finding in findings if str(finding.pk) in shown]
    try:
        intake.accept_group(findings=chosen, by=viewer(request))
    except NotAllowedError:
        raise
    except ChanceryError as error:
        messages.error(request, _("None was accepted. %(why)s") % {"why": error})
    else:
        words = ngettext("%(n)s finding accepted.", "%(n)s findings accepted.", len(chosen))
        messages.success(request, words % {"n": formatting.number(len(chosen))})
    return redirect("reader", document.pk)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 12 else None
