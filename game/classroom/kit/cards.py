"""What is cut out and dealt: intents, backs, world cards, roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil

from game.classroom.plan import arms_text, balance_text
from game.odds import paper_table
from game.press.pen import BOLD, BRASS, FAINT, INK, ITALIC, IVORY, LIGHT, REGULAR, RULE, WHITE, Pen, millimetres
from game.scenario import INTENTS, PACTS, Scenario, World
from game.scenario import cards as texts_of
from game.seats import seats
from game.views.facts import barrier
from game.words import listed, words

WIDE, HIGH = millimetres(63), millimetres(88)  # of a card, as in a pack
ACROSS, DOWN = 3, 3
FEW_SEATS = 4  # whose pars stand one below the other on a card


def deck(scenario: Scenario, deals: Sequence[str]) -> list[str]:
    """The cards to print: the public deck, and as many more of each as a deal of the exercise needs."""
    world = scenario.world
    whole = all(float(share).is_integer() for share in world.deck)
    scale = 1.0 if whole else 10 / float(world.deck.sum())
    counts = {kind: round(scale * float(share)) for kind, share in zip(INTENTS, world.deck, strict=True)}
    for name in deals:
        deal = scenario.deals[name]
        fixed = [card if isinstance(card, str) else card["kind"] for card in deal.cards.values()]
        drawn = world.n - len(fixed)
        for kind in INTENTS:
            most = min(drawn, round((deal.deck or {}).get(kind, 0))) if deal.deck and len(deal.deck) > 1 else 0
            alone = drawn if deal.deck and list(deal.deck) == [kind] else 0
            counts[kind] = max(counts[kind], fixed.count(kind) + max(most, alone))
    return [kind for kind in INTENTS for _ in range(counts[kind])]


def intents(pen: Pen, scenario: Scenario, kinds: Sequence[str], mark: str) -> None:
    """Cards of intent, nine a page, each followed by its backs; ``mark``: the game they belong to, if it matters."""
    for first in range(0, len(kinds), ACROSS * DOWN):
        some = kinds[first : first + ACROSS * DOWN]
        pen.page("intents", quiet=True)
        for place, kind in enumerate(some):
            _face(pen, scenario.world, kind, mark, *_corner(pen, place))
        _crops(pen)
        pen.page("backs", quiet=True)
        for place in range(len(some)):
            _back(pen, *_corner(pen, _behind(place)))
        _crops(pen)


def _behind(place: int) -> int:
    """Where a card's back stands: the sheet is turned over its long edge."""
    row, column = divmod(place, ACROSS)
    return row * ACROSS + ACROSS - 1 - column


def _corner(pen: Pen, place: int) -> tuple[float, float]:
    """The lower left corner of a card on its page."""
    row, column = divmod(place, ACROSS)
    left = (pen.width - ACROSS * WIDE) / 2
    top = (pen.height + DOWN * HIGH) / 2
    return left + column * WIDE, top - (row + 1) * HIGH


def _crops(pen: Pen) -> None:
    """Marks where to cut, outside the cards."""
    left, low = (pen.width - ACROSS * WIDE) / 2, (pen.height - DOWN * HIGH) / 2
    for k in range(ACROSS + 1):
        x = left + k * WIDE
        pen.line(x, low - 12, x, low - 4, wide=0.4)
        pen.line(x, low + DOWN * HIGH + 4, x, low + DOWN * HIGH + 12, wide=0.4)
    for k in range(DOWN + 1):
        y = low + k * HIGH
        pen.line(left - 12, y, left - 4, y, wide=0.4)
        pen.line(left + ACROSS * WIDE + 4, y, left + ACROSS * WIDE + 12, y, wide=0.4)


