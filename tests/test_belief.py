"""Beliefs: the same alone and in a batch, blind to what is hidden, and as likely as what the blueprint does."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from blueprints import Moment, moments
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import SCENARIOS, box_of, played
from veils import hide_step

from game.arrays import EVERYBODY, Array
from game.belief import Belief, learn, prior, twins
from game.belief.likelihood import chances, likelihood
from game.belief.mirror import mirror
from game.belief.posterior import LAMBS, WOLVES, deck, stated, weighed
from game.chance import Chance, Draw, Draws
from game.intents.act import orders
from game.intents.mind import PLAIN, Knobs, mind
from game.observe import Observation, observe
from game.players.blueprint import by_luck, choose
from game.rules import step
from game.scenario import INTENTS, Intent, World
from game.state import Desk, Orders, Signal, Stage, Stance, State

FLOOR = mind().learning.floor
LEAST = FLOOR / (1 + len(INTENTS) * FLOOR)  # rows are made whole once more after the floor

# ---- one game alone and in a batch ------------------------------------------------------------------------


def prints(moment: Moment) -> Iterator[tuple[tuple[int, ...], bytes]]:
    """For every game and power that is asked: when, and all bits of belief, outlook and the blueprint's orders."""
    table = moment.state.table
    for i in range(moment.box.world.n):
        held, row = moment.beliefs[i], moment.would(i)
        parts = [held.held, held.aggressor(), *row.__dict__.values()]
        if moment.state.stage is Stage.ORDERS:
            o = held.outlooks(moment.seen(i))
            parts += [o.helped, o.strike, o.mobilise, o.arms.sword, o.arms.shield]
            parts += [o.dread.harm, o.stakes.threat, o.option, o.imminent]
        for x in np.flatnonzero(table.asked[i]):
            when = int(moment.index[x]), i, int(table.round[x]), int(moment.state.stage), int(table.wave[x])
            yield when, b"".join(np.ascontiguousarray(part[..., x]).tobytes() for part in parts)


@pytest.mark.parametrize(("scenario", "player", "all_"), [("base", "blueprint", 64), ("everything", "random", 18)])
def test_a_game_alone_is_bit_for_bit_what_it_is_in_a_batch(scenario: str, player: str, all_: int) -> None:
    """Also in a small batch, and whatever the other games do: wait for a crisis, or end and leave."""
    box = box_of(scenario)
    together = dict(pair for m in moments(box, player, Chance(5, all_)) for pair in prints(m))
    for games, first in ((1, 7), (1, all_ - 1), (2, 0), (3, 13)):
        apart = dict(pair for m in moments(box, player, Chance(5, games, first)) for pair in prints(m))
        assert len(apart) > 5 * games
        for (game, *when), bits in apart.items():
            assert together[(game + first, *when)] == bits, (game, when)


HASHED = """
import hashlib, numpy
from game.chance import Chance
from game.match import run, seated
from game.scenario import load
box = load("cold-war")
done = run(box, seated(box, ["blueprint"]), Chance(7, 2))
print(hashlib.sha256(b"".join(x.tobytes() for x in done.__dict__.values())).hexdigest())
"""


def test_nothing_depends_on_the_seed_of_hashes() -> None:
    """PYTHONHASHSEED moves the order of sets and of nothing else."""
    home = Path(__file__).parent.parent
    found = {
        subprocess.run(
            [sys.executable, "-c", HASHED], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, cwd=home
        ).stdout
        for seed in ("0", "1234")
    }
    assert len(found) == 1


def test_games_of_several_asked_powers_are_taken_in_memory_order() -> None:
    """An index over the last axis leaves it first in memory, where numpy adds up in another order."""
    moment = next(iter(moments(box_of("base"), "rules", Chance(1, 6))))
    some = np.array([4, 1])
    whole = moment.beliefs[0]
    part = Belief(whole.held[..., some])
    assert not part.held.flags.c_contiguous
    a, b = whole.reckoned(moment.seen(0)), part.reckoned(moment.seen(0).take(some))
    assert np.array_equal(a.arms.of(0)[..., some], b.arms.of(0))
    assert b.picture.repute.flags.c_contiguous


# ---- what they may not know -------------------------------------------------------------------------------


