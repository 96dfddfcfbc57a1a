"""Units, people and commitments of the plan, made through the product's own actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from unittest import mock

from django.utils import timezone

from benchmarks.quarters.plan import COMMITTEE, MINISTRY, OFFICE, Agency, Plan
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer, viewer_of
from chancery.people.actions import add_user, give_post
from chancery.people.models import Unit, User
from chancery.register import actions as register
from chancery.register.values import AgreementValues, CommitmentValues, Guard

SYSTEM = "system"
LONG_AGO = date(2020, 1, 1)
SECRETARIAT = (("quang", OFFICE, "officer"), ("chanh", OFFICE, "head"), ("van-thu", OFFICE, "clerk"),
               ("hien", MINISTRY, "head"))  # fmt: skip
_ORGANS = (
    ("gov", "government", None),
    ("pm", "prime_minister", "gov"),
    (OFFICE, "government_office", "gov"),
    (COMMITTEE, "committee", "gov"),
    (MINISTRY, "ministry", "gov"),
)


@contextmanager
def clock(day: date, hour: int) -> Iterator[None]:
    """The clock of the house, at that hour in Hà Nội."""
    at = datetime.combine(day, time(hour - 7), UTC)
    with mock.patch.object(timezone, "now", return_value=at):
        yield


class World:
    """Who is there; whoever acts is known here by name."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.promises: dict[int, int] = {}
        """By the key of a commitment its number in the plan."""
        self._viewers: dict[str, Viewer] = {}

    def viewer(self, name: str) -> Viewer:
        """What the person stands for; nobody's post changes in this play."""
        if name not in self._viewers:
            self._viewers[name] = viewer_of(User.objects.get(username=name))
        return self._viewers[name]

    def user(self, name: str) -> User:
        """The person."""
        return self.viewer(name).user

    def make(self) -> None:
        """All of it, on the working day before the first round."""
        with clock(self.plan.worked_days()[0], 9):
            self._units()
            self._people()
            self._promises()

    def _units(self) -> None:
        for key, kind, above in _ORGANS:
            Unit.objects.create(key=key, kind=kind, name_vi=key, name_en=key, belongs_to_id=above)
        for one in self.plan.agencies:
            above = MINISTRY if one.kind == "mission" else "gov"
            name = f"Cơ quan {one.at:02d}"
            Unit.objects.create(
                key=one.key, kind=one.kind, name_vi=name, name_en=name, belongs_to_id=above
            )
        for code, home in (("VN", True), ("JP", False), ("KR", False)):
            names = {"name_vi": code, "name_en": code, "kind": "country", "is_home": home}
            Partner.objects.create(code=code, **names)
        for code, driver in (("trade", "traditional"), ("semiconductors", "new")):
            Sector.objects.create(code=code, name_vi=code, name_en=code, driver=driver)

    def _people(self) -> None:
        for name, unit, role in SECRETARIAT:
            self._person(name, unit, role)
        for one in self.plan.agencies:
            self._person(one.officer, one.key, "officer")
            self._person(one.head, one.key, "head")

    def _person(self, name: str, unit: str, role: str) -> None:
        mail = f"{name}@co-quan.example"
        user = add_user(username=name, full_name=name, password=None, by=SYSTEM, email=mail)
        give_post(user=user, unit=unit, role=role, by=SYSTEM, start=LONG_AGO)

    def _promises(self) -> None:
        by, guard = self.viewer("quang"), Guard(OFFICE)
        values = AgreementValues(
            name_vi="Hiệp định thương mại",
            name_en="Trade agreement",
            short="HDTM",
            kind="treaty",
            type="fta",
            parties=("JP", "VN"),
            stages=(("signed", "2008-12-25"), ("in_force", "2009-10-01")),
        )
        signed = register.add_agreement(values=values, guard=guard, by=by)
        for one in self.plan.promises:
            made = register.add_commitment(
                values=CommitmentValues(
                    text=one.text,
                    parties=(one.partner, "VN"),
                    sectors=(one.sector,),
                    lead=self._key(one.lead),
                    coordinating=(self._key(one.helper),) if one.helper is not None else (),
                    due=one.due,
                    agreement=signed.pk if one.is_signed else None,
                ),
                guard=guard,
                by=by,
            )
            self.promises[made.pk] = one.at

    def _key(self, at: int | None) -> str | None:
        return None if at is None else Agency(at).key
