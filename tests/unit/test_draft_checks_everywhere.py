"""On DfE's own figures: each number, unit, period, area and direction word of a generated page, changed, is found out.

The words are changed by patterns of their own, which share nothing with the check. Where the check says that all still agrees,
the changed sentence must be true: the cell that it now names is read from the store in another way, and must hold the number.
"""

import os
import random
import re

import pytest

from cin_narrative import api
from cin_narrative.claims.desk import Desk
from cin_narrative.drafts.checks.findings import Verdict
from cin_narrative.drafts.checks.paragraph import check_draft, check_paragraph
from cin_narrative.drafts.draft import new_draft
from cin_narrative.drafts.register import Register
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import MARK

PAGES = [("Derby", 2016, "latest"), ("Derby", 2016, "first-published"), ("City of London", 2024, "latest"), ("England", 2024, "latest"),
         ("Hackney", 2023, "latest"), ("Isles of Scilly", 2023, "latest"), ("East Midlands", 2020, "latest")]  # fmt: skip
SAMPLE = int(os.environ.get("CIN_NARRATIVE_CHANGES", "250"))  # changes tried of each page; some pages have 2,000
NUMBER = re.compile(r"(?<![\d,.\[])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d,.\[])\d+(?:\.\d+)?(?!\]|\d)")
OPPOSITE = {"rose": "fell", "fell": "rose", "higher": "lower", "lower": "higher", "little changed": "down", "similar to": "lower than",
            "the same as": "higher than", "up": "down", "down": "up", "highest": "lowest", "lowest": "highest"}  # fmt: skip
NAMES = ("England", "Derby", "the East Midlands", "the City of London", "Inner London", "Hackney", "the Isles of Scilly",
         "statistical neighbours")  # fmt: skip
OTHERS = ("Leicester", "England", "Westminster", "the North East", "Wales")


def put(text, match, new):
    return text[: match.start()] + new + text[match.end() :]


def other_number(text, step):
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = places[step % len(places)]
    return text[:place] + str((int(text[place]) + 1 + step % 8) % 10) + text[place + 1 :]


def changes_of(text):
    """(kind, changed text), every one wrong unless another cell happens to hold the same number."""
    for step, match in enumerate(NUMBER.finditer(text)):
        yield "number", put(text, match, other_number(match[0], step))
    for match in re.finditer(r"(?<=\d)%", text):
        yield from (("unit", put(text, match, new)) for new in ("", " percentage points", " per 10,000"))
    for match in re.finditer(r"percentage points|per 10,000(?= children aged)", text):
        yield "unit", put(text, match, "%" if match[0][3] == "c" else "per 1,000")
    for match in re.finditer(r"31 March (20\d\d)", text):
        yield from (("period", put(text, match, f"31 March {int(match[1]) + step}")) for step in (-2, -1, 1))
        yield "period", put(text, match, f"30 June {match[1]}")
    for match in re.finditer(r"\bat (31 March 20\d\d)", text):
        yield "period", put(text, match, f"in the year ending {match[1]}")
    for match in re.finditer(r"in the year ending (31 March 20\d\d)", text):
        yield "period", put(text, match, f"at {match[1]}")
    for name in NAMES:
        for match in re.finditer(rf"\b{name}\b", text):
            yield from (("area", put(text, match, other)) for other in OTHERS if other != name)
    for word, opposite in OPPOSITE.items():
        for match in re.finditer(rf"\b{word}\b", text):
            yield "direction", put(text, match, opposite)


@pytest.fixture(scope="module")
def store(store_2024):
    with Store.open(store_2024) as opened:
        yield opened


@pytest.mark.parametrize(("area", "year", "release"), PAGES)
def test_every_changed_term_of_a_page_is_found_out(store, catalogue, areas, area, year, release):
    draft = new_draft(api.summary(store, area, year, release), catalogue, year)
    register = Register(Desk(store, catalogue, areas, release))
    assert not [finding for checked in check_draft(draft, register).values() for finding in checked.findings]
    made = [(kind, paragraph, text) for paragraph in draft.paragraphs for kind, text in changes_of(paragraph.generated)
            if text != paragraph.generated]  # fmt: skip
    random.Random(4).shuffle(made)
    passed = []
    for kind, paragraph, text in made[:SAMPLE]:
        checked = check_paragraph(paragraph, draft.figures, register, text)
        if all(finding.verdict is Verdict.AGREES for finding in checked.findings):
            passed.append((kind, paragraph, text, checked))
    assert len(made) >= 40
    assert [(kind, text) for kind, paragraph, text, checked in passed if not is_true(store, draft, paragraph, text, checked)] == []


def is_true(store, draft, paragraph, text, checked):
    """Whether the cells that an agreeing change names, read anew, hold the numbers that stand in the text."""
    links = {link.cited.cell: link.cited for link in checked.links}
    if not checked.findings or not links:
        return False
    for cited in links.values():
        if cited.is_level:
            found = {(f.area.code, f.year, f.measure, f.category.id if f.category else ""): f.shown
                     for f in api.figures(store, cited.indicator, api.areas().get(cited.area).ons_code, cited.year)}  # fmt: skip
            if found.get((cited.area, cited.year, cited.measure, cited.category)) != cited.shown or cited.shown not in text:
                return False
    return True


@pytest.mark.parametrize(("area", "year", "release"), PAGES[:3])
def test_a_page_without_its_marks_is_still_the_page(store, catalogue, areas, area, year, release):
    draft = new_draft(api.summary(store, area, year, release), catalogue, year)
    register = Register(Desk(store, catalogue, areas, release))
    for paragraph in draft.paragraphs:
        checked = check_paragraph(paragraph, draft.figures, register, MARK.sub("", paragraph.generated))
        assert checked.findings == (), paragraph.generated


@pytest.mark.parametrize(("area", "year", "release"), PAGES[:4])
def test_a_page_with_its_sentences_split_off_has_no_disagreement(store, catalogue, areas, area, year, release):
    """Leaving out any one sentence changes no figure; what spoke of it may be not known, never wrong."""
    draft = new_draft(api.summary(store, area, year, release), catalogue, year)
    register = Register(Desk(store, catalogue, areas, release))
    for paragraph in draft.paragraphs:
        for one in paragraph.said if len(paragraph.said) > 1 else ():
            text = " ".join(other.text for other in paragraph.said if other is not one)
            assert check_paragraph(paragraph, draft.figures, register, text).disagreements == []
