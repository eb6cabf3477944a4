"""One picture a fact: lines with 95% intervals, told apart by colour, marker and a name at their end."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from game.lab.facts.model import Fact, Finding, Series
from game.words import spread

# Okabe and Ito (2008): told apart by all common kinds of colour vision; yellow left out, too pale on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
MARKERS = "osD^vPX"
SIZE = (8.0, 5.0)  # inches
MARKED = 10  # places along an axis of numbers that are all marked
SPREAD = 0.09  # by how much lines over words are set apart, so that intervals do not hide each other


def plot(fact: Fact, finding: Finding, folder: Path) -> Path:
    """Write the fact's PNG into ``folder``; returns its path."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    words = _words(finding)
    ends = []
    for x, line in enumerate(finding.series):
        ends.append(_draw(axes, line, x, len(finding.series), words))
    _name(axes, finding.series, ends)
    if words:
        axes.set_xticks(range(len(words)), words)
    elif len(places := sorted({float(x) for line in finding.series for x in line.x})) <= MARKED:
        axes.set_xticks(places, [f"{x:g}" for x in places])
    axes.set_xlabel(finding.x_label)
    axes.set_ylabel(finding.y_label)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.25)
    verdict = "holds" if finding.passed else "does not hold"
    axes.set_title("\n".join(textwrap.wrap(f"{fact.label}: {fact.claim}", 88)), loc="left", fontsize=11)
    note = (
        f"{fact.statistic}: {spread(finding.value, finding.ci, '.3f')}, expected {fact.expected}: {verdict}. "
        f"{finding.games} games a cell; bars are 95% intervals. {fact.source}"
    )
    figure.supxlabel("\n".join(textwrap.wrap(note, 120)), fontsize=7.5, x=0.01, ha="left")
    path = folder / f"{fact.number:02d}-{fact.name}.png"
    figure.savefig(path, dpi=120, metadata={"Software": None})
    return path


def _words(finding: Finding) -> list[str]:
    """The places along the axis, if they are words and not numbers."""
    found: list[str] = []
    for line in finding.series:
        found += [x for x in line.x if isinstance(x, str) and x not in found]
    return found


def _draw(axes: Any, line: Series, number: int, count: int, words: list[str]) -> tuple[float, float]:
    """One line with its intervals; returns its last point."""
    shift = SPREAD * (number - (count - 1) / 2) if words else 0.0
    at = np.array([words.index(x) + shift if isinstance(x, str) else float(x) for x in line.x])
    y = np.array(line.y, float)
    bars = np.array([(value - low, high - value) for value, (low, high) in zip(y, line.ci, strict=True)]).T
    axes.errorbar(
        at,
        y,
        yerr=np.nan_to_num(np.maximum(bars, 0), posinf=0.0),
        color=COLOURS[number % len(COLOURS)],
        marker=MARKERS[number % len(MARKERS)],
        markersize=6,
        capsize=3,
        linewidth=1.6,
        linestyle=":" if words else "-",  # between words there is nothing; the line only leads the eye
    )
    return float(at[-1]), float(y[-1])


def _name(axes: Any, series: tuple[Series, ...], ends: list[tuple[float, float]]) -> None:
    """The names beside the ends of the lines, moved apart where they would overlap."""
    low, high = axes.get_ylim()
    gap = (high - low) * 0.05
    right = max((x for x, _ in ends), default=0.0)
    placed = -np.inf
    for x in sorted(range(len(series)), key=lambda x: ends[x][1]):
        placed = max(ends[x][1], placed + gap)
        axes.annotate(
            series[x].name,
            xy=(right, placed),
            xytext=(9, 0),
            textcoords="offset points",
            color=COLOURS[x % len(COLOURS)],
            fontsize=9,
            va="center",
        )
