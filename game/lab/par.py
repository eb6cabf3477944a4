"""Points to reach, set from games of the blueprint player: `dilemma lab par`.

For every scenario cards are dealt at random, and where it has a deal of its own that one is played too. The par of
a card, a seat and a last round is the number of points that about half of those games reach; where many games end
on the same points, one cell's par is a little high and another's a little low, so that the card's share over all
seats and lengths is as near to one half as can be. Seats of a symmetric map share their pars. Set on one seed and
reported on the next.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from game.arrays import Array
from game.crew import Crew
from game.files import CheckFailed, data
from game.lab.balance import CARDS, symmetric
from game.match import BATCH, Results, play_batch
from game.progress import progress
from game.scenario import INTENTS, Scenario, forget, load, names
from game.stats import Z95, Interval, mean, simultaneous
from game.words import numeral

PLAYER = "blueprint"
SEED = 101  # the traits of the blueprint were fixed on seeds below 100
LOW, HIGH = 0.35, 0.65  # between these shares of its holders a card's par should be reached
RARE = 20  # games of a card in a seat; with fewer it has no par of its own
THIN = 30  # games of one length; with fewer it borrows those of the other lengths
CHOICES = 9  # pars looked at for each length
EACH = 0.1  # what it counts that every cell is near to one half, beside the card as a whole
SWEEPS = 50

Table = dict[str, dict[str, list[int]]]  # pars by code, card and last round
HEAD = """\
# Points to reach, by card, for each possible last round. Measured by `dilemma lab par --write` with blueprint
# players, {games} games a deal, seed {seed}: about half of them get there.
# [world] is for files of one's own: five tokens, six rounds, at balance -2, 0 and +2; base and the four worlds,
# two of a balance averaged.
"""


@dataclass(frozen=True, eq=False)
class Games:
    """Games of one deal."""

    points: Array  # (N, B)
    intent: Array  # (N, B)
    rounds: Array  # (B,)


@dataclass(eq=False)
class Line:
    """The pars of one card in a seat, or in all of a symmetric map: D deals, X lengths, V pars to choose from."""

    seats: Sequence[int]
    values: Array  # (V,) rising
    hits: Array  # (D, X, V) games that reach them
    games: Array  # (D, X)
    at: Array  # (X,) the chosen ones; they do not fall

    @property
    def chosen(self) -> Array:
        """(D, X) games that reach the chosen pars."""
        return np.asarray(self.hits[:, np.arange(len(self.at)), self.at])


# ---- setting them ---------------------------------------------------------------------------------------


def pars(box: Scenario, deals: Sequence[Games]) -> Table:
    """A table of par.toml. Cards that are hardly dealt in a seat are left to the rule of thumb of `scenario`."""
    n, out = box.world.n, {code: dict[str, list[int]]() for code in box.world.codes}
    groups = [list(range(n))] if symmetric(box) else [[i] for i in range(n)]
    for card, intent in enumerate(INTENTS):
        lines = [line for seats in groups if (line := _line(box.world.rounds, deals, seats, card))]
        _settle(lines)
        for line in lines:
            for seat in line.seats:
                out[box.world.codes[seat]][intent] = [int(p) for p in line.values[line.at]]
    return {code: row for code, row in out.items() if row}


def _line(rounds: tuple[int, int], deals: Sequence[Games], seats: Sequence[int], card: int) -> Line | None:
    """Its choices; chosen is at first, for each length, what is nearest to one half."""
    lengths = np.arange(rounds[0], rounds[1] + 1)
    dealt = [games.intent[seats] == card for games in deals]
    points = [games.points[seats][here] for games, here in zip(deals, dealt, strict=True)]
    played = [np.broadcast_to(games.rounds, here.shape)[here] for games, here in zip(deals, dealt, strict=True)]
    if sum(map(len, points)) < RARE:
        return None
    cells = _cells(points, played, lengths)
    pooled = [np.concatenate(cell) for cell in cells]
    values = np.unique(np.concatenate([_choices(cell) for cell in pooled]))
    hits = np.array([[(part[:, None] >= values).sum(0) for part in cell] for cell in cells]).swapaxes(0, 1)
    share = hits.sum(0) / np.maximum([[len(cell)] for cell in pooled], 1)
    at = np.maximum.accumulate(np.abs(share - 0.5).argmin(1))
    return Line(seats, values, hits, np.array([[len(part) for part in cell] for cell in cells]).T, at)


def _cells(points: Sequence[Array], played: Sequence[Array], lengths: Array) -> list[list[Array]]:
    """Points by length and deal; where there are few games of a length, those of the others, moved to it."""
    everything, rounds = np.concatenate(points), np.concatenate(played)
    step = 0.0
    if len(np.unique(rounds)) > 1:
        step = max(0.0, float(np.polyfit(rounds, everything, 1)[0]))
    out = []
    for length in lengths:
        cell = [p[r == length] for p, r in zip(points, played, strict=True)]
        if sum(map(len, cell)) < THIN:
            cell = [np.rint(p + step * (length - r)).astype(int) for p, r in zip(points, played, strict=True)]
        out.append(cell)
    return out


def _choices(points: Array) -> Array:
    """The pars whose shares are nearest to one half, one for each share; each halfway between what games ended on."""
    ends, counts = np.unique(points, return_counts=True)
    par = np.concatenate([ends[:1], (ends[:-1] + ends[1:] + 1) // 2, ends[-1:] + 1])
    share = 1 - np.concatenate([[0], counts.cumsum()]) / counts.sum()
    return np.asarray(par[np.argsort(np.abs(share - 0.5), kind="stable")[:CHOICES]])


def _settle(lines: Sequence[Line]) -> None:
    """Move single cells, and runs of lengths together, as long as that brings the card nearer to one half."""
    if not lines:
        return
    n = np.maximum(sum(line.games.sum(1) for line in lines), 1)[:, None]
    for _ in range(SWEEPS):
        moved = False
        for line in lines:
            for first, last in combinations(range(len(line.at) + 1), 2):
                moved |= _move(line, first, last, sum(other.chosen.sum(1) for other in lines)[:, None], n)
        if not moved:
            return


def _move(line: Line, first: int, last: int, reached: Array, n: Array) -> bool:
    """The best common par for some lengths of a line; ``reached`` and ``n`` (D, 1) are of the whole card."""
    now, games = line.chosen[:, first:last], line.games[:, first:last, None]

    def cost(hits: Array) -> Array:
        """(V,), of the hits (D, lengths, V) in the cells in question."""
        whole = (reached - now.sum(1)[:, None] + hits.sum(1)) / n
        cells = (hits / np.maximum(games, 1) - 0.5) ** 2 * games / n[:, None]
        return np.asarray(((whole - 0.5) ** 2 * (n > 1)).sum(0) + EACH * cells.sum((0, 1)))

    price = cost(line.hits[:, first:last])
    least = line.at[first - 1] if first else 0
    most = line.at[last] if last < len(line.at) else len(line.values) - 1
    price[:least], price[most + 1 :] = np.inf, np.inf
    best = int(price.argmin())
    if price[best] >= float(cost(now[:, :, None])[0]) - 1e-9:
        return False
    line.at[first:last] = best
    return True


def worlds(tables: Mapping[str, Table]) -> dict[str, list[int]]:
    """Par after six rounds at balance -2, 0 and +2; the opportunist, whom base lacks, between its neighbours."""
    groups = [["world-defence-alike", "world-defence-plain"], ["base"], ["world-offence-alike", "world-offence-plain"]]
    out: dict[str, list[int]] = {}
    for card in CARDS:
        found = [[next(iter(tables[name].values()))[card][1] for name in group] for group in groups]
        out[card] = [math.ceil(sum(row) / len(row)) for row in found]
    out["opportunist"] = [(a + b) // 2 for a, b in zip(out["content"], out["expansionist"], strict=True)]
    return {card: out[card] for card in INTENTS}


def par_toml(tables: Mapping[str, Table], games: int, seed: int) -> str:
    """The text of rules/par.toml."""
    lines = [HEAD.format(games=games, seed=seed).rstrip(), "[world]"]
    lines += [f"{card} = {values}" for card, values in worlds(tables).items()]
    for name, table in tables.items():
        lines.append(f"\n[scenario.{name}]")
        for code, cards in table.items():
            row = ", ".join(f"{card} = {values}" for card, values in cards.items())
            lines.append(f"{code} = {{ {row} }}")
    return "\n".join(lines) + "\n"


# ---- reporting on them ----------------------------------------------------------------------------------


def won(box: Scenario, table: Table, games: Games) -> Array:
    """(N, B) reached the par of such a table."""
    par = box.world.par.copy()
    for code, row in table.items():
        for intent, values in row.items():
            par[INTENTS.index(intent), box.world.index(code)] = values
    seats = np.arange(box.world.n)[:, None]
    return np.asarray(games.points >= par[games.intent, seats, games.rounds - box.world.rounds[0]])


def by_card(name: str, deal: str, games: Games, reached: Array) -> list[dict[str, Any]]:
    """The share of a card's holders that reach their par; games are the units of the interval, not seats."""
    rows = []
    for card, intent in enumerate(INTENTS):
        dealt = games.intent == card
        if not dealt.any():
            continue
        share, ci = _share((reached & dealt).sum(0), dealt.sum(0))
        good = LOW <= share <= HIGH
        rows.append({"scenario": name, "deal": deal, "card": intent, "dealt": int(dealt.sum())})
        rows[-1] |= {"share": share, "ci": ci, "good": good}
    return rows


