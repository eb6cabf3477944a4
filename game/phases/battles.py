"""Battles [R8, R9]: one margin, one die, and what it costs.

All battles of a round are fought with the strengths of before; duels first. What it means for land comes
after the dice: a power whose own land falls conquers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import odds
from game.arrays import NOBODY, Array, Bools, Ints
from game.chance import Draws, Purpose
from game.crisis import Sides, Strikes, fought, lost_land, mobilised, sides, strikes, to_each
from game.phases.common import attack_strength, card_gain, leaders
from game.scenario import Intent, Scenario
from game.state import NOTHING, Orders, Outcome, Result, State


@dataclass
class _Field:
    """What the battles of one round are fought with."""

    lines: Strikes
    battles: Bools  # (N, B) by defender
    sides: Sides
    attack: Array  # (N, B) int16, divided by the number of its battles
    defence: Array
    help: Array  # (N, B) strength each helper sends
    leader: Ints
    ready: Bools


def battles(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    table = state.table
    if not bool((table.strike != NOBODY).any()):
        return state, NOTHING
    field = _muster(scenario, state, chance)
    outcome = Outcome(leader=field.leader)
    if bool(field.lines.duel.any()):
        duel, some = _duels(scenario, state, field, chance)
        state, outcome = state.put(duel=duel), outcome.merge(some)
        field.battles &= ~lost_land(state.table)  # the pair is fought first; a fallen power defends no more
    result, some = _rolls(scenario, state, field, chance)
    state, outcome = state.put(battle=result), outcome.merge(some)
    state, some = _count_losses(scenario, state, field)
    outcome = outcome.merge(some)
    state, some = _change_hands(scenario, state, field)
    return state, outcome.merge(some)


def _muster(scenario: Scenario, state: State, chance: Draws) -> _Field:
    world, table, desk = scenario.world, state.table, state.desk
    lines = strikes(table)
    battles = fought(table, lines)
    attacking = (lines.attack & battles[None]).any(1)
    number = np.maximum(battles.astype(np.int8) + attacking + lines.duel.any(1), 1)
    swords, shields = desk.swords, table.arms - desk.swords
    if int(number.max()) > 1:
        swords, shields = swords // number, shields // number
    who = sides(table, lines, battles)
    return _Field(
        lines=lines,
        battles=battles,
        sides=who,
        attack=(swords + world.part[shields]).astype(np.int16),
        defence=(shields + world.part[swords]).astype(np.int16),
        help=_sent(scenario, state, who, lines),
        leader=leaders(world, state, lines, chance),
        ready=mobilised(world, table),
    )


def _sent(scenario: Scenario, state: State, who: Sides, lines: Strikes) -> Array:
    """(N, B) help projects to where the battle is, the struck power's land; between duellists, the nearer."""
    world, table = scenario.world, state.table
    sent = np.zeros(table.side.shape, np.int16)
    h, g = np.nonzero((who.defends | who.strikes | who.duels).any(1))
    if not len(h):
        return sent
    x = table.side[h, g]
    foe = table.strike[x, g]
    duels, strikes_ = who.duels[h, x, g], who.strikes[h, x, g]
    land = np.where(strikes_, foe, x)
    attack = attack_strength(world, state)[h, g]
    late = table.joined_at[h, g] > 1
    strength = np.where(late, world.help_late[h, land, attack], world.help_full[h, land, attack])
    other = np.where(late, world.help_late[h, foe, attack], world.help_full[h, foe, attack])
    strength = np.where(duels, np.maximum(strength, other), strength)
    sent[h, g] = np.where(table.exile[h, g], world.core.losses.exile_help, strength)
    return sent


def _duels(scenario: Scenario, state: State, field: _Field, chance: Draws) -> tuple[Array, Outcome]:
    """Two strikers meet: attack against attack; no balance, barrier, readiness or yield [R8]."""
    n, rules = state.n, scenario.world.core.odds
    helped = field.attack + (field.sides.duels * field.help[:, None]).sum(0, dtype=np.int16)
    a, b, g = np.nonzero(field.lines.duel & np.triu(np.ones((n, n), bool))[:, :, None])
    margin, roll = np.zeros((n, n, state.games), np.int16), np.zeros((n, n, state.games), np.int16)
    games = np.unique(g)  # few games have a duel, so only they draw
    roll[..., games] = 1 + chance.take(games).below(rules.die, Purpose.DUEL, state.table.round[games], n, n)
    margin[a, b, g] = helped[a, g] - helped[b, g]
    result = np.zeros((n, n, state.games), np.int8)
    won = roll[a, b, g] <= odds.needed(margin[a, b, g], scenario.world.odds)
    result[a, b, g] = np.where(won, np.int8(Result.WON), np.int8(Result.REPULSED))
    return result, Outcome(duel_margin=margin, duel_roll=roll)


def _rolls(scenario: Scenario, state: State, field: _Field, chance: Draws) -> tuple[Array, Outcome]:
    n, rules = state.n, scenario.world.core.odds
    helpers = behind = np.int16(0)  # of the defender; of each striker
    if bool(field.help.any()):
        helpers = (field.sides.defends * field.help[:, None]).sum(0, dtype=np.int16)
        behind = (field.sides.strikes * field.help[:, None]).sum(0, dtype=np.int16)
    front = (field.lines.attack * (field.attack + behind)[:, None]).sum(0, dtype=np.int16)
    edge = scenario.edge[field.leader, np.arange(n)[:, None], 0]
    margin = front - field.defence - helpers + edge + ~field.ready * np.int16(rules.unready)
    roll = 1 + chance.below(rules.die, Purpose.BATTLE, state.table.round, n)
    won = field.battles & (roll <= odds.needed(margin, scenario.world.odds))
    result = field.battles * np.where(won, np.int8(Result.WON), np.int8(Result.REPULSED))
    return result, Outcome(margin=margin, roll=roll)


