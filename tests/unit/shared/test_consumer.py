"""How long a consumer waits for a broker that is away."""

import pytest

from shared.consumer import longest_pause


@pytest.mark.parametrize(("failures", "seconds"), [(1, 2), (3, 8), (4, 15), (100_000, 15)])
def test_each_failure_doubles_the_pause_and_hours_of_them_do_not_end_the_process(
    failures: int, seconds: float
) -> None:
    assert longest_pause(failures) == seconds
