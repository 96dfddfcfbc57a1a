"""A whole round of 40 commitments over 8 units, played once from a plan, and what the plan says of it."""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from unittest import mock

from django.utils import timezone
from openpyxl import load_workbook

from chancery.people.queries import country_pack
from chancery.work.actions import reviews as actions
from chancery.work.actions import reviews_calling as calling
from chancery.work.actions import reviews_entering as entering
from chancery.work.actions import reviews_judging as judging
from chancery.work.actions import reviews_replying as replying
from chancery.work.models import Review, ReviewItem
from chancery.work.reviews.letters import asked_of
from chancery.work.reviews.sheet_reading import read_replies
from chancery.work.reviews.sheets import COLUMNS, reply_sheet
from chancery.work.reviews.values import (
    ReplyValues,
    ReviewValues,
    VerdictValues,
)
from chancery.work.sheets.table import read_table
from tests import make

UNITS = (
    "moit", "mof", "mpi", "province-lang-son", "mission-jp", "mission-kr", "trade-jp",
    "mofa-economic",
)  # fmt: skip
WAYS = ("form", "form", "form", "sheet", "sheet", "behalf", "letter", "silent")
CALL, REPLY_BY = date(2026, 11, 2), date(2026, 11, 16)
ANSWERED = {"form": date(2026, 11, 9), "sheet": date(2026, 11, 12), "behalf": date(2026, 11, 18), "letter": date(2026, 11, 16)}  # fmt: skip
JUDGED = date(2026, 11, 23)
BEFORE = date(2026, 8, 3)
SOON, PAST, LATER = date(2027, 3, 1), date(2026, 10, 30), date(2027, 9, 1)
FIRST_NEW = date(2026, 10, 30)


@dataclass(frozen=True)
class Plan:
    """One commitment: who leads, due when, what its lead will say in the second round."""

    at: int
    unit: str
    way: str
    due: date
    standing: str
    verdict: str = ""
    new_due: date | None = None
    done_on: date | None = None
    extended: bool = False
    approved: bool = True
    helper_says: str = ""

    @property
    def text(self) -> str:
        return f"Cam kết số {self.at:02d}"

    @property
    def partner(self) -> str:
        return "JP" if self.at % 2 else "KR"

    @property
    def sector(self) -> str:
        return "trade" if self.at % 3 else "semiconductors"

    @property
    def answered(self) -> bool:
        return self.way != "silent" and self.approved

    @property
    def values(self) -> ReplyValues:
        late = self.standing in {"at_risk", "delayed"}
        return ReplyValues(
            self.standing,
            progress=f"Tiến độ {self.at:02d}",
            difficulty="Thiếu vốn" if late else "",
            proposal="Đề nghị cho ý kiến" if late or self.verdict else "",
            verdict=self.verdict,
            new_due=self.new_due,
            done_on=self.done_on,
        )


def plans() -> list[Plan]:
    found = []
    for at in range(40):
        unit, turn = at % 8, at // 8
        base = {"at": at, "unit": UNITS[unit], "way": WAYS[unit]}
        if turn == 0:
            helper = "stop" if unit == 0 else ""
            found.append(Plan(**base, due=SOON, standing="on_track", helper_says=helper))
        elif turn == 1:
            found.append(Plan(**base, due=SOON, standing="done", done_on=date(2026, 10, 1)))
        elif turn == 2:
            found.append(
                Plan(**base, due=date(2026, 9, 1), standing="done", done_on=date(2026, 10, 1))
            )
        elif turn == 3:
            extended = unit % 2 == 0
            due = FIRST_NEW if extended else PAST
            found.append(
                Plan(**base, due=due, standing="delayed", new_due=LATER, extended=extended)
            )
        else:
            found.append(_last(unit, base))
    return found


def _last(unit: int, base: dict) -> Plan:
    said = {
        0: {"due": SOON, "standing": "on_track", "verdict": "stop"},
        1: {"due": SOON, "standing": "on_track", "verdict": "amend"},
        2: {"due": SOON, "standing": "on_track", "approved": False},
        3: {"due": SOON, "standing": "at_risk"},
        4: {"due": PAST, "standing": "on_track"},
        5: {"due": SOON, "standing": "on_track", "verdict": "done"},
        6: {"due": SOON, "standing": "at_risk", "verdict": "hand_up"},
        7: {"due": PAST, "standing": "on_track"},
    }[unit]
    return Plan(**base, **said)


PLANS = plans()


@contextmanager
def on(day: date):
    moment = datetime.combine(day, time(3), UTC)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def quang():
    return make.viewer(make.quang())


def officer(unit):
    return make.viewer(make.person(f"can-{unit}", f"Cán bộ {unit}", unit, "officer"))


def head(unit):
    return make.viewer(make.person(f"truong-{unit}", f"Thủ trưởng {unit}", unit, "head"))


def clerk():
    return make.viewer(make.person("van-thu", "Văn thư", "vpcp", "clerk"))


def prepared(text: str, first: date, last: date, call: date, reply_by: date) -> Review:
    values = ReviewValues(
        text, first, last, call, reply_by, issuer="sc-economic-diplomacy", coordinating_too=True
    )
    return actions.add_review(values=values, guard=make.guard("vpcp"), by=quang())


def open_and_call(review: Review) -> Review:
    return calling.call_units(review=actions.open_review(review=review, by=quang()), by=quang())


def item(review: Review, plan: Plan) -> ReviewItem:
    rows = ReviewItem.objects.select_related("review", "commitment", "unit")
    return rows.get(review=review, commitment__text=plan.text)


def ground() -> None:
    make.ground()
    for unit in UNITS:
        officer(unit)
        head(unit)
    with on(date(2026, 7, 1)):
        for plan in PLANS:
            due = date(2026, 8, 31) if plan.extended else plan.due
            helper = ("mof",) if plan.helper_says else ()
            make.commitment(
                text=plan.text,
                lead=plan.unit,
                coordinating=helper,
                due=due,
                parties=(plan.partner, "VN"),
                sectors=(plan.sector,),
            )


def first_round() -> Review:
    """The quarter before: those that were extended get their first new date, all others go on."""
    with on(BEFORE):
        review = open_and_call(
            prepared("Quý III", date(2026, 7, 1), date(2026, 9, 30), BEFORE, date(2026, 8, 17))
        )
        for plan in PLANS:
            new = FIRST_NEW if plan.extended else None
            values = ReplyValues("on_track", progress="Đang làm", new_due=new)
            if plan.way != "silent":
                one = item(review, plan)
                replying.put_reply(item=one, unit=plan.unit, values=values, by=officer(plan.unit))
        for unit in UNITS[:7]:
            replying.approve_replies(review=review, unit=unit, by=head(unit))
    with on(date(2026, 8, 24)):
        actions.close_replies(review=review, by=quang())
        actions.begin_verdicts(review=review, by=quang())
        judging.give_plain_verdicts(review=review, by=quang())
        for one in review.items.filter(verdict=""):
            judging.give_verdict(item=one, values=VerdictValues("continue"), by=quang())
        return judging.conclude(review=review, by=quang())


def second_round() -> Review:
    with on(CALL):
        review = open_and_call(
            prepared("Quý IV", date(2026, 10, 1), date(2026, 12, 31), CALL, REPLY_BY)
        )
    for unit, way in zip(UNITS, WAYS, strict=True):
        if way != "silent":
            with on(ANSWERED[way]):
                answer(review, unit, way)
    with on(ANSWERED["form"]):
        for plan in PLANS:
            if plan.helper_says:
                says = ReplyValues(
                    "at_risk", "Chưa thống nhất", "", "Khác ý", "Đề nghị dừng", plan.helper_says
                )
                replying.put_reply(
                    item=item(review, plan), unit="mof", values=says, by=officer("mof")
                )
        replying.approve_replies(review=review, unit="mof", by=head("mof"))
    with on(date(2026, 11, 17)):
        calling.urge_silent(review=review, message="Đề nghị trả lời", by=quang())
        actions.close_replies(review=review, by=quang())
        actions.begin_verdicts(review=review, by=quang())
    return review


def answer(review: Review, unit: str, way: str) -> None:
    mine = [plan for plan in PLANS if plan.unit == unit]
    if way == "form":
        kept = []
        for plan in mine:
            reply = replying.put_reply(
                item=item(review, plan), unit=unit, values=plan.values, by=officer(unit)
            )
            kept += [reply.pk] if plan.approved else []
        replying.approve_replies(review=review, unit=unit, by=head(unit), keys=kept)
    elif way == "letter":
        by_letter(review, unit, mine)
    else:
        who = quang() if way == "behalf" else officer(unit)
        by_sheet(review, unit, mine, who)
        if way == "sheet":
            replying.approve_replies(review=review, unit=unit, by=head(unit))


