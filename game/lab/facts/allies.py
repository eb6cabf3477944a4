"""Whom powers ally with, and why (facts 13 and 19).

One power is free, and seeks standing pacts of defence or does not; all others hold. What it sees before the first round
is set up: arms by lot, who is mobilised, pacts in force, and the crisis of the round before as it lies on the table. So
nothing but the treatment differs, and one decision is all that is played.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from game.arrays import NOBODY, Array, Bools
from game.lab.facts.boxes import CODES, Deck, box
from game.lab.facts.hooks import put
from game.lab.facts.measures import Found, above, line, paired, rate, weakest
from game.lab.facts.model import Fact, Finding
from game.lab.facts.play import Moment, Setup, play
from game.lab.facts.threats import drawn_arms
from game.scenario import PactKind, Scenario, World
from game.state import Answer, Choice, Orders, Outcome, Result, Stance, State

BENIGN = {"content": 4, "fearful": 3}  # the cards the free power may hold: it wants no land
PEACEFUL = {"content": 5, "fearful": 4, "expansionist": 1}
USUAL = {"content": 4, "fearful": 3, "claimant": 1, "expansionist": 2}
PREDATORY = {"content": 3, "fearful": 2, "claimant": 2, "expansionist": 3}
SHARE = 0.5  # of its attack that each can send to the help of any other
SEEKER, FRIEND, RIVAL, ALLY, WARD = range(5)


def concert(n: int, prior: Deck = USUAL, pacts: Sequence[tuple[int, int]] = ()) -> Scenario:
    """``n`` powers that can all reach and help each other, with the public deck and pacts of defence given."""
    codes = CODES[:n]
    return box(
        n,
        modules=("standing pacts",),
        prior=prior,
        deck=BENIGN,
        projection=[{"from": a, "to": b, "share": SHARE} for a in codes for b in codes if a != b],
        pacts=[{"kind": "defence", "members": [CODES[a], CODES[b]]} for a, b in pacts],
    )


def sought(scenario: Scenario, games: int, seed: int, *setups: Setup) -> Bools:
    """(N, B) to whom power 0 proposes a pact of defence in the first round."""
    found: list[Array] = []

    def table(world: World, state: State) -> State:
        for setup in setups:
            state = setup(world, state)
        return state

    def watch(moment: Moment, orders: Orders, outcome: Outcome, after: State) -> None:
        if moment.ordering:
            found.append(orders.propose[SEEKER, :, PactKind.DEFENCE] > 0)

    players = ["blueprint"] + ["hold"] * (scenario.world.n - 1)
    play(scenario, games, seed, players=players, setup=table, watch=watch, rounds=1)
    return np.concatenate(found, -1)


def column(n: int, empty: int, filled: Mapping[int, int]) -> Array:
    """(N, 1) a column with a value for some seats."""
    return np.array([[filled.get(seat, empty)] for seat in range(n)])


# ---- 13: two motives to ally ----------------------------------------------------------------------------


def crisis_before(stood: bool) -> Setup:
    """In the round before, the rival struck a power that the ally too had a pact with; it held. Did the ally come?

    Only its coming or not differs: arms, points and the outcome are the same.
    """
    came: dict[str, Any] = {
        "mobilised_on": column(5, -100, {RIVAL: 0}),
        "strike": column(5, NOBODY, {RIVAL: WARD}),
        "stance": column(5, Stance.HOLD, {RIVAL: Stance.STRIKE}),
        "answer": column(5, Answer.NONE, {WARD: Answer.RESIST}),
        "battle": column(5, Result.NONE, {WARD: Result.REPULSED}),
        "chosen_at": column(5, 0, {ALLY: 1}),
        "choice": column(5, Choice.NONE, {ALLY: Choice.JOIN if stood else Choice.STAY_OUT}),
        "side": column(5, NOBODY, {ALLY: WARD} if stood else {}),
        "joined_at": column(5, 0, {ALLY: 1} if stood else {}),
    }
    return put(**came)


def motives(games: int, seed: int) -> Finding:
    """A new pact is sought where wolves are many, and where an ally has failed another."""
    decks = {"peaceful": PEACEFUL, "usual": USUAL, "predatory": PREDATORY}
    by_deck = {name: sought(concert(5, deck), games, seed, drawn_arms(seed))[FRIEND] for name, deck in decks.items()}
    bound = concert(5, pacts=[(SEEKER, ALLY), (ALLY, WARD)])
    by_ally = {
        name: sought(bound, games, seed, drawn_arms(seed), crisis_before(stood))[FRIEND]
        for name, stood in (("stood by its word", True), ("failed it", False))
    }
    bloc = sought(concert(5, pacts=[(RIVAL, ALLY)]), games, seed, drawn_arms(seed))[FRIEND]
    threat = paired(by_deck["predatory"], by_deck["peaceful"])
    doubt = paired(by_ally["failed it"], by_ally["stood by its word"])
    found = weakest([threat, doubt])
    details = {
        **_told("too little security", threat),
        **_told("doubt about an ally", doubt),
        **_told("an opposing bloc", paired(bloc, by_deck["usual"])),
        **{f"{name} deck: pact sought": float(yes.mean()) for name, yes in by_deck.items()},
        **{f"ally that {name}: pact sought": float(yes.mean()) for name, yes in by_ally.items()},
    }
    lines = (
        line("by the public deck", tuple(by_deck), [rate(yes) for yes in by_deck.values()]),
        line("by what an ally did", tuple(by_ally), [rate(yes) for yes in by_ally.values()]),
    )
    label = "share of games in which a new pact is sought"
    return Finding(*found, above(found), games, "public deck; what an ally did", label, lines, details)


def _told(name: str, found: Found) -> dict[str, float]:
    value, (low, high) = found
    return {name: value, f"{name}, lower bound": low, f"{name}, upper bound": high}


# ---- 19: balancing and bandwagoning ---------------------------------------------------------------------

HEGEMON, PATRON, OTHER = 1, 2, 3
STRENGTHS = {"weak": (-1, -1), "middling": (1, 1), "strong": (3, 3)}  # beyond 2..4 swords and shields by lot
HEGEMONY = (4, 2)


def alignment(games: int, seed: int, strength: str, allied: bool) -> Bools:
    """(N, B) whom a power beside a mobilised hegemon seeks to ally with; ``allied``: another stands by it already."""
    scenario = concert(4, pacts=[(SEEKER, PATRON)] if allied else [])
    arms = drawn_arms(seed, 2, 4, more={SEEKER: STRENGTHS[strength], HEGEMON: HEGEMONY})
    return sought(scenario, games, seed, arms, put(mobilised_on=column(4, -100, {HEGEMON: 0})))


def bandwagoning(games: int, seed: int) -> Finding:
    """Pacts sought with the power that threatens, beyond those sought against it."""
    cells = {
        (strength, allied): alignment(games, seed, strength, allied)
        for strength in STRENGTHS
        for allied in (False, True)
    }
    leaning = {key: yes[HEGEMON] * 1.0 - yes[OTHER] for key, yes in cells.items()}  # 1 joins, -1 opposes
    weak, strong = leaning["weak", False], leaning["strong", False]
    found = weakest([paired(weak, strong), paired(weak, leaning["weak", True])])
    details = {}
    for (strength, allied), yes in cells.items():
        label = f"{strength}, {'with' if allied else 'without'} an ally"
        details[f"{label}: seeks the hegemon"] = float(yes[HEGEMON].mean())
        details[f"{label}: seeks another"] = float(yes[OTHER].mean())
    lines = tuple(
        line(
            f"{whom}, {how} an ally", tuple(STRENGTHS), [rate(cells[strength, allied][seat]) for strength in STRENGTHS]
        )
        for whom, seat in (("the hegemon", HEGEMON), ("another power", OTHER))
        for how, allied in (("without", False), ("with", True))
    )
    label = "share of games in which a pact is sought with it"
    return Finding(*found, above(found), games, "strength of the power", label, lines, details)


FACTS = (
    Fact(
        13,
        "two-motives",
        "Powers seek allies for two reasons: too little security, and doubt whether an ally they have will come",
        "G. Snyder 1984; G. Snyder 1997, chapter 2",
        "the smaller of two differences in seeking a new pact: public deck predatory less peaceful; an ally that left "
        "another partner alone less one that stood by it",
        "> 0",
        motives,
        games=1500,
    ),
    Fact(
        19,
        "bandwagoning",
        "The weak and the unsupported side with a threatening power; the strong, and those who have an ally, do not",
        "Walt 1987, chapters 2 and 5; Schweller 1994",
        "the smaller of two differences in pacts sought with a hegemon less with another: weak less strong powers, and "
        "weak powers without less with an ally",
        "> 0",
        bandwagoning,
        games=1500,
    ),
)
