"""Paper slips typed in: the same record and the same debrief as for a game on the screen.

One slip after the other, a line at a time, each checked as it is typed. A finished slip is sealed, and what is sealed
is on the disk; whoever leaves goes on later where the sealed slips end.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from game.arrays import NOBODY
from game.classroom import quiz
from game.classroom.exercise import Exercise
from game.classroom.lesson import free
from game.events import chronicle, public, sentence
from game.files import BadInput
from game.orders import Illegal, Invalid, texts
from game.record import Fall, RecordedMatch, Tie, branch, due, lead, paper_match, ties
from game.scenario import INTENTS, Scenario, World
from game.text.console import Console, Left
from game.words import listed, words


def begin(console: Console, scenario: Scenario, path: Path) -> RecordedMatch:
    """Ask for what was fixed before the first round: how long it lasted, and who held which card."""
    world = scenario.world
    low, high = world.rounds
    console.line(words("classroom.enter.begin", world=world.name, path=path))
    rounds = low
    if low < high:
        prompt = words("classroom.enter.rounds", low=low, high=high)
        rounds = _number(console, prompt, low, high, words("classroom.enter.rounds-bad", low=low, high=high))
    cards: list[str] = []
    while len(cards) < world.n:
        card = _card(console, scenario, len(cards))
        cards = [*cards, card] if card else cards[:-1]
    return paper_match(scenario, cards, rounds, path)


class Back(Exception):
    """A round that was turned over is to be typed anew."""

    def __init__(self, round_: int) -> None:
        super().__init__(round_)
        self.round = round_


def enter(console: Console, match: RecordedMatch) -> None:
    """Take slips until the game is over, or was stopped; raises `Left` when the input ends, and `Back`."""
    if match.over:
        _over(console, match)
    console.line(words("classroom.enter.help"))
    while not match.over:
        while waiting := match.waiting():
            _slip(console, match, waiting[0])
        if not match.over:
            _turn(console, match)
    console.line()
    console.line(words(f"classroom.enter.{'stopped' if match.stopped else 'over'}", round=match.round))


def anew(console: Console, match: RecordedMatch, round_: int, path: Path) -> tuple[RecordedMatch, Path]:
    """The same game at the opening of that round, in a record of its own, and where that is; this one stays."""
    world, new = match.scenario.world, free(path.parent, path.stem, "-")
    again = branch(match, round_, new)
    if match.recorder:
        match.recorder.close()
    console.line(words("classroom.enter.back", round=round_, path=new, old=path.name))
    place = len(again.steps)
    said = [_said(world, i, "; ".join(match.ordered(place, i))) for i in again.asked() if place < len(match.steps)]
    console.listing(words("classroom.enter.back-said"), said)
    return again, new


def _over(console: Console, match: RecordedMatch) -> NoReturn:
    """Nothing is left to be typed, unless a round was typed wrongly."""
    while line := _ask(console, words("classroom.enter.back-over", last=match.round) + " ").lower():
        _back(console, match, line)
    raise Left


def _back(console: Console, match: RecordedMatch, line: str) -> None:
    """Raises `Back` if 'back' or 'back 2' names a round that was turned over; what is wrong is told."""
    if not match.steps:
        console.line(words("classroom.enter.back-none"))
        return
    last = int(match.steps[-1].before.table.round[0])
    word, _, which = line.partition(" ")
    if word == "back" and (not which or (which.isdecimal() and 1 <= int(which) <= last)):
        raise Back(int(which or last))
    console.line(words("classroom.enter.back-bad", last=last))


def _turn(console: Console, match: RecordedMatch) -> None:
    """Lots and dice as they fell, and what came of the slips."""
    world = match.scenario.world
    for tie in ties(match):
        lead(match, tie, _leader(console, match, tie))
    for fall in due(match):
        match.give(fall.die, _die(console, match, fall))
    step = match.advance()
    told = [sentence(world, event) for event in public(chronicle(world, step))]
    console.listing(words("classroom.enter.so"), told)


def _slip(console: Console, match: RecordedMatch, power: int) -> None:
    """One power's slip; sealed at the empty line that ends it. `again` reopens the one sealed before it.

    `stop` ends the game with the round before: the class had no more time.
    """
    world, stage = match.scenario.world, match.state.stage.name.lower()
    name = world.powers[power].name
    console.line()
    console.line(words(f"classroom.enter.step-{stage}", round=match.round, name=name, code=world.codes[power]))
    lines: list[str] = []
    while (line := _ask(console, words("classroom.enter.prompt", code=world.codes[power]))) and line.lower() != "seal":
        word = line.split()[0].lower()
        if word == "undo":
            lines = lines[:-1]
            console.line(words("classroom.enter.undone", lines="; ".join(lines) or words("count.none")))
        elif word == "again":
            _again(console, match, power)
        elif word == "back":
            _back(console, match, line.lower())
        elif word == "show":
            _show(console, match)
            console.line(words("classroom.enter.undone", lines="; ".join(lines) or words("count.none")))
        elif word in ("help", "?"):
            console.line(words("classroom.enter.help"))
        elif word == "stop" and stage == "orders" and match.steps:
            match.stop()
            return
        elif word == "stop":
            console.line(words("classroom.enter.stop-not"))
        else:
            lines = _with(console, match, power, lines, line)
    match.seal(power, lines)


def _with(console: Console, match: RecordedMatch, power: int, lines: list[str], line: str) -> list[str]:
    """The lines with one more, or with those between semicolons; what is wrong is told, and left out."""
    for one in [line] if '"' in line else filter(None, (part.strip() for part in line.split(";"))):
        try:
            match.check(power, [*lines, one])
        except (Invalid, Illegal) as why:
            console.line(words("classroom.enter.refused", line=one, why=why))
        else:
            lines = [*lines, one]
    return lines


def _again(console: Console, match: RecordedMatch, power: int) -> None:
    """Type the slip before this one anew."""
    before = [i for i in match.asked() if i < power and i in match.sealed]
    if not before:
        console.line(words("classroom.enter.again-none"))
        return
    said = _spelt(match, before[-1])
    match.unseal(before[-1])
    console.line(words("classroom.enter.again", lines=said or words("count.none")))
    _slip(console, match, before[-1])


def _show(console: Console, match: RecordedMatch) -> None:
    """What is sealed of this step."""
    for i in sorted(match.sealed):
        console.line(_said(match.scenario.world, i, _spelt(match, i)))


def _spelt(match: RecordedMatch, power: int) -> str:
    """A sealed slip in one line."""
    sheet = match.sealed[power]
    return "; ".join(texts(match.scenario.world, sheet.orders, sheet.messages))


def _said(world: World, power: int, lines: str) -> str:
    return words("classroom.enter.sealed", code=world.codes[power], lines=lines or words("count.none"))


def _die(console: Console, match: RecordedMatch, fall: Fall) -> int:
    """A die as it fell, less one."""
    world, sides = match.scenario.world, match.scenario.world.core.odds.die
    names = [power.name for power in world.powers]
    if fall.first == NOBODY:
        prompt = words("classroom.enter.battle", b=names[fall.second], sides=sides)
    else:
        prompt = words("classroom.enter.duel", a=names[fall.first], b=names[fall.second], sides=sides)
    return _number(console, prompt, 1, sides, words("classroom.enter.die-bad", sides=sides)) - 1


def _leader(console: Console, match: RecordedMatch, tie: Tie) -> int:
    """Who led an attack of equals, as the lot fell at the table."""
    world = match.scenario.world
    codes = [world.codes[i] for i in tie.strikers]
    prompt = words("classroom.enter.lead", b=world.powers[tie.target].name, codes=listed(codes, "or"))
    while (line := _ask(console, prompt + " ").upper()) not in codes:
        console.line(words("classroom.enter.lead-bad", codes=listed(codes, "or")))
    return world.index(line)


def _ask(console: Console, prompt: str) -> str:
    """The next line; `Left` for the word that leaves."""
    line = console.ask(prompt)
    if line.lower() in ("quit", "exit"):
        raise Left
    return line


def _number(console: Console, prompt: str, low: int, high: int, bad: str) -> int:
    while True:
        line = _ask(console, prompt + " ")
        if line.isdecimal() and low <= int(line) <= high:
            return int(line)
        console.line(bad)


def _kinds(scenario: Scenario) -> list[str]:
    """Cards that somebody can hold here: those of the deck, and of the scenario's deals."""
    held: set[str] = {kind for kind, share in zip(INTENTS, scenario.world.deck, strict=True) if share > 0}
    for deal in scenario.deals.values():
        held |= {card if isinstance(card, str) else card["kind"] for card in deal.cards.values()}
        held |= {kind for kind, share in (deal.deck or {}).items() if share > 0}
    return [kind for kind in INTENTS if kind in held]


