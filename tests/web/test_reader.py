"""The reader's page: who may see and decide, and each step of confirming."""

import pytest

from chancery.readings.models import Finding
from chancery.register.models import Commitment
from chancery.web.highlights import Mark, lines_of, trimmed, zones_of
from chancery.work.models import Proposal, Task
from tests import make
from tests.web.findings import (
    MAYBE,
    ORDER,
    PROMISE,
    SECOND,
    finding,
    form_of,
    promise,
    read_document,
    signed_in,
    task,
)

pytestmark = pytest.mark.django_db


def at(found, step=""):
    base = f"/documents/{found.document_id}/reader/"
    return f"{base}{found.pk}/{step}/" if step else f"{base}?finding={found.pk}"


def state(found):
    return Finding.objects.get(pk=found.pk).state


# Who.


def test_the_officer_of_the_unit_sees_text_findings_and_form(client):
    found = task(read_document())
    page = signed_in(client, make.lan()).get(at(found)).content.decode()
    assert f'data-f="{found.pk}"' in page
    assert "Becomes a task of Ministry of Industry and Trade, assigned by Prime Minister." in page
    assert 'value="2026-06-30"' in page


def test_a_stranger_is_told_that_there_is_no_such_page(client):
    found = task(read_document())
    signed_in(client, make.oanh())
    assert client.get(at(found)).status_code == 404
    for step in ("accept", "refuse", "undo", "preview"):
        assert client.post(at(found, step), form_of(found)).status_code == 404
    assert client.post(f"/documents/{found.document_id}/reader/undo/").status_code == 404
    assert client.get(f"/documents/{found.document_id}/reader/group/?type=TASK").status_code == 404


def test_a_reader_reads_and_may_decide_nothing(client):
    found = task(read_document())
    page = signed_in(client, make.thu()).get(at(found))
    assert page.status_code == 200
    assert "data-accept" not in page.content.decode()
    for step in ("accept", "refuse", "undo"):
        assert client.post(at(found, step), form_of(found)).status_code == 403
    added = {"type": "TASK", "start": 0, "end": 5}
    assert client.post(f"/documents/{found.document_id}/reader/add/", added).status_code == 403
    assert client.get(f"/documents/{found.document_id}/reader/group/?type=TASK").status_code == 403
    assert state(found) == "waiting"


def test_a_finding_of_another_document_is_not_found(client):
    found, other = task(read_document()), read_document("Văn bản khác.")
    signed_in(client, make.lan())
    address = f"/documents/{other.pk}/reader/{found.pk}/accept/"
    assert client.post(address, form_of(found)).status_code == 404


# Steps.


def test_accepting_makes_the_task_and_leads_to_the_next_finding(client):
    document = read_document()
    found, following = task(document), task(document, SECOND, "mof")
    answer = signed_in(client, make.lan()).post(at(found, "accept"), form_of(found))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?finding={following.pk}#desk")
    made = Task.objects.get()
    assert (made.lead_id, made.assigner_id, made.quote) == ("moit", "pm", ORDER)
    assert state(found) == "accepted"


def test_an_untouched_form_is_no_correction(client):
    found = promise(read_document())
    signed_in(client, make.lan()).post(at(found, "accept"), form_of(found))
    assert (state(found), Commitment.objects.count()) == ("accepted", 1)


def test_home_stays_a_party_without_being_offered_as_a_partner(client):
    found = promise(read_document())
    shown = signed_in(client, make.lan()).get(at(found)).context["desk"].form
    assert shown["partners"].value() == ("JP",)
    assert set(shown["undertaking"].value()) == {"VN", "JP"}
    client.post(at(found, "accept"), form_of(found, partners=["JP"]))
    assert state(found) == "accepted"  # untouched: no correction
    parties = Commitment.objects.get().parties.values_list("code", flat=True)
    assert set(parties) == {"VN", "JP"}


def test_a_changed_field_is_kept_beside_the_readers(client):
    found = task(read_document())
    sent = form_of(found, leads=["mof"], text="Mở cửa thị trường bưởi")
    signed_in(client, make.lan()).post(at(found, "accept"), sent)
    found.refresh_from_db()
    assert found.state == "corrected"
    assert found.corrected["fields"]["leads"] == ["mof"]
    assert found.fields["lead"][0]["unit"] == "moit"
    assert Task.objects.get().text == "Mở cửa thị trường bưởi"


