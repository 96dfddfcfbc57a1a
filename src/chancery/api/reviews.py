"""Rounds of review: list, prepare, who is asked, what units say, what is decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import once
from chancery.api.schemas.reviews import (
    NewReview,
    ReplyPut,
    Review,
    ReviewCall,
    ReviewCalls,
    ReviewFilter,
    ReviewItem,
    ReviewItems,
    ReviewPage,
    ReviewReply,
    SameVerdict,
    VerdictSent,
)
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, record_facts, record_ref, unit_ref
from chancery.api.versions import tagged
from chancery.work import models
from chancery.work.actions.reviews import add_review as prepare
from chancery.work.actions.reviews_judging import give_same_verdict as judge_alike
from chancery.work.actions.reviews_judging import give_verdict
from chancery.work.actions.reviews_replying import put_reply
from chancery.work.reviews import access, queries
from chancery.work.reviews.prefill import values_of
from chancery.work.reviews.values import ReplyValues, ReviewValues, Scope, VerdictValues

area = Area("reviews", reads="read:work", writes="write:work")

_ITEM = "/reviews/{key}/items/{number}"
_FILTERS: Filters = {"text": worded("reference", "text"), "state": equal("state")}
_SCOPE = ("partners", "sectors", "units", "due_from", "due_until")


@area.get("/reviews", ReviewPage)
def list_reviews(
    request: HttpRequest, wanted: Query[ReviewFilter], paging: Query[Paging]
) -> ReviewPage:
    """Rounds that you may know of."""
    rows = narrowed(_rows(request), wanted, _FILTERS)
    return paged(ReviewPage, rows, paging, wanted.order, _shown)


@area.post("/reviews", Review)
def add_review(request: HttpRequest, body: NewReview) -> Review:
    """Prepare a round; it is opened and called by a person, on its page."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})
    scope = Scope(**{name: said.pop(name) for name in _SCOPE})

    def act() -> int:
        values = ReviewValues(**said, scope=scope)
        return prepare(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/reviews/{key}", Review)
def show_review(request: HttpRequest, key: int) -> Review:
    """One round."""
    return show(request, key)


@area.get("/reviews/{key}/calls", ReviewCalls)
def list_review_calls(request: HttpRequest, key: int) -> ReviewCalls:
    """Who is asked, and who is silent."""
    found = queries.calls_of(viewer(request), find(request, key))
    return ReviewCalls(
        items=[
            ReviewCall(
                unit=unit_ref(one.call.unit),
                **kept(one, "asked", "replied", "drafts"),
                urged=one.call.urged,
            )
            for one in found
        ]
    )


@area.get("/reviews/{key}/items", ReviewItems)
def list_review_items(request: HttpRequest, key: int) -> ReviewItems:
    """Its commitments with what units say of them and what is decided."""
    rows = queries.items_of(viewer(request), find(request, key)).order_by("number")
    return ReviewItems(items=[_item(row) for row in rows])


@area.put(f"{_ITEM}/replies/{{unit}}", ReviewItem)
def put_review_reply(
    request: HttpRequest, key: int, number: int, unit: str, body: ReplyPut
) -> ReviewItem:
    """Say for your unit how a commitment stands; the same again changes nothing."""
    found, by = _find_item(request, key, number), viewer(request)
    values = ReplyValues(**body.model_dump())
    stands: Any = next((reply for reply in _said(found) if reply.unit_id == unit), None)
    if stands is None or stands.state == "returned" or values_of(stands) != values:
        way = models.ReviewReply.Way.PROGRAM
        put_reply(item=found, unit=unit, values=values, by=by, way=way)
    return _item(_find_item(request, key, number))


@area.post(f"{_ITEM}/verdicts", ReviewItem, status=200)
def give_review_verdict(
    request: HttpRequest, key: int, number: int, body: VerdictSent
) -> ReviewItem:
    """Decide one commitment of a round."""

    def act() -> int:
        found = _find_item(request, key, number)
        values = VerdictValues(**body.model_dump())
        return give_verdict(item=found, values=values, by=viewer(request)).number

    return once(request, body, act, lambda made: _item(_find_item(request, key, int(made))))


@area.post("/reviews/{key}/verdicts", ReviewItems, status=200)
def give_same_verdict(request: HttpRequest, key: int, body: SameVerdict) -> ReviewItems:
    """Decide several commitments of a round alike, in one act."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        known = queries.items_of(by, found).filter(number__in=body.numbers)
        values = VerdictValues(body.verdict, body.new_due, "", body.reason)
        keys = list(known.values_list("pk", flat=True))
        judge_alike(review=found, keys=keys, values=values, by=by)
        return key

    return once(request, body, act, lambda done: list_review_items(request, int(done)))


def find(request: HttpRequest, key: int) -> models.Review:
    """The round, where the caller may know of it; 404 otherwise."""
    found: models.Review = get_object_or_404(_rows(request), pk=key)
    return found


def show(request: HttpRequest, key: int) -> Review:
    """One round as it stands now."""
    shown: Review = tagged(request, _shown(find(request, key)))
    return shown


def _rows(request: HttpRequest) -> Any:
    return access.reviews(viewer(request)).select_related("held_by")


def _shown(row: models.Review) -> Review:
    names = ("state", "period_start", "period_end", "call_on", "reply_by")
    return Review(**record_facts(row), **kept(row, *names))


def _find_item(request: HttpRequest, key: int, number: int) -> models.ReviewItem:
    rows = queries.items_of(viewer(request), find(request, key))
    return get_object_or_404(rows, number=number)


def _item(row: models.ReviewItem) -> ReviewItem:
    commitment = record_ref(row.commitment)
    assert commitment is not None
    return ReviewItem(
        **kept(row, "number", "due", "verdict", "new_due"),
        commitment=commitment,
        text=row.commitment.text,
        unit=unit_ref(row.unit) if row.unit else None,
        replies=[_reply(reply) for reply in _said(row)],
    )


def _reply(row: models.ReviewReply) -> ReviewReply:
    names = (
        "state", "standing", "progress", "result", "difficulty", "proposal", "verdict", "new_due",
        "done_on",
    )  # fmt: skip
    return ReviewReply(unit=unit_ref(row.unit), **kept(row, *names))


def _said(item: Any) -> list[models.ReviewReply]:
    return list(getattr(item, "said", ()))
