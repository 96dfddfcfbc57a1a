"""A purge leaves nothing of a document's words, wherever its way had led."""

import json
from dataclasses import replace

import pytest
from django.apps import apps
from django.core import serializers

from chancery.documents import store
from chancery.documents.actions import Keeping
from chancery.history.models import EventValues
from chancery.history.queries import verify
from chancery.intake import actions
from chancery.intake.actions import File
from chancery.intake.drafts import draft_of
from tests import make

pytestmark = pytest.mark.django_db

WORDS = "Kế hoạch Sao Khuê"
PAPER = f"""Thông báo về {WORDS}

Thủ tướng Chính phủ giao Bộ Công Thương chủ trì xây dựng {WORDS}, hoàn thành trước ngày 15-9-2026.

Hai bên nhất trí triển khai {WORDS} với Nhật Bản.
"""


@pytest.fixture
def paper():
    make.ground()
    file = File(data=PAPER.encode(), name=f"{WORDS}.txt")
    return actions.add(
        file=file, keeping=Keeping("mofa-economic"), by=make.viewer(make.ha())
    ).document


def chosen(paper, kind: str, words: str):
    start = PAPER.index(words)
    lan = make.viewer(make.lan())
    return actions.add_finding(
        document=paper, type=kind, start=start, end=start + len(words), by=lan
    )


def everything_kept() -> str:
    """Every row of every table of ours, as text."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("chancery.")]
    rows = [
        serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in ours
    ]
    return "\n".join(rows)


def purge(paper):
    actions.purge_document(document=paper, reason="Đóng dấu mật", by=make.viewer(make.minh()))


def test_nothing_stays_of_a_record_whose_acceptance_was_taken_back(paper):
    lan = make.viewer(make.lan())
    task = chosen(paper, "TASK", f"giao Bộ Công Thương chủ trì xây dựng {WORDS}")
    actions.accept(finding=task, by=lan, draft=_draft(task))
    actions.undo(finding=task, by=lan)
    assert WORDS in json.dumps(list(EventValues.objects.values()), default=str, ensure_ascii=False)
    purge(paper)
    assert WORDS not in everything_kept()
    assert verify().is_whole


def test_nothing_stays_of_a_finding_that_a_later_reading_replaced(paper):
    lan = make.viewer(make.lan())
    read = paper.findings.filter(run__isnull=False).first()
    assert read is not None, "the reader finds nothing in the paper"
    actions.refuse(finding=read, reason=f"không phải {WORDS}", by=lan)
    actions.undo(finding=read, by=lan)
    actions.read_again(document=paper, text="Nội dung khác hẳn.", by=lan)
    assert not paper.findings.exists()
    purge(paper)
    assert WORDS not in everything_kept()
    assert verify().is_whole


def test_nothing_stays_of_records_findings_and_the_original(
    paper, django_capture_on_commit_callbacks
):
    lan = make.viewer(make.lan())
    kept = store.path_of(paper.sha256)
    task = chosen(paper, "TASK", f"giao Bộ Công Thương chủ trì xây dựng {WORDS}")
    actions.accept(finding=task, by=lan, draft=_draft(task))
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        purge(paper)
    assert not kept.exists()
    assert WORDS not in everything_kept()


def _draft(finding):
    return replace(draft_of(finding), assigner="pm", leads=("moit",))
