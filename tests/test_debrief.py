"""What a debrief shows of wars and who wanted them, and of words kept and broken."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from debriefs import BOTH_READY, READY, STRIKE, calm, debriefed, example, harmless, lively, rounds_of, scored, written
from plays import SCENARIOS, played

from game.debrief import Beliefs, Debrief, document, view
from game.debrief.model import Branch, War
from game.rules import totals


def told(branches: tuple[Branch, ...]) -> list[object]:
    """A tree as nested codes."""
    return [[branch.power, *told(branch.branches)] for branch in branches]


# ---- every game ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("player", ["rules", "random"])
def test_every_finished_game_can_be_debriefed(scenario: str, player: str) -> None:
    for seed in range(4):
        match = played(scenario, seed, player)
        found = example(scenario, seed, player)
        plain = json.loads(json.dumps(document(found), allow_nan=False))
        assert set(plain) == set(found.__dict__)
        assert "{" not in " ".join(_texts(plain))  # no hole is left unfilled
        n, rounds = match.scenario.world.n, rounds_of(match)
        assert len(found.cards) == n
        assert len(found.timeline) == (rounds + 1) * n
        assert len(found.beliefs) == rounds * n * (n - 1)
        fought = [war for war in found.wars if war.kind != "yield"]
        assert len(found.trees) == len(fought)
        assert sum(card.points for card in found.cards) == int(totals(match.state).sum())


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in _texts(one)]


def test_the_same_game_gives_the_same_debrief() -> None:
    match = played("six-powers", 2, "random")
    assert debriefed(match, beliefs=lively(match)) == debriefed(match, beliefs=lively(match))


def test_a_game_that_goes_on_is_not_debriefed() -> None:
    match = played("base", 1, "rules")
    with pytest.raises(ValueError, match="when it is over"):
        view(match.scenario, match.steps[:-1], harmless(), calm(match))
    with pytest.raises(ValueError, match="when it is over"):
        view(match.scenario, [], harmless(), calm(match))


def test_beliefs_of_another_shape_are_refused() -> None:
    match = played("base", 1, "rules")
    good = calm(match)
    with pytest.raises(ValueError, match="threat has shape"):
        replace(good, threat=good.threat[:-1])
    with pytest.raises(ValueError, match="rounds has shape"):
        replace(good, rounds=good.rounds[:-1])
    with pytest.raises(ValueError, match="powers"):
        view(match.scenario, match.steps, harmless(), calm(played("first-lesson", 1, "rules")))


def test_what_was_not_believed_is_not_told() -> None:
    match = written([[READY], [STRIKE]])
    empty = Beliefs(np.zeros(0), *(np.zeros(shape) for shape in ((0, 4, 4), (0, 4), *[(0, 4, 4)] * 3)))
    found = debriefed(match, beliefs=empty)
    assert found.beliefs == ()
    assert found.wars[0].belief == ""
    assert {card.suspicion for card in found.cards} == {None}


# ---- wars ------------------------------------------------------------------------------------------------


def war_of(found: Debrief) -> War:
    (war,) = found.wars
    return war


def test_a_war_is_told_with_its_end_and_its_dice() -> None:
    found = debriefed(written([[READY], [STRIKE]]))
    war = war_of(found)
    assert (war.kind, war.round, war.strikers, war.targets, war.leader) == ("battle", 2, ("AAA",), ("BBB",), "AAA")
    assert war.title == "Round 2: Aldmar strikes Brennia"
    assert war.roll is not None
    assert war.needed == 19  # twelve swords and more against three shields
    assert (war.outcome == "conquered") == (war.roll <= war.needed)
    assert [bystander.power for bystander in war.bystanders] == ["CCC", "DDD"]
    assert not any(bystander.left for bystander in war.bystanders)


def test_hands_call_hands_and_the_tree_says_so() -> None:
    """Brennia is struck; Corvia is bound to it and comes; Dorvane is bound to Corvia and comes when that is seen."""
    hands = {
        "BBB": ["ally hand CCC"],
        "CCC": ["ally hand BBB", "ally hand DDD"],
        "DDD": ["ally hand CCC"],
    }
    helps = [{"CCC": ["join BBB"], "DDD": ["stay out"]}, {"DDD": ["join BBB"]}]
    found = debriefed(written([[READY], [STRIKE | hands, {"BBB": ["resist"]}, *helps]]))
    war = war_of(found)
    assert [(j.power, j.drawn_by, j.late) for j in war.joiners] == [("CCC", "BBB", False), ("DDD", "CCC", True)]
    assert [tie.kind for joiner in war.joiners for tie in joiner.ties] == ["hand", "hand"]
    assert war.joiners[1].text.endswith("late, at half strength, bound by its hand to Corvia.")
    (tree,) = found.trees
    assert told(tree.roots) == [["AAA"], ["BBB", ["CCC", ["DDD"]]]]
    assert tree.aside == ()
    assert {"entrapment"} <= {concept.key for concept in found.concepts}
    assert {p.fate for p in found.pledges if p.kind == "hand" and p.power in ("CCC", "DDD") and p.to != "DDD"} == {
        "kept"
    }


def test_a_partner_who_came_of_its_own_accord_is_not_drawn_in() -> None:
    helps = {"CCC": ["join BBB"], "DDD": ["join AAA"]}
    found = debriefed(written([[READY], [STRIKE, {"BBB": ["resist"]}, helps]]))
    war = war_of(found)
    assert [(j.power, j.side, j.drawn_by) for j in war.joiners] == [("CCC", "defence", None), ("DDD", "attack", None)]
    assert told(found.trees[0].roots) == [["AAA", ["DDD"]], ["BBB", ["CCC"]]]
    assert {"balancing", "bandwagoning"} <= {concept.key for concept in found.concepts}


@pytest.mark.parametrize(
    ("pledge", "kind"),
    [
        ({"CCC": ["signal guard BBB"]}, "guard"),
        ({"CCC": ["signal threaten AAA over BBB"]}, "threat"),
        ({"BBB": ["ally propose defence CCC"], "CCC": ["ally propose defence BBB"]}, "defence"),
    ],
)
def test_guards_threats_and_pacts_bind(pledge: dict[str, list[str]], kind: str) -> None:
    joined = debriefed(written([[READY], [STRIKE | pledge, {}, {"CCC": ["join BBB"]}]]))
    (joiner,) = war_of(joined).joiners
    assert [tie.kind for tie in joiner.ties] == [kind]
    (left,) = [b for b in war_of(debriefed(written([[READY], [STRIKE | pledge]]))).bystanders if b.power == "CCC"]
    assert left.left == ("BBB",)
    assert left.text == "Corvia stayed out, though it was bound to Brennia."


def test_a_pact_of_offence_binds_to_the_attack() -> None:
    pact = {"CCC": ["ally propose offence BBB AAA"], "AAA": [*STRIKE["AAA"], "ally propose offence BBB CCC"]}
    found = debriefed(written([[READY], [STRIKE | pact, {}, {"CCC": ["join AAA"]}]]))
    (joiner,) = war_of(found).joiners
    assert (joiner.side, joiner.drawn_by, joiner.ties[0].kind) == ("attack", "AAA", "offence")
    assert [p.fate for p in found.pledges if p.power == "CCC" and p.kind == "pact"] == ["kept"]


def test_two_that_strike_each_other_fight_one_war() -> None:
    found = debriefed(written([[BOTH_READY], [STRIKE | {"BBB": ["stance strike AAA"]}, {"CCC": ["join BBB"]}]]))
    war = war_of(found)
    assert (war.kind, war.strikers, war.targets) == ("duel", ("AAA", "BBB"), ("AAA", "BBB"))
    assert war.title == "Round 2: Aldmar and Brennia strike each other"
    assert [(j.power, j.helps) for j in war.joiners] == [("CCC", "BBB")]
    assert told(found.trees[0].roots) == [["AAA"], ["BBB", ["CCC"]]]
    assert "Aldmar" in war.belief
    assert "Brennia" in war.belief.split("The truth")[1]


def test_two_wars_of_a_round_keep_their_helpers_apart() -> None:
    """Aldmar strikes Brennia and is struck by Corvia; whoever joins Aldmar defends it."""
    ready = READY | {"CCC": ["stance mobilise"]}
    strikes = STRIKE | {"CCC": ["stance strike AAA"]}
    found = debriefed(written([[ready], [strikes, {}, {"DDD": ["join AAA"]}]]))
    assert [(war.strikers, war.targets, [j.side for j in war.joiners]) for war in found.wars] == [
        (("CCC",), ("AAA",), ["defence"]),
        (("AAA",), ("BBB",), []),
    ]


def test_a_strike_that_is_yielded_to_is_no_war() -> None:
    found = debriefed(written([[READY], [STRIKE, {"BBB": ["yield"]}]], {"AAA": '"expansionist"'}))
    war = war_of(found)
    assert (war.kind, war.outcome, war.bystanders) == ("yield", "yielded", ())
    assert found.trees == ()
    assert found.wars_text == "There was no war. One strike was yielded to; somebody had wanted it."
    assert "appeasement-unlimited" in {concept.key for concept in found.concepts}


@pytest.mark.parametrize(
    ("cards", "by", "said"),
    [
        ({}, (), "Nobody wanted it: land was worth nothing to Aldmar and Brennia."),
        ({"AAA": '"fearful"', "BBB": '"expansionist"'}, (), "a power that did want land: Brennia."),
        ({"AAA": '"expansionist"'}, ("AAA",), "Aldmar wanted it. The card of Aldmar: Expansionist."),
        ({"AAA": '"opportunist"'}, ("AAA",), "The card of Aldmar: Opportunist."),
        ({"AAA": '{ kind = "claimant", target = "BBB" }'}, ("AAA",), "Claimant against Brennia."),
        ({"AAA": '{ kind = "claimant", target = "CCC" }'}, (), "claimed a province of Corvia, and of Brennia"),
    ],
)
def test_who_wanted_it(cards: dict[str, str], by: tuple[str, ...], said: str) -> None:
    found = debriefed(written([[READY], [STRIKE]], cards))
    war = war_of(found)
    assert war.wanted_by == by
    assert said in war.wanted
    assert found.wars_text == f"Your one war was wanted by {'somebody' if by else 'nobody'}."


def test_a_claim_that_was_met_pays_no_more() -> None:
    claim = {"AAA": '{ kind = "claimant", target = "BBB" }'}
    again = {"AAA": ["stance strike BBB"]}
    found = debriefed(written([[READY], [STRIKE, {"BBB": ["yield"]}], [again]], claim))
    first, second = found.wars
    assert first.wanted_by == ("AAA",)
    assert second.wanted_by == ()
    assert second.wanted == "Nobody's card gained by it: the claim of Aldmar had been met."


@pytest.mark.parametrize(
    ("cards", "sentence"),
    [
        ({}, "None of your two wars was wanted by anybody."),
        ({"AAA": '{ kind = "claimant", target = "BBB" }'}, "One of your two wars was wanted by nobody."),
        ({"AAA": '"expansionist"'}, "Each of your two wars was wanted by somebody."),
    ],
)
def test_the_one_sentence(cards: dict[str, str], sentence: str) -> None:
    found = debriefed(written([[READY], [STRIKE], [{"AAA": ["stance strike CCC"]}]], cards))
    assert found.wars_text == sentence
    assert debriefed(written([[{}]])).wars_text == "There was no war."


def test_belief_and_truth_stand_beside_each_other() -> None:
    match = written([[READY], [{"AAA": ["stance strike BBB", "read BBB 4"]}]])
    beliefs = calm(match)
    beliefs.aggressor[1, 0, 1], beliefs.reads[1, 0, 1] = 0.62, 0.7
    war = war_of(debriefed(match, beliefs=beliefs))
    assert war.belief == (
        "The evidence gave Aldmar a chance of 62% that Brennia wanted land (Aldmar itself said 70%). "
        "The truth: Brennia wanted none."
    )


def test_the_strongest_markers_of_the_round_stand_with_the_war() -> None:
    match = written([[READY], [STRIKE]])
    war = war_of(debriefed(match, scored(match.scenario.world.codes)))
    assert war.evidence == ("Round 2: preventive +0.12.",)


# ---- words -----------------------------------------------------------------------------------------------


def fates(found: Debrief, kind: str) -> list[tuple[str, str, str]]:
    return [(p.power, p.to, p.fate) for p in found.pledges if p.kind == kind]


def test_promises_of_peace_are_kept_broken_or_void() -> None:
    first = {"AAA": ["stance mobilise", "signal peace BBB 5"], "BBB": ["signal peace AAA"], "CCC": ["signal peace DDD"]}
    found = debriefed(written([[first], [STRIKE]]))
    assert fates(found, "peace") == [("AAA", "BBB", "broken"), ("BBB", "AAA", "void"), ("CCC", "DDD", "kept")]
    assert found.pledges[0].text == "Round 1: Aldmar promised peace to Brennia. It broke its word in round 2."
    assert found.pledges_text == "Words given: 3. Kept 1, broken 1, never put to the test 0, void 1."


def test_a_promise_that_is_renewed_is_one() -> None:
    peace = {"AAA": ["signal peace BBB"]}
    found = debriefed(written([[peace], [peace], [{}]]))
    assert [(p.round, p.until, p.fate) for p in found.pledges] == [(1, 4, "kept")]


def test_guards_are_kept_broken_or_never_tested() -> None:
    guards = {"CCC": ["signal guard BBB"], "DDD": ["signal guard BBB"], "BBB": ["signal guard BBB"]}
    joins = {"CCC": ["join BBB"]}
    found = debriefed(written([[READY | guards], [STRIKE, {"BBB": ["resist"]}, joins]]))
    assert fates(found, "guard") == [("BBB", "BBB", "kept"), ("CCC", "BBB", "kept"), ("DDD", "BBB", "broken")]
    bowed = debriefed(written([[READY | guards], [STRIKE, {"BBB": ["yield"]}]]))
    assert fates(bowed, "guard") == [("BBB", "BBB", "broken"), ("CCC", "BBB", "untested"), ("DDD", "BBB", "untested")]
    assert "deterrence-general-extended" in {concept.key for concept in bowed.concepts}


def test_a_threat_is_about_one_striker() -> None:
    threats = {"CCC": ["signal threaten AAA over BBB"], "DDD": ["signal threaten CCC over BBB"]}
    found = debriefed(written([[READY | threats], [STRIKE]]))
    assert fates(found, "threat") == [("CCC", "AAA", "broken"), ("DDD", "CCC", "untested")]


def test_pacts_from_the_start_are_told_as_such() -> None:
    pact = '[[pact]]\nkind = "neutrality"\nmembers = ["AAA", "BBB"]\n'
    found = debriefed(written([[READY], [STRIKE]], extra=pact))
    assert fates(found, "pact") == [("AAA", "BBB", "broken"), ("BBB", "AAA", "void")]
    assert found.pledges[0].text.startswith("From the start: Aldmar had a pact with Brennia: neutrality.")


def test_hands_that_nobody_called_upon_are_not_listed() -> None:
    found = debriefed(written([[{"AAA": ["ally hand BBB"], "BBB": ["ally hand AAA"]}]]))
    assert found.pledges == ()
    assert found.pledges_text == "Nobody gave a word that could be broken."


# ---- orders ----------------------------------------------------------------------------------------------


def test_orders_are_told_as_they_were_sealed() -> None:
    match = written([[READY], [STRIKE, {"BBB": ["yield"]}]])
    orders = debriefed(match).orders
    assert ("orders", "AAA", ("stance mobilise",)) in [(o.stage, o.power, o.orders) for o in orders]
    assert [(o.power, o.orders) for o in orders if o.stage == "answers"] == [("BBB", ("yield",))]
