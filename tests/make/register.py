"""What was agreed, asked and used, and what was done about it."""

from datetime import date
from decimal import Decimal

from chancery.people.models import User
from chancery.register import actions as register
from chancery.register.fta.values import FtaUseValues
from chancery.register.upgrades.values import UpgradeValues
from chancery.register.values import (
    ActivityValues,
    AgreementValues,
    CommitmentValues,
    Guard,
    RequestValues,
    Source,
)
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def commitment_values(**values) -> CommitmentValues:
    defaults = {"text": "Mở thị trường cho bưởi Việt Nam", "parties": ("JP", "VN")}
    return CommitmentValues(**{**defaults, **values})


def commitment(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A commitment of Japan and Viet Nam, recorded by lan."""
    ground()
    return register.add_commitment(
        values=commitment_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def request(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """We ask Japan for something, recorded by lan."""
    ground()
    defaults = {"text": "Đơn giản hóa thị thực", "direction": "ours", "partner": "JP"}
    return register.add_request(
        values=RequestValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def activity_values(**values) -> ActivityValues:
    defaults = {
        "text": "Thủ tướng thăm chính thức Nhật Bản",
        "kind": "visit",
        "partners": ("JP",),
        "start": date(2026, 3, 2),
    }
    return ActivityValues(**{**defaults, **values})


def activity(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A visit to Japan, recorded by lan."""
    ground()
    return register.add_activity(
        values=activity_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def upgrade_values(**values) -> UpgradeValues:
    defaults = {
        "text": "Lập đối thoại về chuyển đổi năng lượng",
        "partner": "JP",
        "pillar": "green",
        "before": "Trao đổi khi có chuyến thăm",
    }
    return UpgradeValues(**{**defaults, **values})


def upgrade(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """What the upgrade with Japan contains, recorded by lan."""
    ground()
    return register.add_upgrade(
        values=upgrade_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def fta_use_values(**values) -> FtaUseValues:
    defaults = {
        "year": 2025,
        "direction": "export",
        "source": "Bộ Công Thương",
        "eligible": Decimal(1000),
        "used": Decimal(420),
    }
    return FtaUseValues(**{**defaults, **values})


def fta_use(*, by: User | None = None, keeping: Guard | None = None, agreement: str, **values):
    """What a source says of the use of an agreement, recorded by lan."""
    said = fta_use_values(agreement=agreement, **values)
    return register.add_fta_use(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def agreement_values(**values) -> AgreementValues:
    defaults = {
        "name_vi": "Hiệp định Đối tác kinh tế Việt Nam - Nhật Bản",
        "name_en": "Viet Nam - Japan Economic Partnership Agreement",
        "short": "VJEPA",
        "kind": "treaty",
        "type": "fta",
        "parties": ("JP", "VN"),
        "stages": (("signed", "2008-12-25"), ("in_force", "2009-10-01")),
    }
    return AgreementValues(**{**defaults, **values})


def agreement(*, by: User | None = None, keeping: Guard | None = None, **values):
    """An agreement with Japan, recorded by lan."""
    ground()
    return register.add_agreement(
        values=agreement_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )
