"""Events at their first full mention: conferences, visits, talks, sessions, fairs, signings."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene
from chancery.reader.seldom import Near

_KINDS = {
    "hội nghị": "conference", "hội thảo": "workshop", "diễn đàn": "forum", "tọa đàm": "round_table", "kỳ họp": "committee_session", "phiên họp": "committee_session",
    "cuộc họp": "meeting", "đại hội": "party_congress", "hội chợ": "fair", "triển lãm": "fair", "tuần": "fair", "lễ": "ceremony", "hội đàm": "talks",
    "hội kiến": "meeting", "chuyến": "visit", "thăm": "visit", "đối thoại": "dialogue", "buổi": "meeting", "năm": "year", "ngày": "fair",
    "visit": "visit", "summit": "summit", "meeting": "meeting", "session": "committee_session", "conference": "conference", "forum": "forum",
    "dialogue": "dialogue", "week": "summit", "year": "year", "fair": "fair", "expo": "fair", "talks": "talks",
}  # fmt: skip

_SESSION = re.compile(
    r"(?P<session>(?:Kỳ họp|kỳ họp|Phiên họp|phiên họp|Cuộc họp|Khóa họp|khóa họp|[Pp]hiên) (?:lần thứ|thứ|lần) (?:[\dIVX]+|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm))?)(?!\w))"
    r"|(?P<congress>Đại hội (?:Đảng|đại biểu)[^,.;\n]{0,30}?(?:lần thứ [\dIVXL]+|khóa [\dIVXL]+|XI{0,3}V?\b))"
)
_CONFERENCE = re.compile(
    r"(?:Hội nghị|hội nghị|Hội thảo|hội thảo|Diễn đàn|diễn đàn|Tọa đàm|tọa đàm|cuộc tọa đàm|buổi tọa đàm|Hội chợ|hội chợ|Triển lãm|triển lãm|Tuần hàng|Tuần lễ|Đối thoại|Lễ hội"
    r"|Phiên họp|phiên họp|Cuộc họp|cuộc họp|Ngày hội|(?:Những ngày|những ngày|Tuần) (?=Văn hóa|Việt Nam|Phim|Ẩm thực))(?= |(?<= ))"
)
_YEAR_OF = re.compile(
    r"Năm (?P<name>(?!\d)(?:[A-ZĐ][A-Za-z]{2,6} 20\d\d|[Đđ]oàn kết[^,.;\n\d]{0,40}?(?=$|[,.;\n]| 20\d\d)(?: 20\d\d)?|(?:[Gg]iao lưu|[Hh]ữu nghị|[Vv]ăn hóa|[Dd]u lịch)[^,.;\n\d]{0,40}(?: 20\d\d)?))"
)
_VISIT = re.compile(
    r"(?:(?:chuyến|Chuyến) (?:thăm|công tác|làm việc)(?P<how>(?: (?:hữu nghị|chính thức|cấp nhà nước|cấp Nhà nước|làm việc|và|đến|tới|tại|song phương))*)|[Tt]hăm(?P<how2>(?: (?:chính thức|cấp nhà nước|cấp Nhà nước|hữu nghị|và|làm việc))*))(?= |[,.;])"
)
_TALKS = re.compile(r"(?:[Cc]uộc |[Bb]uổi )?(?:[Hh]ội đàm|[Hh]ội kiến)\b(?! trực tuyến)")
_CEREMONY = re.compile(
    r"[Ll]ễ (?:ký(?: kết)?|khai mạc|bế mạc|kỷ niệm|khánh thành|khởi công|đón(?: chính thức)?)\b"
)
_MEETING = re.compile(
    r"(?:[Bb]uổi (?:tiếp|làm việc|gặp)|[Cc]uộc (?:gặp|làm việc|điện đàm|tiếp xúc))\b"
)
_STOP = re.compile(
    r"[,;:.\n\"“”)]| (?:về|đối với|tại|ở(?! nước ngoài)|vào|của|do|để|nhằm|cho|ngày|sáng|chiều|tối|đã|sẽ|được|trước|sau|trong|diễn ra|tổ chức|dưới|với|là|có|cùng|đang|theo|từ|đến|cũng|phục vụ|hay|mà|gồm|dự kiến|như|năm nay|lần này|vẫn|còn|sang|lên|xuống|khai mạc|bế mạc|kết thúc|vừa|sắp|chưa|không|đúng|thành công|bàn|nhằm|phải|cần|nằm)(?!\w)| \("
)
_BRACKETED_NAME = re.compile(r" \([A-Z][\w ]{1,30}\)")
_YEAR_AFTER = re.compile(r" năm 20\d\d\b| 20\d\d\b")
_EN = Near(
    r"\b(?:(?P<visit>(?:official|Official|State|state|working|two-day|three-day|friendly|high-level)(?: (?:and )?(?:official|friendly|working))? [Vv]isit)(?P<to> to (?:the )?(?:[A-Z]\w+(?: of)?(?: (?=[A-Z]))?){1,5})?"
    r"|(?P<cop>(?:COP|MOP|CMP) ?-?\d{1,2}\b)"
    r"|(?P<session>(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural|next|[A-Z][a-z]+(?:-[a-z]+)?) (?:[Mm]eeting|[Ss]ession|[Rr]ound)(?= of the)) of the (?P<body>[A-Z]\w+(?:(?:,? and |, | on | of | for | - | )[A-Z]\w+){0,9})"
    r"|(?P<nth>\b(?:[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth|[Ee]leventh|[Tt]welfth|[A-Z][a-z]+teenth|[A-Z][a-z]+tieth|(?:Twenty|Thirty|Forty)-[a-z]+|\d{1,2}(?:st|nd|rd|th)) (?:[a-z]+ )?(?:[Mm]eeting|[Ss]ession)(?: on [a-z]+(?: (?!(?:is|was|will|to|in|at|on|held)\b)[a-z]+){0,4}(?: (?:CPTPP|RCEP|EVFTA|UKVFTA|WTO)\b)?(?: \([^()\n]{3,40}\))?)?)"
    r"|(?P<about>(?:workshop|seminar|conference|symposium|round ?table) on [a-z][a-z-]*(?: (?!(?:is|was|will|to|in|at|on|held|by|during|this|next)\b)[A-Za-z-]+){0,5})"
    r"|(?P<named>(?:[A-Z][\w'’]{0,40}(?: - |-| )){1,6}(?:Summit|Conference|Forum|Dialogue|Week|Expo|Exhibition|Fair|Congress|Symposium|Year)(?: on (?:[A-Z]\w+(?: and | )?){1,5})?(?: (?:in )?20\d\d)?))",
    spaces=12,
)


def add_events(scene: Scene) -> None:
    """All events of a text."""
    if scene.language == "en":
        _add_english(scene)
        return
    for entry in scene.known("event_head"):
        start = scene.words.starts[entry.first]
        for rule in _RULES:
            if rule(scene, start):
                break


def _add(scene: Scene, start: int, end: int, rule: str, confidence: float) -> None:
    words = scene.text[start:end].casefold()
    kind = next((kind for cue, kind in _KINDS.items() if cue in words), "event")
    date = scene.date_within(start, end)
    scene.add("EVENT", start, end, rule, confidence, kind=kind, date=date)


def _session(scene: Scene, start: int) -> bool:
    """'Kỳ họp lần thứ 7 Ủy ban hỗn hợp Việt Nam - Ai Cập', 'Đại hội Đảng ... lần thứ XIV'."""
    head = _SESSION.match(scene.text, start)
    if head is None:
        return False
    end = head.end() if head["congress"] else named_extent(scene.text, head.end(), holder=False)
    field = _FIELD.match(scene.text, end)
    return _add_named(scene, start, field.end() if field else end)


_FIELD = re.compile(
    r"(?<=[^\W\d_]) về (?:hợp tác )?(?:kinh tế|thương mại|hợp tác|khoa học|năng lượng|nông nghiệp|quốc phòng|đầu tư|lao động|du lịch|công nghệ|giáo dục|môi trường)"
    r"(?:(?:,| và)? (?:kinh tế|thương mại|khoa học|kỹ thuật|công nghệ|năng lượng|nông nghiệp|đầu tư|song phương|quốc tế))*(?!\w)"
)
"""'phiên thứ 6 Ủy ban hỗn hợp [về kinh tế]': what the body is for belongs to its name."""


def _conference(scene: Scene, start: int) -> bool:
    """'Hội nghị xúc tiến đầu tư Việt Nam', 'Hội thảo giao thương hạt điều'."""
    head = _CONFERENCE.match(scene.text, start)
    if head is None:
        return False
    end = named_extent(scene.text, head.end(), holder=True)
    town = _IN_TOWN.match(scene.text, end) if head.group().endswith(" ") else None
    return _add_named(scene, start, town.end() if town else end)


_IN_TOWN = re.compile(r" (?:tại|ở) [A-ZĐÁÀÂ][\w-]{1,40}(?: [A-ZĐÁÀÂ][\w-]{1,40}){0,3}")
"""'Những ngày Văn hóa Việt Nam tại Pa-ri': the town is part of such a name."""


def _add_named(scene: Scene, start: int, end: int) -> bool:
    """Only a full name is an event: 'hội nghị' alone points back to one."""
    if len(scene.text[start:end].split()) < 3 or scene.covers("EVENT", start, end):
        return False
    heading = scene.context.zones.zone_at(start) in ("title", "heading")
    _add(scene, start, end, "named_event", 0.45 if heading else 0.8)
    return True


_ABOUT = re.compile(r"(?<=họp) (?:về|bàn về|triển khai|kiểm điểm|rà soát) ")
_TIME = re.compile(r" (?:hồi |hôm )?tháng (?=\d)| hồi | hôm ")


def named_extent(text: str, at: int, *, holder: bool) -> int:
    """Where an event's name ends that goes on at ``at``: before place, day, subject, purpose.

    'Hội thảo' + 'giao thương hạt điều' | 'tại Alexandria'. With ``holder``, 'với' goes on where
    who holds it has been named: 'Hội nghị trực tuyến Thủ tướng với các cơ quan đại diện'.
    """
    about = _ABOUT.match(text, at)
    stop = _STOP.search(text, about.end() if about else at, at + 180)
    end = stop.start() if stop else min(at + 180, len(text))
    if holder and stop and stop.group() == " với" and _CAPITAL.search(text, at, end):
        stop = _STOP.search(text, stop.end(), stop.end() + 120)
        end = stop.start() if stop else end
    time = _TIME.search(text, at, end)
    end = time.start() if time else end
    year = _YEAR_AFTER.match(text, end)
    end = year.end() if year else end
    bracket = _BRACKETED_NAME.match(text, end)
    return bracket.end() if bracket else end


_CAPITAL = re.compile("[A-ZĐ]")


def _year_of(scene: Scene, start: int) -> bool:
    """'Năm APEC 2017', 'Năm đoàn kết hữu nghị Việt Nam - Lào 2017'."""
    found = _YEAR_OF.match(scene.text, start)
    if found:
        _add(scene, start, found.end(), "year_of", 0.8)
    return bool(found)


def _visit(scene: Scene, start: int) -> bool:
    """'thăm chính thức Việt Nam', 'chuyến thăm Nhật Bản', 'chuyến thăm cấp nhà nước'."""
    found = _VISIT.match(scene.text, start)
    if found is None or scene.covers("EVENT", *found.span()):
        return False
    end = (
        len(scene.text[: found.end()].rstrip(" ")) if found.group().endswith(" ") else found.end()
    )
    country = _country_behind(scene, end)
    trip = found["how"] is not None
    if not country and not trip and not found["how2"]:
        return False
    bare = not (country or found["how"] or found["how2"])
    end = country or _without_preposition(scene.text, start, end)
    _add(scene, start, end, "visit", 0.5 if bare else 0.7)
    return True


def _gathering(scene: Scene, start: int) -> bool:
    """'cuộc hội đàm', 'lễ ký kết', 'buổi tiếp': short names of what took place."""
    for pattern, rule, sure in _GATHERINGS:
        found = pattern.match(scene.text, start)
        if found and not scene.covers("EVENT", *found.span()):
            _add(scene, *found.span(), rule, sure)
            return True
    return False


_GATHERINGS = ((_TALKS, "talks", 0.6), (_CEREMONY, "ceremony", 0.6), (_MEETING, "meeting", 0.4))
_RULES = (_session, _conference, _year_of, _visit, _gathering)


def _without_preposition(text: str, start: int, end: int) -> int:
    tail = re.search(r"(?: (?:đến|tới|tại|và))+$", text[start:end])
    return start + tail.start() if tail else end


def _country_behind(scene: Scene, end: int) -> int | None:
    at = scene.word_at(end)
    if scene.gap_before(at) != " ":
        return None
    country = scene.starting_at("country", at)
    if country is None:
        return None
    while True:
        after = country.last + (scene.low(country.last) == "và" and scene.joined(country.last))
        gap = scene.gap_before(country.last)
        more = scene.starting_at("country", after) if gap in (", ", " ") else None
        if more is None or (gap == " " and after == country.last):
            return scene.words.ends[country.last - 1]
        country = more


def _add_english(scene: Scene) -> None:
    for found in _EN.finditer(scene.text):
        start, end = found.span()
        opening = re.match(
            r"(?:The|This|At|During|In|On|Both|A|An|Its|Their) ", scene.text[start:end]
        )
        if opening:
            start += opening.end()
        while scene.text[end - 1] == " ":
            end -= 1
        if " " in scene.text[start:end] or found["cop"]:
            _add(scene, start, end, "english_event", 0.75)
