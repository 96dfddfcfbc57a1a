"""Addresses of contacts and interactions."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.contact_listing import CONTACTS, INTERACTIONS
from chancery.web.views import contacts, exports, interactions

_C, _I = "contacts/<int:pk>/", "interactions/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("contacts/", contacts.index, name="contacts"),
    path("contacts/export/", exports.of(CONTACTS), name="contacts-export"),
    path("contacts/new/", contacts.new, name="contact-new"),
    path(_C, contacts.show, name="contact"),
    path(f"{_C}edit/", contacts.edit, name="contact-edit"),
    path(f"{_C}basis/", contacts.basis, name="contact-basis"),
    path(f"{_C}review/", contacts.review, name="contact-review"),
    path(f"{_C}erase/", contacts.erase, name="contact-erase"),
    path(f"{_C}withdraw/", contacts.withdraw, name="contact-withdraw"),
    path("interactions/", interactions.index, name="interactions"),
    path("interactions/export/", exports.of(INTERACTIONS), name="interactions-export"),
    path("interactions/new/", interactions.new, name="interaction-new"),
    path(_I, interactions.show, name="interaction"),
    path(f"{_I}edit/", interactions.edit, name="interaction-edit"),
    path(f"{_I}withdraw/", interactions.withdraw, name="interaction-withdraw"),
]