def _face(pen: Pen, world: World, kind: str, mark: str, x: float, y: float) -> None:
    card = getattr(texts_of(), kind)
    pen.box(x, y, WIDE, HIGH, line=0.3, colour=FAINT)
    pen.framed(x + 6, y + 6, WIDE - 12, HIGH - 12)
    middle, top = x + WIDE / 2, y + HIGH - 24
    pen.text(
        words(f"classroom.kit.wants-{'land' if card.aggressor else 'none'}").upper(),
        middle,
        top,
        size=6.2,
        colour=FAINT,
        align="centre",
        spaced=1.3,
    )
    pen.fitted(words(f"classroom.kit.card-{kind}"), middle, top - 22, WIDE - 36, size=22, font=LIGHT, align="centre")
    _emblem(pen, kind, middle, top - 62)
    if mark:
        pen.text(mark, middle, top - 35, size=6.4, colour=FAINT, align="centre")
    low = top - 91
    low -= pen.block(card.says, x + 16, low, WIDE - 32, size=10.6, font=ITALIC, centre=True, lead=1.2)
    low -= 5
    for text in _gains(world, kind):
        low -= pen.block(text, x + 16, low, WIDE - 32, size=8.4, centre=True, lead=1.22)
    if kind == "claimant":
        pen.text(words("classroom.kit.target"), x + 18, low - 11, size=7.6, font=BOLD)
        pen.line(x + 50, low - 12, x + WIDE - 18, low - 12, wide=0.5)
    _pars(pen, world, kind, x + 14, y + 14)


def _gains(world: World, kind: str) -> Iterator[str]:
    """What the card is worth, a line each."""
    gains, losses = world.core.gains, world.core.losses
    card = getattr(texts_of(), kind)
    if kind == "claimant":
        yield words("classroom.kit.gain-claimant", points=gains.claimant)
    elif kind == "expansionist":
        yield words("classroom.kit.gain-conquest", points=gains.expansionist_conquest)
        yield words("classroom.kit.gain-yield", points=gains.expansionist_yield)
    elif kind == "opportunist":
        yield words("classroom.kit.gain-conquest", points=gains.opportunist_conquest)
    else:
        yield words("classroom.kit.gain-none")
    yield words("classroom.kit.loss", points=card.conquered if kind == "fearful" else losses.conquered)


def _pars(pen: Pen, world: World, kind: str, x: float, y: float) -> None:
    """Points to reach: by seat where seats differ, and by the number of rounds."""
    table = world.par[INTENTS.index(kind)]  # (N, rounds)
    first = world.rounds[0]
    rows = [(code, [int(v) for v in table[i]]) for i, code in enumerate(world.codes)]
    merged = [
        (list(codes), values)
        for values, codes in ((v, [c for c, _ in g]) for v, g in groupby(rows, key=lambda r: r[1]))
    ]
    columns = 1 if len(merged) <= FEW_SEATS else 2
    deep = ceil(len(merged) / columns)
    wide, step = WIDE - 28, 8.6
    high = step * (deep + 1) + 5
    pen.box(x, y, wide, high, fill=WHITE, line=0.4)
    for place in range(columns):
        left = x + place * wide / columns
        some = merged[place * deep : (place + 1) * deep]
        _par_column(pen, some, first, len(merged) == 1, left, y + high, wide / columns)


def _par_column(
    pen: Pen,
    rows: Sequence[tuple[list[str], list[int]]],
    first: int,
    alone: bool,
    x: float,
    top: float,
    wide: float,
) -> None:
    """One column of the pars: a line for seats that are alike; ``first``: the first possible last round."""
    size = 7.4
    count = len(rows[0][1])
    label = wide * 0.42
    places = [x + label + (wide - label) * (k + 0.5) / count for k in range(count)]
    pen.text(words("classroom.kit.par"), x + 4, top - 8.6, size=size, font=BOLD)
    for k, at in enumerate(places):
        pen.text(words("classroom.kit.after", round=first + k), at, top - 8.6, size=6, colour=FAINT, align="centre")
    for row, (codes, values) in enumerate(rows, 2):
        low = top - row * 8.6
        pen.text(words("classroom.kit.par-all") if alone else " ".join(codes), x + 4, low, size=size)
        for at, value in zip(places, values, strict=True):
            pen.text(str(value), at, low, size=size + 0.6, font=BOLD, align="centre")


