"""The fields of a record, as guideline.md names them for its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chancery.reader.mentions.dates import recurrence_of
from chancery.reader.model import Day, Name, Party
from chancery.reader.records.actors import leads, subject_end
from chancery.reader.records.addressed import inherited
from chancery.reader.records.areas import area_of
from chancery.reader.records.bodies import is_home_body
from chancery.reader.records.carriers import (
    carried_by,
    done_by,
    named_behind,
    named_in_brackets,
)
from chancery.reader.records.coordinating import coordinating
from chancery.reader.records.english_actors import chair_of, coordinating_of, hands_on, leads_of
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role
from chancery.reader.records.speakers import orders_on, speaker
from chancery.reader.records.terms import deadline_in, term_above, with_term
from chancery.reader.records.terms_behind import term_behind, term_for_all
from chancery.reader.zones import Paragraph

_PRODUCT = re.compile(
    r"(?:trình|gửi|nộp|báo cáo|submit|report)(?: [^,;]{3,60}?)? (?P<product>(?:đề án|dự thảo|kế hoạch|báo cáo|phương án|danh mục|hồ sơ|lộ trình|kết quả|chương trình|tờ trình|nghị quyết|nghị định|thông tư)[^,;]{0,80})"
    r"|(?:xây dựng|hoàn thiện|hoàn tất|soạn thảo|ban hành|công bố|đề xuất|lập) (?P<made>(?:đề án|dự thảo|kế hoạch|báo cáo|phương án|danh mục|hồ sơ|lộ trình|chương trình|cơ chế|chính sách|tờ trình|cơ sở dữ liệu)[^,;]{0,80})"
)
_RECURS = re.compile(r"định kỳ|h[ằà]ng|mỗi|thường|every|each|week|month|quarter|annual|year")
_OFTEN = re.compile(
    r"(?:every|each) (?:year|month|quarter|two)|annual|h[ằà]ng (?:năm|quý|tháng)|thường niên"
)
_DISCRETE = re.compile(
    r"(?<!\w)(?:tổ chức|thành lập|lập|ký|ký kết|thăm|mở|xây dựng|cung cấp|đào tạo|viện trợ|tài trợ|hỗ trợ|hoàn thành|hoàn tất|phê chuẩn|ban hành|khởi công|rút ngắn|nâng|đưa|"
    r"triển khai|xem xét|sửa đổi|cấp|dành|đầu tư|miễn|công nhận|cử|tăng|giảm|nối lại|khôi phục|trao đổi|xúc tiến|làm sâu sắc|nâng cao|đàm phán|gia hạn|"
    r"(?:hold|conven|establish|sign|conclud|train|provid|support|renew|rais|reduc|launch|amend|expand|complet|open|contribut|reach|build|creat|ratif|invest|host|increas|develop|adopt)\w{0,4})(?!\w)"
)


def fields_of(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    """All fields of the hit's type; absent ones are None or empty."""
    return _MAKERS[hit.type](page, hit, paragraph)


