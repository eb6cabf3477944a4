"""The data files: everything in the box is sound, and whatever is wrong with a file is one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from game import cases, rules, scenario
from game.chance import Chance
from game.files import BadInput, data
from game.intents import mind
from game.intents.mind import Mind
from game.observe import aggressor, observe
from game.scenario import INTENTS, Intent, Power, Scenario, World, cards, core, figures, load, names, parse
from game.schema import CoreFile, read, toml

# ---- the box --------------------------------------------------------------------------------------------


def test_the_rules_are_read() -> None:
    found = read(CoreFile, data("rules", "core.toml"))
    assert found.model_dump(exclude={"losses"}).items() <= core().model_dump().items()
    assert found.losses.model_dump().items() <= core().losses.model_dump().items()
    assert sum(core().deck.values()) == 10  # the public deck of ten [R2]


def test_the_cards_are_read_and_bear_on_play() -> None:
    """Their points stand in one file, and no other figure of theirs in code."""
    held, ruled = cards(), core()
    assert set(held.model_dump()) == set(INTENTS)
    assert [name for name, card in held if card.aggressor] == [
        intent.name.lower() for intent in Intent if aggressor(np.array(int(intent)))
    ]
    assert ruled.losses.conquered_fearful == held.fearful.conquered > ruled.losses.conquered == held.content.conquered
    assert ruled.gains.claimant == held.claimant.conquest == held.claimant.yield_
    assert ruled.gains.expansionist_yield == held.expansionist.yield_
    assert ruled.deck_opportunist == {"opportunist": held.opportunist.deck}
    assert set(toml(data("rules", "intents.toml"))) == {"card", *Mind.model_fields}


@pytest.fixture
def box_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Changes intents.toml, in a copy, for one test."""
    text = data("rules", "intents.toml").read_text("utf-8")
    copy = tmp_path / "intents.toml"

    def change(old: str, new: str) -> None:
        assert old in text
        copy.write_text(text.replace(old, new, 1), "utf-8")
        scenario.forget()
        mind.shipped.cache_clear()

    def shipped(*parts: str) -> Path:
        return copy if parts[-1] == "intents.toml" and copy.exists() else data(*parts)

    for module in (figures, mind):
        monkeypatch.setattr(module, "data", shipped)
    yield change
    monkeypatch.undo()
    scenario.forget()
    mind.shipped.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("conquest = 0", "conquest = 4", "card: content.conquest: should be 0, not 4: so are the rules"),
        ("once = true", "once = false", "card: claimant.once: should be true, not false: so are the rules"),
        ("yield = 15", "yield = 6", "card: claimant.yield: should be 15, not 6: so are the rules"),
        ("aggressor = true", "aggressor = false", "card: claimant.aggressor: should be true, not false"),
        ('module = "opportunist"', "", 'card: opportunist.module: should be "opportunist", not null: so'),
        ("conquered = 10", "conquered = 11", "card: claimant.conquered: should be 11, not 10: so are the rules"),
        ("deck = 4", "deck = -4", "card.content.deck: should be greater than or equal to 0, not -4"),
        ("deck = 4", "dekc = 4", "card.content.deck: missing; add it (and 1 more)"),
        ("once = false", "once = false\nonec = 1", "card.content.onec: unknown key; did you mean 'once'?"),
        ("[card.fearful]", "[card.scared]", "card.fearful: missing; add it (and 1 more)"),
        ("[card.content]", "[cards.content]", "card.content: missing; add it"),
    ],
)
def test_a_wrong_card_is_one_clear_line(box_with: Callable[[str, str], None], old: str, new: str, told: str) -> None:
    box_with(old, new)
    with pytest.raises(BadInput) as caught:
        core()
    line = str(caught.value)
    assert f"intents.toml: {told}" in line
    assert "\n" not in line


def test_a_strange_table_beside_the_cards_is_refused(box_with: Callable[[str, str], None]) -> None:
    box_with("[fear]", "[fright]\nof = 1\n[fear]")
    with pytest.raises(BadInput, match=r"intents\.toml: fright: unknown key"):
        mind.mind()


@pytest.mark.parametrize(
    ("old", "new"), [("conquered = 25", "conquered = 24"), ("yield = 6", "yield = 5"), ("deck = 3", "deck = 2")]
)
def test_records_tell_a_change_of_the_cards(box_with: Callable[[str, str], None], old: str, new: str) -> None:
    before = load("base").digest
    box_with(old, new)
    assert load("base").digest != before
    box_with("Never again.", "Not once more.")  # prose
    assert load("base").digest == before


