"""Reading what an answer says of a key's rate limit."""

import re

from werkzeug.test import TestResponse


def left_of(answer: TestResponse) -> int:
    """Return how many requests the key has left."""
    found = re.fullmatch(r'"per-minute";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
    assert found
    assert 1 <= int(found[2]) <= 60
    return int(found[1])


def is_refused(answer: TestResponse) -> bool:
    """Return whether the answer is a 429, which then says when to try again."""
    if answer.status_code != 429:
        return False
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    return True
