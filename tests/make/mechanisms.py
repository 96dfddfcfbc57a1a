"""Standing mechanisms and what we put forward in them."""

from chancery.people.models import User
from chancery.register import actions as register
from chancery.register.mechanisms.values import InitiativeValues, MechanismValues
from chancery.register.values import (
    Guard,
    Source,
)
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def mechanism(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """The joint commission with Japan, yearly, recorded by lan."""
    ground()
    said = {
        "text": "Ủy ban hỗn hợp Việt Nam – Nhật Bản",
        "kind": "commission",
        "partners": ("JP",),
        "frequency": "year",
    }
    return register.add_mechanism(
        values=MechanismValues(**{**said, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def initiative(
    mechanism, *, by: User | None = None, keeping: Guard | None = None, of=None, **values
):
    """What we put forward in it, still an idea, recorded by lan."""
    said = {"text": "Mạng lưới hải quan thông minh", "proposed_by": "VN"}
    return register.add_initiative(
        values=InitiativeValues(**{**said, "mechanism": mechanism.pk, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )
