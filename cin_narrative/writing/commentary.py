"""Commentary: claims in order, worded, with the figures they cite; and its record in JSON, which
other programs rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.rounding import written
from cin_narrative.claims.claims import Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.store.figure import RECORD, settle
from cin_narrative.writing.citations import cited_where
from cin_narrative.writing.marks import SENTENCE_END, Span, worded
from cin_narrative.writing.phrases import lower_first
from cin_narrative.writing.render import Ledger

FIGURE_FIELDS = ("mark", *RECORD, "derived_from")
MARK = re.compile(r" \[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its heading (of the section it stands in), its text with marks, the claims it
    says.

    ``annex``: it stands in the page's second part, to be looked up and copied. ``lead`` is how much
    of the text, from its beginning, is printed bold: the message itself. ``spans`` are the places
    of its figures, where they are known. ``as_claimed``: its words are those of its claims; those
    of a draft may be somebody's own.
    """

    heading: str
    text: str
    claims: tuple[Claim, ...] = ()
    annex: bool = False
    lead: int = 0
    spans: tuple[Span, ...] = ()
    as_claimed: bool = True

    @property
    def marks(self) -> list[int]:
        """The marks cited in the text, in order, each once."""
        return list(dict.fromkeys(int(mark) for mark in MARK.findall(self.text)))

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return MARK.sub("", self.text)