def _commitment(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    day = _as_promised(page, hit, _deadline(page, hit, paragraph))
    first, last = hit.actor or (hit.start, hit.start)
    last = subject_end(page.low, first, last) if last > first else last
    return {
        "parties": tuple(
            [_known(page, party, first, last) for party in page.parties(first, last)]
        ),
        "deadline": day,
        "discrete": _DISCRETE.search(page.low, hit.action, min(hit.action + 60, hit.end))
        is not None,
        "measurable": day is not None or _is_measured(page, hit),
        "dated": day is not None,
    }


_IN_YEAR = re.compile(r"(?<!thành )trong (?:năm )?$", re.IGNORECASE)


def _as_promised(page: Page, hit: Hit, day: Day | None) -> Day | None:
    """'sẽ đầu tư xưởng lắp ráp trong năm 2028': what is promised for a year has the year for its day."""
    if day is None or day.inferred or not re.fullmatch(r"(?:năm )?\d{4}", day.text, re.IGNORECASE):
        return day
    place = page.text.find(day.text, hit.start, hit.end)
    if place < 0 or not _IN_YEAR.search(page.text, max(place - 16, 0), place):
        return day
    return Day(day.text, day.text[-4:], "year", inferred=False)


_YEARS = re.compile(r"\d{4}\D+\d{4}")


def _as_ordered(day: Day | None) -> Day | None:
    """'tổ chức sơ kết vào năm 2028': what is ordered for a year has its last day."""
    if day is None or not re.fullmatch(r"\d{4}", day.value or "") or _YEARS.search(day.text):
        return day
    return Day(day.text, f"{day.value}-12-31", "day", day.inferred)


def _known(page: Page, party: Party, start: int, end: int) -> Party:
    """'Chúng tôi' of an ambassador: the party of the person who speaks."""
    if party.code is not None or end <= start:
        return party
    return Party(party.text, page.code_of_person(speaker(page, start, end).canonical))


def _is_measured(page: Page, hit: Hit) -> bool:
    """A figure with a unit, or how often."""
    often = _OFTEN.search(page.low, hit.action, hit.end)
    return bool(often or page.inside(hit.action, hit.end, "QUANTITY"))


def _deadline(page: Page, hit: Hit, paragraph: Paragraph) -> Day | None:
    """The clause's own term, one told right behind it, one for all tasks around, one over the whole list."""
    own = deadline_in(page, with_term(page, paragraph.content, hit.start), hit.end)
    behind = own or term_behind(page, hit.end) or term_for_all(page, paragraph, hit.end)
    return behind or term_above(page, paragraph)


def _request(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    day = _deadline(page, hit, paragraph)
    asked = page.parties(*hit.actor) if hit.actor else ()
    if hit.actor and page.side(*hit.actor) == "joint":
        return _asked_together(page, hit, asked) | {"deadline": day}
    to = asked[0] if asked else None
    by = _asking_party(page, hit, to.code if to else None)
    return {"from": by, "to": to, "deadline": day}


def _asked_together(page: Page, hit: Hit, asked: tuple[Party, ...]) -> dict[str, Any]:
    """'Chủ tịch đề nghị hai bên ...': one side speaks, the other one is asked to join."""
    by = _asking_party(page, hit, None) or Party("", page.home)
    code = next((p.code for p in asked if p.code != by.code), None)
    to = Party(asked[0].text, code) if asked else None
    return {"from": by, "to": to}


def _asking_party(page: Page, hit: Hit, asked: str | None) -> Party | None:
    """Who asks: named before the verb; a title or pronoun alone is of the other side than the asked."""
    other = (page.partner if asked == page.home else page.home) if asked else None
    if not hit.by or hit.by[1] <= hit.by[0]:
        return Party("", other) if other else None
    end = subject_end(page.low, *hit.by)
    named = page.parties(hit.by[0], end)
    by = named[0] if named else Party("", other)
    if by.code is None or not page.codes(hit.by[0], end):
        person = page.code_of_person(speaker(page, hit.by[0], end).canonical)
        by = Party(by.text, person or by.code)
    same = by.code is None or (by.code == asked and len(named) == 1)
    return Party(by.text, other) if same and other else by


def _shortcoming(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    del paragraph
    return {"area": area_of(page, hit.start, hit.end)}


def _result(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    del page, paragraph
    return {"kind": hit.kind or "achievement"}


def _task(page: Page, hit: Hit, paragraph: Paragraph) -> dict[str, Any]:
    above = inherited(page, paragraph)
    own = _own_leads(page, hit)
    role = page.roles.get(paragraph.index)
    often = _RECURS.search(page.low, hit.start, hit.end)
    recurring = recurrence_of(page.text[hit.start : hit.end], page.language) if often else None
    english = page.language == "en"
    with_units = coordinating_of(page, hit) if english else coordinating(page, hit.start, hit.end)
    return {
        "issuer": _issuer(page, hit),
        "lead": own or tuple(_as_inferred(n) for n in above.leads) or _by_section(page, role),
        "coordinating": with_units or (above.coordinating if not own else ()),
        "deadline": None if recurring else _as_ordered(_deadline(page, hit, paragraph)),
        "recurring": recurring,
        "basis": hit.basis or "assigned",
        "deliverable": _deliverable(page, hit),
        "ordinal": None,
    }


def _own_leads(page: Page, hit: Hit) -> tuple[Name, ...]:
    """Who was told; where only a thing is the subject, who is said to carry it ('do Bộ Y tế chủ trì')."""
    named = _of_the_actor(page, hit)
    if named and not _is_a_thing(page, hit):
        return named
    carried = done_by(page, hit.why[1], hit.end) or carried_by(page, hit.start, hit.end)
    if carried is None and page.language == "vi":
        carried = named_behind(page, hit.start, hit.end)
    if carried is None and hit.rule in _LISTED:
        carried = named_in_brackets(page, hit.start, hit.end)
    return leads(page, *carried) if carried else named


_LISTED = ("stands_in_a_list_of_tasks", "open_item", "is_an_announced_item", "listed", "is_to_do")
_THING = re.compile(
    r"(?:việc|nhiệm vụ|nội dung|công tác|kết quả|kinh phí|thủ tục|mọi|hồ sơ|danh mục|các (?:kiến nghị|đề xuất|vướng mắc|nội dung|hồ sơ|nhiệm vụ)|an? |this task|the list|the draft|the text)(?!\w)"
)


def _is_a_thing(page: Page, hit: Hit) -> bool:
    return hit.actor is not None and _THING.match(page.low, hit.actor[0]) is not None


def _of_the_actor(page: Page, hit: Hit) -> tuple[Name, ...]:
    if hit.actor is None:
        return ()
    if page.language == "en":
        return leads_of(page, hit)
    first, last = hit.actor
    then = page.low.rfind(
        " thì ", first, last
    )  # 'Việc của địa phương thì Chủ tịch UBND tỉnh phải ...'
    if then > first and is_home_body(page, then + len(" thì "), last):
        first = then + len(" thì ")
    end = subject_end(page.low, first, last)
    if not is_home_body(page, first, end) and hit.rule not in (
        "ought_to",
        "needs_doing",
        "must_do",
        "is_assigned",
        "is_directed",
        "is_requested",
        "is_planned",
    ):
        return ()
    return leads(page, first, end)


def _as_inferred(name: Name) -> Name:
    return Name(name.text, name.canonical, name.unit, inferred=True)


def _by_section(page: Page, role: Role | None) -> tuple[Name, ...]:
    """In a plan of its own the issuer of the paper does the work."""
    issuer = page.issuer() if role is Role.PLANS else None
    return (_as_inferred(issuer),) if issuer else ()


def _issuer(page: Page, hit: Hit) -> Name | None:
    """Who tells: named before the verb; else who issues the paper, marked inferred."""
    if hit.by and hit.by[1] > hit.by[0]:
        end = subject_end(page.low, *hit.by)
        people = page.inside(hit.by[0], end, "PERSON")
        if people:
            return page.name(people[-1].start, people[-1].end)
        if end - hit.by[0] >= 2:
            return speaker(page, hit.by[0], end)
    issuer = page.issuer()
    if issuer is None and page.language == "en" and not hands_on(page, hit):
        return chair_of(page)
    return _as_inferred(issuer) if issuer else orders_on(page, hit.start)


def _deliverable(page: Page, hit: Hit) -> str | None:
    found = _PRODUCT.search(page.low, hit.action, hit.end)
    if found is None:
        return None
    span = found.span("product") if found.group("product") else found.span("made")
    return page.context.cut(*span).strip()


_MAKERS: dict[str, Callable[[Page, Hit, Paragraph], dict[str, Any]]] = {
    "COMMITMENT": _commitment,
    "TASK": _task,
    "REQUEST": _request,
    "SHORTCOMING": _shortcoming,
    "RESULT": _result,
}
