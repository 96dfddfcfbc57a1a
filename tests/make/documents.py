"""What a record is made from, and who may know it."""

from datetime import UTC, date, datetime

from chancery.documents.models import Document, DocumentText
from chancery.people.models import User
from chancery.register.values import (
    Guard,
    Source,
)
from tests.make.people import ha
from tests.make.places import unit


def moment(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in UTC."""
    at = date.fromisoformat(day)
    return datetime(at.year, at.month, at.day, hour, minute, tzinfo=UTC)


def document(
    text: str = "Hai bên nhất trí mở thị trường cho bưởi.",
    *,
    held_by: str = "mofa-economic",
    by: User | None = None,
    **columns,
) -> Document:
    """A document with its text, without a file behind it."""
    number = Document.objects.count()
    values = {
        "sha256": f"{number:064x}",
        "name": f"van-ban-{number}.txt",
        "media_type": "text/plain",
        "size": len(text.encode()),
        "title": "Thông báo kết luận",
        "language": "vi",
        "kind": "conclusions",
        "held_by": unit(held_by),
        "added_by": by or ha(),
        "added_at": moment("2026-03-02"),
    }
    made = Document.objects.create(**{**values, **columns})
    DocumentText.objects.create(document=made, text=text)
    return made


def source(
    quote: str = "nhất trí mở thị trường cho bưởi", *, of: Document | None = None
) -> Source:
    """Where ``quote`` stands in a document; in a document of its own unless said."""
    found = of or document(f"Hai bên {quote}.")
    start = found.source_text.text.index(quote)
    return Source(found.pk, quote, start, start + len(quote))


def guard(held_by: str = "mofa-economic", sensitivity: str = "internal", *named: str) -> Guard:
    return Guard(held_by, sensitivity, named)
