"""Events: what happened in one step, as things to tell. Derived when somebody looks, never stored.

`chronicle` reads a `Step` and tells everything in the order of the phases. What one power may know of it is
`seen_by`, what lies open on the table `public`. Nothing is blacked out afterwards: an event holds only what
all in its ``sight`` may know, and what each sees differently is one event a viewer. `sentence` says an
event in plain words.

A round may take several steps (orders, answers, help). Every fact is told once, in the step in which it
became known.
"""

from game.events.chronicle import chronicle
from game.events.event import AFTER_THE_END, ALL, Event, public, seen_by
from game.events.sentences import sentence

__all__ = ["AFTER_THE_END", "ALL", "Event", "chronicle", "public", "seen_by", "sentence"]
