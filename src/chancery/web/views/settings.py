"""Settings, for administrators: who may do what, and the pack the house stands on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Model, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.partners.models import Partner, RelationshipLevel, Sector
from chancery.people import actions
from chancery.people.models import Post, Unit, User
from chancery.people.queries import country_pack
from chancery.register.models import Agreement
from chancery.web.forms.people import PersonForm, PostForm
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """People with their posts, and the state of the pack."""
    administrator(request)
    day = timezone.localdate()
    posts = Post.objects.select_related("unit").order_by("start", "pk")
    people = User.objects.order_by("full_name").prefetch_related(Prefetch("posts", posts))
    context = {"people": people, "today": day, "pack": country_pack(), "tables": _tables()}
    return render(request, "settings/settings.html", context)


def add_person(request: HttpRequest) -> HttpResponse:
    """Add somebody who may sign in."""
    who = administrator(request)
    form = PersonForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_user(by=who.key, **done.cleaned_data)
        said = _("%(name)s may sign in. Give a post next: without one nothing opens.")
        return said % {"name": made.full_name}, reverse("post-give", args=[made.pk])

    words = (_("Add a person"), _("Add"), reverse("settings"))
    return save(request, form, Saving(*words, act))


def give_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role in a unit."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk)
    form = PostForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        post = actions.give_post(user=person, by=who.key, **done.cleaned_data)
        said = _("%(name)s is now %(role)s of %(unit)s.")
        values = {"name": person.full_name, "role": post.get_role_display(), "unit": post.unit}
        return said % values, reverse("settings")

    title = _("Give a post to %(name)s") % {"name": person.full_name}
    return save(request, form, Saving(title, _("Give the post"), reverse("settings"), act))


def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post today, once that is confirmed."""
    who = administrator(request)
    post = get_object_or_404(Post.objects.select_related("user", "unit"), pk=pk, end=None)
    form = forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.end_post(post=post, by=who.key)
        return _("The post is ended."), reverse("settings")

    values = {"name": post.user.full_name, "role": post.get_role_display(), "unit": post.unit}
    title = _("End the post of %(name)s?") % values
    lead = _("%(role)s, %(unit)s. What was done in it stays in history.") % values
    words = (title, _("End the post"), reverse("settings"))
    template = "records/confirm.html"
    return save(request, form, Saving(*words, act, lead, template, tone="red"))


def _tables() -> list[tuple[str, str, dict[str, Any]]]:
    """What the pack filled: how many rows, and how many of them are still to be checked."""
    named: list[tuple[str, str, type[Model]]] = [
        (_("Partners"), "partners", Partner),
        (_("Relationship levels"), "", RelationshipLevel),
        (_("Sectors"), "", Sector),
        (_("Units"), "units", Unit),
        (_("Agreements"), "", Agreement),
    ]
    to_check = Count("pk", filter=Q(verified=False))
    return [
        (title, place, model._default_manager.aggregate(all=Count("pk"), to_check=to_check))  # noqa: SLF001
        for title, place, model in named
    ]
