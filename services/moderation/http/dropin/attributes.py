"""Attributes as comments:analyze names them, in our scores."""

_ATTRIBUTES = {
    "TOXICITY": "toxicity",
    "SEVERE_TOXICITY": "severe_toxicity",
    "IDENTITY_ATTACK": "identity_attack",
    "INSULT": "insult",
    "PROFANITY": "obscene",
    "THREAT": "threat",
    "SEXUALLY_EXPLICIT": "sexual_explicit",
}

SCORE_OF = _ATTRIBUTES | {f"{name}_EXPERIMENTAL": of for name, of in _ATTRIBUTES.items()}
"""Attribute → score. Older clients ask for the experimental names; they mean the same."""
