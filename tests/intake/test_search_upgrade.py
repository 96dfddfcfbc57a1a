"""An index that an older version left is brought on without looking through anything anew."""

from importlib import import_module

import pytest
from django.db import connection

from chancery.intake.search import asking
from chancery.intake.search.actions import rebuild
from chancery.intake.search.asking import Wish
from chancery.intake.search.models import Entry, Facet
from tests import make

pytestmark = pytest.mark.django_db
step = import_module("chancery.intake.migrations.0008_room_for_more_kinds")


class Editor:
    """What a migration uses of Django's, which SQLite gives out only outside of a transaction."""

    connection = connection

    def execute(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


EDITOR = Editor()


def keys():
    return list(Entry.objects.order_by("-id").values_list("id", "kind"))


def found(typed):
    return [hit.row.pk for hit in asking.Found(make.viewer(make.lan()), Wish(typed))[:100]]


def test_the_numbers_of_entries_get_more_room_and_nothing_else_changes():
    papers = [make.document(f"Mở cửa thị trường bưởi lần {n}") for n in range(20)]
    make.commitment(text="Mua thêm bưởi")
    rebuild()
    before, facets = keys(), set(Facet.objects.values_list("entry_id", "name", "value"))
    expected = found("buoi")
    assert len(expected) == len(papers) + 1
    step.narrow(None, EDITOR)
    older = keys()
    assert [kind for _, kind in older] == [kind for _, kind in before]  # the same order
    assert [number & 15 for number, _ in older] == [number & 255 for number, _ in before]
    assert found("buoi") == expected
    step.widen(None, EDITOR)
    assert keys() == before
    assert set(Facet.objects.values_list("entry_id", "name", "value")) == facets
    make.commitment(text="Bán bưởi")
    rebuild()
    assert len(found("bưởi")) == len(expected) + 1
