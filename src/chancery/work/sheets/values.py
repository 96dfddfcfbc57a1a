"""What a cell of a tracking sheet says: days, states, shares, units. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import override

from chancery.lib.text import fold
from chancery.work.models import TaskState

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(?:ngay\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_SPELLED = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*(?:/|-|\.|nam)\s*(\d{4})")
_QUARTER = re.compile(r"(?:quy|q)\s*(iv|iii|ii|i|[1-4])\s*(?:/|-|\.|nam|,)?\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NO_DAY = frozenset(
    {"thuong xuyen", "khong thoi han", "khong co thoi han", "hang nam", "hang quy", "hang thang",
     "khong", "-", "–", "x", "n/a", "chua xac dinh"}
)  # fmt: skip
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%?")
_STATES: dict[str, TaskState] = {
    **dict.fromkeys(
        ("chua thuc hien", "chua trien khai", "chua bat dau", "moi", "moi giao", "duoc giao",
         "chua tiep nhan", "cho tiep nhan", "not started", "new"),
        TaskState.ASSIGNED,
    ),
    **dict.fromkeys(("tiep nhan", "da nhan"), TaskState.ACCEPTED),
    **dict.fromkeys(
        ("dang trien khai", "dang xu ly", "dang lam", "trong han", "qua han", "cham", "cham tien do",
         "chua hoan thanh", "dang thuc hien trong han", "dang thuc hien qua han", "dung tien do",
         "in time", "overdue", "ongoing"),
        TaskState.IN_PROGRESS,
    ),
    **dict.fromkeys(("cho duyet", "cho phe duyet", "trinh", "da bao cao"), TaskState.SUBMITTED),
    **dict.fromkeys(
        ("hoan thanh", "da hoan thanh", "hoan thanh dung han", "hoan thanh qua han", "xong",
         "hoan thanh truoc han", "da hoan thanh dung han", "da hoan thanh qua han", "hoan thanh cham",
         "completed", "finished"),
        TaskState.DONE,
    ),
    **dict.fromkeys(("bi tra lai", "yeu cau bo sung"), TaskState.RETURNED),
    **dict.fromkeys(
        ("huy", "huy bo", "dung", "tam dung", "dung thuc hien", "khong thuc hien", "canceled"),
        TaskState.CANCELLED,
    ),
}  # fmt: skip


class NoDayError(ValueError):
    """The text has the form of a day that is not in the calendar."""


def day_of(text: str) -> date | None:
    """The day a cell names, 22/02/2026 or as a date; None where it names none.

    Raises NoDayError for 30/02/2026. Days come before months, as they are written here.
    """
    words = fold(text)
    if found := _ISO.fullmatch(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(words) or _SPELLED.fullmatch(words):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    return None


def last_day_of(text: str) -> date | None:
    """The last day of a month, quarter or year that a cell names: “Quý IV/2026”."""
    words = fold(text)
    if found := _QUARTER.fullmatch(words):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return _end_of(int(found[2]), 3 * quarter)
    if found := _MONTH.fullmatch(words):
        return _end_of(int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(words):
        return _end_of(int(found[1]), 12)
    return None


def says_no_day(text: str) -> bool:
    """Whether a cell says that there is no due date: “thường xuyên”."""
    return fold(text).rstrip(".") in _NO_DAY


def state_of(text: str) -> TaskState | None:
    """The state a cell names in either language, in the words of this system or those in use."""
    words = fold(text).rstrip(".")
    found = _own_states().get(words)
    if found is not None:
        return found
    return _STATES.get(words) or _STATES.get(words.removeprefix("da ").strip())


def share_of(text: str) -> int | None:
    """Whole percent, 0 to 100: “80%”, “80”, or 0.8 as spreadsheets keep it; None for no share."""
    found = _SHARE.fullmatch(text.strip())
    if not found:
        return None
    share = float(found[1].replace(",", "."))
    if "%" not in text and ("." in found[1] or "," in found[1]) and share <= 1:
        share *= 100
    return round(share) if share <= 100 else None


@lru_cache(maxsize=1)
def _own_states() -> Mapping[str, TaskState]:
    found = {state.value: state for state in TaskState}
    for language in ("vi", "en"):
        with override(language):
            found |= {fold(str(state.label)): state for state in TaskState}
    return found


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoDayError(str(error)) from error


def _end_of(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not 1900 <= year <= 2200:
        raise NoDayError(f"{month}/{year}")
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Units by every folded name they bear or bore; a merged one leads to its successor."""

    by_name: Mapping[str, frozenset[str]]
    shown: Mapping[str, str] = field(default_factory=dict)
    """By key, how a sheet that goes out names it: never a name that means several."""

    def find(self, text: str) -> frozenset[str]:
        """The keys of the units called so: none, one, or several."""
        return self.by_name.get(unit_words(text), frozenset())

    def near(self, text: str) -> str:
        """The nearest name there is, for a remedy; empty where none is near."""
        found = get_close_matches(unit_words(text), self.by_name, n=1, cutoff=0.82)
        return self.shown[min(self.by_name[found[0]])] if found else ""

    def several(self, text: str) -> tuple[list[str], list[str]]:
        """The units of one cell in their order, and the pieces that name none.

        Semicolons and lines part units; commas, slashes and “và” do where what stands between
        them is a unit, as names hold commas themselves.
        """
        keys: list[str] = []
        unknown: list[str] = []
        for piece in re.split(r"[;\n]+", text):
            words = piece.strip(" .-•+\t")
            for found, said in self._parted(words) if words else ():
                if len(found) == 1:
                    keys.append(next(iter(found)))
                else:
                    unknown.append(said)
        return list(dict.fromkeys(keys)), unknown

    def _parted(self, words: str) -> list[tuple[frozenset[str], str]]:
        """The longest names first, from the left."""
        if len(whole := self.find(words)) == 1:
            return [(whole, words)]
        marks = [m.span() for m in re.finditer(r"\s*[,/&]\s*|\s+và\s+", words)]
        ends = [start for start, _end in marks] + [len(words)]
        starts = [0] + [end for _start, end in marks]
        told, at = [], 0
        while at < len(starts):
            last, found = self._longest(words, starts[at], ends[at:])
            told.append((found, words[starts[at] : ends[at + last]].strip()))
            at += last + 1
        return [pair for pair in told if pair[1]]

    def _longest(self, words: str, start: int, ends: Sequence[int]) -> tuple[int, frozenset[str]]:
        for last in range(min(len(ends), 8) - 1, -1, -1):
            found = self.find(words[start : ends[last]])
            if len(found) == 1:
                return last, found
        return 0, self.find(words[start : ends[0]])


def unit_words(text: str) -> str:
    """A unit's name as it is looked up: “UBND tỉnh Lạng Sơn” is the province."""
    words = fold(text).strip(" .-•+")
    return re.sub(r"^(?:ubnd|uy ban nhan dan)\s+(?=tinh|thanh pho|tp)", "", words)


def names_of(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Keys by folded name."""
    found: dict[str, set[str]] = {}
    for name, key in pairs:
        if words := unit_words(name):
            found.setdefault(words, set()).add(key)
    return found
