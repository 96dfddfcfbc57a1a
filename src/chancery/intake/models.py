"""Intake's own tables: those of search, of what is being read, of mail."""

from chancery.intake.arriving.models import Arrival
from chancery.intake.mailbox.models import Mail
from chancery.intake.search.models import Entry, Facet, Indexed

__all__ = ["Arrival", "Entry", "Facet", "Indexed", "Mail"]
