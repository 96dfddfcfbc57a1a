"""The clock on the wall in Hà Nội."""

from datetime import UTC, datetime
from unittest import mock

from django.utils import timezone


def at(day, hour=8, minute=0):
    """A moment by the clock of Hà Nội, which is seven hours ahead of UTC."""
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00+07:00").astimezone(UTC)


def clock(moment):
    return mock.patch.object(timezone, "now", return_value=moment)
