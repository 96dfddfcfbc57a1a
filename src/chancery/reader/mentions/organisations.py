"""Named bodies in Vietnamese texts: those of the pack, and what the head words build.

A body's name is a head ('Bộ', 'Cơ quan', 'Tập đoàn'), words with capitals, at most one small
syllable behind each of them ('Ngoại giao'), a country, an abbreviation in brackets.
"""

from __future__ import annotations

import re
from itertools import pairwise

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.organisations_listed import (
    add_companies_in_a_list,
    add_ministries_in_a_list,
)
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import phrases, words_of
from chancery.reader.mentions.words import Entry, without_overlaps

BODY_BY_HEAD = "body by head"
"""Spans of names built by a head word: a town's name in them is most often part of the name."""

_BRACKET = re.compile(r" \((?P<code>[A-Z][A-Za-z&.-]{1,11})\)")
_CAPITAL_MUST_FOLLOW = words_of("hội báo đoàn ban vụ viện hãng bộ sở cục quỹ đài")
_SMALL_TAILS = frozenset(
    phrases(
        "kinh tế|thương mại|đầu tư|công nghệ|quốc tế|nhân dân|thực phẩm|tư pháp|hàng không|"
        "năng lượng|môi trường|tối cao|toàn cầu|quốc gia|trung ương|hỗn hợp|xã hội|doanh nghiệp|"
        "công nghiệp|thông tin|đối ngoại"
    )
)
_LOOKAHEAD = 5
_LONGEST = 24
"""Words in the longest name; keeps the work linear in a text without any stop."""

_EMBASSIES = frozenset(
    phrases(
        "đại sứ quán|tổng lãnh sự quán|lãnh sự quán|thương vụ|phái đoàn|phái đoàn thường trực|"
        "văn phòng|cơ quan đại diện|văn phòng kinh tế văn hóa"
    )
)


def add_organisations(scene: Scene) -> None:
    """All named bodies of a Vietnamese text, then their abbreviations wherever they stand."""
    for entry in _bodies(scene):
        _add_body(scene, entry)
    add_ministries_in_a_list(scene)
    add_companies_in_a_list(scene)


def _bodies(scene: Scene) -> list[Entry]:
    """Names from the pack and head words, the longest name at each place."""
    entries = [
        Entry(e.first, _with_country(scene, e.first, _shared_country_off(scene, e)), e.payload)
        for kind in ("unit", "organisation")
        for e in scene.hits[kind]
        if _is_whole(scene, e)
    ]
    known = {entry.first: entry.last for entry in sorted(entries, key=lambda e: e.last)}
    for entry in scene.hits["org_head"]:
        last = body_end(scene, entry) if _is_a_head(scene, entry) else None
        if last is not None and not _only_adds_small_words(scene, known.get(entry.first), last):
            entries.append(Entry(entry.first, last, None))
    for entry in scene.hits["state_body"]:
        capital = scene.is_capital(entry.first) and _is_whole(scene, entry)
        if capital and scene.low(entry.first - 1) != "cấp":
            shared = scene.low(entry.first) in ("đảng", "nhà")
            last = entry.last if shared else _with_country(scene, entry.first, entry.last)
            entries.append(Entry(entry.first, last, None))
    return without_overlaps(sorted(entries, key=lambda e: (e.first, -e.last, e.payload is None)))


def _is_a_head(scene: Scene, head: Entry) -> bool:
    """'Bộ Quy tắc ứng xử' is a code of conduct, 'Tây Ban Nha' a country."""
    if scene.low(head.first - 1) == "tây" and scene.joined(head.first):
        return False
    return (scene.low(head.first), scene.low(head.last)) not in _NO_BODIES


_NO_BODIES = frozenset({
    ("bộ", "quy"), ("bộ", "luật"), ("bộ", "chỉ"), ("bộ", "tiêu"), ("bộ", "công cụ"), ("bộ", "phận"), ("bộ", "máy"),
})  # fmt: skip


def _only_adds_small_words(scene: Scene, known: int | None, last: int) -> bool:
    """'Ủy ban châu Âu' + 'thuộc', 'Bộ Ngoại giao' + 'vận động In-đô-nê-xi-a': the known name has ended."""
    if known is None or last <= known:
        return False
    return not scene.is_capital(known) and scene.low(known) not in ("và", "&", "kiêm")


