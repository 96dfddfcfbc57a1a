"""What came by mail: what became of one's own, and for clerks what strangers sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents.access import documents, units_to_add_for
from chancery.intake.mailbox import actions, boxes
from chancery.intake.mailbox.access import mails
from chancery.intake.mailbox.models import Mail
from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.posting import post_only

PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first; those that wait for a clerk can be taken in or dismissed."""
    who = viewer(request)
    page = Paginator(mails(who), PER_PAGE).get_page(request.GET.get("page"))
    seen = set(documents(who).values_list("pk", flat=True).filter(mails__in=[r.pk for r in page]))
    context = {
        "page": page,
        "seen": seen,
        "is_set_up": boxes.is_set_up(),
        "units": units_to_add_for(who),
    }
    return render(request, "inbox/mail.html", context)


@post_only
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A stranger's mail becomes a document of the clerk's unit."""
    who = viewer(request)
    mail = get_object_or_404(mails(who), pk=pk)
    with permitted():
        actions.check_can_decide(who)
    units = units_to_add_for(who)
    try:
        taken = actions.take_for(mail=mail, unit=units[0] if units else "", by=who)
    except NotAllowedError:
        raise
    except ChanceryError as error:
        messages.error(request, str(error))
        return redirect("mail")
    if taken.document_id:
        messages.success(request, _("Taken in as a document of your unit."))
        return redirect("document", taken.document_id)
    messages.warning(request, " ".join(taken.told))
    return redirect("mail")


@post_only
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not concern this system."""
    who = viewer(request)
    mail: Mail = get_object_or_404(mails(who), pk=pk)
    with permitted():
        actions.check_can_decide(who)
    try:
        actions.dismiss(mail=mail, by=who)
    except ChanceryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Dismissed; it stays in the mailbox."))
    return redirect("mail")
