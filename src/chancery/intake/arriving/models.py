"""The one table of what is being read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document, Protected
from chancery.people.models import User


class Arrival(Protected):
    """A long scan that a person sent in, and what became of it. Nobody else sees it.

    ``bytes_name`` is its file under the workspace's ``arriving``; empty once it is read. The name
    of a paper that was refused for its mark of secrecy is taken away with its bytes.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waits its turn")
        READING = "reading", _("being read")
        ADDED = "added", _("became a document")
        DUPLICATE = "duplicate", _("already here")
        SECRET = "secret", _("refused for its mark")
        UNREADABLE = "unreadable", _("could not be read")

    name = models.CharField(_("file name"), max_length=250, blank=True)
    address = models.URLField(_("address"), max_length=2000, blank=True)
    published = models.DateField(_("date"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    bytes_name = models.CharField(max_length=40, blank=True)
    added_by = models.ForeignKey(User, models.CASCADE, related_name="arrivals")
    came_at = models.DateTimeField(_("added"))
    language = models.CharField(_("language"), max_length=5)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    pages_done = models.PositiveIntegerField(_("pages done"), default=0)
    claim = models.CharField(max_length=40, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="arrivals"
    )
    message = models.CharField(_("message"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-came_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256", "held_by", "added_by"],
                condition=Q(ended_at__isnull=True),
                name="arrival_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="arrival_in_turn")]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.ended_at is not None
