"""Players: legal whatever happens, blind to what they may not see, and the rule player in a few written-out plays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from veils import hide

from game.chance import Chance, Draw, Draws
from game.facts import Line, facts, set_up
from game.files import BadInput
from game.match import decide
from game.observe import Observation, observe
from game.orders import faults, parse, texts
from game.players import DEFAULT, PERSON, PLAYERS, Player, player
from game.players.moves import MOVES, YIELDS
from game.players.personas import taste
from game.rules import start, step
from game.scenario import INTENTS, Intent, Scenario, load
from game.state import ORDER_FIELDS, Orders, Stage, Stance, State

# ---- names ----------------------------------------------------------------------------------------------


def test_players_are_found_by_name() -> None:
    assert {"rules", "random", "hold"} <= set(PLAYERS)
    assert DEFAULT in PLAYERS
    assert PERSON not in PLAYERS  # a seat for people has no player
    for name, who in PLAYERS.items():
        assert player(name) is who
        assert who.name == name
        assert who.about
    for name in (
        "hawk-deterrer:master",
        "grim:trained",
        "always:shield1",
        "always:strike-yield",
        "cycle:butter/sword3",
        "cycle:peace-yield/hands",
    ):
        assert player(name).name == name


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("rule", "did you mean 'rules'"),
        ("Random", "did you mean 'random'"),
        ("", "there are random, rules, trained"),
        ("hawk-detterer", "did you mean 'hawk-deterrer'"),
        ("hawk-deterrer:mastre", "did you mean 'master'"),
        ("appeaser:strong", "there are trained, search, master"),
        ("zzz", "always:MOVE and cycle:MOVE/MOVE"),
        ("always:", "no move ''"),
        ("always:sheild1", "did you mean 'shield1'"),
        ("always:rules", "no move 'rules'"),
        ("always:sword1/sword2", "there is none of that name"),
        ("cycle:sword1", "there is none of that name"),
        ("cycle:sword1/zzz", "no move 'zzz'"),
        ("cycle:sword1/sword2/sword3", "there is none of that name"),
        ("sometimes:sword1", "there is none of that name"),
    ],
)
def test_a_name_that_is_none(name: str, hint: str) -> None:
    with pytest.raises(BadInput, match=hint) as caught:
        player(name)
    assert str(caught.value).startswith(f"player '{name}': ")
    assert "\n" not in str(caught.value)


# Those that think try many futures: they are tried in test_search.py.
QUICK = [name for name in PLAYERS if taste(name) is None]

# ---- legality -------------------------------------------------------------------------------------------


def _policies() -> list[Player]:
    """All constants, some cycles, and the others."""
    constants = [f"always:{move}{end}" for move in MOVES for end in ("", YIELDS)]
    pairs = [f"cycle:{a}/{b}" for a in MOVES for b in MOVES if a != b]
    return [player(name) for name in [*constants, *random.Random(5).sample(pairs, 24), *QUICK]]


POLICIES = _policies()


def wander(box: Scenario, games: int, seed: int) -> Iterator[tuple[State, Draws]]:
    """Every decision of some games of random play, with the players' luck; games that are over leave."""
    chance = Chance(seed, games)
    state, luck, world = start(box, chance), chance.players, Draws(chance.keys)
    seats = [PLAYERS["random"]] * box.world.n
    while state.stage is not Stage.OVER:
        yield state, luck
        state, _ = step(box, state, decide(seats, box, state, luck), world)
        going = np.flatnonzero(~state.table.over)
        if len(going) < state.games and len(going):
            state, luck, world = state.take(going), luck.take(going), world.take(going)


@pytest.mark.parametrize(
    "name", ["base", "first-lesson", "six-powers", "july-1914", "cold-war", "peloponnesian-war", "everything"]
)
def test_players_order_only_what_is_legal(name: str, everything: Scenario) -> None:
    """In the strange positions that random play leads to: exiles, no tokens, full arsenals, pacts."""
    box = everything if name == "everything" else load(name)
    met: set[tuple[Stage, bool]] = set()
    for turn, (state, luck) in enumerate(wander(box, 24, seed=11)):
        met.add((state.stage, bool(state.table.exile.any())))
        for who in POLICIES[turn % 6 :: 6]:
            orders = decide([who] * box.world.n, box, state, luck)
            for i in range(box.world.n):
                assert faults(observe(box.world, state, i), orders.of(i)) == {}, (who.name, box.world.codes[i], turn)
    assert met >= {(stage, True) for stage in (Stage.ORDERS, Stage.ANSWERS, Stage.HELP)} or box.world.n == 2
    assert {stage for stage, _ in met} >= {Stage.ORDERS, Stage.ANSWERS}


