"""Addresses of mechanisms and initiatives."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.mechanism_listing import INITIATIVES, MECHANISMS
from chancery.web.views import exports, initiatives, mechanism_parts, mechanisms

urlpatterns: list[URLPattern | URLResolver] = [
    path("mechanisms/", mechanisms.index, name="mechanisms"),
    path("mechanisms/export/", exports.of(MECHANISMS), name="mechanisms-export"),
    path("mechanisms/calendar/", mechanisms.calendar, name="mechanism-calendar"),
    path("mechanisms/new/", mechanisms.new, name="mechanism-new"),
    path("mechanisms/<int:pk>/", mechanisms.show, name="mechanism"),
    path("mechanisms/<int:pk>/edit/", mechanisms.edit, name="mechanism-edit"),
    path("mechanisms/<int:pk>/withdraw/", mechanisms.withdraw, name="mechanism-withdraw"),
    path("mechanisms/<int:pk>/role/", mechanism_parts.role, name="mechanism-role"),
    path(
        "mechanisms/<int:pk>/role/<int:role>/",
        mechanism_parts.role_edit,
        name="mechanism-role-edit",
    ),
    path(
        "mechanisms/<int:pk>/role/<int:role>/withdraw/",
        mechanism_parts.role_withdraw,
        name="mechanism-role-withdraw",
    ),
    path("mechanisms/<int:pk>/session/", mechanism_parts.session, name="mechanism-session"),
    path(
        "mechanisms/<int:pk>/session/<int:session>/",
        mechanism_parts.session_edit,
        name="mechanism-session-edit",
    ),
    path(
        "mechanisms/<int:pk>/session/<int:session>/withdraw/",
        mechanism_parts.session_withdraw,
        name="mechanism-session-withdraw",
    ),
    path("initiatives/", initiatives.index, name="initiatives"),
    path("initiatives/export/", exports.of(INITIATIVES), name="initiatives-export"),
    path("initiatives/new/", initiatives.new, name="initiative-new"),
    path("initiatives/<int:pk>/", initiatives.show, name="initiative"),
    path("initiatives/<int:pk>/edit/", initiatives.edit, name="initiative-edit"),
    path("initiatives/<int:pk>/move/<slug:move>/", initiatives.move, name="initiative-move"),
    path("initiatives/<int:pk>/withdraw/", initiatives.withdraw, name="initiative-withdraw"),
]
