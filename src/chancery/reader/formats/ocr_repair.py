"""Mistakes that letter recognition makes again and again, put right where only one reading is left.

Nothing is guessed: a Roman numeral is counted on the picture itself; a word gets another tone only
where it was read with doubt and stands in a compound of official language that allows no other;
signs are changed only where the one that was read cannot stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PIL import Image

from chancery.reader.formats.tesseract import Seen

_DOUBTED_BELOW = 93
_NUMERAL = re.compile(r"([IHLl1|]{1,5})(\.?)((?:/20\d\d)?[.,;:)]*)")
_BEFORE_NUMERAL = frozenset({"quý", "quy", "quí", "khoá", "khóa", "phần", "mục", "chương"})
_AT_MOST = 3
_BAND = (0.3, 0.7)
_APART = (0.22, 0.7)
_EDGE = 0.55
_FULL_STOP = 0.25
_CONTRAST = 60
_MEAN = Image.Resampling.BOX
_MIXED_DOT = re.compile(r"[a-zà-ỹđ]{2,}\.")
_NO_LETTER = str.maketrans({"¡": "i", "Ð": "Đ", "ð": "đ"})
_DIGIT_WITH_MARK = re.compile(r"[óòỏõọ](?=\d)|(?<=\d)[oóòỏõọ](?=\d)")
_TWICE = re.compile("[\"“”]{2,}")  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")

# Compounds of which each half is another word with other marks, as recognition likes to mix them.
_COMPOUNDS = """
ban hành, báo cáo, bảo đảm, bảo vệ, biện pháp, bộ trưởng, bổ sung, cam kết, căn cứ, cấp bách,
cấp cao, cơ chế, cơ quan, cơ sở, công nghệ, cộng đồng, chi cục, chi nhánh, chi phí,
chi tiết,   chiến lược, chính phủ, chính sách, chủ động, chủ nhiệm, chủ tịch, chủ trì,
chủ trương, chuẩn bị, chuyên gia, chuyên đề, danh mục, doanh nghiệp, dịp này, dịp đó, dự án, dự kiến,
dự thảo, đại biểu, đại diện, đại sứ, đàm phán, đào tạo, đề án,
địa phương, điều kiện, định hướng, định kỳ, đối tác, đối ngoại, đồng bộ, đồng chủ trì, gia hạn, giải pháp,
giải quyết, hàng hóa, hàng không, hiệp định, hiệp hội, hiệu lực, hiệu quả, hoàn thành,
hoàn thiện, hội nghị, hội đàm, hợp tác, kế hoạch, kết luận, kết quả, kiểm tra,
kiến nghị, kinh phí, kinh tế, khẩn trương, khó khăn, khoa học, khuyến khích, kim ngạch, kỹ thuật, lãnh đạo,
lĩnh vực, mở rộng, nâng cao, nền tảng, ngân hàng, ngân sách, nghị định, nghị quyết, nghiên cứu, ngoại giao,
nguồn lực, nhà nước, nhân dân, nhất trí, nhiệm vụ, nông nghiệp, pháp luật, phát triển, phê duyệt, phê chuẩn,
phó thủ tướng, phối hợp, phương án, quan hệ, quản lý, quốc gia, quốc phòng, quốc tế, quy định, quy hoạch,
quyết định, rà soát, sản phẩm, sản xuất, sẵn sàng, sửa đổi, tăng cường, tập đoàn, tập trung,
tiến độ, tiếp tục, tinh gọn, tinh thần, tổ chức, tổng hợp, tư pháp, tương đương, thành lập, thành phố,
tháo gỡ, thẩm quyền, thỏa thuận, thoả thuận, thông báo, thông tin, thống nhất, thủ tục,
thủ trưởng, thủ tướng, thúc đẩy, thuận lợi, thực hiện, thương mại, trách nhiệm, triển khai,
ủy ban, uỷ ban, ưu tiên, văn bản, văn hóa, vướng mắc, xây dựng, xem xét, xuất khẩu,
nhập khẩu, xúc tiến, yêu cầu, ý kiến
"""
_NEVER = {("hễ", "trợ"): "hỗ", ("hé", "trợ"): "hỗ", ("hồ", "trợ"): "hỗ", ("hố", "trợ"): "hỗ"}


def repaired(seen: Sequence[Seen], image: Image.Image, *, vietnamese: bool) -> tuple[Seen, ...]:
    """The words of a page, put right where that is safe; places and confidence stay."""
    signs = [_signs(word, after) for word, after in zip(seen, (*seen[1:], None), strict=False)]
    counted = [_counted(signs, place, image) for place in range(len(signs))]
    if not vietnamese:
        return tuple(counted)
    return tuple(_dots(_compounds(counted)))


def bare(text: str) -> str:
    """Letters without any mark, small."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _compiled() -> Mapping[tuple[str, str], tuple[str, str] | None]:
    """Each pair of bare syllables with the one compound that is written so; None where two are."""
    found: dict[tuple[str, str], tuple[str, str] | None] = {}
    for compound in " ".join(_COMPOUNDS.split()).split(", "):
        for pair in pairwise(compound.split()):
            key = bare(pair[0]), bare(pair[1])
            found[key] = pair if found.get(key, pair) == pair else None
    return found


