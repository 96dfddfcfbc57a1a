"""How a target stands: its last figure against the path that leads to it. Pure.

The path is straight from the baseline to each milestone in turn and to the target. A figure is
judged by the path on its own day, but once a milestone or the target has come due since, by that:
a target about which nobody reports any more does not stay on its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Point = tuple[date, Decimal]


class Progress(TextChoices):
    """The four ways in which a target stands."""

    REACHED = "reached", _("reached")
    ON_WAY = "on_way", _("on the way")
    BEHIND = "behind", _("behind")
    UNKNOWN = "unknown", _("no figure yet")


@dataclass(frozen=True, slots=True)
class Course:
    """A target in numbers: where it begins, the points on the way, where it ends."""

    start: Point
    end: Point
    higher: bool = True
    milestones: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a target stands: the last figure, what the path wanted, on which day."""

    progress: Progress
    last: Point | None = None
    wanted: Point | None = None
    share: int | None = None
    """How much of the way from baseline to target is done, of 100; below 0 where it went back."""


def standing(course: Course, figures: Iterable[Point], today: date) -> Standing:
    """How it stands today."""
    known = [one for one in figures if course.start[0] <= one[0] <= today]
    passed = [one for one in (*course.milestones, course.end) if one[0] <= today]
    if not known:
        progress = Progress.BEHIND if passed else Progress.UNKNOWN
        return Standing(progress, wanted=max(passed) if passed else None)
    last = max(known)
    if _meets(course, last[1], course.end[1]):
        return Standing(Progress.REACHED, last, course.end, share_of(course, last[1]))
    since = [one for one in passed if one[0] > last[0]]
    wanted = max(since) if since else (last[0], wanted_on(course, last[0]))
    met = _meets(course, last[1], wanted[1])
    progress = Progress.ON_WAY if met else Progress.BEHIND
    return Standing(progress, last, wanted, share_of(course, last[1]))


def wanted_on(course: Course, day: date) -> Decimal:
    """What the path wants on a day; the target itself once that has come due."""
    points = [course.start, *sorted(course.milestones), course.end]
    if day <= points[0][0]:
        return points[0][1]
    for (first, low), (second, high) in pairwise(points):
        if day <= second:
            return low + (high - low) * (day - first).days / (second - first).days
    return points[-1][1]


def share_of(course: Course, value: Decimal) -> int:
    """How much of the way is done, of 100."""
    way = course.end[1] - course.start[1]
    return round(100 * (value - course.start[1]) / way)


def _meets(course: Course, value: Decimal, wanted: Decimal) -> bool:
    return value >= wanted if course.higher else value <= wanted
