"""What a post needs to be able to do, and what a person can do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.people.models.units import Unit
from chancery.people.models.users import Role, User


class SkillNeed(models.Model):
    """Whoever holds this role in the unit needs the skill, at this level or a higher one.

    Codes are those of ``definitions/skills.yaml``.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="skill_needs")
    role = models.CharField(_("role"), max_length=14, choices=Role)
    skill = models.CharField(_("skill"), max_length=40)
    level = models.CharField(_("level"), max_length=20)

    class Meta:
        verbose_name = _("skill needed")
        verbose_name_plural = _("skills needed")
        ordering: ClassVar = ["role", "skill"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "role", "skill"], name="skill_need_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role} {self.skill} {self.level}"


class SkillHeld(models.Model):
    """A person can do this, at this level; ``shown_by`` says by what that is known."""

    user = models.ForeignKey(User, models.CASCADE, related_name="skills")
    skill = models.CharField(_("skill"), max_length=40)
    level = models.CharField(_("level"), max_length=20)
    shown_by = models.CharField(_("shown by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("skill held")
        verbose_name_plural = _("skills held")
        ordering: ClassVar = ["skill"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "skill"], name="skill_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.skill} {self.level}"
