"""What can be looked up during a visit: the map, the odds, and what is legal."""

from __future__ import annotations

import re

import numpy as np

from game.observe import Observation
from game.odds import paper_table, percent
from game.orders import Option, legal
from game.players.appraisal import appraise
from game.scenario import World
from game.state import Stage
from game.text.console import Console
from game.views import facts
from game.words import counted, listed, numeral, words


def map_page(console: Console, seen: Observation) -> None:
    """Who borders whom, and whose help reaches where."""
    world, me = seen.world, seen.power
    everybody = bool(world.reach[..., 0].sum() == world.n * (world.n - 1))
    lines = [_borders(world, i) for i in range(world.n)]
    if everybody and not any(facts.barrier(world, i, j) for i in range(world.n) for j in range(world.n) if i != j):
        lines = [words("text.map.everybody")]
    sent, others = appraise(seen).sent()[..., 0], [i for i in range(world.n) if i != me]
    send = [words("text.map.send-one", strength=int(sent[me, i]), name=facts.name(world, i)) for i in others]
    come = [words("text.map.come-one", strength=int(sent[i, me]), name=facts.name(world, i)) for i in others]
    comma = words("count.comma")
    lines.append(words("text.map.send", list=comma.join(send)))
    lines.append(words("text.map.come", list=comma.join(come)))
    console.listing(words("text.map.title"), lines)


def _borders(world: World, i: int) -> str:
    named = {"name": facts.name(world, i), "code": world.codes[i]}
    near = []
    for j in np.flatnonzero(world.reach[i, :, 0]):
        wall, name = facts.barrier(world, i, int(j)), facts.name(world, int(j))
        near.append(words("text.map.barrier", name=name, arms=counted(wall, "arm")) if wall else name)
    return words("text.map.borders", **named, names=listed(near)) if near else words("text.map.no-borders", **named)


def odds_page(console: Console, seen: Observation) -> None:
    """The one odds table, and the strengths it is entered with."""
    world, rules = seen.world, seen.world.core.odds
    balance = words("text.odds.balance", balance=numeral(world.balance, "+g")) if world.balance else ""
    console.line()
    console.line(words("text.odds.how", balance=balance, unready=rules.unready, die=rules.die))
    rows = paper_table(world.odds, rules.die)
    chances = [(margin, needed, percent(needed / rules.die)) for margin, needed in rows]
    bullet = words("text.bullet")
    console.lines((words("text.odds.row", margin=m, needed=n, die=rules.die, chance=c) for m, n, c in chances), bullet)
    attack, defence = facts.strengths(world, int(seen.desk.swords[0]), int(seen.shields[0]))
    console.line(words("text.odds.yours", attack=attack, defence=defence))


# ---- what is legal --------------------------------------------------------------------------------------


def legal_page(console: Console, seen: Observation, draft: list[str]) -> None:
    """All that can be added to the draft; orders that differ only in a power or a number are one line."""
    found: dict[tuple[str, str | None], list[Option]] = {}
    for option in legal(seen, draft):
        if (option.reason or "").startswith("module-"):
            continue
        found.setdefault((_form(seen.world, option.text), option.why), []).append(option)
    if not found and seen.stage is not Stage.ORDERS:
        console.line(words("text.legal.chosen", line="; ".join(draft)))
        return
    can = [_can(seen, form, some) for (form, why), some in found.items() if why is None]
    console.listing(words("text.legal.can"), can)
    reasons: dict[str, list[str]] = {}
    for (form, why), some in found.items():
        if why is not None:
            reasons.setdefault(why, []).append(_with_choices(seen.world, form, some))
    console.listing(words("text.legal.cannot"), (f"{'; '.join(forms)}: {why}." for why, forms in reasons.items()))
    if seen.stage is Stage.ORDERS:
        console.line()
        console.line(words("text.legal.also"))


def _form(world: World, text: str) -> str:
    """'ally aid X N' for 'ally aid BRE 2'; the second power of an order is Y."""
    letters = iter("ZX" if "offence" in text else "XY")
    shapes = (next(letters) if w in world.codes else "N" if w.isdigit() else w for w in text.split())
    return " ".join(shapes)


def _can(seen: Observation, form: str, options: list[Option]) -> str:
    world = seen.world
    low, high = min(o.tokens for o in options), max(o.tokens for o in options)
    price = words("text.legal.price", tokens=counted(low, "token")) if low else words("text.legal.free")
    if low != high:
        price = words("text.legal.price-range", low=low, high=high)
    price = _losses(seen, form) or price
    if form.startswith("ally hand"):
        price = price.replace(")", words("text.legal.if-taken") + ")")
    return _with_choices(world, form, options) + price


def _losses(seen: Observation, form: str) -> str:
    """What an order costs in points and arms."""
    losses, free = seen.world.core.losses, bool(seen.exile[0])
    battle = {"points": counted(losses.battle, "point"), "arms": counted(losses.battle_arms, "arm")}
    helper = {"points": counted(losses.helper, "point"), "arms": counted(losses.helper_arms, "arm")}
    if form == "yield" or form.startswith("ally cede"):
        return words("text.legal.price-land", points=counted(losses.yielded, "point"))
    if form == "resist":
        return words("text.legal.price-battle", **battle)
    if form.startswith("join") and not free:
        return words("text.legal.price-battle", **helper)
    if form.startswith("stance strike"):
        return words("text.legal.price-points", points=counted(losses.strike, "point"))
    return ""


def _with_choices(world: World, form: str, options: list[Option]) -> str:
    """'ally aid X N (X: BRE, COR; N: 1 to 5)', or the order itself if there is only one."""
    if len(options) == 1:
        return options[0].text
    places = [k for k, word in enumerate(form.split()) if re.fullmatch("[XYZN]", word)]
    said = []
    for k in places:
        values = list(dict.fromkeys(o.text.split()[k] for o in options))
        values.sort(key=lambda v: world.codes.index(v) if v in world.codes else int(v))
        numbers = [int(v) for v in values if v.isdigit()]
        if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
            values = [words("text.legal.range", low=numbers[0], high=numbers[-1])]
        said.append(words("text.legal.choice", letter=form.split()[k], values=words("count.comma").join(values)))
    return f"{form} [{'; '.join(said)}]"
