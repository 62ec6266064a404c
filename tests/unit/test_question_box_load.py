"""Bad input and many at once: one of the outcomes in under a second, and the right figures whoever else is asking."""

import random
import string
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from wide import spread

from cin_narrative import api
from cin_narrative.store.store import Store

OUTCOMES = {"answered", "nearest", "choice_needed", "not_held", "refused"}
LIMIT = 1.0  # seconds
BAD = {
    "empty": "", "blank": " \n\t ", "one_word": "children", "letter": "x", "long_word": "a" * 10_000, "long": "how many children in need? " * 370,
    "long_numbers": "1 " * 5_000, "long_list": "referrals and section 47s and plans and " * 150, "emoji": "👶👶 how many 🙏 in Derby 2016?? 💯",
    "sql": "'; DROP TABLE observations; -- children in need in Derby", "html": "<b>children in need</b> in <i>Derby</i> 2016 <img src=x onerror=alert(1)>",
    "control": "children\x00 in\x07 need\x1b[31m in Derby\u202e 2016", "zero_width": "chil\u200bdren in ne\u200ded in Derby 2016",
    "french": "combien d'enfants sont en danger à Derby", "arabic": "كم عدد الأطفال في ديربي", "chinese": "德比有多少需要帮助的儿童",
    "brackets": "((((((((((children in need))))))))))" * 40, "regex": "(a+)+$" * 300, "dashes": "-" * 9_000, "dates": "31.3.22 " * 1_000,
    "years": " ".join(str(year) for year in range(1900, 2100)) + " children in need in Derby", "quotes": "\"'`´‘’“”" * 500,
    "limits": "more than 45 days or less than 3 months or over 2 years " * 100, "lists": " ".join(f"({letter}) how many plans" for letter in "abcdefgh") * 20,
    "template": "{{ 7 * 7 }} ${jndi:ldap://x} %s %d {area} children in need in Derby 2016", "newlines": "children in need in Derby 2016\n" * 300,
    "percent": "%" * 5_000, "not": "not " * 1_500, "mixed": "ＣＨＩＬＤＲＥＮ ＩＮ ＮＥＥＤ in Derby ２０１６",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        api.ask(opened, "children in need in England")  # the vocabulary is built once
        yield opened


@pytest.mark.parametrize("text", spread(BAD.values(), 8), ids=BAD)
def test_bad_input_ends_in_an_outcome_in_under_a_second(store, text):
    started = time.process_time()
    said = api.ask(store, text)
    assert said.outcome in OUTCOMES
    assert said.text.strip()
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize("text", spread(BAD.values(), 8), ids=BAD)
def test_nothing_typed_comes_back_as_markup_or_control_characters(store, text):
    said = api.ask(store, text).text
    assert "<" not in said and not any(ord(letter) < 32 and letter != "\n" for letter in said)


@pytest.mark.long
@pytest.mark.parametrize("seed", spread(range(20), 2))
def test_no_jumble_of_words_is_a_fault(store, seed):
    chance = random.Random(seed)
    known = ["children in need", "plans", "2016", "Derby", "England", "over", "under", "45", "days", "the same for", "average", "of these", "not",
             "combined", "which authority", "highest", "since", "and", "?", ",", "%", "rate", "neglect", "by", "trend", "how many times", "since 2019",
             "neighbours", "region", "rank", "in the 2020 release", "as first published", "and the year before", "(a)", "(b)", "why", "3 months"]  # fmt: skip
    for _ in range(60):
        words = [chance.choice(known) if chance.random() < 0.9 else "".join(chance.choices(string.ascii_lowercase, k=5)) for _ in range(chance.randint(1, 12))]
        question = " ".join(words)
        said = api.ask(store, question, chance.choice((None, "Derby")), [" ".join(chance.sample(known, 4))])
        assert said.outcome in OUTCOMES, question


def test_two_hundred_follow_ups_are_answered_in_under_a_second(store):
    history = ["children in need in Derby 2016"] + ["and the year before?", "the same for England", "and Derby?", "2016", "as a rate"] * 40
    started = time.process_time()
    said = api.ask(store, "and in 2018?", None, history)
    assert said.outcome == "answered"
    assert time.process_time() - started < LIMIT


@pytest.mark.long
def test_fifty_conversations_at_once_get_the_figures_that_each_gets_alone(store):
    areas, years = ("Derby", "Cheshire West and Chester", "England"), range(2013, 2025)
    talks = [[f"children in need in {area} {year}", "and the year after?", "child protection plans there", "compared with England"]
             for area in areas for year in years][:50]  # fmt: skip
    talks += [[f"referrals in {areas[number % 3]} since {2014 + number % 8}", "average of those", "which year was it highest?"] for number in range(14)]

    def talk(questions):
        said = []
        for number, question in enumerate(questions):
            found = api.ask(store, question, "Derby", questions[:number])
            said.append((found.outcome, found.text))
        return said

    alone = [talk(questions) for questions in talks]
    with ThreadPoolExecutor(max_workers=50) as pool:
        together = list(pool.map(talk, talks))
    assert together == alone
    assert all(outcome != "fault" for said in together for outcome, _ in said)
