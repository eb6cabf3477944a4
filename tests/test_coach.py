"""The coach: what a strong player would have done in one's place, from what one knew, beside what one did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import played
from screens import flat, match_of, pipe
from veils import hide_step
from windows import Table, app_of

from game import parley
from game.arrays import NOBODY
from game.crew import Beside
from game.orders import parse, texts
from game.players import player, promises
from game.reasons import counselled, reasons
from game.record import new_match
from game.scenario import load
from game.sitting import Sitting
from game.state import Stage
from game.ui.flow import Flow
from game.ui.screens.desk import Desk
from game.ui.screens.table import Table as TableScreen
from game.ui.session import Session
from game.views.coach import hint
from game.words import words

pytestmark = pytest.mark.usefixtures("hasty_coach")
BOX = load("base")
WASTE = ["build sword 3", "stance mobilise"]


def sitting(path: Path, people: int = 1, *, coach: bool = True) -> Sitting:
    seats = ["person"] * people + ["rules"] * (BOX.world.n - people)
    return Sitting.new(BOX, seats, seed=11, path=path / "game.jsonl", coach=coach)


def turned(sitting: Sitting, lines: list[str]) -> Sitting:
    """Everybody orders, and the sheets are turned over."""
    for power in sitting.visitors():
        sitting.seal(power, lines)
    sitting.settle()
    sitting.advance()
    return sitting


# ---- what is said ---------------------------------------------------------------------------------------


def test_the_advice_is_what_a_strong_player_orders_and_is_measured_against_what_was_done(tmp_path: Path) -> None:
    game = turned(sitting(tmp_path), WASTE)
    told = counselled(game.match, 0, 0)
    past = game.match.at(0)
    assert told is not None
    row = player("search").choose(past.observation(0), past.belief(0), past.draw(0))
    assert list(told.advice.orders) == [x for x in texts(BOX.world, row) if not x.startswith(("say ", "read "))]
    assert told.did == tuple(WASTE)
    assert told.margin > 0
    assert told.ci[0] <= told.margin <= told.ci[1]
    assert told.sentences[0].startswith("In the place of Aldmar a strong player would have chosen to ")
    assert "Aldmar chose to build 3 swords and mobilise" in told.sentences[-1]
    assert counselled(game.match, 0, 0) == told, "by seed alone"
    game.close()


def test_a_hint_says_nothing_of_orders_and_agreement_is_no_reproach(tmp_path: Path) -> None:
    game = sitting(tmp_path)
    now = game.counsel(0, 0).result()
    assert now is not None
    assert now.did is None
    assert now.sentences[0].startswith("In the place of Aldmar a strong player would ")
    turned(game, list(now.advice.orders))
    then = game.counsel(0, 0).result()
    assert then is not None
    assert (then.did, then.margin) == (now.advice.orders, 0.0)
    assert "done the same" in then.sentences[0], "a hint is no answer to what was done"
    assert then.advice == now.advice, "before and after, the same advice"
    game.close()


@pytest.mark.parametrize("said", ["pledge BRE: no mobilise 1", "pledge COR: hand, peace", "pledge all: arm 1", ""])
def test_it_does_about_promises_what_a_player_of_its_level_would_do(said: str) -> None:
    for seed in (11, 12):
        match = new_match(BOX, ["person", *["hold"] * 4], seed)
        if said:
            match.speak(0, said)
        told = counselled(match, 0, 0)
        assert told is not None
        match.hand_over(0, "search")
        assert list(told.orders) == deeds_of(parley.ordered(match, 0))
        assert bool(told.kept.due) == bool(said)


def deeds_of(lines: list[str]) -> list[str]:
    return [x for x in texts(BOX.world, parse(BOX.world, lines).orders) if not x.startswith(("say ", "read "))]


@pytest.mark.parametrize(("gain", "price"), [(1.0, 2.0), (3.0, 2.0)])
def test_a_promise_is_kept_or_broken_by_what_it_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gain: float, price: float
) -> None:
    monkeypatch.setattr(promises, "stakes", lambda *_: (gain, price))
    game = sitting(tmp_path, 2)
    game.speak(0, "pledge BRE: peace")
    told = game.counsel(0, 0).result()
    assert told is not None
    assert told.kept.strained
    assert ("signal peace BRE" in told.orders) == (gain < price)
    assert ("promise Brennia peace" in told.sentences[0]) == (gain < price)
    said = " ".join(told.sentences)
    assert "Aldmar promised Brennia to promise Brennia peace (rounds 1 to 2): not settled yet." in said
    assert f"would bring {gain} points and cost {price}, in sanctions" in said
    assert said.endswith("it is kept." if gain < price else "it is broken.")
    assert ("Promises aside, the choice would be to " in said) == (gain < price)
    assert hint(game, 0).sentences == told.sentences
    assert any(x.startswith("Not weighed in this: Aldmar promised Brennia") for x in hint(game, 1).sentences)
    game.close()


def test_orders_that_break_a_word_are_charged_with_its_price(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    margins = []
    for price in (0.5, 7.5):
        (tmp_path / str(price)).mkdir()
        monkeypatch.setattr(promises, "stakes", lambda *_, price=price: (0.0, price))
        game = sitting(tmp_path / str(price))
        game.speak(0, "pledge BRE: no mobilise 1")
        turned(game, WASTE)
        told = game.counsel(0, 0).result()
        assert told is not None
        assert (
            told.sentences[-1]
            == f"Counted in this are {price} points for not doing at once what was promised (1 promise)."
        )
        assert told.ci[0] <= told.margin <= told.ci[1]
        margins.append(told.margin)
        game.close()
    assert margins[1] - margins[0] == pytest.approx(7.0)


def test_what_others_promised_is_told_with_whether_it_was_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "stakes", lambda *_: (0.0, 2.0))
    game = sitting(tmp_path, 3)
    game.speak(1, "propose ALD: peace for peace")
    game.speak(0, "accept BRE")
    game.speak(2, "pledge ALD: no strike")
    told = hint(game, 0).sentences
    assert any(x.startswith("Weighed with it: Brennia promised Aldmar to promise Aldmar peace") for x in told)
    assert told[-1].startswith("Not weighed in this: Corvia promised Aldmar not to strike Aldmar")
    game.close()


@pytest.mark.parametrize(("gain", "price"), [(0.0, 5.0), (5.0, 0.0)])
def test_a_word_to_resist_is_weighed_when_it_comes_to_that(
    monkeypatch: pytest.MonkeyPatch, gain: float, price: float
) -> None:
    monkeypatch.setattr(promises, "at_war", lambda *_: (gain, price))
    match = new_match(BOX, ["hold"] * 5, 11)
    for lines in (["stance mobilise", "build sword 3"], ["stance strike ALD"]):
        match.speak(0, "pledge all: resist")
        for power in match.waiting():
            match.seal(power, lines if power == 1 else [])
        match.advance()
    told = counselled(match, 0, len(match.steps))
    assert told is not None
    assert told.advice.orders == ("yield",), "by itself"
    assert told.orders == (("resist",) if gain < price else ("yield",))


def test_a_boycott_for_a_broken_word_is_told_as_that(tmp_path: Path) -> None:
    game = sitting(tmp_path, 2)
    game.speak(1, "pledge ALD: no mobilise")
    game.seal(0, [])
    game.seal(1, ["stance mobilise"])
    game.settle()
    game.advance()
    told = game.counsel(0, 1).result()
    assert told is not None
    assert "signal boycott BRE" in told.orders
    assert "signal boycott BRE" not in told.advice.orders
    assert told.sentences[-1] == "The boycott is for a word that Brennia broke."
    game.close()


def test_an_empty_sheet_in_a_crisis_is_a_choice() -> None:
    match = new_match(BOX, ["hold"] * 5, 11)
    for lines in (["stance mobilise"], ["stance strike ALD"], []):
        for power in match.waiting():
            match.seal(power, lines if power == 1 else [])
        match.advance()
    struck = next(place for place, step in enumerate(match.steps) if step.before.stage is Stage.ANSWERS)
    told = counselled(match, 0, struck)
    assert told is not None
    assert told.did == ("resist",)


@settings(max_examples=10)
@given(power=st.integers(0, 4), place=st.integers(0, 40), junk=st.integers(0, 2**32 - 1))
def test_it_knows_no_more_than_the_power_it_advises(power: int, place: int, junk: int) -> None:
    """Two games that differ only in what a power may not know: it is told the same."""
    done = played("base", 3)
    place %= len(done.steps)
    told, draw = counselled(done, power, place), np.random.default_rng(junk)
    other = done.at(len(done.steps))
    other.steps = [hide_step(step, power, draw) for step in done.steps]
    assert counselled(other, power, place) == told


def test_an_exile_and_a_game_that_is_over_get_no_advice(tmp_path: Path) -> None:
    game = sitting(tmp_path)
    game.match.state.table.occupier[0] = 1
    assert counselled(game.match, 0, 0) is None
    game.match.state.table.occupier[0] = NOBODY
    while not game.over:
        turned(game, [])
    assert counselled(game.match, 0, len(game.match.steps)) is None
    game.close()


def test_it_is_worked_out_beside_the_window(tmp_path: Path) -> None:
    game = sitting(tmp_path)
    with Beside() as room:
        game.think_in(room)
        told = game.counsel(0, 0)
        assert told is game.counsel(0, 0)
        found = told.result(60)
    here = counselled(game.match, 0, 0)
    assert found is not None
    assert here is not None
    assert found.advice.player == "master", "the other process has the real coach"
    assert here.advice.player == "search"
    game.close()


# ---- after the game -------------------------------------------------------------------------------------


def test_afterwards_every_seat_says_why() -> None:
    seats = ["person", "search", "grim:trained", "rules", "loyal-ally"]
    match = new_match(BOX, seats, 7)
    match.seal(0, ["build shield 1"])
    match.speak(1, "pledge all: no mobilise")
    for power in match.waiting():
        match.seal(power, Sitting(match)._deciding.all([power])[power])
    match.advance()
    told = reasons(match, 0)
    assert [x.power for x in told] == list(range(5))
    assert told[0].sentences[0].startswith("In the place of Aldmar a strong player would have chosen to ")
    assert told[1].sentences[0].startswith("Brennia chose to ")
    assert "imagined futures" in told[1].sentences[1]
    for quick in (2, 3):
        assert "compares nothing" in told[quick].sentences[1]
    assert "imagined futures" in told[4].sentences[1]


def test_a_word_that_is_kept_against_ones_wish_is_told_with_what_was_done() -> None:
    match = new_match(BOX, ["hold", "loyal-ally", *["hold"] * 3], 7)
    match.speak(1, "pledge ALD: peace, aid 1")
    for power in match.waiting():
        match.seal(power, Sitting(match)._deciding.all([power])[power])
    match.advance()
    assert {"ally aid ALD 1", "signal peace ALD"} <= set(match.ordered(0, 1))
    told = " ".join(reasons(match, 0)[1].sentences)
    assert "give Aldmar 1 token" in told.partition("Promises aside, the choice would be to ")[0]
    aside = told.partition("Promises aside, the choice would be to ")[2].partition(".")[0]
    assert "give Aldmar 1 token" not in aside
    assert "it is kept." in told


def test_a_seat_that_was_handed_over_gives_no_wrong_reasons() -> None:
    match = new_match(BOX, ["hold"] * 5, 7)
    for power in match.waiting():
        match.seal(power, ["build sword 3"])
    match.advance()
    match.hand_over(0, "search")
    assert "would have ordered something else" in reasons(match, 0)[0].sentences[0]


# ---- where it is shown ----------------------------------------------------------------------------------


def test_in_the_terminal_it_speaks_after_each_round_and_gives_hints_when_asked() -> None:
    lines = [x for _ in range(3) for x in ("build sword 1", "seal")]
    text = flat(pipe(match_of("first-lesson", "person,hold"), *lines, coach=True))
    assert "Coach. Round 1: what a strong player would have ordered: - In the place of Aldmar" in text
    assert text.count("Coach. Round") == 3, "the last round is told at the end"
    asked = flat(pipe(match_of("first-lesson", "person,hold"), "hint", coach=True))
    assert "Coach. What a strong player would order now: - In the place of Aldmar a strong player would " in asked
    alone = flat(pipe(match_of("first-lesson", "person,hold"), "hint", "seal"))
    assert "There is no coach at this table." in alone
    assert "strong player would" not in alone


def at_desk(game: Sitting) -> Table:
    """Aldmar's desk."""
    session = Session(game)
    session.declared.update(range(BOX.world.n))
    app = app_of()
    flow = Flow(app)
    table = Table(app, flow.begin(session))
    app.go(TableScreen(app, flow, session).go_to(0))
    return table


