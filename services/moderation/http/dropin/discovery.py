"""The discovery document, by which Google's client libraries learn where and how to call."""

import json
from functools import cache
from pathlib import Path
from typing import Any

VERSION = "v1alpha1"

_FILE = Path(__file__).with_name("commentanalyzer.v1alpha1.json")


def discovery_document(root_url: str) -> dict[str, Any]:
    """Return the document for clients that reach this service at `root_url`."""
    return {**_document(), "rootUrl": root_url, "baseUrl": root_url}


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document
