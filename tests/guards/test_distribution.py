"""What the packages read at run time is installed with them."""

import tomllib
from fnmatch import fnmatch

from tests.guards.repository import PACKAGES, ROOT, files, relative

FOR_WHO_CHANGES_THEM = {"babel.cfg"}
"""Names of files that tools read in the repository, and nothing at run time."""


def test_every_file_of_the_packages_is_shipped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    left_out = []
    for path in files():
        if path.relative_to(ROOT).parts[0] not in PACKAGES or path.suffix == ".py":
            continue
        if path.name in FOR_WHO_CHANGES_THEM:
            continue
        package = next(up for up in path.parents if (up / "__init__.py").is_file())
        inside = path.relative_to(package).as_posix()
        # setuptools reads a pattern as a path: `*` does not cross a directory.
        if not any(_matches(inside, pattern) for pattern in patterns):
            left_out.append(relative(path))
    assert left_out == []


def _matches(path: str, pattern: str) -> bool:
    parts, wanted = path.split("/"), pattern.split("/")
    if wanted[0] == "**":
        return fnmatch(parts[-1], wanted[-1])
    return len(parts) == len(wanted) and all(map(fnmatch, parts, wanted))
