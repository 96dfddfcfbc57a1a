"""The agencies: each answers its round, and does its tasks, through the door that is its own."""

from __future__ import annotations

import io
import mailbox
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.quarters.plan import Agency, Said
from benchmarks.quarters.world import World
from chancery.people.models import Unit
from chancery.work import actions as work
from chancery.work.actions import reviews_entering as entering
from chancery.work.actions import reviews_replying as replying
from chancery.work.models import Review, ReviewItem, Task
from chancery.work.reviews.letters import asked_of
from chancery.work.reviews.sheet_reading import read_replies
from chancery.work.reviews.sheets import COLUMNS, reply_sheet
from chancery.work.reviews.values import ReplyValues
from chancery.work.sheets.table import read_table

_WORDS = {
    "on_track": "Đúng tiến độ", "at_risk": "Có nguy cơ chậm", "delayed": "Chậm",
    "done": "Hoàn thành", "hand_up": "Vượt thẩm quyền", "amend": "Điều chỉnh", "stop": "Dừng",
}  # fmt: skip
_PLACES = {column.name: at for at, column in enumerate(COLUMNS, 1)}


def values_of(said: Said, at: int, number: int) -> ReplyValues:
    """What is written of it on a form."""
    return ReplyValues(
        said.standing,
        progress=f"Tiến độ {at:04d}, đợt {number + 1}",
        difficulty="Thiếu vốn" if said.has_trouble else "",
        proposal="Đề nghị cho ý kiến" if said.has_trouble else "",
        verdict=said.verdict,
        new_due=said.new_due,
        done_on=said.done_on,
    )


class Agencies:
    """All of them, acting by the plan."""

    def __init__(self, world: World, letters: Path) -> None:
        self.world, self.plan = world, world.plan
        self.box = mailbox.Maildir(letters)
        """The mailbox of the house, where its mail server puts what comes."""

    def said(
        self, review: Review, agency: Agency, number: int
    ) -> list[tuple[ReviewItem, Said, ReplyValues]]:
        """What it says of each commitment that it is asked about, as its officer sees them."""
        found = []
        for item in asked_of(self.world.viewer(agency.officer), review, agency.key):
            promise = self.plan.promises[self.world.promises[item.commitment_id]]
            assert item.due is not None
            said = self.plan.said(promise, agency, number, item.due)
            assert said is not None
            found.append((item, said, values_of(said, promise.at, number)))
        return found

    def write(self, review: Review, agency: Agency, number: int) -> None:
        """On the day of its answer: form, spreadsheet brought or sent, letter sent."""
        if agency.way == "form":
            self._by_form(review, agency, number)
        elif agency.path == "unit":
            self._by_sheet(review, agency, number)
        elif agency.path == "mail" and agency.way == "sheet":
            sheet = self.sheet(review, agency, number)
            self._send(agency.officer, f"Trả lời {review.reference}", "Gửi kèm.", sheet)
        elif agency.path == "mail":
            words = self.letter(review, agency, number)
            self._send(agency.head, f"Công văn trả lời đợt {number + 1}", words)

    def approve(self, review: Review, agency: Agency) -> None:
        """The head stands behind what the morning took in from a mail."""
        head = self.world.viewer(agency.head)
        replying.approve_replies(review=review, unit=agency.key, by=head)

    def _by_form(self, review: Review, agency: Agency, number: int) -> None:
        officer, head = map(self.world.viewer, agency.people)
        kept = []
        for item, said, values in self.said(review, agency, number):
            reply = replying.put_reply(item=item, unit=agency.key, values=values, by=officer)
            kept += [reply.pk] if said.kept else []
        if kept:
            replying.approve_replies(review=review, unit=agency.key, by=head, keys=kept)

    def _by_sheet(self, review: Review, agency: Agency, number: int) -> None:
        officer = self.world.viewer(agency.officer)
        asked = asked_of(officer, review, agency.key)
        table = read_table(self.sheet(review, agency, number), "tra-loi.xlsx")
        rows = read_replies(table, asked, agency.key)
        answers = [(row.item, row.values) for row in rows if row.item and row.values]
        assert len(answers) == len(asked)
        kept = {"unit": agency.key, "answers": answers, "file": "tra-loi.xlsx"}
        entering.take_replies(review=review, by=officer, **kept)  # type: ignore[arg-type]
        self.approve(review, agency)

    def sheet(self, review: Review, agency: Agency, number: int) -> bytes:
        """The sheet that went out to it, filled in as a person would in a spreadsheet."""
        who = self.world.viewer(agency.officer)
        said = {
            item.commitment.reference: values
            for item, _said, values in self.said(review, agency, number)
        }
        asked = asked_of(who, review, agency.key)
        book = load_workbook(reply_sheet(who, review, Unit.objects.get(pk=agency.key), asked))
        page = book.worksheets[0]
        for row in range(2, page.max_row + 1):
            values = said[page.cell(row, _PLACES["reference"]).value]
            for name in ("progress", "difficulty", "proposal", "new_due", "done_on"):
                page.cell(row, _PLACES[name]).value = getattr(values, name) or None
            page.cell(row, _PLACES["standing"]).value = _WORDS[values.standing]
            page.cell(row, _PLACES["verdict"]).value = _WORDS.get(values.verdict)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def letter(self, review: Review, agency: Agency, number: int) -> str:
        """The words of its letter: a line for each commitment that it answers."""
        lines = [
            f"{item.commitment.reference}: {values.progress}."
            for item, _said, values in self.said(review, agency, number)
        ]
        return "\n".join([f"Cơ quan {agency.at:02d} báo cáo đợt {number + 1}:", *lines])

    def _send(self, who: str, subject: str, words: str, sheet: bytes | None = None) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"] = f"{who}@co-quan.example", "ra-soat@chancery.example"
        mail["Subject"] = subject
        mail["Message-ID"] = f"<{len(self.box)}-{who}@co-quan.example>"
        mail.set_content(words)
        if sheet:
            kind = {"maintype": "application", "subtype": "octet-stream"}
            mail.add_attachment(sheet, filename="tra-loi.xlsx", **kind)
        self.box.add(mail.as_bytes())

    def work_on(self, tasks: list[tuple[int, Agency, Task]], day: date) -> None:
        """Tasks are accepted and handed in on the days of the plan; the silent do nothing."""
        for number, agency, task in tasks:
            days = self.plan.rounds[number]
            officer = self.world.viewer(agency.officer)
            if day == accepted_on(self.plan.step, days.meet, agency):
                work.move(task=task, move="accept", by=officer)
            if day == submitted_on(self.plan.step, days.task_due, agency):
                work.move(task=task, move="submit", by=officer)


def accepted_on(step: object, met: date, agency: Agency) -> date | None:
    """When an agency accepts what a meeting gave it."""
    return _later(step, met, agency, 1, 4)


def submitted_on(step: object, due: date, agency: Agency) -> date | None:
    """When it hands it in."""
    return _later(step, due, agency, -2, 3)


def _later(step: object, day: date, agency: Agency, usual: int, late: int) -> date | None:
    if agency.way == "silent":
        return None
    assert callable(step)
    found: date = step(day, late if agency.is_late else usual)
    return found
