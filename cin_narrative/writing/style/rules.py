"""The writing rules (``prompts/commentary/rules.toml``), each with what holds it, and the sizes
that they set.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cin_narrative.catalogue.toml_files.records import Record, read_sound
from cin_narrative.claims.direction import PROMPTS

REGISTER = PROMPTS / "commentary" / "rules.toml"
MOST_MESSAGES = 5
LEAD_WORDS = 8
MAIN_WORDS, MAIN_FIGURES = 30, 3  # of a sentence of the main part
SENTENCE_WORDS = 32  # "about 25": see the waiver of rule 4
HEADLINE_WORDS = 42  # see the waiver of rule 2
LONG_NAMES = (
    3  # words more for a sentence or headline of ours, whose areas are called what they are called
)
HEADING_WORDS = 10
BRIEF_WORDS = 900
EXTRA = 31
# What the main part is waived of: its marks open a sentence (10), what authorities move by is
# rounded (17), its periods stand in
# the heading, the page's one sentence and every copy (21, 29), and rates say in full what they are
# per under their table (22).
MAIN_WAIVED = frozenset({10, 17, 21, 22, 29})


class Rule(Record, frozen=True):
    """One rule: what it asks, what holds it (``text``, ``page``, or the module that does), and
    where it is waived, and why.
    """

    number: int
    asks: str
    held_by: str
    waived: str = ""


class Register(Record, frozen=True):
    """prompts/commentary/rules.toml."""

    rules: tuple[Rule, ...]


@cache
def load_rules() -> Mapping[int, Rule]:
    """The rules by number; raises ``DefinitionFault`` listing every fault of their file."""
    return {rule.number: rule for rule in read_sound(REGISTER, Register).rules}
