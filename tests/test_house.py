"""The house plan: who may import whom, what stays out of the core, and how long a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
GAME = HOME / "game"

# From low to high: a module may import whatever stands before it, and its own package (DESIGN, section 8).
LAYERS = (
    *("arrays", "files", "words", "progress", "stats", "palette", "crew", "aside"),
    *("chance", "odds"),
    *("schema", "scenario", "seats", "press"),
    *("state", "crisis", "observe", "orders"),
    *("phases", "rules"),
    *("events", "intents", "belief", "talk"),
    *("players", "results", "match", "parley", "scores", "record", "reasons"),
    *("history", "facts", "case_world", "score_cases", "cases"),
    *("debrief", "lab", "research"),
    *("sitting", "views"),
    *("text", "classroom", "ui", "cli", "__main__"),
)
# What only these may import, wherever they stand.
BLIND = ("observe", "orders", "intents", "belief", "talk", "players")  # know what a power knows
BLIND_TO = ("rules", "phases")
OUTSIDE = ("ui", "classroom")  # see the game through observations and view models
OUTSIDE_TO = ("state", "rules", "phases", "chance")
GUESTS = {  # third-party packages that stay in one corner
    "pygame": ("ui",),
    "matplotlib": ("debrief", "lab", "classroom"),
    "reportlab": ("press", "debrief", "classroom"),
    "starlette": ("classroom",),
    "uvicorn": ("classroom",),
    "websockets": ("classroom",),
    "pettingzoo": ("research",),
    "gymnasium": ("research",),
    "distributed": ("crew",),
    "typer": ("cli",),
}

LONGEST = 400


def modules() -> dict[str, Path]:
    """'game.orders.grammar' and its file, for all of game/; a package is named like its folder."""
    found = {}
    for path in sorted(GAME.rglob("*.py")):
        parts = path.relative_to(HOME).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(name: str, tree: ast.AST, known: dict[str, Path]) -> Iterator[str]:
    """Every module that a module imports, in functions and for type checking too."""
    package = name if known.get(name, Path()).name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in known else base


def imports() -> dict[str, list[str]]:
    trees = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}
    return {name: sorted(set(imported(name, tree, MODULES))) for name, tree in trees.items()}


IMPORTS = imports()


def layer(module: str) -> str:
    """'orders' of 'game.orders.grammar'."""
    return module.split(".")[1]


def breaches(graph: dict[str, list[str]]) -> list[str]:
    """Imports against the order, in a sentence each."""
    out = []
    for name, others in graph.items():
        if name == "game":  # the front door opens lazily; see the test of `import game`
            continue
        mine = layer(name)
        for other in others:
            if not other.startswith("game"):
                continue
            if other == "game":
                out.append(f"{name} imports the front door; name the module itself")
                continue
            theirs = layer(other)
            if theirs != mine and LAYERS.index(theirs) > LAYERS.index(mine):
                out.append(f"{name} imports {other}, which stands higher")
            if mine in BLIND and theirs in BLIND_TO and not name.startswith("game.players.search"):
                out.append(f"{name} imports {other}, though it may know no more than a power")
            if mine in OUTSIDE and theirs in OUTSIDE_TO:
                out.append(f"{name} imports {other}, though it may see views only")
    return out


def test_every_module_has_its_place() -> None:
    assert {layer(name) for name in MODULES if name != "game"} <= set(LAYERS), "give it a place in LAYERS"
    assert len(set(LAYERS)) == len(LAYERS)


def test_modules_import_only_what_stands_before_them() -> None:
    assert breaches(IMPORTS) == []


def test_no_two_modules_import_each_other() -> None:
    """Not even within a package, nor through others."""
    left = {
        name: {other for other in others if other in MODULES and other != name} - {"game"}
        for name, others in IMPORTS.items()
        if name != "game"
    }
    # a package is what its modules make it: importing game.orders imports those that its __init__ names
    while left:
        free = {name for name, others in left.items() if not others & set(left)}
        assert free, f"in a circle: {sorted(left)}"
        left = {name: others for name, others in left.items() if name not in free}


@pytest.mark.parametrize(
    ("name", "source", "told"),
    [
        ("game.state", "from game.rules import step", "stands higher"),
        ("game.match", "def f():\n    from game import record", "stands higher"),
        ("game.odds", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import game.state", "stands higher"),
        ("game.players.rule", "from game.phases.common import leaders", "no more than a power"),
        ("game.observe", "from game import rules", "no more than a power"),
        ("game.text.play", "from game.cli import run", "stands higher"),
        ("game.text.play", "from game import Chance", "front door"),
        ("game.ui.board", "from game.state import State", "views only"),
        ("game.classroom.kit", "import game.chance", "views only"),
        ("game.orders.legality", "from ..rules import step", "stands higher"),
        ("game.orders.legality", "from .grammar import parse\nfrom game.observe import observe", ""),
        ("game.players.search", "from game.rules import step", ""),
        ("game.cli", "from game import record as records, text", ""),
    ],
)
def test_the_plan_sees_what_is_against_it(name: str, source: str, told: str) -> None:
    """The tests above can fail."""
    known = {**MODULES, name: Path("x.py")}
    found = breaches({name: list(imported(name, ast.parse(source), known))})
    assert any(told in line for line in found) if told else found == []


def test_guests_stay_in_their_corner() -> None:
    """The core imports no screen, no plot and no server."""
    strays = [
        f"{name} imports {other}"
        for name, others in IMPORTS.items()
        for other in others
        if other.split(".")[0] in GUESTS and (name == "game" or layer(name) not in GUESTS[other.split(".")[0]])
    ]
    assert strays == []


def test_every_package_that_is_imported_is_declared() -> None:
    import tomllib

    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(x for extra in project.get("optional-dependencies", {}).values() for x in extra),
    ]
    declared = {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in wanted}
    named = {"pygame_ce": "pygame", "Jinja2": "jinja2", "font_source_sans_pro": "font_source_sans_pro"}
    declared = {named.get(name, name).lower() for name in declared}
    used = {other.split(".")[0] for others in IMPORTS.values() for other in others}
    assert used - {"game"} - set(sys.stdlib_module_names) - declared == set()


def test_import_game_is_light() -> None:
    """Nothing heavy before it is asked for: `import game` stays quick."""
    code = "import sys, game; print(*sorted({m.split('.')[0] for m in sys.modules}), *sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME)
    loaded = set(run.stdout.split())
    assert not loaded & {"numpy", "pydantic", "pygame", "typer", "rich", "matplotlib"}
    assert {name for name in loaded if name.startswith("game")} == {"game"}


def test_the_front_door_leads_somewhere() -> None:
    """Also the second time, when the modules are loaded and stand in the package under their own names."""
    import game

    for name in [*game._HOMES, *game._HOMES]:
        assert callable(getattr(game, name)), name
        assert name in dir(game)
    assert not set(game._HOMES) & {layer(name) for name in MODULES if name != "game"}
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = game.nothing_of_the_kind
    asked = {node.names[0].asname or node.names[0].name for node in _type_checking(GAME / "__init__.py")}
    assert asked == set(game._HOMES), "what type checkers see is what there is"


def _type_checking(path: Path) -> Iterator[ast.ImportFrom]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.If):
            yield from (child for child in node.body if isinstance(child, ast.ImportFrom))


# ---- the same in every process --------------------------------------------------------------------------

ORDERED = [
    GAME / "rules.py",
    GAME / "crisis.py",
    *sorted((GAME / "phases").glob("*.py")),
    *sorted((GAME / "orders").glob("*.py")),
]
# Calls that go through their argument in its order; sorted, len, min, max, any, all and sum of numbers do not care.
TAKES_ORDER = {
    "list",
    "tuple",
    "enumerate",
    "iter",
    "next",
    "zip",
    "map",
    "filter",
    "reversed",
    "join",
    "array",
    "fromiter",
}


def unordered(tree: ast.AST) -> list[int]:
    """Lines that go through a set in the order in which it happens to lie."""
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value and _is_set(node.value, set())
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        gone_through: list[ast.expr] = []
        if isinstance(node, ast.For | ast.comprehension):
            gone_through = [node.iter]
        elif isinstance(node, ast.Starred):
            gone_through = [node.value]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            gone_through = node.args if called in TAKES_ORDER else []
        found += [expr.lineno for expr in gone_through if _is_set(expr, names)]
    return sorted(found)


def _is_set(expr: ast.expr, names: set[str]) -> bool:
    if isinstance(expr, ast.Set | ast.SetComp):
        return True
    if isinstance(expr, ast.BinOp) and isinstance(expr.op, ast.BitOr | ast.BitAnd | ast.Sub | ast.BitXor):
        return _is_set(expr.left, names) or _is_set(expr.right, names)
    if isinstance(expr, ast.Call):
        if isinstance(expr.func, ast.Name):
            return expr.func.id in ("set", "frozenset")
        sets = {"union", "intersection", "difference", "symmetric_difference", "copy"}
        return isinstance(expr.func, ast.Attribute) and expr.func.attr in sets and _is_set(expr.func.value, names)
    return isinstance(expr, ast.Name) and expr.id in names


@pytest.mark.parametrize(
    "path", ORDERED, ids=[path.stem if path.stem != "__init__" else path.parent.name for path in ORDERED]
)
def test_nothing_depends_on_the_order_of_a_set(path: Path) -> None:
    assert unordered(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("for x in {1, 2}:\n    pass", [1]),
        ("some = set(others)\nout = [x for x in some]", [2]),
        ("some = {x for x in others}\nout = list(some - {3})", [2]),
        ("print(*frozenset(others))", [1]),
        ("', '.join(set(words))", [1]),
        ("for i, x in enumerate(set(words).union(more)):\n    pass", [1]),
        ("some = {x for x in others}\nout = 3 in some, len(some), sorted(some)", []),
        ("for x in sorted({1, 2}):\n    pass", []),
        ("for x in {1: 2}:\n    pass", []),
        ("out = [x for x in [1, 2] if x in {1}]", []),
    ],
)
def test_such_orders_are_found(source: str, lines: list[int]) -> None:
    """The test above can fail, and only for that."""
    assert unordered(ast.parse(source)) == lines


def test_phases_draw_luck_from_their_argument_only() -> None:
    """No clock, no random module, no hash of an object in what is replayed bit for bit."""
    pure = [
        name
        for name in MODULES
        if name != "game" and layer(name) in ("state", "crisis", "orders", "phases", "rules", "players")
    ]
    assert len(pure) > 15
    for name in pure:
        used = {other.split(".")[0] for other in IMPORTS[name]}
        assert not used & {"random", "time", "secrets", "uuid", "datetime", "os"}, name
        text = MODULES[name].read_text("utf-8")
        assert not re.search(r"np\.random|\bhash\(|\bid\(", text), name


# ---- size -----------------------------------------------------------------------------------------------


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(HOME)): lines
        for folder in ("game", "tests")
        for path in (HOME / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}, f"longer than {LONGEST} lines; divide it"


def test_a_phase_is_no_longer_than_two_screens() -> None:
    """Its function, that is; a file may hold helpers."""
    for path in (GAME / "phases").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                assert node.end_lineno - node.lineno < 80, f"{path.name}: {node.name}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent in ([], ["game.__main__"])
