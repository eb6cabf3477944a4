"""The wars of a game: who struck, who was drawn in, who waited, and who wanted it [R7-R10]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.model import Branch, Bystander, Joiner, Tie, Tree, War
from game.debrief.story import Round, Story, in_words, sentence_case
from game.events import Event, sentence
from game.odds import percent
from game.scenario import Intent, PactKind
from game.scores.model import Marker
from game.state import Signal
from game.words import listed, words

MOST_EVIDENCE = 3  # markers told with one war
_LEFT_ALONE = ("deserted", "failed-guard", "pact-broken")


def wars(story: Story, markers: Sequence[Marker]) -> tuple[War, ...]:
    """Every battle, and every strike that was yielded to, in order; the two are numbered apart."""
    out: list[War] = []
    for round_ in story.rounds:
        for strikers, targets, kind, told in _fronts(round_):
            number = 1 + sum((war.kind == "yield") == (kind == "yield") for war in out)
            out.append(_war(story, round_, number, kind, (strikers, targets), told, markers))
    return tuple(out)


def _fronts(round_: Round) -> Iterator[tuple[list[int], list[int], str, Event]]:
    """(strikers, targets, kind, the event that tells its end) of every crisis of a round: duels first."""
    for event in round_.of("duel"):
        yield [*event.powers], [*event.powers], "duel", event
    ends = {event.powers[0]: event for event in round_.of("yielded", "battle", "too-late")}
    kinds = {"yielded": "yield", "battle": "battle", "too-late": "too-late"}
    duels = [set(event.powers) for event in round_.of("duel")]
    strikes = [event.powers for event in round_.of("strike") if set(event.powers) not in duels]
    for target in sorted({d for _, d in strikes}):
        end = ends[target]
        yield [i for i, d in strikes if d == target], [target], kinds[end.kind], end


def _war(
    story: Story,
    round_: Round,
    number: int,
    kind: str,
    front: tuple[list[int], list[int]],
    told: Event,
    markers: Sequence[Marker],
) -> War:
    strikers, targets = front
    margin = next((e for e in round_.of("margin") if e.powers[1] in targets and e.powers[0] in strikers), None)
    leader = told.powers[1] if kind == "yield" else margin.powers[0] if margin else strikers[0]
    joiners = tuple(_joiners(story, round_, strikers, targets, duel=kind == "duel"))
    fighters = {*story.codes([*strikers, *targets]), *(joiner.power for joiner in joiners)}
    by = [s for s in strikers if any(d != s and story.pays(round_, s, d) for d in targets)]
    outcome = _outcome(round_, kind, targets)
    pairs = [(i, d) for i in (strikers if kind == "duel" else [leader]) for d in targets if d != i]
    names = {"a": story.names(strikers), "b": story.names(targets), "round": round_.number}
    form = "duel" if kind == "duel" else "several" if len(strikers) > 1 else "one"
    return War(
        number=number,
        round=round_.number,
        kind=kind,
        strikers=story.codes(strikers),
        targets=story.codes(targets),
        leader=story.code(leader),
        joiners=joiners,
        bystanders=() if kind == "yield" else tuple(_bystanders(story, round_, fighters)),
        outcome=outcome,
        roll=int(told.values["roll"]) if "roll" in told.values else None,
        needed=int(margin.values["needed"]) if margin else None,
        margin=int(margin.values["margin"]) if margin else None,
        wanted_by=story.codes(by),
        title=words(f"debrief.war.{form}", **names),
        result=_result(story, round_, told, outcome, targets),
        wanted=_wanted(story, strikers, targets, by),
        belief=" ".join(_belief(story, round_, i, d) for i, d in pairs).strip(),
        after=tuple(_after(story, round_, strikers, targets)),
        evidence=_evidence(markers, round_.number, fighters),
    )


# ---- who entered and who did not -------------------------------------------------------------------------


def _joiners(story: Story, round_: Round, strikers: list[int], targets: list[int], *, duel: bool) -> Iterator[Joiner]:
    """Those who entered this war, in the order in which they did."""
    entered: dict[str, list[int]] = {"attack": [], "defence": []}
    joined_at = round_.steps[-1].after.table.joined_at[:, 0]
    for event in round_.of("joined"):
        i, x = event.powers[0], event.powers[1]
        form, foe = str(event.values["form"]), event.powers[-1]
        here = x in targets if form == "defence" else x in strikers and foe in targets
        if not here or (form == "duel") != duel:
            continue  # it entered another war of the round
        side = ("attack" if x == targets[0] else "defence") if duel else form
        defends = form == "defence"
        foes = [s for s in strikers if s != x] if defends or duel else targets
        ties = _ties(story, round_, i, x, foes, defends=defends)
        if not ties and defends:
            called = [p for p in entered[side] if joined_at[p] < joined_at[i]]
            ties = [tie for p in called for tie in _ties(story, round_, i, p, [], defends=False, called=True)]
        entered[side].append(i)
        late = bool(event.values["late"])
        yield Joiner(
            power=story.code(i),
            helps=story.code(x),
            side=side,
            late=late,
            ties=tuple(ties),
            drawn_by=ties[0].to if ties else None,
            text=_joins(story, event, ties),
        )


def _ties(
    story: Story, round_: Round, i: int, x: int, foes: list[int], *, defends: bool, called: bool = False
) -> list[Tie]:
    """What binds i to the side of x. A hand binds to a defender, or to a partner who has joined one."""
    assert round_.crisis is not None, "nobody joins before it is asked"
    table = round_.crisis.table
    now = round_.number
    pact = table.pacts[i, x, :, 0]
    binds = {
        "hand": bool(table.hand[i, x, 0]) and (defends or called),
        "defence": bool(pact[PactKind.DEFENCE]),
        "offence": int(pact[PactKind.OFFENCE]) - 1 in foes,
        "guard": bool(table.until[Signal.GUARD - 1, i, x, 0] >= now) and defends,
        "threat": bool(table.until[Signal.THREATEN - 1, i, x, 0] >= now)
        and defends
        and int(table.against[i, x, 0]) in foes,
    }
    return [
        Tie(kind, story.code(x), words(f"debrief.tie.{kind}", b=story.name(x)))
        for kind, bound in binds.items()
        if bound
    ]


def _joins(story: Story, event: Event, ties: list[Tie]) -> str:
    act = sentence(story.world, event).rstrip(".")
    if not ties:
        return words("debrief.war.joined-free", act=act)
    return words("debrief.war.joined", act=act, ties=listed([tie.text for tie in ties]))


def _bystanders(story: Story, round_: Round, fighters: set[str]) -> Iterator[Bystander]:
    """Those who were asked and entered no war of the round; whom they left alone in this one."""
    joined = {event.powers[0] for event in round_.of("joined")}
    waited = {event.powers[0] for event in round_.of("waited")}
    asked = sorted({event.powers[0] for event in round_.of("waited", "stayed-out")} - joined)
    for i in asked:
        left = [
            event.powers[1]
            for event in round_.of(*_LEFT_ALONE)
            if event.powers[0] == i and len(event.powers) > 1 and story.code(event.powers[1]) in fighters
        ]
        left = list(dict.fromkeys(left))
        key = ("waited" if i in waited else "stayed") + ("-bound" if left else "")
        text = words(f"debrief.war.{key}", a=story.name(i), b=story.names(left))
        yield Bystander(story.code(i), i in waited, story.codes(left), text)


# ---- how it ended ----------------------------------------------------------------------------------------


def _outcome(round_: Round, kind: str, targets: list[int]) -> str:
    if kind in ("yield", "too-late"):
        return {"yield": "yielded"}.get(kind, kind)
    fates = [event.kind for event in round_.of("conquered", "unheld") if event.powers[0] in targets]
    return fates[0] if fates else "held"


def _result(story: Story, round_: Round, told: Event, outcome: str, targets: list[int]) -> str:
    if outcome in ("yielded", "too-late", "held"):
        return sentence(story.world, told)
    fate = next(e for e in round_.of("conquered", "unheld") if e.powers[0] in targets)
    return f"{sentence(story.world, told)} {sentence(story.world, fate)}"


def _after(story: Story, round_: Round, strikers: list[int], targets: list[int]) -> Iterator[str]:
    """Other lands that this war set free."""
    for event in round_.of("freed", "restored"):
        if event.powers[1] in [*strikers, *targets]:
            yield sentence(story.world, event)


def _evidence(markers: Sequence[Marker], round_: int, fighters: set[str]) -> tuple[str, ...]:
    about = [m for m in markers if m.round == round_ and fighters & set(m.powers)]
    return tuple(m.text for m in sorted(about, key=lambda m: -abs(m.value))[:MOST_EVIDENCE])


# ---- who wanted it ---------------------------------------------------------------------------------------


def _wanted(story: Story, strikers: list[int], targets: list[int], by: list[int]) -> str:
    """Whose card gains by it; if nobody's, what there was instead."""
    if by:
        cards = [words("debrief.war.wanted-card", a=story.name(i), card=card_name(story, i)) for i in by]
        return words("debrief.war.wanted", names=story.names(by), cards=" ".join(cards))
    elsewhere = [i for i in strikers if story.wants[i]]
    if elsewhere:
        i = elsewhere[0]
        target = story.target(i)
        key = "nobody-elsewhere" if target is not None and target not in targets else "nobody-paid"
        whose = story.name(target) if target is not None else ""
        return words(f"debrief.war.{key}", a=story.name(i), b=story.names(targets), c=whose)
    others = [d for d in targets if d not in strikers]
    if any(story.wants[d] for d in others):
        return words("debrief.war.nobody-fear", a=story.names(strikers), b=story.names(others))
    return words("debrief.war.nobody", names=story.names([*strikers, *others]))


