"""The rules: a round is a list of phases, and `step` goes from one decision of the players to the next.

One implementation for one game or ten thousand: the last axis of every array is the game. Luck comes in as
an argument; nothing here remembers anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.arrays import NOBODY, Array, Bools
from game.chance import Draws, Purpose
from game.files import BadInput
from game.phases import answers, helping
from game.phases.aftermath import aftermath
from game.phases.arrivals import arrivals
from game.phases.battles import battles
from game.phases.income import income
from game.phases.reveal import reveal
from game.phases.sight import sight
from game.phases.signals import signals
from game.phases.strikes import strikes
from game.phases.treaties import treaties
from game.scenario import INTENTS, Intent, Scenario, card_of
from game.state import NOTHING, Orders, Outcome, Stage, State, Vault, blank_state

Apply = Callable[[Scenario, State, Orders, Draws], tuple[State, Outcome]]
Asks = Callable[[Scenario, State], Bools]


@dataclass(frozen=True)
class Phase:
    """One phase; if it waits for the players, ``stage`` says at what and ``asks`` says whom (N, B)."""

    apply: Apply
    stage: Stage | None = None
    asks: Asks | None = None
    again: bool = False  # asks anew after it was applied, until nobody has to choose


def everybody(scenario: Scenario, state: State) -> Bools:
    """(N, B) all powers order, exiles too."""
    return np.ones_like(state.table.asked)


# A round, in the order a student can read it [R1].
PHASES: tuple[Phase, ...] = (
    Phase(income),
    Phase(reveal, Stage.ORDERS, everybody),
    Phase(treaties),
    Phase(signals),
    Phase(sight),
    Phase(strikes),
    Phase(answers.answers, Stage.ANSWERS, answers.asks),
    Phase(helping.helping, Stage.HELP, helping.asks, again=True),
    Phase(battles),
    Phase(arrivals),
    Phase(aftermath),
)
_WAITS = {phase.stage: place for place, phase in enumerate(PHASES)}


def step(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    """The state at the next decision, and what was decided on the way.

    ``orders`` must be legal (`orders.faults`); of powers that are not asked nothing is read. Games that are
    over stay as they are.
    """
    if state.stage is Stage.OVER:
        return state, NOTHING
    place = _WAITS[state.stage]
    after, outcome = PHASES[place].apply(scenario, state, orders, chance)
    after, outcome = _run(scenario, after, outcome, place + (not PHASES[place].again), orders, chance)
    if bool(state.table.over.any()):
        after = after.map(lambda new, old: np.asarray(np.where(state.table.over, old, new)), state)
    return after, outcome


def _run(
    scenario: Scenario, state: State, outcome: Outcome, place: int, orders: Orders, chance: Draws
) -> tuple[State, Outcome]:
    """Phase after phase until the table waits for somebody or all games are over."""
    while not bool(state.table.over.all()):
        phase = PHASES[place % len(PHASES)]
        if phase.asks is not None:
            asked = phase.asks(scenario, state) & ~state.table.over
            if bool(asked.any()):
                assert phase.stage is not None
                return state.put(stage=phase.stage, asked=asked), outcome
        else:
            state, some = phase.apply(scenario, state, orders, chance)
            outcome = outcome.merge(some)
        place += 1
    return state.put(stage=Stage.OVER, asked=np.zeros_like(state.table.asked)), outcome


def start(scenario: Scenario, chance: Draws, deal: str | None = None) -> State:
    """The first decision of B games: cards dealt, the last round drawn and hidden, income paid.

    ``deal`` is one of ``scenario.deals``; by default the scenario's own. Raises `BadInput` for another.
    """
    world, games = scenario.world, chance.games
    state = blank_state(world, games)
    intent, target = _deal(scenario, chance, deal or scenario.default_deal)
    low, high = world.rounds
    state = state.put(intent=intent, target=target)
    last = low + np.searchsorted(_ends(high - low + 1), chance.uniform(Purpose.LAST_ROUND, 0), side="right")
    state = State(state.stage, state.table, state.desk, Vault(last_round=last.astype(np.int16)))
    state, _ = _run(scenario, state, NOTHING, 0, Orders.hold(world.n, games), chance)
    return state


def _ends(width: int) -> Array:
    """Cumulative chances to end after the first, second ... round of the range: 1/m, then 2/m, ... [R11]."""
    hazard = np.arange(1, width + 1) / width
    return np.asarray(1 - np.cumprod(1 - hazard))[:-1]


def _deal(scenario: Scenario, chance: Draws, name: str) -> tuple[Array, Array]:
    """Cards (N, B) and claimants' targets (N, B)."""
    world = scenario.world
    if name not in scenario.deals:
        raise BadInput(f"deal '{name}': {scenario.id} has none of that name; there are {', '.join(scenario.deals)}")
    deal = scenario.deals[name]
    cards = {
        code: card_of(world, code, card, f"{scenario.id}: deals.{name}.{code}") for code, card in deal.cards.items()
    }
    weights = world.deck if deal.deck is None else np.array([deal.deck.get(kind, 0.0) for kind in INTENTS])
    intent = np.zeros((world.n, chance.games), np.int8)
    target = np.full((world.n, chance.games), NOBODY, np.int8)
    drawn = [i for i, code in enumerate(world.codes) if code not in cards]
    for i, code in enumerate(world.codes):
        if code in cards:
            intent[i], target[i] = cards[code]
    if drawn:
        intent[drawn] = _draw_cards(weights, len(drawn), chance)
    lots = chance.uniform(Purpose.TARGET, 0, world.n)
    for i in range(world.n):
        reachable = np.flatnonzero(world.reach[i, :, 0]).astype(np.int8)
        open_claim = (intent[i] == Intent.CLAIMANT) & (target[i] == NOBODY)
        if len(reachable):
            target[i] = np.where(open_claim, reachable[(lots[i] * len(reachable)).astype(np.int64)], target[i])
    return intent, target


