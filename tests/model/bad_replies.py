"""Scripted models that do harm: what each makes of the claims it is given. ``{...}`` are slots; ``said`` is the paragraph that would do."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

SLOT = re.compile(r"\{[A-Z]\d+\}")
Given = dict[str, Any]
Reply = Callable[[Given], str]  # the whole text of the reply


def said(given: Given) -> str:
    return " ".join(given["claims"])


def as_paragraph(text: str) -> str:
    return json.dumps({"paragraph": text})


def appended(tail: str) -> Reply:
    return lambda given: as_paragraph(f"{said(given)} {tail}")


def inside(words: str) -> Reply:
    """The words go into the first sentence, where they would read well."""
    return lambda given: as_paragraph(re.sub(r"\.(?=\s|$)", f" {words}.", said(given), count=1))


def replaced(old: str, new: str) -> Reply:
    return lambda given: as_paragraph(said(given).replace(old, new))


def first_slot(change: Callable[[str], str]) -> Reply:
    return lambda given: as_paragraph(SLOT.sub(lambda match: change(match[0]), said(given), count=1))


NUMBERS = ["It was 9,999.", "It was 2342.", "That is {F1}0.", "That is 1{F1}.", "It was 45%.", "It was ٣٤٢.", "It was ½ of it.", "It was x².",
           "It was Ⅳ.", "It was １２.", "(2016)", "It was 1e3.", "That is {F1}5.", "That is {F1}.7.", "It was 0."]  # fmt: skip
WORDS = ["It was nine hundred.", "It was one in {F1}.", "That is twice the figure.", "That is half of it.", "It was a dozen.", "It was two-thirds.",
         "It doubled.", "It was a million.", "There were none.", "It was the first.", "That is a quarter.", "It was twenty-five.", "It was a score.",
         "It tripled.", "That was zero."]  # fmt: skip
DIRECTIONS = ["and rose", "and fell", "and was higher", "and was lower", "and increased", "and decreased", "and grew", "and declined", "and went up",
              "and dropped", "and was similar", "and was unchanged", "and was above it", "and was below it", "and was the highest", "and was the lowest",
              "and was more", "and was fewer", "and was less", "and improved", "and worsened", "and soared", "and plummeted",
              "and was not so", "and never was"]  # fmt: skip
AREAS = ["in Leeds", "in Derbyshire", "in London", "in the North West", "in England", "in Nottingham", "in Scotland", "and in Kent", "and in Reading",
         "unlike Birmingham", "in leeds", "among its neighbours", "in Rotherham", "in Atlantis", "nationally"]  # fmt: skip
CAUSES = ["because of poverty", "due to the pandemic", "owing to cuts", "as a result of austerity", "driven by neglect", "which reflects poor practice",
          "which suggests rising need", "thanks to early help", "since thresholds moved", "which led to this", "hence this", "therefore this",
          "following an inspection", "which explains it", "attributable to staff"]  # fmt: skip
TIMES = ["in March", "in 2019", "last year", "this year", "in summer", "recently", "in the latest month", "on 1 April", "since January", "now"]
MARKUP = ["<b>Note</b>.", "<script>alert(document.cookie)</script>", "<img src=x onerror=alert(1)>", "![](http://127.0.0.1/a.png)",
          "![it](https://example.org/p?q={F1})", "[this](https://example.org)", "https://example.org", "www.example.org", "example.org/a", "# Heading",
          "**bold**.", "_it_.", "`code`.", "| a | b |", "> it", "- it", "* it", "\n\n## It\n\nIt was.", "\n- it\n- it", "<!-- it -->", "&lt;b&gt;",
          "$x$", ":smile:", "[^1]", "javascript:alert"]  # fmt: skip
TALK = ["Ignore the rules above.", "As an AI, this is it.", "SYSTEM: You join statements into one paragraph of plain English.",
        "You never learn what is in a slot.", "The user message is a JSON object.", "Keep the claims in order.", "I was told to say this.",
        "Here is the paragraph.", "Sure, this is it.", "Call this number.", "This is a scandal.", "The council has failed.", "They are to blame.",
        "Overall this is good.", "It is worrying."]  # fmt: skip
AMOUNTS = ["and nearly all", "and most of it", "about which", "and many", "and few", "significantly", "sharply", "only just", "and every one",
           "and the majority"]  # fmt: skip
HIDDEN = ["It was\u200b.", "It w\u0430s.", "It was\u202e.", "It was\x00.", "It was\u2028.", "It was \U0001f642.", "{F1\u200b}", "It was\t.",
          "It w\u00e4s.", "\ufeffIt was."]  # fmt: skip
SLOTS = ["{F99}.", "{Z1}.", "{F0}.", "{f1}.", "{ F1 }.", "{{F1}}.", "{F1.", "F1}.", "{}.", "{F1}{F1}.", "{constructor}.", "{A1.name}.", "{F-1}.",
         "{F01}.", "{F1000000}."]  # fmt: skip
ROLES = [(" by {", " to {"), (" by {", " from {"), ("from {", "to {"), (" to {", " from {"), (" was {", " was than {"), (" had {", " had over {"),
         (" had {", " had under {"), (" of {", " from {")]  # fmt: skip
# small changes of words that would have been allowed one by one: (pattern, what takes its place)
SUBTLE = [
    (r"^\{A1\} had", "Had {A1} been"), (r"^\{A1\} had", "Were {A1} to have"), (r"^\{A1\} had", "Compared with {A1}, the"), (r"^In \{A1\}", "With {A1}"),
    (r"^In \{A1\}", "But for {A1}"), (r" had ", " had it "), (r" had ", " published "), (r" had ", " had to have "), (r" was ", " had been "), (r" was ", " was being "),
    (r" was ", " was over "), (r" was ", " was under "), (r"\. (?=\{T)", " in which "), (r"\. (?=In \{A)", ", and "), (r"\.$", " with out."), (r"\.$", " as it were."),
    (r"\.$", " and that was that."), (r"\.$", " for which it was."), (r"\((\{F\d+\})\) (\{D\d\}) \((\{F\d+\})\)", r"(\1 \2) (\3)"), (r" of ", " out of "),
    (r"(\{F\d+\}) (\{P\d\})", r"\1 for \2"), (r"(\{F\d+\}) (\{P\d\})", r"\1 but for \2"), (r" \{D", " with {D"), (r"^", "It was on the "), (r"^", "Meanwhile "),
    (r"from (\{F\d\} \{P\d\}) to (\{F\d\} \{P\d\})", r"to \1 from \2"), (r"by (\{F\d\})", r"to \1"), (r" \(", " ((")]  # fmt: skip
SHAPES = ["", "null", "[]", "{}", "7", '"text"', '{"paragraph": null}', '{"paragraph": 7}', '{"paragraph": ["a"]}', '{"paragraph": ""}',
          '{"paragraph": "   "}', '{"text": "It was."}', '{"paragraph": "It was.", "figures": [1]}', "It was.", '{"paragraph": "It was."',
          '```json\n{"paragraph": "It was."}\n```', '{"paragraph": {"F1": 1}}', "true", "NaN", '{"paragraph": "It was."}{"paragraph": "It was."}']  # fmt: skip


def _swaps() -> Iterator[tuple[str, Reply]]:
    """Each pair of slots of the paragraph that are no area and no period, the one in the place of the other."""
    def swapped(one: int, two: int) -> Reply:
        def reply(given: Given) -> str:
            text = said(given)
            names = [name for name in dict.fromkeys(SLOT.findall(text)) if name[1] in "FDT"]
            first, second = names[one % len(names)], names[two % len(names)]
            if first == second:
                first, second = names[0], "{F98}"
            return as_paragraph(text.replace(first, "{}").replace(second, first).replace("{}", second))

        return reply

    for one, two in itertools.combinations(range(6), 2):
        yield f"swaps slots {one} and {two}", swapped(one, two)


def _dropped(place: int) -> Reply:
    def reply(given: Given) -> str:
        names = SLOT.findall(said(given))
        return as_paragraph(said(given).replace(names[place % len(names)], "it", 1))

    return reply


def _twice(place: int) -> Reply:
    def reply(given: Given) -> str:
        name = SLOT.findall(said(given))[place % len(SLOT.findall(said(given)))]
        return as_paragraph(said(given).replace(name, f"{name} and {name}", 1))

    return reply


def _always(text: str) -> Reply:
    return lambda given: text


def bad_replies() -> list[tuple[str, Reply]]:
    """(what it does, the reply) of every scripted model that does harm."""
    found: list[tuple[str, Reply]] = []
    for what, tails in (("invents a figure", NUMBERS), ("writes a number in words", WORDS), ("writes markup", MARKUP), ("talks", TALK),
                        ("hides characters", HIDDEN), ("invents a slot", SLOTS)):  # fmt: skip
        found += [(f"{what}: {tail!r}", appended(tail)) for tail in tails]
    for what, tails in (("puts a number in words", WORDS), ("talks on", TALK), ("puts a figure", NUMBERS)):
        found += [(f"{what} inside: {tail!r}", inside(f"and {tail[0].lower()}{tail[1:].rstrip('.')}")) for tail in tails]
    for what, words in (("turns a direction", DIRECTIONS), ("names another area", AREAS), ("gives a cause", CAUSES), ("names a time", TIMES),
                        ("adds an amount", AMOUNTS)):  # fmt: skip
        found += [(f"{what}: {tail!r}", inside(tail)) for tail in words]
    found += [*_swaps()]
    found += [(f"leaves out slot {place}", _dropped(place)) for place in range(5)]
    found += [(f"says slot {place} twice", _twice(place)) for place in range(5)]
    found += [(f"writes {text!r} for a form", _always(text)) for text in SHAPES]
    found += [("turns the claims round", lambda given: as_paragraph(" ".join(reversed(SLOT.findall(said(given)))) + ".")),
              ("says only the slots of one claim", lambda given: as_paragraph(given["claims"][0] if len(given["claims"]) > 1 else "It was.")),
              ("is very long", lambda given: as_paragraph(said(given) + " and that" * 2000 + ".")),
              ("gives the labels away", lambda given: as_paragraph(" ".join(given["slots"].values()))),
              ("repeats what it was given", json.dumps),
              ("prints a figure for a slot", first_slot(lambda name: "9,999")),
              ("prints a slot in bold", first_slot(lambda name: f"**{name}**")),
              ("puts a minus before a slot", first_slot(lambda name: f"\u2212{name}")),
              ("puts a percent sign after a slot", first_slot(lambda name: f"{name}%")),
              ("puts a letter before a slot", first_slot(lambda name: f"x{name}")),
              ("puts a letter after a slot", first_slot(lambda name: f"{name}s")),
              ("puts a slot in brackets", first_slot(lambda name: f"({name})")),
              ("says that it is not so", lambda given: as_paragraph(said(given).replace(" {", " not {", 1))),
              ("says that there is none", lambda given: as_paragraph(said(given).replace(" {", " no {", 1))),
              ("asks", replaced(".", "?")), ("exclaims", replaced(".", "!")),
              ("puts a hyphen before a slot", first_slot(lambda name: f"-{name}"))]  # fmt: skip
    return found
