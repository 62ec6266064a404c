"""Operators in everyday English: multiples, what outnumbers what, ends of any adjective, runs, percentiles. What is asked, and what is and is not
said. The figures are DfE's of the 2024 release, read off its files by hand."""

import re

import pytest

from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.kinds.gradation import graded

SAID = [
    # a multiple of an earlier year
    ("Did children on protection plans in Herefordshire more than double between March 2021 and March 2022?", "Yes: in Herefordshire, the number of children on a child protection plan at least doubled. It was 107 at 31 March 2021 and 286"),
    ("Have plans in Derby more than doubled since 2013?", "No: in Derby, the number of children on a child protection plan has not doubled. It was 225"),
    ("Have children on plans in Rutland quadrupled since 2022?", "Yes: in Rutland, the number of children on a child protection plan at least quadrupled. It was 6"),
    ("Did children on plans in Rutland go up more than fourfold between 2022 and 2024?", "at least quadrupled"),
    ("Have plans in Rutland at least trebled since 2022?", "Yes: in Rutland, the number of children on a child protection plan at least trebled"),
    ("Have section 47 enquiries in England risen twofold since 2014?", "No: in England, the number of section 47 enquiries has not doubled"),
    # a multiple of another place's figure is a level
    ("In how many authorities is the rate of children on plans at least double that for England?", "four were at or above 83.2"),
    ("Which authorities have a children in need rate more than twice that of England?", "one was above 665.8"),
    ("Which councils had less than half England's rate of referrals in 2024?", "six were below 259.2"),
    ("Does any council in the South West have at least three times England's rate of children in need?", "No: none of the 15 local authorities in the South West with a figure was at or above 998.7"),
    ("Which councils' re-referral percentage is at least twice the England figure?", "one was at or above 44.8%"),
    ("Which region has more than double the England rate of plans?", "None of the nine regions with a figure was above 83.2"),
    ("Is Torbay's rate of children in need three times England's?", "was 1.7 times that of England: 576.2 against 332.9"),
    # what outnumbers, is ahead of or overtakes what
    ("By how many did plan starts outnumber plan ends in Derby in 2024?", "48 fewer child protection plans that started"),
    ("Did plans starting outnumber plans ending in Derby in 2024?", "No: in Derby, there were 295 child protection plans that started and 343"),
    ("Did plan starts exceed plan ends in Derby in 2024?", "No: in Derby, there were 295"),
    ("Do boys outnumber girls among children in need in England?", "Yes: in England, 54.6% of children in need at 31 March 2024 were male"),
    ("Did referrals from the police outnumber those from schools in Derby in 2024?", "Yes: in Derby, 34.2% of referrals"),
    ("Is Cornwall ahead of England on plan reviews in time?", "Yes: in Cornwall, the percentage of child protection plans with all reviews on time at 31 March 2024 was higher"),
    ("Is Leeds ahead of Bradford on plan reviews?", "No: in Leeds"),
    ("Did Derby come out ahead of the national figure for referrals in 2024?", "DfE does not say whether high or low is better here"),
    ("Did Leeds fare worse than England on re-referrals in 2024?", "DfE does not say whether high or low is better here"),
    ("In which year did Derby overtake Leeds on the rate of children in need?", "was above Leeds in 11 of the 12 years with a figure, but not at 31 March 2013"),
    ("In which years did Kent surpass England on the rate of referrals?", "was above England in seven of the 12 years"),
    ("Are plan starts outnumbered by plan ends in Derby in 2024?", "Yes: in Derby, there were 295"),
    ("Is the rate of children in need in Derby double what it was in 2013?", "No: in Derby, the rate of children in need has not doubled"),
    # the ends of any adjective, and of nobody
    ("In which month were referrals in Essex slackest in 2023-24?", "made in August (440"),
    ("Which region has the heaviest concentration of children in need per 10,000?", "highest first: the North East (467.2)"),
    ("Which council has the poorest record on plans reviewed on time?", "In Wirral, 55.4%"),
    ("Which five councils had the commonest section 47 enquiries per 10,000?", "were the Isle of Wight (497.5), Middlesbrough (477.7)"),
    ("Are re-referrals rarer in Derby than in England?", "No: in Derby"),
    ("Is Kent busier than Essex for referrals?", "Yes: in Kent, the rate of referrals"),
    ("Nobody in the South West has more children in need per 10,000 than Torbay. True?", "Yes: in Torbay"),
    ("Is it right that nobody in the South West has more children in need per 10,000 than Torbay?", "Yes: in Torbay"),
    ("Is it true that no other council in the North East has a higher rate of plans than Middlesbrough?", "No: in Middlesbrough"),
    ("Nobody in the South West has fewer children in need per 10,000 than Torbay. True?", "No: in Torbay"),
    ("No council in the North East has a higher rate of plans than Middlesbrough. True?", "No: in Middlesbrough"),
    ("How many children are on plans in Wandsworth in 2024, and what is the most it has ever been?", "highest at 31 March 2017 (401)"),
    ("Which region has the most plans per 10,000, which the fewest, and how far apart are they?", "41.2 (166.1%) above the East of England (24.8)"),
    # moves and runs
    ("Where did children in need swell the most between 2023 and 2024?", "the largest rise in the number of children in need was Liverpool (1,286"),
    ("How many points have Wirral shed on plan reviews since 2018-19?", "fell by 37.6 percentage points, from 93.0%"),
    ("Did plan reviews on time in Birmingham slip in 2024?", "Yes: in Birmingham"),
    ("How many years on the bounce has the number of referrals in Kent risen?", "has risen three years running, from 18,942"),
    ("How long is the unbroken run of falls in conferences within 15 working days in Leeds?", "has fallen four years running, from 75.8%"),
    # percentiles, medians, ratios
    ("How many working days is the slowest quarter for assessments in Bury?", "the 75th percentile of the working days taken to complete an assessment in the year ending 31 March 2024 was 49"),
    ("In Bury, how many working days do the slowest quarter of assessments take?", "was 49 working days"),
    ("In Bury, what is the upper quartile of assessment duration?", "was 49 working days"),
    ("What is the middle authority's value of the rate of children on plans at 31 March 2024?", "was 43.0"),
    ("For each hundred section 47s in Hartlepool, how many initial conferences follow?", "the first were 29.2% of the second"),
    ("What portion of Dorset's referrals came from schools in 2024, and is that over or under the portion for England?", "7.5 percentage points below England (20.3%)"),
]  # fmt: skip
NOT_SAID = [
    ("Have section 47 enquiries in England nearly doubled since 2014?", r"\b(Yes|No):"),
    ("Did plans in Derby less than double between 2013 and 2024?", r"\b(Yes|No):"),
    ("Have children in need in Derby ballooned since 2013?", r"\b(Yes|No):"),
    ("Have referrals in Derby plummeted since 2022?", r"\b(Yes|No):"),
    ("Do boys outnumber girls two to one among children in need in England?", r"\b(Yes|No):"),
    ("Did Derby overtake Leeds on the rate of children in need in 2023?", r"\b(Yes|No):"),
    ("Are more than double the number of children on plans in Kent than in Derby?", r"\b(Yes|No):"),
    ("Is the number of boys double the number of girls in need in England?", r"\b(Yes|No):"),
    ("Have referrals in Derby all but doubled since 2013?", r"\b(Yes|No):"),
    ("Nobody but Torbay has more children in need per 10,000 than Plymouth in the South West. True?", "Yes:"),
    ("Almost nobody in the South West has more children in need per 10,000 than Torbay. True?", r"\b(Yes|No):"),
    ("Has Birmingham slipped behind the West Midlands on plan reviews?", r"\b(Yes|No):"),
    ("Did children on plans in Herefordshire more than double between March 2021 and March 2022?", "England"),
    ("Is Torbay's rate of children in need three times England's?", "3 months"),
    ("How long is the unbroken run of falls in conferences within 15 working days in Leeds?", r"\b(Yes|No):"),
    ("Is Derby in the upper quartile for re-referrals?", "percentile"),
    ("Slide 11 has 9,000 for Leeds. How many referrals did Leeds have in 2022?", "fell|rose"),
]  # fmt: skip
UNREAD = [
    ("Do boys outnumber girls two to one among children in need in England?", "two to one"),
    ("Did Derby overtake Leeds on the rate of children in need in 2023?", "overtake"),
    ("Has Kent overtaken Essex for referrals?", "overtaken"),
    ("Which factors at least doubled between 2018 and 2024 in Derby?", "at least doubled"),
    ("Have referrals in Derby more than half as many again since 2013?", "as many again"),
    ("How many children in need are in the poorest areas of Derby?", "poorest"),
    ("How many children were referred three times in Derby in 2024?", "three times"),
    ("How many children were referred twice in Derby in 2024?", "twice"),
    ("Have plans in Rutland gone up four times since 2022?", "times"),
    ("Which councils have about double England's rate of plans?", "double"),
    ("How many children in need are there ahead of the inspection?", "ahead"),
    ("How many children in need in Derby follow a plan?", "follow"),
]  # fmt: skip
FOLLOWED = [  # the authority that is ours, the questions before, the question
    ("Wirral", ["What share of child protection plans in Wirral had all their reviews done in time last year?"], "Is it the poorest in England?", "Yes: in Wirral"),
    ("Wirral", ["What share of child protection plans in Wirral had all their reviews done in time last year?"], "Is it the best in England?", "No: in Wirral"),
    ("", ["England: percentage of new child protection plans which were a second or subsequent plan, 2024"], "how many years on the bounce has that now gone up?", "has risen 11 years running, from 14.9%"),
    ("", ["What is England's rate of child protection plans per 10,000 at 31 March 2024?"], "I'm after the middle authority's value", "was 43.0"),
]  # fmt: skip