_BY_LETTERS = _compiled()


def _signs(word: Seen, after: Seen | None) -> Seen:
    """Signs that no word holds: ``¡n``, ``thòi"”``, ``ó6``."""
    text = _TWICE.sub(lambda found: found.group()[-1], word.text.translate(_NO_LETTER))
    roughly = after is not None and after.text[:1].isdigit()
    if text in ("-~", "~-") or (text == "~" and not roughly):
        text = "-"
    return replace(word, text=_DIGIT_WITH_MARK.sub(_digit, text))


def _digit(found: re.Match[str]) -> str:
    return "" if found.start() == 0 else "0"


def _compounds(words: Sequence[Seen]) -> list[Seen]:
    """``chỉ phí`` becomes ``chi phí``: one half was read with doubt, the other says which it is."""
    kept = list(words)
    for place, (first, second) in enumerate(pairwise(words)):
        one, two = first.text, _LETTERS.match(second.text)
        if two is None or not _LETTERS.fullmatch(one):
            continue
        right = _right(one, two.group())
        if right is None:
            continue
        if first.confidence < _DOUBTED_BELOW:
            kept[place] = replace(first, text=_like(right[0], one))
        if second.confidence < _DOUBTED_BELOW:
            tail = second.text[two.end() :]
            kept[place + 1] = replace(second, text=_like(right[1], two.group()) + tail)
    return kept


def _right(first: str, second: str) -> tuple[str, str] | None:
    """The compound meant, where one of the two differs from it in its marks alone."""
    small = first.lower(), second.lower()
    if small in _NEVER:
        return _NEVER[small], small[1]
    meant = _BY_LETTERS.get((bare(first), bare(second)))
    if meant is None or (small[0] == meant[0]) == (small[1] == meant[1]):
        return None
    return meant


def _like(word: str, pattern: str) -> str:
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word


def _dots(words: Sequence[Seen]) -> Iterator[Seen]:
    """``các bộ. cơ quan``: where a small letter follows on the same line, a comma was meant."""
    for word, after in pairwise(words):
        goes_on = after.line == word.line and after.text[:1].islower()
        if goes_on and _MIXED_DOT.fullmatch(word.text) and not word.text.isascii():
            yield replace(word, text=f"{word.text[:-1]},")
        else:
            yield word
    yield from words[-1:]


def _counted(words: Sequence[Seen], place: int, image: Image.Image) -> Seen:
    """A Roman numeral up to III with as many strokes as the picture shows: ``IIH`` becomes ``III``."""
    word = words[place]
    found = _NUMERAL.fullmatch(word.text)
    if not found or not _may_be_numeral(words, place, found):
        return word
    dot, rest = found.group(2), found.group(3)
    strokes, dotted = _strokes(image, word, alone=not rest)
    if not strokes or strokes > _AT_MOST:
        return word
    if dotted and not rest:
        dot = "."
    return replace(word, text="I" * strokes + dot + rest)


def _may_be_numeral(words: Sequence[Seen], place: int, found: re.Match[str]) -> bool:
    """After ``quý``, before ``/2026``, or as the number of a heading in capitals."""
    letters = found.group(1)
    if found.group(3).startswith("/20"):
        return any(letter in "IHL" for letter in letters)
    if place and words[place - 1].text.lower() in _BEFORE_NUMERAL:
        return letters[0] in "IHL" and "1" not in letters
    if not _opens(words, place) or place + 1 == len(words) or letters[0] not in "IHL":
        return False
    sure = found.group(2) and len(letters) > 1
    return words[place + 1].text[: 1 if sure else 2].isupper()


def _opens(words: Sequence[Seen], place: int) -> bool:
    return not place or words[place - 1].line != words[place].line


def _strokes(image: Image.Image, word: Seen, *, alone: bool) -> tuple[int, bool]:
    """Upright strokes from the left on that stand as close as in a numeral, 0 where not sure; and
    whether there is room for a full stop behind them."""
    cut = image.convert("L").crop((word.left, word.top, word.right, word.bottom))
    height, width = cut.height, cut.width
    kept: list[tuple[int, int]] = []
    for run in _runs(_dark_columns(cut)):
        step = run[0] - kept[-1][0] if kept else 0
        if kept and not _APART[0] * height <= step <= _APART[1] * height:
            break
        kept.append(run)
    if not kept or kept[0][0] > height * _EDGE:
        return 0, False
    after = width - kept[-1][1]
    if alone and after > height * _EDGE:
        return 0, False
    return len(kept), after > height * _FULL_STOP


def _dark_columns(cut: Image.Image) -> list[bool]:
    """Where ink stands across the middle of a word, column by column."""
    band = cut.crop((0, round(cut.height * _BAND[0]), cut.width, round(cut.height * _BAND[1])))
    levels = cut.tobytes()
    if band.height < 1 or max(levels) - min(levels) < _CONTRAST:
        return []
    limit = (max(levels) + min(levels)) // 2
    return [level < limit for level in band.resize((band.width, 1), _MEAN).tobytes()]


def _runs(dark: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, ink in enumerate((*dark, False)):
        if ink and start is None:
            start = place
        elif not ink and start is not None:
            yield start, place
            start = None
