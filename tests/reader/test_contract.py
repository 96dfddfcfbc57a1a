"""The line of JSON that other programs read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from chancery.reader import read
from chancery.reader.contract import as_json
from tests.reader.clause_samples import PAPER_HEAD

TEXT = PAPER_HEAD + "Giao Bộ Nội vụ trình Chính phủ trước ngày 15/6/2026.\n"


def answer(*, with_text: bool = False) -> dict[str, Any]:
    return as_json(read(TEXT), file="a.txt", sha256="00", with_text=with_text)


def test_the_document_has_the_contracts_keys() -> None:
    document = answer()["document"]
    assert document == {
        "file": "a.txt",
        "sha256": "00",
        "language": "vi",
        "kind": "conclusions",
        "title": document["title"],
        "number": "301/TB-VPCP",
        "issuer": document["issuer"],
        "published": "2026-05-20",
        "reference_date": "2026-05-20",
        "reference_date_inferred": True,
        "chars": len(TEXT),
    }
    assert document["issuer"]["canonical"] == "Văn phòng Chính phủ"


def test_the_text_comes_only_where_it_is_wanted() -> None:
    assert answer(with_text=True)["document"]["text"] == TEXT
    assert "text" not in answer()["document"]


def test_a_task_is_plain_json_with_all_its_fields() -> None:
    found = json.loads(json.dumps(answer()))["findings"]
    assert [f["id"] for f in found] == list(range(1, len(found) + 1))
    task = next(f for f in found if f["type"] == "TASK")
    assert {"start", "end", "quote", "zone", "fields", "rule", "confidence", "why"} <= set(task)
    assert task["fields"]["lead"][0]["text"] == "Bộ Nội vụ"
    assert task["fields"]["deadline"] == {
        "text": "ngày 15/6/2026",
        "value": "2026-06-15",
        "precision": "day",
        "inferred": False,
    }
    assert set(task["fields"]) == {
        "issuer",
        "lead",
        "coordinating",
        "deadline",
        "recurring",
        "basis",
        "deliverable",
        "ordinal",
    }


def test_the_day_given_from_outside_is_not_inferred() -> None:
    reading = read("Hai bên họp trong tháng 10.", published=date(2026, 5, 27))
    document = as_json(reading, file="", sha256="")["document"]
    assert (document["reference_date"], document["reference_date_inferred"]) == (
        "2026-05-27",
        False,
    )
