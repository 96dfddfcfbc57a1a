"""Everything a doctor looks at, in this order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chancery.upkeep.doctor import machine, work
from chancery.upkeep.doctor.lines import Step

STEPS: tuple[Step, ...] = (
    Step("settings", _("Configuration"), machine.configuration),
    Step("storage", _("Storage"), machine.storage),
    Step("database", _("Database"), machine.database),
    Step("history", _("History"), work.history),
    Step("clock", _("Clock"), machine.clock),
    Step("runs", _("Reminders and jobs"), work.runs),
    Step("mail", _("Mail"), work.post),
    Step("outbox", _("Outbox"), work.outbox),
    Step("documents", _("Documents"), work.documents),
    Step("search", _("Search"), work.search),
    Step("backups", _("Backups"), work.backups),
    Step("reading", _("Reading of files"), machine.reading),
    Step("ocr", _("Scanned pages"), machine.recognition),
    Step("assets", _("Browser assets"), machine.assets),
)
