"""docs/drop-in.md: its snippets run, its tables are the code's."""

import re
from collections.abc import Container
from pathlib import Path

import pytest
from flask import Flask

from services.moderation.http.dropin.attributes import SCORE_OF
from services.moderation.http.dropin.categories import SCORES_OF
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope, create_key
from tests.support.serving import served

GUIDE = Path(__file__).parents[3].joinpath("docs", "drop-in.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
ROWS = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", GUIDE, re.MULTILINE))


def _named(names: Container[str]) -> dict[str, set[str]]:
    return {
        name: set(re.findall(r"`([^`]+)`", cell)) for name, cell in ROWS.items() if name in names
    }


@pytest.mark.parametrize("snippet", SNIPPETS, ids=["perspective", "openai"])
def test_each_snippet_of_the_guide_holds_back_the_abuse(
    snippet: str,
    app: Flask,
    moderation: Moderation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SARING_API_KEY", create_key(moderation.database, "bot", [Scope.SCREEN]))
    with served(app) as url:
        monkeypatch.setenv("SARING_URL", url)
        exec(compile(snippet, "drop-in.md", "exec"), {})  # noqa: S102 - the guide's own code
    assert capsys.readouterr().out.splitlines()[-1] == "hold"


def test_the_guide_says_what_each_attribute_is() -> None:
    plain = {name: {of} for name, of in SCORE_OF.items() if not name.endswith("_EXPERIMENTAL")}
    assert _named(SCORE_OF) == plain


def test_the_guide_says_what_each_category_is_made_of_and_which_are_not_judged() -> None:
    assert _named(SCORES_OF) == {name: set(made_of) for name, made_of in SCORES_OF.items()}
    unjudged = {name for name in SCORES_OF if ROWS[name] == "not judged"}
    assert unjudged == {name for name, made_of in SCORES_OF.items() if not made_of}
