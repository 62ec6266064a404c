"""A year among the last years, each member of a field, others than those named, shares and sides: what is asked, and what is and is not said. The
figures are DfE's of the 2024 release, read off its files by hand."""

import re

import pytest

from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.quantities.dates import period

SAID = [
    # a year among the last years, and no place among places
    ("Is Leeds's CPP number the highest for five years?", "Yes: in Leeds, the number of children on a child protection plan at 31 March 2024 was 674, the highest of the five years"),
    ("Is the number of children on plans in Derby the lowest in ten years?", "Yes: in Derby, the number of children on a child protection plan at 31 March 2024 was 228, the lowest of the 10 years"),
    ("Was Kent's CPP number in 2023 the highest for four years?", "Yes: in Kent, the number of children on a child protection plan at 31 March 2023 was 1,333, the highest of the four years"),
    ("Is Kent's CPP number the highest it has been for five years?", "No: in Kent, the number of children on a child protection plan at 31 March 2024 was 1,211. The highest of the five years with a figure was 1,333"),
    ("Is Derby's CPP number the lowest for two years?", "228, the lowest of the two years"),
    ("Is England's CIN rate in 2024 the lowest for five years?", "No: in England, the rate of children in need at 31 March 2024 was 332.9"),
    # "other" says that something else is meant, unless its noun has kinds
    ("How many other authorities have a higher CIN rate than Kent?", "85 were above 336.4"),
    ("Other than Derby, which East Midlands authority has the highest CIN rate?", "highest first: Nottingham (351.6)"),
    ("Number of CIN in the South East other than in Kent and Surrey", "the South East had 45,895 children in need"),
    ("Any other region with a CIN rate above that of London?", "two were above 370.2"),
    ("Which other councils in the North West have a CIN rate above 400?", "11 were above 400"),
    ("Children in need with other disability recorded, England 2024", "19.3% of children in need with a disability recorded"),
    ("Referrals from other sources in Kent 2024", "came from other sources (648 of 24,111)"),
    # each member of a place, and not the place
    ("Is there an East Midlands authority where CPPs fell in 2024?", "the six with the largest fall in the number"),
    ("Did CPPs fall in any East Midlands council in 2024?", "Nottinghamshire (176, 25.7%: from 686 to 510)"),
    ("Is there a region where section 47s fell in 2024?", "In the South East, the number of section 47 enquiries fell"),
    ("What is the most common category of abuse in each region?", "Among the 3,540 children on a child protection plan in the North East at 31 March 2024"),
    ("What's the most common primary need in each of the East Midlands councils?", "in Derby at 31 March 2024, the most common of the primary needs with a published figure was abuse or neglect (1,606"),
    ("What is the most common primary need in the East Midlands?", "Among the 28,330 children in need in the East Midlands"),
    ("What's the most common primary need in London and in Leeds?", "in London at 31 March 2024, the most common"),
    # each place in its own year
    ("Was Leeds's CIN rate in 2018 higher than Bradford's in 2024?", "No: in Leeds, the rate of children in need at 31 March 2018 was 355.2"),
    ("Was Bradford's CIN rate in 2024 higher than Leeds's in 2018?", "Yes: in Bradford, the rate of children in need at 31 March 2024 was 380.8"),
    ("Is Kent's 2024 section 47 number above Surrey's 2019 one?", "Yes: Kent had 7,339 section 47 enquiries"),
    ("How many referrals did Kent have in 2019 and Essex in 2021?", "Essex had 7,203 referrals in the year ending 31 March 2021"),
    ("CPPs: Derby 2019, Nottingham 2021, Leicester 2023", "Leicester had 413 children on a child protection plan at 31 March 2023"),
    ("Leeds in 2024 against Leeds in 2014 for re-referrals", "was little changed: 23.6% in the year ending 31 March 2014"),
    ("Referrals in Kent fell in 2021 and in Essex in 2022: true?", "from 22,349 in the year ending 31 March 2020 to 18,942 in the year ending 31 March 2021"),
    # two breakdowns at once: DfE's files a3, a4 and a5
    ("Boys with child's disability as primary need in England 2024", "21,390 children in need at 31 March 2024 in the group: male, the child's disability"),
    ("How many Asian boys were in need in England in 2024?", "19,310 children in need"),
    ("How many Black children were on child protection plans in England in 2024 for neglect?", "1,160 children on a child protection plan"),
    ("How many under 1s had primary need of parent's disability or illness in 2024?", "510 children in need"),
    ("White girls aged 10-15 in need in England 2024", "43,200 children in need"),
    # a number is meant by more, the whole by its shares, and a group on both sides
    ("Was there any year since 2013 when London had more CPPs than the North West?", "in four of the 12 years with a figure: at 31 March 2013 (6,410)"),
    ("Which region has the largest share of England's CIN?", "highest first: London (70,330)"),
    ("What portion of all referrals in the South West come from Devon?", "Devon had 5,830 of the 52,440 referrals in the South West"),
    ("Hull accounts for what percentage of Yorkshire's section 47s?", "Kingston upon Hull had 2,350 of the 23,770"),
    ("Is the share of Asian children higher among CIN or among CPPs?", "7.2% of children on a child protection plan whose ethnicity was known"),
    ("What share of CIN are of Black ethnicity, and how does that compare with CPPs?", "5.8% of children on a child protection plan whose ethnicity was known"),
    ("How many under-fives were on a plan, and how many in need, in England in 2024?", "72,250, or 18.1%, of the children in need"),
    ("What was the net growth of CIN in Bolton in 2024?", "2,862 children who started an episode of need and 3,184 children who ended"),
    ("Which authority in Yorkshire has the highest CPP rate, how many CPPs is that?", "Kingston upon Hull had 460 children on a child protection plan"),
    # two fields of a rank, neighbours as the subject, a share by itself is no yes
    ("What is the rank of Blackburn with Darwen for CIN rate in the North West and in England?", "13th highest of the 24 local authorities in the North West"),
    ("What proportion of CIN in Knowsley had abuse or neglect as primary need in 2024, and where does that place it in the North West?", "17th highest of the 24"),
    ("How do Derby's neighbours compare with it on CPP rate?", "below the mean of its 10 statistical neighbours"),
    ("How does each of Derby's neighbours compare with it on CPP rate?", "Bolton (45.0)"),
    ("Pre-covid vs post-covid referrals in Hull", "from 4,375 in the year ending 31 March 2020 to 5,020"),
    # so far moved, percentiles, what is told apart
    ("Which authorities saw section 47s rise more than 50% since 2019?", "the 26 with the largest rise in the number of section 47 enquiries were Derbyshire (1,567, 65.2%"),
    ("What is the 75th percentile of assessment duration in Bexley versus Greenwich?", "was 42 (working days): 3 (6.7%) below Greenwich (45)"),
    ("25th percentile of assessment days in Leeds in 2022 and 2024", "31 March 2024 was 20 working days"),
    ("How many referrals were for boys?", 'do not tell "boys" apart; what they tell apart is month of referral and source of referral'),
    ("Children in need by ethnicity in London", "not for London or any other region or local authority"),
    ("How many children in need in Leeds apart from those on child protection plans?", "Leeds had 5,789 children in need"),
    # why, the kinds of a place beside those of another, one month, what those counted did
    ("How many referrals did Leeds have and why?", "These data do not say why"),
    ("How do the factors in Leeds compare with England?", "in England in the year ending 31 March 2024, the five most common factors were"),
    ("In which month were referrals highest in Bristol in 2024?", "were made in January (450 of 4,215)."),
    ("How many plans in Leeds changed category from initial to latest?", 'do not tell "changed category" apart'),
    ("How many authorities have more plans for neglect than emotional abuse?", 'do not tell "authorities" apart'),
    # the neighbours named before
    ("Who are Kent's statistical neighbours and which has the highest rate of children in need?", "highest first: East Sussex (357.9)"),
    ("Who are Leeds's statistical neighbours and which has the lowest re-referral rate?", "lowest first: Sheffield (16.4%)"),
    # one of two regions
    ("Which has more children in need, the North East or the South West?", "The North East had 25,010 children in need at 31 March 2024, a rate of 467.2 per 10,000 children aged under 18 years. The South West had 33,420"),
    ("Which region has more referrals, London or the South East?", "London had 105,700 referrals"),
    ("Which region has the highest rate of plans, London or the South East?", "In London, the rate of children on a child protection plan at 31 March 2024 was 40.5"),
    ("Are there more plans in the North East or in the South West?", "The North East had 3,540"),
    # what is denied is the other side of the level, with the level itself
    ("Which East Midlands authority isn't above England on children in need?", "seven were at or below 332.9"),
    ("Which London boroughs aren't below the London average for re-referrals?", "14 were at or above 18.8%"),
    ("How many South West authorities are not above 25% for repeat plans?", "two were at or below 25%"),
    ("How many East of England authorities haven't more than 500 plans?", "10 were at or below 500"),
    ("Which authorities in the North East haven't seen referrals rise since 2019?", 'What "haven\'t" asks for beside that was not understood'),
    # the least change, whichever way; the smallest rise; the largest change, whichever way
    ("Which North East authority has the smallest change in children in need since 2019?", "the smallest change in the rate of children in need was Northumberland (down 7.8, 1.9%: from 402.3 to 394.5)"),
    ("Which London boroughs changed the least on section 47s between 2022 and 2024?", "was Hounslow (0: from 1,015 to 1,015)"),
    ("Which North East council had the smallest fall in referrals in 2024?", "the smallest fall in the rate of referrals was County Durham (2.7, 0.6%: from 471.2 to 468.5)"),
    ("Which authorities in the East Midlands changed most on CIN?", "was Nottingham (down 563, 19.2%: from 2,937 to 2,374)"),
    ("In which year did Leeds's referrals change least?", "10,917 in the year ending 31 March 2019 and 10,916"),
    ("Which years had more referrals in Kent than 2019?", "was above the 18,283 in the year ending 31 March 2019 in seven of the 11 other years"),
]  # fmt: skip
NOT_SAID = [
    ("Which years had more referrals in Kent than 2019?", "local authorities"),
    ("Will Hull's CPPs have gone up by May?", "Yes:"),
    ("What was the drop in referrals during Covid in Warrington and has it recovered?", "Yes:"),
    ("Which authority in Yorkshire has the highest CPP rate, and how long has it been top?", "3 months or less"),
    ("Was Leeds's CIN rate in 2018 higher than Bradford's in 2024?", "315.3"),
    ("CPPs: Derby 2019, Nottingham 2021, Leicester 2023", "Not given"),
    ("How many children were on plans for five years in Leeds?", "children on a child protection plan at 31 March 2024, a rate of 38.7 per 10,000 children aged under 18 years.\n"),
    ("Leeds has its highest CPP number for five years: true?", "No:"),
    ("Which South East authorities saw CIN rise for three years running?", "In the South East"),
    ("How does Derby's CIN rate compare with the other East Midlands councils?", "disability"),
    ("Derby vs all other authorities: disability share of CIN", "another disability"),
    ("What is the top factor in each region?", "in England in the year"),
]  # fmt: skip
UNREAD = [
    ("Which authorities are in the top quartile for re-referrals?", "top quartile"),
    ("How many of Derby's 2024 referrals were new?", "new"),
    ("Referrals minus NFA in Havering 2024", "minus"),
    ("Total section 47s in Leeds over the last three years compared with Bradford", "Total"),
    ("Girls in need for over a year in England", "over a year"),
    ("Boys on a plan for two years or more in England 2024", "Boys"),
    ("Which authority had most CPPs in each region?", "region"),
    ("What's the main source of referral for every council?", "council"),
    ("Which authorities had their highest CIN rate for five years?", "five years"),
    ("How many children were on plans for five years in Leeds?", "five years"),
    ("Which South East authorities saw CIN rise for three years running?", "rise"),
    ("How does Kent compare with other county councils on CIN?", "county"),
]  # fmt: skip


