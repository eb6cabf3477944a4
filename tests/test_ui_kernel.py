"""Widgets, forms and the app, driven by events made by hand; nothing here needs a display."""

from __future__ import annotations

from functools import partial

import pygame
import pytest
from windows import ALL, Table, app_of, faults

from game.ui.moves import Host, Move, Pop, Push, Quit
from game.ui.screen import Screen
from game.ui.theme import BRASS, Theme
from game.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Dial,
    Flow,
    Grave,
    Grid,
    Log,
    Mark,
    Option,
    Padded,
    PinField,
    Primary,
    Quiet,
    Row,
    Rule,
    Scroll,
    Stepper,
    Text,
    TextField,
    Tile,
    Widget,
)


class Everything(Screen):
    """One of each widget, and what was done with them."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self.done: list[str] = []
        self.choice, self.number, self.step, self.text, self.pin = "ally", 2, 0, "", ""

    def compose(self) -> Widget:
        options = [
            Option("build", "Build"),
            Option("ally", "Ally"),
            Option("signal", "Signal", reason="No token left."),
        ]
        use = Column(
            Text("Orders", "heading"),
            Choice("choice", options, self.choice, self.choose),
            Row(Text("Swords"), Stepper("number", self.number, 0, 3, self.count, why_not="At most."), weights=(1,)),
            Dial("dial", self.step, ["never", "hardly", "perhaps", "likely", "surely"], self.turn),
            TextField("text", self.text, self.typed, on_enter=self.said, blank="Say something"),
            PinField("pin", self.pin, self.pinned, most=4),
            Rule(),
            Flow(
                Primary("Seal", lambda: self.note("seal")),
                Button("Undo", lambda: self.note("undo"), reason="There is nothing to undo."),
                Grave("Strike", lambda: self.note("strike")),
                Quiet("Next", lambda: Push(Everything(self.app))),
            ),
            Tile(Row(Mark("A", BRASS, "dots"), Text("Aldmar")), lambda: self.note("tile"), name="tile"),
        )
        lines = [Button(f"line {k}", partial(self.note, f"line {k}")) for k in range(40)]
        read = Column(
            Grid(*[Text(f"{k}") for k in range(4)], least=60), Scroll(Column(*lines), "lines"), weights=(0, 1)
        )
        return Padded(Row(Card(Scroll(use, "use")), Card(read), weights=(1, 1), align="fill"))

    def note(self, what: str) -> None:
        self.done.append(what)

    def choose(self, value: str) -> None:
        self.choice = value
        self.refresh()

    def count(self, value: int) -> None:
        self.number = value
        self.refresh()

    def turn(self, value: int) -> None:
        self.step = value
        self.refresh()

    def typed(self, text: str) -> None:
        self.text = text

    def pinned(self, text: str) -> None:
        self.pin = text

    def said(self, text: str) -> None:
        self.note(text)
        self.text = ""
        self.refresh()

    def key(self, event: pygame.event.Event) -> Move | None:
        return Quit() if event.key == pygame.K_q else None


@pytest.fixture
def table() -> Table:
    return Table(app_of(), Everything(app_of()))


def page(table: Table) -> Everything:
    assert isinstance(table.screen, Everything)
    return table.screen


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped_and_nothing_overlaps(size: tuple[int, int], scale: float) -> None:
    app = app_of(size, scale)
    assert faults(Table(app, Everything(app)).screen) == []


def test_a_bad_layout_is_found() -> None:
    """The test above can fail."""
    table = Table(app_of(), Everything(app_of()))
    root = table.screen.form.root
    texts = [widget for widget in root.walk() if isinstance(widget, Text)]
    texts[0].rect = pygame.Rect(texts[0].rect.x, texts[0].rect.y, 10, 10)
    texts[1].rect = root.rect.move(9, 9)
    table.find("Strike").rect = table.find("Seal").rect
    table.find("Strike").name = "Seal"
    found = " ".join(faults(table.screen))
    assert "no room" in found
    assert "stands out" in found
    assert "lies over" in found
    assert "two are called 'Seal'" in found


def test_by_keyboard_alone(table: Table) -> None:
    names = [widget.name for widget in table.screen.form.order()]
    assert names[:9] == ["choice", "number", "dial", "text", "pin", "Seal", "Undo", "Strike", "Next"]
    table.tab_to("choice")
    table.key(pygame.K_LEFT)
    assert page(table).choice == "build"
    table.key(pygame.K_RIGHT, pygame.K_RIGHT)
    assert page(table).choice == "ally", "signal cannot be chosen"
    table.app.update(1)
    assert table.find("choice").hint == "No token left."
    table.tab_to("number")
    table.key(pygame.K_RIGHT, pygame.K_RIGHT)
    assert page(table).number == 3
    assert table.find("number").hint == "At most."
    table.key(pygame.K_0)
    assert page(table).number == 0
    table.tab_to("dial")
    table.key(pygame.K_4)
    assert page(table).step == 4
    table.key(pygame.K_LEFT)
    assert page(table).step == 3
    table.press("Seal")
    table.press("Undo")
    table.key(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    table.key(pygame.K_SPACE)
    table.press("tile")
    table.press("line 39")
    assert page(table).done == ["seal", "seal", "tile", "line 39"]
    assert table.find("lines").rect.contains(table.find("line 39").rect), "what has the focus is in sight"


def test_by_mouse_alone(table: Table) -> None:
    choice = table.reach("choice")
    assert isinstance(choice, Choice)
    table.click(choice.parts[0].center)
    assert page(table).choice == "build"
    table.click(table.find("choice").spot.center)
    number = table.reach("number")
    assert isinstance(number, Stepper)
    table.click(number.parts[2].center)
    assert page(table).number == 3
    for name in ("Seal", "Undo", "Strike", "tile", "line 39", "line 0"):
        table.click(name)
    assert page(table).done == ["seal", "strike", "tile", "line 39", "line 0"]
    pressed = table.reach("Seal").rect.center
    table.app.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pressed, button=1))
    table.app.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(3, 3), button=1))
    assert page(table).done[-1] == "line 0", "let go elsewhere: not meant"


class Fewer(Screen):
    """Buttons; one that is pressed is gone."""

    names: tuple[str, ...] = ("a", "b", "c")

    def compose(self) -> Widget:
        return Column(*[Button(name, partial(self.drop, name)) for name in self.names])

    def drop(self, name: str) -> None:
        self.names = tuple(one for one in self.names if one != name)
        self.refresh()


def test_tab_goes_on_from_where_a_button_was() -> None:
    table = Table(app_of(), Fewer(app_of()))
    table.press("b")
    assert table.screen.form.focused is None, "what took its place is not used by a second Enter"
    table.key(pygame.K_TAB)
    assert table.screen.form.focused is table.find("c")
    table.key(pygame.K_RETURN)
    table.key(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    assert table.screen.form.focused is table.find("a")


def test_focus_can_be_seen(table: Table) -> None:
    for widget in table.screen.form.order():
        table.key(pygame.K_TAB)
        with_focus = table.draw()
        table.screen.form._focus(None)
        assert table.draw() != with_focus, widget.name
        table.screen.form._focus(widget)


def test_arrows_go_where_they_point(table: Table) -> None:
    table.tab_to("Seal")
    table.key(pygame.K_RIGHT)
    assert table.screen.form.focused is table.find("Undo")
    table.key(pygame.K_DOWN)
    assert table.screen.form.focused is table.find("tile")
    table.key(pygame.K_UP, pygame.K_UP)
    assert table.screen.form.focused is table.find("pin")


def test_text_is_typed_edited_and_composed(table: Table) -> None:
    table.tab_to("text")
    table.type("hold at six")
    table.key(pygame.K_LEFT, pygame.K_LEFT, pygame.K_LEFT)
    table.type("s")
    table.key(pygame.K_BACKSPACE, pygame.K_END, pygame.K_BACKSPACE, pygame.K_HOME, pygame.K_DELETE)
    assert page(table).text == "old at si"
    before = table.draw()
    table.app.handle(pygame.event.Event(pygame.TEXTEDITING, text="かな", start=0, length=2))
    assert table.draw() != before, "what an input method has under way is shown"
    assert page(table).text == "old at si"
    table.key(pygame.K_RETURN)
    assert page(table).done == [], "its Enter is the input method's"
    table.app.handle(pygame.event.Event(pygame.TEXTINPUT, text="仮名"))
    assert page(table).text == "仮名old at si"
    table.key(pygame.K_q)
    assert table.app.running, "letters go to the field"
    table.key(pygame.K_RETURN)
    assert page(table).done == ["仮名old at si"]
    assert page(table).text == ""


def test_a_pin_is_not_shown(table: Table) -> None:
    table.tab_to("pin")
    table.type("1234")
    shown = table.draw()
    assert page(table).pin == "1234"
    other = Table(app_of(), Everything(app_of()))
    other.tab_to("pin")
    other.type("98765")
    assert page(other).pin == "9876"
    assert other.draw() == shown


def test_what_was_typed_and_scrolled_stays_when_composed_anew(table: Table) -> None:
    table.tab_to("text")
    table.type("one two")
    table.key(pygame.K_HOME)
    table.reach("line 39")
    scrolled = table.find("lines")
    assert isinstance(scrolled, Scroll)
    offset = scrolled.offset
    table.screen.refresh()
    table.type("x")
    assert page(table).text == "xone two"
    assert table.screen.form.focused is table.find("text")
    again = table.find("lines")
    assert isinstance(again, Scroll)
    assert again is not scrolled
    assert again.offset == offset > 0


def test_a_scroll_bar_can_be_dragged(table: Table) -> None:
    lines = table.find("lines")
    assert isinstance(lines, Scroll)
    thumb = lines.thumb()
    assert thumb is not None
    table.app.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=thumb.center, button=1))
    table.point((thumb.centerx, lines.rect.bottom))
    assert lines.offset == lines.reach
    table.app.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=thumb.center, button=1))
    table.point((thumb.centerx, lines.rect.top))
    assert lines.offset == lines.reach, "let go"
    table.key(pygame.K_PAGEUP)
    assert lines.offset < lines.reach


def test_a_log_stays_at_its_end() -> None:
    theme, place = Theme(), pygame.Rect(0, 0, 300, 100)

    def log(lines: int, before: Log | None) -> Log:
        made = Log(Column(*[Text(f"{k}") for k in range(lines)]), "log")
        if before is not None:
            made.adopt(before)
        made.place(theme, place)
        return made

    first = log(20, None)
    assert first.offset == first.reach > 0
    assert log(30, first).offset == log(30, first).reach
    first.move_to(40)
    assert log(30, first).offset == 40


def test_tooltips_come_and_go_and_stay_in_the_window(table: Table) -> None:
    plain = table.draw()
    table.click("Undo")
    told = table.draw()
    assert told != plain
    table.point((2, 2))
    table.screen.form._focus(None)
    assert table.draw() == plain


def test_screens_lie_on_each_other(table: Table) -> None:
    first = table.screen
    table.press("Next")
    assert table.screen is not first
    assert table.screen.form.focused is None, "nothing of the one below"
    table.key(pygame.K_ESCAPE)
    assert table.screen is first
    focused = table.screen.form.focused
    assert focused is not None
    assert focused.name == "Next", "back where it was"
    table.app.go(Pop())
    assert not table.app.running
    table.key(pygame.K_TAB)


def test_the_window_changes_its_size(table: Table) -> None:
    table.app.handle(pygame.event.Event(pygame.VIDEORESIZE, w=1024, h=640, size=(1024, 640)))
    assert faults(table.screen) == []
    table.surface = pygame.Surface((1024, 640))
    table.draw()
    table.key(pygame.K_F11)
    assert table.app.settings.full_screen


def test_long_words_are_broken() -> None:
    theme = Theme()
    lines = theme.wrap("body", "a Donaudampfschifffahrtsgesellschaftskapitän of old", 120)
    assert "".join(lines).replace(" ", "") == "aDonaudampfschifffahrtsgesellschaftskapitänofold"
    assert all(theme.width("body", line) <= 120 for line in lines)


def test_a_long_word_is_broken_after_its_hyphen() -> None:
    theme = Theme()
    most = theme.width("body", "Austria-Hung")
    assert theme.wrap("body", "Austria-Hungary", most) == ["Austria-", "Hungary"]


def test_a_picture_is_shown_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there was to do is done before the wait, so that pictures come evenly; without a change none comes."""
    app = app_of()
    table = Table(app, Everything(app))
    done: list[str] = []

    def note(what: str) -> None:
        done.append(what)

    class Clock:
        def tick(self, rate: int) -> int:
            note(f"waited 1/{rate}")
            return 20

    passed: list[float] = []
    draw = app.draw

    def drawn(window: pygame.Surface) -> None:
        note("drawn")
        draw(window)

    monkeypatch.setattr(app, "clock", Clock())
    monkeypatch.setattr(app, "draw", drawn)
    monkeypatch.setattr(app, "update", passed.append)
    monkeypatch.setattr(pygame.display, "flip", partial(note, "shown"))
    pygame.event.clear()
    app.frame(table.surface)
    assert done == ["drawn", "waited 1/60", "shown"]
    app.frame(table.surface)
    assert done[3:] == ["waited 1/60"]
    assert passed == [0.0, 0.02], "time is what the wait before took"
