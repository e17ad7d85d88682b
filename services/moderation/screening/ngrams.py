"""Hashed character n-grams of a text, the features of the linear heads."""

import re

import numpy as np
from numpy.typing import NDArray

BUCKET_BITS = 18
BUCKETS = 1 << BUCKET_BITS
_SHORTEST, _LONGEST = 2, 5

# Who is addressed and what is linked says nothing about tone, and would be learnt by heart.
_ADDRESSES = re.compile(r"(?:https?://|www\.)[^ ]+|@[\w.]+")

# Odd multipliers: the golden ratio for spreading (Fibonacci hashing), FNV's prime for chaining.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_CHAIN = np.uint64(0x100000001B3)
_SHIFT = np.uint64(64 - BUCKET_BITS)


def hashed_ngrams(text: str) -> NDArray[np.int64]:
    """Return the distinct buckets, sorted, of all character 2- to 5-grams of `text`."""
    padded = f" {_ADDRESSES.sub('', text)} "
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = codes.astype(np.uint64) + np.uint64(1)
    chained = letters
    orders = []
    for length in range(2, _LONGEST + 1):
        chained = chained[:-1] * _CHAIN + letters[length - 1 :]
        if length >= _SHORTEST:
            orders.append((chained * _SPREAD) >> _SHIFT)
    return np.unique(np.concatenate(orders)).astype(np.int64)
