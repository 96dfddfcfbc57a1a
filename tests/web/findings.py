"""A document with findings that wait, for the tests of the pages that confirm them."""

from chancery.documents.models import Document
from chancery.people.models import User
from chancery.readings.models import Finding, ReadingRun
from tests import make

TEXT = (
    "THÔNG BÁO\r\n\r\n😀 Thủ tướng giao Bộ Công Thương mở cửa thị trường trước 30/6/2026.\r\n"
    "Hai bên nhất trí lập tổ công tác chung.\r\nGiao Bộ Tài chính rà soát vốn ODA.\r\n"
    "Có thể xem xét mở đường bay mới.\r\n"
)
ORDER = "Thủ tướng giao Bộ Công Thương mở cửa thị trường trước 30/6/2026"
PROMISE = "Hai bên nhất trí lập tổ công tác chung"
SECOND = "Giao Bộ Tài chính rà soát vốn ODA"
MAYBE = "Có thể xem xét mở đường bay mới"


def name(text: str, unit: str | None) -> dict:
    return {"text": text, "canonical": text, "unit": unit, "inferred": False}


def finding(document: Document, quote: str, kind: str, confidence: float = 0.9, **fields):
    """A finding of the only reading of ``document``, made where there is none."""
    run = document.readings.first() or ReadingRun.objects.create(
        document=document, reader_version="1", read_at=make.moment("2026-03-02")
    )
    start = document.source_text.text.index(quote)
    return Finding.objects.create(
        document=document,
        run=run,
        type=kind,
        start=start,
        end=start + len(quote),
        quote=quote,
        zone="body",
        fields=fields,
        rule="test",
        confidence=confidence,
    )


def task(document: Document, quote: str = ORDER, unit: str | None = "moit", **more):
    fields = {
        "issuer": name("Thủ tướng", "pm"),
        "lead": [name("Bộ Công Thương", unit)],
        "deadline": {"text": "30/6/2026", "value": "2026-06-30", "precision": "day"},
    }
    return finding(document, quote, "TASK", **{**fields, **more})


def promise(document: Document):
    parties = [{"text": "Việt Nam", "code": "VN"}, {"text": "Nhật Bản", "code": "JP"}]
    return finding(document, PROMISE, "COMMITMENT", parties=parties)


def read_document(text: str = TEXT, **columns) -> Document:
    make.ground()
    return make.document(text, **columns)


def signed_in(client, user: User):
    """The client as ``user``, in English so that words can be compared."""
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def form_of(found: Finding, **changed) -> dict:
    """What the browser sends for a finding whose form was left as it was."""
    sent = {
        "type": found.type,
        "text": found.quote[:1].upper() + found.quote[1:],
        "start": found.start,
        "end": found.end,
    }
    if found.type == "TASK":
        leads = [entry["unit"] for entry in found.fields["lead"] if entry["unit"]]
        sent |= {"leads": leads, "assigner": "pm", "due": "2026-06-30"}
    if found.type == "COMMITMENT":
        sent |= {"partners": ["VN", "JP"], "undertaking": ["VN", "JP"]}
    return sent | changed
