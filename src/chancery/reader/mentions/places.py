"""Places: those of the pack, those behind a head ('cảng Cái Mép'), a preposition, on a route."""

from __future__ import annotations

import re

from chancery.reader.mentions.organisations import BODY_BY_HEAD
from chancery.reader.mentions.partners import LANGUAGES_BEFORE
from chancery.reader.mentions.people import is_syllable
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import ENGLISH_NO_NAMES, phrases, words_of
from chancery.reader.seldom import Near

_KEEPS_ITS_HEAD = frozenset(
    phrases(
        "cảng|cảng biển|cảng hàng không|sân bay|cầu|cửa khẩu|cửa khẩu quốc tế|khu công nghiệp|"
        "khu công nghệ cao|khu kinh tế|bán đảo|vịnh|sông|quần đảo"
    )
)
_HEAD_IS_A_WORD = words_of("điểm yêu nhu toàn thỉnh khẩn địa liên cung")
"""'điểm cầu', 'yêu cầu', 'liên bang': the head is half of another word."""

_NAME_ONLY = frozenset(phrases("tỉnh|thành phố|tp|thủ đô|thị xã|quận|huyện|bang|đảo"))
_PREPOSITIONS = {
    "vi": words_of("tại ở đến tới về từ sang"),
    "en": words_of("in at from to near"),
}
_DASH = re.compile(r"\)? ?- ?")
_DISTRICT = re.compile(r"(?:Q\.|[Qq]uận|[Pp]hường) ?\d{1,2}\b")


def add_places(scene: Scene) -> None:
    """All places; the surer rules first."""
    _add_behind_heads(scene)
    _add_known(scene)
    _add_datelines(scene)
    _add_behind_prepositions(scene)
    if scene.language == "en":
        _add_english_kinds(scene)
    else:
        _add_transliterated(scene)
    _add_routes(scene)


_KIND_OF = Near(
    r"\b(?:State|Province|Prefecture|Region|City|Port|Municipality|Department|Island) of (?P<name>[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){0,2})",
    spaces=0,
)
_BUILDING = Near(
    r"\b(?!(?:The|At|In|Near|This|That) )(?:[A-Z][\w'’-]{1,30} ){1,3}(?:Palace|Airport|Port|Hotel|Bridge|Industrial Park|Economic Zone|Stadium|Square|Canal|Cathedral|Delta|Peninsula|Strait)\b",
    spaces=4,
)


def _add_english_kinds(scene: Scene) -> None:
    """'the State of Goiás', 'Planalto Palace'."""
    for found in _KIND_OF.finditer(scene.text):
        start, end = found.span("name")
        if not scene.starting_at("country", scene.word_at(start)):
            _add_named(scene, start, end, "kind_of_place")
    for found in _BUILDING.finditer(scene.text):
        _add_named(scene, *found.span(), "building")


_BREAKS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){1,4}(?: [A-ZĐ][^\W\d_]*(?:-[^\W\d_]+){1,4})?")


def _add_transliterated(scene: Scene) -> None:
    """'An-ma-ti', 'Át-xta-na': small syllables behind a capital, joined by hyphens, no person."""
    gaps = scene.gaps
    for first in scene.capital_words:
        if gaps[first + 1] != "-" or not scene.low(first + 1).isalpha():
            continue
        if scene.is_capital(first + 1) or scene.gap_before(first) in ("-", "/"):
            continue
        named_on = scene.joined(first) and scene.is_capital(first - 1)
        if scene.low(first - 1) in LANGUAGES_BEFORE or (named_on and first > 0):
            continue
        found = _BREAKS.match(scene.text, scene.words.starts[first])
        if found and not scene.begins(_KNOWN, first):
            _add_named(scene, *found.span(), "transliterated")


def _add_named(scene: Scene, start: int, end: int, rule: str) -> None:
    taken = ("PLACE", "PERSON", "ORG", "COUNTRY", "BLOC", "DATE")
    if not scene.covers_any(taken, start, end):
        scene.add("PLACE", start, end, rule, 0.65, canonical=scene.text[start:end])


def _add_known(scene: Scene) -> None:
    """'Hà Nội', 'Biển Đông', 'Trụ sở Chính phủ', 'TP. HCM'."""
    for kind, confidence in (("venue", 0.9), ("sea", 0.8), ("place", 0.92)):
        for entry in scene.known(kind):
            _add_if_free(scene, kind, entry.first, entry.last, confidence)
    if scene.language == "en":
        for entry in scene.known("place_unmarked"):
            _add_if_free(scene, "place", entry.first, entry.last, 0.85)


def _add_if_free(scene: Scene, rule: str, first: int, last: int, confidence: float) -> None:
    start, end = scene.words.span(first, last)
    if scene.covers("PERSON", start, end) or scene.covers("PLACE", start, end):
        return
    if rule == "venue" and scene.joined(last) and (country := scene.starting_at("country", last)):
        end = scene.words.ends[country.last - 1]
    if rule == "place" and _is_another_name(scene, first, last):
        return
    if scene.covers("BLOC", start, end):
        return
    scene.add(
        "PLACE", start, end, rule, confidence, canonical=_canonical(scene, first, start, end)
    )


