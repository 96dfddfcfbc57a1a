"""Search: what is found, by whom, in which order, with which words marked."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.history.actions import record
from chancery.intake.search import asking
from chancery.intake.search.actions import catch_up, rebuild
from chancery.intake.search.asking import Wish, keys_matching, suggest
from chancery.intake.search.models import Entry
from chancery.register import actions as register
from chancery.work.models import Task
from tests import make

pytestmark = pytest.mark.django_db


def told(document, action="document.add"):
    """A document of the builders, with the event that its own action would have left."""
    record(by="ha", action=action, kind="document", key=document.pk)
    return document


def document(text, **columns):
    return told(make.document(text, **columns))


def search(person, typed, **wish):
    return asking.Found(make.viewer(person), Wish(typed, **wish))


def found(person, typed, **wish):
    """What a person finds, as kind and key."""
    return [(hit.kind, hit.row.pk) for hit in search(person, typed, **wish)[:100]]


def titles(typed, **wish):
    return [hit.row.title for hit in search(make.lan(), typed, **wish)[:100]]


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dak lak", "Đầu tư tại Đắk Lắk"),
        ("DAK LAK", "Đầu tư tại Đắk Lắk"),
        ("da nang", "Cảng Đà Nẵng"),
        ("Đà Nẵng", "Cảng Đà Nẵng"),
        ("đà nẵng", "Cảng \u0110a\u0300 Na\u0306\u0303ng"),  # typed apart
        ("đà nẵng", "Cảng Ðà Nẵng"),  # the Icelandic letter
        ("hoà bình", "Tỉnh Hòa Bình"),  # the tone on the other vowel
        ("buoi", "Mở cửa thị trường bưởi"),
        ("thi truo", "Mở cửa thị trường bưởi"),  # the last word is not finished
        ('"thị trường bưởi"', "Mở cửa thị trường bưởi"),
        ("“thi truong”", "Mở cửa thị trường bưởi"),
        ("145/TB-VPCP", "Thông báo số 145/TB-VPCP của Văn phòng Chính phủ"),
        ("o xtray li a", "Đại sứ quán tại Ô-xtrây-li-a"),
        ("semi\u00adconductors", "Semiconductors"),
        ("kế hoạch -gạo", "Kế hoạch xuất khẩu cà phê"),
        ("bưởi - thị trường", "Mở cửa thị trường bưởi"),  # a dash between words excludes nothing
    ],
)
def test_what_is_typed_finds_what_was_written(typed, written):
    document(written, title=written)
    assert titles(typed) == [written]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dak lak", "Đắk Nông"),
        ('"trường thị"', "Mở cửa thị trường"),
        ('"thi truo"', "Mở cửa thị trường"),  # words in quotes are whole
        ("kế hoạch -gạo", "Kế hoạch xuất khẩu gạo"),
        ("thi cua", "Thị trường"),
        ("146/TB-VPCP", "Thông báo số 145/TB-VPCP"),
    ],
)
def test_what_is_not_written_is_not_found(typed, written):
    document(written, title=written)
    assert titles(typed) == []


def test_words_typed_with_their_marks_mean_just_these():
    document("Hai nước đã nâng cấp quan hệ", title="đã nâng")
    document("Cảng Đà Nẵng", title="Đà Nẵng")
    assert titles("đà nẵng") == ["Đà Nẵng"]
    assert sorted(titles("da nang")) == ["Đà Nẵng", "đã nâng"]
    assert sorted(titles("đà nẵng", plain=True)) == ["Đà Nẵng", "đã nâng"]


def test_where_nothing_has_just_these_marks_any_marks_will_do_and_it_is_told():
    document("Đắk Lắk", title="Đắk Lắk")
    answer = search(make.lan(), "đak lak")
    assert (answer.total, answer.fell_back) == (1, True)
    nothing = search(make.lan(), "đăk nông")
    assert (nothing.total, nothing.fell_back, nothing.asked.exact) == (0, False, True)


def test_words_side_by_side_come_before_words_apart_which_may_be_asked_for():
    """A word of Vietnamese is several syllables: apart, they are other words."""
    document("Cảng Đà Nẵng", title="gần")
    document("Năng lực của hai bên đã tăng", title="xa")
    answer = search(make.lan(), "da nang")
    assert (answer.total, answer.is_together) == (1, True)
    assert titles("da nang") == ["gần"]
    assert sorted(titles("da nang", apart=True)) == ["gần", "xa"]
    assert titles("nang da") == ["xa", "gần"]  # nowhere side by side
    assert titles('"da" "nang"') == titles("da nang", apart=True)


def test_a_short_last_word_goes_on_only_where_it_is_not_found_whole():
    document("Nhật Bản", title="bản")
    document("Nhật bằng", title="bằng")
    assert titles("nhat ban") == ["bản"]
    assert titles("nhat ba") == ["bằng", "bản"]


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        '"',
        '""',
        "'",
        "*",
        "-",
        "--",
        "- -",
        "(",
        "NEAR(",
        "AND OR NOT",
        "head:thị",
        "{head body}: x",
        "^thị",
        "a + b",
        "thị*trường*",
        "\x00thị\x00trường\x00",
        "\ud800",
        "…!?;:,.",
        "%_\\",
        "'; DROP TABLE intake_entry; --",
        "thị " * 3_000,
        "x" * 10_000,
        '"' * 500,
        "-thị",
        "\u200b\u00ad",
        "\uff21\uff22 ½ ﬁ ß İ",
        "日本",
        "1e5 0x10 1.5",
    ],
)
def test_nothing_that_can_be_typed_is_an_error(hostile):
    document("Mở cửa thị trường")
    answer = search(make.lan(), hostile)
    assert answer.total in {0, 1}
    assert len(answer[:20]) == answer.total
    assert answer.straight == []
    assert isinstance(suggest(make.viewer(make.lan()), hostile), list)
    assert Task.objects.filter(pk__in=keys_matching("task", hostile)).count() == 0


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=40))
def test_any_text_can_be_asked_for(typed):
    assert search(make.lan(), typed).total == 0


@pytest.mark.parametrize("typed", ["CK-{year}-0001", "ck-{year}-0001", "0001", "1"])
def test_a_record_is_found_by_its_reference_or_its_number_alone(typed):
    commitment = make.commitment()
    year = commitment.reference.split("-")[1]
    straight = search(make.lan(), typed.format(year=year)).straight
    assert ("commitment", commitment.pk) in [(hit.kind, hit.row.pk) for hit in straight]


# Kinds, order, facets -----------------------------------------------------------------------------


def test_records_of_every_kind_are_found():
    made = {
        "commitment": make.commitment(text="Sao Khuê một"),
        "task": make.task(text="Sao Khuê hai"),
        "request": make.request(text="Sao Khuê ba"),
        "obstacle": make.obstacle(text="Sao Khuê bốn"),
        "proposal": make.proposal(text="Sao Khuê năm"),
        "shortcoming": make.shortcoming(text="Sao Khuê sáu"),
        "agreement": make.agreement(name_vi="Hiệp định Sao Khuê"),
        "document": document("Sao Khuê bảy"),
    }
    assert set(found(make.quang(), "sao khue")) == {(k, row.pk) for k, row in made.items()}


def test_partners_and_units_are_found_by_every_name():
    make.ground()
    rebuild()
    assert ("partner", "JP") in found(make.lan(), "nhat ban")
    assert ("partner", "JP") in found(make.lan(), "japan")
    assert ("unit", "moit") in found(make.lan(), "bo cong thuong")


def test_the_newest_comes_first_and_the_best_match_where_asked_for():
    old = document("bưởi", title="Bưởi, bưởi và bưởi", published="2024-02-01")
    new = document("Nhân dịp này có nói đến bưởi. " * 3, title="Tin", published="2026-02-01")
    none = document("bưởi", title="Không ngày", added_at=make.moment("2025-02-01"))
    assert found(make.lan(), "bưởi") == [("document", row.pk) for row in (new, none, old)]
    assert found(make.lan(), "bưởi", best=True)[0] == ("document", old.pk)


def test_facets_count_what_is_found_and_narrow_it():
    make.commitment(text="gạo", lead="moit", sectors=("trade",))
    make.request(text="gạo")
    make.task(text="cà phê")
    lan = make.lan()
    facets = search(lan, "gạo").facets
    assert dict(facets["kind"]) == {"commitment": 1, "request": 1}
    assert dict(facets["partner"]) == {"JP": 2}
    assert dict(facets["unit"]) == {"moit": 1}
    assert dict(facets["driver"]) == {"traditional": 1}
    assert dict(facets["state"]) == {"open": 2}
    for name, value, number in [
        ("kind", "request", 1),
        ("partner", "JP", 2),
        ("partner", "KR", 0),
        ("unit", "moit", 1),
        ("sector", "trade", 1),
        ("state", "open", 2),
        ("year", "1999", 0),
    ]:
        assert search(lan, "gạo", chosen={name: value}).total == number, (name, value)


def test_a_facet_alone_may_be_asked_for():
    row = make.request()
    assert found(make.lan(), "", chosen={"kind": "request"}) == [("request", row.pk)]


def test_suggestions_come_from_names_references_and_titles():
    make.ground()
    rebuild()
    make.commitment(text="Hợp tác với Nhật Bản")
    document("Nhật Bản trong bài", title="Không nói trong tên")
    kinds = [hit.kind for hit in suggest(make.viewer(make.lan()), "nhat b")]
    assert "partner" in kinds[:3]
    assert "commitment" in kinds
    assert "document" not in kinds
    assert suggest(make.viewer(make.lan()), "n") == []


def test_a_lists_filter_finds_words_without_their_marks():
    task = make.task(text="Xây dựng đề án Đắk Lắk")
    for typed in ("dak lak", "Đắk Lắk", "đak lak", task.reference, "de an", ""):
        rows = Task.objects.filter(pk__in=keys_matching("task", typed))
        assert [row.pk for row in rows] == [task.pk], typed
    assert not Task.objects.filter(pk__in=keys_matching("task", "da nang")).exists()


# Following what happens ---------------------------------------------------------------------------


def test_the_index_follows_each_change_at_the_next_question():
    commitment = make.commitment(text="Mở cửa cho chanh leo")
    lan = make.lan()
    assert found(lan, "chanh leo") == [("commitment", commitment.pk)]
    register.change_commitment(
        commitment=commitment,
        values=make.commitment_values(text="Mở cửa cho sầu riêng"),
        version=commitment.version,
        by=make.viewer(lan),
    )
    assert found(lan, "chanh leo") == []
    assert found(lan, "sau rieng") == [("commitment", commitment.pk)]


def test_a_record_taken_back_is_gone_at_once():
    commitment = make.commitment(text="Mở cửa cho chanh leo")
    assert found(make.lan(), "chanh leo")
    register.withdraw_commitment(commitment=commitment, reason="nhầm", by=make.viewer(make.lan()))
    assert not Entry.objects.filter(kind="commitment").exists()  # before anybody asks again
    assert found(make.lan(), "chanh leo") == []


def test_catching_up_twice_and_making_anew_change_nothing():
    make.commitment(text="gạo")
    document("gạo")
    assert catch_up()
    before = list(Entry.objects.order_by("pk").values())
    assert before
    assert catch_up()
    assert list(Entry.objects.order_by("pk").values()) == before
    rebuild()
    rows = {row["id"]: row for row in Entry.objects.order_by("pk").values()}
    assert {row["id"]: row for row in before}.items() <= rows.items()


def test_making_anew_takes_in_what_no_history_tells_of():
    untold = make.document("Không ai kể")
    assert found(make.ha(), "khong ai ke") == []
    steps = []
    assert rebuild(lambda done, total: steps.append((done, total))) == steps[-1][1]
    assert steps[-1][0] == steps[-1][1]
    assert found(make.ha(), "khong ai ke") == [("document", untold.pk)]


def test_one_question_takes_in_no_more_than_its_share(monkeypatch):
    monkeypatch.setattr("chancery.intake.search.actions.BATCH", 2)
    monkeypatch.setattr(asking, "AT_A_TIME", 2)
    rows = [document(f"gạo {n}") for n in range(6)]
    answer = search(make.lan(), "gạo")
    assert (answer.is_current, answer.total) == (False, 2)
    while not search(make.lan(), "gạo").is_current:
        pass
    assert search(make.lan(), "gạo").total == len(rows)


def test_two_that_fall_on_one_number_are_both_kept(monkeypatch):
    make.ground()
    monkeypatch.setattr("chancery.intake.search.actions.crc32", lambda data: 7)
    rebuild()
    assert ("unit", "moit") in found(make.lan(), "cong thuong")
    assert ("unit", "mof") in found(make.lan(), "tai chinh")
