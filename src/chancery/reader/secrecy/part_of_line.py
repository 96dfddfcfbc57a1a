"""A stamp beside other words: in a column, after a label, beside number or letterhead, bracketed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.secrecy.lines import LINE_HEAD, LONGEST_STAMP, Line
from chancery.reader.secrecy.lookalikes import Letter, folded
from chancery.reader.secrecy.own_line import COMPOUND, LISTED
from chancery.reader.secrecy.stamps import ANY, Stamp, banner, stamp

_SHORT_HEADING = 40


_FAR = re.compile(r"\||\t|\s{2,}|\s[-–—/]\s")


def column(line: Line) -> Iterator[Stamp]:
    """'BỘ NGOẠI GIAO | MẬT': a cell, or words far from the others; in capitals only."""
    place = 0
    for gap in [*_FAR.finditer(line.text[:LINE_HEAD]), None]:
        end = gap.start() if gap else len(line.text)
        cell = line.text[place:end]
        if cell.strip() and len(cell) <= LONGEST_STAMP and cell.strip() != line.text.strip():
            for found in banner(cell, line.start + place):
                if found.case == "upper" and (found.full or found.word != "MAT"):
                    yield found
        place = gap.end() if gap else end


_LABEL = re.compile(
    r"(?:^[^A-Z]*|[;,.()\[\]|]\s*|\s{2,}|\s-\s)"
    r"(?:(?:MUC\s+|CAP\s+)?DO\s*(?:KHAN\W+)?MAT|CAP\s+DO|MUC\s+MAT|DAU(?:\s+CHI)?(?:\s+DO)?\s+MAT|PHAN\s+LOAI(?:\s+BAO)?(?:\s+MAT)?"
    r"|(?:SECURITY\s+)?CLASSIFICATION(?:\s+LEVEL)?|CLASSIFIED(?:\s+AS)?|(?:PROTECTIVE\s+)?MARKING"
    r"|SECURITY\s+(?:LEVEL|GRADING|MARKING))"
    r"\s*[:=|>–-][^A-Z\w]*"
)
_TICKED = re.compile(r"[☒☑✓✔✗✘]|\[\s*[xX]\s*\]")
_SENTENCE_ENDS = re.compile(r"[;.\n]|\s\|\s")
_VALUE_ENDS = re.compile(r",|\(|\s{3,}")
_NEXT_CHOICE = re.compile(r"[\w\s\u0300-\u036f]+")


def labelled(line: Line) -> Iterator[Stamp]:
    """'Độ mật: Tối mật', 'Classification: Secret'; of a choice only what is ticked."""
    if not _LABEL.search(line.bare):
        return
    seen, shown = line.seen, line.shown
    for label in _LABEL.finditer(shown):
        if label.end() >= len(seen):
            continue
        start = seen[label.end()].place
        yield from _value(line.text, start - line.start, line.start)


def _value(text: str, place: int, offset: int) -> Iterator[Stamp]:
    rest = _SENTENCE_ENDS.split(text[place:][:LONGEST_STAMP])[0]
    if len(set(re.findall("TUYET ?MAT|TOI ?MAT|(?<!DO )MAT", folded(rest)))) > 1:
        yield from _ticked(text, place, offset)
        return
    # The value may be said more closely: 'Tối mật (bản số 2)'; its first words decide.
    first = _VALUE_ENDS.split(rest)[0]
    yield from banner(first, offset + place)


def _ticked(text: str, place: int, offset: int) -> Iterator[Stamp]:
    for tick in _TICKED.finditer(text, max(0, place - 3)):
        choice = _NEXT_CHOICE.match(text, tick.end())
        if choice:
            yield from banner(choice.group(), offset + choice.start())


_WORD = re.compile(
    r"(?<![A-Z])(?:TUYET[\W_]*MAT|TOI[\W_]*MAT|M[\W_]?A[\W_]?T|TOP[\W_]*SECRET|SECRET|CONFIDENTIAL)"
    r"(?![A-Z])"
)
_NUMBER = re.compile(r"[^A-Z]*SO\s*(?::|\d)|[^A-Z]*N[O°]\s*[.:]?\s*\d")
_PLACE_OF_STAMP = re.compile(
    r"CONG\s+HOA\s+XA\s+HOI|DOC\s+LAP\W+TU\s+DO|SOCIALIST\s+REPUBLIC\s+OF|NGAY\s+\d+\s+THANG\s+\d+"
)
_LETTERHEAD = re.compile(
    r"[^A-Z]*(?:BO|DAI\s+SU\s+QUAN|TONG\s+LANH\s+SU|UY\s+BAN|UBND|VAN\s+PHONG|CHINH\s+PHU"
    r"|THU\s+TUONG|TINH|THANH\s+PHO|MINISTRY|EMBASSY|GOVERNMENT)\s"
)
_NO_STAMP_AFTER = COMPOUND | frozenset(
    """DO DAU LOAI MUC TUI SOI THAN ONG TRANG THAM NGHIEM AN HOA STATE OPEN TOP TUYET TOI THE A
    AND OR VA HOAC""".split()  # noqa: SIM905
)
_NO_STAMP_BEFORE = frozenset(
    """ONG DO KHAU MA THU VU THAM LENH NGHI UOC MIA HOA NHA THIET SERVICE SERVICES AGENT BALLOT
    INFORMATION DANH VA HOAC AND""".split()  # noqa: SIM905
)


def beside(line: Line) -> Iterator[Stamp]:
    """'Số: 12/BC-M (MẬT)', 'BỘ NGOẠI GIAO   MẬT   CỘNG HÒA XÃ HỘI ...': beside number or letterhead."""
    if not (_NUMBER.match(line.bare) or _PLACE_OF_STAMP.search(line.bare) or line.head):
        return
    seen, shown = line.seen, line.shown
    numbered = bool(_NUMBER.match(shown))
    short = line.short
    place = _PLACE_OF_STAMP.search(shown) and (short or line.head)
    headed = line.head and short and _all_upper(seen) and _LETTERHEAD.match(shown)
    if not (numbered or place or headed):
        return
    for word in _WORD.finditer(shown):
        found = _stamp_at(seen, word)
        if found and _is_apart(shown, word) and _fits_beside(line, found, numbered=numbered):
            yield found


def _fits_beside(line: Line, found: Stamp, *, numbered: bool) -> bool:
    bracketed = line.text[: found.start - line.start].rstrip().endswith(("(", "[", "-", "/"))
    if numbered and line.short and bracketed:
        return found.case != "lower" or found.full
    return found.case == "upper" and (found.full or bracketed)


def _is_apart(shown: str, word: re.Match[str]) -> bool:
    """Is the word one by itself, not part of 'bí mật', 'mật độ', 'trade secret'?"""
    before = re.findall("[A-Z]+", shown[max(0, word.start() - 30) : word.start()])
    after = re.match(r"\s*([A-Z]+)", shown[word.end() :])
    if before and before[-1] in _NO_STAMP_AFTER and shown[word.start() - 1] not in "([":
        return False
    return not (after and after.group(1) in _NO_STAMP_BEFORE)


_OPENS = re.compile(r"[(\[{<*]")
_BRACKETED_END = re.compile(
    rf"[(\[{{<*][\s\W]{{0,3}}{_WORD.pattern}[\s\W]{{0,3}}[)\]}}>*][^A-Z]{{0,20}}$"
)
_HEADED = re.compile(rf"[^A-Z]{{0,20}}{_WORD.pattern}\s*[:–—-]+\s+[A-Z]")
_BRACKETED_START = re.compile(
    rf"[^A-Z]{{0,20}}[(\[{{]\s*{_WORD.pattern}(?://[A-Z/ ,]*)?\s*[)\]}}]"
)
_PORTION = re.compile(r"[^A-Z]*\((?:TS|S|C)//[A-Z/ ,]+\)")


def bracketed(line: Line) -> Iterator[Stamp]:
    """'BÁO CÁO (MẬT)', '[TỐI MẬT] Báo cáo ...', '(MẬT) Theo nguồn tin ...', '(S//NF) ...'."""
    if not _OPENS.search(line.bare):
        return
    seen, shown = line.seen, line.shown
    match = _BRACKETED_START.match(shown)
    found = _stamp_at(seen, match) if match else None
    if found and (found.case == "upper" or _is_titled(line, found)):
        yield found
    if portion := _PORTION.match(shown):
        among = [letter for letter in seen[: portion.end()] if letter.is_letter]
        if all(letter.upper for letter in among):
            yield Stamp("SECRET", "secret", "upper", True, among[0].place, among[-1].place + 1)
    match = _BRACKETED_END.search(shown) if line.short else None
    if match and (found := _stamp_at(seen, match)) and _is_heading(line, seen[: match.start()]):
        yield found


def _is_titled(line: Line, found: Stamp) -> bool:
    return found.case == "title" and line.edge and not line.has_sentence_above


def headed(line: Line) -> Iterator[Stamp]:
    """'MẬT: Điện của Đại sứ quán' at the head or foot of a page."""
    if line.edge and (match := _HEADED.match(line.shown)):
        found = _stamp_at(line.seen, match)
        if found and found.case == "upper" and found.full:
            yield found


_NAMES_ANOTHER = re.compile(
    r"\s*(?:KEM|DINH KEM|GUI KEM|CAN CU|THAM CHIEU|XEM|THEO|TIEP|PHUC DAP|TRA LOI|ENCL|ATTACH|ANNEX|REF|SEE)"
)


def _is_heading(line: Line, above: list[Letter]) -> bool:
    """Are the words before the bracket a heading, not a sentence or an item that names a paper?"""
    if not any(letter.is_letter for letter in above):
        return False  # a line of its own
    if LISTED.match(line.text) or _NAMES_ANOTHER.match(folded(line.text)):
        return False
    short = line.head and len(above) <= _SHORT_HEADING and not line.has_sentence_above
    return _all_upper(above) or short


_SPACED = re.compile(
    r"[^A-Z]*((?:T\W{1,3}U\W{1,3}Y\W{1,3}E\W{1,3}T\W{1,6}|T\W{1,3}O\W{1,3}I\W{1,6})?M\W{1,3}A\W{1,3}T"
    r"|(?:T\W{1,3}O\W{1,3}P\W{1,6})?S\W{1,3}E\W{1,3}C\W{1,3}R\W{1,3}E\W{1,3}T"
    r"|C\W{1,3}O\W{1,3}N\W{1,3}F\W{1,3}I\W{1,3}D\W{1,3}E\W{1,3}N\W{1,3}T\W{1,3}I\W{1,3}A\W{1,3}L)(?![A-Z])"
)
_CABLE = re.compile(
    r"[^A-Z]*(?:TOP\s+SECRET|SECRET|CONFIDENTIAL)(?://\S+)?\s+(?:SECTION\s+\d+\s+OF\s+\d+\s+)?"
    r"[A-Z]{3,20}(?:\s[A-Z]{2,20})?\s+\d{3,8}(?!\d)"
)


def at_the_beginning(line: Line) -> Iterator[Stamp]:
    """'S E C R E T  HANOI 000123', 'SECRET HANOI 000123': how a telegram begins."""
    if not (_SPACED.match(line.bare) or _CABLE.match(line.bare)):
        return
    seen, shown = line.seen, line.shown
    for pattern in (_SPACED, _CABLE):
        match = pattern.match(shown)
        if match and _all_upper(seen[: match.end()]):
            found = _stamp_at(seen, match)
            if found and (found.full or found.word != "MAT"):
                yield found


def _stamp_at(seen: list[Letter], match: re.Match[str]) -> Stamp | None:
    """The first stamp among the letters of a match."""
    among = [letter for letter in seen[match.start() : match.end()] if letter.is_letter]
    word = ANY.search("".join(letter.capital for letter in among))
    return stamp(among[word.start() : word.end()], word.group()) if word else None


def _all_upper(seen: list[Letter]) -> bool:
    only = [letter.upper for letter in seen if letter.is_letter]
    return len(only) > 2 and sum(only) * 10 >= len(only) * 9
