"""A person leaves: what they hold is listed, passed on, ended; what they did stays as it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people import actions
from chancery.people.access import WRITERS, Viewer
from chancery.people.models import Post, User
from chancery.people.rules import check_not_oneself
from chancery.web.forms.people import LeavingForm
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import hand_over
from chancery.work.handing_over import in_charge
from chancery.work.models import Task
from chancery.work.rules import CLOSED


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that ends with a person, on one page, before it is confirmed."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk, is_active=True)
    posts = list(_running(person))
    form = LeavingForm(posted(request), colleagues=_colleagues(person, posts))
    back = reverse("person", args=[pk])

    def act(done: forms.Form) -> tuple[str, str]:
        passed = _let_go(person, posts, done.cleaned_data, who)
        said = _("%(name)s has left. Records passed on: %(count)s.")
        return said % {"name": person.full_name, "count": passed}, back

    more = {
        "person": person,
        "held": posts,
        "alone": [post for post in posts if _is_alone(post)],
        "tasks": _tasks(person).select_related("lead")[:100],
        "count": _tasks(person).count(),
        "others": _others(person),
    }
    title = _("%(name)s leaves") % {"name": person.full_name}
    words = (title, _("Confirm the leaving"), back)
    template = "settings/leave.html"
    return save(request, form, Saving(*words, act, template=template, tone="red", more=more))


@transaction.atomic
def _let_go(person: User, posts: list[Post], values: dict[str, Any], who: Viewer) -> int:
    """Tasks first, as they ask who stands in which unit; then the posts; then the sign-in."""
    check_not_oneself(person, who.key)
    day = values["day"] or timezone.localdate()
    passed = 0
    if values["to"]:
        for unit in dict.fromkeys(post.unit_id for post in posts):
            passed += hand_over(
                person=person, to=values["to"], by=who, reason=values["reason"], unit=unit
            )
    if day <= timezone.localdate():
        actions.deactivate(user=person, by=who.key, reason=values["reason"])
    else:
        actions.leave_on(user=person, day=day, by=who.key, reason=values["reason"])
    actions.end_posts(user=person, by=who.key, end=day)
    return passed


def _running(person: User) -> QuerySet[Post]:
    open_now = Q(end__isnull=True) | Q(end__gt=timezone.localdate())
    return Post.objects.filter(open_now, user=person).select_related("unit")


def _is_alone(post: Post) -> bool:
    """Nobody else holds this role in the unit today."""
    day = timezone.localdate()
    others = Post.objects.filter(
        Q(end__isnull=True) | Q(end__gt=day),
        unit=post.unit_id,
        role=post.role,
        start__lte=day,
        user__is_active=True,
    )
    return not others.exclude(user=post.user_id).exists()


def _tasks(person: User) -> QuerySet[Task]:
    """Open tasks that were put in their charge."""
    return Task.objects.filter(person=person).exclude(state__in=CLOSED).order_by("due", "pk")


def _others(person: User) -> list[tuple[Any, int]]:
    """How many other records are in their charge, by kind; none is named to who runs the system."""
    held = in_charge(person)
    counts = [
        (_("Obstacles"), held.obstacles.count()),
        (_("Opportunities"), held.opportunities.count()),
        (_("Agreements"), held.agreements.count()),
        (_("Lines of work plans"), held.lines.count()),
    ]
    return [(words, number) for words, number in counts if number]


def _colleagues(person: User, posts: list[Post]) -> QuerySet[User]:
    """Who holds a writing post in one of the same units today."""
    day = timezone.localdate()
    there = Post.objects.filter(
        Q(end__isnull=True) | Q(end__gt=day),
        unit__in=[post.unit_id for post in posts],
        role__in=WRITERS,
        start__lte=day,
    )
    people = User.objects.filter(pk__in=there.values("user"), is_active=True)
    return people.exclude(pk=person.pk).order_by("full_name")
