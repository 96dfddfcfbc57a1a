"""The work of the house: history, mail, what waits, search, backups."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.documents.queries import damaged_originals
from chancery.history.models import Head
from chancery.history.queries import verify
from chancery.intake.search.models import Indexed
from chancery.notices import mail
from chancery.notices.models import Notice
from chancery.people.countersigning import mail_waits
from chancery.register.agreements.alarm_rules import alarms
from chancery.upkeep import backing_up
from chancery.upkeep.doctor.lines import State, fault, ok, warning
from chancery.work.models import Run
from chancery.work.reminder_rules import plan

Found = tuple[State, str, str]
FAR_BEHIND = 5_000
LATE = timedelta(hours=1)
"""How long after a run the next one is missed."""


def history() -> Found:
    """The chain is whole, and every original is what it was."""
    verdict = verify(settings.WORKSPACE.anchor)
    told = {"number": verdict.length, "at": verdict.broken_at, "cause": verdict.cause}
    restore = _("Compare with the last backup: docs/how-to/backups.md.")
    if not verdict.is_whole:
        return fault(_("Broken at step %(at)s: %(cause)s.") % told, restore)
    if damaged := damaged_originals():
        return fault(" ".join(damaged[:3]), restore)
    return ok(_("Whole: %(number)s steps.") % told)


def post() -> Found:
    """The mail server answers as it would to a letter."""
    found = mail.server()
    if settings.SMTP_PASSWORD and not settings.SMTP_HOST:
        return fault(
            _("CHANCERY_SMTP_PASSWORD is set and CHANCERY_SMTP_HOST is not: it goes nowhere."),
            _("Set both in the environment, or both in Settings."),
        )
    if found is None:
        return warning(
            _("No mail server is set up: people find their notices on the notices page only."),
            _("Set one up in Settings, or with CHANCERY_SMTP_HOST."),
        )
    if said := mail.try_out(found):
        return fault(said, _("Correct the mail settings; letters wait meanwhile."))
    if not mail.address_of_system():
        return warning(
            _(
                "The mail server answers, but the address of this system is not known: "
                "no link to join or for a new password goes out."
            ),
            _("Set it in Settings, or with CHANCERY_ADDRESS: links in mails begin with it."),
        )
    if mail_waits():
        return warning(
            _("One administrator changed the mail settings or the address of this system."),
            _("Another confirms them; until then no link for a new password goes out."),
        )
    return ok(_("%(host)s answers.") % {"host": found.host})


def outbox() -> Found:
    """What waits to be sent, and what failed for good in the last week."""
    week = timezone.now() - timedelta(days=7)
    waiting = Q(state__in=[Notice.State.WAITING, Notice.State.SENDING])
    failed = Q(state=Notice.State.FAILED, created_at__gte=week)
    counts = Notice.objects.aggregate(
        waiting=Count("pk", filter=waiting), failed=Count("pk", filter=failed)
    )
    said = _("%(waiting)s letters wait, %(failed)s failed in the last seven days.") % counts
    if counts["failed"]:
        last = Notice.objects.filter(failed).order_by("-created_at").first()
        told = {"address": last.address, "error": last.error} if last else {}
        detail = _("The last: %(address)s: %(error)s") % told
        return warning(
            f"{said} {detail}",
            _("Correct the e-mail address of who is named, under Settings."),
        )
    old = Notice.objects.filter(waiting, created_at__lt=timezone.now() - 6 * LATE)
    if old.exists():
        return warning(said, _("Look at the line about mail: nothing goes out."))
    return ok(said)


def runs() -> Found:
    """The clock is looked at: reminders, delivery, backups."""
    plan(), alarms()  # a wrong definition is told by its own error
    last = Run.objects.filter(finished_at__isnull=False).aggregate(at=Max("finished_at"))["at"]
    remedy = _(
        "Run `chancery work run` every five minutes, or `chancery serve` without --no-work."
    )
    if last is None:
        return warning(_("It was never run: nobody is reminded."), remedy)
    said = _("Last run %(when)s.") % {"when": _ago(last)}
    return warning(said, remedy) if timezone.now() - last > LATE else ok(said)


def documents() -> Found:
    """Documents that were kept and not read."""
    unread = Document.objects.filter(purged_at__isnull=True, readings__isnull=True).count()
    if unread:
        return warning(
            _("%(number)s documents were not read.") % {"number": unread},
            _("Open each and choose “Read again”."),
        )
    return ok(_("Every document was read."))


def search() -> Found:
    """The index follows history; every search brings it up to date by itself."""
    head = Head.objects.values_list("length", flat=True).first() or 0
    seq = Indexed.objects.values_list("seq", flat=True).first() or 0
    behind = max(head - seq, 0)
    if behind > FAR_BEHIND:
        said = _("The index is %(number)s steps behind.") % {"number": behind}
        return warning(said, _("Run `chancery index`."))
    return ok(_("The index is up to date."))


def backups() -> Found:
    """The last backup, and whether the next can be made."""
    folder = backing_up.folder()
    if folder is None:
        return warning(
            _("No folder for backups is set: a broken disk takes everything."),
            _("Set one in Settings, on another disk."),
        )
    if not folder.is_dir():
        return fault(
            _("%(path)s is not there.") % {"path": folder}, _("Make the folder, or set another.")
        )
    found = backing_up.backups(folder)
    remedy = _("Run `chancery backup`, and see the line about the clock.")
    if not found:
        return warning(_("There is no backup yet."), remedy)
    made = backing_up.moment_of(found[0])
    said = _("%(number)s backups, the last %(when)s.") % {"number": len(found), "when": _ago(made)}
    return ok(said) if timezone.now() - made < timedelta(days=2) else fault(said, remedy)


def _ago(moment: datetime) -> str:
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    if minutes < 120:
        return _("%(number)s minutes ago") % {"number": max(minutes, 0)}
    if minutes < 48 * 60:
        return _("%(number)s hours ago") % {"number": minutes // 60}
    return _("%(number)s days ago") % {"number": minutes // (24 * 60)}
