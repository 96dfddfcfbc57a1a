"""Projects: who records them, how they move, what stands in their ledgers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Project, ProjectEntry, ProjectStage
from chancery.register.projects import queries
from chancery.register.projects.rules import PROJECT_STAGES, remarks, stages_open_to
from chancery.register.projects.totals import grouped
from chancery.register.projects.values import Rate
from chancery.register.values import Source
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
SBV = Rate(Decimal("165.32"), DAY, "Ngân hàng Nhà nước")
IMF = Rate(Decimal("149.5"), DAY, "IMF", "per")


def lan():
    return make.viewer(make.lan())


def events(project):
    return list(Event.objects.filter(kind="project", key=str(project.pk)).order_by("seq"))


def test_a_project_gets_a_reference_and_is_told_to_history():
    project = make.project(identifier="JP-8-VN-P1", state="signed")
    assert project.reference.startswith("DA-")
    (event,) = events(project)
    told = event.values_beside.changes
    assert (event.action, told["partners"], told["state"]) == (
        "project.add",
        [None, ["JP"]],
        [None, "signed"],
    )


def test_the_host_and_the_mission_there_know_of_it_and_others_do_not():
    project = make.project(host="province-lang-son")
    for person in (make.lan, make.tuan, make.yen, make.quang):
        assert access.projects(make.viewer(person())).get() == project
    for person in (make.oanh, make.son, make.khoa, make.nobody):
        assert not access.projects(make.viewer(person())).exists()
        assert not queries.entries(make.viewer(person())).exists()


def test_a_restricted_project_is_for_its_holder_and_the_units_named():
    keeping = make.guard("mofa-economic", "restricted", "mission-jp")
    project = make.project(keeping=keeping)
    make.entry(project)
    assert queries.entries(make.viewer(make.tuan())).count() == 1
    for person in (make.son, make.quang, make.hien):
        assert not access.projects(make.viewer(person())).exists()
        assert not queries.entries(make.viewer(person())).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "gift"}, "kind"),
        ({"partners": ()}, "partners"),
        ({"partners": ("XX",)}, "partners"),
        ({"sectors": ("xx",)}, "sectors"),
        ({"commitments": (99,)}, "commitments"),
        ({"place": "x" * 121}, "place"),
        ({"start_planned": date(2026, 3, 1), "end_planned": date(2026, 2, 1)}, "end_planned"),
        ({"start_actual": date(2026, 3, 1), "end_actual": date(2026, 2, 1)}, "end_actual"),
    ],
)
def test_a_project_that_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.project(**values)
    assert list(told.value.by_field) == [field]
    assert not Project.objects.exists()


def test_only_who_writes_for_the_holder_records_changes_and_moves():
    for person in (make.thu, make.ha, make.khoa, make.son):
        with pytest.raises(NotAllowedError):
            make.project(by=person())
    project = make.project()
    son = make.viewer(make.son())
    with pytest.raises(NotAllowedError):
        actions.move_project(project=project, stage="signed", reason="", by=son)
    with pytest.raises(NotAllowedError):
        make.entry(project, by=make.son())
    assert stages_open_to(son, project) == []


def test_it_is_changed_once_for_each_version_and_entries_do_not_stand_in_the_way():
    project = make.project()
    make.entry(project)
    changed = actions.change_project(
        project=project, values=make.project_values(place="Hà Nội"), version=1, by=lan()
    )
    assert changed.version == 2
    with pytest.raises(ChangedMeanwhileError):
        actions.change_project(
            project=project, values=make.project_values(place="Huế"), version=1, by=lan()
        )


@pytest.mark.parametrize("now", [str(stage) for stage in ProjectStage])
@pytest.mark.parametrize("wanted", [str(stage) for stage in ProjectStage])
def test_every_move_that_is_not_in_the_table_is_refused(now, wanted):
    project = make.project(state=now)
    if wanted in PROJECT_STAGES[now]:
        moved = actions.move_project(project=project, stage=wanted, reason="Vì vậy", by=lan())
        assert moved.state == wanted
    else:
        with pytest.raises(StateError):
            actions.move_project(project=project, stage=wanted, reason="Vì vậy", by=lan())


def test_every_stage_leads_somewhere_and_what_stops_says_why():
    assert set(PROJECT_STAGES) == {str(stage) for stage in ProjectStage}
    assert all(PROJECT_STAGES.values())
    project = make.project(state="running")
    for stage in ("suspended", "cancelled"):
        with pytest.raises(StateError):
            actions.move_project(project=project, stage=stage, reason=" ", by=lan())
    project = actions.move_project(project=project, stage="completed", reason="", by=lan())
    with pytest.raises(StateError):
        actions.move_project(project=project, stage="running", reason="", by=lan())


def test_entries_are_kept_exactly_and_never_edited():
    project = make.project()
    entry = make.entry(project, amount="300000000000000.125", currency="kwd", usd=IMF, vnd=SBV)
    entry = ProjectEntry.objects.get(pk=entry.pk)
    assert (entry.amount, entry.currency) == (Decimal("300000000000000.125"), "KWD")
    assert (entry.usd_rate, entry.usd_side) == (Decimal("149.5"), "per")
    told = events(project)[-1]
    assert told.action == "project.entry"
    assert told.values_beside.changes["vnd_rate"] == [None, "165.32"]
    assert not hasattr(actions, "change_entry")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1.2345"}, "amount"),
        ({"amount": "1000000000000000"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"currency": "ZZZ"}, "currency"),
        ({"currency": "US"}, "currency"),
        ({"ledger": "promised"}, "ledger"),
        ({"source": " "}, "source"),
        ({"partner": "XX"}, "partner"),
        ({"currency": "USD", "usd": SBV}, "usd_rate"),
        ({"currency": "VND", "vnd": SBV}, "vnd_rate"),
        ({"usd": Rate(Decimal(0), DAY, "IMF")}, "usd_rate"),
        ({"usd": Rate(Decimal(1), DAY, " ")}, "usd_source"),
        ({"of": Source(quote="không có văn bản")}, "quote"),
    ],
)
def test_an_entry_that_cannot_be_kept_is_told_by_field(values, field):
    project = make.project()
    with pytest.raises((InvalidValuesError, ArithmeticError)) as told:
        make.entry(project, **values)
    if isinstance(told.value, InvalidValuesError):
        assert field in told.value.by_field
    assert not ProjectEntry.objects.exists()


def test_a_quote_stands_in_a_document_that_the_person_may_read():
    project = make.project()
    paper = make.document("Bên Nhật Bản cam kết 5 tỷ yên.")
    quote = make.source("cam kết 5 tỷ yên", of=paper)
    entry = make.entry(project, source="", of=quote)
    assert entry.quote == "cam kết 5 tỷ yên"
    with pytest.raises(InvalidValuesError):
        make.entry(project, of=Source(paper.pk, "cam kết 6 tỷ yên"))
    secret = make.document("Khác", held_by="moit", sensitivity="restricted")
    with pytest.raises(InvalidValuesError):
        make.entry(project, of=Source(secret.pk))
    actions.redact(document=paper, reason="nhầm", by=make.viewer(make.minh()))
    entry.refresh_from_db()
    assert entry.quote == ""
    assert "cam kết 5 tỷ" not in str([e.values_beside.changes for e in events(project)])


def correct(entry, amount, reason="Ghi nhầm", by=None):
    return actions.correct_entry(
        entry=entry, amount=Decimal(amount), reason=reason, by=by or lan()
    )


def test_a_correction_names_its_entry_and_holds_the_difference_at_the_same_rate():
    project = make.project()
    entry = make.entry(project, amount="1000", usd=IMF)
    line = correct(entry, "900.5")
    assert (line.amount, line.corrects, line.usd_rate) == (Decimal("-99.5"), entry, IMF.rate)
    correct(entry, "0", "Không có khoản này")
    entries = list(project.entries.all())
    assert queries.amounts_now(entries) == {entry.pk: Decimal(0)}
    total = queries.totals_of(entries).signed
    assert (total.by_currency, total.usd) == ({"JPY": Decimal(0)}, Decimal(0))
    assert [e.action for e in events(project)][-2:] == ["project.correct"] * 2


def test_a_correction_says_why_and_something_else_and_is_not_corrected_itself():
    project = make.project()
    entry = make.entry(project, amount="1000")
    for amount, reason in (("1000", "x"), ("900", " ")):
        with pytest.raises(StateError):
            correct(entry, amount, reason)
    with pytest.raises(InvalidValuesError):
        correct(entry, "-1")
    line = correct(entry, "900")
    with pytest.raises(StateError):
        correct(line, "5")
    with pytest.raises(NotAllowedError):
        correct(entry, "5", by=make.viewer(make.son()))


def test_the_database_refuses_a_negative_entry_without_a_reason_and_half_a_rate():
    entry = make.entry(make.project())
    for values in ({"amount": Decimal(-1)}, {"amount": Decimal(0)}, {"usd_day": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProjectEntry.objects.filter(pk=entry.pk).update(**values)


def test_a_project_with_entries_is_not_withdrawn_and_one_without_is():
    project = make.project()
    make.entry(project)
    with pytest.raises(StateError):
        actions.withdraw_project(project=project, reason="nhầm", by=lan())
    empty = make.project(state="running")
    actions.withdraw_project(project=empty, reason="nhầm", by=lan())
    assert list(Project.objects.all()) == [project]
    assert Event.objects.filter(action="project.withdraw").exists()


def test_a_commitment_that_a_project_carries_out_is_not_withdrawn():
    commitment = make.commitment()
    make.project(commitments=(commitment.pk,))
    with pytest.raises(StateError):
        actions.withdraw_commitment(commitment=commitment, reason="nhầm", by=lan())


def test_what_does_not_fit_together_is_told_and_not_refused():
    project = make.project(end_planned=date(2026, 1, 1))

    def told():
        return remarks(project, queries.totals_of(project.entries.all()), date(2026, 5, 1))

    assert len(told()) == 1
    make.entry(project, "disbursed", "500")
    assert len(told()) == 3
    make.entry(project, "signed", "400")
    assert any("signed" in words and "More" in words for words in told())
    make.entry(project, "pledged", "300")
    assert len(told()) == 4


def test_ledgers_are_added_up_by_partner_sector_year_and_kind():
    both = make.project(partners=("JP", "KR"), sectors=("trade", "semiconductors"))
    plain = make.project(sectors=(), kind="fdi_in")
    make.entry(both, "signed", "10")
    make.entry(both, "signed", "5", partner="KR", day=date(2025, 1, 1))
    make.entry(plain, "disbursed", "7", "USD")
    rows = queries.entries(lan())

    def signed(by):
        groups, _total = grouped(rows, by)
        return {g.key: g.totals.signed.by_currency.get("JPY", 0) for g in groups}

    assert signed("partner") == {"JP": 10, "KR": 15}
    assert signed("sector") == {"none": 0, "semiconductors": 15, "trade": 15}
    assert signed("year") == {"2025": 5, "2026": 10}
    assert signed("kind") == {"fdi_in": 0, "oda_loan": 15}
    _groups, total = grouped(rows, "partner")
    assert (total.projects, total.totals.signed.by_currency["JPY"]) == (2, 15)
    for by, key in (("partner", "KR"), ("sector", "none"), ("sector", "trade")):
        narrow = queries.of_partner if by == "partner" else queries.of_sector
        found = next(g for g in grouped(rows, by)[0] if g.key == key)
        behind = list(narrow(rows, key))
        assert sum(found.totals.of(x).count for x in ("pledged", "signed", "disbursed")) == len(
            behind
        )


def test_lines_without_a_rate_are_found():
    project = make.project()
    make.entry(project, usd=IMF)
    make.entry(project, currency="USD")
    bare = make.entry(project)
    assert list(queries.without_rate(queries.entries(lan()), "no_usd")) == [bare]


def test_grouping_takes_a_few_queries_whatever_the_length(django_assert_max_num_queries):
    for _n in range(3):
        make.entry(make.project())
    rows = queries.entries(lan())
    for by in ("partner", "sector", "year", "kind"):
        with django_assert_max_num_queries(2):
            grouped(rows, by)
