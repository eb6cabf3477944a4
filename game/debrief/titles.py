"""Titles: given for scores and deeds, with a reason; nobody gets one that was not earned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.model import Pledge, Reader, Title, War
from game.debrief.story import Story, many, mean
from game.odds import percent
from game.scores.model import Score, Scores
from game.words import listed, words

UNAWARE = 0.05  # so much less feared than in truth it must have thought itself
LEAST_TRACED = 0.01  # of the harm
MOST_SHARED = 2  # powers that may hold the title of peacemaker together
_PEACEFUL = ("peace", "open", "scrapped", "aid", "guard")


def titles(
    story: Story, scores: Scores, wars: Sequence[War], readers: Sequence[Reader], pledges: Sequence[Pledge]
) -> tuple[Title, ...]:
    """Seer, Sleepwalker, Chain, Bystander and Peacemaker, as far as somebody earned them."""
    found = [
        *_seer(story, readers),
        *_sleepwalker(story, scores.spiral),
        *_chain(story, scores.chain_ganging, wars),
        *_bystander(story, scores.buck_passing, wars),
        *_peacemaker(story, wars, pledges),
    ]
    return tuple(found)


def _title(story: Story, kind: str, powers: Sequence[str], **values: object) -> Title:
    text = words(f"debrief.title.{kind}-why", names=story.named(powers), **values)
    return Title(kind, words(f"debrief.title.{kind}"), tuple(powers), text)


def _seer(story: Story, readers: Sequence[Reader]) -> Iterator[Title]:
    """The best reader who stated a read of every rival's worth, and did better than the bare deck."""
    fit = [
        reader
        for reader in readers
        if reader.brier is not None
        and reader.deck is not None
        and reader.reads >= story.n - 1
        and reader.brier < reader.deck
    ]
    best = min((reader.brier for reader in fit if reader.brier is not None), default=None)
    holders = [reader for reader in fit if reader.brier == best]
    if holders and best is not None:
        deck = holders[0].deck or 0.0
        yield _title(story, "seer", [r.power for r in holders], brier=f"{best:.2f}", deck=f"{deck:.2f}")


def _most(score: Score, among: Sequence[str]) -> str | None:
    """The power to which most of a high score is traced."""
    if score.share is None or score.verdict != "high":
        return None
    traced = [(score.attribution.get(code, 0.0), code) for code in among]
    most = max((value for value, _ in traced), default=0.0)
    return next((code for value, code in traced if value == most), None) if most >= LEAST_TRACED else None


def _sleepwalker(story: Story, spiral: Score) -> Iterator[Title]:
    """The benign power with the largest part in the spiral, of those that did not see how they were feared."""
    thought = {i: _image(story, i) for i in range(story.n) if not story.wants[i]}
    unaware = [i for i, pair in thought.items() if pair is not None and pair[1] - pair[0] >= UNAWARE]
    walker = _most(spiral, story.codes(unaware))
    if walker is None:
        return
    pair = thought[story.world.index(walker)]
    assert pair is not None, "only the unaware are looked at"
    share = percent(spiral.attribution[walker])
    yield _title(story, "sleepwalker", [walker], share=share, image=percent(pair[0]), truth=percent(pair[1]))


def _image(story: Story, i: int) -> tuple[float, float] | None:
    """(what it supposed its rivals thought of it, what the evidence gave them), means over the game."""
    supposed = mean(story.beliefs.image[:, i])
    given = mean(
        chance
        for round_ in story.rounds
        for j in story.rivals(i)
        if (chance := story.believed(round_.number, j, i)) is not None
    )
    return None if supposed is None or given is None else (supposed, given)


def _chain(story: Story, chain: Score, wars: Sequence[War]) -> Iterator[Title]:
    """The power to which most of a high chain-ganging is traced."""
    power = _most(chain, story.world.codes)
    if power is None:
        return
    entries = [joiner for war in wars for joiner in war.joiners if joiner.ties]
    drawn = sum(joiner.power == power for joiner in entries)
    drew = sum(joiner.drawn_by == power for joiner in entries)
    deeds = [
        words(f"debrief.title.chain-{key}", count=many(number, "war" if key == "drawn" else "power"))
        for key, number in (("drawn", drawn), ("drew", drew))
        if number
    ]
    yield _title(story, "chain", [power], share=percent(chain.attribution[power]), deeds="".join(deeds))


def _bystander(story: Story, buck: Score, wars: Sequence[War]) -> Iterator[Title]:
    """The power to which most of a high buck-passing is traced."""
    power = _most(buck, story.world.codes)
    if power is not None:
        idle = sum(bystander.power == power for war in wars for bystander in war.bystanders)
        share = percent(buck.attribution[power])
        yield _title(story, "bystander", [power], share=share, count=many(idle, "war"))


def _peacemaker(story: Story, wars: Sequence[War], pledges: Sequence[Pledge]) -> Iterator[Title]:
    """Who never attacked, broke no word, and did most that reassures; equals share it, if they are few."""
    attackers = {code for war in wars for code in war.strikers}
    helped = [(war, joiner) for war in wars for joiner in war.joiners]
    attackers |= {joiner.power for war, joiner in helped if joiner.side == "attack" or war.kind == "duel"}
    liars = {pledge.power for pledge in pledges if pledge.fate == "broken"}
    deeds = {
        code: [event.kind for event in story.events(*_PEACEFUL) if event.powers[0] == i]
        for i, code in enumerate(story.world.codes)
        if code not in attackers | liars
    }
    most = max((len(done) for done in deeds.values()), default=0)
    holders = [code for code, done in deeds.items() if most and len(done) == most]
    if 0 < len(holders) <= MOST_SHARED:
        kinds = [kind for kind in _PEACEFUL if any(kind in deeds[code] for code in holders)]
        what = listed([words(f"debrief.title.deed-{kind}") for kind in kinds])
        yield _title(story, "peacemaker", holders, deeds=what, count=most)
