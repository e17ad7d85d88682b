"""The encoder: a small BERT whose [CLS] goes through dense and tanh into linear heads."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.encoder.base_weights import BaseWeights, Floats
from training.encoder.vocabulary import PAD
from training.heads import BINARY, ENTITY_TAGS, LANGUAGES, WORD_LANGUAGES

_ATTENTION = {"attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v"}
_DENSE = {
    **_ATTENTION,
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}


@dataclass(frozen=True)
class Outputs:
    """Logits of the heads (text x head, text x piece x class), and the pieces' mean."""

    binary: Tensor
    language: Tensor
    entities: Tensor
    words: Tensor
    vector: Tensor


class Encoder(nn.Module):
    """One encoder for every head; `bert.pooler` is the dense and tanh between [CLS] and heads."""

    def __init__(self, config: BertConfig, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = BertModel(config)
        self.dropout = nn.Dropout(dropout)
        self.binary = nn.Linear(config.hidden_size, len(BINARY))
        self.language = nn.Linear(config.hidden_size, len(LANGUAGES))
        self.entities = nn.Linear(config.hidden_size, len(ENTITY_TAGS))
        self.words = nn.Linear(config.hidden_size, len(WORD_LANGUAGES))

    def forward(self, ids: Tensor, mask: Tensor) -> Outputs:
        """Return the logits for ids and mask (text x piece)."""
        found = self.bert(input_ids=ids, attention_mask=mask)
        pooled = self.dropout(found.pooler_output)
        pieces = self.dropout(found.last_hidden_state)
        present = mask[..., None].to(found.last_hidden_state.dtype)
        mean = (found.last_hidden_state * present).sum(1) / present.sum(1).clamp(min=1)
        return Outputs(
            self.binary(pooled),
            self.language(pooled),
            self.entities(pieces),
            self.words(pieces),
            nn.functional.normalize(mean, dim=-1),
        )


def bert_config(base: BaseWeights, vocabulary: int) -> BertConfig:
    """Return the configuration of the base model with a vocabulary of that size."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=base.width,
        num_hidden_layers=base.layers,
        num_attention_heads=base.attention_heads,
        intermediate_size=base.feed_forward,
        max_position_embeddings=base.positions,
        type_vocab_size=2,
        layer_norm_eps=1e-12,
        pad_token_id=PAD,
        hidden_act="gelu",
    )


def pretrained(base: BaseWeights, embeddings: Floats, seed: int) -> Encoder:
    """Return an encoder with the base weights, new heads, and a pooler that starts as identity."""
    torch.manual_seed(seed)
    model = Encoder(bert_config(base, len(embeddings)))
    state = {name: torch.from_numpy(array) for name, array in _state(base, embeddings).items()}
    missing, unexpected = model.bert.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"pooler.dense.weight", "pooler.dense.bias"}:
        message = "the base weights do not fit the model"
        raise ValueError(message)
    pooler = model.bert.get_submodule("pooler.dense")
    nn.init.eye_(pooler.get_parameter("weight"))
    nn.init.zeros_(pooler.get_parameter("bias"))
    return model


def _state(base: BaseWeights, embeddings: Floats) -> dict[str, Floats]:
    tensors, width = base.tensors, base.width
    state = {
        "embeddings.word_embeddings.weight": embeddings,
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, width),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(base.layers):
        for name, short in _DENSE.items():
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"].reshape(len(bias), -1)
            state[f"encoder.layer.{layer}.{name}.weight"] = weight
            state[f"encoder.layer.{layer}.{name}.bias"] = bias
        for name, short in _NORMS.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = tensors[f"l{layer}.{short}.w"]
            state[f"encoder.layer.{layer}.{name}.bias"] = tensors[f"l{layer}.{short}.b"]
    return state
