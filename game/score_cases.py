"""What a case says of the scores of its game, and of orders that are likely at a decision.

`SCORES spiral high; chain-ganging < 0.05` looks back on the whole case when its last round is over; `LIKELY AAA strike
BBB > 0.2` asks what a blueprint in that power's place would do, from its own observation and belief. ``WORDS`` are the
orders LIKELY knows. ``rules/cases/README.md`` explains both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.arrays import Array
from game.belief import Belief, learn, prior
from game.chance import Chance, Draws, Purpose
from game.facts import Line
from game.intents import words as sayings
from game.intents.act import Point
from game.intents.choices import BUNDLES
from game.observe import observe
from game.players.blueprint import act
from game.scenario import Scenario, World
from game.scores.abduct import dials, with_reads
from game.scores.model import Estimate, Score, Scores
from game.scores.score import score
from game.state import Signal, Stage, State, Step, Vault
from game.words import words

REPLICATES, SEED = 80, 1
NAMES = ("spiral", "chain-ganging", "buck-passing")
PARTS = ("dilemma", "misperception", "believed-balance")
VERDICTS = ("high", "low", "nothing")
KINDS = (*NAMES, "collusion", "free-riding", "preventive", "pre-emptive", "wanted")


class Played(NamedTuple):
    """A case so far: what its sections are judged on."""

    box: Scenario
    start: State  # the table it was set up with
    steps: Sequence[Step]
    state: State
    chance: Chance

    @property
    def reads(self) -> dict[tuple[int, int, int], float]:
        """What was stated before the first orders: (round, viewer, rival)."""
        steps, now = self.start.desk.reads[:, :, 0], int(self.start.table.round[0])
        chances = self.box.world.core.reads.chances
        return {(now, int(i), int(j)): chances[steps[i, j] - 1] for i, j in np.argwhere(steps > 0)}


def last_round(start: State, before: Sequence[Line], rounds: int) -> State:
    """The table of a case that is scored: its game ends after its last ORDERS, and nobody knows."""
    if any(line.text.startswith("last-round") for line in before):
        return start
    last = (start.table.round + max(rounds, 1) - 1).astype(np.int16)
    return State(start.stage, start.table, start.desk, Vault(last_round=last))


Judge = Callable[[Played], list[str]]


def judge(section: str, world: World, lines: list[Line], later: Sequence[str]) -> Judge:
    """A section SCORES or LIKELY as the sentences about what is not as it says; ``later``: sections after it."""
    if section == "SCORES" and "ORDERS" in later and lines:
        lines[0].fail(section, "stands before ORDERS; put it after the last of them, when the game is over")
    pieces = [piece for line in lines for piece in line.pieces()]
    return _of_scores(world, pieces) if section == "SCORES" else _of_choices(world, pieces)


def _fails(section: str, line: Line, expected: str, got: str) -> list[str]:
    return [words("cases.expected", section=section, what=line.text, expected=expected, got=got)]


def _sides(section: str, line: Line) -> tuple[str, str, str]:
    """'A < B' in three parts."""
    found = re.fullmatch(r"([^<>]+?) *([<>]) *([^<>]+)", line.text)
    if found is None:
        line.fail(section, f"'{line.text}' should compare: a score or a chance, then < or >, then another or a number")
    return found[1], found[2], found[3]


def _compared(section: str, line: Line, left: float, sign: str, right: float) -> list[str]:
    if left > right if sign == ">" else left < right:
        return []
    hint = words(f"cases.{'more' if sign == '>' else 'less'}", number=f"{right:.3f}")
    return _fails(section, line, hint, f"{left:.3f}")


# ---- SCORES ---------------------------------------------------------------------------------------------

Told = Callable[[Scores], list[str]]  # what is wrong with the scores


def _of_scores(world: World, pieces: list[Line]) -> Judge:
    claims = [_claim(world, piece) for piece in pieces]

    def look(played: Played) -> list[str]:
        if played.state.stage is not Stage.OVER:
            return [words("cases.waits", section="SCORES", stage=played.state.stage.name.lower())]
        found = scores_of(played)
        return [sentence for claim in claims for sentence in claim(found)]

    return look


def scores_of(played: Played) -> Scores:
    """All scores of the case. Its dice count for how battles ended, not for the number rolled."""
    dice = (int(Purpose.BATTLE), int(Purpose.DUEL))
    return score(
        played.box,
        played.steps,
        chance=Draws(played.chance.keys),
        reads=played.reads,
        forced=frozenset(key for key in played.chance.fixed if key[0] in dice),
        replicates=REPLICATES,
        seed=SEED,
    )


def _of(found: Scores, name: str) -> Score:
    part = getattr(found, name.replace("-", "_"))
    assert isinstance(part, Score)
    return part


def _claim(world: World, line: Line) -> Told:
    parts = line.text.split()
    if "marker" in parts[:2]:
        return _marker(world, line, parts)
    if len(parts) == 2 and parts[1] in VERDICTS:
        name, verdict = line.one_of("SCORES", parts[0], NAMES), parts[1]

        def told(found: Scores) -> list[str]:
            one = _of(found, name)
            got = one.verdict if one.share else "nothing"
            return [] if got == verdict else _fails("SCORES", line, verdict, " ".join([got, _shown(one.share)]).strip())

        return told
    left, sign, right = _sides("SCORES", line)
    of_left = _term(world, line, left)
    if left.startswith("attribution") and right in world.codes:
        right = f"{left.rpartition(' ')[0]} {right}"
    of_right = _term(world, line, right)
    return lambda found: _compared("SCORES", line, of_left(found), sign, of_right(found))


def _shown(share: Estimate | None) -> str:
    return f"({share.value:.2f}, {share.ci[0]:.2f} to {share.ci[1]:.2f})" if share else ""


def _term(world: World, line: Line, text: str) -> Callable[[Scores], float]:
    """'spiral', 'dilemma', 'attribution spiral AAA', '0.5'; where there was no harm all shares are 0."""
    number = _number(line, text)
    if number is not None:
        return lambda found: number
    parts = text.split()
    if parts[0] == "attribution" and len(parts) == 3:
        name, code = line.one_of("SCORES", parts[1], NAMES), parts[2]
        line.powers(world, code)
        return lambda found: _of(found, name).attribution.get(code, 0.0)
    name = line.one_of("SCORES", text, (*NAMES, *PARTS))

    def value(found: Scores) -> float:
        part = getattr(found, name.replace("-", "_"))
        share = part.share if isinstance(part, Score) else part
        return share.value if share else 0.0

    return value


def _number(line: Line, text: str) -> float | None:
    if not re.match(r"[-+.]?[0-9]", text):
        return None
    if not re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+", text):
        line.fail(line.text, f"'{text}' should be a number such as 0.25")
    return float(text)


def _marker(world: World, line: Line, parts: list[str]) -> Told:
    """'marker buck-passing CCC', 'no marker spiral AAA BBB': the actor first; a kind alone means any power."""
    wanted = parts[0] == "marker"
    if (not wanted and parts[0] != "no") or len(parts) < 3 - wanted:
        line.fail("SCORES", f"'{line.text}' should be: marker, a kind and a power: no marker buck-passing CCC")
    kind, *codes = parts[1:] if wanted else parts[2:]
    line.one_of("SCORES", kind, KINDS)
    for code in codes:
        line.powers(world, code)

    def told(found: Scores) -> list[str]:
        kinds = [m for m in found.markers if m.kind.replace("_", "-") == kind]
        here = [m for m in kinds if m.powers[: len(codes)] == tuple(codes)]
        if bool(here) == wanted:
            return []
        got = "; ".join(m.text for m in (here or kinds)) or words("cases.nothing")
        return _fails("SCORES", line, words("cases.marker" if wanted else "cases.no-marker"), got)

    return told


# ---- LIKELY ---------------------------------------------------------------------------------------------


class Likely(NamedTuple):
    """A word for an order that may be likely."""

    point: Point | None  # the choice it belongs to; None: a belief
    about: str  # 'one' (another power, or one's own code), 'any' (with or without one), 'none'
    value: Callable[[Array, int, int], float]  # from the chances of all options, (N powers, whom)
    stage: Stage | None = Stage.ORDERS


def _option(at: int) -> Callable[[Array, int, int], float]:
    return lambda chances, n, j: float(chances[at])


def _each(chances: Array, n: int, j: int) -> float:
    """Of options that begin with two without a name: the one about that power, or all of them."""
    return float(chances[2 + j] if j >= 0 else chances[2:].sum())


def _arms(*parts: str) -> Likely:
    """The number of arms ordered that is to be expected."""
    sizes = [sum(getattr(bundle, part) for part in parts) for bundle in BUNDLES]
    return Likely(Point.ARMS, "none", lambda chances, n, j: float((chances * sizes).sum()))


def _signal(kind: Signal) -> Likely:
    place = sayings.KINDS.index(kind)
    return Likely(Point.SIGNAL, "one", lambda chances, n, j: float(chances[2 + place * n + j]))


WORDS: dict[str, Likely] = {
    "hold": Likely(Point.STANCE, "none", _option(0)),
    "mobilise": Likely(Point.STANCE, "none", _option(1)),
    "strike": Likely(Point.STANCE, "any", _each),
    "builds": _arms("swords", "shields"),
    "swords": _arms("swords"),
    "shields": _arms("shields"),
    "scraps": _arms("scrap"),
    "hand": Likely(Point.HANDS, "one", lambda chances, n, j: float(chances[1, j])),
    "open": Likely(Point.SIGNAL, "none", _option(1)),
    "peace": _signal(Signal.PEACE),
    "guard": _signal(Signal.GUARD),
    "boycott": _signal(Signal.BOYCOTT),
    "yield": Likely(Point.ANSWER, "none", _option(1), Stage.ANSWERS),
    "stay-out": Likely(Point.HELP, "none", _option(0), Stage.HELP),
    "wait": Likely(Point.HELP, "none", _option(1), Stage.HELP),
    "join": Likely(Point.HELP, "any", _each, Stage.HELP),
    "belief": Likely(None, "one", lambda chances, n, j: float(chances[j]), None),
}


@dataclass(frozen=True)
class Term:
    """'AAA strike BBB': who, what, whom."""

    who: int
    word: Likely
    whom: int  # -1: nobody in particular

    def found(self, played: Played, state: State, steps: Sequence[Step]) -> float | None:
        """Its chance in a state that came after these steps; None where that choice does not come."""
        belief = belief_of(played, self.who, steps, state)
        if self.word.point is None:
            return self.word.value(belief.aggressor()[:, 0], belief.held.shape[0], self.whom)
        if state.stage is not self.word.stage or not bool(state.table.asked[self.who, 0]):
            return None
        chances = _chances(played, self.who, belief, state)[self.word.point]
        return self.word.value(chances, state.n, self.whom)


def belief_of(played: Played, me: int, steps: Sequence[Step], state: State) -> Belief:
    """What a power holds of the others after these steps, its reads included."""
    world = played.box.world
    held = with_reads(
        prior(world, 1), me, int(played.start.table.round[0]), played.reads, np.full((world.n, 1), np.nan)
    )
    for one in steps:
        if one.before.stage is Stage.ORDERS:
            held = with_reads(held, me, -1, {}, dials(played.box, one.orders, me))
            held = learn(held, observe(world, one.before, me), observe(world, one.after, me))
    return held


def _chances(played: Played, me: int, belief: Belief, state: State) -> dict[Point, Array]:
    """The chances of every option of a decision, in each of its choices as if nothing else were ordered."""
    out: dict[Point, Array] = {}

    def pick(point: Point, logits: Array) -> Array:
        weights = np.exp(logits.astype(np.float64) - logits.max(0))
        out[point] = (weights / weights.sum(0))[..., 0]
        return np.zeros(logits.shape[1:], np.int64)

    act(observe(played.box.world, state, me), belief, pick)
    return out


def _of_choices(world: World, pieces: list[Line]) -> Judge:
    claims = []
    for line in pieces:
        left, sign, right = _sides("LIKELY", line)
        number = _number(line, right)
        other = number if number is not None else None if right == "before" else _choice(world, line, right)
        claims.append((line, _choice(world, line, left), sign, other))

    def look(played: Played) -> list[str]:
        out = []
        for line, term, sign, other in claims:
            here = term.found(played, played.state, played.steps)
            there = other if isinstance(other, float) else _other(played, other or term, before=other is None)
            if here is None or there is None:
                out.append(words("cases.waits", section=f"LIKELY {line.text}", stage=played.state.stage.name.lower()))
            else:
                out += _compared("LIKELY", line, here, sign, there)
        return out

    return look


def _other(played: Played, term: Term, *, before: bool) -> float | None:
    """A chance now, or what it was at the opening of the round that was last ordered."""
    if not before:
        return term.found(played, played.state, played.steps)
    rounds = [x for x, one in enumerate(played.steps) if one.before.stage is Stage.ORDERS]
    return term.found(played, played.steps[rounds[-1]].before, played.steps[: rounds[-1]]) if rounds else None


def _choice(world: World, line: Line, text: str) -> Term:
    parts = text.replace("stay out", "stay-out").split()
    who, name, *rest = parts if len(parts) > 1 else [*parts, ""]
    me = line.powers(world, who)
    word = WORDS[line.one_of("LIKELY", name, WORDS)]
    allowed = {"none": (0,), "one": (1,), "any": (0, 1)}[word.about]
    whom = [j for code in rest for j in line.powers(world, code)]
    if len(me) != 1 or len(rest) not in allowed or len(whom) != len(rest):
        example = f"{world.codes[0]} {name}" + f" {world.codes[1]}" * (word.about != "none")
        line.fail("LIKELY", f"'{text}' should be one power and what it may do: {example}")
    return Term(me[0], word, whom[0] if whom else -1)