@pytest.fixture
def told(put):
    return lambda *asked: re.sub(r" \[\d+\]", "", put(*asked).text)


@pytest.mark.parametrize(("question", "says"), SAID)
def test_an_answer_says(told, question: str, says: str) -> None:
    assert says in told(question)


@pytest.mark.parametrize(("question", "never"), NOT_SAID)
def test_an_answer_does_not_say(told, question: str, never: str) -> None:
    assert not re.search(never, told(question))


@pytest.mark.parametrize(("home", "before", "question", "says"), FOLLOWED)
def test_a_follow_up_is_of_what_was_asked_before(told, home, before, question, says) -> None:
    assert says in told(question, home or None, before)


@pytest.mark.parametrize(("question", "words"), UNREAD)
def test_an_operator_that_is_not_understood_is_said(question: str, words: str) -> None:
    asks = Grammar().read(question).asks
    assert words in [one.words for ask in asks for one in ask.restrictors]


@pytest.mark.parametrize(
    ("adjective", "forms"),
    [("big", ("bigger", "biggest")), ("busy", ("busier", "busiest")), ("rare", ("rarer", "rarest")), ("quiet", ("quieter", "quietest")),
     ("few", ("fewer", "fewest")), ("common", ("commoner", "commonest")), ("slack", ("slacker", "slackest"))],
)  # fmt: skip
def test_an_adjective_is_graded_as_it_is_spelt(adjective: str, forms: tuple[str, str]) -> None:
    assert graded(adjective) == forms
