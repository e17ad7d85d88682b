"""What a policy file may say: the schema of its rules."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.moderation.domain.screening import SCORES, Severity, Verdict
from services.moderation.screening.labels import CATEGORY_OF, LABELS, PERSON_DECIDES
from services.moderation.screening.personal.own_contacts import contact_pattern
from services.moderation.screening.reasons import RejectionReason

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Spoken = Literal["id", "jv", "su", "ms", "en", "other", "default"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,63}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What a rule looks at: one score, one kind of finding, the language, or a failed checker.

    `at_least` and `below` bound the score, of the text or of the finding. `severity` is the least
    that matches. `failure` is `any` or the name of a checker.
    """

    score: Literal[SCORES] | None = None  # type: ignore[valid-type]
    category: Literal[tuple(LABELS)] | None = None  # type: ignore[valid-type]
    label: Literal[tuple(CATEGORY_OF)] | None = None  # type: ignore[valid-type]
    severity: Severity | None = None
    language: Literal["uncovered"] | None = None
    failure: str | None = None
    at_least: Probability = 0.5
    below: Probability | None = None

    @model_validator(mode="after")
    def _looks_at_one_thing(self) -> Self:
        finding = self.category or self.label or self.severity
        chosen = [one for one in (self.score, finding, self.language, self.failure) if one]
        if len(chosen) != 1:
            message = "name one of: score; category, label and severity; language; failure"
            raise ValueError(message)
        return self

    @property
    def subject(self) -> str | None:
        """The category the condition is about, where it is about one."""
        if self.score or self.label:
            return CATEGORY_OF.get(self.score or self.label or "", self.score)
        return self.category


class Rule(_Strict):
    """One rule. A rejection names its reason, which becomes the statement to the citizen."""

    id: Identifier
    when: Condition
    outcome: Verdict
    reason_code: RejectionReason | None = None

    @model_validator(mode="after")
    def _is_allowed(self) -> Self:
        rejects = self.outcome is Verdict.REJECT
        if rejects != (self.reason_code is not None):
            message = "reason_code belongs to outcome reject, and to no other: add or remove it"
            raise ValueError(message)
        if rejects and (self.when.subject is None or self.when.subject in PERSON_DECIDES):
            message = (
                "the machine rejects only for a score, label or category, and never for personal "
                "data or safety: use outcome review"
            )
            raise ValueError(message)
        if self.outcome is Verdict.APPROVE and (
            self.when.score is None or self.when.score in PERSON_DECIDES
        ):
            message = "outcome approve waives one score, and never personal_data: name a score"
            raise ValueError(message)
        return self


class Toxicity(_Strict):
    """Which models judge toxicity, and how much Detoxify's word counts beside ours by language.

    Without a weight for the language of a text, `default` holds.
    """

    engines: tuple[Literal["saring", "detoxify"], ...] = ("saring",)
    weights: Mapping[Spoken, Probability] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _weighs_two(self) -> Self:
        if not self.engines or len(set(self.engines)) != len(self.engines):
            message = "name saring, detoxify, or both, each once"
            raise ValueError(message)
        both = len(self.engines) > 1
        if both != bool(self.weights):
            message = "weights belong to engines [saring, detoxify], and to no other: add or remove"
            raise ValueError(message)
        return self

    def share(self, language: str) -> float:
        """Return how much of a score is Detoxify's, 0 to 1."""
        if len(self.engines) == 1:
            return float(self.engines == ("detoxify",))
        weights = {str(name): weight for name, weight in self.weights.items()}
        return weights.get(language, weights.get("default", 0.0))


class PersonalData(_Strict):
    """What is nobody's personal data: the office's own telephones, addresses and accounts."""

    own_contacts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_contacts(self) -> Self:
        contact_pattern(self.own_contacts)
        return self


class PolicyFile(_Strict):
    """A whole policy; its version is the office's own."""

    name: Identifier
    version: Annotated[str, Field(min_length=1, max_length=64)]
    toxicity: Toxicity = Toxicity()
    personal_data: PersonalData = PersonalData()
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _names_rules_once(self) -> Self:
        names = [rule.id for rule in self.rules]
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            message = f"rule ids are used twice: {', '.join(repeated)}; rename one"
            raise ValueError(message)
        return self