def _card(console: Console, scenario: Scenario, power: int) -> str:
    """A card as files write it: 'content', 'claimant BRE'; empty if the one before it is to be typed again."""
    world, kinds = scenario.world, _kinds(scenario)
    others = [code for i, code in enumerate(world.codes) if world.reach[power, i, 0]]
    asked = words("classroom.enter.card", name=world.powers[power].name, cards=listed(kinds, "or")) + " "
    if "claimant" in kinds and others:
        asked += words("classroom.enter.card-target", code=others[0]) + " "
    while True:
        line = _ask(console, asked)
        if line.lower() == "again":
            return ""
        try:
            return read_card(line, kinds, others)
        except BadInput as why:
            console.line(str(why))


def read_card(line: str, kinds: Sequence[str], targets: Sequence[str]) -> str:
    """A card from what somebody typed: 'cl bre' is 'claimant BRE'; `BadInput` says what is missing."""
    kind, *rest = line.lower().split() or [""]
    fits = [name for name in kinds if kind and name.startswith(kind)]
    if len(fits) != 1:
        raise BadInput(words("classroom.enter.card-bad", word=kind, cards=listed(kinds, "or")))
    if fits[0] != "claimant":
        return fits[0]
    target = rest[-1].upper() if rest else ""
    if target not in targets:
        raise BadInput(words("classroom.enter.target-bad", codes=listed(targets, "or")))
    return f"claimant {target}"


# ---- quizzes ---------------------------------------------------------------------------------------------


def quizzes(console: Console, exercise: Exercise, when: str, path: Path) -> None:
    """Take the sheets of a quiz, a line a sheet, each on the disk before the next is asked for; an empty line ends."""
    asked = exercise.file.quiz
    told = {"quiz": len(asked), "survey": len(quiz.statements()), "title": exercise.file.title}
    console.line(words("classroom.quiz.begin", when=when, path=path, **told))
    seen = set()
    while line := console.ask(words("classroom.quiz.prompt")):
        try:
            found = quiz.sheet(exercise, when, line)
            quiz.append(path, found)
        except BadInput as why:
            console.line(str(why))
            continue
        person = line.split()[0]
        if person in seen:
            console.line(words("classroom.quiz.again", person=person, when=when))
        seen.add(person)
        right = {(f"q{k}", question.answer) for k, question in enumerate(asked, 1)}
        hits = len(right & {(answer.question, answer.answer) for answer in found})
        console.line(words("classroom.quiz.sheet", person=person, right=hits, quiz=len(asked)))
