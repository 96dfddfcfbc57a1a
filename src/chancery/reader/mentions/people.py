"""Persons and the offices they hold: 'Bộ trưởng Bộ Ngoại giao Bùi Thanh Sơn' is a title and a name.

A person's name carries no title. Vietnamese names begin with a family name and have two to four
syllables, all with capitals; foreign names stand behind a title or a form of address, whole
('Nobuhiko Sasaki', 'Kang Kyung - wha') or in part ('Cosgrove').
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.vocabulary import phrases, words_of
from chancery.reader.mentions.words import Entry

_SYLLABLE = re.compile(
    r"(?:ngh?|[ckgt]h|[pn]h|gi|qu|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}"
    r"(?:ch|nh|ng|[cmnpt])?$"
)
_VOWEL = re.compile(
    "[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵöüøåäéè]"
)
PARTICLES = words_of("van von de da di del al bin ibn ben el la le dos der")
_ENGLISH_SMALL_WORDS = words_of("to and of the in on for at by with")
"""They end a name in a heading set in capitals."""

_LINKS = words_of("và kiêm nước tại của thường trực nhà tỉnh thành phố bang")
_LONGEST_TITLE = 16


class Person(NamedTuple):
    """A person's name by its words, and the title before it."""

    first: int
    last: int
    title: tuple[int, int] | None
    confidence: float
    rule: str


@lru_cache(maxsize=20_000)
def is_syllable(low: str) -> bool:
    """Could this be a Vietnamese syllable, marks or not?"""
    return len(low) <= 7 and bool(_SYLLABLE.match(low))


def add_people(scene: Scene) -> None:
    """Titles and persons; a name found once is found again wherever it stands."""
    people = [*_after_titles(scene), *_after_addresses(scene), *_standing_alone(scene)]
    if scene.language == "en":
        people += _after_long_offices(scene)
    for person in people:
        start, end = scene.words.span(person.first, person.last)
        if not scene.covers("PERSON", start, end):
            add_person(scene, person)
    add_repeated(scene)


def add_person(scene: Scene, person: Person) -> None:
    start, end = scene.words.span(person.first, person.last)
    title = scene.context.cut(*person.title) if person.title else None
    canonical = scene.text[start:end]
    scene.add(
        "PERSON", start, end, person.rule, person.confidence, canonical=canonical, title=title
    )


# Titles ------------------------------------------------------------------------------------------


def _after_titles(scene: Scene) -> list[Person]:
    """'Thủ tướng Chính phủ Phạm Minh Chính', 'President of the Republic of Korea Han Seo-jin'."""
    people: list[Person] = []
    done = 0
    in_venues = {at for v in scene.hits["venue"] for at in range(v.first + 1, v.last)}
    for entry in scene.known("title"):
        if entry.first < done or not _is_title(scene, entry):
            continue
        if entry.first in in_venues:
            continue
        end, person = title_and_name(scene, entry)
        done = end
        if person and _heads_a_firm(scene, entry, person):
            scene.add_words("ORG", person.first, person.last, "firm_after_title", 0.6,
                canonical=scene.text[slice(*scene.words.span(person.first, person.last))], unit=None,
            )  # fmt: skip
            person = None
        holder = (
            scene.text[slice(*scene.words.span(person.first, person.last))] if person else None
        )
        scene.add_words("TITLE", entry.first, end, "office", 0.9, holder=holder)
        if person:
            people.append(person)
    return people


_HEADS_OF_FIRMS = frozenset(
    phrases(
        "giám đốc|tổng giám đốc|phó tổng giám đốc|phó giám đốc|giám đốc điều hành|chủ tịch|phó chủ tịch|trưởng đại diện"
    )
)


def _heads_a_firm(scene: Scene, entry: Entry, person: Person) -> bool:
    """'ông Mark Lee, Giám đốc Acme tại Việt Nam': he was named before, the firm behind."""
    title = " ".join(scene.words.lows[entry.first : entry.last])
    if (
        title not in _HEADS_OF_FIRMS
        or person.last - person.first > 2
        or person.first != entry.last
    ):
        return False
    named = scene.gap_before(entry.first) == ", " and scene.is_capital(entry.first - 1)
    return named and not _is_vietnamese(scene, person.first, person.last)