@settings(max_examples=8)
@given(
    scenario=st.sampled_from(SCENARIOS),
    seed=st.integers(0, 3),
    viewer=st.integers(0, 6),
    last=st.integers(0, 30),
    junk=st.integers(0, 2**32 - 1),
)
def test_what_is_hidden_moves_nothing(scenario: str, seed: int, viewer: int, last: int, junk: int) -> None:
    """Rivals' cards, sorts of arms, desks and the vault: no bit of belief, outlook, orders or mirror hangs on them."""
    match = played(scenario, seed)
    world, steps = match.scenario.world, match.steps
    viewer, last, draw = viewer % world.n, last % len(steps), np.random.default_rng(junk)
    digests = []
    for hidden in (False, True):
        seen = [hide_step(step, viewer, draw) for step in steps[: last + 1]] if hidden else steps[: last + 1]
        held = prior(world, 1)
        for done in seen[:-1]:
            if done.before.stage is Stage.ORDERS:
                held = learn(held, observe(world, done.before, viewer), observe(world, done.after, viewer))
        here = observe(world, seen[-1].before, viewer)
        digests.append(_digest(world, held, here, steps[last].orders.of(viewer)))
    assert digests[0] == digests[1]


def _digest(world: World, held: Belief, seen: Observation, draft: Orders) -> str:
    parts = [held.held]
    if bool(seen.asked[0]):
        point = int(seen.table.wave[0]) + 8 * int(seen.stage)
        parts += choose(seen, held, Draw(Chance(3).players, seen.power, seen.table.round, point)).__dict__.values()
    if seen.stage is Stage.ORDERS:
        o, found = held.outlooks(seen), mirror(held, seen, draft)
        parts += [o.strike, o.mobilise, o.arms.sword, o.arms.lumps, o.helped, o.dread.harm]
        parts += [found.before, found.after, found.evidence]
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()


# ---- what they always are ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", ["everything", "six-powers"])
@pytest.mark.parametrize("knobs", [PLAIN, Knobs(empathy=0.0, bias=0.6, memory=0.5)], ids=["plain", "hostile"])
def test_rows_are_whole_and_no_card_is_ruled_out(scenario: str, knobs: Knobs) -> None:
    box = box_of(scenario)
    dealt = box.world.deck > 0
    for moment in moments(box, "random", Chance(2, 4)):
        if moment.state.stage is not Stage.ORDERS:
            continue
        for i, belief in enumerate(moment.beliefs):
            seen, then = moment.seen(i), moment.then(i)
            chance = likelihood(belief.reckoned(seen), twins.lanes(seen), twins.lanes(then))
            assert np.isfinite(chance).all()
            assert (chance > 0).all()
            assert (chance <= 1.0001).all()
            new = learn(Belief(belief.held, knobs), seen, then).held
            assert np.allclose(new.sum(1), 1, atol=1e-5)
            assert (new[:, dealt] >= 0.999 * LEAST).all()
            assert (new <= 1).all()
            assert not new[:, ~dealt].any()


HELD = st.lists(st.floats(0.02, 1), min_size=5, max_size=5)
CHANCES = st.lists(st.floats(0.05, 1), min_size=5, max_size=5)


def column(values: list[float]) -> Array:
    """(5, 1) float32"""
    return np.array(values, np.float32)[:, None]


@given(held=HELD, read=st.floats(0, 1))
def test_a_stated_read_replaces_the_mass_and_keeps_the_ratios(held: list[float], read: float) -> None:
    row = column(held) / column(held).sum(0)
    belief = Belief(np.stack([row, row, row]))
    said = stated(belief, np.array([[np.nan], [read], [np.nan]]))
    assert np.array_equal(said.held[[0, 2]], belief.held[[0, 2]])
    assert np.allclose(said.held.sum(1), 1, atol=1e-5)
    assert said.aggressor()[1, 0] == pytest.approx(min(max(read, 0.01), 0.99), abs=1e-5)
    for cards in (WOLVES, LAMBS):
        before, after = (b.held[1, cards, 0] for b in (belief, said))
        assert np.allclose(after / after.sum(), before / before.sum(), atol=1e-5)


