"""References: one after another, whoever writes at once."""

import os
import subprocess
import sys

import pytest
from django.db import transaction
from django.utils import timezone

from chancery.register.models import Numbering
from chancery.register.numbering import next_reference
from tests.shared import ROOT


@pytest.mark.django_db
def test_references_count_by_prefix_and_year():
    year = timezone.localdate().year
    assert next_reference("CK") == f"CK-{year}-0001"
    assert next_reference("CK") == f"CK-{year}-0002"
    assert next_reference("NV") == f"NV-{year}-0001"
    Numbering.objects.filter(prefix="CK").update(last=10_000)
    assert next_reference("CK") == f"CK-{year}-10001"


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_record_gives_its_number_back():
    first = next_reference("CK")

    def fail():
        with transaction.atomic():
            next_reference("CK")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert int(next_reference("CK")[-4:]) == int(first[-4:]) + 1


MAKER = """
import django
django.setup()
from chancery.upkeep.tables import bring_up_to_date
bring_up_to_date()
"""
WRITER = """
import sys, threading
import django
django.setup()
from django.db import connection
from chancery.register.numbering import next_reference

def write():
    for _ in range(25):
        print(next_reference("NV"), flush=True)
    connection.close()

threads = [threading.Thread(target=write) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_two_processes_of_two_threads_never_get_the_same_reference(tmp_path):
    (tmp_path / "ws").mkdir()
    environment = {
        **os.environ,
        "CHANCERY_WORKSPACE": str(tmp_path / "ws"),
        "DJANGO_SETTINGS_MODULE": "chancery.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("DATABASE_URL", None)

    def python(*arguments):
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    making = python("-c", MAKER)
    making.communicate()
    assert making.returncode == 0
    writers = [python("-c", WRITER) for _ in range(2)]
    given = [line for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(given) == len(set(given)) == 100
    assert max(int(reference[-4:]) for reference in given) == 100
