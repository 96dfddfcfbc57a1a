"""Saved views: kept under a name, shared with one's unit, changed by who made them."""

import pytest

from chancery.history.models import Event
from chancery.people.actions.views import choose_columns, delete_view, save_view
from chancery.people.errors import NotAllowedError, PeopleError
from chancery.people.models import SavedView
from chancery.people.views import plain_query, views_for
from tests import make

pytestmark = pytest.mark.django_db


def save(by, name="Overdue", query="timeliness=open_overdue", **more):
    return save_view(page="tasks", name=name, query=query, by=by, **more)


def test_a_view_is_the_address_without_page_and_empty_filters():
    assert plain_query("state=&sort=-due&page=3&lead=moit") == "lead=moit&sort=-due"


def test_a_view_is_kept_for_its_maker_alone_unless_it_is_shared():
    lan, minh = make.viewer(make.lan()), make.viewer(make.minh())
    mine = save(lan)
    assert [v.pk for v in views_for(lan, "tasks").own] == [mine.pk]
    assert views_for(minh, "tasks").all == ()
    save(lan, unit="mofa-economic")
    assert [v.pk for v in views_for(minh, "tasks").shared] == [mine.pk]
    assert views_for(make.viewer(make.oanh()), "tasks").all == ()
    assert views_for(lan, "commitments").all == ()


def test_the_same_name_replaces_and_another_views_name_is_taken():
    lan = make.viewer(make.lan())
    first = save(lan)
    assert save(lan, query="state=done").pk == first.pk
    other = save(lan, name="Done")
    with pytest.raises(PeopleError, match="đã có cách xem"):
        save(lan, name="Overdue", view=other)
    assert save(lan, name="All done", view=other).pk == other.pk


def test_one_view_opens_the_list():
    lan = make.viewer(make.lan())
    save(lan, is_default=True)
    second = save(lan, name="Done", is_default=True)
    assert views_for(lan, "tasks").default == second
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_only_the_maker_changes_or_deletes_a_shared_view():
    lan, minh = make.viewer(make.lan()), make.viewer(make.minh())
    shared = save(lan, unit="mofa-economic")
    with pytest.raises(NotAllowedError):
        save(minh, view=shared)
    with pytest.raises(NotAllowedError):
        delete_view(view=shared, by=minh)
    delete_view(view=shared, by=lan)
    assert not SavedView.objects.exists()
    told = Event.objects.filter(kind="view").values_list("action", flat=True)
    assert list(told) == ["view.save", "view.delete"]


def test_a_view_is_shared_with_a_unit_of_ones_own():
    with pytest.raises(NotAllowedError):
        save(make.viewer(make.lan()), unit="moit")


def test_columns_chosen_last_are_remembered_and_are_no_view():
    lan = make.viewer(make.lan())
    choose_columns(page="tasks", columns="lead,due", by=lan)
    choose_columns(page="tasks", columns="due", by=lan)
    views = views_for(lan, "tasks")
    assert (views.columns, views.all) == ("columns=due", ())


def test_too_much_for_one_view_is_refused():
    with pytest.raises(PeopleError, match="Quá nhiều bộ lọc"):
        save(make.viewer(make.lan()), query="text=" + "x" * 2_000)
