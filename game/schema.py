"""The shape of the data files, checked with pydantic; every complaint becomes one clear line.

`read` is the door: it parses a TOML file into a model or raises `BadInput` naming file, key and remedy.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from game.files import BadInput, text_of

IntentName = Literal["content", "fearful", "claimant", "opportunist", "expansionist"]
ModuleName = Literal[
    "works", "watch", "standing pacts", "threats", "opportunist", "rising power", "nuclear", "surprise"
]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,4}$")]
Count = Annotated[int, Field(ge=0)]
Arms = Annotated[int, Field(ge=0, le=20)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Balance = Annotated[float, Field(ge=-5, le=5, allow_inf_nan=False)]


class Table(BaseModel):
    """One table of a file: unknown keys fail, and so do numbers written as text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# ---- rules/core.toml, and the cards of rules/intents.toml -----------------------------------------------


class ArmsRules(Table):
    most: Count
    built_per_round: Count
    price: Count


class Prices(Table):
    hand: Count
    signal: Count
    mobilise: Count
    works: Count


class Odds(Table):
    die: Annotated[int, Field(ge=2)]
    scale: Annotated[float, Field(gt=0)]
    least: Count
    most: Count
    unready: int
    mobilised_rounds: Count


class WarLosses(Table):
    strike: Count
    battle: Count
    battle_arms: Count
    helper: Count
    helper_arms: Count
    repulse: Count
    repulse_swords: Count
    yielded: Count
    freed: Count
    exile_help: Count
    free_swords: Count


class Losses(WarLosses):
    conquered: Count
    conquered_fearful: Count


class Breach(Table):
    hand: Count
    peace: Count
    guard: Count
    pact: Count
    lesser_pact: Count
    upkeep: Count


class Pledges(Table):
    peace: Count
    guard: Count
    threaten: Count
    open: Count
    boycott: Count
    watch: Count


class Help(Table):
    over_border: str
    elsewhere: str
    no_borders: str
    late: str


class Rising(Table):
    rounds: list[Count]


class Gains(Table):
    expansionist_conquest: Count
    expansionist_yield: Count
    opportunist_conquest: Count
    claimant: Count


class Reads(Table):
    chances: list[float]


class VerdictRules(Table):
    share: float
    lower: float


class CoreFile(Table):
    version: Count
    arms: ArmsRules
    prices: Prices
    odds: Odds
    losses: WarLosses
    breach: Breach
    pledges: Pledges
    help: Help
    rising: Rising
    reads: Reads
    verdict: VerdictRules


class Core(CoreFile):
    """Every constant of the rules: core.toml, and the figures of the cards."""

    losses: Losses
    deck: dict[IntentName, Count]
    deck_opportunist: dict[IntentName, Count]
    gains: Gains


class Card(Table):
    conquest: Count
    yield_: Count = Field(alias="yield")
    once: bool
    conquered: Count
    deck: Count
    module: ModuleName | None = None
    aggressor: bool
    says: Annotated[str, Field(min_length=1)]


class Cards(Table):
    content: Card
    fearful: Card
    claimant: Card
    opportunist: Card
    expansionist: Card

    @model_validator(mode="after")
    def _as_ruled(self) -> Cards:
        """What is not a figure to choose but the meaning of a card [R2]."""
        for name, card in self:
            wants = name not in ("content", "fearful")
            fixed = {
                "aggressor": wants,
                "once": name == "claimant",
                "module": name if name == "opportunist" else None,
                "conquest": card.conquest if wants else 0,
                "yield_": {"claimant": card.conquest, "expansionist": card.yield_}.get(name, 0),
                "conquered": (card if name == "fearful" else self.content).conquered,
            }
            for key, value in fixed.items():
                if (given := getattr(card, key)) != value:
                    told = f"{json.dumps(value)}, not {json.dumps(given)}"
                    raise ValueError(f"{name}.{key.rstrip('_')}: should be {told}: so are the rules")
        return self


# ---- rules/scenarios/*.toml (and, with rounds, histories) ----------------------------------------------


class Border(Table):
    between: tuple[Code, Code] = Field(strict=False)


class Barrier(Border):
    arms: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
    over: Literal["sea", "mountains", "river"] | None = None  # for the picture of the map alone


class Projection(Table):
    from_: Code = Field(alias="from")
    to: Code
    share: Share


class WorldTable(Table):
    balance_believed: Balance = 0
    balance_actual: Balance | None = None
    distinguishability: Share = 0.5
    rounds: tuple[Annotated[int, Field(ge=1, le=60)], Annotated[int, Field(ge=1, le=60)]] = Field(
        default=(5, 7), strict=False
    )
    modules: list[ModuleName] = []
    retaliation: Weight = 10
    disarming: Share = 0.5
    border: list[Border] = []
    barrier: list[Barrier] = []
    projection: list[Projection] = []

    @model_validator(mode="after")
    def _range(self) -> WorldTable:
        if self.rounds[0] > self.rounds[1]:
            raise ValueError("rounds: the first number must not exceed the second")
        return self


