"""What `saring up` tells the person who started it."""

import json
import os
import secrets
import sys
from pathlib import Path
from typing import TextIO

from services.moderation.settings import ModerationSettings
from services.moderation.workflow.access import create_key
from services.moderation.workflow.sign_in import add_user, has_users
from shared.database import Database

FIRST_USER = "moderator"
SOURCE = "local"
_POST = {
    "text": "Terima kasih, jalan di dusun kami sekarang sudah mulus. Salam dari warga Sleman!",
    "channels": ["site"],
}


def first_password(database: Database, data_dir: Path, out: TextIO) -> str | None:
    """Make the first moderator if there is nobody yet; return the line that tells the password.

    Shown once, on a terminal; where `out` is none, kept in a file for the owner only.
    """
    if has_users(database):
        return None
    password = secrets.token_urlsafe(12)
    line = f"Masuk / sign in:   {FIRST_USER}  {password}   (ditampilkan sekali / shown once)"
    if not out.isatty():
        path = data_dir / "first-password"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{password}\n")
        line = f"Masuk / sign in:   {FIRST_USER}, kata sandi di / password in {path.resolve()}"
    add_user(database, FIRST_USER, password, "admin", actor="up")
    return line


def welcome(settings: ModerationSettings, database: Database, out: TextIO = sys.stdout) -> None:
    """Print where everything is, and a command to try it with a key of its own."""
    base = f"http://{settings.host}:{settings.port}"
    password = first_password(database, settings.data_dir, out)
    key = create_key(database, SOURCE, actor="up")
    body = json.dumps(_POST, ensure_ascii=False)
    lines = [
        "",
        "Saring siap / is ready",
        f"Konsol / console:  {base}/console/",
        *([password] if password else []),
        f"Halaman resmi / official page:  http://{settings.host}:{settings.site_port}/",
        f"API key: {key}",
        "",
        "Coba / try:",
        (
            f"curl -sS {base}/v1/submissions -H 'Authorization: Bearer {key}' "
            f"-H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '{body}'"
        ),
        "",
        (
            "Ctrl-C menghentikan; data tetap di / stops it; data stays in "
            f"{settings.data_dir.resolve()}"
        ),
        "",
    ]
    out.write("\n".join(lines))
    out.flush()
