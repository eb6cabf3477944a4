"""The order sheet as a value: edits, undo, round trips, and what every box says before it is ticked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.orders import Illegal, candidates_of, texts
from game.scenario import Scenario, load
from game.sitting import Sitting
from game.views.draft import Draft
from game.views.orders import Box, Count, OrderSheet, order_sheet

BASE = load("base")


def sitting(scenario: Scenario, *rounds: dict[int, list[str]]) -> Sitting:
    """A game of people after these rounds; who is not named holds."""
    table = Sitting.new(scenario, ["person"] * scenario.world.n, seed=3)
    for orders in rounds:
        for power in table.asked():
            table.seal(power, orders.get(power, []))
        table.advance()
    return table


def boxes(sheet: OrderSheet) -> Iterator[Box]:
    for toward in sheet.ally:
        yield from (toward.hand, toward.cede, *toward.answers, *toward.pacts, *toward.held)
    for kind in (*sheet.signal, *sheet.sayings):
        yield from kind.boxes
    yield from sheet.stance


def counts(sheet: OrderSheet) -> Iterator[Count]:
    yield from sheet.build
    yield from (toward.aid for toward in sheet.ally)


def test_an_order_takes_the_place_of_the_one_it_excludes() -> None:
    draft = Draft().put("signal peace BRE").put("build sword 1").put("signal open all").put("build sword 2")
    assert draft.lines == ("signal open all", "build sword 2")
    assert draft.number("build sword") == 2
    assert draft.number("build shield") == 0
    assert draft.count("build sword", 0).lines == ("signal open all",)
    assert draft.toggle("signal open all").lines == ("build sword 2",)
    assert draft.toggle("ally hand BRE").toggle("ally hand COR").lines[-2:] == ("ally hand BRE", "ally hand COR")
    assert draft.clear().lines == ()


def test_every_change_can_be_undone_and_done_again() -> None:
    steps = [Draft()]
    for line in ("build sword 1", "build sword 2", "ally hand BRE", "stance mobilise"):
        steps.append(steps[-1].put(line))
    assert steps[-1].put("stance mobilise") is steps[-1]  # nothing new, nothing to undo
    back = steps[-1]
    for step in reversed(steps[:-1]):
        back = back.undo()
        assert back.lines == step.lines
    assert back.undo() is back
    for step in steps[1:]:
        back = back.redo()
        assert back.lines == step.lines
    assert back.redo() is back
    assert steps[-1].undo().put("stance hold").redo().lines[-1] == "stance hold"  # a change ends what was undone


LETTERS = ["read BBB 4", 'say to CCC "Let us both build shields."', 'say to all "Peace"', "say warn DDD"]


@given(data=st.data())
def test_a_draft_reads_back_as_itself(data: st.DataObject, everything: Scenario) -> None:
    table = sitting(everything)
    lines = data.draw(st.lists(st.sampled_from([*candidates_of(table.observation(0)), *LETTERS]), max_size=8))
    draft = Draft()
    for line in lines:
        draft = draft.put(line)
    world, sheet = everything.world, draft.sheet(everything.world)
    again = Draft(tuple(texts(world, sheet.orders, sheet.messages)))
    assert sorted(again.lines) == sorted(line for line in draft.lines if line != "stance hold")
    sheet = again.sheet(world)
    assert Draft(tuple(texts(world, sheet.orders, sheet.messages))) == again


@given(data=st.data())
def test_what_a_box_says_is_what_the_table_says(data: st.DataObject, everything: Scenario) -> None:
    """Tried one by one with `Sitting.check`: what is open goes through, and what is closed gives the reason shown."""
    table = sitting(everything, {1: ["ally propose entente AAA"], 0: ["stance mobilise"]})
    seen = table.observation(0)
    draft = Draft()
    for line in data.draw(st.lists(st.sampled_from([*candidates_of(seen), *LETTERS]), max_size=4)):
        draft = draft.put(line)
    sheet = order_sheet(seen, draft)
    assert sheet.problem == reason(table, draft)
    tried = [*boxes(sheet)]
    assert len(tried) > 60
    for box in data.draw(st.permutations(tried))[:25]:
        assert box.why == reason(table, draft.put(box.line)), box.line
        assert box.on == (box.line in draft.lines) or box.line == "stance hold"
    for count in counts(sheet):
        if count.most:
            assert not reason(table, draft.count(count.stem, count.most))
        assert count.why == reason(table, draft.count(count.stem, count.most + 1))


def reason(table: Sitting, draft: Draft) -> str:
    try:
        table.check(0, draft.lines)
    except Illegal as why:
        text = str(why)
        return f"{text[0].upper()}{text[1:]}."
    return ""


def test_a_sheet_adds_up_and_says_what_it_changes() -> None:
    table = sitting(BASE)
    seen = table.observation(0)
    rival = BASE.world.codes[1]
    draft = Draft().count("build sword", 2).put(f"ally hand {rival}").put("stance mobilise")
    sheet = order_sheet(seen, draft)
    assert (sheet.tokens, sheet.left, sheet.problem) == (5, 1, "")
    assert sheet.attack == (5, 7)
    assert sheet.defence == (5, 6)
    assert any("Attack 5 → 7" in line for line in sheet.changes)
    assert any("All see it" in line for line in sheet.changes)
    swords = sheet.build[0]
    assert (swords.value, swords.most, swords.tokens) == (2, 3, 1)
    assert "3 arms" in swords.why
    hand = sheet.ally[0].hand
    assert hand.on
    assert hand.tokens == 1
    assert any("4 points" in line for line in hand.effects)
    over = order_sheet(seen, draft.count("build sword", 3).put(f"signal peace {rival}"))
    assert over.problem.startswith("That takes more than the 5 tokens")


def test_a_signal_may_say_for_how_long() -> None:
    seen = sitting(BASE).observation(0)
    rival = BASE.world.codes[1]
    sheet = order_sheet(seen, Draft().put(f"signal guard {rival} 5"))
    assert (sheet.signal_line, sheet.signal_rounds) == (f"signal guard {rival}", 5)
    assert [box.line for kind in sheet.signal for box in kind.boxes if box.on] == [f"signal guard {rival}"]
    assert order_sheet(seen, Draft().put(f"signal guard {rival}")).signal_rounds == 0


def test_modules_show_only_where_they_are_played(everything: Scenario) -> None:
    plain = order_sheet(sitting(BASE).observation(0), Draft())
    assert [kind.name for kind in plain.signal] == ["peace", "guard", "open", "boycott"]
    assert [count.stem for count in plain.build] == ["build sword", "build shield", "build scrap"]
    assert not any(toward.pacts for toward in plain.ally)
    table = sitting(everything, {1: ["ally propose entente AAA"]})
    full = order_sheet(table.observation(0), Draft())
    assert [kind.name for kind in full.signal] == ["peace", "guard", "open", "boycott", "watch", "threaten"]
    assert full.build[-1].stem == "build works"
    brennia, corvia = full.ally[0], full.ally[1]
    assert [box.line for box in brennia.answers] == ["ally accept entente BBB"]
    assert [box.label for box in corvia.held] == ["Defence"]
    assert "Offence against Dorvane" in [box.label for box in corvia.pacts]


def test_an_exile_and_a_power_without_mobilisation_are_told_why() -> None:
    sheet = order_sheet(sitting(BASE).observation(0), Draft())
    strikes = [box for box in sheet.stance if box.line.startswith("stance strike")]
    assert strikes
    assert all("mobilise now and strike next round" in box.why for box in strikes)
    assert sheet.stance[0].on
    assert not sheet.stance[0].why


@pytest.mark.parametrize("name", ["base", "six-powers", "july-1914", "cold-war"])
def test_every_order_of_every_scenario_has_words(name: str) -> None:
    sheet = order_sheet(sitting(load(name)).observation(0), Draft())
    said: list[Box | Count] = [*boxes(sheet), *counts(sheet)]
    assert all(one.effects and one.label for one in said)
    assert not any("{" in text for one in said for text in one.effects)
