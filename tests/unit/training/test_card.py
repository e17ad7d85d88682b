"""The model card and the recipe: what a model was made of can be told."""

from pathlib import Path

import pytest

from training.card import model_card
from training.configuration import read_settings, recipe_of
from training.sets import read_descriptions
from training.variants import Measured, choose


@pytest.mark.parametrize("profile", ["full", "open"])
def test_the_card_names_each_set_that_the_profile_may_use_and_no_other(profile: str) -> None:
    settings = read_settings(profile)
    card = model_card(settings, "TABLES", profile=profile)
    for name, one in read_descriptions().items():
        assert (f"| {name} |" in card) == (one.licence in settings.licences)
    assert "TABLES" in card


def test_other_settings_or_sentences_are_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    full, other = read_settings("full"), read_settings("open")
    recipes = {recipe_of(one) for one in (full, other, full.model_copy(update={"seed": 1}))}
    assert len(recipes) == 3
    assert recipe_of(read_settings("full")) == recipe_of(full)
    monkeypatch.setattr("training.configuration.FOLDER", Path("no sentences"))
    assert recipe_of(full) not in recipes


def measured(name: str, flips: float) -> Measured:
    return Measured(name, 0.9, flips, 0.1, 10.0, 38.0)


def test_the_first_variant_that_flips_few_enough_is_shipped() -> None:
    assert choose([measured("a", 0.02), measured("b", 0.01), measured("c", 0.0)]).name == "b"
    assert choose([measured("a", 0.03), measured("b", 0.02)]).name == "b"
