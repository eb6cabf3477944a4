"""The game for learning programs: a PettingZoo parallel environment over one match.

In every step each power that has to decide adds one line to its sheet, or seals it; when all have sealed, the
sheets are turned over. A round begins with talk: one saying or none. Then orders are added one by one; a crisis has
steps of its own. One flat space of actions names every line there is (`SecurityDilemma.lines`), and the mask says
which are legal now. Observations are what `observe` hands out, and nothing else.

    env = SecurityDilemma("base")
    seen, _ = env.reset(seed=1)
    while env.agents:
        chosen = {one: env.action_space(one).sample(seen[one]["action_mask"]) for one in env.agents}
        seen, rewards, ended, _, _ = env.step(chosen)
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from gymnasium.spaces import Box, Dict, Discrete, MultiBinary
from pettingzoo import ParallelEnv

from game.arrays import Array
from game.chance import Chance, random_seed
from game.match import Match
from game.observe import Observation, describe
from game.orders import Illegal, Invalid, candidates_of, faults, parse, slot
from game.players import PERSON
from game.scenario import PACTS, Scenario, World, load
from game.state import ORDER_FIELDS, Orders, Stage

SEAL = "seal"
AID, SCRAP, WORKS = 8, 3, 2  # the largest numbers there are actions for
LIMITS = range(4, 17, 2)  # arms in all, as `legal` offers them
PHASES = ("talk", "orders", "answers", "help")
SAYINGS = ("peace", "warn", "accuse")


def lines(world: World) -> tuple[str, ...]:
    """Every line that may be an action in this world, `SEAL` first; the same for all powers."""
    codes, core = world.codes, world.core
    out = [SEAL, *(f"say {what} {x}" for what in SAYINGS for x in codes)]
    out += [f"build {sort} {k}" for sort in ("sword", "shield") for k in range(1, core.arms.built_per_round + 1)]
    out += [f"build scrap {k}" for k in range(1, SCRAP + 1)]
    out += [f"ally hand {x}" for x in codes]
    out += [f"ally aid {x} {k}" for x in codes for k in range(1, AID + 1)]
    out += [f"ally cede {x}" for x in codes]
    out += [f"signal {kind} {x}" for kind in ("peace", "guard", "open", "boycott") for x in codes]
    out += ["signal open all", "stance mobilise", *(f"stance strike {x}" for x in codes)]
    if world.has("works"):
        out += [f"build works {k}" for k in range(1, WORKS + 1)]
    if world.has("watch"):
        out += [f"signal watch {x}" for x in codes]
    if world.has("threats"):
        out += [f"signal threaten {x} over {y}" for x in codes for y in codes if x != y]
    if world.has("standing pacts"):
        out += [
            f"ally {verb} {pact} {x}"
            for verb in ("propose", "accept", "renounce")
            for pact in _pacts(world)
            for x in codes
            if f" {x}" not in f" {pact}"
        ]
    return (*out, "yield", "resist", *(f"join {x}" for x in codes), "wait", "stay out")


def _pacts(world: World) -> list[str]:
    plain = [kind for kind in PACTS if kind not in ("offence", "limit")]
    return [*plain, *(f"offence {z}" for z in world.codes), *(f"limit {k}" for k in LIMITS)]


class SecurityDilemma(ParallelEnv[str, dict[str, Array], int]):
    """Agents are the codes of the powers; all of them are there to the end.

    An observation is a dict: ``observation``, a dict of ``seen`` (what `Observation.arrays` holds, flat, float32),
    ``draft`` (which lines stand on the own sheet) and ``phase`` (of `PHASES`), and ``action_mask`` (one for what is
    legal). Who has sealed, or is not asked, may only ``SEAL``, which does nothing. An action the mask forbids counts as
    `SEAL`, and ``infos[agent]["illegal"]`` says why. A reward is the change of the own points; with the last, less the
    par of the own card: the sum over a game is points above par.
    """

    metadata: ClassVar[dict[str, Any]] = {
        "name": "security_dilemma_v1",
        "render_modes": ["ansi"],
        "is_parallelizable": True,
    }

    def __init__(
        self, scenario: Scenario | str = "base", deal: str | None = None, render_mode: str | None = None
    ) -> None:
        self.scenario = load(scenario) if isinstance(scenario, str) else scenario
        self.deal, self.render_mode = deal, render_mode
        world = self.scenario.world
        self.lines = lines(world)
        self.possible_agents = list(world.codes)
        self.agents: list[str] = []
        rows = [parse(world, [line]).orders for line in self.lines[1:]]
        self._rows = Orders(**{name: np.concatenate([getattr(row, name) for row in rows], -1) for name in ORDER_FIELDS})
        self._blank = Orders.row(world.n, 1)
        self._sayings = np.array([line.startswith("say ") for line in self.lines])
        self._own = {code: np.array([line.endswith(code) for line in self.lines]) for code in world.codes}
        self._place = {line: k for k, line in enumerate(self.lines)}
        self._power = {code: i for i, code in enumerate(world.codes)}
        self.match = Match(self.scenario, [PERSON] * world.n, Chance(0), deal)
        size = len(_flat(self.match.observation(0)))
        inner = Dict(
            {
                "seen": Box(-np.inf, np.inf, (size,), np.float32),
                "draft": MultiBinary(len(self.lines)),
                "phase": Discrete(len(PHASES)),
            }
        )
        mask = Box(0, 1, (len(self.lines),), np.int8)
        self._observations = {code: Dict({"observation": inner, "action_mask": mask}) for code in world.codes}
        self._actions = {code: Discrete(len(self.lines)) for code in world.codes}

    def observation_space(self, agent: str) -> Dict:
        return self._observations[agent]

    def action_space(self, agent: str) -> Discrete:
        return self._actions[agent]

    # ---- a game -----------------------------------------------------------------------------------------

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        """A new game; without a seed nobody knows which. ``options`` may name another ``deal``."""
        deal = (options or {}).get("deal", self.deal)
        luck = Chance(random_seed() if seed is None else seed)
        self.match = Match(self.scenario, [PERSON] * len(self.possible_agents), luck, deal)
        self.agents = list(self.possible_agents)
        self._points = {agent: self._points_of(agent) for agent in self.agents}
        self._open()
        return self._observed(), {agent: {} for agent in self.agents}

    def step(
        self, actions: dict[str, int]
    ) -> tuple[dict[str, Any], dict[str, float], dict[str, bool], dict[str, bool], dict[str, dict[str, Any]]]:
        """Add a line to every sheet; an agent that is left out seals."""
        infos: dict[str, dict[str, Any]] = {agent: {} for agent in self.agents}
        for agent in self.agents:
            self._add(agent, self.lines[int(actions.get(agent, 0))], infos[agent])
        self._talk = False
        if not self._drafting:
            self._turn_over()
        over = self.match.over
        observed = self._observed()
        rewards = {agent: self._reward(agent, over) for agent in self.agents}
        ended = dict.fromkeys(self.agents, over)
        cut = dict.fromkeys(self.agents, False)
        if over:
            self.agents = []
        return observed, rewards, ended, cut, infos

    def render(self) -> str:
        """What the first power sees, as text; the other desks would be secrets to it."""
        return describe(self.match.observation(0))

    # ---- sheets -----------------------------------------------------------------------------------------

    def _open(self) -> None:
        """New sheets for all that are asked."""
        self._talk = self.match.state.stage is Stage.ORDERS
        self._drafts: dict[str, list[str]] = {agent: [] for agent in self.possible_agents}
        self._drafting = {self.possible_agents[i] for i in self.match.asked()}

    def _add(self, agent: str, line: str, told: dict[str, Any]) -> None:
        if agent not in self._drafting:
            return
        if line != SEAL:
            try:
                self.match.check(self._power[agent], [*self._drafts[agent], line])
                if self._talk != line.startswith("say "):
                    told["illegal"] = f"{line}: not now; this is the step of {self._phase()}"
                else:
                    self._drafts[agent].append(line)
            except (Illegal, Invalid) as why:
                told["illegal"] = f"{line}: {why}"
        crisis = self.match.state.stage is not Stage.ORDERS
        if not self._talk and (crisis or line == SEAL or "illegal" in told):
            self._drafting.discard(agent)

    def _turn_over(self) -> None:
        """Seal what was drafted and play on, until somebody has to decide or the game is over."""
        for i in self.match.asked():
            self.match.seal(i, self._drafts[self.possible_agents[i]])
        self.match.advance()
        self._open()

    def _phase(self) -> str:
        stage = self.match.state.stage
        return "talk" if self._talk else PHASES[int(stage) + 1] if stage is not Stage.OVER else "orders"

    # ---- what is known ----------------------------------------------------------------------------------

    def _observed(self) -> dict[str, Any]:
        return {agent: self._seen(agent) for agent in self.agents}

    def _seen(self, agent: str) -> dict[str, Any]:
        seen = self.match.observation(self._power[agent])
        draft = np.zeros(len(self.lines), np.int8)
        draft[[self._place[line] for line in self._drafts[agent]]] = 1
        return {
            "observation": {
                "seen": _flat(seen),
                "draft": draft,
                "phase": np.int64(PHASES.index(self._phase())),
            },
            "action_mask": self._mask(agent, seen),
        }

    def _mask(self, agent: str, seen: Observation) -> Array:
        mask = np.zeros(len(self.lines), np.int8)
        if agent not in self._drafting or seen.stage is Stage.ORDERS:
            mask[0] = 1
        if agent not in self._drafting:
            return mask
        if self._talk:
            may = self._sayings & ~self._own[agent]
        else:
            taken, offered = {slot(line) for line in self._drafts[agent]}, set(candidates_of(seen))
            free = np.array([line in offered and slot(line) not in taken for line in self.lines[1:]])
            may = ~self._sayings & np.concatenate([[False], free & self._legal(agent, seen)])
        mask[may] = 1
        return mask

    def _legal(self, agent: str, seen: Observation) -> Array:
        """Which lines but `SEAL` can stand on the sheet beside what does: all are judged at once."""
        draft = parse(self.scenario.world, self._drafts[agent]).orders
        fields = {}
        for name in ORDER_FIELDS:
            added, blank = getattr(self._rows, name), getattr(self._blank, name)
            fields[name] = np.where(added != blank, added, getattr(draft, name))
        found = faults(seen.take([0] * (len(self.lines) - 1)), Orders(**fields))
        wrong = np.zeros(len(self.lines) - 1, bool)
        for mask in found.values():
            wrong |= mask
        return ~wrong

    def _points_of(self, agent: str) -> int:
        return int(self.match.observation(self._power[agent]).points[0])

    def _reward(self, agent: str, over: bool) -> float:
        now = self._points_of(agent)
        gained = now - self._points[agent]
        self._points[agent] = now
        if not over:
            return float(gained)
        world, seen = self.scenario.world, self.match.observation(self._power[agent])
        return float(gained - seen.par()[self.match.round - world.rounds[0], 0])


def _flat(seen: Observation) -> Array:
    """One game of an observation, every array in its fixed order, as one row of float32."""
    parts = [np.asarray(value[..., 0], np.float32).ravel() for value in seen.arrays().values()]
    return np.concatenate([*parts, np.array([seen.power, int(seen.stage)], np.float32)])
