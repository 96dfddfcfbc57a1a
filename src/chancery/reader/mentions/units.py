"""What is counted: the noun behind a number, in Vietnamese and in English."""

from __future__ import annotations

import re

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import phrases, words_of

ONE_SYLLABLE = words_of(
    "năm tháng ngày tuần giờ phút quý km ha m m2 kg tấn mw gw kwh kw bộ nước tỉnh xã huyện người lượt ca hộ trường làng món suất chỗ kỳ lít thùng lần "
    "cảng sở cục trang điểm"
)
"""Units of one syllable, complete without another word."""

CLASSIFIERS = words_of(
    "vụ bản nhóm chiếc con tuyến khu cuộc chuyến buổi cặp bộ phái tổ lô dòng mặt bài kho"
)
"""Small words that need the noun behind them: 'vụ lừa đảo', 'bản ghi nhớ', 'nhóm nhiệm vụ'."""

LONG_UNITS = phrases(
    "cơ quan đại diện|hiệp định thương mại tự do|đối tác chiến lược toàn diện|đối tác chiến lược|nội dung cam kết|quốc gia và vùng lãnh thổ|"
    "lưu học sinh|nhà mua hàng|điều dưỡng viên|cuộc giao thương|đoàn doanh nghiệp|chuyến tàu|suất học bổng|lượt khách|lượt doanh nghiệp|lượt người|đối tác|đoàn công tác|nền kinh tế|bản ghi nhớ|nhà máy|nhà đầu tư|khu công nghiệp|sinh viên|kỹ sư|công-ten-nơ|điểm đến|đường bay|"
    "thứ tiếng|ngày làm việc|nhà phân phối|nhà cung cấp|nhà nhập khẩu|nhà thầu|nhà khoa học|mặt hàng nông sản|mặt hàng"
)

COUNTABLE = frozenset(
    phrases(
        "doanh nghiệp|dự án|nội dung|văn kiện|thỏa thuận|hiệp định|hợp đồng|biên bản|đối tác|"
        "nhiệm vụ|giải pháp|đột phá|kỹ sư|sinh viên|đại biểu|tỉnh thành|địa phương|thành phố|"
        "quốc gia|cơ quan|đơn vị|hoạt động|cơ chế|công ty|tập đoàn|nhà máy|chuyên gia|lao động|"
        "công dân|kiến nghị|khó khăn|nhóm|bản|vụ|đoàn|tuyến|lĩnh vực|trụ cột|năm|tháng|tuần|ngày|"
        "quý|hình thức|điều kiện|mục tiêu|định hướng|ưu tiên|chương trình|đề án|kế hoạch|"
        "sáng kiến|hội nghị|hội thảo|sự kiện|văn bản|vị trí|lần|loại|suất|cảnh báo|nghị sĩ|điểm cầu|chuyến bay|mặt hàng|"
        "sản phẩm|cửa khẩu|cảng biển|khu công nghiệp|lô hàng|vụ việc|hồ sơ|giấy phép|học bổng|thủ tục|tàu|máy bay|tòa đàm"
    )
)
"""What a number in words counts: 'ba doanh nghiệp'; 'hai nước', 'hai bên' are no counts."""
COUNTABLE_LONG = COUNTABLE | {*LONG_UNITS} - {"đối tác"}

_STOP = vocabulary.STOPS_VI | words_of("và tổng số lần thứ đồng trị giá gồm thuộc nằm nợ")
_COUNTED_THOUGH = CLASSIFIERS | {"lần"}
_ENGLISH_UNIT = re.compile(
    r" (?:[A-Z][a-z]+(?:ese|an|ish|ian|i)? )?(?:[A-Z]\d+(?:-[A-Z0-9]+)? )?(?:[a-z]+(?:-[a-z]+)*(?:'s)? ){0,4}?(?P<noun>(?!(?:business|sales|goods|logistics|sports|customs) [a-z])[a-z]+(?:-[a-z]+)*(?:s|people|children|men|women|staff|ha|km|MW|GW)|aircraft)\b"
)
_ENGLISH_STOP = re.compile(
    r"\b(?:of|in|to|per|and|or|by|for|from|with|at|on|is|was|are|were|as|has|which|that|this|its|his|the|less|versus|this|years|months|days|weeks)\b"
)
_ENGLISH_TIME = re.compile(r" (?P<noun>years?|months?|weeks?|days?|hours?)\b")
_ENGLISH_NOT_COUNTED = words_of(
    "sides countries leaders parties nations peoples governments ministers sectors presidents "
    "business sales goods has is was does as its this authorities ministries agencies delegations economies states capitals "
    "heads foreigners neighbours peoples friends armies parliaments presidents secretaries chairs houses banks missions others"
)


