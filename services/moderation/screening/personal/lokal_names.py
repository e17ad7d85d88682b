"""Names of people as `lokal-id` recognises them."""

from collections.abc import Iterator

from lokal import detect_pii

# Some of its patterns are quadratic: a stretch bounds them, and its overlap keeps what it would cut.
_STRETCH, _OVERLAP = 2_000, 300


def names_by_lokal(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and sureness of the names it finds in a text as it is seen. Linear."""
    found = set()
    for start in range(0, max(len(text) - _OVERLAP, 1), _STRETCH - _OVERLAP):
        for match in detect_pii(text[start : start + _STRETCH], types=("NAME",)):
            place = (match.start + start, match.end + start)
            if place not in found:
                found.add(place)
                yield *place, match.confidence == "high"