FOLLOWED = [  # the authority that is ours, the questions before, the question
    ("", ["Section 47 rate in Derby 2024", "Same for its neighbours"], "And its region", "10 local authorities in the East Midlands"),
    ("Kent", ["Where do we rank in the region on section 47?", "and in England?"], "and for referrals?", "The rate was the 29th highest of the 151 local authorities in England"),
    ("Kent", ["Our children in need in 2014", "and now?"], "so how much has it risen?", "rose by 1,687 (16.8%), from 10,030 at 31 March 2014 to 11,717"),
    ("", ["What were the primary needs in Derby in 2024?"], "Which was the most common?", "was abuse or neglect (1,606, 70.9%)"),
    ("", ["Which council in the North East has the highest plan rate?"], "And the second highest?", "In Middlesbrough, the rate of children on a child protection plan at 31 March 2024 was 92.0"),
    ("", ["Top five for CIN in the South West"], "And bottom five", "with the lowest rate of children in need at 31 March 2024 were North Somerset (225.9)"),
    ("", ["How many referrals did Kent get in 2024?"], "and per week?", "an average of 461.1 a week"),
    ("", ["Rank Yorkshire authorities by CPP rate 2024"], "And what rank is York?", "12th highest of the 15"),
    ("", ["What rank is York for CPP rate in Yorkshire?"], "And nationally?", "85th highest of the 151"),
    ("", ["Which council in Yorkshire has the highest CPP rate?", "and in the North West?"], "same for CIN", "In Blackpool, the rate of children in need"),
    ("", ["Which council in Yorkshire has the highest CPP rate?"], "who was it in 2019?", "highest of the 15 local authorities in Yorkshire"),
    ("", ["CPP rate in Derby 2019"], "Has the gap to England closed?", "in Derby, the gap to England in the rate of children on a child protection plan"),
    ("", ["How many children on CPPs in England in 2024?", "for neglect?"], "And of those under 1?", "2,240 children on a child protection plan"),
    ("Kingston upon Hull", ["CPP rate in York 2020"], "what about us and Leeds", "In Kingston upon Hull, the rate of children on a child protection plan at 31 March 2020 was 87.4"),
    ("Luton", ["What is England's CPP rate in 2024?"], "Are we above that?", "No: in Luton"),
    ("Kingston upon Hull", ["How many referrals per day did York get in 2024?"], "And ours?", "an average of 13.7 a day"),
]  # fmt: skip


