"""Findings stored, decided, read again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from chancery.documents.models import Document
from chancery.reader import read
from chancery.readings import actions, queries
from chancery.readings.models import Finding, ReadingRun
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 Ủy ban hỗn hợp vào tháng 10/2026.\n"


@pytest.fixture
def lan():
    make.ground()
    return make.viewer(make.lan())


@pytest.fixture
def document(lan):
    document = make.document(TEXT)
    actions.store(document=document, reading=read(TEXT), by=lan)
    return document


def test_records_become_rows_and_mentions_stay_on_the_run(document):
    run = ReadingRun.objects.get()
    assert [f.type for f in run.findings.all()] == ["COMMITMENT"]
    assert {m["type"] for m in run.mentions} >= {"DATE"}
    finding = run.findings.get()
    assert finding.quote == TEXT[finding.start : finding.end]
    assert finding.why
    assert finding.is_sure


def test_counts_tell_the_sure_the_doubtful_and_the_decided(document, lan):
    Finding.objects.create(
        document=document, type="TASK", start=0, end=7, quote="Hai bên", confidence=0.3
    )
    counted = queries.with_counts(Document.objects.all()).get()
    assert (counted.waiting, counted.candidates, counted.decided) == (1, 1, 0)
    assert list(queries.waiting(Document.objects.all())) == [document]
    sure = queries.findings_of(document).get(confidence__gte=0.5)
    actions.mark_refused(finding=sure, reason="", by=lan)
    counted = queries.with_counts(Document.objects.all()).get()
    assert (counted.waiting, counted.candidates, counted.decided) == (0, 1, 1)
    assert not queries.waiting(Document.objects.all()).exists()


def test_read_again_replaces_what_nobody_looked_at(document, lan):
    old = Finding.objects.get()
    actions.store(document=document, reading=read(TEXT), by=lan)
    new = Finding.objects.get()
    assert new.pk != old.pk
    assert new.run != old.run


def test_the_database_refuses_a_decision_without_a_person(document):
    finding = Finding.objects.get()
    finding.state = "accepted"
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save()
    finding.decided_at = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save()


def test_the_database_refuses_an_empty_span(document):
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(
            document=document, type="TASK", start=5, end=5, quote="", confidence=1
        )
