"""Where the data lie: ``rules/`` and ``assets/`` beside the package, or inside an installed wheel.

`BadInput` is the one error that means: what was given cannot be used. The command line prints its
single line and leaves with exit code 2.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path


class BadInput(Exception):
    """What a person gave cannot be used; the text names file, key and remedy in one line."""


class CheckFailed(Exception):
    """What was given can be read, but is not what it should be; one line, and exit code 1."""


def data(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. ``data("rules", "core.toml")``."""
    home = Path(str(resources.files("game")))
    packed = home / "_data"
    return (packed if packed.is_dir() else home.parent).joinpath(*parts)
