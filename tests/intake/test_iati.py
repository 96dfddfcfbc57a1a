"""IATI files: what is read, what is refused, what is written once and taken back."""

import gzip
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from chancery.history.models import Event
from chancery.intake.iati import mapping
from chancery.intake.iati.plan import IatiWanted, plan_iati
from chancery.intake.iati.reading import read_activity
from chancery.intake.iati.stream import activities
from chancery.lib.definitions import DefinitionError
from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.actions.project_imports import take_back_projects, take_projects
from chancery.register.errors import StateError
from chancery.register.models import Project, ProjectEntry
from tests import make
from tests.intake.iati import FILE, HEAD, METRO, TAIL, swapped
from tests.shared import SHARED, needs_shared


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def lan():
    return make.viewer(make.lan())


def wanted(**values):
    return IatiWanted(**{"guard": make.guard(), "partner": "KR", **values})


def planned(text=FILE, by=None, **values):
    make.ground()
    return plan_iati(text.encode(), wanted(**values), by or lan())


def taken(text=FILE, by=None):
    plan = planned(text, by)
    rows = [row.project for row in plan.to_take]
    return take_projects(rows=rows, guard=make.guard(), file="a.xml", by=by or lan())


@pytest.mark.django_db
def test_a_file_becomes_a_project_with_three_ledgers():
    run = taken()
    project = Project.objects.get()
    assert (project.text, project.name_en, project.kind, project.state) == (
        "Tuyến metro số 5",
        "Metro line 5",
        "oda_loan",
        "running",
    )
    assert project.identifier == "JP-8-VN-P1"
    assert "Ban quản lý" in project.agencies
    assert list(project.partners.values_list("code", flat=True)) == ["JP"]
    told = {
        ledger: sorted(str(e.amount.normalize()) for e in project.entries.filter(ledger=ledger))
        for ledger in ("pledged", "signed", "disbursed")
    }
    assert {name: len(rows) for name, rows in told.items()} == {
        "pledged": 1,
        "signed": 1,
        "disbursed": 3,
    }
    reduction = project.entries.get(amount__lt=0)
    assert (reduction.amount, reduction.corrects, bool(reduction.reason)) == (-500, None, True)
    assert run.made == {"projects": 1, "entries": 5}
    assert Event.objects.filter(action="project.import", key=str(project.pk)).count() == 1


@pytest.mark.django_db
def test_what_goes_into_no_ledger_is_counted_with_the_reason():
    plan = planned()
    assert sum(plan.unused.values()) == 2
    assert {name for name, _why in plan.unused} == {"budget", "transaction 11"}


@pytest.mark.django_db
def test_the_same_file_again_writes_nothing_and_a_longer_one_only_what_is_new():
    taken()
    again = planned()
    assert (again.to_take, again.counts["known"]) == ([], 1)
    with pytest.raises(StateError):
        take_projects(rows=[], guard=make.guard(), file="a.xml", by=lan())
    more = swapped(
        '<transaction><transaction-type code="12"/>',
        '<transaction ref="N"><transaction-type code="3"/><transaction-date iso-date="2026-02-01"/>'
        '<value>7</value></transaction><transaction><transaction-type code="12"/>',
    )
    run = taken(more)
    assert run.made == {"projects": 0, "entries": 1}
    assert Project.objects.count() == 1
    assert planned(more).to_take == []


@pytest.mark.django_db
def test_two_who_take_the_same_file_at_once_make_one_project():
    rows = [row.project for row in planned().to_take]
    take_projects(rows=rows, guard=make.guard(), file="a.xml", by=lan())
    with pytest.raises(StateError):
        take_projects(rows=rows, guard=make.guard(), file="a.xml", by=lan())
    assert Project.objects.count() == 1


@pytest.mark.django_db
def test_an_amount_that_the_file_now_gives_otherwise_is_told_and_not_written_over():
    taken()
    changed = swapped(">9000000000<", ">8000000000<")
    (row,) = planned(changed).rows
    assert len(row.differs) == 1
    line = ProjectEntry.objects.get(ledger="signed")
    actions.correct_entry(entry=line, amount=Decimal(8000000000), reason="Theo tệp mới", by=lan())
    assert planned(changed).rows[0].differs == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "fate"),
    [
        ('code="VN" percentage="100"', 'code="LA"', "elsewhere"),
        ('code="VN" percentage="100"', 'code="VN" percentage="40"', "shared"),
        (
            '<recipient-country code="VN" percentage="100"/>',
            '<recipient-country code="VN"/><recipient-country code="LA"/>',
            "shared",
        ),
        ("<iati-identifier>JP-8-VN-P1</iati-identifier>", "", "error"),
        (FILE[len(HEAD) : -len(TAIL)], METRO + METRO, "error"),
    ],
)
def test_what_is_not_ours_or_unsure_is_left_alone(old, new, fate):
    assert planned(swapped(old, new)).counts[fate] == 1


@pytest.mark.django_db
def test_a_shared_activity_brings_the_transactions_that_name_us():
    text = swapped('code="VN" percentage="100"', 'code="LA"').replace(
        '<value value-date="2024-03-01">',
        '<recipient-country code="VN"/><value value-date="2024-03-01">',
    )
    (row,) = planned(text).rows
    assert [entry.amount for entry in row.project.entries] == [Decimal(9000000000)]


