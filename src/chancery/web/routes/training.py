"""Addresses of training and skills."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.training_listing import TRAINING
from chancery.web.views import exports, training

_UNIT = "units/<slug:key>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("trainings/", training.index, name="trainings"),
    path("trainings/export/", exports.of(TRAINING), name="trainings-export"),
    path("trainings/new/", training.new, name="training-new"),
    path("trainings/<int:pk>/", training.show, name="training"),
    path("trainings/<int:pk>/edit/", training.edit, name="training-edit"),
    path("trainings/<int:pk>/withdraw/", training.withdraw, name="training-withdraw"),
    path(f"{_UNIT}/needs/new/", training.need, name="unit-need"),
    path(f"{_UNIT}/needs/<int:number>/remove/", training.drop_need, name="unit-need-remove"),
    path(f"{_UNIT}/skills/new/", training.note, name="unit-skill"),
    path(f"{_UNIT}/skills/<int:number>/remove/", training.drop_skill, name="unit-skill-remove"),
    path(f"{_UNIT}/hand-over/<int:number>/", training.hand_over, name="unit-hand-over"),
]
