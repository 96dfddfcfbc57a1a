"""Builders for tests: the fixed cast, their units, and records made through the actions.

A person, unit, partner or sector that is there already is given back, so a test may say ``lan()``
as often as it likes. Units and codes are those of the pack ``vn``; only a handful are made.

The cast: ``lan`` desk officer and ``minh`` head, ``ha`` clerk, ``thu`` reader of ``mofa-economic``;
``hien`` head of ``mofa``; ``tuan`` officer and ``mai`` head at ``mission-jp``; ``son`` officer and
``binh`` head at ``moit``; ``yen`` officer of ``province-lang-son``; ``oanh`` officer at
``mission-kr``, the outsider; ``quang`` of the Government Office; ``khoa`` administrator and ``vy``
auditor at ``mofa``; ``nobody`` without a post.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from chancery.documents.models import Document, DocumentText
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer, viewer_of
from chancery.people.models import Area, Post, Unit, User
from chancery.register import actions as register
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.fta.values import FtaUseValues
from chancery.register.mechanisms.values import InitiativeValues, MechanismValues
from chancery.register.projects.values import EntryValues, ProjectValues
from chancery.register.upgrades.values import UpgradeValues
from chancery.register.values import (
    ActivityValues,
    AgreementValues,
    CommitmentValues,
    Guard,
    ObstacleValues,
    OpportunityValues,
    RequestValues,
    Source,
)
from chancery.work import actions as work
from chancery.work.actions import advice as advising
from chancery.work.actions import (
    consultations,
    meetings,
    meetings_preparing,
    monthly,
    plans,
    programmes,
    reviews,
)
from chancery.work.actions import reviews_calling as calling
from chancery.work.actions.outreach import add_outreach
from chancery.work.actions.training import add_training
from chancery.work.advice.values import AdviceValues, Option
from chancery.work.clock import kept_from, response_days
from chancery.work.consultations.values import ConsultationValues
from chancery.work.meetings.values import MeetingValues
from chancery.work.models import Task
from chancery.work.outreach.values import OutreachValues
from chancery.work.plans.values import PlanValues, ReportValues
from chancery.work.programmes.values import ProgrammeValues, TargetValues
from chancery.work.reviews.values import ReviewValues
from chancery.work.training.queries import TrainingValues
from chancery.work.values import ProposalValues, ShortcomingValues, TaskValues

PASSWORD = "mot-con-vit-xoe-ra-hai-cai-canh"
LONG_AGO = date(2020, 1, 1)

# key: kind, Vietnamese, English, belongs to, sits in, time zone, host
UNITS = {
    "gov": ("government", "Chính phủ", "Government", None, None, "", ""),
    "pm": ("prime_minister", "Thủ tướng Chính phủ", "Prime Minister", "gov", None, "", ""),
    "vpcp": ("government_office", "Văn phòng Chính phủ", "Government Office", "gov", None, "", ""),
    "sc-economic-diplomacy": (
        "committee",
        "Ban Chỉ đạo về ngoại giao kinh tế",
        "Steering Committee on Economic Diplomacy",
        "gov",
        None,
        "",
        "",
    ),
    "mofa": ("ministry", "Bộ Ngoại giao", "Ministry of Foreign Affairs", "gov", None, "", ""),
    "mofa-economic": (
        "department",
        "Vụ Tổng hợp kinh tế",
        "Department of Economic Affairs",
        "mofa",
        None,
        "",
        "",
    ),
    "moit": ("ministry", "Bộ Công Thương", "Ministry of Industry and Trade", "gov", None, "", ""),
    "mof": ("ministry", "Bộ Tài chính", "Ministry of Finance", "gov", None, "", ""),
    "province-lang-son": ("province", "Tỉnh Lạng Sơn", "Lang Son", "gov", None, "", ""),
    "mission-jp": (
        "mission",
        "Đại sứ quán Việt Nam tại Nhật Bản",
        "Embassy of Viet Nam in Japan",
        "mofa",
        None,
        "Asia/Tokyo",
        "JP",
    ),
    "mission-kr": (
        "mission",
        "Đại sứ quán Việt Nam tại Hàn Quốc",
        "Embassy of Viet Nam in the Republic of Korea",
        "mofa",
        None,
        "Asia/Seoul",
        "KR",
    ),
    "trade-jp": (
        "trade_office",
        "Thương vụ Việt Nam tại Nhật Bản",
        "Viet Nam Trade Office in Japan",
        "moit",
        "mission-jp",
        "Asia/Tokyo",
        "JP",
    ),
    "mpi": ("ministry", "Bộ Kế hoạch và Đầu tư", "Ministry of Planning", "gov", None, "", ""),
}

PARTNERS = {
    "VN": ("Việt Nam", "Viet Nam", "country"),
    "JP": ("Nhật Bản", "Japan", "country"),
    "KR": ("Hàn Quốc", "Republic of Korea", "country"),
    "AU": ("Ô-xtrây-li-a", "Australia", "country"),
    "ASEAN": ("ASEAN", "ASEAN", "bloc"),
}

SECTORS = {
    "trade": ("Thương mại", "Trade", "traditional"),
    "semiconductors": ("Bán dẫn", "Semiconductors", "new"),
}


def unit(key: str) -> Unit:
    """A unit of the table, its ties and area with it."""
    kind, name_vi, name_en, above, host_unit, zone, host = UNITS[key]
    made, is_new = Unit.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "name_vi": name_vi,
            "name_en": name_en,
            "belongs_to": unit(above) if above else None,
            "sits_in": unit(host_unit) if host_unit else None,
            "time_zone": zone,
        },
    )
    if is_new and host:
        Area.objects.create(unit=made, partner=partner(host), role="host")
    return made


def units(*keys: str) -> None:
    """These units, or every one of the table."""
    for key in keys or UNITS:
        unit(key)


def merged_unit() -> Unit:
    """The Ministry of Planning, since merged into that of Finance."""
    made = unit("mpi")
    made.successor, made.end = unit("mof"), "2025-02-28"
    made.save()
    return made


def partner(code: str) -> Partner:
    """A partner of the table."""
    name_vi, name_en, kind = PARTNERS[code]
    values = {"name_vi": name_vi, "name_en": name_en, "kind": kind, "is_home": code == "VN"}
    return Partner.objects.get_or_create(code=code, defaults=values)[0]


def partners(*codes: str) -> None:
    """These partners, or every one of the table."""
    for code in codes or PARTNERS:
        partner(code)


def sectors() -> None:
    """Every sector of the table."""
    for code, (name_vi, name_en, driver) in SECTORS.items():
        values = {"name_vi": name_vi, "name_en": name_en, "driver": driver}
        Sector.objects.get_or_create(code=code, defaults=values)


def ground() -> None:
    """All units, partners and sectors of the tables."""
    partners()
    units()
    sectors()


def person(username: str, full_name: str, key: str = "", role: str = "") -> User:
    """A person with one post, or none; signs in with ``PASSWORD`` once ``with_password`` is said."""
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"full_name": full_name, "password": "!"}
    )
    if is_new and key:
        Post.objects.create(user=user, unit=unit(key), role=role, start=LONG_AGO)
    return user


def with_password(user: User) -> User:
    """The same person, able to sign in with ``PASSWORD``; hashing takes its time."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def lan() -> User:
    return person("lan", "Lê Ngọc Lan", "mofa-economic", "officer")


def minh() -> User:
    return person("minh", "Trịnh Đức Minh", "mofa-economic", "head")


def ha() -> User:
    return person("ha", "Đỗ Thúy Hà", "mofa-economic", "clerk")


def thu() -> User:
    return person("thu", "Tạ Minh Thu", "mofa-economic", "reader")


def hien() -> User:
    return person("hien", "Đào Thu Hiền", "mofa", "head")


def tuan() -> User:
    return person("tuan", "Phùng Anh Tuấn", "mission-jp", "officer")


def mai() -> User:
    return person("mai", "Hoàng Thanh Mai", "mission-jp", "head")


def son() -> User:
    return person("son", "Doãn Hải Sơn", "moit", "officer")


def binh() -> User:
    return person("binh", "Khổng Thái Bình", "moit", "head")


def yen() -> User:
    return person("yen", "Lương Hải Yến", "province-lang-son", "officer")


def oanh() -> User:
    return person("oanh", "Cao Kiều Oanh", "mission-kr", "officer")


def quang() -> User:
    return person("quang", "Nghiêm Vinh Quang", "vpcp", "officer")


def khoa() -> User:
    return person("khoa", "Bạch Đăng Khoa", "mofa", "administrator")


def vy() -> User:
    return person("vy", "Mạc Tường Vy", "mofa", "auditor")


def nobody() -> User:
    return person("nobody", "Không Giữ Chức")


CAST = (lan, minh, ha, thu, hien, tuan, mai, son, binh, yen, oanh, quang, khoa, vy, nobody)


def viewer(user: User) -> Viewer:
    """What the person stands for today, as actions take it."""
    return viewer_of(user)


def moment(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in UTC."""
    at = date.fromisoformat(day)
    return datetime(at.year, at.month, at.day, hour, minute, tzinfo=UTC)


def document(
    text: str = "Hai bên nhất trí mở thị trường cho bưởi.",
    *,
    held_by: str = "mofa-economic",
    by: User | None = None,
    **columns,
) -> Document:
    """A document with its text, without a file behind it."""
    number = Document.objects.count()
    values = {
        "sha256": f"{number:064x}",
        "name": f"van-ban-{number}.txt",
        "media_type": "text/plain",
        "size": len(text.encode()),
        "title": "Thông báo kết luận",
        "language": "vi",
        "kind": "conclusions",
        "held_by": unit(held_by),
        "added_by": by or ha(),
        "added_at": moment("2026-03-02"),
    }
    made = Document.objects.create(**{**values, **columns})
    DocumentText.objects.create(document=made, text=text)
    return made


def source(
    quote: str = "nhất trí mở thị trường cho bưởi", *, of: Document | None = None
) -> Source:
    """Where ``quote`` stands in a document; in a document of its own unless said."""
    found = of or document(f"Hai bên {quote}.")
    start = found.source_text.text.index(quote)
    return Source(found.pk, quote, start, start + len(quote))


def guard(held_by: str = "mofa-economic", sensitivity: str = "internal", *named: str) -> Guard:
    return Guard(held_by, sensitivity, named)


def commitment_values(**values) -> CommitmentValues:
    defaults = {"text": "Mở thị trường cho bưởi Việt Nam", "parties": ("JP", "VN")}
    return CommitmentValues(**{**defaults, **values})


def commitment(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A commitment of Japan and Viet Nam, recorded by lan."""
    ground()
    return register.add_commitment(
        values=commitment_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def request(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """We ask Japan for something, recorded by lan."""
    ground()
    defaults = {"text": "Đơn giản hóa thị thực", "direction": "ours", "partner": "JP"}
    return register.add_request(
        values=RequestValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def obstacle(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An obstacle with Japan, recorded by lan."""
    ground()
    defaults = {"text": "Chậm giải ngân vốn ODA", "partner": "JP", "area": "ODA"}
    return register.add_obstacle(
        values=ObstacleValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def opportunity(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An opening in Japan, recorded by lan."""
    ground()
    defaults = {"text": "Xuất khẩu bưởi tươi sang Nhật Bản", "partner": "JP", "kind": "trade"}
    return register.add_opportunity(
        values=OpportunityValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def activity_values(**values) -> ActivityValues:
    defaults = {
        "text": "Thủ tướng thăm chính thức Nhật Bản",
        "kind": "visit",
        "partners": ("JP",),
        "start": date(2026, 3, 2),
    }
    return ActivityValues(**{**defaults, **values})


def activity(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A visit to Japan, recorded by lan."""
    ground()
    return register.add_activity(
        values=activity_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


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


def upgrade_values(**values) -> UpgradeValues:
    defaults = {
        "text": "Lập đối thoại về chuyển đổi năng lượng",
        "partner": "JP",
        "pillar": "green",
        "before": "Trao đổi khi có chuyến thăm",
    }
    return UpgradeValues(**{**defaults, **values})


def upgrade(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """What the upgrade with Japan contains, recorded by lan."""
    ground()
    return register.add_upgrade(
        values=upgrade_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def mechanism(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """The joint commission with Japan, yearly, recorded by lan."""
    ground()
    said = {
        "text": "Ủy ban hỗn hợp Việt Nam – Nhật Bản",
        "kind": "commission",
        "partners": ("JP",),
        "frequency": "year",
    }
    return register.add_mechanism(
        values=MechanismValues(**{**said, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def initiative(
    mechanism, *, by: User | None = None, keeping: Guard | None = None, of=None, **values
):
    """What we put forward in it, still an idea, recorded by lan."""
    said = {"text": "Mạng lưới hải quan thông minh", "proposed_by": "VN"}
    return register.add_initiative(
        values=InitiativeValues(**{**said, "mechanism": mechanism.pk, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def contact_values(**values) -> ContactValues:
    is_person = values.get("kind", "person") == "person"
    defaults = {"text": "Tanaka Kenji", "kind": "person", "partner": "JP"}
    defaults |= {"basis": "office", "office": "Vụ trưởng"} if is_person else {}
    return ContactValues(**{**defaults, **values})


def contact(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """An official in Japan, recorded by lan."""
    ground()
    return register.add_contact(
        values=contact_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def outreach_values(**values) -> OutreachValues:
    defaults = {
        "text": "Việt Nam, đối tác tin cậy",
        "kind": "event",
        "planned_on": date(2026, 3, 2),
        "partner": "JP",
    }
    return OutreachValues(**{**defaults, **values})


def outreach(*, by: User | None = None, keeping: Guard | None = None, **values):
    """An item of outreach in Japan, planned by lan."""
    ground()
    said = outreach_values(**values)
    return add_outreach(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def interaction_values(**values) -> InteractionValues:
    defaults = {
        "text": "Mở cửa thị trường bưởi",
        "kind": "meeting",
        "day": date(2026, 3, 2),
        "partner": "JP",
        "theirs": "Đại diện METI",
    }
    return InteractionValues(**{**defaults, **values})


def interaction(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A meeting with Japan, recorded by lan."""
    ground()
    return register.add_interaction(
        values=interaction_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def entry(project, ledger="signed", amount="1000000", currency="JPY", **values):
    """A line of a ledger of a project, written by lan."""
    by = viewer(values.pop("by", None) or lan())
    defaults = {"day": date(2026, 3, 2), "source": "Công hàm trao đổi"}
    said = EntryValues(ledger, amount=Decimal(amount), currency=currency, **{**defaults, **values})
    return register.record_entry(project=project, values=said, by=by)


def fta_use_values(**values) -> FtaUseValues:
    defaults = {
        "year": 2025,
        "direction": "export",
        "source": "Bộ Công Thương",
        "eligible": Decimal(1000),
        "used": Decimal(420),
    }
    return FtaUseValues(**{**defaults, **values})


def fta_use(*, by: User | None = None, keeping: Guard | None = None, agreement: str, **values):
    """What a source says of the use of an agreement, recorded by lan."""
    said = fta_use_values(agreement=agreement, **values)
    return register.add_fta_use(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def agreement_values(**values) -> AgreementValues:
    defaults = {
        "name_vi": "Hiệp định Đối tác kinh tế Việt Nam - Nhật Bản",
        "name_en": "Viet Nam - Japan Economic Partnership Agreement",
        "short": "VJEPA",
        "kind": "treaty",
        "type": "fta",
        "parties": ("JP", "VN"),
        "stages": (("signed", "2008-12-25"), ("in_force", "2009-10-01")),
    }
    return AgreementValues(**{**defaults, **values})


def agreement(*, by: User | None = None, keeping: Guard | None = None, **values):
    """An agreement with Japan, recorded by lan."""
    ground()
    return register.add_agreement(
        values=agreement_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )


def task_values(**values) -> TaskValues:
    defaults = {
        "text": "Xây dựng kế hoạch hành động",
        "basis": "assigned",
        "assigner": "pm",
        "lead": "moit",
    }
    return TaskValues(**{**defaults, **values})


def task(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """What the Prime Minister assigned to moit, recorded by lan from a document."""
    ground()
    return work.add_task(
        values=task_values(**values),
        guard=keeping or guard(),
        source=of or source(),
        by=viewer(by or lan()),
    )


def moved(found, *steps: str, at: datetime | None = None):
    """The task after these moves, each made by who may: binh leads for moit, quang for the PM."""
    for step in steps:
        by = quang() if step in {"approve", "return", "cancel"} else binh()
        found = work.move(task=found, move=step, by=viewer(by), reason="Cần bổ sung", at=at)
    return found


def judged(task: Task) -> Task:
    """A task made by hand, judged as the actions judge it."""
    if task.accepted_at:
        task.response_days = response_days(task.created_at, task.accepted_at)
    task.kept_from = task.submitted_at and kept_from(task, task.submitted_at)
    return task


def proposal_values(**values) -> ProposalValues:
    defaults = {
        "text": "Đề nghị cung cấp số liệu tận dụng ưu đãi",
        "from_unit": "mofa-economic",
        "to_unit": "moit",
    }
    return ProposalValues(**{**defaults, **values})


def proposal(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """mofa-economic asks moit, recorded by lan."""
    ground()
    return work.add_proposal(
        values=proposal_values(**values),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def shortcoming(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """Something that falls short in moit, recorded by lan."""
    ground()
    defaults = {"text": "Phối hợp chưa kịp thời", "unit": "moit", "area": "coordination"}
    return work.add_shortcoming(
        values=ShortcomingValues(**{**defaults, **values}),
        guard=keeping or guard(),
        source=of or Source(),
        by=viewer(by or lan()),
    )


def review_values(**values) -> ReviewValues:
    defaults = {
        "text": "Rà soát quý IV",
        "period_start": date(2026, 10, 1),
        "period_end": date(2026, 12, 31),
        "call_on": timezone.localdate(),
        "reply_by": timezone.localdate() + timedelta(days=14),
    }
    return ReviewValues(**{**defaults, **values})


def review(*, by: User | None = None, keeping: Guard | None = None, of=None, **values):
    """A round over everything that is open, prepared by lan."""
    ground()
    return reviews.add_review(
        values=review_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )


def called(found):
    """The round opened and its units called, by who runs it."""
    by = viewer(found.created_by)
    return calling.call_units(review=reviews.open_review(review=found, by=by), by=by)


def plan(
    *, by: User | None = None, keeping: Guard | None = None, held_by="mofa-economic", **values
):
    """The desk's work plan for 2026, begun by lan; with ``line`` its first line."""
    ground()
    line = values.pop("line", None)
    made = plans.add_plan(
        values=PlanValues(**{"year": 2026, **values}),
        guard=keeping or guard(held_by),
        by=viewer(by or lan()),
    )
    if line:
        plans.add_line(plan=made, values=line, by=viewer(by or lan()))
        made.refresh_from_db()
    return made


def monthly_report(
    month: date = date(2026, 10, 1),
    *,
    by: User | None = None,
    keeping: Guard | None = None,
    held_by="mofa-economic",
):
    """The desk's report of a month, drawn by lan."""
    ground()
    return monthly.add_report(
        values=ReportValues(month), guard=keeping or guard(held_by), by=viewer(by or lan())
    )


def meeting_values(**values) -> MeetingValues:
    defaults = {
        "text": "Phiên họp thứ nhất",
        "kind": "committee",
        "day": timezone.localdate() + timedelta(days=7),
        "place": "Phòng họp A1",
        "chair": "Trưởng Ban",
    }
    return MeetingValues(**{**defaults, **values})


def meeting(*, by: User | None = None, keeping: Guard | None = None, invites=("moit",), **values):
    """A session prepared by lan, to which moit shall come."""
    ground()
    by = viewer(by or lan())
    made = meetings.add_meeting(values=meeting_values(**values), guard=keeping or guard(), by=by)
    if invites:
        meetings_preparing.add_participants(meeting=made, units=invites, by=by)
    made.refresh_from_db()
    return made


def held(found):
    """The meeting after its invitations and its day, by who prepares it."""
    by = viewer(found.created_by)
    return meetings.hold(meeting=meetings.invite(meeting=found, by=by), by=by)


def training(*, by: User | None = None, keeping: Guard | None = None, **values):
    """Lan was trained in rules of origin for two days, as the desk wrote down."""
    ground()
    defaults = {
        "text": "Quy tắc xuất xứ",
        "person": lan().username,
        "start": date(2026, 3, 2),
        "end": date(2026, 3, 3),
        "hours": 12,
    }
    return add_training(
        values=TrainingValues(**{**defaults, **values}),
        guard=keeping or guard(),
        by=viewer(by or lan()),
    )


def programme_values(**values) -> ProgrammeValues:
    defaults = {
        "text": "Chương trình hành động",
        "owner": "moit",
        "start": date(2026, 1, 1),
        "end": date(2030, 12, 31),
    }
    return ProgrammeValues(**{**defaults, **values})


def programme(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A programme owned by moit, recorded by lan."""
    ground()
    return programmes.add_programme(
        values=programme_values(**values), guard=keeping or guard(), by=viewer(by or lan())
    )


def target_values(**values) -> TargetValues:
    defaults = {
        "name": "Kim ngạch",
        "measure": "tỷ USD",
        "better": "higher",
        "baseline": Decimal(100),
        "baseline_on": date(2026, 1, 1),
        "value": Decimal(200),
        "due": date(2030, 12, 31),
    }
    return TargetValues(**{**defaults, **values})


def consultation_values(**values) -> ConsultationValues:
    defaults = {
        "text": "Có nên mở thị trường bưởi theo điều kiện của bạn?",
        "reply_by": timezone.localdate() + timedelta(days=10),
        "units": ("moit",),
        "background": "Bạn đề nghị trả lời trước kỳ họp",
        "partners": ("JP",),
    }
    return ConsultationValues(**{**defaults, **values})


def consultation(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A question of the desk to moit, prepared by lan."""
    ground()
    said = consultation_values(**values)
    return consultations.add_consultation(
        values=said, guard=keeping or guard(), by=viewer(by or lan())
    )


def consulted(*, by: User | None = None, keeping: Guard | None = None, **values):
    """The same, sent: the unit asked, with its question."""
    made = consultation(by=by, keeping=keeping, **values)
    made = consultations.send(consultation=made, by=viewer(by or lan()))
    return made.asked.select_related("consultation__held_by", "unit").order_by("pk").first()


def advice_values(**values) -> AdviceValues:
    defaults = {
        "text": "Có nên tham gia sáng kiến về khoáng sản?",
        "asked_on": timezone.localdate() - timedelta(days=7),
        "to_unit": "mofa",
        "asked_by": "Thứ trưởng",
        "memo": "Nên tham gia, có điều kiện",
        "options": (Option("Tham gia có điều kiện", True), Option("Chưa tham gia")),
        "partners": ("JP",),
    }
    return AdviceValues(**{**defaults, **values})


def advice(*, by: User | None = None, keeping: Guard | None = None, **values):
    """A question of the leadership to the desk, with lan's memo."""
    ground()
    said = advice_values(**values)
    return advising.add_advice(values=said, guard=keeping or guard(), by=viewer(by or lan()))


def submitted(found):
    """The same, approved by minh and submitted."""
    for move, by in (("ask", lan), ("approve", minh), ("submit", lan)):
        found = advising.move_advice(advice=found, move=move, by=viewer(by()))
    return found
