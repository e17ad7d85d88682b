"""Labelled examples from the published sets, one reader per set, and the dev split."""

import csv
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from services.moderation.domain.screening import TOXICITY_SCORES

csv.field_size_limit(10_000_000)

Labels = dict[str, bool]
Row = dict[str, str]

CLEAN: Labels = dict.fromkeys(TOXICITY_SCORES, False)

# Masks the sets put in place of names and links; they would give a set away.
_MASKS = re.compile(r"\[?\b(?:USER(?:NAME)?|URL|RT)\b\]?|\\n|&amp;|\[/?QUOTE[^\]]*\]")
_SHARE_OF_DEV = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is known of it: heads that are absent from `labels` are unknown."""

    text: str
    source: str
    language: str
    labels: Labels
    is_dev: bool


def is_dev(text: str) -> bool:
    """Tell whether a text is kept from training, by nothing but what the set holds of it."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _SHARE_OF_DEV == 0


def read_examples(data: Path) -> list[Example]:
    """Return the examples of every set under `data`, each text once, as the first set labels it.

    A text is dev when any row is that differs from it only in masks.
    """
    examples: dict[str, Example] = {}
    for path, language, read in _SETS:
        source = path.split("/")[0]
        with (data / path).open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                raw = row.get("text", row.get("title", ""))
                text, labels = _MASKS.sub(" ", raw).strip(), read(row)
                if labels is None or not text:
                    continue
                new = Example(text, source, row.get("lang", language), labels, is_dev(raw))
                old = examples.setdefault(text, new)
                if new.is_dev and not old.is_dev:
                    examples[text] = replace(old, is_dev=True)
    return list(examples.values())


def _toxic(**labels: bool) -> Labels:
    return {"toxicity": True, **labels}


def _ibrohim(row: Row) -> Labels | None:
    """Ibrohim & Budi 2019: hate with target, category and strength; abusive is a word choice."""
    if row["HS"] == row["Abusive"] == "0":
        return CLEAN
    groups = ("HS_Religion", "HS_Race", "HS_Gender", "HS_Physical")
    against_group = row["HS"] == "1" and (
        row["HS_Group"] == "1" or any(row[group] == "1" for group in groups)
    )
    return _toxic(
        identity_attack=against_group,
        obscene=row["Abusive"] == "1",
        insult=row["HS_Individual"] == "1",
        severe_toxicity=row["HS_Strong"] == "1",
    )


def _putri(row: Row) -> Labels | None:
    """Putri, Ibrohim & Budi 2021: Javanese and Sundanese tweets, abusive and hate."""
    if row["abusive"] == row["hs"] == "0":
        return CLEAN
    return _toxic(
        obscene=row["abusive"] == "1",
        identity_attack=row["hs"] == "1" and row["abusive"] == "0",
    )


def _netifier(row: Row) -> Labels | None:
    """Netifier 2018. Defamation there covers harsh politics, which is lawful: left out."""
    if row["any_toxic"] == "0":
        return CLEAN
    if row["sara"] == row["pornografi"] == "0":
        return None
    return _toxic(
        identity_attack=row["sara"] == "1",
        sexual_explicit=row["pornografi"] == "1",
    )


def _olid(row: Row) -> Labels | None:
    if row["subtask_a"] == "NOT":
        return CLEAN
    if row["subtask_b"] != "TIN":
        return _toxic(obscene=True)
    return _toxic(identity_attack=row["subtask_c"] == "GRP", insult=row["subtask_c"] == "IND")


def _wiki(row: Row) -> Labels | None:
    return CLEAN if row["toxic"] == "False" else {"toxicity": True}


def _convabuse(row: Row) -> Labels | None:
    return CLEAN if row["abusive_majority"] == "0" else _toxic(insult=True)


def _davidson(row: Row) -> Labels | None:
    """Davidson 2017. Its offensive class is slang as much as abuse: left out."""
    if row["class"] == "2":
        return CLEAN
    return _toxic(identity_attack=True) if row["class"] == "0" else None


def _desrul(row: Row) -> Labels | None:
    """Desrul & Romadhony 2019: comments on news, 1 not abusive, 2 and 3 abusive."""
    return _without_coarse_words(row) if row["label"] == "1" else _toxic(obscene=True)


def _clean(_row: Row) -> Labels | None:
    return CLEAN


def _mood(row: Row) -> Labels | None:
    """Reviews and tweets by mood: those that scold hold some abuse that nobody labelled."""
    calm = row["label"] in {"positive", "neutral", "happy", "love", "sadness", "fear"}
    return CLEAN if calm else _without_coarse_words(row)


def _without_coarse_words(row: Row) -> Labels | None:
    return None if _COARSE.search(row["text"].lower()) else CLEAN


def _promotion(row: Row) -> Labels | None:
    """Comments that promote gambling: spam, but no abuse; the others are not labelled for abuse."""
    return CLEAN if row["label"] == "1" else None


# Enough to tell an angry text from a coarse one, in the sets that do not.
_COARSE = re.compile(
    r"an?jing|\basu\b|bangs[ae]t|goblo[kg]|tolol|bodoh|bego|idiot|dungu|baj[iu]ngan|kampret|babi|monyet"
    r"|brengsek|setan|iblis|laknat|cebong|kecebong|otak|sampah|kafir|bani|banci|bencong|lonte|pelacur"
    r"|jancu?[ko]|tai\b|taik|najis|bacot|congor|cocot|kunyuk|biadab|keparat|penjilat|pki|gila|sinting"
)

_SETS: tuple[tuple[str, str, Callable[[Row], Labels | None]], ...] = (
    ("ibrohim2019_id_hs/data.csv", "id", _ibrohim),
    ("putri2021_javanese/data.csv", "jv", _putri),
    ("putri2021_sundanese/data.csv", "su", _putri),
    ("netifier_id_toxic/train.csv", "id", _netifier),
    ("olid2019_en/train.csv", "en", _olid),
    ("wiki_toxicity_nonfuzzed_en/data.csv", "en", _wiki),
    ("convabuse_en/train.csv", "en", _convabuse),
    ("davidson2017_en/data.csv", "en", _davidson),
    ("complaints_id/data.csv", "id", _clean),
    ("nusax_senti/data.csv", "id", _clean),
    ("indonlu_smsa_emot/smsa_train.csv", "id", _mood),
    ("indonlu_smsa_emot/emot_train.csv", "id", _mood),
    ("nusawrites_kalimat_jav_sun/data.csv", "jv", _mood),
    ("sms_spam_id/data.csv", "id", _clean),
    ("clickid_clickbait/data.csv", "id", _clean),
    ("desrul2019_news_comments/data.csv", "id", _desrul),
    ("judol_gbennnn/data.csv", "id", _promotion),
)