def test_an_illegal_player_would_be_found() -> None:
    """The check above can fail."""

    def greedy(seen: Observation, belief: object, draw: Draw) -> Orders:
        return Orders.row(seen.world.n, seen.games, shields=np.full(seen.games, 4, np.int8))

    box = load("base")
    state, luck = next(wander(box, 3, seed=1))
    orders = decide([Player("greedy", "", greedy)] * 5, box, state, luck)
    assert set(faults(observe(box.world, state, 0), orders.of(0))) == {"builds"}


# ---- what they look at ----------------------------------------------------------------------------------

SOME = [PLAYERS["rules"], PLAYERS["random"]] + [
    player(f"always:{move}") for move in ("hands", "peace", "open", "sword-strike", "mobilise-shield", "guard")
]


def luck_of(state: State, luck: Draws, power: int) -> Draw:
    return Draw(luck, power, state.table.round, state.point)


def differing(a: Orders, b: Orders) -> list[str]:
    return [name for name in ORDER_FIELDS if not np.array_equal(getattr(a, name), getattr(b, name))]


@pytest.mark.parametrize("who", SOME, ids=[who.name for who in SOME])
def test_players_depend_on_their_observation_and_luck_alone(who: Player, everything: Scenario) -> None:
    """Not on other desks or the vault, nor on what they were asked before; and they change nothing."""
    junk = np.random.default_rng(3)
    for turn, (state, luck) in enumerate(wander(everything, 12, seed=2)):
        power = turn % everything.world.n
        before = {name: array.copy() for name, array in state.arrays().items()}
        row = who.choose(observe(everything.world, state, power), None, luck_of(state, luck, power))
        same = observe(everything.world, hide(state, power, junk), power)
        assert differing(row, who.choose(same, None, luck_of(state, luck, power))) == []
        assert all(np.array_equal(before[name], array) for name, array in state.arrays().items())


@pytest.mark.parametrize("who", SOME, ids=[who.name for who in SOME])
def test_players_in_a_batch_play_each_game_as_if_alone(who: Player, everything: Scenario) -> None:
    for turn, (state, luck) in enumerate(wander(everything, 9, seed=4)):
        power = turn % everything.world.n
        seen = observe(everything.world, state, power)
        row = who.choose(seen, None, luck_of(state, luck, power))
        some = np.arange(state.games)[::-2]
        for games in (some, *([k] for k in range(state.games))):
            lanes = np.array(games)
            alone = who.choose(seen.take(lanes), None, luck_of(state.take(lanes), luck.take(lanes), power))
            assert differing(row.take(lanes), alone) == [], (turn, games)


def test_luck_moves_what_is_random() -> None:
    """Else the tests of luck above would say nothing."""
    box = load("base")
    state = start(box, Chance(1, 64))
    seen = observe(box.world, state, 0)
    rows = [PLAYERS["random"].choose(seen, None, luck_of(state, Chance(seed, 64).players, 0)) for seed in (1, 2)]
    assert "hand" in differing(*rows)


# ---- moves ----------------------------------------------------------------------------------------------


@lru_cache
def line(text: str) -> Line:
    return Line(Path("a test"), 1, text)


def table(text: str, box: Scenario | None = None) -> State:
    """A position of the base world (or another) in the words of the casebook, at the opening of a round."""
    box = box or load("base")
    return set_up(box, [fact for piece in line(text).pieces() for fact in facts(box.world, piece)], line(text))


def ordered(who: str, state: State, code: str = "ALD", box: Scenario | None = None, games: int = 1) -> list[list[str]]:
    """What a player orders for that power, in so many games that differ by its luck only."""
    box = box or load("base")
    many = state.take([0] * games)
    power = box.world.index(code)
    row = player(who).choose(observe(box.world, many, power), None, luck_of(many, Chance(8, games).players, power))
    return [texts(box.world, row, game=k) for k in range(games)]


