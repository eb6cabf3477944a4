"""The rules, to be read at the table: the page that comes with the box, rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from game.files import data
from game.ui.moves import Host
from game.ui.screens.parts import OnFelt, page
from game.ui.widgets import Card, Column, Narrow, Row, Rule, Scroll, Text, Tile, Widget
from game.words import words

_RULE = re.compile(r"\*\*(R\d+) · (.+?)\.\*\*\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A chapter or a numbered rule."""

    title: str
    paragraphs: tuple[str, ...]


def sections(text: str) -> list[Section]:
    """The page cut up at its headings and at its numbered rules."""
    found: list[tuple[str, list[str]]] = []
    for block in re.split(r"\n\s*\n", text):
        rule = _RULE.match(block.strip())
        if block.startswith("#"):
            heading, _, rest = block.lstrip("# ").partition("\n")
            found.append((heading, [rest] if rest else []))
        elif rule:
            found.append((f"{rule[1]} · {rule[2]}", [rule[3]]))
        elif found:
            found[-1][1].append(block)
    return [Section(title, tuple(line for part in parts for line in _plain(part))) for title, parts in found]


def _plain(block: str) -> Iterator[str]:
    """Paragraphs, list items and rows of a table without their marks."""
    clean = re.sub(r"\*\*|`|(?<!\w)\*|\*(?!\w)", "", block.strip())
    if clean.startswith("|"):
        for row in clean.split("\n"):
            cells = [cell.strip() for cell in row.strip("| ").split("|")]
            if not set("".join(cells)) <= set("-: "):
                yield " — ".join(cell for cell in cells if cell)
    elif clean.startswith("- "):
        yield from (" ".join(item.split()) for item in re.split(r"(?:^|\n)- ", clean) if item.strip())
    elif clean:
        yield " ".join(clean.split())


class Rules(OnFelt):
    """Rules on the left, the chosen one on the right; on a small window one below the other."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self.sections = [x for x in sections(data("rules", "RULES.md").read_text("utf-8")) if x.paragraphs]
        self.open = 1  # the game in one minute

    def compose(self) -> Widget:
        tiles = [
            Tile(Text(one.title, "small-strong"), partial(self.turn, k), chosen=k == self.open, name=f"rule {k}", pad=8)
            for k, one in enumerate(self.sections)
        ]
        chosen = self.sections[self.open]
        told = [Text(paragraph) for paragraph in chosen.paragraphs]
        sheet = Card(
            Scroll(Narrow(Column(Text(chosen.title, "heading"), Rule(), *told), 760), f"text {self.open}"), 30, 24
        )
        body = Row(Scroll(Column(*tiles, gap=6), "rules"), sheet, weights=(3, 8), align="fill", gap=18)
        return page(words("ui.lid.rules"), body)

    def turn(self, place: int) -> None:
        self.open = place
        self.app.sounds.play("page")
        self.refresh()