def _emblem(pen: Pen, kind: str, x: float, y: float) -> None:
    """An engraved sign for each intent: told apart in grey and from afar."""
    pen.disc(x, y, 24, fill=WHITE, line=0.6)
    pen.disc(x, y, 21, line=0.3)
    pen.canvas.saveState()
    pen.canvas.translate(x, y)
    pen.canvas.scale(1.25, 1.25)
    x = y = 0.0
    if kind == "content":  # a house with its roof
        pen.box(x - 7, y - 9, 14, 10, line=0.9)
        _strokes(pen, [(x - 10, y + 1), (x, y + 10), (x + 10, y + 1)])
        pen.line(x, y - 9, x, y - 3, wide=0.9)
    elif kind == "fearful":  # an eye
        pen.canvas.setLineWidth(0.9)
        pen.canvas.ellipse(x - 12, y - 6, x + 12, y + 6, stroke=1, fill=0)
        pen.disc(x, y, 4, fill=INK)
    elif kind == "claimant":  # a flag on one hill
        pen.line(x - 3, y - 9, x - 3, y + 10, wide=1)
        _strokes(pen, [(x - 3, y + 10), (x + 9, y + 6), (x - 3, y + 2)])
        _strokes(pen, [(x - 11, y - 9), (x - 3, y - 5), (x + 8, y - 9)])
    elif kind == "opportunist":  # a key
        pen.disc(x - 6, y, 5, line=1)
        pen.line(x - 1, y, x + 11, y, wide=1)
        pen.line(x + 7, y, x + 7, y - 5, wide=1)
        pen.line(x + 11, y, x + 11, y - 5, wide=1)
    else:  # arrows to all sides
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            pen.line(x + 3 * dx, y + 3 * dy, x + 12 * dx, y + 12 * dy, wide=1)
            side = (dy, dx)
            tip = (x + 12 * dx, y + 12 * dy)
            for sign in (1, -1):
                pen.line(*tip, tip[0] - 4 * dx + sign * 3 * side[0], tip[1] - 4 * dy + sign * 3 * side[1], wide=1)
    pen.canvas.restoreState()


def _strokes(pen: Pen, points: Sequence[tuple[float, float]]) -> None:
    for one, other in pairwise(points):
        pen.line(*one, *other, wide=0.9)


def _back(pen: Pen, x: float, y: float) -> None:
    """All backs are alike: a guilloche of fine lines, the same whichever way a card lies."""
    pen.box(x, y, WIDE, HIGH, line=0.3, colour=FAINT)
    pen.framed(x + 6, y + 6, WIDE - 12, HIGH - 12)
    inner = (x + 13, y + 13, WIDE - 26, HIGH - 26)
    left, low, wide, high = inner
    outline = [(left, low), (left + wide, low), (left + wide, low + high), (left, low + high)]
    pen.box(*inner, line=0.4)
    with pen.clipped(outline):
        for k in range(-60, 60):
            pen.line(left + k * 5, low, left + k * 5 + high, low + high, wide=0.35, colour=BRASS)
            pen.line(left + k * 5 + high, low, left + k * 5, low + high, wide=0.35, colour=BRASS)
    middle = x + WIDE / 2, y + HIGH / 2
    pen.disc(*middle, 24, fill=IVORY, line=0.6)
    pen.disc(*middle, 21, line=0.3)
    for turn in (1, -1):  # the same from both ends
        pen.line(middle[0] - 13, middle[1] + turn * 2, middle[0] + 13, middle[1] + turn * 2, wide=0.8)
    pen.text("?", middle[0], middle[1] + 5, size=13, font=LIGHT, align="centre")
    pen.canvas.saveState()
    pen.canvas.translate(*middle)
    pen.canvas.rotate(180)
    pen.text("?", 0, 5, size=13, font=LIGHT, align="centre")
    pen.canvas.restoreState()


