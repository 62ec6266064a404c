"""The closed classes of English grammar: words that name nothing and so need no slot.

These classes take no new members. What a noun, a verb, an adjective or a name does is judged by
where it stands, and no list of such words is kept here. Source: the closed classes of any grammar
of English (determiners, pronouns, prepositions, auxiliaries, conjunctions, focusing adverbs).
"""

from __future__ import annotations


def words_of(listed: str) -> frozenset[str]:
    """A class of words, written as they are read: with blanks between."""
    return frozenset(listed.split())


DETERMINERS = words_of(
    "a an the this that these those each every all any some both either neither no such"
    " what which whose many much few several own other another same its their our my your"
    " his her enough"
)
PRONOUNS = words_of(
    "i me my mine myself we us our ours ourselves you your yours yourself it its itself"
    " they them their theirs themselves he him his she her hers who whom whose which what"
    " that this these those one ones there anyone anybody someone somebody everyone"
    " everybody anything something everything nothing none"
)
FIRST = words_of("i me we us im ive id ill")
SECOND = words_of("you ya u")
PREPOSITIONS = words_of(
    "of in on at to for from by with within into onto over under about above below between"
    " among amongst through throughout during since until till after before against across"
    " around near per via upon off out up down due owing aged as than like towards toward"
    " along inside outside behind beyond without concerning regarding including excluding given"
    " except"
)
RESTRICTING = words_of(
    "of in on at from by with within among amongst through under about above below near via"
    " inside outside without involving including excluding except like concerning regarding"
    " aged"
)
AUXILIARIES = words_of(
    "be is are was were been being am do does did done doing have has had having can could"
    " will would shall should may might must let ought isn't aren't wasn't weren't don't"
    " doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't ain't"
)
INVERTED = words_of(
    "is are was were do does did has have had can could will would should isn't aren't"
    " wasn't weren't doesn't didn't haven't hasn't"
)
CONJUNCTIONS = words_of(
    "and or but nor so if whether because while whilst although though when where how why"
    " as plus then"
)
FOCUSING = words_of(
    "also too just even exactly actually roughly approximately around about overall"
    " altogether total totals really please then there here again only simply together"
    " respectively separately whole now still yet already each altogether following etc"
    " actual exact precise precisely official officially"
)
POLITE = words_of(
    "please pls plz thanks thank thankyou hi hello hiya hey cheers ta sorry yes ok okay oh ah asap"
)
GREETING = words_of("good morning afternoon evening dear all everyone sir madam both regards well")
NEGATION = words_of(
    "not no never without except excluding neither nor non isn't aren't wasn't weren't"
    " don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't cannot"
)
QUESTION = words_of("how what which who whom whose where when why whether")
FUNCTION = (
    DETERMINERS | PRONOUNS | PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | FOCUSING | QUESTION
)  # fmt: skip
BARE_HEADS = words_of("child children number numbers figure figures case cases")
COORDINATORS = words_of("and or plus & then also but")
