"""Filters for agreements: the line of their stages, where they stand, what type they are."""

from django import template

from chancery.web.agreement_types import type_word
from chancery.web.stage_line import stage_line, stage_now

register = template.Library()

register.filter("stage_line", stage_line)
register.filter("stage_now", stage_now)
register.filter("type_word", type_word)
