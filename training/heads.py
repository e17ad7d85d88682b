"""What the encoder predicts: the heads, their classes and how the data's labels are named."""

from services.moderation.domain.screening import TOXICITY_SCORES

BENCHMARK = ("hate", "abusive", "any_toxic")
"""Labels as three sets define them, kept apart from Detoxify's so that they can be compared."""

TOXIC = (*TOXICITY_SCORES, *BENCHMARK)
SPAM = ("online_gambling", "scam", "promotion")
STYLE = ("clickbait", "hoax_style", "code_mixed")

BINARY = (*TOXIC, *SPAM, *STYLE)
"""One logit each, in this order; the first seven are Detoxify's."""

LANGUAGES = ("id", "jv", "su", "ms", "en", "other")

ENTITIES = ("PERSON", "ADDRESS", "LOC", "ORG")
ENTITY_TAGS = ("O", *(f"{part}-{entity}" for entity in ENTITIES for part in "BI"))

WORD_LANGUAGES = ("ID", "JV", "EN", "MIX_ID_EN", "MIX_ID_JV", "MIX_JV_EN", "OTH")
"""Of each word, as the set of code-mixed tweets names them."""

CLEAN: dict[str, bool] = dict.fromkeys(TOXIC, False)
