"""Mechanisms in templates: how the next session stands, the months of the calendar."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from chancery.register.mechanisms.queries import standing_of
from chancery.register.mechanisms.standing import Due, Standing
from chancery.register.models import Mechanism
from chancery.web.mechanism_listing import due_badge_of

register = template.Library()


@register.simple_tag
def session_due(due: Due) -> SafeString:
    """How the next session stands, in a word and a colour."""
    return due_badge_of(due)


@register.filter
def standing_now(mechanism: Mechanism) -> Standing:
    """How its next session stands today."""
    return standing_of(mechanism)


@register.filter
def month_of(day: date) -> str:
    """The month that a day lies in, with its year."""
    return capfirst(date_format(day, "YEAR_MONTH_FORMAT"))
