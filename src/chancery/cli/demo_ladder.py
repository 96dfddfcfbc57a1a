"""What the demo's clock raised, who urged whom, and what was reported beyond authority."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.utils import timezone

from chancery.people.access import Viewer, viewer_of
from chancery.people.models import User
from chancery.work import actions as work
from chancery.work.actions.escalation_clock import climb
from chancery.work.escalation import drafts, rules
from chancery.work.escalation.values import AnswerValues, LetterValues
from chancery.work.models import Escalation, Task, TaskState

On = Callable[[date, int], AbstractContextManager[None]]
BEGINS = timedelta(days=9)
"""How long before today the ladder was set up."""
_REPORT = (
    "Nội dung vượt thẩm quyền của Bộ: cần sửa đổi quy định tại nghị định hiện hành và bố trí ngân sách "
    "ngoài dự toán. Xin ý kiến chỉ đạo về việc trình Chính phủ trong quý tới."
)
_ANSWER = "Đồng ý chủ trương; giao đơn vị hoàn thiện hồ sơ, báo cáo lại trước phiên họp tới."


class Ladder:
    """Looks at the clock once a morning while the demo's past is played back."""

    def __init__(self, on: On, today: date) -> None:
        self._on, self._today = on, today
        self._next = today - BEGINS

    def until(self, day: date) -> None:
        """The mornings up to and with ``day``."""
        while self._next <= min(day, self._today):
            with self._on(self._next, 8):
                climb(now=timezone.now())
            self._next += timedelta(days=1)

    def finish(self) -> None:
        """A letter to each unit that owes most, a report to the committee, one answer."""
        with self._on(self._today - timedelta(days=4), 10):
            _urge(_viewer("quang"))
        with self._on(self._today - timedelta(days=2), 10):
            _report(_viewer("hien"))
        with self._on(self._today - timedelta(days=1), 10):
            _answer()
        self.until(self._today)


def _viewer(key: str) -> Viewer:
    return viewer_of(User.objects.get(username=key))


def _urge(who: Viewer) -> None:
    ready = drafts.drafts_for(who)[:1]
    letters = [
        LetterValues(
            by_unit=draft.by_unit.pk,
            to_unit=draft.to_unit.pk,
            tasks=tuple(line.task.pk for line in draft.lines),
            opening=draft.opening,
            closing=draft.closing,
            reply_by=draft.reply_by,
        )
        for draft in ready
    ]
    work.send_letters(letters=letters, by=who)


def _report(who: Viewer) -> None:
    """What a ministry's head may report to the committee, the earliest due first."""
    rows = Task.objects.filter(state__in=(TaskState.ACCEPTED, TaskState.IN_PROGRESS))
    for task in rows.order_by("due", "reference"):
        if rules.can_raise(who, task) and any(r == "committee" for r, _u in rules.raised_to(who, task)):  # fmt: skip
            work.raise_task(task=task, rung="committee", text=_REPORT, by=who)
            return


def _answer() -> None:
    """The first rung that a head of the cast may answer, by instructing their own unit."""
    for row in Escalation.objects.filter(state=Escalation.State.OPEN).order_by("pk"):
        for key in ("binh", "minh", "mai"):
            who = _viewer(key)
            if rules.can_answer(who, row) and who.heads(row.task.lead_id):
                said = AnswerValues("instruct", _ANSWER, text=f"Hoàn thiện hồ sơ về {row.task.reference}")  # fmt: skip
                work.answer_escalation(escalation=row, values=said, by=who)
                return
