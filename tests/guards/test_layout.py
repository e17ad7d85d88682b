"""Files stay small and are named after the noun that they hold."""

import sys
from importlib.metadata import packages_distributions

from tests.guards.repository import installed_modules, modules

LONGEST_FILE = 200

LONG_FOR_A_REASON: dict[str, str] = {}
"""Path → why splitting the file would make it worse."""

MIGRATIONS = "/migrations/versions/"
"""One migration is one file, however much it changes, and is never edited again."""

EVERYTHING_NAMES = {
    "base_service",
    "common",
    "helper",
    "helpers",
    "manager",
    "misc",
    "util",
    "utils",
}

NOUNS_OF_OURS = {
    "http": "the door that speaks it",
    "queue": "what moderators work through",
    "site": "the channel that is the official page",
}
"""Name that the standard library has too → what it means here; imports are absolute."""


def _too_long() -> set[str]:
    return {
        module.name
        for module in modules()
        if len(module.source.splitlines()) > LONGEST_FILE and MIGRATIONS not in module.name
    }


def test_no_file_outgrows_what_one_reads_in_one_go() -> None:
    assert _too_long() - set(LONG_FOR_A_REASON) == set()


def test_the_list_of_long_files_names_only_long_files() -> None:
    assert set(LONG_FOR_A_REASON) - _too_long() == set()


def test_no_module_is_named_after_everything() -> None:
    names = {part for module in modules() for part in module.name.removesuffix(".py").split("/")}
    assert names & EVERYTHING_NAMES == set()


def test_no_top_level_name_could_be_taken_for_somebody_elses() -> None:
    """A dependency of the same name would be hidden, or hide ours, whichever is found first."""
    ours = {module.name.split("/")[0].removesuffix(".py") for module in modules()}
    theirs = set(packages_distributions()) - {"saring", "services", "shared"}
    assert ours & (theirs | set(sys.stdlib_module_names)) == set()


def test_no_installed_module_has_the_name_of_one_in_the_standard_library() -> None:
    """Inside a package it imports correctly, and misleads the reader all the same."""
    names = {
        part
        for module in installed_modules()
        for part in module.name.removesuffix(".py").split("/")
    }
    assert names & set(sys.stdlib_module_names) - set(NOUNS_OF_OURS) == set()
