"""Invented histories for tests, and a score that costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.files import BadInput
from game.history import Episode, History, load, play
from game.scenario import Intent
from game.scores.model import Estimate, Marker, Score, Scores
from game.state import State

CONTENT, FEARFUL, CLAIMANT, EXPANSIONIST = Intent.CONTENT, Intent.FEARFUL, Intent.CLAIMANT, Intent.EXPANSIONIST

# The example of the design, to the letter but for one comment that was too long.
EXAMPLE = """\
name = "The Border Year"                 # an invented example
[world]
balance_believed = 2                     # arms units, + favours offence
balance_actual = 0                       # default: as believed
distinguishability = 0.25
rounds = [6, 8]                          # the public range; a history plays exactly its rounds
modules = ["standing pacts"]             # default none
# retaliation = 10, disarming = 0.5      # with the nuclear module
[[world.border]]                         # if any is given, only neighbours may strike
between = ["AAA", "BBB"]
[[world.border]]
between = ["AAA", "CCC"]
[[world.barrier]]                        # default 0; arms units for the defender, both ways
between = ["AAA", "BBB"]
arms = 2
[[world.projection]]                     # overrides; default 0.3 in files without borders: share of a helper's attack
from = "CCC"
to = "AAA"
share = 0.3
[powers.AAA]
name = "Aldmar"
tokens = 5                               # a scenario adds position, colour and so on
swords = 4
shields = 4
[powers.BBB]                             # also: nuclear, rising, surprise = true, with their modules
name = "Brennia"
tokens = 5
swords = 3
shields = 4
[powers.CCC]
name = "Corvia"
tokens = 4
swords = 3
shields = 3
[prior]                                  # what players may believe of the deal; default the deck of ten
content = 4
fearful = 3
claimant = 1
expansionist = 2
[[pact]]                                 # in force at the start
kind = "defence"
members = ["AAA", "CCC"]
[intents]                                # content, fearful, claimant, opportunist, expansionist
AAA = "fearful"                          # claimant: { kind = "claimant", target = "BBB" }
BBB = "content"
CCC = "content"
# [deals.random], [deals.no-aggressor]   # scenarios: named deals for `--deal`; [intents] is the default one
[[alternative]]                          # a rival reading
title = "Aldmar wanted it"
intents = { AAA = "expansionist" }
spiral = "low"
chain_ganging = "contested"
buck_passing = "low"
sources = ["Another Author (year)"]
[[round]]
title = "Spring"
orders.AAA = ["build sword 2", "say warn BBB", "stance mobilise"]
orders.BBB = ["build shield 1"]          # a power left out holds
[[round]]
title = "Summer"
orders.AAA = ["stance strike BBB"]
crisis.BBB = "resist"                    # or "yield"
crisis.CCC = "join AAA"                  # "join X", "late X" (waited, then joined), "stay out" (default)
outcome."AAA>BBB" = "repulse"            # forced: "win", "repulse"; left out: dice
reads."BBB>AAA" = 0.8                    # optional, before the orders: documented fear that AAA is an aggressor
[literature]
spiral = "high"                          # high, low or contested
chain_ganging = "low"
buck_passing = "low"
sources = ["Author, Title (year), pages"]
"""

# Six powers that may all strike at once.
CODES = ("AUH", "SRB", "RUS", "DEU", "FRA", "GBR")
WAR = """\
name = "The Invented War"
[world]
modules = ["surprise", "standing pacts"]
""" + "".join(f'[powers.{code}]\nname = "{code}"\nsurprise = true\n' for code in CODES)
A, S, R, D, F, G = range(6)  # their places in table order


Told = Callable[[str], History]  # a history of a text


def written(path: Path, text: str) -> History:
    """A history written to that file and read again."""
    path.write_text(text, "utf-8")
    return load(path)


def rounds(*bodies: str) -> str:
    """Rounds to add to a file, each of lines divided by semicolons."""
    return "".join("[[round]]\n" + body.replace("; ", "\n") + "\n" for body in bodies)


def strike(striker: str, target: str) -> str:
    return f'orders.{striker} = ["stance strike {target}"]'


def after(episode: Episode) -> State:
    return episode.steps[-1].after


def ends(episode: Episode, number: int = 1) -> Any:
    """The table as a round left it."""
    return [s.after for s in episode.steps if s.before.table.round[0] == number][-1].table


def complaint(text: str, told: Told) -> str:
    """The one line with which a text is refused, from its key on."""
    with pytest.raises(BadInput) as caught:
        play(told(text))
    line = str(caught.value)
    assert "\n" not in line
    assert "mine.toml: " in line
    return line.split("mine.toml: ", 1)[1]


READINGS = """
[intents]
DEU = "fearful"
FRA = "expansionist"
[[alternative]]
intents = { DEU = { kind = "claimant", target = "GBR" }, AUH = "claimant" }
[[alternative]]
title = "As the main one"
spiral = "high"
"""


# What `fake` was called with.
CALLS: list[dict[str, Any]] = []


def fake(scenario: Any, steps: Any, **options: Any) -> Scores:
    """A low spiral where the first power wants land, else a high one; of buck-passing nothing to explain."""
    CALLS.append({"scenario": scenario, "steps": steps, **options})
    wants = int(steps[0].before.desk.intent[0, 0]) == EXPANSIONIST
    share = Estimate(0.1 if wants else 0.4, (0.05, 0.5))
    verdict = "low" if wants else "high"
    return Scores(
        spiral=Score(share, verdict, {"AAA": 0.3, "BBB": 0.1, "CCC": 0.0}),
        chain_ganging=Score(Estimate(0.2, (0.1, 0.3)), "high", {"CCC": 0.2}),
        buck_passing=Score(None, "low"),
        dilemma=Estimate(0.3, (0.2, 0.4)),
        misperception=Estimate(0.1, (0.0, 0.2)),
        believed_balance=None,
        markers=tuple(Marker(k, "spiral", ("BBB", "AAA"), k / 10 - 0.5, f"sentence {k}") for k in range(1, 10)),
        harm=31,
        replicates=options["replicates"],
        seed=options["seed"],
    )
