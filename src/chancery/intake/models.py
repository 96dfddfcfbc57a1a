"""Intake's own tables: those of search, and of what is being read."""

from chancery.intake.arriving.models import Arrival
from chancery.intake.search.models import Entry, Facet, Indexed

__all__ = ["Arrival", "Entry", "Facet", "Indexed"]
