"""What the scores make of a history: every reading's verdicts beside those of the literature."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from game.history.file import History, Reading
from game.history.replay import play
from game.scores.model import SCORES, Estimate, Scores
from game.words import words

Scorer = Callable[..., Scores]
Json = dict[str, Any]


def report(
    history: History,
    seed: int = 1,
    replicates: int = 200,
    score: Scorer | None = None,
    tell: Callable[[], None] | None = None,
) -> Json:
    """The document of `dilemma history --json`: shares of the harm, 0..1, or None where there was none.

    ``score`` takes the place of `scores.score.score`; ``tell`` is called after each reading.
    """
    score = score or import_module("game.scores.score").score  # late: reading and replaying need no scores
    parts = []
    for reading in history.readings:
        episode = play(history, reading, seed)
        done = score(
            episode.scenario,
            episode.steps,
            reads=episode.reads,
            forced=episode.forced,
            replicates=replicates,
            seed=seed,
        )
        parts.append((reading, done))
        if tell:
            tell()
    (main, scores), *others = parts
    return {
        "name": history.name,
        "id": history.scenario.id,
        **_reading(history, main, scores),
        "parts": {"dilemma": _value(scores.dilemma), "misperception": _value(scores.misperception)},
        "believed_balance": _value(scores.believed_balance),
        "alternatives": [
            {"title": _title(reading, k), **_reading(history, reading, done)}
            for k, (reading, done) in enumerate(others, 1)
        ],
        "markers": [
            {"round": m.round, "kind": m.kind, "powers": list(m.powers), "value": m.value, "text": m.text}
            for m in scores.markers
        ],
        "attribution": {name: dict(getattr(scores, name).attribution) for name in SCORES},
        "harm": scores.harm,
        "replicates": scores.replicates,
        "seed": seed,
    }


def _reading(history: History, reading: Reading, scores: Scores) -> Json:
    """One reading's cards, scores and verdicts, and whether they are those of its historians."""
    each = {name: getattr(scores, name) for name in SCORES}
    return {
        "intents": reading.deal(history.scenario.world),
        "scores": {name: _value(one.share) for name, one in each.items()},
        "ci": {name: list(one.share.ci) if one.share else None for name, one in each.items()},
        "verdict": {name: one.verdict for name, one in each.items()},
        "literature": {**reading.wanted, "sources": list(reading.sources)},
        "agrees": {name: _agrees(reading.wanted[name], one.verdict) for name, one in each.items()},
    }


def _agrees(wanted: str | None, verdict: str) -> bool | None:
    return None if wanted in (None, "contested") else wanted == verdict


def _value(estimate: Estimate | None) -> float | None:
    return estimate.value if estimate else None


def _title(reading: Reading, k: int) -> str:
    return reading.title or words("history.untitled", number=k)


# ---- for people -----------------------------------------------------------------------------------------

STRONGEST = 6  # markers told


def page(found: Json) -> list[str]:
    """A report in plain sentences, a line each."""
    lines = [
        words("history.head", name=found["name"], harm=found["harm"]),
        words("history.luck", replicates=found["replicates"], seed=found["seed"]),
        "",
        words("history.main", cards=_cards(found)),
        *_verdicts(found),
    ]
    parts = {name: found["parts"][name] for name in ("dilemma", "misperception")}
    if None not in parts.values():
        lines.append(words("history.parts", **parts))
    if found["believed_balance"] is not None:
        lines.append(words("history.believed", value=found["believed_balance"]))
    for name in SCORES:
        shares = [(code, x) for code, x in found["attribution"][name].items() if abs(x) >= 0.005]
        if shares:
            told = ", ".join(f"{code} {x:.0%}" for code, x in sorted(shares, key=lambda share: -share[1]))
            lines.append(words("history.attribution", score=words(f"history.score.{name}"), shares=told))
    for other in found["alternatives"]:
        lines += ["", words("history.other", title=other["title"], cards=_cards(other)), *_verdicts(other)]
    if found["markers"]:
        lines += ["", words("history.markers")]
        strongest = sorted(found["markers"], key=lambda marker: -abs(marker["value"]))[:STRONGEST]
        in_order = sorted(strongest, key=lambda marker: marker["round"])
        lines += [words("history.marker", round=marker["round"], text=marker["text"]) for marker in in_order]
    return lines


def _cards(part: Json) -> str:
    def card(given: Any) -> str:
        return words("history.claimant", target=given["target"]) if isinstance(given, dict) else str(given)

    return ", ".join(words("history.card", code=code, card=card(given)) for code, given in part["intents"].items())


def _verdicts(part: Json) -> list[str]:
    """A line for each score of a reading: share, interval, verdict and what the literature says."""
    lines = []
    for name in SCORES:
        if part["scores"][name] is None:
            share = words("history.nothing")
        else:
            low, high = part["ci"][name]
            share = words("history.share", value=part["scores"][name], low=low, high=high)
        line = words(
            "history.verdict",
            score=words(f"history.score.{name}").capitalize(),
            share=share,
            verdict=words(f"history.is.{part['verdict'][name]}"),
            literature=_literature(part, name),
        )
        lines.append(line)
    return lines


def _literature(part: Json, name: str) -> str:
    wanted = part["literature"][name]
    if wanted in (None, "contested"):
        return words(f"history.literature.{wanted or 'silent'}")
    return words(f"history.literature.{'agrees' if part['agrees'][name] else 'differs'}", wanted=wanted)


def table(reports: list[Json]) -> list[str]:
    """All histories: of each reading the verdicts, and at the end how often the literature says the same."""
    lines, given = [], []
    for found in reports:
        for k, part in enumerate([found, *found["alternatives"]]):
            title = words("history.row.other", title=part["title"]) if k else words("history.row.main", **found)
            cells = [words("history.row.cell", score=words(f"history.score.{n}"), **_cell(part, n)) for n in SCORES]
            lines.append(f"{title}: {'; '.join(cells)}")
            given += [agrees for agrees in part["agrees"].values() if agrees is not None]
    return [*lines, words("history.row.sum", same=sum(given), count=len(given))]


def _cell(part: Json, name: str) -> dict[str, str]:
    return {"verdict": words(f"history.is.{part['verdict'][name]}"), "literature": _literature(part, name)}