def test_every_file_of_the_box_has_a_reader() -> None:
    """Nothing lies in rules/ that no test below loads."""
    home = data("rules")
    known = {"core.toml", "intents.toml", "par.toml"} | {f"scenarios/{name}.toml" for name in names()}
    known |= {f"cases/{path.name}" for path in data("rules", "cases").glob("*.txt")}
    prose = set(home.rglob("*.md"))
    later = {"personas.toml", "survey.toml"}  # read by the tests of the AI and of the classroom
    found = {str(p.relative_to(home)) for p in home.rglob("*") if p.is_file() and p not in prose}
    found = {name for name in found if not name.startswith(("histories/", "exercises/"))}
    assert found - later == known


@pytest.mark.parametrize("path", sorted(data("rules", "cases").glob("*.txt")), ids=lambda path: path.stem)
def test_every_file_of_cases_loads(path: Path) -> None:
    found = cases.load(path)
    assert found
    assert all(case.file == path for case in found)


def test_par_file_holds_numbers_of_scenarios_that_are_there() -> None:
    """Measured tables are for all scenarios or for none; one number for each possible length."""
    tables = toml(data("rules", "par.toml"))
    assert set(tables) <= {"world", "scenario"}
    assert {intent: len(row) for intent, row in tables["world"].items()} == dict.fromkeys(INTENTS, 3)
    measured = tables.get("scenario", {})
    assert set(measured) in (set(), set(names()))
    for name, table in measured.items():
        world = load(name).world
        low, high = world.rounds
        for code, row_of in table.items():
            assert code in world.codes, name
            for card, row in row_of.items():
                assert card in INTENTS, (name, code)
                assert len(row) == high - low + 1, (name, code, card)


@pytest.fixture(params=names())
def box(request: pytest.FixtureRequest) -> Scenario:
    """Every scenario of the box in turn."""
    return load(request.param)


def test_maps_are_symmetric_and_in_one_piece(box: Scenario) -> None:
    reach = box.world.reach[:, :, 0]
    assert (reach == reach.T).all()
    assert not reach.diagonal().any()
    reached = np.eye(1, box.world.n, dtype=bool)[0]
    for _ in range(box.world.n):
        reached |= reach[reached].any(0)
    assert reached.all(), "some powers cannot be reached from the first"


def test_barriers_count_both_ways(box: Scenario) -> None:
    for edge in (box.world.edge, box.edge):
        assert (edge == edge.swapaxes(0, 1)).all()


def test_powers_can_be_told_apart(box: Scenario) -> None:
    powers = box.world.powers
    for name in ("code", "name", "colour", "hatch", "position"):
        values = [getattr(power, name) for power in powers]
        assert None not in values, name
        assert len(set(values)) == len(powers), name


def test_places_are_on_the_map_and_not_on_each_other(box: Scenario) -> None:
    places = np.array([power.position for power in box.world.powers])
    assert ((places >= 0.03) & (places <= 0.97)).all(), "too near to the edge for a label"
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + np.eye(box.world.n)
    assert apart.min() > 0.1


def test_powers_have_roles_and_files_have_sources(box: Scenario) -> None:
    assert all(len(power.role) > 40 for power in box.world.powers)
    assert len(box.world.summary) > 40
    assert box.file.sources
    # the letters after colour, hatch and name are the fourth code of a power
    assert len({power.code[0] for power in box.world.powers}) > 1
    if box.file.intents:
        assert set(box.file.arguments) == set(box.world.codes), "say why each power has its card"


def test_every_deal_starts_a_sound_game(box: Scenario) -> None:
    for deal in box.deals:
        state = rules.start(box, Chance(5, 40), deal)
        assert rules.audit(box, state) == []
        for code, card in box.deals[deal].cards.items():
            kind = card if isinstance(card, str) else card["kind"]
            assert (state.desk.intent[box.world.index(code)] == INTENTS.index(kind)).all()


def test_claimants_can_reach_what_they_claim(box: Scenario) -> None:
    for deal in box.deals:
        desk = rules.start(box, Chance(6, 40), deal).desk
        seat, game = np.nonzero(desk.intent == Intent.CLAIMANT)
        target = desk.target[seat, game]
        assert box.world.reach[seat, target, 0].all(), deal


def test_deals_named_no_aggressor_have_none(box: Scenario) -> None:
    desk = rules.start(box, Chance(7, 40), "no-aggressor").desk
    assert (desk.intent <= Intent.FEARFUL).all()


