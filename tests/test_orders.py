"""Orders as text both ways, and what is legal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.chance import Chance
from game.match import Match, decide
from game.observe import observe
from game.orders import Illegal, Invalid, Message, cost, demand, faults, legal, parse, spelled, texts, verb_of
from game.players import player
from game.rules import start, step
from game.scenario import Scenario, load
from game.state import ORDER_FIELDS, Orders, Stage


def equal(a: Orders, b: Orders) -> bool:
    return all(np.array_equal(getattr(a, f), getattr(b, f)) for f in ORDER_FIELDS)


def test_round_trip_of_every_order_of_random_play(everything: Scenario) -> None:
    """Text and back gives the same arrays; back and text the same text."""
    world, chance = everything.world, Chance(12, 60)
    state = start(everything, chance)
    seen_words: set[str] = set()
    while state.stage is not Stage.OVER:
        orders = decide([player("random")] * 4, everything, state, chance.players)
        for power in range(4):
            row = orders.of(power)
            for game in range(0, 60, 7):
                lines = texts(world, row, game=game)
                again = parse(world, lines).orders
                assert equal(again, row.take([game]))
                assert texts(world, again) == lines
                seen_words |= {" ".join(line.split()[:2]) for line in lines}
        state, _ = step(everything, state, orders, chance)
    for wanted in (
        "build works",
        "ally propose",
        "ally accept",
        "signal threaten",
        "signal watch",
        "stay out",
        "wait",
    ):
        assert wanted in seen_words


CODES = st.sampled_from(["AAA", "BBB", "CCC", "DDD"])
LINES = st.one_of(
    st.builds("build {} {}".format, st.sampled_from(["sword", "shield", "scrap", "works"]), st.integers(1, 9)),
    st.builds("ally hand {}".format, CODES),
    st.builds("ally aid {} {}".format, CODES, st.integers(1, 9)),
    st.builds("ally propose offence {} {}".format, CODES, CODES),
    st.builds("ally accept limit {} {}".format, st.integers(0, 40), CODES),
    st.builds("ally renounce {} {}".format, st.sampled_from(["defence", "entente", "neutrality"]), CODES),
    st.builds("ally cede {}".format, CODES),
    st.builds("signal {} {}".format, st.sampled_from(["peace", "guard", "boycott", "watch", "open"]), CODES),
    st.builds("signal peace {} {}".format, CODES, st.integers(1, 60)),
    st.builds("signal threaten {} over {} {}".format, CODES, CODES, st.integers(1, 9)),
    st.just("signal open all"),
    st.builds("say {} {}".format, st.sampled_from(["peace", "warn", "accuse"]), CODES),
    st.builds("stance strike {}".format, CODES),
    st.sampled_from(["stance hold", "stance mobilise", "yield", "resist", "wait", "stay out"]),
    st.builds("join {}".format, CODES),
    st.builds("read {} {}".format, CODES, st.integers(1, 5)),
)


@given(st.lists(LINES, max_size=8))
def test_any_grammatical_sheet_survives_the_round_trip(everything: Scenario, lines: list[str]) -> None:
    try:
        sheet = parse(everything.world, lines)
    except Invalid as error:
        assert error.reason == "twice"
        return
    said = texts(everything.world, sheet.orders, sheet.messages)
    assert equal(parse(everything.world, said).orders, sheet.orders)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_every_deed_has_words_with_names_and_no_codes(everything: Scenario, lines: list[str]) -> None:
    world = everything.world
    try:
        row = parse(world, lines).orders
    except Invalid:
        return
    deeds = [line for line in texts(world, row) if not line.startswith("read ")]
    said = spelled(world, 1, deeds)
    assert not set(world.codes) & set(said.replace(",", "").split())
    assert "{" not in said
    assert "  " not in said
    assert all(number in said for line in deeds for number in line.split() if number.isdigit())


def test_orders_in_plain_english(everything: Scenario) -> None:
    """What stands after 'to' or 'would' in the sentences of the coach."""
    world = everything.world
    b, c, d = (world.powers[i].name for i in (1, 2, 3))
    found = {
        ("build sword 1", "build shield 2", "stance mobilise"): "build 1 sword, build 2 shields and mobilise",
        ("build scrap 2", f"ally aid {world.codes[2]} 1"): f"scrap 2 swords and give {c} 1 token",
        ("ally propose offence CCC DDD",): f"propose a pact of offence against {c} to {d}",
        ("ally accept limit 8 CCC", "ally renounce entente DDD"): (
            f"accept a limit of 8 arms from {c} and renounce an entente with {d}"
        ),
        ("signal guard BBB 4",): "pledge not to yield for 4 rounds",
        ("signal guard CCC",): f"pledge to fight for {c}",
        ("signal threaten CCC over BBB 2",): f"threaten {c} over {b} for 2 rounds",
        ("signal open all", "stance strike DDD"): f"show everybody all arms and strike {d}",
        ("say peace BBB", "say warn CCC", "say accuse DDD"): f"speak of peace to {b}, warn {c} and accuse {d}",
        ("stay out",): "stay out",
        ("join CCC",): f"join {c}",
        (): "order nothing",
    }
    for lines, said in found.items():
        assert spelled(world, 1, lines) == said
        assert list(lines) == texts(world, parse(world, lines).orders)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_text_breaks_the_reader(everything: Scenario, lines: list[str]) -> None:
    """Whatever is typed is read, or refused with a reason."""
    try:
        parse(everything.world, lines)
    except Invalid as error:
        assert error.reason
        assert "\n" not in str(error)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=80))
def test_messages_say_what_was_written(everything: Scenario, text: str) -> None:
    try:
        sheet = parse(everything.world, [f'say to BBB "{text}"', f'say to all "{text}"'])
    except Invalid as error:
        assert error.reason == "message"
        assert not "".join(c if c.isprintable() else " " for c in text).strip()
        return
    assert [m.to for m in sheet.messages] == [1, -2]
    said = texts(everything.world, sheet.orders, sheet.messages)
    assert parse(everything.world, said).messages == sheet.messages


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        *(("buld", "build"), ("Sign", "signal"), ("shield", "build"), ("mobilize", "stance"), ("hand", "ally")),
        *(("peace", "signal"), ("exit", ""), ("2", ""), ("", "")),
    ],
)
def test_the_verb_that_was_meant(word: str, verb: str) -> None:
    assert verb_of(word) == verb


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "verb"),
        ("bild sword 1", "verb"),
        ("build", "usage"),
        ("build sword", "usage"),
        ("build sword two", "number"),
        ("build sword -1", "number"),
        ("build sword 0", "number"),
        ("build sword 1.5", "number"),
        ("build sword 99999", "number"),
        ("ally hand", "usage"),
        ("ally hand ZZZ", "power"),
        ("ally propose marriage BBB", "pact"),
        ("ally propose limit BBB", "pact"),
        ("ally propose limit 41 BBB", "number"),
        ("signal", "usage"),
        ("signal threaten BBB", "usage"),
        ("signal peace BBB 61", "number"),
        ("signal peace all", "power"),
        ("say", "usage"),
        ("say to BBB", "usage"),
        ('say to BBB ""', "message"),
        ("stance fight", "usage"),
        ("read BBB 6", "number"),
        ("read BBB", "usage"),
        ("yield BBB", "usage"),
        ("join", "usage"),
        ("stay", "usage"),
    ],
)
def test_invalid_orders_have_a_reason(everything: Scenario, line: str, reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse(everything.world, [line])
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


def test_the_same_slot_cannot_be_filled_twice(everything: Scenario) -> None:
    for lines in (
        ["build sword 1", "build sword 2"],
        ["stance hold", "stance mobilise"],
        ["signal open all", "signal guard AAA"],
    ):
        with pytest.raises(Invalid) as caught:
            parse(everything.world, lines)
        assert caught.value.reason == "twice"
        assert lines[0] in str(caught.value)


@pytest.mark.parametrize(
    ("scenario", "lines", "reason"),
    [
        ("base", ["build sword 2", "build shield 2"], "builds"),
        ("base", ["build sword 3", "ally hand BRE", "ally hand COR", "ally hand DOR"], "budget"),
        ("base", ["build scrap 4"], "scrap"),
        ("base", ["build works 1"], "module-works"),
        ("base", ["signal watch BRE"], "module-watch"),
        ("base", ["signal threaten BRE over COR"], "module-threats"),
        ("base", ["ally propose defence BRE"], "module-standing-pacts"),
        ("base", ["ally hand ALD"], "self"),
        ("base", ["ally aid ALD 1"], "self"),
        ("base", ["ally cede ALD"], "self"),
        ("base", ["read ALD 2"], "self"),
        ("base", ["signal peace ALD"], "signal-self"),
        ("base", ["stance strike BRE"], "strike-ready"),
        ("base", ["stance strike COR"], "strike-reach"),
        ("base", ["stance strike ALD"], "self"),
        ("base", ["yield"], "not-answer"),
        ("base", ["join BRE"], "not-help"),
        ("six-powers", ["ally propose offence BRE BRE"], "offence"),
        ("six-powers", ["ally propose offence ALD BRE"], "offence"),
        ("six-powers", ["ally renounce defence BRE"], "renounce"),
        ("july-1914", ["signal threaten DEU over DEU"], "threaten"),
        ("july-1914", ["ally propose entente FRA"], "propose-held"),
    ],
)
def test_illegal_orders_have_a_reason(scenario: str, lines: list[str], reason: str) -> None:
    box = load(scenario)
    seen = observe(box.world, start(box, Chance(1)), 0)
    with pytest.raises(Illegal) as caught:
        demand(seen, parse(box.world, lines))
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)
    assert "{" not in str(caught.value)


def test_legal_lists_exactly_what_can_be_added(everything: Scenario) -> None:
    """Every option says the same as the check of the whole sheet, and the price of the difference."""
    match = Match(everything, ["person"] * 4, Chance(17))
    for _ in range(3):
        while match.waiting():
            power = match.waiting()[0]
            seen = match.observation(power)
            for draft in ([], ["build sword 1"]) if seen.stage is Stage.ORDERS else ([],):
                options = legal(seen, draft)
                assert options
                for option in options:
                    sheet = parse(everything.world, [*draft, option.text])
                    found = faults(seen, sheet.orders)
                    assert option.allowed == (not found)
                    assert (option.why is None) == option.allowed
                    assert option.tokens == int(
                        cost(seen, sheet.orders)[0] - cost(seen, parse(everything.world, draft).orders)[0]
                    )
            row = player("random").choose
            from game.chance import Draw

            draw = Draw(Chance(99).players, power, match.state.table.round, int(match.state.stage))
            match.seal(power, texts(everything.world, row(seen, None, draw)))
        match.advance()


def test_nothing_is_ordered_when_all_is_over_or_unasked() -> None:
    box = load("first-lesson")
    match = Match(box, ["person", "person"], Chance(1))
    while not match.over:
        for power in match.waiting():
            match.seal(power, [])
        match.advance()
    with pytest.raises(Illegal) as caught:
        match.check(0, ["build sword 1"])
    assert caught.value.reason == "over"
    assert legal(match.observation(0)) == []


def test_messages_reach_whom_they_are_for() -> None:
    box = load("base")
    match = Match(box, ["person"] * 5, Chance(1))
    match.seal(0, ['say to BRE "only you"', 'say to all "everyone"'])
    for power in match.waiting():
        match.seal(power, [])
    assert match.letters(1) == []  # not before all have sealed
    match.advance()
    assert [letter.text for letter in match.letters(1)] == ["only you", "everyone"]
    assert [letter.text for letter in match.letters(2)] == ["everyone"]
    assert [letter.text for letter in match.letters(0)] == ["only you", "everyone"]
    assert Message(1, "x") != Message(2, "x")


def test_sealing_is_checked_and_can_be_undone() -> None:
    match = Match(load("base"), ["person"] * 5, Chance(1))
    with pytest.raises(Illegal):
        match.seal(0, ["build sword 3", "build shield 3"])
    assert 0 in match.waiting()
    match.seal(0, ["build sword 3"])
    assert 0 not in match.waiting()
    match.unseal(0)
    assert 0 in match.waiting()
    with pytest.raises(ValueError, match="ALD"):
        match.advance()


def test_any_white_space_parts_the_words_of_an_order() -> None:
    world = load("first-lesson").world
    lines = ["build\tsword  2", " Signal\t PEACE bre\u00a03 ", 'SAY to\tall  "two  words"']
    sheet = parse(world, lines)
    assert texts(world, sheet.orders, sheet.messages) == [
        "build sword 2",
        "signal peace BRE 3",
        'say to all "two  words"',
    ]