class PowerTable(Table):
    name: Annotated[str, Field(min_length=1, max_length=40)]
    adjective: str = ""
    tokens: Annotated[int, Field(ge=0, le=20)] = 5
    swords: Arms = 3
    shields: Arms = 3
    nuclear: bool = False
    rising: bool = False
    surprise: bool = False
    position: tuple[Share, Share] | None = Field(default=None, strict=False)
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    hatch: Literal["none", "diagonal", "back-diagonal", "horizontal", "vertical", "cross", "dots"] | None = None
    role: str = ""


class Pact(Table):
    kind: str
    members: list[Code]
    against: Code | None = None
    arms: Count | None = None


Deck = dict[IntentName, Weight]


class Deal(BaseModel):
    """A named deal: powers with fixed cards; the others draw from ``deck``, or the scenario's prior."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
    title: str = ""
    sources: list[str] = []
    deck: Deck | None = None

    @property
    def cards(self) -> dict[str, Any]:
        return dict(self.__pydantic_extra__ or {})


Verdict = Literal["high", "low", "contested"]


class Literature(Table):
    """What the literature says of an episode."""

    spiral: Verdict | None = None
    chain_ganging: Verdict | None = None
    buck_passing: Verdict | None = None
    sources: list[str] = []


class Alternative(Literature):
    """A rival reading: other cards, other verdicts."""

    title: str = ""
    intents: dict[Code, Any] = {}


class ScenarioFile(Table):
    name: Annotated[str, Field(min_length=1)]
    summary: str = ""
    period: str = ""
    sources: list[str] = []
    world: WorldTable = WorldTable()
    powers: dict[Code, PowerTable]
    prior: Deck | None = None
    pact: list[Pact] = []
    intents: dict[Code, Any] = {}  # "content" or {kind = "claimant", target = "BBB"}: `scenario.card_of` reads them
    arguments: dict[Code, str] = {}
    deals: dict[str, Deal] = {}
    alternative: list[Alternative] = []
    literature: Literature | None = None


class RoundTable(Table):
    """One round of a history. Codes, pairs and order texts are checked where the powers are known: `game.history`."""

    title: str = ""
    orders: dict[str, list[str]] = {}  # by code; a power left out holds
    crisis: dict[str, str] = {}  # by code: yield, resist, join X, late X, wait, stay out
    outcome: dict[str, Literal["win", "repulse"]] = {}  # by "AAA>BBB": how the battle ended for the striker AAA
    reads: dict[str, Share] = {}  # by "viewer>rival"


class HistoryFile(ScenarioFile):
    """A scenario and the rounds that were in fact played in it."""

    round: Annotated[list[RoundTable], Field(min_length=1, max_length=60)]


# ---- reading --------------------------------------------------------------------------------------------

Model = TypeVar("Model", bound=BaseModel)


def toml(path: Path, text: str | None = None) -> dict[str, Any]:
    """The tables of a TOML file, or `BadInput`."""
    try:
        return tomllib.loads(text_of(path) if text is None else text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: not valid TOML: {error}; mend that line") from None


def check(model: type[Model], tables: dict[str, Any], path: Path | str) -> Model:
    """The tables as a checked model, or `BadInput` naming the first key that is wrong."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        where = _place(first["loc"])
        more = error.error_count() - 1
        tail = f" (and {more} more)" if more else ""
        raise BadInput(f"{path}: {where or 'the file'}: {_remedy(model, first)}{tail}") from None


def _place(where: tuple[int | str, ...]) -> str:
    """A key as it is told; of all lists only rounds count from 1, as they do at the table."""
    before = ("", *where)[:-1]
    parts = [p + 1 if isinstance(p, int) and b == "round" else p for b, p in zip(before, where, strict=True)]
    return ".".join(str(part) for part in parts if part != "[key]")


def _remedy(model: type[BaseModel], error: Any) -> str:
    kind, given, where = error["type"], error.get("input"), error["loc"]
    if where == ("round",) and kind in ("missing", "too_short"):
        return "there is none: this is a scenario, to be played; add [[round]] tables to have it replayed"
    if kind == "extra_forbidden" and where == ("round",):
        return "this is a history: it is replayed, not played; leave its rounds out to play it"
    if kind == "extra_forbidden":
        name, known = str(where[-1]), sorted(_keys(model))
        near = [] if name in known else difflib.get_close_matches(name, known, 1)  # known, but not in this place
        return "unknown key" + (f"; did you mean '{near[0]}'?" if near else "; take it out")
    if kind == "missing":
        return "missing; add it"
    message = error["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    message = message.replace("Tuple", "list").replace("tuple", "list").replace(" after validation", "")
    return f"{message}, not {given!r}" if isinstance(given, str | int | float) else str(message)


def _keys(model: type[BaseModel]) -> set[str]:
    """Every key name a model and the models below it know; only used to guess at a misspelling."""
    found: set[str] = set()
    seen: list[type[BaseModel]] = []

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in seen:
            seen.append(annotation)
            for name, field in annotation.model_fields.items():
                found.add(field.alias or name)
                visit(field.annotation)
        for inner in getattr(annotation, "__args__", ()):
            visit(inner)

    visit(model)
    return found


def read(model: type[Model], path: Path) -> Model:
    return check(model, toml(path), path)


def fraction(x: float | str) -> Fraction:
    """An exact fraction of what a file says: 0.3 is three tenths, '1/3' a third."""
    return Fraction(str(x))