def _is_title(scene: Scene, entry: Entry) -> bool:
    """'Bộ trưởng' yes; 'bà Mai', 'anh em' and 'chair' as a verb are no titles."""
    if scene.language == "en" and not scene.is_capital(entry.first):
        return False
    return scene.low(entry.first) not in vocabulary.ADDRESSES


def title_and_name(scene: Scene, entry: Entry) -> tuple[int, Person | None]:
    """Where the title ends (a word), and the person behind it, if one is named."""
    at, limit = entry.last, min(entry.first + _LONGEST_TITLE, scene.count)
    end = at
    while at < limit:
        step = _title_goes_on(scene, at)
        if step is None:
            break
        at = end = step
    name = name_at(scene, at)
    if name is None or not _may_follow(scene, at):
        return _without_loose_end(scene, entry.last, end), None
    span = scene.words.starts[entry.first], scene.words.ends[end - 1]
    return end, Person(at, name, span, 0.95, "name_after_title")


def _may_follow(scene: Scene, at: int) -> bool:
    gap = scene.gap_before(at)
    if gap == ". ":
        return len(scene.low(at - 1)) <= 4 and scene.low(at - 1).isascii()
    return gap in (" ", "  ", "\n")


def _title_goes_on(scene: Scene, at: int) -> int | None:
    """The next words of a title: a body, a field of government, a country, another title."""
    gap = scene.gap_before(at)
    if gap not in (" ", "  ", ", ", " - "):
        return None
    comma = "," in gap
    for kind in ("title", "unit", "organisation", "bloc") if not comma else ("title",):
        found = scene.starting_at(kind, at)
        if found and scene.low(at) not in vocabulary.ADDRESSES:
            return found.last
    town = scene.starting_at("place", at)
    if town and scene.low(at - 1) in ("tỉnh", "phố", "bang", "tại"):
        return town.last
    portfolio = scene.starting_at("portfolio", at)
    if portfolio and scene.is_capital(at):
        return portfolio.last
    if comma:
        return None
    return _link(scene, at)


def _link(scene: Scene, at: int) -> int | None:
    """'nước Lào', 'tại Việt Nam', 'và Đầu tư', 'of the Republic of Korea', an unknown body."""
    country = scene.starting_at("country", at)
    if country:
        return country.last
    low = scene.low(at)
    if low in ("of", "the", "for", "and", "to", "&") or low in _LINKS:
        after = at + 1
        return after if _title_goes_on(scene, after) is not None else None
    return _unknown_body(scene, at)


def _unknown_body(scene: Scene, at: int) -> int | None:
    """'Bộ', 'Tập đoàn X', 'JETRO': a body's head word, or an abbreviation in capitals."""
    head = scene.starting_at("org_head", at)
    if head and scene.is_capital(at):
        return head.last
    word = scene.words.words[at]
    is_code = word.isupper() and len(word) >= 3 and word.isascii()
    line = scene.words.words[max(at - 3, 0) : at]
    return at + 1 if is_code and not all(w.isupper() for w in line) else None


def _without_loose_end(scene: Scene, least: int, end: int) -> int:
    while end > least and scene.low(end - 1) in (*_LINKS, "of", "the", "and"):
        end -= 1
    return end


# Names -------------------------------------------------------------------------------------------


def name_at(scene: Scene, at: int, *, alone: bool = False) -> int | None:
    """The word after the last of a person's name that begins here; None where none does.

    ``alone``: no title says that a name follows, so only a full Vietnamese name counts.
    """
    if not scene.is_capital(at) or scene.words.words[at].isdigit():
        return None
    end = _run_of_capitals(scene, at)
    if scene.low(at) in _surnames(scene) and _is_vietnamese(scene, at, min(end, at + 2)):
        return _vietnamese_name(scene, at, end, alone=alone)
    if alone:
        return None
    if scene.language == "en" and (_known_word(scene, at) or _is_english(scene, at, end)):
        return None
    return _foreign_name(scene, at, end)


