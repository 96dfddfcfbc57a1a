"""A stamp that has a line to itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from chancery.reader.secrecy.lines import LONGEST_STAMP, PROSE, Line
from chancery.reader.secrecy.lookalikes import folded
from chancery.reader.secrecy.stamps import ANY, RANK, Stamp, banner

_FRAMED = re.compile(r"\s*[(\[{<*«“\"#=~_|–—-].*[)\]}>*»”\"#=~_|–—-]\s*", re.DOTALL)
LISTED = re.compile(r"\s*(?:[-+•*●▪–—]\s|\d{1,2}[.)]\s)")
COLUMNS = re.compile(r"\||\t|\s{3,}")
_COUNTED = re.compile(r":\s*\d")
# 'bí / mật', 'trade / secret': words of which a wrapped line leaves the second alone.
COMPOUND = frozenset(("BI", "BAO", "CO", "TRADE", "BUSINESS", "COMMERCIAL", "BANK", "INDUSTRIAL"))
_LEADS_TO = frozenset(
    "DO DAU LOAI MUC CAP LA TUI SOI THAN VA HOAC AND OR THE A AS IN STATE OPEN KEPT".split()  # noqa: SIM905
)
# 'CONFIDENTIAL / INFORMATION', 'MẬT / THIẾT': the next line goes on with the word.
_GOES_ON = frozenset(
    "ONG THIET KHAU NHA LENH INFORMATION BALLOT SERVICE SERVICES AGENT TREATMENT DATA".split()  # noqa: SIM905
)
_COMMERCIAL = frozenset("STRICTLY PRIVATE AND BUSINESS COMMERCIAL".split())  # noqa: SIM905


def own_line(line: Line) -> Iterator[Stamp]:
    """'MẬT', '*** TỐI MẬT ***', 'T Ố I  M Ậ T', 'SECRET//NOFORN', 'MẬT - HỎA TỐC', 'Mật'."""
    if not line.short or _COUNTED.search(line.text):
        return
    found = banner(line.text, line.start)
    if not found or line.is_end_of_prose or _goes_on(line):
        return
    levels = {s.level for s in found} - {"secret"}
    if len(levels) > 1 and (found[0].case != "upper" or "," in line.text):
        return  # a list of the levels, not one of them
    top = max(found, key=lambda s: RANK[s.level])
    if _STANDS[top.case](line, top):
        yield top


def _is_listed_above(line: Line) -> bool:
    """'... TUYỆT MẬT, / TỐI MẬT': did the line above end in the middle of a list of levels?"""
    open_name = line.governed_by in {"TOI", "TUYET", "TOP"} and " " in line.before
    return open_name or (
        line.before.endswith(",") and bool(ANY.search(folded(line.before[-30:]).replace(" ", "")))
    )


def _goes_on(line: Line) -> bool:
    """Is the stamp only the first words of what the next line says?"""
    following = re.match("[A-Z]+", folded(line.after[:LONGEST_STAMP]))
    return line.text.endswith(",") or bool(following and following.group() in _GOES_ON)


def _upper(line: Line, found: Stamp) -> bool:
    if found.word == "CONFIDENTIAL" and line.governed_by in _COMMERCIAL:
        return False
    if (
        _is_listed_above(line)
        or line.governed_by in COMPOUND
        or (line.governed_by in {"DO", "DAU", "VA", "HOAC", "BAN"} and len(line.before) > PROSE)
    ):
        return False
    return found.full or found.word != "MAT" or line.head or line.edge


def _title(line: Line, found: Stamp) -> bool:
    framed = bool(_FRAMED.fullmatch(line.text))
    if framed:
        return not line.has_sentence_above and _upper(line, found) and found.word != "CONFIDENTIAL"
    if LISTED.match(line.text) or COLUMNS.search(line.text.strip()) or _in_a_list(line, found):
        return False
    if line.governed_by in COMPOUND | _LEADS_TO or line.before.endswith(","):
        return False
    if found.level == "secret":
        return line.edge and found.word != "CONFIDENTIAL"
    return found.full or (found.word != "MAT" and line.head)


def _lower(line: Line, found: Stamp) -> bool:
    if _FRAMED.fullmatch(line.text) and found.word != "CONFIDENTIAL":
        return found.full and line.head
    if not line.alone or found.word == "CONFIDENTIAL":
        return False
    return (line.edge and found.full) or (found.full and found.word != "MAT")


def _in_a_list(line: Line, found: Stamp) -> bool:
    """Do the levels stand one below the other, as in a rule about them?"""
    beside = (*banner(line.before[:LONGEST_STAMP]), *banner(line.after[:LONGEST_STAMP]))
    return any(s.level not in {"secret", found.level} for s in beside)


_STANDS: dict[str, Callable[[Line, Stamp], bool]] = {
    "upper": _upper,
    "title": _title,
    "lower": _lower,
}
