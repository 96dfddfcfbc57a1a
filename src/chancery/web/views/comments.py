"""Remarks on a task or a commitment, seen by all who may see the record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.register.models import Commitment
from chancery.web.forms.steps import CommentForm
from chancery.web.middleware import viewer
from chancery.web.views import commitments, task
from chancery.web.views.answers import checked
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task_steps import QUESTION
from chancery.work import actions, rules, told
from chancery.work.models import Task


def on_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something beside a task."""
    return _comment(request, task.find(viewer(request), pk), "task")


def on_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something beside a commitment."""
    return _comment(request, commitments.find(viewer(request), pk), "commitment")


def withdraw_from_task(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Take back one's own words beside a task."""
    return _withdraw(request, task.find(viewer(request), pk), "task", comment)


def withdraw_from_commitment(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """Take back one's own words beside a commitment."""
    return _withdraw(request, commitments.find(viewer(request), pk), "commitment", remark)


def _comment(request: HttpRequest, record: Task | Commitment, kind: str) -> HttpResponse:
    who = viewer(request)
    checked(request, lambda: rules.check_can_comment(who, record))
    form = CommentForm(posted(request), viewer=who)
    back = _comments_of(record, kind)

    def act(done: forms.Form) -> tuple[str, str]:
        target: dict[str, Any] = {kind: record}
        actions.comment(by=who, **done.cleaned_data, **target)
        return _("Your comment is with the record."), back

    title = _("Comment on %(reference)s") % {"reference": record.reference}
    return save(request, form, Saving(title, _("Send it"), back, act, lead=record.text))


def _withdraw(
    request: HttpRequest, record: Task | Commitment, kind: str, comment: int
) -> HttpResponse:
    who = viewer(request)
    row = get_object_or_404(told.comments_of(record), pk=comment)
    back = _comments_of(record, kind)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_comment(comment=row, by=who)
        return _("The comment is withdrawn."), back

    checked(request, lambda: rules.check_can_withdraw_comment(who, row))
    title = _("Withdraw your comment?")
    lead = _("Its words are removed for good; that you commented stays.")
    words = (title, _("Withdraw"), back, act, lead, QUESTION)
    return save(request, forms.Form(posted(request)), Saving(*words))


def _comments_of(record: Task | Commitment, kind: str) -> str:
    return f"{reverse(kind, args=[record.pk])}?tab=comments"