def _is_english(scene: Scene, first: int, last: int) -> bool:
    """'the President Article', 'Quota Review': words of treaties and headings."""
    return not vocabulary.ENGLISH_NO_NAMES.isdisjoint(scene.words.lows[first:last])


def _run_of_capitals(scene: Scene, at: int) -> int:
    """Words with capitals, hyphenated parts ('Xi - xu - lit'), initials, small particles."""
    end = at + 1
    while end < scene.count and end - at < 10:
        join, word = scene.words.joins[end], scene.words.words[end]
        hyphened = join == "-" and (
            word[0].islower() or "-" in scene.gap_before(end).strip(" ") == scene.gap_before(end)
        )
        initial = join == "." and len(scene.words.words[end - 1]) <= 2 and word[0].isupper()
        spaced = join == "" and "\n" not in scene.gap_before(end) and word[0].isupper()
        particle = join == "" and word in PARTICLES and _name_goes_on(scene, end + 1)
        if not (hyphened or initial or spaced or particle) or word[0].isdigit():
            break
        if spaced and (_known_word(scene, end) or scene.low(end) in _ENGLISH_SMALL_WORDS):
            break
        end += 1
    return end


def _name_goes_on(scene: Scene, at: int) -> bool:
    """'von der Leyen', 'bin Salman'."""
    return scene.is_capital(at) or (scene.low(at) in PARTICLES and scene.joined(at))


def _known_word(scene: Scene, at: int) -> bool:
    """A country, a body or a place begins here: the name before it has ended."""
    if at not in scene.openers:
        return False
    if scene.begins(("unit", "bloc", "title", "sea"), at):
        return True
    country = scene.starting_at("country", at)
    return bool(country and not country.payload[1])


def _is_vietnamese(scene: Scene, first: int, last: int) -> bool:
    return all(is_syllable(low) for low in scene.words.lows[first:last])


def _vietnamese_name(scene: Scene, at: int, end: int, *, alone: bool) -> int | None:
    """Two to four syllables after a title, three or four without one; five for double names."""
    last = at + 1
    while (
        last < end
        and last - at < 5
        and scene.words.joins[last] == ""
        and is_syllable(scene.low(last))
    ):
        last += 1
    length = last - at
    if last < end and not alone and scene.words.joins[last] == "-":
        return _foreign_name(scene, at, end)
    if alone:
        marked = any(not low.isascii() for low in scene.words.lows[at:last])
        return last if 3 <= length <= 4 and (marked or scene.language == "en") else None
    return last if length >= 2 else None


def _foreign_name(scene: Scene, at: int, end: int) -> int | None:
    """Foreign names have a syllable that no Vietnamese word has, or a hyphen."""
    lows = scene.words.lows[at:end]
    foreign = [not is_syllable(low) or low.isascii() for low in lows]
    hyphened = any(scene.words.joins[i] == "-" for i in range(at + 1, end))
    if not any(foreign) and not hyphened:
        return None
    voiced = all(_VOWEL.search(low) or len(low) == 1 for low in lows)
    return end if voiced and len(lows) <= 8 and len("".join(lows)) > 2 else None


# Other places of names ---------------------------------------------------------------------------


def _after_addresses(scene: Scene) -> list[Person]:
    """'ông Nobuhiko Sasaki', 'Bà Nguyễn Thị Hoa', 'Ms Lee Min-jung'."""
    people = []
    lows = scene.lows
    for at in scene.capital_words:
        if lows[at - 1] not in _ADDRESS_WORDS or not _addressed(scene, at):
            continue
        end = name_at(scene, at)
        if end and not scene.starting_at("title", at):
            people.append(Person(at, end, None, 0.9, "name_after_address"))
    return people


