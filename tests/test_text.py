"""The game in a terminal: whole games by pipe, errors that lose nothing, curtains, and no leaks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import SCENARIOS, box_of, played
from veils import hide, hide_step

from game.arrays import NOBODY
from game.chance import Chance, Draw, Draws
from game.crisis import strikes
from game.events import chronicle, public, sentence
from game.match import Match
from game.orders import texts
from game.phases.battles import battles
from game.phases.common import attack_strength
from game.players import PERSON, player
from game.rules import par, totals
from game.scenario import PactKind
from game.state import Answer, Orders, Stage
from game.text import play, retell
from game.text.console import BLANK, CLEAR, Console
from game.text.facts import may_strike
from game.text.fights import fights
from game.text.help import TOPICS
from game.text.play import opening
from game.text.visit import COMMANDS, Visit


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def match_of(scenario: str = "first-lesson", seats: str = PERSON, seed: int = 3, deal: str | None = None) -> Match:
    box = box_of(scenario)
    names = seats.split(",")
    return Match(box, names if len(names) > 1 else names * box.world.n, Chance(seed), deal)


def pipe(match: Match, *lines: str, coach: bool = False) -> str:
    """What is written when these lines come in."""
    out = io.StringIO()
    play(match, io.StringIO("".join(f"{line}\n" for line in lines)), out, coach=coach)
    return out.getvalue()


def flat(text: str) -> str:
    """Without the ends of lines."""
    return " ".join(text.split())


class Keys(io.StringIO):
    """A keyboard and a screen that pass for a terminal."""

    def isatty(self) -> bool:
        return True


class Machine(io.TextIOBase):
    """Another program at the far end of the pipe: plays every seat of persons by the protocol alone."""

    def __init__(self, match: Match, who: str) -> None:
        self.match, self.who, self.queue = match, player(who), list[str]()

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        if not self.queue:
            power, table = self.match.waiting()[0], self.match.state.table
            point = table.wave.astype(np.int64) + 8 * int(self.match.state.stage)
            luck = Draw(Chance(9).players, power, table.round, point)
            row = self.who.choose(self.match.observation(power), None, luck)
            self.queue = [*texts(self.match.scenario.world, row), "seal"]
        return self.queue.pop(0) + "\n"


# ---- whole games ------------------------------------------------------------------------------------------


def test_two_people_play_the_first_lesson_by_pipe() -> None:
    match = match_of()
    text = pipe(match, *(["build shield 1", "seal", "signal peace ALD", "seal"] * 3))
    assert match.over
    assert text.count("Sealed: build shield 1.") == 3
    assert text.count("- Aldmar orders 1 arm.") >= 3
    assert "The game is over after round 3. The cards are turned over:" in text
    points, pars = totals(match.state)[:, 0], par(match.scenario, match.state)[:, 0]
    for name, got, needed in zip(("Aldmar", "Brennia"), points, pars, strict=True):
        result = "wins" if got >= needed else "falls short"
        assert f"{name}: Content. {got} points, par {needed}: it {result}." in text
    assert "Nobody struck anybody." in text
    assert "The table together kept 24 of 30 tokens as butter." in text
    assert CLEAR not in text
    assert "Press Enter" not in text


def test_empty_sheets_can_be_sealed_to_the_end() -> None:
    match = match_of()
    text = pipe(match, *(["seal"] * 6))
    assert match.over
    assert text.count("Sealed: an empty sheet.") == 6


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("who", ["random", "rules"])
def test_a_program_can_play_whole_games(scenario: str, who: str) -> None:
    """Exactly the order lines and `seal` per asked power, crises too; nothing is ever refused."""
    match, out = match_of(scenario, seed=5), io.StringIO()
    play(match, Machine(match, who), out, coach=True)  # type: ignore[arg-type]
    text = out.getvalue()
    assert match.over
    assert "Not possible" not in text
    assert "Not understood" not in text
    assert max(len(line) for line in text.splitlines()) <= 100
    assert all(char.isprintable() or char == "\n" for char in text)
    assert not re.search(r"[\u2500-\u259f|]|--|==|\{|\}", text)  # no boxes, no drawings, no holes


def test_players_in_other_seats_seal_by_themselves() -> None:
    match = match_of("base", "rules,person,rules,random,hold")
    text = pipe(match, *(["seal"] * 40))
    assert match.over
    assert "Aldmar (ALD), your private desk" not in text
    assert text.count("Brennia (BRE), your private desk") == match.round
    assert "The cards are turned over" in text


def test_without_people_the_table_is_told() -> None:
    match = match_of("base", "rules")
    text = pipe(match)
    assert match.over
    assert "Round 1. The orders are turned over:" in text


# ---- a crisis ---------------------------------------------------------------------------------------------


def crisis_opening(match: Match) -> list[str]:
    """Lines that bring Brennia to strike Aldmar in round 2 of base; all others hold."""
    codes = match.scenario.world.codes
    first = {"BRE": ["build sword 3", "stance mobilise"]}
    second = {"BRE": ["stance strike ALD"], "ALD": ["ally hand EST"], "EST": ["ally hand ALD"]}
    return [line for plan in (first, second) for code in codes for line in [*plan.get(code, []), "seal"]]


def test_a_crisis_is_answered_and_joined_by_pipe() -> None:
    match = match_of("base", seed=11)
    lines = crisis_opening(match)
    #            the answer         COR                 DOR            EST: the partner
    lines += ["resist", "seal", "join BRE", "seal", "wait", "seal", "join ALD", "seal"]
    lines += ["join ALD", "seal"]  # DOR, once more
    text = pipe(match, *lines)
    assert "Aldmar (ALD): CRISIS in round 2." in text
    assert "You are struck by Brennia. Type 'yield' or 'resist', then 'seal'." in text
    assert "- Sworn to help you: Estrel." in text
    assert "You took the hand of Aldmar: not to join its defence costs you 4 points, paid to it." in text
    assert re.search(r"join ALD: you help to defend Aldmar, with \d+. It then falls with \d+% instead of \d+%.", text)
    assert "You may choose once more, at half strength" in text
    for event in (
        "Corvia joins the attack of Brennia on Aldmar.",
        "Dorvane waits.",
        "Estrel joins the defence of Aldmar.",
        "Dorvane joins the defence of Aldmar late, at half strength.",
    ):
        assert event in text
    battle = "Brennia (helped by Corvia) against Aldmar (helped by Dorvane and Estrel)."
    assert battle in flat(text)
    assert match.round == 3


def test_in_a_crisis_empty_sheets_resist_and_stay_out() -> None:
    match = match_of("base", seed=11)
    text = pipe(match, *crisis_opening(match), "orders", "seal", "orders", "seal", "seal", "seal")
    assert "You have not answered. Sealed as it is, you resist." in text
    assert "You have not chosen. Sealed as it is, you stay out." in text
    assert "- Aldmar resists." in text
    assert "Estrel left Aldmar alone, to whom it had given its hand, and pays it 4 points." in text


def test_what_does_not_belong_into_a_crisis_is_refused_and_nothing_lost() -> None:
    match = match_of("base", seed=11)
    text = pipe(match, *crisis_opening(match), "build sword 1", "join BRE", "yield", "seal")
    assert text.count("Not possible: ") == 2
    assert "- Aldmar yields a province to Brennia" in text


@pytest.mark.parametrize("scenario", ["july-1914", "six-powers", "base"])
def test_the_odds_on_the_screen_are_those_of_the_rules_when_all_sorts_are_known(scenario: str) -> None:
    """With several strikers the strongest leads, by its whole army, even where it has to divide it."""
    box, draw, several = box_of(scenario), np.random.default_rng(4), 0
    world = box.world
    for _ in range(150):
        match = match_of(scenario)
        n = world.n
        strike = np.full((n, 1), NOBODY, np.int8)
        for a in range(n):
            near = np.flatnonzero(world.reach[a, :, 0])
            if draw.random() < 0.6 and len(near):
                strike[a] = draw.choice(near)
        swords, shields = (draw.integers(0, 9, (n, 1)).astype(np.int8) for _ in range(2))
        lines = strikes(match.state.put(strike=strike).table)
        if lines.duel.any() or not lines.attack.any():
            continue
        answer = np.where(lines.attack.any(0), np.int8(Answer.RESIST), np.int8(Answer.NONE))
        state = match.state.put(
            stage=Stage.HELP,
            strike=strike,
            answer=answer,
            swords=swords,
            arms=swords + shields,
            seen=np.repeat(swords[None], n, 0),
        )
        whole = attack_strength(world, state)[:, 0]
        _, outcome = battles(box, state, Orders.hold(n, 1), Draws(np.array([7], np.uint64)))
        assert outcome.margin is not None
        match.state = state
        for fight in fights(match.observation(0)):
            d, first = fight.defender, max(int(whole[a]) for a in fight.attackers)
            leading = [a for a in fight.attackers if whole[a] == first]
            if len(leading) == 1:
                hidden = int(box.edge[leading[0], d, 0] - world.edge[leading[0], d, 0])
                assert fight.margin + hidden == int(outcome.margin[d, 0])
                several += len(fight.attackers) > 1
    assert several > 20


def test_nothing_is_owed_to_who_strikes_itself_and_pacts_count_at_half() -> None:
    match = match_of("six-powers", seed=11)
    n = match.scenario.world.n
    a, b, c, d, e = range(5)
    strike = np.full((n, 1), NOBODY, np.int8)
    strike[b] = a
    hand, pacts = np.zeros((n, n, 1), bool), np.zeros((n, n, 5, 1), np.int8)
    hand[c, a] = hand[a, c] = True
    for x, kind in ((d, PactKind.DEFENCE), (e, PactKind.NEUTRALITY)):
        pacts[x, a, kind] = pacts[a, x, kind] = 1

    def page() -> str:
        asked = np.arange(n)[:, None] == a
        match.state = match.state.put(stage=Stage.ANSWERS, strike=strike, hand=hand, pacts=pacts, asked=asked)
        return flat(visit(match, a, "seal\n"))

    name = [power.name for power in match.scenario.world.powers]
    text = page()
    assert f"Sworn to help you: {name[c]} and {name[d]}." in text
    assert f"not to join its defence costs {name[d]} 4 points." in text
    assert f"to join a side against {name[a]} costs {name[e]} 2 points." in text
    strike[a] = n - 1
    text = page()
    assert "Sworn to help you" not in text
    assert f"counts at half and costs {name[d]} 2 points." in text
    assert f"to join a side against {name[a]} costs {name[e]} 1 point." in text


def test_what_is_legal_in_a_crisis_names_its_price_and_after_the_choice_the_choice() -> None:
    match = match_of("base", seed=11)
    lines = ["legal", "resist", "legal", "undo", "resist", "seal", "legal", "wait", "seal"]
    text = flat(pipe(match, *crisis_opening(match), *lines))
    assert re.search(r"- yield \(\d+ points?, and a token less every round\)", text)
    assert re.search(r"- resist \(\d+ points? and \d+ arms?\)", text)
    assert "Your choice is made: resist. Type 'undo' to take it back." in text
    assert re.search(r"- join X \[X: ALD, BRE\] \(\d+ points? and 1 arm\)", text)


# ---- orders, errors, commands -----------------------------------------------------------------------------


def test_errors_are_one_sentence_and_keep_the_draft() -> None:
    match = match_of()
    text = pipe(match, "build shield 1", "bild sword 2", "build sword 9", "stance strike BRE", "say", "orders", "seal")
    assert "'bild' is neither an order nor a command. Did you mean 'build'?" in text
    assert "Not possible: at most 3 arms can be built in a round." in text
    assert "Not possible: only a power that mobilised" in text
    assert "Not understood: 'say' is not complete" in text
    assert "Your orders so far, not sealed yet:\n1. build shield 1\nTo be kept as butter: 4 tokens." in text
    assert "Sealed: build shield 1." in text


def test_tokens_left_are_told_after_every_order() -> None:
    text = pipe(
        match_of(),
        "build sword 2",
        "ally hand BRE",
        "signal peace BRE",
        "stance mobilise",
        "build shield 1",
        "seal",
    )
    assert [int(n) for n in re.findall(r"Noted: .*\. (\d) tokens? left\.", text)] == [3, 2, 1, 0]
    assert "Not possible: that takes more than the 5 tokens there are" in text
    assert "Kept as butter: 0 tokens, and what is bound for hands that are not taken." in text


def test_orders_can_be_taken_back() -> None:
    lines = [
        "undo",
        "build sword 2",
        "read BRE 4",
        "say peace BRE",
        "undo 1",
        "undo 7",
        "undo",
        "orders",
        "clear",
        "orders",
    ]
    text = pipe(match_of(), *lines)
    assert "There is nothing to take back." in text
    assert "Taken back: build sword 2. 5 tokens left." in text
    assert "There is no order number 7" in text
    assert "Taken back: say peace BRE." in text
    assert "1. read BRE 4\n" in text
    assert "All orders taken back." in text
    assert "You have ordered nothing so far." in text


def test_every_command_and_every_topic_answers() -> None:
    for scenario in SCENARIOS:
        lines = [*(c for c in COMMANDS if c not in ("quit", "exit")), *(f"help {topic}" for topic in TOPICS)]
        lines += [
            "help odds",
            "help pacts",
            "help watch",
            "help threats",
            "help works",
            "help sword",
            "help nonsense",
        ]
        text = pipe(match_of(scenario), *lines, "log 1", "# a remark", "")
        assert "THE GAME IN SHORT" in text
        assert "You can order now:" in text
        assert "There is no help about 'nonsense'." in text
        assert "Nothing has happened yet." in text
        assert max(len(line) for line in text.splitlines()) <= 100
        assert "{" not in text
        module = "There is no help about 'pacts'" not in text
        assert module == box_of(scenario).world.has("standing pacts")


def test_looking_is_free_and_shows_the_desk_again() -> None:
    text = pipe(match_of(), "look", "seal")
    assert text.count("Aldmar (ALD), your private desk. Round 1 of 3.") == 2
    assert text.count("What to do here:") == 3  # twice to Aldmar, once to Brennia


def test_the_log_tells_what_was_seen() -> None:
    text = pipe(match_of(), "build sword 1", "seal", "seal", "log", "log 1", "log 9")
    assert text.count("Round 1:\n- Aldmar orders 1 arm.\n- Aldmar builds 1 sword.") == 2
    assert "There is no round 9 to tell of; they are 1 to 2." in text


def test_a_proposal_cannot_be_missed_and_its_line_accepts_it() -> None:
    match = match_of("six-powers")
    others = ["seal"] * 5
    text = pipe(match, "ally propose offence COR BRE", "ally propose limit 8 FEN", *others, "seal", "seal")
    assert "Brennia proposes" not in text
    desk = text[text.rindex("Brennia (BRE), your private desk") :]
    assert "WAITING FOR YOUR ANSWER:" in desk
    assert "- Aldmar proposes a pact to you: offence against Corvia. This is the last round" in desk
    found = re.search(r"- To accept, type: (ally accept [^\n]*)\n", desk)
    assert found
    assert desk.index("WAITING FOR YOUR ANSWER") < desk.index("Remember: 1 proposal") < desk.index("Brennia, 5 tokens")
    text = pipe(match, found[1], "seal", *["seal"] * 4)
    assert "Aldmar and Brennia make a pact: offence against Corvia." in flat(text)


def test_odd_lines_are_answered() -> None:
    text = pipe(match_of(), "seal", "seal", "log \u00b2", f"log {'9' * 5000}", "build\tsword\t1", "seal now", "seal")
    assert "There is no round \u00b2 to tell of" in text
    assert "Noted: build sword 1." in text
    assert "'seal' stands alone" in text
    assert "Sealed: build sword 1." in text


def test_only_rounds_to_come_may_be_the_last() -> None:
    match = match_of("base", "person,hold,hold,hold,hold", seed=1)
    text = pipe(match, *["seal"] * 7)
    low, high = match.scenario.world.rounds
    for round_ in range(1, match.round + 1):
        page = flat(text[text.index(f"your private desk. Round {round_}") :][:1500])
        assert (f"after round {low}" in page) == (round_ <= low)
        assert ("the game ends after this round" in page) == (round_ == high)


def test_a_power_with_nobody_in_reach_is_not_said_to_strike() -> None:
    match = match_of()
    match.state = match.state.put(mobilised_on=np.array([[0], [0]], np.int8))
    assert may_strike(match.observation(0), 1)
    match.state = match.state.put(occupier=np.array([[1], [NOBODY]], np.int8))
    assert not may_strike(match.observation(0), 1)


def test_weights_that_are_no_cards_are_told_in_percent() -> None:
    world, out = box_of("base").world, io.StringIO()
    opening(Console(io.StringIO(), out, False), replace(world, deck=np.array([0.4, 0.3, 0.0, 0.0, 0.1])))
    assert "In the deck: 50% Content, 38% Fearful, 13% Expansionist." in flat(out.getvalue())


def test_letters_reach_whom_they_are_meant_for() -> None:
    match = match_of("base")
    lines = ['say to COR "meet me at dawn"', 'say to all "we arm only to be safe"', "seal", *["seal"] * 4]
    text = pipe(match, *lines, "letters", "seal", "letters", "seal", "look", "letters", "seal")
    aldmar, brennia, corvia = (
        text[text.index(f"{name}, your private desk. Round 2") :].split("your private desk. Round 2")[1]
        for name in ("Aldmar (ALD)", "Brennia (BRE)", "Corvia (COR)")
    )
    assert 'Aldmar to Corvia: "meet me at dawn"' in aldmar
    assert "dawn" not in brennia
    assert 'Aldmar to all: "we arm only to be safe"' in brennia
    assert 'Aldmar to you: "meet me at dawn"' in corvia
    reveal = text[text.index("Round 1. The orders are turned over:") : text.index("your private desk. Round 2")]
    assert "we arm only to be safe" in reveal
    assert "dawn" not in reveal


def test_the_coach_tells_both_sides_of_an_arm() -> None:
    text = pipe(match_of(), "build sword 2", "seal", coach=True)
    assert "One shield more and Brennia could take your land" in text
    assert "The chance that Brennia, alone, could take your land goes from" in text
    assert "But the chance that you could take the land of Brennia goes from" in text
    assert "Coach:" not in pipe(match_of(), "build sword 2", "seal")


TYPED = """
build ally signal say stance read yield resist join wait stay out sword shield scrap works hand aid cede
propose accept renounce neutrality entente defence offence limit peace guard open all boycott watch threaten
over to warn accuse hold mobilise strike ALD BRE ale 0 1 2 9 -1 99999 help legal orders undo clear look map
log letters odds seal " "a é \x1b[A \x00 {x} %s # ?
"""
WORDS = TYPED.split()


@settings(deadline=None, max_examples=120)
@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=6).map(" ".join), max_size=25))
def test_whatever_is_typed_the_game_goes_on(typed: list[str]) -> None:
    match = match_of("six-powers")
    text = pipe(match, *(line.replace("\n", " ") for line in typed))
    assert "The game is left in round" in text or match.over
    assert all(char.isprintable() or char == "\n" for char in text)


# ---- leaving and coming back ------------------------------------------------------------------------------


def test_the_end_of_input_leaves_politely_and_what_is_sealed_is_kept() -> None:
    match = match_of()
    text = pipe(match, "build sword 1", "seal", "build shield 2")
    assert text.endswith("Not sealed, and gone: 1 order.\nThe game is left in round 1. Whatever was sealed is kept.\n")
    assert match.waiting() == [1]
    text = pipe(match, *["seal"] * 5)  # who comes back finds the table where it was
    assert match.over
    assert text.index("Brennia (BRE), your private desk. Round 1") < text.index(
        "Aldmar (ALD), your private desk. Round 2"
    )
    assert "Aldmar orders 1 arm." in text


def test_quit_leaves_at_any_prompt() -> None:
    match = match_of()
    assert "The game is left in round 1." in pipe(match, "quit", "seal")
    assert match.waiting() == [0, 1]


# ---- a terminal -------------------------------------------------------------------------------------------


def terminal(match: Match, *lines: str) -> str:
    out = Keys()
    play(match, Keys("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


def test_a_terminal_is_cleared_and_the_keyboard_passed() -> None:
    match = match_of()
    text = terminal(match, "", "build sword 2", "seal", "", "seal", "", "seal")
    opening, aldmar, between, brennia, reveal, *_ = text.split(CLEAR)
    assert opening.endswith("Pass the keyboard to Aldmar. Press Enter. ")
    assert "Aldmar (ALD), your private desk" in aldmar
    assert "Sealed: build sword 2." in aldmar
    assert between.strip() == "Aldmar has sealed. Pass the keyboard to Brennia. Press Enter."
    assert "Brennia (BRE), your private desk" in brennia
    assert "sword 2" not in brennia
    assert "- Aldmar orders 2 arms." in reveal
    assert "Aldmar builds" not in reveal
    assert "you" not in between.lower()


def test_only_enter_opens_a_desk() -> None:
    text = terminal(match_of(), "seal", "help", "", "quit")
    assert "Only Enter, and nothing else, opens the desk of Aldmar. Press Enter. " in text
    assert "Nobody's desk is open now" in text
    assert text.index("Nobody's desk") < text.index("your private desk")
    assert "your private desk" not in terminal(match_of(), "quit")


def test_who_leaves_leaves_nothing_on_the_screen() -> None:
    for lines in (["", "build sword 2", "quit"], ["", "build sword 2"]):
        text = terminal(match_of(), *lines)
        last = text.split(CLEAR)[-1]
        assert "Not sealed, and gone: 1 order." in last
        assert "sword" not in last
        assert text.count(CLEAR) == 2


@pytest.mark.parametrize("kind", ["dumb", None])
def test_a_simple_terminal_gets_empty_lines(kind: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM")
    if kind:
        monkeypatch.setenv("TERM", kind)
    text = terminal(match_of(), "", "seal")
    assert text.count(BLANK) == 2
    assert CLEAR not in text


def test_at_the_end_the_table_may_guess_before_the_cards_are_turned() -> None:
    text = terminal(match_of(), *["", "seal"] * 6, "")
    guess = text.index("on three, everybody points")
    assert guess < text.index("Press Enter.", guess) < text.index("The cards are turned over:")


def test_one_person_needs_no_curtain() -> None:
    match = match_of("base", "person,hold,hold,hold,hold")
    text = terminal(match, *["seal"] * 9)
    assert match.over
    assert CLEAR not in text
    assert "Press Enter" not in text


def test_a_curtain_can_be_asked_for_or_not() -> None:
    out = io.StringIO()
    play(match_of(), io.StringIO("\nseal\nquit\n"), out, clear=True)
    assert out.getvalue().count(CLEAR) == 2
    screen = Keys()
    play(match_of(), Keys("seal\nseal\n"), screen, clear=False)
    assert CLEAR not in screen.getvalue()


# ---- secrets ----------------------------------------------------------------------------------------------

TYPED_ALL = "look\nmap\nodds\nlegal\nletters\nlog\norders\nhelp\nseal\n"


def visit(match: Match, power: int, typed: str = TYPED_ALL) -> str:
    out = io.StringIO()
    Visit(match, power, Console(io.StringIO(typed), out, False), match.letters(power), coach=True).run()
    return out.getvalue()


@settings(deadline=None, max_examples=60)
@given(
    scenario=st.sampled_from(SCENARIOS),
    seed=st.integers(0, 3),
    place=st.integers(0, 1000),
    viewer=st.integers(0, 6),
    junk=st.integers(0, 2**32 - 1),
)
def test_a_visit_tells_nothing_that_is_hidden(scenario: str, seed: int, place: int, viewer: int, junk: int) -> None:
    """Two games that differ only in what a power may not know look the same from its chair."""
    done = played(scenario, seed)
    place %= len(done.steps)
    asked = np.flatnonzero(done.steps[place].before.table.asked[:, 0])
    power, draw = int(asked[viewer % len(asked)]), np.random.default_rng(junk)

    def at(change: Callable[[Match], None]) -> str:
        match = match_of(scenario, seed=seed)
        match.state, match.steps = done.steps[place].before, list(done.steps[:place])
        change(match)
        return visit(match, power)

    def hidden(match: Match) -> None:
        match.state = hide(match.state, power, draw)
        match.steps = [hide_step(step, power, draw) for step in match.steps]

    assert at(lambda match: None) == at(hidden)


def test_another_card_and_another_read_do_not_show() -> None:
    """From the first line to the last visit: Aldmar's part of two whole games, up to the cards."""

    def aldmar(deal: str, read: str) -> list[str]:
        match = match_of(deal=deal)
        match.state.desk.intent[0] = 0  # the same card for Aldmar, whatever Brennia has
        text = pipe(match, *["build shield 1", "seal", read, "seal"] * 3)
        return re.findall(r"(?s)Aldmar \(ALD\), your private desk.*?Sealed", text)

    first, second = aldmar("frightened", "read ALD 1"), aldmar("one-wolf", "read ALD 5")
    assert len(first) == 3
    assert first == second


def test_before_the_end_a_game_is_retold_without_its_secrets() -> None:
    match = played("july-1914", 2)
    told, ended = io.StringIO(), io.StringIO()
    retell(match, told, ended=False)
    retell(match, ended, ended=True)
    world = match.scenario.world
    everything = flat(told.getvalue())
    for step in match.steps:
        for event in chronicle(world, step):
            if event in public(chronicle(world, step)):
                assert sentence(world, event) in everything
            elif event.kind in ("sorts", "label", "proposed", "margin", "turned"):
                assert sentence(world, event) not in everything
    assert "The cards are turned over" not in everything
    assert ended.getvalue().startswith(told.getvalue())
    assert "The cards are turned over" in ended.getvalue()


def test_a_crisis_is_where_the_tests_think_it_is() -> None:
    match = match_of("base", seed=11)
    pipe(match, *crisis_opening(match))
    assert match.state.stage is Stage.ANSWERS
    assert match.asked() == [0]
