"""The rules and the glossary as a book: sections of paragraphs, items and tables, with their marks read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from game.files import data

PLAIN, STRONG, EMPHATIC, CODE = "plain", "strong", "emphatic", "code"
_MARKS = re.compile(r"(`[^`]+`|\*\*.+?\*\*|\*[^*]+\*)")
_RULE = re.compile(r"(?:- )?\*\*(R\d+) · (.+?)\.\*\*\s*")
_CITED = re.compile(r"\bR\d+\b")


@dataclass(frozen=True)
class Span:
    """Words in one style."""

    text: str
    style: str = PLAIN


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text. ``bullet``: what stands before an item of a list; ``quoted``: set apart, as a formula is."""

    spans: Line
    bullet: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class Tabular:
    """A table; the first row is its head, and may be empty words."""

    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Tabular


@dataclass(frozen=True)
class Section:
    """A chapter, or a numbered rule."""

    title: str
    blocks: tuple[Block, ...]
    rules: tuple[str, ...]  # numbers of the rules that stand in it: "R8"
    cites: tuple[str, ...]  # numbers of other rules that it names
    text: str = field(repr=False)  # all its words, small, for searching


@lru_cache(maxsize=1)
def book() -> tuple[Section, ...]:
    """The rules, then the glossary."""
    return tuple(s for name in ("RULES.md", "GLOSSARY.md") for s in read(data("rules", name).read_text("utf-8")))


def place(sections: tuple[Section, ...], rule: str) -> int:
    """Which section tells a rule; the first for one that is not in the book."""
    return next((k for k, section in enumerate(sections) if rule in section.rules), 0)


def found(sections: tuple[Section, ...], wanted: str) -> list[int]:
    """The sections that hold all words searched for, those with one in the title first."""
    parts = wanted.lower().split()
    hits = [k for k, section in enumerate(sections) if all(part in section.text for part in parts)]
    return sorted(hits, key=lambda k: not any(part in sections[k].title.lower() for part in parts))


def read(text: str) -> tuple[Section, ...]:
    """The sections of a page in Markdown; a heading without words of its own is left out."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        rule = _RULE.match(line)
        if line.startswith("#"):
            found.append((line.lstrip("# "), []))
        elif rule and not line.startswith("-"):
            found.append((f"{rule[1]} · {rule[2]}", [line[rule.end() :]]))
        elif found:
            found[-1][1].append(line)
    made = (_section(title, lines) for title, lines in found)
    return tuple(section for section in made if section.blocks)


def _section(title: str, lines: list[str]) -> Section:
    whole = "\n".join(lines)
    own = tuple(m[1] for m in re.finditer(r"\*\*(R\d+) · ", whole)) + tuple(_CITED.findall(title)[:1])
    cites = tuple(dict.fromkeys(rule for rule in _CITED.findall(whole) if rule not in own))
    words = re.sub(r"[*`|>]", "", f"{title} {whole}").lower()
    return Section(title, tuple(_blocks(lines)), own, cites, " ".join(words.split()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, items and tables, in their order."""
    run: list[str] = []  # the lines of the block that is being read
    for line in [*(line.strip() for line in lines), ""]:
        starts = bool(re.match(r"- |\d+\. |> |\|", line))
        goes_on = bool(run) and line.startswith("|") and run[0].startswith("|")
        if run and (not line or (starts and not goes_on) or (run[0].startswith("|") and not goes_on)):
            yield _block(run)
            run = []
        if line:
            run.append(line)


def _block(run: list[str]) -> Block:
    if run[0].startswith("|"):
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in run]
        return Tabular(tuple(tuple(map(spans, row)) for row in rows if not set("".join(row)) <= set("-: ")))
    text = " ".join(run)
    item = re.match(r"(- |\d+\. )", text)
    if item:
        return Paragraph(spans(text[item.end() :]), "•" if item[0] == "- " else item[0].strip())
    return Paragraph(spans(text.removeprefix("> ")), quoted=text.startswith("> "))


def spans(text: str) -> Line:
    """Words and their styles."""
    return tuple(_span(part) for part in _MARKS.split(text) if part)


def _span(part: str) -> Span:
    if part.startswith("`"):
        return Span(part[1:-1], CODE)
    if part.startswith("**"):
        return Span(part[2:-2], STRONG)
    if part.startswith("*") and len(part) > 2:
        return Span(part[1:-1], EMPHATIC)
    return Span(part)
