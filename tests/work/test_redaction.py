"""A purged document leaves records as placeholders, and nothing of its words."""

import json
from datetime import date

import pytest

from chancery.history.models import EventValues
from chancery.history.queries import verify
from chancery.register import actions as register
from chancery.work import actions
from chancery.work.models import (
    Comment,
    Contribution,
    Extension,
    LeadProposal,
    Progress,
    Task,
)
from tests import make

pytestmark = pytest.mark.django_db

SECRET = "nội dung mật"
REMOVED = "(content removed)"


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


def test_what_people_said_about_a_purged_document_goes_with_its_words():
    document = make.document(f"Giao Bộ Công Thương {SECRET}.")
    source = make.source(SECRET, of=document)
    task = make.task(of=source, text=SECRET, due=date(2099, 6, 1), coordinating=("mofa",))
    commitment = make.commitment(of=source, text=SECRET)
    son, binh, quang = (make.viewer(who()) for who in (make.son, make.binh, make.quang))
    hien = make.viewer(make.hien())
    actions.move(task=task, move="accept", by=son)
    actions.contribute(task=task, unit="mofa", text=SECRET, by=hien)
    said = {"period": date(2026, 1, 5), "health": "at_risk", "difficulty": SECRET}
    draft = actions.report_progress(task=task, text=SECRET, by=son, **said)
    actions.return_progress(progress=draft, answer=SECRET, by=binh)
    asked = actions.ask_extension(task=task, due=date(2099, 7, 1), reason=SECRET, by=son)
    actions.decide_extension(extension=asked, granted=False, answer=SECRET, by=quang)
    actions.propose_lead(task=task, proposed="mof", reason=SECRET, by=son)
    for record in ({"task": task}, {"commitment": commitment}):
        actions.comment(text=SECRET, unit="mofa", by=hien, **record)
    gone = actions.comment(text=SECRET, unit="mofa", task=task, by=hien)
    actions.withdraw_comment(comment=gone, by=hien)
    purge(document)
    tables = (Comment, Contribution, Extension, LeadProposal, Progress, EventValues)
    kept = [row for table in tables for row in table.objects.values()]
    assert SECRET not in json.dumps(kept, default=str, ensure_ascii=False)
    draft.refresh_from_db()
    assert (draft.text, draft.proposal, draft.answer) == (REMOVED, "", REMOVED)
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["", REMOVED, REMOVED]
    assert verify().is_whole


def test_a_part_inside_the_house_is_purged_with_the_task_it_is_part_of():
    document = make.document(f"Giao Bộ Ngoại giao {SECRET}.")
    task = make.task(of=make.source(SECRET, of=document), lead="mofa", text=SECRET)
    hien = make.viewer(make.hien())
    actions.move(task=task, move="accept", by=hien)
    values = make.task_values(text=SECRET, lead="mission-jp")
    part = actions.add_part(task=task, values=values, by=hien)
    purge(document)
    part.refresh_from_db()
    assert (part.text, part.quote, part.parent) == (REMOVED, "", task)
