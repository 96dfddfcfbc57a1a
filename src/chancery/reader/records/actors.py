"""Who acts: the body asked or told, the units that work with it, down the outline too."""

from __future__ import annotations

import re
from typing import NamedTuple

from chancery.reader.layout import MARKED
from chancery.reader.model import Name
from chancery.reader.records import references
from chancery.reader.records.bodies import AND, named_to
from chancery.reader.records.page import Page, once
from chancery.reader.records.words_vi import (
    ACTION,
    BEFORE_ACTION,
    PRONOUN,
    STARTS_WITH_ACTION,
    UNIT_START,
)
from chancery.reader.zones import Span

_ADVERBS = re.compile(rf"(?<!\w){BEFORE_ACTION}$")
_CHAIR = re.compile(r"(?: làm)? chủ trì| làm đầu mối| đầu mối")
_MAX = 170
_LONG_ATTRIBUTE = 80
"""Letters behind a name that may still tell which one is meant ('các hiệp hội ngành thép, gỗ')."""


class Actor(NamedTuple):
    """A named actor and where its action begins: '[Bộ Công Thương] [sớm cử đoàn ...]'."""

    start: int
    end: int
    action: int


@once
def actor_at(page: Page, start: int, end: int) -> Actor | None:
    """The actor at a place, up to the first verb of action; None where the action comes at once.

    'Bộ Xây dựng làm việc với ...' -> 'Bộ Xây dựng': a verb with a capital is part of a name.
    """
    stop = min(end, start + _MAX)
    if pronoun := PRONOUN.match(page.low, start, stop) or _POINTED.match(page.low, start, stop):
        return Actor(start, pronoun.end(), page.skip(pronoun.end()))
    named = named_to(page, start, stop)
    known = page.text[start : start + 1].isupper()
    if named == start and (side := _SIDE.match(page.low, start, stop)):
        country = page.at(side.end(), "COUNTRY")
        named, known = (country.end, True) if country else (named, known)
    if named > start and _GROUP.match(page.low, start, stop):
        known = known and STARTS_WITH_ACTION.match(page.low, page.skip(named)) is not None
    named = _behind_panel(page, named) if named > start else named
    verb = _verb_of_name(page, start, named, stop, known=known) if named > start else None
    if verb is not None:
        return Actor(start, named, verb)
    return _up_to_a_verb(page, start, named, stop)


_POINTED = re.compile(
    r"(?:(?:hai|ba|các|cả hai) )?(?:bộ|cơ quan|đơn vị|địa phương|tỉnh|thành phố|tập đoàn|hiệp hội|ngân hàng|công ty|doanh nghiệp|ủy ban|cục|vụ|sở|ban|tổ công tác) (?:này|nói trên|nêu trên)(?= (?!và |, )[^\W\d_])"
)
"""'địa phương này [chăm lo ...]': pointed at, whatever verb comes next."""


def _up_to_a_verb(page: Page, start: int, named: int, stop: int) -> Actor | None:
    for found in ACTION.finditer(page.low, max(named, start), stop):
        if not is_verb(page, found.start(), named):
            continue
        adverbs = _ADVERBS.search(page.low, start, found.start())
        action = adverbs.start() if adverbs else found.start()
        last = len(page.text[start:action].rstrip(" ,:")) + start
        if named > start and last - named > _LONG_ATTRIBUTE:
            return Actor(start, named, named)
        return Actor(start, last, action) if last - start >= 2 else None
    return Actor(start, named, named) if named > start else None


def _verb_of_name(page: Page, start: int, named: int, stop: int, *, known: bool) -> int | None:
    """Where the predicate of a name begins: behind an aside, a helper, 'là cơ quan ...', or at once."""
    if aside := _WITH_WHOM.match(page.low, named, stop):
        return aside.end()
    if helper := _helped_by(page, named, stop):
        return helper
    if _IS_THE_BODY.match(page.low, named, stop):
        return page.skip(named)
    return behind_name(page, named, stop) if known else None


_TOGETHER = re.compile(r" (?:cùng|cùng với|phối hợp với|phối hợp cùng|chủ trì cùng) (?=[A-ZĐ])")