@pytest.mark.django_db
def test_a_partner_or_kind_that_the_file_does_not_say_is_the_one_chosen():
    text = swapped('ref="XM-DAC-701-8"', "").replace('code="421"', 'code="999"')
    (row,) = planned(text, kind="technical").rows
    assert (row.project.values.partners, row.project.values.kind) == (("KR",), "technical")


@pytest.mark.django_db
def test_a_project_of_another_unit_gets_no_lines_and_one_not_known_of_is_not_betrayed():
    taken()
    tuan = make.viewer(make.tuan())
    make.ground()
    seen = plan_iati(FILE.encode(), wanted(guard=make.guard("mission-jp")), tuan)
    assert seen.counts["others"] == 1
    Project.objects.update(sensitivity="restricted")
    blind = plan_iati(FILE.encode(), wanted(guard=make.guard("mission-jp")), tuan)
    assert blind.counts["new"] == 1


@pytest.mark.django_db
def test_only_who_writes_for_the_unit_takes_a_file():
    rows = [row.project for row in planned().to_take]
    for person in (make.thu, make.son, make.khoa):
        with pytest.raises(NotAllowedError):
            take_projects(rows=rows, guard=make.guard(), file="a.xml", by=make.viewer(person()))
    assert not Project.objects.exists()


@pytest.mark.django_db
def test_an_import_is_taken_back_whole():
    run = take_back_projects(run=taken(), by=lan())
    assert run.taken_back == {"projects": 1, "entries": 5}
    assert not Project.objects.exists()
    assert Event.objects.filter(action="project.withdraw").count() == 1
    with pytest.raises(StateError):
        take_back_projects(run=run, by=lan())
    assert taken().made["projects"] == 1


@pytest.mark.django_db
def test_what_somebody_worked_on_since_stays_and_is_named():
    run = taken()
    project = Project.objects.get()
    line = project.entries.filter(ledger="signed").get()
    actions.correct_entry(entry=line, amount=Decimal(1), reason="Nhầm", by=lan())
    after = take_back_projects(run=run, by=lan())
    assert after.taken_back == {"projects": 0, "entries": 0}
    assert [ref for _key, ref, _why in after.kept] == [project.reference]
    assert project.entries.count() == 6


@pytest.mark.django_db
def test_after_a_day_it_stays(monkeypatch):
    run = taken()
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(StateError):
        take_back_projects(run=run, by=lan())


@pytest.mark.django_db
def test_planning_takes_a_few_queries_whatever_the_length(django_assert_max_num_queries):
    many = "".join(METRO.replace("VN-P1", f"VN-P{n}") for n in range(20))
    taken(f"{HEAD}{many}{TAIL}")
    by = lan()
    with django_assert_max_num_queries(8):
        plan = plan_iati(f"{HEAD}{many}{TAIL}".encode(), wanted(), by)
    assert plan.counts["known"] == 20


def test_the_shipped_table_has_every_type_of_the_standard():
    found = mapping.table()
    assert set(found.transactions) == {str(number) for number in range(1, 14)}
    assert all(rule.why for rule in found.transactions.values() if rule.ledger == "none")
    assert found.partner("XM-DAC-701-8") == "JP"
    assert found.partner("KR-GOV-1") == "KR"
    assert (found.sector("23210"), found.sector("23110"), found.sector("99")) == (
        "renewable_energy",
        "energy",
        "",
    )


def test_a_workspace_may_have_its_own_table_and_a_wrong_one_is_told_with_its_line(
    settings, tmp_path
):
    from chancery.lib.workspace import Workspace  # noqa: PLC0415 - for this test alone

    settings.WORKSPACE = Workspace(tmp_path)
    shipped = (mapping.Path(mapping.__file__).parents[2] / "definitions" / "iati.yaml").read_text()
    own = tmp_path / "definitions"
    own.mkdir()
    (own / "iati.yaml").write_text(
        shipped.replace(
            '"11": {ledger: none, why: an incoming commitment is what others sign}',
            '"11": {ledger: signed}',
        )
    )
    mapping._table.cache_clear()
    assert mapping.table().transactions["11"].ledger == "signed"
    for old, new in (
        ('"2": running', '"2": started'),
        ("budget: {ledger: none", "budget: {ledger: pledged"),
        ('"12": {ledger: pledged}', '"12": pledged'),
        ("stages:", "stage:"),
    ):
        (own / "iati.yaml").write_text(shipped.replace(old, new))
        mapping._table.cache_clear()
        with pytest.raises(DefinitionError, match=r"iati\.yaml, line"):
            mapping.table()
    mapping._table.cache_clear()


@needs_shared
def test_a_real_file_is_read_whole():
    data = gzip.decompress((SHARED / "data/aid/iati_2.03_sample.xml.gz").read_bytes())
    found = [read_activity(node) for node in activities(data)]
    assert len(found) == 773
    assert sum(len(row.transactions) + len(row.problems) for row in found) >= 2523
