"""Mail and backups of this installation, and its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chancery.lib.errors import ChanceryError
from chancery.notices import mail
from chancery.people import actions
from chancery.people.access import Viewer
from chancery.people.countersigning import mail_waits, waiting
from chancery.people.folders import check_backup_folder
from chancery.people.installed import installation, mail_password
from chancery.people.models import Countersign, Installation
from chancery.web import countersigning, first_steps
from chancery.web.forms.installation import BackupForm, InstallationForm, MailForm
from chancery.web.views.entrance import administrator
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save

MAIL = ("mail_host", "mail_port", "mail_security", "mail_user", "mail_from")
PLACE = ("mail_host", "mail_port", "mail_security")


@never_cache
@sensitive_post_parameters("password")
def show_mail(request: HttpRequest) -> HttpResponse:
    """The mail server; a test message tells at once whether it works."""
    who = administrator(request)
    row = installation()
    form = MailForm(posted(request), initial={name: getattr(row, name) for name in MAIL})
    told = ""
    if form.is_bound and form.is_valid() and _is_password_meant(form, row):
        _keep_mail(form, who)
        if "test" not in request.POST:
            messages.success(request, _("Saved."))
            return redirect(_onward("settings-mail"))
        told = _test(who)
        if not told:
            messages.success(
                request,
                _("A test message is on its way to %(email)s.") % {"email": who.user.email},
            )
            return redirect("settings-mail")
    context = {
        "form": form,
        "told": told,
        "has_password": bool(mail_password()),
        "by_environment": bool(settings.SMTP_HOST),
        "person": who.user,
        "no_address": not mail.address_of_system(),
        "waits": mail_waits(),
        **_steps("settings-mail"),
    }
    wrong = form.is_bound and (form.errors or told)
    return render(request, "settings/mail.html", context, status=422 if wrong else 200)


def show_backups(request: HttpRequest) -> HttpResponse:
    """Where backups go; the folder is tried before it is kept."""
    who = administrator(request)
    form = BackupForm(posted(request), initial={"backup_folder": installation().backup_folder})
    if form.is_bound and form.is_valid():
        try:
            _keep_folder(form.cleaned_data["backup_folder"], who)
        except ChanceryError as error:
            form.add_error("backup_folder", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(_onward("settings-backups"))
    context = {"form": form, "workspace": settings.WORKSPACE.root, **_steps("settings-backups")}
    wrong = form.is_bound and form.errors
    return render(request, "settings/backups.html", context, status=422 if wrong else 200)


def show_installation(request: HttpRequest) -> HttpResponse:
    """How this system is called, and under which address it is reached."""
    who = administrator(request)
    row = installation()
    named = {name: getattr(row, name) for name in ("name_vi", "name_en", "address")}
    named["address"] = named["address"] or request.build_absolute_uri("/")
    form = InstallationForm(posted(request), initial=named)

    def act(done: forms.Form) -> tuple[str, str]:
        _set(who, **done.cleaned_data)
        return _("Saved."), reverse("settings")

    words = (_("Name and address of this system"), _("Save"), reverse("settings"))
    return save(request, form, Saving(*words, act))


def _is_password_meant(form: forms.Form, row: Installation) -> bool:
    """The kept password goes to the server for which it was typed and to no other: who names
    another place, or takes the lock from the way there, types it once more or lets it be forgotten."""
    values = form.cleaned_data
    moved = any(values[name] != getattr(row, name) for name in PLACE)
    if moved and mail_password() and not (values["password"] or values["forget_password"]):
        form.add_error("password", form.fields["password"].error_messages["required"])
        return False
    return True


@transaction.atomic
def _set(who: Viewer, **values: Any) -> None:
    """Kept at once; where that moves the way of the mail, others are asked to confirm it."""
    actions.set_installation(by=who.key, **values)
    for row in waiting().filter(what=Countersign.What.MAIL, asked_by=who.key):
        countersigning.tell(row)


def _keep_mail(form: forms.Form, who: Viewer) -> None:
    values = dict(form.cleaned_data)
    password, forget = values.pop("password"), values.pop("forget_password")
    _set(who, **values)
    if password or forget:
        actions.set_mail_password(password=password, by=who.key)


def _test(who: Viewer) -> str:
    """Send the administrator a letter at once; what went wrong, with its remedy."""
    found = mail.server()
    if found is None:
        return _("Name the mail server and the sender first.")
    if not who.user.email:
        return _("You have no e-mail address: add yours under People.")
    connection = mail.connection_to(found)
    letter = EmailMessage(
        _("Chancery can write to you"),
        _(
            "This is the test message that you asked for. Reminders and invitations will reach people."
        ),
        found.sender,
        [who.user.email],
        connection=connection,
    )
    try:
        letter.send()
    except OSError as error:
        return mail.trouble(error, found)
    finally:
        mail.hang_up(connection)
    return ""


def _keep_folder(text: str, who: Viewer) -> None:
    folder = ""
    if text.strip():
        program = Path(__file__).resolve().parents[2]
        workspace = settings.WORKSPACE.root
        folder = str(check_backup_folder(text, workspace=workspace, program=program))
    actions.set_installation(by=who.key, backup_folder=folder)


def _steps(name: str) -> dict[str, Any]:
    return {
        "steps": first_steps.steps(name),
        "onward": first_steps.after(name),
        "back": first_steps.before(name),
    }


def _onward(name: str) -> str:
    """The next step of the first start; on any later day the same page."""
    return first_steps.after(name) if first_steps.steps(name) else reverse(name)
