"""Rounds of review."""

from datetime import date, timedelta

from django.utils import timezone

from chancery.people.models import User
from chancery.register.values import (
    Guard,
)
from chancery.work.actions import (
    reviews,
)
from chancery.work.actions import reviews_calling as calling
from chancery.work.reviews.values import ReviewValues
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def review_values(**values) -> ReviewValues:
    defaults = {
        "text": "Rà soát quý IV",
        "period_start": date(2026, 10, 1),
        "period_end": date(2026, 12, 31),
        "call_on": timezone.localdate(),
        "reply_by": timezone.localdate() + timedelta(days=14),
    }
    return ReviewValues(**{**defaults, **values})


def review(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A round over everything that is open, prepared by lan."""
    ground()
    return reviews.add_review(
        values=review_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )


def called(found):
    """The round opened and its units called, by who runs it."""
    by = viewer(found.created_by)
    return calling.call_units(review=reviews.open_review(review=found, by=by), by=by)
