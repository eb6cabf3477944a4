"""The report's pictures, drawn from the view models: each power by colour and letter, everything labelled in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from game.debrief.canvas import BLOOD, BUTTER, DPI, FAINT, INK, PAPER, RULE, SEA, SIZE, STEEL, WIDTH, label, png, style
from game.debrief.model import Debrief, Reader, Share
from game.debrief.panels import arms, belief, threat
from game.odds import percent
from game.palette import ink, on
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
    rows = []  # a share, and its verdict; "" for a part
    for score in debrief.verdicts.scores:
        if score.share.value is not None:
            rows += [(score.share, score.verdict), *((part, "") for part in score.parts)]
    if not rows:
        return None
    figure = Figure(figsize=(WIDTH, 0.7 * len(rows) + 1.0), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    low = min(0.0, *(share.low or 0.0 for share, _ in rows))
    high = max(0.3, *(share.high or 0.0 for share, _ in rows))
    for at, (share, verdict) in enumerate(rows):
        _interval(ax, -at, share, verdict)
    width = high - low
    ax.set_xlim(low - 0.62 * width, high + 0.3 * width)
    ax.set_ylim(0.5 - len(rows), 0.6)
    ax.axvline(0, color=RULE, linewidth=1.4, zorder=0)
    ticks = [x / 10 for x in range(-10, 11) if low - 0.001 <= x / 10 <= high + 0.05]
    ax.set_xticks(ticks, [f"{percent(x)}%" for x in ticks])
    _bare(ax, words("debrief.chart.share"))
    return figure, words("debrief.chart.scores.alt", list=" ".join(share.text for share, _ in rows))


def _interval(ax: Axes, y: float, share: Share, verdict: str) -> None:
    """One row: its name, its interval, its value in words."""
    part = not verdict
    size, weight = (SIZE - 1, "normal") if part else (SIZE + 2, "bold")
    tint = STEEL if part else BLOOD if verdict == "high" else SEA
    coords = ("axes fraction", "data")
    label(ax, share.title, (0, y), FAINT if part else INK, (18 * part, 0), coords, fontsize=size, weight=weight)
    value, low, high = share.value or 0.0, share.low or 0.0, share.high or 0.0
    broad = 4 if part else 8
    ax.plot([low, high], [y, y], color=tint, linewidth=broad, alpha=0.45, solid_capstyle="round")
    ax.plot([value], [y], "o", color=tint, markersize=5 + broad)
    said = f"{percent(value)}%" + (f", {words(f'debrief.score.{verdict}').lower()}" if verdict else "")
    label(ax, said, (high, y), FAINT if part else tint, (14, 0), fontsize=size, weight=weight)


def _bare(ax: Axes, below: str) -> None:
    """Nothing left of the rows; words below the numbers."""
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(below, fontsize=SIZE - 2)
    ax.tick_params(length=0)


def _reads(debrief: Debrief) -> tuple[Figure, str] | None:
    """Every reader's Brier beside the rational observer's and the deck's, the best reader first."""
    readers = sorted((r for r in debrief.readers if r.brier is not None), key=lambda r: r.brier or 0.0)
    if not readers:
        return None
    figure = Figure(figsize=(WIDTH, 0.72 * len(readers) + 1.9), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    for at, reader in enumerate(readers):
        seat, y, brier = debrief.seat(reader.power), -at, reader.brier or 0.0
        ax.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        label(ax, seat.name, (0, y), INK, (-14, 0), ha="right", fontsize=SIZE, weight="bold")
        if reader.deck is not None:
            ax.plot([reader.deck], [y], "|", color=FAINT, markersize=24, markeredgewidth=2.5)
        if reader.evidence is not None:
            ax.plot([reader.evidence], [y], "D", color=PAPER, markeredgecolor=INK, markersize=11, markeredgewidth=2)
        ax.plot([brier], [y], "o", color=seat.colour, markeredgecolor=ink(seat.colour), markersize=22)
        small = SIZE - 2 if len(seat.letter) == 1 else SIZE - 6
        label(ax, seat.letter, (brier, y), on(seat.colour), ha="center", va="center_baseline", fontsize=small)
    _name_marks(ax, readers[0])
    ax.set_xlim(0, 1.22 * max(max(r.brier or 0, r.evidence or 0, r.deck or 0, 0.05) for r in readers))
    ax.set_ylim(0.5 - len(readers), 1.9)
    _bare(ax, words("debrief.chart.better"))
    return figure, words("debrief.chart.reads.alt", list=" ".join(reader.text for reader in readers))


def _name_marks(ax: Axes, reader: Reader) -> None:
    """What the marks of the first row are, at the top of a line each; further left, higher."""
    marks = [(reader.brier, "own"), (reader.evidence, "observer"), (reader.deck, "deck")]
    known = sorted(((value, key) for value, key in marks if value is not None), reverse=True)
    for at, (value, key) in enumerate(known):
        arrow = {"arrowstyle": "-", "color": FAINT, "linewidth": 1, "shrinkA": 0, "shrinkB": 13, "relpos": (0, 0.5)}
        ax.annotate("", (value, 0), (0, 28 + 21 * at), textcoords="offset points", arrowprops=arrow)
        label(ax, words(f"debrief.chart.{key}"), (value, 0), FAINT, (5, 28 + 21 * at))


def _dividend(debrief: Debrief) -> tuple[Figure, str] | None:
    """One bar: butter, arms, and the rest; a table that owes more than it kept has no bar to show."""
    had = debrief.dividend
    parts = [("butter", had.butter, BUTTER), ("arms", had.arms, BLOOD), ("other", had.other, STEEL)]
    if had.tokens <= 0 or min(number for _, number, _ in parts) < 0:
        return None
    figure = Figure(figsize=(WIDTH, 1.7), dpi=DPI, layout="constrained")
    ax = figure.subplots()
    texts = [words(f"debrief.chart.went-{key}", number=number) for key, number, _ in parts]
    inside, below = ([share * len(text) * had.tokens for text in texts] for share in (0.012, 0.007))  # that words take
    left = 0
    for at, (_, number, colour) in enumerate(parts):
        ax.barh(0, number, 0.8, left=left, color=colour, edgecolor=PAPER, linewidth=2)
        if number > inside[at]:
            label(ax, texts[at], (left + number / 2, 0), on(colour), ha="center", fontsize=SIZE + 1, weight="bold")
        elif number:  # below it, and clear of what stands below the last
            end = had.tokens - (below[2] if at == 1 and 0 < parts[2][1] <= inside[2] else 0)
            middle = min(max(left + number / 2, below[at] / 2), end - below[at] / 2)
            label(ax, texts[at], (middle, -0.72), INK, ha="center", fontsize=SIZE - 1)
        left += number
    ax.set_xlim(0, had.tokens)
    ax.set_ylim(-0.95, 0.5)
    ax.axis("off")
    numbers = {"tokens": had.tokens, "butter": had.butter, "arms": had.arms, "other": had.other}
    return figure, words("debrief.chart.dividend.alt", **numbers)
