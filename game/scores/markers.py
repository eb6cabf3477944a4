"""Markers: what can be said of a game round by round, without playing it again, and without noise.

Each is a difference of chances under the blueprint: as things were, and as they would have been with one cause away.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.arrays import Array
from game.intents.act import Point, stance_logits
from game.intents.choices import BUNDLES, Outlooks
from game.intents.dread import harm_of
from game.observe import observe
from game.odds import percent
from game.scenario import INTENTS, Intent
from game.scores.abduct import Factual
from game.scores.buck import Passing
from game.scores.chain import Entry
from game.scores.lanes import Regime, known
from game.scores.model import Marker
from game.state import Stage, Stance
from game.words import words

TOLD = 0.05  # smaller differences are not worth a sentence


def markers(done: Factual, entered: list[Entry], passed: list[Passing]) -> tuple[Marker, ...]:
    """All markers of one game (G = 1), in order of rounds, the strongest first within each."""
    found = [*_fears(done), *_entries(done, entered), *_passings(done, passed)]
    return tuple(sorted(found, key=lambda m: (m.round, -abs(m.value), m.kind, m.powers)))


def _names(done: Factual, powers: tuple[int, ...]) -> dict[str, str]:
    return {key: done.scenario.world.powers[i].name for key, i in zip(("power", "other"), powers, strict=False)}


def _marker(
    done: Factual, place: int, kind: str, powers: tuple[int, ...], value: float, key: str, **more: object
) -> Marker:
    text = words(f"marker.{key}", **_names(done, powers), **more)
    codes = done.scenario.world.codes
    return Marker(
        int(done.steps[place].before.table.round[0]), kind, tuple(codes[i] for i in powers), float(value), text
    )


def _percent(x: float) -> str:
    return f"{percent(x)}%"


# ---- fear -----------------------------------------------------------------------------------------------


def _fears(done: Factual) -> Iterator[Marker]:
    """Strikes and arms of benign powers, as things were believed and had it been known who was benign."""
    for place, step in enumerate(done.steps):
        state = step.before
        if state.stage is not Stage.ORDERS:
            continue
        benign = state.desk.intent < Intent.CLAIMANT
        for i in range(done.n):
            if bool(state.table.over[0]) or bool(state.table.exile[i, 0]):
                continue
            belief = done.beliefs[place][i]
            seen = observe(done.scenario.world, state, i)
            as_was = belief.outlooks(seen)
            struck = int(step.orders.strike[i, 0]) if step.orders.stance[i, 0] == Stance.STRIKE else -1
            if struck >= 0:
                yield from _motive(done, place, as_was, i, struck)
            if not benign[i, 0]:
                continue
            alone = bool(benign.sum() < 2)
            told = known(belief, np.full(1, Regime.FACTUAL if alone else Regime.TRUTH), state.desk.intent, benign)
            had_known = told.outlooks(seen)
            if struck >= 0 and benign[struck, 0]:
                p, q = (_struck(o, i, seen.desk.intent, seen.desk.target)[struck] for o in (as_was, had_known))
                if p - q > TOLD:
                    yield _marker(
                        done, place, "spiral", (i, struck), p - q, "strike", was=_percent(p), known=_percent(q)
                    )
            built = int(step.orders.swords[i, 0] + step.orders.shields[i, 0])
            if built:
                p, q = (_armed(done, place, o, i, built) for o in (as_was, had_known))
                if p - q > TOLD:
                    whom = _dreaded(as_was, i, int(state.desk.intent[i, 0]), benign[:, 0])
                    more = {
                        "arms": words("marker.one-arm" if built == 1 else "marker.many-arms", arms=built),
                        "was": _percent(p),
                        "known": _percent(q),
                    }
                    if whom is None:
                        yield _marker(done, place, "spiral", (i,), p - q, "arms", **more)
                    else:
                        wolf = _percent(float(belief.aggressor()[whom, 0]))
                        yield _marker(done, place, "spiral", (i, whom), p - q, "arms-of", belief=wolf, **more)


def _struck(o: Outlooks, me: int, card: Array, target: Array) -> Array:
    """(N,) chances to strike each now."""
    logits = stance_logits(o, me, card, target)[:, 0].astype(float)
    weights = np.exp(logits - logits.max())
    return np.asarray((weights / weights.sum())[2:])


def _armed(done: Factual, place: int, o: Outlooks, me: int, built: int) -> float:
    """Chance to build as many or more, with the tokens there were."""
    note = done.notes.get((place, me, Point.ARMS))
    assert note is not None
    values = o.arms.own(me, o.picture.kind_of(done.steps[place].before.desk.intent[me]))[:, 0].astype(float)
    able = note.logits[:, 0] > -1e3
    weights = np.where(able, np.exp(values - values[able].max(initial=0)), 0)
    many = np.array([b.swords + b.shields >= built for b in BUNDLES])
    return float(weights[many].sum() / weights.sum())


def _dreaded(o: Outlooks, me: int, card: int, benign: Array) -> int | None:
    """The benign rival it dreads most."""
    harm = np.where(benign, o.picture.pairs.to_one(o.dread.harm[int(card == Intent.FEARFUL)], me)[:, 0], 0)
    harm[me] = 0
    return int(harm.argmax()) if harm.max() > 0 else None


def _motive(done: Factual, place: int, o: Outlooks, i: int, j: int) -> Iterator[Marker]:
    """Why it struck: for land; to forestall a strike of this round; or a rival that outgrows it."""
    state = done.steps[place].before
    card = Intent(int(state.desk.intent[i, 0]))
    s = int(card == Intent.FEARFUL)
    now, p = o.now, o.picture
    between = p.pairs.between
    relief = float(between(now.relief, i, j)[0] * between(o.dread.harm[s], j, i)[0])
    first = float(between(o.imminent, j, i)[0])
    if card >= Intent.CLAIMANT and not (card == Intent.CLAIMANT and int(state.desk.target[i, 0]) != j):
        yield _marker(done, place, "wanted", (i, j), 1.0, "wanted", card=INTENTS[card].capitalize())
    elif first > 0.1:
        spared = first * float(between(harm_of(p, now.toll)[s], j, i)[0])
        yield _marker(
            done, place, "pre-emptive", (i, j), first, "pre-emptive", chance=_percent(first), points=round(spared)
        )
    elif float(between(p.growth, j, i)[0]) > 0.5:
        yield _marker(done, place, "preventive", (i, j), min(1.0, relief / 25), "preventive", points=round(relief))


# ---- ties and waiting -----------------------------------------------------------------------------------


def _entries(done: Factual, entered: list[Entry]) -> Iterator[Marker]:
    for entry in entered:
        for k in np.flatnonzero(entry.joined[:, 0]):
            other = int(entry.side[k, 0])
            p, q = float(entry.chance[k, 0]), float(entry.free[k, 0])
            powers, more = (int(k), other), {"was": _percent(p), "known": _percent(q)}
            if entry.colluded[k, 0]:
                yield _marker(done, entry.place, "collusion", powers, p, "collusion")
            elif entry.tied[k, 0] and p - q > TOLD:
                yield _marker(done, entry.place, "chain_ganging", powers, p - q, "chain", **more)


def _passings(done: Factual, passed: list[Passing]) -> Iterator[Marker]:
    for one in passed:
        ward = int(one.ward[0])
        for k in np.flatnonzero(one.passed[:, 0]):
            value, hopes = float(one.marker[k, 0]), float(one.hopes[k, 0])
            more = {"was": _percent(value), "points": round(float(one.stake[k, 0]))}
            yield _marker(done, one.place, "buck_passing", (int(k), ward), value, "buck", **more)
            if hopes > TOLD:
                yield _marker(done, one.place, "free_riding", (int(k), ward), hopes, "free-riding", was=_percent(hopes))
