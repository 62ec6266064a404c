"""A council's template: what is in it stays, what it lacks is added, and what is none is refused with one line."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.shared import Cm, Pt, RGBColor
from word_reader import W, WordFile

from cin_narrative import api
from cin_narrative.cli.main import main
from cin_narrative.errors import TemplateRefused
from cin_narrative.export.formats import export
from cin_narrative.export.page import Frame, Said, Section, framed
from cin_narrative.export.word.template import opened

# A document as small as one can be: no styles, no settings, no lists, no notes, and an empty paragraph.
BARE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/>'
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/></w:sectPr>'
    "</w:body></w:document>",
}  # fmt: skip
NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>Our own note.</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return held.getvalue()


def with_notes(data: bytes) -> bytes:
    """The document with a footnotes part of its own, cited in its first paragraph."""
    old = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: old.read(name) for name in old.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = "word/_rels/document.xml.rels"
    more = f'<Relationship Id="n" Type="{link}" Target="footnotes.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", more.encode())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="7"/></w:r></w:p>', 1)
    return packed({**parts, "word/footnotes.xml": NOTES})


@pytest.fixture(scope="module")
def council() -> bytes:
    """A template with its own heading, header, footer, list and margins, written by python-docx."""
    document = docx.Document()
    document.styles["Heading 1"].font.size, document.styles["Heading 1"].font.color.rgb = Pt(31), RGBColor(0x99, 0, 0)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Anytown letterhead", "Anytown, page"
    document.add_heading("Foreword", 1)
    document.add_paragraph("Our own words.")
    for _ in range(3):
        document.add_paragraph("")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.fixture(scope="module")
def page(starter_store):
    with api.open_store(starter_store) as store:
        return api.page(api.summary(store, "Derby", 2016, annex=False))


def written(page, template: bytes) -> WordFile:
    return WordFile(export(framed(page, Frame(template=template)), "docx"))


def test_the_council_s_words_styles_header_and_footer_stay(page, council) -> None:
    made = written(page, council)
    texts = [one.text for one in made.blocks()]
    assert texts[:3] == ["Foreword", "Our own words.", page.title]
    heading = next(one for one in made.xml("word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == "Heading1")
    assert heading.find(f"{W}rPr/{W}sz").get(f"{W}val") == "62" and heading.find(f"{W}rPr/{W}color").get(f"{W}val") == "990000"
    ends = b"".join(made.packed.read(name) for name in made.names if re.search("header|footer", name))
    assert b"Anytown letterhead" in ends and b"Anytown, page" in ends and b"NUMPAGES" not in ends


def test_the_page_begins_on_a_page_of_its_own_and_no_empty_paragraph_is_left(page, council) -> None:
    made = written(page, council)
    title = next(one for one in made.body.iter(f"{W}p") if "".join(one.itertext()) == page.title)
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert [one for one in made.blocks() if not one.text and not one.style.startswith("Normal")] == []


def test_tables_and_charts_fit_between_the_council_s_margins(page, council) -> None:
    made = written(page, council)
    size, margins = made.body.find(f"{W}sectPr/{W}pgSz"), made.body.find(f"{W}sectPr/{W}pgMar")
    room = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    for table in made.body.iter(f"{W}tbl"):
        assert sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) <= room + 20
    extents = [int(one.get("cx")) for one in made.body.iter() if one.tag.endswith("}extent")]
    assert extents and max(extents) <= room * 635 + 5000


def test_the_council_s_own_notes_stay_and_ours_are_numbered_after_them(page, council) -> None:
    made = written(page, with_notes(council))
    assert made.notes[7] == "Our own note." and min(number for number in made.notes if number != 7) == 8
    cited = [int(one.get(f"{W}id")) for one in made.body.iter(f"{W}footnoteReference")]
    assert cited == sorted(cited) and cited[0] == 7 and sorted(cited) == sorted(made.notes)


def test_a_template_without_our_styles_gets_them(page) -> None:
    questions = Section("Questions", bullets=(Said("What became of them?"), Said("Who sent them?")))
    made = written(replace(page, sections=(*page.sections, questions)), packed(BARE))
    used = {one.style for one in made.blocks()}
    assert {"Title", "heading 1", "Table text", "Cover line"} <= {made.styles[name] for name in made.styles} | used
    assert "?" not in used and made.headings()[0] == ("title", page.title)
    numbered = list(made.xml("word/styles.xml").iter(f"{W}numId"))
    lists = {one.get(f"{W}numId") for one in made.xml("word/numbering.xml").iter(f"{W}num")}
    assert numbered and {one.get(f"{W}val") for one in numbered} <= lists
    assert [one for one in made.body.iter(f"{W}p") if not len(one)] == []


def test_a_template_of_word_s_own_kind_is_a_template_too(page, council) -> None:
    parts = zipfile.ZipFile(io.BytesIO(council))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in parts.namelist():
            made.writestr(name, parts.read(name).replace(b"document.main+xml", b"template.main+xml") if name.startswith("[") else parts.read(name))
    assert export(framed(page, Frame(template=held.getvalue())), "docx") == export(framed(page, Frame(template=council)), "docx")


def test_what_we_wrote_is_a_template_again(page) -> None:
    once = export(page, "docx")
    twice = written(page, once)
    assert len(twice.names) == len(set(twice.names))
    identities = [one.get(f"{W}id") for one in twice.body.iter(f"{W}bookmarkStart")]
    names = [one.get(f"{W}name") for one in twice.body.iter(f"{W}bookmarkStart")]
    assert len(set(identities)) == len(identities) and len(set(names)) == len(names)
    assert len(twice.notes) == 2 * len(WordFile(once).notes)


def test_the_same_template_gives_the_same_bytes(page, council) -> None:
    frame = Frame(template=council)
    assert export(framed(page, frame), "docx") == export(framed(page, frame), "docx")



@pytest.mark.parametrize(
    "data",
    [b"", b"plain text", b"%PDF-1.7", packed({"a.txt": "x"}), packed({**BARE, "word/document.xml": "<w:document"}),
     packed({**BARE, "_rels/.rels": "<Relationships/>"}), packed({**BARE, "word/document.xml": "<html><body/></html>"})],
)  # fmt: skip
def test_what_is_no_template_is_refused(data) -> None:
    with pytest.raises(TemplateRefused, match=r"letter\.docx is no Word document that can be a template: save it in Word as \.docx"):
        opened(data, "letter.docx")


def test_a_cut_template_and_one_with_macros_are_refused(council) -> None:
    for length in range(0, len(council), 997):
        with pytest.raises(TemplateRefused):
            opened(council[:length], "cut.docx")
    types = BARE["[Content_Types].xml"].replace("wordprocessingml.document.main", "x.ms-word.document.macroEnabled.main")
    with pytest.raises(TemplateRefused, match="has macros"):
        opened(packed({**BARE, "[Content_Types].xml": types}), "macros.docm")


def test_a_template_with_no_room_for_a_text_is_refused() -> None:
    document = docx.Document()
    document.add_section(WD_SECTION.NEW_PAGE)
    document.sections[-1].left_margin = document.sections[-1].right_margin = Cm(9)
    held = io.BytesIO()
    document.save(held)
    with pytest.raises(TemplateRefused, match="no room"):
        opened(held.getvalue(), "narrow.docx")


@pytest.mark.parametrize(
    ("name", "target", "code", "says"),
    [("none.docx", "out.docx", 47, "none.docx cannot be read"), ("text.docx", "out.docx", 47, "text.docx is no Word document"),
     ("council.docx", "out.md", 45, "--template goes with a Word document")],
)  # fmt: skip
def test_the_command_line_has_one_line_for_each(name, target, code, says, council, starter_store, tmp_path, capsys) -> None:
    (tmp_path / "text.docx").write_text("no document")
    (tmp_path / "council.docx").write_bytes(council)
    words = ["summary", "Derby", "2016", "--store", str(starter_store), "--template", str(tmp_path / name), "-o", str(tmp_path / target)]
    assert main(words) == code
    told = capsys.readouterr().err
    assert says in told and told.count("\n") == 1 and not (tmp_path / target).exists()


def test_the_command_line_writes_into_a_template(council, starter_store, tmp_path) -> None:
    (tmp_path / "council.docx").write_bytes(council)
    words = ["summary", "Derby", "2016", "--store", str(starter_store), "--template", str(tmp_path / "council.docx"), "--no-annex",
             "--for", "The cabinet", "-o", str(tmp_path / "out.docx")]  # fmt: skip
    assert main(words) == 0
    texts = [one.text for one in WordFile((tmp_path / "out.docx").read_bytes()).blocks()]
    assert texts[0] == "Foreword" and "Prepared for\tThe cabinet" in texts