# ---- worlds ----------------------------------------------------------------------------------------------


def worlds(pen: Pen, games: Sequence[tuple[str, Scenario]]) -> None:
    """The world card of every game with the odds table, two a page."""
    for first in range(0, len(games), 2):
        pen.page("worlds", quiet=True)
        for place, (title, box) in enumerate(games[first : first + 2]):
            _world(pen, title, box, 40, pen.height / 2 * (1 - place) + 26)
        pen.dashed(20, pen.height / 2, pen.width - 20, pen.height / 2)


def _world(pen: Pen, title: str, box: Scenario, x: float, y: float) -> None:
    world = box.world
    wide, high = pen.width - 80, pen.height / 2 - 52
    pen.framed(x, y, wide, high)
    left, inner, top = x + 20, wide - 40, y + high - 26
    pen.text(words("classroom.kit.world").upper(), left, top, size=7.5, colour=FAINT, spaced=1.6)
    pen.text(title, left, top - 26, size=22, font=LIGHT)
    low = top - 38
    low -= pen.block(_sentence(balance_text(world.balance)), left, low, inner, size=12, font=BOLD)
    low -= pen.block(_sentence(arms_text(world.distinguishability)), left, low - 2, inner, size=12, font=BOLD) + 4
    low -= pen.block(words("classroom.kit.strength", part=_part(world)), left, low - 2, inner, size=10.6) + 3
    low -= pen.block(words(f"classroom.kit.reports-{_seen(world)}"), left, low - 1, inner, size=10.6) + 3
    low -= pen.block(_end(world), left, low - 1, inner, size=10.6) + 3
    named = [
        words("classroom.kit.deck-card", count=kinds.count(kind), card=words(f"classroom.kit.card-{kind}"))
        for kind in INTENTS
        if (kinds := deck(box, ())).count(kind)
    ]
    low -= pen.block(words("classroom.kit.deck", cards=listed(named)), left, low - 1, inner, size=10.6) + 3
    for text in modules(world):
        low -= pen.block(text, left, low - 1, inner, size=10.6) + 2
    odds(pen, world, left, y + 18, inner)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _end(world: World) -> str:
    """How long it lasts, and how likely it is over after each round that may be the last [R11]."""
    first, last = world.rounds
    rounds = listed([str(k) for k in range(first, last + 1)], "or")
    if first == last:
        return words("classroom.kit.rounds-known", rounds=rounds)
    of = last - first + 1
    chances = [words("classroom.kit.rounds-chance", round=first + k, chance=k + 1, of=of) for k in range(of - 1)]
    return words("classroom.kit.rounds", rounds=rounds, chances=listed(chances))


def _part(world: World) -> str:
    """How much of an arm of the other sort counts: '½'."""
    share = 1 - world.distinguishability
    return {0.0: "0", 0.5: "½", 1.0: "1", 0.25: "¼", 0.75: "¾"}.get(share, f"{share:g}")


def _seen(world: World) -> str:
    return {0.0: "alike", 1.0: "plain"}.get(world.distinguishability, "mixed")


def modules(world: World) -> Iterator[str]:
    """The extra rules of a scenario, a line each."""
    for name in sorted(world.modules):
        yield words(
            f"classroom.kit.module-{name.replace(' ', '-')}",
            rising=listed([p.name for i, p in enumerate(world.powers) if world.rising[i, 0]]),
            nuclear=listed([p.name for i, p in enumerate(world.powers) if world.nuclear[i, 0]]),
            surprise=listed([p.name for i, p in enumerate(world.powers) if world.surprise[i, 0]]),
            ready=world.retaliation[0],
            unready=world.retaliation[1],
        )


