"""The writing rules as checks: thirty rules from the guides of the ONS, the Analysis Function and
DfE, for text we write and text people type.

``check_style`` looks at one text, ``check_page`` at a whole page. What a text alone cannot show is
checked where it is known; ``load_rules`` says of every rule what holds it, and why it is waived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.claims.claims import (
    Caveat,
    Claim,
    Comparison,
    History,
    Meaning,
)
from cin_narrative.claims.message import Ask, Barred, Lead, MainClaim
from cin_narrative.messages import message
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.phrases import PER
from cin_narrative.writing.style.lexicon import lexicon_findings
from cin_narrative.writing.style.rules import (
    BRIEF_WORDS,
    HEADING_WORDS,
    HEADLINE_WORDS,
    LEAD_WORDS,
    LONG_NAMES,
    MAIN_FIGURES,
    MAIN_WAIVED,
    MAIN_WORDS,
    MOST_MESSAGES,
    SENTENCE_WORDS,
    load_rules,
)
from cin_narrative.writing.style.text import Finding, TextKind, Unmarked, sentences, unmarked
from cin_narrative.writing.style.text_checks import CHECKS

__all__ = ["Finding", "TextKind", "check_page", "check_style", "load_rules"]


def check_style(
    text: str, kind: TextKind = TextKind.SENTENCES, typed: bool = True
) -> list[Finding]:
    """What in ``text`` breaks the rules, in the order of the text. Marks such as `` [12]`` are not
    looked at.

    ``typed``: a person wrote it, and what is found is a warning; text of our own is held to a few
    rules more (a number without a mark) and to none that judge meaning we already know. Never
    raises for any text.
    """
    bare = unmarked(text)
    found = [*lexicon_findings(bare, kind, typed), *_lengths(bare, kind, typed)]
    for check in CHECKS:
        found += check(bare, kind, typed)
    return sorted(set(found), key=lambda finding: (finding.start, finding.rule, finding.found))


def check_page(page: Commentary, brief: bool = False) -> list[Finding]:
    """What in a page of ours breaks the rules: every paragraph by its kind, then what only the
    whole page can show.
    """
    found: list[Finding] = []
    for paragraph in page.paragraphs:
        waived = MAIN_WAIVED if _in_main_part(paragraph) else frozenset()
        for kind, text in _texts(paragraph):
            found += [one for one in check_style(text, kind, typed=False) if one.rule not in waived]
        found += check_style(paragraph.heading, TextKind.HEADING, typed=False)
    return [*found, *_page_findings(page, brief)]


def _texts(paragraph: Paragraph) -> Iterator[tuple[TextKind, str]]:
    """The paragraph's text by kind: reviewed notes and definitions apart from what the
    claims say.
    """
    rest = paragraph.text
    for claim in paragraph.claims:
        reviewed = _reviewed(claim)
        if reviewed and reviewed in rest:
            rest = rest.replace(reviewed, "", 1)
            yield TextKind.NOTE, reviewed
    kind = TextKind.SENTENCES
    if any(isinstance(claim, Ask) for claim in paragraph.claims):
        kind = (
            TextKind.NOTE
        )  # a question asks whether practice or recording lies behind a figure: that is its purpose
    if rest.strip():
        yield kind, " ".join(rest.split())


def _reviewed(claim: Claim) -> str:
    if isinstance(claim, Caveat | Barred) and claim.note is not None:
        return str(claim.note.text)
    if isinstance(claim, Meaning):
        indicator = claim.indicator
        title = f"{indicator.title}: " if claim.titled else ""
        return " ".join(filter(None, (f"{title}{indicator.definition}", str(indicator.why or ""))))
    return ""


def _lengths(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rules 2, 4 and 6: words to a sentence and a heading. Lists are waived: their length is that
    of what they list.
    """
    limit = {TextKind.HEADLINE: HEADLINE_WORDS, TextKind.HEADING: HEADING_WORDS}.get(
        kind, SENTENCE_WORDS
    )
    limit += 0 if typed or kind is TextKind.HEADING else LONG_NAMES
    if kind is TextKind.NOTE and not typed:
        return
    for start, sentence in sentences(bare.text):
        words = sentence.counted_words
        if words > limit and not sentence.is_list:
            rule = {TextKind.HEADLINE: 2, TextKind.HEADING: 6}.get(kind, 4)
            yield bare.finding(
                rule,
                start,
                start + len(sentence.text),
                message("writing.sentence_too_long", words=words, limit=limit),
            )
    if kind is TextKind.HEADING and bare.text.endswith("."):
        yield bare.finding(6, 0, len(bare.text), message("writing.heading_with_stop"))
    if kind is TextKind.HEADLINE and sum(1 for _ in sentences(bare.text)) > 1:
        yield bare.finding(2, 0, len(bare.text), message("writing.headline_of_two"))


