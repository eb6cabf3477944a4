"""Aftermath: broken words are paid for [R10], pacts end or cost their upkeep [R12], the game may end [R11]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array, Bools
from game.chance import Draws
from game.crisis import Strikes, in_force, lost_land, sides, strikes, struck, to_each
from game.scenario import PactKind, Scenario
from game.state import NOTHING, Answer, Orders, Outcome, Result, Signal, State, Table


def aftermath(scenario: Scenario, state: State, orders: Orders, chance: Draws) -> tuple[State, Outcome]:
    outcome = NOTHING
    did = _conduct(state) if bool((state.table.strike != NOBODY).any()) else None
    if did is not None:
        state, outcome = _breaches(scenario, state, did)
    if scenario.world.has("standing pacts"):
        state, some = _pacts(scenario, state, did)
        outcome = outcome.merge(some)
    fallen = _fallen(state.table)
    if bool(fallen.any()):
        state = state.put(until=state.table.until * ~fallen[None, :, None])
    over = state.table.over | (state.table.round >= state.vault.last_round)
    return state.put(over=over), outcome


def _fallen(table: Table) -> Bools:
    """(N, B) conquered this round; what they promised is over once what they broke is paid for [R9]."""
    return np.asarray(lost_land(table) & table.exile)


@dataclass
class _Conduct:
    """Who did what to whom this round: (N, B) and (N, N, B) at [actor, other]."""

    lines: Strikes
    striker: Bools
    excused: Bools  # strikers, the struck and exiles keep no pledge to fight for others
    attacked: Bools  # struck it or joined an attack on it, though it struck nobody
    defends: Bools  # joined its defence
    beside: Bools  # joined its side in any battle, be it by joining who strikes with it
    opposed: Bools  # fought against it in any way
    defended: Bools  # (N, B) was struck, resisted and fought, and struck nobody
    fights: Bools  # (N, B) struck, and took part in a battle
    met: Bools  # met in a battle as striker and target


def _conduct(state: State) -> _Conduct:
    table = state.table
    lines = strikes(table)
    battles = table.battle != Result.NONE
    who = sides(table, lines, crisis.fought(table, lines))  # as they were mustered
    defends = who.defends & battles[None]  # a power that fell in a duel was not attacked again
    striker = table.strike != NOBODY
    foe = to_each(table.strike)  # [striker, target]
    fought = foe & battles[None]
    # a helper of striker x fights x's target; a helper of defender d fights all who struck d; and in a duel
    helps_attack = _through(who.strikes, fought)
    against_target = helps_attack | _through(who.duels, lines.duel)
    against_striker = _through(defends, (lines.attack & battles[None]).swapaxes(0, 1))
    # who helps one striker is beside all that strike with it [R8]
    beside = _through(who.strikes, _same(fought)) if bool(who.strikes.any()) else who.strikes
    return _Conduct(
        lines=lines,
        striker=striker,
        excused=np.asarray(striker | struck(lines) | table.exile | table.freed),
        attacked=np.asarray(lines.all | helps_attack),
        defends=defends,
        beside=np.asarray(who.defends | beside | who.duels),
        opposed=np.asarray(lines.all | against_target | against_striker),
        defended=np.asarray(battles & ~striker),
        fights=np.asarray((fought | lines.duel).any(1) | (battles & striker)),
        met=np.asarray(fought | fought.swapaxes(0, 1) | lines.duel),
    )


def _same(links: Bools) -> Bools:
    """(N, N, B) [a, b]: a and b are linked to one and the same power, as its strikers or its helpers."""
    if not bool(links.any()):
        return np.zeros_like(links)
    return np.asarray((links[:, None] & links[None]).any(2))


def _through(helps: Bools, foes: Bools) -> Bools:
    """(N, N, B) [helper, other]: the helper helps some x that fights the other."""
    out = np.zeros_like(helps)
    helper, x, game = np.nonzero(helps)  # each helps one
    out[helper, :, game] = foes[x, :, game]
    return out


def _breaches(scenario: Scenario, state: State, did: _Conduct) -> tuple[State, Outcome]:
    """Promises of peace, guards and threats, and hands; what is broken once is over."""
    rules, table = scenario.world.core.breach, state.table
    owes = ~did.excused[:, None] & did.defended[None] & ~did.defends
    owes |= did.lines.all & ~did.striker[None]  # to strike it oneself is to leave it alone
    broke = in_force(table, Signal.PEACE) & did.attacked & ~did.striker[None]
    threatened = in_force(table, Signal.THREATEN) & _threat_applies(table, did)
    failed = (in_force(table, Signal.GUARD) | threatened) & owes
    own = np.eye(state.n, dtype=bool)[:, :, None]
    bowed = (table.answer == Answer.YIELD)[:, None] & (in_force(table, Signal.GUARD) | threatened) & own
    failed = (failed & ~own) | bowed
    called = _called(table, did, partners=table.hand)
    deserted = (table.hand & owes) | called
    fines = np.int16(rules.hand) * deserted
    points = (
        table.points
        - rules.peace * broke.sum(1, dtype=np.int16)
        - rules.guard * failed.sum(1, dtype=np.int16)
        - fines.sum(1, dtype=np.int16)
        + fines.sum(0, dtype=np.int16)
    )
    until = table.until.copy()
    peace, guard, threat = (until[s - 1] for s in (Signal.PEACE, Signal.GUARD, Signal.THREATEN))
    peace[broke | did.lines.all.swapaxes(0, 1)] = 0  # a promise of peace does not outlive being struck
    guard[failed] = 0
    threat[failed] = 0
    after = state.put(points=points.astype(np.int16), until=until)
    return after, Outcome(broke_peace=broke, failed_guard=failed, deserted=deserted)


def _threat_applies(table: Table, did: _Conduct) -> Bools:
    """(N, N, B) [i, y]: the power that i threatens over y struck y."""
    n = len(table.strike)
    out = np.zeros_like(did.attacked)
    for x in range(n):
        out |= (table.against == x) & did.lines.all[x][None]
    return out


def _called(table: Table, did: _Conduct, partners: Bools) -> Bools:
    """(N, N, B) [c, b]: b, c's partner, joined a defender; c could choose after that and is not at its side.

    A partner who joined calls its own hands only on the defender's side [R7].
    """
    drawn_in = np.asarray(did.defends.any(1))  # b
    chose_after = table.chosen_at[:, None] > table.joined_at[None]
    beside = _same(did.defends)
    return np.asarray(partners & drawn_in[None] & chose_after & ~did.excused[:, None] & ~beside)


def _pacts(scenario: Scenario, state: State, did: _Conduct | None) -> tuple[State, Outcome]:
    """Breaches, upkeep and ends of standing pacts."""
    rules, table = scenario.world.core.breach, state.table
    held = table.pacts > 0
    fine = np.zeros_like(table.pacts)
    if bool(held.any()):
        fine[:, :, PactKind.LIMIT] = _over_limit(table) * np.int8(rules.lesser_pact)
        if did is not None:
            fine = np.maximum(fine, _pact_fines(scenario, state, did))
        fine *= held
    upkeep = np.int16(rules.upkeep) * held.sum((1, 2), dtype=np.int16)
    ended = held & table.renounced
    if did is not None:
        torn = did.lines.all
        torn = torn | torn.swapaxes(0, 1)
        fallen = _fallen(table)
        ended |= held & (torn | fallen[:, None] | fallen[None])[:, :, None]
    ended |= ended.swapaxes(0, 1)
    after = state.put(
        points=table.points - fine.sum((1, 2), dtype=np.int16),
        butter=table.butter - upkeep,
        pacts=np.where(ended, np.int8(0), table.pacts),
    )
    return after, Outcome(pact_fine=fine, pact_ended=ended)


def _over_limit(table: Table) -> Bools:
    """(N, N, B) more arms than the pact allows, though not struck this round."""
    limit = table.pacts[:, :, PactKind.LIMIT]
    calm = ~struck(strikes(table))
    return np.asarray((limit > 0) & (table.arms[:, None] > limit - 1) & calm[:, None])


def _pact_fines(scenario: Scenario, state: State, did: _Conduct) -> Array:
    """(N, N, 5, B) fines by kind, whether or not such a pact is held."""
    rules, table = scenario.world.core.breach, state.table
    full, half = np.int8(rules.pact), np.int8(rules.pact // 2)
    small, least = np.int8(rules.lesser_pact), np.int8(rules.lesser_pact // 2)
    free = ~did.excused[:, None]
    first = did.striker[None]  # the ally struck first
    turned = did.opposed & ~did.lines.all.swapaxes(0, 1)  # fought the ally, who had not struck it
    fine = np.zeros((*did.opposed.shape[:2], len(PactKind), state.games), np.int8)
    fine[:, :, PactKind.NEUTRALITY] = turned * np.where(first, least, small)
    defence = table.pacts[:, :, PactKind.DEFENCE] > 0
    failed = free & did.defended[None] & ~did.defends
    failed |= _called(table, did, defence)
    stood_by = free & did.fights[None] & ~did.beside
    fine[:, :, PactKind.DEFENCE] = np.maximum(
        np.where(failed, full, stood_by * half), turned * np.where(first, half, full)
    )
    aim = _aims(table.pacts[:, :, PactKind.OFFENCE])  # [i, j, z]
    fighting = (aim & did.met[None]).any(2)  # j fought z, whoever struck
    shirked = free & fighting & ~did.beside
    fine[:, :, PactKind.OFFENCE] = np.where(shirked | turned, full, np.int8(0))
    return fine


def _aims(offence: Array) -> Bools:
    """(N, N, N, B) at [i, j, z]: the pact of i and j is aimed at z."""
    return np.asarray(offence[:, :, None] == (1 + np.arange(len(offence), dtype=np.int8))[None, None, :, None])
