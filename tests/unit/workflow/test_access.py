"""Keys of apps and users of the console."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from services.moderation.domain.errors import ConflictError, InvalidFieldError, NotFoundError
from services.moderation.store.access import ApiKey, SignInGuard
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import (
    Scope,
    authenticate,
    create_key,
    limit_key,
    list_keys,
    revoke_key,
    rotate_key,
)
from services.moderation.workflow.sign_in import MAX_FAILURES, add_user, session_user, sign_in

PASSWORD = "kata sandi yang panjang"


def test_a_key_opens_for_its_source_and_scopes(app: Moderation) -> None:
    """All but admin unless said otherwise."""
    caller = authenticate(app.database, create_key(app.database, "portal"))
    assert caller
    assert caller.source == "portal"
    assert caller.scopes == frozenset(Scope) - {Scope.ADMIN}


def test_only_the_digest_of_a_key_is_stored(app: Moderation) -> None:
    """A stolen database opens nothing."""
    token = create_key(app.database, "portal")
    stored = list_keys(app.database)[0]
    assert token.startswith("srg_")
    assert token not in (stored.sha256, stored.prefix)
    assert authenticate(app.database, stored.sha256) is None


def test_a_revoked_key_opens_nothing(app: Moderation) -> None:
    """At once, and it cannot be revoked twice."""
    token = create_key(app.database, "portal")
    revoke_key(app.database, token[:10])
    assert authenticate(app.database, token) is None
    with pytest.raises(NotFoundError):
        revoke_key(app.database, token[:10])


def test_a_rotated_key_works_until_the_overlap_is_over(app: Moderation) -> None:
    """Its successor has the same source and scopes."""
    old = create_key(app.database, "portal", [Scope.READ])
    new = rotate_key(app.database, old[:10], overlap=timedelta(hours=1))
    for token in (old, new):
        caller = authenticate(app.database, token)
        assert caller
        assert (caller.source, caller.scopes) == ("portal", frozenset({"read"}))
    with app.database.writing() as session:
        for key in session.scalars(select(ApiKey).where(ApiKey.revoked_at.is_not(None))):
            key.revoked_at = app.database.now(session)
    assert authenticate(app.database, old) is None
    assert authenticate(app.database, new)


def test_a_rotated_key_hands_its_limit_on(app: Moderation) -> None:
    """And one that ends soon is not given more time by being replaced again."""
    old = create_key(app.database, "portal", rate_limit=7)
    new = rotate_key(app.database, old[:10], overlap=timedelta(minutes=5))
    caller = authenticate(app.database, new)
    assert caller
    assert caller.rate_limit == 7
    before = list_keys(app.database)[0].revoked_at
    rotate_key(app.database, old[:10], overlap=timedelta(days=5))
    assert list_keys(app.database)[0].revoked_at == before
    revoke_key(app.database, old[:10])
    assert authenticate(app.database, old) is None
    assert authenticate(app.database, new)


def test_a_key_is_given_a_limit_of_its_own_and_loses_it(app: Moderation) -> None:
    token = create_key(app.database, "portal")
    for limit in (None, 5, 9, None):
        limit_key(app.database, token[:10], limit)
        caller = authenticate(app.database, token)
        assert caller
        assert caller.rate_limit == limit
    for wrong in (0, -1, 10**9):
        with pytest.raises(InvalidFieldError, match="a minute"):
            limit_key(app.database, token[:10], wrong)
        with pytest.raises(InvalidFieldError, match="a minute"):
            create_key(app.database, "portal", rate_limit=wrong)
    with pytest.raises(NotFoundError):
        limit_key(app.database, "srg_nobody", 5)


def test_every_change_of_a_key_is_audited_without_the_key(app: Moderation) -> None:
    old = create_key(app.database, "portal")
    limit_key(app.database, old[:10], 5)
    new = rotate_key(app.database, old[:10], overlap=timedelta(0))
    revoke_key(app.database, new[:10])
    with app.database.reading() as session:
        rows = [(row.action, row.body) for row in session.execute(text("SELECT * FROM audit"))]
    changes = ["key_created", "key_limited", "key_rotated", "key_created", "key_revoked"]
    assert [action for action, _ in rows] == changes
    assert all('"source":"portal"' in body for _, body in rows)
    assert not any(token[4:] in body for _, body in rows for token in (old, new))


@pytest.mark.parametrize("source", ["", "-x", "a b", "a" * 65, "é"])
def test_a_source_has_a_plain_name(app: Moderation, source: str) -> None:
    """It stands in logs and labels."""
    with pytest.raises(InvalidFieldError, match="source"):
        create_key(app.database, source)


def test_the_right_password_signs_in(app: Moderation) -> None:
    """The name in whatever case."""
    add_user(app.database, "siti", PASSWORD, "moderator")
    result = sign_in(app, "Siti", PASSWORD)
    assert result.outcome == "ok"
    assert result.user
    assert session_user(app, result.user.id, result.user.epoch) == result.user
    assert session_user(app, result.user.id, result.user.epoch + 1) is None


@pytest.mark.parametrize(("name", "password"), [("siti", "salah"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_does_not(app: Moderation, name: str, password: str) -> None:
    """The answer does not tell which of the two it was."""
    add_user(app.database, "siti", PASSWORD, "moderator")
    assert sign_in(app, name, password).outcome == "wrong"


def test_an_unknown_name_is_locked_like_a_known_one(app: Moderation) -> None:
    """The answer does not tell which names there are."""
    outcomes = [sign_in(app, "nobody", "salah").outcome for _ in range(MAX_FAILURES + 1)]
    assert outcomes == ["wrong"] * MAX_FAILURES + ["locked"]


def test_five_failures_lock_the_name(app: Moderation) -> None:
    """The right password does not help while it is locked, and does once the lock is over."""
    add_user(app.database, "siti", PASSWORD, "moderator")
    for _ in range(MAX_FAILURES):
        assert sign_in(app, "siti", "salah").outcome == "wrong"
    locked = sign_in(app, "siti", PASSWORD)
    assert locked.outcome == "locked"
    assert locked.retry_after
    assert 0 < locked.retry_after <= 901
    with app.database.writing() as session:
        guard = session.scalars(select(SignInGuard)).one()
        guard.locked_until = app.database.now(session) - timedelta(seconds=1)
    assert sign_in(app, "siti", PASSWORD).outcome == "ok"


def test_attempts_are_audited_without_a_password(app: Moderation) -> None:
    """Who tried, and how it went."""
    add_user(app.database, "siti", PASSWORD, "moderator")
    sign_in(app, "siti", "salah-sekali")
    with app.database.reading() as session:
        bodies = [row.body for row in session.execute(text("SELECT body FROM audit"))]
    assert any("sign_in_wrong" in body for body in bodies)
    assert not any("salah-sekali" in body or PASSWORD in body for body in bodies)


def test_a_user_needs_a_free_name_a_known_role_and_a_long_password(app: Moderation) -> None:
    """Each with a sentence that says what to change."""
    add_user(app.database, "siti", PASSWORD, "moderator")
    with pytest.raises(ConflictError):
        add_user(app.database, "siti", PASSWORD, "moderator")
    with pytest.raises(InvalidFieldError, match="12"):
        add_user(app.database, "budi", "pendek", "moderator")
    with pytest.raises(InvalidFieldError, match="moderator"):
        add_user(app.database, "budi", PASSWORD, "raja")
