"""Files of one's own: the example of the design, and everything that can be wrong with it, in one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from episodes import EXAMPLE as HISTORY

from game import rules
from game.chance import Chance
from game.files import BadInput
from game.scenario import Intent, PactKind, load, parse

# The example of the design as a scenario: without its rounds, with named deals.
EXAMPLE = f"""{HISTORY.partition("[intents]")[0]}[intents]
AAA = "fearful"
BBB = "content"
CCC = {{ kind = "claimant", target = "AAA" }}
[deals.mild]
title = "Nobody wants land"
deck = {{ content = 1 }}
[deals.wolf]
BBB = "expansionist"
"""
HERE = Path("border-year.toml")


def test_the_example_of_the_design_is_read_as_it_says() -> None:
    box = parse(EXAMPLE, HERE)
    world = box.world
    a, b, c = range(3)
    assert (world.name, world.codes, box.default_deal) == ("The Border Year", ("AAA", "BBB", "CCC"), "default")
    assert (world.balance, box.balance, world.rounds) == (2, 0, (6, 8))
    assert world.reach[:, :, 0].tolist() == [[False, True, True], [True, False, False], [True, False, False]]
    assert world.edge[a, b, 0] == world.edge[b, a, 0] == 0  # believed 2 less a barrier of 2
    assert box.edge[a, b, 0] == -2
    assert world.edge[a, c, 0] == 2
    assert world.help_full[c, a, 10] == 3  # the override: .3 of 10
    assert world.help_full[a, c, 10] == 5  # a half over a border
    assert world.help_full[b, c, 10] == 3  # a quarter of 10 elsewhere, half up
    assert world.help_late[b, c, 10] == 1  # an eighth
    assert world.part[:6].tolist() == [0, 1, 2, 2, 3, 4]  # k = .75
    assert world.pacts[a, c, PactKind.DEFENCE, 0] == world.pacts[c, a, PactKind.DEFENCE, 0] == 1
    assert world.pacts.sum() == 2
    assert world.deck.tolist() == [4, 3, 1, 0, 2]
    assert [int(x) for x in world.tokens[:, 0]] == [5, 5, 4]
    desk = rules.start(box, Chance(1, 8)).desk
    assert (desk.intent[:, 0] == [Intent.FEARFUL, Intent.CONTENT, Intent.CLAIMANT]).all()
    assert (desk.target[:, 0] == [-1, -1, a]).all()


def test_a_small_file_has_the_defaults_of_the_rules() -> None:
    box = parse('name = "Two"\n[powers.AAA]\nname = "A"\n[powers.BBB]\nname = "B"\n', Path("two.toml"))
    world = box.world
    assert world.rounds == (5, 7)
    assert world.deck.tolist() == [4, 3, 1, 0, 2]
    assert world.reach[0, 1, 0]  # no borders given: everyone can reach everyone
    assert world.help_full[0, 1, 10] == 3  # .3 in files without borders
    assert (int(world.tokens[0, 0]), int(world.swords[0, 0]), int(world.shields[0, 0])) == (5, 3, 3)
    assert set(box.deals) == {"random", "no-aggressor"}


def test_the_opportunist_module_adds_its_card_unless_there_is_a_prior() -> None:
    text = EXAMPLE.replace('modules = ["standing pacts"]', 'modules = ["standing pacts", "opportunist"]')
    assert parse(text, HERE).world.deck[Intent.OPPORTUNIST] == 0
    without = re.sub(r"(?s)\[prior\].*?(?=\[\[pact)", "", text)
    assert parse(without, HERE).world.deck.tolist() == [4, 3, 1, 1, 2]


def swap(old: str, new: str) -> Callable[[str], str]:
    """The example with one thing changed."""

    def change(text: str) -> str:
        assert old in text, f"the example has no {old!r}"
        return text.replace(old, new, 1)

    return change


def add(more: str) -> Callable[[str], str]:
    return lambda text: text + more


def no_modules(text: str) -> str:
    return text.replace('modules = ["standing pacts"] ', "modules = []")


def powers(count: int) -> Callable[[str], str]:
    """A file with so many powers and nothing else."""
    tables = [f'[powers.P{i}]\nname = "Power {i}"\n' for i in range(count)]
    return lambda text: 'name = "Crowd"\n' + "".join(tables)


PACT = '\n[[pact]]\nkind = "{}"\nmembers = ["AAA", "BBB"]\n'
BORDER = '[[world.border]]\nbetween = ["AAA", "CCC"]'
FLAG = 'name = "Brennia"\n'

# What is changed, the key that must be named, and words of the remedy.
BAD: dict[str, tuple[Callable[[str], str], str, str]] = {
    # unknown keys, at every level
    "key-top": (swap("[world]", "nmae = 'x'\n[world]"), "nmae", "did you mean 'name'"),
    "key-world": (swap("rounds =", "round ="), "world.round", "did you mean 'rounds'"),
    "key-border": (swap(BORDER, BORDER + "\narms = 1"), "world.border.1.arms", "take it out"),
    "key-barrier": (swap("arms = 2", "arms = 2\nwidth = 3"), "world.barrier.0.width", "take it out"),
    "key-projection": (swap("share = 0.3", "shares = 0.3"), "world.projection.0.share", "add it"),
    "key-power": (swap("swords = 4", "sword = 4"), "powers.AAA.sword", "did you mean 'swords'"),
    "key-prior": (swap("content = 4", "contented = 4"), "prior.contented", "'content'"),
    "key-pact": (swap('kind = "defence"', 'kind = "defence"\nagainst_whom = "BBB"'), "pact.0.against_whom", "did you"),
    "key-intents": (swap('BBB = "content"', 'BBX = "content"'), "intents.BBX", "did you mean 'BBB'"),
    "key-card": (swap("target =", "tarket ="), "intents.CCC", "a card has kind and target"),
    "key-deal": (add('tilte = "x"\n'), "deals.wolf.tilte", "did you mean 'title'"),
    "key-deck": (swap("deck = { content", "deck = { contented"), "deals.mild.deck.contented", "'content'"),
    "module": (swap('"standing pacts"]', '"standing pact"]'), "world.modules.0", "'standing pacts'"),
    # what is no number, or no good one
    "text-number": (swap("tokens = 4", 'tokens = "4"'), "powers.CCC.tokens", "valid integer"),
    "text-balance": (swap("balance_believed = 2", 'balance_believed = "+2"'), "world.balance_believed", "number"),
    "text-deck": (swap("deck = { content = 1", 'deck = { content = "1"'), "deals.mild.deck.content", "number"),
    "half-number": (swap("swords = 4", "swords = 3.5"), "powers.AAA.swords", "valid integer"),
    "true-number": (swap("swords = 4", "swords = true"), "powers.AAA.swords", "valid integer"),
    "text-flag": (swap(FLAG, FLAG + 'nuclear = "yes"\n'), "powers.BBB.nuclear", "valid boolean"),
    "negative-tokens": (swap("tokens = 4", "tokens = -4"), "powers.CCC.tokens", "greater than or equal to 0"),
    "negative-barrier": (swap("arms = 2", "arms = -2"), "world.barrier.0.arms", "greater than or equal to 0"),
    "negative-card": (swap("fearful = 3", "fearful = -3"), "prior.fearful", "greater than or equal to 0"),
    "too-many-swords": (swap("swords = 4", "swords = 21"), "powers.AAA.swords", "less than or equal to 20"),
    "share-above-one": (swap("share = 0.3", "share = 1.3"), "world.projection.0.share", "less than or equal to 1"),
    "balance-nan": (swap("balance_actual = 0", "balance_actual = nan"), "world.balance_actual", "finite"),
    "balance-inf": (swap("balance_believed = 2", "balance_believed = inf"), "world.balance_believed", "finite"),
    "prior-inf": (swap("content = 4", "content = inf"), "prior.content", "finite"),
    "barrier-nan": (swap("arms = 2", "arms = nan"), "world.barrier.0.arms", "finite"),
    "deck-nan": (swap("deck = { content = 1", "deck = { content = nan"), "deals.mild.deck.content", "finite"),
    "rounds-reversed": (swap("[6, 8]", "[8, 6]"), "world", "the first number must not exceed the second"),
    "rounds-one": (swap("[6, 8]", "[6]"), "world.rounds.1", "add it"),
    "rounds-many": (swap("[6, 8]", "[5, 6, 7]"), "world.rounds", "at most 2"),
    "rounds-none": (swap("[6, 8]", "[0, 8]"), "world.rounds.0", "greater than or equal to 1"),
    "rounds-text": (swap("[6, 8]", '"6-8"'), "world.rounds", "valid list"),
    # powers
    "powers-none": (powers(0), "powers", "add it"),
    "powers-few": (powers(1), "powers", "two to seven"),
    "powers-many": (powers(8), "powers", "two to seven"),
    "code-small": (swap("[powers.BBB]", "[powers.bbb]"), "powers.bbb", "pattern"),
    "code-all": (lambda text: text.replace("BBB", "ALL"), "powers.ALL", "take another code"),
    "no-name": (swap('name = "Corvia"\n', ""), "powers.CCC.name", "add it"),
    "colour": (swap(FLAG, FLAG + 'colour = "red"\n'), "powers.BBB.colour", "pattern"),
    "hatch": (swap(FLAG, FLAG + 'hatch = "waves"\n'), "powers.BBB.hatch", "'dots'"),
    "off-the-map": (swap(FLAG, FLAG + "position = [0.5, 1.5]\n"), "powers.BBB.position.1", "less than or equal to 1"),
    # the map
    "border-self": (swap('["AAA", "CCC"]', '["AAA", "AAA"]'), "world.border.1.between", "two different powers"),
    "border-one": (swap('["AAA", "CCC"]', '["AAA"]'), "world.border.1.between.1", "add it"),
    "border-three": (swap('["AAA", "CCC"]', '["AAA", "BBB", "CCC"]'), "world.border.1.between", "at most 2"),
    "border-text": (swap('["AAA", "CCC"]', '"AAA-CCC"'), "world.border.1.between", "valid list"),
    "border-unknown": (swap('["AAA", "CCC"]', '["AAA", "XXX"]'), "world.border.1.between", "are AAA, BBB, CCC"),
    "barrier-self": (
        swap('both ways\nbetween = ["AAA", "BBB"]', 'both ways\nbetween = ["BBB", "BBB"]'),
        "world.barrier.0.between",
        "two different powers",
    ),
    "barrier-both": (
        swap("[[world.projection]]", '[[world.barrier]]\nbetween = ["BBB", "AAA"]\narms = 1\n[[world.projection]]'),
        "world.barrier.1",
        "both ways",
    ),
    "projection-self": (swap('from = "CCC"', 'from = "AAA"'), "world.projection.0", "name two"),
    "projection-unknown": (swap('to = "AAA"', 'to = "XXX"'), "world.projection.0.to", "the powers are"),
    # pacts
    "pact-one": (swap('members = ["AAA", "CCC"]', 'members = ["AAA"]'), "pact.0.members", "two members or more"),
    "pact-self": (swap('members = ["AAA", "CCC"]', 'members = ["AAA", "AAA"]'), "pact.0.members", "two different"),
    "pact-unknown": (swap('members = ["AAA", "CCC"]', 'members = ["AAA", "XXX"]'), "pact.0.members", "the powers are"),
    "pact-kind": (swap('kind = "defence"', 'kind = "defense"'), "pact.0.kind", "defence"),
    "pact-no-kind": (swap('kind = "defence"', 'kind = ""'), "pact.0.kind", "neutrality, entente"),
    "pact-words": (swap('kind = "defence"', 'kind = "defence BBB"'), "pact.0.kind", "only offence and limit"),
    "pact-no-target": (add(PACT.format("offence")), "pact.1", 'against = "AAA"'),
    "pact-own-target": (add(PACT.format("offence") + 'against = "BBB"\n'), "pact.1.against", "one of its own"),
    "pact-other-target": (add(PACT.format("offence XXX")), "pact.1.against", "the powers are"),
    "pact-idle-target": (add(PACT.format("defence") + 'against = "CCC"\n'), "pact.1.against", "take it out"),
    "pact-no-limit": (add(PACT.format("limit")), "pact.1", "arms = 8"),
    "pact-high-limit": (add(PACT.format("limit") + "arms = 41\n"), "pact.1", "0 to 40"),
    "pact-idle-limit": (add(PACT.format("entente") + "arms = 4\n"), "pact.1.arms", "take it out"),
    # modules that are not on
    "no-pacts": (no_modules, "pact", '"standing pacts"'),
    "no-nuclear": (swap(FLAG, FLAG + "nuclear = true\n"), "powers.BBB.nuclear", '"nuclear"'),
    "no-rising": (swap(FLAG, FLAG + "rising = true\n"), "powers.BBB.rising", '"rising power"'),
    "no-surprise": (swap(FLAG, FLAG + "surprise = true\n"), "powers.BBB.surprise", '"surprise"'),
    "no-retaliation": (swap("rounds =", "retaliation = 9\nrounds ="), "world.retaliation", '"nuclear"'),
    "no-disarming": (swap("rounds =", "disarming = 0.2\nrounds ="), "world.disarming", '"nuclear"'),
    # cards
    "card": (swap('AAA = "fearful"', 'AAA = "afraid"'), "intents.AAA", "content, fearful"),
    "card-number": (swap('AAA = "fearful"', "AAA = 2"), "intents.AAA", "content, fearful"),
    "card-of-deal": (swap('BBB = "expansionist"', 'BBB = "wolf"'), "deals.wolf.BBB", "content, fearful"),
    "target-unknown": (swap('target = "AAA"', 'target = "XXX"'), "intents.CCC.target", "the powers are"),
    "target-far": (swap('target = "AAA"', 'target = "BBB"'), "intents.CCC.target", "name a neighbour"),
    "target-idle": (swap('{ kind = "claimant"', '{ kind = "content"'), "intents.CCC.target", "take it out"),
    "prior-empty": (swap("content = 4\nfearful = 3\nclaimant = 1\nexpansionist = 2", ""), "prior", "above 0"),
    "prior-zero": (swap("content = 4\nfearful = 3\nclaimant = 1\nexpansionist = 2", "content = 0"), "prior", "above 0"),
    "deck-empty": (swap("deck = { content = 1 }", "deck = {}"), "deals.mild.deck", "above 0"),
    # no TOML
    "toml": (swap("[world]", "[world"), "line 2", "mend that line"),
    "toml-twice": (add("[world]\n"), "", "not valid TOML"),
    "toml-deep": (add("x = " + "[" * 5000), "", "not valid TOML"),
}


def one_line(error: BadInput, path: Path) -> str:
    """The complaint, which must be one line and name the file."""
    line = str(error)
    assert "\n" not in line
    assert line.startswith(f"{path}: ")
    return line


@pytest.mark.parametrize(("change", "key", "remedy"), BAD.values(), ids=list(BAD))
def test_a_bad_file_is_one_line_with_file_key_and_remedy(change: Callable[[str], str], key: str, remedy: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(change(EXAMPLE), HERE)
    line = one_line(caught.value, HERE)
    assert f": {key}: " in line or not key or (key.startswith("line") and key in line), line
    assert remedy in line


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('name = "Österreich"'.encode("latin-1"))
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    for path, remedy in ((latin, "UTF-8"), (folder, "folder"), (tmp_path / "none.toml", "check the name")):
        for name in (path, str(path)):
            with pytest.raises(BadInput, match=remedy) as caught:
                load(name)
            one_line(caught.value, path)


def test_a_name_that_is_none() -> None:
    for name, hint in (("bse", "did you mean 'base'"), ("", "there are base"), ("the moon", "there are base")):
        with pytest.raises(BadInput, match=hint) as caught:
            load(name)
        assert "\n" not in str(caught.value)


def test_a_deal_that_is_none() -> None:
    with pytest.raises(BadInput, match="deal 'wolves': first-lesson has none of that name; there are random"):
        rules.start(load("first-lesson"), Chance(1), "wolves")


def test_a_file_of_ones_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "border-year.toml"
    path.write_text(EXAMPLE, "utf-8")
    box = load(path)
    assert (box.id, box.shipped) == ("border-year", False)
    assert box.digest == parse(EXAMPLE, HERE).digest


def test_the_digest_sees_all_that_bears_on_play_and_no_prose() -> None:
    digest = parse(EXAMPLE, HERE).digest
    prose = (swap("Aldmar", "Altmark"), swap("an invented example", "a comment"), swap("Nobody wants", "None wants"))
    play = (
        swap("balance_actual = 0", "balance_actual = 1"),
        swap("swords = 4", "swords = 5"),
        swap("share = 0.3", "share = 0.4"),
        swap("deck = { content = 1", "deck = { content = 2"),
        swap('BBB = "expansionist"', 'BBB = "content"'),
        swap('kind = "defence"', 'kind = "entente"'),
        swap("[6, 8]", "[6, 9]"),
    )
    assert {parse(change(EXAMPLE), HERE).digest for change in prose} == {digest}
    assert len({parse(change(EXAMPLE), HERE).digest for change in play} | {digest}) == len(play) + 1
