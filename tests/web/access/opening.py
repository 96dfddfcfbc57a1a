"""Who may open or add where no record is at hand."""

from __future__ import annotations

import re
from collections.abc import Callable

from chancery.web.listings import LISTINGS
from tests.web.access.places import PLACES
from tests.web.house import Person

MayOpen = Callable[[Person], bool]


def _anyone(person: Person) -> bool:
    return True


def _readers(person: Person) -> bool:
    return person.reads


def writers(person: Person) -> bool:
    return person.writes


def _adders(person: Person) -> bool:
    return person.writes or person.role == "clerk"


def _no_longer(person: Person) -> bool:
    """The first start, once it is over."""
    return False


def _of_somebody_else(person: Person) -> bool:
    """A view, a run or a scan on its way that is not this person's."""
    return False


def _writes_for_the_ministry(person: Person) -> bool:
    return person.writes_for("mofa")


def _heads_the_ministry(person: Person) -> bool:
    return person.heads("mofa")


def _readers_and_administrators(person: Person) -> bool:
    return person.reads or _administrators(person)


def _administrators(person: Person) -> bool:
    return person.role == "administrator"


def _lan_or_an_administrator(person: Person) -> bool:
    """Whose key it is, and who may take anybody's away."""
    return person.name == "lan" or _administrators(person)


def _auditors(person: Person) -> bool:
    return person.role == "auditor"


# What is there without a record, by the first word of the address.
OPEN: dict[str, MayOpen] = {
    "": _anyone,
    "new": writers,
    "inbox": _anyone,
    "search": _readers,
    "units": _anyone,
    "partners": _readers,
    "choices": _readers_and_administrators,
    "setup": _no_longer,
    "views": _of_somebody_else,
    "bulk": _of_somebody_else,
    "imports": _of_somebody_else,
    "arriving": _of_somebody_else,
    "account": _anyone,
    "countersigns": _anyone,
    "notices": _anyone,
    "follow": _readers,
    "timeliness": _readers,
    "measures": _readers,
    "extensions": _readers,
    "balance": _readers,
    "ledger": _readers,
    "history": _auditors,
    "rows": writers,
    "settings": _administrators,
    "components": _administrators,
    **dict.fromkeys(PLACES, _anyone),
}

# What adds something without a record at hand.
ADDING: dict[str, MayOpen] = {
    "mail-take": _of_somebody_else,  # nothing came by mail: tests/intake/test_mailbox.py
    "mail-dismiss": _of_somebody_else,
    **{listing.export: _readers for listing in LISTINGS.values()},
    "documents-add": _adders,
    "balance-export": _readers,
    "measures-export": _readers,
    "measures-responses-export": _readers,
    "measures-extensions-export": _readers,
    "follow": _readers,
    "views-save": _readers,
    "views-columns": _readers,
    "views-delete": _of_somebody_else,
    "urging-due": writers,
    "urging-new": _of_somebody_else,  # nothing of this house is late: test_urging.py
    "urging-send": writers,
    "tasks-import": writers,
    "tasks-import-check": writers,
    "fta-use-new": writers,
    "monthly-new": writers,
    "training-new": writers,
    "conference-pack": _readers,
    "unit-need": _heads_the_ministry,
    "unit-skill": _writes_for_the_ministry,
    "unit-need-remove": _of_somebody_else,  # nothing is needed yet: test_training.py
    "unit-skill-remove": _of_somebody_else,
    "unit-hand-over": _of_somebody_else,
    "fta-use-import": writers,
    "fta-use-import-check": writers,
    "fta-use-imported-undo": _of_somebody_else,
    "projects-import": writers,
    "projects-import-check": writers,
    "projects-imported-undo": _of_somebody_else,
    "rows-import": writers,
    "rows-check": writers,
    "rows-imported-undo": _of_somebody_else,
    "tasks-imported-undo": _of_somebody_else,
    "tasks-bulk": _readers,
    "commitments-bulk": _readers,
    "bulk-undo": _of_somebody_else,
    "arrival-dismiss": _of_somebody_else,
    "history-verify": _auditors,
    "person-add": _administrators,
    "post-give": _administrators,
    "post-end": _administrators,
    "person-edit": _administrators,
    "person-link": _administrators,
    "person-unlink": _administrators,
    "hand-over": _administrators,
    "person-return": _administrators,
    "settings-name": _administrators,
    "settings-mail": _administrators,
    "settings-backups": _administrators,
    "rate-add": _administrators,
    "rate-withdraw": _of_somebody_else,  # none is kept yet: test_rates.py
    "unit-add": _administrators,
    "unit-edit": _administrators,
    "unit-end": _administrators,
    "office-hold": _administrators,
    "office-end": _administrators,
    "import": _administrators,
    "import-check": _administrators,
    "account-edit": _anyone,
    "account-password": _anyone,
    "account-sign-out": _anyone,
    "calendar-make": _anyone,
    "calendar-revoke": _anyone,
    "notices-seen": _anyone,
    "key-make": _anyone,
    "countersigns-confirm": _anyone,  # does nothing with what one may not decide
    "countersign-confirm": _of_somebody_else,  # who may: test_countersigning.py
    "countersign-refuse": _of_somebody_else,
    "key-revoke": _lan_or_an_administrator,
    "setup": _no_longer,
    "setup-country": _no_longer,
    "setup-administrator": _no_longer,
    "setup-done": _no_longer,
    "components": _administrators,
}

NEW = re.compile(r"^(\w+/new|new/\w+)/$")
