#!/usr/bin/env python3
"""Ends with 0 if the URL answers 200: `healthy URL`. A container's image has no curl."""

import sys
from http import HTTPStatus
from urllib.request import urlopen

TIMEOUT_SECONDS = 5

try:
    with urlopen(sys.argv[1], timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - compose names it
        sys.exit(answer.status != HTTPStatus.OK)
except OSError as error:
    sys.exit(type(error).__name__)
