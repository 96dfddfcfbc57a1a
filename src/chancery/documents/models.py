"""Documents as received: the original by its SHA-256, versions, text by page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User


class Sensitivity(models.TextChoices):
    """Who may read: everyone here, those concerned, or named units alone."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")
    RESTRICTED = "restricted", _("restricted")


class Protected(models.Model):
    """What every record shares for access: sensitivity, the unit that holds it, named units."""

    sensitivity = models.CharField(
        _("sensitivity"), max_length=12, choices=Sensitivity, default=Sensitivity.INTERNAL
    )
    held_by = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("held by"))
    named_units = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("named units")
    )

    class Meta:
        abstract = True


class DocumentKind(models.TextChoices):
    """What a document is, as the reader names it."""

    NEWS = "news", _("news")
    CONCLUSIONS = "conclusions", _("notice of conclusions")
    DIRECTIVE = "directive", _("directive")
    RESOLUTION = "resolution", _("resolution")
    JOINT_STATEMENT = "joint_statement", _("joint statement")
    REPORT = "report", _("report")
    LETTER = "letter", _("letter")
    TREATY = "treaty", _("agreement text")
    OTHER = "other", _("other")


class Document(Protected):
    """One file as received. Its bytes lie in the file store under ``sha256``."""

    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    name = models.CharField(_("file name"), max_length=250)
    address = models.URLField(_("address"), max_length=2000, blank=True)
    media_type = models.CharField(_("format"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuer"), max_length=250, blank=True)
    issuer_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="issued_documents"
    )
    published = models.DateField(_("date"), null=True, blank=True)
    reference_date = models.DateField(null=True, blank=True)
    reference_date_inferred = models.BooleanField(default=False)
    newer_version = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="older_versions"
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    """The mail that it came with; that mail's original holds its bytes too."""
    added_by = models.ForeignKey(User, models.PROTECT, related_name="added_documents")
    added_at = models.DateTimeField(_("added"))
    purged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256", "held_by"],
                condition=Q(purged_at__isnull=True),
                name="document_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(purged_by__isnull=True, purged_at__isnull=True)
                | Q(purged_by__isnull=False, purged_at__isnull=False),
                name="document_purged_by_with_purged_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_purged(self) -> bool:
        """Its content is gone for good."""
        return self.purged_at is not None


class DocumentText(models.Model):
    """The source text that offsets point into, apart from the row that lists show."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="source_text"
    )
    text = models.TextField()
    told = models.JSONField(default=dict)
    """How it was taken out of the file: ``reader.formats.told``, and attachments left unread."""

    def __str__(self) -> str:
        return f"text of {self.document_id}"


class Page(models.Model):
    """The span of one page in the text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="page_once"),
            models.CheckConstraint(
                condition=Q(end__gte=models.F("start")), name="page_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"page {self.number} of {self.document_id}"
