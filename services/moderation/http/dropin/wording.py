"""A problem in the words of clients that know no problem details: one message, and where."""

import re

from services.moderation.http.problem import Problem

UNREADABLE_HERE = frozenset({415, 422})
"""Statuses that the two services never answer with; to their clients it is a bad request."""

_INDEX = re.compile(r"\.(\d+)(?=\.|$)")


def status_of(problem: Problem) -> int:
    """Return the status as clients of the two services expect it."""
    return 400 if problem.status in UNREADABLE_HERE else problem.status


def path_of(pointer: str) -> str:
    """Return a JSON pointer the way that programs write it: `/a/0/b` is `a[0].b`."""
    return _INDEX.sub(r"[\1]", pointer.lstrip("/").replace("/", "."))


def message_of(problem: Problem) -> str:
    """Return what is wrong, where, and how to mend it, in English."""
    if not problem.errors:
        return f"{problem.title} {problem.sentence.en}"
    return " ".join(
        f"{path_of(error.pointer or '') or 'body'}: {error.sentence.en}" for error in problem.errors
    )


def indonesian_of(problem: Problem) -> str | None:
    """Return how to mend it in Indonesian, None where only English is known."""
    sentences = [error.sentence.id for error in problem.errors] or [problem.sentence.id]
    return " ".join(sentence for sentence in sentences if sentence) or None
