"""The first start: a country's tables loaded, and the one person who lets the others in.

The terminal and the browser go the same way; each step may be done again after it broke off.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.partners.actions import load_partners
from chancery.people.actions import add_user, give_post, load_units, set_installation
from chancery.people.errors import PeopleError
from chancery.people.installed import administrators, installation
from chancery.people.joining import proposed_name
from chancery.people.models import Unit, User
from chancery.people.queries import country_pack
from chancery.reference import Pack, PackError, load_pack, pack_codes
from chancery.register.actions import load_agreements
from chancery.register.actions.agreements import foreign_ministry
from chancery.register.errors import RegisterError

SYSTEM = "system"
Tell = Callable[[str, int, int], None]


def packs() -> tuple[Pack, ...]:
    """The country packs that ship."""
    return tuple(load_pack(code) for code in pack_codes())


def find_pack(asked: str) -> Pack:
    """The pack of a country by its code, its name in either language, or a folder that holds one.

    PackError lists what there is.
    """
    wanted = fold(asked)
    for pack in packs():
        if wanted and wanted in map(fold, (pack.code, pack.home, pack.name_vi, pack.name_en)):
            return pack
    try:
        return load_pack(asked)
    except PackError as error:
        known = ", ".join(f"{pack.home} ({pack.name_en})" for pack in packs())
        if "/" in asked:
            raise
        raise PackError(
            _("There is no country pack for %(asked)s. There are: %(known)s. Or name a folder.")
            % {"asked": asked, "known": known}
        ) from error


def load_country(*, asked: str, by: str = SYSTEM, tell: Tell | None = None) -> Pack:
    """Choose the country and fill partners, units and agreements from its pack.

    Each table is whole or not there at all; what was loaded before is brought up to date.
    """
    pack = find_pack(asked)
    code = pack.code if pack.code in pack_codes() else asked
    row = installation()
    names = {} if row.name_vi else {"name_vi": pack.name_vi, "name_en": pack.name_en}
    set_installation(by=by, pack=code, **names)
    tables: tuple[tuple[str, Callable[..., int]], ...] = (
        ("partners", load_partners),
        ("units", load_units),
        ("agreements", load_agreements),
    )
    for number, (name, load) in enumerate(tables, 1):
        load(pack=pack, by=by)
        if tell:
            tell(name, number, len(tables))
    return pack


def is_country_loaded() -> bool:
    """Whether the units of a pack are there, which come last but one."""
    return Unit.objects.exists()


@transaction.atomic
def make_administrator(*, email: str, full_name: str, password: str, language: str = "") -> User:
    """Make the first administrator, in the foreign ministry; done already, that person.

    There is one first administrator: everybody else comes in by their invitation.
    """
    there = administrators()
    if there:
        if len(there) == 1 and there[0].email.lower() == email.lower():
            return there[0]
        raise PeopleError(
            _("There is an administrator already: %(name)s. Sign in as them to go on.")
            % {"name": there[0].username}
        )
    pack = country_pack()
    name = proposed_name(email, full_name)
    user = add_user(
        username=name,
        full_name=full_name or name,
        email=email,
        password=password,
        language=language or pack.language,
        by=SYSTEM,
    )
    give_post(user=user, unit=home_unit(pack), role="administrator", by=SYSTEM)
    return user


def home_unit(pack: Pack) -> str:
    """The foreign ministry; in a pack that has no missions the first unit that stands."""
    try:
        return foreign_ministry(pack)
    except RegisterError:
        standing = (unit.id for unit in pack.units if not unit.end and not unit.successor)
        return next(standing)
