"""Small multiples: one panel a power, labelled in place, on common scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from game.debrief.canvas import BLOOD, DPI, INK, PAPER, RULE, SIZE, label
from game.debrief.model import Debrief, Moment, Seat
from game.debrief.palette import ink, on
from game.debrief.story import percent
from game.words import words


def _panels(debrief: Debrief, height: float) -> tuple[Figure, list[Axes]]:
    """One panel a power, in table order, with its badge and name above; ``height`` in inches a row."""
    n = len(debrief.seats)
    columns = n if n <= 3 else 2 if n == 4 else 3 if n <= 6 else 4
    rows = -(-n // columns)
    figure = Figure(figsize=(13.2, height * rows), dpi=DPI, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1, hspace=0.04)  # type: ignore[union-attr]
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    axes = [ax for row in grid for ax in row]
    for ax in axes[n:]:
        ax.set_visible(False)
    for at, (ax, seat) in enumerate(zip(axes, debrief.seats, strict=False)):
        _badge(ax, seat)
        ax.tick_params(length=0, labelbottom=at + columns >= n)  # also where the panel below is missing
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y", color=RULE, linewidth=0.7)
        ax.spines["left"].set_visible(False)
    return figure, axes[:n]


def _badge(ax: Axes, seat: Seat) -> None:
    """The letter on its colour, and the name, above a panel."""
    box = {"boxstyle": "circle,pad=0.28", "facecolor": seat.colour, "edgecolor": ink(seat.colour), "linewidth": 1.4}
    ax.annotate(
        seat.letter,
        (0, 1),
        (15, 20),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="center",
        va="center",
        color=on(seat.colour),
        weight="bold",
        fontsize=SIZE - 1 if len(seat.letter) == 1 else SIZE - 5,
        bbox=box,
    )
    ax.annotate(
        seat.name,
        (0, 1),
        (36, 20),
        xycoords="axes fraction",
        textcoords="offset points",
        va="center",
        fontsize=SIZE + 2,
        weight="bold",
    )
    ax.set_title(" ", fontsize=SIZE + 10)  # room for it


def _rounds(ax: Axes, debrief: Debrief, *, end: bool) -> None:
    """Rounds below a panel, and the end of the game."""
    ticks = list(range(1, debrief.rounds + 1 + end))
    names = [str(x) for x in range(1, debrief.rounds + 1)] + [words("debrief.chart.end")] * end
    step = 1 if len(ticks) <= 12 else 2 + len(ticks) // 24
    ax.set_xticks(ticks[::step], names[::step])


def _moments(debrief: Debrief, code: str) -> list[Moment]:
    return [moment for moment in debrief.timeline if moment.power == code]


def arms(debrief: Debrief) -> tuple[Figure, str]:
    figure, axes = _panels(debrief, 3.5)
    letters = {seat.code: seat.letter for seat in debrief.seats}
    top = max(max(moment.swords, moment.seen_most) for moment in debrief.timeline)
    low = max(moment.shields for moment in debrief.timeline)
    marks = {seat.code: _struck(debrief, seat.code, letters) for seat in debrief.seats}
    most = max((len(notes) for found in marks.values() for notes in found.values()), default=0)
    line = 0.11 * (top + low)  # height of a line of words, in arms
    for ax, seat in zip(axes, debrief.seats, strict=True):
        moments = _moments(debrief, seat.code)
        x = [moment.round for moment in moments]
        ax.bar(x, [m.swords for m in moments], 0.62, color=seat.colour, edgecolor=ink(seat.colour), linewidth=1)
        down = [-m.shields for m in moments]
        ax.bar(x, down, 0.62, color=PAPER, edgecolor=ink(seat.colour), linewidth=1, hatch="////")
        ax.axhline(0, color=INK, linewidth=1)
        ax.vlines(
            [m.round for m in moments],
            [m.seen_least for m in moments],
            [m.seen_most for m in moments],
            color=INK,
            linewidth=2,
        )
        ax.plot(x, [m.seen for m in moments], "o", color=PAPER, markeredgecolor=INK, markersize=6, markeredgewidth=1.6)
        for round_, notes in marks[seat.code].items():
            for at, note in enumerate(notes):
                label(ax, note, (round_, top + line * (at + 0.8)), BLOOD, ha="center", weight="bold")
        ax.set_ylim(-low - 0.8 * line, top + line * (most + 0.6))
        ax.set_xlim(0.4, debrief.rounds + 1.6)
        ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        _rounds(ax, debrief, end=True)
    for ax in axes:
        first = ax.get_subplotspec()
        if first is not None and first.is_first_col():
            ax.set_ylabel(f"{words('debrief.chart.shields')}  |  {words('debrief.chart.swords')}", fontsize=SIZE - 2)
    return figure, words("debrief.chart.arms.alt", list="; ".join(_arms_alt(debrief)))


def _struck(debrief: Debrief, code: str, letters: dict[str, str]) -> dict[int, list[str]]:
    """'→B' and '←B' by round: whom it struck, and who struck it."""
    out: dict[int, list[str]] = {}
    for war in debrief.wars:
        for i in war.strikers:
            for j in war.targets:
                if i != j and code in (i, j):
                    note = f"→{letters[j]}" if code == i else f"←{letters[i]}"
                    out.setdefault(war.round, []).append(note)
    return out


def _arms_alt(debrief: Debrief) -> Iterator[str]:
    for seat in debrief.seats:
        first, *_, last = _moments(debrief, seat.code)
        figures = {
            "swords": first.swords,
            "shields": first.shields,
            "swords_end": last.swords,
            "shields_end": last.shields,
        }
        yield words("debrief.chart.arms.alt-one", a=seat.name, **figures)


def belief(debrief: Debrief) -> tuple[Figure, str] | None:
    if not any(moment.suspicion is not None for moment in debrief.timeline):
        return None
    figure, axes = _panels(debrief, 3.3)
    wants = {card.power: card.wants_land for card in debrief.cards}
    told = []
    for ax, seat in zip(axes, debrief.seats, strict=True):
        colour = ink(seat.colour)
        moments = [moment for moment in _moments(debrief, seat.code) if moment.suspicion is not None]
        x = [moment.round for moment in moments]
        given = {
            m.round: [
                b.evidence
                for b in debrief.beliefs
                if b.about == seat.code and b.round == m.round and b.evidence is not None
            ]
            for m in moments
        }
        ax.fill_between(
            x,
            [100 * min(given[r]) for r in x],
            [100 * max(given[r]) for r in x],
            color=seat.colour,
            alpha=0.35,
            linewidth=0,
        )
        mean = [100 * (m.suspicion or 0.0) for m in moments]
        ax.plot(x, mean, color=colour, linewidth=3, solid_capstyle="round")
        supposed = [(m.round, 100 * m.image) for m in moments if m.image is not None]
        if supposed:
            ax.plot(*zip(*supposed, strict=True), color=INK, linewidth=1.8, linestyle=(0, (1, 1.6)))
        said = [(m.round, 100 * m.said) for m in moments if m.said is not None]
        if said:
            ax.plot(
                *zip(*said, strict=True), "o", color=PAPER, markeredgecolor=colour, markersize=7, markeredgewidth=1.8
            )
        truth = 100.0 * wants[seat.code]
        ax.axhline(truth, color=BLOOD, linewidth=2, linestyle=(0, (5, 3)), clip_on=False, zorder=1)
        tags = [(truth, words(f"debrief.chart.truth-{'wants' if truth else 'not'}"), BLOOD)]
        ends = [(mean[-1], words("debrief.chart.evidence"), colour)]
        ends += [(supposed[-1][1], words("debrief.chart.image"), INK)] if supposed else []
        ends += [(said[-1][1], words("debrief.chart.said"), colour)] if said else []
        _ends(ax, debrief.rounds, [*ends, *tags])
        ax.set_ylim(-4, 104)
        ax.set_xlim(0.7, debrief.rounds * 1.42 + 0.6)
        ax.set_yticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
        _rounds(ax, debrief, end=False)
        truth_words = words(f"debrief.chart.belief.alt-{'wants' if truth else 'not'}")
        told.append(
            words(
                "debrief.chart.belief.alt-one",
                a=seat.name,
                first=percent(mean[0] / 100),
                last=percent(mean[-1] / 100),
                truth=truth_words,
            )
        )
    return figure, words("debrief.chart.belief.alt", list="; ".join(told))


def _ends(ax: Axes, last: int, ends: Sequence[tuple[float, str, str]], gap: float = 13.0) -> None:
    """Words at the right ends of lines, moved apart where they would lie on one another; heights in per cent."""
    ordered = sorted(ends)
    heights = [height for height, _, _ in ordered]
    for _ in range(20 * len(heights)):
        for at in range(len(heights) - 1):
            lack = gap - (heights[at + 1] - heights[at])
            if lack > 0:
                heights[at], heights[at + 1] = heights[at] - lack / 2, heights[at + 1] + lack / 2
        heights = [
            min(max(height, 2 + gap * at), 98 - gap * (len(heights) - 1 - at)) for at, height in enumerate(heights)
        ]
    for height, (_, text, colour) in zip(heights, ordered, strict=True):
        label(ax, text, (last, height), colour, (10, 0))


def threat(debrief: Debrief) -> tuple[Figure, str] | None:
    if not any(moment.threat is not None for moment in debrief.timeline):
        return None
    figure, axes = _panels(debrief, 3.1)
    top = max(moment.threat or 0.0 for moment in debrief.timeline) * 1.06 or 1.0
    told = []
    for ax, seat in zip(axes, debrief.seats, strict=True):
        height = dict.fromkeys(range(1, debrief.rounds + 1), 0.0)
        for other in debrief.seats:
            feared = {b.round: b.threat for b in debrief.beliefs if b.power == seat.code and b.about == other.code}
            for round_, points in feared.items():
                if points is None or points <= 0:
                    continue
                ax.bar(round_, points, 0.72, bottom=height[round_], color=other.colour, edgecolor=PAPER, linewidth=1)
                if points > 0.085 * top:
                    label(
                        ax,
                        other.letter,
                        (round_, height[round_] + points / 2),
                        on(other.colour),
                        ha="center",
                        va="center_baseline",
                    )
                height[round_] += points
        ax.set_ylim(0, top)
        ax.set_xlim(0.4, debrief.rounds + 0.6)
        _rounds(ax, debrief, end=False)
        known = [moment for moment in _moments(debrief, seat.code) if moment.threat is not None]
        if known:
            most = max(known, key=lambda m: m.threat or 0.0)
            told.append(
                words(
                    "debrief.chart.threat.alt-one",
                    a=seat.name,
                    first=f"{known[0].threat:.1f}",
                    most=f"{most.threat:.1f}",
                    round=most.round,
                )
            )
    for ax in axes:
        spec = ax.get_subplotspec()
        if spec is not None and spec.is_first_col():
            ax.set_ylabel(words("debrief.chart.points"), fontsize=SIZE - 2)
    return figure, words("debrief.chart.threat.alt", list="; ".join(told))
