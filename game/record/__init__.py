"""Records: a whole game in a few kilobytes, safe against power cuts, provable at the end.

A record is JSON lines. The first is the header; then one line for every sealed sheet, every word spoken at the
table, every diary entry and every step, with a hash of the state after it; at the end the opened secret. Every
line ends in a check that chains it to the lines before, so that a damaged or edited line is named exactly and
all before it can be kept.

Seed, cards, last round and a salt form one secret block: its hash, the *commitment*, stands in the header,
and so does the block itself, obscured. Sealed sheets and diaries are obscured likewise. This guards against a
glance at the file, not against a file editor.

    {"dilemma": 4, "rules": 1, "scenario": "base", ...}      header
    ["o", power, "obscured sheet", seconds, "check"]         sealed; a later one replaces it
    ["u", power, "check"]                                    unsealed
    ["t", power, "what it says", seconds, "check"]           spoken at the table, for all to hear
    ["d", power, "obscured entry", "check"]                  its diary of this round; a later one replaces it
    ["h", power, "seat", "check"]                            the seat is handed to a person or a player, and has no PIN
    ["p", power, "mark of a PIN", "check"]                   whoever sits there has chosen one; a later one replaces it
    ["g", purpose, round, index, value, "check"]             a die, less one, or a lot, as it fell on a real table
    ["s", "hash of the state", "check"]                      a step
    ["c", "check"]                                           stopped: the last step was the last of the game
    ["e", {the secret, opened}, "check"]                     the end

How the table wants to play stands in the header under "table", if it wants anything: PINs, a coach, a clock for talk;
it is not needed to read the rest. Where it is missing, the first "p" tells that PINs are wanted.

Format 1 knew no "t", "d", "h" and "g", format 2 no "c", format 3 no "p"; their records are read, and gone on with, as
they are.
A game typed in from paper has the deal "table": its cards are those of its secret. Its dice are "g" lines, for every
reader to see that they were given and not drawn; what each power saw of the others' arms is drawn, as in any game.
Rooms: `form` (what writer and reader must agree on byte for byte), `writer`, `reader`, `paper`.
"""

from game.record.form import FORMAT, Secret, Wishes, cards_of, state_hash
from game.record.paper import Fall, Tie, due, lead, paper_match, ties
from game.record.reader import Edited, Entry, Loaded, Problem, Replay, read, replay, resume
from game.record.writer import RecordedMatch, Recorder, branch, new_match

__all__ = [
    "FORMAT",
    "Edited",
    "Entry",
    "Fall",
    "Loaded",
    "Problem",
    "RecordedMatch",
    "Recorder",
    "Replay",
    "Secret",
    "Tie",
    "Wishes",
    "branch",
    "cards_of",
    "due",
    "lead",
    "new_match",
    "paper_match",
    "read",
    "replay",
    "resume",
    "state_hash",
    "ties",
]