def _helped_by(page: Page, at: int, stop: int) -> int | None:
    """'Ngân hàng Nhà nước | cùng Ngân hàng Trung ương Lào | nghiên cứu ...': where the verb stands behind the helper."""
    joint = _TOGETHER.match(page.text, at, stop)
    helper = page.at(joint.end(), "ORG") if joint else None
    if helper is None or not page.text.startswith(" ", helper.end):
        return None
    verb = page.skip(helper.end)
    return (
        verb if ACTION.match(page.low, verb, stop) or BEFORE.match(page.low, verb, stop) else None
    )


BEFORE = re.compile(r"(?:sớm|khẩn trương|tiếp tục|chủ động|nhanh chóng|tích cực) ")
_SIDE = re.compile(r"(?:phía|chính phủ|nước|quốc hội|bên|các cơ quan|doanh nghiệp) ")
_WITH_WHOM = re.compile(
    r", (?:với sự (?:phối hợp|tham gia|hỗ trợ) của|cùng(?: với)?|phối hợp (?:với|cùng)|trên cơ sở|căn cứ|theo|sau khi|với tư cách) [^,;:]{3,110}, (?=[^\W\d_])"
)
"""'Ngân hàng Nhà nước[, với sự phối hợp của Bộ Tài chính,] sớm thử nghiệm ...'."""
_IS_THE_BODY = re.compile(
    r" (?:là|giữ vai trò|đóng vai trò|làm) (?:cơ quan|đơn vị|đầu mối|bộ|nơi)(?!\w)"
)
"""'Bộ Công Thương [là cơ quan đầu mối]': what it is, not what it is called."""

_GOES_ON = re.compile(
    r"\s?[,(/-]|\s(?:và|cùng|hoặc|của|thuộc|tại|ở|là|trong|trên|nói|theo|căn cứ|với|cũng như|khẩn trương|"
    r"có|các|cấp|khu vực|khu|dự án|được|do|đã|đang|sẽ|nước|phía|địa phương|liên quan|trung ương)(?!\w)"
)
"""What may still belong to the subject behind a name ('Bộ Công Thương và ...', 'Bộ Y tế theo ...')."""


def _behind_panel(page: Page, named: int) -> int:
    """'Cơ quan Thường trực Đoàn [đàm phán]': the end of a name whose last word tells what it is for."""
    panel = _PANEL.search(page.low, max(named - 12, 0), named + 12)
    return panel.end() if panel and panel.start() < named < panel.end() else named


def behind_name(page: Page, named: int, stop: int) -> int | None:
    """Where the predicate begins right behind a name, whatever its verb: '[Bộ Tài chính] rà lại ...'."""
    if _GOES_ON.match(page.low, named, stop) or not page.text.startswith(" ", named):
        return None
    verb = named + (len(" thì ") if page.low.startswith(" thì ", named) else 1)
    return verb if verb < stop and page.text[verb].islower() else None


def is_verb(page: Page, place: int, named: int) -> bool:
    if page.text[place].isupper() or place < named or page.low.startswith(_NO_VERBS, place):
        return False
    if any(m.end > place for m in page.inside(max(place - 60, 0), place, "ORG", "PERSON")):
        return False  # 'Bộ trưởng Bộ Ngoại giao': part of a name further on
    before = page.low[max(place - 14, 0) : place]
    if page.low.startswith(("trình", "nhân"), place) and before.endswith(_OF_NOUNS):
        return False  # 'các công trình trọng điểm', 'trong quá trình đàm phán', 'nhà ở công nhân'
    named_so = page.low.startswith(_OFFICES, place)
    panel = _PANEL.search(page.low, max(place - 12, 0), place + 12) if named_so else None
    if panel and panel.start() < place < panel.end():
        return False  # 'Hội đồng tư vấn quốc gia', 'Tổ soạn thảo': what it is for is in its name
    return _NOUN_BEFORE.search(before) is None


_NOUN_BEFORE = re.compile(
    r"(?:kế hoạch và|nhà|thư|chủ|vốn|hoạt động|(?<!tổ )(?<!nhóm )(?<!đoàn )công tác|về|tổ chức|liên|(?<!quốc )(?<!hiệp )(?<!xã )hội|ban|văn phòng|(?<!lãnh )(?<!nhân )(?<!quân )(?<!dân )(?<!thời )sự|các|bảo hiểm|(?<!bộ, )(?<!hai )cơ quan|quỹ|của) $"
)


_NO_VERBS = ("dự án", "dự kiến")
"""'Ban Quản lý [dự án] Thăng Long', where 'dự' alone is a verb."""
_OF_NOUNS = (
    "công ",
    "nhân ",
    "cá ",
    "doanh ",
    "quá ",
    "chương ",
    "lộ ",
    "quy ",
    "tiến ",
    "tờ ",
    "hành ",
)
_OFFICES = (
    "tư vấn", "thẩm định", "điều phối", "quản lý", "biên tập", "đàm phán", "công tác", "kiểm tra", "giám sát",
    "soạn thảo", "giúp việc", "nghiên cứu", "hỗ trợ", "xúc tiến", "bảo tồn",
)  # fmt: skip
_PANEL = re.compile(
    r"(?<!\w)(?:hội đồng (?:tư vấn|thẩm định|điều phối|quản lý|biên tập)|(?<!tập )(?<!liên )đoàn (?:đàm phán|công tác|kiểm tra|giám sát)|"
    r"(?:tổ|nhóm) (?:tư vấn|soạn thảo|biên tập|giúp việc|điều phối|thẩm định|đàm phán|nghiên cứu)|ban (?:soạn thảo|biên tập|điều phối)|trung tâm (?:hỗ trợ|xúc tiến|điều phối|bảo tồn|nghiên cứu|giám sát))(?!\w)"
)


def listed(page: Page, start: int, stop: int) -> list[Span]:
    """The units of a list: 'Văn phòng Chính phủ và các bộ, ngành liên quan' are two.

    A joint is none where no unit begins behind it, or where a group goes on ('các bộ, ngành').
    """
    spans: list[Span] = []
    at = start
    for joint in [*AND.finditer(page.low, start, stop), None]:
        last = joint.start() if joint else stop
        words = page.text[at:last].strip(" ,.:;")
        if words:
            first = page.text.index(words, at)
            if spans and not _begins_a_unit(page, first, spans[-1]):
                spans[-1] = (spans[-1][0], first + len(words))
            else:
                spans.append((first, first + len(words)))
        at = joint.end() if joint else stop
    return spans


_GROUP = re.compile(
    r"(?:các|những|một số|tất cả|ủy ban nhân dân các|ubnd các|chủ tịch ubnd các)(?!\w)"
)
_GENERIC = re.compile(
    r"(?:ngành|ban|cơ quan|đơn vị|địa phương|thành phố|tỉnh|tập đoàn|tổng công ty|doanh nghiệp|hiệp hội|tổ chức|trung ương|chính quyền)(?! (?:nhà nước|đại diện))(?!\w)"
)


def _begins_a_unit(page: Page, place: int, before: Span) -> bool:
    if _GENERIC.match(page.low, place) and _GROUP.search(page.low, *before):
        return False
    return (
        UNIT_START.match(page.low, place) is not None
        or page.at(place, "ORG", "ORG_GROUP") is not None
    )


_ASIDE = re.compile(
    r",? (?:nhất là|đặc biệt là|thay mặt|trong đó có|trước hết là|chủ động|theo (?:chức năng|thẩm quyền|nhiệm vụ|phạm vi)|"
    r"trong phạm vi|căn cứ|trên cơ sở|(?:thời )?hạn(?: hoàn thành)?|hoàn thành|trước ngày|trong (?:tháng|quý|năm)|từ nay|chậm nhất|mỗi|với (?:tư cách|vai trò|sự tham gia|sự phối hợp)|phối hợp (?:với|cùng)|cùng với|dưới sự (?:chỉ đạo|điều phối|chủ trì|hướng dẫn|điều hành)|cùng chịu|là (?:cơ quan|đơn vị|đầu mối)|"
    r"in (?:close |full )?(?:coordination|cooperation|collaboration|consultation|conjunction|partnership) with|together with|with the (?:support|assistance|participation|help)|in their respective|through (?:its|their)|"
    r"under the (?:guidance|leadership|chairmanship)|acting|represented|chaired|led by|of (?:both|the two)|on both sides|working with|alongside|meanwhile|for (?:its|their) part|in turn|respectively)(?!\w)| \((?![^()]{1,24}\)(?:,| và) )"
)


def _without_asides(page: Page, start: int, end: int) -> int:
    """'Bộ Y tế theo chức năng được giao', 'các tỉnh, nhất là Nghệ An': the lead without its aside."""
    found = _ASIDE.search(page.low, start, end)
    return found.start() if found else end


