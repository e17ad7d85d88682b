"""Who may call: API keys and their scopes, and addresses that may read the metrics."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, TypeVar

from flask import current_app, g, request

from services.moderation.http.context import api
from services.moderation.http.limits import charge
from services.moderation.http.problem import NO_KEY, NOT_FROM_HERE, ProblemError, missing_scope
from services.moderation.workflow.access import Caller, Scope, authenticate
from services.moderation.workflow.refusal import Refusal, count_refusal

PUBLIC = "public"
LOOPBACK = "loopback"
MARK = "required_scope"
KEY_PARAMETER = "key_parameter"

_GATED_THEMSELVES = {"console"}

_View = TypeVar("_View", bound=Callable[..., Any])


def requires(needed: str, *, key_parameter: str | None = None) -> Callable[[_View], _View]:
    """Mark a view with what it requires: a Scope, PUBLIC or LOOPBACK.

    `key_parameter` names a query parameter that may carry the key instead of the header. Only for
    clients that know no other way: addresses end up in the logs of whatever stands between.
    """

    def mark(view: _View) -> _View:
        setattr(view, MARK, needed)
        setattr(view, KEY_PARAMETER, key_parameter)
        return view

    return mark


def check() -> None:
    """Let a request pass that may: before its body is read. Raises ProblemError.

    A view without a mark is a mistake of ours: nobody gets in.
    """
    if request.endpoint is None or request.blueprint in _GATED_THEMSELVES:
        return
    view = current_app.view_functions[request.endpoint]
    needed = getattr(view, MARK)
    if needed == PUBLIC:
        return
    if needed == LOOPBACK:
        _check_address()
        return
    g.caller = _caller(getattr(view, KEY_PARAMETER, None))
    charge(g.caller)
    if needed not in g.caller.scopes:
        count_refusal(Refusal.SCOPE)
        raise ProblemError(missing_scope(Scope(needed)))


def caller() -> Caller:
    """Return the app behind the current request, which `check` has let pass."""
    found: Caller = g.caller
    return found


def _caller(key_parameter: str | None) -> Caller:
    token = _token(key_parameter)
    found = authenticate(api().moderation.database, token) if token else None
    if found is None:
        count_refusal(Refusal.KEY)
        raise ProblemError(NO_KEY)
    return found


def _token(key_parameter: str | None) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.args.get(key_parameter, "") if key_parameter else ""


def _check_address() -> None:
    # A proxy on this host makes everybody look local, so a forwarded request is never local.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - compared, not bound
    # A server that listens on both families sees an IPv4 client as an address of IPv6.
    address = getattr(address, "ipv4_mapped", None) or address
    allowed = api().moderation.settings.metrics_allow
    if address.is_loopback and not forwarded:
        return
    if not any(address in network for network in allowed):
        raise ProblemError(NOT_FROM_HERE)
