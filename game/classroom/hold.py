"""One console a folder: two that kept the same lesson would each undo what the other wrote down.

The lock is the operating system's, which takes it back when its holder ends, however it ends. A file may be left
behind, and means nothing by itself.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from game.files import BadInput
from game.words import words

FILE = "lesson.lock"
TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # what systems say when another process has it

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Hold:
    """A folder that is this window's, until it is let go or the process is gone."""

    def __init__(self, folder: Path) -> None:
        """Raises `BadInput` if another window has it. Where nothing can be written, or locked, all goes on without."""
        self._folder, self._file = folder, folder / FILE
        self._made = not folder.exists()
        self._handle: int | None = None
        while not self._take():
            pass

    def _take(self) -> bool:
        """Whether that is settled; not if another window put the file away while it was opened here."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return True
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in TAKEN:
                raise BadInput(words("classroom.hold.taken", folder=self._folder)) from None
            return True
        with suppress(OSError):  # it is gone
            if os.path.samestat(os.fstat(handle), self._file.stat()):
                self._handle = handle
                return True
        os.close(handle)
        return False

    def release(self) -> None:
        """The next console may have it; a folder that was made for nothing goes again."""
        if self._handle is None:
            return
        with suppress(OSError):  # while it is held; Windows does not take away what is open, and so it stays
            self._file.unlink()
        os.close(self._handle)
        self._handle = None
        if self._made:
            with suppress(OSError):  # a lesson lies in it
                self._folder.rmdir()
