"""No moderator meets a name that is meant for programs."""

from collections.abc import Iterable, Mapping

import pytest

from services.moderation.console import vocabulary
from services.moderation.domain.screening import SCORES, FailureKind, Severity, Verdict
from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.screening.labels import CATEGORY_OF
from services.moderation.screening.masks import KINDS, Style
from services.moderation.screening.policy import DEFAULT_APPROVE, DEFAULT_REVIEW, load_policy
from services.moderation.screening.reasons import REJECTION_REASONS
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.screen import CREDIT_RULE
from services.moderation.workflow.withdraw import withdraw
from tests.support.appeals import send_appeal, send_edit
from tests.unit.console.desk import WITH_NIK, Desk, held

RULES = [rule.id for rule in load_policy().content.rules]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (vocabulary.LABELS, [*SCORES, *CATEGORY_OF]),
        (vocabulary.SEVERITIES, Severity),
        (vocabulary.VERDICTS, Verdict),
        (vocabulary.FAILURES, FailureKind),
        (vocabulary.MASK_STYLES, Style),
        (vocabulary.LABELS, KINDS),
        (vocabulary.STATES, [*SubmissionState, *PublicationState]),
        (vocabulary.REASONS, REJECTION_REASONS),
        (vocabulary.RULES, [*RULES, DEFAULT_APPROVE, DEFAULT_REVIEW, CREDIT_RULE]),
    ],
)
def test_every_name_has_a_word(table: Mapping[str, str], names: Iterable[str]) -> None:
    assert {str(name) for name in names} - set(table) == set()


def test_a_name_of_a_later_version_is_shown_as_it_is() -> None:
    assert vocabulary.word(vocabulary.RULES, "aturan-kantor-kami") == "aturan-kantor-kami"


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        ("user:siti", "siti"),
        ("source:portal", "portal"),
        ("worker:1", "mesin"),
        ("machine", "mesin"),
        ("key:7b0f2a52-3c41-4d0e-9a86-5f1f0f1f9a11", "aplikasi"),
    ],
)
def test_who_acted_is_shown_by_name_or_as_the_machine(
    visitor: Desk,
    actor: str,
    shown: str,
) -> None:
    with visitor.client.application.test_request_context("/console/"):
        assert str(vocabulary.party(actor)) == shown


def test_the_history_of_an_item_has_words_for_all_that_happened(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    desk.send(f"/console/items/{item}/reject", version=desk.version(), reason_code="other")
    desk.send(f"/console/items/{item}/undo")
    desk.open(f"/console/items/{item}")
    desk.send(f"/console/items/{item}/approve", version=desk.version())
    desk.send(f"/console/items/{item}/recall", reason="keliru")
    send_edit(desk.moderation, item, f"{WITH_NIK} Sekali lagi.")
    desk.open(f"/console/items/{item}")
    desk.send(f"/console/items/{item}/reject", version=desk.version(), reason_code="other")
    send_appeal(desk.moderation, item)
    withdraw(desk.moderation, item, actor="key:1", source=None)
    actions = {entry.action for entry in open_item(desk.moderation, item).history}
    assert len(actions) >= 9
    assert actions - set(vocabulary.ACTIONS) == set()