def odds(pen: Pen, world: World, x: float, y: float, wide: float) -> None:
    """The odds table: what the attacker has to roll, or less."""
    rows = paper_table(world.odds, world.core.odds.die)
    step = wide / (len(rows) + 1.6)
    pen.box(x, y, wide, 34, fill=WHITE, line=0.5)
    pen.line(x, y + 17, x + wide, y + 17, wide=0.3)
    pen.text(words("classroom.kit.margin"), x + 5, y + 22, size=8, font=BOLD)
    pen.text(words("classroom.kit.wins-on", die=world.core.odds.die), x + 5, y + 6, size=8, font=BOLD)
    for k, (margin, roll) in enumerate(rows):
        at = x + step * (2.1 + k)
        short = margin.replace(" or less", "↓").replace(" or more", "↑")
        pen.text(short, at, y + 22, size=8.6, align="centre")
        pen.text(str(roll), at, y + 5.5, size=9.6, font=BOLD, align="centre")


# ---- roles -----------------------------------------------------------------------------------------------


def roles(pen: Pen, world: World) -> None:
    """A sheet for every power, two a page."""
    for i in range(world.n):
        if i % 2 == 0:
            pen.page("roles", quiet=True)
        _role(pen, world, i, 40, pen.height / 2 * (1 - i % 2) + 26)
        if i % 2 == 0:
            pen.dashed(20, pen.height / 2, pen.width - 20, pen.height / 2)


def _role(pen: Pen, world: World, i: int, x: float, y: float) -> None:
    wide, high = pen.width - 80, pen.height / 2 - 52
    power, seat = world.powers[i], seats(world)[i]
    pen.framed(x, y, wide, high)
    left, inner, top = x + 20, wide - 40, y + high - 34
    pen.badge(seat, left + 16, top + 2, 16)
    pen.text(power.name, left + 42, top - 6, size=26, font=LIGHT)
    pen.text(power.code, x + wide - 20, top - 4, size=12, font=BOLD, colour=FAINT, align="right", spaced=1.2)
    low = top - 26
    low -= pen.block(power.role or world.summary, left, low, inner, size=11.2, lead=1.34) + 10
    stock = words(
        "classroom.kit.stock",
        tokens=int(world.tokens[i, 0]),
        swords=int(world.swords[i, 0]),
        shields=int(world.shields[i, 0]),
    )
    low -= pen.block(stock, left, low, inner, size=11, font=BOLD) + 4
    low -= pen.block(_neighbours(world, i), left, low, inner, size=9.8) + 3
    for text in _pacts(world, i):
        low -= pen.block(text, left, low, inner, size=9.8) + 2
    low -= 6
    pen.text(words("classroom.kit.plans"), left, low - 8, size=8, colour=FAINT)
    while (low := low - 24) > y + 40:
        pen.line(left, low - 8, left + inner, low - 8, wide=0.3, colour=RULE)
    pen.text(words("classroom.kit.vow"), left, y + 18, size=8.6, font=ITALIC, colour=FAINT)
    pen.text(words("classroom.kit.secret"), x + wide - 20, y + 18, size=8.6, font=REGULAR, colour=FAINT, align="right")


def _neighbours(world: World, i: int) -> str:
    """Whom it can strike, and what lies between."""
    names = []
    for j, power in enumerate(world.powers):
        if world.reach[i, j, 0]:
            arms = barrier(world, i, j)
            names.append(power.name if not arms else words("classroom.kit.behind", name=power.name, arms=arms))
    return words("classroom.kit.neighbours", names=listed(names))


def _pacts(world: World, i: int) -> Iterator[str]:
    for j, power in enumerate(world.powers):
        for k, kind in enumerate(PACTS):
            if world.pacts[i, j, k, 0]:
                yield words("classroom.kit.pact-in-force", kind=words(f"classroom.kit.pact-{kind}"), name=power.name)