def test_every_card_has_a_par_for_every_length(box: Scenario) -> None:
    world = box.world
    low, high = world.rounds
    assert world.par.shape == (len(INTENTS), world.n, high - low + 1)
    assert (np.diff(world.par, axis=2) >= 0).all(), "a longer game asks for no less"
    measured = toml(data("rules", "par.toml")).get("scenario", {}).get(box.id, {})
    for code, row_of in measured.items():
        for card, row in row_of.items():
            assert world.par[INTENTS.index(card), world.index(code)].tolist() == row, (code, card)


def test_the_deck_of_the_random_deal_is_the_public_one(box: Scenario) -> None:
    """Nobody is deceived about the odds: cards that are not in the deck are not dealt, and the others are."""
    dealt = rules.start(box, Chance(8, 400), "random").desk.intent
    share = np.bincount(dealt.ravel(), minlength=len(INTENTS)) / dealt.size
    deck = box.world.deck / box.world.deck.sum()
    assert ((share > 0) == (deck > 0)).all()
    assert np.abs(share - deck).max() < 0.06


def test_the_base_world() -> None:
    base = load("base")
    assert base.world.n == 5
    assert base.world.balance == base.balance == 0
    assert base.world.distinguishability == 0.5
    assert base.world.rounds == (5, 7)
    assert base.world.modules == frozenset()
    assert base.default_deal == "random"
    for column, value in ((base.world.tokens, 5), (base.world.swords, 3), (base.world.shields, 3)):
        assert (column == value).all()


@pytest.mark.parametrize("balance", ["defence", "offence"])
@pytest.mark.parametrize("weapons", ["alike", "plain"])
def test_the_four_worlds(balance: str, weapons: str) -> None:
    """One per cell of Jervis (1978); they differ from the base world in their two dials only."""
    world, base = load(f"world-{balance}-{weapons}").world, load("base").world
    assert world.balance == {"defence": -2, "offence": 2}[balance]
    assert world.distinguishability == {"alike": 0, "plain": 1}[weapons]
    assert world.codes == base.codes
    assert (world.rounds, world.modules) == (base.rounds, base.modules)
    for name in ("tokens", "swords", "shields", "reach", "deck", "help_full", "help_late"):
        assert np.array_equal(getattr(world, name), getattr(base, name)), name


def test_historical_scenarios_have_a_default_deal() -> None:
    historical = {"cold-war", "july-1914", "naval-race", "peloponnesian-war", "south-asia", "the-1930s"}
    assert {name for name in names() if load(name).file.intents} == historical
    for name in historical:
        assert load(name).default_deal == "default"


# ---- secrets --------------------------------------------------------------------------------------------


def same_world(a: World, b: World) -> list[str]:
    """Names of the fields that differ."""
    return [f.name for f in fields(World) if not _same(getattr(a, f.name), getattr(b, f.name))]


def _same(x: object, y: object) -> bool:
    if isinstance(x, tuple) and isinstance(y, tuple):
        return len(x) == len(y) and all(_same(a, b) for a, b in zip(x, y, strict=True))
    if isinstance(x, Power) and isinstance(y, Power):
        return vars(x) == vars(y)
    return np.array_equal(x, y) if isinstance(x, np.ndarray) and isinstance(y, np.ndarray) else x == y


def test_the_true_balance_is_in_the_box_only() -> None:
    """Players plan with the card that is believed: nothing they can read moves with the other one."""
    text = load("base").text

    def with_true(balance: int) -> Scenario:
        changed = text.replace("balance_believed = 0 ", f"balance_believed = 0\nbalance_actual = {balance} #")
        assert changed != text
        return parse(changed, Path("base.toml"))

    low, high = with_true(-3), with_true(3)
    assert (low.balance, high.balance) == (-3, 3)
    assert (high.edge[0, 1] - low.edge[0, 1] == 6).all()
    assert same_world(low.world, high.world) == []
    seen = [observe(x.world, rules.start(x, Chance(3)), 0) for x in (low, high)]
    assert str(seen[0]) == str(seen[1])


def test_worlds_differ_when_the_believed_balance_does() -> None:
    """The test above would see it."""
    text = load("base").text
    other = parse(text.replace("balance_believed = 0 ", "balance_believed = 1 "), Path("base.toml"))
    assert {"balance", "edge"} <= set(same_world(load("base").world, other.world))


def test_no_shipped_world_tells_its_true_balance(box: Scenario) -> None:
    honest = re.sub(r"(?m)^balance_actual.*$", "", box.text)
    same = parse(honest, Path(f"{box.id}.toml"))
    assert [name for name in same_world(box.world, same.world) if name != "par"] == []
    assert (same.edge == box.world.edge).all()
