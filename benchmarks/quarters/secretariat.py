"""The secretariat: each form that it sends and each button that it presses is counted, here.

Most of it goes through the pages. Of what is done one by one the first few go through their pages
and the others through the same action behind them, with the same checks: a page costs the machine
more than the act.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benchmarks.quarters.agencies import Agencies, values_of
from benchmarks.quarters.plan import COMMITTEE, OFFICE, Agency
from chancery.documents.actions import Keeping
from chancery.documents.models import Document
from chancery.intake.adding import File, add
from chancery.people.access import Viewer
from chancery.register.values import Guard
from chancery.work.actions import meetings, meetings_deciding, meetings_preparing, reviews_judging
from chancery.work.actions.bulk import run_bulk
from chancery.work.bulk import Wish
from chancery.work.meetings.agenda import candidates
from chancery.work.meetings.values import DecisionValues, MeetingValues
from chancery.work.models import AgendaItem, Meeting, MeetingKind, Review, ReviewItem, Task
from chancery.work.reviews.measured import proposals_of
from chancery.work.reviews.values import VerdictValues

BY_PAGE = 3
"""So many of what is done one by one go through the page."""
ALIKE = ("silent", "nobody", "no_new_date")
"""Exceptions that the secretariat decides alike, a reason at a time."""
REASON = "Theo kết quả rà soát"


class Secretariat:
    """Officer, head and clerk of the Government Office."""

    def __init__(self, agencies: Agencies, host: str) -> None:
        self.agencies, self.world, self.plan = agencies, agencies.world, agencies.plan
        self.client = Client(HTTP_HOST=host)
        self.acts: list[Counter[str]] = []
        """By round, how many acts of each kind."""
        self.review: Review | None = None

    @property
    def quang(self) -> Viewer:
        """The officer who runs the rounds."""
        return self.world.viewer("quang")

    def press(self, kind: str) -> None:
        """One form sent, or one button pressed."""
        self.acts[-1][kind] += 1

    def send(self, kind: str, address: str, who: str = "quang", **data: Any) -> str:
        """The same through its page; where it leads to. It must have been taken."""
        self.press(kind)
        self.client.force_login(self.world.user(who))
        answer = self.client.post(address, data)
        assert answer.status_code == 302, (address, answer.status_code, answer.content[:2000])
        return str(answer["Location"])

    # The round.

    def call(self, number: int) -> Review:
        """Prepare it, open it, call every agency."""
        self.acts.append(Counter())
        days = self.plan.rounds[number]
        address = self.send(
            "prepare",
            "/reviews/new/",
            text=f"Quý {number + 1}",
            period_start=days.call.replace(day=1).isoformat(),
            period_end=days.judge.isoformat(),
            call_on=days.call.isoformat(),
            reply_by=days.reply_by.isoformat(),
            issuer=COMMITTEE,
            coordinating_too="on",
            held_by=OFFICE,
            sensitivity="internal",
        )
        self.review = Review.objects.get(pk=address.split("/")[2])
        for name in ("open", "call"):
            self.move(name)
        return self.review

    @property
    def running(self) -> Review:
        """The round of now, as it stands."""
        assert self.review is not None
        self.review.refresh_from_db()
        return self.review

    def move(self, name: str) -> None:
        """One step of the round."""
        self.send(name, f"/reviews/{self.running.pk}/move/{name}/")

    def urge(self) -> None:
        """Everybody who is silent, in one act."""
        self.send("urge", f"/reviews/{self.running.pk}/urge/", message="Đề nghị trả lời")

    def take_sheets(self, found: list[Agency], number: int) -> None:
        """Reply spreadsheets that agencies sent to the secretariat that day, all at once."""
        files = [
            SimpleUploadedFile(f"{one.key}.xlsx", self.agencies.sheet(self.running, one, number))
            for one in found
        ]
        address = f"/reviews/{self.running.pk}/sheets/"
        self.send("spreadsheets", address, sheets=files)
        self.send("spreadsheets", f"{address}check/")

    def enter_letter(self, agency: Agency, number: int) -> None:
        """A letter: on paper it is added first; chosen, then what it says is set down."""
        found, clerk = self._paper(agency, number), self.world.viewer("van-thu")
        address = f"/reviews/{self.running.pk}/answer/{agency.key}/letter-in/"
        place = self.send("letter", address, who=clerk.user.username, document=[found.pk])
        text = found.source_text.text
        said: dict[str, Any] = {}
        for item, one, values in self.agencies.said(self.running, agency, number):
            at = self.world.promises[item.commitment_id]
            assert values == values_of(one, at, number)
            line = f"{item.commitment.reference}: {values.progress}."
            for name in ("standing", "progress", "difficulty", "proposal", "verdict"):
                said[f"{item.pk}-{name}"] = getattr(values, name)
            for name in ("new_due", "done_on"):
                day: date | None = getattr(values, name)
                said[f"{item.pk}-{name}"] = day.isoformat() if day else ""
            said[f"{item.pk}-quote"] = line if line in text else ""
            said[f"{item.pk}-answers"] = "on"
        self.send("letter", place, who=clerk.user.username, **said)

    def _paper(self, agency: Agency, number: int) -> Document:
        opening = f"Cơ quan {agency.at:02d} báo cáo đợt {number + 1}:"
        if agency.path == "paper":
            self.press("letter")
            words = self.agencies.letter(self.running, agency, number).encode()
            clerk = self.world.viewer("van-thu")
            added = add(file=File(words, "cong-van.txt"), keeping=Keeping(OFFICE), by=clerk)
            return added.document
        return Document.objects.get(source_text__text__contains=opening)

    def judge(self) -> None:
        """The plain in one act, some exceptions alike by their reason, the others one by one."""
        address = f"/reviews/{self.running.pk}/verdicts/"
        self.send("verdicts together", address)
        left = {
            pk: one
            for pk, one in proposals_of(self.quang, self.running).items()
            if not one.is_plain
        }
        for why in ALIKE:
            if any(one.why == why for one in left.values()):
                said = {"why": why, "all": "1", "verdict": "continue", "reason": REASON}
                if why == "no_new_date":
                    said["new_due"] = self.plan.rounds[len(self.acts) - 1].new_date.isoformat()
                self.send("verdicts together", f"{address}same/", **said)
        rows = ReviewItem.objects.select_related("review", "commitment").in_bulk(left)
        single = [pk for pk, one in left.items() if one.why not in ALIKE]
        for place, pk in enumerate(sorted(single, key=lambda pk: rows[pk].number)):
            self._decide(rows[pk], str(left[pk].why), left[pk].new_due, place < BY_PAGE)

    def _decide(self, item: ReviewItem, why: str, asked: date | None, by_page: bool) -> None:
        verdict = why if why in {"hand_up", "stop", "amend"} else "continue"
        new_due = asked if why == "delayed_twice" else None
        text = f"{item.commitment.text} (sửa)" if verdict == "amend" else ""
        values = VerdictValues(verdict, new_due, text, REASON)
        if by_page:
            said = {"verdict": verdict, "new_due": new_due.isoformat() if new_due else ""}
            said |= {"new_text": text, "reason": REASON, "version": str(item.version)}
            address = f"/reviews/{item.review_id}/items/{item.number}/verdict/"
            self.send("verdict", address, **said)
        else:
            self.press("verdict")
            reviews_judging.give_verdict(item=item, values=values, by=self.quang)

    def issue_minutes(self, met: date) -> None:
        """The minutes of the round itself."""
        address = f"/reviews/{self.running.pk}/minutes"
        said = {"met_on": met.isoformat(), "conclusions": "Thống nhất"}
        self.send("minutes", f"{address}/edit/", **said, version=self.running.version)
        self.send("minutes", f"{address}/issue/")

    # The committee.

    def invite(self, number: int, units: list[Agency]) -> Meeting:
        """Prepare the meeting of the committee and invite."""
        values = MeetingValues(
            text=f"Phiên họp quý {number + 1}",
            kind=MeetingKind.COMMITTEE,
            day=self.plan.rounds[number].meet,
            issuer=COMMITTEE,
        )
        self.press("meeting")
        made = meetings.add_meeting(values=values, guard=Guard(OFFICE), by=self.quang)
        self.press("meeting")
        keys = [agency.key for agency in units]
        meetings_preparing.add_participants(meeting=made, units=keys, by=self.quang)
        self.send("meeting", f"/meetings/{made.pk}/move/invite/")
        return made

    def agenda(self, meeting: Meeting) -> list[tuple[str, str]]:
        """All that waits goes on the agenda in one act."""
        waiting = candidates(self.quang, meeting)
        if waiting:
            names = [one.name for one in waiting]
            self.send("agenda", f"/meetings/{meeting.pk}/agenda/", names=names)
        return [(one.kind, one.key) for one in waiting]

    def meet(self, meeting: Meeting, number: int) -> None:
        """It was held: a decision for each commitment handed up, one for each silent agency."""
        self.send("meeting", f"/meetings/{meeting.pk}/move/hold/")
        days = self.plan.rounds[number]
        rows = meeting.items.filter(kind=AgendaItem.Kind.REVIEW).order_by("number")
        for place, row in enumerate(rows.select_related("review_item__commitment")):
            assert row.review_item is not None
            promise = row.review_item.commitment
            text = f"Tháo gỡ vướng mắc: cam kết {self.world.promises[promise.pk]:04d}, đợt {number + 1}"  # fmt: skip
            said = DecisionValues(text, promise.lead_id, days.task_due, row.pk, "continue")
            self._write_down(meeting, said, by_page=place < BY_PAGE)
        for agency in self.plan.agencies:
            if agency.way == "silent":
                text = f"Trả lời rà soát: {agency.key}, đợt {number + 1}"
                said = DecisionValues(text, agency.key, days.silent_due)
                self._write_down(meeting, said, by_page=False)
        self.send("meeting", f"/meetings/{meeting.pk}/move/conclude/", who="chanh")

    def _write_down(self, meeting: Meeting, said: DecisionValues, *, by_page: bool) -> None:
        if not by_page:
            self.press("decision")
            meetings_deciding.decide(meeting=meeting, values=said, by=self.quang)
            return
        assert said.due is not None
        data = {"text": said.text, "lead": [said.lead], "due": said.due.isoformat()}
        address = f"/meetings/{meeting.pk}/decisions/?item={said.item}"
        self.send("decision", address, **data, ruling=said.ruling)

    def approve_tasks(self) -> None:
        """What was handed in, in one act."""
        keys = list(Task.objects.filter(state="submitted").values_list("pk", flat=True))
        if keys:
            self.press("tasks approved")
            done = run_bulk(of="task", keys=keys, wish=Wish("approve"), by=self.quang)
            assert not done.failed, done.failed
