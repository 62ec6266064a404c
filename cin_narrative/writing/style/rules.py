"""The thirty writing rules, each with what holds it: a check of the text, a check of the page, or
another part of the program.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, what holds it (``text``, ``page``, or the module that does), and
    where it is waived, and why.
    """

    number: int
    asks: str
    held_by: str
    waived: str = ""


RULES = {
    rule.number: rule
    for rule in (
        Rule(
            1,
            "at most six headlines, ranked",
            "page; findings/selection.py chooses none to five messages and orders them",
            "retired: none to five messages, never padded (domain/findings.md 3.3)",
        ),
        Rule(
            2,
            "one message, one sentence, under 25 words to a headline",
            (
                "text; page: a bold claim of at most eight words, then one or two sentences of "
                "at most 30 words and three figures"
            ),
        ),
        Rule(3, "a headline holds no definition or warning about quality", "text"),
        Rule(
            4,
            "sentences up to about 25 words; analysis under 900 words",
            "text; page, for the brief",
            "lists have the length of what they list; a sentence of ours has up to 32 words, a period counting as one, as measures "
            "have DfE's names, and three more where areas with long names stand in it; the long page is for reference, and only the brief is "
            "held to 900 words; reviewed notes",
        ),
        Rule(
            5,
            "one headline gives the longer-term change",
            "findings: changes over three years and trends over five are tested",
            "where none of them stands out",
        ),
        Rule(
            6,
            "headings of 10 words or fewer",
            "text; charts.py gives the title and subtitle of a chart",
        ),
        Rule(
            7,
            "a page whose only change is the figures is flagged",
            "summary.py: on the page, on the command line, in the manifest and the JSON",
        ),
        Rule(
            8,
            "abbreviations written out, terms explained at first use",
            (
                "text; the page begins with the definition; enquiries, conferences and plans "
                "have theirs"
            ),
            "DfE: every reader of these statistics knows their publisher by it",
        ),
        Rule(9, "a comma from 1,000; never a blank; never in years", "text"),
        Rule(
            10,
            "figures from 10; zero to nine in words unless they are the statistic",
            "text: a number below 10 without a mark",
            (
                "bands as DfE prints them (3 months or less, aged 1 to 4 years), section 47, "
                "and 9 of its 10 neighbours: one form in one pair"
            ),
        ),
        Rule(11, "no sentence begins with a figure", "text"),
        Rule(12, "a nought before the point", "text"),
        Rule(13, "no two numbers together", "text"),
        Rule(14, "ranks: first to ninth, then 10th", "text; disclosure/figures.py: ordinal"),
        Rule(
            15,
            'ranges with "to"',
            "text",
            "DfE's releases (SFR52/2016; 2011-12, SFR27/2012) are names",
        ),
        Rule(16, "2.5 million, fractions in words", "text"),
        Rule(
            17,
            "one level of precision per measure",
            "text; disclosure/figures.py gives one to each measure",
            "the band of a comparison word is a rule, not a figure: 2%",
        ),
        Rule(
            18,
            "DfE's precision by level of area",
            "disclosure/figures.py; a standing note says that parts may not add up",
        ),
        Rule(19, "change from published values; equal ones are the same", "text; claims.py: judge"),
        Rule(
            20,
            "a difference of percentages is in percentage points",
            "text; disclosure/figures.py gives every change its unit",
        ),
        Rule(
            21,
            "direction, size, both values and both periods",
            "text",
            "the change of a rate over the same period as that of its number, said just before; a message gives the two values and not "
            "their difference; a sentence that counts in how many years a figure rose by more than the band gives no values: they are "
            "in the trend's table",
        ),
        Rule(
            22,
            "a rate names its denominator",
            "text; page",
            (
                "once in a section, not in every sentence; under the table of stages; in full "
                "in every copy of the main part"
            ),
        ),
        Rule(
            23,
            "number and rate are never mixed in one change",
            "text; disclosure/figures.py changes one measure only",
        ),
        Rule(24, "significant only with a named test", "text"),
        Rule(
            25,
            "no value-laden words",
            "text",
            "reviewed notes on method, where only and still say what is counted",
        ),
        Rule(
            26,
            "better and worse only where a measure has a direction",
            "text: our own text never says either",
        ),
        Rule(
            27,
            "no cause without evidence",
            "text",
            "reviewed notes give reasons for rules of counting; questions ask for causes",
        ),
        Rule(
            28,
            "no change across a break without saying so",
            "page; findings and history.py stop at breaks; notes.toml says them",
        ),
        Rule(29, "the period by its exact name", "text; catalogue/periods.py"),
        Rule(
            30,
            "why there is no figure, in words that tell the reasons apart",
            "text; gap.j2; the section on what is not shown",
            "tables have symbols in brackets, with a key",
        ),
        Rule(EXTRA, "aged, not old; a or an by sound; number and noun agree; one blank", "text"),
    )
}