def test_where_the_deck_has_one_kind_of_card_there_is_nothing_to_state() -> None:
    row = np.array([0.5, 0.5, 0, 0, 0], np.float32)[None, :, None]
    assert np.array_equal(stated(Belief(row), np.full((1, 1), 0.9)).held, row)


@given(held=HELD, chance=CHANCES, bias=st.floats(0.1, 0.9))
def test_a_hostile_mind_makes_more_of_bad_news_and_less_of_good(
    held: list[float], chance: list[float], bias: float
) -> None:
    world = box_of("everything").world
    old = column(held) / column(held).sum(0)
    before, plain, hostile = (
        float(x[WOLVES].sum())
        for x in (old, weighed(old, column(chance), world), weighed(old, column(chance), world, Knobs(bias=bias)))
    )
    assert hostile >= plain - 2 * FLOOR
    if plain < before - 3 * FLOOR:
        assert hostile <= before + 3 * FLOOR, "good news is not turned into bad"


@given(held=HELD, chance=CHANCES)
def test_memory_of_nothing_starts_from_the_prior(held: list[float], chance: list[float]) -> None:
    world, forgets = box_of("everything").world, Knobs(memory=0.0)
    start = deck(world)[:, None]
    old = column(held) / column(held).sum(0)
    assert np.allclose(weighed(old, np.ones_like(old), world, forgets), start, atol=3 * FLOOR)
    again = weighed(old, column(chance), world, forgets)
    assert np.allclose(again, weighed(start, column(chance), world), atol=1e-5)


def test_without_empathy_a_power_supposes_that_all_know_it_to_be_harmless() -> None:
    moment = next(iter(moments(box_of("base"), "rules", Chance(1, 3))))
    held, seen = moment.beliefs[1].held, moment.seen(1)
    whole, half, none = (Belief(held, Knobs(empathy=e)).picture(seen, reading=True).repute for e in (1.0, 0.5, 0.0))
    assert np.array_equal(whole, held)
    assert not none[1, WOLVES].any()
    assert np.allclose(half[1, WOLVES], whole[1, WOLVES] / 2)
    for repute in (half, none):
        assert np.allclose(repute.sum(1), 1, atol=1e-6)
        assert np.array_equal(np.delete(repute, 1, 0), np.delete(whole, 1, 0))


# ---- the likelihood against the blueprint's own choices -----------------------------------------------------

LANES, TRIES = 1000, 20
Seen = dict[str, list[tuple[tuple[int, ...], tuple[int, ...], float]]]  # by part: context, what was seen, its chance


def tries(moment: Moment, viewer: int, actor: int, card: Intent) -> Seen:
    """What the viewer sees of 20,000 sequences of choices, drawn from its own outlook, and how likely it held them."""
    world, n = moment.box.world, moment.box.world.n
    state = moment.state.take(np.zeros(LANES, np.int64))
    desk = {name: array.copy() for name, array in state.desk.__dict__.items()}
    desk["intent"][actor] = card
    reach = np.flatnonzero(world.reach[actor, :, 0])
    before = observe(world, state, viewer)
    o = moment.beliefs[viewer].take(np.zeros(LANES, np.int64)).reckoned(before)
    found: Seen = {"stance": [], "arms": [], "signal": []}
    for turn in range(TRIES):
        chance = Chance(11, LANES, turn * LANES)
        desk["target"][actor] = np.resize(reach, LANES) if card is Intent.CLAIMANT else -1
        dealt = State(state.stage, state.table, Desk(**desk), state.vault)
        seen = observe(world, dealt, actor)
        row = orders(o, seen, by_luck(Draw(chance.players, actor, seen.table.round, 0)))
        shown = np.full(LANES, Signal.OPEN if turn % 2 else Signal.NONE, np.int8)  # labels, or the truth
        openly = replace(row, signal=shown, signal_to=np.full(LANES, EVERYBODY, np.int8))
        for sheet, names in ((openly, ("arms",)), (row, ("stance", "signal"))):
            every = Orders.gather([sheet if i == actor else Orders.row(n, LANES) for i in range(n)])
            after = observe(world, step(moment.box, dealt, every, Draws(chance.keys))[0], viewer)
            table, parts = after.table, chances(o, before, after)
            ready = table.stance[actor] == Stance.MOBILISE
            left = before.table.tokens[actor] - ready - table.built[actor] - 5 * row.works
            told = {
                "stance": ([ready * 0], [table.stance[actor], table.strike[actor]]),
                "arms": ([shown, ready], [table.built[actor], table.scrapped[actor], after.desk.labels[actor]]),
                "signal": ([left], [table.signal[actor], table.signal_to[actor], row.signal_over]),
            }
            for name in names:
                context, what = (list(zip(*(x.tolist() for x in side), strict=True)) for side in told[name])
                found[name] += zip(context, what, getattr(parts, name)[card, actor].tolist(), strict=True)
    return found


