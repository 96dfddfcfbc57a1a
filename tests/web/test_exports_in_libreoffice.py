"""What goes out is opened by the spreadsheet that offices use, where it is installed."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest
from django.urls import reverse

from tests import make

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LETTERS = f"{_VOWELS}đ {_VOWELS.upper()}Đ"
_AS_UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_vietnamese_letter_is_shown_when_an_export_is_opened(client, tmp_path, kind):
    texts = {LETTERS, "Đề nghị – “hoàn thành” 45 % trong quý IV/2026; 1.234,5 tỷ đồng", "=1+1"}
    for text in texts:
        make.task(text=text)
    client.force_login(make.lan())
    answer = client.post(reverse("tasks-export"), {"format": kind})
    sent = tmp_path / f"nhiệm vụ.{kind}"
    sent.write_bytes(b"".join(answer))
    seen = {cell.removeprefix("'") for row in _opened(sent) for cell in row}
    assert texts <= seen


def _opened(sent):
    """The cells as LibreOffice shows them; a CSV as the mark at its head has its dialog propose."""
    shown = sent.parent / "shown"
    profile = f"-env:UserInstallation={(sent.parent / 'profile').as_uri()}"
    read_as = ["--infilter=CSV:44,34,76,1"] if sent.suffix == ".csv" else []
    command = [
        OFFICE,
        profile,
        "--headless",
        *read_as,
        "--convert-to",
        _AS_UTF8,
        "--outdir",
        shown,
        sent,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (shown / f"{sent.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
