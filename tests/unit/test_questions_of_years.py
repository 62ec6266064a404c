"""Which of all years, so many a day, kinds side by side, districts: what is asked, and the words and figures it is answered with. The
figures are DfE's of the 2024 release, read off its files by hand; averages worked out on paper (24,111 / 366 = 65.9)."""

import re

import pytest

from cin_narrative.questions import answer
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.store.store import Store

SAID = [
    # a condition over all years: every one, the last, which, how many, ever
    ("Was the rate of children in need in Derby above England's every year since 2015?", "Yes: in Derby, the rate of children in need was above England in each of the 10 years"),
    ("Was Derby's rate of children in need above 400 every year since 2015?", "No: in Derby, the rate of children in need was above the level asked about in eight of the 10 years with a figure, but not at 31 March 2023 (376.6)"),
    ("When did Leeds last have fewer than 10,000 referrals?", "was last below the level asked about in the year ending 31 March 2024 (9,914)"),
    ("When was the last time Leeds had more than 10,000 referrals?", "was last above the level asked about in the year ending 31 March 2023"),
    ("When was the rate in Bexley last below the England rate for children in need?", "was last below England at 31 March 2024 (299.9"),
    ("How many years has Southend been above the England rate for referrals?", "was above England in seven of the 12 years"),
    ("Has Kent's referral rate ever been above England's?", "Yes: in Kent, the rate of referrals was above England in seven of the 12 years"),
    ("Was Derby's rate of referrals below 100 every year?", "No: in Derby, the rate of referrals was below the level asked about in none of the 12 years"),
    # when something last moved, and a year among years
    ("When did the number of children in need in Stockport last go down?", "from 2,396 at 31 March 2022 to 2,181 at 31 March 2023"),
    ("Was 2024 a record year for referrals in Kent?", "Yes: in Kent, the number of referrals in the year ending 31 March 2024 was 24,111, the highest"),
    ("Were Nottingham's referrals in 2024 the lowest since 2013?", "No: in Nottingham, the number of referrals in the year ending 31 March 2024 was 4,394. The lowest of the 12 years with a figure was 3,976"),
    # two changes set against each other
    ("Was the rise in section 47s in Torbay from 2023 to 2024 larger than the one from 2022 to 2023?", "No: in Torbay, the number of section 47 enquiries fell by 29"),
    ("Did plans fall faster in Leeds than in Bradford between 2022 and 2024?", "No: in Leeds, the number of children on a child protection plan rose by 67"),
    ("Change in child protection plans in Leeds over the last five years", "from 399 at 31 March 2019 to 674 at 31 March 2024"),
    ("Change in child protection plans in Leeds over the last five years", "from 568 at 31 March 2020 to 674 at 31 March 2024"),
    # so many a day, a week, a month
    ("How many referrals per day did Kent get in 2024?", "24,111 referrals in the year ending 31 March 2024: an average of 65.9 a day over the 366 days"),
    ("Daily referrals from the police in Kent 2023", "an average of 13.8 a day over the 365 days"),
    ("Referrals per week in Hackney in 2024", "an average of 72.3 a week"),
    ("How many referrals a month does Newham get on average?", "an average of 431.5 a month"),
    ("How many children are on plans per day in Leeds?", "This is counted on one day of the year"),
    # kinds of one thing side by side
    ("Neglect against emotional abuse as the category of plan in Kent 2024", "In Kent, 56.3% of children on a child protection plan at 31 March 2024 had neglect as the latest category of abuse (682 of 1,211). In Kent, 33.6%"),
    ("Police referrals compared with school referrals, Leeds 2024", "In Leeds, 28.6% of referrals in the year ending 31 March 2024 came from the police (2,837 of 9,914). In Leeds, 30.0%"),
    ("Which category of abuse is rarest among plans in Kent in 2024?", "had sexual abuse as the latest category of abuse (45 of 1,211)"),
    ("Which month had most referrals in Leeds in 2023-24?", "were made in June (988 of 9,914)"),
    # sums, places in order, what is left out
    ("Are there more children in need in Birmingham than in Leeds and Sheffield put together?", "No: Birmingham had 9,209 children in need"),
    ("Put together, how many referrals did Kent and Essex get in 2023?", "Together, Kent and Essex had 29,232 referrals"),
    ("Leaving London aside, which region had the highest rate of children in need?", "highest first: the North East (467.2)"),
    # districts, areas that are gone, what is held
    ("Which has more children in need, Plymouth or Exeter?", '"Exeter" is no local authority with children\'s services of its own: Devon has them'),
    ("How many children were on plans in Northampton in 2019?", "Northamptonshire had 661 children on a child protection plan"),
    ("How many children on protection plans in Northamptonshire now?", "West Northamptonshire had 356 children on a child protection plan at 31 March 2024"),
    ("Which years do you hold for Derby?", "For Derby, figures are held of the years ending 31 March 2012 to 31 March 2024."),
    ("How many assessments in Leeds found physical abuse as a factor in 2024?", "had physical abuse by an adult identified (2,290 of 8,986)"),
    ("Our family hub is worried about rising numbers. How many plans for neglect were there in Leeds in 2024?", "(185 of 674)"),
]  # fmt: skip
NOT_SAID = [
    ("Which council had the second highest rate of referrals in 2024?", "the Isle of Wight"),
    ("How close is Stoke to the England average on rate of plans?", "ended"),
    ("How many of the children whose plans ended in Hull in 2024 had been on them over two years?", "804"),
    ("How many cases closed in Barnet because the child moved to another council in 2024?", "fell by"),
    ("Regards, Helen Burnley. How many referrals did Leeds get in 2024?", "Lancashire"),
    ("Are more plans for neglect or for emotional abuse in Oldham in 2024?", "yes or no"),
    ("How many assessments in Leeds found physical abuse as a factor in 2024?", "unspecified"),
    ("Neglect against emotional abuse as the category of plan in Kent 2024", "England"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(store_2024, catalogue, areas):
    with Store.open(store_2024) as store:
        yield lambda question: re.sub(
            r" \[\d+\]", "", answer(question, store, catalogue, areas).text
        )


@pytest.mark.parametrize(("question", "says"), SAID)
def test_an_answer_says(told, question: str, says: str) -> None:
    assert says in told(question)


@pytest.mark.parametrize(("question", "never"), NOT_SAID)
def test_an_answer_does_not_say(told, question: str, never: str) -> None:
    assert never not in told(question)


@pytest.mark.parametrize(("words", "meaning"), [
    ("since lockdown began", Dated("covid", 2020, 0)),
    ("in the year lockdown began", Dated("covid", 2021, 2021)),
    ("over the decade to 2024", Dated("span", 2014, 2024)),
    ("a decade ago", Dated("ago", 10)),
    ("in its last year", Dated("latest")),
])  # fmt: skip
def test_years_in_words(words: str, meaning: Dated) -> None:
    assert period(words) == meaning
