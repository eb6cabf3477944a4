"""Playing in the terminal from a test: a pipe, a keyboard, a program at the far end."""

from __future__ import annotations

import io

from plays import box_of

from game.chance import Chance, Draw
from game.match import Match
from game.orders import texts
from game.players import PERSON, player
from game.record import RecordedMatch, new_match
from game.sitting import Sitting
from game.text import play
from game.text.console import Console
from game.text.visit import Visit


def match_of(
    scenario: str = "first-lesson", seats: str = PERSON, seed: int = 3, deal: str | None = None
) -> RecordedMatch:
    box = box_of(scenario)
    names = seats.split(",")
    return new_match(box, names if len(names) > 1 else names * box.world.n, seed, deal)


def pipe(match: RecordedMatch, *lines: str, coach: bool = False) -> str:
    """What is written when these lines come in."""
    out = io.StringIO()
    play(Sitting(match, coach=coach), io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


def flat(text: str) -> str:
    """Without the ends of lines."""
    return " ".join(text.split())


class Keys(io.StringIO):
    """A keyboard and a screen that pass for a terminal."""

    def isatty(self) -> bool:
        return True


class Machine:
    """Another program at the far end of the pipe: plays every seat of persons by the protocol alone."""

    def __init__(self, match: Match, who: str) -> None:
        self.match, self.who, self.queue = match, player(who), list[str]()

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError

    def readline(self) -> str:
        if not self.queue:
            power = next(i for i in self.match.waiting() if self.match.players[i] is None)
            state = self.match.state
            luck = Draw(Chance(9).players, power, state.table.round, state.point)
            row = self.who.choose(self.match.observation(power), None, luck)
            self.queue = [*texts(self.match.scenario.world, row), "seal"]
        return self.queue.pop(0) + "\n"


def crisis_opening(match: Match) -> list[str]:
    """Lines that bring Brennia to strike Aldmar in round 2 of base; all others hold."""
    codes = match.scenario.world.codes
    first = {"BRE": ["build sword 3", "stance mobilise"]}
    second = {"BRE": ["stance strike ALD"], "ALD": ["ally hand EST"], "EST": ["ally hand ALD"]}
    return [line for plan in (first, second) for code in codes for line in [*plan.get(code, []), "seal"]]


def terminal(match: RecordedMatch, *lines: str) -> str:
    out = Keys()
    play(Sitting(match), Keys("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


TYPED_ALL = "look\nmap\nodds\nlegal\nletters\nlog\norders\nhelp\nseal\n"


def visit(match: RecordedMatch, power: int, typed: str = TYPED_ALL) -> str:
    out = io.StringIO()
    console, sitting = Console(io.StringIO(typed), out, False), Sitting(match, coach=True)
    Visit(sitting, power, console, match.letters(power), sitting.heard(power)).run()
    return out.getvalue()
