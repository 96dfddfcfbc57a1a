"""Countries and groupings: names, demonyms, pairs ('Việt - Úc'), and the short names that are
also common syllables ('Nga', 'Anh', 'Đức', 'Mỹ').
"""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import words_of
from chancery.reader.mentions.words import Entry, without_overlaps

CUES = words_of(
    "phía nước người doanh công dân với và của tại sang ở từ giữa vào về đến tới rời thăm hàng tướng thống quyền trưởng phủ "
    "nghiệp bạn khách hội vương trưởng đô sứ quán sứ-quán gọi cho thị trường nhà đầu lập hợp lực thuế hãng ty đoàn đảng quốc "
    "hoàng bang mời giới chức quân hải học sinh viên tệ đồng do bên nhất trí quan hệ mà nghị là như xuất khẩu nhập cả "
    "liên kết dân đưa đối tác trình dự án chính giáo dục hậu"
)
"""Words before a short name that show that the country is meant."""

NOT_COUNTRY_AFTER = {
    "lao": "động xao công tâm",
    "anh": "em hùng ấy ta trai chị minh dũng",
    "mỹ": "thuật phẩm học lệ quan mãn",
    "đức": "tính độ hạnh",
    "ý": "kiến nghĩa thức tưởng chí đồ định",
    "áo": "dài sơ quần",
    "pháp": "luật lệnh lý quy nhân định chế",
    "trung": "tâm ương bình hạn học thành hòa thực tín",
    "hàn": "gắn lâm",
    "nhật": "ký báo trình",
    "thái": "độ bình dương",
    "đài": "truyền phát tưởng",
    "nam": "giới nữ",
}
"""Words that a short name makes a common word with."""

LANGUAGES_BEFORE = frozenset({"tiếng", "chữ", "ngữ"})


def choose_countries(scene: Scene) -> None:
    """Keep the country names that are meant as such; the other families rely on this."""
    places = _inside_longer_names(scene)
    entries = without_overlaps(_raw(scene))
    outside = (e for e in entries if not _is_inside_a_longer_name(scene, e, places))
    scene.keep_only("country", [entry for entry in outside if _is_meant(scene, entry)])


def _raw(scene: Scene) -> list[Entry]:
    """Names from the pack, and short names where a pair or a cue asks for them."""
    named = [_without_state(scene, entry) for entry in scene.hits["country"]]
    short = [Entry(e.first, e.last, (e.payload, True)) for e in scene.hits["short_country"]]
    return [e for e in (*named, *short) if e.payload[0] and scene.low(e.first) != "ta"]


def _without_state(scene: Scene, entry: Entry) -> Entry:
    """'nước Mỹ' names 'Mỹ'."""
    partner, doubtful = entry.payload
    first = entry.first
    if scene.low(first) == "nước" and entry.last > first + 1:
        first, doubtful = first + 1, entry.last == first + 2
    return Entry(first, entry.last, (partner.code, doubtful))


def _is_meant(scene: Scene, entry: Entry) -> bool:
    if _is_no_country(scene, entry):
        return False
    if not entry.payload[1]:
        return True
    if (
        scene.words.words[entry.first].isupper()
        and len(scene.low(entry.first)) <= 3
        and scene.low(entry.first).isascii()
    ):
        return scene.language == "en" or scene.words.words[entry.first] in ("US", "UK", "ROK")
    return is_paired(scene, entry) or short_name_is_meant(scene, entry)


def _is_no_country(scene: Scene, entry: Entry) -> bool:
    """'US$' is money; the national heading in capitals names no party."""
    start, end = scene.words.span(entry.first, entry.last)
    if scene.text.startswith("$", end) or scene.words.joins[entry.first] == "+":
        return True  # 'US$'; 'ProChile' is a body's name
    return "XÃ HỘI CHỦ NGHĨA" in scene.text[start:end]


