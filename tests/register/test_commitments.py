"""Recording, changing, judging and withdrawing commitments."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.history.queries import verify
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions, rules
from chancery.register.actions.recording import guard_of, source_of
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Commitment, CommitmentParty
from chancery.register.queries import commitment_values
from chancery.register.values import Source
from tests import make

pytestmark = pytest.mark.django_db


def last_event(record):
    return Event.objects.filter(kind="commitment", key=str(record.pk)).latest("seq")


def change(commitment, version=1, by=make.lan, **values):
    was = commitment_values(commitment)
    new = {name: getattr(was, name) for name in was.__dataclass_fields__}
    return actions.change_commitment(
        commitment=commitment,
        values=type(was)(**{**new, **values}),
        version=version,
        by=make.viewer(by()),
    )


def judge(commitment, state, reason="Theo biên bản rà soát", by=make.lan):
    return actions.set_commitment_state(
        commitment=commitment, state=state, reason=reason, by=make.viewer(by())
    )


def withdraw(commitment, reason="Đọc nhầm", by=make.lan):
    actions.withdraw_commitment(commitment=commitment, reason=reason, by=make.viewer(by()))


def test_a_commitment_keeps_its_parties_and_tells_history_where_it_stands():
    commitment = make.commitment(
        of=make.source("nhất trí mở thị trường"),
        undertaking=("JP",),
        lead="moit",
        coordinating=("mof", "mofa"),
        sectors=("trade", "semiconductors"),
        due=date(2026, 12, 31),
        deliverable="Nghị định thư",
        discrete=True,
        inferred=("lead",),
    )
    sides = commitment.sides.order_by("partner").values_list("partner", "undertakes")
    assert list(sides) == [("JP", True), ("VN", False)]
    event = last_event(commitment)
    assert (event.actor, event.action) == ("lan", "commitment.add")
    assert event.values_beside.label == commitment.reference
    changes = event.values_beside.changes
    assert changes["quote"] == [None, "nhất trí mở thị trường"]
    assert changes["sectors"] == [None, ["semiconductors", "trade"]]
    assert changes["discrete"] == [None, True]
    assert "measurable" not in changes
    assert verify().is_whole


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_officers_and_heads_record_for_their_own_unit_and_those_below(person):
    make.ground()
    may = person in {make.lan, make.minh, make.hien}
    assert rules.can_add(make.viewer(person()), "mofa-economic") is may
    if may:
        assert make.commitment(by=person()).created_by == person()
    else:
        with pytest.raises(NotAllowedError, match="officer or head"):
            make.commitment(by=person())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"parties": ()}, "parties"),
        ({"parties": ("XX", "VN")}, "parties"),
        ({"undertaking": ("KR",)}, "undertaking"),
        ({"lead": "nowhere"}, "lead"),
        ({"coordinating": ("nowhere",)}, "coordinating"),
        ({"sectors": ("magic",)}, "sectors"),
        ({"agreement": "nothing"}, "agreement"),
        ({"deliverable": "x" * 251}, "deliverable"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.commitment(**values)
    assert list(told.value.by_field) == [field]
    assert not Commitment.objects.exists()
    assert not Event.objects.filter(kind="commitment").exists()


def test_a_holder_or_sensitivity_that_does_not_exist_is_told():
    for guard, field in (
        (make.guard("mofa-economic", "secret"), "sensitivity"),
        (make.guard("mofa-economic", "restricted", "nowhere"), "named_units"),
    ):
        with pytest.raises(InvalidValuesError) as told:
            make.commitment(keeping=guard)
        assert list(told.value.by_field) == [field]


# Quotes.


def test_a_quote_is_what_stands_in_the_document():
    document = make.document("Hai bên nhất trí mở thị trường.")
    good = make.source("nhất trí mở thị trường", of=document)
    assert make.commitment(of=good).quote == "nhất trí mở thị trường"
    assert make.commitment(of=Source(document.pk)).quote == ""
    for bad in (
        Source(document.pk, good.quote, good.start + 1, good.end + 1),
        Source(document.pk, "", 3, 9),
        Source(document.pk, good.quote, good.start, None),
        Source(None, good.quote),
        Source(None, "", 1, 2),
        Source(99, good.quote, 1, 2),
        Source(99),
    ):
        with pytest.raises(InvalidValuesError) as told:
            make.commitment(of=bad)
        assert list(told.value.by_field) == ["quote"]


@pytest.mark.parametrize(
    "columns",
    [
        {"quote": "tự viết", "document": None},
        {"quote_start": 9, "quote_end": 9},
        {"quote_start": None},
        {"quote_end": None},
        {"document": None},
    ],
    ids=str,
)
def test_the_database_refuses_a_quote_out_of_nowhere(columns):
    make.commitment(of=make.source())
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(**columns)


def test_the_database_refuses_a_party_twice():
    commitment = make.commitment()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentParty.objects.create(commitment=commitment, partner_id="JP")


def test_a_record_is_known_by_its_reference_and_its_parties_by_their_code():
    commitment = make.commitment()
    assert str(commitment) == f"{commitment.reference} Mở thị trường cho bưởi Việt Nam"
    assert [str(side) for side in commitment.sides.order_by("partner")] == ["JP", "VN"]


# Changing.


def test_a_change_tells_the_difference_and_counts_the_version():
    commitment = make.commitment(undertaking=("JP",))
    changed = change(commitment, parties=("JP", "KR", "VN"), undertaking=("KR",), lead="moit")
    assert changed.version == 2
    assert last_event(commitment).values_beside.changes == {
        "parties": [["JP", "VN"], ["JP", "KR", "VN"]],
        "undertaking": [["JP"], ["KR"]],
        "lead": [None, "moit"],
    }


def test_saving_what_is_the_same_changes_nothing():
    commitment = make.commitment(sectors=("trade",))
    change(commitment, parties=("VN", "JP"))
    assert Commitment.objects.get().version == 1


def test_a_stale_version_is_refused_and_names_who_changed_what():
    commitment = make.commitment()
    change(commitment, by=make.minh, text="Khác", parties=("KR", "VN"))
    with pytest.raises(ChangedMeanwhileError) as told:
        change(commitment, text="Của tôi")
    assert (told.value.who, set(told.value.fields)) == ("Trịnh Đức Minh", {"content", "parties"})


def test_a_version_never_seen_is_refused_even_where_history_was_purged():
    commitment = make.commitment()
    change(commitment, text="Khác")
    for event in Event.objects.filter(kind="commitment"):
        event.values_beside.delete()
    with pytest.raises(ChangedMeanwhileError) as told:
        change(commitment, text="Của tôi", version=7)
    assert told.value.fields == ()
    Event.objects.filter(kind="commitment").update(actor="robot")
    with pytest.raises(ChangedMeanwhileError, match="robot changed this"):
        change(commitment, text="Của tôi", version=1)
    Event.objects.filter(kind="commitment").delete()
    with pytest.raises(ChangedMeanwhileError, match="Somebody changed this"):
        change(commitment, text="Của tôi", version=1)


def test_only_the_holding_unit_changes_a_commitment():
    commitment = make.commitment(lead="moit")
    for person in (make.son, make.quang, make.thu, make.ha, make.khoa, make.vy):
        assert not rules.can_change(make.viewer(person()), commitment)
        with pytest.raises(NotAllowedError, match="Department of Economic Affairs"):
            change(commitment, by=person, text="Khác")


def test_a_lead_since_merged_stays_until_it_is_changed():
    make.ground()
    commitment = make.commitment(lead="mpi")
    make.merged_unit()
    assert change(commitment, text="Khác").lead_id == "mpi"
    with pytest.raises(InvalidValuesError, match="choose that"):
        make.commitment(lead="mpi")


# Verdicts.


def test_each_verdict_is_given_from_the_states_the_table_allows():
    for now, allowed in rules.COMMITMENT_STATES.items():
        commitment = make.commitment()
        Commitment.objects.filter(pk=commitment.pk).update(state=now)
        for state in Commitment._meta.get_field("state").choices:
            Commitment.objects.filter(pk=commitment.pk).update(state=now)
            if state[0] in allowed:
                assert judge(commitment, state[0]).state == state[0]
            else:
                with pytest.raises(StateError, match="open it again"):
                    judge(commitment, state[0])


def test_a_verdict_tells_history_from_what_to_what_and_why():
    commitment = judge(make.commitment(), "stopped", "Hai bên thống nhất dừng")
    event = last_event(commitment)
    assert event.action == "commitment.state"
    assert event.values_beside.changes == {"state": ["open", "stopped"]}
    assert event.values_beside.reason == "Hai bên thống nhất dừng"


def test_every_verdict_but_done_says_why():
    with pytest.raises(StateError, match="Say why"):
        judge(make.commitment(), "amended", "")
    assert judge(make.commitment(), "done", "").state == "done"


def test_templates_are_told_which_verdicts_this_person_may_give():
    commitment = make.commitment()
    assert rules.states_open_to(make.viewer(make.son()), commitment) == []
    offered = rules.states_open_to(make.viewer(make.lan()), commitment)
    assert [str(state) for state in offered] == [
        "done",
        "continued",
        "amended",
        "stopped",
        "handed_up",
        "superseded",
    ]


# Both sides.


def test_both_sides_undertakings_lead_to_each_other():
    ours, theirs = make.commitment(), make.commitment()
    lan = make.viewer(make.lan())
    actions.link_counterparts(first=ours, second=theirs, by=lan)
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.counterpart, theirs.counterpart) == (theirs, ours)
    assert last_event(ours).values_beside.changes["counterpart"] == [None, theirs.reference]
    third = make.commitment()
    actions.link_counterparts(first=ours, second=third, by=lan)
    assert last_event(ours).values_beside.changes["counterpart"] == [
        theirs.reference,
        third.reference,
    ]
    with pytest.raises(InvalidValuesError):
        actions.link_counterparts(first=ours, second=ours, by=lan)
    with pytest.raises(NotAllowedError):
        actions.link_counterparts(first=ours, second=theirs, by=make.viewer(make.son()))


# Who may know.


@pytest.mark.parametrize(
    ("guard", "seen"),
    [
        (
            make.guard("mofa-economic", "public"),
            "lan minh ha thu hien tuan mai son binh yen oanh quang vy",
        ),
        (
            make.guard("mofa-economic"),
            "lan minh ha thu hien tuan mai son binh quang vy",
        ),
        (make.guard("mofa-economic", "restricted", "mission-jp"), "lan minh ha thu tuan mai"),
    ],
    ids=["public", "internal", "restricted"],
)
def test_who_may_know_of_a_commitment_with_japan_led_by_moit(guard, seen):
    make.commitment(keeping=guard, lead="moit")
    found = {p.__name__ for p in make.CAST if access.commitments(make.viewer(p())).exists()}
    assert found == set(seen.split())


def test_protection_is_changed_by_the_holder_and_told():
    commitment, lan = make.commitment(of=make.source()), make.viewer(make.lan())
    wanted = make.guard("mofa-economic", "restricted", "mission-jp")
    changed = actions.protect(record=commitment, guard=wanted, version=1, by=lan)
    assert guard_of(changed) == wanted
    assert last_event(commitment).values_beside.changes == {
        "sensitivity": ["internal", "restricted"],
        "named_units": [[], ["mission-jp"]],
    }
    assert source_of(changed).quote == commitment.quote
    with pytest.raises(NotAllowedError):
        actions.protect(record=commitment, guard=make.guard("moit"), version=2, by=lan)
    with pytest.raises(NotAllowedError):
        actions.protect(
            record=commitment, guard=make.guard("moit"), version=2, by=make.viewer(make.son())
        )
    with pytest.raises(ChangedMeanwhileError):
        actions.protect(record=commitment, guard=wanted, version=1, by=lan)


# Withdrawing.


def test_a_withdrawn_commitment_is_gone_and_history_keeps_what_it_said():
    commitment = make.commitment(sectors=("trade",))
    assert rules.can_withdraw(make.viewer(make.lan()), commitment)
    withdraw(commitment)
    assert not Commitment.objects.exists()
    event = last_event(commitment)
    assert event.values_beside.changes["parties"] == [["JP", "VN"], None]
    assert (event.action, event.values_beside.reason) == ("commitment.withdraw", "Đọc nhầm")


def test_a_number_withdrawn_is_not_given_out_again():
    first = make.commitment()
    withdraw(first)
    assert make.commitment().reference > first.reference


def test_a_commitment_that_moved_on_is_not_withdrawn():
    commitment = judge(make.commitment(), "done")
    with pytest.raises(StateError, match="moved on"):
        withdraw(commitment)


def test_a_commitment_with_tasks_is_not_withdrawn():
    commitment = make.commitment()
    make.task(commitment_id=commitment.pk)
    assert not rules.can_withdraw(make.viewer(make.lan()), commitment)
    with pytest.raises(StateError, match="hang on it: tasks"):
        withdraw(commitment)


def test_withdrawing_needs_a_reason_and_the_holding_unit():
    commitment = make.commitment()
    with pytest.raises(StateError, match="Say why"):
        withdraw(commitment, reason="")
    with pytest.raises(NotAllowedError):
        withdraw(commitment, by=make.son)
    withdraw(commitment)
    with pytest.raises(StateError, match="withdrawn meanwhile"):
        withdraw(commitment)