def _shared_country_off(scene: Scene, entry: Entry) -> int:
    """'hai Thủ tướng Chính phủ Việt Nam - Lào' names no Government of Viet Nam."""
    country = scene.ending_at("country", entry.last)
    if country and country.first > entry.first and _pair_end(scene, entry.last) != entry.last:
        return country.first
    return entry.last


def _is_whole(scene: Scene, entry: Entry) -> bool:
    """An abbreviation must not be part of a longer capital name or a paper's number, 'Đảng' none of 'Đảng ủy'."""
    if scene.low(entry.first) == "đảng" and scene.low(entry.last) in ("ủy", "bộ", "viên"):
        return False
    if entry.last - entry.first > 1:
        return True
    before, after = scene.gap_before(entry.first), scene.gap_before(entry.last)
    return not (before.endswith(("-", "/", ".")) or after.startswith(("-", "/")))


def _add_body(scene: Scene, entry: Entry) -> None:
    start, end = scene.words.span(entry.first, entry.last)
    if scene.covers("ORG", start, end):
        return
    bracket = _BRACKET.match(scene.text, end)
    name_end = end
    if bracket:
        end = bracket.end()
    bloc = _bloc_in_bracket(scene, entry.first, bracket)
    if bloc:
        scene.add("BLOC", start, end, "bloc_by_code", 0.9, code=bloc)
        return
    unit = _unit(scene, entry, scene.text[start:name_end])
    canonical = unit[1] if unit else (bracket["code"] if bracket else scene.text[start:end])
    rule = "unit" if entry.payload is not None else "body_by_head"
    confidence = 0.95 if entry.payload is not None else 0.8
    if rule == "body_by_head":
        scene.mark(BODY_BY_HEAD, start, end)
    scene.add(
        "ORG", start, end, rule, confidence, canonical=canonical, unit=unit[0] if unit else None
    )


_OF_STATES = words_of("hội liên tổ hiệp cộng diễn khối nhóm")
"""First words of what states join; a fund, a bank or a company is never a grouping."""


def _bloc_in_bracket(scene: Scene, first: int, bracket: re.Match[str] | None) -> str | None:
    """The code of a grouping behind its name: 'Hội đồng Hợp tác vùng Vịnh (GCC)'."""
    if bracket is None or scene.low(first) not in _OF_STATES:
        return None
    found = scene.starting_at("bloc", scene.word_at(bracket.start("code")))
    return found.payload[0].code if found else None


def _unit(scene: Scene, entry: Entry, text: str) -> tuple[str | None, str] | None:
    """The pack's unit and its name, unless a foreign country stands behind it."""
    row = entry.payload
    if row is None:
        return None
    home = scene.context.pack.home
    country = _last_country(scene, entry)
    if isinstance(row, tuple):
        return None, row[0].code
    if country is not None and country != home and row.host != country:
        return None, text
    return row.id, row.name_vi


def _last_country(scene: Scene, entry: Entry) -> str | None:
    found = scene.ending_at("country", entry.last)
    return found.payload[0] if found and found.first > entry.first else None


# The extent of a name ------------------------------------------------------------------------


def body_end(scene: Scene, head: Entry) -> int | None:
    """The word after the last of a body's name; None where no name follows the head.

    'Cơ quan Thống kê Ai Cập', 'Trung tâm chuyển giao công nghệ Việt Nam - Hàn Quốc',
    'Ủy ban nhân dân tỉnh Gia Lai', 'Bộ Kinh tế Hà Lan'.
    """
    low = " ".join(scene.words.lows[head.first : head.last])
    if not scene.is_capital(head.first) or _is_verb(scene, head, low):
        return None
    if scene.words.words[head.first].isupper() and not _is_abbreviation(head, low):
        return None
    if low in _EMBASSIES:
        mission = _mission_end(scene, head.last)
        if mission is not None or low != "văn phòng":
            return mission if mission is not None else head.last
    if low in _PARTY_UNITS and (of := scene.starting_at("unit", head.last)):
        return of.last
    end = _name_end(scene, head)
    coded = _up_to_a_code(scene, end) or _up_to_a_bloc(scene, head, end)
    if coded is not None:
        return coded
    named = any(scene.is_capital(i) for i in range(head.last, end))
    return end if named else None