def surprises(seen: Seen, part: str, enough: int = 0) -> list[str]:
    """What came more or less often than five standard errors allow; ``enough`` tokens left, of signals."""
    among = Counter(context for context, _, _ in seen[part])
    came = Counter((context, what) for context, what, _ in seen[part])
    chance = {(context, what): p for context, what, p in seen[part]}
    out = []
    for (context, what), times in came.items():
        p, tried = chance[context, what], among[context]
        if (part == "signal" and context[0] < enough) or tried < 200:
            continue
        error = np.sqrt(max(tried * p * (1 - p), 1.0))
        if abs(times - tried * p) > 5 * error:
            out.append(f"{part} {what} in {context}: {times} of {tried}, expected {tried * p:.0f}")
    for context, tried in among.items():
        whole = sum(p for (where, _), p in chance.items() if where == context)
        if tried > 2000 and (part != "signal" or context[0] >= enough) and not 0.98 < whole < 1.001:
            out.append(f"{part} in {context}: chances sum to {whole:.3f}")
    return out


PLACES = [("base", 0, Intent.FEARFUL), ("base", 3, Intent.CLAIMANT), ("everything", 2, Intent.EXPANSIONIST)]


@pytest.fixture(scope="module", params=PLACES, ids=[f"{name}-{place}-{card.name}" for name, place, card in PLACES])
def tried(request: pytest.FixtureRequest) -> Seen:
    name, place, card = request.param
    opening = [m for m in moments(box_of(name), "rules", Chance(4)) if m.state.stage is Stage.ORDERS]
    moment = opening[place]
    return tries(moment, viewer=0, actor=1, card=card)


@pytest.mark.parametrize(("part", "enough"), [("stance", 0), ("arms", 0), ("signal", 4)])
def test_what_is_seen_is_as_likely_as_the_blueprint_makes_it(tried: Seen, part: str, enough: int) -> None:
    """Stance, arms as they are labelled, signal: each in the light of what was chosen before it."""
    assert surprises(tried, part, enough) == []


def test_silence_of_who_has_few_tokens_left_is_as_likely_as_the_blueprint_makes_it() -> None:
    moment = next(iter(moments(box_of("base"), "rules", Chance(4))))
    assert surprises(tries(moment, viewer=0, actor=1, card=Intent.FEARFUL), "signal", 1) == []


# ---- small print ------------------------------------------------------------------------------------------


def test_silence_of_who_has_no_token_left_tells_nothing() -> None:
    moment = next(iter(moments(box_of("base"), "rules", Chance(1, 2))))
    seen, belief = moment.seen(0), moment.beliefs[0]
    poor = replace(seen, table=replace(seen.table, tokens=np.zeros_like(seen.table.tokens)))
    silent = Orders.gather([Orders.row(5, 2)] * 5)
    after = observe(moment.box.world, step(moment.box, moment.state, silent, Chance(1, 2))[0], 0)
    then = replace(after, table=replace(after.table, works=poor.table.works))
    stance, _, signal = chances(belief.reckoned(poor), poor, then)  # scrapping is free
    assert np.allclose(stance, 1)
    assert np.allclose(signal, 1)


def test_exiles_are_believed_what_they_were() -> None:
    held = False
    for moment in moments(box_of("world-offence-plain"), "random", Chance(6, 12)):
        exile = moment.state.table.exile
        if moment.state.stage is Stage.ORDERS and bool(exile.any()):
            held = True
            new = learn(moment.beliefs[0], moment.seen(0), moment.then(0)).held
            who, game = np.nonzero(exile)
            assert np.array_equal(new[who, :, game], moment.beliefs[0].held[who, :, game])
    assert held
