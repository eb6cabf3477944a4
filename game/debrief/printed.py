"""The debrief on paper: the page and its pictures as a PDF, of the same view models. reportlab is loaded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.debrief.charts import Chart
from game.debrief.model import Branch, Debrief, ScoreView, War
from game.debrief.tree import Box, Picture, picture
from game.odds import percent
from game.press.flow import MARGIN, Flow
from game.press.pen import BLOOD, BOLD, FAINT, INK, RULE, WHITE, Pen
from game.words import counted, words

TREE = 0.62  # points for a pixel of a war tree, at most
FATES = ("broken", "kept", "void", "untested")


def printed(debrief: Debrief, drawn: Mapping[str, Chart], paper: str) -> bytes:
    """The PDF; the same debrief gives the same bytes. `BadInput` for a paper there is none of."""
    pen = Pen(paper, words("debrief.html.title", world=debrief.world), debrief.world)
    flow = Flow(pen, "debrief", size=9.6)
    flow.title(words("debrief.pdf.over"), debrief.world, debrief.wars_text)
    flow.prose(f"{debrief.played} {debrief.card}")
    _cards(flow, debrief, drawn)
    _wars(flow, debrief)
    _charts(flow, drawn, "arms", "threat")
    _scores(flow, debrief, drawn)
    _charts(flow, drawn, "belief")
    _badged(flow, debrief, "shifts", [(shift.power, shift.text) for shift in debrief.shifts])
    _reads(flow, debrief, drawn)
    _words(flow, debrief)
    flow.heading(words("debrief.heading.names"))
    for concept in debrief.concepts:
        flow.minor(concept.title)
        flow.prose(concept.text, before=1)
        flow.prose(concept.source, colour=FAINT, before=1)
    if not debrief.concepts:
        flow.prose(words("debrief.html.no-names"))
    flow.heading(words("debrief.heading.discuss"))
    for at, question in enumerate(debrief.questions, 1):
        flow.item(question, f"{at}.")
    _orders(flow, debrief)
    return pen.done()


def _charts(flow: Flow, drawn: Mapping[str, Chart], *names: str) -> None:
    """Those of these pictures that there are."""
    for name in names:
        if name in drawn:
            flow.picture(drawn[name].title, drawn[name].how, drawn[name].png)


def _badged(flow: Flow, debrief: Debrief, heading: str, told: Sequence[tuple[str, str]]) -> None:
    """A list of sentences, each behind the badge of its power; nothing if there is none."""
    if told:
        flow.heading(words(f"debrief.heading.{heading}"))
    for code, text in told:
        flow.of(debrief.seat(code), text)


def _cards(flow: Flow, debrief: Debrief, drawn: Mapping[str, Chart]) -> None:
    flow.heading(words("debrief.heading.cards"))
    flow.prose(words("debrief.html.cards"), colour=FAINT)
    for card in debrief.cards:
        seat = debrief.seat(card.power)
        result = words("debrief.card.won" if card.won else "debrief.card.missed")
        points = words("debrief.card.points", points=counted(card.points, "point"), par=card.par, result=result)
        flow.head(seat, f"{seat.name}: {card.title}", points)
        flow.prose(card.text, before=1)
        flow.prose(card.account, colour=FAINT, before=1)
    flow.prose(debrief.dividend.pars, font=BOLD, before=8)
    flow.prose(debrief.dividend.text)
    _charts(flow, drawn, "dividend")
    if debrief.titles:
        flow.heading(words("debrief.heading.titles"))
    for title in debrief.titles:
        names = ", ".join(debrief.seat(code).name for code in title.powers)
        flow.item(f"`{title.title}: {names}.` {title.text}")


# ---- wars ------------------------------------------------------------------------------------------------


def _wars(flow: Flow, debrief: Debrief) -> None:
    flow.heading(words("debrief.heading.wars"))
    flow.prose(debrief.wars_text, font=BOLD)
    for war in debrief.wars:
        _war(flow, war)
    if debrief.trees:
        flow.heading(words("debrief.heading.trees"), keep=200)
        flow.prose(words("debrief.html.trees"), colour=FAINT)
    for tree in debrief.trees:
        art = picture(debrief, tree)
        scale = min(TREE, flow.wide / art.width)
        flow.minor(tree.title, keep=art.height * scale + 30)
        _tree(flow, art, scale)
        _branches(flow, debrief, (*tree.roots, *tree.aside))


def _war(flow: Flow, war: War) -> None:
    flow.minor(war.title)
    flow.prose(war.wanted, font=BOLD, before=1)
    flow.prose(" ".join((war.result, *war.after, war.belief)).strip())
    for text in war.evidence:
        flow.item(text)


def _branches(flow: Flow, debrief: Debrief, branches: Sequence[Branch]) -> None:
    for branch in branches:
        flow.of(debrief.seat(branch.power), branch.text)
        _branches(flow, debrief, branch.branches)


def _tree(flow: Flow, art: Picture, scale: float) -> None:
    """The picture of a war: boxes and arrows as on the page, from the top down."""
    top = flow.room(art.height * scale, before=4)
    pen = flow.pen

    def at(x: float, y: float) -> tuple[float, float]:
        return MARGIN + x * scale, top - y * scale

    if art.aside is not None:
        pen.dashed(*at(0, art.aside), *at(art.width, art.aside))
    for arrow in art.arrows:
        x, y, x2, y2 = arrow.line
        colour = BLOOD if arrow.strikes else FAINT
        pen.line(*at(x, y), *at(x2, y2), wide=(6 if arrow.strikes else 2.5) * scale, colour=colour)
        pen.shape([at(*corner) for corner in arrow.head], fill=colour)
    for box in art.boxes:
        _box(pen, box, *at(box.x, box.y + box.height), scale)


def _box(pen: Pen, box: Box, x: float, y: float, scale: float) -> None:
    """One power in a war, from its lower left corner: strikers and the struck in strong lines, bystanders in dashes."""
    fights, stands = box.act in ("strikes", "struck"), box.act in ("waited", "stayed")
    high = box.height * scale
    if stands:
        pen.canvas.setDash(3, 2.5)
    line, colour = (1.6, BLOOD if box.act == "strikes" else INK) if fights else (0.8, RULE if stands else FAINT)
    pen.box(x, y, box.width * scale, high, fill=WHITE, line=line, colour=colour, round_=5)
    pen.canvas.setDash()
    pen.badge(box.seat, x + 29 * scale, y + high / 2, 18 * scale)
    pen.text(box.seat.name, x + 56 * scale, y + high / 2 + 4 * scale, size=19 * scale, font=BOLD)
    pen.text(box.note, x + 56 * scale, y + high / 2 - 18 * scale, size=15 * scale, colour=FAINT)


# ---- scores, reads, words, orders ------------------------------------------------------------------------


def _scores(flow: Flow, debrief: Debrief, drawn: Mapping[str, Chart]) -> None:
    flow.heading(words("debrief.heading.scores"), keep=120)
    flow.prose(debrief.verdicts.harm_text)
    for score in debrief.verdicts.scores:
        _score(flow, score)
    _charts(flow, drawn, "scores")
    strong = [marker.text for marker in debrief.markers if marker.strong]
    if strong:
        flow.heading(words("debrief.heading.markers"))
    for text in strong:
        flow.item(text)
    flow.prose(debrief.verdicts.method, colour=FAINT)


def _score(flow: Flow, score: ScoreView) -> None:
    share = score.share
    if share.value is None:
        flow.minor(share.title)
    else:
        interval = words("debrief.html.interval", low=percent(share.low or 0), high=percent(share.high or 0))
        flow.minor(f"{share.title}: {percent(share.value)}%", f"{interval} · {score.verdict_text}")
    flow.prose(share.text, before=1)
    flow.prose(score.explanation, font=BOLD, before=1)
    for part in score.parts:
        flow.item(f"`{part.title}.` {part.text}")
    if score.traced_text:
        flow.prose(score.traced_text, colour=FAINT, before=1)


def _reads(flow: Flow, debrief: Debrief, drawn: Mapping[str, Chart]) -> None:
    if "reads" in drawn:
        _charts(flow, drawn, "reads")
    else:
        flow.heading(words("debrief.heading.reads"))
    flow.prose(words("debrief.html.reads"), colour=FAINT)
    for reader in debrief.readers:
        flow.of(debrief.seat(reader.power), reader.text)


def _words(flow: Flow, debrief: Debrief) -> None:
    """Pledges by what became of them, then what was promised in talk, then the diaries."""
    flow.heading(words("debrief.heading.words"))
    flow.prose(debrief.pledges_text, font=BOLD)
    for fate in FATES:
        some = [pledge for pledge in debrief.pledges if pledge.fate == fate]
        if some:
            flow.minor(words(f"debrief.heading.{fate}"))
        for pledge in some:
            flow.of(debrief.seat(pledge.power), pledge.text)
    _badged(flow, debrief, "promises", [(promise.power, promise.text) for promise in debrief.promises])
    _badged(flow, debrief, "diary", [(entry.power, entry.text) for entry in debrief.diary])


def _orders(flow: Flow, debrief: Debrief) -> None:
    flow.heading(words("debrief.heading.orders"), keep=60)
    heads = [words(f"debrief.html.column-{name}") for name in ("round", "stage", "power", "order")]
    rows = [
        [
            str(sealed.round),
            words(f"debrief.html.stage-{sealed.stage}"),
            debrief.seat(sealed.power).name,
            sealed.told,
        ]
        for sealed in debrief.orders
    ]
    flow.table([heads, *rows], (0.5, 0.8, 1.2, 5), size=8)
