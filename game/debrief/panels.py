"""Small multiples: one panel a power, labelled in place, on common scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from game.debrief.canvas import BLOOD, DPI, INK, PAPER, RULE, SIZE, WIDTH, label
from game.debrief.model import Debrief, Moment, Seat
from game.odds import percent
from game.palette import ink, on
from game.words import words

WORDS_WIDTH = 1.45  # inches that the words at the end of a line take
WORDS_GAP = 12.0  # per cent of a panel's height between them


def _columns(debrief: Debrief) -> int:
    n = len(debrief.seats)
    return n if n <= 3 else 2 if n == 4 else 3 if n <= 6 else 4


def _panels(debrief: Debrief, height: float) -> tuple[Figure, list[Axes]]:
    """One panel a power, in table order, with its badge and name above; ``height`` in inches a row."""
    n, columns = len(debrief.seats), _columns(debrief)
    rows = -(-n // columns)
    layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1, hspace=0.04)
    figure = Figure(figsize=(WIDTH, height * rows), dpi=DPI, layout=layout)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    axes = [ax for row in grid for ax in row]
    for ax in axes[n:]:
        ax.set_visible(False)
    for at, (ax, seat) in enumerate(zip(axes, debrief.seats, strict=False)):
        _badge(ax, seat)
        ax.tick_params(length=0, labelsize=SIZE - 1)
        ax.tick_params(labelbottom=at + columns >= n)  # also where the panel below is missing
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y", color=RULE, linewidth=0.7)
        ax.spines["left"].set_visible(False)
    return figure, axes[:n]


def _badge(ax: Axes, seat: Seat) -> None:
    """The letter on its colour, and the name, above a panel."""
    box = {"boxstyle": "circle,pad=0.28", "facecolor": seat.colour, "edgecolor": ink(seat.colour), "linewidth": 1.4}
    small = SIZE - 1 if len(seat.letter) == 1 else SIZE - 5
    label(
        ax,
        seat.letter,
        (0, 1),
        on(seat.colour),
        (15, 20),
        "axes fraction",
        ha="center",
        fontsize=small,
        bbox=box,
        weight="bold",
    )
    label(ax, seat.name, (0, 1), INK, (36, 20), "axes fraction", fontsize=SIZE + 2, weight="bold")
    ax.set_title(" ", fontsize=SIZE + 10)  # room for them


def _rounds(ax: Axes, debrief: Debrief, *, end: bool) -> None:
    """Rounds below a panel, and the end of the game."""
    ticks = list(range(1, debrief.rounds + 1))
    step = 1 + debrief.rounds // 11
    ticks = ticks[::step]
    names = [str(x) for x in ticks]
    if end:
        ticks.append(debrief.rounds + 1)
        names.append(words("debrief.chart.end"))
    ax.set_xticks(ticks, names)


def _named(axes: Sequence[Axes], text: str) -> None:
    """What the heights are, left of the first panel of every row."""
    for ax in axes:
        spec = ax.get_subplotspec()
        if spec is not None and spec.is_first_col():
            ax.set_ylabel(text, fontsize=SIZE - 2)


def _moments(debrief: Debrief, code: str) -> list[Moment]:
    return [moment for moment in debrief.timeline if moment.power == code]


# ---- arms ------------------------------------------------------------------------------------------------


def arms(debrief: Debrief) -> tuple[Figure, str]:
    """Swords above the line and shields below it, what rivals counted, and who struck whom when."""
    figure, axes = _panels(debrief, 3.5)
    top = max(max(moment.swords, moment.seen_most) for moment in debrief.timeline)
    low = max(moment.shields for moment in debrief.timeline)
    marks = {seat.code: _strikes(debrief, seat.code) for seat in debrief.seats}
    most = max((len(notes) for found in marks.values() for notes in found.values()), default=0)
    line = 0.11 * max(top + low, 1)  # height of a line of words, in arms
    small = SIZE - (2 if debrief.rounds <= 9 else 5)
    blank = {"facecolor": PAPER, "linewidth": 0, "pad": 1}
    halo = [withStroke(linewidth=3.8, foreground=PAPER)]
    for ax, seat in zip(axes, debrief.seats, strict=True):
        moments, edge = _moments(debrief, seat.code), ink(seat.colour)
        x = [moment.round for moment in moments]
        ax.bar(x, [m.swords for m in moments], 0.62, color=seat.colour, edgecolor=edge)
        ax.bar(x, [-m.shields for m in moments], 0.62, color=PAPER, edgecolor=edge, hatch="////")
        ax.axhline(0, color=INK, linewidth=1)
        here = [moment for moment in moments if moment.swords + moment.shields or moment.seen]
        least, seen = [m.seen_least for m in here], [m.seen_most for m in here]
        ax.vlines([m.round for m in here], least, seen, color=INK, linewidth=2, path_effects=halo)
        dots = [m.round for m in here], [m.seen for m in here]
        ax.plot(*dots, "o", color=PAPER, markeredgecolor=INK, markersize=6.5, markeredgewidth=1.8)
        for round_, notes in marks[seat.code].items():
            for at, note in enumerate(notes):
                label(
                    ax,
                    note,
                    (round_, top + line * (at + 0.8)),
                    BLOOD,
                    ha="center",
                    weight="bold",
                    fontsize=small,
                    bbox=blank,
                )
        ax.set_ylim(-low - 0.8 * line, top + line * (most + 0.6))
        ax.set_xlim(0.4, debrief.rounds + 1.6)
        ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        _rounds(ax, debrief, end=True)
    _named(axes, f"{words('debrief.chart.shields')}  |  {words('debrief.chart.swords')}")
    return figure, words("debrief.chart.arms.alt", list="; ".join(_arms_alt(debrief)))


def _strikes(debrief: Debrief, code: str) -> dict[int, list[str]]:
    """'→B' and '←B' by round: whom it struck, and who struck it."""
    letters = {seat.code: seat.letter for seat in debrief.seats}
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
        then = {"swords_end": last.swords, "shields_end": last.shields}
        yield words("debrief.chart.arms.alt-one", a=seat.name, swords=first.swords, shields=first.shields, **then)


# ---- belief ----------------------------------------------------------------------------------------------


def belief(debrief: Debrief) -> tuple[Figure, str] | None:
    """What the evidence gave the rivals, what they said, what the power supposed, and the truth."""
    known = [moment for moment in debrief.timeline if moment.suspicion is not None]
    if not known:
        return None
    figure, axes = _panels(debrief, 3.3)
    first, last = min(m.round for m in known), max(m.round for m in known)
    share = WORDS_WIDTH * _columns(debrief) / (WIDTH - 0.9)  # of a panel, for the words at its right
    room = max(last - first, 1) * share / (1 - share)
    told = []
    for ax, seat in zip(axes, debrief.seats, strict=True):
        told.append(_line(ax, debrief, seat))
        ax.set_ylim(-4, 104)
        ax.set_xlim(first - 0.3, last + room)
        ax.set_yticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
        _rounds(ax, debrief, end=False)
    return figure, words("debrief.chart.belief.alt", list="; ".join(told))


def _line(ax: Axes, debrief: Debrief, seat: Seat) -> str:
    """One power's panel; the words that stand for it."""
    colour = ink(seat.colour)
    moments = [moment for moment in _moments(debrief, seat.code) if moment.suspicion is not None]
    wants = next(card.wants_land for card in debrief.cards if card.power == seat.code)
    x = [moment.round for moment in moments]
    given = {round_: _given(debrief, seat.code, round_) for round_ in x}
    least, most = [100 * min(given[r]) for r in x], [100 * max(given[r]) for r in x]
    mean = [100 * (m.suspicion or 0.0) for m in moments]
    supposed = [(m.round, 100 * m.image) for m in moments if m.image is not None]
    said = [(m.round, 100 * m.said) for m in moments if m.said is not None]
    ax.plot([x[0], x[-1]], [100.0 * wants] * 2, color=BLOOD, linewidth=2.2, linestyle=(0, (5, 3)))
    ax.fill_between(x, least, most, color=seat.colour, alpha=0.35, linewidth=0)
    ax.plot(x, mean, color=colour, linewidth=3, solid_capstyle="round")
    ends = [(100.0 * wants, words(f"debrief.chart.truth-{'wants' if wants else 'not'}"), BLOOD)]
    ends.append((mean[-1], words("debrief.chart.evidence"), colour))
    if supposed:
        ax.plot(*zip(*supposed, strict=True), color=INK, linewidth=1.8, linestyle=(0, (1, 1.6)))
        ends.append((supposed[-1][1], words("debrief.chart.image"), INK))
    if said:
        ax.plot(*zip(*said, strict=True), "o", color=PAPER, markeredgecolor=colour, markersize=7, markeredgewidth=1.8)
        ends.append((said[-1][1], words("debrief.chart.said"), colour))
    _at_the_ends(ax, x[-1], ends)
    truth = words(f"debrief.chart.belief.alt-{'wants' if wants else 'not'}")
    figures = {"first": percent(mean[0] / 100), "last": percent(mean[-1] / 100)}
    return words("debrief.chart.belief.alt-one", a=seat.name, truth=truth, **figures)


