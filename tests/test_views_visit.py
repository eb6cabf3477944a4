"""What lies on a desk: a function of what its power may know, and complete."""

from __future__ import annotations

import numpy as np
import pytest
from test_views_draft import sitting

from game.scenario import Intent, Scenario, load
from game.sitting import Sitting
from game.state import Stage
from game.views.crisis import crisis_of
from game.views.desk import own
from game.views.draft import Draft
from game.views.mirror import mirrored
from game.views.orders import order_sheet
from game.views.visit import desk, rivals_of

BASE = load("base")
ALD, BRE, COR = BASE.world.codes[:3]


def test_the_desk_shows_card_par_treasury_news_letters_and_what_waits() -> None:
    offer = f'say to {ALD} "propose {ALD}: hand for no strike {BRE}"'
    table = sitting(BASE, {0: [f"ally hand {BRE}", "build sword 2"], 1: [offer, f"ally hand {ALD}"]})
    found = desk(table, 0)
    assert (found.round, found.ends, found.tokens) == (2, (5, 6, 7), 5)
    assert [r for r, _ in found.pars] == [5, 6, 7]
    assert (found.swords, found.shields, found.attack, found.defence) == (5, 3, 7, 6)
    assert found.card in ("Content", "Fearful", "Claimant", "Expansionist")
    (waits,) = found.waiting
    assert "hand" in waits.text
    assert waits.accept == f'say to {BRE} "accept {BRE}"'
    (note,) = found.letters
    assert note.new
    assert note.text == "I will give you my hand, if you will not strike me."
    assert any("builds 2 swords" in text for text in found.news_alone)
    assert any("take each other's hand" in text for text in found.news)
    table.seal(0, [waits.accept])
    for power in table.waiting():
        table.seal(power, [])
    table.advance()
    again = desk(table, 0)
    assert not again.waiting
    assert not again.letters[0].new
    assert {(debt.doer, debt.fate) for debt in again.debts} == {(0, "open"), (1, "open")}


def test_pacts_by_order_are_accepted_with_one_line(everything: Scenario) -> None:
    table = sitting(everything, {1: ["ally propose entente AAA"]})
    (waits,) = desk(table, 0).waiting
    assert waits.accept == "ally accept entente BBB"
    assert not order_sheet(table.observation(0), Draft().put(waits.accept)).problem


def test_a_threat_is_told_only_to_who_says_what_it_reads() -> None:
    """The rational observer's belief is for the coach's table; else the power's own dial says what is to be feared."""
    table = sitting(BASE)
    near = [r for r in rivals_of(table, 0, Draft()) if r.near]
    assert near
    assert all(r.threat is None and r.image is None for r in near)
    one = BASE.world.codes[near[0].power]
    low, high = (
        next(r for r in rivals_of(table, 0, Draft().put(f"read {one} {step}")) if r.power == near[0].power).threat
        for step in (1, 5)
    )
    assert low
    assert high
    assert high.points > low.points
    assert high.attack > low.attack
    assert high.points == pytest.approx(high.attack / 100 * (high.lose / 100 * high.loss + high.cost), abs=0.15)
    table.mirror = True
    assert all(r.threat and r.image is not None for r in rivals_of(table, 0, Draft()) if r.near)


def test_a_desk_knows_nothing_that_its_power_may_not_know() -> None:
    """Two games that differ only in the others' cards and in how their arms are sorted show the same desk."""
    table = sitting(BASE, {2: ["build sword 3"], 3: ["stance mobilise"]})
    draft = Draft().put("build shield 2").put(f"read {BRE} 3")
    told = _all_told(table, draft)
    state = table.match.state
    swords, intent = state.desk.swords.copy(), state.desk.intent.copy()
    swords[1:] = np.maximum(swords[1:] - 2, 0)
    intent[1:] = Intent.EXPANSIONIST
    target = np.where(np.arange(len(intent))[:, None] > 0, 0, state.desk.target)
    table.match.state = state.put(swords=swords, intent=intent, target=target)
    assert _all_told(table, draft) == told
    swords[0] -= 1
    table.match.state = state.put(swords=swords)
    assert _all_told(table, draft) != told  # but its own arms it knows


def _all_told(table: Sitting, draft: Draft) -> tuple[object, ...]:
    seen, belief = table.observation(0), table.match.belief(0)
    return (
        desk(table, 0),
        rivals_of(table, 0, draft),
        order_sheet(seen, draft),
        mirrored(belief, seen, draft),
        tuple(own(seen)),
    )


def test_the_mirror_says_what_moves_whom() -> None:
    six = sitting(load("six-powers"))
    seen, belief = six.observation(0), six.match.belief(0)
    arms = mirrored(belief, seen, Draft().put("build sword 3").put("stance mobilise"))
    still = mirrored(belief, seen, Draft())
    assert len(arms) == len(still) == 5
    assert all(a.after > a.before and a.after > s.after for a, s in zip(arms, still, strict=True))
    assert mirrored(belief, seen, Draft().put("build sword 3").put("ally aid " + seen.world.codes[1] + " 5")) == ()


# ---- crises ---------------------------------------------------------------------------------------------


def struck() -> Sitting:
    """Brennia has mobilised, and strikes Aldmar, which holds the hand of Estrel."""
    est = BASE.world.codes[4]
    return sitting(
        BASE, {1: ["stance mobilise"]}, {1: [f"stance strike {ALD}"], 0: [f"ally hand {est}"], 4: [f"ally hand {ALD}"]}
    )


def test_who_is_struck_sees_both_ways_and_what_they_cost() -> None:
    table = struck()
    found = crisis_of(table.observation(0))
    assert found.answers
    assert found.strikers == (1,)
    assert found.default == "resist"
    assert [option.line for option in found.options] == ["yield", "resist"]
    assert "6 points" in found.options[0].text
    assert "4 points and 2 arms" in found.options[1].text
    assert any("Estrel" in text for text in found.others)
    assert len(found.odds) == len(found.fights) == 1


def test_who_may_help_sees_odds_with_and_without_it_and_what_it_owes() -> None:
    table = struck()
    table.seal(0, ["resist"])
    table.advance()
    assert table.stage_name == "help"
    found = crisis_of(table.observation(4))
    assert [option.line for option in found.options] == [f"join {ALD}", f"join {BRE}", "wait", "stay out"]
    defend, attack, *_ = found.options
    assert defend.strength > 0
    assert defend.after < defend.before
    assert attack.after > attack.before
    assert any("4 points" in text for text in found.duties)
    assert found.default == "stay out"


def test_without_a_crisis_there_is_none() -> None:
    table = sitting(BASE)
    assert table.observation(0).stage is Stage.ORDERS
    with pytest.raises(ValueError, match="no crisis"):
        crisis_of(table.observation(0))
