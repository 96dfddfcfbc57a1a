"""The second reckoning's mornings: reminders of tasks, the ladder, reports that missions owe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.quarters.plan import COMMITTEE, Agency
from benchmarks.quarters.reckoned import LADDER, OFFICE, Reckoned, definition, month_later


def walk(known: Reckoned) -> None:
    """Morning after morning; every message that the clock owes anybody, once."""
    ladder, last = definition("escalation.yaml"), known.mornings[-1]
    told: set[Any] = set()
    for day in known.mornings:
        asked: set[str] = set()
        for task in known.tasks:
            if task["given"] < day:
                asked |= set(_climb(known, ladder, task, day))
                _remind(known, task, day, told)
        for person in asked:
            known.facts.messages[day, person, "escalation"] += 1
    digests = {(one[0], one[1]) for one in known.facts.reminders | known.facts.call_reminders}
    for day, person in digests:
        known.facts.messages[day, person, "digest"] += 1
    _monthly(known)
    _agendas(known)
    for task in known.tasks:
        state = _state(task, last, at_end=True)
        lead = task["agency"].key
        known.facts.tasks.add((task["text"], lead, COMMITTEE, task["due"], state))
        for rung in task["rungs"]:
            known.facts.rungs.add(
                (rung["day"], task["text"], rung["why"], rung["rung"], rung["unit"], rung["ended"])
            )


def _state(task: dict[str, Any], day: date, *, at_end: bool = False) -> str:
    """How it stands in the morning, before anybody has worked; at the end of that day."""
    for name, state in (
        ("approved", "done"),
        ("submitted", "submitted"),
        ("accepted", "accepted"),
    ):
        when = task[name]
        if when and (when < day or (at_end and when == day)):
            return state
    return "assigned"


def _events(known: Reckoned, task: dict[str, Any], day: date) -> Iterator[tuple[str, date]]:
    state = _state(task, day)
    if state == "submitted":
        yield "approval", task["submitted"]
    else:
        yield "due", task["due"]
        yield "overdue", task["due"]
    if state == "assigned":
        yield "acceptance", task["given"]
    elif state == "accepted":
        yield "report", _report(known, task)


def _report(known: Reckoned, task: dict[str, Any]) -> date:
    return known.days.closing(month_later(task["accepted"]))


def _remind(known: Reckoned, task: dict[str, Any], day: date, told: set[Any]) -> None:
    if _state(task, day) == "done":
        return
    agency: Agency = task["agency"]
    people = {"doers": agency.people, "heads": (agency.head,), "assigner": OFFICE}
    for event, anchor in _events(known, task, day):
        rules = [rule for rule in known.rules if rule["event"] == event]
        held = known.days.latest(rules, anchor, day)
        if not held:
            continue
        rule, since = held
        for person in {one for who in rule["to"] for one in people.get(who, ())}:
            key = (person, task["text"], rule["name"], since)
            if key not in told:
                told.add(key)
                known.facts.reminders.add((day, *key))


def _grounds(known: Reckoned, task: dict[str, Any], day: date) -> dict[str, date]:
    """What holds, by the last day that was in time."""
    state, found = _state(task, day), {}
    if state in {"assigned", "accepted"}:
        found["overdue"] = known.days.closing(task["due"])
    if state == "accepted":
        found["silence"] = _report(known, task)
    if state == "assigned":
        found["response"] = task["given"]
    return {name: since for name, since in found.items() if known.days.between(since, day) > 0}


def _climb(known: Reckoned, ladder: dict[str, Any], task: dict[str, Any], day: date) -> list[str]:
    """Close what is settled, raise what is due; who is asked that morning."""
    held, rungs = _grounds(known, task, day), task["rungs"]
    standing = rungs[-1] if rungs and rungs[-1]["ended"] is None else None
    if standing and standing["why"] not in held:
        standing["ended"], standing = ("closed", day), None
    there = [row["rung"] for row in ladder["ladder"] if _unit(task["agency"], row["rung"])]
    begun = [
        line
        for line in ladder["triggers"]
        if line["event"] in held
        and known.days.between(held[line["event"]], day) >= line["after"]
        and (standing is None or standing["why"] == line["event"])
    ]
    if not begun:
        return []
    place = _next(standing, there, begun[0]["first"], day)
    if place is None:
        return []
    if standing:
        standing["ended"] = ("passed_by", day)
    rung = there[place]
    answer_in = next(row["answer_in"] for row in ladder["ladder"] if row["rung"] == rung)
    rungs.append(
        {"day": day, "why": begun[0]["event"], "rung": rung, "ended": None,
         "until": known.days.after(day, answer_in), "unit": _unit(task["agency"], rung)}
    )  # fmt: skip
    heads = {"unit": (task["agency"].head,), "committee": OFFICE}
    return list(heads[rung])


def _next(standing: dict[str, Any] | None, there: list[str], first: str, day: date) -> int | None:
    """The place of the rung to be raised; None while the one that stands has time, or is the last."""
    if standing is None:
        return next(at for at, rung in enumerate(there) if LADDER[rung] >= LADDER[first])
    late = day > standing["until"] and standing["rung"] != there[-1]
    return there.index(standing["rung"]) + 1 if late else None


def _unit(agency: Agency, rung: str) -> str | None:
    """Ministries, agencies and provinces have no ministry above them; of what the committee gave a
    mission its ministry may not know: a mission stands alone, so that rung is passed over.
    """
    return {"unit": agency.key, "committee": COMMITTEE}.get(rung)


def _monthly(known: Reckoned) -> None:
    """Missions send no report of the month in this play: they are reminded of each."""
    said, told = definition("reporting.yaml"), set()
    ahead = [{"event": "report", "before": n} for n in said["before"]]
    late = [{"event": "overdue", "after": said["after"], "every": said["every"]}]
    owing = [one for one in known.plan.agencies if one.kind in said["kinds"]]
    for day in known.mornings:
        first = known.days.closing(day.replace(day=1))
        deadline = known.days.after(first, said["deadline"] - 1)
        held = known.days.latest(ahead, deadline, day) or known.days.latest(late, deadline, day)
        for person in {one for agency in owing for one in agency.people} if held else ():
            assert held is not None
            if (person, held[1]) not in told:
                told.add((person, held[1]))
                known.facts.messages[day, person, "monthly-report"] += 1


def _agendas(known: Reckoned) -> None:
    """What waits for each meeting besides what its round handed up."""
    for number, days in enumerate(known.plan.rounds):
        up, late = [], {}
        for task in known.tasks:
            for rung in task["rungs"]:
                ended = rung["ended"] and rung["ended"][1] <= days.meet
                if rung["rung"] == "committee" and rung["day"] <= days.meet and not ended:
                    up.append(("escalation", task["text"]))
            state = _state(task, days.meet)
            is_late = known.days.closing(task["due"]) < days.meet and task["given"] < days.meet
            if is_late and state in {"assigned", "accepted"}:
                late[task["agency"].key] = True
        whole = [*up, *known.facts.meetings[number], *(("overdue", key) for key in late)]
        known.facts.meetings[number] = whole
