"""Nicknames: of tables and of people in a class. No real names are needed, and none is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from game.files import BadInput
from game.words import words

LONGEST = 16
_WELL_FORMED = re.compile(r"[^\W_](?:[^\W_]|[ '\-](?=[^\W_]))*")


def checked(text: str, powers: Iterable[str] = ()) -> str:
    """The nickname as it is kept; `BadInput` says why it will not do.

    One to 16 letters and digits, with single spaces, hyphens and apostrophes between them; nobody may call itself like
    a power, whose name (or code) would stand beside its own.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise BadInput(words("classroom.nickname.empty"))
    if len(name) > LONGEST:
        raise BadInput(words("classroom.nickname.long", name=name[:LONGEST], most=LONGEST))
    if not _WELL_FORMED.fullmatch(name):
        raise BadInput(words("classroom.nickname.letters", name=name))
    taken = {_bare(power): power for power in powers}
    if _bare(name) in taken:
        raise BadInput(words("classroom.nickname.power", name=name))
    return name


def _bare(name: str) -> str:
    """What two names have in common that look or sound alike: no case, accents, spaces or look-alike digits."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(str.maketrans("0135", "oles"))
    return "".join(letter for letter in plain if letter.isalnum())
