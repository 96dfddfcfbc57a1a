"""Urging (đôn đốc): what is to be urged, letters sent one by one or many at once, their answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import WRITERS, Viewer
from chancery.web.forms.escalations import LetterForm, ReplyForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, sorted_page
from chancery.web.views.entrance import reader
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work import actions, rules
from chancery.work.actions.urging import HELD
from chancery.work.escalation import drafts, letter, queries, urging_rules
from chancery.work.escalation import rules as ladder_rules
from chancery.work.escalation.values import LetterValues
from chancery.work.models import TaskState, UrgedTask, Urging

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ANSWER = UrgedTask.Answer
_SORTS: dict[str, tuple[str, ...]] = {
    "sent": ("sent_at", "pk"),
    "to": ("to_unit__name_vi", "sent_at"),
    "reply": ("reply_by", "pk"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Letters that were sent, the newest first."""
    who = viewer(request)
    page = sorted_page(request, queries.letters(who), _SORTS, "-sent")
    for row in page.object_list:
        row.answered = sum(line.is_answered for line in row.shown)
    context = {"page": page, "sort": "-sent", "may_urge": who.is_anywhere(*WRITERS)}
    return render(request, "urging/list.html", context)


UNITS = 10
SHOWN = 5
"""Units on one page, and tasks shown of each; the letter has all that it owes."""


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What this person may urge today: a letter ready for each unit, some units at a time."""
    who = _writer(request)
    page = Paginator(drafts.units_to_urge(who), UNITS).get_page(request.GET.get("page"))
    units = list(page.object_list)
    ready = drafts.previews_for(who, units, SHOWN) if units else []
    return render(request, "urging/due.html", {"drafts": ready, "page": page, "most": SHOWN})


def new(request: HttpRequest) -> HttpResponse:
    """One letter: read, edited, sent."""
    who = _writer(request)
    draft = _draft(who, request.GET.get("letter", ""))
    tasks = [(str(line.task.pk), f"{line.task.reference} {line.task.text} — {line.said}") for line in draft.lines]  # fmt: skip
    initial = {"opening": draft.opening, "closing": draft.closing, "reply_by": draft.reply_by}
    form = LetterForm(posted(request), tasks=tasks, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, LetterForm)
        values = done.values(draft.by_unit.pk, draft.to_unit.pk)
        sent = actions.send_letters(letters=[values], by=who)[0]
        said = _("%(reference)s is sent. Until %(at)s it can be taken back.")
        return said % _sent(sent), reverse("urging", args=[sent.pk])

    title = _("Urge %(unit)s") % {"unit": draft.to_unit}
    lead = _("In the name of %(unit)s.") % {"unit": draft.by_unit}
    words = (title, _("Send the letter"), reverse("urging-due"), act, lead)
    return save(request, form, Saving(*words, "urging/form.html", more={"draft": draft}))


def send(request: HttpRequest) -> HttpResponse:
    """Many letters at once, as they were drafted: asked once, sent together or not at all."""
    who = _writer(request)
    keys = request.POST.getlist("letters") or request.GET.getlist("letters")
    leads = {_lead_of(key) for key in keys}
    ready = {draft.key: draft for draft in drafts.drafts_for(who, leads=leads)}
    wanted = [ready[key] for key in keys if key in ready]
    if not wanted:
        messages.warning(request, _("Tick the letters that are to be sent."))
        return redirect("urging-due")
    form = forms.Form(posted(request) if "sent" in request.POST else None)

    def act(done: forms.Form) -> tuple[str, str]:
        letters = [_as_drafted(draft) for draft in wanted]
        sent = actions.send_letters(letters=letters, by=who)
        said = ngettext("%(n)s letter is sent.", "%(n)s letters are sent.", len(sent))
        return said % {"n": len(sent)}, reverse("urgings")

    title = ngettext("Send %(n)s letter?", "Send %(n)s letters?", len(wanted))
    words = (title % {"n": len(wanted)}, _("Send them"), reverse("urging-due"), act)
    more = {"drafts": wanted}
    return save(request, form, Saving(*words, template="urging/send.html", more=more))


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its tasks, how each stood, what was answered."""
    who = viewer(request)
    row = find(who, pk)
    lines = [
        {
            "row": line,
            "may_reply": urging_rules.can_reply(who, line),
            "said": drafts.ground_in_words(line.trigger, line.since, line.days_late),
        }
        for line in _lines(row)
    ]
    context = {
        "row": row,
        "lines": lines,
        "events": events_of("urging", pk),
        "may_take_back": urging_rules.can_take_back(who, row) and not _is_out(row),
    }
    return render(request, "urging/urging.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a Word file, over the tasks that the reader may know of."""
    row = find(viewer(request), pk)
    answer = HttpResponse(letter.as_docx(row, _lines(row)), content_type=DOCX)
    header = content_disposition_header(True, f"{row.reference}.docx")
    answer["Content-Disposition"] = header or "attachment"
    return answer


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a letter back before it went out."""
    who = viewer(request)
    row = find(who, pk)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.take_back_letter(urging=row, by=who)
        return _("Taken back: nobody has to answer."), reverse("urging", args=[pk])

    checked(request, lambda: urging_rules.check_can_take_back(who, row))
    title = _("Take back %(reference)s?") % {"reference": row.reference}
    words = (title, _("Take it back"), reverse("urging", args=[pk]), act, str(row.to_unit))
    return save(request, forms.Form(posted(request)), Saving(*words, "records/confirm.html"))


def reply(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Answer about one task of a letter."""
    who = viewer(request)
    row = find(who, pk)
    urged = next((one for one in _lines(row) if one.pk == line), None)
    if urged is None:
        raise Http404
    targets = ladder_rules.raised_to(who, urged.task) if rules.leads(who, urged.task) else []
    answers = _answers(who, urged, bool(targets))
    form = ReplyForm(posted(request), targets=targets, answers=answers)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, ReplyForm)
        values = done.values(timezone.localdate())
        made = actions.answer_urging(line=urged, values=values, by=who)
        said = _("Answered: %(answer)s.") % {"answer": made.get_answer_display()}
        if made.is_draft:
            said = _("Written: it is the answer once the head of the unit has approved it.")
        return said, reverse("urging", args=[pk])

    checked(request, lambda: urging_rules.check_can_reply(who, urged))
    title = _("Answer about %(reference)s") % {"reference": urged.task.reference}
    words = (title, _("Send the answer"), reverse("urging", args=[pk]), act, urged.task.text)
    return save(request, form, Saving(*words, record=urged.task))


