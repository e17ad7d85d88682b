"""The words around a value, as far as the sentence goes."""

import re

# A full stop ends a sentence only after a longer word: "No. 12", "Jl. Damai", "a.n. Siti" go on.
_END = re.compile(r"[!?;]|[a-z0-9]{4}\.(?= |$)|[\])]\.")


def before(text: str, at: int, reach: int) -> str:
    """Return up to `reach` characters in front of `at`, in small letters, of the same sentence."""
    words = text[max(0, at - reach) : at].lower()
    begins = 0
    for match in _END.finditer(words):
        begins = match.end()
    return words[begins:]


def after(text: str, at: int, reach: int) -> str:
    """Return up to `reach` characters behind `at`, in small letters, of the same sentence."""
    words = text[at : at + reach].lower()
    match = _END.search(words)
    return words[: match.start()] if match else words