def _share(hits: Array, of: Array) -> tuple[float, Interval]:
    """A ratio of two sums over games, with its normal interval."""
    share = float(hits.sum() / of.sum())
    half = Z95 * math.sqrt(float(((hits - share * of) ** 2).sum())) / float(of.sum())
    return share, (max(0.0, share - half), min(1.0, share + half))


def by_seat(box: Scenario, games: Games, reached: Array, comparisons: int) -> list[dict[str, Any]]:
    """What a seat has over the mean of its table, in points and in pars reached; simultaneous intervals."""
    rows = []
    for what, values in (("points", games.points.astype(float)), ("par", reached.astype(float))):
        off = values - values.mean(0)
        for i, code in enumerate(box.world.codes):
            value, ci = mean(off[i], simultaneous(comparisons))
            rows.append({"scenario": box.id, "seat": code, "of": what, "off": value, "ci": ci})
            rows[-1]["alike"] = ci[0] <= 0 <= ci[1]
    return rows


# ---- the command ----------------------------------------------------------------------------------------

Job = tuple[str, str, int, int, int]  # scenario, deal, seed, first game, games


def _play(job: Job) -> Games:
    name, deal, seed, first, games = job
    some = Results.join(list(play_batch(load(name), [PLAYER], games, seed, deal, first)))
    return Games(some.points, some.intent, some.rounds)


