"""Answers: a question -> a cited commentary, or an honest reason why there is none. The public verb of this wing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure, Text
from cin_narrative.claims.claims import Caveat, Gap
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE
from cin_narrative.errors import StoreFault, UnknownName
from cin_narrative.questions.composing import Composer
from cin_narrative.questions.conversation import Reading, context_of, understand
from cin_narrative.questions.editions import edition_of
from cin_narrative.questions.interpret import Understood
from cin_narrative.questions.model import Assistance, LanguageModel
from cin_narrative.questions.phrasing import phrase
from cin_narrative.questions.query import Query
from cin_narrative.questions.routing import Routed, read_parts, route
from cin_narrative.questions.sayings import note, quoted, why_not
from cin_narrative.questions.setting import Decline, Option, Setting, make_setting
from cin_narrative.questions.unsettled import unsettled
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph, figure_records

MOST_OPTIONS = 4
MOST_REPLAYED = 25  # earlier questions whose figures are brought before the disclosure door again


@dataclass(slots=True)
class Answer:
    """One answer. ``outcome`` is answered, choice_needed, not_held, refused or fault; ``query`` what was understood."""

    outcome: str
    commentary: Commentary
    query: Query | None = None
    options: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    assistance: Assistance | None = None  # what a language model did, where one was switched on

    @property
    def text(self) -> str:
        """The whole answer as plain text with marks."""
        return self.commentary.text

    def record(self, identity: object, question: str) -> dict[str, Any]:
        """One line of the contract with other programs: the names and order of the fields are fixed."""
        used = {"model": self.assistance.record()} if self.assistance is not None else {}
        return {
            "id": identity, "question": question, "outcome": self.outcome, "text": self.text,
            "figures": figure_records(self.commentary.figures, self.commentary.ledger),
            "query": self.query.record() if self.query else {}, "options": self.options, "notes": self.notes,
            **used,
        }  # fmt: skip


def answer(question: str, store: Store, catalogue: Catalogue, areas: Areas, home: str | None = None,
           history: Sequence[str] = (), release: str = LATEST, model: LanguageModel | None = None,
           audience: str = PUBLISHABLE) -> Answer:  # fmt: skip
    """Answer ``question`` as the last of a conversation; ``home`` is the authority meant by "our" (a name or a code).

    Never raises for any text: what goes wrong inside becomes the outcome ``fault``. Raises ``StoreFault`` where the store is damaged.
    A ``model`` is asked only about a question that the grammar could not settle, and what it says is a reading to confirm, with
    no figure. ``audience``: who may see an authority's own return.
    """
    setting = _setting(store, catalogue, areas, home)
    try:
        edition = edition_of(question, store, release)
        if edition.missing:
            return _plain("not_held", Decline("not_held", "release"), setting)
        before = [edition_of(str(asked), store, release) for asked in history]
        context, earlier = context_of([one.question for one in before], setting)
        reading = understand(edition.question, context, setting)
        desk = Desk(store, catalogue, areas, edition.releases[0], audience=audience)
        told = [desk.choosing(one) for one in dict.fromkeys(one for past in before for one in past.releases)]
        composer = Composer(setting, desk)
        _recall(composer, told, _touching(earlier, reading)[-MOST_REPLAYED:])
        found = _answered(reading, composer, [desk.choosing(one) for one in edition.releases], edition.named)
        if home and home.strip() and setting.home is None:  # never passed over in silence: "we" has no meaning then
            found.notes.append(str(UnknownName("area", home, areas.names)))
        return found if model is None else _read_again(question, found, reading, context, setting, model, home, release)
    except StoreFault:  # not the question's fault, nor a defect: the one clear line says what to do
        raise
    except Exception:  # the box must answer whatever is typed; a fault is said as such and is a defect to be mended
        return _plain("fault", Decline("fault", "fault"), setting)


def _read_again(question: str, found: Answer, reading: Reading, context: Query | None, setting: Setting, model: LanguageModel,
                home: str | None, release: str) -> Answer:  # fmt: skip
    """The answer with what the model did: its reading as a choice where the grammar had none, else the answer as it is."""
    found.assistance = Assistance()
    gap = unsettled(reading.parts, setting.catalogue) if reading.stopped is None else None
    if gap is None:
        return found

    def settled(own_words: str) -> tuple[Query | None, frozenset[Measure]]:
        said = answer(own_words, setting.store, setting.catalogue, setting.areas, home, (), release)
        if said.outcome != "answered" or not said.commentary.figures:
            return None, frozenset()
        return read_parts(understand(own_words, None, setting).parts), frozenset(figure.measure for figure in said.commentary.figures)

    routed = route(question, gap, context, setting, model, settled)
    return found if routed is None else _offered(routed, found)


def _offered(routed: Routed, found: Answer) -> Answer:
    if routed.option is None:
        found.notes.append(note("model_no_reading", given=routed.assistance.rejected))
        found.assistance = routed.assistance
        return found
    page = Commentary("")
    page.paragraphs.append(Paragraph("", note("reading", title=Text(routed.option.label.rstrip(".")), words=quoted(routed.words))))
    options = [*_options([routed.option]), *found.options][:MOST_OPTIONS]  # what the grammar offers stays on offer, after the reading
    return Answer("choice_needed", page, options=options, assistance=routed.assistance)


def phrased(found: Answer, areas: Areas, model: LanguageModel) -> Answer:
    """The same answer with its claims phrased by ``model``, or as it was with a line that says why. Its figures and marks stay."""
    if found.outcome != "answered":
        return found
    said = phrase(found.commentary, areas, model)
    notes = [*found.notes, said.note] if said.note else found.notes
    return replace(found, commentary=said.commentary, notes=notes, assistance=(found.assistance or Assistance()).beside(said.assistance))


@lru_cache(maxsize=64)
def _setting(store: Store, catalogue: Catalogue, areas: Areas, home: str | None) -> Setting:
    return make_setting(store, catalogue, areas, home)


def _plain(outcome: str, decline: Decline, setting: Setting) -> Answer:
    page = Commentary("")
    page.paragraphs.append(Paragraph("", why_not(decline, setting)))
    return Answer(outcome, page, options=_options(decline.options))


def _options(options: Sequence[Option]) -> list[dict[str, str]]:
    return [{"label": option.label, "question": option.question} for option in options[:MOST_OPTIONS]]


def _recall(composer: Composer, desks: Sequence[Desk], earlier: Sequence[Query]) -> None:
    """Bring what the conversation has shown, from whatever releases, before the disclosure door again."""
    for desk in desks:
        composer.desk = desk
        composer.replay(earlier)


def _answered(reading: Reading, composer: Composer, desks: Sequence[Desk], named: bool = False) -> Answer:
    """The answer from each desk in turn: one, but where a figure's releases are asked for. ``named`` where the release is to be said."""
    setting = composer.setting
    if reading.stopped is not None:
        return _plain(reading.stopped.outcome, reading.stopped, setting)
    if not reading.parts:
        return _plain("refused", Decline("refused", "nothing"), setting)
    declines: list[Decline] = []
    queries: list[Query] = []
    for desk in desks:
        composer.desk = desk
        if named:
            composer.name_release()
        _say_parts(composer, reading, queries, declines)
    composer.close()
    return _assembled(composer, declines, queries, setting)


