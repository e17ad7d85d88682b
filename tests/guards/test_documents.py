"""What the documents name exists."""

import re

import pytest

from tests.guards.repository import ROOT, files, relative

DOCUMENTS = [path for path in files() if path.suffix == ".md"]
LINK = re.compile(
    r"(?<!!)!?\[[^\]]*\]\((?P<target>[^)\s]+)\)|(?:src|srcset|href)=\"(?P<html>[^\"]+)\""
)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"`make ([a-z]+)|^make ([a-z]+)", re.MULTILINE)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_every_link_inside_the_repository_leads_somewhere(path: object) -> None:
    document = ROOT / str(path)
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    targets = [match["target"] or match["html"] for match in LINK.finditer(text)]
    local = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if target and not (document.parent / target).exists()] == []


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {
        target
        for path in DOCUMENTS
        for pair in TARGET.findall(path.read_text(encoding="utf-8"))
        for target in pair
        if target
    }
    assert named - targets == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=relative)
def test_every_decision_has_its_three_parts_on_one_page(path: object) -> None:
    text = (ROOT / str(path)).read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60