@pytest.fixture
def told(put):
    return lambda *asked: re.sub(r" \[\d+\]", "", put(*asked).text)


@pytest.mark.parametrize(("home", "before", "question", "says"), FOLLOWED)
def test_a_follow_up_is_of_what_was_asked_before(told, home, before, question, says) -> None:
    assert says in told(question, home or None, before)


@pytest.mark.parametrize(("question", "says"), SAID)
def test_an_answer_says(told, question: str, says: str) -> None:
    assert says in told(question)


@pytest.mark.parametrize(("question", "never"), NOT_SAID)
def test_an_answer_does_not_say(told, question: str, never: str) -> None:
    assert never not in told(question)


@pytest.mark.parametrize(("question", "words"), UNREAD)
def test_what_is_not_told_apart_is_said(question: str, words: str) -> None:
    asks = Grammar().read(question).asks
    assert words in [one.words for ask in asks for one in ask.restrictors]


@pytest.mark.parametrize("end", ["highest", "lowest", "largest", "fewest"])
@pytest.mark.parametrize("led", ["for", "in", "over"])
@pytest.mark.parametrize(("run", "years"), [("six years", 6), ("12 years", 12), ("a decade", 10)])
def test_an_end_of_so_many_years_is_a_run(end: str, led: str, run: str, years: int) -> None:
    meaning = period(f"{end} {led} {run}")
    assert meaning is not None
    assert (meaning.form, meaning.first) == ("last_n", years)
    assert Grammar().read(f"Is it the {end} {led} {run} in Bury for referrals?").asks[0].periods


@pytest.mark.parametrize("question", [
    "not, referrals in Derby 2024 but re-referrals", "not ) re-referrals", "gap fell neighbours assessments", "gap widened region referrals",
])  # fmt: skip
def test_words_without_a_sentence_are_answered_or_asked_back(told, question: str) -> None:
    assert "Something went wrong" not in told(question)
