"""The three scores in sentences, with their intervals; and the markers they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.model import Evidence, ScoreView, Share, Verdicts, War
from game.debrief.story import Round, Story, many
from game.odds import percent
from game.scenario import core
from game.scores.model import SCORES, Estimate, Marker, Score, Scores
from game.words import listed, words

MOST_MARKERS = 12  # told of a game
MOST_PAIRS = 3  # named of those that feared each other
WARY = 0.05  # a belief so far above the deck's share of aggressors is an error about a benign power
LEAST_TRACED = 0.005  # a share that is not nought in whole per cent


def verdicts(story: Story, scores: Scores, wars: Sequence[War]) -> Verdicts:
    """All that is said of the scores. It is told as a spiral only when two benign powers both err and both arm."""
    pairs = mutual_fear(story)
    told = scores.spiral.verdict == "high" and scores.spiral.share is not None and bool(pairs)
    unwanted = "" if told else _unwanted(story, scores.spiral, wars)
    views = tuple(_score(story, scores, kind, pairs, unwanted) for kind in SCORES)
    return Verdicts(
        harm=scores.harm,
        harm_text=words("debrief.score.harm" if scores.harm else "debrief.score.no-harm", harm=scores.harm),
        scores=views,
        pairs=tuple((story.code(i), story.code(j)) for i, j in pairs),
        told_as_spiral=told,
        unwanted=unwanted,
        method=words("debrief.score.method", replicates=scores.replicates, seed=scores.seed),
    )


def mutual_fear(story: Story) -> list[tuple[int, int]]:
    """Pairs of benign powers of which each held the other for an aggressor beyond what the deck says, and armed.

    The pair that was most wrong comes first.
    """
    benign = [i for i in range(story.n) if not story.wants[i]]
    errors = {(i, j): min(_error(story, i, j), _error(story, j, i)) for i in benign for j in benign if i < j}
    return sorted((pair for pair, error in errors.items() if error > WARY), key=lambda pair: -errors[pair])


def _error(story: Story, i: int, j: int) -> float:
    """The most by which i held j for an aggressor beyond the deck in a round in which it, or after which it, armed."""
    last = max((r.number for r in story.rounds if _arms(story, r, i)), default=0)
    held = [story.held(r.number, i, j) for r in story.rounds if r.number <= last]
    return max((chance - story.prior for chance in held if chance is not None), default=0.0)


def _arms(story: Story, round_: Round, i: int) -> bool:
    """Whether it ordered arms or mobilised."""
    return story.armed(round_, i) > 0 or any(event.powers[0] == i for event in round_.of("mobilised"))


def _unwanted(story: Story, spiral: Score, wars: Sequence[War]) -> str:
    """Why wars that nobody wanted are not told as a spiral, of a game that is not; "" if there were none."""
    free = [war for war in wars if war.kind != "yield" and not war.wanted_by]
    if spiral.share is None or not free:
        return ""
    wolves = {code for code, wants in zip(story.world.codes, story.wants, strict=True) if wants}
    strikers = [code for code in story.world.codes if any(code in war.strikers for war in free) and code in wolves]
    struck = [war for war in free if not wolves & set(war.strikers)]
    targets = [code for code in story.world.codes if any(code in war.targets for war in struck) and code in wolves]
    why = []
    if strikers:
        why.append(words("debrief.score.spiral.why-striker", names=story.named(strikers)))
    if targets:
        key = "why-target" if len(targets) == 1 else "why-target-many"
        why.append(words(f"debrief.score.spiral.{key}", names=story.named(targets)))
    if any(not wolves & set(war.targets) for war in struck):
        why.append(_no_spiral(spiral.share, spiral.verdict))
    told = "; ".join(war.title for war in free)
    key = "unwanted" if len(free) == 1 else "unwanted-many"
    return words(f"debrief.score.spiral.{key}", wars=told, why="; ".join(why))


def _no_spiral(share: Estimate, verdict: str) -> str:
    """Why a war among those who wanted no land is no spiral."""
    value = percent(share.value)
    figures = {"value": value, "rest": 100 - value, "low": percent(share.ci[0]), "high": percent(share.ci[1])}
    if verdict == "high":
        key = "lone"
    elif share.value >= core().verdict.share:
        key = "unsure"
    else:
        key = "little" if value > 0 else "none"
    return words(f"debrief.score.spiral.why-{key}", **figures)


def _score(story: Story, scores: Scores, kind: str, pairs: list[tuple[int, int]], unwanted: str) -> ScoreView:
    score: Score = getattr(scores, kind)
    parts = {
        "spiral": [("dilemma", scores.dilemma), ("misperception", scores.misperception)],
        "chain_ganging": [("believed_balance", scores.believed_balance)],
    }.get(kind, [])
    traced = tuple(
        sorted(
            ((code, value) for code, value in score.attribution.items() if abs(value) >= LEAST_TRACED),
            key=lambda item: -item[1],
        )
    )
    none = score.share is None
    shown = [words("debrief.score.traced-one", a=story.named([code]), share=percent(value)) for code, value in traced]
    return ScoreView(
        share=_share(kind, score.share),
        verdict=score.verdict,
        verdict_text=words(f"debrief.score.{'none' if none else score.verdict}"),
        explanation=_explain(story, kind, score, pairs, unwanted),
        parts=() if none else tuple(_share(name, part) for name, part in parts if part is not None),
        traced=() if none else traced,
        traced_text=words("debrief.score.traced", list=listed(shown)) if shown and not none else "",
    )


def _share(kind: str, share: Estimate | None) -> Share:
    title = words(f"debrief.score.{kind}.title")
    if share is None:
        return Share(kind, title, None, None, None, words("debrief.score.nothing"))
    low, high = share.ci
    figures = {"low": percent(low), "high": percent(high), "value": percent(share.value)}
    key = "text" if figures["value"] > 0 else "text-none"
    if figures["high"] < 0:  # it was a blessing, and surely so
        key, figures = "text-more", {"low": -figures["high"], "high": -figures["low"], "value": -figures["value"]}
    text = words(f"debrief.score.{key}", **figures, what=words(f"debrief.score.{kind}.what"))
    return Share(kind, title, share.value, low, high, text)


def _explain(story: Story, kind: str, score: Score, pairs: list[tuple[int, int]], unwanted: str) -> str:
    """What the verdict means at this table."""
    if score.share is None:
        return words(f"debrief.score.{kind}.no-harm")
    if kind == "spiral" and score.verdict == "low":
        wolf = words("debrief.score.spiral.low-wolf") if any(story.wants) else ""
        return " ".join(filter(None, [words("debrief.score.spiral.low"), wolf, unwanted]))
    if kind == "spiral":
        named = [words("debrief.score.pair", a=story.name(i), b=story.name(j)) for i, j in pairs[:MOST_PAIRS]]
        if len(pairs) > MOST_PAIRS:
            named.append(many(len(pairs) - MOST_PAIRS, "pair"))
        listing = words("debrief.score.pairs-comma").join(named)
        return words("debrief.score.spiral.high" if pairs else "debrief.score.spiral.high-lone", pairs=listing)
    return words(f"debrief.score.{kind}.{score.verdict}")


def evidence(markers: Sequence[Marker]) -> tuple[Evidence, ...]:
    """Every marker, by round and then by weight; the strongest of the game are those to be told."""
    strong = sorted(range(len(markers)), key=lambda at: -abs(markers[at].value))[:MOST_MARKERS]
    found = [Evidence(m.round, m.kind, m.powers, m.value, m.text, at in strong) for at, m in enumerate(markers)]
    return tuple(sorted(found, key=lambda marker: (marker.round, -abs(marker.value))))
