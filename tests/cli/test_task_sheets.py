"""``chancery import tasks`` and ``chancery export tasks``, from the file to the file."""

import json
from dataclasses import replace

import openpyxl
import pytest
from click.testing import CliRunner
from django.utils import translation

from chancery.cli import export, importing
from chancery.work.actions.tasks import change_task
from chancery.work.models import Task
from chancery.work.queries import task_values
from tests import make
from tests.work.sheets import book, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, tmp_path):
    make.ground()
    make.quang()
    monkeypatch.setattr(importing, "open_workspace", lambda folder: None)
    monkeypatch.setattr(export, "open_workspace", lambda folder: None)

    def call(group, *arguments):
        return CliRunner().invoke(group, [*map(str, arguments), "--as", "quang"])

    with translation.override("en"):  # as opening a workspace does
        yield call


def sheet(folder, *rows, **more):
    path = folder / "theo-doi.xlsx"
    path.write_bytes(book(*rows, **more))
    return path


def brought(run, path, *more):
    return run(importing.command, "tasks", path, "--assigner", "pm", *more)


def test_a_dry_run_tells_and_writes_nothing(run, tmp_path):
    done = brought(run, sheet(tmp_path, row(), row(lead="Bộ Mây")), "--dry-run")
    assert "1 new, 0 known" in done.stdout
    assert "Nothing was written" in done.stdout
    assert "theo-doi.xlsx: Nhiệm vụ!D6 “Bộ Mây”: no unit is called" in done.stderr
    assert done.exit_code == 1
    assert Task.objects.count() == 0


def test_tasks_are_recorded_and_taken_back(run, tmp_path):
    done = brought(run, sheet(tmp_path, row(), row(text="b")), "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["recorded"] == Task.objects.count() == 2
    back = run(importing.command, "undo", told["import"])
    assert "2 taken back, 0 kept." in back.stdout
    assert Task.objects.count() == 0


def test_a_map_names_columns_by_letter_or_heading(run, tmp_path):
    data = sheet(
        tmp_path, ["Việc A", "BCT", "Bộ Công Thương"], headings=["Cần làm", "Tắt", "Ai làm"]
    )
    names = tmp_path / "map.yaml"
    names.write_text("Tên nhiệm vụ: A\nĐơn vị chủ trì: Ai làm\n", encoding="utf-8")
    assert brought(run, data, "--map", names).exit_code == 0
    assert Task.objects.get().text == "Việc A"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mây: A", "is no official column"),
        ("Tên nhiệm vụ: ZZ", "no column “ZZ”"),
        ("[", "no YAML"),
    ],
)
def test_a_map_that_cannot_be_used_is_told(run, tmp_path, said, told):
    names = tmp_path / "map.yaml"
    names.write_text(said, encoding="utf-8")
    done = brought(run, sheet(tmp_path, row()), "--map", names)
    assert told in str(done.exception)


def test_an_assigner_that_is_no_unit_is_told(run, tmp_path):
    done = run(importing.command, "tasks", sheet(tmp_path, row()), "--assigner", "thu-tuong")
    assert "no unit is called thu-tuong" in str(done.exception)


def test_who_acts_must_be_said(run, tmp_path):
    done = CliRunner().invoke(importing.command, ["tasks", str(sheet(tmp_path, row()))])
    assert "--as NAME" in str(done.exception)


def test_the_official_sheet_goes_out_and_comes_back_with_nothing_to_do(run, tmp_path):
    brought(run, sheet(tmp_path, row(), row(text="b")))
    out = tmp_path / "ra.xlsx"
    done = run(export.command, "tasks", "--official", "--out", out)
    assert "2 tasks are in" in done.stdout
    again = brought(run, out)
    assert (
        "0 new, 2 known, 0 changed in the sheet, 0 with conflicts, 0 known that say otherwise, "
        "0 like tasks that stand, 0 with errors" in again.stdout
    )
    assert again.exit_code == 0


def test_conflicts_are_shown_as_a_table_and_taken_as_one_says(run, tmp_path):
    brought(run, sheet(tmp_path, row()))
    out = tmp_path / "ra.xlsx"
    run(export.command, "tasks", "--official", "--out", out)
    book = openpyxl.load_workbook(out)
    book["Nhiệm vụ"]["B2"] = "Sửa trong bảng"
    book.save(out)
    task = Task.objects.get()
    values = replace(task_values(task), text="Sửa ở đây")
    change_task(task=task, values=values, version=task.version, by=make.viewer(make.quang()))
    looked = brought(run, out, "--dry-run")
    assert looked.exit_code == 1
    (line,) = [one for one in looked.stdout.splitlines() if one.startswith("Nhiệm vụ!B2")]
    assert line.split("  ")[-1] == "CONFLICT"
    assert "Sửa ở đây" in line
    told = json.loads(brought(run, out, "--take", "sheet", "--json").stdout)
    assert (told["changed"], told["cells"][0]["system"]) == (1, "Sửa ở đây")
    assert Task.objects.get().text == "Sửa trong bảng"
    assert "1 taken back" in run(importing.command, "undo", told["import"]).stdout
    assert Task.objects.get().text == "Sửa ở đây"
