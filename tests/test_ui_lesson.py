"""The first lesson: played to its end over the ordinary screens by keys or mouse; it says, points, and never blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pygame
import pytest
from tellings import Slow
from windows import ALL, Table, app_of

from game.scenario import load
from game.ui.flow import Flow
from game.ui.guide import Guide, beside, nearest
from game.ui.screens.title import Title
from game.views.lesson import Lesson, Prompt, script, tags

FIRST = ("card", "wants", "declare", "begin", "table", "tokens")

pytestmark = pytest.mark.usefixtures("hasty_coach")


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("game.sitting.shelf.home", lambda: tmp_path)
    monkeypatch.setattr("game.debrief.reckoning.Beside", lambda path: Slow())


def begun(size: tuple[int, int] = (1280, 800), scale: float = 1.0) -> Table:
    app = app_of(size, scale)
    app.settings = replace(app.settings, reduced_motion=True)
    return Table(app, Flow(app).lesson())


def guide(table: Table) -> Guide:
    assert isinstance(table.app.over, Guide)
    return table.app.over


def place(table: Table) -> str:
    return table.screen.where


def play(
    table: Table, use: Callable[[str], None], seen: Callable[[], None], upto: str = "debrief-suspects"
) -> list[str]:
    """The lesson up to a page, by somebody who builds, seals and resists; where it led."""
    been: list[str] = []
    sitting = guide(table).session.sitting
    for _ in range(400):
        table.app.update(0.02)
        table.draw()
        seen()
        where = place(table)
        been.append(where)
        if where == upto:
            break
        if where == "rite":
            shown, declared = guide(table).session.shown, guide(table).session.declared
            use("begin" if 0 in declared else "declare 0" if 0 in shown else "look 0")
        elif where == "table":
            if 0 in sitting.visitors():
                use("plate 0")
            else:
                sitting.settle()
                table.app.update(0.02)
                if place(table) == "table":
                    use("turn")
        elif where == "desk":
            use("build more" if sitting.round == 1 and not sitting.draft(0) else "seal")
        elif where == "crisis":
            use("seal" if sitting.draft(0) else "resist")
        else:
            use("done" if where == "hidden-card" else "on")
    return been


def by_key(table: Table) -> Callable[[str], None]:
    def use(name: str) -> None:
        if name == "build more":
            table.tab_to("build shield")
            table.key(pygame.K_RIGHT)
        else:
            table.press(name)

    return use


def by_mouse(table: Table) -> Callable[[str], None]:
    def use(name: str) -> None:
        widget = table.reach("build shield" if name == "build more" else name)
        table.click((widget.rect.right - 12, widget.rect.centery) if name == "build more" else widget.rect.center)

    return use


@pytest.mark.parametrize(("hands", "away"), [(by_key, pygame.K_F2), (by_mouse, None)])
def test_it_is_played_to_its_end(hands: Callable[[Table], Callable[[str], None]], away: int | None) -> None:
    table = begun()
    said: list[str] = []

    def read() -> None:
        """Read all slips of this page and put them away."""
        for _ in range(20):
            prompt = guide(table).prompt
            if prompt is None:
                return
            said.append(prompt.key)
            if away:
                table.key(away)
            else:
                table.click(guide(table)._slip.center)
            table.draw()
        raise AssertionError(f"{said[-1]} does not go away")

    been = play(table, hands(table), read)
    assert been[-1] == "debrief-suspects"
    assert {"rite", "hidden-card", "table", "desk", "reveal", "aftermath"} <= set(been)
    assert tuple(said[: len(FIRST)]) == FIRST
    assert len(said) == len(set(said)), "everything is said once"
    assert {"build", "mirror", "seal", "talk", "peace", "stance", "last", "suspects"} <= set(said)
    assert guide(table).session.sitting.over


def test_it_never_blocks() -> None:
    """Whoever reads nothing gets through by the same keys as without a lesson."""
    with_it, without = begun(), begun()
    guide(without).end()
    ways = [play(table, by_key(table), lambda: None) for table in (with_it, without)]
    # how long the neighbour thinks, while one waits at the table, is no matter
    first, other = ([k for k, _ in groupby(where for where in way if where != "table")] for way in ways)
    assert first == other
    boards = [guide(table).session.sitting.match.state.table.arms.tolist() for table in (with_it, without)]
    assert boards[0] == boards[1]


def test_every_prompt_has_words_and_a_page() -> None:
    pages = {"rite", "hidden-card", "table", "desk", "crisis", "reveal", "aftermath"}
    debrief = {"suspects", "cards", "wars", "time", "trees", "scores", "words", "mirror", "whatif", "books"}
    for prompt in script().prompts:
        assert 20 < len(prompt.text) < 260, prompt.key
        assert prompt.on in pages | {f"debrief-{chapter}" for chapter in debrief}, prompt.key
    keys = [prompt.key for prompt in script().prompts]
    assert len(keys) == len(set(keys))
    box = load(script().scenario)
    assert script().deal in box.deals
    assert len(script().seats) == box.world.n


def test_what_is_said_depends_on_what_is_so() -> None:
    prompts = (
        Prompt("a", "desk", when=frozenset({"round 1"}), until=frozenset({"draft build"})),
        Prompt("b", "desk", when=frozenset({"draft build"})),
        Prompt("c", "table"),
    )
    lesson = Lesson(prompts)
    assert lesson.now("desk", {"round 1"}) is prompts[0]
    assert lesson.now("desk", {"round 2"}) is None
    found = lesson.now("desk", {"round 1", "draft build"})
    assert found is prompts[1]
    lesson.heard(prompts[1])
    assert lesson.now("desk", {"round 1", "draft build"}) is None
    assert lesson.now("table", set()) is prompts[2]
    lesson.over = True
    assert lesson.now("table", set()) is None


def test_tags_tell_the_table_and_the_sheet() -> None:
    table = begun()
    sitting = guide(table).session.sitting
    assert {"round 1", "orders", "asked"} <= tags(sitting)
    sitting.keep(0, ["build shield 2", "stance mobilise"])
    assert {"draft", "draft build", "draft build shield", "draft stance mobilise"} <= tags(sitting)
    sitting.seal(0)
    assert "sealed" in tags(sitting)
    sitting.settle()
    told = sitting.advance().events
    assert {"round 2", "turned 1"} <= tags(sitting)
    built = any(event.kind == "built" and event.powers[0] == 1 for event in told)
    assert ("they armed" in tags(sitting)) == built
    sitting.close()


def test_keys_put_it_away_and_end_it() -> None:
    table = begun()
    table.app.update(0.02)
    told = table.draw()
    table.key(pygame.K_F2)
    table.app.update(0.02)
    assert guide(table).prompt is None
    bare = table.draw()
    assert bare != told
    table.app.over = None
    assert table.draw() == bare
    table = begun()
    table.app.update(0.02)
    table.press("look 0")
    table.app.update(0.02)
    assert guide(table).prompt is not None
    table.key(pygame.K_F3)
    assert guide(table).prompt is None
    table.press("done")
    assert guide(table).prompt is None, "it has ended"


def test_a_look_into_the_rules_does_not_count_as_read() -> None:
    table = begun()
    table.app.rules = Flow(table.app).rules
    table.app.update(0.02)
    before = guide(table).prompt
    table.key(pygame.K_F1)
    table.app.update(0.02)
    assert guide(table).prompt is None
    table.key(pygame.K_ESCAPE)
    table.app.update(0.02)
    assert guide(table).prompt is before is not None


def test_the_mouse_ends_it_at_its_corner_and_reaches_all_beside_it() -> None:
    table = begun()
    table.app.update(0.02)
    table.draw()
    table.click("look 0")
    assert place(table) == "hidden-card", "the slip is not in the way"
    again = begun()
    again.app.update(0.02)
    again.draw()
    again.click(guide(again)._end.center)
    assert guide(again).lesson.over


def test_it_ends_at_the_title() -> None:
    table = begun()
    table.app.update(0.02)
    table.key(pygame.K_ESCAPE)
    table.app.update(0.02)
    assert isinstance(table.screen, Title)
    assert guide(table).prompt is None
    assert guide(table).lesson.over


@pytest.mark.parametrize(("size", "scale"), ALL[::2])  # every map is drawn anew
def test_the_slip_lies_in_the_window_and_shows_what_is_meant(size: tuple[int, int], scale: float) -> None:
    table = begun(size, scale)
    pointed: list[str] = []

    def look() -> None:
        prompt, slip, meant = guide(table).prompt, guide(table)._slip, guide(table).meant()
        if prompt is None:
            return
        assert table.surface.get_rect().contains(slip)
        if meant is not None and prompt.at != ("board",):  # nothing has room beside a whole map
            pointed.append(prompt.key)
            assert not slip.colliderect(meant), prompt
        table.key(pygame.K_F2)
        table.app.update(0.02)
        table.draw()

    play(table, by_key(table), look, "aftermath")
    assert len(pointed) >= 6


def test_the_ring_breathes_unless_motion_is_reduced() -> None:
    table = begun()
    table.app.update(0.02)
    still = table.draw()
    table.app.update(0.5)
    assert table.draw() == still
    table.app.set(replace(table.app.settings, reduced_motion=False))
    assert table.app.dirty
    table.app.update(0.3)
    first = table.draw()
    table.app.update(0.3)
    assert table.draw() != first


def test_slips_and_lines_lie_where_they_should() -> None:
    window, slip = pygame.Rect(0, 0, 800, 600), pygame.Rect(0, 0, 200, 100)
    low = pygame.Rect(300, 540, 80, 40)
    assert beside(slip, low, [], window, 10).bottom < low.top
    assert beside(slip, None, [], window, 10).bottom == 590
    left = pygame.Rect(300, 280, 80, 40)
    crowd = [pygame.Rect(290, 330, 100, 270), pygame.Rect(290, 0, 100, 270)]
    place_ = beside(slip, left, crowd, window, 10)
    assert all(not place_.colliderect(other) for other in crowd)
    assert nearest(pygame.Rect(0, 0, 10, 10), pygame.Rect(30, 0, 10, 10)) == ((10, 5), (30, 5))
    start, end = nearest(pygame.Rect(0, 0, 10, 10), pygame.Rect(5, 5, 10, 10))
    assert start == end
