"""Addresses of what administrators set."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import settings

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", settings.index, name="settings"),
    path("settings/people/add/", settings.add_person, name="person-add"),
    path("settings/people/<int:pk>/post/", settings.give_post, name="post-give"),
    path("settings/posts/<int:pk>/end/", settings.end_post, name="post-end"),
]
