"""Why a callback was not taken, in words for who can mend it."""

from services.moderation.workflow.callback_call import CallResult, Refusal
from services.moderation.workflow.deliver import SECRET_UNREADABLE
from shared.http_call import CallFailure

_ADVICE: dict[str, str] = {
    CallFailure.ADDRESS_REFUSED: (
        "The host leads to a link-local, multicast or metadata address, which is never called."
        " Register the address of the system itself."
    ),
    CallFailure.NAME_NOT_RESOLVED: (
        "The host's name is not known here. Check its spelling, and this machine's DNS."
    ),
    CallFailure.CONNECT_FAILED: (
        "Nobody answers at that address and port. Is the receiver running, and does a firewall"
        " let this machine through?"
    ),
    CallFailure.TLS_FAILED: (
        "The receiver's certificate cannot be trusted, or is for another name. For an authority"
        " of the office's own, set SSL_CERT_FILE to its certificates."
    ),
    CallFailure.TIMED_OUT: (
        "There was no whole answer within 15 seconds. Answer first, and do the work afterwards."
    ),
    CallFailure.CONNECTION_LOST: (
        "The connection ended before a whole answer. Look into the receiver's log."
    ),
    Refusal.REDIRECTED: (
        "The receiver sends elsewhere, which is not followed. Register the final URL by"
        " `saring callbacks set`."
    ),
    Refusal.GONE: "The receiver wants no callbacks here any more. Register its new URL.",
    Refusal.STATUS: (
        "Only a status from 200 to 299 counts as taken. Does the receiver know the secret, and"
        " allow POST? Look into its log."
    ),
    SECRET_UNREADABLE: (
        "The secret was encrypted with a key that is not among SARING_CONTENT_KEYS. Give that key"
        " back, or make a new secret by `saring callbacks set`."
    ),
}


def what_to_do(result: CallResult) -> str:
    """Return the advice for a result that is an error."""
    return _ADVICE[result.error or Refusal.STATUS]
