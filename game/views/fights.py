"""The battles of a crisis as one power counts them: by labels and the believed balance [R7, R8]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game import crisis
from game.arrays import NOBODY, Array
from game.observe import Observation
from game.state import Answer, Choice
from game.views import facts


@dataclass(frozen=True)
class Fight:
    """One battle to come. In a duel ``defender`` is the second in table order and nobody defends."""

    attackers: tuple[int, ...]
    defender: int
    duel: bool
    margin: int  # with all who have joined so far

    def side(self, power: int) -> int:
        """+1 for the attackers, -1 for the defender, 0 for others."""
        return 1 if power in self.attackers else -1 if power == self.defender else 0


def fights(seen: Observation) -> list[Fight]:
    """All battles that are certain, or, before the answers, would be if everybody resists."""
    world, table = seen.world, seen.table
    lines = crisis.strikes(table)
    attack = lines.attack[..., 0] & (table.answer[:, 0] != Answer.YIELD)
    duel = lines.duel[..., 0]
    number = np.maximum(attack.any(0).astype(int) + attack.any(1) + duel.any(1), 1)
    swords = seen.desk.seen[:, 0]
    shields = table.arms[:, 0] - swords
    whole = swords + world.part[shields]  # what decides who leads is not divided
    swords, shields = swords // number, shields // number
    front, home = swords + world.part[shields], shields + world.part[swords]
    help_ = _help(seen, np.asarray(attack.any(0)))
    ready = crisis.mobilised(world, table)[:, 0]
    out = []
    for i, j in np.argwhere(np.triu(duel)):
        margin = int(front[i]) + help_["front"][i] - int(front[j]) - help_["front"][j]
        out.append(Fight((int(i),), int(j), True, margin))
    for d in np.flatnonzero(attack.any(0)):
        strikers = [int(a) for a in np.flatnonzero(attack[:, d])]
        leader = max(strikers, key=lambda a: int(whole[a]))
        margin = sum(int(front[a]) + help_["front"][a] for a in strikers) - int(home[d]) - help_["home"][d]
        margin += int(world.edge[leader, d, 0]) + (0 if ready[d] else world.core.odds.unready)
        out.append(Fight(tuple(strikers), int(d), False, margin))
    return out


def _help(seen: Observation, defends: Array) -> dict[str, list[int]]:
    """Strength sent so far to each power's front, as striker, or home, as defender."""
    table, n = seen.table, seen.world.n
    sent = {"front": [0] * n, "home": [0] * n}
    for h in np.flatnonzero(table.choice[:, 0] == Choice.JOIN):
        x = int(table.side[h, 0])
        where = "home" if defends[x] else "front"
        sent[where][x] += strength(seen, int(h), x, late=bool(table.joined_at[h, 0] > 1))
    return sent


def strength(seen: Observation, helper: int, x: int, *, late: bool) -> int:
    """What a helper sends to x's side, as this power counts its arms: to the land where the battle is."""
    world, table = seen.world, seen.table
    if table.occupier[helper, 0] != NOBODY:
        return world.core.losses.exile_help
    swords = int(seen.desk.seen[helper, 0])
    attack, _ = facts.strengths(world, swords, int(table.arms[helper, 0]) - swords)
    sends = (world.help_late if late else world.help_full)[helper, :, attack]
    foe = int(table.strike[x, 0])
    lines = crisis.strikes(table)
    if bool(lines.attack[:, x, 0].any()) and table.answer[x, 0] != Answer.YIELD:
        return int(sends[x])
    return int(max(sends[x], sends[foe])) if bool(lines.duel[x, foe, 0]) else int(sends[foe])


def joined(seen: Observation, x: int) -> Fight | None:
    """The battle that joining x means: the one it defends, a duel, or the one it attacks in."""
    every = fights(seen)
    for fight in every:
        if fight.defender == x and not fight.duel:
            return fight
    for fight in every:
        if fight.side(x) and fight.duel:
            return fight
    return next((fight for fight in every if fight.side(x)), None)
