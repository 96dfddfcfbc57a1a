"""People abroad, meetings with them, and outreach."""

from datetime import date

from chancery.people.models import User
from chancery.register import actions as register
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.values import (
    Guard,
    Source,
)
from chancery.work.actions.outreach import add_outreach
from chancery.work.outreach.values import OutreachValues
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def contact_values(**values) -> ContactValues:
    is_person = values.get("kind", "person") == "person"
    defaults = {"text": "Tanaka Kenji", "kind": "person", "partner": "JP"}
    defaults |= {"basis": "office", "office": "Vụ trưởng"} if is_person else {}
    return ContactValues(**{**defaults, **values})


def contact(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An official in Japan, recorded by lan."""
    ground()
    return register.add_contact(
        values=contact_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def outreach_values(**values) -> OutreachValues:
    defaults = {
        "text": "Việt Nam, đối tác tin cậy",
        "kind": "event",
        "planned_on": date(2026, 3, 2),
        "partner": "JP",
    }
    return OutreachValues(**{**defaults, **values})


def outreach(*, by: User | None = None, keeping: Guard | None = None, **values):
    """An item of outreach in Japan, planned by lan."""
    ground()
    said = outreach_values(**values)
    return add_outreach(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def interaction_values(**values) -> InteractionValues:
    defaults = {
        "text": "Mở cửa thị trường bưởi",
        "kind": "meeting",
        "day": date(2026, 3, 2),
        "partner": "JP",
        "theirs": "Đại diện METI",
    }
    return InteractionValues(**{**defaults, **values})


def interaction(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A meeting with Japan, recorded by lan."""
    ground()
    return register.add_interaction(
        values=interaction_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )
