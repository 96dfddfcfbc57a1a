"""Companies and foreign bodies that no head word announces: 'Nokia cam kết', 'Air Astana', 'X (KTZ)'.

A name in letters that no Vietnamese word has is a company where it acts ('VinFast đang ...'), has
a word of trade in it ('Standard Bank'), bears its own initials in brackets, or stands in a pair
with one that is known ('Viettel - Nokia').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chancery.reader.mentions.people import is_syllable
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import phrases, words_of

_LONGEST = 5
_TRADE = words_of(
    "airlines airways bank group holdings holding corporation corp company ltd inc motors motor "
    "electronics steel logistics telecom petroleum technologies semiconductor semiconductors pharma "
    "foods industries partners ventures express shipping lines energy chemical engineering"
)
"""Words that end or fill a company's name."""

_COMMON = frozenset({"bank", "group", "energy", "engineering", "partners", "lines", "steel"})
"""Words of trade that ministries and working groups bear as well."""

_TRADE_OPENS = words_of("air business invest enterprise")
_ACTS = words_of(
    "đã sẽ đang vừa cũng khai mở đầu ký cấp bày cho công dự ra nối cung bay mua bán sản xuất cam "
    "hợp thông khẳng tuyên triển trở đề mong"
)
_ACTS_IN_FULL = frozenset(
    phrases(
        "khai thác|khai trương|mở rộng|mở văn|mở đường|mở nhà|mở chi|đầu tư|ký kết|ký thỏa|ký hợp|cấp vốn|cấp giấy|"
        "bày tỏ|cho biết|cho hay|công bố|dự kiến|ra mắt|nối lại|cung cấp|bay thẳng|mua lại|sản xuất|"
        "xuất khẩu|cam kết|hợp tác|thông báo|khẳng định|tuyên bố|triển khai|trở thành|đề nghị|đề xuất|mong muốn"
    )
)
_ACTS_ALONE = words_of("đã sẽ đang vừa cũng")
_OF_A_FIRM = frozenset(phrases("lãnh đạo|đại diện|nhà máy|liên danh|văn phòng|giám đốc|cổ phần"))
_NO_FIRMS = words_of(
    "fdi oda gdp gnp fta ftas ppp sme smes ict ai it r&d cpi usd vnd eur covid tto ttxvn vov qđnd iuu "
    "rasff cbam eudr evipa evfta cptpp rcep hscode sps tbt mou bta nda ndc jetp cop apec asean esg hs co c/o haccp iso wto logistics halal internet online startup fintech robot chatbot"
)
"""Abbreviations and loan words that are no bodies."""

_KNOWN = (
    "country", "bloc", "unit", "organisation", "title", "org_head", "place_head", "agreement",
    "event_head", "portfolio", "state_body", "place", "sea", "venue", "level", "sector",
)  # fmt: skip
_TIGHT = ("-", "/", "'", ".", "_", "&")
_TAKEN = ("PERSON", "ORG", "BLOC", "DATE")
_CODE = re.compile(r" \((?P<code>[A-Z][A-Za-z&]{1,9})\)")
_NOT_A_BODY = words_of(
    "agreement partnership plan programme program initiative declaration protocol treaty convention "
    "framework strategy mechanism forum summit conference week fair expo year system project"
)


_BODIES_EN = words_of(
    "facility force fund group board agency office alliance council network consortium authority committee "
    "commission union institute association service bank corporation company team organisation organization "
    "federation foundation university centre center secretariat exchange cooperative"
)


class Run(NamedTuple):
    """Words with capitals that may be one name."""

    first: int
    last: int


def add_firms(scene: Scene) -> None:
    """All of them, once the bodies with a head word are known."""
    found: list[tuple[int, int]] = []
    people = {
        low for m in scene.of("PERSON") for low in scene.text[m.start : m.end].lower().split()
    }
    for run in _runs(scene):
        if not people.isdisjoint(scene.words.lows[run.first : run.last]):
            continue
        end = _with_initials(scene, run)
        rule = "initials" if end else _why(scene, run)
        if rule:
            start, stop = scene.words.span(*run)
            found.append((start, end or stop))
            canonical = scene.text[start:stop]
            scene.add("ORG", start, end or stop, rule, 0.7, canonical=canonical, unit=None)
    names = dict.fromkeys(scene.text[start:end].split(" (")[0] for start, end in found)
    for name in names:
        _add_again(scene, name)
    scene.drop("COUNTRY", found)


def _add_again(scene: Scene, name: str) -> None:
    """A company said once is known wherever else it stands."""
    for at in scene.occurrences(name):
        end = at + len(name)
        if not scene.covers_any(("ORG", "PERSON", "AGREEMENT"), at, end):
            scene.add("ORG", at, end, "firm_again", 0.7, canonical=name, unit=None)


def _why(scene: Scene, run: Run) -> str | None:
    """The rule that makes a company of a run of capitals; None where none does."""
    lows = scene.words.lows[run.first : run.last]
    trade = lows[-1] in _TRADE or lows[0] in _TRADE_OPENS
    if trade and len(lows) > 1 and (scene.language == "vi" or lows[-1] in _TRADE):
        return "firm_by_trade" if scene.language == "vi" else None
    if _in_a_pair(scene, run):
        return "firm_in_a_pair"
    if scene.language == "vi" and (
        _acts(scene, run) or _is_of_a_firm(scene, run) or _deals(scene, run)
    ):
        return "firm_that_acts"
    if scene.language == "en" and _acts_in_english(scene, run):
        return "firm_that_acts"
    if scene.words.joins[run.last - 1] == "+" and scene.words.words[run.first].isascii():
        return "firm_in_one_word"
    return None


_DEAL = re.compile(
    r"(?:hợp đồng|thỏa thuận|biên bản|liên doanh|hợp tác|giao dịch|hãng|sàn|tập đoàn|công ty|thương hiệu|chuỗi)(?: [^,.;:\n]{0,60})? (?:giữa|với|của|hãng|sàn) $|(?:sàn|hãng|chuỗi|thương hiệu) $"
)
_APART = re.compile(
    r", (?:liên doanh|công ty|hãng|tập đoàn|doanh nghiệp|nhà thầu|chủ đầu tư|đơn vị)(?!\w)"
)


def _deals(scene: Scene, run: Run) -> bool:
    """'hợp đồng ... với Unilin', 'trên sàn Noon', 'Halotel, liên doanh của ...'."""
    start, end = scene.words.span(*run)
    return bool(
        _DEAL.search(scene.text, max(start - 90, 0), start) or _APART.match(scene.text, end)
    )


_ACTS_EN = re.compile(
    r"(?:, (?:meanwhile|for its part|in turn|which [a-z ]{3,40}),)? (?:has |have |had |also |now |will |would )?(?:opened|open|signed|sign|pledged|promised|announced|unveiled|operates?|operate|acquired|inked|plans? to|agreed to|launched|launch|put (?:their|its)|build|invest|spend|"
    r"take over|hand over|begin|began|committed|intends? to|is (?:building|reviewing|expanding|due to)|invested|built|expanded|waive|have the|to send|was asked|were asked)(?!\w)"
)
_NO_FIRM_EN = re.compile(
    r"(?:ions?|ings?|ments?|ers|ties|ists?|ors|als|ies|ees|ades?|ys|ees|ants|ences?|ances?)$"
)
_ENGLISH_OPENERS = words_of(
    "he she it they we you i the this that these those both each all many some most several others one two three four five banks ports trade exports imports talks work "
    "business money capital customs officials farmers workers students tourists investors leaders ministers parties sides negotiators nations countries article annex table "
    "party government side economy action present chair subject held who when what where patience not no yet but and in on at by for with as to from under"
)


def _acts_in_english(scene: Scene, run: Run) -> bool:
    """'Sopharma opened ...', 'Masdar, meanwhile, promised ...', 'CFIA would have ...'."""
    if _ACTS_EN.match(scene.text, scene.words.ends[run.last - 1]) is None:
        return False
    lows = scene.words.lows[run.first : run.last]
    if run.last - run.first > 3 or not _ENGLISH_OPENERS.isdisjoint(lows):
        return False
    if scene.low(run.first - 1) in ("the", "of", "a", "an", "his", "her", "its", "their"):
        return False
    if any(scene.begins(_KNOWN, at) for at in range(run.first, run.last)):
        return False
    if _NO_FIRM_EN.search(lows[-1]) and not scene.words.words[run.last - 1].isupper():
        return False
    return len(lows[0]) >= 3


def _runs(scene: Scene) -> Iterator[Run]:
    """Runs of foreign words with capitals that nothing else has claimed: 'Standard' + 'Bank', with
    one space between, 'Vin' + 'Fast', typed as one word.
    """
    done = 0
    gaps = scene.gaps
    going_on = {word for word in scene.capital_words if gaps[word] == " "}
    if scene.words.glued:
        going_on |= {word for word, join in enumerate(scene.words.joins) if join == "+"}
    for first in scene.capital_words:
        if first < done or not _opens_a_run(scene, first):
            continue
        last = first + 1
        while last in going_on and last - first < _LONGEST:
            last += 1
        done = last
        if _is_foreign(scene, first, last) and _is_free(scene, first, last):
            yield Run(first, last)


def _opens_a_run(scene: Scene, first: int) -> bool:
    join = scene.words.joins[first]
    if join == "":
        return not scene.is_capital(first - 1) or scene.opens_sentence(first - 1)
    return join != "+" and scene.gap_before(first) not in _TIGHT


def _is_free(scene: Scene, first: int, last: int) -> bool:
    start, end = scene.words.span(first, last)
    if scene.gap_before(last) in _TIGHT or scene.covers_any(_TAKEN, start, end):
        return False
    alone = last - first == 1
    return first not in scene.openers or not any(
        (found := scene.starting_at(kind, first)) and (alone or found.last >= last)
        for kind in _KNOWN
    )


def _is_foreign(scene: Scene, first: int, last: int) -> bool:
    """Letters that make no Vietnamese word, and no common abbreviation."""
    lows = scene.words.lows[first:last]
    may_be_vietnamese = scene.language != "en" and (
        not all(map(str.isascii, lows)) or all(map(is_syllable, lows))
    )
    if may_be_vietnamese:
        return False
    for low in lows:
        if low in _NO_FIRMS or (not low.isalpha() and any(map(str.isdigit, low))):
            return False
    return True


def _with_initials(scene: Scene, run: Run) -> int | None:
    """The end of 'Tropical Forests Forever Facility (TFFF)'."""
    stop = scene.words.ends[run.last - 1]
    bracket = _CODE.match(scene.text, stop)
    lows = scene.words.lows[run.first : run.last]
    if bracket is None or len(lows) < 2 or lows[-1] in _NOT_A_BODY:
        return None
    if scene.language == "en" and lows[-1] not in _BODIES_EN:
        return None
    initials = iter("".join(low[0] for low in lows))
    code = bracket["code"].lower()
    return bracket.end() if all(letter in initials for letter in code) else None


def _acts(scene: Scene, run: Run) -> bool:
    """A verb of doing stands right behind: 'Vietjet khai thác', 'VinFast đang thương thảo'."""
    low = scene.low(run.last)
    if not scene.joined(run.last) or low not in _ACTS:
        return False
    if run.last - run.first == 1 and scene.words.words[run.first].isupper():
        return len(scene.low(run.first)) >= 5
    return low in _ACTS_ALONE or f"{low} {scene.low(run.last + 1)}" in _ACTS_IN_FULL


def _is_of_a_firm(scene: Scene, run: Run) -> bool:
    """'lãnh đạo SARS', 'nhà máy Nokia'."""
    if not scene.joined(run.first):
        return False
    return f"{scene.low(run.first - 2)} {scene.low(run.first - 1)}" in _OF_A_FIRM


def _in_a_pair(scene: Scene, run: Run) -> bool:
    """'Vietnam Airlines and Embraer', 'Viettel - Nokia', 'Standard Bank và Vietcombank'."""
    if scene.language == "en" and run.last - run.first > 1:
        return False
    linked = ("và", "and", "-")
    before, after = run.first - 1, run.last
    if before > 0 and (scene.low(before) in linked or scene.gap_before(run.first) == " - "):
        end = scene.words.ends[before if scene.gap_before(run.first) == " - " else before - 1]
        if _ends_a_firm(scene, end):
            return True
    if scene.low(after) in linked and scene.joined(after):
        return _begins_a_firm(scene, after + 1)
    return False


def _ends_a_firm(scene: Scene, end: int) -> bool:
    return scene.covers("ORG", end - 1, end) and _is_firm(scene, scene.word_at(end) - 1)


def _begins_a_firm(scene: Scene, word: int) -> bool:
    if word >= scene.count:
        return False
    start = scene.words.starts[word]
    return scene.covers("ORG", start, start + 1) and _is_firm(scene, word)


def _is_firm(scene: Scene, word: int) -> bool:
    """Is this word of a body's name foreign, or a word of trade: no ministry?"""
    low = scene.low(word)
    return low in _TRADE - _COMMON or (scene.language == "vi" and not is_syllable(low))
