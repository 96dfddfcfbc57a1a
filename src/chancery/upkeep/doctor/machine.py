"""The machine under the house: settings, disk, database, OCR, browser assets, clock."""

from __future__ import annotations

import os
import shutil
import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.models import Event
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.reader import apart
from chancery.reader.formats import tesseract
from chancery.upkeep.doctor.lines import State, fault, ok, warning

Found = tuple[State, str, str]
GIGABYTE = 1024**3
LITTLE, TOO_LITTLE = 2 * GIGABYTE, GIGABYTE // 5
ASSETS = (
    "vendor/tabler.min.css",
    "vendor/be-vietnam-pro.css",
    "vendor/icons.svg",
    "chancery.css",
    "js/page.js",
)
_SECRETS = ("secret.key", "mail.password")


def configuration() -> Found:
    """The settings of this process, and those that should not be so in service."""
    wrong = [check.msg for check in run_checks() if check.level >= WARNING]
    if wrong:
        return fault(" ".join(wrong), _("Correct the settings: docs/reference/settings.md."))
    if settings.DEBUG:
        return warning(
            _("CHANCERY_DEBUG is on: error pages show what is inside."),
            _("Take CHANCERY_DEBUG away and start again."),
        )
    if not settings.HTTPS and not settings.DEMO and _is_open_to_others():
        return warning(
            _("Served to other machines without HTTPS: passwords can be read on the way."),
            _("Put a proxy with HTTPS before it and set CHANCERY_HTTPS=1."),
        )
    return ok(_("Country pack %(pack)s.") % {"pack": country_pack().code})


def _is_open_to_others() -> bool:
    return bool(set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"})


def storage() -> Found:
    """The workspace can be written, only its owner looks inside, and there is room."""
    root: Path = settings.WORKSPACE.root
    if not os.access(root, os.W_OK | os.X_OK):
        return fault(
            _("%(path)s cannot be written.") % {"path": root},
            _("Give the folder to the user that runs Chancery."),
        )
    if loose := _loose(root):
        return fault(
            _("Others on this machine may look into: %(names)s.") % {"names": ", ".join(loose)},
            _("chmod go-rwx on what is named."),
        )
    return _room(root)


def _loose(root: Path) -> list[str]:
    """What of the workspace others than its owner may open."""
    if not stat.S_IMODE(root.stat().st_mode) & 0o077:
        return []
    named = [root / name for name in _SECRETS if (root / name).exists()]
    found = [path.name for path in named if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return [str(root), *found]


def _room(root: Path) -> Found:
    free = shutil.disk_usage(root).free
    told = {"free": f"{free / GIGABYTE:.1f}"}
    said = _("Writable; %(free)s GB free.") % told
    if free < TOO_LITTLE:
        return fault(said, _("Make room now: nothing can be added soon."))
    if free < LITTLE:
        return warning(said, _("Make room: documents and backups need it."))
    return ok(said)


def database() -> Found:
    """It answers, its tables are those of this version, and it is whole."""
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        return fault(
            _("%(number)s changes of tables wait.") % {"number": len(behind)},
            _("Stop Chancery and start it again: it brings its tables up to date."),
        )
    if connection.vendor != "sqlite":
        return ok(_("PostgreSQL, tables up to date."))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (said,) = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        (journal,) = cursor.fetchone()
    if said != "ok":
        return fault(str(said), _("Restore the last backup: docs/how-to/backups.md."))
    if journal not in {"wal", "memory"}:
        return warning(
            _("SQLite without its write-ahead log (%(mode)s).") % {"mode": journal},
            _("Keep the workspace on a local disk: a network share has no such log."),
        )
    return ok(_("SQLite, whole, tables up to date."))


def recognition() -> Found:
    """Tesseract with Vietnamese, for scanned pages."""
    lacking = tesseract.missing()
    if lacking == ("tesseract",):
        said = _("Tesseract is not installed: scanned pages are refused.")
        return warning(said, tesseract.INSTALL)
    if lacking:
        named = {"names": ", ".join(lacking)}
        return warning(_("Tesseract lacks: %(names)s.") % named, tesseract.INSTALL)
    return ok(_("Tesseract with Vietnamese and English."))


def reading() -> Found:
    """A file is read in the process apart, where files are read."""
    started = time.monotonic()
    taken = apart.take(b"Ha Noi", "doctor.txt", limits=settings.READING)
    told = {"seconds": f"{time.monotonic() - started:.1f}", "limit": settings.READING.seconds}
    if taken.extracted.text != "Ha Noi":
        return fault(_("A file came back changed."), _("Tell who looks after this system."))
    return ok(_("In a process apart, ready in %(seconds)s s; a file may take %(limit)s s.") % told)


def assets() -> Found:
    """The styles, fonts and icons that pages are made with."""
    missing = [name for name in ASSETS if finders.find(name) is None]
    if missing:
        return fault(
            _("Missing: %(names)s.") % {"names": ", ".join(missing)},
            _("Run ./chancery once where the package registries can be reached."),
        )
    return ok(_("Styles, fonts and icons are there."))


def clock() -> Found:
    """Not before what happened already; the zones of the world are known. No network is asked."""
    last = Event.objects.order_by("-seq").values_list("at", flat=True).first()
    now = timezone.now()
    if last and now < last - timedelta(minutes=1):
        return fault(
            _("The clock is behind what happened already: it says %(now)s.")
            % {"now": f"{now:%Y-%m-%d %H:%M} UTC"},
            _("Set the clock of the machine, and let it follow a time server."),
        )
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        return fault(_("The clock stands in the past."), _("Set the clock of the machine."))
    zones = set(Unit.objects.exclude(time_zone="").values_list("time_zone", flat=True))
    unknown = sorted((zones | {country_pack().time_zone}) - available_timezones())
    if unknown:
        named = {"names": ", ".join(unknown)}
        return fault(_("Unknown time zones: %(names)s.") % named, _("apt install tzdata"))
    return ok(f"{now:%Y-%m-%d %H:%M} UTC")
