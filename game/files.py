"""Where the data lie, ``rules/`` and ``assets/`` beside the package or inside an installed wheel; texts in, files out.

`BadInput` is the one error that means: what was given cannot be used. The command line prints its
single line and leaves with exit code 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

MOST_BYTES = 2**24  # no file of ours comes near; what is larger was named by mistake


class BadInput(Exception):
    """What a person gave cannot be used; the text names file, key and remedy in one line."""


class CheckFailed(Exception):
    """What was given can be read, but is not what it should be; one line, and exit code 1."""


def data(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. ``data("rules", "core.toml")``."""
    home = Path(str(resources.files("game")))
    packed = home / "_data"
    return (packed if packed.is_dir() else home.parent).joinpath(*parts)


def text_of(path: Path) -> str:
    """The text of a file, or `BadInput`."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file; check the name") from None
    except IsADirectoryError:
        raise BadInput(f"{path}: is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read as text ({error}); save it as UTF-8") from None
    if len(text) > MOST_BYTES:
        raise BadInput(f"{path}: is larger than any file of this game; name another")
    return text


def write_out(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Files by name, in a folder that is made if need be; their paths. `BadInput` naming ``--out`` if that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise BadInput(f"--out {folder}: cannot be written to ({error.strerror}); name another folder") from None
    return [folder / name for name in files]
