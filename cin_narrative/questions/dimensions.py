"""Breakdowns named beside totals: "plans ... by age" is the breakdown of those plans, where DfE publishes one."""

from __future__ import annotations

from cin_narrative.questions.refining import ANY_PERSON, ASSESSMENTS, FACTORS, NEED
from cin_narrative.questions.setting import Decline, Setting

DISABLED = "children_in_need_with_disability_recorded"


def with_dimensions(bases: list[str], earlier: list[str], setting: Setting) -> list[str] | Decline:
    """Breakdowns named beside a total: the breakdown of that total ("plans ... by age"), or there is none."""
    found: list[str] = []
    catalogue = setting.catalogue
    totals = [base for base in bases if not catalogue[base].breakdown_of]
    if not totals and len(earlier) == 1 and breakdown_with(earlier[0], catalogue[bases[0]].dimension, setting):
        totals = earlier
    for base in bases:
        dimension = catalogue[base].dimension
        if not dimension or not totals:
            found.append(base)
            continue
        for total in totals:
            fitting = breakdown_with(total, dimension, setting)
            if fitting is None and total in (ASSESSMENTS,) and base in (FACTORS, ANY_PERSON):
                fitting = base
            if fitting is None and total == NEED and catalogue[base].breakdown_of == DISABLED:
                fitting = base
            if fitting is None:
                return Decline("not_held", "no_such_breakdown", (dimension,), total)
            found.append(fitting)
            if total in found:
                found.remove(total)
    return list(dict.fromkeys(b for b in found if b not in totals or not any(catalogue[f].breakdown_of for f in found)))


def narrowed(bases: list[str], earlier: list[str], setting: Setting) -> list[str]:
    """A total with a breakdown beside a category of it ("plans starting with neglect as initial category"): the breakdown of that total."""
    kinds = {bool(setting.catalogue[base].breakdown_of) for base in bases}
    found = with_dimensions(bases, earlier, setting) if len(kinds) > 1 else bases
    return bases if isinstance(found, Decline) else found


def breakdown_with(total: str, dimension: str, setting: Setting) -> str | None:
    """The breakdown of ``total`` by ``dimension``; None where DfE publishes none."""
    exact = [i.id for i in setting.catalogue if i.dimension == dimension and i.breakdown_of == total]
    if exact:
        return exact[0]
    known = {total, f"{total.replace('_at_31_march', '')}_with_known_ethnicity"}
    for indicator in setting.catalogue:
        same = indicator.dimension == dimension or (
            dimension == "latest category of abuse" and indicator.dimension == "initial category of abuse"
        )
        if same and indicator.breakdown_of in known:
            return indicator.id
    return _held_locally(total, dimension, setting)


def _held_locally(total: str, dimension: str, setting: Setting) -> str | None:
    """The same breakdown at the time of referral, which only an authority's own return has; None where the store holds none."""
    held = {indicator for indicator, _ in setting.store.holdings}
    found = (i.id for i in setting.catalogue if i.breakdown_of == total and i.dimension == f"{dimension} at referral" and i.id in held)
    return next(found, None)
