"""Claims as a model may see them: the sentences that say them, with every fact a slot. No value is
in a ``Draft``'s lines or labels.

Slots are {F1} figures (with what they count), {D1} directions, {A1} areas, {P1} periods and {T1}
all other set words. They come from the template itself: what it typed and what joins is left as
words, whatever it printed is a slot, and so is any typed word that says something.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Claim
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.contexts import context
from cin_narrative.writing.render import CLOSE, OPEN, Ledger, Slot, render_fenced
from cin_narrative.writing.terms import Sort, load_words, read_terms

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PIECE = re.compile(
    rf"{OPEN}(?P<kind>.)(?P<slot>[^{CLOSE}]*){CLOSE}|(?P<word>{WORD.pattern})|(?P<blank>\s+)|(?P<other>.)"
)
MARK = re.compile(r"\[(\d+)\]")
FIXED = ("A", "P")  # never put together with their neighbours
LONGEST_LABEL = 90
TELLING = (Sort.NUMBER, Sort.PERIOD, Sort.AREA, Sort.DIRECTION, Sort.MARK)
FIGURE_LABELS = {
    Measure.COUNT: "a count",
    Measure.RATE: "a rate",
    Measure.PERCENTAGE: "a percentage",
    Measure.AVERAGE: "an average",
    Measure.CHANGE: message("models.size_of_change"),
    Measure.RANK: message("models.place_in_order"),
}
LABELS = {"A": "an area", "P": "a period", "D": message("models.direction_word"), "T": "set words"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists of prompts/question/phrasing.toml."""

    joining: frozenset[str]
    hanging: frozenset[str]
    causes: frozenset[str]
    amounts: frozenset[str]
    months: frozenset[str]
    kinds: frozenset[str]


@cache
def load_vocabulary() -> Vocabulary:
    """The lists in force."""
    table = tomllib.loads((PROMPTS / "question" / "phrasing.toml").read_text(encoding="utf-8"))
    return Vocabulary(**{name: frozenset(words) for name, words in table.items()})


@dataclass(slots=True)
class Piece:
    """A slot (kind F, D, A, P or T) or joining text (kind empty)."""

    kind: str
    text: str


@dataclass(slots=True)
class Draft:
    """What is to be phrased. ``lines``: one list for each claim, of joining text and names of slots
    in turn, text first and last."""

    lines: list[list[str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def sentences(self) -> list[str]:
        """The claims as they are sent."""
        return [
            "".join(part if place % 2 == 0 else f"{{{part}}}" for place, part in enumerate(line))
            for line in self.lines
        ]

    @property
    def given(self) -> dict[str, object]:
        """What is sent of it."""
        return {"claims": self.sentences, "slots": self.labels}


def may_be_phrased(claim: Claim) -> bool:
    """Whether claims of this kind go to a model at all: caveats, gaps, hidden figures and meanings
    stay as they stand."""
    return claim.kind in load_vocabulary().kinds


def draft_of(claims: Iterable[Claim], ledger: Ledger, areas: Areas) -> Draft:
    """The claims with their facts as slots; figures have the marks of ``ledger``."""
    draft = Draft()
    for claim in claims:
        text = render_fenced(
            claim.kind, context(claim, lambda figure, text=None: Slot(figure, ledger, text))
        )
        figures = [entry[0] for entry in ledger.entries]
        draft.lines.append(_line(_joined(list(_pieces(text))), draft, figures, areas))
    return draft


def _pieces(text: str) -> Iterator[Piece]:
    plain = load_vocabulary().joining
    directions = {word for table in load_words()["directions"].values() for word in table}
    for match in PIECE.finditer(text):
        if match["kind"] and match["kind"] == "T" and _joins_only(match["slot"], plain):
            yield Piece("", match["slot"])
        elif match["kind"]:
            told = match["kind"] == "T" and any(
                word.lower() in directions for word in WORD.findall(match["slot"])
            )
            yield Piece("D" if told else match["kind"], match["slot"])
        elif match["word"] and match["word"].lower() not in plain:
            yield Piece("D" if match["word"].lower() in directions else "T", match["word"])
        else:
            yield Piece("", match[0])


def _joins_only(text: str, plain: frozenset[str]) -> bool:
    return not any(letter.isdigit() for letter in text) and all(
        word.lower() in plain for word in WORD.findall(text)
    )


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Slots that only a blank parts are one slot, so that a number keeps its unit; areas and
    periods stay by themselves."""
    found: list[Piece] = []
    for piece in pieces:
        gap = found[-1].text if found and not found[-1].kind else None
        before = (
            found[-2]
            if gap is not None and not gap.strip() and len(found) > 1
            else found[-1]
            if found and found[-1].kind
            else None
        )
        if piece.kind and before and not {piece.kind, before.kind} & set(FIXED):
            if not found[-1].kind:
                before.text += found.pop().text
            before.text += piece.text
            before.kind = min(before.kind, piece.kind, key="FDT".index)
        elif not piece.kind and gap is not None:
            found[-1].text += piece.text
        else:
            found.append(Piece(piece.kind, piece.text))
    return found


def _line(
    pieces: Sequence[Piece], draft: Draft, figures: Sequence[Figure], areas: Areas
) -> list[str]:
    line = [""]
    for piece in pieces:
        if piece.kind:
            inner = piece.text.strip()
            line[-1] += piece.text[: len(piece.text) - len(piece.text.lstrip())]
            line += [
                _named(piece.kind, inner, draft, figures, areas),
                piece.text[len(piece.text.rstrip()) :],
            ]
        else:
            line[-1] += piece.text
    return line


def _named(kind: str, text: str, draft: Draft, figures: Sequence[Figure], areas: Areas) -> str:
    known = next(
        (
            name
            for name, value in draft.values.items()
            if kind in FIXED and name[0] == kind and value == text
        ),
        None,
    )
    if known:
        return known
    name = f"{kind}{sum(one[0] == kind for one in draft.values) + 1}"
    draft.values[name] = text
    draft.labels[name] = _label(kind, text, figures, areas)
    return name


def _label(kind: str, text: str, figures: Sequence[Figure], areas: Areas) -> str:
    """What kind of thing the slot stands for: words of the catalogue where they give nothing away,
    else only the sort."""
    if kind == "F":
        mark = MARK.search(text)
        figure = figures[int(mark[1]) - 1] if mark else None
        said = FIGURE_LABELS.get(figure.measure, "a number") if figure else "a number"
        rest = WORD.search(MARK.sub("", text))
        return message("models.with_counted", figure=said) if rest else said
    if kind != "T" or len(text) > LONGEST_LABEL or any(letter.isdigit() for letter in text):
        return LABELS[kind]
    return LABELS[kind] if any(term.sort in TELLING for term in read_terms(text, areas)) else text


def filled(paragraph: str, values: Mapping[str, str]) -> str:
    """The paragraph with its slots filled: ours to do, after the check."""

    def value(match: re.Match[str]) -> str:
        text = values[match[1]]
        starts = (
            not paragraph[: match.start()].rstrip()
            or paragraph[: match.start()].rstrip()[-1] in ".!?"
        )
        return (
            text
            if starts or not text.startswith(("The ", "This ", "These "))
            else text[0].lower() + text[1:]
        )

    return " ".join(re.sub(r"\{([A-Z]\d+)\}", value, paragraph).split())
