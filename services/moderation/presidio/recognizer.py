"""Saring's recognisers of personal data as one of Presidio's: name it in a registry, or add it."""

from typing import TYPE_CHECKING

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from services.moderation.screening.checker import Passage
from services.moderation.screening.labels import LABELS
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.reasons import finding_reason

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

ENTITIES = LABELS["personal_data"]


class SaringRecognizer(EntityRecognizer):
    """Finds what Saring finds, under Saring's labels, in code points; needs no NLP engine."""

    COUNTRY_CODE = "id"

    def __init__(
        self,
        supported_entities: list[str] | None = None,
        supported_language: str = "id",
        name: str = "SaringRecognizer",
        **settings: object,
    ) -> None:
        """Take what a registry's YAML says of a recogniser; without entities, all of them."""
        del settings
        self._checker = PersonalDataChecker()
        super().__init__(
            supported_entities=supported_entities or list(ENTITIES),
            supported_language=supported_language,
            name=name,
            version=self._checker.version,
        )

    def load(self) -> None:
        """Have nothing more to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: "NlpArtifacts | None" = None
    ) -> list[RecognizerResult]:
        """Return the findings of `entities` in a text; each says why, without its words."""
        del nlp_artifacts
        wanted = set(entities or self.supported_entities)
        found = self._checker.check(Passage(text)).findings
        return [
            RecognizerResult(
                one.label,
                one.start,
                one.end,
                one.score,
                analysis_explanation=AnalysisExplanation(
                    recognizer=self.name,
                    original_score=one.score,
                    textual_explanation=finding_reason(one)["en"],
                ),
                recognition_metadata={RecognizerResult.RECOGNIZER_NAME_KEY: self.name},
            )
            for one in found
            if one.label in wanted
        ]
