"""What happened at this table by its name in the literature, and what to talk about next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from game import crisis, odds
from game.arrays import Ints
from game.debrief.model import Concept, Pledge, Shift, Verdicts, War
from game.debrief.story import Round, Story
from game.events import Event
from game.odds import percent
from game.scenario import Intent
from game.scores.model import Scores
from game.words import words

CHEAP_WITHIN = 2  # rounds between speaking of peace and striking that make the words cheap
RACE_ROUNDS = 3  # in which both must build


@dataclass(frozen=True, eq=False)
class Findings:
    """What the other chapters have found out."""

    story: Story
    scores: Scores
    wars: Sequence[War]
    pledges: Sequence[Pledge]
    shifts: Sequence[Shift]
    verdicts: Verdicts


def concepts(found: Findings) -> tuple[Concept, ...]:
    """Every concept that was met, told once, by its clearest example; in the order of the course."""
    return tuple(concept for chapter in _CHAPTERS for concept in chapter(found))


def _concept(key: str, round_: int | None, **values: object) -> Concept:
    text = words(f"debrief.concept.{key}.text", round=round_ or 0, **values)
    return Concept(key, words(f"debrief.concept.{key}.title"), round_, text, words(f"debrief.concept.{key}.source"))


def _dilemma(found: Findings) -> Iterator[Concept]:
    """A benign power armed, and a benign rival feared it more; and what the arms did to both sides' odds."""
    story = found.story
    for shift in sorted(found.shifts, key=lambda s: -s.change):
        i, j = story.world.index(shift.power), story.world.index(shift.by)
        round_ = next(r for r in story.rounds if r.number == shift.round)
        arms = story.armed(round_, i)
        if shift.change <= 0 or story.wants[i] or story.wants[j] or not arms:
            continue
        figures = {"before": percent(shift.before), "after": percent(shift.before + shift.change)}
        yield _concept("security-dilemma", shift.round, a=story.name(i), b=story.name(j), arms=arms, **figures)
        yield from _assessment(story, round_, i, j)
        return


def _assessment(story: Story, round_: Round, i: int, j: int) -> Iterator[Concept]:
    """Glaser's test: both sides' odds without and with the arms that i ordered, as they truly were."""
    if not (story.world.reach[i, j, 0] and story.world.reach[j, i, 0]):
        return
    desk, orders = round_.opening.before.desk, round_.opening.orders
    arms = round_.opening.before.table.arms[:, 0]
    swords = desk.swords[:, 0].astype(int)
    shields = arms - swords
    more = np.zeros((2, story.n), int)
    more[0, i], more[1, i] = orders.swords[i, 0], orders.shields[i, 0]
    chances = {}
    for key, (s, d) in {"old": (swords, shields), "new": (swords + more[0], shields + more[1])}.items():
        chances[f"safe_{key}"] = _falls(story, s, d, j, i)
        chances[f"threat_{key}"] = _falls(story, s, d, i, j)
    yield _concept("net-assessment", round_.number, a=story.name(i), b=story.name(j), **chances)


def _falls(story: Story, swords: Ints, shields: Ints, attacker: int, target: int) -> int:
    """Chance in per cent that the target, mobilised and alone, falls to the attacker, as the balance is believed."""
    part = story.world.part
    limit = len(part) - 1
    attack = int(swords[attacker]) + int(part[min(int(shields[attacker]), limit)])
    defence = int(shields[target]) + int(part[min(int(swords[target]), limit)])
    margin = attack - defence + int(story.world.edge[attacker, target, 0])
    return percent(float(odds.needed(np.array(margin), story.world.odds)) / story.world.core.odds.die)


def _spiral(found: Findings) -> Iterator[Concept]:
    if found.verdicts.told_as_spiral:
        a, b = found.verdicts.pairs[0]
        yield _concept("spiral", None, a=found.story.named([a]), b=found.story.named([b]))


