"""Text that is shown in another order than it is written in."""

from services.moderation.domain.screening import Verdict
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.direction import DIRECTION_RULE, as_shown

ABUSE = "dasar kau goblok!"
RIGHT_TO_LEFT, POP = "\u202e", "\u202c"


def test_an_override_reaches_to_its_end_or_that_of_the_line() -> None:
    assert as_shown(f"satu {RIGHT_TO_LEFT}aud{POP} tiga") == "satu dua tiga"
    assert as_shown(f"satu {RIGHT_TO_LEFT}aud\ntiga") == "satu dua\ntiga"
    assert as_shown("satu dua") == "satu dua"


def test_what_readers_see_is_screened_as_well() -> None:
    screener = make_screener(None)
    try:
        hidden = screener.screen(f"{RIGHT_TO_LEFT}{ABUSE[::-1]}")
        seen = screener.screen(ABUSE)
        harmless = screener.screen(f"Terima kasih, {RIGHT_TO_LEFT}kab{POP} petugas.")
    finally:
        screener.close()
    assert hidden.verdict is Verdict.REVIEW
    assert DIRECTION_RULE in hidden.policy.rules
    assert hidden.scores["toxicity"] == seen.scores["toxicity"]
    assert harmless.verdict is Verdict.APPROVE
