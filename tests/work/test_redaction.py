"""A purged document leaves records as placeholders, and nothing of its words."""

import json

import pytest

from chancery.history.models import EventValues
from chancery.history.queries import verify
from chancery.register import actions as register
from chancery.work import actions
from chancery.work.models import Task
from tests import make

pytestmark = pytest.mark.django_db

SECRET = "nội dung mật"


def purge(document):
    by, reason = make.viewer(make.minh()), "Đóng dấu mật"
    return (
        register.redact(document=document, reason=reason, by=by),
        actions.redact(document=document, reason=reason, by=by),
    )


def test_every_record_of_the_document_becomes_a_placeholder():
    document = make.document(f"Giao Bộ Công Thương {SECRET}.")
    source = make.source(SECRET, of=document)
    make.commitment(of=source, text=SECRET, deliverable=SECRET)
    make.obstacle(of=source, text=SECRET, area=SECRET)
    task = make.task(of=source, text=SECRET, issuer_text=SECRET, due_text=SECRET)
    kept = actions.attach_evidence(
        document=document,
        quote=SECRET,
        start=source.start,
        end=source.end,
        task=make.task(),
        by=make.viewer(make.lan()),
    )
    declined = actions.decline_proposal(
        proposal=make.proposal(of=source, text=SECRET),
        answer=SECRET,
        by=make.viewer(make.son()),
    )
    assert purge(document) == (2, 2)
    task.refresh_from_db()
    declined.refresh_from_db()
    kept.refresh_from_db()
    assert (task.text, task.quote, task.quote_start) == ("(content removed)", "", None)
    assert (task.state, task.lead_id) == ("assigned", "moit")
    assert (declined.answer, declined.state) == ("(content removed)", "declined")
    assert str(kept) == str(document.pk)
    told = json.dumps(list(EventValues.objects.values()), default=str, ensure_ascii=False)
    assert SECRET not in told
    assert verify().is_whole


def test_records_of_other_documents_stay_as_they_were():
    task = make.task()
    assert purge(make.document("Văn bản khác.")) == (0, 0)
    assert Task.objects.get().quote == task.quote