def test_a_changed_span_cuts_the_new_quote_without_space_around(client):
    found = task(read_document())
    sent = form_of(found, start=found.start + len("Thủ tướng"), end=found.end + 1)
    signed_in(client, make.lan()).post(at(found, "accept"), sent)
    quote = Task.objects.get().quote
    assert quote == ORDER.removeprefix("Thủ tướng ") + "."


def test_a_span_without_words_is_refused_at_its_field(client):
    found = task(read_document())
    answer = signed_in(client, make.lan()).post(at(found, "accept"), form_of(found, end=99999))
    assert answer.status_code == 422
    assert "There are no words between these two places." in answer.content.decode()
    assert state(found) == "waiting"


def test_a_finding_may_be_another_type_than_read(client):
    found = task(read_document())
    sent = {"type": "REQUEST", "text": "Mở cửa thị trường", "direction": "ours", "partner": "JP"}
    sent |= {"start": found.start, "end": found.end}
    signed_in(client, make.lan()).post(at(found, "accept"), sent)
    found.refresh_from_db()
    assert found.corrected["type"] == "REQUEST"
    assert found.made.get().kind == "request"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client):
    found = task(read_document(), unit=None)
    answer = signed_in(client, make.lan()).post(
        at(found, "accept"), form_of(found, text="Giữ lại")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the unit that leads" in page
    assert "Giữ lại" in page
    assert state(found) == "waiting"


def test_a_name_typed_without_marks_finds_the_unit(client):
    found = task(read_document(), unit=None)
    sent = form_of(found, leads_typed="bo cong thuong")
    signed_in(client, make.lan()).post(at(found, "accept"), sent)
    assert Task.objects.get().lead_id == "moit"


def test_who_may_not_assign_proposes(client):
    found = task(read_document(), issuer={"text": "Vụ", "unit": "mofa-economic"})
    signed_in(client, make.lan())
    page = client.get(at(found)).content.decode()
    assert "Becomes a proposal to Ministry of Industry and Trade, because" in page
    client.post(at(found, "accept"), form_of(found, assigner="mofa-economic"))
    assert Proposal.objects.get().to_unit_id == "moit"


def test_refusing_keeps_the_reason(client):
    found = task(read_document())
    signed_in(client, make.lan()).post(at(found, "refuse"), {"reason": "đã nêu ở trên"})
    found.refresh_from_db()
    assert (found.state, found.refusal_reason) == ("refused", "đã nêu ở trên")


def test_undo_takes_the_record_away_and_the_finding_waits(client):
    found = task(read_document())
    signed_in(client, make.lan()).post(at(found, "accept"), form_of(found))
    client.post(f"/documents/{found.document_id}/reader/undo/")
    assert (state(found), Task.objects.count()) == ("waiting", 0)


def test_undo_of_what_work_has_begun_on_is_refused_with_the_reason(client):
    found = task(read_document())
    signed_in(client, make.lan()).post(at(found, "accept"), form_of(found))
    make.moved(Task.objects.get(), "accept")
    answer = client.post(at(found, "undo"), headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert (state(found), Task.objects.count()) == ("accepted", 1)


def test_the_last_undo_is_of_ones_own_decisions(client):
    document = read_document()
    found, other = task(document), promise(document)
    signed_in(client, make.minh()).post(at(other, "refuse"))
    signed_in(client, make.lan()).post(at(found, "refuse"))
    client.post(f"/documents/{document.pk}/reader/undo/")
    client.post(f"/documents/{document.pk}/reader/undo/")
    assert (state(found), state(other)) == ("waiting", "refused")


def test_who_was_slower_is_told_who_decided(client):
    found = task(read_document())
    signed_in(client, make.minh()).post(at(found, "refuse"))
    signed_in(client, make.lan())
    answer = client.post(at(found, "accept"), form_of(found), headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert "Trịnh Đức Minh" in answer.content.decode()


def test_adding_from_a_selection_trims_it_and_asks_for_its_fields(client):
    document = read_document()
    start = document.source_text.text.index(MAYBE)
    sent = {"type": "TASK", "start": start - 2, "end": start + len(MAYBE) + 3}
    signed_in(client, make.lan()).post(f"/documents/{document.pk}/reader/add/", sent)
    made = Finding.objects.get()
    assert made.quote == f"{MAYBE}."
    assert (made.rule, made.state) == ("person", "waiting")


def test_adding_nothing_is_refused(client):
    document = read_document()
    address = f"/documents/{document.pk}/reader/add/"
    sent = {"type": "TASK", "start": 9, "end": 11}
    answer = signed_in(client, make.lan()).post(address, sent, headers={"hx-request": "true"})
    assert (answer.status_code, Finding.objects.count()) == (422, 0)


def test_a_group_is_accepted_without_those_that_lack_something(client):
    document = read_document()
    whole, lacking = task(document), task(document, SECOND, None)
    address = f"/documents/{document.pk}/reader/group/?type=TASK"
    page = signed_in(client, make.lan()).get(address).content.decode()
    assert ORDER in page
    assert SECOND not in page
    client.post(address, {"finding": [whole.pk, lacking.pk]})
    assert (state(whole), state(lacking)) == ("accepted", "waiting")


def test_only_what_was_shown_is_accepted_with_the_group(client):
    document = read_document()
    shown, later = task(document), task(document, SECOND, "mof")
    address = f"/documents/{document.pk}/reader/group/?type=TASK"
    signed_in(client, make.lan()).post(address, {"finding": [shown.pk]})
    assert (state(shown), state(later)) == ("accepted", "waiting")


def test_the_preview_says_what_the_form_would_make(client):
    found = task(read_document())
    signed_in(client, make.lan())
    answer = client.post(at(found, "preview"), form_of(found, leads=["moit", "mof"]))
    assert "with a part for each of 2 leads" in answer.content.decode()
    assert state(found) == "waiting"


def test_htmx_gets_the_findings_alone_and_the_text_where_marks_moved(client):
    found = task(read_document())
    signed_in(client, make.lan())
    part = client.get(at(found), headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="text"' not in part
    sent = form_of(found, end=found.end - 3)
    moved = client.post(at(found, "accept"), sent, headers={"hx-request": "true"})
    assert 'id="text"' in moved.content.decode()


def test_candidates_are_folded_behind_the_sure_ones(client):
    document = read_document()
    found, unsure = task(document), finding(document, MAYBE, "COMMITMENT", 0.3)
    page = signed_in(client, make.lan()).get(at(found)).content.decode()
    assert page.index(f'id="i{found.pk}"') < page.index("data-candidates")
    assert page.index("data-candidates") < page.index(f'id="i{unsure.pk}"')


# Text.


def test_hostile_words_stay_words(client):
    evil = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'
    document = read_document(f"Giao Bộ Công Thương {evil} xong.", title=evil, number="<b>1</b>")
    fields = {"lead": [{"text": evil, "unit": None}]}
    found = finding(document, f"Bộ Công Thương {evil} xong", "TASK", **fields)
    Finding.objects.filter(pk=found.pk).update(why="<i>x</i>")
    page = signed_in(client, make.lan()).get(at(found)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<i>x</i>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_places_are_counted_in_code_points_and_lines_hold_no_breaks():
    text = "a😀b\r\n\r\nÐ\x00c\u0301 d\rend"
    mark = Mark(7, text.index("b"), text.index("d"), "task")
    lines = lines_of(text, [mark])
    for line in lines:
        shown = "".join(piece.text for piece in line.pieces)
        assert "\r" not in shown
        assert "\n" not in shown
        kept = text[line.start : line.start + len(shown)]
        assert shown == kept.replace("\x00", "\ufffd")
    assert [line.start for line in lines] == [0, 7, 14]


def test_overlapping_findings_share_their_piece():
    one, two = Mark(1, 0, 6, "task"), Mark(2, 3, 9, "request")
    pieces = lines_of("abcdefghij", [two, one])[0].pieces
    assert [(p.text, p.keys) for p in pieces] == [
        ("abc", "1"),
        ("def", "1 2"),
        ("ghi", "2"),
        ("j", ""),
    ]
    assert [m.key for m in pieces[1].begins] == [2]


def test_zones_are_in_source_places():
    text = "TIN\u00a0VẮN\r\n\r\nHà Nội, 22/2/2024\r\n\r\nHai bên nhất trí."
    for start, end, _zone in zones_of(text):
        assert 0 <= start < end <= len(text)


def test_a_selection_loses_the_space_at_its_ends():
    assert trimmed("  hai bên \r\n", 0, 12) == (2, 9)
    assert trimmed("   ", 0, 3) == (3, 3)


def test_the_number_of_queries_does_not_grow_with_the_findings(
    client, django_assert_max_num_queries
):
    few, many = read_document(), read_document()
    task(few)
    for quote in (ORDER, PROMISE, SECOND, MAYBE, "Hai bên", "tổ công tác", "vốn ODA", "mở đường"):
        task(many, quote)
    signed_in(client, make.lan())
    for document in (few, many):
        with django_assert_max_num_queries(26):
            client.get(f"/documents/{document.pk}/reader/")
