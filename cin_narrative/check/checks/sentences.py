"""The sentences: each kind of claim's template, tried on specimens of the kind.

A template at fault: one that is missing or that no kind uses; a number typed into it; a word of
direction that nothing vouches for; and what its trial says (``sentence_trial``).
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.direction_words import DirectionWords
from cin_narrative.check.house import Document, House
from cin_narrative.check.sentence_trial import Trial
from cin_narrative.check.specimens.claims import KINDS, Kind, Specimens
from cin_narrative.messages import message
from cin_narrative.writing.branches import Branches, TemplateFault
from cin_narrative.writing.render import SENTENCES


def faults(house: House) -> Iterator[Fault]:
    """The faults of every template of ``prompts/commentary/sentences``."""
    specimens, kinds = Specimens(house.catalogue), {kind.kind: kind for kind in KINDS}
    words = DirectionWords(house)
    for path in sorted(SENTENCES.glob("*.j2")):
        document = house.document(path)
        if path.stem not in kinds:
            yield document.fault_at(0, message("check.no_claim_uses", kind=path.stem))
        elif document.text:
            yield from _template_faults(document, kinds[path.stem], specimens, words)
    for name in sorted(kinds):
        if not (SENTENCES / f"{name}.j2").is_file():
            document = Document(SENTENCES, f"prompts/commentary/sentences/{name}.j2", "")
            yield document.fault_at(0, message("check.no_template", kind=kinds[name].__name__))


def _template_faults(
    document: Document, kind: Kind, specimens: Specimens, words: DirectionWords
) -> Iterator[Fault]:
    try:
        branches = Branches(document.path, document.text)
    except TemplateFault as error:
        yield document.fault_at(error.line, message("check.template", why=error))
        return
    for line, text in branches.numbers:
        yield document.fault_at(line, message("check.number_typed", text=text))
    for line, text in words.beside_names(document.text):
        yield document.fault_at(line, message("check.name_turned", name=text))
    for line, text in words.typed(document.text):
        yield document.fault_at(line, message("check.word_typed", word=text))
    tried = Trial(kind, branches, specimens, words)
    tried.run()
    yield from (document.fault_at(line, text) for line, text in tried.faults())
    for said in sorted(tried.turned()):
        yield document.fault_at(
            document.line_with(said[0]), message("check.turned", word=said[0], field=said[1])
        )
