"""The second job of a model: join the claims of an answer or a section into one paragraph that reads more freely. On request only.

The model is given slots and never their values; what comes back is checked, and the slots are filled here. Any breach brings back the
text as it was, with a line that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cin_narrative.commentary.commentary import Commentary, Paragraph
from cin_narrative.commentary.sentences import sentences
from cin_narrative.commentary.words import SENTENCE_START
from cin_narrative.definitions.areas import Areas
from cin_narrative.errors import GuardBreach
from cin_narrative.questions.job_prompts import TEXT, prompt_for
from cin_narrative.questions.model import PHRASE, Assistance, LanguageModel, judged
from cin_narrative.questions.phrase_check import breach
from cin_narrative.questions.sayings import note
from cin_narrative.questions.slots import draft_of, filled, may_be_phrased

MOST_CLAIMS = 12
NOTHING = "nothing in it can be said in another way"


@dataclass(frozen=True, slots=True)
class Phrased:
    """The commentary to show: the model's paragraph in place of the claims it says, or the commentary as it was, with the line why."""

    commentary: Commentary
    assistance: Assistance
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A commentary cut in three: ``before``, the claims that go to the model, and what stays after them as it stands."""

    before: list[Paragraph]
    said: Paragraph
    after: list[Paragraph]


def phrase(commentary: Commentary, areas: Areas, model: LanguageModel) -> Phrased:
    """The commentary of one answer or one section, phrased by ``model``. Never raises; marks and figures are those of ``commentary``."""
    cut = _cut(commentary)
    if cut is None:
        return Phrased(commentary, Assistance(rejected=NOTHING), note("model_not_used", given=NOTHING))
    draft = draft_of(cut.said.claims, commentary.ledger, areas)
    job = prompt_for(PHRASE).as_job(draft.given, {})
    reply = model.reply(job)
    if reply.value is None:
        failed = judged(model, job, reply, "")
        return Phrased(commentary, Assistance(rejected=failed.refused, exchanges=(failed,)), note("model_failed", given=failed.refused))
    paragraph = _text_of(reply.value)
    reason = "it is not in the form asked for" if paragraph is None else breach(paragraph.strip(), draft, areas)
    exchange = judged(model, job, reply, reason)
    if paragraph is None or reason:
        return Phrased(commentary, Assistance(rejected=reason, exchanges=(exchange,)), note("model_not_used", given=reason))
    text = SENTENCE_START.sub(lambda match: match[0].upper(), filled(paragraph.strip(), draft.values))
    said = Paragraph(cut.said.heading, text, cut.said.claims)
    page = Commentary(commentary.title, [*cut.before, said, *cut.after], commentary.ledger)
    return Phrased(page, Assistance(phrased=True, exchanges=(exchange,)))


def _text_of(value: Mapping[str, object]) -> str | None:
    """The paragraph of a reply that has this field and no other, and a text in it."""
    fields = prompt_for(PHRASE).schema
    if set(value) != set(fields):
        return None
    name = next(name for name, kind in fields.items() if kind == TEXT)
    found = value[name]
    return found if isinstance(found, str) and found.strip() else None


def _cut(commentary: Commentary) -> _Cut | None:
    """The first claims of the first paragraph that has any: as many in a row as may be phrased."""
    paragraphs = commentary.paragraphs
    at = next((place for place, paragraph in enumerate(paragraphs) if paragraph.claims), None)
    if at is None:
        return None
    whole = paragraphs[at]
    count = next((place for place, claim in enumerate(whole.claims) if not may_be_phrased(claim)), len(whole.claims))
    try:
        if sentences(whole.claims, commentary.ledger) != whole.text:
            return None
        rest = sentences(whole.claims[min(count, MOST_CLAIMS) :], commentary.ledger)
    except (GuardBreach, TypeError):
        return None
    kept = whole.claims[: min(count, MOST_CLAIMS)]
    left = [Paragraph("", rest, whole.claims[len(kept) :])] if rest else []
    return _Cut(paragraphs[:at], Paragraph(whole.heading, "", kept), [*left, *paragraphs[at + 1 :]]) if kept else None
