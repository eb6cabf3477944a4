"""The game on the screen: pygame only here. A screen is one class in ``game/ui/screens/``, such as this one:

    from game.ui.moves import Move, Pop
    from game.ui.screen import Screen
    from game.ui.widgets import Card, Column, Narrow, Primary, Text, Widget
    from game.words import words

    class Count(Screen):
        pressed = 0

        def compose(self) -> Widget:
            page = Column(Text(str(self.pressed), "title"), Primary(words("ui.ok"), self.more))
            return Narrow(Card(page), 400)

        def more(self) -> Move | None:
            self.pressed += 1
            self.refresh()                 # composed anew before the next frame; focus stays where it was
            return Pop() if self.pressed == 3 else None

``App.start(Count(app))`` shows it, `Push`, `Replace`, `Pop`, `Reset` and `Quit` lead on. Keyboard, mouse, focus,
tooltips, scrolling and text scale come with the widgets; a screen that needs keys of its own has `Screen.key`,
one that moves has `Screen.update` and ``animated``. Colours and sizes come from `theme`, shapes from `draw`.
Tests drive screens without a window: see ``tests/test_ui_kernel.py``.
"""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # standard output is for what was asked
