"""What the public verbs give is whole when the store is closed: a program reads, keeps and exports it where it likes."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy
import pandas
import pytest

from cin_narrative import api
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import CinNarrativeError, InputMissing, NotATable, NotHeld, UnknownName
from cin_narrative.load.uploads import uploads
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

QUESTION = "How many children in need did Derby have in 2016, and how does the rate compare with England?"
GIVEN: dict[str, Callable[[api.Store], list[api.Figure]]] = {
    "figures": lambda store: list(api.figures(store, area="Derby", year=2016)),
    "ask": lambda store: api.ask(store, QUESTION).commentary.figures,
    "answer": lambda store: api.answer(store, QUESTION, api.read(QUESTION)).commentary.figures,
    "summary": lambda store: api.summary(store, "Derby", 2016).figures,
    "compare": lambda store: api.compare(store, ["Derby", "England"], 2016).figures,
}


@pytest.mark.parametrize("verb", GIVEN)
def test_the_figures_of_a_verb_are_the_same_records_after_the_store_is_closed(starter_store: Path, verb: str) -> None:
    with api.open_store(starter_store) as store:
        figures = GIVEN[verb](store)
        before = [figure.to_dict() for figure in GIVEN[verb](store)]
    assert len(figures) >= 4 and [figure.to_dict() for figure in figures] == before
    assert [figure.to_dict() for figure in pickle.loads(pickle.dumps(figures))] == before
    assert any(one["denominator"] is not None for one in before)  # a rate, with what stands below its line
    table = pandas.DataFrame(figures)
    assert list(table["shown"]) == [one["shown"] for one in before] and table.shape == (len(before), len(before[0]))


def test_an_answer_is_recorded_after_the_store_is_closed(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        answer = api.ask(store, QUESTION)
    assert json.loads(json.dumps(answer.record(1, QUESTION)))["outcome"] == "answered"
    assert "2,342" in answer.text and any("Department for Education" in line for line in answer.commentary.sources([1]))


def test_a_reading_goes_to_another_program_and_comes_back_as_json(starter_store: Path) -> None:
    sent = json.dumps(api.read(QUESTION).to_dict())
    with api.open_store(starter_store) as store:
        answer, plain = api.answer(store, QUESTION, json.loads(sent)), api.ask(store, QUESTION)
    assert answer.record(1, QUESTION) == plain.record(1, QUESTION)
    assert json.loads(sent) == answer.record(1, QUESTION)["reading"] == answer.reading.to_dict()


@pytest.mark.parametrize("given", [{"asks": [{"ask": "guess"}]}, {"asks": [{}]}, {"asks": "value"}, [], "value", None, 7])
def test_what_is_no_reading_is_refused_in_one_line(starter_store: Path, given: Any) -> None:
    with api.open_store(starter_store) as store, pytest.raises(NotATable, match="no reading: ") as raised:
        api.answer(store, QUESTION, given)
    assert "\n" not in str(raised.value)


def test_a_release_that_is_not_held_is_no_fault_of_the_question(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        for put in (lambda: api.ask(store, QUESTION, release="1999"), lambda: api.answer(store, QUESTION, api.read(QUESTION), release="1999")):
            with pytest.raises(UnknownName, match="1999"):
                put()


def test_an_area_is_named_by_itself_by_a_name_or_as_a_group(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        derby = api.find_area(store, "Derby")
        by_name, by_itself = ([one.to_dict() for one in api.figures(store, "referrals", area, 2016)] for area in ("Derby", derby))
        group = api.find_area(store, "Two = Derby, Cheshire West and Chester")
        of_group = list(api.figures(store, "referrals", group, 2016))
    assert by_name == by_itself != []
    assert {one.area.name for one in of_group} == {"Derby", "Cheshire West and Chester"}


@pytest.mark.long
def test_every_format_is_written_of_a_page_and_of_areas_side_by_side(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        made = (api.summary(store, "Derby", 2016, form=api.Form.BRIEF), api.compare(store, ["Derby", "England"], 2016))
        for one in made:
            for name in api.format_names():
                data = api.export(one, name)
                assert data == api.export(one, name) and (api.is_binary(name) or "Derby" in data.decode())
        whole, bare = (len(api.export(api.summary(store, "Derby", 2016), "md", api.Frame(annex=annex))) for annex in (True, False))
    assert bare < whole / 2


@pytest.mark.parametrize(("year", "held"), [(2014, False), (2016, True)])
def test_a_figure_that_is_not_held_as_first_published_says_from_where_it_is(starter_store: Path, year: int, held: bool) -> None:
    """Of the years of the starter data, DfE's release of the time is there for 2016 and not for 2014."""
    with api.open_store(starter_store) as store:
        plain = api.ask(store, f"How many children in need did Derby have in {year}?", release=api.FIRST_PUBLISHED)
        worded = api.ask(store, f"As first published, how many children in need did Derby have in {year}?")
        newest = api.ask(store, f"How many children in need did Derby have in {year}?")
        page = api.summary(store, "Derby", year, api.FIRST_PUBLISHED, form=api.Form.BRIEF)
    said = "not held as they were first published: they are from DfE, Children in need, 2024 release"
    assert [said in one.text for one in (plain, worded, newest)] == [not held, not held, False]
    assert held or said in page.text


