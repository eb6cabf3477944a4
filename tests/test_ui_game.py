"""A whole game of two people, from the lid of the box to the debrief: by keyboard alone, and by mouse alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest
from windows import Table, app_of, faults

from game.record import replay
from game.ui.flow import Flow
from game.ui.screens.table import Table as TableScreen
from game.ui.widgets import Choice

pytestmark = pytest.mark.usefixtures("blank_maps")


def segment_by_key(table: Table, name: str, place: int) -> None:
    table.tab_to(name)
    table.key(pygame.K_1 + place)


def segment_by_mouse(table: Table, name: str, place: int) -> None:
    choice = table.reach(name)
    assert isinstance(choice, Choice)
    table.click(choice.parts[place].center)


Use = Callable[[Table, str], None]
Pick = Callable[[Table, str, int], None]


def play(table: Table, use: Use, pick: Pick) -> list[str]:
    """Aldmar mobilises and then strikes, Brennia resists; the names of the screens that were seen."""
    seen: list[str] = []
    for _ in range(200):
        screen = table.screen
        name = type(screen).__name__
        seen.append(name)
        assert faults(screen) == [], name
        if isinstance(screen, TableScreen):
            waiting = screen.sitting.visitors()
            use(table, f"plate {waiting[0]}" if waiting else "turn")
        elif name == "Curtain":
            use(table, "enter")
        elif name == "Desk":
            stance = table.find("stance")
            assert isinstance(stance, Choice)
            may = [k for k, option in enumerate(stance.options) if k and not option.reason]
            if "ALDMAR" in _heading(table) and may:
                pick(table, "stance", may[-1])  # mobilise while that is all it may; then strike
            use(table, "seal")
            table.app.update(1.0)
        elif name == "Crisis":
            use(table, "resist")
            use(table, "seal")
            table.app.update(1.0)
        elif name in ("Reveal", "AftermathScreen"):
            if "skip" in [widget.name for widget in screen.form.order()]:
                use(table, "skip")
            use(table, "on")
        else:
            return seen
    raise AssertionError(f"does not come to an end: {seen[-20:]}")


def _heading(table: Table) -> str:
    texts = [str(getattr(widget, "text", "")) for widget in table.screen.form.root.walk()]
    return " ".join(texts[:12]).upper()


@pytest.mark.parametrize(
    ("use", "pick"),
    [(Table.press, segment_by_key), (Table.click, segment_by_mouse)],
    ids=["keyboard alone", "mouse alone"],
)
def test_a_whole_game(use: Use, pick: Pick, tmp_path: Path) -> None:
    app = app_of()
    table = Table(app, Flow(app).title())
    for name in ("new", "scenario first-lesson", "begin"):
        use(table, name)
    for power in (0, 1):
        for name in (f"look {power}", "enter", "done", f"declare {power}"):
            use(table, name)
    use(table, "begin")
    seen = play(table, use, pick)
    assert seen[-1] == "DebriefScreen"
    assert {"Table", "Curtain", "Desk", "Crisis", "Reveal", "AftermathScreen"} <= set(seen)
    assert seen.count("Curtain") == seen.count("Desk") + seen.count("Crisis"), "every visit is behind the curtain"
    table.key(pygame.K_ESCAPE)
    assert type(table.screen).__name__ == "Title"
    (record,) = tmp_path.rglob("*.jsonl")
    assert replay(record, strict=True).match.over
