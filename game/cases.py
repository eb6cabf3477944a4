"""The casebook: how the rules are meant, in plain text that a teacher can read, edit and add to.

A case sets up a table in words, says what is then ordered, and says what must be so after that. `load`
reads and checks files of cases (``rules/cases/README.md`` explains the format); `run` plays one and returns
what was not as expected. Each section of a case is an entry of `SECTIONS`, each word for a fact of `WORDS`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol

import numpy as np

from game.case_words import MISSING, WORDS, Fact, Misread, fact_of, set_up
from game.chance import Chance, Purpose
from game.files import BadInput, data
from game.observe import observe
from game.orders import Illegal, Invalid, Sheet, demand, faults, parse
from game.rules import audit, step
from game.scenario import Scenario, World
