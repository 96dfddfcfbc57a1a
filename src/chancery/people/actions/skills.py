"""Every write to what posts need and people hold."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.people.access import Viewer
from chancery.people.errors import PeopleError
from chancery.people.models import Role, SkillHeld, SkillNeed, Unit, User
from chancery.people.skills import check_can_note_skill, check_can_set_needs, posts_of, skills


@transaction.atomic
def need_skill(*, unit: Unit, role: str, skill: str, level: str, by: Viewer) -> SkillNeed:
    """Say what a role in a unit needs; said again with another level, that holds from now on."""
    check_can_set_needs(by, unit.pk)
    _check_known(skill, level)
    if role not in Role.values:
        raise PeopleError(_("There is no such role."))
    row = SkillNeed.objects.filter(unit=unit, role=role, skill=skill).first()
    before = row.level if row else None
    if row is None:
        row = SkillNeed(unit=unit, role=role, skill=skill)
    row.level = level
    row.save()
    changes = {"role": [role, role], "skill": [skill, skill], "level": [before, level]}
    record(
        by=by.key, action="unit.skill_need", kind="unit", key=unit.pk, changes=changes,
        label=str(unit),
    )  # fmt: skip
    return row


@transaction.atomic
def drop_need(*, need: SkillNeed, by: Viewer) -> None:
    """The role no longer needs it."""
    check_can_set_needs(by, need.unit_id)
    changes = {
        "role": [need.role, need.role],
        "skill": [need.skill, None],
        "level": [need.level, None],
    }
    record(
        by=by.key, action="unit.skill_need", kind="unit", key=need.unit_id, changes=changes,
        label=str(need.unit),
    )  # fmt: skip
    need.delete()


@transaction.atomic
def note_skill(
    *, unit: Unit, user: User, skill: str, level: str, shown_by: str, by: Viewer
) -> SkillHeld:
    """Note what a person of the unit can do, and by what that is known."""
    check_can_note_skill(by, unit.pk)
    _check_known(skill, level)
    if user.pk not in {one.post.user_id for one in posts_of(unit)}:
        words = _("%(person)s holds no post in %(unit)s today.")
        raise PeopleError(words % {"person": user.full_name, "unit": unit})
    row = SkillHeld.objects.filter(user=user, skill=skill).first()
    before = row.level if row else None
    if row is None:
        row = SkillHeld(user=user, skill=skill)
    row.level, row.shown_by = level, shown_by.strip()[:200]
    row.save()
    _tell(user, {"skill": [skill, skill], "level": [before, level]}, by)
    return row


@transaction.atomic
def drop_skill(*, held: SkillHeld, unit: Unit, by: Viewer) -> None:
    """It was noted by mistake, or is lost."""
    check_can_note_skill(by, unit.pk)
    if held.user_id not in {one.post.user_id for one in posts_of(unit)}:
        raise PeopleError(_("This person holds no post in the unit today."))
    _tell(held.user, {"skill": [held.skill, None], "level": [held.level, None]}, by)
    held.delete()


def _tell(user: User, changes: dict[str, list[str | None]], by: Viewer) -> None:
    record(by=by.key, action="user.skill", kind="user", key=user.pk, changes=changes)


def _check_known(skill: str, level: str) -> None:
    known = skills()
    if skill not in known.skills or level not in known.levels:
        raise PeopleError(_("There is no such skill or level: see definitions/skills.yaml."))
