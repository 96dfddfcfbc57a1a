"""A finding kept beside a record that stands: another source of it, its evidence, its change."""

from dataclasses import replace
from datetime import date

import pytest

from chancery.history.queries import events_of, verify
from chancery.intake import actions
from chancery.intake.errors import DraftIncompleteError, IntakeError
from chancery.people.errors import NotAllowedError
from chancery.readings.errors import AlreadyDecidedError
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Commitment
from chancery.register.queries import commitment_values
from chancery.work.models import Evidence, Task
from chancery.work.queries import task_values
from tests import make
from tests.intake.test_alike import AGAIN, POMELO, SHIPPED, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    make.ground()
    return make.viewer(make.lan())


def test_said_again_the_document_is_another_source_and_no_second_record(lan):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    done = actions.link(finding=found, reference=commitment.reference, bearing="repeats", by=lan)
    kept = Evidence.objects.get()
    assert (kept.commitment, kept.document, kept.bearing) == (
        commitment,
        found.document,
        "repeats",
    )
    assert (
        kept.quote == AGAIN == found.document.source_text.text[kept.quote_start : kept.quote_end]
    )
    assert (done.finding.state, Commitment.objects.count()) == ("accepted", 1)
    assert done.made[0].label == commitment.reference


def test_history_tells_it_of_the_finding_and_of_the_record(lan):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    actions.link(finding=found, reference=commitment.reference, bearing="repeats", by=lan)
    told = events_of("finding", found.pk).last().values_beside.changes
    assert told["linked"] == [None, commitment.reference]
    assert told["bearing"] == [None, "repeats"]
    told = events_of("commitment", commitment.pk).last().values_beside.changes
    assert told == {"evidence": [None, found.document_id], "bearing": [None, "repeats"]}
    assert verify().is_whole


def test_taken_back_the_source_goes_and_the_finding_waits(lan):
    commitment = make.commitment(text=POMELO)
    found = said(SHIPPED, "RESULT")
    actions.link(finding=found, reference=commitment.reference, bearing="shows", by=lan)
    actions.undo(finding=found, by=lan)
    found.refresh_from_db()
    assert (found.state, Evidence.objects.exists()) == ("waiting", False)
    assert Commitment.objects.filter(pk=commitment.pk).exists()


def test_said_otherwise_the_record_changes_with_its_source(lan):
    commitment = make.commitment(text=POMELO, due=date(2026, 12, 31))
    found = said(AGAIN, due="2027-06-30")
    values = replace(commitment_values(commitment), due=date(2027, 6, 30))
    actions.change_commitment(
        finding=found, commitment=commitment, values=values, version=commitment.version, by=lan
    )
    commitment.refresh_from_db()
    assert (commitment.due, Evidence.objects.get().bearing) == (date(2027, 6, 30), "changes")


def test_a_change_that_fails_leaves_the_finding_waiting(lan):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    values = replace(commitment_values(commitment), parties=())
    with pytest.raises(InvalidValuesError):
        actions.change_commitment(
            finding=found, commitment=commitment, values=values, version=1, by=lan
        )
    found.refresh_from_db()
    assert (found.state, Evidence.objects.exists()) == ("waiting", False)


def test_a_task_changes_the_same_way(lan):
    task = make.task(text="Trình đề án xuất khẩu bưởi", due=date(2026, 12, 31))
    found = said("Trình đề án xuất khẩu bưởi", "TASK")
    values = replace(task_values(task), due=date(2026, 11, 30))
    by = make.viewer(make.lan())
    actions.change_task(finding=found, task=task, values=values, version=task.version, by=by)
    assert (Task.objects.get().due, Evidence.objects.get().task) == (date(2026, 11, 30), task)


def test_more_open_a_record_names_the_document_without_its_words(lan):
    commitment = make.commitment(text=POMELO, keeping=make.guard("mofa-economic", "public"))
    found = said(AGAIN)
    actions.link(finding=found, reference=commitment.reference, bearing="repeats", by=lan)
    assert (Evidence.objects.get().quote, Evidence.objects.get().quote_start) == ("", None)


@pytest.mark.parametrize(
    ("kind", "bearing"), [("RESULT", "repeats"), ("COMMITMENT", "shows"), ("TASK", "anything")]
)
def test_a_result_is_no_promise_and_a_promise_no_proof(lan, kind, bearing):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN, kind)
    with pytest.raises(IntakeError):
        actions.link(finding=found, reference=commitment.reference, bearing=bearing, by=lan)


def test_a_record_that_one_may_not_know_of_is_no_record(lan):
    commitment = make.commitment(
        text=POMELO, by=make.son(), keeping=make.guard("moit", "restricted")
    )
    found = said(AGAIN)
    with pytest.raises(DraftIncompleteError):
        actions.link(finding=found, reference=commitment.reference, bearing="repeats", by=lan)
    found.refresh_from_db()
    assert found.state == "waiting"


def test_only_who_may_confirm_links_and_only_once(lan):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    asked = {"finding": found, "reference": commitment.reference, "bearing": "repeats"}
    with pytest.raises(NotAllowedError):
        actions.link(**asked, by=make.viewer(make.thu()))
    actions.link(**asked, by=lan)
    with pytest.raises(AlreadyDecidedError):
        actions.link(**asked, by=lan)
