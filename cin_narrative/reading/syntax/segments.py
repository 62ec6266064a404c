"""A sentence in, the segments that marks and conjunctions cut it into out, and what each does.

A segment asks, or is beside the question where its grammar proves so (disjuncts.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.clauses import ORDERS
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.syntax.clause_boundaries import joints
from cin_narrative.reading.syntax.clauses import Parsed, parsed
from cin_narrative.reading.syntax.coordination import is_listed
from cin_narrative.reading.syntax.disjuncts import (
    LIMITING,
    chooses,
    is_idle,
    is_of_answer,
    is_of_reader,
    is_own,
    is_spoken,
)
from cin_narrative.reading.syntax.frames import FIGURES, is_document, is_figure, is_placed_figure
from cin_narrative.reading.syntax.matrix_clause import GOVERNING
from cin_narrative.reading.syntax.words import Word, tagged, unread
from cin_narrative.reading.words.closed_classes import DETERMINERS, FUNCTION, SECOND, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import stem

Part = tuple[int, int]
OBJECTS, WEAK = words_of("syntax_segments.objects"), words_of("syntax_segments.weak")
FIGURED = words_of("syntax_segments.figured")
OPERATING = {*FIGURED, "trend", "rank"}
WORDS_OF_DEGREE = ("higher", "lower", "better", "worse")
RANKED = ("rank", "superlative", "trend", "breakdown", "each")
BOTHERING = words_of("syntax_scope.bothering")
CONDITIONS = words_of("syntax_segments.conditions")
SUFFICING = words_of("syntax_segments.sufficing")
OPENED = words_of("syntax_segments.opened")
CALLS, LONGEST_CALL = words_of("syntax_segments.calls"), 7  # "Dear FOI team,"
MARKS = frozenset(",-:;()")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a part of one, with its grammar."""

    spans: Spans
    part: Part
    words: tuple[Word, ...]
    parsed: Parsed
    lexicon: Lexicon

    @classmethod
    def of(cls, spans: Spans, part: Part, lexicon: Lexicon) -> Segment:
        """A sentence."""
        words = tagged(spans, *part)
        return cls(spans, part, words, parsed(words), lexicon)

    def pieces(self) -> Iterator[Segment]:
        """The sentence cut at its marks, each with the piece before it, and where a clause of the
        asker's own begins."""
        start, end = self.part
        listed = {i for at in range(start, end) for i in range(at, at + marker(self.spans, at))}
        cuts = {
            i + 1
            for i in range(start, end)
            if self.spans.tokens[i].text in MARKS
            and i not in listed
            and not is_listed(self.spans, i)
        }
        cuts |= {i for i in joints(self.words) if start < i < end}
        for first, last in pairwise(sorted({start, *cuts, end})):
            words = tuple(word for word in self.words if first <= word.token < last)
            yield Segment(self.spans, (first, last), words, parsed(words), self.lexicon)

    def holds(self, one: Stretch) -> bool:
        """Whether a stretch stands in it."""
        return self.part[0] <= one.start and one.end <= self.part[1]

    def has(self, *kinds: str) -> bool:
        """Whether an operator's cue of some kinds stands in it."""
        return any(self.holds(one) and one.kind in kinds for one in self.spans.cues)

    @property
    def terms(self) -> set[str]:
        """The things counted that are named in it."""
        inside = [one for one in self.spans.terms if self.holds(one)]
        return {one.name for one in inside if one.name in self.lexicon.things}

    @property
    def says(self) -> bool:
        """Whether something of the field is named in it: a thing, a category, or a quality of what
        its subject is."""
        subject = {word.token for word in self.parsed.subject} or set(range(*self.part))
        if any(self.holds(one) for one in self.spans.parts) or self.terms - {"again"}:
            return True
        terms = [one for one in self.spans.terms if one.name[0] != "=" and self.holds(one)]
        return any(one.start in subject for one in terms if one.name != "service")

    @property
    def names_a_part(self) -> bool:
        """Whether a category is named in it, which what is asked may mean by "it"."""
        return any(self.holds(one) for one in self.spans.parts)

    def stands_apart(self) -> bool:
        """Whether nothing but "and" or "so" ties it to the rest of its sentence."""
        texts = " ".join(self.parsed.texts).replace("one of them", "")  # "we are one of them"
        tied = {"them", "they", "those", "these"} & set(texts.split())
        joined = self.parsed.words[0].has("CJS", "CJT") or self.parsed.subordinator not in (
            "",
            "so",
        )
        return not (tied or joined)

    @property
    def names_its_own(self) -> bool:
        """Whether it names what it counts, and not only children, cases or plans."""
        return bool(self.terms - WEAK) or len(self.terms & {"protection", "plan"}) > 1

    @property
    def points_back(self) -> bool:
        """Whether "it" or "them" stands in it as the object of a verb."""
        return any(
            word.text in OBJECTS and self.words[at - 1].has("VV", "PRP", "PRF")
            for at, word in enumerate(self.words)
            if at
        )

    @property
    def puts_a_condition(self) -> bool:
        """Whether it says when something holds: of an order or a clause of the asker's own, "if any
        of this is exempt", "should a limit apply"."""
        put = self.parsed.mood == "question" and self.parsed.texts[0] in ("should", "had", "were")
        return put or (self.parsed.subordinator in CONDITIONS and not self._is_limited)

    @property
    def _is_limited(self) -> bool:
        """ "Only | if it was ..."."""
        return self.part[0] > 0 and self.spans.tokens[self.part[0] - 1].text in LIMITING

    @property
    def asks(self) -> bool:
        """Whether it asks: it is put as a question or an order, or names what is counted."""
        mood, texts, terms = self.parsed.mood, self.parsed.texts, self.terms
        if terms == {"child"} and mood == "statement" and self.parsed.words[0].has("DPS"):
            return False  # "my children are grown up now"
        if not texts or self._is_wish() or is_document(self.parsed):
            return False
        said = any(self.holds(one) for one in self.spans.said)
        if self.puts_a_condition and not (terms or said):
            return False
        if mood == "question" and not self._is_of_the_reader(said):
            return texts[0] != "where" or texts[1:2] == [] or texts[1] not in DETERMINERS
        if texts[0] in ORDERS and mood != "statement":
            return bool(terms) or said or self.has("metric", *FIGURED, *RANKED)
        if mood == "phrase" and texts[0] == "no":
            return False  # "no need for the history"
        if any(one == "how" and two in ("many", "much") for one, two in pairwise(texts)):
            return not self._describes()
        if self._only_reports():
            return False
        if self._names_a_metric() or (terms and self.has(*FIGURED)):
            return True
        if self.has(*RANKED) and not unread(self.spans, self.part):
            return True
        named = self.names_its_own
        own = mood == "statement" and (is_own(self.parsed) or is_of_answer(self.parsed))
        things = bool(terms - {"again"})
        return (named and not own) or (things and (chooses(self.parsed) or mood == "order"))

    def _describes(self) -> bool:
        """Whether the asker says what a text of theirs does: "here I describe how many leave"."""
        own = {"i", "we"} & {word.text for word in self.parsed.subject[-1:]}
        verb = self.parsed.predicate[:1]
        present = bool(verb) and verb[0].has("VVB") and verb[0].text not in GOVERNING
        return self.parsed.mood == "statement" and bool(own) and present

    def _is_wish(self) -> bool:
        """Whether it says only what figure is wanted: "percentages would help", "three percentages
        with a sentence underneath will be enough"."""
        if self.parsed.mood != "statement" or self.terms:
            return False
        verb, spans = self.parsed.predicate[0], self.spans
        taken: list[Stretch] = [*spans.cues, *spans.periods]
        read = {i for one in taken for i in range(one.start, one.end)}
        subject = [one for one in self.parsed.subject if one.text not in FUNCTION]
        figure = is_figure(self.parsed.subject) or (
            bool(subject) and all(one.token in read or stem(one.text) in FIGURES for one in subject)
        )
        stated = any(one.has("CRD") for one in self.parsed.predicate)
        placed = any(self.holds(one) for one in spans.places)
        cues = (one for one in spans.cues if self.holds(one) and one.kind in FIGURED)
        operates = any(one.start > verb.token for one in cues)
        wished = (verb.has("VM", "VB") and not operates) or verb.text in SUFFICING
        return figure and wished and not (placed or stated)

    def _names_a_metric(self) -> bool:
        """Whether a metric is named in it, not a verb of its form: "number your answers"."""
        verbs = {word.token for word in self.words if word.has("VV")}
        return any(
            self.holds(one) and one.kind == "metric" and one.start not in verbs
            for one in self.spans.cues
        )

    @property
    def names_in_full(self) -> bool:
        """Whether a question names more than children or cases: "how many children were boys"."""
        more = bool(self.terms - {"child", "case"}) or (bool(self.terms) and self.names_a_part)
        return more and self.parsed.mood == "question"

    def is_heading(self) -> bool:
        """Whether it only announces what comes: "three numbers for my one-to-one:"."""
        said = any(self.holds(one) for one in self.spans.said)
        frame = is_idle(self.parsed, before=True, said=False)
        return self.parsed.mood == "phrase" and not (self.terms or said or self.says) and frame

    def _is_of_the_reader(self, said: bool) -> bool:
        """ "Could you help?", but not "could you give me Oldham's total for 2023?"."""
        return is_of_reader(self.parsed) and not said and not self.terms and not self.has("metric")

    def _only_reports(self) -> bool:
        """Whether it tells what somebody said, with no figure, year or direction to be confirmed:
        "a resident said that cases drag on"."""
        if self.parsed.mood != "statement" or not SAYING & set(self.parsed.verbs[:1]):
            return False
        stated = any(whole(self.spans.tokens, i)[0] is not None for i in range(*self.part))
        dated = any(self.holds(one) for one in self.spans.periods)
        figured = {"metric", *FIGURED, *RANKED} - {"streak", "rank"}  # "for ever" claims no run
        return not (stated or dated or self.has(*figured))

    def is_of_others(self) -> bool:
        """Whether its subject is neither the asker nor a place nor who counts."""
        counting = {one.start for one in self.spans.terms if one.name in ("service", "authority")}
        counting |= {one.start for one in self.spans.places}
        theirs = not counting & {word.token for word in self.parsed.subject}
        said = is_own(self.parsed) or is_of_answer(self.parsed)
        return self.parsed.mood == "statement" and theirs and not said

    def is_aside(self, *, before: bool, attached: bool = False) -> bool:
        """Whether it is beside the question; ``attached``: it is a part of a sentence that asks."""
        if not self.parsed.texts:  # "good morning", "thanks"
            return any(not word.has("PUN") for word in self.words)
        thanked = self.words[0].text in OPENED and not all(
            one.has("PUN") for one in self.words[1:2]
        )
        if thanked and not self.terms and not chooses(self.parsed):
            return True  # "thank you for your email", "sorry if this is basic"
        if before and self.words[0].text in CALLS and len(self.words) < LONGEST_CALL:
            return not self.terms
        if self._only_reports() and not attached:
            return not chooses(self.parsed)
        placed = any(self.holds(one) for one in self.spans.places) or any(
            self.holds(one) and one.meaning.form != "recent" for one in self.spans.periods
        )
        operates = placed and any(
            self.holds(one) and one.kind in OPERATING and one.cue.value not in WORDS_OF_DEGREE
            for one in self.spans.cues
        )
        named = self.terms - ({"review"} if before and not attached else WEAK)
        confirms = self.parsed.mood == "question" and self.has("claim")
        spoken = self.names_a_part and is_spoken(self.parsed)  # "girls query: how many"
        spoken = spoken or (attached and not before and is_placed_figure(self.words))
        if operates or confirms or spoken or self.parsed.texts[0] == "same":
            return False
        if named and not is_of_answer(self.parsed):
            return False
        if not is_idle(self.parsed, before=before, said=self.says):
            return False
        return not attached or self._is_apart()

    def _is_apart(self) -> bool:
        """Whether a part of a sentence says nothing of what the rest counts, nor when or where it
        is ("since we moved", "where we visit")."""
        if self._is_limited or self.parsed.mood not in ("statement", "elliptic"):
            return not self._is_limited
        if self.parsed.subordinator == "so" and is_own(self.parsed):
            return True
        if {"them", "they", "those", "these"} & set(self.parsed.texts):
            return False
        joint, past = self.parsed.subordinator, any(one.has("VVD") for one in self.parsed.predicate)
        mine = joint in ("when", "while") and [word.text for word in self.parsed.subject] == ["i"]
        if mine:  # "when I was first elected"
            return True
        if joint in ("when", "where", "while", "whilst") or (joint == "since" and past):
            return False
        if joint == "if" and set(self.parsed.texts) & (SECOND | BOTHERING):
            return True
        if joint in ("because", "as", "since") and set(self.parsed.verbs[:1]) & (
            GOVERNING | SAYING
        ):
            return True  # "because the leader has asked"
        return not joint or is_own(self.parsed) or is_of_answer(self.parsed)
