"""What everybody will do: agencies, commitments, what is said of each in each round. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
IsWorked = Callable[[date], bool]
COMMITTEE, OFFICE, MINISTRY = "sc-economic-diplomacy", "vpcp", "mofa"
_WAYS = ("form", "sheet", "form", "sheet", "letter", "form", "sheet", "form",
         "sheet", "letter", "form", "sheet", "form", "sheet", "letter", "silent")  # fmt: skip
"""Of sixteen agencies six answer by form, six by spreadsheet, three by letter, one not at all."""
_KINDS = ("ministry", "ministry", "ministry", "agency", "province", "province", "province", "mission")  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How large a world is played, and when its rounds are called."""

    commitments: int
    agencies: int
    calls: tuple[date, ...]
    until: date


@dataclass(frozen=True)
class Agency:
    """One agency: an officer and a head; how and when it answers."""

    at: int

    @property
    def key(self) -> str:
        return f"co-quan-{self.at:02d}"

    @property
    def kind(self) -> str:
        return _KINDS[(self.at // 16 + self.at) % 8]

    @property
    def way(self) -> str:
        return _WAYS[self.at % 16]

    @property
    def path(self) -> str:
        """Spreadsheets: taken in by the secretariat, sent by mail, brought by the unit; letters: on
        paper or by mail."""
        if self.way == "sheet":
            return ("office", "mail", "unit")[self.at // 2 % 3]
        return ("paper", "mail")[self.at // 3 % 2] if self.way == "letter" else ""

    @property
    def is_late(self) -> bool:
        """Answers after the day of reply, accepts and delivers tasks late."""
        return self.at % 7 == 3

    @property
    def officer(self) -> str:
        return f"can-bo-{self.at:02d}"

    @property
    def head(self) -> str:
        return f"thu-truong-{self.at:02d}"

    @property
    def people(self) -> tuple[str, str]:
        return self.officer, self.head


@dataclass(frozen=True)
class Promise:
    """One commitment as it is recorded."""

    at: int
    lead: int | None
    helper: int | None
    due: date

    @property
    def text(self) -> str:
        return f"Cam kết số {self.at:04d}"

    @property
    def partner(self) -> str:
        return "JP" if self.at % 2 else "KR"

    @property
    def sector(self) -> str:
        return "trade" if self.at % 3 else "semiconductors"

    @property
    def is_signed(self) -> bool:
        return self.at % 4 == 1


@dataclass(frozen=True)
class Said:
    """What one unit says of one commitment; ``kept`` is whether its head stands behind it."""

    standing: str
    verdict: str = ""
    new_due: date | None = None
    done_on: date | None = None
    kept: bool = True

    @property
    def has_trouble(self) -> bool:
        return self.standing in {"at_risk", "delayed"} or self.verdict in {
            "amend", "stop", "hand_up",
        }  # fmt: skip


@dataclass(frozen=True)
class Days:
    """The days of one round."""

    call: date
    reply_by: date
    urge: date
    urge_again: date
    judge: date
    conclude: date
    invite: date
    meet: date
    task_due: date
    silent_due: date
    new_date: date


class Plan:
    """Everything that will happen, by arithmetic of numbers and working days alone."""

    def __init__(self, size: Size, is_worked: IsWorked) -> None:
        self.size, self.is_worked = size, is_worked
        self.agencies = [Agency(at) for at in range(size.agencies)]
        self.promises = [self._promise(at) for at in range(size.commitments)]
        self.rounds = [self._days(call) for call in size.calls]

    def step(self, day: date, number: int) -> date:
        """So many working days on, or back."""
        way = ONE_DAY if number > 0 else -ONE_DAY
        for _one in range(abs(number)):
            day += way
            while not self.is_worked(day):
                day += way
        return day

    def worked_days(self) -> list[date]:
        """Every working day that is played."""
        first = self.step(self.rounds[0].call, -1)
        number = (self.size.until - first).days + 1
        return [d for n in range(number) if self.is_worked(d := first + n * ONE_DAY)]

    def _promise(self, at: int) -> Promise:
        many = len(self.agencies)
        lead = None if at % 97 == 5 else at % many
        helper = (at + 1) % many if at % 25 == 3 and lead is not None else None
        start = self.size.calls[0] - 30 * ONE_DAY
        return Promise(at, lead, helper, start + at * 37 % 400 * ONE_DAY)

    def _days(self, asked: date) -> Days:
        call = asked if self.is_worked(asked) else self.step(asked, 1)
        reply_by = self.step(call, 10)
        judge = self.step(reply_by, 6)
        meet = self.step(judge, 4)
        return Days(
            call=call,
            reply_by=reply_by,
            urge=self.step(reply_by, 1),
            urge_again=self.step(reply_by, 4),
            judge=judge,
            conclude=self.step(judge, 1),
            invite=self.step(judge, 2),
            meet=meet,
            task_due=self.step(meet, 25),
            silent_due=self.step(meet, 10),
            new_date=self.step(judge, 60),
        )

    def written_on(self, agency: Agency, number: int) -> date:
        """The day on which the agency's answer is written or sent."""
        days = self.rounds[number]
        if agency.is_late:
            return self.step(days.reply_by, 2)
        return self.step(days.call, 2 + agency.at % 5)

    def answered_on(self, agency: Agency, number: int) -> date:
        """The day on which it counts: of a mail the next morning takes it in."""
        written = self.written_on(agency, number)
        return self.step(written, 1) if agency.path == "mail" else written

    def said(self, promise: Promise, agency: Agency, number: int, due: date) -> Said | None:
        """What an agency says in a round of what it leads or helps with; None of the silent."""
        if agency.way == "silent":
            return None
        if promise.lead != agency.at:
            other = (promise.at // 25 + number) % 2 == 0
            return Said("at_risk", verdict="stop") if other else Said("on_track")
        days, turn = self.rounds[number], (promise.at * 7 + promise.at // 20 + number * 13) % 20
        later = max(due, days.judge) + 150 * ONE_DAY
        return {
            10: Said("on_track", new_due=later),
            11: Said("at_risk", new_due=later),
            12: Said("done", done_on=days.call - 10 * ONE_DAY),
            13: Said("done", done_on=days.call - 90 * ONE_DAY),
            14: Said("at_risk"),
            15: Said("delayed", new_due=later),
            16: Said("delayed"),
            17: Said("at_risk", verdict="hand_up"),
            18: Said("on_track", verdict="amend") if promise.at % 2 else Said("on_track"),
            19: self._rare(promise, agency),
        }.get(turn, Said("on_track"))

    def _rare(self, promise: Promise, agency: Agency) -> Said:
        if promise.at % 3 == 0:
            return Said("on_track", verdict="stop")
        if promise.at % 3 == 1:
            return Said("on_track", verdict="done")
        return Said("on_track", kept=agency.way != "form")
