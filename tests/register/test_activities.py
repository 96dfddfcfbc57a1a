"""Activities: who records them, who may know of them, which documents they brought."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.intake import access as intake_access
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions, queries
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Activity
from chancery.register.values import Source
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def events(activity):
    return list(Event.objects.filter(kind="activity", key=str(activity.pk)).order_by("seq"))


def test_a_visit_gets_a_reference_and_is_told_to_history():
    visit = make.activity(lead="mofa-economic", place="Tokyo")
    assert visit.reference.startswith("HD-")
    (event,) = events(visit)
    assert (event.action, event.values_beside.label) == ("activity.add", visit.reference)
    assert event.values_beside.changes["partners"] == [None, ["JP"]]
    assert event.values_beside.changes["place"] == [None, "Tokyo"]


def test_the_mission_there_and_the_unit_that_leads_know_of_it_and_others_do_not():
    visit = make.activity(lead="moit")
    for person in (make.lan, make.tuan, make.son, make.quang):
        assert access.activities(make.viewer(person())).get() == visit
    for person in (make.oanh, make.yen, make.khoa, make.nobody):
        assert not access.activities(make.viewer(person())).exists()


def test_a_restricted_visit_is_for_its_holder_and_the_units_named():
    visit = make.activity(
        lead="moit", keeping=make.guard("mofa-economic", "restricted", "mission-jp")
    )
    assert access.activities(make.viewer(make.tuan())).get() == visit
    for person in (make.son, make.quang, make.hien):
        assert not access.activities(make.viewer(person())).exists()


def test_only_who_writes_for_a_unit_records_for_it():
    for person in (make.thu, make.ha, make.khoa, make.son):
        with pytest.raises(NotAllowedError):
            make.activity(by=person())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "walk"}, "kind"),
        ({"level": "moon"}, "level"),
        ({"partners": ()}, "partners"),
        ({"partners": ("XX",)}, "partners"),
        ({"end": date(2026, 3, 1)}, "end"),
        ({"place": "x" * 121}, "place"),
    ],
)
def test_a_visit_that_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.activity(**values)
    assert list(told.value.by_field) == [field]
    assert not Activity.objects.exists()


def test_a_unit_that_ended_leads_no_new_visit():
    make.ground()
    make.merged_unit()
    with pytest.raises(InvalidValuesError):
        make.activity(lead="mpi")


def change(visit, version, by=None, **values):
    return actions.change_activity(
        activity=visit, values=make.activity_values(**values), version=version, by=by or lan()
    )


def test_a_visit_is_changed_once_for_each_version_by_who_holds_it():
    visit = make.activity()
    assert change(visit, 1).version == 1
    changed = change(visit, 1, partners=("JP", "KR"), end=date(2026, 3, 4))
    assert (changed.version, changed.end) == (2, date(2026, 3, 4))
    assert queries.activity_values(changed).partners == ("JP", "KR")
    told = events(visit)[-1].values_beside.changes
    assert told == {"partners": [["JP"], ["JP", "KR"]], "end": [None, "2026-03-04"]}
    with pytest.raises(ChangedMeanwhileError):
        change(visit, 1, text="Khác")
    with pytest.raises(NotAllowedError):
        change(visit, 2, text="Khác", by=make.viewer(make.son()))


def attach(visit, document, by=None):
    return actions.attach_document(activity=visit, document=document, by=by or lan())


def test_documents_are_tied_and_untied_and_both_are_told_once():
    visit, paper = make.activity(), make.document()
    attach(visit, paper)
    attach(visit, paper)
    assert list(queries.activities_of_document(lan(), paper)) == [visit]
    actions.detach_document(activity=visit, document=paper, by=lan())
    actions.detach_document(activity=visit, document=paper, by=lan())
    assert not visit.documents.exists()
    told = [e.values_beside.changes for e in events(visit)[1:]]
    assert told == [{"documents": [None, paper.pk]}, {"documents": [paper.pk, None]}]
    assert Activity.objects.get().version == 3


def test_nobody_ties_a_document_that_they_may_not_read():
    visit = make.activity()
    secret = make.document("Khác", held_by="moit", sensitivity="restricted")
    with pytest.raises(StateError):
        attach(visit, secret)
    with pytest.raises(StateError):
        make.activity(of=Source(secret.pk))
    with pytest.raises(NotAllowedError):
        attach(visit, make.document("Nữa", held_by="moit"), by=make.viewer(make.son()))
    with pytest.raises(NotAllowedError):
        actions.detach_document(
            activity=visit, document=make.document("B"), by=make.viewer(make.son())
        )


def test_the_document_it_was_read_in_is_tied_to_it_and_emptied_with_it():
    paper = make.document("Thủ tướng thăm Nhật Bản.")
    visit = make.activity(of=Source(paper.pk), place="Tokyo")
    assert list(visit.documents.all()) == [paper]
    assert paper in intake_access.documents(make.viewer(make.tuan()))
    actions.redact(document=paper, reason="nhầm", by=make.viewer(make.minh()))
    visit.refresh_from_db()
    assert "thăm" not in visit.text
    assert visit.place == ""


def test_a_document_only_tied_to_a_visit_leaves_its_words_when_it_goes():
    visit, paper = make.activity(), make.document()
    attach(visit, paper)
    assert actions.redact(document=paper, reason="nhầm", by=make.viewer(make.minh())) == 0
    assert events(visit)[0].values_beside.changes["text"][1] == visit.text


def test_a_visit_recorded_by_mistake_is_withdrawn_and_history_keeps_it():
    visit, paper = make.activity(), make.document()
    attach(visit, paper)
    with pytest.raises(StateError):
        actions.withdraw_activity(activity=visit, reason=" ", by=lan())
    with pytest.raises(NotAllowedError):
        actions.withdraw_activity(activity=visit, reason="x", by=make.viewer(make.son()))
    actions.withdraw_activity(activity=visit, reason="ghi trùng", by=lan())
    assert not Activity.objects.exists()
    assert Event.objects.filter(action="activity.withdraw", key=str(visit.pk)).exists()


def test_visits_are_found_by_partner_agreement_and_day():
    visit, paper = make.activity(end=date(2026, 3, 4)), make.document()
    make.activity(partners=("KR",))
    agreement = make.agreement()
    assert list(queries.activities_of_partner(lan(), make.partner("JP"))) == [visit]
    assert not queries.activities_of_agreement(lan(), agreement).exists()
    attach(visit, paper)
    agreement.documents.add(paper)
    assert list(queries.activities_of_agreement(lan(), agreement)) == [visit]
    rows = queries.activities(lan())
    assert rows.count() == 2
    assert list(queries.taking_place_from(rows, date(2026, 3, 4))) == [visit]
    assert not queries.taking_place_from(rows, date(2026, 3, 5)).exists()
