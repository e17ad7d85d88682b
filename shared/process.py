"""How a process of its own begins and ends."""

import sys
from collections.abc import Callable
from typing import NoReturn

from shared.settings import SettingsError

_WRONG_SETTING = 2


def run_process(run: Callable[[], int]) -> NoReturn:
    """Run and exit; a wrong setting is one line on standard error and exit status 2."""
    try:
        status = run()
    except SettingsError as error:
        sys.stderr.write(f"saring: {error}\n")
        status = _WRONG_SETTING
    sys.exit(status)
