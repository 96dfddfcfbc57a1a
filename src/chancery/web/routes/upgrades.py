"""Addresses of what upgrades contain."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.upgrade_listing import UPGRADES
from chancery.web.views import exports, upgrades

urlpatterns: list[URLPattern | URLResolver] = [
    path("upgrades/", upgrades.index, name="upgrades"),
    path("upgrades/export/", exports.of(UPGRADES), name="upgrades-export"),
    path("upgrades/new/", upgrades.new, name="upgrade-new"),
    path("upgrades/<int:pk>/", upgrades.show, name="upgrade"),
    path("upgrades/<int:pk>/edit/", upgrades.edit, name="upgrade-edit"),
    path("upgrades/<int:pk>/withdraw/", upgrades.withdraw, name="upgrade-withdraw"),
]
