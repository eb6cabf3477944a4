"""The paper and the letters of the report's pictures. matplotlib is imported here, in `panels` and in `charts` only.

Nothing is drawn on a screen, and no state is shared: every figure has a canvas of its own.
"""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

WIDTH, DPI = 13.2, 110  # inches, and pixels an inch
PAPER, INK, FAINT, RULE = "#fffdf8", "#22313f", "#5d6973", "#d9d2c0"
BLOOD, BUTTER, SEA, STEEL = "#8c2f2b", "#d9b44a", "#2f6f8f", "#8fa3ad"
SIZE = 15  # points of ordinary letters: read from the last row of a class


def style() -> Any:
    """Letters and lines of all charts; the house font, if it is there."""
    files = Path(str(resources.files("font_source_sans_pro"))) / "files"
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(files / f"SourceSansPro-{weight}.ttf")
    return {
        "font.family": ["Source Sans Pro", "DejaVu Sans"],
        "font.size": SIZE,
        "text.color": INK,
        "axes.edgecolor": RULE,
        "axes.labelcolor": FAINT,
        "axes.facecolor": PAPER,
        "figure.facecolor": PAPER,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": FAINT,
        "ytick.color": FAINT,
        "axes.axisbelow": True,
        "hatch.linewidth": 0.6,
    }


def png(figure: Figure) -> bytes:
    """The same bytes for the same debrief: nothing of the time or the program is in them."""
    out = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def label(
    ax: Axes,
    text: str,
    at: tuple[float, float],
    colour: str,
    shift: tuple[float, float] = (0, 0),
    coords: Any = "data",
    **how: Any,
) -> None:
    """Words beside what they name; ``shift`` in points from there."""
    look: dict[str, Any] = {"va": "center", "fontsize": SIZE - 2, "annotation_clip": False, "color": colour}
    ax.annotate(text, at, shift, xycoords=coords, textcoords="offset points", **(look | how))
