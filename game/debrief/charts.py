"""The report's pictures, drawn from the view models: each power by colour and letter, everything labelled in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib import rc_context
from matplotlib.figure import Figure

from game.debrief.canvas import BLOOD, DPI, FAINT, INK, PAPER, RULE, SEA, SIZE, STEEL, label, png, style
from game.debrief.model import Debrief, Share
from game.debrief.palette import ink, on
from game.debrief.panels import arms, belief, threat
from game.debrief.story import percent
from game.words import words


@dataclass(frozen=True)
class Chart:
    """A picture and the words that stand for it."""

    name: str
    title: str
    how: str  # how to read it; "" where it needs no telling
    alt: str
    png: bytes


def charts(debrief: Debrief) -> dict[str, Chart]:
    """All pictures of a debrief, by name; those with nothing to show are left out."""
    painters: dict[str, Callable[[Debrief], tuple[Figure, str] | None]] = {
        "dividend": _dividend,
        "arms": arms,
        "threat": threat,
        "belief": belief,
        "scores": _scores,
        "reads": _reads,
    }
    out = {}
    with rc_context(style()):
        for name, paint in painters.items():
            painted = paint(debrief)
            if painted is not None:
                figure, alt = painted
                how = words(f"debrief.chart.{name}.how") if name in ("arms", "belief", "threat") else ""
                out[name] = Chart(name, words(f"debrief.chart.{name}.title"), how, alt, png(figure))
    return out


def _scores(debrief: Debrief) -> tuple[Figure, str] | None:
    """The three shares and their parts, with intervals."""
    rows: list[tuple[Share, bool, str]] = []
    for score in debrief.verdicts.scores:
        rows.append((score.share, False, score.verdict))
        rows += [(part, True, "") for part in score.parts]
    if all(share.value is None for share, _, _ in rows):
        return None
    figure = Figure(figsize=(13.2, 0.75 * len(rows) + 1.0), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    high = max([share.high for share, _, _ in rows if share.high is not None] + [0.3])
    low = min([share.low for share, _, _ in rows if share.low is not None] + [0.0])
    for at, (share, part, verdict) in enumerate(rows):
        y = -at
        size, colour = (SIZE - 1, FAINT) if part else (SIZE + 2, INK)
        title = f"    {share.title}" if part else share.title
        ax.annotate(
            title,
            (0, y),
            (0, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=size,
            color=colour,
            weight="normal" if part else "bold",
        )
        if share.value is None or share.low is None or share.high is None:
            label(ax, words("debrief.chart.nothing"), (0, y), FAINT, (8, 0))
            continue
        tint = STEEL if part else BLOOD if verdict == "high" else SEA
        ax.plot(
            [share.low, share.high], [y, y], color=tint, linewidth=4 if part else 8, alpha=0.45, solid_capstyle="round"
        )
        ax.plot([share.value], [y], "o", color=tint, markersize=9 if part else 14)
        said = f"{percent(share.value)}%" + (f", {words(f'debrief.score.{verdict}').lower()}" if verdict else "")
        label(
            ax,
            said,
            (share.high, y),
            tint if not part else FAINT,
            (14, 0),
            fontsize=size,
            weight="normal" if part else "bold",
        )
    width = high - low
    ax.set_xlim(low - 0.62 * width, high + 0.3 * width)
    ax.set_ylim(0.6 - len(rows), 0.6)
    ax.axvline(0, color=RULE, linewidth=1.2, zorder=0)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ticks = [x / 10 for x in range(-10, 11) if low - 0.001 <= x / 10 <= high + 0.001]
    ax.set_xticks(ticks, [f"{percent(x)}%" for x in ticks])
    ax.set_xlabel(words("debrief.chart.share"), fontsize=SIZE - 2)
    ax.tick_params(length=0)
    return figure, words("debrief.chart.scores.alt", list=" ".join(share.text for share, _, _ in rows))


def _reads(debrief: Debrief) -> tuple[Figure, str] | None:
    readers = sorted((r for r in debrief.readers if r.brier is not None), key=lambda r: r.brier or 0.0)
    if not readers:
        return None
    figure = Figure(figsize=(13.2, 0.72 * len(readers) + 1.9), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    top = max(max(r.brier or 0, r.evidence or 0, r.deck or 0) for r in readers)
    for at, reader in enumerate(readers):
        seat, y = debrief.seat(reader.power), -at
        assert reader.brier is not None, "the others are left out"
        ax.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        label(ax, seat.name, (0, y), INK, (-14, 0), ha="right", fontsize=SIZE, weight="bold")
        if reader.deck is not None:
            ax.plot([reader.deck], [y], "|", color=FAINT, markersize=24, markeredgewidth=2.5)
        if reader.evidence is not None:
            ax.plot([reader.evidence], [y], "D", color=PAPER, markeredgecolor=INK, markersize=11, markeredgewidth=2)
        ax.plot([reader.brier], [y], "o", color=seat.colour, markeredgecolor=ink(seat.colour), markersize=22)
        label(
            ax,
            seat.letter,
            (reader.brier, y),
            on(seat.colour),
            ha="center",
            va="center_baseline",
            weight="bold",
            fontsize=SIZE - 2 if len(seat.letter) == 1 else SIZE - 6,
        )
    first = readers[0]
    named = [(first.brier, "own"), (first.evidence, "observer"), (first.deck, "deck")]
    for lift, (value, key) in enumerate(sorted(((v, k) for v, k in named if v is not None), reverse=True)):
        arrow = {"arrowstyle": "-", "color": FAINT, "linewidth": 1, "shrinkA": 0, "shrinkB": 12}
        label(ax, words(f"debrief.chart.{key}"), (value, 0), FAINT, (6, 26 + 21 * lift), arrowprops=arrow, ha="left")
    ax.set_xlim(0, top * 1.12)
    ax.set_ylim(0.5 - len(readers), 1.9)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(words("debrief.chart.better"), fontsize=SIZE - 2)
    ax.tick_params(length=0)
    return figure, words("debrief.chart.reads.alt", list=" ".join(reader.text for reader in readers))


def _dividend(debrief: Debrief) -> tuple[Figure, str] | None:
    """One bar: butter, arms, and the rest; a table that owes more than it kept has no bar to show."""
    had = debrief.dividend
    parts = [("butter", had.butter, "#d9b44a"), ("arms", had.arms, BLOOD), ("other", had.other, STEEL)]
    if had.tokens <= 0 or min(number for _, number, _ in parts) < 0:
        return None
    figure = Figure(figsize=(13.2, 1.7), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    left = 0
    for at, (key, number, colour) in enumerate(parts):
        ax.barh(0, number, 0.8, left=left, color=colour, edgecolor=PAPER, linewidth=2)
        text = words(f"debrief.chart.went-{key}", number=number)
        if number > 0.012 * len(text) * had.tokens:
            label(ax, text, (left + number / 2, 0), on(colour), ha="center", fontsize=SIZE + 1, weight="bold")
        elif number:
            side = {0: "left", 1: "center", 2: "right"}[at]
            label(ax, text, (left + number * at / 2, -0.72), INK, ha=side, fontsize=SIZE - 1)
        left += number
    ax.set_xlim(0, had.tokens)
    ax.set_ylim(-0.95, 0.5)
    ax.axis("off")
    return figure, words(
        "debrief.chart.dividend.alt", tokens=had.tokens, butter=had.butter, arms=had.arms, other=had.other
    )
