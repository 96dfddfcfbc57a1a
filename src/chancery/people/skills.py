"""``definitions/skills.yaml``, read and checked; what a unit's posts need and its people hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chancery.lib.definitions import Definition, read
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Post, SkillHeld, SkillNeed, Unit

NAME = "skills.yaml"
_KNOWN = ("code", "vi", "en")
_LONGEST = {"code": 40, "vi": 120, "en": 120}


@dataclass(frozen=True, slots=True)
class Word:
    """A skill or a level: its code and its names."""

    code: str
    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Skills:
    """The skills and the levels of this installation, by code, in their order."""

    skills: Mapping[str, Word]
    levels: Mapping[str, Word]

    def meets(self, held: str, needed: str) -> bool:
        """Whether a level held is the one needed or a higher one; an unknown one meets nothing."""
        order = list(self.levels)
        return held in order and needed in order and order.index(held) >= order.index(needed)

    def name(self, skill: str) -> str:
        """The skill in words; its code where it is no longer defined."""
        return str(self.skills.get(skill, skill))

    def level(self, level: str) -> str:
        """The level in words."""
        return str(self.levels.get(level, level))


def skills() -> Skills:
    """What ``definitions/skills.yaml`` says. DefinitionError says what is wrong with it, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _skills(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _skills(root: Path, changed: int) -> Skills:
    said = read(NAME, root)
    for name in said.says:
        if name not in {"levels", "skills"}:
            raise said.wrong((name,), f"unknown name {name}", "use levels, skills")
    return Skills(_words(said, "skills"), _words(said, "levels"))


def _words(said: Definition, name: str) -> dict[str, Word]:
    lines = said.says.get(name)
    if not isinstance(lines, list) or not lines:
        raise said.wrong((name,), f"{name} is not a list", "write one a line, each after -")
    found: dict[str, Word] = {}
    for number, line in enumerate(lines):
        word = _word(said, (name, number), line)
        if word.code in found:
            cause = f"the code {word.code} is there twice"
            raise said.wrong((name, number), cause, "give every one a code of its own")
        found[word.code] = word
    return found


def _word(said: Definition, place: tuple[str, int], line: Any) -> Word:
    if not isinstance(line, dict) or set(line) != set(_KNOWN):
        raise said.wrong(place, "this is no entry", "write {code: ..., vi: ..., en: ...}")
    for name in _KNOWN:
        value = line[name]
        if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST[name]:
            remedy = f"write words of at most {_LONGEST[name]} letters"
            raise said.wrong((*place, name), f"{name} is {value!r}", remedy)
    return Word(line["code"], line["vi"], line["en"])


# What posts need and people hold.


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill at a level, in words; ``shown_by`` of one that is held."""

    code: str
    level: str
    words: str
    shown_by: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class PostSkills:
    """A post held today: what it needs, what its holder can do, what is missing."""

    post: Post
    needed: list[Skill]
    held: list[Skill]
    missing: list[Skill]


def posts_of(unit: Unit, today: date | None = None) -> list[PostSkills]:
    """The posts held in a unit today with their gaps; three queries, however many there are."""
    day = today or timezone.localdate()
    held = Q(end__isnull=True) | Q(end__gt=day)
    rows = Post.objects.filter(held, start__lte=day, unit=unit).select_related("user", "unit")
    posts = rows.prefetch_related(Prefetch("user__skills", SkillHeld.objects.order_by("skill")))
    needs: dict[str, list[SkillNeed]] = defaultdict(list)
    for need in unit.skill_needs.all():
        needs[need.role].append(need)
    ordered = posts.order_by("user__full_name", "role")
    return [_of_post(post, needs.get(post.role, [])) for post in ordered]


def _of_post(post: Post, needs: Iterable[SkillNeed]) -> PostSkills:
    known = skills()
    own = {row.skill: row for row in post.user.skills.all()}
    needed = [_said(row.skill, row.level, key=row.pk) for row in needs]
    missing = [
        one
        for one in needed
        if one.code not in own or not known.meets(own[one.code].level, one.level)
    ]
    held = [_said(row.skill, row.level, row.shown_by, row.pk) for row in own.values()]
    return PostSkills(post, needed, held, missing)


def _said(skill: str, level: str, shown_by: str = "", key: int = 0) -> Skill:
    known = skills()
    return Skill(skill, level, f"{known.name(skill)} ({known.level(level)})", shown_by, key)


def needs_of(unit: Unit) -> list[tuple[str, list[Skill]]]:
    """What each role of a unit needs, in words."""
    found: dict[str, list[Skill]] = defaultdict(list)
    for need in unit.skill_needs.all():
        found[str(need.get_role_display())].append(_said(need.skill, need.level, key=need.pk))
    return list(found.items())


def gaps_of(posts: Iterable[PostSkills]) -> int:
    """How many needs of a unit's posts are not met."""
    return sum(len(one.missing) for one in posts)


def check_can_set_needs(viewer: Viewer, unit: str) -> None:
    """What a post must be able to do is for the head of the unit to say."""
    if not viewer.heads(unit):
        raise NotAllowedError(_("Only the head of the unit says what its posts need."))


def check_can_note_skill(viewer: Viewer, unit: str) -> None:
    """What a person of the unit can do is noted by an officer or head of it."""
    if not viewer.writes_for(unit):
        raise NotAllowedError(
            _("Only an officer or head of the unit notes what its people can do.")
        )
