"""People out of a spreadsheet or a pasted list: what each row would do. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from chancery.lib.text import fold
from chancery.people.importing import Cells, Problem, State, cells_of, guess_columns
from chancery.people.models import Role
from chancery.people.sheets import Sheet

COLUMNS: dict[str, tuple[str, ...]] = {
    "full_name": ("ho ten", "ho va ten", "ten", "full name", "name", "person"),
    "email": ("e-mail", "email", "thu dien tu", "dia chi thu dien tu", "mail"),
    "unit": ("don vi", "ten don vi", "unit", "phong ban", "co quan"),
    "role": ("vai tro", "role", "chuc vu"),
    "start": ("tu ngay", "bat dau", "start", "from", "since"),
}
_ORDER = ("full_name", "email", "unit", "role", "start")
_ROLES = {
    "truong": Role.HEAD, "thu truong": Role.HEAD, "lanh dao": Role.HEAD, "vu truong": Role.HEAD,
    "chuyen vien": Role.OFFICER, "can bo": Role.OFFICER, "van thu": Role.CLERK,
    "quan tri": Role.ADMINISTRATOR, "quan tri vien": Role.ADMINISTRATOR, "admin": Role.ADMINISTRATOR,
    "head": Role.HEAD, "clerk": Role.CLERK, "kiem tra": Role.AUDITOR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonValues:
    """A person and their first post."""

    full_name: str
    email: str
    unit: str
    role: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of the list: what taking it would do."""

    number: int
    values: PersonValues
    state: State
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who is there: units by folded name, people by e-mail, with the posts they hold."""

    units: Mapping[str, frozenset[str]]
    people: Mapping[str, str]
    posts: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)


def columns_of(sheet: Sheet) -> dict[str, int]:
    """By the headings; a pasted list without headings is name, e-mail, unit, role, day."""
    found = guess_columns(sheet, COLUMNS)
    if "email" in found and not any("@" in heading for heading in sheet.headings):
        return found
    return {name: at for at, name in enumerate(_ORDER) if at < len(sheet.headings)}


def with_headings(sheet: Sheet) -> Sheet:
    """A pasted list may begin with a person at once: then every row is one."""
    if not any("@" in heading for heading in sheet.headings):
        return sheet
    named = tuple("" for _heading in sheet.headings)
    return Sheet(named, ((1, sheet.headings), *sheet.rows), sheet.assumed)


def plan_people(sheet: Sheet, columns: Mapping[str, int], known: KnownPeople) -> list[PersonRow]:
    """What each row would do, beside who is ``known``; nothing is written."""
    rows = cells_of(sheet, columns)
    drafts = [_draft(row, known) for row in rows]
    counts = Counter(draft.email for draft in drafts)
    for row, draft in zip(rows, drafts, strict=True):
        if draft.email and counts[draft.email] > 1:
            row.reject("email", _("this e-mail stands in several rows"), _("keep one of them"))
    return [_planned(row, draft, known) for row, draft in zip(rows, drafts, strict=True)]


def role_called(text: str) -> str:
    """The role by its code or by its Vietnamese or English name; empty where none is meant."""
    found = {fold(role.value): role.value for role in Role}
    for language in ("vi", "en"):
        with override(language):
            found |= {fold(str(role.label)): role.value for role in Role}
    return {**_ROLES, **found}.get(fold(text), "")


def _draft(row: Cells, known: KnownPeople) -> PersonValues:
    name, email = row.plain("full_name", 120), row.plain("email", 254).lower()
    if not name:
        row.reject("full_name", _("the name is missing"), _("write the full name"))
    try:
        validate_email(email)
    except ValidationError:
        row.reject("email", _("it is no e-mail address"), _("write it as name@example.org"))
    role = role_called(row.get("role")) if row.get("role") else Role.OFFICER.value
    if not role:
        roles = ", ".join(str(role.label) for role in Role)
        row.reject(
            "role", _("this role is not known"), _("write one of: %(roles)s") % {"roles": roles}
        )
    day = row.day("start")
    start = date.fromisoformat(day) if len(day) == 10 else None
    return PersonValues(name, email, _unit(row, known), role, start)


def _unit(row: Cells, known: KnownPeople) -> str:
    found = known.units.get(fold(row.get("unit")), frozenset())
    if len(found) == 1:
        return next(iter(found))
    remedy = _("write the key or the exact name of a unit that stands today")
    cause = _("several units are called so") if found else _("no unit is called so")
    row.reject("unit", cause, remedy)
    return ""


def _planned(row: Cells, draft: PersonValues, known: KnownPeople) -> PersonRow:
    if row.problems:
        return PersonRow(row.number, draft, State.ERROR, problems=tuple(row.problems))
    if draft.email not in known.people:
        return PersonRow(row.number, draft, State.NEW)
    if (draft.email, draft.unit, draft.role) in known.posts:
        return PersonRow(row.number, draft, State.UNCHANGED)
    return PersonRow(row.number, draft, State.CHANGED, (("post", "", draft.role),))
