"""Tags of work plans and monthly reports."""

from django import template
from django.urls import NoReverseMatch, reverse

from chancery.web.formatting import is_vietnamese
from chancery.web.states import Badge
from chancery.web.templatetags.chancery import shown_badge
from chancery.work.plans.facts import Fact
from chancery.work.plans.ties import Reached

register = template.Library()
_LOOKS = {
    "reached": ("green", "check"),
    "late": ("red", "alert-circle"),
    "under_way": ("plain", "progress-check"),
    "nothing": ("amber", "circle-dashed"),
    "ahead": ("quiet", "calendar"),
}


@register.filter
def fact_address(fact: Fact) -> str:
    """The page of the record that a fact is said of, or the list that a figure counts."""
    if fact.about == "list":
        page, _mark, query = fact.key.partition("?")
        return f"{reverse(page)}?{query}"
    try:
        return reverse(fact.about, args=[fact.key])
    except NoReverseMatch:
        return ""


@register.filter
def fact_said(fact: Fact) -> str:
    """What it says in the language of the page."""
    return fact.vi if is_vietnamese() else fact.en


@register.simple_tag
def standing_badge(reached: Reached) -> str:
    """How a line stands against the plan."""
    tone, icon = _LOOKS[reached.standing.value]
    return shown_badge(Badge(str(reached.standing.label), tone, icon))
