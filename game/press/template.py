"""Pages for a browser, from the templates in ``assets/templates``. jinja2 is loaded when one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.files import data
from game.palette import ink, on
from game.words import words


def rendered(name: str, filters: Mapping[str, Callable[..., object]], **values: object) -> str:
    """The template of that name with these values; whatever people wrote is escaped, and what is not given fails."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    room = Environment(
        loader=FileSystemLoader(data("assets", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.globals |= {"words": words, "on": on, "ink": ink}
    room.filters |= filters
    return room.get_template(name).render(**values)
