"""The facts of a clause in, the kind of ask that it is out: what its words are surest of."""

from __future__ import annotations

from functools import cache

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds import NOTHING, kinds
from cin_narrative.reading.kinds.conditions import CONDITIONS
from cin_narrative.reading.words.lexicon import Lexicon


def decide(facts: Facts, lexicon: Lexicon) -> str:
    """The kind of ask; "none" where nothing is asked of figures."""
    held: dict[str, bool] = {}  # many rules ask the same
    sure = {name: _sureness(name, facts, lexicon, held) for name in kinds()}
    best = max(sure, key=lambda name: sure[name])
    return best if sure[best] > 0 else NOTHING


def _sureness(kind: str, facts: Facts, lexicon: Lexicon, held: dict[str, bool]) -> int:
    """How sure the words of a clause are of a kind, of 1,000: as the first rule that holds says."""
    for rule in kinds()[kind].rules:
        for condition in rule.when:
            if condition not in held:
                held[condition] = _holds(condition, facts, lexicon)
            if not held[condition]:
                break
        else:
            return rule.sure
    return 0


def _holds(condition: str, facts: Facts, lexicon: Lexicon) -> bool:
    return any(_one(alternative, facts, lexicon) for alternative in _alternatives(condition))


@cache
def _alternatives(condition: str) -> tuple[tuple[bool, str, str, tuple[str, ...]], ...]:
    """Each alternative: whether it is denied, what kind of test it is, its name and its values."""
    found = []
    for one in condition.split("|"):
        name = one.strip().removeprefix("!")
        test, _, rest = (
            name.partition(":") if name.startswith(("word:", "free:")) else ("", "", name)
        )
        name, _, values = rest.partition(":") if test != "word" else ("", "", rest)
        listed = tuple(values.split(",")) if values else ()
        found.append((one.strip().startswith("!"), test, name, listed))
    return tuple(found)


def _one(
    alternative: tuple[bool, str, str, tuple[str, ...]], facts: Facts, lexicon: Lexicon
) -> bool:
    denied, test, name, values = alternative
    if test == "word":
        found = bool(facts.words & set(values))
    elif name in CONDITIONS:
        found = bool(CONDITIONS[name](facts, lexicon))
    else:
        cues = facts.having(name, *values)
        found = (
            bool(cues) if test != "free" else any(one.start not in facts.counted for one in cues)
        )
    return found != denied