_PARTY_UNITS = ("đảng ủy", "đảng bộ", "đoàn thanh niên")
"""Heads whose name goes on with a whole body: 'Đảng ủy' + 'Bộ Ngoại giao'."""
_SMALL_TAIL = re.compile(r"(?: [^\W\d_A-ZĐ]+){1,6}(?= \([A-Z]{2,10}\))")


def _up_to_a_code(scene: Scene, at: int) -> int | None:
    """'Quỹ Đầu tư' + 'khu vực công' before '(XYZ)': the bracket shows how far the name goes."""
    tail = _SMALL_TAIL.match(scene.text, scene.words.ends[at - 1])
    if tail is None:
        return None
    last = scene.word_at(tail.end())
    lows = scene.words.lows[at:last]
    stops = vocabulary.FUNCTION_WORDS_VI.intersection(lows)
    predicate = any(f"{a} {b}" in vocabulary.PREDICATES_VI for a, b in pairwise(lows))
    return None if stops or predicate else last


_LONG_TAIL = re.compile(r"(?: [^\W\d_]++){1,9} \((?P<code>[A-Z]{2,10})\)")


def _up_to_a_bloc(scene: Scene, head: Entry, at: int) -> int | None:
    """'Hội đồng Hợp tác' + 'các nước Vùng Vịnh' before '(GCC)'."""
    if scene.low(head.first) not in _OF_STATES:
        return None
    tail = _LONG_TAIL.match(scene.text, scene.words.ends[at - 1])
    code = scene.word_at(tail.start("code")) if tail else 0
    return code if tail and scene.starting_at("bloc", code) else None


def _is_abbreviation(head: Entry, low: str) -> bool:
    """'UBND', 'ĐSQ'; other words in capitals stand in a heading."""
    return head.last - head.first == 1 and low in ("ubnd", "hđnd", "đsq")


def _is_verb(scene: Scene, head: Entry, low: str) -> bool:
    """'Tổ chức Hội nghị ...' is an order, 'Hội nghị' no society."""
    after = head.last
    if low in _CAPITAL_MUST_FOLLOW and not scene.is_name_word(after):
        return True
    event = low == "tổ chức" and scene.low(after) in ("hội", "lễ", "tuần", "ngày", "kỳ", "diễn")
    return event or not scene.joined(after)


def _mission_end(scene: Scene, at: int) -> int | None:
    """'Đại sứ quán' + 'Việt Nam tại Ai Cập' or 'Nhật Bản' or 'tại Cai-rô'."""
    country = scene.starting_at("country", at) if scene.joined(at) else None
    end = country.last if country else at
    if scene.joined(end) and scene.low(end) == "tại":
        for kind in ("country", "place", "bloc"):
            seat = scene.starting_at(kind, end + 1)
            if seat:
                return seat.last
    return end if country else None


_OPEN_JOINT_BODIES = frozenset(name.lower().split()[0] for name in vocabulary.JOINT_BODIES_VI)


def _name_end(scene: Scene, head: Entry) -> int:
    at = head.last
    joint = scene.low(head.first) in _OPEN_JOINT_BODIES
    while at < head.last + _LONGEST:
        country = scene.starting_at("country", at) if scene.joined(at) else None
        if country:
            return _pair_end(scene, country.last) if joint else _unpaired(scene, country, at)
        step = _step(scene, head, at)
        if step is None:
            return at
        at = step
    return at


def _unpaired(scene: Scene, country: Entry, at: int) -> int:
    """'Chính phủ Việt Nam - Lào' speaks of two bodies: the country stays outside."""
    end = _pair_end(scene, country.last)
    return at if end != country.last else country.last


def _pair_end(scene: Scene, at: int) -> int:
    """'Việt Nam' + '- Hàn Quốc'."""
    if at < scene.count and scene.words.joins[at] == "-":
        other = scene.starting_at("country", at) or scene.starting_at("bloc", at)
        if other:
            return other.last
    return at


def _step(scene: Scene, head: Entry, at: int) -> int | None:
    """The next word of a name, or None where the name has ended."""
    if at >= scene.count:
        return None
    low = scene.low(at)
    join = scene.words.joins[at]
    if join == "-" and scene.is_capital(at - 1):
        return at + 1
    if low in ("và", "&") or ", " in scene.gap_before(at):
        return _conjunction(scene, head, at)
    if join != "" or "\n" in scene.gap_before(at) or _another_begins(scene, head, at):
        return None
    if scene.is_capital(at):
        return at + 1
    return _small_words(scene, head, at)


