"""Addresses of rounds of review."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import review_answers, reviews

_REVIEW = "reviews/<int:pk>/"
_UNIT = f"{_REVIEW}answer/<slug:unit>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/", reviews.index, name="reviews"),
    path("reviews/new/", reviews.new, name="review-new"),
    path(_REVIEW, reviews.show, name="review"),
    path(f"{_REVIEW}edit/", reviews.edit, name="review-edit"),
    path(f"{_REVIEW}withdraw/", reviews.withdraw, name="review-withdraw"),
    path(f"{_REVIEW}move/<slug:name>/", reviews.move, name="review-move"),
    path(f"{_REVIEW}urge/", reviews.urge, name="review-urge"),
    path(f"{_REVIEW}letters/", reviews.letters, name="review-letters"),
    path(f"{_REVIEW}items/<int:number>/", review_answers.item, name="review-item"),
    path(_UNIT, review_answers.show, name="review-answer"),
    path(f"{_UNIT}letter/", review_answers.call_letter, name="review-letter"),
    path(f"{_UNIT}sheet/", review_answers.sheet, name="review-sheet"),
    path(f"{_UNIT}approve/", review_answers.approve, name="review-approve"),
    path(f"{_UNIT}<int:number>/", review_answers.reply, name="review-reply"),
    path(f"{_UNIT}<int:number>/return/", review_answers.send_back, name="review-return"),
]