@dataclass(slots=True)
class Commentary:
    """A page of paragraphs and the ledger of the figures they cite; ``internal`` where it may hold
    an authority's counts unprotected.
    """

    title: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    internal: bool = False

    def say(
        self,
        heading: str,
        said: Iterable[Claim | None],
        *,
        annex: bool = False,
        shared: bool = False,
        bold: bool = False,
    ) -> None:
        """Add a paragraph that says these claims (None is passed over); nothing where none is left.

        ``shared``: a mark opens all figures of its sentence. ``bold``: the first sentence is
        printed bold.
        """
        claims = tuple(claim for claim in said if claim is not None)
        texts, spans, end = list[str](), list[Span](), 0
        for claim in claims:
            found = worded(claim, self.ledger, shared, end)
            if found.text:
                texts.append(found.text)
                spans += found.spans
                end += len(found.text) + 1
        if texts:
            text = " ".join(texts)
            lead = len(SENTENCE_END.split(text, maxsplit=1)[0]) if bold else 0
            self.paragraphs.append(Paragraph(heading, text, claims, annex, lead, tuple(spans)))

    @property
    def figures(self) -> list[Figure]:
        """Every figure cited, by mark, and every figure that these were worked out from."""
        self.ledger.complete()
        return self.ledger.figures

    def settle(self) -> None:
        """Have every figure hold all of its receipt: it then needs the store no more."""
        settle(self.ledger.figures)

    @property
    def text(self) -> str:
        """All paragraphs as plain text with marks, headings left out."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    def sources(self, marks: Iterable[int]) -> list[str]:
        """A source line for each mark."""
        self.ledger.complete()
        return [mark_line(mark, self.ledger.at(mark)) for mark in marks]

    def record(self) -> dict[str, Any]:
        """The JSON fields ``figures`` and ``paragraphs`` of the contract."""
        places = self.places()
        return {
            "figures": figure_records(self.ledger),
            "paragraphs": [paragraph_record(one, places) for one in self.paragraphs],
        }

    def places(self) -> dict[tuple[object, ...], int]:
        """Where in ``figures`` each figure of each mark stands: (mark, the figure's key) ->
        index.
        """
        self.ledger.complete()
        return {
            (mark, figure.key): index for index, (mark, figure) in enumerate(self.ledger.marked())
        }


def paragraph_record(one: Paragraph, places: Mapping[tuple[object, ...], int]) -> dict[str, Any]:
    """A paragraph of the contract: ``spans`` are places in ``text``, each with the index in
    ``figures`` of what is printed there.
    """
    return {
        "heading": one.heading,
        "text": one.text,
        "marks": one.marks,
        "annex": one.annex,
        "lead": one.lead,
        "spans": span_records(one.spans, places),
    }


def span_records(
    spans: Iterable[Span], places: Mapping[tuple[object, ...], int]
) -> list[dict[str, int]]:
    """Places in a text with the index in ``figures`` of what is printed there."""
    return [
        {"start": one.start, "end": one.end, "figure": places[one.mark, one.figure.key]}
        for one in spans
    ]


def source_line(mark: int, figure: Figure) -> str:
    """One line that says what a mark cites: what, where, when, how worked out, and where it is
    published.
    """
    return mark_line(mark, [figure])


def mark_line(mark: int, figures: Sequence[Figure]) -> str:
    """One line for all figures of a mark: what the figure before said too is not said again, and
    where they are published stands once behind those that are from there.
    """
    parts: list[str] = []
    before: Figure | None = None
    for figure, after in zip(figures, [*figures[1:], None], strict=True):
        said = _cited(figure, before)
        closes = after is None or _tail(figure) or _where(after) != _where(figure)
        parts.append(f"{said}.{_where(figure)}{_tail(figure)}" if closes else f"{said};")
        before = None if closes else figure
    return f"[{mark}] {' '.join(parts)}"


def _cited(figure: Figure, before: Figure | None) -> str:
    """What a figure is: its label, kind and area unless those of the one before; period and
    value.
    """
    same = before is not None and before.label == figure.label
    kind = f"{how(figure)}, {figure.area.name}, "
    if (
        same
        and before is not None
        and (how(before), before.area.name) == (how(figure), figure.area.name)
    ):
        kind = ""
    label = "" if same else f"{figure.label}: "
    period = figure.indicator.period(figure.year).noun
    return f"{label}{kind}{period}: {figure.shown}{_worked_out(figure)}"


def _tail(figure: Figure) -> str:
    """What was left out of a figure, and why it is in doubt."""
    doubts = f" In doubt: {' '.join(figure.doubts)}" if figure.doubts else ""
    return f"{_left_out(figure)}{doubts}"


def _where(figure: Figure) -> str:
    where = cited_where(figure)
    return f" {where}." if where else ""


def _left_out(figure: Figure) -> str:
    """What an authority's return left out of a figure, or why it does not give one."""
    said = " ".join(figure.left_out)
    if said and not figure.symbol:
        said = message("writing.left_out", said=said)
    return f" {said}" if said else ""


def how(figure: Figure) -> str:
    """What kind of figure it is: ``mean rate of 10``, ``change in count since 31 March 2015``,
    ``difference in rate from Leeds``.
    """
    if figure.measure is Measure.CHANGE and not figure.derived_from:
        return message("writing.ordinary_change")
    if figure.measure is Measure.CHANGE:
        other, relative = figure.derived_from[-1], "relative " if figure.relative else ""
        if _what(other) != _what(figure):
            return f"{relative}difference in {figure.basis.value} from {lower_first(other.label)}"
        if other.area.code != figure.area.code:
            return f"{relative}difference in {figure.basis.value} from {other.area.in_name}"
        return (
            f"{relative}change in {figure.basis.value} since "
            f"{other.indicator.period(other.year).noun}"
        )
    if figure.measure is Measure.RANK:
        return f"rank by {figure.basis.value} of {figure.of}"
    if figure.measure in (Measure.MEAN, Measure.MEDIAN):
        return f"{figure.measure.value} {figure.basis.value} of {figure.of}"
    if figure.measure is Measure.RATIO and figure.whole is not None:
        return f"for every 100 {figure.whole.many}"
    if figure.measure is Measure.PERCENTAGE and _is_of_another(figure):
        return f"percentage of {figure.derived_from[-1].indicator.many}"
    if figure.measure is Measure.ONE_IN:
        return message("writing.one_in")
    return figure.measure.value


def _what(figure: Figure) -> tuple[str, str]:
    return figure.indicator.id, figure.category.id if figure.category else ""


def _is_of_another(figure: Figure) -> bool:
    """Whether a percentage is of what the indicator's own percentages are not of."""
    if len(figure.derived_from) != 2 or figure.whole is None:
        return False
    own = figure.indicator.measures.get(Measure.PERCENTAGE)
    whole = figure.derived_from[-1].indicator.id
    return whole == figure.whole.id and (own is None or own.of != whole)


def _worked_out(figure: Figure) -> str:
    if not figure.derived_from:
        return ""
    if figure.numerator is not None and figure.denominator is not None:
        over = f"{written(figure.numerator, 0)} of {written(figure.denominator, 0)}"
        which = "the first" if figure.basis is Measure.RATE else "both"
        rounded = message("writing.rounded", which=which) if figure.approximate else ""
        return f" (worked out: {over}{rounded})"
    return " (worked out)"


def figure_records(ledger: Ledger) -> list[dict[str, Any]]:
    """The figure objects of the contract, in the order of their marks; several may have one
    mark.
    """
    ledger.complete()
    return [figure_record(mark, figure, ledger) for mark, figure in ledger.marked()]


def figure_record(mark: int, figure: Figure, ledger: Ledger | None = None) -> dict[str, Any]:
    """One figure object: the names and order of its fields are a contract with other programs."""
    inputs = (
        []
        if ledger is None
        else [m for source in figure.derived_from if (m := ledger.mark(source))]
    )
    return {"mark": mark, **figure.to_dict(), "derived_from": inputs}
