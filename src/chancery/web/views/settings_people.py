"""People: who may come in, which posts they hold, how they leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as NOT_JOINED
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.people import actions
from chancery.people.actions.users import check_email_is_free
from chancery.people.countersigning import needs_countersign, waiting
from chancery.people.joining import proposed_name, stands_open
from chancery.people.models import Countersign, Invitation, Post, User
from chancery.web import countersigning, first_steps, inviting
from chancery.web.forms.people import InviteForm, PersonForm, PostForm
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save

PERSON = ("full_name", "email", "title_vi", "title_en", "language")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """People with their posts; by name, or those who have not joined or may not sign in."""
    administrator(request)
    asked = request.GET.get("show", "")
    people = _shown(asked, request.GET.get("q", "").strip()[:80])
    context = {
        "people": people[:500],
        "count": people.count(),
        "show": asked,
        "today": timezone.localdate(),
        "steps": first_steps.steps("settings-people"),
        "onward": first_steps.after("settings-people"),
        "back": first_steps.before("settings-people"),
    }
    return render(request, "settings/people.html", context)


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: posts over time, the link that waits, what may be done."""
    administrator(request)
    person = get_object_or_404(User, pk=pk)
    posts = person.posts.select_related("unit").order_by("-start", "pk")
    links = list(person.invitations.all()[:10])
    context = {
        "person": person,
        "held": posts,
        "today": timezone.localdate(),
        "links": [(link, stands_open(link)) for link in links],
        "joined": person.has_usable_password() or person.is_demo,
        "waits": [countersigning.said(row) for row in waiting().filter(user=person)],
        "link": inviting.link_to_show(request, person.pk),
    }
    return render(request, "settings/person.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """A new person with a first post, and the link by which they join."""
    who = administrator(request)
    form = InviteForm(posted(request), viewer=who, initial={"language": "vi"})

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, InviteForm)
        person = done.person
        name = proposed_name(person["email"], person["full_name"])
        made = actions.add_user(by=who.key, username=name, password=None, **person)
        asked = _give(made, done.post, who.key)
        return f"{_link(request, made, who.key)} {asked}", reverse("person", args=[made.pk])

    words = (_("Invite a person"), _("Invite"), reverse("settings-people"))
    lead = _("They get a link and choose their own password: you never know it.")
    return save(request, form, Saving(*words, act, lead))


@post_only
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link: to join, or for a new password; the one before stops opening."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk, is_active=True)
    messages.success(request, _link(request, person, who.key))
    return redirect("person", pk)


@post_only
def withdraw_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link that waits stops opening."""
    who = administrator(request)
    get_object_or_404(User, pk=pk)
    for found in Invitation.objects.filter(user=pk, used_at=None, withdrawn_at=None):
        actions.withdraw_invitation(invitation=found, by=who.key)
    messages.success(request, _("No link opens for this person any more."))
    return redirect("person", pk)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, titles, e-mail."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk)
    at_first = {name: getattr(person, name) for name in PERSON}
    form = PersonForm(posted(request), person=person, initial=at_first)

    def act(done: forms.Form) -> tuple[str, str]:
        return _correct(person, dict(done.cleaned_data), who.key), reverse("person", args=[pk])

    title = _("Correct %(name)s") % {"name": person.full_name}
    return save(request, form, Saving(title, _("Save"), reverse("person", args=[pk]), act))


def give_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role in a unit."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk)
    form = PostForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        return _give(person, done.cleaned_data, who.key), reverse("person", args=[pk])

    title = _("Give a post to %(name)s") % {"name": person.full_name}
    return save(
        request, form, Saving(title, _("Give the post"), reverse("person", args=[pk]), act)
    )


def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post today, once that is confirmed."""
    who = administrator(request)
    open_now = Q(end__isnull=True) | Q(end__gt=timezone.localdate())
    post = get_object_or_404(Post.objects.select_related("user", "unit"), open_now, pk=pk)
    form = forms.Form(posted(request))
    back = reverse("person", args=[post.user_id])

    def act(done: forms.Form) -> tuple[str, str]:
        actions.end_post(post=post, by=who.key)
        return _("The post is ended."), back

    values = {"name": post.user.full_name, "role": post.role_name, "unit": post.unit}
    title = _("End the post of %(name)s?") % values
    lead = _("%(role)s, %(unit)s. What was done in it stays in history.") % values
    words = (title, _("End the post"), back)
    template = "records/confirm.html"
    return save(request, form, Saving(*words, act, lead, template, tone="red"))


@post_only
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody sign in again; they need a post besides."""
    who = administrator(request)
    person = get_object_or_404(User, pk=pk)
    if not person.is_active:
        actions.reactivate(user=person, by=who.key)
    messages.success(request, _("%(name)s may sign in again.") % {"name": person.full_name})
    return redirect("person", pk)


def _link(request: HttpRequest, person: User, by: str) -> str:
    """Make the link and the letter together; what the page then says."""
    joins = not person.has_usable_password()
    if not joins and person.username != by and needs_countersign(by):
        return _ask(Countersign.What.RESET, person, by, {})
    purpose = Invitation.Purpose.INVITE if joins else Invitation.Purpose.RESET
    with transaction.atomic():
        made, secret = actions.invite(user=person, by=by, purpose=purpose)
        mailed = inviting.send(request, made, secret)
        # Whoever holds a link can act as that person: where two run the system it is not shown.
        if not mailed or (joins and not needs_countersign(by)):
            inviting.show_once(request, made, secret, mailed=mailed)
    if mailed:
        return _("A link goes to %(email)s.") % {"email": person.email}
    return _("The link is made. Hand it over: it is shown this once.")


def _give(person: User, values: Mapping[str, Any], by: str) -> str:
    """Give a post, or ask for somebody else's word on it; what the page then says."""
    if needs_countersign(by):
        return _ask(Countersign.What.POST, person, by, values)
    post = actions.give_post(user=person, by=by, **values)
    named = {"name": person.full_name, "role": post.role_name, "unit": post.unit}
    return _("%(name)s is now %(role)s of %(unit)s.") % named


@transaction.atomic
def _correct(person: User, values: dict[str, Any], by: str) -> str:
    """All at once, but for somebody else's e-mail where two run the system; they are told."""
    moves = values["email"] != person.email and person.username != by
    if moves and needs_countersign(by):
        email = values.pop("email")
        check_email_is_free(email, person)
        actions.change_user(user=person, by=by, **values)
        return _ask(Countersign.What.EMAIL, person, by, {"email": email})
    if moves:
        countersigning.tell_of_change(person, email=values["email"], by=by)
    actions.change_user(user=person, by=by, **values)
    return _("Saved.")


@transaction.atomic
def _ask(what: str, person: User, by: str, values: Mapping[str, Any]) -> str:
    row = actions.ask_countersign(what=what, user=person, by=by, values=values)
    countersigning.tell(row)
    return _("This waits until another administrator or the head of the unit confirms it.")


def _shown(asked: str, words: str) -> Any:
    posts = Post.objects.select_related("unit").order_by("start", "pk")
    people = User.objects.order_by("full_name").prefetch_related(
        Prefetch("posts", posts), "invitations"
    )
    if words:
        people = people.filter(
            Q(full_name__icontains=words)
            | Q(username__icontains=words)
            | Q(email__icontains=words)
        )
    if asked == "waiting":
        return people.filter(password__startswith=NOT_JOINED, is_demo=False, is_active=True)
    return people.filter(is_active=asked != "left")
