"""Language: recognised, the same every time, and unsure where it must be."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.moderation.domain.screening import Language
from services.moderation.screening.checker import Passage
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.language import LanguageChecker, is_uncovered
from services.moderation.screening.missing import CheckerMissingError

ENCODER = Encoder()
CHECKER = LanguageChecker(ENCODER)
INDONESIAN = "Jalan di depan pasar rusak dan belum diperbaiki oleh dinas terkait. "
JAVANESE = "Dalan ing ngarep omahku rusak kabeh, akeh wong sing tiba, tulung enggal didandani"


def language(text: str) -> Language:
    found = CHECKER.check(Passage(text)).language
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id", "Jalan di depan pasar rusak dan belum diperbaiki oleh dinas terkait"),
        ("jv", JAVANESE),
        ("su", "Jalan di hareup imah abdi ruksak, mugia enggal diomean ku pamarentah"),
        ("en", "The road in front of the market has been broken for two years now"),
        ("fr", "La route principale est en mauvais état depuis deux ans, merci de la réparer"),
        ("zh-cn", "这条路坏了很久没有人修理，请尽快处理，谢谢大家"),
    ],
)
def test_a_sentence_is_recognised(code: str, text: str) -> None:
    assert language(text).code == code


@pytest.mark.parametrize(
    "text", ["ok", "👍👍👍", "081234567890", "https://contoh.id/laporan-warga"]
)
def test_what_is_too_short_to_tell_is_und(text: str) -> None:
    assert language(text) == Language("und", 0.0)


def test_the_answer_is_the_same_every_time_and_in_every_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(language, [JAVANESE] * 40))
    assert len(answers) == 1


def test_only_a_confident_foreign_language_is_uncovered() -> None:
    assert is_uncovered(Language("fr", 0.99))
    assert not is_uncovered(Language("fr", 0.7))
    assert not is_uncovered(Language("und", 0.0))
    assert not is_uncovered(Language("jv", 1.0))


RUSSIAN = "Все чиновники лжецы и воры, пусть убираются отсюда."
DUTCH = "Deze ambtenaren zijn allemaal leugenaars en zij moeten onmiddellijk verdwijnen. "


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{INDONESIAN} {RUSSIAN}", "ru"),
        (f"{INDONESIAN * 12} {RUSSIAN}", "ru"),
        (f"{INDONESIAN * 12} {DUTCH * 6}", "nl"),
        # Letters that nothing here reads, of a language that langdetect is not sure of.
        (f"{INDONESIAN} 你们这些狗官都该死，全家死光，贪污的猪都去死吧。", "mis"),
        (f"{INDONESIAN} ꦱꦸꦒꦼꦁꦮꦺꦚꦗꦶꦁꦱꦢꦪꦥꦿꦶꦪꦤꦶꦔꦺꦴꦏꦺ", "mis"),
    ],
)
def test_an_uncovered_language_anywhere_is_named(text: str, code: str) -> None:
    found = language(text)
    assert found.code == code
    assert is_uncovered(found)


@pytest.mark.parametrize(
    "text",
    [f"السلام عليكم ورحمة الله وبركاته. {INDONESIAN}", f"{INDONESIAN} 𝓣𝓮𝓻𝓲𝓶𝓪 𝓴𝓪𝓼𝓲𝓱 𝓼𝓮𝓶𝓾𝓪𝓷𝔂𝓪"],
)
def test_a_greeting_and_a_fancy_alphabet_change_nothing(text: str) -> None:
    assert language(text).code == "id"


def test_damaged_profiles_make_the_checker_missing(tmp_path: Path) -> None:
    damaged = tmp_path / "profiles.json"
    damaged.write_text("[{]")
    with pytest.raises(CheckerMissingError):
        LanguageChecker(ENCODER, damaged)


@pytest.mark.parametrize(
    ("text", "main", "mixed"),
    [
        ("Jalan di depan pasar rusak, akeh wong sing tiba, tulung enggal didandani", "jv", "id"),
        ("Jalan di depan pasar sudah bagus, please keep it up guys, really appreciate", "id", "en"),
    ],
)
def test_languages_that_are_mixed_in_are_named(text: str, main: str, mixed: str) -> None:
    found = language(text)
    assert {found.code, *found.mixed} == {main, mixed}


def test_langdetect_is_not_asked_where_the_encoder_is_sure() -> None:
    checker = LanguageChecker(ENCODER)
    checker._latin = None  # noqa: SLF001 - asking it would raise
    found = checker.check(Passage(INDONESIAN)).language
    assert found is not None
    assert found.code == "id"
    with pytest.raises(AttributeError):
        checker.check(Passage(DUTCH))
