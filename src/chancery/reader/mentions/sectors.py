"""Sectors with their growth driver, areas of cooperation, and unnamed groups of units."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene

_MANNER = re.compile(
    r"(?:hiệu quả|chủ động|tích cực|nâng cao|nhạy bén|tinh thần|tư duy|tăng cường)[^.;]{0,12}, $|(?:tiếp tục |phải )$"
)
_ABROAD = re.compile(
    r"(?:các |Các )?(?:cơ quan đại diện|Cơ quan đại diện|CQĐD)(?: (?:Việt Nam|ta))?(?: ở nước ngoài)?"
)


def add_sectors(scene: Scene) -> None:
    """'bán dẫn', 'chuyển đổi xanh'; 'đổi mới sáng tạo' only where it is no manner of working."""
    for entry in scene.known("sector"):
        start, end = scene.words.span(entry.first, entry.last)
        if _is_manner(scene, start, end) or scene.covers_any(("ORG", "TITLE"), start, end):
            continue
        row = entry.payload
        scene.add("SECTOR", start, end, "sector", 0.8, code=row.code, driver=row.driver)
    for entry in scene.known("area"):
        start, end = scene.words.span(entry.first, entry.last)
        if not scene.covers_any(("ORG", "AGREEMENT", "EVENT", "SECTOR"), start, end):
            scene.add("AREA", start, end, "area", 0.5, canonical=scene.text[start:end].casefold())


def _is_manner(scene: Scene, start: int, end: int) -> bool:
    """'đổi mới sáng tạo trong công tác tham mưu' is a manner."""
    if "đổi mới" not in scene.text[start:end].casefold():
        return False
    after = scene.text[end : end + 14]
    return after.startswith((" trong công", " trong cách", " trong triển")) or bool(
        _MANNER.search(scene.text, max(start - 30, 0), start)
    )


def add_groups(scene: Scene) -> None:
    """'các bộ, ngành, địa phương', 'các cơ quan đại diện Việt Nam ở nước ngoài'."""
    for entry in scene.known("group_head"):
        start = scene.words.starts[entry.first]
        found = _ABROAD.match(scene.text, start)
        if found:
            name = "cơ quan đại diện Việt Nam ở nước ngoài"
            scene.add("ORG_GROUP", *found.span(), "missions", 0.85, canonical=name)
            continue
        found = _GROUPS.match(scene.text, start)
        if found and not scene.covers("ORG_GROUP", *found.span()):
            canonical = found.group().casefold().removeprefix("các ")
            scene.add("ORG_GROUP", *found.span(), "group", 0.85, canonical=canonical)


_GROUPS = re.compile(
    r"(?:(?:[Cc]ác )?(?:[Bb]ộ, (?:ban, )?ngành|[Bb]ộ ngành|[Bb]ộ, cơ quan(?: ngang [Bb]ộ)?)(?:, (?:cơ quan thuộc Chính phủ|địa phương|doanh nghiệp|hiệp hội))*(?:(?:,| và) (?:Ủy ban nhân dân|UBND) các tỉnh, thành phố(?: trực thuộc [Tt]rung ương)?| và (?:địa phương|các địa phương))?(?: (?:có )?liên quan)?|"
    r"[Cc]ác (?:địa phương|đơn vị|tỉnh, thành phố|bộ|cơ quan|Thương vụ|thương vụ|hiệp hội|Đại sứ quán)(?: trong Bộ| trực thuộc(?: Trung ương)?| (?:có )?liên quan)?(?!:| đại diện| quản lý| của)|[Nn]gành [Nn]goại giao|"
    r"(?:line |relevant |all )?ministries(?: and agencies)?)\b"
)
