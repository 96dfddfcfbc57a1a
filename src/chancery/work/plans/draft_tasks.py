"""What a monthly report says of tasks, proposals, difficulties: approved words only."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from chancery.people.queries import country_pack
from chancery.work import access
from chancery.work.models import Escalation, Progress, Proposal, Task, TaskState
from chancery.work.plans.facts import Fact, day_en, day_vi
from chancery.work.plans.months import Month, capped
from chancery.work.queries import leaves
from chancery.work.rules import OPEN
from chancery.work.timeliness import closing_day

_NAMED = ("nhiệm vụ", "tasks")


def tasks(month: Month) -> list[Fact]:
    """Done in the month; overdue at its end; in progress with what was approved of it."""
    done, late, open_ = _done(month), _late(month), _open(month)
    told = [row for row in open_ if row.told and row not in late]  # type: ignore[attr-defined] # prefetched
    return [
        _figures(month, len(done), len(open_), len(late)),
        *capped([_said(month, row, "done") for row in done], _list(month, "done"), _NAMED),
        *capped([_said(month, row, "overdue") for row in late], _list(month, "late"), _NAMED),
        *capped([_said(month, row, "progress") for row in told], _list(month, ""), _NAMED),
    ]


def _rows(month: Month) -> QuerySet[Task]:
    approved = Progress.objects.filter(
        state=Progress.State.APPROVED, period__gte=month.first, period__lte=month.last
    )
    rows = leaves(month.quotable(access.tasks(month.viewer)).filter(lead=month.unit))
    told = Prefetch("progress", approved.order_by("-period", "-pk"), "told")
    return rows.select_related("assigner").prefetch_related(told).order_by("due", "reference")


def _done(month: Month) -> list[Task]:
    inside = Q(done_at__gte=month.begin, done_at__lt=month.end)
    return list(_rows(month).filter(inside, state=TaskState.DONE))


def _open(month: Month) -> list[Task]:
    """Open when the month ended, or now where it is not over."""
    open_then = Q(state__in=OPEN) | Q(state=TaskState.DONE, done_at__gte=month.end)
    return list(_rows(month).filter(open_then, created_at__lt=month.end))


def _late(month: Month) -> list[Task]:
    """Those of them whose due date in force had passed, the ones submitted in time left out."""
    calendar = country_pack().calendar
    return [
        row
        for row in _open(month)
        if row.due
        and closing_day(row.due, calendar) < month.as_of
        and not (row.state == TaskState.SUBMITTED and row.kept_from and row.kept_from <= row.due)
    ]


def _list(month: Month, narrowed: str) -> str:
    more = {"done": "&state=done", "late": "&timeliness=open_overdue"}.get(narrowed, "")
    return f"tasks?lead={month.unit.pk}{more}"


def _figures(month: Month, done: int, open_: int, late: int) -> Fact:
    vi = f"Hoàn thành {done} nhiệm vụ; đang thực hiện {open_}, trong đó quá hạn {late}."
    en = f"Tasks done: {done}; in progress: {open_}, of which overdue: {late}."
    return Fact("list", _list(month, ""), "figures", "", vi, en, heading=True)


def _said(month: Month, row: Task, what: str) -> Fact:
    vi, en = _standing(month, row, what)
    told = " ".join(one.text for one in row.told[:1])  # type: ignore[attr-defined] # prefetched
    more = f" {told}" if told else ""
    return Fact(
        "task",
        str(row.pk),
        what,
        row.reference,
        f"{row.reference}: {row.text} – {vi}.{more}",
        f"{row.reference}: {row.text} – {en}.{more}",
    )


def _standing(month: Month, row: Task, what: str) -> tuple[str, str]:
    if what == "done" and row.done_at:
        day = month.day(row.done_at)
        return f"hoàn thành ngày {day_vi(day)}", f"done on {day_en(day)}"
    if what == "overdue" and row.due:
        return f"quá hạn từ {day_vi(row.due)}", f"overdue since {day_en(row.due)}"
    if row.due:
        return f"đang thực hiện, hạn {day_vi(row.due)}", f"in progress, due {day_en(row.due)}"
    return "đang thực hiện", "in progress"


def proposals(month: Month) -> list[Fact]:
    """Those the unit made in the month, and those it answered."""
    rows = month.quotable(access.proposals(month.viewer)).select_related("to_unit", "from_unit")
    inside = {"gte": month.begin, "lt": month.end}
    made = rows.filter(
        from_unit=month.unit, **{f"created_at__{k}": moment for k, moment in inside.items()}
    )
    answered = rows.filter(
        to_unit=month.unit, **{f"answered_at__{k}": moment for k, moment in inside.items()}
    )
    facts = [_proposed(row) for row in made.order_by("reference")]
    facts += [_answered(row) for row in answered.order_by("reference")]
    return capped(facts, f"proposals?from_unit={month.unit.pk}", ("đề xuất", "proposals"))


def _proposed(row: Proposal) -> Fact:
    state = {
        "open": ("chưa có trả lời", "not answered yet"),
        "accepted": ("được tiếp nhận", "accepted"),
        "declined": ("không được tiếp nhận", "declined"),
    }[row.state]
    vi = f"{row.reference}: đề xuất với {row.to_unit.name_vi}: {row.text} – {state[0]}."
    en = f"{row.reference}: proposed to {row.to_unit.name_en}: {row.text} – {state[1]}."
    return Fact("proposal", str(row.pk), "made", row.reference, vi, en)


def _answered(row: Proposal) -> Fact:
    state = ("tiếp nhận", "accepted") if row.state == "accepted" else ("trả lời", "declined")
    vi = f"{row.reference}: {state[0]} đề xuất của {row.from_unit.name_vi}: {row.text}."
    en = f"{row.reference}: {state[1]} the proposal of {row.from_unit.name_en}: {row.text}."
    return Fact("proposal", str(row.pk), "answered", row.reference, vi, en)


def difficulties(month: Month) -> list[Fact]:
    """What approved updates of the month say is hard and propose, and what was reported upwards."""
    found = [fact for row in _open(month) for fact in _hard(row)]
    up = Escalation.objects.filter(
        task__in=month.quotable(access.tasks(month.viewer)),
        from_unit=month.unit,
        raised_on__gte=month.first,
        raised_on__lte=month.last,
    )
    for row in up.select_related("to_unit", "task").order_by("reference"):
        vi = f"{row.reference}: đã báo cáo {row.to_unit.name_vi} về {row.task.reference}."
        en = f"{row.reference}: reported to {row.to_unit.name_en} about {row.task.reference}."
        found.append(Fact("task", str(row.task_id), f"up:{row.pk}", row.reference, vi, en))
    return capped(found, f"tasks?lead={month.unit.pk}", ("khó khăn", "difficulties"))


def _hard(row: Task) -> list[Fact]:
    told: list[Progress] = row.told[:1]  # type: ignore[attr-defined] # prefetched
    found = []
    for one in told:
        for what, words, vi, en in (
            ("difficulty", one.difficulty, "khó khăn", "difficulty"),
            ("proposal", one.proposal, "đề xuất", "proposal"),
        ):
            if words:
                head = (f"{row.reference}, {vi}: {words}", f"{row.reference}, {en}: {words}")
                found.append(Fact("task", str(row.pk), what, row.reference, *head))
    return found
