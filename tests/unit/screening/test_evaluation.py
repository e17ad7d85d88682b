"""Figures of agreement: known answers, and none where there is nothing to divide by."""

import pytest

from services.moderation.screening.evaluation import agreement


def test_each_figure_of_a_small_table() -> None:
    found = agreement([0.9, 0.8, 0.3, 0.6, 0.1], [True, True, True, False, False])
    assert (found.texts, found.positive, found.flagged) == (5, 3, 3)
    assert found.precision == found.recall == found.f1 == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 / 2) / 2)
    # Of six pairs, five have the positive text higher.
    assert found.auc == pytest.approx(5 / 6)


def test_equal_scores_count_half() -> None:
    assert agreement([0.4, 0.4], [True, False]).auc == 0.5
    assert agreement([0.4, 0.4, 0.9], [True, False, True]).auc == 0.75


@pytest.mark.parametrize("labels", [[True, True], [False, False]])
def test_one_kind_of_label_alone_has_no_auc(labels: list[bool]) -> None:
    found = agreement([0.9, 0.2], labels)
    assert found.auc is None
    assert found.macro_f1 is not None


def test_nothing_flagged_and_nothing_positive_has_no_precision() -> None:
    found = agreement([0.1, 0.2], [False, False])
    assert (found.precision, found.recall, found.f1, found.macro_f1) == (None, None, None, None)