def _inside_longer_names(scene: Scene) -> frozenset[int]:
    """Words of places of two words and more: 'Lào Cai', 'South China Sea', 'Mỹ Latinh'."""
    places = [
        place
        for kind in ("place", "sea", "place_unmarked")
        for place in scene.hits[kind]
        if place.last > place.first + 1
    ]
    return frozenset(word for place in places for word in range(place.first, place.last))


def _is_inside_a_longer_name(scene: Scene, entry: Entry, places: frozenset[int]) -> bool:
    if entry.first not in places:
        return False
    longer = (
        found
        for kind in ("place", "sea", "place_unmarked")
        for first in range(max(entry.first - 3, 0), entry.first + 1)
        if (found := scene.starting_at(kind, first))
    )
    return any(
        x.last >= entry.last and x.last - x.first > entry.last - entry.first for x in longer
    )


def is_paired(scene: Scene, entry: Entry) -> bool:
    """A dash to another country: 'Việt - Úc', 'Nhật Bản - Việt Nam', 'Nga - Trung'."""
    after, before = entry.last, entry.first
    joins = scene.words.joins
    if after < scene.count and joins[after] == "-" and _names_country(scene, after):
        return True
    if before > 0 and joins[before] == "-":
        return any(scene.ending_at(kind, before) for kind in ("country", "short_country", "bloc"))
    return False


def _names_country(scene: Scene, word: int) -> bool:
    return scene.begins(("country", "short_country", "bloc"), word)


def short_name_is_meant(scene: Scene, entry: Entry) -> bool:
    """A short name that is a common syllable too: read from the words beside it.

    'phía Nga', 'Toàn quyền Úc Peter Cosgrove', 'Mời gọi Nhật đầu tư' are countries;
    'Nguyễn Đức Trung', 'cầu Mỹ Thuận', 'Pháp luật', 'tiếng Anh' are not.
    """
    first, last = entry.first, entry.last
    if _makes_a_word(scene, first, last):
        return False
    if scene.joined(first) and scene.ending_at("title", first):
        return True
    if _is_part_of_a_name(scene, first, last):
        return False
    if not scene.joined(first):
        return _may_open(scene, entry)
    if scene.is_capital(first - 1):
        return _ends_known(scene, first)
    return scene.low(first) not in NEED_A_CUE or scene.low(first - 1) in CUES


def _is_part_of_a_name(scene: Scene, first: int, last: int) -> bool:
    """'Mỹ Thuận', or a heading in capitals, where nothing can be told."""
    if scene.is_name_word(last) and not _begins_known(scene, last):
        return True
    return len(scene.low(first)) > 1 and scene.words.words[first].isupper()


def _makes_a_word(scene: Scene, first: int, last: int) -> bool:
    """'tiếng Anh', 'Pháp luật', 'Mỹ thuật'."""
    if scene.joined(first) and scene.low(first - 1) in LANGUAGES_BEFORE:
        return True
    return (
        scene.joined(last)
        and scene.low(last) in NOT_COUNTRY_AFTER.get(scene.low(first), "").split()
    )


NEED_A_CUE = words_of("hàn trung đài ấn thái cam ý anh")
"""Short names that are more often something else, even in the middle of a sentence."""


def _may_open(scene: Scene, entry: Entry) -> bool:
    """At the head of a sentence 'Anh', 'Ý' may be anything; the others are countries."""
    low = scene.low(entry.first)
    if low in ("hàn", "trung", "đài", "ấn", "thái", "cam"):
        return False
    if scene.low(entry.last) == "và" and _names_country(scene, entry.last + 1):
        return True
    if scene.gap_before(entry.last) == ", " and _names_country(scene, entry.last):
        return True
    comma = scene.gap_before(entry.first).startswith((",", " (", "("))
    return comma or low not in ("anh", "ý", "áo")


def _begins_known(scene: Scene, word: int) -> bool:
    return scene.begins(("country", "unit", "title", "bloc"), word)


