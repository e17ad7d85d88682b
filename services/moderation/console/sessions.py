"""Sessions of the console: a signed cookie that holds a user's id and epoch, no more of them."""

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface

from services.moderation.wiring import Moderation
from services.moderation.workflow.sign_in import SignedIn, session_user

_USER = "user"
_EPOCH = "epoch"


class SchemeAwareSessions(SecureCookieSessionInterface):
    """Mark the cookie Secure whenever the browser came by https, also through a proxy.

    The embedded default speaks plain http on the loopback address, where a Secure cookie would be
    dropped. A forged header can only make a cookie stricter.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        """Decide by the request that is being answered."""
        del app
        forwarded = request.headers.get("X-Forwarded-Proto", "").partition(",")[0]
        return request.is_secure or forwarded.strip().lower() == "https"


def begin_session(user: SignedIn) -> None:
    """Sign a user in. Whatever the cookie held before is dropped, so none can be planted."""
    session.clear()
    session[_USER] = user.id
    session[_EPOCH] = user.epoch
    session.permanent = True


def end_session() -> None:
    """Sign out in this browser."""
    session.clear()


def user_of_session(moderation: Moderation) -> SignedIn | None:
    """Return who is signed in; None if nobody is, or if the session was ended elsewhere."""
    user_id, epoch = session.get(_USER), session.get(_EPOCH)
    if not isinstance(user_id, str) or not isinstance(epoch, int):
        return None
    return session_user(moderation, user_id, epoch)
