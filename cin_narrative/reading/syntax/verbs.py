"""Classes of verbs by what their object is: a thing told, a thing wanted, a thing chosen.

The classes are those of grammars of English (ditransitive verbs of telling and giving, verbs of
will, verbs of choosing). A verb of a class does nothing by itself: where it stands is asked first.
"""

from __future__ import annotations

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.tokens import inflected


def forms(name: str) -> frozenset[str]:
    """The verbs of a class in all their forms."""
    return frozenset(form for verb in words_of(name) for form in inflected(verb))


# What is told or given is the answer: "please state ...", "could I be given ...".
TELLING = SAYING | forms("syntax_verbs.telling")
ASKING = forms("syntax_verbs.asking")
WANTING = forms("syntax_verbs.wanting")
# What these are said of is more than their object: "starts outnumber ends".
EXCEEDING = forms("syntax_verbs.exceeding")
# What is chosen is what is to be counted: "only count ...", "leave out ...".
CHOOSING = forms("syntax_verbs.choosing")
# With "it" these handle the answer ("I will use it in a speech"), else they choose too.
HANDLING = forms("syntax_verbs.handling")
# What somebody who writes is about: "trying to size a hub", "asking because ...".
DOING = frozenset(
    one for one in ASKING | WANTING | forms("syntax_verbs.doing") if one.endswith("ing")
)
