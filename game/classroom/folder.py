"""Where a class's records and quizzes lie, if its host names no other folder."""

from __future__ import annotations

import time
from pathlib import Path

from game.sitting.shelf import home


def of_today(exercise: str) -> Path:
    """One folder a day and exercise, beside the saved games: a lesson that is opened again goes on in it."""
    return home().parent / "classes" / f"{time.strftime('%Y-%m-%d')}-{exercise}"
