"""Pages escape what people wrote, load nothing from elsewhere, and run only our own files."""

import re

import pytest

from tests.guards.repository import files, installed_modules, relative

TEMPLATES = [
    path for path in files() if path.suffix in {".html", ".xml"} and "templates" in path.parts
]

UNSAFE = {
    "escaping switched off": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "a file from another host": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//"),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a handler in an attribute": re.compile(r"\son[a-z]+="),
    "a style in an attribute": re.compile(r"\sstyle="),
}

ESCAPES_BY_ITSELF = {
    "services/publisher/site/writing.py": "escapes the whole text before it marks it",
}
"""Module that builds markup in Python → how each part of it is escaped."""


def test_templates_are_found() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("problem", UNSAFE)
def test_no_template_has(problem: str) -> None:
    """Markup that the console's content security policy forbids, or that would let text through."""
    found = [
        relative(path)
        for path in TEMPLATES
        if UNSAFE[problem].search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_markup_is_built_in_python_only_where_a_reason_is_given() -> None:
    makers = {
        module.name for module in installed_modules() if re.search(r"\bMarkup\(", module.source)
    }
    assert makers == set(ESCAPES_BY_ITSELF)
