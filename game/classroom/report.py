"""A session written down: the page, the same on paper, SQLite, CSV tables and their dictionary."""

from __future__ import annotations

from pathlib import Path

from game.classroom.export import rows, store, texts
from game.classroom.page import page
from game.classroom.session import Session
from game.classroom.side import side
from game.files import write_out

PAGE, SHEETS, BASE = "session.html", "session.pdf", "session.sqlite"


def write(session: Session, folder: Path, *, messages: bool, paper: str = "a4") -> list[Path]:
    """All files of a session, in ``folder``, which is made; their paths.

    `BadInput` if it cannot be written to, or for a paper there is none of.
    """
    from game.classroom.printed import printed

    found, beside = rows(session, messages=messages), side(session)
    files = {PAGE: page(beside).encode(), SHEETS: printed(beside, paper)}
    files |= {name: text.encode("utf-8-sig") for name, text in texts(found).items()}
    written = write_out(folder, files)
    store(found, folder / BASE)
    return [folder / BASE, *written]
