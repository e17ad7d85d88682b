"""Cut the base model's vocabulary to what these languages use, and make the tokenizer to match."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

from training.encoder.base_weights import BaseWeights

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PAD = 1
UNKNOWN_ID = 3
MASK = "<mask>"
BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
"""What no piece covers is spelled in bytes, so that no character is lost without a trace."""

_SPACE = "▁"
_SHORT = 3
_SEEN_OFTEN = 5
_BATCH = 2_000
# Scripts whose single letters and seen pieces are kept: Latin, Greek, Cyrillic, Arabic, Javanese,
# Balinese, Sundanese; punctuation, symbols and emoji.
_SCRIPTS = (
    (0x0000, 0x0700),
    (0x1B00, 0x1C00),
    (0x1D00, 0x2C00),
    (0x3000, 0x3020),
    (0xA980, 0xA9E0),
    (0xFB50, 0xFF00),
    (0x1F000, 0x20000),
)
_INVISIBLE = r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_ACCENTS = r"\u0300-\u036f\u20d0-\u20f0"
_LAST_LATIN = 0x250
_EMOJI = ((0x2600, 0x27C0), (0x1F000, 0x20000))


def build_tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """Return the tokenizer over `pieces`, whose order gives the ids; the first four are special."""
    covers_bytes = BYTES[0] in dict(pieces)
    tokenizer = Tokenizer(Unigram(list(pieces), UNKNOWN_ID, covers_bytes))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in (*SPECIAL, MASK)])
    return tokenizer


def _normalizer() -> normalizers.Normalizer:
    """Undo what readers do not see: compatibility forms, accents, invisible characters.

    Addresses and links become one piece each: who is addressed would be learnt by heart.
    """
    steps = [
        normalizers.Replace(Regex(r"https?://\S+|www\.\S+"), "http"),
        # Inside a word that no domain follows, the sign is drawn for a letter.
        normalizers.Replace(Regex(r"(?<=[A-Za-z])@(?=[A-Za-z]{1,20}(?![\w.-]*\.[A-Za-z]))"), "a"),
        normalizers.Replace(Regex(r"@\w[\w.]*(?:\s+@\w[\w.]*)*"), "@"),
        normalizers.Replace(Regex(f"[{_INVISIBLE}]"), ""),
        normalizers.NFKD(),
        normalizers.Replace(Regex(f"[{_ACCENTS}]"), ""),
        normalizers.NFKC(),
        normalizers.Nmt(),
        normalizers.Strip(),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    return normalizers.Sequence(steps)


def pruned_ids(base: BaseWeights, texts: Iterable[str]) -> list[int]:
    """Return the ids of the base vocabulary that are kept, in order: those that `texts` use.

    Of Latin letters also every short piece, of the other scripts every single character.
    """
    full = build_tokenizer(list(zip(base.pieces, base.scores.tolist(), strict=True)))
    seen: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            seen.update(_ids(full, batch))
            batch.clear()
    seen.update(_ids(full, batch))
    return [at for at, piece in enumerate(base.pieces) if _is_kept(at, piece, seen[at])]


def _ids(tokenizer: Tokenizer, batch: list[str]) -> Iterable[int]:
    return (token for one in tokenizer.encode_batch(batch) for token in one.ids)


def _is_kept(at: int, piece: str, count: int) -> bool:
    letters = piece.replace(_SPACE, "")
    if at < len(SPECIAL) or piece in {MASK, _SPACE}:
        return True
    if not all(_within(letter, _SCRIPTS) for letter in letters):
        return False
    if all(ord(letter) < _LAST_LATIN for letter in letters):
        return count > 1 or len(letters) <= _SHORT
    is_emoji = any(_within(letter, _EMOJI) for letter in letters)
    return count >= _SEEN_OFTEN or len(letters) == 1 or is_emoji


def _within(letter: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(letter) < end for first, end in ranges)


def pruned_pieces(base: BaseWeights, kept: Sequence[int]) -> list[tuple[str, float]]:
    """Return the pieces of the small vocabulary with their scores, bytes before the mask."""
    pieces = [(base.pieces[at], float(base.scores[at])) for at in kept if base.pieces[at] != MASK]
    lowest = min(score for _, score in pieces)
    return [*pieces, *((byte, lowest) for byte in BYTES), (MASK, 0.0)]


def pruned_embeddings(base: BaseWeights, kept: Sequence[int], seed: int) -> NDArray[np.float32]:
    """Return the rows of the word embeddings in the order of `pruned_pieces`.

    The bytes are new: they start near the embedding of the unknown.
    """
    table = base.tensors["emb.word"].reshape(-1, base.width)
    rows = [at for at in kept if base.pieces[at] != MASK]
    spread = float(table[rows].std()) / 10
    noise = np.random.default_rng(seed).normal(0, spread, (len(BYTES), base.width))
    new = table[UNKNOWN_ID] + noise.astype(np.float32)
    mask = table[[base.pieces.index(MASK)]]
    return np.concatenate([table[rows], new, mask]).astype(np.float32)