def _tragedy(found: Findings) -> Iterator[Concept]:
    """Wars nobody wanted beside wars somebody wanted: what Tang asks of every such story."""
    fought = [war for war in found.wars if war.kind != "yield"]
    free = [war for war in fought if not war.wanted_by]
    if free:
        yield _concept("tragedy", free[0].round, free=len(free), wanted=len(fought) - len(free))
    elif fought:
        yield _concept("greed", fought[0].round, names=found.story.named(fought[0].wanted_by))


def _race(found: Findings) -> Iterator[Concept]:
    """The pair of rivals in reach that built most, both in several rounds."""
    story = found.story
    built = np.array([[story.armed(round_, i) for i in range(story.n)] for round_ in story.rounds])
    pairs = [
        (int(built[:, [i, j]].sum()), i, j)
        for i in range(story.n)
        for j in range(i + 1, story.n)
        if story.world.reach[i, j, 0] and (built[:, [i, j]] > 0).sum(0).min() >= RACE_ROUNDS
    ]
    if pairs:
        arms, i, j = max(pairs, key=lambda pair: pair[0])
        yield _concept("arms-race", None, a=story.name(i), b=story.name(j), arms=arms)


def _first_strikes(found: Findings) -> Iterator[Concept]:
    """Pre-emption: of a target that stood mobilised. Prevention: by what the scores say of the motive."""
    story = found.story
    for round_ in story.rounds:
        ready = crisis.mobilised(story.world, round_.opening.before.table)[:, 0]
        struck = [event.powers for event in round_.of("strike") if ready[event.powers[1]]]
        if struck:
            i, j = struck[0]
            yield _concept("pre-emption", round_.number, a=story.name(i), b=story.name(j))
            break
    preventive = [m for m in found.scores.markers if m.kind == "preventive"]
    if preventive:
        strongest = max(preventive, key=lambda m: abs(m.value))
        yield _concept("prevention", strongest.round, text=strongest.text)


def _deterrence(found: Findings) -> Iterator[Concept]:
    """One guard of each sort (Huth): of oneself or another, before or after a rival had mobilised."""
    story, told = found.story, set()
    for round_ in story.rounds:
        ready = crisis.mobilised(story.world, round_.opening.before.table)[:, 0]
        for event in round_.of("guard", "threaten"):
            i, x = event.powers[0], event.powers[-1]
            alarm = any(ready[k] for k in story.rivals(i) if k != x)
            key = f"deterrence-{'immediate' if alarm else 'general'}-{'direct' if i == x else 'extended'}"
            if key not in told:
                told.add(key)
                fate = words(f"debrief.concept.{'failed' if _struck(story, event, x) else 'held'}", b=story.name(x))
                yield _concept(key, round_.number, a=story.name(i), b=story.name(x), fate=fate)


def _struck(story: Story, pledge: Event, x: int) -> bool:
    until = int(pledge.values["until"])
    return any(e.powers[1] == x and pledge.round <= e.round <= until for e in story.events("strike"))


def _alliances(found: Findings) -> Iterator[Concept]:
    story = found.story
    fought = [war for war in found.wars if war.kind != "yield"]
    drawn = [(war, joiner) for war in fought for joiner in war.joiners if joiner.drawn_by]
    if drawn:
        war, joiner = drawn[0]
        yield _concept("entrapment", war.round, text=joiner.text)
    left = [event for event in story.events("deserted", "failed-guard") if len(event.powers) > 1]
    if left:
        i, j = left[0].powers
        yield _concept("abandonment", left[0].round, a=story.name(i), b=story.name(j))
    for side, key in (("defence", "balancing"), ("attack", "bandwagoning")):
        free = [(w, j) for w in fought for j in w.joiners if w.kind == "battle" and not j.ties and j.side == side]
        if free:
            yield _concept(key, free[0][0].round, text=free[0][1].text)
    passed = {m.round for m in found.scores.markers if m.kind == "buck_passing"}
    watched = [war for war in _watched(found) if war.round in passed or found.scores.buck_passing.verdict == "high"]
    if watched:  # that somebody looked on is not enough: it must have seen, cared and been able
        names = story.named([bystander.power for bystander in watched[0].bystanders])
        yield _concept("buck-passing", watched[0].round, names=names, b=story.named(watched[0].targets))