def card_name(story: Story, power: int) -> str:
    """'Expansionist', 'Claimant against Brennia'."""
    target = story.target(power)
    kind = Intent(story.cards[power]).name.lower()
    return words(f"debrief.card.{kind}", target="" if target is None else story.name(target))


def _belief(story: Story, round_: Round, i: int, d: int) -> str:
    """What the striker believed of its target, beside the truth."""
    chance, said = story.believed(round_.number, i, d), story.read(round_.number, i, d)
    if chance is None:
        return ""
    own = "" if said is None else words("debrief.war.said", a=story.name(i), chance=percent(said))
    truth = words("debrief.truth.wants" if story.wants[d] else "debrief.truth.not", a=story.name(d))
    line = {"a": story.name(i), "b": story.name(d), "chance": percent(chance), "said": own}
    return words("debrief.war.belief", **line, truth=truth)


def wars_text(found: Sequence[War]) -> str:
    """The one sentence: 'Two of your three wars were wanted by nobody.', and one on strikes yielded to."""
    fought = [war for war in found if war.kind != "yield"]
    given = [war for war in found if war.kind == "yield"]
    out = [_count(fought, "wars")]
    if given:
        out.append(_count(given, "yields"))
    return " ".join(out)


def _count(found: Sequence[War], what: str) -> str:
    free, total = sum(not war.wanted_by for war in found), len(found)
    if total == 0:
        return words(f"debrief.{what}.none")
    if total == 1:
        return words(f"debrief.{what}.one-{'free' if free else 'wanted'}")
    key = "all" if free == total else "some" if free > 1 else "single" if free else "wanted"
    return words(
        f"debrief.{what}.{key}", first=sentence_case(in_words(free)), free=in_words(free), total=in_words(total)
    )


