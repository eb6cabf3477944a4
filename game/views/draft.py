"""An order sheet while it is written: an immutable value with its past, so that all can be undone until sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.observe import Observation
from game.orders import Sheet, judged, parse, slot
from game.scenario import World
from game.views import facts


@dataclass(frozen=True)
class Draft:
    """The lines of a sheet, in the order in which they were written; no two fill the same slot."""

    lines: tuple[str, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()  # what it was, the last at the end
    after: tuple[tuple[str, ...], ...] = ()  # what was undone, the last at the end

    def put(self, line: str) -> Draft:
        """With this order, in the place of the one it excludes."""
        same = [k for k, old in enumerate(self.lines) if slot(old) == slot(line)]
        lines = list(self.lines)
        if same:
            lines[same[0]] = line
        else:
            lines.append(line)
        return self._become(lines)

    def drop(self, line: str) -> Draft:
        """Without whatever fills the slot of this order."""
        return self._become(old for old in self.lines if slot(old) != slot(line))

    def toggle(self, line: str) -> Draft:
        """With this order, or without it if it stands there already."""
        return self.drop(line) if line in self.lines else self.put(line)

    def number(self, stem: str) -> int:
        """N of the order 'stem N'; 0 if it is not given."""
        found = (line for line in self.lines if slot(line) == slot(f"{stem} 0"))
        return next((int(line.split()[-1]) for line in found), 0)

    def count(self, stem: str, number: int) -> Draft:
        """With the order 'stem N'; with none of its kind for 0."""
        return self.put(f"{stem} {number}") if number else self.drop(f"{stem} 0")

    def clear(self) -> Draft:
        return self._become(())

    def undo(self) -> Draft:
        """As it was before the last change; itself if there was none."""
        if not self.before:
            return self
        return Draft(self.before[-1], self.before[:-1], (*self.after, self.lines))

    def redo(self) -> Draft:
        """As it was before the last `undo`; itself if nothing was undone since it was last changed."""
        if not self.after:
            return self
        return Draft(self.after[-1], (*self.before, self.lines), self.after[:-1])

    def _become(self, lines: Iterable[str]) -> Draft:
        new = tuple(lines)
        return self if new == self.lines else Draft(new, (*self.before, self.lines))

    # ---- as orders --------------------------------------------------------------------------------------

    def sheet(self, world: World) -> Sheet:
        """The sheet that the lines spell; raises `Invalid` for a line that is not understood."""
        return parse(world, self.lines)

    def problem(self, seen: Observation) -> str:
        """Why it cannot be sealed as it stands, in words; empty if it can. Raises `Invalid` as `sheet` does."""
        (found,) = judged(seen, [self.lines])
        return facts.because(found.why) if found.why else ""
