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
    # a year's own figure as the level: any other year, the last, which, every one
    ("Was there a year when England had more child protection plans than 2024?", "Yes: in England, the number of children on a child protection plan was above the 49,900 at 31 March 2024 in eight of the 11 other years"),
    ("Has England ever had fewer children in need than in 2024?", "Yes: in England, the number of children in need was below the 399,460 at 31 March 2024 in seven of the 11 other years"),
    ("Has Leicester ever had a higher child protection plan rate than in 2024?", "in four of the 11 other years with a figure: at 31 March 2013 (67.2)"),
    ("Have there ever been more child protection plans in England than in 2018?", "No: in England, the number of children on a child protection plan was above the 53,790 at 31 March 2018 in none of the 11 other years"),
    ("Have Trafford's referrals ever been lower than in 2021?", "(1,983) and in the year ending 31 March 2024 (1,888)"),
    ("Have Trafford's plans ever been higher than they are now?", "was above the 217 at 31 March 2024 in six of the 11 other years"),
    ("Has Derby ever been higher than England for re-referrals?", "Yes: in Derby, the percentage of referrals within 12 months of a previous referral was above England in two of the 12 years"),
    ("Have re-referrals in Derby ever been lower than 15%?", "Yes: in Derby"),
    ("Have there ever been as few plans in Kent as in 2013?", "No: in Kent, the number of children on a child protection plan was at or below the 999 at 31 March 2013 in none"),
    ("When did Coventry last have more referrals than in 2024?", "was last above the 4,505 in the year ending 31 March 2024 in the year ending 31 March 2023 (4,925)"),
    ("Was the number of plans in Kent higher every year than in 2013?", "Yes: in Kent, the number of children on a child protection plan was above the 999 at 31 March 2013 in each of the 11 other years"),
    ("Did plans in Kent ever fall?", "Yes: in Kent, the number of children on a child protection plan fell by 193 (15.5%), from 1,242 at 31 March 2015"),
    # two years of one place set apart: a change, and no gap to England
    ("What is the difference between the number of referrals in 2013 and 2024 in Cornwall?", "rose by 3,731 (102.1%), from 3,655 in the year ending 31 March 2013 to 7,386"),
    ("What is the difference between Stockport's plans in 2018 and in 2024?", "fell by 67 (20.2%), from 332"),
    ("What is the gap between 2023 and 2024 referrals in Wigan?", "from 5,181 in the year ending 31 March 2023 to 3,744"),
    ("What is the difference between England's 2019 and 2023 referrals?", "650,930 in the year ending 31 March 2019 and 640,430"),
    ("How do 2013 and the latest year compare for plans in Barnsley?", "from 187 at 31 March 2013 to 366"),
    ("Difference in referrals between 2020 and 2024, Kent", "rose by 1,762 (7.9%), from 22,349"),
    ("What was Derby's gap to England in 2019 and 2024 for re-referrals?", "the gap to England in the percentage of referrals within 12 months of a previous referral narrowed"),
    # what a figure was in a year, that now is set against
    ("Is the number of plans in Bexley double what it was in 2013?", "No: in Bexley, the number of children on a child protection plan has not doubled. It was 218 at 31 March 2013 and 216 at 31 March 2024"),
    ("Are referrals in Kent twice what they were in 2013?", "has not doubled. It was 14,644 in the year ending 31 March 2013 and 24,111"),
    ("Are plans in Derby half of what they were in 2018?", "Yes: in Derby, the number of children on a child protection plan at least halved. It was 519"),
    ("Is Leeds's number of children in need higher than what it was in 2020?", "from 5,559 at 31 March 2020 to 5,789"),
    ("What was it in 2013 for plans in Bexley?", "Bexley had 218 children on a child protection plan at 31 March 2013"),
    # what begins or ends is the rise, and none of the plans
    ("When did plans in Leeds start to rise?", "In Leeds, the number of children on a child protection plan turned at 31 March 2023 (601)"),
    ("When did Hull's children in need stop falling?", "it has fallen in each of the two years since, to 3,303"),
    ("Did plans in Essex start to go up after 2020?", "Yes: in Essex, the number of children on a child protection plan rose by 36"),
    ("How many plans have been running for at least 2 years in Leeds?", "Leeds had 21 children who had been on a child protection plan for 2 years or more"),
    ("How many plans started in Leeds in 2024?", "Leeds had 855 child protection plans that started"),
    ("What is the trend in Lewisham's section 47 conversion rate?", 'do not tell "conversion rate" apart'),
    # one figure of all the years and places named
    ("How many section 47 enquiries were there in Wigan altogether from 2020 to 2024?", "Wigan had 9,086 section 47 enquiries, added up here"),
    ("In total, how many section 47 enquiries did England have in the years 2022, 2023 and 2024?", "England had 667,720 section 47 enquiries, added up here"),
    ("How many referrals altogether in Birmingham, Solihull and Coventry across 2022, 2023 and 2024?", "had 76,051 referrals, added up here"),
    ("Add Birmingham to Solihull: how many referrals in 2024?", "Birmingham and Solihull had 21,822 referrals"),
    ("How many CIN do Barnet, Brent and Ealing have in total?", "had 7,626 children in need"),
    ("What do referrals in Kent for 2022, 2023 and 2024 come to?", "Kent had 66,197 referrals, added up here"),
    # which years are meant
    ("Referrals in Barnsley up to and including 2015", "2,242 in the year ending 31 March 2013; 1,754 in the year ending 31 March 2014; and 2,996"),
    ("Referrals in Barnsley in the two years before the pandemic", "2,739 referrals in the year ending 31 March 2020"),
    ("Plans in Leeds in the three years before 2020", "from 515 at 31 March 2017 to 399 at 31 March 2019"),
    ("Referrals in Barnsley in even years", 'do not tell "even years" apart'),
    ("Referrals in Barnsley in every other year since 2014", 'do not tell "every other year" apart'),
    ("Since when have Bradford's referrals been falling?", "has fallen two years running, from 12,098 in the year ending 31 March 2022"),
    ("In how many of the last six years were Barnsley's re-referrals above England's?", "was above England in none of the six years with a figure"),
    ("How many times in the last six years were Derby's re-referrals above England's?", "was above England in two of the six years"),
    ("Percentage of referrals from police, Bolton, five years", "from 28.3% in the year ending 31 March 2020 to 35.7%"),
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
