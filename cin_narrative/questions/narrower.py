"""A part of a category ("GPs" of health services): held only with the rest of it, so never given by itself."""

from __future__ import annotations

from cin_narrative.definitions.catalogue import Text
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.setting import Decline, Option, Setting


def narrower_source(part: Part, bases: list[str], setting: Setting) -> Decline | None:
    """ "referrals from GPs": a part of a category, which is held only with the rest of it."""
    for _, mention in part.having(Kind.NARROWER):
        name, category = (mention.value(Kind.NARROWER) or "").split("/")
        indicator = setting.catalogue[name]
        if not {indicator.breakdown_of, name} & set(bases) or mention.value(Kind.CATEGORY) is not None:
            continue
        label = indicator.categories[category].label
        option = Option(f"{indicator.title}: {label}", f"Referrals from {label}")
        return Decline("not_held", "narrower", (" ".join(mention.words), Text(label)), name, options=(option,))
    return None
