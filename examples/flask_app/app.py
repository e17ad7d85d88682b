"""A small office app: takes a citizen's post, has Saring screen it, and shows what became of it."""

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from flask import Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from saring import Client, NotGenuineError, RefusedError, SaringError, Submission, read_event

CHANNELS = ["site"]
CALLBACKS_SECRET = "SARING_CALLBACK_SECRET"  # noqa: S105 - the name of the setting

_TABLES = """
CREATE TABLE IF NOT EXISTS posts (
  key TEXT PRIMARY KEY, owner TEXT NOT NULL, text TEXT NOT NULL, submission_id TEXT UNIQUE,
  state TEXT NOT NULL, reason TEXT, appeal_until TEXT, url TEXT, problem TEXT);
CREATE TABLE IF NOT EXISTS callbacks (id TEXT PRIMARY KEY);
"""
_STATES = {
    "unsent": "Belum terkirim",
    "received": "Diterima",
    "screening": "Sedang diperiksa",
    "in_review": "Menunggu petugas",
    "escalated": "Menunggu petugas",
    "approved": "Disetujui",
    "publishing": "Sedang diterbitkan",
    "published": "Terbit",
    "publish_failed": "Gagal terbit",
    "recalled": "Ditarik",
    "rejected": "Tidak diterbitkan",
    "appealed": "Keberatan diperiksa",
    "withdrawn": "Ditarik pengirim",
    "erased": "Dihapus",
}
_NO_ANSWER = "Saring tidak menjawab. Coba kirim ulang sebentar lagi."
_REMEMBERED = timedelta(days=60)  # Who sent a post can appeal for 30.
csrf = CSRFProtect()


def create_app() -> Flask:
    """Return the app, with settings from the environment (README.md)."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ.get("APP_SECRET_KEY") or os.urandom(32)
    app.config["PERMANENT_SESSION_LIFETIME"] = _REMEMBERED
    app.config["DATABASE"] = os.environ.get("APP_DATABASE", "posts.sqlite3")
    app.config[CALLBACKS_SECRET] = _setting(CALLBACKS_SECRET)
    app.extensions["saring"] = Client(_setting("SARING_URL"), _setting("SARING_KEY"))
    csrf.init_app(app)
    csrf.exempt(callback)  # The signature says who sent it.
    app.add_template_global(lambda state: _STATES.get(state, state), "in_words")
    app.add_url_rule("/", view_func=form)
    app.add_url_rule("/posts", view_func=send, methods=["POST"])
    app.add_url_rule("/posts/<key>", view_func=status)
    app.add_url_rule("/posts/<key>/appeal", view_func=appeal, methods=["POST"])
    app.add_url_rule("/callbacks", view_func=callback, methods=["POST"])
    app.teardown_appcontext(_close)
    with closing(sqlite3.connect(app.config["DATABASE"])) as database:
        database.executescript(_TABLES)
    return app


def form() -> ResponseReturnValue:
    """Show the form; its key makes two clicks on the button one post."""
    session.permanent = True
    session.setdefault("visitor", str(uuid.uuid4()))
    return render_template("form.html", key=str(uuid.uuid4()))


def send() -> ResponseReturnValue:
    """Store the post, then send it: whatever happens on the way, it can be sent again."""
    key = str(uuid.UUID(request.form["key"]))
    with _database() as database:
        database.execute(
            "INSERT OR IGNORE INTO posts (key, owner, text, state) VALUES (?, ?, ?, 'unsent')",
            (key, session.get("visitor") or abort(400), request.form["text"]),
        )
    _submit(_own(key))
    return redirect(url_for("status", key=key))


def status(key: str) -> ResponseReturnValue:
    """Show what became of a post."""
    return render_template("post.html", post=_post(key))


def appeal(key: str) -> ResponseReturnValue:
    """Pass the citizen's appeal on: once, while Saring says that there is time."""
    submission_id = _own(key)["submission_id"] or abort(404)
    statement = request.form["statement"].replace("\r\n", "\n")
    problem = None
    try:
        _saring().appeal(submission_id, statement)
    except SaringError as error:
        problem = error.detail_id if isinstance(error, RefusedError) else _NO_ANSWER
    with suppress(SaringError):
        _refresh(submission_id)
    if problem:
        return render_template("post.html", post=_post(key), problem=problem, statement=statement)
    return redirect(url_for("status", key=key))


def callback() -> ResponseReturnValue:
    """Take a callback: verify it, and ask for the state of now, since callbacks may overtake."""
    secret = current_app.config[CALLBACKS_SECRET]
    try:
        event = read_event(secret, headers=dict(request.headers), body=request.get_data())
    except NotGenuineError:
        return "", 401
    known = _database().execute("SELECT 1 FROM callbacks WHERE id = ?", (event.id,)).fetchone()
    if known is None and "id" in event.data:
        _refresh(event.data["id"])  # An error here is a 500, and Saring calls again.
        with _database() as database:
            database.execute("INSERT OR IGNORE INTO callbacks (id) VALUES (?)", (event.id,))
    return "", 204


def _submit(post: sqlite3.Row) -> None:
    text, key = post["text"], post["key"]
    try:
        submission = _saring().submit(
            text=text, channels=CHANNELS, external_id=key, idempotency_key=key, wait=2
        )
    except SaringError as error:
        problem = error.detail_id if isinstance(error, RefusedError) else _NO_ANSWER
        with _database() as database:
            database.execute(
                "UPDATE posts SET problem = ? WHERE key = ? AND submission_id IS NULL",
                (problem, key),  # A callback that came meanwhile knows better.
            )
        return
    with suppress(SaringError):  # The next callback tells.
        _refresh(submission["id"])


def _post(key: str) -> sqlite3.Row:
    found = _database().execute("SELECT * FROM posts WHERE key = ?", (key,)).fetchone()
    post: sqlite3.Row = found or abort(404)
    return post


def _own(key: str) -> sqlite3.Row:
    post = _post(key)
    return post if post["owner"] == session.get("visitor") else abort(404)


def _refresh(submission_id: str) -> None:
    """Ask for the state of now, one at a time: no older answer may overwrite a newer one."""
    with _database() as database:
        database.execute("BEGIN IMMEDIATE")
        _keep(database, _saring().get(submission_id))


def _keep(database: sqlite3.Connection, submission: Submission) -> None:
    """Keep what became of a post; its external_id is our key."""
    decision = submission.get("decision")
    urls = [one["url"] for one in submission["publications"] if one.get("url")]
    database.execute(
        "UPDATE posts SET submission_id = ?, state = ?, reason = ?, appeal_until = ?, url = ?,"
        " problem = NULL WHERE key = ?",
        (
            submission["id"],
            submission["state"],
            decision["statement"]["id"] if decision else None,
            decision["appeal_until"] if decision else None,
            urls[0] if urls else None,
            submission["external_id"],
        ),
    )


def _saring() -> Client:
    client: Client = current_app.extensions["saring"]
    return client


def _database() -> sqlite3.Connection:
    if "database" not in g:
        g.database = sqlite3.connect(current_app.config["DATABASE"], timeout=10)
        g.database.row_factory = sqlite3.Row
    found: sqlite3.Connection = g.database
    return found


def _close(_error: BaseException | None) -> None:
    if (database := g.pop("database", None)) is not None:
        database.close()


def _setting(name: str) -> str:
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ[name]
