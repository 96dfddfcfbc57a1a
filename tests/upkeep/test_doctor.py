"""Each thing the doctor looks at: in order, to see to, broken; always with what to do."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone

from chancery.history.actions import record
from chancery.intake.search.models import Indexed
from chancery.lib.errors import ChanceryError
from chancery.notices.models import Notice
from chancery.people.actions import set_installation
from chancery.people.models import Installation
from chancery.upkeep import backing_up, running
from chancery.upkeep.doctor import STEPS, State, look, machine, work, worst
from chancery.upkeep.doctor.lines import Step
from chancery.work.models import Run
from tests import make
from tests.notices.post_office import PostOffice, free_port

pytestmark = pytest.mark.django_db


def told(find):
    state, said, remedy = find()
    assert bool(remedy) == (state is not State.OK), said
    return state


def test_a_new_house_has_no_fault(workspace):
    make.ground()
    workspace.root.chmod(0o700)
    lines = look(STEPS)
    assert [line for line in lines if line.state is State.FAULT] == []
    assert worst(lines) is State.WARNING
    assert all(line.remedy for line in lines if line.state is not State.OK)


def test_a_step_that_faints_is_a_fault_and_the_others_go_on():
    def faint():
        raise ZeroDivisionError("by zero")

    def refuse():
        raise ChanceryError("x.yaml, line 3: wrong; mend it")

    steps = [Step("a", "A", faint), Step("b", "B", refuse), Step("c", "C", machine.assets)]
    lines = look(steps)
    assert [line.state for line in lines] == [State.FAULT, State.FAULT, State.OK]
    assert "by zero" in lines[0].said
    assert "line 3" in lines[1].said


def test_settings_that_should_not_be_so_in_service(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    assert told(machine.configuration) is State.OK
    settings.ALLOWED_HOSTS = ["chancery.example"]
    assert told(machine.configuration) is State.WARNING
    settings.HTTPS = True
    assert told(machine.configuration) is State.OK
    settings.DEBUG = True
    assert told(machine.configuration) is State.WARNING


def test_a_workspace_that_others_may_look_into_or_a_disk_that_fills_up(workspace):
    workspace.root.chmod(0o755)
    assert told(machine.storage) is State.FAULT
    workspace.root.chmod(0o700)
    assert told(machine.storage) is State.OK
    for free, state in ((10**8, State.FAULT), (10**9, State.WARNING), (10**11, State.OK)):
        with mock.patch("shutil.disk_usage", return_value=mock.Mock(free=free)):
            assert told(machine.storage) is state


def test_tables_that_are_behind():
    assert told(machine.database) is State.OK
    with mock.patch.object(machine, "MigrationExecutor") as executor:
        executor.return_value.migration_plan.return_value = [1]
        assert told(machine.database) is State.FAULT


def test_tesseract_missing_or_without_vietnamese():
    with mock.patch("shutil.which", return_value=None):
        assert told(machine.recognition) is State.WARNING
    for names, state in (("eng\nosd", State.WARNING), ("eng\nvie", State.OK)):
        with (
            mock.patch("shutil.which", return_value="/usr/bin/tesseract"),
            mock.patch("subprocess.run", return_value=mock.Mock(stdout=names)),
        ):
            assert told(machine.recognition) is state


def test_styles_that_are_missing():
    with mock.patch.object(machine.finders, "find", return_value=None):
        assert told(machine.assets) is State.FAULT


def test_a_clock_behind_what_happened_or_long_past():
    with transaction.atomic():
        record(by="system", action="units.load", kind="pack", key="vn")
    assert told(machine.clock) is State.OK
    with mock.patch.object(timezone, "now", return_value=timezone.now() - timedelta(hours=1)):
        assert told(machine.clock) is State.FAULT


def test_an_unknown_time_zone():
    make.unit("mission-jp")
    type(make.unit("mission-jp")).objects.filter(key="mission-jp").update(time_zone="Asia/Tokio")
    assert told(machine.clock) is State.FAULT


def test_a_history_that_was_cut(workspace):
    with transaction.atomic():
        record(by="system", action="units.load", kind="pack", key="vn")
    (workspace.root / "history.anchor").write_text("9 abc\n", encoding="ascii")
    assert told(work.history) is State.FAULT


def test_mail_not_set_up_answering_and_out_of_reach(settings):
    assert told(work.post) is State.WARNING
    with PostOffice() as office:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", office.port
        settings.SMTP_SECURITY, settings.SMTP_FROM = "none", "c@x.example"
        assert told(work.post) is State.WARNING  # no address of the system
        settings.ADDRESS = "https://chancery.example"
        assert told(work.post) is State.OK
        asker = make.with_password(make.khoa())
        make.with_password(make.person("dung", "Ngô Tiến Dũng", "mofa", "administrator"))
        set_installation(by=asker.username, mail_host="mail.elsewhere.example")
        assert told(work.post) is State.WARNING  # nobody else confirmed where mail goes
    settings.SMTP_PORT = free_port()
    assert told(work.post) is State.FAULT


def test_a_password_of_the_environment_without_a_host_there(settings):
    settings.SMTP_PASSWORD = "from outside"
    state, said, _remedy = work.post()
    assert state is State.FAULT
    assert "CHANCERY_SMTP_HOST" in said


def test_letters_that_failed_or_wait_too_long():
    assert told(work.outbox) is State.OK
    values = {"to": make.lan(), "kind": "digest", "subject": "x", "body": "x"}
    waiting = Notice.objects.create(
        key="a", state="waiting", created_at=timezone.now() - timedelta(days=1), **values
    )
    assert told(work.outbox) is State.WARNING
    waiting.delete()
    Notice.objects.create(
        key="b", state="failed", created_at=timezone.now(), error="550 no", **values
    )
    state, said, _remedy = work.outbox()
    assert state is State.WARNING
    assert "550 no" in said


def test_a_clock_nobody_looks_at():
    assert told(work.runs) is State.WARNING
    now = timezone.now()
    run = Run.objects.create(started_at=now, finished_at=now, until=now)
    assert told(work.runs) is State.OK
    long_ago = now - timedelta(hours=5)
    Run.objects.filter(pk=run.pk).update(started_at=long_ago, finished_at=long_ago)
    assert told(work.runs) is State.WARNING


def test_a_document_that_was_not_read():
    assert told(work.documents) is State.OK
    make.document()
    assert told(work.documents) is State.WARNING


def test_an_index_far_behind():
    assert told(work.search) is State.OK
    with transaction.atomic():
        record(by="system", action="units.load", kind="pack", key="vn")
    Indexed.objects.update_or_create(id=1, defaults={"seq": 0})
    with mock.patch.object(work, "FAR_BEHIND", 0):
        assert told(work.search) is State.WARNING


def test_backups_not_set_lost_missing_fresh_and_old(tmp_path):
    assert told(work.backups) is State.WARNING
    row = Installation.objects.create(pk=1, pack="vn", backup_folder=str(tmp_path / "gone"))
    assert told(work.backups) is State.FAULT
    row.backup_folder = str(tmp_path)
    row.save()
    assert told(work.backups) is State.WARNING
    fresh = tmp_path / backing_up._name(timezone.now())
    fresh.touch()
    assert told(work.backups) is State.OK
    fresh.rename(tmp_path / backing_up._name(timezone.now() - timedelta(days=5)))
    assert told(work.backups) is State.FAULT


def test_a_step_of_a_run_that_fails_stops_no_other_and_the_next_run_catches_up():
    with mock.patch.object(running, "remind", side_effect=RuntimeError("broken")):
        ran = running.run()
    assert ran.failures == ("reminders: RuntimeError: broken",)
    assert Run.objects.filter(finished_at__isnull=False).count() == 0
    assert running.run().failures == ()
    assert Run.objects.filter(finished_at__isnull=False).count() == 1


def test_a_backup_that_fails_is_told_and_reminding_counts_as_done(tmp_path):
    Installation.objects.create(pk=1, pack="vn", backup_folder=str(tmp_path / "gone"))
    ran = running.run()
    assert len(ran.failures) == 1
    assert ran.failures[0].startswith("backup: ")
    assert Run.objects.filter(finished_at__isnull=False, failed=1).count() == 1
