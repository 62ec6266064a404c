"""The words before what is asked in, the clause that it hangs on out: "could you tell me |".

The clause ends with its last verb, or with the adjective of its predicate ("I'd be grateful for"),
and the pronoun, preposition and holder behind them ("a copy of"). What stands between that and the
thing asked for is not of it: "please state the | urgent ...". Its verb must be one of telling,
asking or wanting: whoever subtracts, predicts or excludes asks for something else.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.syntax.clauses import NOMINATIVES
from cin_narrative.reading.syntax.verbs import ASKING, TELLING, WANTING
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import GREETING, INVERTED, POLITE, words_of

HOLDERS = words_of("syntax_matrix.holders")
EXTENTS = words_of("syntax_matrix.extents")
ACTS = words_of("syntax_matrix.acts")
INFORMATION = words_of("syntax_matrix.information")
NAMELESS = frozenset(("section", "s", "said", "relevant", "above", "same", "per"))
BASES = words_of("syntax_matrix.bases")
GOVERNING = TELLING | ASKING | WANTING


def legal_basis(words: Sequence[Word]) -> int:
    """How many words name the law that a request is made under, from the first on: "under section
    1 of the Freedom of Information Act 2000"; nought for none."""
    if not words or words[0].text not in BASES:
        return 0
    if words[0].text == "pursuant":
        return next((at for at, word in enumerate(words) if word.has("PUN")), len(words))
    ends = [at + 1 for at, word in enumerate(words[:14]) if word.text in ACTS]
    end = ends[-1] if ends else 0
    begins = max((at + 1 for at in range(end - 1) if words[at].has("PRP", "AT0", "DT0")), default=0)
    name = words[begins : max(begins, end - 1)]
    named = {word.text for word in name if not word.has("PRF", "CRD", "PER", "PUN", "POS")}
    if named - NAMELESS and not named & (INFORMATION | ACTS):
        return 0  # "under the Mental Health Act" may be said of what is counted
    while 0 < end < len(words) and words[end].has("PER", "CRD", "PRF", "NP0"):
        end += 1
    return end


def matrix(lead: Sequence[Word], *, question: bool) -> tuple[int, int] | None:
    """The tokens of the clause that what follows ``lead`` hangs on; None where there is none;
    ``question``: a question word follows, whose clause the verb governs with whom it is put to."""
    begin = _begins(lead)
    words = lead[begin:]
    verbs = [at for at in range(len(words)) if _governs(words, at)]
    if not verbs or (_is_question(words) and not _to_us(words[verbs[-1] :])):
        return None
    at = verbs[-1] + 1
    asked = words[verbs[-1]].text in ASKING | TELLING
    if question and asked:
        brings = (i for i in range(at, len(words)) if words[i].has("PR") and i > at)
        at = len(words) if words[verbs[-1]].text in ASKING else next(brings, len(words))
    while (
        not (question and asked)
        and at < len(words)
        and (words[at].has("PN", "AVP", "PR", "TO0", "CJT") or _holds(words, at))
    ):
        at += 1
    return words[0].token, words[at].token if at < len(words) else words[-1].token + 1


def _begins(lead: Sequence[Word]) -> int:
    """Where the clause begins, behind a phrase that is put first and may narrow."""
    if not lead or not lead[0].has("PRP", "PRF"):
        return _behind_fronted(lead)
    based = legal_basis(lead)
    opens = (
        at
        for at, word in enumerate(lead)
        if at and (word.text in POLITE | NOMINATIVES | INVERTED or word.has("PUN"))
    )
    return 0 if based else next(opens, len(lead))


def _behind_fronted(lead: Sequence[Word]) -> int:
    """Where the clause begins behind "online, |" and "the unfounded, |", in which nobody speaks."""
    mark = next((at for at, word in enumerate(lead) if word.has("PUN")), 0)
    first = lead[:mark]
    said = any(
        one.has("V", "PN", "ITJ") or one.text in POLITE | GREETING | NOMINATIVES for one in first
    )
    return mark + 1 if first and mark + 1 < len(lead) and not said else 0


def _governs(words: Sequence[Word], at: int) -> bool:
    """Whether a word is the verb that has what follows as its object: a verb of its kind where a
    verb stands, or an adjective said of the asker ("grateful for")."""
    before = words[at - 1] if at else None
    participle = words[at].has("VVN") or (words[at].has("VVD") and not _to_us(words[at:]))
    subject = before is not None and before.has("NN", "NP", "PN", "AV0", "UNC")
    if words[at].has("VVZ", "VVD") and not subject:
        return False
    if before is None and (words[at].has("VVN") or (words[at].has("VVG") and len(words) == 1)):
        return False
    if before is not None and (before.has("AT0", "DPS", "PR") or (before.has("NN") and participle)):
        return False
    if words[at].text in GOVERNING and words[at].has("V", "PRP"):
        return True
    own = any(word.text in NOMINATIVES for word in words[:at])
    return own and words[at].has("AJ0", "PRP", "VVN", "AV0") and bool(before and before.has("VB"))


def _is_question(words: Sequence[Word]) -> bool:
    """Whether it is an inversion of which no asker and no reader is the subject."""
    first = [word for word in words if word.text not in POLITE][:2]
    return (
        bool(first)
        and first[0].text in INVERTED
        and (len(first) < 2 or first[1].text not in NOMINATIVES)
    )


def _to_us(words: Sequence[Word]) -> bool:
    """Whether whom it is told to or what is told follows the verb: "would officers tell me"."""
    return any(word.has("PN", "CJT", "DT0", "NP0") for word in words[1:2])


def _holds(words: Sequence[Word], at: int) -> bool:
    """Whether a noun only holds what is asked for: "a copy of ...", "details on ..."."""
    after = words[at + 1 :]
    if words[at].has("AT0", "DT0"):
        return bool(after) and words[at + 1].text in HOLDERS and _holds(words, at + 1)
    return words[at].text in HOLDERS and bool(after) and after[0].has("PR")


def holding(lead: Sequence[Word]) -> set[int]:
    """The tokens of the noun that has what follows ``lead`` as its complement: "a projection of |",
    but not of one that only holds it: "a copy of |", "the level of |"."""
    at = len(lead) - 1
    while at >= 0 and lead[at].has("AT0", "DPS", "DT0"):
        at -= 1
    if at < 1 or not lead[at].has("PR") or not lead[at - 1].has("NN"):
        return set()
    return set() if lead[at - 1].text in HOLDERS | EXTENTS else {lead[at - 1].token}
