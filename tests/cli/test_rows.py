"""``chancery import KIND``: from the file to the records, and back."""

import json

import pytest
from click.testing import CliRunner
from django.utils import translation

from chancery.cli import importing
from chancery.register.models import FtaUse, Obstacle
from tests import make

pytestmark = pytest.mark.django_db


def test_a_file_of_a_kind_is_looked_at_recorded_and_taken_back(monkeypatch, tmp_path):
    make.ground()
    make.lan()
    monkeypatch.setattr(importing, "open_workspace", lambda folder: None)
    path, names = tmp_path / "vm.csv", tmp_path / "cot.yaml"
    path.write_text("Việc;Đối tác\nKiểm dịch chậm;Nhật Bản\nb;Xứ Mây\n", encoding="utf-8")
    names.write_text("Nội dung: Việc\n", encoding="utf-8")

    def run(*arguments):
        with translation.override("en"):
            return CliRunner().invoke(importing.command, [*map(str, arguments), "--as", "lan"])

    looked = run("obstacles", path, "--map", names, "--dry-run")
    assert "vm.csv: vm!B3 “Xứ Mây” (Đối tác): Nothing here is called “Xứ Mây”." in looked.stderr
    assert "1 new, 0 known, 0 like records that stand, 1 with errors" in looked.stdout
    assert (looked.exit_code, Obstacle.objects.count()) == (1, 0)
    assert "no column for" in str(run("obstacles", path).exception)
    path.write_text("Nội dung;Đối tác\nKiểm dịch chậm;Nhật Bản\n", encoding="utf-8")
    told = json.loads(run("obstacles", path, "--json").stdout)
    assert told["recorded"] == Obstacle.objects.count() == 1
    assert "1 taken back, 0 kept." in run("undo", told["import"]).stdout
    assert Obstacle.objects.count() == 0


def test_figures_on_the_use_of_agreements_come_in_and_go(monkeypatch, tmp_path):
    make.ground()
    lan = make.lan()
    made = make.agreement(name_vi="Hiệp định Đối tác kinh tế", short="VJEPA", by=lan)
    monkeypatch.setattr(importing, "open_workspace", lambda folder: None)
    path = tmp_path / "fta.csv"
    said = "Năm;Kim ngạch đủ điều kiện;Kim ngạch dùng ưu đãi;Nguồn\n2025;500000;400000;BCT\n"
    path.write_text(said, encoding="utf-8")

    def run(*arguments):
        with translation.override("en"):
            return CliRunner().invoke(importing.command, [*map(str, arguments), "--as", "lan"])

    how = ("fta-use", path, "--agreement", made.pk, "--direction", "export")
    assert "1 new. Nothing was written." in run(*how, "--dry-run").stdout
    told = json.loads(run(*how, "--json").stdout)
    assert told["recorded"] == FtaUse.objects.count() == 1
    assert "1 known. Nothing was written." in run(*how).stdout
    assert "1 taken back, 0 kept." in run("undo", told["import"]).stdout
    assert FtaUse.objects.count() == 0
    assert "no agreement X" in str(run("fta-use", path, "--agreement", "X").exception)
