"""A part of a category ("GPs" of health services): held only with the rest of it, so never given by itself."""

from __future__ import annotations

import re

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Topic
from cin_narrative.questions.setting import Decline, Option, Setting

OF_ASSESSMENT = re.compile(r"\b(?:factors?|assess\w*|identified|flagged|risk|closed?|closures?|cin)\b")


def narrower_source(part: Part, bases: list[str], setting: Setting) -> Decline | None:
    """ "referrals from GPs": a part of a category, which is held only with the rest of it."""
    for _, mention in part.having(Kind.NARROWER):
        name, category = (mention.value(Kind.NARROWER) or "").split("/")
        indicator = setting.catalogue[name]
        referred = any(word.startswith("referral") for word in mention.words)
        if not (referred or {indicator.breakdown_of, name} & set(bases)) or mention.value(Kind.CATEGORY) is not None:
            continue
        label = indicator.categories[category].label
        option = Option(f"{indicator.title}: {label}", f"Referrals from {label}")
        return Decline("not_held", "narrower", (" ".join(mention.words), Text(label)), name, options=(option,))
    return None


def held_elsewhere(topics: list[Topic], part: Part) -> Decline | None:
    """Deaths, adoptions and missing children in general: held only of closed cases, or as flagged at an assessment."""
    sayings = {"died": "topic_case_outcomes", "adopted": "topic_adoption", "going_missing": "only_factor"}
    saying = next((sayings[topic.category] for topic in topics if topic.category in sayings), None)
    said = any(True for _ in part.having(Kind.CASE)) or part.modifiers() & {"end"} or part.cues() & {"breakdown"}
    if saying is None or said or OF_ASSESSMENT.search(part.text):
        return None
    return Decline("not_held", saying, (), topics[0].indicator)
