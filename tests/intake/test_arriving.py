"""Long scans: taken in at once, read while nobody waits, nothing lost and nothing twice."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone, translation

from chancery.documents.actions import Keeping
from chancery.documents.errors import DocumentError, DuplicateError
from chancery.documents.models import Document
from chancery.history.models import Event
from chancery.intake import actions as intake
from chancery.intake.actions import File
from chancery.intake.arriving import actions, places, reading
from chancery.intake.arriving.models import Arrival
from chancery.notices.models import Notice
from chancery.people.access import viewer_of
from chancery.people.errors import NotAllowedError
from chancery.people.models import Post
from chancery.reader import apart
from chancery.reader.formats import FormatError
from chancery.upkeep.running import run
from tests import make

pytestmark = pytest.mark.django_db
PAPER = "Hai bên nhất trí mở cửa thị trường cho quả bưởi trong năm 2026.\n"
SECRET = "TỐI MẬT\n\nBỘ NGOẠI GIAO\n\nGiao Bộ Công Thương báo cáo.\n"
KEEPING = Keeping("mofa-economic")


@pytest.fixture(autouse=True)
def _ground():
    make.ground()
    with translation.override("en"):
        yield


@pytest.fixture
def ha():
    return viewer_of(make.ha())


def taken_in(by, text=PAPER, name="ban-quet.txt", keeping=KEEPING):
    file = File(text.encode(), name)
    return actions.take_in(file=file, pages=12, keeping=keeping, by=by)


def kept_files(workspace):
    return [path for path in workspace.arriving.glob("*") if path.is_file()]


def told(monkeypatch, *steps):
    """Let the reader tell of so many pages, and do what a test wants at each."""
    take = apart.take

    def step_by_step(data, name, *, limits, told=None):
        for done, act in enumerate(steps, start=1):
            act()
            told(done, len(steps))
        return take(data, name, limits=limits)

    monkeypatch.setattr(apart, "take", step_by_step)


# ── the way of one scan ──────────────────────────────────────────────────────────────────────


def test_a_long_scan_is_taken_in_and_becomes_a_document_when_it_is_read(
    ha, workspace, django_capture_on_commit_callbacks
):
    arrival = taken_in(ha)
    assert (arrival.state, Document.objects.count()) == ("waiting", 0)
    (kept,) = kept_files(workspace)
    assert kept.stat().st_mode & 0o777 == 0o600
    with django_capture_on_commit_callbacks(execute=True):
        assert reading.read_waiting() == 1
    arrival.refresh_from_db()
    document = Document.objects.get()
    assert (arrival.state, arrival.document) == ("added", document)
    assert (document.name, document.added_by) == ("ban-quet.txt", ha.user)
    assert document.findings.exists()
    assert kept_files(workspace) == []
    assert Event.objects.filter(action="document.add").count() == 1


def test_how_far_it_is_stands_in_its_row(ha, monkeypatch):
    arrival, seen = taken_in(ha), []
    monkeypatch.setattr(reading, "_TOLD_EVERY", 0.0)
    look = partial(Arrival.objects.values_list, "pages_done", "pages", "state")
    told(monkeypatch, *[lambda: seen.append(look().get(pk=arrival.pk))] * 3)
    reading.read_waiting()
    assert seen == [(0, 12, "reading"), (1, 3, "reading"), (2, 3, "reading")]


def test_what_is_short_is_read_at_once_and_what_is_long_later(ha, monkeypatch):
    pages = {"ngan.pdf": 2, "dai.pdf": 60}
    monkeypatch.setattr(apart, "pages_to_recognise", lambda _, name, **__: pages[name])
    monkeypatch.setattr(reading, "add", lambda **_: "added at once")
    for name in pages:
        kept = reading.add_soon(file=File(name.encode(), name), keeping=KEEPING, by=ha)
        assert isinstance(kept, Arrival) == (name == "dai.pdf")
    assert Arrival.objects.get().name == "dai.pdf"


def test_a_restricted_scan_becomes_a_restricted_document(ha):
    taken_in(ha, keeping=Keeping("mofa-economic", "restricted", ("mission-jp",)))
    reading.read_waiting()
    kept = Document.objects.get()
    assert (kept.sensitivity, [u.pk for u in kept.named_units.all()]) == (
        "restricted",
        ["mission-jp"],
    )


# ── refusals ─────────────────────────────────────────────────────────────────────────────────


def test_a_secret_paper_is_refused_removed_and_told(
    ha, workspace, django_capture_on_commit_callbacks
):
    arrival = taken_in(ha, SECRET, "dac-biet.txt")
    with django_capture_on_commit_callbacks(execute=True):
        reading.read_waiting()
    arrival.refresh_from_db()
    assert (arrival.state, arrival.name, arrival.sha256) == ("secret", "", "")
    assert "mark of secrecy" in arrival.message
    assert (kept_files(workspace), Document.objects.count()) == ([], 0)
    assert Event.objects.filter(action="document.refuse_secret").count() == 1
    notice = Notice.objects.get(to=ha.user)
    assert "dac-biet" not in notice.subject + notice.body


def test_what_cannot_be_read_is_told_in_the_language_of_the_person(ha, monkeypatch):
    with translation.override("vi"):
        arrival = taken_in(ha)

    def slow(*_, limits, **__):
        raise FormatError("a", "too_slow", "it took long", "Split it", limits.seconds_setting)

    monkeypatch.setattr(apart, "take", slow)
    reading.read_waiting()
    arrival.refresh_from_db()
    assert arrival.state == "unreadable"
    assert "CHANCERY_SCAN_SECONDS" in arrival.message
    assert not arrival.message.startswith("Reading")
    assert Notice.objects.get(to=ha.user).body == arrival.message


def test_what_is_here_already_is_told_at_once_or_when_it_turns_out(ha):
    taken_in(ha)
    with pytest.raises(DocumentError, match="being read"):
        taken_in(ha)
    intake.add(file=File(PAPER.encode(), "a.txt"), keeping=KEEPING, by=ha)
    reading.read_waiting()
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.document) == ("duplicate", Document.objects.get())
    with pytest.raises(DuplicateError):
        taken_in(ha)


def test_who_may_not_add_may_not_send_a_scan_in_either(workspace):
    with pytest.raises(NotAllowedError):
        taken_in(viewer_of(make.thu()))
    assert kept_files(workspace) == []


def test_who_lost_the_post_meanwhile_adds_nothing(ha):
    taken_in(ha)
    Post.objects.filter(user=ha.user).update(end=timezone.localdate() - timedelta(days=1))
    reading.read_waiting()
    assert (Arrival.objects.get().state, Document.objects.count()) == ("unreadable", 0)


def test_bytes_that_are_gone_are_told(ha):
    arrival = taken_in(ha)
    places.remove(arrival.bytes_name)
    reading.read_waiting()
    assert "Add it again" in Arrival.objects.get().message


# ── nothing lost, nothing twice ──────────────────────────────────────────────────────────────


def test_one_is_read_at_a_time_and_what_a_dead_process_left_is_taken_over(ha):
    taken_in(ha)
    taken_in(ha, PAPER * 2, "hai.txt")
    first = actions.claim_next()
    assert actions.claim_next() is None
    later = timezone.now() + actions.STALE * 2
    again = actions.claim_next(now=later)
    assert (again.pk, again.tries) == (first.pk, 2)
    assert again.claim != first.claim


def test_who_lost_the_claim_keeps_nothing(ha, monkeypatch):
    arrival = taken_in(ha)

    def overtaken():
        Arrival.objects.filter(pk=arrival.pk).update(claim="another")

    told(monkeypatch, overtaken)
    actions_of_the_other = Arrival.objects.filter(claim="another", state="reading")
    assert reading.read_waiting() == 1
    assert (Document.objects.count(), actions_of_the_other.count()) == (0, 1)


def test_what_breaks_off_again_and_again_ends_with_a_message(ha):
    arrival = taken_in(ha)
    Arrival.objects.filter(pk=arrival.pk).update(tries=actions.TRIES)
    reading.read_waiting()
    arrival.refresh_from_db()
    assert (arrival.state, Document.objects.count()) == ("unreadable", 0)
    assert "broke off" in arrival.message


def test_a_scan_taken_back_while_it_is_read_is_gone(
    ha, monkeypatch, workspace, django_capture_on_commit_callbacks
):
    arrival = taken_in(ha)
    told(monkeypatch, lambda: actions.dismiss(arrival=Arrival.objects.get(pk=arrival.pk)))
    with django_capture_on_commit_callbacks(execute=True):
        reading.read_waiting()
    assert (Arrival.objects.count(), Document.objects.count()) == (0, 0)
    assert kept_files(workspace) == []


def test_old_lines_and_forgotten_files_are_swept(ha, workspace, monkeypatch):
    over = taken_in(ha)
    Arrival.objects.filter(pk=over.pk).update(
        ended_at=timezone.now() - actions.KEPT * 2, state="added"
    )
    waiting = taken_in(ha, PAPER * 2)
    monkeypatch.setattr(places, "_FORGOTTEN", -1.0)
    run()
    assert Arrival.objects.get() == waiting
    assert [path.name for path in kept_files(workspace)] == [waiting.bytes_name]


def test_a_purge_takes_the_line_along(ha):
    taken_in(ha)
    reading.read_waiting()
    document = Document.objects.get()
    intake.purge_document(document=document, reason="gửi nhầm", by=viewer_of(make.minh()))
    assert Arrival.objects.count() == 0
