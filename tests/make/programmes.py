"""Programmes and their targets."""

from datetime import date
from decimal import Decimal

from chancery.people.models import User
from chancery.register.values import (
    Guard,
)
from chancery.work.actions import (
    programmes,
)
from chancery.work.programmes.values import ProgrammeValues, TargetValues
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def programme_values(**values) -> ProgrammeValues:
    defaults = {
        "text": "Chương trình hành động",
        "owner": "moit",
        "start": date(2026, 1, 1),
        "end": date(2030, 12, 31),
    }
    return ProgrammeValues(**{**defaults, **values})


def programme(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A programme owned by moit, recorded by lan."""
    ground()
    return programmes.add_programme(
        values=programme_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )


def target_values(**values) -> TargetValues:
    defaults = {
        "name": "Kim ngạch",
        "measure": "tỷ USD",
        "better": "higher",
        "baseline": Decimal(100),
        "baseline_on": date(2026, 1, 1),
        "value": Decimal(200),
        "due": date(2030, 12, 31),
    }
    return TargetValues(**{**defaults, **values})
