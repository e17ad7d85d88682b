"""Word lists, as they are read best: in lines."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text in lines."""
    return frozenset(text.split())
