"""Whom the missions know, and whom they met, for the demo: invented people, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from chancery.people.access import Viewer
from chancery.register import access, actions
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.models import Contact
from chancery.register.values import Guard

_MARK = "(nhân vật minh họa)"
_JAPAN = Guard("mission-jp")
_DESK = Guard("mofa-economic")


def add_contacts(today: date, who: Callable[[str], Viewer]) -> int:
    """Eight contacts and six meetings; one consent is withdrawn, one review is near. How many."""
    tuan, lan = who("tuan"), who("lan")
    known = _organisations(tuan, lan)
    known |= {name: _person(name, values, today, tuan, known) for name, values in _PEOPLE.items()}
    met = _meetings(today, known, tuan)
    for values in met:
        held = _DESK if values.partner != "JP" else _JAPAN
        actions.add_interaction(values=values, guard=held, by=lan if held is _DESK else tuan)
    gone = known["Mori Akira"]
    means = f"thư điện tử {_MARK}"
    day = today - timedelta(days=2)
    actions.set_basis(contact=gone, basis="withdrawn", on=day, means=means, by=tuan)
    return len(known) + len(met)


def _organisations(tuan: Viewer, lan: Viewer) -> dict[str, Contact]:
    made = {
        "agency": ("Cục Thương mại, cơ quan kinh tế đối tác", "agency", "JP", _JAPAN, tuan),
        "firm": ("Công ty Sakura Foods", "firm", "JP", _JAPAN, tuan),
        "association": ("Hiệp hội nhập khẩu trái cây", "association", "JP", _JAPAN, tuan),
        "fund": ("Quỹ đầu tư Hangang", "firm", "KR", _DESK, lan),
    }
    return {
        key: actions.add_contact(
            values=ContactValues(
                text=f"{name} {_MARK}", kind=kind, partner=partner, email=f"{key}@example.org"
            ),
            guard=guard,
            by=by,
        )
        for key, (name, kind, partner, guard, by) in made.items()
    }


_PEOPLE: dict[str, dict[str, Any]] = {
    "Tanaka Kenji": {
        "organisation": "agency",
        "office": f"Cục trưởng {_MARK}",
        "basis": "office",
        "languages": "tiếng Nhật, tiếng Anh",
        "telephone": "+81 3 5550 0101",
    },
    "Sato Yumi": {
        "organisation": "firm",
        "office": f"Giám đốc mua hàng {_MARK}",
        "basis": "consent",
        "languages": "tiếng Nhật, tiếng Việt",
        "telephone": "+81 3 5550 0102",
        "basis_means": "đồng ý bằng văn bản",
        "kept_in": 40,
    },
    "Kobayashi Ryo": {
        "organisation": "association",
        "office": f"Tổng thư ký {_MARK}",
        "basis": "interest",
        "languages": "tiếng Nhật",
        "telephone": "+81 3 5550 0103",
    },
    "Mori Akira": {
        "organisation": "firm",
        "office": f"Trợ lý {_MARK}",
        "basis": "consent",
        "basis_means": "đồng ý khi gặp",
        "telephone": "+81 3 5550 0104",
    },
}


def _person(
    name: str, said: dict[str, Any], today: date, by: Viewer, known: dict[str, Contact]
) -> Contact:
    rest = dict(said)
    organisation = known[rest.pop("organisation")].reference
    kept_in = rest.pop("kept_in", None)
    values = ContactValues(
        text=name,
        kind="person",
        partner="JP",
        organisation=organisation,
        email=f"{name.split(maxsplit=1)[0].lower()}@example.org",
        basis_on=today - timedelta(days=200),
        kept_until=today + timedelta(days=kept_in) if kept_in else None,
        **rest,
    )
    return actions.add_contact(values=values, guard=_JAPAN, by=by)


def _meetings(today: date, known: dict[str, Contact], by: Viewer) -> list[InteractionValues]:
    def on(days: int) -> date:
        return today - timedelta(days=days)

    named: dict[str, tuple[str, ...]] = {key: (row.reference,) for key, row in known.items()}
    obstacles = access.obstacles(by).filter(partner="JP").order_by("reference")
    about = tuple(obstacles.values_list("reference", flat=True)[:1])
    japan: dict[str, Any] = {"partner": "JP", "units": ("mission-jp",)}
    return [
        InteractionValues(
            text="Trao đổi thủ tục kiểm dịch trái cây tươi",
            kind="meeting",
            day=on(6),
            contacts=named["Tanaka Kenji"],
            place="Tô-ki-ô",
            summary=f"Phía bạn cho biết đang rà soát hồ sơ kỹ thuật và sẽ trả lời. {_MARK}",
            next_step="Gửi bổ sung hồ sơ kỹ thuật về xử lý hơi nước nóng",
            next_step_on=today + timedelta(days=12),
            next_unit="moit",
            records=about,
            **japan,
        ),
        InteractionValues(
            text="Ăn tối làm việc về kết nối chuỗi cung ứng thực phẩm",
            kind="meal",
            day=on(19),
            contacts=(*named["Sato Yumi"], *named["Kobayashi Ryo"]),
            place="Tô-ki-ô",
            summary=f"Doanh nghiệp muốn thăm vùng trồng ở miền Bắc. {_MARK}",
            next_step="Bố trí đoàn doanh nghiệp thăm vùng trồng",
            **japan,
        ),
        *_earlier(on, named, japan),
    ]


def _earlier(
    on: Callable[[int], date], named: dict[str, tuple[str, ...]], japan: dict[str, Any]
) -> list[InteractionValues]:
    return [
        InteractionValues(
            text="Gọi điện nhắc thời hạn trả lời về mã số vùng trồng",
            kind="call",
            day=on(27),
            contacts=named["Tanaka Kenji"],
            **japan,
        ),
        InteractionValues(
            text="Dự hội chợ thực phẩm, gặp các nhà nhập khẩu",
            kind="event",
            day=on(55),
            contacts=named["association"],
            theirs="Khoảng 20 nhà nhập khẩu",
            place="Ô-xa-ca",
            **japan,
        ),
        InteractionValues(
            text="Gửi thư giới thiệu danh mục dự án kêu gọi đầu tư",
            kind="letter",
            day=on(80),
            contacts=named["Mori Akira"],
            **japan,
        ),
        InteractionValues(
            text="Họp trực tuyến về nhu cầu đầu tư vào trung tâm dữ liệu",
            kind="online",
            day=on(33),
            partner="KR",
            contacts=named["fund"],
            units=("mofa-economic",),
            summary=f"Quỹ quan tâm ưu đãi thuế và nguồn điện sạch. {_MARK}",
        ),
    ]
