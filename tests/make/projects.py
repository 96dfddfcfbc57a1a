"""Projects and the lines of their ledgers."""

from datetime import date
from decimal import Decimal

from chancery.people.models import User
from chancery.register import actions as register
from chancery.register.projects.values import EntryValues, ProjectValues
from chancery.register.values import (
    Guard,
    Source,
)
from tests.make.documents import guard
from tests.make.people import lan, viewer
from tests.make.places import ground


def project_values(**values) -> ProjectValues:
    defaults = {
        "text": "Tuyến metro số 5",
        "kind": "oda_loan",
        "partners": ("JP",),
        "host": "moit",
        "sectors": ("trade",),
    }
    return ProjectValues(**{**defaults, **values})


def project(
    *, by: User | None = None, keeping: Guard | None = None, of=None, state="proposed", **values
):
    """A project with Japan hosted by moit, recorded by lan."""
    ground()
    return register.add_project(
        values=project_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        state=state,
        by=viewer(by or lan()),
    )


def entry(project, ledger="signed", amount="1000000", currency="JPY", **values):
    """A line of a ledger of a project, written by lan."""
    by = viewer(values.pop("by", None) or lan())
    defaults = {"day": date(2026, 3, 2), "source": "Công hàm trao đổi"}
    said = EntryValues(ledger, amount=Decimal(amount), currency=currency, **{**defaults, **values})
    return register.record_entry(project=project, values=said, by=by)
