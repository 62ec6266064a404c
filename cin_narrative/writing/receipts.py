"""Receipts: everything that stands behind one mark, in words, ready to be shown by any screen or
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import DECIMALS, RATE_PER, Catalogue, Measure
from cin_narrative.catalogue.rounding import half_up, ratio, written
from cin_narrative.claims.claims import Change, Claim, Comparison, Judgement, Trend
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message, words
from cin_narrative.store.observations import Symbol
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, how, source_line
from cin_narrative.writing.phrases import PER, reason

MEANING: Mapping[Symbol, str] = {
    Symbol(symbol): meaning for symbol, meaning in words("writing.symbols").items()
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands behind one mark: labelled lines, the reasons for words that rest on it, and the
    figures beneath it.

    ``inputs`` are the marks of the figures it was worked out from, each with its source line. Of a
    mark that opens several figures, ``parts`` are their receipts, and the rest is empty.
    """

    mark: int
    title: str
    lines: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    inputs: tuple[tuple[int, str], ...]
    parts: tuple[Receipt, ...] = ()


def receipts(
    commentary: Commentary,
    claims: Iterable[Claim],
    marks: Iterable[int],
    store: Store,
    catalogue: Catalogue,
) -> list[Receipt]:
    """The receipts of ``marks`` and of every figure that these were worked out from, by mark."""
    ledger = commentary.ledger
    ledger.complete()
    wanted, queue = set[int](), list(marks)
    while queue:
        mark = queue.pop()
        if mark not in wanted:
            wanted.add(mark)
            queue += [one for figure in ledger.at(mark) for one in _inputs(commentary, figure)]
    reasons = _reasons(claims)

    def opened(mark: int) -> Receipt:
        parts = [
            _receipt(commentary, mark, figure, reasons, store, catalogue)
            for figure in ledger.at(mark)
        ]
        title = message("writing.several_figures", count=len(parts))
        return parts[0] if len(parts) == 1 else Receipt(mark, title, (), (), (), tuple(parts))

    return [opened(mark) for mark in sorted(wanted)]


def _inputs(commentary: Commentary, figure: Figure) -> list[int]:
    found = (commentary.ledger.mark(source) for source in figure.derived_from)
    return list(dict.fromkeys(mark for mark in found if mark is not None))


def _judgements(claim: Claim) -> Iterator[tuple[Judgement, Figure]]:
    """Each judgement of a claim, with each figure whose receipt should give its reason."""
    if isinstance(claim, Comparison):
        for against in claim.against:
            yield against.judgement, against.figure
            yield against.judgement, claim.figure
    for change in _changes(claim):
        for figure in (change.later, change.earlier, change.difference, change.relative):
            if figure is not None:
                yield change.judgement, figure


def _changes(claim: Claim) -> list[Change]:
    if isinstance(claim, Change):
        return [claim]
    return [claim.change] if isinstance(claim, Trend) and claim.change else []


def _reasons(claims: Iterable[Claim]) -> dict[tuple[object, ...], list[str]]:
    """Figure's key -> why the words that rest on it were chosen, each once."""
    found: dict[tuple[object, ...], dict[str, None]] = {}
    for claim in claims:
        for judgement, figure in _judgements(claim):
            found.setdefault(figure.key, {})[_why(judgement)] = None
    return {key: list(reasons) for key, reasons in found.items()}


def _receipt(
    commentary: Commentary,
    mark: int,
    figure: Figure,
    reasons: Mapping[tuple[object, ...], list[str]],
    store: Store,
    catalogue: Catalogue,
) -> Receipt:
    why = reasons.get(figure.key, ())
    at = commentary.ledger.at
    inputs = tuple(
        (number, source_line(number, at(number)[0])) for number in _inputs(commentary, figure)
    )
    return Receipt(
        mark, str(figure.label), tuple(_lines(figure, store, catalogue)), tuple(why), inputs
    )


def _why(judgement: Judgement) -> str:
    value, other = judgement.value, judgement.other
    beside = (
        other.indicator.period(other.year).noun
        if value.area.code == other.area.code
        else str(other.area.in_name)
    )
    return f"Beside {beside}: {reason(judgement)}"


def _lines(figure: Figure, store: Store, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    symbol = f": {MEANING[figure.symbol]}" if figure.symbol else ""
    yield "Figure", f"{figure.shown}{symbol}"
    yield "Measure", _measure(figure)
    yield (
        "Area",
        f"{figure.area.name} ({figure.area.ons_code})"
        if figure.area.level != "neighbours"
        else str(figure.area.name),
    )
    yield "Period", figure.indicator.period(figure.year).noun
    yield from _fraction(figure, catalogue)
    yield (
        "Release",
        " and ".join(
            store.releases[name].label if name in store.releases else name
            for name in figure.release.split(" and ")
        ),
    )
    yield "File", _place(figure)
    if figure.citation:
        yield "Read from", figure.citation
    if figure.left_out:
        label = "Why" if figure.symbol else message("writing.left_out_label")
        yield label, " ".join(figure.left_out)
    if figure.doubts:
        yield "In doubt", " ".join(figure.doubts)
    if figure.derived_from:
        yield (
            "Worked out",
            message("writing.worked_out_rounded" if figure.approximate else "writing.worked_out"),
        )
    yield "Definition", str(figure.indicator.definition)
    yield "Rule", str(figure.indicator.rule)


def _measure(figure: Figure) -> str:
    kind = how(figure)
    return (
        f"{kind}, {PER}"
        if figure.basis is Measure.RATE
        and figure.measure is not Measure.RANK
        and not figure.relative
        else kind
    )


def _fraction(figure: Figure, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Numerator and denominator, named, where both may be shown."""
    if figure.numerator is None or figure.denominator is None:
        return
    of = (
        catalogue.population
        if figure.basis is Measure.RATE
        else figure.whole.id
        if figure.whole
        else ""
    )
    category = f": {figure.category.label}" if figure.category else ""
    yield "Numerator", f"{written(figure.numerator, 0)} {figure.indicator.many}{category}"
    if of:
        yield "Denominator", f"{written(figure.denominator, 0)} {catalogue[of].many}"
    per = RATE_PER if figure.basis is Measure.RATE else 100
    given = ratio(figure.numerator, figure.denominator, per)
    if (
        given is None
        or figure.value is None
        or half_up(given, DECIMALS[figure.basis]) != figure.value
    ):
        yield "As printed", message("writing.as_printed")


def _place(figure: Figure) -> str:
    row = f", row {figure.row:,}" if figure.row is not None else ""
    column = f", column {figure.column}" if figure.column else ""
    return f"{figure.source}{row}{column}"
