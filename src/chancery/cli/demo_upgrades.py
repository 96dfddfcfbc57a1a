"""What the upgrade with Japan contains, for the demo: invented, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from chancery.partners.models import RelationshipLevel
from chancery.people.access import Viewer
from chancery.register import access, actions
from chancery.register.upgrades.values import UpgradeValues
from chancery.register.values import Guard

_MARK = "(số liệu minh họa)"


def add_upgrades(today: date, who: Callable[[str], Viewer]) -> int:
    """Three contents under two pillars; commitments with Japan carry the first out. How many."""
    by = who("lan")
    made = _contents(today, by)
    for values in made:
        actions.add_upgrade(values=values, guard=Guard("mofa-economic"), by=by)
    return len(made)


def _contents(today: date, by: Viewer) -> list[UpgradeValues]:
    levels = RelationshipLevel.objects.filter(partner="JP", end="").order_by("-rank", "-start")
    level = levels.values_list("pk", flat=True).first()
    rows = access.commitments(by).filter(parties="JP").order_by("reference")
    references = tuple(rows.values_list("reference", flat=True)[:3])
    return [
        UpgradeValues(
            text="Nâng hợp tác kinh tế lên đối thoại cấp bộ trưởng hằng năm",
            partner="JP",
            pillar="economy",
            level=level,
            actions="Họp luân phiên tại hai nước\nTheo dõi chung danh mục việc đã thống nhất",
            before=f"Trao đổi ở cấp thứ trưởng, hai năm một lần {_MARK}",
            after=f"Đã họp hai kỳ cấp bộ trưởng {_MARK}",
            after_on=today - timedelta(days=60),
            lead="mofa-economic",
            commitments=references,
        ),
        UpgradeValues(
            text="Lập kênh trao đổi về chuỗi cung ứng và công nghiệp hỗ trợ",
            partner="JP",
            pillar="economy",
            level=level,
            before=f"Chưa có kênh riêng {_MARK}",
            lead="moit",
        ),
        UpgradeValues(
            text="Mở rộng hợp tác chuyển đổi năng lượng, phát thải ròng bằng không",
            partner="JP",
            pillar="green",
            level=level,
            actions="Chọn các dự án thí điểm\nTrao đổi chuyên gia",
            before=f"Hợp tác theo từng dự án ODA {_MARK}",
        ),
    ]
