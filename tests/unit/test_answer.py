"""What is made of a reading, over the starter store: figures, what is assumed, what is nearest, the
account of asks. The readings are written here, so that nothing depends on who reads."""

import json

import pytest
from readings import NEED, REFERRALS, ask, measure, reading

from cin_narrative.questions import answer
from cin_narrative.reading.contract import Turn
from cin_narrative.store.store import Store

FIELDS = ["id", "question", "outcome", "text", "figures", "query", "options", "notes"]
ADDED = ["asks", "unused_words", "restrictors", "reading", "tables", "readings_compared", "agreement"]


@pytest.fixture(scope="module")
def put(starter_store, catalogue, areas):
    with Store.open(starter_store) as store:

        def put(*asks, home=None, history=(), **more):
            return answer("a question", store, catalogue, areas, home, history, reading=reading(*asks, **more))

        yield put


def cells(said):
    shown = said.record(1, "")["figures"]
    return [(f["area"], f["year"], f["value"]) for f in shown if f["measure"] not in ("change", "rank")]


def test_a_value_is_given_with_its_mark(put):
    said = put(ask("value", NEED, areas=["Derby"], years=[2016]))
    assert said.outcome == "answered"
    assert ("Derby", 2016, 2342) in cells(said)
    assert "2,342 [1]" in said.text


def test_the_record_keeps_the_fields_of_the_contract_and_adds_its_own(put):
    record = put(ask("value", NEED, areas=["Derby"], years=[2016])).record("q1", "a question")
    assert list(record) == [*FIELDS, *ADDED]
    assert json.loads(json.dumps(record)) == record
    assert record["query"]["intent"] == "value"
    assert record["asks"] == [{"words": "value", "outcome": "answered", "figures": [1, 2], "asked": None, "held": None, "why": None}]


@pytest.mark.parametrize(("home", "area", "said"), [("Derby", "Derby", "the authority set as yours"), (None, "England", "this is for England")])
def test_no_place_is_the_home_authority_else_england_and_that_is_said(put, home, area, said):
    found = put(ask("value", NEED, years=[2016]), home=home)
    assert found.outcome == "answered"
    assert {name for name, _, _ in cells(found)} == {area}
    assert said in found.text


def test_no_year_is_the_latest_held_and_that_is_said(put):
    found = put(ask("value", NEED, areas=["Derby"]))
    assert "this is the latest held: at 31 March 2024" in found.text
    assert {year for _, year, _ in cells(found)} == {2024}


def test_asks_stand_alone_and_one_that_is_not_held_blocks_no_other(put):
    money = ask("value", areas=["Derby"], years=[2016], restrictors=[{"words": "spending", "what": "other_dataset"}])
    found = put(ask("value", NEED, areas=["Derby"], years=[2016]), money)
    assert [one.outcome for one in found.asks] == ["answered", "not_held"]
    assert (found.outcome, "section 251" in found.text) == ("nearest", True)
    assert found.asks[1].figures == []


@pytest.mark.parametrize(
    ("outcomes", "overall"),
    [
        ([("value", {})], "answered"),
        ([("value", {"restrictors": [{"words": "urgent", "what": "attribute"}]})], "nearest"),
        ([("value", {}), ("value", {"restrictors": [{"words": "urgent", "what": "attribute"}]})], "nearest"),
        ([("none", {"outcome": "decline", "decline": "personal"})], "refused"),
    ],
)
def test_the_outcome_of_the_whole_follows_from_the_asks(put, outcomes, overall):
    asks = [ask(kind, *([REFERRALS] if kind == "value" else []), areas=["Derby"], years=[2016], **more) for kind, more in outcomes]
    assert put(*asks).outcome == overall


def test_a_word_that_narrows_is_never_dropped_in_silence(put):
    found = put(ask("value", REFERRALS, areas=["Derby"], years=[2016], restrictors=[{"words": "from councillors", "what": "attribute"}]))
    assert found.outcome == "nearest"
    assert found.text.startswith('Asked: Referrals in the year, "from councillors". Held: Referrals in the year, not told apart by that.')
    assert found.asks[0].asked and found.asks[0].held and found.asks[0].why


def test_a_count_is_never_set_against_another_areas(put):
    found = put(ask("compare", measure(NEED, metric="count"), areas=["Derby"], years=[2016], compare_with=[{"words": "England"}]))
    differences = [f for f in found.commentary.figures if f.measure.value == "change"]
    assert differences and all(f.basis.value == "rate" for f in differences)
    assert ("Derby", 2016, 2342) in cells(found)  # the count stands beside