def _ends_known(scene: Scene, word: int) -> bool:
    kinds = ("unit", "title", "portfolio", "org_head", "state_body", "country")
    return any(scene.ending_at(kind, word) for kind in kinds)


def add_countries(scene: Scene) -> None:
    """Countries outside names of persons: 'Việt Nam', 'Republic of Korea', 'Korean'."""
    home = scene.context.pack.home
    for entry in scene.hits["country"]:
        start, end = scene.words.span(entry.first, entry.last)
        if scene.covers("PERSON", start, end) or scene.covers("COUNTRY", start, end):
            continue
        if _LANGUAGE.match(scene.text, end):
            continue
        code, doubtful = entry.payload
        end = _with_bracketed_state(scene.text, end)
        role = "home" if code == home else "partner"
        scene.add("COUNTRY", start, end, "country", 0.8 if doubtful else 0.97, iso=code, role=role)


_LANGUAGE = re.compile(r"(?:,? (?:and )?[A-Z][a-z]+){0,3} languages?\b")
"""'in the Vietnamese, French and English languages' names no party."""


def _with_bracketed_state(text: str, end: int) -> int:
    """'Đài Loan (Trung Quốc)' is one name."""
    bracket = " (Trung Quốc)"
    return end + len(bracket) if text.startswith(bracket, end) else end


def _with_abbreviation(scene: Scene, last: int, code: str) -> int:
    """'Liên minh châu Âu (EU)' is one name."""
    end = scene.words.ends[last - 1]
    short = scene.starting_at("bloc", last) if scene.gap_before(last) == " (" else None
    if short is None or short.payload[0].code != code:
        return end
    closing = scene.words.ends[short.last - 1]
    return closing + 1 if scene.text.startswith(")", closing) else end


def _is_part_of_another(scene: Scene, entry: Entry, start: int, end: int) -> bool:
    """A doubtful name between capitals, the code of a body in brackets, a region ('Bắc Âu')."""
    between = scene.is_name_word(entry.first) and scene.is_name_word(entry.last)
    if between and entry.payload[1]:
        return True
    if scene.inside("ORG", start, end):
        return "-" in scene.text[start:end] or scene.text[start - 1] == "("
    return scene.starting_at("sea", entry.first) is not None


def add_blocs(scene: Scene) -> None:
    """Groupings and mechanisms: 'ASEAN', 'Liên hợp quốc', 'G7', 'Mekong - Hàn Quốc'."""
    for entry in scene.known("bloc"):
        start, end = scene.words.span(entry.first, entry.last)
        if _is_part_of_another(scene, entry, start, end):
            continue
        end = _with_abbreviation(scene, entry.last, entry.payload[0].code)
        if not scene.covers("BLOC", start, end):
            scene.add("BLOC", start, end, "bloc", 0.95, code=entry.payload[0].code)
    if "Mekong" not in scene.text and "Mê" not in scene.text:
        return
    for found in _MEKONG_FORUM.finditer(scene.text):
        if not scene.covers_any(("BLOC", "ORG"), *found.span()):
            partner = f"MEKONG-{found['with']}" if found["with"] else "MEKONG"
            scene.add("BLOC", found.start(), found.end(), "mekong", 0.8, code=partner)


_MEKONG_FORUM = re.compile(
    r"M(?<!sông .)(?<!sub-region .)(?<!\w.)(?:ekong|ê ?Kông|ê ?Công|ê-kông|ê-công)\b(?: ?- ?(?P<with>Hàn Quốc|Nhật Bản|Lan Thương|Hoa Kỳ|Ấn Độ|Republic of Korea"
    r"|Japan|Lancang|US|Ganga|ROK|Korea)(?: cooperation(?: framework)?)?|(?=[,.;)]|\.\.\.))(?! (?:Cooperation )?(?:Fund|Delta|River|Commission))"
)