_OFFICE_AT_LENGTH = re.compile(
    # the head of a word is looked for behind its letter: so 're' leaps from letter to letter
    r"(?:P(?<!\w.)(?:resident|remier)|S(?<!\w.)(?:peaker|ecretary)|C(?<!\w.)hair(?:man|woman|person)?|G(?<!\w.)overnor"
    r"|M(?<!\w.)(?:inister|ayor)|D(?<!\w.)irector|H(?<!\w.)ead)"
    r" of (?:the )?[A-Z][\w-]{0,30}(?: (?:of |and |for |the )*[A-Z][\w-]{0,30}){0,6}, (?=(?:[A-Z][\w'-]{1,30} ){1,2}[A-Z][\w'-]{1,30}[,.;])"
)


def _after_long_offices(scene: Scene) -> list[Person]:
    """'the Speaker of the Federal Assembly, Maria Lopez, ...': set off by commas."""
    people = []
    for found in _OFFICE_AT_LENGTH.finditer(scene.text):
        at = scene.word_at(found.end())
        end = name_at(scene, at)
        known = scene.starting_at("country", at) or scene.starting_at("place", at)
        if end and end - at >= 2 and not known:
            title = scene.words.starts[scene.word_at(found.start())], found.end() - 2
            people.append(Person(at, end, title, 0.85, "name_after_long_office"))
    return people


def _addressed(scene: Scene, at: int) -> bool:
    """Does the word before address somebody: 'ông', 'Mr.', 'đồng chí' (not 'Hồ Chí')?"""
    if scene.gap_before(at) not in (" ", ". "):
        return False
    return scene.low(at - 1) != "chí" or scene.low(at - 2) == "đồng"


_ADDRESS_WORDS = words_of("ông bà ngài mr mrs ms dr chí anh chị cô")


def _standing_alone(scene: Scene) -> list[Person]:
    """A full Vietnamese name without a title: a signature, a caption, a list of members."""
    people = []
    surnames, lows = _surnames(scene), scene.lows
    for at in scene.capital_words:
        if lows[at] not in surnames or not scene.is_capital(at + 1):
            continue
        if scene.joined(at) and scene.is_capital(at - 1) and not _opens(scene, at - 1):
            continue
        end = name_at(scene, at, alone=True)
        if end and not _is_other_name(scene, at, end):
            people.append(Person(at, end, None, 0.75, "vietnamese_name"))
    return people


def _surnames(scene: Scene) -> frozenset[str]:
    """Family names as the text's language writes them, with or without marks."""
    return _SURNAMES_IN_ENGLISH if scene.language == "en" else vocabulary.SURNAMES


_SURNAMES_IN_ENGLISH = vocabulary.SURNAMES | vocabulary.UNMARKED_SURNAMES


def _opens(scene: Scene, at: int) -> bool:
    """'Theo Nguyễn Văn An, ...': a capital only because the sentence begins."""
    return scene.low(at) in _OPENERS and scene.opens_sentence(at)


_OPENERS = words_of("theo cùng với còn như do")


def _is_other_name(scene: Scene, first: int, last: int) -> bool:
    """Capitals all over a heading, a place, a body, a portfolio: no person's name."""
    if all(word.isupper() for word in scene.words.words[first:last]):
        return True
    if scene.is_name_word(last):
        return True
    for at in scene.openers.intersection(range(first, last)):
        for kind in ("place", "unit", "country", "portfolio", "sea", "venue", "org_head"):
            found = scene.starting_at(kind, at)
            if found and found.last - at >= 2 and (kind != "country" or not found.payload[1]):
                return True
    return scene.ending_at("place_head", first) is not None


def add_repeated(scene: Scene) -> None:
    """A name of two words or more, wherever else it stands in the text."""
    names = [m.fields["canonical"] for m in scene.of("PERSON")]
    for name in dict.fromkeys(name for name in names if " " in name):
        for at in scene.occurrences(name):
            end = at + len(name)
            if not scene.covers("PERSON", at, end):
                scene.add("PERSON", at, end, "name_again", 0.8, canonical=name, title=None)
