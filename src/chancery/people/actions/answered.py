"""Forms that act once, however often they are sent.

What is kept here is no content and no change of the house: history is told by the action itself.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from chancery.people.models import Answered, User

PARTS = ":"


def answered(user: User, key: str) -> Answered | None:
    """What a form led to that this person sent with this key; None while nothing came of it."""
    return Answered.objects.filter(user=user, key=key).first()


def answered_otherwise(user: User, key: str) -> Answered | None:
    """The last answer to the same form sent with other content: up to ``:`` the key is the same."""
    start = key.partition(PARTS)[0]
    rows = Answered.objects.filter(user=user, key__gt=start + PARTS, key__lt=start + ";")
    return rows.exclude(key=key).order_by("-at").first()


def answered_lately(user: User, key: str, since: datetime) -> Answered | None:
    """What the same content led to from another form since then: from ``:`` on the key is the same."""
    content = PARTS + key.partition(PARTS)[2]
    rows = Answered.objects.filter(user=user, at__gte=since, key__endswith=content)
    return rows.order_by("-at").first()


def claim_answer(*, user: User, key: str) -> bool:
    """Take the key for the transaction at hand; False when the form was acted on already.

    Who sends the same form at the same moment waits here until the first has finished.
    """
    try:
        with transaction.atomic():
            Answered.objects.create(key=key, user=user, onward="", at=timezone.now())
    except IntegrityError:
        return False
    return True


def keep_answer(*, user: User, key: str, said: str, onward: str) -> None:
    """Say what the claimed key led to: the message and the address."""
    Answered.objects.filter(user=user, key=key).update(said=said[:500], onward=onward[:500])


def sweep_answers(*, before: datetime) -> int:
    """Forget the forms acted on before a moment: nobody sends those again. How many they were."""
    return Answered.objects.filter(at__lt=before).delete()[0]
