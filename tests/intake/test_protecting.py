"""Closing a document closes the quotes of it that records carry."""

import pytest

from chancery.history.queries import events_of
from chancery.intake import actions
from chancery.register import access as register
from chancery.work import access as work
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return make.document()


def close(document, sensitivity: str, *named: str):
    actions.set_sensitivity(
        document=document, sensitivity=sensitivity, named_units=named, by=make.viewer(make.lan())
    )


def test_records_of_a_document_made_restricted_are_for_the_named_and_those_who_act(document):
    source = make.source(of=document)
    commitment = make.commitment(of=source, lead="moit")
    task = make.task(of=source, coordinating=("mof",))
    make.request(of=source)
    assert register.requests(make.viewer(make.tuan())).exists()
    close(document, "restricted", "mofa-economic")
    assert not register.requests(make.viewer(make.tuan())).exists()
    assert not register.commitments(make.viewer(make.tuan())).exists()
    assert not register.commitments(make.viewer(make.hien())).exists()
    assert list(register.commitments(make.viewer(make.binh()))) == [commitment]
    assert list(work.tasks(make.viewer(make.binh()))) == [task]
    named = set(task.named_units.values_list("key", flat=True))
    assert named == {"mofa-economic", "moit", "mof"}
    assert events_of("task", task.pk).last().action == "task.protect"


def test_public_records_of_a_document_made_internal_are_internal(document):
    public = make.guard("mofa-economic", "public")
    make.commitment(of=make.source(of=document), keeping=public)
    assert register.commitments(make.viewer(make.oanh())).exists()
    close(document, "internal")
    assert not register.commitments(make.viewer(make.oanh())).exists()


def test_opening_a_document_opens_no_record(document):
    kept = make.guard("mofa-economic", "restricted", "mofa-economic")
    commitment = make.commitment(of=make.source(of=document), keeping=kept)
    close(document, "public")
    commitment.refresh_from_db()
    assert (commitment.sensitivity, commitment.version) == ("restricted", 1)


def test_records_of_other_documents_stay_as_they_were(document):
    other = make.task()
    close(document, "restricted", "mofa-economic")
    other.refresh_from_db()
    assert other.sensitivity == "internal"
