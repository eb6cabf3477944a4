"""The desk: a whole visit by keyboard alone and by mouse alone, few actions, nothing clipped, no secrets of others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pygame
import pytest
from test_views_draft import sitting
from windows import ALL, Table, app_of, faults

from game.scenario import Intent, Scenario, load
from game.sitting import Sitting
from game.ui.app import App
from game.ui.moves import Move
from game.ui.screen import Screen
from game.ui.screens.crisis import Crisis
from game.ui.screens.desk import Desk
from game.ui.screens.visit import Visit
from game.ui.session import Session
from game.ui.widgets import Text, Widget

BASE = load("base")
ALD, BRE, COR, DOR, EST = BASE.world.codes
OFFER = f'say to {ALD} "propose {ALD}: hand for no strike {BRE}"'
DRAFT = [
    "build sword 2",
    f"ally hand {BRE}",
    f"signal peace {BRE}",
    f"read {BRE} 4",
    f"read {COR} 2",
    "stance mobilise",
]


class Below(Screen):
    """What the visit goes back to."""

    def compose(self) -> Widget:
        return Text("the table")

    def back(self) -> Move | None:
        return None


class Hands(Table):
    """A desk on a table, and a count of what is pressed: keys and clicks."""

    def __init__(self, sitting: Sitting, power: int = 0, kind: type[Visit] = Desk, app: App | None = None) -> None:
        app = app or app_of()
        super().__init__(app, Below(app))
        app.stack.append(kind(app, Session(sitting), power))
        app.top.resumed()
        self.sitting, self.power, self.actions = sitting, power, 0
        self.draw()

    def key(self, *keys: int, mod: int = 0) -> None:
        self.actions += len(keys)
        super().key(*keys, mod=mod)

    def letters(self, text: str) -> None:
        """Keys by their letters; a capital is one key with shift."""
        for char in text:
            event = pygame.event.Event(
                pygame.KEYDOWN, key=ord(char.lower()), mod=pygame.KMOD_SHIFT if char.isupper() else 0, unicode=char
            )
            self.actions += 1
            self.app.handle(event)

    def click(self, target: str | tuple[int, int]) -> None:
        self.actions += 1
        super().click(target)

    @property
    def visit(self) -> Visit:
        assert isinstance(self.screen, Visit)
        return self.screen

    @property
    def gone(self) -> bool:
        return isinstance(self.app.top, Below)

    def wait(self, seconds: float) -> None:
        self.app.update(seconds)


def told(screen: Screen) -> str:
    return "\n".join(w.text for w in screen.form.root.walk() if isinstance(w, Text))


# ---- an ordinary round ----------------------------------------------------------------------------------


def test_an_ordinary_round_by_mouse_takes_at_most_twelve_actions() -> None:
    """Two arms, a hand, a signal, two reads, the stance, the diary, and the seal."""
    hands = Hands(sitting(BASE))
    plus = pygame.Rect(hands.reach("build sword").rect)
    for _ in range(2):
        hands.click((plus.right - 8, plus.centery))
    hands.click(f"ally hand {BRE}")
    hands.click(f"signal peace {BRE}")
    hands.click(_segment(hands, "stance", 1))
    hands.click(_segment(hands, f"read {BRE}", 3))
    hands.click(_segment(hands, f"read {COR}", 1))
    hands.click(_segment(hands, "motive", 0))
    hands.click("seal")
    hands.wait(1)
    assert hands.gone
    assert hands.actions == 9
    assert sorted(hands.sitting.draft(0)) == sorted(DRAFT)
    assert hands.sitting.sealed() == [0]
    (note,) = hands.sitting.match.notes
    assert note.motive == "fear"


def test_an_ordinary_round_by_keyboard_takes_at_most_twelve_actions() -> None:
    hands = Hands(sitting(BASE))
    hands.letters("ss")
    hands.letters("hb")
    hands.letters("pb")
    hands.letters("m")
    hands.letters("B4")
    hands.letters("C2")
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    hands.wait(1)
    assert hands.gone
    assert hands.actions == 12
    assert sorted(hands.sitting.draft(0)) == sorted(DRAFT)
    assert hands.sitting.sealed() == [0]


def _segment(hands: Hands, name: str, part: int) -> tuple[int, int]:
    """The middle of one part of a choice or a dial."""
    widget = hands.reach(name)
    rects: list[pygame.Rect] = getattr(widget, "parts")  # noqa: B009
    return rects[part].center


def test_a_whole_visit_with_tab_and_enter_alone() -> None:
    """Every widget can be come to; what is typed is typed in the field."""
    hands = Hands(sitting(BASE, {1: [OFFER]}))
    hands.press("accept 0")
    hands.tab_to("build shield")
    hands.key(pygame.K_3)
    hands.press(f"ally hand {EST}")
    hands.press("signal open all")
    hands.tab_to("to")
    hands.key(pygame.K_RIGHT)
    hands.tab_to("letter")
    hands.type("let us disarm")
    hands.key(pygame.K_RETURN)
    hands.tab_to("motive")
    hands.key(pygame.K_3)
    hands.tab_to("toward")
    hands.key(pygame.K_4)
    hands.press("seal")
    hands.wait(1)
    assert hands.gone
    assert set(hands.sitting.draft(0)) == {
        f'say to {BRE} "accept {BRE}"',
        "build shield 3",
        f"ally hand {EST}",
        "signal open all",
        f'say to {BRE} "let us disarm"',
    }
    assert [(n.motive, n.toward) for n in hands.sitting.match.notes] == [("duty", 4)]


# ---- the draft and the seal -----------------------------------------------------------------------------


def test_undo_and_redo_until_sealed_and_any_edit_unseals() -> None:
    hands = Hands(sitting(BASE))
    hands.letters("ss")
    hands.click("undo")
    assert hands.sitting.draft(0) == ["build sword 1"]
    hands.click("redo")
    hands.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    hands.key(pygame.K_y, mod=pygame.KMOD_CTRL)
    assert hands.sitting.draft(0) == ["build sword 2"]
    hands.click("seal")
    assert not hands.gone  # the wax is wet
    hands.key(pygame.K_SPACE)
    assert hands.gone
    again = Hands(hands.sitting)
    assert "breaks the seal" in told(again.visit)
    again.letters("s")
    assert again.sitting.sealed() == []
    assert again.sitting.draft(0) == ["build sword 3"]


def test_escape_leaves_the_draft_on_the_desk() -> None:
    hands = Hands(sitting(BASE))
    hands.letters("d")
    hands.key(pygame.K_ESCAPE)
    assert hands.gone
    assert hands.sitting.draft(0) == ["build shield 1"]
    assert hands.sitting.sealed() == []
    assert "build shield 1" in told(Hands(hands.sitting).visit)


def test_what_cannot_be_done_says_why_before_and_after_the_key() -> None:
    hands = Hands(sitting(BASE))
    strike = hands.find("stance")
    assert any("mobilise now" in option.reason for option in getattr(strike, "options"))  # noqa: B009
    hands.letters("xb")
    assert "mobilise now and strike next round" in told(hands.visit)
    hands.letters("dddd")
    assert "At most 3 arms" in told(hands.visit)
    hands.letters("h")
    assert "press a letter" in told(hands.visit)
    hands.letters("?")
    assert hands.sitting.draft(0) == ["build shield 3"]
    hands.visit.edit(hands.visit.draft.put(f"ally aid {BRE} 5"))
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    assert hands.sitting.sealed() == []
    assert "more than the 5 tokens" in told(hands.visit)


def test_a_proposal_is_answered_with_one_click_and_taken_back_with_another() -> None:
    hands = Hands(sitting(BASE, {1: [OFFER]}))
    assert "WAITING FOR YOUR ANSWER: 1" in told(hands.visit)
    hands.click("accept 0")
    assert hands.sitting.draft(0) == [f'say to {BRE} "accept {BRE}"']
    hands.click("refuse 0")
    assert hands.sitting.draft(0) == [f'say to {BRE} "refuse {BRE}"']
    hands.click("refuse 0")
    assert hands.sitting.draft(0) == []


def test_an_offer_goes_out_as_a_letter() -> None:
    hands = Hands(sitting(BASE))
    hands.click("offer")
    hands.click(_segment(hands, "kind gives", 0))
    hands.click("say")
    assert hands.sitting.draft(0) == [f'say to {BRE} "propose {BRE}: hand {BRE} for nothing"']
    hands.click(f"away {hands.sitting.draft(0)[0]}")
    assert hands.sitting.draft(0) == []


def test_treaties_threats_and_phrases_are_unfolded(everything: Scenario) -> None:
    hands = Hands(sitting(everything))
    for fold, line in (
        ("treaties", "ally propose entente CCC"),
        ("threats", "signal threaten BBB over CCC"),
        ("sayings", "say warn BBB"),
    ):
        hands.click(f"fold {fold}")
        hands.click(line)
    assert set(hands.sitting.draft(0)) == {
        "ally propose entente CCC",
        "signal threaten BBB over CCC",
        "say warn BBB",
    }


def test_powers_that_share_a_letter_are_named_by_number() -> None:
    war = load("july-1914")
    hands = Hands(sitting(war), kind=Desk)
    hands.letters("h2")
    assert hands.sitting.draft(0) == [f"ally hand {war.world.codes[1]}"]


def test_the_coach_shows_the_mirror_and_nobody_else_does() -> None:
    table = sitting(BASE)
    hands = Hands(table)
    hands.letters("sss")
    assert "MIRROR" not in told(hands.visit)
    table.coach = True
    hands = Hands(table)
    hands.letters("m")
    assert "THE MIRROR" in told(hands.visit)
    assert "%" in told(hands.visit)


# ---- crises ---------------------------------------------------------------------------------------------


def struck() -> Sitting:
    ordered = {1: [f"stance strike {ALD}"], 0: [f"ally hand {EST}"], 4: [f"ally hand {ALD}"]}
    return sitting(BASE, {1: ["stance mobilise"]}, ordered)


def test_a_crisis_by_keyboard_alone() -> None:
    table = struck()
    hands = Hands(table, 0, Crisis)
    assert "struck by Brennia".upper() in told(hands.visit)
    assert "Sealed as it is: Resist" in told(hands.visit)
    hands.letters("y")
    hands.letters("r")
    assert table.draft(0) == ["resist"]
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    hands.wait(1)
    assert hands.gone
    table.advance()
    helper = Hands(table, 4, Crisis)
    assert "costs you 4 points" in told(helper.visit)
    helper.letters("ja")
    assert table.draft(4) == [f"join {ALD}"]
    helper.letters("w")
    assert table.draft(4) == ["wait"]
    helper.press(f"join {ALD}")
    helper.press("seal")
    helper.wait(1)
    assert table.sealed() == [4]


def test_a_crisis_by_mouse_alone() -> None:
    table = struck()
    hands = Hands(table, 0, Crisis)
    hands.click("resist")
    hands.click("seal")
    hands.wait(1)
    table.advance()
    for power in table.asked():
        helper = Hands(table, power, Crisis)
        helper.click(f"join {ALD}" if power == 4 else "stay out")
        helper.click("seal")
        helper.wait(1)
        assert helper.gone
        assert helper.actions == 2
    table.advance()
    assert table.revealed
    assert any(event.kind == "joined" for event in table.revealed.seen_by(0))


# ---- looks ----------------------------------------------------------------------------------------------


def pages() -> Iterator[tuple[str, Sitting, int, type[Visit]]]:
    yield "desk", sitting(BASE, {1: [OFFER], 2: ["stance mobilise"]}), 0, Desk
    yield "full", sitting(load("july-1914"), {1: ["stance mobilise"]}), 0, Desk
    yield "struck", struck(), 0, Crisis
    helped = struck()
    helped.seal(0, ["resist"])
    helped.advance()
    yield "help", helped, 4, Crisis


@pytest.mark.parametrize(("size", "scale"), ALL)
def test_nothing_is_clipped_at_any_size(size: tuple[int, int], scale: float) -> None:
    app = app_of(size, scale)
    for name, table, power, kind in pages():
        visit = kind(app, Session(table), power)
        app.start(visit)
        assert faults(visit) == [], (name, size, scale)
        for what in ("treaties", "threats", "sayings"):
            if isinstance(visit, Desk):
                visit.unfold(what)
        for page in (*visit.pages(), "map", "orders"):
            visit.view = page
            visit.pane = page if page in visit.pages() else visit.pane
            visit.refresh()
            assert faults(visit) == [], (name, size, scale, page)


def test_the_picture_is_a_function_of_what_the_power_may_know() -> None:
    """Two games that differ in what the others hide alone give the same desk, pixel by pixel."""
    table = sitting(BASE, {2: ["build sword 3"], 3: ["stance mobilise"]})
    before = Hands(table).draw()
    state = table.match.state
    swords, intent = state.desk.swords.copy(), state.desk.intent.copy()
    swords[1:] = np.maximum(swords[1:] - 2, 0)
    intent[1:] = Intent.EXPANSIONIST
    table.match.state = state.put(swords=swords, intent=intent)
    assert Hands(table).draw() == before
    swords[0] -= 1
    table.match.state = state.put(swords=swords)
    assert Hands(table).draw() != before


def test_after_the_visit_nothing_of_it_is_left() -> None:
    """No pixel, tooltip or title tells the table what was on the desk."""
    table = sitting(BASE)
    hands = Hands(table)
    clean = Hands(table)
    clean.key(pygame.K_ESCAPE)
    picture = clean.draw()
    hands.letters("sshb")
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    hands.draw()
    hands.wait(1)
    assert hands.gone
    assert hands.draw() == picture
    assert hands.app.top.title == ""
    assert hands.app.sounds.played[-1] == "seal"
