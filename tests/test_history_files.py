"""History files: the example of the design, and everything that can be wrong with one, in one clear line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from episodes import CONTENT, EXAMPLE, EXPANSIONIST, FEARFUL, Told, after, complaint, written

from game.arrays import NOBODY
from game.files import BadInput
from game.history import load, play
from game.history.file import Conduct
from game.rules import audit
from game.scenario import load as load_scenario
from game.state import Choice, Result, Stage

Change = Callable[[str], str]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return partial(written, tmp_path / "mine.toml")


# ---- the example ----------------------------------------------------------------------------------------


def test_the_example_of_the_design_is_read_as_it_says(told: Told) -> None:
    history = told(EXAMPLE)
    assert (history.name, history.scenario.world.rounds) == ("The Border Year", (6, 8))
    assert [one.title for one in history.rounds] == ["Spring", "Summer"]
    spring, summer = history.rounds
    assert spring.orders == {0: ("build sword 2", "say warn BBB", "stance mobilise"), 1: ("build shield 1",)}
    assert summer.crisis == {1: Conduct("resist"), 2: Conduct("join", 0)}
    assert (summer.outcome, summer.reads) == ({(0, 1): False}, {(1, 0): 0.8})
    assert history.main.cards == ((FEARFUL, NOBODY), (CONTENT, NOBODY), (CONTENT, NOBODY))
    assert history.main.wanted == {"spiral": "high", "chain_ganging": "low", "buck_passing": "low"}
    assert history.main.sources == ("Author, Title (year), pages",)
    (other,) = history.alternatives
    assert (other.title, other.sources) == ("Aldmar wanted it", ("Another Author (year)",))
    assert other.cards == ((EXPANSIONIST, NOBODY), (CONTENT, NOBODY), (CONTENT, NOBODY))
    assert other.wanted == {"spiral": "low", "chain_ganging": "contested", "buck_passing": "low"}
    assert history.readings == (history.main, other)


def test_the_example_of_the_design_is_played_as_it_says(told: Told) -> None:
    history = told(EXAMPLE)
    for reading in history.readings:
        for seed in range(20):
            episode = play(history, reading, seed)
            assert [s.before.stage for s in episode.steps] == [Stage.ORDERS, Stage.ORDERS, Stage.ANSWERS, Stage.HELP]
            state = after(episode)
            assert (state.stage, int(state.table.round[0])) == (Stage.OVER, 2), "it plays exactly its rounds"
            assert state.table.battle[:, 0].tolist() == [0, Result.REPULSED, 0]
            assert (int(state.table.choice[2, 0]), int(state.table.side[2, 0])) == (Choice.JOIN, 0)
            assert len(episode.forced) == 1
            assert episode.reads == {(2, 1, 0): 0.8}
            assert [int(x) for x in state.desk.intent[:, 0]] == [intent for intent, _ in reading.cards]
            for step in episode.steps:
                assert audit(episode.scenario, step.after) == []


# ---- what is wrong --------------------------------------------------------------------------------------


def swap(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, f"the example has no {old!r}"
        return text.replace(old, new, 1)

    return change


def more(text: str) -> Change:
    """Lines more in the last round."""
    return swap('reads."BBB>AAA" = 0.8', text + '\nreads."BBB>AAA" = 0.8')


def no_rounds(text: str) -> str:
    return text[: text.index("[[round]]")] + text[text.index("[literature]") :]


BBB = "orders.BBB = [{}]".format
RESIST, REPULSE, JOIN = 'crisis.BBB = "resist"', 'outcome."AAA>BBB" = "repulse"', 'crisis.CCC = "join AAA"'

# What is changed, the key that must be named, and words of the remedy.
BAD: dict[str, tuple[Change, str, str]] = {
    # the shape
    "no-rounds": (no_rounds, "round", "add [[round]] tables"),
    "rounds-empty": (lambda text: "round = []\n" + no_rounds(text), "round", "this is a scenario"),
    "rounds-many": (lambda text: text + "[[round]]\n" * 60, "round", "at most 60"),
    "key": (swap("crisis.BBB", "crises.BBB"), "round.2.crises", "did you mean 'crisis'"),
    "key-top": (swap("[literature]", "[literatur]"), "literatur", "did you mean 'literature'"),
    "title": (swap('"Spring"', "1"), "round.1.title", "valid string"),
    "verdict": (swap('spiral = "high"', 'spiral = "highest"'), "literature.spiral", "'contested'"),
    "verdict-other": (swap('"contested"', '"disputed"'), "alternative.0.chain_ganging", "'contested'"),
    "intent-other": (swap('"expansionist" }', '"expansive" }'), "alternative.0.intents.AAA", "content, fearful"),
    "power-other": (swap("{ AAA =", "{ XXX ="), "alternative.0.intents.XXX", "the powers are AAA, BBB, CCC"),
    # orders
    "orders-power": (swap("orders.BBB", "orders.BBX"), "round.1.orders.BBX", "the powers are AAA, BBB, CCC"),
    "orders-text": (swap(BBB('"build shield 1"'), 'orders.BBB = "hold"'), "round.1.orders.BBB", "valid list"),
    "orders-number": (swap(BBB('"build shield 1"'), BBB("1")), "round.1.orders.BBB.0", "valid string"),
    "orders-verb": (swap('"build shield 1"', '"biuld shield 1"'), "round.1.orders.BBB", "orders begin with build"),
    "orders-whom": (swap("say warn BBB", "say warn XXX"), "round.1.orders.AAA", "'say warn XXX': no power 'XXX'"),
    "orders-twice": (swap('"say warn BBB"', '"build sword 1"'), "round.1.orders.AAA", "ordered already"),
    "orders-crisis": (swap('"build shield 1"', '"resist"'), "round.1.orders.BBB", 'crisis.BBB = "resist"'),
    "orders-help": (swap('"build shield 1"', '"join CCC"'), "round.1.orders.BBB", "stands apart"),
    "arms-limit": (swap("shield 1", "shield 4"), "round.1.orders.BBB", "'build shield 4': at most 3 arms"),
    "tokens": (
        swap(
            '"build shield 1"',
            '"build shield 3", "signal open all", "ally hand CCC", "say peace AAA", "ally aid CCC 1"',
        ),
        "round.1.orders.BBB",
        "'ally aid CCC 1': that takes more than the 5 tokens",
    ),
    "mobilised": (
        swap('"stance mobilise"', '"stance hold"'),
        "round.2.orders.AAA",
        "'stance strike BBB': only a power",
    ),
    "reach": (more('orders.BBB = ["stance strike CCC"]'), "round.2.orders.BBB", "in reach are AAA"),
    "module": (swap('"build shield 1"', '"build works 1"'), "round.1.orders.BBB", "'build works 1': works are not"),
    # the crisis
    "crisis-power": (swap("crisis.CCC", "crisis.CCX"), "round.2.crisis.CCX", "the powers are"),
    "crisis-word": (swap("join AAA", "helps AAA"), "round.2.crisis.CCC", "none of yield, resist, join X, late X"),
    "crisis-nobody": (swap("join AAA", "join"), "round.2.crisis.CCC", "'join' is none of"),
    "crisis-somebody": (swap('"resist"', '"resist AAA"'), "round.2.crisis.BBB", "'resist AAA' is none of"),
    "crisis-unknown": (swap("join AAA", "join XXX"), "round.2.crisis.CCC", "no power 'XXX'"),
    "crisis-self": (swap("join AAA", "join CCC"), "round.2.crisis.CCC", "cannot join itself"),
    "crisis-list": (swap('"join AAA"', '["join AAA"]'), "round.2.crisis.CCC", "valid string"),
    "crisis-struck": (swap('"resist"', '"join CCC"'), "round.2.crisis.BBB", "is struck in this round itself"),
    "crisis-striker": (more('crisis.AAA = "late BBB"'), "round.2.crisis.AAA", "a striker cannot join elsewhere"),
    "crisis-early": (
        swap('orders.BBB = ["build shield 1"]', 'crisis.CCC = "join AAA"'),
        "round.1.crisis.CCC",
        "nobody strikes in this round",
    ),
    "crisis-yielded": (
        lambda text: swap(REPULSE, "")(swap(RESIST, 'crisis.BBB = "yield"')(text)),
        "round.2.crisis.CCC",
        "BBB yields in this round, so there is no battle to join",
    ),
    "yield-idle": (swap(JOIN, 'crisis.CCC = "yield"'), "round.2.crisis.CCC", "nobody strikes CCC"),
    # outcomes
    "outcome-yield": (
        lambda text: swap(JOIN, "")(swap(RESIST, 'crisis.BBB = "yield"')(text)),
        "round.2.outcome.AAA>BBB",
        "BBB yields in this round",
    ),
    "outcome-word": (swap('"repulse"', '"lost"'), "round.2.outcome.AAA>BBB", "'win' or 'repulse'"),
    "outcome-pair": (swap('"AAA>BBB"', '"AAA-BBB"'), "round.2.outcome.AAA-BBB", '"AAA>BBB"'),
    "outcome-same": (swap('"AAA>BBB"', '"AAA>AAA"'), "round.2.outcome.AAA>AAA", "two powers"),
    "outcome-power": (swap('"AAA>BBB"', '"AAA>XXX"'), "round.2.outcome.AAA>XXX", "no power 'XXX'"),
    "outcome-none": (swap('"AAA>BBB"', '"AAA>CCC"'), "round.2.outcome.AAA>CCC", "AAA does not strike CCC"),
    "outcome-turned": (swap('"AAA>BBB"', '"BBB>AAA"'), "round.2.outcome.BBB>AAA", "BBB does not strike AAA"),
    "outcome-helper": (swap('"AAA>BBB"', '"CCC>BBB"'), "round.2.outcome.CCC>BBB", "CCC does not strike BBB"),
    # reads
    "read-high": (swap("= 0.8", "= 1.2"), "round.2.reads.BBB>AAA", "less than or equal to 1"),
    "read-low": (swap("= 0.8", "= -0.1"), "round.2.reads.BBB>AAA", "greater than or equal to 0"),
    "read-text": (swap("= 0.8", '= "high"'), "round.2.reads.BBB>AAA", "valid number"),
    "read-nan": (swap("= 0.8", "= nan"), "round.2.reads.BBB>AAA", ""),
    "read-self": (swap('"BBB>AAA"', '"BBB>BBB"'), "round.2.reads.BBB>BBB", "two powers"),
    "read-power": (swap('"BBB>AAA"', '"BBB>XXX"'), "round.2.reads.BBB>XXX", "the powers are"),
    # no history at all
    "toml": (swap("[world]", "[world"), "not valid TOML", "mend that line"),
    "scenario": (swap("swords = 4", "sword = 4"), "powers.AAA.sword", "did you mean 'swords'"),
    "map": (swap('["AAA", "CCC"]', '["AAA", "XXX"]'), "world.border.1.between", "are AAA, BBB, CCC"),
}


@pytest.mark.parametrize(("change", "key", "remedy"), BAD.values(), ids=list(BAD))
def test_a_bad_history_is_one_line_with_file_key_and_remedy(change: Change, key: str, remedy: str, told: Told) -> None:
    line = complaint(change(EXAMPLE), told)
    assert line.startswith(f"{key}: "), line
    assert remedy in line


def test_a_history_is_no_scenario_and_a_scenario_no_history(told: Told, tmp_path: Path) -> None:
    told(EXAMPLE)
    with pytest.raises(BadInput, match="round: this is a history: it is replayed, not played"):
        load_scenario(tmp_path / "mine.toml")
    assert "this is a scenario" in complaint(load_scenario("base").text, told)


@pytest.mark.parametrize(
    ("name", "why"), [("no/such.toml", "there is no such file"), ("the-moon-and-the-stars", "none of that name")]
)
def test_a_history_that_is_none(name: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        load(name)
