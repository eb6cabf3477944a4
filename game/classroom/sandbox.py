"""The sandbox: two dials and the players, many games while the class watches, and the four worlds appear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.classroom.variant import Dials, turned
from game.match import play_batch
from game.scenario import load
from game.stats import Interval, Sum, share

SCENARIO = "base"
AT_ONCE = 20  # games between two looks
DEALS = ("no-aggressor", "random")  # of `SCENARIO`: nobody wants land; cards as they fall


@dataclass(frozen=True)
class Corner:
    """One of Jervis's worlds: a place on the two dials."""

    key: str  # offence-alike, defence-alike, offence-plain, defence-plain
    balance: float
    distinguishability: float


CORNERS = (
    Corner("offence-alike", 2, 0),
    Corner("defence-alike", -2, 0),
    Corner("offence-plain", 2, 1),
    Corner("defence-plain", -2, 1),
)


@dataclass(frozen=True)
class Cast:
    """Who sits at the five courts, and what is on their cards."""

    players: tuple[str, ...] = ("blueprint",)  # one for each power, in table order, or one for all
    deal: str = DEALS[0]


@dataclass(frozen=True)
class Seen:
    """What was seen after so many games."""

    games: int
    wars: int  # games with a battle
    war_rate: float
    war_interval: Interval  # 95%, Wilson
    arms: float  # of a power at the end, on average
    butter: float  # kept by a table, on average


def watch(
    balance: float, distinguishability: float, cast: Cast = Cast(), games: int = 200, seed: int = 1
) -> Iterator[Seen]:
    """Games of the five courts with these dials, and what was seen of them so far, again and again up to ``games``.

    Game k is the same whatever was watched before. Raises `BadInput` for a player, a dial or a deal that cannot be.
    """
    dials = Dials(balance_believed=balance, balance_actual=balance, distinguishability=distinguishability)
    box = turned(load(SCENARIO), dials, "sandbox")
    wars, arms, butter, done = 0, Sum(), Sum(), 0
    while done < games:
        for some in play_batch(box, cast.players, min(AT_ONCE, games - done), seed, cast.deal, done):
            done += len(some.wars)
            wars += int((some.wars > 0).sum())
            arms.add(some.arms)
            butter.add(some.butter.sum(0))
        rate, interval = share(wars, done)
        yield Seen(done, wars, rate, interval, arms.mean, butter.mean)
