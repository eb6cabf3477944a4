"""The debrief of a record: replay it, score it, ask what was believed, and put it all together; or ask what if."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from game.arrays import EVERYBODY
from game.chance import Chance
from game.debrief.model import Debrief
from game.debrief.views import view
from game.files import BadInput
from game.observe import observe
from game.orders import Illegal, Invalid, demand, opened, parse, texts
from game.progress import progress
from game.record import Edited, RecordedMatch, replay
from game.scenario import World
from game.scores.model import SCORES, Scores
from game.state import Orders, Stage, Step
from game.words import words

if TYPE_CHECKING:
    from game.scores.abduct import Key
    from game.scores.whatif import Whatif


Told = Debrief | int  # what is heard while a debrief is made: all of it but the scores, then how many are done


def recorded(path: Path, replicates: int, seed: int) -> Debrief:
    """The debrief of a recorded game that is over.

    Raises `BadInput` if the record cannot be read or its game is not over, `Edited` if it was changed by hand.
    """
    with progress("scores", len(SCORES)) as tell:
        return reckoned(path, replicates, seed, lambda told: tell(told) if isinstance(told, int) else None)


def reckoned(path: Path, replicates: int, seed: int, tell: Callable[[Told], None]) -> Debrief:
    """The same for those who do not want to wait for the scores; ``tell`` hears of everything as it is done."""
    match = _finished(path)
    from game.scores.score import score
    from game.scores.timeline import beliefs

    scenario, steps = match.scenario, match.steps
    held, said = beliefs(scenario, steps), match.ledger(EVERYBODY)
    first = view(scenario, steps, Scores.blank(replicates, seed), held, said, match.notes)
    tell(replace(first, stopped=match.stopped))
    luck = Chance(match.secret.seed, fixed=match.given)  # what it was played with
    scores = score(scenario, steps, chance=luck, replicates=replicates, seed=seed, progress=tell)
    return replace(view(scenario, steps, scores, held, said, match.notes), stopped=match.stopped)


def _finished(path: Path) -> RecordedMatch:
    """The match of a record that is good and over; `BadInput` or `Edited`."""
    done = replay(path, strict=True)
    if done.problem is not None and done.problem.kind == "edited":
        raise Edited(done.problem, path)
    if not done.match.over:
        why = f"; {done.problem}" if done.problem is not None else ""
        raise BadInput(
            f"{path}: the game is in round {done.match.round}{why}; it can be debriefed when it is over: "
            f"{done.match.goes_on} {path}"
        )
    return done.match


# ---- what if --------------------------------------------------------------------------------------------


KINDS = ("truth", "void", "commit")  # what can be made otherwise besides orders, by the names of `Change`


@dataclass(frozen=True)
class Otherwise:
    """A what-if as JSON has it and as a page of text has it."""

    document: dict[str, Any]
    page: str


def otherwise(
    path: Path,
    since: int | None,
    orders: Sequence[str] = (),
    kinds: Mapping[str, bool] = MappingProxyType({}),
    replicates: int = 200,
    seed: int = 1,
    out: Path | None = None,
) -> Otherwise:
    """`futures` as JSON and as a page; raises `BadInput` for any ``out`` as well: nothing is written."""
    if out is not None:
        raise BadInput(words("whatif.error.out"))
    from game.scores.whatif import document, page

    match = _finished(path)
    found = _futures(match, path, since, orders, [name for name in KINDS if kinds.get(name)], replicates, seed)
    names = {power.code: power.name for power in match.scenario.world.powers}
    return Otherwise(document(found), "\n".join(page(found, names)))


def futures(
    path: Path, since: int, orders: Sequence[str], kinds: Sequence[str], replicates: int = 200, seed: int = 1
) -> Whatif:
    """The future of a recorded game from round ``since`` on, with something made otherwise.

    ``orders`` are texts such as "AAA: stance hold; build shield 2", in place of what the power ordered, answered or
    chose in that round; ``kinds`` are those of `KINDS` that are to be. Raises `BadInput` for a record that is
    unreadable or not over, a round it does not have, an unknown power and orders that are not legal there, `Edited`
    for a record that was changed by hand.
    """
    return _futures(_finished(path), path, since, orders, kinds, replicates, seed)


def _futures(
    match: RecordedMatch,
    path: Path,
    since: int | None,
    orders: Sequence[str],
    chosen: Sequence[str],
    replicates: int,
    seed: int,
) -> Whatif:
    from game.intents.mind import PLAIN
    from game.scores.abduct import abduct, key_of
    from game.scores.whatif import Change, whatif

    if since is None:
        raise BadInput(words("whatif.error.since", last=match.round))
    world = match.scenario.world
    places = {key_of(step.before): step for step in match.steps}
    if (since, int(Stage.ORDERS), 0) not in places:
        raise BadInput(words("whatif.error.round", path=path, round=since, last=match.round))
    given = [_order(world, places, since, text) for text in orders]
    rows = {(one.key, one.power): one.row for one in given}
    seats = [one.power for one in given]
    if len(set(seats)) < len(seats):
        raise BadInput(words("whatif.error.twice", code=world.codes[max(seats, key=seats.count)]))
    if any(one.key[1] != Stage.ORDERS for one in given) and len(given) + len(chosen) > 1:
        raise BadInput(words("whatif.error.crisis"))
    change = Change(since, rows, **dict.fromkeys(chosen, True))
    knobs = [PLAIN if who is None else who.knobs or PLAIN for who in match.players]
    done = abduct(match.scenario, match.steps, knobs=knobs)
    found = whatif(done, Chance(match.secret.seed, fixed=match.given), change, replicates, seed)
    told = (*(one.told for one in given), *(words(f"whatif.{name}") for name in chosen))
    return replace(found, changed=told)


class _Given(NamedTuple):
    """One ``--order``: where it goes, whose it is, its row, and what it says in words."""

    key: Key
    power: int
    row: Orders
    told: str


def _order(world: World, places: Mapping[Key, Step], round_: int, text: str) -> _Given:
    """One ``--order`` looked at closely; `BadInput` if it cannot be."""
    head, colon, rest = text.partition(":")
    code = head.strip().upper()
    if not colon:
        raise BadInput(words("whatif.error.form", text=text))
    if code not in world.codes:
        raise BadInput(words("whatif.error.power", code=head.strip(), codes=", ".join(world.codes)))
    lines = [line.strip() for line in rest.split(";") if line.strip()]
    try:
        sheet = parse(world, lines)
    except Invalid as error:
        raise BadInput(words("whatif.error.order", code=code, why=error)) from None
    row, power = sheet.orders, world.index(code)
    stage = Stage.ANSWERS if row.answer[0] else Stage.HELP if row.choice[0] else Stage.ORDERS
    key = (round_, int(stage), 0)
    step = places.get(key)
    if step is None or not step.before.table.asked[power, 0]:
        raise BadInput(words("whatif.error.asked", code=code, round=round_))
    try:
        demand(observe(world, step.before, power), sheet)
    except Illegal as error:
        raise BadInput(words("whatif.error.order", code=code, why=error)) from None
    orders = opened(world, power, texts(world, row))
    return _Given(key, power, row, words("whatif.order", power=world.powers[power].name, orders=orders))
