"""The policy: the strictest rule wins, and no rule can make the machine careless."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.domain.screening import (
    SCORES,
    Failure,
    FailureKind,
    Finding,
    Language,
    Severity,
    Verdict,
)
from services.moderation.screening.policy import Evidence, Policy, load_policy
from services.moderation.screening.policy_file import PolicyError
from tests.unit.screening.examples import finding

DEFAULT = load_policy()
INDONESIAN = Language("id", 1.0)
FAILED = Failure("toxicity", FailureKind.ERROR)


def evidence(
    *findings: Finding,
    failures: tuple[Failure, ...] = (),
    language: Language = INDONESIAN,
    **scores: float | None,
) -> Evidence:
    """Return evidence of a quiet text, but for what is given."""
    return Evidence(language, {**dict.fromkeys(SCORES, 0.0), **scores}, findings, failures)


def policy(tmp_path: Path, rules: str) -> Policy:
    """Return a policy with `rules`, YAML of a list."""
    path = tmp_path / "policy.yaml"
    path.write_text(f"name: kantor\nversion: '1'\nrules: {rules}\n")
    return load_policy(path)


@pytest.mark.parametrize(
    ("seen", "verdict", "rules"),
    [
        # Nothing speaks against it.
        (evidence(), "approve", {"default-approve"}),
        # Sure abuse and sure gambling are rejected by the machine.
        (evidence(toxicity=0.97), "reject", {"toxicity-reject"}),
        (evidence(identity_attack=0.97), "reject", {"hate-reject"}),
        (
            evidence(finding("spam", "online_gambling", score=0.95), spam=0.95),
            "reject",
            {"gambling-reject", "spam-review"},
        ),
        # What is less sure is for a person.
        (evidence(toxicity=0.7), "review", {"default-review"}),
        (evidence(finding("toxicity", "insult", score=0.7)), "review", {"toxicity-review"}),
        (evidence(misinformation=0.5), "review", {"misinformation-review"}),
        # Personal data is redacted by a person, never rejected.
        (
            evidence(finding("personal_data", "ID_NIK", start=0, end=16), personal_data=0.99),
            "review",
            {"personal-data-high", "personal-data-review"},
        ),
        # Somebody may be in danger: never a machine's rejection, however coarse the words.
        (
            evidence(finding("safety", "self_harm"), toxicity=0.99),
            "review",
            {"toxicity-reject", "safety-review"},
        ),
        # A language no checker was made for.
        (evidence(language=Language("fr", 0.99)), "review", {"language-uncovered"}),
        (evidence(language=Language("und", 0.0)), "approve", {"default-approve"}),
        # A checker failed: its scores are null, and a person looks at what else was found.
        (
            evidence(failures=(FAILED,), toxicity=None),
            "review",
            {"checker-failed", "toxicity-reject"},
        ),
        (
            evidence(failures=(FAILED,), identity_attack=0.99),
            "review",
            {"checker-failed", "hate-reject"},
        ),
    ],
)
def test_the_default_policy_decides(seen: Evidence, verdict: str, rules: set[str]) -> None:
    decision = DEFAULT.decide(seen)
    assert decision.verdict == verdict
    assert set(decision.policy.rules) == rules
    assert (decision.reason_code is not None) == (verdict == "reject")


@given(
    st.fixed_dictionaries({name: st.one_of(st.none(), st.floats(0, 1)) for name in SCORES}),
    st.booleans(),
)
def test_no_text_that_is_flagged_or_incomplete_is_approved(
    scores: dict[str, float | None],
    failed: bool,  # noqa: FBT001 (hypothesis passes by position)
) -> None:
    seen = Evidence(INDONESIAN, scores, (), (FAILED,) if failed else ())
    verdict = DEFAULT.decide(seen).verdict
    quiet = not failed and all(score is not None and score < 0.5 for score in scores.values())
    assert (verdict is Verdict.APPROVE) == quiet
    if failed or None in scores.values():
        assert verdict is Verdict.REVIEW


def test_a_policy_without_rules_still_reviews_what_is_flagged(tmp_path: Path) -> None:
    decision = policy(tmp_path, "[]").decide(evidence(spam=0.5))
    assert (decision.verdict, decision.policy.rules) == (Verdict.REVIEW, ("default-review",))


def test_an_approve_rule_waives_the_score_it_names_and_no_other(tmp_path: Path) -> None:
    waiving = policy(
        tmp_path,
        "[{id: lenient, when: {score: misinformation, below: 0.7}, outcome: approve}]",
    )
    assert waiving.decide(evidence(misinformation=0.6)).verdict is Verdict.APPROVE
    assert waiving.decide(evidence(misinformation=0.7)).verdict is Verdict.REVIEW
    assert waiving.decide(evidence(misinformation=0.6, spam=0.6)).verdict is Verdict.REVIEW
    assert waiving.decide(evidence(misinformation=None)).verdict is Verdict.REVIEW


def test_a_rule_may_ask_for_a_least_severity(tmp_path: Path) -> None:
    severe = policy(tmp_path, "[{id: grave, when: {severity: high}, outcome: review}]")
    grave = finding("toxicity", "threat", severity=Severity.CRITICAL)
    slight = finding("toxicity", "obscene", severity=Severity.LOW)
    assert severe.decide(evidence(grave)).policy.rules == ("grave", "default-review")[:1]
    assert severe.decide(evidence(slight)).verdict is Verdict.APPROVE


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    first = policy(tmp_path, "[]")
    second = policy(tmp_path, "[]  # a remark")
    assert first.content == second.content
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        (
            "[{id: a1, when: {score: toxic}, outcome: review}]",
            r"line 3, rules\.0\.when\.score: should be",
        ),
        ("[{id: a1, when: {label: online_gamblng}, outcome: review}]", r"rules\.0\.when\.label"),
        ("[{id: a1, when: {score: spam, at_least: 2}, outcome: review}]", r"at_least: .* 1"),
        ("[{id: a1, when: {score: spam}, outcom: review}]", r"outcome: is missing; add it"),
        ("[{id: a1, when: {}, outcome: review}]", "name one of"),
        ("[{id: a1, when: {score: spam, failure: any}, outcome: review}]", "name one of"),
        ("[{id: a1, when: {score: spam}, outcome: reject}]", "reason_code belongs to"),
        (
            "[{id: a1, when: {score: personal_data}, outcome: reject, reason_code: personal_data}]",
            "never for personal data",
        ),
        (
            "[{id: a1, when: {label: self_harm}, outcome: reject, reason_code: other}]",
            "never for personal data or safety",
        ),
        ("[{id: a1, when: {failure: any}, outcome: approve}]", "waives one score"),
        (
            (
                "[{id: a1, when: {failure: any}, outcome: review},"
                " {id: a1, when: {failure: any}, outcome: review}]"
            ),
            "used twice: a1",
        ),
        ("[{id: a1, id: a2, when: {failure: any}, outcome: review}]", "is there twice"),
        ("[{id: a1", "check the indentation"),
        ("{}", "rules: should be"),
    ],
)
def test_a_wrong_policy_is_refused_in_one_line_that_says_where(
    tmp_path: Path, rules: str, problem: str
) -> None:
    with pytest.raises(PolicyError, match=problem) as error:
        policy(tmp_path, rules)
    assert str(error.value).startswith("policy.yaml, line ")
    assert "\n" not in str(error.value)


def test_an_absent_policy_is_refused_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"absent\.yaml: cannot be read"):
        load_policy(tmp_path / "absent.yaml")
