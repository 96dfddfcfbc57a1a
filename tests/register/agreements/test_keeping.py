"""What becomes of an agreement, by whom: stages, renewals, reviews, steps, ties to others."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions, queries
from chancery.register.agreements.links import replaced_by_one_in_force
from chancery.register.agreements.queries import dates_of, ties_of, with_life
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Agreement, AgreementLink
from chancery.register.values import Guard
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def lan():
    return make.viewer(make.lan())


def stages(agreement):
    return {row.stage: row.date for row in agreement.stages.all()}


def last():
    return Event.objects.filter(kind="agreement").latest("seq")


def change(agreement, by=None, **values):
    row = Agreement.objects.get(pk=agreement.pk)
    return actions.change_agreement(
        agreement=row,
        values=replace(queries.agreement_values(row), **values),
        version=row.version,
        by=by or lan(),
    )


def test_a_stage_is_recorded_corrected_and_taken_back_with_a_reason_that_history_keeps():
    found = make.agreement(stages=(("signed", "2025-01-01"),))
    actions.record_stage(
        agreement=found, stage="ratified", day="2025-06", by=lan(), note="Nghị quyết 12/QH"
    )
    assert stages(found) == {"signed": "2025-01-01", "ratified": "2025-06"}
    assert (last().action, last().values_beside.reason) == ("agreement.stage", "Nghị quyết 12/QH")
    actions.correct_stage(agreement=found, stage="ratified", day="2025-07-01", by=lan())
    with pytest.raises(StateError, match="Say why"):
        actions.withdraw_stage(agreement=found, stage="ratified", reason=" ", by=lan())
    actions.withdraw_stage(agreement=found, stage="ratified", reason="Ghi nhầm", by=lan())
    assert stages(found) == {"signed": "2025-01-01"}
    assert (last().action, last().values_beside.reason) == ("agreement.stage_withdraw", "Ghi nhầm")
    assert last().values_beside.changes["stages"] == [
        [["ratified", "2025-07-01"], ["signed", "2025-01-01"]],
        [["signed", "2025-01-01"]],
    ]
    with pytest.raises(StateError, match="taken back meanwhile"):
        actions.correct_stage(agreement=found, stage="ratified", day="2025", by=lan())


def test_a_stage_cannot_be_recorded_twice_out_of_order_or_taken_from_under_another():
    found = make.agreement(stages=(("signed", "2025-01-01"),))
    with pytest.raises(StateError, match="recorded already"):
        actions.record_stage(agreement=found, stage="signed", day="2025", by=lan())
    with pytest.raises(InvalidValuesError, match="cannot be later"):
        actions.record_stage(agreement=found, stage="in_force", day="2024", by=lan())
    actions.record_stage(agreement=found, stage="in_force", day="2025-02", by=lan())
    actions.record_stage(agreement=found, stage="expired", day="2026", by=lan())
    with pytest.raises(InvalidValuesError, match="record the stage between"):
        actions.withdraw_stage(agreement=found, stage="in_force", reason="Ghi nhầm", by=lan())


def test_an_edit_adds_and_corrects_stages_and_drops_none():
    found = make.agreement()
    with pytest.raises(InvalidValuesError, match="say why"):
        change(found, stages=(("in_force", "2009-10-01"),))
    both = (("signed", "2008-12"), ("in_force", "2009-10-01"))
    change(found, stages=both)
    assert stages(found) == dict(both)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("lan", True),  # officer of the unit that holds it
        ("minh", True),
        ("hien", True),  # the ministry above it
        ("son", True),  # officer of the lead unit
        ("binh", True),
        ("tuan", True),  # in charge, though of neither
        ("mai", False),  # the mission that covers Japan only knows of it
        ("ha", False),
        ("thu", False),
        ("quang", False),
    ],
)
def test_who_holds_it_who_leads_it_and_who_is_in_charge_keep_its_life(who, may):
    found = make.agreement(keeping=make.guard(sensitivity="public"))
    Agreement.objects.filter(pk=found.pk).update(lead="moit", person=make.tuan())
    by = make.viewer(getattr(make, who)())
    found = access.agreements(by).get(pk=found.pk)
    acts = [
        lambda: actions.set_next_step(agreement=found, step="Họp", on=date(2027, 1, 1), by=by),
        lambda: actions.record_stage(agreement=found, stage="terminated", day="2026-01", by=by),
        lambda: actions.correct_stage(agreement=found, stage="terminated", day="2026", by=by),
        lambda: actions.withdraw_stage(
            agreement=found, stage="terminated", reason="Ghi nhầm", by=by
        ),
        lambda: actions.renew_agreement(agreement=found, expires="2030", by=by),
        lambda: actions.hold_review(agreement=found, held="2026-01", by=by),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotAllowedError):
                act()
    if who in {"son", "tuan"}:
        with pytest.raises(NotAllowedError):
            change(found, by=by, short="X")


def test_a_renewal_moves_the_end_of_the_term_on_and_never_back():
    found = make.agreement(expires="2026-06-30", renewal="notes")
    with pytest.raises(InvalidValuesError, match="must end after"):
        actions.renew_agreement(agreement=found, expires="2026-06", by=lan())
    with pytest.raises(InvalidValuesError, match="Say when"):
        actions.renew_agreement(agreement=found, expires="", by=lan())
    actions.renew_agreement(agreement=found, expires="2031-06-30", by=lan(), note="Công hàm")
    assert Agreement.objects.get().expires == "2031-06-30"
    assert last().action == "agreement.renew"
    by_itself = make.agreement(expires="2026", renewal="automatic", renewal_months=60)
    with pytest.raises(StateError, match="renews itself"):
        actions.renew_agreement(agreement=by_itself, expires="2031", by=lan())
    actions.record_stage(agreement=found, stage="terminated", day="2026-01", by=lan())
    with pytest.raises(StateError, match="has ended"):
        actions.renew_agreement(agreement=found, expires="2035", by=lan())


def test_a_review_is_held_not_before_the_last_and_not_tomorrow():
    found = make.agreement(review_first="2020", review_months=24)
    with pytest.raises(InvalidValuesError, match="not later than today"):
        actions.hold_review(agreement=found, held="2999", by=lan())
    actions.hold_review(agreement=found, held="2022-03-01", by=lan())
    assert [d.day.text for d in dates_of(Agreement.objects.get())] == ["2024-03-01"]
    with pytest.raises(InvalidValuesError, match="later than that already"):
        actions.hold_review(agreement=found, held="2021", by=lan())
    with pytest.raises(InvalidValuesError, match="comes after"):
        actions.hold_review(agreement=found, held="2023", again="2023-05", by=lan())
    actions.hold_review(agreement=found, held="2023", again="2028", by=lan())
    assert [d.day.text for d in dates_of(Agreement.objects.get())] == ["2028"]


def test_who_is_in_charge_holds_a_post_where_it_is_led():
    make.ground()
    make.son(), make.lan()
    found = make.agreement(lead="moit", person="son")
    assert (found.lead_id, found.person.username) == ("moit", "son")
    for person, said in [("lan", "holds no post"), ("ghost", "unknown: ghost")]:
        with pytest.raises(InvalidValuesError, match=said):
            change(found, person=person)
    make.merged_unit()
    with pytest.raises(InvalidValuesError, match="is now part of"):
        change(found, lead="mpi", person=None)


def test_the_lead_unit_may_know_of_it():
    keeping = Guard("mofa-economic", "internal")
    make.agreement(keeping=keeping, parties=("KR", "VN"))
    assert not access.agreements(make.viewer(make.son())).exists()
    change(Agreement.objects.get(), lead="moit")
    assert access.agreements(make.viewer(make.son())).exists()


# Ties.


def test_ties_show_on_both_sides_and_lead_nowhere_back():
    old = make.agreement(short="OLD")
    new = make.agreement(short="NEXT", replaces=("old",), stages=())
    third = make.agreement(short="THIRD", amends=("next",))
    assert [(t.kind, t.other.pk, t.here) for t in ties_of(lan(), old)] == [
        ("replaces", "next", True)
    ]
    assert {(t.kind, t.other.pk, t.here) for t in ties_of(lan(), new)} == {
        ("replaces", "old", False),
        ("amends", "third", True),
    }
    for kind, key, said in [
        ("amends", "old", "cannot do that to itself"),
        ("implements", "next", "already, itself or"),
        ("replaces", "third", "already, itself or"),
        ("amends", "nowhere", "no such agreement"),
    ]:
        with pytest.raises(InvalidValuesError, match=said) as told:
            change(old, **{kind: (key,)})
        assert list(told.value.by_field) == [kind]
    change(third, amends=(), implements=("next",))
    assert AgreementLink.objects.filter(agreement="third").get().kind == "implements"


def test_the_database_refuses_an_agreement_tied_to_itself():
    found = make.agreement()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementLink.objects.create(agreement=found, kind="amends", other=found)


def test_it_is_replaced_once_the_other_is_in_force():
    old = make.agreement(short="OLD", expires="2030-01-01")
    new = make.agreement(short="NEXT", replaces=("old",), stages=(("signed", "2024"),))

    def replacer():
        return replaced_by_one_in_force(with_life(Agreement.objects.all()).get(pk=old.pk))

    assert replacer() is None
    assert len(dates_of(old)) == 1
    actions.record_stage(agreement=new, stage="in_force", day="2025", by=lan())
    assert replacer() == new
    assert dates_of(Agreement.objects.get(pk="old")) == []
    actions.record_stage(agreement=new, stage="terminated", day="2026", by=lan())
    assert replacer() is None


def test_a_tie_to_what_one_may_not_know_of_is_not_shown_and_stays():
    secret = make.agreement(
        short="SECRET", by=make.hien(), keeping=Guard("mofa", "restricted", ("mofa",))
    )
    found = make.agreement()
    AgreementLink.objects.create(agreement=found, kind="amends", other=secret)
    assert ties_of(lan(), found) == []
    with pytest.raises(InvalidValuesError, match="no such agreement"):
        change(found, replaces=("secret",))
    change(found, amends=(), short="V2")
    assert AgreementLink.objects.get().other_id == "secret"
    assert list(last().values_beside.changes) == ["short"]
