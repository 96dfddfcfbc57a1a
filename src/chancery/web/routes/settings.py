"""Addresses of what administrators set."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import (
    leaving,
    settings,
    settings_bringing,
    settings_mail,
    settings_people,
    settings_rates,
    settings_units,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", settings.index, name="settings"),
    path("settings/name/", settings_mail.show_installation, name="settings-name"),
    path("settings/mail/", settings_mail.show_mail, name="settings-mail"),
    path("settings/backups/", settings_mail.show_backups, name="settings-backups"),
    path("settings/people/", settings_people.index, name="settings-people"),
    path("settings/people/add/", settings_people.add, name="person-add"),
    path("settings/people/<int:pk>/", settings_people.show, name="person"),
    path("settings/people/<int:pk>/edit/", settings_people.edit, name="person-edit"),
    path("settings/people/<int:pk>/link/", settings_people.make_link, name="person-link"),
    path("settings/people/<int:pk>/unlink/", settings_people.withdraw_link, name="person-unlink"),
    path("settings/people/<int:pk>/leave/", leaving.leave, name="hand-over"),
    path("settings/people/<int:pk>/return/", settings_people.bring_back, name="person-return"),
    path("settings/people/<int:pk>/post/", settings_people.give_post, name="post-give"),
    path("settings/posts/<int:pk>/end/", settings_people.end_post, name="post-end"),
    path("settings/units/", settings_units.index, name="settings-units"),
    path("settings/units/add/", settings_units.add, name="unit-add"),
    path("settings/units/<slug:key>/", settings_units.show, name="unit-settings"),
    path("settings/units/<slug:key>/edit/", settings_units.edit, name="unit-edit"),
    path("settings/units/<slug:key>/end/", settings_units.end, name="unit-end"),
    path("settings/units/<slug:key>/office/", settings_units.hold_office, name="office-hold"),
    path("settings/offices/<int:pk>/end/", settings_units.end_office, name="office-end"),
    path("settings/rates/", settings_rates.index, name="settings-rates"),
    path("settings/rates/add/", settings_rates.add, name="rate-add"),
    path("settings/rates/<int:pk>/withdraw/", settings_rates.withdraw, name="rate-withdraw"),
    path("settings/import/<slug:kind>/", settings_bringing.choose, name="import"),
    path("settings/import/<slug:kind>/check/", settings_bringing.check, name="import-check"),
    path(
        "settings/import/<slug:kind>/template/", settings_bringing.template, name="import-template"
    ),
]