def _canonical(scene: Scene, first: int, start: int, end: int) -> str:
    entry = scene.starting_at("place", first) or scene.starting_at("place_unmarked", first)
    if entry and scene.words.ends[entry.last - 1] == end:
        return str(entry.payload)
    return scene.text[start:end]


def _is_another_name(scene: Scene, first: int, last: int) -> bool:
    """'Food Africa', 'Kế hoạch Colombo', 'Hữu nghị' (friendship), a company's 'Tân Phú'."""
    start, end = scene.words.span(first, last)
    if not scene.is_capital(last - 1) or scene.text.startswith("'s ", end):
        return True
    if f"{scene.low(first - 2)} {scene.low(first - 1)}" in _NAMED_AFTER_PLACES:
        return True
    if last - first == 1:
        after = scene.is_name_word(last) and not scene.starting_at("title", last)
        before = scene.joined(first) and scene.is_capital(first - 1)
        bracketed = scene.gap_before(first - 1).endswith("(")
        if after or (before and (bracketed or not scene.opens_sentence(first - 1))):
            return True
    firm = scene.covers(BODY_BY_HEAD, start, end)
    return firm and scene.low(first - 1) not in ("tỉnh", "phố", "đảo", "bang", "quản")


_NAMED_AFTER_PLACES = frozenset(
    phrases(
        "kế hoạch|tuyên bố|định thư|công ước|hiệp định|thỏa thuận|tiến trình|sáng kiến|điều ước"
    )
)


def _add_behind_heads(scene: Scene) -> None:
    """'cảng Cái Mép' and 'cầu Mỹ Thuận' with their heads, 'tỉnh Khăm Muộn' without."""
    for entry in scene.known("place_head"):
        head = " ".join(scene.words.lows[entry.first : entry.last])
        if scene.joined(entry.first) and scene.low(entry.first - 1) in _HEAD_IS_A_WORD:
            continue
        if scene.starting_at("place", entry.first):
            continue
        keeps = head in _KEEPS_ITS_HEAD
        if not keeps and head not in _NAME_ONLY:
            continue
        end = _run_end(scene, entry.last, dotted=head == "tp")
        if end == entry.last or scene.starting_at("country", entry.last):
            continue
        _add_free_span(
            scene,
            entry.first if keeps else entry.last,
            end,
            f"behind_{'head' if keeps else 'kind'}",
            0.85,
        )
    for entry in scene.hits["district"]:
        found = _DISTRICT.match(scene.text, scene.words.starts[entry.first])
        if found:
            scene.add("PLACE", *found.span(), "district", 0.85, canonical=found.group())


def _add_free_span(scene: Scene, first: int, last: int, rule: str, confidence: float) -> None:
    start, end = scene.words.span(first, last)
    if scene.covers("PLACE", start, end) and not rule.endswith("head"):
        return
    if not scene.covers("PERSON", start, end):
        scene.add("PLACE", start, end, rule, confidence, canonical=scene.text[start:end])


def _run_end(scene: Scene, at: int, *, dotted: bool = False) -> int:
    """The end of a run of words with capitals: 'Cái Mép', 'Áp-đu Gia-ba', 'Viêng Chăn'."""
    first = at
    while at < scene.count and at - first < 5:
        join, word = scene.words.joins[at], scene.words.words[at]
        space = (join == "" and scene.gap_before(at) != "\n") or (
            at == first and dotted and join == "."
        )
        tight = join == "-" and at > first and scene.gap_before(at) == "-"
        loose = join == "-" and at > first and word[0].islower()
        if not ((space and word[0].isupper()) or tight or loose):
            break
        if space and at > first and _other_begins(scene, at):
            break
        at += 1
    return at


def _other_begins(scene: Scene, at: int) -> bool:
    kinds = ("title", "unit", "country", "bloc", "org_head")
    return scene.begins(kinds, at)


def _add_datelines(scene: Scene) -> None:
    """'Cai-rô, ngày 27 tháng 5 năm 2026', 'Seoul, 22 September 2026' at the head of a line."""
    for date in list(scene.of("DATE")):
        at = scene.word_at(date.start)
        if scene.gap_before(at) not in (", ", ","):
            continue
        first = at - 1
        while (
            first > 0
            and scene.words.joins[first] in ("", "-")
            and at - first < 5
            and "\n" not in scene.gap_before(first)
        ):
            first -= 1
        opens = first == 0 or "\n" in scene.gap_before(first)
        if opens and scene.is_capital(first) and _run_end_from(scene, first) == at:
            _add_free_span(scene, first, at, "dateline", 0.85)


def _run_end_from(scene: Scene, first: int) -> int:
    at = first + 1
    while at < scene.count and (scene.is_name_word(at) or scene.words.joins[at] == "-"):
        at += 1
    return at


def _add_behind_prepositions(scene: Scene) -> None:
    """'tại Eindhoven', 'ở Tokyo', 'in Daegu': a foreign name that is nothing else we know."""
    prepositions = _PREPOSITIONS[scene.language]
    lows = scene.lows
    for first in scene.capital_words:
        if lows[first - 1] not in prepositions or not scene.joined(first):
            continue
        end = _run_end(scene, first)
        if _is_foreign_place(scene, first, end):
            _add_free_span(scene, first, end, "behind_preposition", 0.7)