def _draw_cards(weights: Array, count: int, chance: Draws) -> Array:
    """(count, B) cards off a shuffled deck; weights that are no such deck are drawn independently."""
    if np.array_equal(weights, np.floor(weights)) and count <= weights.sum() <= 1000:
        deck = np.repeat(np.arange(len(weights), dtype=np.int8), weights.astype(int))
        order = chance.uniform(Purpose.DEAL, 0, len(deck)).argsort(axis=0, kind="stable")
        return np.asarray(deck[order[:count]])
    levels = np.cumsum(weights / weights.sum())[:-1]
    return np.searchsorted(levels, chance.uniform(Purpose.DEAL, 0, count), side="right").astype(np.int8)


def totals(state: State) -> Array:
    """(N, B) points so far, the cards' included; int16. To be shown to all only at the end [R11]."""
    table = state.table
    return np.asarray(table.butter + table.points + state.desk.card_points)


def par(scenario: Scenario, state: State) -> Array:
    """(N, B) the points each power must reach for its card, its seat and the rounds played; int16.

    Of a game that was stopped before any round that could be its last, the par of the first of those, in proportion.
    """
    low = scenario.world.rounds[0]
    played = np.clip(state.table.round - low, 0, scenario.world.par.shape[2] - 1)
    seats = np.arange(state.n)[:, None]
    whole = scenario.world.par[state.desk.intent, seats, played[None]]
    share = np.where(state.table.over, np.minimum(state.table.round / low, 1), 1)
    return np.asarray(np.floor(whole * share + 0.5), np.int16)


def audit(scenario: Scenario, state: State) -> list[str]:
    """All invariants that do not hold, named; an empty list is a sound state."""
    world, table, desk = scenario.world, state.table, state.desk
    most, n = world.core.arms.most, world.n
    own = np.eye(n, dtype=bool)[:, :, None]
    shields = table.arms - desk.swords
    holds = {
        "swords are part of the arms": (desk.swords >= 0) & (shields >= 0),
        "no more arms of a sort than the rules allow": (desk.swords <= most) & (shields <= most),
        "tokens and works are not negative": (table.tokens >= 0) & (table.works >= 0),
        "an exile has neither arms nor tokens to build": ~table.exile | (table.arms == 0),
        "nobody occupies itself": table.occupier != np.arange(n)[:, None],
        "an occupier is no exile": ~table.exile | ~np.take_along_axis(table.exile, np.maximum(table.occupier, 0), 0),
        "a province is held by another": table.province != np.arange(n)[:, None],
        "who lost a province has yielded": (table.province == NOBODY) | table.yielded,
        "hands are mutual": (table.hand == table.hand.swapaxes(0, 1)) & ~(table.hand & own),
        "pacts are mutual": (table.pacts == table.pacts.swapaxes(0, 1)) & ~((table.pacts > 0) & own[:, :, None]),
        "labels are part of what was built": (desk.labels >= 0) & (desk.labels <= table.built[None]),
        "what is seen is part of the arms": (desk.seen >= 0) & (desk.seen <= table.arms[None]),
        "one sees one's own arms right": ~own | (desk.seen == desk.swords[None]),
        "intents are cards": (desk.intent >= 0) & (desk.intent < len(INTENTS)),
        "only claimants have targets": (desk.target == NOBODY) | (desk.intent == Intent.CLAIMANT),
        "strikes go where they can reach": (table.strike == NOBODY)
        | np.take_along_axis(world.reach.repeat(state.games, 2), np.maximum(table.strike, 0)[:, None], 1)[:, 0],
        "reads are steps": (desk.reads >= 0) & (desk.reads <= len(world.core.reads.chances)),
        "the game does not outlast its last round": table.round <= state.vault.last_round,
        "nobody is asked in a game that is over": ~(table.asked & table.over),
    }
    broken = [name for name, good in holds.items() if not bool(np.all(good))]
    model = blank_state(world, state.games).arrays()
    broken += [
        f"{name} is {array.dtype}{array.shape}, not {model[name].dtype}{model[name].shape}"
        for name, array in state.arrays().items()
        if array.dtype != model[name].dtype or array.shape != model[name].shape
    ]
    return broken
