"""The report: a page for the projector, the same on paper, its pictures, and tables for a spreadsheet.

Everything comes from the view models; nothing is fetched from anywhere, and the same debrief gives the same files.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.debrief.model import Belief, Debrief, Evidence, Moment
from game.debrief.tree import picture
from game.files import write_out
from game.odds import percent
from game.press.template import rendered
from game.words import counted

if TYPE_CHECKING:  # matplotlib and reportlab are loaded when a report is written
    from game.debrief.charts import Chart

PAGE, SHEETS = "debrief.html", "debrief.pdf"


def write(debrief: Debrief, folder: Path, paper: str = "a4") -> list[Path]:
    """All files of the report, in ``folder``, which is made; their paths.

    `BadInput` if it cannot be written to, or for a paper there is none of.
    """
    from game.debrief.charts import charts
    from game.debrief.printed import printed

    drawn = charts(debrief)
    files: dict[str, bytes] = {PAGE: page(debrief, drawn).encode(), SHEETS: printed(debrief, drawn, paper)}
    files |= {f"{name}.png": chart.png for name, chart in drawn.items()}
    files |= {f"{name}.csv": text.encode("utf-8-sig") for name, text in tables(debrief).items()}
    return write_out(folder, files)


# ---- the page --------------------------------------------------------------------------------------------


def page(debrief: Debrief, drawn: Mapping[str, Chart]) -> str:
    """The page as one HTML document, pictures included; every name is escaped."""
    pictures = {name: base64.b64encode(chart.png).decode() for name, chart in drawn.items()}
    trees = [(tree, picture(debrief, tree)) for tree in debrief.trees]
    return rendered(
        "debrief.html.j2",
        {"counted": counted, "percent": percent},
        d=debrief,
        seat=debrief.seat,
        charts=drawn,
        pictures=pictures,
        trees=trees,
    )


# ---- tables ----------------------------------------------------------------------------------------------


def tables(debrief: Debrief) -> dict[str, str]:
    """CSV texts by name: timeline, beliefs, wars, scores, markers, orders."""
    return {
        "timeline": csv_text(_names(Moment), map(asdict, debrief.timeline)),
        "beliefs": csv_text(_names(Belief), map(asdict, debrief.beliefs)),
        "wars": csv_text(_WARS, _wars(debrief)),
        "scores": csv_text(_SCORES, _scores(debrief)),
        "markers": csv_text(_names(Evidence), map(asdict, debrief.markers)),
        "orders": csv_text(("round", "stage", "power", "order"), _orders(debrief)),
    }


_WARS = (
    *("round", "kind", "number", "strikers", "targets", "leader", "joined_attack", "joined_defence", "joined_late"),
    *("drawn_in", "waited", "stayed_out", "outcome", "margin", "needed", "roll", "wanted_by", "result"),
)
_SCORES = ("score", "part_of", "value", "low", "high", "verdict", "power")


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _wars(debrief: Debrief) -> Iterable[dict[str, Any]]:
    for war in debrief.wars:
        row = asdict(war)
        row["joined_attack"] = [j.power for j in war.joiners if j.side == "attack"]
        row["joined_defence"] = [j.power for j in war.joiners if j.side == "defence"]
        row["joined_late"] = [j.power for j in war.joiners if j.late]
        row["drawn_in"] = [f"{j.power}<{j.drawn_by}" for j in war.joiners if j.drawn_by]
        row["waited"] = [b.power for b in war.bystanders if b.waited]
        row["stayed_out"] = [b.power for b in war.bystanders if not b.waited]
        yield row


def _scores(debrief: Debrief) -> Iterable[dict[str, Any]]:
    """Each score, its parts, and what of it is traced to each power."""
    for score in debrief.verdicts.scores:
        whole = score.share
        yield {"score": whole.kind, "verdict": score.verdict, **_numbers(whole)}
        for part in score.parts:
            yield {"score": part.kind, "part_of": whole.kind, **_numbers(part)}
        for code, value in score.traced:
            yield {"score": whole.kind, "power": code, "value": value}


def _numbers(share: Any) -> dict[str, Any]:
    return {"value": share.value, "low": share.low, "high": share.high}


def _orders(debrief: Debrief) -> Iterable[dict[str, Any]]:
    for sealed in debrief.orders:
        for order in sealed.orders or ("",):
            yield {"round": sealed.round, "stage": sealed.stage, "power": sealed.power, "order": order}


def csv_text(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A CSV text with these columns; a cell is empty where a row has no such name."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str | int:
    """A value for a spreadsheet: nothing for None, yes and no as 1 and 0, and no text that it takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return f"{value:.4f}"
    text = " ".join(value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
