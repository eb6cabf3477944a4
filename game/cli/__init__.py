"""The one entry: `dilemma`. Exit 0 good, 1 a check failed, 2 bad input with one clear line."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import typer

from game.cli import box, lesson, study, table
from game.cli.base import app
from game.files import BadInput, CheckFailed
from game.words import NEAREST

__all__ = ["app", "box", "lesson", "main", "run", "study", "table"]

# Whatever typer takes for a wrong command line is a ClickException; where that class lives varies.
_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def main() -> None:
    """Run the command line; whatever is wrong with the input is one line on standard error."""
    for name in ("stdin", "stdout", "stderr"):  # whoever closed one wants nothing of it
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w"))
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows what comes nearest
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NEAREST)
    raise SystemExit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """The exit code of one command line."""
    try:
        code = typer.main.get_command(app)(args=args, prog_name="dilemma", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except BadInput as error:
        return _complain(str(error))
    except CheckFailed as error:
        return _complain(str(error), code=1)
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print(file=sys.stderr)
        return 130
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; typer exits with 1 then
        _drop_output()
        return 0
    except OSError as error:  # such as a full disk
        _drop_output()
        return _complain(f"{error.filename or 'output'}: {error.strerror}; mend that or name another place")
    except _USAGE as error:
        command = error.ctx.command_path if error.ctx else "dilemma"
        return _complain(f"{error.format_message().rstrip(chr(46))}; see {command} --help")


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that Python does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(line: str, code: int = 2) -> int:
    print("dilemma: " + " ".join(line.split()), file=sys.stderr)
    return code
