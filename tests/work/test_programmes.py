"""Programmes: the outline is rolled up as a second computation has it, targets against their path."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.people.errors import NotAllowedError
from chancery.register import actions as register
from chancery.work import access, queries
from chancery.work.actions import programme_targets, programmes
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Programme, Task
from chancery.work.programmes.paths import Course, Progress, standing, wanted_on
from chancery.work.programmes.queries import chain_of, listed
from chancery.work.programmes.rollup import outline, tasks_under
from chancery.work.programmes.values import FigureValues, LinkValues, PartValues
from tests import make

DAY = timedelta(days=1)


def part(programme, text, parent=None, tasks=(), commitments=()):
    by = make.viewer(make.lan())
    made = programmes.add_part(
        programme=programme, values=PartValues(text, parent=parent and parent.pk), by=by
    )
    if tasks or commitments:
        values = LinkValues(
            tuple(t.reference for t in tasks), tuple(c.reference for c in commitments)
        )
        programmes.link_to_part(part=made, values=values, by=by)
    return made


def tasks_of_every_outcome():
    """Done in time and late, open in time and overdue, undated, cancelled; one is restricted."""
    make.quang()
    make.binh()
    today = timezone.localdate()
    done = make.moved(make.task(text="Xong", due=today + 30 * DAY), "accept", "start", "submit", "approve")  # fmt: skip
    late = make.moved(make.task(text="Muộn", due=today - 30 * DAY), "accept", "start", "submit", "approve")  # fmt: skip
    rows = [
        done,
        late,
        make.task(text="Đang làm", due=today + 30 * DAY),
        make.task(text="Quá hạn", due=today - 30 * DAY),
        make.task(text="Không hạn", due=None),
        make.moved(make.task(text="Hủy", due=today + DAY), "cancel"),
        make.task(
            text="Kín", due=today, keeping=make.guard("mofa-economic", "restricted", "moit")
        ),
    ]
    return [Task.objects.get(pk=row.pk) for row in rows]


@pytest.mark.django_db
def test_the_outline_is_rolled_up_as_counting_by_hand_has_it():
    rows = tasks_of_every_outcome()
    promise = make.commitment()
    register.set_commitment_state(
        commitment=promise, state="done", reason="xong", by=make.viewer(make.lan())
    )
    found = make.programme()
    one = part(found, "Mục tiêu 1", tasks=rows[:1])
    part(found, "Nhóm 1.1", one, tasks=rows[:4], commitments=[promise])
    part(found, "Nhóm 1.2", one, tasks=rows[3:6])
    part(found, "Mục tiêu 2", tasks=rows[5:])
    for person in (make.lan(), make.quang(), make.oanh()):
        who = make.viewer(person)
        tree = outline(who, found)
        _as_by_hand(who, tree, found)
    tree = outline(make.viewer(make.lan()), found)
    assert [node.number for node in tree.groups] == ["1", "2"]
    assert [node.number for node in tree.groups[0].groups] == ["1.1", "1.2"]
    assert (tree.rollup.done, tree.rollup.commitments, tree.rollup.commitments_done) == (2, 1, 1)
    (line,) = listed(make.viewer(make.lan()))
    assert (line.tasks_known, line.tasks_done) == (tree.rollup.total, tree.rollup.done)


def _as_by_hand(who, tree, found):
    """Task by task, with the function that judges one task: not the query that judges many."""
    known = set(access.tasks(who).values_list("pk", flat=True))

    def counted(parts):
        keys = {t.pk: t for p in parts for t in p.tasks.all() if t.pk in known}
        told = Counter(str(queries.timeliness_of(t)) for t in keys.values())
        told.pop("cancelled", None)
        return +told

    parts = list(found.parts.all())
    assert Counter(tree.rollup.tasks) == Counter(tree.rollup.tasks) | counted(parts)
    assert +Counter(tree.rollup.tasks) == counted(parts)
    for node in tree.groups:
        mine = [p for p in parts if node.part.pk in {p.pk, p.parent_id}]
        assert +Counter(node.rollup.tasks) == counted(mine)
        behind = tasks_under(queries.listed(who), str(node.part.pk))
        for outcome, number in node.rollup.tasks.items():
            assert queries.in_timeliness(behind, outcome).count() == number
    assert tasks_under(queries.listed(who), f"p{found.pk}").count() == tree.rollup.total


@pytest.mark.parametrize(
    ("figures", "today", "progress"),
    [
        ([], date(2026, 6, 1), Progress.UNKNOWN),
        ([], date(2027, 1, 2), Progress.BEHIND),  # a milestone came due and nobody said a figure
        ([(date(2026, 7, 2), 110)], date(2026, 8, 1), Progress.ON_WAY),
        ([(date(2026, 7, 2), 105)], date(2026, 8, 1), Progress.BEHIND),
        ([(date(2026, 7, 2), 110)], date(2027, 1, 2), Progress.BEHIND),  # never updated since
        ([(date(2026, 7, 2), 110), (date(2027, 1, 1), 121)], date(2027, 1, 2), Progress.ON_WAY),
        ([(date(2026, 7, 2), 200)], date(2027, 1, 2), Progress.REACHED),
        ([(date(2030, 12, 31), 199)], date(2031, 1, 5), Progress.BEHIND),
        ([(date(2027, 5, 1), 150)], date(2027, 4, 1), Progress.BEHIND),  # not yet true
    ],
)
def test_a_target_stands_by_the_path_that_leads_to_it(figures, today, progress):
    for sign, higher in ((1, True), (-1, False)):
        course = Course(
            (date(2026, 1, 1), Decimal(100 * sign)),
            (date(2030, 12, 31), Decimal(200 * sign)),
            higher,
            ((date(2027, 1, 1), Decimal(120 * sign)),),
        )
        points = [(day, Decimal(value * sign)) for day, value in figures]
        assert standing(course, points, today).progress == progress


def test_the_path_is_straight_between_its_points():
    course = Course(
        (date(2026, 1, 1), Decimal(0)), (date(2026, 1, 11), Decimal(100)),
        milestones=((date(2026, 1, 6), Decimal(10)),),
    )  # fmt: skip
    said = [wanted_on(course, date(2026, 1, 1) + n * DAY) for n in (0, 1, 5, 6, 10, 20)]
    assert said == [0, 2, 10, 28, 100, 100]


@pytest.mark.django_db
def test_targets_stand_with_their_part_and_are_counted_above_it():
    found = make.programme()
    one = part(found, "Mục tiêu 1")
    group = part(found, "Nhóm 1.1", one)
    by = make.viewer(make.binh())
    values = make.target_values(part=group.pk, milestones=((date(2027, 1, 1), Decimal(120)),))
    target = programme_targets.add_target(programme=found, values=values, by=by)
    figure = FigureValues(date(2026, 2, 1), Decimal(250), "Niên giám thống kê")
    programme_targets.add_figure(target=target, values=figure, by=by)
    tree = outline(by, found)
    for node in (tree, tree.groups[0], tree.groups[0].groups[0]):
        assert node.rollup.targets["reached"] == 1
    (stood,) = tree.groups[0].groups[0].targets
    assert (stood.standing.share, stood.row.figures.get().source) == (150, "Niên giám thống kê")
    again = FigureValues(date(2026, 2, 1), Decimal(101), "Số liệu đính chính")
    programme_targets.add_figure(target=target, values=again, by=by)
    assert target.figures.get().value == 101
    for wrong, field in (
        (make.target_values(value=Decimal(90)), "value"),
        (make.target_values(due=date(2025, 1, 1)), "due"),
        (make.target_values(milestones=((date(2031, 1, 1), Decimal(1)),)), "milestones"),
    ):
        with pytest.raises(InvalidValuesError) as told:
            programme_targets.add_target(programme=found, values=wrong, by=by)
        assert list(told.value.by_field) == [field]
    tomorrow = FigureValues(timezone.localdate() + DAY, Decimal(1), "A")
    with pytest.raises(InvalidValuesError, match="has come"):
        programme_targets.add_figure(target=target, values=tomorrow, by=by)


@pytest.mark.django_db
def test_the_chain_leads_from_a_plan_to_what_it_rests_on_and_has_an_end():
    law = make.document("Nghị quyết", title="Nghị quyết Đại hội", held_by="mofa-economic")
    above = make.programme(text="Nghị quyết", documents=(law.pk,))
    plan = make.programme(text="Kế hoạch 5 năm", rests_on=above.reference)
    year = make.programme(text="Kế hoạch năm", rests_on=plan.reference)
    lan = make.viewer(make.lan())
    links = chain_of(lan, year)
    assert [link.programme.text for link in links] == [
        "Kế hoạch năm",
        "Kế hoạch 5 năm",
        "Nghị quyết",
    ]
    assert links[-1].documents == [law]
    values = make.programme_values(text="Nghị quyết", rests_on=year.reference, documents=(law.pk,))
    with pytest.raises(InvalidValuesError, match="an end"):
        programmes.change_programme(programme=above, values=values, version=1, by=lan)
    with pytest.raises(StateError, match="rest on this one"):
        programmes.withdraw_programme(programme=plan, reason="Nhầm", by=lan)
    programmes.withdraw_programme(programme=year, reason="Nhầm", by=lan)
    assert Programme.objects.count() == 2


@pytest.mark.django_db
def test_its_owner_and_its_holder_keep_it_and_nobody_else():
    found = make.programme()
    one = part(found, "Mục tiêu")
    two = part(found, "Mục tiêu hai")
    for person in (make.thu(), make.quang(), make.tuan()):
        with pytest.raises(NotAllowedError):
            programmes.change_part(part=one, values=PartValues("Khác"), by=make.viewer(person))
    for person in (make.son(), make.minh()):
        programmes.change_part(
            part=one, values=PartValues(f"Của {person}"), by=make.viewer(person)
        )
    programmes.move_part(part=two, up=True, by=make.viewer(make.son()))
    assert list(found.parts.order_by("number")) == [two, one]
    with pytest.raises(InvalidValuesError):
        programmes.add_part(
            programme=make.programme(),
            values=PartValues("X", parent=one.pk),
            by=make.viewer(make.lan()),
        )


@pytest.mark.django_db
def test_what_one_may_not_know_of_stays_tied_and_a_part_with_something_on_it_stays():
    secret = make.task(text="Kín", keeping=make.guard("mofa-economic", "restricted", "mofa-economic", "moit"))  # fmt: skip
    found = make.programme()
    one = part(found, "Mục tiêu", tasks=[secret])
    secret.named_units.set(["mofa-economic"])
    son = make.viewer(make.son())
    open_ = make.task(text="Mở")
    programmes.link_to_part(part=one, values=LinkValues((open_.reference,)), by=son)
    assert set(one.tasks.all()) == {secret, open_}
    with pytest.raises(StateError, match="hang on it"):
        programmes.remove_part(part=one, by=son)
    with pytest.raises(InvalidValuesError, match="unknown"):
        programmes.link_to_part(part=one, values=LinkValues((secret.reference,)), by=son)


@pytest.mark.django_db
def test_more_parts_and_tasks_ask_the_database_no_more_often():
    found = make.programme()
    lan = make.viewer(make.lan())

    def asked():
        with CaptureQueriesContext(connection) as told:
            outline(lan, found)
        return len(told)

    part(found, "Mục tiêu", tasks=[make.task()], commitments=[make.commitment()])
    few = asked()
    for number in range(3):
        one = part(found, f"Mục tiêu {number}", tasks=[make.task(text=f"Việc {number}")])
        part(found, "Nhóm", one, commitments=[make.commitment(text=f"Cam kết {number}")])
    assert asked() == few
