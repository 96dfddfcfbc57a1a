"""Decisions of persons as gold annotations."""

import json

import pytest

from chancery.documents.models import DocumentText
from chancery.reader import read
from chancery.reader.scoring import score_reader
from chancery.readings import actions
from chancery.readings.labels import gold_of, labelled
from chancery.readings.models import Finding
from tests import make

pytestmark = pytest.mark.django_db
TEXT = (
    "Bộ Ngoại giao đề nghị Bộ Công Thương khẩn trương rà soát danh mục hàng hóa, "
    "báo cáo trước ngày 30/6/2026.\n"
    "Bộ Tài chính cần sớm hoàn thiện cơ chế thanh toán.\n"
    "Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.\n"
)


@pytest.fixture
def document():
    make.ground()
    row = make.document()
    DocumentText.objects.update_or_create(document=row, defaults={"text": TEXT})
    row.refresh_from_db()
    actions.store(document=row, reading=read(TEXT), by=make.viewer(make.lan()))
    return row


def decide_all(document):
    """The first refused, the others accepted; the last with another end and another lead."""
    by = make.viewer(make.lan())
    first, *others, last = document.findings.all()
    actions.mark_refused(finding=first, reason="chỉ nhắc lại", by=by)
    for finding in others:
        actions.mark_accepted(finding=finding, correction=actions.Correction(), by=by)
    correction = actions.Correction(
        type="TASK",
        end=last.end - 1,
        fields={
            "leads": ["moit", "mof"],
            "due": "2026-10-31",
            "coordinating": ["mofa"],
            "assigner": "pm",
            "text": "Họp",
        },
    )
    actions.mark_accepted(finding=last, correction=correction, by=by)
    return first, last


def test_what_a_person_decided_is_what_the_gold_says(document):
    first, last = decide_all(document)
    gold = gold_of(document, "d.txt")
    refused, *_others, corrected = gold["annotations"]
    assert refused["type"] == "DISTRACTOR"
    assert (refused["not_a"], refused["why"]) == (first.type, "chỉ nhắc lại")
    assert corrected == {
        "type": "TASK",
        "start": last.start,
        "end": last.end - 1,
        "region": last.zone,
        "assignee": "Bộ Công Thương, Bộ Tài chính",
        "co": ["Bộ Ngoại giao"],
        "issuer": "Thủ tướng Chính phủ",
        "deadline": "2026-10-31",
    }
    assert len(gold["annotations"]) == Finding.objects.exclude(state="waiting").count() >= 3


def test_the_scorer_reads_what_was_exported(document, tmp_path):
    decide_all(document)
    (tmp_path / "gold").mkdir()
    (tmp_path / "d.txt").write_bytes(TEXT.encode())
    gold = json.dumps(gold_of(document, "d.txt"), ensure_ascii=False)
    (tmp_path / "gold" / "d.json").write_text(gold, encoding="utf-8")
    assert score_reader(tmp_path / "gold", tmp_path)["broken"] == []


def test_only_decided_documents_that_are_not_for_named_units_are_labelled(document):
    assert not labelled().exists()
    first = document.findings.first()
    actions.mark_refused(finding=first, reason="", by=make.viewer(make.lan()))
    assert not labelled().exists()
    assert labelled(unfinished=True).get() == document
    decide = [f for f in document.findings.all() if f.state == "waiting"]
    for finding in decide:
        actions.mark_refused(finding=finding, reason="", by=make.viewer(make.lan()))
    assert labelled().get() == document
    type(document).objects.update(sensitivity="restricted")
    assert not labelled().exists()
    assert labelled(restricted=True).get() == document