# ---- as a tree -------------------------------------------------------------------------------------------


def trees(story: Story, found: Sequence[War]) -> tuple[Tree, ...]:
    """One tree for every war that was fought, in order."""
    return tuple(_tree(story, war) for war in found if war.kind != "yield")


def _tree(story: Story, war: War) -> Tree:
    def under(power: str) -> tuple[Branch, ...]:
        """Those whom this power drew in, or who came to help it of their own accord."""
        return tuple(
            Branch(j.power, j.side, j.late, _note(war, j), j.text, under(j.power))
            for j in war.joiners
            if (j.drawn_by or j.helps) == power
        )

    def root(act: str, power: str, foes: list[str]) -> Branch:
        text = words(f"debrief.war.{act}", a=story.named([power]), b=story.named(foes))
        return Branch(power, act, False, words(f"debrief.note.{act}"), text, under(power))

    roots = [root("strikes", code, [d for d in war.targets if d != code]) for code in war.strikers]
    roots += [root("struck", code, []) for code in war.targets if code not in war.strikers]
    return Tree(war.number, war.title, tuple(roots), tuple(_aside(bystander) for bystander in war.bystanders))


def _note(war: War, joiner: Joiner) -> str:
    key = "duel" if war.kind == "duel" else joiner.side
    if joiner.ties:
        tie = joiner.ties[0].kind
        key = f"tied-{'pact' if tie in ('defence', 'offence') else tie}"
    note = words(f"debrief.note.{key}")
    return words("debrief.note.late", note=note) if joiner.late else note


def _aside(bystander: Bystander) -> Branch:
    act = "waited" if bystander.waited else "stayed"
    note = words(f"debrief.note.{act}")
    if bystander.left:
        note = words("debrief.note.bound", note=note)
    return Branch(bystander.power, act, False, note, bystander.text)
