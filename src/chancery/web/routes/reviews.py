"""Addresses of rounds of review."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import (
    review_answers,
    review_bundles,
    review_sheets,
    review_verdicts,
    reviews,
)

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
    path(f"{_REVIEW}sheets/", review_bundles.choose, name="review-sheets"),
    path(f"{_REVIEW}sheets/check/", review_bundles.check, name="review-sheets-check"),
    path(f"{_REVIEW}sheets/undo/", review_bundles.undo, name="review-sheets-undo"),
    path(f"{_REVIEW}letters/", reviews.letters, name="review-letters"),
    path(f"{_REVIEW}items/<int:number>/", review_answers.item, name="review-item"),
    path(f"{_REVIEW}items/<int:number>/verdict/", review_verdicts.verdict, name="review-verdict"),
    path(f"{_REVIEW}verdicts/", review_verdicts.plain, name="review-verdicts"),
    path(f"{_REVIEW}verdicts/same/", review_verdicts.same, name="review-verdicts-same"),
    path(f"{_REVIEW}verdicts/undo/", review_verdicts.undo, name="review-verdicts-undo"),
    path(f"{_REVIEW}figures/", review_verdicts.figures, name="review-figures"),
    path(f"{_REVIEW}agenda/", review_verdicts.agenda, name="review-agenda"),
    path(f"{_REVIEW}minutes/", review_verdicts.minutes_file, name="review-minutes"),
    path(f"{_REVIEW}minutes/edit/", review_verdicts.edit_minutes, name="review-minutes-edit"),
    path(f"{_REVIEW}minutes/issue/", review_verdicts.issue, name="review-issue"),
    path(f"{_REVIEW}decisions/", review_verdicts.decide, name="review-decide"),
    path(
        f"{_REVIEW}decisions/<int:decision>/remove/",
        review_verdicts.undecide,
        name="review-undecide",
    ),
    path(_UNIT, review_answers.show, name="review-answer"),
    path(f"{_UNIT}letter/", review_answers.call_letter, name="review-letter"),
    path(f"{_UNIT}sheet/", review_answers.sheet, name="review-sheet"),
    path(f"{_UNIT}sheet-back/", review_sheets.choose, name="review-sheet-back"),
    path(f"{_UNIT}sheet-back/check/", review_sheets.check, name="review-sheet-check"),
    path(f"{_UNIT}sheet-back/undo/", review_sheets.undo, name="review-sheet-undo"),
    path(f"{_UNIT}letter-in/", review_sheets.letter, name="review-letter-in"),
    path(f"{_UNIT}approve/", review_answers.approve, name="review-approve"),
    path(f"{_UNIT}<int:number>/", review_answers.reply, name="review-reply"),
    path(f"{_UNIT}<int:number>/return/", review_answers.send_back, name="review-return"),
]