def _watched(found: Findings) -> list[War]:
    """Wars in which a land fell while others looked on."""
    return [war for war in found.wars if war.kind == "battle" and war.outcome == "conquered" and war.bystanders]


def _words(found: Findings) -> Iterator[Concept]:
    """A costly signal by a benign power; and words of peace soon before a strike."""
    story = found.story
    costly = [event for event in story.events("scrapped", "open") if not story.wants[event.powers[0]]]
    if costly:
        first = costly[0]
        what = words(f"debrief.concept.costly-signal.{first.kind}")
        yield _concept("costly-signal", first.round, a=story.name(first.powers[0]), what=what)
    for strike in story.events("strike"):
        i, j = strike.powers
        spoken = [
            said.round
            for said in story.events("say")
            if said.powers[0] == i and j in said.powers[1:] and said.values["form"] == "peace"
            if 0 <= strike.round - said.round <= CHEAP_WITHIN
        ]
        if spoken:
            yield _concept("cheap-talk", spoken[-1], a=story.name(i), b=story.name(j), strike=strike.round)
            return


def _appeasement(found: Findings) -> Iterator[Concept]:
    """A province given to a power that wants land: of limited or of unlimited aims."""
    story, told = found.story, set()
    for event in story.events("yielded", "ceded"):
        i, j = event.powers
        if not story.wants[j]:
            continue
        limited = story.cards[j] == Intent.CLAIMANT
        if limited and story.target(j) != i:  # it took what it did not even want
            continue
        key = "appeasement-limited" if limited else "appeasement-unlimited"
        if key not in told:
            told.add(key)
            again = any(e.powers[0] == j and e.round > event.round for e in story.events("strike"))
            then = words(f"debrief.concept.{'again' if again else 'content'}", b=story.name(j))
            yield _concept(key, event.round, a=story.name(i), b=story.name(j), then=then)


def _world(found: Findings) -> Iterator[Concept]:
    story = found.story
    if story.scenario.balance != story.world.balance:
        yield _concept("misjudged-balance", None)
    bombs = [i for i in range(story.n) if story.world.nuclear[i, 0]] if story.world.has("nuclear") else []
    if len(bombs) > 1 and not any({*event.powers} <= {*bombs} for event in story.events("strike")):
        yield _concept("assured-destruction", None, names=story.names(bombs))


_CHAPTERS: tuple[Callable[[Findings], Iterator[Concept]], ...] = (
    _dilemma,
    _spiral,
    _tragedy,
    _race,
    _first_strikes,
    _deterrence,
    _alliances,
    _words,
    _appeasement,
    _world,
)


def questions(found: Findings, met: Sequence[Concept]) -> tuple[str, ...]:
    """What to discuss next: from what happened, the sharpest first; the last two are for every table."""
    story, keys = found.story, {concept.key for concept in met}
    fought = [war for war in found.wars if war.kind != "yield"]
    free = [war for war in fought if not war.wanted_by]
    out = []
    if free:
        war = free[0]
        out.append(words("debrief.question.unwanted", title=war.title, before=max(war.round - 1, 1)))
    if not fought:
        out.append(words("debrief.question.peace"))
    if _watched(found):
        out.append(words("debrief.question.watched"))
    out += [
        words(f"debrief.question.{key}")
        for key in ("security-dilemma", "entrapment", "abandonment", "cheap-talk", "pre-emption")
        if key in keys
    ]
    if any(key.startswith("appeasement") for key in keys):
        out.append(words("debrief.question.appeasement"))
    if not any(story.wants):
        out.append(words("debrief.question.no-aggressor"))
    return (*out, words("debrief.question.readings"), words("debrief.question.what-if"))
