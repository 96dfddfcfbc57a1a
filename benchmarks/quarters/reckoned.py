"""What must come of the plan, worked out a second time: dictionaries, a list of working days, and the
definition files read as they are written. Nothing of the product's own reckoning is used.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import yaml

import chancery
from benchmarks.quarters.acting import WEEK, Facts
from benchmarks.quarters.agencies import accepted_on, submitted_on
from benchmarks.quarters.plan import Agency, Plan, Promise, Said

DEFINITIONS = Path(chancery.__file__).parent / "definitions"
ORDER = ("hand_up", "disagrees", "stop", "amend", "delayed_twice", "no_new_date", "unclear",
         "silent", "nobody")  # fmt: skip
STATES = {"done": "done", "continue": "continued", "amend": "amended", "stop": "stopped",
          "hand_up": "handed_up"}  # fmt: skip
OFFICE = ("quang", "chanh")
DRIVERS = {"trade": "traditional", "semiconductors": "new"}
LADDER = {"unit": 0, "ministry": 1, "committee": 2}


def definition(name: str) -> dict[str, Any]:
    """A definition file as it ships."""
    found: dict[str, Any] = yaml.safe_load((DEFINITIONS / name).read_text("utf-8"))
    return found


class WorkedDays:
    """Working days as one list; everything is counted along it."""

    def __init__(self, plan: Plan) -> None:
        first = plan.size.calls[0] - timedelta(days=90)
        every = (first + timedelta(days=n) for n in range((plan.size.until - first).days + 200))
        self.days = [day for day in every if plan.is_worked(day)]

    def after(self, day: date, number: int) -> date:
        """So many working days later, or earlier."""
        if number > 0:
            return self.days[bisect_right(self.days, day) + number - 1]
        return self.days[bisect_left(self.days, day) + number] if number else day

    def closing(self, day: date) -> date:
        """The day itself, or the first working day behind it."""
        return self.days[bisect_left(self.days, day)]

    def between(self, first: date, last: date) -> int:
        """Working days after the first, up to and with the last."""
        return bisect_right(self.days, last) - bisect_right(self.days, first)

    def occasion(self, rule: dict[str, Any], anchor: date, today: date) -> date | None:
        """The day since when a rule holds today; None where it does not."""
        if "before" in rule:
            last = self.closing(anchor)
            first = self.after(last, -rule["before"])
            return first if first <= today <= last else None
        since = self.closing(anchor) if rule["event"] == "overdue" else anchor
        first = self.after(since, rule["after"])
        if first > today:
            return None
        every = rule.get("every")
        times = self.between(first, today) // every if every else 0
        return self.after(first, times * every) if times else first

    def latest(
        self, rules: list[dict[str, Any]], anchor: date, today: date
    ) -> tuple[dict[str, Any], date] | None:
        """The rule that reminds, and since when: the latest that has begun."""
        held = [(day, rule) for rule in rules if (day := self.occasion(rule, anchor, today))]
        if not held:
            return None
        day = max(day for day, _rule in held)
        return next(rule for at, rule in held if at == day), day


class Reckoned:
    """The rounds first, for they give the tasks; then every morning of every task and agency."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.days, self.facts = plan, WorkedDays(plan), Facts()
        self.state = {one.at: "open" for one in plan.promises}
        self.due = {one.at: one.due for one in plan.promises}
        self.text = {one.at: one.text for one in plan.promises}
        self.extended: Counter[int] = Counter()
        self.tasks: list[dict[str, Any]] = []
        self.rules = definition("reminders.yaml")["rules"]
        self.mornings = plan.worked_days()[1:]

    def reckon(self) -> Facts:
        """All of it."""
        for number in range(len(self.plan.rounds)):
            self._round(number)
        from benchmarks.quarters.mornings import walk  # noqa: PLC0415 - it needs this class

        walk(self)
        return self.facts

    # A round.

    def _round(self, number: int) -> None:
        facts, days = self.facts, self.plan.rounds[number]
        live = [one for one in self.plan.promises if self.state[one.at] not in {"done", "stopped"}]
        rows = [self._row(one, number) for one in live]
        asked = {agency.key for row in rows for agency in row["asked"]}
        facts.calls.append(sorted(asked))
        for row in rows:
            row["proposed"] = self._proposed(row, days.judge)
        facts.proposals.append(
            {
                row["at"]: (row["proposed"][1], row["proposed"][0], row["proposed"][2])
                for row in rows
            }
        )
        facts.agendas.append(self._agenda(rows, days.judge))
        for row in rows:
            row["verdict"], row["new_due"] = self._verdict(row, number)
        facts.verdicts.append({r["at"]: (r["verdict"], r["new_due"], r["due"]) for r in rows})
        facts.agendas.append(self._agenda(rows, days.conclude))
        self._into_force(rows)
        facts.commitments.append(
            {at: (self.state[at], self.due[at], self.text[at]) for at in self.state}
        )
        facts.figures.append(self._figures(rows, number))
        facts.acts.append(self._acts(rows, number))
        self._meeting(rows, number)
        self._told_of_the_round(rows, number)

    def _row(self, promise: Promise, number: int) -> dict[str, Any]:
        due = self.due[promise.at]
        lead = None if promise.lead is None else self.plan.agencies[promise.lead]
        helper = None if promise.helper is None else self.plan.agencies[promise.helper]
        return {
            "at": promise.at, "promise": promise, "due": due, "lead": lead,
            "asked": [one for one in (lead, helper) if one],
            "said": self._said(promise, lead, number, due),
            "helped": self._said(promise, helper, number, due),
            "extended": self.extended[promise.at], "verdict": "", "new_due": None,
        }  # fmt: skip

    def _said(
        self, promise: Promise, agency: Agency | None, number: int, due: date
    ) -> Said | None:
        found = self.plan.said(promise, agency, number, due) if agency else None
        return found if found and found.kept else None

    def _proposed(self, row: dict[str, Any], today: date) -> tuple[str, str, date | None]:
        """Why, the verdict proposed, the new date."""
        said, helped = row["said"], row["helped"]
        if row["lead"] is None or said is None:
            return "silent" if row["lead"] else "nobody", "", None
        means = _means(said)
        if helped and _means(helped) != means:
            return "disagrees", means, said.new_due
        if means in {"hand_up", "stop", "amend"}:
            return means, means, said.new_due
        if means == "done":
            return ("done" if said.standing == "done" else "unclear"), "done", None
        return _goes_on(row, said, today), "continue", said.new_due

    def _agenda(self, rows: list[dict[str, Any]], today: date) -> list[Any]:
        points = []
        for row in rows:
            why, _verdict, new = self._proposed(row, today)
            whys = {why} & set(ORDER) | {row["verdict"]} & {"hand_up", "stop", "amend"}
            if new and new > row["due"] and row["extended"]:
                whys.add("delayed_twice")
            if whys:
                found = tuple(one for one in ORDER if one in whys)
                points.append((ORDER.index(found[0]), row["due"], row["at"], found))
        return [(at, whys) for _order, _due, at, whys in sorted(points)]

    def _verdict(self, row: dict[str, Any], number: int) -> tuple[str, date | None]:
        """What the secretariat decides: the plain as proposed, the others by its own habits."""
        why, verdict, new = row["proposed"]
        if why in {"done", "new_date", "goes_on"}:
            return verdict, new
        if why in {"hand_up", "stop", "amend"}:
            return why, None
        if why == "no_new_date":
            return "continue", self.plan.rounds[number].new_date
        return "continue", new if why == "delayed_twice" else None

    def _into_force(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            at = row["at"]
            self.state[at] = STATES[row["verdict"]]
            if row["verdict"] == "amend":
                self.text[at] += " (sửa)"
            if row["new_due"]:
                self.extended[at] += row["new_due"] > row["due"]
                self.due[at] = row["new_due"]

    # Its figures.

    def _figures(self, rows: list[dict[str, Any]], number: int) -> dict[str, Any]:
        groups: dict[str, list[dict[str, Any]]] = {"all": rows}
        for row in rows:
            promise, lead = row["promise"], row["lead"]
            for key in (
                f"unit:{lead.key if lead else ''}", f"partner:{promise.partner}",
                f"sector:{promise.sector}", f"driver:{DRIVERS[promise.sector]}",
            ):  # fmt: skip
                groups.setdefault(key, []).append(row)
        return {key: self._line(some, number) for key, some in groups.items()}

    def _line(self, rows: list[dict[str, Any]], number: int) -> Any:
        days, counts, waits = self.plan.rounds[number], Counter[str](), []
        for row in rows:
            said = row["said"]
            counts["items"] += 1
            counts["signed" if row["promise"].is_signed else "stated"] += 1
            outcome = self._outcome(row, days.conclude)
            counts[outcome] += 1
            counts["due"] += row["due"] <= days.judge
            counts["at_risk"] += bool(
                said and said.standing in {"at_risk", "delayed"} and outcome in {"open", "overdue"}
            )
            if row["lead"] and said is None:
                counts["silent"] += 1
            elif said:
                answered = self.plan.answered_on(row["lead"], number)
                counts["replied"] += 1
                counts["replied_on_time"] += answered <= days.reply_by
                waits.append(self.days.between(days.call, answered))
        judged = counts["done_on_time"] + counts["done_late"] + counts["overdue"]
        asked = counts["replied"] + counts["silent"]
        shares = (
            counts["done_on_time"] / judged if judged else None,
            counts["replied_on_time"] / asked if asked else None,
            float(median(waits)) if waits else None,
        )
        return {name: n for name, n in counts.items() if n}, shares

    @staticmethod
    def _outcome(row: dict[str, Any], today: date) -> str:
        if row["verdict"] == "done":
            return "done_on_time" if row["said"].done_on <= row["due"] else "done_late"
        if row["verdict"] == "stop":
            return "stopped"
        return "overdue" if row["due"] < today else "open"

    def _acts(self, rows: list[dict[str, Any]], number: int) -> dict[str, int]:
        """What the history of the round must count as the secretariat's own acts."""
        whys = Counter(row["proposed"][0] for row in rows)
        alike = ("silent", "nobody", "no_new_date")
        letters = [one for one in self.plan.agencies if one.way == "letter"]
        brought = [one for one in self.plan.agencies if one.path == "office"]
        said = {
            "add": 1, "open": 1, "call": 1, "urge": 2, "close": 1, "judge": 1, "verdicts": 1,
            "verdicts_same": sum(bool(whys[why]) for why in alike),
            "verdict": sum(whys[why] for why in ORDER if why not in alike),
            "conclude": 1, "minutes": 1, "issue": 1, "enter_letter": len(letters),
            "enter_sheets": len({self.plan.written_on(one, number) for one in brought}),
        }  # fmt: skip
        return {name: n for name, n in said.items() if n}

    # The committee.

    def _meeting(self, rows: list[dict[str, Any]], number: int) -> None:
        days = self.plan.rounds[number]
        handed = [row for row in rows if row["verdict"] == "hand_up"]
        self.facts.meetings.append([("review", row["at"]) for row in handed])
        for row in handed:
            at = row["at"]
            self.state[at], self.due[at] = "continued", days.task_due
            text = f"Tháo gỡ vướng mắc: cam kết {at:04d}, đợt {number + 1}"
            self._task(text, row["lead"], days.meet, days.task_due)
        for agency in self.plan.agencies:
            if agency.way == "silent":
                text = f"Trả lời rà soát: {agency.key}, đợt {number + 1}"
                self._task(text, agency, days.meet, days.silent_due)

    def _task(self, text: str, agency: Agency, given: date, due: date) -> None:
        submitted = submitted_on(self.plan.step, due, agency)
        played = self.plan.worked_days()
        approved = next(
            (d for at, d in enumerate(played) if submitted and d >= submitted and at % WEEK == 0),
            None,
        )
        self.tasks.append(
            {
                "text": text, "agency": agency, "given": given, "due": due,
                "accepted": accepted_on(self.plan.step, given, agency),
                "submitted": submitted, "approved": approved, "rungs": [],
            }
        )  # fmt: skip

    def _told_of_the_round(self, rows: list[dict[str, Any]], number: int) -> None:
        """Call letters, urging, invitations, and what the mailbox answers."""
        days, tell = self.plan.rounds[number], self.facts.messages
        asked = {one.key: one for row in rows for one in row["asked"]}
        for agency in asked.values():
            for person in agency.people:
                tell[days.call, person, "call"] += 1
            if agency.path == "mail":
                sender = agency.officer if agency.way == "sheet" else agency.head
                tell[self.plan.answered_on(agency, number), sender, "mail"] += 1
        for day in (days.urge, days.urge_again):
            silent = [asked[key] for key in self.silent_on(rows, number, day)]
            tell.update((day, person, "urge") for one in silent for person in one.people)
        invited = [one for one in self.plan.agencies if one.kind in {"ministry", "agency"}]
        tell.update((days.invite, who, "meeting") for one in invited for who in one.people)
        self._remind_of_the_round(rows, number)

    def silent_on(self, rows: list[dict[str, Any]], number: int, day: date) -> set[str]:
        """The agencies from which something is still to come at the end of that day."""
        found = set()
        for row in rows:
            for agency in row["asked"]:
                said = row["said"] if agency == row["lead"] else row["helped"]
                if said is None or self.plan.answered_on(agency, number) > day:
                    found.add(agency.key)
        return found

    def _remind_of_the_round(self, rows: list[dict[str, Any]], number: int) -> None:
        days = self.plan.rounds[number]
        rules = [rule for rule in self.rules if rule["event"] == "review"]
        by_key, told = {one.key: one for one in self.plan.agencies}, set()
        for day in self.mornings:
            held = self.days.latest(rules, days.reply_by, day)
            if not held or not days.call < day <= days.judge:
                continue
            for key in self.silent_on(rows, number, self.days.after(day, -1)):
                for person in by_key[key].people:
                    told.add((key, held[0]["name"], held[1], person, day))
        once: dict[Any, date] = {}
        for key, name, since, person, day in told:
            one = (person, key, name, since)
            once[one] = min(day, once.get(one, day))
        for (person, key, name, since), day in once.items():
            self.facts.call_reminders.add((day, person, key, name, since))


def _goes_on(row: dict[str, Any], said: Said, today: date) -> str:
    if said.new_due:
        later = said.new_due > row["due"] and row["extended"]
        return "delayed_twice" if later else "new_date"
    is_late = row["due"] < today or said.standing == "delayed"
    return "no_new_date" if is_late else "goes_on"


def _means(said: Said) -> str:
    return said.verdict or ("done" if said.standing == "done" else "continue")


def month_later(day: date) -> date:
    """The same day of the next month, its last where it is shorter."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
