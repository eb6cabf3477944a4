"""Players that follow a script, to be put in a seat of an experiment: what they do never depends on their card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.belief import Belief
from game.chance import Draw
from game.observe import Observation
from game.players import Player
from game.players.moves import help_partners
from game.state import Answer, Orders, Signal, Stage, Stance

Fields = dict[str, Any]
Script = Callable[[Observation, Array], Fields]  # fields of a row, given the tokens (B,) it may spend


def scripted(name: str, about: str, script: Script) -> Player:
    """A player that orders by ``script``, resists when struck, keeps its hands and else stays out."""

    def choose(seen: Observation, belief: Belief | None, draw: Draw) -> Orders:
        n, games = seen.world.n, seen.games
        if seen.stage is Stage.ANSWERS:
            return Orders.row(n, games, answer=np.full(games, Answer.RESIST, np.int8))
        if seen.stage is Stage.HELP:
            return help_partners(seen)
        fields = script(seen, np.where(seen.exile, 0, seen.table.tokens[seen.power]))
        return Orders.row(n, games, **{name: np.asarray(value, np.int8) for name, value in fields.items()})

    return Player(name, about, choose)


def doses(swords: int, shields: int) -> Player:
    """So many arms every round and nothing else: a posture, firm or soft, that promises and threatens nothing."""

    def script(seen: Observation, tokens: Array) -> Fields:
        most = seen.world.core.arms.most
        attack = np.minimum(np.minimum(swords, tokens), most - seen.desk.swords)
        return {"swords": attack, "shields": np.minimum(np.minimum(shields, tokens - attack), most - seen.shields)}

    return scripted(f"doses {swords}/{shields}", f"{swords} swords and {shields} shields a round", script)


def graduated(rival: int, *, floor: float = -6.0) -> Player:
    """Osgood's graduated and reciprocated initiatives in tension reduction, toward ``rival``.

    Every round it promises peace, which costs a token and more if broken, and scraps a sword: announced,
    costly, a little at a time, and not waiting to be answered. It never goes below its floor: the margin of the
    rival's attack, by the labels it saw, over its own defence stays at ``floor`` or less, by shields: at -6 the odds
    table gives the rival its least chance. While the rival is mobilised it scraps nothing.
    """

    def script(seen: Observation, tokens: Array) -> Fields:
        table, desk, core = seen.table, seen.desk, seen.world.core
        k = 1 - seen.world.distinguishability
        his = desk.seen[rival]
        attack = his + k * (table.arms[rival] - his) + seen.world.edge[rival, seen.power, 0]
        alarmed = crisis.mobilised(seen.world, table)[rival]
        ready = crisis.mobilised(seen.world, table)[seen.power]
        stance = alarmed & ~ready & (tokens >= core.prices.mobilise)
        left = tokens - stance * core.prices.mobilise
        short = np.ceil(attack - (seen.shields + k * desk.swords) - floor)  # shields missing to the floor
        shields = np.clip(
            short, 0, np.minimum(np.minimum(core.arms.built_per_round, left), core.arms.most - seen.shields)
        )
        left = left - shields
        spare = np.where((short <= -k) & ~alarmed, np.minimum(1, desk.swords), 0)
        says = left >= core.prices.signal
        return {
            "stance": np.where(stance, Stance.MOBILISE, Stance.HOLD),
            "shields": shields,
            "scrap": spare,
            "signal": np.where(says, Signal.PEACE, Signal.NONE),
            "signal_to": np.where(says, rival, NOBODY),
        }

    return scripted("graduated", "promises peace and scraps swords, down to a floor of defence", script)
