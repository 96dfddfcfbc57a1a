"""Filters for agreements: the line of their stages, where they stand, what type they are."""

from django import template
from django.utils.translation import gettext as _

from chancery.register.agreements.queries import Date, Tie, end_of
from chancery.web.agreement_types import type_word
from chancery.web.stage_line import stage_line, stage_now
from chancery.work.digest import alarm_word, days_left

register = template.Library()

register.filter("stage_line", stage_line)
register.filter("stage_now", stage_now)
register.filter("type_word", type_word)
register.filter("alarm_word", alarm_word)
register.filter("term_end", end_of)


@register.filter("days_left")
def left(row: Date) -> str:
    """How far a date is."""
    return days_left(row.left)


@register.filter
def tie_word(tie: Tie) -> str:
    """What one agreement does to another, seen from this side."""
    words = {
        ("amends", False): _("amends"),
        ("replaces", False): _("replaces"),
        ("implements", False): _("implements"),
        ("amends", True): _("is amended by"),
        ("replaces", True): _("is replaced by"),
        ("implements", True): _("is implemented by"),
    }
    return words[tie.kind, tie.here]
