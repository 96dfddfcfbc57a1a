"""Two records that are one: who may merge them, what moves, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from chancery.documents.models import Sensitivity
from chancery.people.access import Viewer
from chancery.register.errors import StateError
from chancery.register.models import Commitment, Mergeable, Project
from chancery.register.rules import check_can_change
from chancery.work.models import ReviewItem, ReviewState

KIND = "merge"
"""Of the event that keeps what moved, so that it can be moved back; its key is ``key_of``."""

STAY = frozenset({"merged_into", "counterpart", "named_units"})
"""Relations that are of the record itself, not what hangs on it."""
STAYING = frozenset({"movedestimate", "reviewitem"})
"""What tells of its own past: estimates that were moved, rounds that judged it."""
FILLED = (
    "due", "due_text", "deliverable", "lead", "agreement", "person", "place", "participants",
    "level", "end", "next_step", "next_step_on",
)  # fmt: skip
"""What the one that stays takes over where it says nothing itself."""
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


def key_of(kind: str, merged: int) -> str:
    """The key of the event that keeps what moved."""
    return f"{kind}-{merged}"


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
    if isinstance(merged, Project) and merged.entries.exists():
        raise StateError(
            _(
                "%(reference)s has lines in its ledgers, which would be counted twice: merge the"
                " other into it, or take the lines back first."
            )
            % {"reference": merged.reference}
        )


def check_can_part(viewer: Viewer, kept: Mergeable) -> None:
    """Whoever may change the record that stayed may part the two again."""
    check_can_change(viewer, kept)
    if kept.merged_into:
        raise StateError(_("%(reference)s was merged already.") % {"reference": kept.reference})


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
