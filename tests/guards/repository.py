"""The repository as the guards see it: its files and its modules."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = ("saring", "services", "shared")
"""What is installed; tests, training and benchmarks are not."""


@functools.cache
def files() -> tuple[Path, ...]:
    """Return every file that git has or would add, as paths under ROOT."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(
        sorted({path for name in listing.split("\0") if name and (path := ROOT / name).is_file()}),
    )


def relative(path: Path) -> str:
    """Return the path under ROOT, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file of the repository."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path under the root, which is also how it is imported."""
        return relative(self.path)

    @property
    def installed(self) -> bool:
        """Whether it is part of the distribution."""
        return self.path.relative_to(ROOT).parts[0] in PACKAGES

    def calls(self) -> Iterator[ast.Call]:
        """Yield every call in the module."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@functools.cache
def modules() -> tuple[Module, ...]:
    """Return every Python file, parsed."""
    sources = ((path, path.read_text(encoding="utf-8")) for path in files() if path.suffix == ".py")
    return tuple(
        Module(path, source, ast.parse(source, filename=str(path))) for path, source in sources
    )


def installed_modules() -> Iterator[Module]:
    """Yield the modules of the distribution."""
    return (module for module in modules() if module.installed)
