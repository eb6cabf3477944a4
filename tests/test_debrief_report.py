"""The report: a page that stands alone, pictures that can be read, tables for a spreadsheet; and the command."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from debriefs import READY, STRIKE, calm, debriefed, example, harmless, scored, written
from plays import SCENARIOS

from game.chance import Chance
from game.cli import run
from game.debrief import Debrief, page, report
from game.debrief.charts import Chart, charts
from game.debrief.panels import spread
from game.debrief.printed import printed
from game.debrief.tree import HEIGHT, picture
from game.files import BadInput
from game.match import Match
from game.palette import CONTRAST, PAPER, contrast, ink, on
from game.players import player
from game.press import flow
from game.press.pen import paragraph
from game.record import new_match
from game.scenario import load

VOID = {"meta", "img", "line", "rect", "circle", "polygon", "br"}
CHAIN = {"BBB": ["ally hand CCC"], "CCC": ["ally hand BBB", "ally hand DDD"], "DDD": ["ally hand CCC"]}


@lru_cache(maxsize=4)
def drawn(scenario: str, seed: int) -> dict[str, Chart]:
    return charts(example(scenario, seed, "random"))


def html_of(found: Debrief, pictures: dict[str, Chart] | None = None) -> str:
    return report.page(found, pictures or {})


# ---- the page --------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page is made of; fails on a tag that is closed where it was not opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_page_is_well_formed_and_stands_alone(scenario: str) -> None:
    text = html_of(example(scenario, 2, "random"))
    found = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    for name, values in found.tags:
        assert name not in ("script", "link", "iframe")
        assert not {"src", "href"} & set(values) or values.get("href", "#").startswith("#")
    assert "url(" not in text
    assert "//" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert dict(found.tags)["html"] == {"lang": "en"}
    assert not re.search(r"None[%.,;]|\bnan\b|\{\{|\{%", "".join(found.text))


def test_headings_tell_the_story_in_order() -> None:
    found = Page(html_of(example("base", 2, "random"), drawn("base", 2)))
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [values["id"] for tag, values in found.tags if tag == "section"]
    order = ["cards", "wars", "trees", "time", "scores", "belief", "reads", "words", "names", "discuss", "orders"]
    assert ids == order
    links = [values["href"][1:] for tag, values in found.tags if tag == "a"]
    assert links == order[:-1]


def test_pictures_are_in_the_page_and_have_words_in_their_place() -> None:
    found = Page(html_of(example("base", 2, "random"), drawn("base", 2)))
    images = [values for tag, values in found.tags if tag == "img"]
    assert len(images) == len(drawn("base", 2)) == 6
    assert all(image["src"].startswith("data:image/png;base64,") and len(image["alt"]) > 40 for image in images)
    trees = [values for tag, values in found.tags if tag == "svg"]
    assert len(trees) == len(example("base", 2, "random").trees)
    assert all(tree["role"] == "img" and tree["aria-label"] for tree in trees)


def test_names_are_escaped_everywhere() -> None:
    """Names come from the record, and a record may come from anybody."""
    evil = '<script>alert("1 & 2")</script>'
    match = written([[READY], [STRIKE | CHAIN, {}, {"CCC": ["join BBB"]}]])
    scenario = match.scenario
    powers = tuple(replace(power, name=evil) for power in scenario.world.powers)
    match.scenario = replace(scenario, world=replace(scenario.world, powers=powers, name=evil))
    text = html_of(debriefed(match))
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#34;1 &amp; 2&#34;)&lt;/script&gt;" in text


def test_a_peaceful_table_has_a_page_too() -> None:
    found = debriefed(written([[{}]]), harmless())
    pictures = charts(found)
    assert set(pictures) == {"dividend", "arms", "threat", "belief"}
    text = html_of(found, pictures)
    assert "There was no war." in text
    assert text.count("nothing to explain") == 3
    assert 'id="trees"' not in text


# ---- the sheets ------------------------------------------------------------------------------------------


def sheets(found: Debrief, pictures: dict[str, Chart], paper: str = "a4") -> list[tuple[float, float]]:
    """The sizes of the printed pages."""
    pdf = printed(found, pictures, paper)
    assert pdf == printed(found, pictures, paper)
    return [(float(wide), float(high)) for wide, high in re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)]


def told_on(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever is set in running text from now on, in order."""
    told: list[str] = []

    def noted(text: str, **how: Any) -> Any:
        told.append(text)
        return paragraph(text, **how)

    monkeypatch.setattr(flow, "paragraph", noted)
    return told


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612.0, 792.0))])
def test_the_sheets_say_what_the_page_says(
    paper: str, size: tuple[float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = example("base", 2, "random")
    told = told_on(monkeypatch)
    sizes = sheets(found, drawn("base", 2), paper)
    assert 5 <= len(sizes) <= 14
    assert all(one == pytest.approx(size, abs=0.01) for one in sizes)
    text = "\n".join(told)
    said = [found.wars_text, found.verdicts.method, *found.questions, *(card.text for card in found.cards)]
    said += [war.wanted for war in found.wars] + [pledge.text for pledge in found.pledges]
    said += [reader.text for reader in found.readers] + [score.explanation for score in found.verdicts.scores]
    said += [sealed.told for sealed in found.orders] + [concept.source for concept in found.concepts]
    assert [one for one in said if one not in text] == []


def test_a_name_cannot_break_the_sheets() -> None:
    """Names come from the record: neither markup nor what stands for it in the exercises may trip the press."""
    evil = "<b>*`&</i>`*"
    match = written([[READY], [STRIKE | CHAIN, {}, {"CCC": ["join BBB"]}]])
    scenario = match.scenario
    powers = tuple(replace(power, name=evil) for power in scenario.world.powers)
    match.scenario = replace(scenario, world=replace(scenario.world, powers=powers, name=evil))
    assert sheets(debriefed(match), {})


def test_a_peaceful_table_has_sheets_and_no_other_paper_is_known() -> None:
    found = debriefed(written([[{}]]), harmless())
    assert sheets(found, charts(found))
    with pytest.raises(BadInput, match="take one of a4, letter"):
        printed(found, {}, "a5")


# ---- pictures --------------------------------------------------------------------------------------------


def test_pictures_are_the_same_every_time_and_fit_a_projector() -> None:
    again = charts(example("base", 2, "random"))
    for name, chart in drawn("base", 2).items():
        assert chart.png == again[name].png
        assert chart.png[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", chart.png[16:24])
        assert width == 1452
        assert 150 < height < 1000
        assert b"Software" not in chart.png


def test_what_cannot_be_shown_is_left_out() -> None:
    match = written([[{}]])
    unknown = calm(match, chance=float("nan"))
    assert set(charts(debriefed(match, harmless(), unknown))) == {"dividend", "arms"}


def test_words_at_the_ends_of_lines_keep_apart() -> None:
    assert spread([10, 50], 12, 0, 100) == [10, 50]
    assert spread([50, 50], 12, 0, 100) == [44, 56]
    assert spread([0, 1, 99, 100], 12, 0, 100) == [0, 12, 88, 100]
    for heights in ([3, 3, 3, 4], [96, 97, 98, 99], [10, 20, 21, 80]):
        found = spread(heights, 12, 0, 100)
        assert all(b - a >= 12 - 1e-9 for a, b in pairwise(found))
        assert found[0] >= -1e-9
        assert found[-1] <= 100 + 1e-9


@pytest.mark.parametrize("colour", ["#6ba3d7", "#cfb262", "#1e5032", "#f0e442", "#ffffff", "#000000"])
def test_colours_can_be_read(colour: str) -> None:
    assert contrast(ink(colour), PAPER) >= CONTRAST
    assert contrast(on(colour), colour) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_box_of_a_tree_covers_another() -> None:
    games = [example(name, seed, "random") for name in SCENARIOS for seed in range(4)]
    games.append(debriefed(written([[READY], [STRIKE | CHAIN, {}, {"CCC": ["join BBB"]}, {"DDD": ["join BBB"]}]])))
    for found in games:
        for tree in found.trees:
            art = picture(found, tree)
            for a, b in combinations(art.boxes, 2):
                assert abs(a.x - b.x) >= a.width or abs(a.y - b.y) >= HEIGHT, tree.title
            assert all(box.x >= 0 and box.x + box.width <= art.width for box in art.boxes)
            assert all(box.y >= 0 and box.y + HEIGHT <= art.height for box in art.boxes)
            assert sum(arrow.strikes for arrow in art.arrows) >= 1


def test_a_chain_reads_from_the_outside_in() -> None:
    found = debriefed(written([[READY], [STRIKE | CHAIN, {}, {"CCC": ["join BBB"]}, {"DDD": ["join BBB"]}]]))
    art = picture(found, found.trees[0])
    left_to_right = [box.seat.code for box in sorted(art.boxes, key=lambda box: box.x)]
    assert left_to_right == ["AAA", "BBB", "CCC", "DDD"]
    assert [arrow.strikes for arrow in art.arrows] == [False, False, True]
    assert [box.note for box in sorted(art.boxes, key=lambda box: box.x)][2:] == [
        "drawn in: hand",
        "drawn in: hand, late",
    ]


# ---- tables ----------------------------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_tables_hold_what_the_views_hold() -> None:
    found = example("base", 2, "random")
    tables = {name: rows(text) for name, text in report.tables(found).items()}
    assert set(tables) == {"timeline", "beliefs", "wars", "scores", "markers", "orders"}
    assert len(tables["timeline"]) == len(found.timeline)
    assert len(tables["beliefs"]) == len(found.beliefs)
    assert [row["strikers"] for row in tables["wars"]] == [" ".join(war.strikers) for war in found.wars]
    assert len(tables["markers"]) == len(found.markers)
    assert len(tables["orders"]) == sum(max(len(sealed.orders), 1) for sealed in found.orders)
    scores = {(row["score"], row["part_of"], row["power"]): row["value"] for row in tables["scores"]}
    assert scores["spiral", "", ""] == "0.3100"
    assert scores["dilemma", "spiral", ""] == "0.2000"
    assert scores["chain_ganging", "", "EST"] == "0.2200"
    first = tables["beliefs"][0]
    assert (first["evidence"], first["truth"], first["read"]) == ("0.3000", "1", "0.7000")


def test_no_cell_is_taken_for_a_formula() -> None:
    match = written([[READY], [STRIKE]])
    marker = replace(scored(match.scenario.world.codes).markers[0], text="=1+1")
    found = debriefed(match, scored(match.scenario.world.codes, markers=(marker,)))
    assert rows(report.tables(found)["markers"])[0]["text"] == "'=1+1"


def test_a_report_is_written_and_written_again(tmp_path: Path) -> None:
    found = example("first-lesson", 2, "random")
    files = report.write(found, tmp_path / "a" / "b")
    assert {path.name for path in files} >= {"debrief.html", "debrief.pdf", "arms.png", "timeline.csv", "orders.csv"}
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in report.write(found, tmp_path / "c")]
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="name another folder"):
        report.write(found, tmp_path / "file")


# ---- the command -----------------------------------------------------------------------------------------


def record(path: Path, steps: int = 99) -> Match:
    """A recorded game of rule players, as far as that many steps."""
    match = new_match(load("first-lesson"), ["rules", "rules"], 4, "one-wolf", path)
    match.players = [player("rules")] * 2
    while not match.over and steps:
        steps -= 1
        for power in match.waiting():
            match.seal(power, match.let_player(power))
        match.advance()
    return match


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Made-up scores and beliefs in the place of the engine's; how they were asked for."""
    asked: dict[str, Any] = {}

    def fake(scenario: Any, steps: Any, **how: Any) -> Any:
        asked.update(how)
        return scored(scenario.world.codes)

    def beliefs(scenario: Any, steps: Any) -> Any:
        match = Match(scenario, ["person"] * scenario.world.n, Chance(0))
        match.steps = list(steps)
        return calm(match)

    monkeypatch.setattr("game.scores.score.score", fake)
    monkeypatch.setattr("game.scores.timeline.beliefs", beliefs)
    return asked


Capture = pytest.CaptureFixture[str]


def test_the_command_tells_the_story(tmp_path: Path, engine: dict[str, Any], capsys: Capture) -> None:
    path = tmp_path / "game.jsonl"
    assert record(path).over
    assert run(["debrief", str(path), "--replicates", "7", "--seed", "3"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert (engine["replicates"], engine["seed"]) == (7, 3)
    assert max(map(len, out.splitlines())) <= 96
    heads = [line for line in out.splitlines() if line and not line.startswith((" ", "-"))]
    assert heads[1] == "The cards are turned over"
    assert heads[-1] == "What to discuss next"


def test_the_command_prints_one_document(tmp_path: Path, engine: dict[str, Any], capsys: Capture) -> None:
    path = tmp_path / "game.jsonl"
    record(path)
    assert run(["debrief", str(path), "--json", "--out", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert {"cards", "wars", "wars_text", "timeline", "verdicts", "titles"} <= set(found)
    assert err.startswith(f"Written to {tmp_path / 'out'}: debrief.html")
    assert (tmp_path / "out" / "debrief.html").is_file()
    assert run(["debrief", str(path), "--out", str(tmp_path / "out"), "--paper", "a5"]) == 2
    assert "--paper a5: there is none of that name" in capsys.readouterr().err


def test_a_game_that_goes_on_has_no_debrief(tmp_path: Path, engine: dict[str, Any], capsys: Capture) -> None:
    path = tmp_path / "game.jsonl"
    record(path, steps=1)
    assert run(["debrief", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "it can be debriefed when it is over: dilemma play --text --resume" in err


def test_an_edited_record_has_none_either(tmp_path: Path, engine: dict[str, Any], capsys: Capture) -> None:
    path = tmp_path / "game.jsonl"
    record(path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], *lines[3:]]), "utf-8")
    assert run(["debrief", str(path)]) == 1
    assert "line 3: was changed" in capsys.readouterr().err


def test_the_text_is_for_everybody_to_read() -> None:
    for scenario in SCENARIOS:
        text = page(example(scenario, 3, "random"))
        assert all(char.isprintable() or char == "\n" for char in text)
        assert not re.search(r"[\u2500-\u259f|]|--|==|\{|\}", text)
