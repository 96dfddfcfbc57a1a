"""Agreements: those of the pack and those that people add."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.reference import AgreementRow, load_pack
from chancery.register import access, actions
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, RegisterError
from chancery.register.models import Agreement, AgreementStage
from tests import make

pytestmark = pytest.mark.django_db

VJEPA = AgreementRow(
    id="vjepa",
    kind="treaty",
    type="fta",
    name_vi="Hiệp định Đối tác kinh tế Việt Nam - Nhật Bản",
    name_en="Viet Nam - Japan Economic Partnership Agreement",
    short="VJEPA",
    aliases=(),
    parties=("JP", "VN"),
    stages=(("signed", "2008-12-25"), ("in_force", "2009-10-01")),
    source="the treaty",
    verified=True,
)


@pytest.fixture
def pack():
    make.ground()
    return replace(load_pack("vn"), agreements=(VJEPA,))


def change(agreement, version=1, by=make.hien, **values):
    return actions.change_agreement(
        agreement=agreement,
        values=make.agreement_values(**values),
        version=version,
        by=make.viewer(by()),
    )


def test_the_packs_agreements_are_public_and_held_by_the_foreign_ministry(pack):
    assert actions.load_agreements(pack=pack, by="system") == 1
    agreement = Agreement.objects.get()
    assert (agreement.pk, agreement.held_by_id, agreement.verified) == ("vjepa", "mofa", True)
    stages = [str(stage) for stage in agreement.stages.all()]
    assert stages == ["vjepa signed 2008-12-25", "vjepa in_force 2009-10-01"]
    assert access.agreements(make.viewer(make.oanh())).get() == agreement
    event = Event.objects.get(action="agreements.load")
    assert event.values_beside.changes == {"agreements": [None, 1]}


def test_loading_again_brings_up_to_date_what_nobody_has_changed(pack):
    actions.load_agreements(pack=pack, by="system")
    renamed = replace(pack, agreements=(replace(VJEPA, short="VN-JP EPA"),))
    actions.load_agreements(pack=renamed, by="system")
    assert Agreement.objects.get().short == "VN-JP EPA"
    change(Agreement.objects.get(), short="VJEPA+")
    actions.load_agreements(pack=renamed, by="system")
    assert Agreement.objects.get().short == "VJEPA+"
    assert AgreementStage.objects.count() == 2


def test_a_pack_without_agreements_needs_no_foreign_ministry(pack):
    assert actions.load_agreements(pack=replace(pack, agreements=(), units=()), by="system") == 0
    with pytest.raises(RegisterError, match="which ministry"):
        actions.load_agreements(pack=replace(pack, units=()), by="system")


def test_an_agreement_is_added_with_a_key_of_its_own():
    first, second = make.agreement(), make.agreement()
    assert (first.pk, second.pk) == ("vjepa", "vjepa-2")
    assert (
        make.agreement(short="", name_en="", name_vi="Thỏa thuận Đà Lạt").pk == "thoa-thuan-da-lat"
    )
    assert make.agreement(short="***").pk == "agreement"
    event = Event.objects.filter(kind="agreement").earliest("seq")
    assert (event.action, event.values_beside.label) == ("agreement.add", str(first))
    assert event.values_beside.changes["stages"] == [
        None,
        [["in_force", "2009-10-01"], ["signed", "2008-12-25"]],
    ]


def test_only_the_holding_unit_adds_and_changes():
    agreement = make.agreement()
    with pytest.raises(NotAllowedError):
        make.agreement(by=make.son())
    with pytest.raises(NotAllowedError):
        change(agreement, by=make.son, short="X")


def test_a_change_of_stages_tells_the_difference():
    agreement = make.agreement()
    stages = (("signed", "2008-12-25"), ("in_force", "2009-10-01"), ("terminated", "2030"))
    changed = change(agreement, stages=stages)
    assert changed.version == 2
    event = Event.objects.filter(kind="agreement").latest("seq")
    assert list(event.values_beside.changes) == ["stages"]
    assert change(agreement, version=2, stages=stages).version == 2
    with pytest.raises(ChangedMeanwhileError):
        change(agreement, short="X")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_vi": ""}, "name_vi"),
        ({"kind": "pact"}, "kind"),
        ({"parties": ("XX",)}, "parties"),
        ({"stages": (("signed", "2008"), ("signed", "2009"))}, "stages"),
        ({"stages": (("rumoured", "2008"),)}, "stages"),
        ({"stages": (("signed", "25/12/2008"),)}, "stages"),
        ({"stages": (("signed", "2008-13"),)}, "stages"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.agreement(**values)
    assert list(told.value.by_field) == [field]
    assert not Agreement.objects.exists()


def test_the_database_refuses_a_stage_twice():
    agreement = make.agreement()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementStage.objects.create(agreement=agreement, stage="signed")