def _say_parts(composer: Composer, reading: Reading, queries: list[Query], declines: list[Decline]) -> None:
    for part, held in reading.parts:
        composer.corrections(part)
        if isinstance(held, Decline):
            declines.append(held)
            continue
        said, missing = composer.say(held)
        queries += said
        declines += missing


def _weight(decline: Decline) -> int:
    """Of several reasons, the one to give: a topic that is not held, then a choice to be made, then anything else."""
    if decline.saying.startswith("topic_"):
        return 0
    return 1 if decline.outcome == "choice_needed" and decline.saying != "which_measure" else 2 if decline.outcome == "not_held" else 3


def _touching(earlier: Sequence[Query], reading: Reading) -> list[Query]:
    """The earlier queries about a place of this question: only together could they give away what is hidden."""
    now = {
        code
        for _, held in reading.parts
        if isinstance(held, Understood)
        for query in held.queries
        for place in query.places
        for code in place.codes
    }
    return [query for query in earlier if now & {code for place in query.places for code in place.codes}]


def _assembled(composer: Composer, declines: list[Decline], queries: list[Query], setting: Setting) -> Answer:
    page = composer.page
    if not declines and not page.text.strip():  # an answer is never silent
        return _plain("refused", Decline("refused", "nothing"), setting)
    if not declines:
        said = [claim for paragraph in page.paragraphs for claim in paragraph.claims if not isinstance(claim, Caveat)]
        nothing = all(isinstance(claim, Gap) for claim in said) and (bool(said) or composer.tells_of_no_place)
        return Answer("not_held" if nothing else "answered", page, queries[0] if queries else None, [], composer.notes, queries)
    if page.paragraphs and page.figures:
        for decline in declines[:MOST_OPTIONS]:
            page.paragraphs.append(Paragraph("", why_not(decline, setting)))
        return Answer("answered", page, queries[0], _options(declines[0].options), composer.notes, queries)
    chosen = min(declines, key=_weight)
    plain = _plain(chosen.outcome, chosen, setting)
    plain.notes = composer.notes
    if chosen.offer is not None and chosen.saying == "which_area":
        offered = Composer(setting, composer.desk)
        offered.say(Understood([chosen.offer]))
        offered.page.paragraphs = [*plain.commentary.paragraphs, *offered.page.paragraphs]
        plain.commentary = offered.page
    plain.query = queries[0] if queries else None
    return plain
