"""A game that was played on paper, as a record: its cards were dealt by hand, and its dice fell on a table."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.arrays import NOBODY
from game.chance import Chance, Purpose
from game.crisis import fought, strikes
from game.files import BadInput
from game.match import Match
from game.orders import texts
from game.phases.common import LOTS, attack_strength
from game.players import PERSON
from game.record.form import TABLE, Die, Secret, dealt
from game.record.writer import RecordedMatch, Recorder
from game.scenario import Scenario, card_of
from game.state import Stage


def paper_match(scenario: Scenario, cards: Sequence[str], rounds: int, path: Path | None) -> RecordedMatch:
    """A match of people with these cards, in table order ('content', 'claimant BRE'), that lasts so many rounds.

    What each power makes of the others' arms is drawn from a seed, one of those with that last round. Raises
    `BadInput` for a number of rounds or a card that cannot be.
    """
    low, high = scenario.world.rounds
    if not low <= rounds <= high:
        raise BadInput(f"rounds: {scenario.id} lasts {low} to {high}, not {rounds}; name one of them")
    draft = Secret(0, TABLE, tuple(cards), rounds, secrets.token_hex(8))
    box = dealt(scenario, draft)
    for code, card in box.deals[TABLE].cards.items():
        card_of(box.world, code, card, f"card of {code}")
    seats = [PERSON] * box.world.n
    seed = next(x for x in itertools.count(1) if _lasts(box, seats, x) == rounds)
    match = RecordedMatch(scenario, seats, Secret(seed, TABLE, draft.cards, rounds, draft.salt))
    if path is not None:
        match.recorder = Recorder.create(path, match, match.secret)
    return match


def _lasts(box: Scenario, seats: Sequence[str], seed: int) -> int:
    return int(Match(box, seats, Chance(seed), TABLE).state.vault.last_round[0])


@dataclass(frozen=True)
class Fall:
    """A die that must be known before the sheets are turned over."""

    die: Die
    first: int  # who rolls: the striker first in table order of a duel; NOBODY: whoever leads the attack
    second: int  # against whom


def due(match: RecordedMatch) -> list[Fall]:
    """The dice that may be needed before the next step and are not given yet; all that are asked must have sealed.

    Third powers choose before anything is rolled: while any is still to be asked, no die is due.
    """
    table, strike = match.state.table, _strike(match)
    involved = strike.keys() | set(strike.values())
    if match.state.stage is Stage.HELP:
        lines = strikes(table)
        falls = [_duel(match, int(i), int(j)) for i, j in np.argwhere(lines.duel[..., 0]) if i < j]
        falls += [_battle(match, int(j)) for j in np.flatnonzero(fought(table, lines)[:, 0])]
    elif len(involved) < match.scenario.world.n:
        falls = []
    elif match.state.stage is Stage.ORDERS:
        duels = [(i, j) for i, j in strike.items() if i < j and strike.get(j) == i]
        met = {i for pair in duels for i in pair}
        struck = sorted({j for i, j in strike.items() if i not in met})
        falls = [_duel(match, *pair) for pair in duels]
        falls += [_battle(match, j) for j in struck if table.yielded[j, 0]]  # who may not yield again
    else:
        answers = {i: texts(match.scenario.world, sheet.orders) for i, sheet in sorted(match.sealed.items())}
        falls = [_battle(match, i) for i, lines_of in answers.items() if "yield" not in lines_of]
    return [fall for fall in falls if fall.die not in match.given]


def _strike(match: RecordedMatch) -> dict[int, int]:
    """Who strikes whom: by the sheets as they are sealed, or as they were turned over."""
    if match.state.stage is Stage.ORDERS:
        given = {i: int(sheet.orders.strike[0]) for i, sheet in match.sealed.items()}
    else:
        given = dict(enumerate(match.state.table.strike[:, 0].tolist()))
    return {i: j for i, j in given.items() if j != NOBODY}


@dataclass(frozen=True)
class Tie:
    """Strikers of one target that are equally strong: a lot decides who leads [R8]."""

    strikers: tuple[int, ...]
    target: int


def ties(match: RecordedMatch) -> list[Tie]:
    """The lots that are needed before the answers are turned over and are not given yet."""
    if match.state.stage is not Stage.ANSWERS:
        return []
    table = match.state.table
    strength = attack_strength(match.scenario.world, match.state)[:, 0]
    found = []
    for target in match.asked():
        strikers = [int(i) for i in np.flatnonzero(table.strike[:, 0] == target) if table.strike[target, 0] != i]
        first = tuple(i for i in strikers if strength[i] == max(strength[strikers]))
        if len(first) > 1 and _lot(match, first[0]) not in match.given:
            found.append(Tie(first, target))
    return found


def lead(match: RecordedMatch, tie: Tie, leader: int) -> None:
    """The lot fell on this striker."""
    for striker in tie.strikers:
        match.give(_lot(match, striker), LOTS - 1 if striker == leader else 0)


def _lot(match: RecordedMatch, striker: int) -> Die:
    return int(Purpose.LOT), match.round, striker


def _duel(match: RecordedMatch, first: int, second: int) -> Fall:
    return Fall((int(Purpose.DUEL), match.round, first * match.scenario.world.n + second), first, second)


def _battle(match: RecordedMatch, target: int) -> Fall:
    return Fall((int(Purpose.BATTLE), match.round, target), NOBODY, target)
