"""A .docx read back: what stands in it, in order, and which notes each paragraph cites. Read with zipfile and lxml alone."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLANK = re.compile(r"\s+")


@dataclass
class Block:
    """A paragraph: its style's name, its text, and where in the text a note is cited."""

    style: str
    text: str
    cited: list[int] = field(default_factory=list)
    in_table: bool = False

    @property
    def sentences(self) -> list[tuple[str, int]]:
        """Each sentence and how many notes stand after it."""
        ends = [match.end() for match in re.finditer(r"[.!?](?=\s+[A-Z0-9\u201c]|$)", self.text)]
        ends = sorted({*ends, len(self.text)})
        found, start = [], 0
        for end in ends:
            if self.text[start:end].strip():
                found.append((self.text[start:end].strip(), sum(start < place <= end for place in self.cited)))
            start = end
        return found


class WordFile:
    """The parts of a document that the tests ask about."""

    def __init__(self, data: bytes) -> None:
        self.packed = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.packed.namelist()
        self.body = self.xml("word/document.xml").find(f"{W}body")
        styles = self.xml("word/styles.xml").iter(f"{W}style")
        self.styles = {one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val") for one in styles}

    def xml(self, name: str):
        return etree.fromstring(self.packed.read(name))

    @property
    def notes(self) -> dict[int, str]:
        """The texts of the footnotes by id, without separators."""
        held = self.xml("word/footnotes.xml")
        return {int(one.get(f"{W}id")): "".join(one.itertext()).strip() for one in held if one.get(f"{W}type") is None}

    def blocks(self) -> list[Block]:
        return [self._block(one) for one in self.body.iter(f"{W}p")]

    def _block(self, paragraph) -> Block:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        block = Block(self.styles.get(named.get(f"{W}val"), "?") if named is not None else "Normal", "")
        block.in_table = any(parent.tag == f"{W}tc" for parent in paragraph.iterancestors())
        for one in paragraph.iter():
            if one.tag == f"{W}t" and not self._is_reference(one):
                block.text += one.text or ""
            elif one.tag == f"{W}footnoteReference" or (one.tag == f"{W}fldSimple" and one.get(f"{W}instr").startswith("NOTEREF")):
                block.cited.append(len(block.text))
            elif one.tag == f"{W}tab":
                block.text += "\t"
        return block

    @staticmethod
    def _is_reference(text) -> bool:
        fields = (parent for parent in text.iterancestors() if parent.tag == f"{W}fldSimple")
        return any(one.get(f"{W}instr").startswith("NOTEREF") for one in fields)

    def headings(self) -> list[tuple[str, str]]:
        return [(one.style.lower(), one.text) for one in self.blocks() if one.style.lower().startswith(("title", "heading"))]

    def section(self, heading: str) -> list[Block]:
        """What stands under a heading of the first level."""
        found, inside = [], False
        for one in self.blocks():
            if one.style.lower() == "heading 1":
                inside = one.text == heading
            elif inside:
                found.append(one)
        return found