_ENGLISH_COUNTED = words_of(
    "years months weeks days hours documents projects agreements instruments memoranda contracts "
    "companies enterprises firms students experts engineers scholarships flights ships aircraft "
    "priorities pillars areas centres centers provinces cities ports plants factories ministries "
    "universities officials workers citizens products measures steps rounds phases initiatives"
)
"""What a number in words counts in English; 'the two sides' are no count."""


def unit_at(scene: Scene, at: int) -> tuple[str, int] | None:
    """The noun that is counted from this offset on, and where its phrase ends."""
    return (_english_unit if scene.language == "en" else _vietnamese_unit)(scene, at)


def names_a_countable(scene: Scene, word: int) -> bool:
    """Do the two words from here name something that is usually counted ('dự án')?"""
    return f"{scene.low(word)} {scene.low(word + 1)}" in COUNTABLE


def is_countable(scene: Scene, at: int, unit: str) -> bool:
    """Does a number in words count here, and not only go with the noun ('hai nước')?"""
    if scene.language == "en":
        return unit in _ENGLISH_COUNTED or unit not in _ENGLISH_NOT_COUNTED
    pair = f"{scene.low(at)} {scene.low(at + 1)}"
    if scene.low(at - 1) == "năm":
        return pair in COUNTABLE
    return unit.casefold() in COUNTABLE_LONG or pair in COUNTABLE or scene.low(at) in COUNTABLE


def _vietnamese_unit(scene: Scene, at: int) -> tuple[str, int] | None:
    """The noun that is counted, from this offset: its words and where it ends."""
    first = scene.word_at(at)
    if (
        scene.text[at : at + 1] != " "
        or first >= scene.count
        or scene.words.starts[first] != at + 1
    ):
        return None
    last = _unit_end(scene, first)
    if last is None:
        return None
    unit = scene.text[slice(*scene.words.span(first, last))]
    last = _with_people_of(scene, last)
    return unit, scene.words.ends[last - 1]


def _unit_end(scene: Scene, first: int) -> int | None:
    low, word = scene.low(first), scene.words.words[first]
    long = next((n for n in _LONG_BY_WORD.get(low, ()) if _matches(scene, first, n)), None)
    if long:
        return first + len(long)
    if names_a_countable(scene, first) and scene.joined(first + 1):
        return first + 2
    if word[0].isupper() or word[0].isdigit() or (low in _STOP and low not in _COUNTED_THOUGH):
        return None
    return first + _length(scene, first, low) if len(low) > 1 or low == "m" else None


def _length(scene: Scene, first: int, low: str) -> int:
    """One syllable ('lượt'), a word of two, or a small word and its noun ('vụ' + 'lừa đảo')."""
    if low in CLASSIFIERS and _is_noun(scene, first + 1):
        return 3 if _is_noun(scene, first + 2) else 2
    return 2 if low not in ONE_SYLLABLE and _is_noun(scene, first + 1) else 1


_LONG_BY_LENGTH = sorted(
    (tuple(re.split(r"[ -]", name)) for name in LONG_UNITS), key=len, reverse=True
)

_LONG_BY_WORD: dict[str, list[tuple[str, ...]]] = {}
for _words in _LONG_BY_LENGTH:
    _LONG_BY_WORD.setdefault(_words[0], []).append(_words)


def _matches(scene: Scene, first: int, words: tuple[str, ...]) -> bool:
    return tuple(scene.words.lows[first : first + len(words)]) == words


def _is_noun(scene: Scene, at: int) -> bool:
    return (
        at < scene.count
        and scene.words.joins[at] in ("", "-")
        and "\n" not in scene.gap_before(at)
        and scene.gap_before(at) != " - "
        and scene.words.words[at][0].islower()
        and scene.low(at) not in _STOP
    )


def _with_people_of(scene: Scene, last: int) -> int:
    """'45 doanh nghiệp' + 'Hà Lan', '11 cơ quan đại diện' + 'Việt Nam ở nước ngoài'."""
    country = scene.starting_at("country", last) if scene.joined(last) else None
    if country is None:
        return last
    abroad = ("ở", "nước", "ngoài")
    if tuple(scene.words.lows[country.last : country.last + 3]) == abroad:
        return country.last + 3
    return country.last


def _english_unit(scene: Scene, at: int) -> tuple[str, int] | None:
    time = _ENGLISH_TIME.match(scene.text, at)
    found = time or _ENGLISH_UNIT.match(scene.text, at)
    if found is None:
        return None
    words = scene.text[at : found.start("noun")]
    if found["noun"] in _ENGLISH_NOT_COUNTED and not words.strip():
        return None
    if not time and _ENGLISH_STOP.search(words):
        return None
    return found["noun"], found.end()