def test_a_trend_is_its_ends_and_extremes_and_every_year_stands_in_a_table(put):
    found = put(ask("trend", NEED, areas=["Derby"]))
    (table,) = found.record(1, "")["tables"]
    assert len(table["rows"]) == 12
    assert found.text.count(" at 31 March ") <= 6
    marks = {cell["mark"] for row in table["rows"] for cell in row if "mark" in cell}
    assert marks <= set(found.asks[0].figures)


@pytest.mark.parametrize(("direction", "first"), [("up", "Yes"), ("down", "No")])
def test_did_it_rise_begins_with_yes_or_no(put, direction, first):
    up = put(ask("change", NEED, areas=["England"], years=[2013, 2018], change={"direction": direction}, said="did it rise"))
    assert up.commentary.paragraphs[0].text.startswith(f"{first}: ")


def test_is_it_higher_begins_with_yes_or_no_in_the_sense_asked(put):
    asked = {"areas": ["Derby"], "years": [2016], "compare_with": [{"words": "England"}]}
    higher, lower = (put(ask("compare", measure(NEED, metric="rate"), than=than, said="is it higher", **asked)).text for than in ("higher", "lower"))
    assert (higher[:3], lower[:2]) == ("Yes", "No")
    assert "higher than that of England" in higher and "higher than that of England" in lower


def test_a_paragraph_and_a_sentence_stand_once(put):
    one = ask("value", NEED, areas=["Derby"], years=[2016])
    assert put(one, one).text == put(one).text


def test_a_note_stands_only_where_it_bears_on_a_figure_given(put):
    assert "COVID" not in put(ask("value", NEED, areas=["Derby"], years=[2016])).text
    assert "pandemic" in put(ask("value", REFERRALS, areas=["Derby"], years=[2021])).text


def test_a_slot_from_the_conversation_says_so_and_a_complete_question_takes_none(put):
    before = [Turn(question="one", reading=reading(ask("value", NEED, areas=["Derby"], years=[2015])))]
    follow = put(ask("value", years=[2016], inherits=["measures", "areas"]), history=before)
    assert follow.text.startswith("From your last question: Children in need at 31 March and Derby.")
    assert ("Derby", 2016, 2342) in cells(follow)
    assert "last question" not in put(ask("value", NEED, areas=["England"], years=[2016]), history=before).text


def test_a_later_part_is_about_the_place_and_year_of_the_part_before_it(put):
    found = put(ask("value", NEED, areas=["Derby"], years=[2016]), ask("value", REFERRALS))
    assert {(area, year) for area, year, _ in cells(found)} == {("Derby", 2016)}


def test_of_these_are_the_members_that_the_last_list_named(put):
    top = ask("top", measure(NEED, metric="rate"), years=[2016], limit={"n": 1, "order": "highest", "of": "areas"})
    found = put(top, ask("value", REFERRALS, years=[2016], inherits=["result"]))
    first = found.asks[0].figures
    assert {found.commentary.figures[mark - 1].area.code for mark in first} == {
        f.area.code for f in found.commentary.figures if f.indicator.id == REFERRALS
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("danger", "999"),
        ("personal", "totals"),
        ("instruction", "rules cannot be changed"),
        ("opinion", "No opinions"),
        ("other_subject", "something else"),
    ],
)
def test_what_is_declined_says_why(put, text, words):
    found = put(ask("none", outcome="decline", decline=text))
    assert (found.outcome, words in found.text) == ("refused", True)
    assert cells(found) == []


def test_the_same_reading_gets_the_same_bytes(put):
    one = ask("compare", NEED, areas=["Derby"], years=[2016], compare_with=[{"words": "England"}])
    assert json.dumps(put(one).record(1, "q")) == json.dumps(put(one).record(1, "q"))


def test_an_id_that_is_not_in_the_catalogue_is_asked_back(put):
    assert put(ask("value", "children_in_purple", areas=["Derby"])).outcome == "choice_needed"
    assert put(ask("value", measure(NEED, "no_such_line"), areas=["Derby"], years=[2016])).outcome == "choice_needed"


def test_a_home_that_is_unknown_is_said(put):
    assert any("Narnia" in note for note in put(ask("value", NEED), home="Narnia").notes)
