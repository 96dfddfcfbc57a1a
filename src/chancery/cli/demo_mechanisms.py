"""Mechanisms of cooperation for the demo: invented days and words, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import access, actions
from chancery.register.mechanisms.values import (
    InitiativeValues,
    MechanismValues,
    RoleValues,
    SessionValues,
)
from chancery.register.models import Mechanism
from chancery.register.values import Guard

_MARK = "(số liệu minh họa)"
_GUARD = Guard("mofa-economic")
_FORUMS = (
    ("ASEAN", "Hiệp hội các quốc gia Đông Nam Á (ASEAN)", "ASEAN", "half_year"),
    ("APEC", "Diễn đàn Hợp tác kinh tế châu Á – Thái Bình Dương (APEC)", "APEC", "year"),
    ("WTO", "Các cơ quan của Tổ chức Thương mại Thế giới", "Bodies of the WTO", "two_years"),
    ("G77", "Nhóm 77", "Group of 77", "year"),
)


def add_mechanisms(today: date, who: Callable[[str], Viewer]) -> int:
    """Forums with their chairs, a joint commission with two sessions, initiatives; how many."""
    by = who("lan")
    home = Partner.objects.get(is_home=True).pk
    forums = {code: _forum(row, today, home, by) for row in _FORUMS if (code := row[0])}
    _commission(today, home, by)
    _dialogue(today, by)
    _initiatives(today, forums, home, by)
    return Mechanism.objects.count()


def _forum(row: tuple[str, str, str, str], today: date, home: str, by: Viewer) -> Mechanism:
    code, name, name_en, frequency = row
    values = MechanismValues(
        text=name,
        kind="forum",
        partners=(code,),
        name_en=name_en,
        lead="mofa-economic",
        coordinating=("moit",),
        frequency=frequency,
    )
    found = actions.add_mechanism(values=values, guard=_GUARD, by=by)
    actions.add_role(mechanism=found, values=RoleValues("member", home), by=by)
    _meet(found, by, number="", held=today - timedelta(days=150), outcome=f"Ra tuyên bố {_MARK}")
    if code == "APEC":
        start, end = date(today.year, 1, 1), date(today.year, 12, 31)
        actions.add_role(mechanism=found, values=RoleValues("chair", "CN", start, end), by=by)
        _meet(
            found,
            by,
            planned=today + timedelta(days=45),
            place="Thâm Quyến",
            level="state",
            preparation=f"Đề cương phát biểu, danh mục sáng kiến {_MARK}",
        )
    return found


def _commission(today: date, home: str, by: Viewer) -> None:
    values = MechanismValues(
        text=f"Ủy ban hỗn hợp Việt Nam – Nhật Bản về hợp tác kinh tế {_MARK}",
        kind="commission",
        partners=("JP",),
        name_en="Joint Commission on economic cooperation with Japan (invented)",
        lead="mofa-economic",
        coordinating=("moit",),
        frequency="year",
        about="Kiểm điểm việc đã thống nhất ở cấp cao, nêu vướng mắc và việc mới.",
    )
    found = actions.add_mechanism(values=values, guard=_GUARD, by=by)
    rows = access.commitments(by).filter(parties="JP").order_by("reference")
    _meet(
        found,
        by,
        number="11",
        held=today - timedelta(days=420),
        place="Tokyo",
        level="minister",
        outcome=f"Thống nhất danh mục việc ưu tiên {_MARK}",
        commitments=tuple(rows.values_list("reference", flat=True)[:2]),
    )
    _meet(
        found,
        by,
        number="12",
        planned=today + timedelta(days=25),
        place="Hà Nội",
        level="minister",
        preparation="Báo cáo việc thực hiện kỳ 11\nDanh mục vướng mắc cần nêu",
    )
    for role, partner in (("chair", home), ("vice_chair", "JP")):
        start = today - timedelta(days=100)
        actions.add_role(mechanism=found, values=RoleValues(role, partner, start), by=by)


def _dialogue(today: date, by: Viewer) -> None:
    values = MechanismValues(
        text=f"Đối thoại kinh tế chiến lược với Hàn Quốc {_MARK}",
        kind="dialogue",
        partners=("KR",),
        lead="mofa-economic",
        frequency="year",
    )
    found = actions.add_mechanism(values=values, guard=_GUARD, by=by)
    _meet(found, by, number="3", held=today - timedelta(days=520), outcome=f"Đã họp {_MARK}")


def _initiatives(today: date, forums: dict[str, Mechanism], home: str, by: Viewer) -> None:
    asean, apec = forums["ASEAN"].pk, forums["APEC"].pk
    ours = actions.add_initiative(
        values=InitiativeValues(
            text="Mạng lưới hải quan thông minh trong ASEAN",
            mechanism=asean,
            proposed_by=home,
            partners=("SG", "TH"),
            lead="mofa-economic",
            day=today - timedelta(days=140),
            notes=f"Đã trao đổi với bốn nước {_MARK}",
        ),
        guard=_GUARD,
        by=by,
    )
    note = f"Hội nghị bộ trưởng ghi nhận {_MARK}"
    actions.move_initiative(initiative=ours, move="support", note=note, by=by)
    for text, mechanism, partner, day in (
        ("Khung dữ liệu mở về chuỗi cung ứng thực phẩm", apec, home, None),
        ("Quỹ chuyển đổi năng lượng khu vực", asean, "SG", today - timedelta(days=60)),
    ):
        values = InitiativeValues(f"{text} {_MARK}", mechanism, partner, day=day)
        actions.add_initiative(values=values, guard=_GUARD, by=by)


def _meet(found: Mechanism, by: Viewer, **values: object) -> None:
    actions.add_session(mechanism=found, values=SessionValues(**values), by=by)  # type: ignore[arg-type] # named as the fields are