_KNOWN = (
    "country", "bloc", "unit", "organisation", "title", "org_head", "place_head", "agreement",
    "event_head", "portfolio", "state_body", "short_country",
)  # fmt: skip


def _is_foreign_place(scene: Scene, first: int, end: int) -> bool:
    words = scene.words.words[first:end]
    if scene.begins(_KNOWN, first) or not 1 <= len(words) <= 4:
        return False
    start, stop = scene.words.span(first, end)
    if scene.covers_any(("ORG", "DATE", "PERSON", "AGREEMENT"), start, stop):
        return False
    if any(any(c.isdigit() for c in word) for word in words) or all(w.isupper() for w in words):
        return False
    if scene.language == "en":
        if any(word.lower() in ENGLISH_NO_NAMES for word in words):
            return False
        single = len(words) == 1 and len(words[0]) > 3
        return single or (all(is_syllable(word.lower()) for word in words) and len(words) <= 3)
    hyphened = "-" in scene.text[start:stop]
    return hyphened or any(not is_syllable(word.lower()) for word in words)


def _add_routes(scene: Scene) -> None:
    """'Hà Nội - Viêng Chăn', 'Hòn La (Quảng Bình) - Khăm Muộn': the ends of a road or a flight."""
    for place in sorted(scene.of("PLACE"), key=lambda m: m.start):
        _add_after_dash(scene, place.end)
        _add_after_and(scene, place.start, place.end)
        _add_before_bracket(scene, place.start)
        _add_before_dash(scene, place.start)


def _add_after_and(scene: Scene, start: int, end: int) -> None:
    """'between Da Nang and Daegu', 'in Dak Lak and Minas Gerais', 'giữa An-ma-ti và Cam Ranh'."""
    first = scene.word_at(end) + 1
    if scene.low(first - 1) not in ("and", "và") or not scene.is_name_word(first):
        return
    last = _run_end(scene, first)
    leads = scene.low(scene.word_at(start) - 1) in ("between", "in", "giữa", "tại", "ở")
    if _is_foreign_place(scene, first, last) or (leads and _is_nothing_else(scene, first, last)):
        _add_free_span(scene, first, last, "after_and", 0.6)


def _is_nothing_else(scene: Scene, first: int, last: int) -> bool:
    """A short name behind 'between X and' that no other family knows or has claimed."""
    start, stop = scene.words.span(first, last)
    known = any((k := scene.starting_at(kind, first)) and k.last >= last for kind in _KNOWN)
    taken = scene.covers_any(("ORG", "PERSON", "DATE", "COUNTRY"), start, stop)
    return not known and not taken and 2 <= last - first <= 3


def _add_after_dash(scene: Scene, end: int) -> None:
    dash = _DASH.match(scene.text, end)
    if not dash:
        return
    first = scene.word_at(dash.end())
    if first >= scene.count or scene.words.starts[first] != dash.end():
        return
    last = first + 1
    if not scene.is_capital(first) or scene.begins(_KNOWN[:9], first):
        return
    while last < scene.count and (scene.is_name_word(last) or scene.gap_before(last) == "-"):
        last += 1
    if scene.text.startswith(":", scene.words.ends[last - 1]):
        return
    if last - first <= 4 and (last - first > 1 or "-" in dash.group()):
        start, stop = scene.words.span(first, last)
        if not scene.covers("PLACE", start, stop) and not scene.covers("ORG", start, stop):
            _add_free_span(scene, first, last, "on_a_route", 0.7)


def _add_before_bracket(scene: Scene, start: int) -> None:
    """The town before '(Quảng Bình)'."""
    at = scene.word_at(start)
    if scene.gap_before(at) != " (" or not scene.text.startswith(")", _end_of_run(scene, at)):
        return
    first = at
    while first > 0 and scene.is_capital(first - 1) and at - first < 3:
        first -= 1
        if not scene.joined(first):
            break
    if first < at and not scene.begins(_KNOWN, first):
        _add_free_span(scene, first, at, "before_bracket", 0.7)


_LINES = words_of("tuyến tàu hàng chuyến đường sắt bay cao tốc cầu biển buýt")


def _add_before_dash(scene: Scene, start: int) -> None:
    """The first town of a line: 'tuyến tàu Yên Viên - An-ma-ti'."""
    at = scene.word_at(start)
    if scene.gap_before(at) != " - ":
        return
    first = at - 1
    while first > 0 and scene.is_name_word(first) and scene.is_capital(first - 1):
        first -= 1
    led = scene.is_name_word(first) and any(scene.low(first - k) in _LINES for k in range(1, 5))
    free = at - first <= 3 and not scene.begins(_KNOWN, first)
    if led and free:
        _add_named(scene, *scene.words.span(first, at), "line_from")


def _end_of_run(scene: Scene, at: int) -> int:
    return scene.words.ends[_run_end_from(scene, at) - 1]
