"""The debrief of a record: replay it, score it, ask what was believed, and put it all together."""

from __future__ import annotations

from pathlib import Path

from game.chance import Chance
from game.debrief.model import Debrief
from game.debrief.views import view
from game.files import BadInput
from game.progress import progress
from game.record import Edited, replay
from game.scores.model import SCORES


def recorded(path: Path, replicates: int, seed: int) -> Debrief:
    """The debrief of a recorded game that is over.

    Raises `BadInput` if the record cannot be read or its game is not over, `Edited` if it was changed by hand.
    """
    done = replay(path, strict=True)
    if done.problem is not None and done.problem.kind == "edited":
        raise Edited(done.problem, path)
    if not done.match.over:
        why = f"; {done.problem}" if done.problem is not None else ""
        raise BadInput(
            f"{path}: the game is in round {done.match.round}{why}; it can be debriefed when it is over: "
            f"dilemma play --text --resume {path}"
        )
    from game.scores.score import score
    from game.scores.timeline import beliefs

    scenario, steps = done.match.scenario, done.match.steps
    luck = Chance(done.match.secret.seed)  # what it was played with
    with progress("scores", len(SCORES)) as tell:
        scores = score(scenario, steps, chance=luck, replicates=replicates, seed=seed, progress=tell)
    return view(scenario, steps, scores, beliefs(scenario, steps))
