"""The folder that holds everything of one installation: database, originals, keys, anchors."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "workspace"


@dataclass(frozen=True)
class Workspace:
    """Paths inside a workspace. Making one touches nothing on disk."""

    root: Path

    @classmethod
    def named(cls, folder: str | os.PathLike[str] | None = None) -> "Workspace":
        """The folder given, else ``CHANCERY_WORKSPACE``, else ``./workspace``."""
        return cls(Path(folder or os.environ.get("CHANCERY_WORKSPACE") or DEFAULT).resolve())

    @property
    def database(self) -> Path:
        """SQLite, unless DATABASE_URL says otherwise."""
        return self.root / "chancery.sqlite3"

    @property
    def files(self) -> Path:
        """Originals by SHA-256."""
        return self.root / "files"

    @property
    def arriving(self) -> Path:
        """Long scans until they are read; no part of a backup."""
        return self.root / "arriving"

    @property
    def anchor(self) -> Path:
        """Length and hash of the history when it last grew, outside the database."""
        return self.root / "history.anchor"

    @property
    def pace(self) -> Path:
        """How often keys and addresses were used of late; nothing is lost with it."""
        return self.root / "pace"

    @property
    def mail_password(self) -> Path:
        """The password of the mail server, where it asks for one."""
        return self.root / "mail.password"

    def make(self) -> None:
        """Make the folders; only the owner may look inside."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.files.mkdir(exist_ok=True, mode=0o700)

    def secret_key(self) -> str:
        """The key that signs sessions; made once, kept beside the database.

        Where there is no workspace yet nothing is written: the key lives as long as the process.
        """
        path = self.root / "secret.key"
        if not self.root.is_dir():
            return secrets.token_urlsafe(64)
        if not path.exists():
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:  # another process of ours was faster
                return path.read_text(encoding="ascii").strip()
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text(encoding="ascii").strip()
