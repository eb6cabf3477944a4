"""The rules reader: the rules and the glossary that come with the box, to be read and searched at the table."""

from game.ui.screens.rules.screen import Rules

__all__ = ["Rules"]
