"""The others as one power sees them: arms, odds, the threat each is, and what each may think in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.arrays import Array
from game.belief import Belief
from game.belief.posterior import stated
from game.intents.dread import SORE, battle_price
from game.observe import Observation
from game.odds import percent
from game.players.appraisal import Appraisal, appraise
from game.scenario import Intent
from game.views import facts
from game.views.desk import facts_of
from game.words import words


@dataclass(frozen=True)
class Threat:
    """What is to be feared of a rival: chance of attack x (chance of losing x loss + cost). Chances in per cent."""

    attack: int  # that it attacks in the rounds to come
    lose: int  # that the land falls if it does, expected help counted
    loss: int  # points, if it falls
    cost: int  # points, of the battle itself, arms included
    points: float
    text: str


@dataclass(frozen=True)
class Rival:
    """One rival, as far as the power that looks can know or guess."""

    power: int
    near: bool  # in reach
    facts: tuple[str, ...]
    mine: int  # per cent to win against it now, alone; 0 if out of reach
    theirs: int  # per cent that it would win
    read: int  # the dial as it stands: 0 not said
    threat: Threat | None  # by the power's own read; None if there is no read yet, or nothing to fear
    image: int | None  # per cent: how likely it may think that this power wants land; None: not to be told


def rivals(seen: Observation, belief: Belief, reads: Mapping[int, int], *, coach: bool) -> tuple[Rival, ...]:
    """All rivals, those in reach first. ``belief``: of a rational observer; ``reads``: dials by power, 0 not said.

    What is feared follows from what is read: who has not said how likely a rival wants land is not told what that
    would mean. With a ``coach`` the rational observer fills in, and says what the others may think.
    """
    world, me = seen.world, seen.power
    staff = appraise(seen)
    threats = _threats(seen, stated(belief, _chances(seen, reads)))
    image = belief.aggressor()[me, 0]
    out = []
    for i in sorted((i for i in range(world.n) if i != me), key=lambda i: (not world.reach[me, i, 0], i)):
        told = staff.near[i, 0] and (coach or reads.get(i))
        out.append(
            Rival(
                i,
                bool(world.reach[me, i, 0]),
                tuple(facts_of(seen, i)),
                *_odds(staff, i),
                reads.get(i, 0),
                threats[i] if told else None,
                percent(image) if coach else None,
            )
        )
    return tuple(out)


def _odds(staff: Appraisal, i: int) -> tuple[int, int]:
    if not staff.near[i, 0]:
        return 0, 0
    return percent(staff.chance_of_mine()[i, 0]), percent(staff.chance_against_me()[i, 0])


def _chances(seen: Observation, reads: Mapping[int, int]) -> Array:
    """(N, 1) what the dials say, nan where they say nothing."""
    out = np.full((seen.world.n, 1), np.nan)
    for power, step in reads.items():
        if step:
            out[power] = seen.world.core.reads.chances[step - 1]
    return out


def _threats(seen: Observation, belief: Belief) -> dict[int, Threat]:
    """By rival, from the utilities that all are thought to act on; the power's own card says what it has to lose."""
    world, me = seen.world, seen.power
    o = belief.outlooks(seen)
    card = Intent(int(seen.desk.intent[0]))
    losses = world.core.losses
    loss = losses.conquered_fearful if SORE[card] else losses.conquered
    cost = round(battle_price(o.picture))
    often, wins = (o.picture.pairs.to_one(x, me)[:, 0] for x in (o.dread.often, o.wins))
    out = {}
    for i in (i for i in range(world.n) if i != me):
        attack, lose = float(often[i]), float(wins[i])
        points = attack * (lose * loss + cost)
        said = {"attack": percent(attack), "lose": percent(lose), "loss": loss, "cost": cost}
        text = words("view.rival.threat", **said, points=f"{points:.1f}", name=facts.name(world, i))
        out[i] = Threat(**said, points=round(points, 1), text=text)
    return out
