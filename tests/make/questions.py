"""What the desk asks units, and what the leadership asks the desk."""

from datetime import timedelta

from django.utils import timezone

from chancery.people.models import User
from chancery.register.values import (
    Guard,
)
from chancery.work.actions import advice as advising
from chancery.work.actions import (
    consultations,
)
from chancery.work.advice.values import AdviceValues, Option
from chancery.work.consultations.values import ConsultationValues
from tests.make.documents import guard
from tests.make.people import lan, minh, viewer
from tests.make.places import ground


def consultation_values(**values) -> ConsultationValues:
    defaults = {
        "text": "Có nên mở thị trường bưởi theo điều kiện của bạn?",
        "reply_by": timezone.localdate() + timedelta(days=10),
        "units": ("moit",),
        "background": "Bạn đề nghị trả lời trước kỳ họp",
        "partners": ("JP",),
    }
    return ConsultationValues(**{**defaults, **values})


def consultation(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A question of the desk to moit, prepared by lan."""
    ground()
    said = consultation_values(**values)
    return consultations.add_consultation(
        values=said, guard=keeping or guard(), by=viewer(by or lan())
    )


def consulted(*, by: User | None = None, keeping: Guard | None = None, **values):
    """The same, sent: the unit asked, with its question."""
    made = consultation(by=by, keeping=keeping, **values)
    made = consultations.send(consultation=made, by=viewer(by or lan()))
    return made.asked.select_related("consultation__held_by", "unit").order_by("pk").first()


def advice_values(**values) -> AdviceValues:
    defaults = {
        "text": "Có nên tham gia sáng kiến về khoáng sản?",
        "asked_on": timezone.localdate() - timedelta(days=7),
        "to_unit": "mofa",
        "asked_by": "Thứ trưởng",
        "memo": "Nên tham gia, có điều kiện",
        "options": (Option("Tham gia có điều kiện", True), Option("Chưa tham gia")),
        "partners": ("JP",),
    }
    return AdviceValues(**{**defaults, **values})


def advice(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A question of the leadership to the desk, with lan's memo."""
    ground()
    said = advice_values(**values)
    return advising.add_advice(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def submitted(found):
    """The same, approved by minh and submitted."""
    for move, by in (("ask", lan), ("approve", minh), ("submit", lan)):
        found = advising.move_advice(advice=found, move=move, by=viewer(by()))
    return found
