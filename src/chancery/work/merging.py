"""Two records that are one: who may merge them, what moves, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from chancery.documents.models import Sensitivity
from chancery.people.access import Viewer
from chancery.register.contacts.merging import (
    check_can_be_one,
    check_can_be_two,
    earlier_end,
    stricter_basis,
)
from chancery.register.errors import StateError
from chancery.register.models import (
    Commitment,
    Contact,
    Initiative,
    MechanismRole,
    Mergeable,
    Project,
)
from chancery.register.projects.merging import lines_on_both
from chancery.register.rules import check_can_change
from chancery.work.models import ReviewItem, ReviewState

STAY = frozenset({"merged_into", "counterpart", "named_units"})
"""Relations that are of the record itself, not what hangs on it."""
STAYING = frozenset({"movedestimate", "reviewitem"})
"""What tells of its own past: estimates that were moved, rounds that judged it."""
FILLED = (
    ("due",), ("due_text",), ("deliverable",), ("lead",), ("agreement",), ("person",), ("place",),
    ("participants",), ("level",), ("end",), ("next_step", "next_step_on", "next_unit"),
    ("name_en",), ("agencies",), ("host",), ("activity",), ("difficulties",), ("identifier",),
    ("start_planned", "end_planned"), ("start_actual", "end_actual"),
    ("amount", "currency", "valued_on", "value_source"),
    ("office",), ("languages",), ("organisation",), ("email",), ("telephone",), ("address",),
    ("theirs",), ("people",), ("summary",), ("frequency",), ("about",), ("ended",),
    ("session",), ("day",), ("notes",), ("actions",), ("before",), ("after", "after_on"),
)  # fmt: skip
"""What the one that stays takes over where it says nothing itself; a group all or not at all."""
SAME: dict[type[models.Model], tuple[str, ...]] = {
    MechanismRole: ("role", "partner", "start", "end"),
}
"""By what two rows say the same: such a one is left aside, not moved beside the other."""
SHOWN = 5
"""Lines of ledgers named before a merger."""
_CLOSED = {Sensitivity.PUBLIC: 0, Sensitivity.INTERNAL: 1, Sensitivity.RESTRICTED: 2}


@dataclass(frozen=True, slots=True)
class Relation:
    """A column of a table by which rows hang on records of a kind."""

    table: type[models.Model]
    column: str

    @property
    def name(self) -> str:
        """As the event of the merge keeps it."""
        return f"{self.table._meta.label_lower}.{self.column}"  # noqa: SLF001 - documented


def relations_of(model: type[Mergeable]) -> Iterator[Relation]:
    """All that may hang on a record, its own lists among them; later packages included."""
    for related in model._meta.related_objects:  # noqa: SLF001 - Django's documented way
        field: Any = related.field
        if field.name in STAY or field.model._meta.model_name in STAYING:  # noqa: SLF001
            continue
        if related.many_to_many:
            yield Relation(field.remote_field.through, field.m2m_reverse_field_name())
        else:
            yield Relation(field.model, field.name)
    for own in model._meta.many_to_many:  # noqa: SLF001
        through: Any = own.remote_field.through
        if own.name not in STAY and through._meta.auto_created:  # noqa: SLF001
            yield Relation(through, own.m2m_field_name())


def check_can_merge(viewer: Viewer, kept: Mergeable, merged: Mergeable) -> None:
    """The units of both agree: whoever may change the two. Nothing becomes more open by it."""
    for record in (kept, merged):
        check_can_change(viewer, record)
        if record.merged_into:
            raise StateError(
                _("%(reference)s was merged already.") % {"reference": record.reference}
            )
    if kept.pk == merged.pk:
        raise StateError(_("A record cannot be merged into itself."))
    if _is_more_open(kept, merged):
        raise StateError(
            _(
                "%(merged)s is more closed than %(kept)s: protect %(kept)s in the same way first,"
                " so that nobody learns what they may not."
            )
            % {"merged": merged.reference, "kept": kept.reference}
        )
    if isinstance(merged, Commitment):
        _check_is_not_under_review(merged)
    if isinstance(kept, Contact) and isinstance(merged, Contact):
        check_can_be_one(kept, merged)
    if isinstance(kept, Initiative) and isinstance(merged, Initiative):
        _check_is_of_one_mechanism(kept, merged)


def before_merging(viewer: Viewer, kept: Mergeable, merged: Mergeable) -> list[str]:
    """What a person should know before the two are merged; nothing for most."""
    if isinstance(kept, Project) and isinstance(merged, Project):
        return _said_of_projects(kept, merged)
    if isinstance(kept, Contact) and isinstance(merged, Contact):
        return _said_of_contacts(viewer, kept, merged)
    return []


def _said_of_projects(kept: Project, merged: Project) -> list[str]:
    said = []
    mine, other = kept.identifier, merged.identifier
    if mine and other and mine != other:
        words = _(
            "Elsewhere they bear two identifiers: %(kept)s (%(mine)s) and %(merged)s (%(other)s)."
            " Make sure that they are one project. The record that stays keeps its own; what a"
            " file brings later under the other one goes to it too."
        )
        names = {"kept": kept.reference, "merged": merged.reference, "mine": mine, "other": other}
        said.append(words % names)
    if lines := lines_on_both(kept, merged):
        listed = "; ".join(
            f"{line.get_ledger_display()} {line.day:%d/%m/%Y} {line.amount:f} {line.currency}"
            for line in lines[:SHOWN]
        )
        words = _(
            "%(n)s lines stand in the ledgers of both and will be counted once: %(lines)s%(more)s."
        )
        more = " …" if len(lines) > SHOWN else ""
        said.append(words % {"n": len(lines), "lines": listed, "more": more})
    return said


def _said_of_contacts(viewer: Viewer, kept: Contact, merged: Contact) -> list[str]:
    if kept.kind != Contact.Kind.PERSON:
        return []
    strict, day = stricter_basis(kept, merged), earlier_end(viewer, kept, merged)
    words = _("The stricter basis holds from now on: %(basis)s (of %(reference)s).")
    names = {"basis": strict.get_basis_display(), "reference": strict.reference}
    said = [words % names] if kept.basis != merged.basis else []
    if day is not None:
        words = _("The person may be kept until the earlier day of the two: %(day)s.")
        said.append(words % {"day": f"{day:%d/%m/%Y}"})
    return said


def check_can_part(viewer: Viewer, kept: Mergeable, merged: Mergeable) -> None:
    """Whoever may change the record that stayed may part the two again."""
    check_can_change(viewer, kept)
    if kept.merged_into:
        raise StateError(_("%(reference)s was merged already.") % {"reference": kept.reference})
    if isinstance(kept, Contact) and isinstance(merged, Contact):
        check_can_be_two(kept, merged)


def _is_more_open(kept: Mergeable, merged: Mergeable) -> bool:
    kept_at, merged_at = (_CLOSED[Sensitivity(row.sensitivity)] for row in (kept, merged))
    if kept_at != merged_at or kept_at != _CLOSED[Sensitivity.RESTRICTED]:
        return kept_at < merged_at
    return not _circle(kept) <= _circle(merged)


def _circle(record: Mergeable) -> set[str]:
    return {*record.named_units.values_list("pk", flat=True), record.held_by_id}


def _check_is_not_under_review(merged: Commitment) -> None:
    running = ReviewItem.objects.filter(commitment=merged).exclude(
        review__state=ReviewState.CONCLUDED
    )
    item = running.select_related("review").first()
    if item is not None:
        raise StateError(
            _("%(reference)s is under review in %(round)s: merge it once that is concluded.")
            % {"reference": merged.reference, "round": item.review.reference}
        )


def _check_is_of_one_mechanism(kept: Initiative, merged: Initiative) -> None:
    if kept.mechanism_id != merged.mechanism_id:
        raise StateError(
            _("They are put forward in two mechanisms: merge those first, if they are one.")
        )
