"""The README's example runs as printed, and its commands are the ones there are."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import game
from game.cli import app

README = Path(__file__).parent.parent / "README.md"


def test_the_example_in_the_readme_runs() -> None:
    result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0


def test_the_package_docstring_runs() -> None:
    assert doctest.testmod(game).failed == 0


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text("utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        assert re.search(rf"`{name}\b|dilemma {name}\b", text)
