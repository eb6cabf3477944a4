"""The loop: any mix of people and players, for one game at a table or for thousands at once.

`Match` is one game: powers seal sheets, the match steps when all that are asked have sealed. `play_batch`
runs many games of players only. Both use the same rules, doors and players; only they and `record` ever
hold a `State` or the luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import overload

import numpy as np

from game.arrays import EVERYBODY, NOBODY
from game.belief import Belief, learn, prior
from game.belief.together import groups, in_deck, reckon
from game.chance import Chance, Draw, Draws
from game.events import Event, chronicle, seen_by
from game.intents.mind import PLAIN
from game.observe import Observation, observe
from game.orders import Message, Sheet, demand, message_text, parse, texts
from game.players import PERSON, Player, blueprint, player
from game.results import Results, Tally
from game.rules import start, step
from game.scenario import Scenario
from game.state import Orders, Stage, State, Step, Vault
from game.talk.given import standing
from game.talk.heard import heard
from game.talk.ledger import Ledger
from game.talk.said import MOTIVES, Letter, Note, Spoken
from game.talk.statement import Statement

BATCH = 1024  # games that run together; the arrays of more no longer fit the processor's cache


# ---- many games -----------------------------------------------------------------------------------------


Beliefs = Sequence[Belief | None]  # one for each power; None for players that need none


def beliefs_of(players: Sequence[Player | None], scenario: Scenario, games: int) -> Beliefs:
    """What players hold before the first round."""
    return [None if who is None or who.knobs is None else prior(scenario.world, games, who.knobs) for who in players]


def learnt(beliefs: Beliefs, scenario: Scenario, before: State, after: State) -> Beliefs:
    """What they hold when the orders given in ``before`` have been turned over; unchanged in a crisis."""
    return [None if b is None else learnt_by(b, scenario, before, after, i) for i, b in enumerate(beliefs)]


def learnt_by(belief: Belief, scenario: Scenario, before: State, after: State, power: int) -> Belief:
    """The same for one power."""
    if before.stage is not Stage.ORDERS:
        return belief
    return learn(belief, observe(scenario.world, before, power), observe(scenario.world, after, power))


def decide(
    players: Sequence[Player], scenario: Scenario, state: State, luck: Draws, beliefs: Beliefs | None = None
) -> Orders:
    """The orders of all powers that are asked, each from its own observation, belief and luck alone."""
    world, table = scenario.world, state.table
    point = state.point
    turns, together = [], []
    for i, who in enumerate(players):
        asked = np.flatnonzero(table.asked[i])
        seen, belief = observe(world, state, i), beliefs[i] if beliefs else None
        if belief and who.choose is blueprint.choose and state.stage is not Stage.ORDERS and in_deck(seen):
            together.append((belief, seen, asked))
        elif len(asked):
            if len(asked) < state.games:
                seen, belief = seen.take(asked), belief and belief.take(asked)
            turns.append((i, who, asked, seen, belief))
    reckon([(held, seen) for _, who, _, seen, held in turns if held and who.choose is blueprint.choose])
    rows = [Orders.row(world.n, state.games)] * len(players)
    for i, who, asked, seen, belief in turns:
        if len(asked) == state.games:
            rows[i] = who.choose(seen, belief, Draw(luck, i, table.round, point))
        else:
            draw = Draw(luck.take(asked), i, table.round[asked], point[asked])
            rows[i] = Orders.spread(world.n, state.games, [(asked, who.choose(seen, belief, draw))])
    orders = Orders.gather(rows) if turns else Orders.hold(world.n, state.games)
    for group in groups(together):
        draw = Draw(luck.take(group.game), group.me, table.round[group.game], point[group.game])
        orders = orders.put(group.me, group.game, **blueprint.in_crises(group, draw))
    return orders


def play_batch(
    scenario: Scenario,
    players: Sequence[Player | str],
    games: int,
    seed: int,
    deal: str | None = None,
    first: int = 0,
) -> Iterator[Results]:
    """``games`` games of players, in batches; game k is the same in any batch.

    ``players`` has one entry per power, or one for all; names are looked up in `players.PLAYERS`.
    """
    seats = seated(scenario, players)
    for begin in range(first, first + games, BATCH):
        count = min(BATCH, first + games - begin)
        yield run(scenario, seats, Chance(seed, count, begin), deal)


def seated(scenario: Scenario, players: Sequence[Player | str]) -> list[Player]:
    """One player per power; a single one sits everywhere."""
    n = scenario.world.n
    found = [player(p) if isinstance(p, str) else p for p in players]
    if len(found) == 1:
        found *= n
    if len(found) != n:
        from game.files import BadInput

        raise BadInput(f"players: {len(found)} given for {n} powers ({', '.join(scenario.world.codes)}); give 1 or {n}")
    return found


def run(scenario: Scenario, players: Sequence[Player], chance: Chance, deal: str | None = None) -> Results:
    """One batch to its end. Games that are over leave the batch, so that nothing is computed for them."""
    state = start(scenario, chance, deal)
    luck, world_luck = chance.players, Draws(chance.keys)
    index = np.arange(state.games)
    tally = Tally(state.n, state.games)
    beliefs = beliefs_of(players, scenario, state.games)
    while state.stage is not Stage.OVER:
        orders = decide(players, scenario, state, luck, beliefs)
        before = state
        state, outcome = step(scenario, before, orders, world_luck)
        beliefs = learnt(beliefs, scenario, before, state)
        tally.count(state, index)
        if outcome.conquered is not None:
            tally.conquered[:, index] |= outcome.conquered
        if bool(state.table.over.any()):
            tally.end(scenario, state, index)
            if state.stage is Stage.OVER:
                break
            going = np.flatnonzero(~state.table.over)
            state, luck, world_luck = state.take(going), luck.take(going), world_luck.take(going)
            beliefs = [b and b.take(going) for b in beliefs]
            index = index[going]
    return tally.results()


def play_steps(scenario: Scenario, players: Sequence[Player], chance: Chance, deal: str | None = None) -> list[Step]:
    """The steps of a batch to its end, every one with all G games: what the scores look back on.

    Games that are over stay as they are, and nobody is asked in them. Game k is the same as in `run`. One player
    per power (`seated`); raises `BadInput` for a deal the scenario lacks. Memory grows with games and rounds.
    """
    state = start(scenario, chance, deal)
    world_luck = Draws(chance.keys)
    beliefs = beliefs_of(players, scenario, state.games)
    steps: list[Step] = []
    while state.stage is not Stage.OVER:
        before, orders = state, decide(players, scenario, state, chance.players, beliefs)
        state, outcome = step(scenario, before, orders, world_luck)
        beliefs = learnt(beliefs, scenario, before, state)
        steps.append(Step(before, orders, outcome, state))
    return steps


def seated_by(name: str) -> Player | None:
    """Who sits in a seat of that name: a player, or None for a person."""
    return None if name == PERSON else player(name)


# ---- one game -------------------------------------------------------------------------------------------


def _mind(viewer: int | None) -> int:
    """Whose private knowledge it is; nobody's for what all know."""
    return NOBODY if viewer is None else viewer


