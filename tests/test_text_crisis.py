"""A crisis in the terminal: who answers and joins, what it costs, and what the screen says of the odds."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from plays import box_of
from screens import crisis_opening, flat, match_of, pipe, visit

from game.arrays import NOBODY
from game.chance import Draws
from game.crisis import strikes
from game.phases.battles import battles
from game.phases.common import attack_strength
from game.scenario import PactKind
from game.state import Answer, Orders, Stage
from game.text import retell
from game.views.fights import fights


def test_a_crisis_is_answered_and_joined_by_pipe() -> None:
    match = match_of("base", seed=11)
    lines = crisis_opening(match)
    #            the answer         COR                 DOR            EST: the partner
    lines += ["resist", "seal", "join BRE", "seal", "wait", "seal", "join ALD", "seal"]
    lines += ["join ALD", "seal"]  # DOR, once more
    text = pipe(match, *lines)
    assert "Aldmar (ALD): CRISIS in round 2." in text
    assert "You are struck by Brennia. Type 'yield' or 'resist', then 'seal'." in text
    assert "- Sworn to help you: Estrel." in text
    assert "You took the hand of Aldmar: not to join its defence costs you 4 points, paid to it." in text
    assert re.search(r"join ALD: you help to defend Aldmar, with \d+. It then falls with \d+% instead of \d+%.", text)
    assert "You may choose once more, at half strength" in text
    for event in (
        "Corvia joins the attack of Brennia on Aldmar.",
        "Dorvane waits.",
        "Estrel joins the defence of Aldmar.",
        "Dorvane joins the defence of Aldmar late, at half strength.",
    ):
        assert event in text
    battle = "Brennia (helped by Corvia) against Aldmar (helped by Dorvane and Estrel)."
    assert battle in flat(text)
    assert match.round == 3


def test_in_a_crisis_empty_sheets_resist_and_stay_out() -> None:
    match = match_of("base", seed=11)
    text = pipe(match, *crisis_opening(match), "orders", "seal", "orders", "seal", "seal", "seal")
    assert "You have not answered. Sealed as it is, you resist." in text
    assert "You have not chosen. Sealed as it is, you stay out." in text
    assert "Sealed: you resist." in text
    assert "Sealed: you stay out." in text
    assert "- Aldmar resists." in text
    assert "Estrel left Aldmar alone, to whom it had given its hand, and pays it 4 points." in text


def test_what_does_not_belong_into_a_crisis_is_refused_and_nothing_lost() -> None:
    match = match_of("base", seed=11)
    text = pipe(match, *crisis_opening(match), "build sword 1", "join BRE", "yield", "seal")
    assert text.count("Not possible: ") == 2
    assert "- Aldmar yields a province to Brennia" in text


@pytest.mark.parametrize("scenario", ["july-1914", "six-powers", "base"])
def test_the_odds_on_the_screen_are_those_of_the_rules_when_all_sorts_are_known(scenario: str) -> None:
    """With several strikers the strongest leads, by its whole army, even where it has to divide it."""
    box, draw, several = box_of(scenario), np.random.default_rng(4), 0
    world = box.world
    for _ in range(150):
        match = match_of(scenario)
        n = world.n
        strike = np.full((n, 1), NOBODY, np.int8)
        for a in range(n):
            near = np.flatnonzero(world.reach[a, :, 0])
            if draw.random() < 0.6 and len(near):
                strike[a] = draw.choice(near)
        swords, shields = (draw.integers(0, 9, (n, 1)).astype(np.int8) for _ in range(2))
        lines = strikes(match.state.put(strike=strike).table)
        if lines.duel.any() or not lines.attack.any():
            continue
        answer = np.where(lines.attack.any(0), np.int8(Answer.RESIST), np.int8(Answer.NONE))
        state = match.state.put(
            stage=Stage.HELP,
            strike=strike,
            answer=answer,
            swords=swords,
            arms=swords + shields,
            seen=np.repeat(swords[None], n, 0),
        )
        whole = attack_strength(world, state)[:, 0]
        _, outcome = battles(box, state, Orders.hold(n, 1), Draws(np.array([7], np.uint64)))
        assert outcome.margin is not None
        match.state = state
        for fight in fights(match.observation(0)):
            d, first = fight.defender, max(int(whole[a]) for a in fight.attackers)
            leading = [a for a in fight.attackers if whole[a] == first]
            if len(leading) == 1:
                hidden = int(box.edge[leading[0], d, 0] - world.edge[leading[0], d, 0])
                assert fight.margin + hidden == int(outcome.margin[d, 0])
                several += len(fight.attackers) > 1
    assert several > 20


def test_nothing_is_owed_to_who_strikes_itself_and_pacts_count_at_half() -> None:
    match = match_of("six-powers", seed=11)
    n = match.scenario.world.n
    a, b, c, d, e = range(5)
    strike = np.full((n, 1), NOBODY, np.int8)
    strike[b] = a
    hand, pacts = np.zeros((n, n, 1), bool), np.zeros((n, n, 5, 1), np.int8)
    hand[c, a] = hand[a, c] = True
    for x, kind in ((d, PactKind.DEFENCE), (e, PactKind.NEUTRALITY)):
        pacts[x, a, kind] = pacts[a, x, kind] = 1

    def page() -> str:
        asked = np.arange(n)[:, None] == a
        match.state = match.state.put(stage=Stage.ANSWERS, strike=strike, hand=hand, pacts=pacts, asked=asked)
        return flat(visit(match, a, "seal\n"))

    name = [power.name for power in match.scenario.world.powers]
    text = page()
    assert f"Sworn to help you: {name[c]} and {name[d]}." in text
    assert f"not to join its defence costs {name[d]} 4 points." in text
    assert f"to join a side against {name[a]} costs {name[e]} 2 points." in text
    strike[a] = n - 1
    text = page()
    assert "Sworn to help you" not in text
    assert f"counts at half and costs {name[d]} 2 points." in text
    assert f"to join a side against {name[a]} costs {name[e]} 1 point." in text


def test_what_is_legal_in_a_crisis_names_its_price_and_after_the_choice_the_choice() -> None:
    match = match_of("base", seed=11)
    lines = ["legal", "resist", "legal", "undo", "resist", "seal", "legal", "wait", "seal"]
    text = flat(pipe(match, *crisis_opening(match), *lines))
    assert re.search(r"- yield \(\d+ points?, and a token less every round\)", text)
    assert re.search(r"- resist \(\d+ points? and \d+ arms?\)", text)
    assert "Your choice is made: resist. Type 'undo' to take it back." in text
    assert re.search(r"- join X \[X: ALD, BRE\] \(\d+ points? and 1 arm\)", text)


def test_a_crisis_is_where_the_tests_think_it_is() -> None:
    match = match_of("base", seed=11)
    pipe(match, *crisis_opening(match))
    assert match.state.stage is Stage.ANSWERS
    assert match.asked() == [0]


def test_a_letter_to_all_in_a_crisis_is_read_out_with_the_answers() -> None:
    """Not before it, though it is of the same round; and a game gone on with does not tell it again."""
    match = match_of("base", seed=11)
    pipe(match, *crisis_opening(match))
    assert match.state.stage is Stage.ANSWERS
    asked = match.waiting()[0]
    match.seal(asked, ['say to all "Help me!"'])
    for power in match.waiting():
        match.seal(power, [])
    match.advance()
    letter = match.letters((asked + 1) % 5)[-1]
    assert letter.step == len(match.steps) - 1
    out = io.StringIO()
    retell(match, out, ended=False)
    told = flat(out.getvalue())
    assert told.count("Help me!") == 1
    assert told.index("strikes") < told.index("Help me!")
