"""The shape of a statement of reasons, as the OpenAPI document describes it.

Names in capitals, and fields that are not ours, are those of the EU's DSA Transparency Database.
"""

from typing import Annotated, Literal

from pydantic import Field

from services.moderation.domain.screening import Severity
from services.moderation.http.screening_answer import Answer, Bilingual
from services.moderation.screening.reasons import RejectionReason
from services.moderation.store.decisions import DecidedBy

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[
    str, Field(json_schema_extra={"format": "date"}, description="In the office's zone.")
]


class FactAnswer(Answer):
    """One kind of finding that speaks for the ground, and how often it was made."""

    category: str
    label: str
    severity: Severity
    count: int
    checker: str
    version: str
    reason: Bilingual


class RedressAnswer(Answer):
    """How to appeal; `appeal_until` is null once an appeal was decided."""

    appeal_until: Moment | None
    how: Bilingual


class StatementAnswer(Answer):
    """Why a post was rejected, field by field, and in plain words in `statement`."""

    puid: str = Field(description="Names this statement and no other.")
    submission: str
    revision: int
    reason_code: RejectionReason | None
    rules: list[str] = Field(description="Rules of the policy that matched.")
    policy_sha256: str
    decided_at: Moment
    by: DecidedBy
    decision_visibility: list[
        Literal["DECISION_VISIBILITY_OTHER", "DECISION_VISIBILITY_CONTENT_REMOVED"]
    ]
    decision_visibility_other: Bilingual | None
    decision_ground: Literal["DECISION_GROUND_INCOMPATIBLE_CONTENT"]
    incompatible_content_ground: Bilingual = Field(description="The office's rule.")
    incompatible_content_explanation: Bilingual = Field(description="What, and why the rule.")
    incompatible_content_illegal: Literal["No"] = Field(
        description="The office does not judge whether a law was broken."
    )
    legal_basis: Bilingual | None = Field(description="The law that the rule comes from.")
    category: str = Field(examples=["STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"])
    content_type: list[Literal["CONTENT_TYPE_TEXT"]]
    content_language: str | None = Field(description="BCP 47.")
    content_date: Day
    decision_facts: Bilingual
    findings: list[FactAnswer]
    source_type: Literal["SOURCE_VOLUNTARY"]
    automated_detection: Literal["Yes", "No"]
    automated_decision: Literal["AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_NOT_AUTOMATED"]
    application_date: Day
    in_force: bool = Field(description="False once it was overturned, or the text replaced.")
    what_to_change: Bilingual
    redress: RedressAnswer
    statement: Bilingual
