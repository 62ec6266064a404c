"""The main part of the page reads as a good newspaper: how long, how many figures, how much two places share."""

from pathlib import Path
from statistics import mean, median

import pytest

from cin_narrative import api
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.style.readability import Reading, reading_of, shared_runs

FEW = ("Derby", "Rutland", "Leeds", "Westmorland and Furness", "Isles of Scilly", "Kent")


def readings(path: Path, names: list[str]) -> list[Reading]:
    with Store.open(path) as store:
        pages = [api.summary(store, name, 2024, annex=False) for name in names]
    return [reading_of(page, str(page.area.in_name)) for page in pages if page.area]


def holds(found: list[Reading]) -> None:
    sentences = [words for one in found for words in one.sentences]
    figures = [count for one in found for count in one.figures]
    assert median(one.words for one in found) <= 700
    assert mean(sentences) <= 18 and max(sentences) <= 30
    assert max(figures) <= 3
    assert median(one.marks_per_hundred for one in found) <= 5
    assert max(one.frames for one in found) <= 3
    assert sum(one.begin_with_area for one in found) <= 0.05 * len(sentences)
    assert median(one.grade for one in found) <= 9
    assert shared_runs(found) <= 40


def test_the_main_part_of_a_few_places(store_2024: Path) -> None:
    holds(readings(store_2024, list(FEW)))


@pytest.mark.slow
def test_the_main_part_of_every_place(store_2024: Path) -> None:
    holds(readings(store_2024, [area.code for area in api.areas().authorities(2024)]))


def test_what_is_measured() -> None:
    page = Commentary("Derby")
    page.paragraphs += [Paragraph("One", "Derby had 10 [1] children. They had 20 dogs, and 3 [2] cats."), Paragraph("Two", "x", annex=True)]
    found = reading_of(page, "Derby")
    assert (found.words, found.sentences, found.figures, found.marks) == (11, (4, 7), (0, 0), 2)
    assert (found.frames, found.begin_with_area) == (1, 1)
    assert found.runs == {"derby had 10 children they had 20 dogs", "had 10 children they had 20 dogs and",
                          "10 children they had 20 dogs and 3", "children they had 20 dogs and 3 cats"}  # fmt: skip
    assert shared_runs([found, found]) == 100 and shared_runs([found]) == 0