@pytest.mark.parametrize(
    ("move", "position", "expected"),
    [
        ("butter", "round 1", []),
        ("shield2", "round 1", ["build shield 2"]),
        ("sword3", "round 1", ["build sword 3"]),
        ("sword3", "ALD tokens 2", ["build sword 2"]),
        ("sword3", "ALD swords 19", ["build sword 1"]),
        ("mixed", "round 1", ["build sword 1", "build shield 1"]),
        ("scrap", "round 1", ["build scrap 1"]),
        ("scrap", "ALD swords 0", []),
        ("hands", "round 1", ["ally hand BRE", "ally hand COR", "ally hand DOR", "ally hand EST"]),
        ("peace", "BRE swords 4", ["signal peace BRE"]),
        ("peace", "EST swords 4", ["signal peace EST"]),
        ("peace", "ALD tokens 0", []),
        ("guard", "round 1", ["signal guard ALD"]),
        ("open", "round 1", ["signal open all"]),
        ("mobilise", "round 1", ["stance mobilise"]),
        ("mobilise", "round 3; ALD mobilised 2", []),
        ("strike", "round 1", ["stance mobilise"]),
        ("strike", "round 3; ALD mobilised 2; BRE swords 2", ["stance strike BRE"]),
        ("strike", "round 3; ALD mobilised 2; EST swords 2", ["stance strike EST"]),
        ("sword-strike", "round 1", ["build sword 3", "stance mobilise"]),
        ("works", "round 1", []),  # no such module here
        ("sword-strike", "ALD exile BRE", []),
    ],
)
def test_moves_do_what_they_are_called(move: str, position: str, expected: list[str]) -> None:
    assert ordered(f"always:{move}", table(position)) == [expected]


def test_works_are_built_where_there_are_works(everything: Scenario) -> None:
    assert ordered("always:works", table("AAA tokens 5", everything), "AAA", everything) == [["build works 1"]]
    assert ordered("always:works", table("AAA tokens 4", everything), "AAA", everything) == [[]]


def test_a_cycle_takes_turns() -> None:
    rounds = [ordered("cycle:shield1/sword1", table(f"round {k}"))[0] for k in (1, 2, 3)]
    assert rounds == [["build shield 1"], ["build sword 1"], ["build shield 1"]]


# ---- the rule player ------------------------------------------------------------------------------------


def after(state: State, **sheets: str) -> State:
    """The position after these powers of the base world ordered that, and the others nothing."""
    box = load("base")
    rows = [parse(box.world, [x for x in sheets.get(code, "").split("; ") if x]).orders for code in box.world.codes]
    return step(box, state, Orders.gather(rows), Chance(1))[0]


def play_on(state: State, games: int) -> Iterator[tuple[State, Orders]]:
    """What rule players order in so many games from there."""
    box = load("base")
    state, chance = state.take([0] * games), Chance(12, games)
    while state.stage is not Stage.OVER:
        orders = decide([PLAYERS["rules"]] * box.world.n, box, state, chance.players)
        yield state, orders
        state, _ = step(box, state, orders, chance)


def test_among_contents_nobody_arms_for_attack_or_strikes() -> None:
    rounds = 0
    for state, orders in play_on(table("ALD,BRE,COR,DOR,EST card content; last-round 7"), 64):
        rounds += 1
        assert state.stage is Stage.ORDERS
        assert not orders.swords.any()
        assert (orders.stance == Stance.HOLD).all()
        assert not orders.hand.any()  # nobody is mobilised: no hand is worth its token
    assert rounds == 7


@pytest.mark.parametrize("card", INTENTS[:2])
def test_a_benign_power_spares_a_neighbour_it_could_take(card: str) -> None:
    position = f"round 2; ALD card {card}; ALD swords 12; ALD mobilised 1; BRE,EST swords 0; BRE,EST shields 0"
    for lines in ordered("rules", table(position), games=64):
        assert not [x for x in lines if x.startswith(("stance strike", "build sword"))]


def test_it_keeps_its_hand() -> None:
    hands = "round 2; EST mobilised 1; ALD,BRE,EST card content"
    war = after(table(hands), ALD="ally hand BRE", BRE="ally hand ALD", EST="stance strike ALD")
    war = after(war, ALD="resist")
    assert war.stage is Stage.HELP
    assert ordered("rules", war, "BRE") == [["join ALD"]]
    assert ordered("rules", war, "COR") == [["stay out"]]  # it gave no hand, and is far away


