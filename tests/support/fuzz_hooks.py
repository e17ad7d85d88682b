"""Hooks of schemathesis: lead its requests past the first check, to where the work is done."""

from typing import Any

import schemathesis
from schemathesis import Case, HookContext

POSTS = {("POST", "/v1/submissions"), ("PUT", "/v1/submissions/{submission_id}")}


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, object]) -> None:
    """Send a post that is of the right shape to a channel that there is.

    Which there are, no shape says: by chance alone, hardly a post would be stored.
    """
    del context, kwargs
    body = case.body
    if (case.method, case.path) in POSTS and isinstance(body, dict):
        fits = case.meta is not None and case.meta.generation.mode.is_positive
        body |= {"channels": ["site"]} if fits else {}
