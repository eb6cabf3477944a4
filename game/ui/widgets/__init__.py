"""The widget set: about eight to use, some to look at, some to lay out; keyboard and mouse alike.

To use: `Button` (and `Primary`, `Grave`, `Quiet`), `Tile`, `Choice`, `Stepper`, `Dial`, `Slider`, `TextField` (and
`PinField`), `Scroll` (and `Log`). To look at: `Text`, `Card`, `Tray`, `Rule`, `Mark`, `Picture`. To lay out:
`Row`, `Column`, `Flow`, `Grid`, `Narrow`, `Padded`, `Slot`, `Space`.
"""

from game.ui.widgets.base import Size, Widget
from game.ui.widgets.button import Button, Grave, Primary, Quiet, Tile
from game.ui.widgets.choice import Choice, Dial, Option, Stepper
from game.ui.widgets.field import PinField, TextField
from game.ui.widgets.layout import Column, Flow, Grid, Narrow, Padded, Row, Slot, Space
from game.ui.widgets.paper import Card, Mark, Picture, Rule, Text, Tray
from game.ui.widgets.scroll import Log, Scroll
from game.ui.widgets.slider import Slider

__all__ = [
    "Button",
    "Card",
    "Choice",
    "Column",
    "Dial",
    "Flow",
    "Grave",
    "Grid",
    "Log",
    "Mark",
    "Narrow",
    "Option",
    "Padded",
    "Picture",
    "PinField",
    "Primary",
    "Quiet",
    "Row",
    "Rule",
    "Scroll",
    "Size",
    "Slider",
    "Slot",
    "Space",
    "Stepper",
    "Text",
    "TextField",
    "Tile",
    "Tray",
    "Widget",
]