class _Asked(Sequence[Belief]):
    """The beliefs of all seats of a match, each reckoned when it is looked at."""

    def __init__(self, match: Match) -> None:
        self._match = match

    def __len__(self) -> int:
        return len(self._match.players)

    @overload
    def __getitem__(self, power: int) -> Belief: ...
    @overload
    def __getitem__(self, power: slice) -> list[Belief]: ...
    def __getitem__(self, power: int | slice) -> Belief | list[Belief]:
        places = range(len(self))[power]
        return self._match.belief(places) if isinstance(places, int) else [self._match.belief(i) for i in places]


class Match:
    """One game in play. People seal sheets of order texts; seats of players are filled in by `let_players`.

    Everything a seat may see comes from `observation`, `letters` and its own `belief`; ``steps`` is for the debrief.
    """

    def __init__(self, scenario: Scenario, seats: Sequence[str], chance: Chance, deal: str | None = None) -> None:
        self.scenario = scenario
        self.seats = list(seats)
        self.players = [seated_by(name) for name in seats]
        self.state = start(scenario, chance, deal)
        self.steps: list[Step] = []
        self.sealed: dict[int, Sheet] = {}
        self.spoken: list[Spoken] = []
        self.notes: list[Note] = []  # secret until the end
        self._letters: list[Letter] = []
        self._chance = chance
        self._told: dict[int, list[Event]] = {}  # by step, once asked for
        self._beliefs: dict[int, tuple[int, Belief]] = {}  # by power: the last asked for, after so many steps

    @property
    def beliefs(self) -> Sequence[Belief]:
        """What each seat holds by now; a person's, or that of a player who needs none, as a rational observer's.

        Reckoned when it is asked for, one power by one, from all steps since it was last asked for.
        """
        return _Asked(self)

    def belief(self, power: int) -> Belief:
        """What this power holds by now: (N, 5, 1)."""
        who = self.players[power]
        knobs = PLAIN if who is None or who.knobs is None else who.knobs
        past, held = self._beliefs.get(power, (0, None))
        if held is None or held.knobs != knobs or past > len(self.steps):
            past, held = 0, prior(self.scenario.world, 1, knobs)
        for done in self.steps[past:]:
            held = learnt_by(held, self.scenario, done.before, done.after, power)
        self._beliefs[power] = len(self.steps), held
        return held

    @property
    def over(self) -> bool:
        return self.state.stage is Stage.OVER

    @property
    def round(self) -> int:
        return int(self.state.table.round[0])

    def asked(self) -> list[int]:
        """The powers that have to decide now, in table order."""
        return [int(i) for i in np.flatnonzero(self.state.table.asked[:, 0])]

    def waiting(self) -> list[int]:
        """Those of them that have not sealed."""
        return [i for i in self.asked() if i not in self.sealed]

    def observation(self, power: int) -> Observation:
        return observe(self.scenario.world, self.state, power)

    def letters(self, power: int) -> list[Letter]:
        """All messages this power has written or received."""
        return [letter for letter in self._letters if letter.reaches(power)]

    @property
    def opening(self) -> State:
        """How the game began."""
        return self.steps[0].before if self.steps else self.state

    def heard(self, viewer: int | None) -> tuple[Statement, ...]:
        """What was said aloud or written to all, and this power's letters. ``viewer`` as in `Ledger`."""
        ours = [x for x in self._letters if viewer == EVERYBODY or x.to == EVERYBODY or x.reaches(_mind(viewer))]
        return heard(self.scenario.world, self.spoken, ours)

    def ledger(self, viewer: int | None) -> Ledger:
        """Offers, deals and what became of words, by what this power has heard and seen. ``viewer`` as in `Ledger`."""
        world = self.scenario.world
        for place in range(len(self.steps)):
            if place not in self._told:
                self._told[place] = chronicle(world, self.steps[place])
        told = [event for place in range(len(self.steps)) for event in self._told[place]]
        events = told if viewer == EVERYBODY else seen_by(told, _mind(viewer))
        start = standing(self.opening.table, self.round)
        return Ledger.of(world, viewer, self.round, self.over, self.heard(viewer), events, start)

    def check(self, power: int, lines: Iterable[str]) -> Sheet:
        """The sheet these lines spell, or `Invalid` or `Illegal`; nothing is sealed."""
        sheet = parse(self.scenario.world, lines)
        demand(self.observation(power), sheet)
        return sheet

    def seal(self, power: int, lines: Iterable[str]) -> Sheet:
        """Check and seal; sealing again replaces."""
        self.sealed[power] = self.check(power, lines)
        return self.sealed[power]

    def unseal(self, power: int) -> None:
        self.sealed.pop(power, None)

    def speak(self, power: int, text: str) -> Spoken:
        """Say something aloud; `Invalid` if it is empty or too long, `ValueError` when the game is over."""
        self._still_on()
        binds = self.round + (self.state.stage is not Stage.ORDERS)
        self.spoken.append(Spoken(self.round, len(self.steps), power, message_text(text), binds))
        return self.spoken[-1]

    def note(self, power: int, motive: str, toward: int = NOBODY) -> Note:
        """Its diary of this round: it acts from fear of, want of, or duty to somebody; a later entry replaces."""
        self._still_on()
        if motive not in MOTIVES or toward == power or not NOBODY <= toward < self.scenario.world.n:
            raise ValueError(f"a diary says {', '.join(MOTIVES)}, and toward another power or nobody")
        self.notes = [n for n in self.notes if (n.round, n.power) != (self.round, power)]
        self.notes.append(Note(self.round, len(self.steps), power, motive, toward))
        return self.notes[-1]

    def hand_over(self, power: int, seat: str) -> None:
        """Seat a person or a player of that name here from now on; what was sealed stays sealed."""
        self._still_on()
        self.players[power] = seated_by(seat)
        self.seats[power] = seat

    def _still_on(self) -> None:
        if self.over:
            raise ValueError("the game is over")

    def at(self, place: int) -> Match:
        """The game as it stood before step ``place`` was turned over: all had been said, nothing sealed. Not recorded.

        For second thoughts about what was decided there; seats are those of now.
        """
        past = copy(self)
        past.state = self.steps[place].before if place < len(self.steps) else self.state
        past.steps, past.sealed = self.steps[:place], {}
        past.spoken = [x for x in self.spoken if x.step <= place]
        past.notes = [x for x in self.notes if x.step <= place]
        past._letters = [x for x in self._letters if x.step < place]
        past._told, past._beliefs = dict(self._told), {}
        return past

    def opened(self, place: int) -> list[Letter]:
        """All letters that were opened with step ``place``, secret ones too: for whoever runs the table."""
        return [letter for letter in self._letters if letter.step == place]

    def ordered(self, place: int, power: int) -> list[str]:
        """What it sealed before step ``place``, as texts, its letters included; for the debrief and for forks."""
        row = self.steps[place].orders.of(power)
        sent = [Message(x.to, x.text) for x in self.opened(place) if x.sender == power]
        return texts(self.scenario.world, row, sent)

    def draw(self, power: int) -> Draw:
        """The luck of a player of this seat at this decision."""
        return Draw(self._chance.players, power, self.state.table.round, self.state.point)

    def let_player(self, power: int) -> list[str]:
        """What the player of this seat orders now, as texts; not sealed yet."""
        who = self.players[power]
        assert who is not None, f"seat {power} is a person's"
        draw = self.draw(power)
        held = None if who.knobs is None else self.belief(power)
        row = who.choose(self.observation(power), held, draw)
        return texts(self.scenario.world, row)

    def advance(self) -> Step:
        """Turn the sealed sheets over. All that are asked must have sealed."""
        missing = self.waiting()
        if missing:
            raise ValueError(f"not sealed yet: {', '.join(self.scenario.world.codes[i] for i in missing)}")
        n = self.scenario.world.n
        blank = Orders.row(n, 1)
        orders = Orders.gather([self.sealed[i].orders if i in self.sealed else blank for i in range(n)])
        before, round_ = self.state, self.round
        self.state, outcome = step(self.scenario, before, orders, self._chance)
        for power, sheet in sorted(self.sealed.items()):
            self._letters += [Letter(round_, len(self.steps), power, m.to, m.text) for m in sheet.messages]
        self.sealed = {}
        self.steps.append(Step(before, orders, outcome, self.state))
        return self.steps[-1]

    def stop(self) -> None:
        """Time is up: the game is over with the last round that was played, as if that had been drawn as its last.

        What was said and noted since is left out. `ValueError` in the midst of a round, or if none was played.
        """
        self._still_on()
        if self.state.stage is not Stage.ORDERS or not self.steps:
            raise ValueError("a game can be stopped between two rounds only")
        dealt = self.opening
        last = np.full_like(dealt.vault.last_round, self.round - 1)
        self.state = State(dealt.stage, dealt.table, dealt.desk, Vault(last_round=last))
        for place, done in enumerate(self.steps):  # the same luck, so all but the end is as it was
            before = self.state
            self.state, outcome = step(self.scenario, before, done.orders, self._chance)
            self.steps[place] = Step(before, done.orders, outcome, self.state)
        played = len(self.steps)
        self.spoken = [x for x in self.spoken if x.step < played]
        self.notes = [x for x in self.notes if x.step < played]
        self.sealed, self._told, self._beliefs = {}, {}, {}


__all__ = ["BATCH", "Letter", "Match", "Results", "decide", "play_batch", "play_steps", "run", "seated"]
