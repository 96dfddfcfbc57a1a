"""The chain and, beside it, the values: a purge takes values away and the chain still verifies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One link. Never changed, never deleted: ``hash`` covers all of it and the link before.

    Actor and object are plain keys, not foreign keys, so that history outlives what it tells of.
    ``digest`` is the salted hash of the values beside the chain.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "key", "seq"], name="event_object"),
            models.Index(fields=["actor", "seq"], name="event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.kind} {self.key}"


class EventValues(models.Model):
    """What the event's digest covers: personal and quoted values, which may be purged.

    ``changes`` is ``{field: [before, after]}``. The salt keeps a short value from being guessed
    from the digest after it was purged.
    """

    event = models.OneToOneField(
        Event, models.CASCADE, primary_key=True, related_name="values_beside"
    )
    salt = models.CharField(max_length=64)
    label = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"values of {self.event_id}"


class Head(models.Model):
    """Length and hash of the chain: the one row that an appending transaction locks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    length = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.length} {self.hash}"


class Purge(models.Model):
    """Which events had their values taken away, and by which event that was said."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="purge")
    by_event = models.ForeignKey(Event, models.CASCADE, related_name="purged")

    def __str__(self) -> str:
        return f"{self.event_id} by {self.by_event_id}"
