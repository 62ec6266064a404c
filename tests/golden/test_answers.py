"""Whole answers on the starter data, one and more of each kind of ask and of each outcome: read them as who asked would.

Written anew with ``python tests/golden/test_answers.py``: the difference is what to read.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.cli.questions import answer_lines
from cin_narrative.load.starter import build_starter
from cin_narrative.questions.operators import operator_for, operators
from cin_narrative.reading.kinds import kinds
from cin_narrative.store.store import Store

FILE = Path(__file__).parent / "pages" / "answers.md"
OUTCOMES = ("answered", "nearest", "choice_needed", "not_held", "refused")
ASKED = {  # kind of ask -> the questions; a follow-up stands behind its first
    "value": ("How many children in need did Derby have at 31 March 2016?",),
    "trend": ("What is the trend in referrals in Derby?",),
    "change": ("By how much did section 47 enquiries in Derby change between 2015 and 2016?", "And in Cheshire West and Chester?"),
    "compare": ("How does Derby's rate of children in need in 2016 compare with the East Midlands and England?",),
    "rank": ("Where does Derby's rate of referrals in 2016 stand among its statistical neighbours?",),
    "top": ("Which of Derby's neighbours had the highest rate of children in need in 2016?",),
    "list": ("Which of Derby's neighbours had a rate of children in need above 400 in 2016?",),
    "breakdown": ("What were the primary needs of children in need in Derby in 2016?",),
    "quartile": ("Is Derby's rate of child protection plans in the top quarter of its neighbours in 2016?",),
    "gap": ("Is the gap between Derby and England in the rate of children in need closing since 2013?",),
    "streak": ("How many years running have referrals in Derby gone up?",),
    "turning_point": ("When did children in need in Derby peak?", "When did children in need in Derby start to rise?"),
    "share": ("What share of the referrals in the East Midlands in 2016 were Derby's?", "What share of referrals in Derby in 2016 led to no further action?"),
    "ratio": ("How many section 47 enquiries were there for each conference in Derby in 2016?",),
    "net": ("Did more children start than end a child protection plan in Derby in 2016?", "Did more episodes of need start than end in Derby in 2016?"),
    "aggregate": ("What was the average number of referrals in Derby over 2014 to 2016?", "What is the average rate of children in need of Derby's neighbours in 2016?"),
    "definition": ("What is a section 47 enquiry?",),
    "about_data": ("What does c mean in these statistics?", "How current are the figures?"),
    "coverage": ("Which years do you hold?",),
    "brief": ("Give me a short summary of Derby in 2016",),
    "help": ("What can I ask?",),
    "none": (
        "How many urgent referrals did Derby have in 2016?", "How many children are looked after in Derby?", "How many plans were there in Derby?",
        "What will referrals in Derby be in 2030?", "My neighbour is hitting her child", "Was Darby higher?",
    ),
}  # fmt: skip
PATTERNS = {  # operator that takes a pattern of slots of a kind -> a question that it answers
    "against_sum": "Were there more referrals in Derby in 2016 than in Cheshire West and Chester and Bolton put together?",
    "changes": "Did referrals rise more in Derby than in Cheshire West and Chester from 2013 to 2016?",
    "confirmation": "Did Derby have 2,342 children in need at 31 March 2016?",
    "multiple": "Did section 47 enquiries in Derby double between 2013 and 2016?",
    "own_years": "Was Derby's rate of children in need in 2016 higher than England's in 2013?",
    "pace": "How many referrals a week did Derby have in 2016?",
    "range": "What is the gap between the highest and the lowest rate of children in need in England in 2016?",
    "without": "Excluding Derby, how many referrals were there in the East Midlands in 2016?",
    "years_beyond": "In which years did Derby have more than 2,400 children in need?",
}


def answers(store: Store) -> tuple[str, set[str], set[str]]:
    """Every question with its answer as the command line prints it; the outcomes and the operators among them."""
    parts, outcomes, by = ["# Answers, one and more of each kind"], set(), set()
    for kind, questions in (ASKED | {name: (question,) for name, question in PATTERNS.items()}).items():
        parts.append(f"## {kind.replace('_', ' ').capitalize()}")
        history: list[str] = []
        for question in questions:
            found = api.ask(store, question, history=history if kind == "change" else ())
            history.append(question)
            outcomes.add(found.outcome)
            by |= {operator_for(one).name for one in found.resolved}
            parts += [f"**{question}** ({found.outcome})", "\n".join(line.rstrip() for line in answer_lines(found)).strip()]
    return "\n\n".join(parts) + "\n", outcomes, by


def test_every_kind_every_operator_and_every_outcome_is_among_them(starter_store: Path) -> None:
    assert set(kinds()) <= set(ASKED)
    with Store.open(starter_store) as store:
        text, outcomes, by = answers(store)
    assert outcomes == set(OUTCOMES) and by == set(operators())
    assert text == FILE.read_text(encoding="utf-8"), "read it, then: python tests/golden/test_answers.py"


# our own reader reads a share as a value in per cent (reading/kinds/share.toml)
@pytest.mark.parametrize("kind", [one for one in ASKED if one not in ("none", "share")])
def test_a_question_of_a_kind_is_read_as_that_kind(kind: str) -> None:
    assert kind in {ask.ask for ask in api.read(ASKED[kind][0]).asks}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        build_starter(Path(made) / "starter.duckdb", api.catalogue(), api.areas())
        with Store.open(Path(made) / "starter.duckdb") as opened:
            FILE.write_text(answers(opened)[0], encoding="utf-8")