def leads(page: Page, start: int, end: int, *, inferred: bool = False) -> tuple[Name, ...]:
    """The leads an actor's words name: one for a group ('các bộ, ngành, địa phương'), else each."""
    end = _without_asides(page, start, end)
    chair = _CHAIR.search(page.low, start, end)
    last = len(page.text[start : chair.start() if chair else end].rstrip(" ,:")) + start
    meant = references.meant(page, start, last)
    if meant:
        return meant
    if page.language == "en":
        return _leads_in_english(page, start, last, inferred=inferred)
    last = _without_predicate(page, start, last)
    several = ministries(page, start, last)
    if several:
        return tuple(page.name(a, b, inferred=inferred) for a, b in several)
    low = page.low[start:last]
    if re.match(
        r"(?:các|những|tất cả|mỗi bộ,|mỗi cơ quan,|từng bộ,|ủy ban nhân dân các|ubnd các|mọi)(?!\w)",
        low,
    ):
        return (page.name(start, last, inferred=inferred),)
    return tuple(page.name(a, b, inferred=inferred) for a, b in listed(page, start, last))


_MORE = re.compile(
    r"\s*(?:,|và(?!\w)|cùng(?!\w)|[(/;:-]|của|thuộc|trực thuộc|tại|ở|các|cấp|khu vực|trung ương|địa phương|liên quan|việt nam|nước|tỉnh|thành phố|này|nêu|nói|trên|có liên quan|ngang|chậm|trong|ngoài|ngành|lĩnh vực|doanh nghiệp|dự án|khu|vùng|về|đường|sản xuất|xuất khẩu|được|chưa|đã|đang|nào|do)"
)


def _without_predicate(page: Page, start: int, last: int) -> int:
    """'Vụ Trung Đông - châu Phi | giữ vai nhạc trưởng, trước ngày 25/10': the name alone leads."""
    if page.at(start, "ORG") is None:
        return last
    named = _behind_panel(page, named_to(page, start, last))
    if page.text[named + 1 : named + 2].isupper():
        return last  # 'Trung ương Đoàn Thanh niên ...': the name goes on
    if named <= start or named >= last or _MORE.match(page.low, named, last):
        return last
    return named


_MINISTRIES = re.compile(r"(?:các|hai|ba|bốn) (?:bộ|sở|cục|vụ):? ")


def ministries(page: Page, start: int, end: int) -> list[Span]:
    """'Các Bộ: Công Thương, Tài chính, Ngoại giao' are three, each a name of its own."""
    if not _MINISTRIES.match(page.low, start, end):
        return []
    return [
        (m.start, m.end) for m in page.inside(start, end, "ORG") if m.rule == "ministry_in_list"
    ]


_ARTICLE = re.compile(r"(?:the|both|all|relevant|their|its|respective) (?:the )?")


def _leads_in_english(page: Page, start: int, end: int, *, inferred: bool) -> tuple[Name, ...]:
    """'the Ministry of Finance and the State Bank' are two; 'and' inside a name joins none."""
    begin = start
    if article := _ARTICLE.match(page.low, start, end):
        begin = article.end() if article.group().startswith("the") else start
    bodies = [m for m in page.inside(begin, end, "ORG") if m.end <= end]
    if bodies and bodies[0].start - begin <= 4:
        return tuple(page.name(m.start, m.end, inferred=inferred) for m in bodies)
    return (page.name(begin, end, inferred=inferred),) if end > begin else ()


def subject_end(low: str, start: int, end: int) -> int:
    """The end of a subject without the adverbs before its verb ('Việt Nam cũng' -> 'Việt Nam')."""
    words = low[start:end].rstrip()
    found = _LAST_ADVERBS.search(words) if words.endswith(_LAST_WORDS) else None
    return start + (found.start() if found else len(words))


_ADVERBS_OF_SUBJECT = (
    "trân trọng", "kính", "xin", "nhiều lần", "mạnh mẽ", "tha thiết", "cũng", "đã", "đều", "sẽ", "luôn", "vẫn", "còn",
    "lại", "tiếp tục", "được", "đang", "nên", "chủ động", "thường xuyên",
)  # fmt: skip
_LAST_ADVERBS = re.compile(rf"(?:(?:^| )(?:{'|'.join(_ADVERBS_OF_SUBJECT)}|[{MARKED}]?cùng))+$")
_LAST_WORDS = (*_ADVERBS_OF_SUBJECT, "cùng")
