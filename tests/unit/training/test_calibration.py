"""Probabilities one may believe."""

import numpy as np
import pytest

from training.calibration import (
    FEWEST,
    Calibration,
    Floats,
    calibrate,
    calibration_error,
    log_loss,
    sigmoid,
)

COUNT = 4_000


def _sample(slope: float, shift: float) -> tuple[Floats, Floats]:
    """Return logits that exaggerate, and labels drawn from the probabilities behind them."""
    numbers = np.random.default_rng(7)
    logits = numbers.normal(0, 4, COUNT)
    truth = (numbers.random(COUNT) < sigmoid(slope * logits + shift)).astype(np.float64)
    return logits, truth


@pytest.mark.parametrize(("slope", "shift"), [(0.4, 0.0), (0.5, -1.0), (1.5, 1.0)])
def test_slope_and_shift_are_found_again(slope: float, shift: float) -> None:
    logits, truth = _sample(slope, shift)
    found = calibrate(logits, None, truth)
    assert (found.slope, found.shift) == pytest.approx((slope, shift), abs=0.15)
    assert found.measured


def test_calibration_lowers_the_calibration_error_of_unseen_texts() -> None:
    logits, truth = _sample(0.4, -0.5)
    half = COUNT // 2
    found = calibrate(logits[:half], None, truth[:half])
    zeros = np.zeros(half)
    before = calibration_error(sigmoid(logits[half:]), truth[half:])
    after = calibration_error(found.probabilities(logits[half:], zeros), truth[half:])
    assert before > 0.1
    assert after < 0.04


def test_a_head_with_few_positives_is_left_as_it_is() -> None:
    truth = np.zeros(500)
    truth[: FEWEST - 1] = 1
    assert calibrate(np.ones(500), None, truth) == Calibration()


def test_ngrams_that_know_something_join() -> None:
    logits, _ = _sample(1.0, 0.0)
    numbers = np.random.default_rng(8)
    ngrams = numbers.normal(0, 3, COUNT)
    truth = (numbers.random(COUNT) < sigmoid(0.5 * logits + ngrams)).astype(np.float64)
    found = calibrate(logits, ngrams, truth)
    assert (found.slope, found.ngram) == pytest.approx((0.5, 1.0), abs=0.15)


def test_ngrams_that_know_nothing_stay_out() -> None:
    logits, truth = _sample(1.0, 0.0)
    noise = np.random.default_rng(9).normal(0, 3, COUNT)
    assert calibrate(logits, noise, truth).ngram == 0


def test_a_perfect_forecast_has_no_error_and_a_sure_wrong_one_has_the_largest() -> None:
    truth = np.array([0.0, 1.0])
    assert calibration_error(truth, truth) == 0
    assert calibration_error(1 - truth, truth) == 1
    assert log_loss(truth, truth) == pytest.approx(0, abs=1e-8)