def _given(debrief: Debrief, code: str, round_: int) -> list[float]:
    """What the evidence gave each rival about that power."""
    some = [b.evidence for b in debrief.beliefs if b.about == code and b.round == round_]
    return [chance for chance in some if chance is not None]


def _at_the_ends(ax: Axes, last: int, ends: Sequence[tuple[float, str, str]]) -> None:
    """Words at the right ends of lines, moved apart where they would lie on one another; heights in per cent."""
    ordered = sorted(ends)
    heights = spread([height for height, _, _ in ordered], WORDS_GAP, 0.0, 100.0)
    for height, (_, text, colour) in zip(heights, ordered, strict=True):
        label(ax, text, (last, height), colour, (12, 0))


def spread(heights: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Rising heights, moved as little as need be so that none is nearer than ``gap`` to the next."""
    groups: list[list[float]] = []  # [sum of where its members would be if it began there, members]
    for height in heights:
        groups.append([height, 1])
        while len(groups) > 1 and _begin(groups[-2]) + gap * groups[-2][1] > _begin(groups[-1]):
            total, count = groups.pop()
            groups[-1][0] += total - gap * groups[-1][1] * count
            groups[-1][1] += count
    out = [_begin(group) + gap * at for group in groups for at in range(int(group[1]))]
    for at in range(len(out)):  # within the panel, from below and then from above
        out[at] = max(out[at], low + gap * at)
    for at in range(len(out)):
        out[-1 - at] = min(out[-1 - at], high - gap * at)
    return out


def _begin(group: list[float]) -> float:
    return group[0] / group[1]


# ---- threat ----------------------------------------------------------------------------------------------


def threat(debrief: Debrief) -> tuple[Figure, str] | None:
    """Points each power expected to lose, stacked by the rival it expected to lose them to."""
    known = [moment for moment in debrief.timeline if moment.threat is not None]
    if not known:
        return None
    figure, axes = _panels(debrief, 3.1)
    top = 1.06 * max(moment.threat or 0.0 for moment in known) or 1.0
    told = []
    for ax, seat in zip(axes, debrief.seats, strict=True):
        height = dict.fromkeys(range(1, debrief.rounds + 1), 0.0)
        for other in debrief.seats:
            for fear in debrief.beliefs:
                if (fear.power, fear.about) != (seat.code, other.code) or not fear.threat or fear.threat < 0:
                    continue
                base, points = height[fear.round], fear.threat
                ax.bar(fear.round, points, 0.72, bottom=base, color=other.colour, edgecolor=PAPER, linewidth=1)
                if points > 0.085 * top:
                    at = (fear.round, base + points / 2)
                    label(ax, other.letter, at, on(other.colour), ha="center", va="center_baseline")
                height[fear.round] += points
        ax.set_ylim(0, top)
        ax.set_xlim(0.4, debrief.rounds + 0.6)
        _rounds(ax, debrief, end=False)
        own = [moment for moment in known if moment.power == seat.code]
        if own:
            most = max(own, key=lambda m: m.threat or 0.0)
            figures = {"first": f"{own[0].threat:.1f}", "most": f"{most.threat:.1f}", "round": most.round}
            told.append(words("debrief.chart.threat.alt-one", a=seat.name, **figures))
    _named(axes, words("debrief.chart.points"))
    return figure, words("debrief.chart.threat.alt", list="; ".join(told))