def test_it_joins_the_friend_of_a_friend_when_called() -> None:
    hands = "round 2; EST mobilised 1; ALD,BRE,COR,EST card content"
    war = after(
        table(hands),
        ALD="ally hand BRE",
        BRE="ally hand ALD; ally hand COR",
        COR="ally hand BRE",
        EST="stance strike ALD",
    )
    war = after(war, ALD="resist")
    assert ordered("rules", war, "COR") == [["stay out"]]
    war = after(war, BRE="join ALD", COR="stay out", DOR="stay out")
    assert war.table.asked[:, 0].tolist() == [False, False, True, False, False]
    assert ordered("rules", war, "COR") == [["join ALD"]]


@pytest.mark.parametrize(
    ("card", "arms", "answer"),
    [
        ("content", "EST swords 14", "yield"),
        ("fearful", "EST swords 14", "yield"),
        ("fearful", "EST swords 14; ALD guard ALD until 4", "yield"),  # it had vowed not to
        ("content", "EST swords 3; ALD shields 12; ALD guard ALD until 4", "resist"),
        ("fearful", "EST swords 3; ALD shields 16; ALD guard ALD until 4", "resist"),
    ],
)
def test_it_yields_when_it_is_beaten_and_only_then(card: str, arms: str, answer: str) -> None:
    war = after(table(f"round 2; EST mobilised 1; ALD card {card}; {arms}"), EST="stance strike ALD")
    assert war.stage is Stage.ANSWERS
    assert ordered("rules", war, "ALD") == [[answer]]


def test_an_expansionist_mobilises_and_then_strikes_the_weaker_neighbour() -> None:
    cards = "ALD card expansionist; BRE,COR,DOR,EST card content; ALD swords 7; BRE shields 1; BRE swords 0"
    for lines in ordered("rules", table(f"round 1; {cards}"), games=32):
        assert "stance mobilise" in lines
        assert "build sword 3" in lines
        assert "say peace BRE" in lines  # it says what all say
    for lines in ordered("rules", table(f"round 2; ALD mobilised 1; {cards}"), games=32):
        assert "stance strike BRE" in lines


def test_a_claimant_strikes_for_its_claim_and_then_rests() -> None:
    arms = "ALD swords 14; BRE,EST shields 1; BRE,EST swords 0; round 2; ALD mobilised 1; ALD card claimant"
    for lines in ordered("rules", table(f"{arms}; ALD target EST"), games=32):
        assert "stance strike EST" in lines
    for lines in ordered("rules", table(f"{arms}; ALD target EST; ALD card-points 15"), games=32):
        assert not [x for x in lines if x.startswith(("stance strike", "build sword"))]


def test_it_warns_who_is_mobilised_and_reads_what_it_sees() -> None:
    lines = ordered("rules", table("round 2; EST mobilised 1; EST swords 8; ALD card content"))[0]
    assert {"say warn EST", "say peace BRE", "read EST 4"} <= set(lines)
    lines = ordered("rules", after(table("round 2; EST mobilised 1"), EST="stance strike ALD"), "ALD")[0]
    assert lines in (["yield"], ["resist"])


def test_nothing_is_built_in_the_last_possible_round() -> None:
    """What is built arrives after the battles; in the round that must be the last it is thrown away."""
    box = load("base")
    seen_last = struck = 0
    for state, orders in play_on(table("ALD card expansionist; EST card fearful; last-round 7"), 48):
        if state.stage is not Stage.ORDERS:
            continue
        last = state.table.round == box.world.rounds[1]
        seen_last += int(last.sum())
        struck += int((orders.stance == Stance.STRIKE).sum())
        assert not (orders.swords + orders.shields)[:, last].any()
        assert not (orders.stance == Stance.MOBILISE)[:, last].any()
    assert seen_last == 48
    assert struck  # these games are no idylls
    for card in INTENTS:
        for lines in ordered("rules", table(f"round 7; last-round 7; ALD card {card}; BRE swords 9"), games=16):
            assert not [x for x in lines if x.startswith("build")]


def test_it_plays_its_card() -> None:
    """From one table, greedy cards arm for attack and benign ones do not."""
    swords = {}
    for card in INTENTS:
        arms = "; BRE,EST shields 0; BRE,EST swords 1; ALD swords 6; ALD target BRE"
        position = f"round 1; ALD card {card}" + (arms if card == "claimant" else arms.replace("; ALD target BRE", ""))
        swords[card] = np.mean(["build sword 3" in lines for lines in ordered("rules", table(position), games=32)])
    greedy = INTENTS[Intent.CLAIMANT], INTENTS[Intent.EXPANSIONIST]
    assert all(swords[card] == 1 for card in greedy), swords
    assert swords["content"] == swords["fearful"] == 0, swords
