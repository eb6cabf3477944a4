"""Where a class's records and quizzes lie, if its host names no other folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

from game.files import BadInput
from game.sitting.shelf import home


def of_today(exercise: str) -> Path:
    """One folder a day and exercise, beside the saved games: a lesson that is opened again goes on in it."""
    return home().parent / "classes" / f"{time.strftime('%Y-%m-%d')}-{exercise}"


def ready(folder: Path, option: str = "--folder") -> Path:
    """The folder, made if it was not there; `BadInput` if nothing can be written in it: told before a class waits.

    ``option``: which one it was named by.
    """
    why = "it may not be written to"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise BadInput(f"{option} {folder}: cannot hold the records ({why}); name another folder")
    return folder
