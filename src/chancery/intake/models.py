"""Intake's own tables: those of search."""

from chancery.intake.search.models import Entry, Facet, Indexed

__all__ = ["Entry", "Facet", "Indexed"]
