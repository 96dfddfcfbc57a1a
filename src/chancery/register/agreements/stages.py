"""What stages an agreement goes through, in which order: one table for each kind.

A treaty binds in international law and may be ratified; an arrangement does not, is never
ratified, and mostly takes effect with its signing. A register may begin anywhere: what nobody
recorded of the time before is left out, what it says must follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chancery.register.agreements.days import is_day, known, surely_after
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Agreement, Stage

Stages = tuple[tuple[str, str], ...]
"""(stage, ISO day as exactly as known), as forms and history have them."""

_TREATY, _ARRANGEMENT = Agreement.Kind.TREATY, Agreement.Kind.ARRANGEMENT
START = ""
ENDS = frozenset({str(Stage.EXPIRED), str(Stage.TERMINATED)})
NEXT: Mapping[str, Mapping[str, tuple[Stage, ...]]] = {
    _TREATY: {
        START: (
            Stage.PROPOSED,
            Stage.NEGOTIATING,
            Stage.SIGNED,
            Stage.RATIFIED,
            Stage.IN_FORCE,
        ),
        Stage.PROPOSED: (Stage.NEGOTIATING, Stage.SIGNED, Stage.TERMINATED),
        Stage.NEGOTIATING: (Stage.SIGNED, Stage.RATIFIED, Stage.TERMINATED),
        Stage.SIGNED: (Stage.RATIFIED, Stage.IN_FORCE, Stage.TERMINATED),
        Stage.RATIFIED: (Stage.IN_FORCE, Stage.TERMINATED),
        Stage.IN_FORCE: (Stage.EXPIRED, Stage.TERMINATED),
        Stage.EXPIRED: (),
        Stage.TERMINATED: (),
    },
    _ARRANGEMENT: {
        START: (Stage.PROPOSED, Stage.NEGOTIATING, Stage.SIGNED, Stage.IN_FORCE),
        Stage.PROPOSED: (Stage.NEGOTIATING, Stage.SIGNED, Stage.TERMINATED),
        Stage.NEGOTIATING: (Stage.SIGNED, Stage.TERMINATED),
        Stage.SIGNED: (Stage.IN_FORCE, Stage.EXPIRED, Stage.TERMINATED),
        Stage.IN_FORCE: (Stage.EXPIRED, Stage.TERMINATED),
        Stage.EXPIRED: (),
        Stage.TERMINATED: (),
    },
}
"""For each kind: from a stage to those that may follow it; ``START`` is nothing recorded yet."""

_ORDER = {str(stage): place for place, stage in enumerate(Stage)}


def check_stages(kind: str, stages: Stages) -> None:
    """InvalidValuesError with what is wrong and what to do, where the stages make no life."""
    _check_words(stages)
    said = dict(stages)
    if kind == _ARRANGEMENT and Stage.RATIFIED in said:
        raise _wrong(
            _(
                "An arrangement is not ratified: leave that stage out, or make it a treaty if it "
                "binds in international law."
            )
        )
    way = sorted(said, key=_ORDER.__getitem__)
    if len(ENDS & set(way)) > 1:
        raise _wrong(_("It ends once: choose “expired” or “terminated”."))
    for before, after in zip([START, *way], way, strict=False):
        if after not in NEXT.get(kind, NEXT[_TREATY])[before]:
            raise _wrong(_out_of_order(kind, before, after))
    _check_days(way, said)


def may_follow(kind: str, stages: Stages) -> list[Stage]:
    """The stages that may be recorded beside those that are there, in their order."""
    said = dict(stages)
    return [
        stage for stage in Stage if stage not in said and _fits(kind, (*stages, (stage.value, "")))
    ]


def reached(stages: Iterable[tuple[str, str]], today: date) -> dict[str, str]:
    """The stages whose day may have come, in their order, each with its day."""
    said = sorted(stages, key=lambda pair: _ORDER[pair[0]])
    return {stage: day for stage, day in said if _has_come(day, today)}


def _has_come(text: str, today: date) -> bool:
    day = known(text)
    return day is None or day.has_come(today)


def _fits(kind: str, stages: Stages) -> bool:
    try:
        check_stages(kind, stages)
    except InvalidValuesError:
        return False
    return True


def _check_words(stages: Stages) -> None:
    names = [stage for stage, _day in stages]
    if len(set(names)) < len(names):
        raise _wrong(_("Each stage is reached once."))
    if unknown := set(names) - set(Stage.values):
        raise _wrong(_("unknown: %(keys)s") % {"keys": ", ".join(sorted(unknown))})
    for _stage, day in stages:
        if not is_day(day):
            words = _("“%(day)s” is not a day: write 2019, 2019-06 or 2019-06-30.")
            raise _wrong(words % {"day": day})


def _out_of_order(kind: str, before: str, after: str) -> str:
    table = NEXT.get(kind, NEXT[_TREATY])
    named = dict(Agreement.Kind.choices).get(kind, kind)
    values = {"kind": named, "after": Stage(after).label, "rest": _listed(table[before])}
    if before == START:
        words = _("The first stage of a %(kind)s is %(rest)s, not “%(after)s”: record that first.")
        return capfirst(words % values)
    if not table[before]:
        words = _("“%(before)s” is an end: “%(after)s” cannot follow it. Take one of them away.")
        return words % {**values, "before": Stage(before).label}
    words = _(
        "After “%(before)s” a %(kind)s comes to %(rest)s, not to “%(after)s”: record the stage "
        "between them, its day may stay open, or take one away."
    )
    return words % {**values, "before": Stage(before).label}


def _listed(stages: Iterable[Stage]) -> str:
    names = [f"“{stage.label}”" for stage in stages]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _check_days(way: list[str], said: Mapping[str, str]) -> None:
    dated = [stage for stage in way if said[stage]]
    for number, before in enumerate(dated):
        for after in dated[number + 1 :]:
            if surely_after(said[before], said[after]):
                words = _(
                    "“%(before)s” (%(first)s) cannot be later than “%(after)s” (%(second)s): "
                    "put one of the two days right."
                )
                raise _wrong(
                    words
                    % {
                        "before": Stage(before).label,
                        "first": said[before],
                        "after": Stage(after).label,
                        "second": said[after],
                    }
                )


def _wrong(words: str) -> InvalidValuesError:
    return InvalidValuesError({"stages": [words]})
