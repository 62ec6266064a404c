"""The second job of a model: join the claims of an answer or a section into one paragraph that
reads more freely. On request only.

The model is given slots and never their values; what comes back is checked, and the slots are
filled here. Any breach brings back the text as it was, with a line that says so.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cin_narrative.catalogue.areas import Areas
from cin_narrative.claims.claims import Claim
from cin_narrative.errors import GuardBreach
from cin_narrative.messages import message
from cin_narrative.models.job_prompts import TEXT, prompt_for
from cin_narrative.models.model import PHRASE, Assistance, LanguageModel, judged
from cin_narrative.models.phrase_check import breach
from cin_narrative.models.slots import draft_of, filled, may_be_phrased
from cin_narrative.resources import resource
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.render import capitalised, render
from cin_narrative.writing.sentences import sentences

MOST_CLAIMS = 12
FOLDER = resource("prompts", "question")
NOTHING = message("models.nothing_to_phrase")


@dataclass(frozen=True, slots=True)
class Phrased:
    """The commentary to show: the model's paragraph in place of the claims it says, or the
    commentary as it was, with the line why."""

    commentary: Commentary
    assistance: Assistance
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A commentary cut in three: ``before``, the claims that go to the model, and what stays after
    them as it stands."""

    before: list[Paragraph]
    said: Paragraph
    after: list[Paragraph]


def _said(line: str, why: str) -> str:
    """What is said where a model's wording is not used (prompts/question/model.j2)."""
    return render("model", {"said": line, "given": why}, FOLDER)


def phrase(commentary: Commentary, areas: Areas, model: LanguageModel) -> Phrased:
    """The commentary of one answer or one section, phrased by ``model``. Never raises; marks and
    figures are those of ``commentary``."""
    cut = _cut(commentary)
    if cut is None:
        return Phrased(commentary, Assistance(rejected=NOTHING), _said("not_used", NOTHING))
    draft = draft_of(cut.said.claims, commentary.ledger, areas)
    job = prompt_for(PHRASE).as_job(draft.given)
    reply = model.reply(job)
    if reply.value is None:
        failed = judged(model, job, reply, "")
        return Phrased(
            commentary,
            Assistance(rejected=failed.refused, exchanges=(failed,)),
            _said("failed", failed.refused),
        )
    paragraph = _text_of(reply.value)
    reason = message("models.wrong_form") if paragraph is None else breach(paragraph, draft, areas)
    exchange = judged(model, job, reply, reason)
    if paragraph is None or reason:
        return Phrased(
            commentary,
            Assistance(rejected=reason, exchanges=(exchange,)),
            _said("not_used", reason),
        )
    text = capitalised(filled(paragraph, draft.values))
    said = Paragraph(cut.said.heading, text, cut.said.claims)
    page = replace(
        commentary, paragraphs=[*cut.before, said, *cut.after]
    )  # with all that it is marked as, "internal" too
    return Phrased(page, Assistance(phrased=True, exchanges=(exchange,)))


def is_phrasable(commentary: Commentary) -> bool:
    """Whether there is anything in it that a model may be asked to phrase."""
    return _cut(commentary) is not None


def _text_of(value: Mapping[str, object]) -> str | None:
    """The paragraph of a reply that has the form asked for."""
    prompt = prompt_for(PHRASE)
    if not prompt.fits(value):
        return None
    return (
        str(value[next(name for name, kind in prompt.schema.items() if kind == TEXT)]).strip()
        or None
    )


def _cut(commentary: Commentary) -> _Cut | None:
    """The paragraphs under the first heading that has claims, as far as they may be phrased and are
    not too many for one paragraph."""
    paragraphs = commentary.paragraphs
    at = next((place for place, paragraph in enumerate(paragraphs) if paragraph.claims), None)
    if at is None:
        return None
    first, end = paragraphs[at], at + 1
    kept = _phrasable(first.claims)[:MOST_CLAIMS]
    for paragraph in paragraphs[end:] if kept == first.claims else ():
        if not _goes_on(paragraph, first, kept):
            break
        kept, end = (*kept, *paragraph.claims), end + 1
    try:
        if any(sentences(one.claims, commentary.ledger) != one.text for one in paragraphs[at:end]):
            return None
        left = first.claims[len(kept) :]
        rest = [Paragraph(first.heading, sentences(left, commentary.ledger), left)] if left else []
    except (GuardBreach, TypeError):
        return None
    return (
        _Cut(paragraphs[:at], Paragraph(first.heading, "", kept), [*rest, *paragraphs[end:]])
        if kept
        else None
    )


def _phrasable(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(itertools.takewhile(may_be_phrased, claims))


def _goes_on(paragraph: Paragraph, first: Paragraph, kept: tuple[Claim, ...]) -> bool:
    """Whether the whole of the paragraph may be said with those before it."""
    fits = 0 < len(paragraph.claims) <= MOST_CLAIMS - len(kept)
    return (
        fits
        and paragraph.heading == first.heading
        and _phrasable(paragraph.claims) == paragraph.claims
    )
