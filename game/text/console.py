"""Lines in, lines out: of a width everybody can read, with nothing a screen reader would stumble over."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import textwrap
from collections.abc import Iterable
from typing import Protocol, TextIO

from game.words import NEAREST, words

if sys.platform != "win32":
    import termios

WIDTH = 96  # characters a line
CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # the screen and what could be scrolled back to
BLANK = "\n" * 60  # for a terminal that knows no such codes


class Left(Exception):
    """The input has ended, or somebody left."""


class Source(Protocol):
    """What lines come from: a keyboard, a pipe, or whatever else has them."""

    def readline(self) -> str: ...

    def isatty(self) -> bool: ...

    def fileno(self) -> int: ...


class Console:
    """One terminal or pipe. ``curtain``: hide one power's visit from the next."""

    def __init__(self, source: Source, out: TextIO, curtain: bool) -> None:
        self.source, self.out, self.curtain = source, out, curtain
        for stream in (source, out):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=NEAREST)  # a strange letter is no reason to end a game
        self._echo = not source.isatty()  # so that what came through a pipe can be read in its place

    def line(self, text: str = "", lead: str = "") -> None:
        """One paragraph; ``lead`` stands before its first line and indents the others."""
        indent = " " * len(lead)
        lines = textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)
        lines = lines or [lead]
        self.out.write("\n".join(line.rstrip() for line in lines) + "\n")

    def lines(self, texts: Iterable[str], lead: str = "") -> None:
        for text in texts:
            self.line(text, lead)

    def listing(self, title: str, texts: Iterable[str]) -> None:
        """A heading and its items after an empty line; nothing at all if there are no items."""
        items = list(texts)
        if items:
            self.line()
            self.line(title)
            self.lines(items, words("text.bullet"))

    def ask(self, prompt: str) -> str:
        """The next line of input; raises `Left` at its end."""
        self.out.write(prompt)
        self.out.flush()
        line = self.source.readline()
        if not line:
            self.out.write("\n")
            raise Left
        line = line.replace("\t", " ")
        line = "".join(char for char in line if char.isprintable()).strip()  # no arrow keys and the like
        if self._echo:
            self.out.write(line + "\n")
        return line

    def clear(self) -> None:
        if self.curtain:
            self.out.write(BLANK if os.environ.get("TERM", "dumb") == "dumb" else CLEAR)

    def wait(self, text: str, again: str) -> None:
        """Show a line and wait for Enter, if there is somebody at the keyboard; ``again``: what answers all else."""
        if not self.curtain:
            return
        self.line()
        while True:
            self.out.flush()
            self._forget()
            word = self.ask(text + " ").lower()
            if not word:
                return
            if word in ("quit", "exit"):
                raise Left
            if word in ("help", "?"):
                self.line(words("text.curtain-help"))
            text = again

    def _forget(self) -> None:
        """What was typed ahead was meant for another screen."""
        if sys.platform != "win32" and self.source.isatty():
            with contextlib.suppress(OSError, ValueError, termios.error):
                termios.tcflush(self.source.fileno(), termios.TCIFLUSH)