def desk(table: Table) -> Desk:
    assert isinstance(table.screen, Desk)
    return table.screen


def seen(table: Table) -> str:
    return " ".join(getattr(widget, "text", "") for widget in table.screen.form.root.walk())


def test_at_the_desk_it_is_asked_with_the_mouse_and_with_the_keyboard(tmp_path: Path) -> None:
    hint = words("view.coach.now").upper()
    for way in ("click", "press"):
        (tmp_path / way).mkdir()
        game = sitting(tmp_path / way)
        table = at_desk(game)
        use = getattr(table, way)
        desk(table).look("coach")
        assert hint not in seen(table)
        use("hint")
        assert hint in seen(table)
        assert "In the place of Aldmar a strong player would " in seen(table)
        game.close()


def test_who_plays_alone_reads_it_after_the_round_and_others_behind_the_curtain(tmp_path: Path) -> None:
    then = words("view.coach.then-orders", round=1).upper()
    for people, shown in ((1, True), (2, False)):
        (tmp_path / str(people)).mkdir()
        game = turned(sitting(tmp_path / str(people), people), WASTE)
        while game.stage_name != "orders":
            turned(game, [])
        app = app_of()
        table = Table(app, Flow(app).after(Session(game)))
        assert (then in seen(table)) == shown
        game.close()


def test_without_a_coach_nothing_is_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sitting, "counsel", None)
    game = turned(sitting(tmp_path, coach=False), WASTE)
    while game.stage_name != "orders":
        turned(game, [])
    table = at_desk(game)
    table.key(pygame.K_TAB)
    assert "coach" not in desk(table).pages()
    game.close()


def test_a_class_that_is_shown_the_mirror_gets_no_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a treatment, and a strong player's advice would be another."""
    monkeypatch.setattr(Sitting, "counsel", None)
    game = sitting(tmp_path, coach=False)
    game.mirror = True
    table = at_desk(turned(game, []))
    desk(table).look("coach")
    table.draw()
    assert words("ui.desk.mirror-about") in seen(table)
    assert "hint" not in {widget.name for widget in table.screen.form.root.walk()}
    game.close()
