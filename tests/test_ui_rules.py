"""The rules at the table: read, searched, looked up with F1, and left again."""

from __future__ import annotations

import pygame
import pytest
from windows import ALL, Table, app_of, faults

from game.ui.flow import Flow
from game.ui.screen import Screen
from game.ui.screens.rules import Rules
from game.ui.screens.rules.rich import Reading, Rich, Ruled, pieces
from game.ui.theme import Theme
from game.ui.widgets import Primary, Widget
from game.views.book import CODE, PLAIN, STRONG, Block, Paragraph, Span, Tabular, book, found, place, read

PAGE = """
# Of tests

Before all.

**R3 · Power.** Five *tokens*, `build sword N` and
**more**. See R9.

| Order | Tokens |
|---|---|
| `hold` | 0 |

- one item
  on two lines
- another

  | A | B |
  |---|---|
  | x | |

1. *First* (the rest).

> margin = attack

**R9 · Losses.** None.
"""


def test_a_page_is_read_into_sections_and_blocks() -> None:
    top, power, losses = read(PAGE)
    assert (top.title, power.title, losses.rules) == ("Of tests", "R3 · Power", ("R9",))
    assert power.cites == ("R9",)
    para, table, one, other, inner, first, formula = power.blocks
    assert isinstance(para, Paragraph)
    assert "".join(span.text for span in para.spans) == "Five tokens, build sword N and more. See R9."
    assert [span.style for span in para.spans if span.text in ("build sword N", "more")] == [CODE, STRONG]
    assert isinstance(table, Tabular)
    assert [["".join(s.text for s in cell) for cell in row] for row in table.rows] == [
        ["Order", "Tokens"],
        ["hold", "0"],
    ]
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    assert (one.bullet, one.spans[0].text, other.spans[0].text) == ("•", "one item on two lines", "another")
    assert isinstance(inner, Tabular)
    assert inner.rows[1][1] == ()
    assert isinstance(first, Paragraph)
    assert first.bullet == "1."
    assert isinstance(formula, Paragraph)
    assert formula.quoted


def test_the_book_holds_every_rule_and_the_glossary() -> None:
    sections = book()
    for number in range(1, 13):
        assert f"R{number}" in sections[place(sections, f"R{number}")].rules
    for section in sections:
        assert all(rule in sections[place(sections, rule)].rules for rule in section.cites), section.title
    assert any("chain-ganging" in section.text for section in sections)
    assert "**" not in " ".join(s.text for section in sections for b in section.blocks for s in _spans(b))


def _spans(block: Block) -> list[Span]:
    if isinstance(block, Tabular):
        return [span for row in block.rows for cell in row for span in cell]
    return list(block.spans)


def test_words_are_found_titles_first() -> None:
    sections = book()
    assert sections[found(sections, "help")[0]].title == "R7 · Help"
    assert found(sections, "Deterrence extended")
    assert found(sections, "zyzzyva") == []


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_every_section_has_room(size: tuple[int, int], scale: float) -> None:
    app = app_of(size, scale)
    table = Table(app, Rules(app))
    for k in range(len(book())):
        opened(table).turn(k)
        assert faults(table.screen) == [], book()[k].title


def opened(table: Table) -> Rules:
    assert isinstance(table.screen, Rules)
    return table.screen


def test_read_by_keyboard_alone() -> None:
    table = Table(app_of((1024, 640), 1.5), Rules(app_of((1024, 640), 1.5), "R8"))
    page = next(w for w in table.screen.form.root.walk() if isinstance(w, Reading))
    table.key(pygame.K_PAGEDOWN)
    assert page.offset > 0
    table.tab_to(page.name)
    table.key(pygame.K_END)
    assert page.offset == page.reach
    table.key(pygame.K_HOME, pygame.K_DOWN)
    assert page.offset == 60
    table.key(pygame.K_SLASH)
    table.type("broken words")
    table.key(pygame.K_RETURN)
    assert opened(table).section.title == "R10 · Broken words"
    table.key(pygame.K_ESCAPE)
    assert opened(table).section.title == "R8 · Strikes and battles", "back where one was"
    table.key(pygame.K_ESCAPE)
    assert not table.app.running


def test_read_by_mouse_alone() -> None:
    table = Table(app_of(), Rules(app_of(), "R8"))
    table.click("see R9")
    assert opened(table).section.rules == ("R9",)
    table.click("section 0")
    assert opened(table).open == 0
    small = Table(app_of((1024, 640), 1.5), Rules(app_of((1024, 640), 1.5)))
    small.click("after")
    small.click("after")
    small.click("before")
    assert opened(small).open == 2
    assert opened(small).sections[1].title == "The game in one minute", "where it had been opened"


def test_what_is_searched_for_is_marked() -> None:
    table = Table(app_of(), Rules(app_of(), "R6"))
    plain = table.draw()
    table.tab_to("search")
    table.type("peace")
    assert table.draw() != plain
    marked = [w for w in table.screen.form.root.walk() if isinstance(w, Rich | Ruled)]
    assert {w.wanted for w in marked} == {("peace",)}
    table.type("q")
    assert "Nothing is found" in " ".join(getattr(w, "text", "") for w in table.screen.form.root.walk())


def test_a_full_stop_stays_with_the_word_before_it() -> None:
    theme = Theme()
    line = (Span("for cards, in", PLAIN), Span(" intents.toml", CODE), Span(".", PLAIN))
    room = pieces(theme, line, 1000)
    set_ = pieces(theme, line, room[-1].x + room[-1].width - 1)
    assert [(one.text, one.line) for one in set_[-2:]] == [("intents.toml", 1), (".", 1)]
    assert set_[-1].x == set_[-2].x + set_[-2].width
    narrow = pieces(theme, line, 1)
    assert [one.line for one in narrow] == [0, 1, 2, 3, 4], "what is wider than its line is set all the same"


def test_a_wide_table_is_turned_on_its_side() -> None:
    odds = next(b for s in book() if "R8" in s.rules for b in s.blocks if isinstance(b, Tabular))
    wide, narrow = Ruled(odds.rows), Ruled(odds.rows)
    assert narrow.measure(Theme(1.5), 700)[1] > 5 * wide.measure(Theme(), 900)[1]


def test_f1_looks_up_the_rule_of_any_screen() -> None:
    class Somewhere(Screen):
        rule = "R7"

        def compose(self) -> Widget:
            return Primary("go", lambda: None)

    app = app_of()
    app.rules = Flow(app).rules
    table = Table(app, Somewhere(app))
    table.key(pygame.K_F1)
    assert opened(table).section.rules == ("R7",)
    table.key(pygame.K_F1)
    assert len(app.stack) == 2, "once is enough"
    table.key(pygame.K_ESCAPE)
    assert isinstance(table.screen, Somewhere)
