"""What a player has set, kept as TOML in the user's folder for such things."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from game.files import BadInput
from game.words import words

SCALES = (1.0, 1.25, 1.5)


@dataclass(frozen=True)
class Settings:
    """The names are those in the file."""

    text_scale: float = 1.0  # one of `SCALES`
    full_screen: bool = False
    reduced_motion: bool = False
    mute: bool = False
    volume: int = 6  # 0 to 10

    def __post_init__(self) -> None:
        if self.text_scale not in SCALES:
            raise ValueError("text_scale", self.text_scale)
        if not 0 <= self.volume <= 10:
            raise ValueError("volume", self.volume)


def place() -> Path:
    """Where the settings of this user are."""
    from platformdirs import user_config_path

    return user_config_path("security-dilemma") / "settings.toml"


def load(path: Path) -> Settings:
    """The settings in a file; defaults if there is none. Raises `BadInput`, in one line, if it is damaged."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise BadInput(words("ui.settings.unreadable", file=path, why=" ".join(str(error).split()))) from error
    kinds = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    settings = Settings()
    for key, value in given.items():
        if key not in kinds or type(value) is not kinds[key]:
            raise BadInput(words("ui.settings.damaged", file=path, name=key, value=value))
        try:
            settings = replace(settings, **{key: value})
        except ValueError as error:
            raise BadInput(words("ui.settings.damaged", file=path, name=key, value=value)) from error
    return settings


def save(settings: Settings, path: Path) -> None:
    """Write them; the folder is made if need be."""
    lines = [f"{key} = {str(value).lower()}" for key, value in asdict(settings).items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
