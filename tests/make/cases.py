"""Obstacles and openings."""

from chancery.people.models import User
from chancery.register import actions as register
from chancery.register.values import (
    Guard,
    ObstacleValues,
    OpportunityValues,
    Source,
)
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def obstacle(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An obstacle with Japan, recorded by lan."""
    ground()
    defaults = {"text": "Chậm giải ngân vốn ODA", "partner": "JP", "area": "ODA"}
    return register.add_obstacle(
        values=ObstacleValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def opportunity(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An opening in Japan, recorded by lan."""
    ground()
    defaults = {"text": "Xuất khẩu bưởi tươi sang Nhật Bản", "partner": "JP", "kind": "trade"}
    return register.add_opportunity(
        values=OpportunityValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )
