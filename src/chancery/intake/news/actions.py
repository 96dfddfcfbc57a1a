"""Writing to people about what is new in the searches they keep."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chancery.intake.news.found import PAGE, SEARCH_PAGE, letter, news
from chancery.intake.search.models import Indexed
from chancery.notices.actions import post
from chancery.people.access import viewer_of
from chancery.people.actions.views import told_news
from chancery.people.models import Digest, SavedView, User
from chancery.people.queries import country_pack
from chancery.work.mornings import whose_morning_came
from chancery.work.recipients import active_people, zone_of
from chancery.work.timeliness import local_day

NEWS = "news"


def tell_news(*, now: datetime, since: datetime | None) -> int:
    """Write to everybody whose morning has come about what is new in their searches.

    How many were written to. ``since`` is the last run that finished. Each step of history is
    looked through once for each search, however often this runs, and never for its own maker.
    """
    up_to = Indexed.objects.values_list("seq", flat=True).first() or 0
    waiting = SavedView.objects.filter(page=PAGE, told_to__lt=up_to).order_by()
    makers = set(waiting.values_list("user", flat=True))
    if not makers:
        return 0
    people = [person for person in active_people() if person.pk in makers]
    due = whose_morning_came(people, now, since)
    return sum([_tell(person, up_to, now) for person in due])


@transaction.atomic
def _tell(person: User, up_to: int, now: datetime) -> bool:
    viewer = viewer_of(person)
    mine = list(SavedView.objects.select_for_update().filter(user=person, page=PAGE))
    told = news(viewer, mine, up_to) if viewer.reads else []
    told_news(views=mine, up_to=up_to)
    if not told:
        return False
    zone = zone_of(person, timezone.localdate(now), country_pack().time_zone)
    said = letter(person, told, local_day(now, zone))
    notice = post(
        to=person,
        kind=NEWS,
        key=f"{NEWS}:{up_to}",
        subject=said.subject,
        body=said.body,
        link=SEARCH_PAGE,
        by_mail=person.digest != Digest.OFF,
    )
    return notice is not None
