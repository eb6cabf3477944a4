"""The desk: a whole visit by keyboard alone and by mouse alone, few actions, nothing clipped, no secrets of others."""

from __future__ import annotations

import pygame
from test_views_draft import sitting
from visits import Hands, told

from game.scenario import Scenario, load
from game.ui.moves import Push
from game.ui.screens.desk import Desk

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
    again = Hands(hands.sitting).visit
    assert isinstance(again, Desk)
    assert again.motive == "fear"  # and on the desk it lies as it was noted


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
    assert "Build 1 shield" in told(Hands(hands.sitting).visit)


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
    assert "1 proposal not answered yet" in told(hands.visit)
    hands.click("accept 0")
    assert "not answered yet" not in told(hands.visit)
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


def test_a_letter_that_is_begun_is_not_lost_unseen() -> None:
    hands = Hands(sitting(BASE))
    hands.click("letter")
    hands.type("peace")
    desk = hands.visit
    hands.key(pygame.K_ESCAPE)
    assert hands.gone
    hands.app.go(Push(Desk(hands.app, desk.session, 0)))
    hands.click("send")
    assert hands.sitting.draft(0) == ['say to all "peace"'], "it lay on the desk"
    hands.click("letter")
    hands.type("and")
    hands.click("seal")
    assert hands.sitting.sealed() == []
    assert "not written" in told(hands.visit)
    hands.click("seal")
    hands.wait(1)
    assert hands.gone
    assert desk.session.unsealed == "", "whoever seals all the same goes without it"


def test_treaties_threats_and_phrases_are_unfolded(everything: Scenario) -> None:
    hands = Hands(sitting(everything))
    for fold, line in (
        ("treaties", "ally propose entente CCC"),
        ("threats", "signal threaten BBB over CCC"),
        ("sayings", "say warn BBB"),
    ):
        hands.click(f"fold {fold}")
        if fold == "treaties":
            hands.click(_segment(hands, "partner", 1))
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
    table.mirror = True
    hands = Hands(table)
    hands.letters("m")
    assert "THE MIRROR" in told(hands.visit)
    assert "%" in told(hands.visit)
