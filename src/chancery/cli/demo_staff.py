"""The made-up people and papers by which the generated part of a demo acts: two to each unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from chancery.cli.demo_generated import Generator, words
from chancery.documents.actions import Keeping
from chancery.documents.models import Document
from chancery.intake import actions as intake
from chancery.people.access import viewer_of
from chancery.people.actions import add_user, give_post
from chancery.people.models import User
from chancery.work.generated import Staff

_ROLES = {"officer": "cv", "head": "tt"}


def staff(units: Collection[str], drawn: Generator, *, since: date) -> dict[str, Staff]:
    """An officer and a head for each unit; who is there already stays."""
    return {
        unit: Staff(*(_person(unit, role, drawn, since) for role in _ROLES))
        for unit in sorted(units)
    }


def _person(unit: str, role: str, drawn: Generator, since: date) -> User:
    username, name = f"{_ROLES[role]}-{unit}", drawn.name()
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    title = f"{words()['posts'][role]} {words()['mark']}"
    user = add_user(
        username=username,
        full_name=name,
        password=None,
        title_vi=title,
        by="system",
        is_demo=True,
    )
    give_post(user=user, unit=unit, role=role, by="system", start=since)
    return user


def papers(number: int, by: User, held_by: str, today: date) -> tuple[int, ...]:
    """So many papers that show what was done; those that are there already stay."""
    return tuple(_papers(number, by, held_by, today))


def _papers(wanted: int, by: User, held_by: str, today: date) -> Iterator[int]:
    for number in range(1, wanted + 1):
        name = f"generated-{number:02d}.txt"
        found = Document.objects.filter(name=name, added_by__is_demo=True).first()
        if found is None:
            text = f"{words()['paper'].format(number=number)}{words()['mark']}\n"
            day = today - timedelta(days=20 * number)
            file = intake.File(data=text.encode(), name=name, published=day)
            added = intake.add(file=file, keeping=Keeping(held_by), by=viewer_of(by))
            found = added.document
        yield found.pk