def _another_begins(scene: Scene, head: Entry, at: int) -> bool:
    """A title, an event or a person starts here: the body's name has ended before it."""
    if scene.is_capital(at) and scene.starting_at("title", at):
        return True
    if scene.covers("PERSON", scene.words.starts[at], scene.words.starts[at] + 1):
        return True
    if scene.low(head.first) not in ("bộ", "sở") or scene.low(at - 1) in ("phố", "tỉnh"):
        return False
    person = scene.low(at) in vocabulary.SURNAMES and scene.is_name_word(at + 1)
    return person and not scene.begins(("place", "portfolio"), at)


def _conjunction(scene: Scene, head: Entry, at: int) -> int | None:
    """'Khoa học và Công nghệ', 'Kế hoạch và đầu tư', 'Công nghiệp, Thương mại và Năng lượng'."""
    comma = ", " in scene.gap_before(at)
    after = at if comma else at + 1
    if scene.starting_at("org_head", after) or scene.starting_at("unit", after):
        return None
    field = scene.starting_at("portfolio", after) or _small_field(scene, after)
    if field is None or not scene.ending_at("portfolio", at):
        return None
    if comma and not _list_closes(scene, field.last):
        return None
    return field.last


def _small_field(scene: Scene, at: int) -> Entry | None:
    pair = f"{scene.low(at)} {scene.low(at + 1)}"
    return Entry(at, at + 2, None) if pair in _SMALL_TAILS and scene.joined(at) else None


def _list_closes(scene: Scene, at: int) -> bool:
    """A comma inside a name is followed by 'và' and a last field."""
    return scene.low(at) == "và" and scene.starting_at("portfolio", at + 1) is not None


def _small_words(scene: Scene, head: Entry, at: int) -> int | None:
    """One small syllable behind a capital, or a few of them where a capital name follows."""
    pair = f"{scene.low(at)} {scene.low(at + 1)}"
    if pair in _SMALL_TAILS and scene.joined(at + 1):
        return at + 2
    if scene.low(at) in vocabulary.FUNCTION_WORDS_VI or pair in vocabulary.PREDICATES_VI:
        return None
    if at > head.last and scene.is_capital(at - 1) and len(scene.words.words[at - 1]) > 1:
        return at + 1 if _completes_a_word(scene, head, at) else None
    return _up_to_a_capital(scene, at)


def _completes_a_word(scene: Scene, head: Entry, at: int) -> bool:
    """'Thống kê', 'Hải quan'; but 'Tân Phú thu hồi': a verb needs a word of its own behind it."""
    capitals = 0
    while at - 1 - capitals >= head.last and scene.is_capital(at - 1 - capitals) and capitals < 2:
        capitals += 1
    return capitals == 1 or _up_to_a_capital(scene, at) is not None


def _up_to_a_capital(scene: Scene, at: int) -> int | None:
    """'An toàn + thực phẩm + Ai Cập', 'quản lý + Kênh đào', 'hỗn hợp + Việt Nam'."""
    for ahead in range(at, min(at + _LOOKAHEAD, scene.count)):
        if not scene.joined(ahead):
            return None
        pair = f"{scene.low(ahead)} {scene.low(ahead + 1)}"
        if scene.low(ahead) in vocabulary.FUNCTION_WORDS_VI or pair in vocabulary.PREDICATES_VI:
            return None
        if ahead == at and scene.low(at) in vocabulary.VERBS_VI:
            return None
        if scene.is_capital(ahead):
            if scene.low(ahead - 1) == "liên":
                return ahead
            new_name = scene.starting_at("unit", ahead) or scene.starting_at("org_head", ahead)
            return None if new_name or scene.starting_at("title", ahead) else ahead
    return None


def _with_country(scene: Scene, first: int, last: int) -> int:
    """'Bộ Ngoại giao Hàn Quốc', 'Chính phủ nước CHDCND Lào'; not 'Chính phủ Việt Nam - Lào'."""
    at = last + 1 if scene.low(last) == "nước" and scene.joined(last) else last
    if not scene.joined(at):
        return last
    country = scene.starting_at("country", at)
    if country is None or _pair_end(scene, country.last) != country.last:
        return last
    return country.last