@pytest.mark.parametrize(("question", "rate", "ignored"), [
    ("As first published, what was the rate of children in need in Derby in 2016?", "397.9", ()),
    ("As it was originally reported, what was the rate of children in need in Derby in 2016?", "397.9", ()),
    ("In the first published data, what was the rate of children in need in Derby in 2016?", "397.9", ()),
    ("What was the rate of children in need in Derby in 2016?", "400.5", ()),
    ("We first published our plan in spring. What was the rate of children in need in Derby in 2016?", "400.5", None),
])  # fmt: skip
def test_words_that_name_a_release_are_not_idle_wherever_they_stand(
    starter_store: Path, question: str, rate: str, ignored: tuple[str, ...] | None
) -> None:
    with api.open_store(starter_store) as store:
        answer = api.ask(store, question)
    assert rate in answer.text and {"397.9", "400.5"} & set(answer.text.split()) == {rate}
    assert ignored is None or answer.reading.ignored == ignored


@pytest.mark.parametrize(("verb", "given"), [
    (api.summary, {"area": "Derby", "audience": "intern"}), (api.summary, {"area": "Derby", "form": "breif"}),
    (api.summary, {"area": "Derby", "average": "mode"}), (api.summary, {"area": "Derby", "average": "rate"}),
    (api.summary, {"area": "Derby", "method": "limit"}), (api.figures, {"audience": "public"}),
])  # fmt: skip
def test_a_choice_that_is_none_is_refused_and_never_passed_over(starter_store: Path, verb: Callable[..., Any], given: dict[str, Any]) -> None:
    """A page of the other form would be right figures for another question."""
    with api.open_store(starter_store) as store, pytest.raises(UnknownName):
        verb(store, **given)


def test_a_choice_is_taken_by_its_name_and_a_year_from_any_library(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        brief = api.summary(store, "Derby", numpy.int64(2016), average="median", form="brief", method="limits")
        assert brief.record() == api.summary(store, "Derby", 2016, average=api.Measure.MEDIAN, form=api.Form.BRIEF, method=api.Method.LIMITS).record()
        assert brief.form is api.Form.BRIEF and type(brief.year) is int
        assert len(list(api.figures(store, "referrals", "Derby", numpy.int64(2016)))) == 2
        with pytest.raises(TypeError):
            api.figures(store, year="2016")


def test_one_name_one_path_and_one_turn_are_one_and_not_its_letters(starter_store: Path, tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nowhere\.csv is not there"):
        api.load(str(tmp_path / "nowhere.csv"), tmp_path / "store.duckdb")
    first = "How many referrals did Derby have in 2016?"
    assert api.read("And in 2015?", first) == api.read("And in 2015?", [first])
    assert api.read("And in 2015?", first).asks[0].inherits
    with api.open_store(starter_store) as store:
        with pytest.raises(CinNarrativeError, match="One area has nothing to stand beside"):
            api.compare(store, "Derby", 2016)
        assert api.ask(store, "And in 2015?", history=first).text == api.ask(store, "And in 2015?", history=[first]).text
        kept = str(tmp_path / "derby.draft.toml")
        assert api.drafts.make_draft(store, kept, "Derby", 2016) == api.drafts.read_draft(kept)


def test_what_was_uploaded_is_looked_through_in_memory(tmp_path):
    returned, _ = make_return(derby_totals().scaled(0.02), "831", 2016, tmp_path, load_catalogue())
    folder = uploads([(returned.name, returned.read_bytes())])
    returned.unlink()
    assert api.quality([folder])[0].findings


def test_an_area_is_a_name_or_itself_for_every_verb(starter_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.duckdb"
    shutil.copy(starter_store, store)
    with api.open_store(store) as opened:
        derby = api.find_area(opened, "Derby")
        assert api.find_area(opened, derby) is derby
        assert api.years_held(opened, "Derby") == api.years_held(opened, derby) and api.latest_year(opened, "Derby") == 2024
        folders = (tmp_path / "name", tmp_path / "area")
        made = [api.make_up(opened, area, 2016, folder)[0].read_bytes() for area, folder in zip(("Derby", derby), folders, strict=True)]
    assert made[0] == made[1]
    api.load(sorted(folders[0].iterdir()), store)
    with api.open_store(store) as opened:
        assert api.reconcile(opened, "Derby", 2016).record() == api.reconcile(opened, derby, 2016).record()
    assert len(api.remove_return("Derby", 2016, store)) == len(api.remove_return(derby, 2015, store)) == 1
    for verb in (lambda: api.remove_submission("Derby", 1, store), lambda: api.remove_return(derby, 2016, store)):
        with pytest.raises(NotHeld):
            verb()


def test_figures_are_told_apart_and_counted_in_a_set(starter_store: Path) -> None:
    with api.open_store(starter_store) as store:
        figures = [*api.figures(store, "referrals_by_source", "Derby"), *api.ask(store, QUESTION).commentary.figures]
        assert repr(store) == f"<Store {starter_store}>"
    again = pickle.loads(pickle.dumps(figures))
    assert len(set(figures)) == len(figures) == len({*figures, *again}) and [hash(one) for one in figures] == [hash(one) for one in again]


def test_a_name_that_is_not_known_brings_the_nearest_or_all_where_they_are_few(starter_store: Path) -> None:
    with api.open_store(starter_store) as store, pytest.raises(UnknownName, match=r'called "1999"\. Use .*2024, first-published or latest\.$'):
        api.summary(store, "Derby", 2016, "1999")
    with pytest.raises(UnknownName, match=r'no indicator called "unicorns"\.$'):
        api.catalogue()["unicorns"]


@pytest.mark.parametrize(("dev", "told"), [(True, "Traceback"), (False, "")])
def test_a_fault_inside_is_shown_to_developers_alone(
    starter_store: Path, dev: bool, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -X dev` prints where it is from; the answer is the same line."""
    monkeypatch.setattr(import_module("cin_narrative.questions.answer"), "sys", SimpleNamespace(flags=SimpleNamespace(dev_mode=dev)))
    with api.open_store(starter_store) as store:
        assert api.ask(store, None).outcome == "fault"  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert told in said and bool(told) == bool(said)
