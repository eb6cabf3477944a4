"""What the teacher reads, and what the class reads and writes beside the game: script, rules on a page, quiz."""

from __future__ import annotations

from game.classroom.exercise import KEYS, LENGTHS, Exercise
from game.classroom.kit.cards import modules, odds
from game.classroom.plan import Step, plan
from game.classroom.quiz import SCALE, statements
from game.press.flow import MARGIN, Flow
from game.press.pen import BOLD, FAINT, LIGHT, Pen
from game.scenario import World
from game.words import listed, words

SIZES = (9.4, 9.2, 9.0, 8.8, 8.6)  # of the teacher's letters
LEAST = 140  # points of text on the last sheet; for less it is not worth one


def facilitator(pen: Pen, exercise: Exercise, length: int) -> None:
    """The teacher's sheets, in the largest letters that leave the last of them more than a few lines."""
    for size in SIZES:
        if _facilitator(Pen(pen.paper, "", ""), exercise, length, size).used >= LEAST:
            break
    _facilitator(pen, exercise, length, size)


def _facilitator(pen: Pen, exercise: Exercise, length: int, size: float) -> Flow:
    """What is needed, the times, the script, the debrief, the rubric."""
    file, lesson = exercise.file, plan(exercise, length)
    flow = Flow(pen, "facilitator", size=size)
    flow.title(words("classroom.kit.facilitator", minutes=length), file.title, file.summary)
    _notes(flow, exercise)
    flow.heading(words("classroom.kit.bring"))
    for item in file.bring:
        flow.item(item)
    flow.heading(words("classroom.kit.print"))
    for item in words("classroom.kit.print-list").split("|"):
        flow.item(item)
    flow.heading(words("classroom.kit.paper"))
    for item in words("classroom.kit.paper-list", id=exercise.id, minutes=length).split("|"):
        flow.item(item)
    flow.heading(words("classroom.kit.games"))
    for step in lesson.steps:
        for game in step.games:
            rounds = listed([str(k) for k in range(game.rounds[0], game.rounds[1] + 1)], "or")
            flow.minor(
                game.title, words("classroom.kit.game-aside", scenario=game.world, deal=game.deal, rounds=rounds)
            )
            flow.prose(" ".join([f"{game.balance[:1].upper()}{game.balance[1:]}; {game.arms}.", game.note]))
    flow.heading(words("classroom.kit.aims"))
    for aim in file.aims:
        flow.item(f"{aim.text} *{aim.source}*")
    flow.heading(words("classroom.kit.times"), keep=190)
    _times(flow, exercise)
    flow.heading(words("classroom.kit.script"))
    for step in lesson.steps:
        _step(flow, step)
    flow.heading(words("classroom.kit.discuss"))
    for at, question in enumerate(file.discuss, 1):
        flow.minor(f"{at}. {question.ask}")
        look = words("classroom.kit.look", chapter=words(f"debrief.heading.{question.chapter}"))
        flow.prose(f"{look} {question.listen}")
    flow.heading(words("classroom.kit.rubric"), keep=120)
    heads = ["", *(words(f"classroom.kit.level-{k}") for k in range(1, 5))]
    flow.table([heads, *([row.criterion, *row.levels] for row in file.rubric)], (1.1, 1.4, 1.2, 1, 1))
    flow.heading(words("classroom.kit.answers"))
    for at, asked in enumerate(file.quiz, 1):
        flow.item(f"`{asked.choices[asked.answer - 1]}.` {asked.why}", f"{at}.")
    flow.heading(words("classroom.kit.literature"))
    for text in file.literature:
        flow.small(text)
    return flow


def _notes(flow: Flow, exercise: Exercise) -> None:
    """The notes below the head of the file: headings and paragraphs."""
    for part in exercise.notes.split("\n\n"):
        if part.startswith("## "):
            flow.heading(part.removeprefix("## ").strip())
        else:
            flow.prose(" ".join(part.split()))


def _times(flow: Flow, exercise: Exercise) -> None:
    rows = [[words("classroom.kit.step"), *(words("classroom.kit.minutes", minutes=n) for n in LENGTHS)]]
    for stage in exercise.file.stage:
        rows += [[stage.title, *(str(stage.minutes.get(KEYS[n], 0) or "–") for n in LENGTHS)]]
    flow.table(rows, (4, 1, 1, 1), size=9)


def _step(flow: Flow, step: Step) -> None:
    flow.minor(step.title, words("classroom.kit.clock", start=step.start, end=step.end))
    for text in step.say:
        flow.said(text)
    for text in step.do:
        flow.item(text, "→")
    if step.show:
        chapters = listed([f"*{name}*" for _, name in step.show])
        flow.prose(words("classroom.kit.show", chapters=chapters), colour=FAINT)


def rules(pen: Pen, world: World) -> None:
    """The rules on a page, for everybody."""
    flow = Flow(pen, "rules", size=9.4)
    flow.title(words("classroom.kit.rules-over"), words("classroom.kit.rules"), words("classroom.kit.rules-under"))
    core = world.core
    figures = {
        **core.prices.model_dump(),
        **{f"breach_{name}": value for name, value in core.breach.model_dump().items()},
        **core.losses.model_dump(),
        "arm": core.arms.price,
        "per_round": core.arms.built_per_round,
        "die": core.odds.die,
        "unready": core.odds.unready,
        "low": world.rounds[0],
        "high": world.rounds[1],
    }
    known = "-known" if world.rounds[0] == world.rounds[1] else ""
    for key in ("aim", "round", "build", "ally", "signal", "stance", "crisis", "battle", "war", "exile", "end"):
        flow.minor(words(f"classroom.kit.rule-{key}-title", **figures))
        flow.prose(words(f"classroom.kit.rule-{key}{known if key == 'end' else ''}", **figures), before=1)
    for text in modules(world):
        flow.item(text)
    odds(pen, world, MARGIN, flow.y - 48, flow.wide)


def quiz(pen: Pen, exercise: Exercise) -> None:
    """The quiz for the class, once before and once after, without answers; the survey below it."""
    for when in ("before", "after"):
        flow = Flow(pen, f"quiz {when}", size=10)
        title = words("classroom.kit.quiz", title=exercise.file.title)
        flow.title(words(f"classroom.kit.quiz-{when}"), title, words("classroom.kit.quiz-how"))
        for at, question in enumerate(exercise.file.quiz, 1):
            flow.minor(f"{at}. {question.ask}")
            for letter, choice in enumerate(question.choices, 1):
                flow.choice(f"{letter}. {choice}")
        flow.heading(words("classroom.kit.survey"), keep=150)
        heads = ["", *(words(f"classroom.kit.scale-{k}") for k in range(1, SCALE + 1))]
        scale = [str(k) for k in range(1, SCALE + 1)]
        flow.table([heads, *([text, *scale] for text in statements())], (5, *[1.0] * SCALE), size=9)


def handouts(pen: Pen, exercise: Exercise) -> None:
    """Slips that an exercise hands out in the middle of the play, three a page."""
    for handout in exercise.file.handout:
        pen.page("handouts", quiet=True)
        high = pen.height / 3
        for place in range(3):
            low = pen.height - (place + 1) * high
            pen.framed(46, low + 16, pen.width - 92, high - 32)
            pen.text(handout.title, 66, low + high - 48, size=19, font=LIGHT)
            y = low + high - 60
            for at, text in enumerate(handout.lines, 1):
                pen.text(f"{at}", 66, y - 12, size=12, font=BOLD)
                y -= pen.block(text, 84, y, pen.width - 150, size=12) + 4
            if place:
                pen.dashed(16, low + high, pen.width - 16, low + high)
