"""Definitions, outline, templates, areas and bands -> every fault in them."""

from __future__ import annotations

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import DEFINITIONS
from cin_narrative.catalogue.definitions import read_what_can_be
from cin_narrative.claims.claims import load_bands
from cin_narrative.errors import CinNarrativeError
from cin_narrative.report.outline import read_outline
from cin_narrative.writing.render import template_faults


def check() -> list[str]:
    """Every fault in every definition, outline and template, all at once; an empty list where there
    is none.
    """
    from cin_narrative.questions.job_prompts import prompt_faults

    catalogue, at_fault, left_out = read_what_can_be(DEFINITIONS)
    faults = [*template_faults(), *prompt_faults(), *at_fault]
    faults += [
        fault
        for fault in read_outline(catalogue)[1]
        if not any(f'"{name}" is not known' in fault for name in left_out)
    ]
    for load_one in (load_areas, load_bands):
        try:
            load_one()
        except (CinNarrativeError, KeyError, ValueError) as error:
            faults.append(f"{load_one.__name__}: {error}")
    return faults
