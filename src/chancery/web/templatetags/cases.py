"""Words about cases: ``{% load cases %}``."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.register.cases import rules
from chancery.register.models import Obstacle, Opportunity
from chancery.web.case_cells import kind_word, value_word
from chancery.web.formatting import number

register = template.Library()
register.filter("case_value", value_word)
MONTHS = 60
"""From so many days on, an age is told in months."""
A_MONTH = 30.4


@register.filter
def is_live(row: Obstacle | Opportunity) -> bool:
    """Still to be removed, or to be won."""
    return rules.is_live(row)


@register.filter
def case_kind(row: Obstacle | Opportunity) -> str:
    """What it is of."""
    if isinstance(row, Obstacle):
        return kind_word(row) or row.area
    return row.get_kind_display()


@register.filter
def case_age(row: Obstacle | Opportunity) -> str:
    """How long it has been known here; for a closed one, nothing."""
    if not rules.is_live(row):
        return ""
    days = max(0, (timezone.localdate() - timezone.localdate(row.created_at)).days)
    if days < 1:
        return _("recorded today")
    if days < MONTHS:
        words = ngettext("open for %(shown)s day", "open for %(shown)s days", days)
        return words % {"shown": number(days)}
    months = round(days / A_MONTH)
    words = ngettext("open for %(shown)s month", "open for %(shown)s months", months)
    return words % {"shown": number(months)}
