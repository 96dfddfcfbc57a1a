"""Addresses of documents, inbox and the reader's page."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import choices, documents, inbox, mail, reader, upload

urlpatterns: list[URLPattern | URLResolver] = [
    path("inbox/", inbox.show, name="inbox"),
    path("inbox/mail/", mail.index, name="mail"),
    path("inbox/mail/<int:pk>/take/", mail.take, name="mail-take"),
    path("inbox/mail/<int:pk>/dismiss/", mail.dismiss, name="mail-dismiss"),
    path("documents/", documents.index, name="documents"),
    path("documents/add/", upload.add, name="documents-add"),
    path("arriving/<int:pk>/", upload.arrival, name="arrival"),
    path("arriving/<int:pk>/dismiss/", upload.dismiss, name="arrival-dismiss"),
    path("documents/<int:pk>/", documents.show, name="document"),
    path("documents/<int:pk>/original/", documents.original, name="document-original"),
    path("documents/<int:pk>/read-again/", documents.read_again, name="document-read-again"),
    path("documents/<int:pk>/sensitivity/", documents.sensitivity, name="document-sensitivity"),
    path("documents/<int:pk>/newer/", documents.newer, name="document-newer"),
    path("documents/<int:pk>/purge/", documents.purge, name="document-purge"),
    path("documents/<int:pk>/reader/", reader.show, name="reader"),
    path("documents/<int:pk>/reader/add/", reader.add, name="finding-add"),
    path("documents/<int:pk>/reader/group/", reader.group, name="finding-group"),
    path("documents/<int:pk>/reader/undo/", reader.undo_last, name="finding-undo-last"),
    path("documents/<int:pk>/reader/<int:finding>/accept/", reader.accept, name="finding-accept"),
    path("documents/<int:pk>/reader/<int:finding>/refuse/", reader.refuse, name="finding-refuse"),
    path("documents/<int:pk>/reader/<int:finding>/link/", reader.link, name="finding-link"),
    path("documents/<int:pk>/reader/<int:finding>/undo/", reader.undo, name="finding-undo"),
    path(
        "documents/<int:pk>/reader/<int:finding>/preview/", reader.preview, name="finding-preview"
    ),
    path("choices/<slug:kind>/", choices.options, name="choices"),
]
