"""Classes of verbs by what their object is: a thing told, a thing wanted, a thing chosen.

The classes are those of grammars of English (ditransitive verbs of telling and giving, verbs of
will, verbs of choosing). A verb of a class does nothing by itself: where it stands is asked first.
"""

from __future__ import annotations

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.words.tokens import inflected


def forms(verbs: str) -> frozenset[str]:
    """Verbs in all their forms."""
    return frozenset(form for verb in verbs.split() for form in inflected(verb))


# What is told or given is the answer: "please state ...", "could I be given ...".
TELLING = SAYING | forms(
    "give tell show provide supply send state disclose confirm list report find get see know share"
    " detail explain specify advise publish present display release obtain receive check learn"
    " remind inform set compile prepare pull break do put plot draw"
)
ASKING = forms("ask request wonder inquire enquire")
WANTING = forms("want need like love prefer mean intend require wish hope")
# What is chosen is what is to be counted: "only count ...", "leave out ...".
CHOOSING = forms(
    "exclude include ignore omit skip limit restrict confine filter narrow count cover concern"
    " involve consider discount disregard remove separate focus concentrate choose select split"
    " subtract deduct"
)
# With "it" these handle the answer ("I will use it in a speech"), else they choose too.
HANDLING = forms("use take leave add pick drop")
# What somebody who writes is about: "trying to size a hub", "asking because ...".
DOING = frozenset(
    one for one in ASKING | WANTING | forms("look try work write seek plan prepare check think")
    if one.endswith("ing")
)  # fmt: skip