def _fighters(field: _Field) -> tuple[Bools, Bools, Bools]:
    """(N, B) strikers in a battle or duel, defenders, and helpers of battles that were fought."""
    attackers = np.asarray((field.lines.attack & field.battles[None]).any(1) | field.lines.duel.any(1))
    who = field.sides
    helpers = ((who.defends & field.battles[None]) | (who.strikes & attackers[None]) | who.duels).any(1)
    return attackers, field.battles, np.asarray(helpers)


def _repulsed(state: State, field: _Field) -> Bools:
    beaten = (state.table.battle == Result.REPULSED)[None]
    return np.asarray((field.lines.attack & beaten).any(1))


def _count_losses(scenario: Scenario, state: State, field: _Field) -> tuple[State, Outcome]:
    """Points and arms: attackers and helpers lose swords first, defenders shields first [R9]."""
    world, table, desk = scenario.world, state.table, state.desk
    rules = world.core.losses
    attackers, defenders, helpers = _fighters(field)
    helpers = helpers & ~table.exile
    repulsed = _repulsed(state, field)
    points = rules.battle * (attackers.astype(np.int16) + defenders) + rules.helper * helpers + rules.repulse * repulsed
    if world.has("nuclear"):
        price = np.where(field.ready, np.int16(world.retaliation[0]), np.int16(world.retaliation[1]))
        struck_first = field.lines.attack & field.battles[None] | field.lines.duel
        points = points + (struck_first * (world.nuclear * price)[None]).sum(1, dtype=np.int16)
    front = (rules.battle_arms * attackers.astype(np.int8) + rules.helper_arms * helpers).astype(np.int8)
    home = rules.battle_arms * defenders.astype(np.int8)
    lost = rules.repulse_swords * repulsed.astype(np.int8)
    swords, shields = _lose(desk.swords, table.arms - desk.swords, front, home, lost)
    arms = swords + shields
    seen, _ = _lose(desk.seen, table.arms - desk.seen, front, home, lost)
    after = state.put(
        points=table.points - points.astype(np.int16),
        arms=arms,
        swords=swords,
        seen=np.minimum(seen, arms[None]),
    )
    return after, Outcome(war_points=points.astype(np.int16))


def _lose(swords: Array, shields: Array, front: Array, home: Array, repulse: Array) -> tuple[Array, Array]:
    """Arms left; works for the truth (N, B) and for what each viewer counts (N, N, B) alike."""
    first = np.minimum(swords, front)
    swords, shields = swords - first, np.maximum(shields - (front - first), 0)
    swords = np.maximum(swords - repulse, 0)
    first = np.minimum(shields, home)
    return np.maximum(swords - (home - first), 0), shields - first


def _of(what: Bools, whom: Ints) -> Bools:
    """(N, B) whether it is so of the power that each names; not so of nobody."""
    out = np.zeros_like(what)
    who, game = np.nonzero(whom != NOBODY)
    out[who, game] = what[whom[who, game], game]
    return out


def _emptied(array: Array, who: Ints, game: Ints) -> Array:
    """The array (..., N, B) with nothing left for these powers of these games."""
    out = array.copy()
    out[..., who, game] = 0
    return out


def _change_hands(scenario: Scenario, state: State, field: _Field) -> tuple[State, Outcome]:
    """Conquest, exile and restoration [R9]; words and pacts of the conquered end in the aftermath."""
    world, table, desk = scenario.world, state.table, state.desk
    rules = world.core.losses
    holder = np.where(table.battle == Result.WON, field.leader, np.int8(NOBODY))
    for result in (Result.WON, Result.REPULSED) if bool(field.lines.duel.any()) else ():
        first, second, game = np.nonzero(table.duel == result)
        loser, winner = (second, first) if result is Result.WON else (first, second)
        holder[loser, game] = winner
    holder = np.where(_of(lost_land(table), holder), np.int8(NOBODY), holder)
    conquered = holder != NOBODY
    loosened = _repulsed(state, field) | conquered
    freed, restored = _of(loosened, table.occupier), _of(loosened, table.province)
    after = state.put(freed=freed)
    if not bool((conquered | freed | restored).any()):
        return after, Outcome(conquered=conquered, freed=freed, restored=restored)
    gone = conquered.astype(np.int16)
    fearful = conquered & (desk.intent == Intent.FEARFUL)
    extra = fearful * np.int16(rules.conquered_fearful - rules.conquered)
    taken = to_each(holder).swapaxes(0, 1)  # [taker, loser]
    gain = card_gain(scenario, desk, taken, np.zeros_like(taken))
    fallen = np.nonzero(conquered)
    after = after.put(
        points=table.points - gone * np.int16(rules.conquered) + freed * np.int16(rules.freed),
        card_points=desk.card_points + gain - extra,
        occupier=np.where(conquered, holder, np.where(freed, np.int8(NOBODY), table.occupier)),
        province=np.where(restored, np.int8(NOBODY), table.province),
        arms=_emptied(table.arms, *fallen),
        swords=_emptied(desk.swords, *fallen),
        seen=_emptied(desk.seen, *fallen),
        built=_emptied(table.built, *fallen),
        built_swords=_emptied(desk.built_swords, *fallen),
        labels=_emptied(desk.labels, *fallen),
        mobilised_on=np.where(conquered, np.int8(-100), table.mobilised_on),
    )
    lost = gone * np.int16(rules.conquered) + extra
    return after, Outcome(conquered=conquered, freed=freed, restored=restored, war_points=lost)