def _page_findings(page: Commentary, brief: bool) -> Iterator[Finding]:
    messages = [
        paragraph
        for paragraph in page.paragraphs
        if any(isinstance(claim, Lead) for claim in paragraph.claims)
    ]
    if len(messages) > MOST_MESSAGES:
        yield Finding(
            1, f"{len(messages)} messages", 0, message("writing.most_messages", limit=MOST_MESSAGES)
        )
    for paragraph in messages:
        lead = unmarked(paragraph.text[: paragraph.lead]).text
        if len(lead.split()) > LEAD_WORDS:
            yield Finding(2, lead, 0, message("writing.lead_too_long", limit=LEAD_WORDS))
    for paragraph in page.paragraphs:
        if _in_main_part(paragraph):
            yield from _main_findings(paragraph)
    for claim in _claims(page.paragraphs):
        if isinstance(claim, Comparison) and any(
            one.figure.area.code == claim.figure.area.code for one in claim.against
        ):
            yield Finding(19, str(claim.figure.label), 0, message("writing.compared_with_itself"))
        if isinstance(claim, History) and any(figure.value is None for figure in claim.figures):
            yield Finding(
                28,
                str(claim.figures[-1].label),
                0,
                message("writing.history_across_gap"),
            )
    words = sum(len(unmarked(paragraph.text).text.split()) for paragraph in page.paragraphs)
    if brief and words > BRIEF_WORDS:
        yield Finding(4, f"{words} words", 0, message("writing.brief_too_long", limit=BRIEF_WORDS))
    if any("rate of" in paragraph.text for paragraph in page.paragraphs) and PER not in page.text:
        yield Finding(
            22,
            "rate of",
            0,
            message("writing.rates_without_denominator", per=PER),
        )


def _in_main_part(paragraph: Paragraph) -> bool:
    return any(
        isinstance(claim, MainClaim) and not isinstance(claim, Ask | Barred)
        for claim in paragraph.claims
    )


def _main_findings(paragraph: Paragraph) -> Iterator[Finding]:
    """What a sentence of the main part may hold: so many words, and so many figures."""
    bare = unmarked(paragraph.text)
    for start, sentence in sentences(bare.text):
        place = bare.places[start]
        end = bare.places[min(start + len(sentence.text), len(bare.places)) - 1]
        figures = sum(place <= span.start <= end for span in paragraph.spans)
        if figures > MAIN_FIGURES:
            yield Finding(
                2,
                sentence.text[:80],
                place,
                message("writing.main_figures", figures=figures, limit=MAIN_FIGURES),
            )
        if sentence.counted_words > MAIN_WORDS:
            yield Finding(
                4,
                sentence.text[:80],
                place,
                message("writing.main_words", limit=MAIN_WORDS),
            )


def _claims(paragraphs: Sequence[Paragraph]) -> Iterator[Claim]:
    return (claim for paragraph in paragraphs for claim in paragraph.claims)
