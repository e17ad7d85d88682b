"""Judge one comment by the attributes that were asked for."""

from collections.abc import Mapping, Sequence

from services.moderation.domain.screening import Language
from services.moderation.http.dropin.attributes import SCORE_OF
from services.moderation.http.dropin.perspective_answers import (
    AnalyzeAnswer,
    AttributeAnswer,
    ScoreAnswer,
    SpanAnswer,
)
from services.moderation.http.dropin.perspective_problems import language_not_supported
from services.moderation.http.dropin.perspective_requests import AnalyzeBody
from services.moderation.http.dropin.scoring import scores_of
from services.moderation.http.dropin.sentences import sentence_spans
from services.moderation.http.limits import charge_texts
from services.moderation.http.problem import ProblemError
from services.moderation.screening.language import COVERED, is_uncovered
from services.moderation.screening.pipeline import Screener

MOST_SPANS = 50
"""Each is screened by itself: more would hold a place for too long."""

_FORMERLY = {"in": "id", "jw": "jv"}
"""Codes that ISO 639 withdrew and older platforms still send."""

_Scored = tuple[int, int, Mapping[str, float]]


def analyze(screener: Screener, asked: AnalyzeBody) -> AnalyzeAnswer:
    """Return the scores. Raises ProblemError for a language or a checker that gives none."""
    text, attributes = asked.comment.text, asked.requested_attributes
    screening = screener.screen(text)
    detected = [screening.language.code, *screening.language.mixed]
    languages = asked.languages or []
    if not _is_judged(languages, screening.language):
        # The first stands for all: none of them can judge these languages.
        problem = language_not_supported(next(iter(attributes)), languages or detected, detected)
        raise ProblemError(problem)
    whole = scores_of(screening, {SCORE_OF[name] for name in attributes})
    parts = _by_sentence(screener, text, whole) if asked.span_annotations else None
    return AnalyzeAnswer(
        attribute_scores={
            name: _answer(SCORE_OF[name], whole, parts)
            for name, wanted in attributes.items()
            if whole[SCORE_OF[name]] >= (wanted.score_threshold or 0)
        },
        languages=languages or detected,
        detected_languages=detected,
        client_token=asked.client_token,
    )


def _is_judged(languages: Sequence[str], detected: Language) -> bool:
    """Tell whether scores mean something; if the client names languages, its word counts.

    A low score for a language that no checker was made for would pass for an approval.
    """
    if not languages:
        return not is_uncovered(detected)
    primary = {tag.lower().partition("-")[0] for tag in languages}
    return not COVERED.isdisjoint({_FORMERLY.get(code, code) for code in primary})


def _by_sentence(screener: Screener, text: str, whole: Mapping[str, float]) -> list[_Scored]:
    spans = sentence_spans(text, most=MOST_SPANS)
    if len(spans) == 1:
        return [(*spans[0], whole)]
    charge_texts(len(spans), pointer="/comment/text")
    return [
        (start, end, scores_of(screener.screen(text[start:end]), whole)) for start, end in spans
    ]


def _answer(
    score: str, whole: Mapping[str, float], parts: Sequence[_Scored] | None
) -> AttributeAnswer:
    return AttributeAnswer(
        summary_score=ScoreAnswer(value=whole[score]),
        span_scores=None
        if parts is None
        else [
            SpanAnswer(begin=begin, end=end, score=ScoreAnswer(value=scores[score]))
            for begin, end, scores in parts
        ],
    )