def find(who: Viewer, pk: int) -> Urging:
    """The letter, where the person may know of one of its tasks; 404 otherwise."""
    return get_object_or_404(queries.letters(who), pk=pk)


def _lines(row: Urging) -> list[UrgedTask]:
    """Those that the person may know of, as ``queries.letters`` fetched them."""
    found: list[UrgedTask] = row.shown  # type: ignore[attr-defined] # prefetched
    for line in found:
        line.urging = row
    return found


def _writer(request: HttpRequest) -> Viewer:
    who = reader(request)
    if not who.is_anywhere(*WRITERS):
        raise PermissionDenied(_("Urging is for officers and heads."))
    return who


def _draft(who: Viewer, key: str) -> drafts.Draft:
    ready = drafts.drafts_for(who, leads=[_lead_of(key)])
    found = next((draft for draft in ready if draft.key == key), None)
    if found is None:
        raise Http404
    return found


def _lead_of(key: str) -> str:
    """The unit to which a letter goes, by ``Draft.key``."""
    return key.rpartition("--")[2]


def _as_drafted(draft: drafts.Draft) -> LetterValues:
    return LetterValues(
        by_unit=draft.by_unit.pk,
        to_unit=draft.to_unit.pk,
        tasks=tuple(line.task.pk for line in draft.lines),
        opening=draft.opening,
        closing=draft.closing,
        reply_by=draft.reply_by,
    )


def _answers(who: Viewer, line: UrgedTask, can_raise: bool) -> list[str]:
    """What can be answered as the task stands."""
    task = line.task
    found = []
    if task.state == TaskState.ASSIGNED:
        found.append(_ANSWER.ACCEPTED)
    elif rules.can_report(who, task):
        found.append(_ANSWER.PROGRESS)
    if rules.can_ask_extension(who, task):
        found.append(_ANSWER.TIME)
    if can_raise and ladder_rules.can_raise(who, task):
        found.append(_ANSWER.HIGHER)
    return [str(one) for one in found] or [str(_ANSWER.PROGRESS)]


def _is_out(row: Urging) -> bool:
    """Whether the time in which its mails are held back is over."""
    return timezone.now() >= row.sent_at + HELD


def _sent(row: Urging) -> dict[str, Any]:
    until = timezone.localtime(row.sent_at + HELD)
    return {"reference": row.reference, "at": f"{until:%H:%M}"}
