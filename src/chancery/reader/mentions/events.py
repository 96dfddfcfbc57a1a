"""Events at their first full mention: conferences, visits, talks, sessions, fairs, signings."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene

_KINDS = {
    "hội nghị": "conference", "hội thảo": "workshop", "diễn đàn": "forum", "tọa đàm": "round_table", "kỳ họp": "committee_session", "phiên họp": "committee_session",
    "cuộc họp": "meeting", "đại hội": "party_congress", "hội chợ": "fair", "triển lãm": "fair", "tuần": "fair", "lễ": "ceremony", "hội đàm": "talks",
    "hội kiến": "meeting", "chuyến": "visit", "thăm": "visit", "đối thoại": "dialogue", "buổi": "meeting", "năm": "year", "ngày": "fair",
    "visit": "visit", "summit": "summit", "meeting": "meeting", "session": "committee_session", "conference": "conference", "forum": "forum",
    "dialogue": "dialogue", "week": "summit", "year": "year", "fair": "fair", "expo": "fair", "talks": "talks",
}  # fmt: skip

_NAMED = re.compile(
    r"\b(?:(?P<session>(?:Kỳ họp|kỳ họp|Phiên họp|phiên họp|Cuộc họp|Khóa họp|khóa họp) (?:lần thứ|thứ|lần) [\dIVX]+)"
    r"|(?P<congress>Đại hội (?:Đảng|đại biểu)[^,.;\n]{0,30}?(?:lần thứ [\dIVXL]+|khóa [\dIVXL]+|XI{0,3}V?\b))"
    r"|(?P<conference>(?:Hội nghị|hội nghị|Hội thảo|hội thảo|Diễn đàn|diễn đàn|Tọa đàm|tọa đàm|cuộc tọa đàm|buổi tọa đàm|Hội chợ|hội chợ|Triển lãm|triển lãm|Tuần hàng|Tuần lễ|Đối thoại|Lễ hội|Phiên họp|phiên họp|Cuộc họp|Ngày hội)(?= )))"
)
_YEAR_OF = re.compile(
    r"\bNăm (?P<name>(?!\d)(?:[A-ZĐ][A-Za-z]{2,6} 20\d\d|[Đđ]oàn kết[^,.;\n\d]{0,40}?(?=$|[,.;\n]| 20\d\d)(?: 20\d\d)?|(?:[Gg]iao lưu|[Hh]ữu nghị|[Vv]ăn hóa|[Dd]u lịch)[^,.;\n\d]{0,40}(?: 20\d\d)?))"
)
_STOP = re.compile(
    r"[,;:.\n\"“”)]| (?:về|đối với|tại|ở(?! nước ngoài)|vào|của|do|để|nhằm|cho|ngày|sáng|chiều|tối|đã|sẽ|được|trước|sau|trong|diễn ra|tổ chức|dưới|với|là|có|cùng|đang|theo|từ|đến|cũng|phục vụ|hay|mà|gồm|dự kiến|như|năm nay|lần này)(?!\w)| \("
)
_BRACKETED_NAME = re.compile(r" \([A-Z][\w ]{1,30}\)")
_YEAR_AFTER = re.compile(r" năm 20\d\d\b| 20\d\d\b")
_VISIT = re.compile(
    r"\b(?:(?:chuyến|Chuyến) (?:thăm|công tác|làm việc)(?P<how>(?: (?:hữu nghị|chính thức|cấp nhà nước|cấp Nhà nước|làm việc|và|đến|tới|tại|song phương))*)|(?<!chuyến )thăm(?P<how2>(?: (?:chính thức|cấp nhà nước|cấp Nhà nước|hữu nghị|và|làm việc))*))(?= |[,.;])"
)
_TALKS = re.compile(r"\b(?:cuộc |Cuộc |buổi |Buổi )?(?:hội đàm|hội kiến)\b(?! trực tuyến)")
_CEREMONY = re.compile(
    r"\b(?:[Ll]ễ ký(?: kết)?|[Ll]ễ khai mạc|[Ll]ễ bế mạc|[Ll]ễ kỷ niệm|[Ll]ễ khánh thành|[Ll]ễ khởi công|[Ll]ễ đón(?: chính thức)?)\b"
)
_MEETING = re.compile(
    r"\b(?:[Bb]uổi (?:tiếp|làm việc|gặp)|[Cc]uộc (?:gặp|làm việc|điện đàm|tiếp xúc|hội đàm))\b"
)

_EN = re.compile(
    r"\b(?:(?P<visit>(?:official|State|state|working|two-day|three-day|friendly|high-level)(?: (?:and )?(?:official|friendly|working))? visit)(?P<to> to (?:the )?(?:[A-Z]\w+(?: of)?(?: (?=[A-Z]))?){1,5})?"
    r"|(?P<session>(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural|next) (?:meeting|session|round)(?= of the)) of the (?P<body>[A-Z]\w+(?:(?:,? and |, | on | of | for | - | )[A-Z]\w+){0,9})"
    r"|(?P<named>(?:[A-Z][\w'’]*(?: - |-| )){1,6}(?:Summit|Conference|Forum|Dialogue|Week|Expo|Exhibition|Fair|Congress|Symposium|Year)(?: on (?:[A-Z]\w+(?: and | )?){1,5})?(?: (?:in )?20\d\d)?))"
)


def add_events(scene: Scene) -> None:
    """All events of a text."""
    if scene.language == "en":
        _add_english(scene)
        return
    _add_named(scene)
    _add_years(scene)
    _add_visits(scene)
    for pattern, rule, sure in (
        (_TALKS, "talks", 0.6),
        (_CEREMONY, "ceremony", 0.6),
        (_MEETING, "meeting", 0.4),
    ):
        for found in pattern.finditer(scene.text):
            if not scene.covers("EVENT", found.start(), found.end()):
                _add(scene, found.start(), found.end(), rule, sure)


def _add(scene: Scene, start: int, end: int, rule: str, confidence: float) -> None:
    words = scene.text[start:end].casefold()
    kind = next((kind for cue, kind in _KINDS.items() if cue in words), "event")
    date = next(
        (d.fields["value"] for d in scene.of("DATE") if start <= d.start and d.end <= end), None
    )
    scene.add("EVENT", start, end, rule, confidence, kind=kind, date=date)


def _add_named(scene: Scene) -> None:
    """'Hội nghị xúc tiến đầu tư Việt Nam', 'Kỳ họp lần thứ 7 Ủy ban hỗn hợp Việt Nam - Ai Cập'."""
    for head in _NAMED.finditer(scene.text):
        end = head.end() if head["congress"] else named_extent(scene, head)
        words = scene.text[head.start() : end].split()
        if len(words) < 3 or scene.covers("EVENT", head.start(), end):
            continue
        heading = scene.context.zones.zone_at(head.start()) in ("title", "heading")
        _add(scene, head.start(), end, "named_event", 0.45 if heading else 0.8)


def named_extent(scene: Scene, head: re.Match[str]) -> int:
    """Where the event's name ends: before its place, day, subject ('về ...') or purpose.

    'Hội thảo giao thương hạt điều' | 'tại Alexandria'; 'Hội nghị rà soát quý II năm 2026' | 'về'.
    'với' goes on where the head has named who holds it: 'Hội nghị trực tuyến Thủ tướng với ...'.
    """
    text, at = scene.text, head.end()
    stop = _STOP.search(text, at, at + 180)
    end = stop.start() if stop else min(at + 180, len(text))
    if (
        stop
        and stop.group() == " với"
        and re.search(r"[A-ZĐ]", text[at:end])
        and head["conference"]
    ):
        stop = _STOP.search(text, stop.end(), stop.end() + 120)
        end = stop.start() if stop else end
    elif stop and _YEAR_AFTER.match(text, end):
        end = _YEAR_AFTER.match(text, end).end()  # type: ignore[union-attr]  # it has just matched
    bracket = _BRACKETED_NAME.match(text, end)
    return bracket.end() if bracket else end


def _add_years(scene: Scene) -> None:
    """'Năm APEC 2017', 'Năm đoàn kết hữu nghị Việt Nam - Lào 2017'."""
    for found in _YEAR_OF.finditer(scene.text):
        _add(scene, found.start(), found.end(), "year_of", 0.8)


def _add_visits(scene: Scene) -> None:
    """'thăm chính thức Việt Nam', 'chuyến thăm Nhật Bản', 'chuyến thăm cấp nhà nước'."""
    for found in _VISIT.finditer(scene.text):
        start, end = found.span()
        while scene.text[end - 1] == " ":
            end -= 1
        country = _country_behind(scene, end)
        trip = found.group().casefold().startswith("chuyến")
        if country is None:
            end = _without_preposition(scene.text, start, end)
        if not country and not trip and not found["how2"]:
            continue
        bare = not (country or found["how"] or found["how2"])
        _add(scene, start, country or end, "visit", 0.5 if bare else 0.7)


def _without_preposition(text: str, start: int, end: int) -> int:
    tail = re.search(r"(?: (?:đến|tới|tại|và))+$", text[start:end])
    return start + tail.start() if tail else end


def _country_behind(scene: Scene, end: int) -> int | None:
    at = scene.word_at(end)
    if scene.gap_before(at) != " ":
        return None
    country = scene.starting_at("country", at)
    return scene.words.ends[country.last - 1] if country else None


def _add_english(scene: Scene) -> None:
    for found in _EN.finditer(scene.text):
        start, end = found.span()
        opening = re.match(r"(?:The|This|At|During|In|On|Both) ", scene.text[start:end])
        if opening:
            start += opening.end()
        while scene.text[end - 1] == " ":
            end -= 1
        if " " in scene.text[start:end]:
            _add(scene, start, end, "english_event", 0.75)