def jobs(wanted: Iterable[str], games: int, seeds: Iterable[int]) -> list[Job]:
    """Batches, the longest first, so that no processor waits long for another at the end."""
    out = []
    for name in wanted:
        deals = dict.fromkeys(("random", load(name).default_deal))
        for begin in range(0, games, BATCH):
            count = min(BATCH, games - begin)
            out += [(name, deal, seed, begin, count) for deal in deals for seed in seeds]
    return sorted(out, key=lambda job: -job[4] * load(job[0]).world.n ** 2)


def played(todo: Sequence[Job], crew: Crew) -> dict[tuple[str, str, int], Games]:
    """All batches of a scenario, a deal and a seed as one."""
    parts: dict[tuple[str, str, int], dict[int, Games]] = {}
    with progress("batches", len(todo)) as tell:
        for done, (job, games) in enumerate(zip(todo, crew.each(_play, todo), strict=True)):
            parts.setdefault(job[:3], {})[job[3]] = games
            tell(done + 1)
    return {
        key: Games(*(np.concatenate([vars(some[k])[x] for k in sorted(some)], -1) for x in Games.__annotations__))
        for key, some in parts.items()
    }


def main(
    games: int, seed: int | None, *, crew: Crew, as_json: bool, write: bool, document: Callable[[Any], None]
) -> None:
    """Set the pars on ``seed``, tell how many reach them on the next; with ``write``, keep them."""
    began, seed = time.perf_counter(), SEED if seed is None else seed
    found = played(jobs(names(), games, (seed, seed + 1)), crew)
    boxes = {name: load(name) for name in names()}
    tables = {
        name: pars(box, [found[name, deal, seed] for deal in dict.fromkeys(("random", box.default_deal))])
        for name, box in boxes.items()
    }
    if write:
        data("rules", "par.toml").write_text(par_toml(tables, games, seed), "utf-8")
        forget()
    cards, seats = [], []
    level = [box for box in boxes.values() if symmetric(box)]
    for (name, deal, run), some in sorted(found.items()):
        if run == seed:
            continue
        reached = won(boxes[name], tables[name], some)
        cards += by_card(name, deal, some, reached)
        if boxes[name] in level:
            seats += by_seat(boxes[name], some, reached, 2 * sum(box.world.n for box in level))
    if as_json:
        about = {"player": PLAYER, "games": games, "seed": seed, "fresh_seed": seed + 1}
        document(about | {"seconds": time.perf_counter() - began, "cards": cards, "seats": seats})
    else:
        _tell(cards, seats, games, seed)
    bad = [f"{row['scenario']} {row['deal']} {row['card']}" for row in cards if not row["good"]]
    bad += [f"{row['scenario']} {row['seat']}" for row in seats if not row["alike"]]
    if bad:
        raise CheckFailed(f"lab par: beyond what was wanted: {', '.join(bad)}")


def _tell(cards: list[dict[str, Any]], seats: list[dict[str, Any]], games: int, seed: int) -> None:
    print(f"{PLAYER} players, {games} games a deal; pars set on seed {seed}, shares reaching them on seed {seed + 1}")
    for row in cards:
        low, high = row["ci"]
        mark = "" if row["good"] else f"  OUTSIDE {LOW:.0%} to {HIGH:.0%}"
        print(
            f"{row['scenario']:20} {row['deal']:8} {row['card']:13} {row['share']:.1%} ({low:.1%} to {high:.1%}) "
            f"of {row['dealt']}{mark}"
        )
    for name in dict.fromkeys(row["scenario"] for row in seats):
        own = [row for row in seats if row["scenario"] == name]
        odd = [f"{row['seat']} {numeral(row['off'], '+.2f')} {row['of']}" for row in own if not row["alike"]]
        widest = {what: max(abs(row["off"]) for row in own if row["of"] == what) for what in ("points", "par")}
        print(
            f"{name:20} seats "
            + ("differ: " + ", ".join(odd) if odd else "alike")
            + f"; widest {widest['points']:.2f} points, {widest['par']:.1%} of games, off the table's mean"
        )