def by_sheet(review: Review, unit: str, mine: list[Plan], who) -> None:
    """The sheet goes out, is filled in as a person would in a spreadsheet, and comes back."""
    asked = asked_of(who, review, unit)
    book = load_workbook(reply_sheet(who, review, make.unit(unit), asked))
    page = book.worksheets[0]
    place = {column.name: at for at, column in enumerate(COLUMNS, 1)}
    words = {
        "on_track": "Đúng tiến độ", "at_risk": "Có nguy cơ chậm", "delayed": "Chậm",
        "done": "Hoàn thành", "hand_up": "Vượt thẩm quyền",
    }  # fmt: skip
    by_text = {plan.text: plan for plan in mine}
    for row in range(2, page.max_row + 1):
        plan = by_text[page.cell(row, place["text"]).value]
        said = plan.values
        for name in ("progress", "difficulty", "proposal", "new_due", "done_on"):
            page.cell(row, place[name]).value = getattr(said, name) or None
        page.cell(row, place["standing"]).value = words[said.standing]
        page.cell(row, place["verdict"]).value = words.get(said.verdict) or (
            "Hoàn thành" if said.verdict == "done" else None
        )
    file = io.BytesIO()
    book.save(file)
    rows = read_replies(read_table(file.getvalue(), "tra-loi.xlsx"), asked, unit)
    assert {row.fate for row in rows} == {"new"}
    answers = [(row.item, row.values) for row in rows]
    entering.take_replies(review=review, unit=unit, answers=answers, file="tra-loi.xlsx", by=who)


def by_letter(review: Review, unit: str, mine: list[Plan]) -> None:
    lines = {
        plan.at: f"{item(review, plan).commitment.reference}: tiến độ {plan.at}." for plan in mine
    }
    paper = make.document("\n".join(lines.values()), held_by="vpcp")
    answers = [entering.Letter(item(review, plan), plan.values, lines[plan.at]) for plan in mine]
    entering.enter_letter(review=review, unit=unit, document=paper, answers=answers, by=clerk())


# The second computation: plain sentences over the plan.


def is_done(plan: Plan) -> bool:
    return plan.answered and plan.standing == "done"


def outcome(plan: Plan, today: date) -> str:
    if is_done(plan):
        return "done_on_time" if plan.done_on <= plan.due else "done_late"
    return "overdue" if plan.due < today else "open"


def expected(some: list[Plan], today: date) -> dict[str, int]:
    outcomes = [outcome(plan, today) for plan in some]
    answered = [plan for plan in some if plan.answered]
    return {
        "items": len(some),
        "signed": 0,
        "stated": len(some),
        "due": sum(plan.due <= date(2026, 12, 31) for plan in some),
        "done_on_time": outcomes.count("done_on_time"),
        "done_late": outcomes.count("done_late"),
        "open": outcomes.count("open"),
        "overdue": outcomes.count("overdue"),
        "stopped": 0,
        "at_risk": sum(plan.standing in {"at_risk", "delayed"} for plan in answered),
        "silent": len(some) - len(answered),
        "replied": len(answered),
        "replied_on_time": sum(ANSWERED[plan.way] <= REPLY_BY for plan in answered),
    }


def days(some: list[Plan]) -> float | None:
    calendar = country_pack().calendar
    found = [
        sum(
            calendar.is_working_day(CALL + timedelta(days=n))
            for n in range(1, (ANSWERED[plan.way] - CALL).days + 1)
        )
        for plan in some
        if plan.answered
    ]
    return median(found) if found else None


def expected_proposal(plan: Plan) -> tuple[str, str]:
    if not plan.answered:
        return "", "silent"
    said = plan.verdict or ("done" if plan.standing == "done" else "continue")
    if plan.helper_says and plan.helper_says != said:
        return said, "disagrees"
    if said in {"stop", "amend", "hand_up"}:
        return said, said
    if said == "done":
        return "done", "done" if plan.standing == "done" else "unclear"
    if plan.new_due:
        return "continue", "delayed_twice" if plan.extended else "new_date"
    return (
        "continue",
        "no_new_date" if plan.due < JUDGED or plan.standing == "delayed" else "goes_on",
    )


ORDER = (
    "hand_up", "disagrees", "stop", "amend", "delayed_twice", "no_new_date", "unclear", "silent",
)  # fmt: skip
