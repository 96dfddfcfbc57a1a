"""Why a file did not become a document."""

from __future__ import annotations

from chancery.lib.errors import ChanceryError


class DocumentError(ChanceryError):
    """A document cannot be added or changed so."""


class SecretRefusedError(DocumentError):
    """The paper bears a mark of secrecy: nothing of it is kept here, nor in any log."""


class DuplicateError(DocumentError):
    """The same bytes are already here, and the person may see them: ``document_id``."""

    def __init__(self, message: str, document_id: int) -> None:
        super().__init__(message)
        self.document_id = document_id
