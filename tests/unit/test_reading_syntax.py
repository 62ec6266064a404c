"""The grammar of a sentence: words drawn by part of speech, in every position where they narrow what is counted, are never passed over; in
clauses of the asker's own they never narrow."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from cin_narrative.reading.contract import Reading, to_json
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.guards import IDENTITY
from cin_narrative.reading.quantities.dates import find_periods
from cin_narrative.reading.syntax.clauses import parsed
from cin_narrative.reading.syntax.frames import DAYS, DOCUMENTS, GROUPS, UTTERANCES
from cin_narrative.reading.syntax.verbs import ASKING, CHOOSING, HANDLING, TELLING, WANTING
from cin_narrative.reading.syntax.words import tagged
from cin_narrative.reading.words.closed_classes import FUNCTION, GREETING, POLITE
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import Spans, find_spans
from cin_narrative.reading.words.tokens import fold, stem, tokens_of

READER = Grammar()
ASKED = "How many referrals did Leeds have in 2022"
NARROWING = [
    f"{ASKED} from {{NN2}}?", f"{ASKED}, from {{NN2}}?", f"{ASKED} and they {{VVD}} a {{NN1}}?", f"{ASKED} and nobody {{VVD}} them?",
    f"{ASKED} that we {{VVD}} by {{NN1}}?", f"{ASKED} where we {{VVD}} the {{NN1}}?", f"{ASKED} since I {{VVD}} the {{NN1}}?",
    f"{ASKED} because the {{NN1}} {{VVD}} them?", f"{ASKED}, where the {{NN1}} was {{AJ0}}?", f"{ASKED} whose {{NN1}} is a {{NN1}}?",
    f"{ASKED}, all of them {{AJ0}}?", f"{ASKED}, by which I mean {{NN2}}?", f"{ASKED} as {{NN2}}?", f"{ASKED} for {{NN1}} reasons?",
    f"{ASKED} made by the {{NN1}}?", f"{ASKED} for children {{VVN}} by {{NN2}}?", f"{ASKED}? Those where the {{NN1}} was {{AJ0}}.",
    f"{ASKED}? Only if the {{NN1}} is {{AJ0}}.", f"{ASKED}? The children should have a {{NN1}}.", f"{ASKED}? We are only interested in {{NN2}}.",
    f"{ASKED}? I'm looking for {{NN2}}.", f"{ASKED}? I only care about {{NN2}}.", f"{ASKED}? Please exclude {{NN2}}.",
    f"{ASKED}? Don't count {{NN2}}.", f"{ASKED}? Leave out the {{NN2}}.", f"{ASKED}? Not the {{AJ0}} ones.", f"{ASKED}? {{AJ0}} children only.",
    f"{ASKED}? By that I mean {{NN2}}.", f"{ASKED}? Restrict it to {{NN2}}.", f"{ASKED}? {{NN2}} please.", f"{ASKED}? For {{NN2}}.",
    "How many {AJ0} referrals did Leeds have in 2022?", "How many referrals in Leeds in 2022 were {AJ0}?",
    "How many referrals ({AJ0} ones) did Leeds have in 2022?", "How many referrals, from {NN2}, did Leeds have in 2022?",
    "How many referrals in Leeds in 2022 {VVD} it with the {NN1}?", "How many children {VVG} with {NN2} were in need in Leeds in 2022?",
    f"We want {{NN2}} only. {ASKED}?", f"I'm only interested in {{NN2}}. {ASKED}?", f"{{NN2}}. {ASKED}?", "{AJ0} ones: how many referrals did Leeds have in 2022?",
    "Looking at {NN2}, how many referrals did Leeds have in 2022?", "If we only count {NN2}, how many referrals did Leeds have in 2022?",
    f"I want to know about {{NN2}}. {ASKED}?", "Please tell me for {AJ0} children how many referrals Leeds had in 2022.",
    "Could you tell me of the {NN2} how many referrals Leeds had in 2022?", "I need the {AJ0} {NN1} referrals figure for Leeds in 2022",
    "Please state the {AJ0} number of referrals in Leeds in 2022", "Show me {NN1} referrals in Leeds in 2022", "referrals {VVN} Leeds 2022",
    "referrals and {NN2} in Leeds 2022", "The {NN1} team covers Leeds. How many referrals did they have in 2022?",
]  # fmt: skip
BESIDE = [
    f"{ASKED}? Should any {{NN1}} be {{AJ0}}, please supply the rest.", f"{ASKED}? If the {{NN1}} is {{AJ0}} please let me know.",
    f"{ASKED}? We are writing a {{NN1}}.", f"{ASKED}? My {{NN1}} is {{AJ0}}.", f"{ASKED}? It goes into a {{NN1}}.", f"{ASKED}? It's for our {{NN1}}.",
    f"{ASKED}? I would be grateful for a prompt {{NN1}}.", f"{ASKED}? I need it for the {{NN1}}.", f"{ASKED}? I don't understand the {{NN1}}.",
    f"{ASKED}? I understand that the {{NN1}} is {{AJ0}}.", f"{ASKED}? No {{NN1}} needed.", f"{ASKED}? Nobody has sent me the {{NN1}}.",
    f"{ASKED}? The union says the {{NN1}} is {{AJ0}}.", f"{ASKED} - need it for a {{NN1}}?", f"{ASKED} because I'm writing a {{NN1}}?",
    f"{ASKED}, asking for a {{NN1}}?", f"{ASKED}, and could you send it by email?", f"{ASKED}? Kind regards, {{NN1}}", f"{ASKED}? Many thanks in advance",
    f"I'm writing a {{NN1}} about {{NN2}}. {ASKED}?", f"Our {{NN1}} starts next week. {ASKED}?", f"Working on a {{NN1}}. {ASKED}?",
    "For a {NN1}: how many referrals did Leeds have in 2022?", f"It was claimed at the {{NN1}} that nobody knows. {ASKED}?",
    f"I've got a {{NN1}} tomorrow and nobody has sent me the {{NN1}}. {ASKED}?", f"The {{NN1}} keeps bothering me about this. {ASKED}?",
    "Please could you let me know how many referrals Leeds had in 2022?", "The {NN1} would like to know how many referrals Leeds had in 2022?",
    "I'd be grateful if you could tell me how many referrals Leeds had in 2022", "Would somebody kindly tell us how many referrals Leeds had in 2022?",
    "For a {NN1} I need to know how many referrals Leeds had in 2022.",
]  # fmt: skip
COMMON = 300  # times in the list that ships with pyspellchecker


@cache
def drawn() -> dict[str, list[str]]:
    """Common English words by their part of speech, but for those of the field and of the classes that the grammar knows."""
    found = find_spec("spellchecker")
    if found is None or found.origin is None:
        pytest.skip("pyspellchecker is not installed: there is no list of English words to draw on")
    listed = json.loads(gzip.decompress((Path(found.origin).parent / "resources" / "en.json.gz").read_bytes()))
    known = {*load_lexicon().vocabulary, *FUNCTION, *POLITE, *GREETING, *DOCUMENTS, *UTTERANCES, *DAYS, *GROUPS, *IDENTITY}
    known |= TELLING | ASKING | WANTING | CHOOSING | HANDLING
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(random.Random(7).sample(sorted(w for w, n in listed.items() if w.isalpha() and len(w) > 3 and n > COMMON), 6_000)):
        if word not in known and stem(word) not in known:
            words[tag_of(word)].append(word)
    return words


def tag_of(word: str) -> str:
    """The tag of a word alone, for which no place, phrase or slip of spelling need be looked for."""
    tokens = tuple(tokens_of(find_periods(fold(word))[0], word))
    return tagged(Spans(word, tokens, (), (), (), (), (), ()), 0, len(tokens))[0].tag


def slots(reading: Reading) -> str:
    return to_json(Reading(asks=tuple(msgspec.structs.replace(one, words=None, cue=None) for one in reading.asks)))


def filled(form: str, chosen: random.Random) -> tuple[str, list[str]]:
    """The form with words drawn for its parts of speech, and those words."""
    words: list[str] = []

    def draw(match: re.Match[str]) -> str:
        words.append(chosen.choice(drawn()[match[1]]))
        return words[-1]

    text = re.sub(r"\{(\w+)\}", draw, form)
    return text[0].upper() + text[1:], words


@pytest.mark.parametrize("times", [2, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", NARROWING)
def test_what_narrows_is_never_passed_over(form: str, times: int) -> None:
    chosen, lost = random.Random(form), []
    for _ in range(times):
        text, words = filled(form, chosen)
        asks = READER.read(text).asks
        said = " ".join(one.words or "" for ask in asks for one in ask.restrictors).lower()
        if all(one.outcome == "answer" for one in asks) and not any(word in said for word in words):
            lost.append(text)
    assert lost == []


@pytest.mark.parametrize("times", [2, pytest.param(6, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", BESIDE)
def test_what_is_beside_the_question_changes_nothing(form: str, times: int) -> None:
    chosen, plain, lost = random.Random(form), slots(READER.read(f"{ASKED}?")), []
    for _ in range(times):
        text, _ = filled(form, chosen)
        if slots(READER.read(text)) != plain:
            lost.append(text)
    assert lost == []


MOODS = [
    ("nobody has sent me the pack", "statement"), ("The union says it's a third", "statement"), ("supply the remainder", "order"),
    ("got a meeting at 10", "elliptic"), ("Trying to size a family hub", "participle"), ("how many were there", "question"),
    ("Barking ward", "phrase"), ("home visits", "phrase"), ("referrals closed by the team", "phrase"), ("Many thanks in advance", "phrase"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mood"), MOODS)
def test_a_clause_has_a_verb_that_agrees_with_its_subject(text: str, mood: str) -> None:
    spans = find_spans(text, load_lexicon())
    assert parsed(tagged(spans, 0, len(spans.tokens))).mood == mood
