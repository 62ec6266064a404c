"""Exports read back: what a format holds, and that nothing typed or found in data is more than text in it."""

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from cin_narrative import api
from cin_narrative.errors import UnknownName
from cin_narrative.export.clipboard import copied_paragraph, copied_section
from cin_narrative.export.formats import export, formats
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import ATTRIBUTION, Frame, Page, Said, Section, Table, clean, framed
from cin_narrative.export.pictures import forget_pictures
from cin_narrative.report.summary import Form
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    'Fine until here <script>alert(1)</script> <img src=x onerror=alert(1)> & "quoted" \x00\x0b\x1b'
    "<w:p><w:r><w:t>Word</w:t></w:r></w:p> ![x](http://example.invalid/leak) [a](javascript:alert(1)) `code` **bold** "
    "{{ 7 * 7 }} [99999] \u202eright to left\ud800"
)
FORMULA = '=HYPERLINK("http://example.invalid";"x")'


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(store) -> Page:
    return api.page(api.summary(store, "Derby", 2016))


@pytest.fixture(scope="module")
def written(page) -> dict[str, bytes]:
    made = {name: export(page, name) for name in formats()}
    forget_pictures()  # what is written again is drawn again
    return made


@pytest.fixture(scope="module")
def hostile(page) -> Page:
    """The page after a person has pasted into it, and after a file with a hostile name was loaded."""
    first = next(section for section in page.sections if section.paragraphs)
    edited = replace(first, heading=clean(f"<b>{HOSTILE}"), paragraphs=(Said(clean(HOSTILE)), Said(clean(FORMULA)), *first.paragraphs))
    figures = {mark: tuple(figure.changed(source=f"{FORMULA}.csv", derived_from=(), release="a return") for figure in entry)
               for mark, entry in page.figures.items()}  # fmt: skip
    rows, numbers = ((FORMULA, "+1 [1]"), ("<td>", "[c]")), ((page.figures[1][0],), (None,))
    table = Section("Table", tables=(Table(FORMULA, ("Figure", FORMULA), rows, (FORMULA,), numbers),))
    return Page(f"{page.title} </title><script>", (edited, table, *page.sections), figures)


def xml_of(packed: bytes, name: str):
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(packed)).read(name))


class Reader(HTMLParser):
    """Collects what a test asks of a page of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def all(self, tag: str, name: str) -> list[str]:
        return [attributes[name] or "" for found, attributes in self.tags if found == tag and name in attributes]


@pytest.mark.parametrize("name", formats())
def test_the_same_page_is_the_same_bytes(page, written, name):
    assert export(page, name) == written[name]


def test_an_unknown_format_offers_the_nearest(page):
    with pytest.raises(UnknownName, match="docx"):
        export(page, "doc")


def test_no_file_of_office_holds_a_time(written):
    for name in ("docx", "xlsx"):
        packed = zipfile.ZipFile(io.BytesIO(written[name]))
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in re.sub(rb'xmlns:\w+="[^"]*"', b"", packed.read("docProps/core.xml"))


# Word (its structure: test_word.py)


def test_word_cannot_be_broken_by_what_was_pasted(hostile):
    document = docx.Document(io.BytesIO(export(hostile, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert clean(HOSTILE) in texts and FORMULA in texts
    assert "<w:p>" in clean(HOSTILE) and "\x0b" not in "".join(texts) and "\u202e" not in "".join(texts)


# HTML


def test_html_asks_nobody_for_anything(written):
    page = Reader(written["html"].decode())
    outside = [value for _, attributes in page.tags for name, value in attributes.items()
               if name in ("src", "href", "srcset", "action", "data", "xlink:href") and not (value or "").startswith("#")]  # fmt: skip
    assert outside == []
    assert "url(" not in written["html"].decode() and "@import" not in written["html"].decode()
    assert not {"script", "link", "iframe", "object", "img", "base"} & {tag for tag, _ in page.tags}
    assert "default-src 'none'" in page.all("meta", "content")[1]


def test_html_is_in_british_english_with_one_title_and_a_way_past_the_contents(page, written):
    found = Reader(written["html"].decode())
    assert found.all("html", "lang") == ["en-GB"]
    assert [tag for tag, _ in found.tags].count("h1") == 1
    tags = [tag for tag, _ in found.tags]
    assert tags.count("h2") == len(page.main) + 2 and tags.count("h3") == len(page.annex) + 1
    assert found.all("a", "href")[0] == "#main" and "main" in found.all("main", "id")


def test_html_citations_lead_to_their_source_and_back(page, written):
    found = Reader(written["html"].decode())
    identifiers = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    assert len(identifiers) == len(set(identifiers))
    links = {href.removeprefix("#") for href in found.all("a", "href")}
    assert links <= set(identifiers)
    assert {f"source-{mark}" for mark in page.marks} <= links
    assert {one for one in identifiers if one.startswith("mark-")} <= links


def test_html_charts_have_text_alternatives_and_a_table(page, written):
    found = Reader(written["html"].decode())
    roles = [attributes for _, attributes in found.tags if attributes.get("role") == "img"]
    assert len(roles) == len(page.drawn) and all(one["aria-label"] for one in roles)
    assert len(found.all("svg", "viewbox")) == len(page.drawn)
    assert [tag for tag, _ in found.tags].count("details") == len(page.drawn) + 1  # the annex, folded


def test_html_shows_what_was_pasted_as_text(hostile):
    text = export(hostile, "html").decode()
    found = Reader(text)
    assert not {"script", "img", "w:p"} & {tag for tag, _ in found.tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text and "[99999]" in text


def test_html_is_printed_on_a4_without_controls(written):
    text = written["html"].decode()
    style = text[text.index("@media print") :]
    assert "@page { size: A4;" in text
    assert re.search(r"\.skip, nav, figure details, \.back { display: none; }", style)
    assert "figure, tr, li { break-inside: avoid; }" in style and "thead { display: table-header-group; }" in style
    found = Reader(text)
    controls = {tag for tag, _ in found.tags} & {"button", "input", "select", "form", "details"}
    assert controls == {"details"}  # of charts' tables, not printed; of the annex, printed where a reader has opened it
    assert ".annex:not([open]) { display: none; }" in style


def test_a_chapter_of_html_is_a_fragment_without_our_frame(page):
    text = export(framed(page, Frame(chapter=True)), "html").decode()
    found = Reader(text)
    tags = [tag for tag, _ in found.tags]
    assert tags[0] == "article" and not {"html", "head", "body", "style", "script", "meta", "nav", "header", "footer", "h1"} & set(tags)
    assert tags.count("h2") == 1 and "class=\"skip\"" not in text
    identifiers = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    ours = [one for one in identifiers if not re.fullmatch(r"(clip|gradient)[_\d]+", one)]
    assert len(set(ours)) == len(ours) and all(one.startswith("cin-") for one in ours)
    assert {href.removeprefix("#") for href in found.all("a", "href")} <= set(ours)
    assert "To be written" not in text and ATTRIBUTION in text


def test_a_chapter_of_markdown_has_its_title_on_the_second_level(page):
    text = export(framed(page, Frame(chapter=True)), "md").decode()
    headings = re.findall(r"(?m)^(#+) (.+)$", text)
    assert headings[0][0] == "##" and [level for level, _ in headings].count("##") == 1
    assert {level for level, _ in headings} == {"##", "###", "####"} and "To be written" not in text


# Text


def test_markdown_keeps_the_marks_and_lists_their_sources(page, written):
    text = written["md"].decode()
    assert text.startswith(f"# {page.title}\n\n## {page.sections[0].heading}\n")
    sources = re.findall(r"(?m)^- \[(\d+)\] ", text)
    assert [int(mark) for mark in sources] == page.marks
    assert text.rstrip().endswith(ATTRIBUTION)


def test_markdown_shows_what_was_pasted_as_text(hostile):
    text = export(hostile, "md").decode()
    assert not re.search(r"(?<!\\)[<`*]", re.sub(r"(?m)^\*To be written.*$|^- \*\*[^*]*\*\*", "", text))
    assert "](" not in text.replace("\\](", "").replace("\\]", "")


def test_plain_text_has_no_markup_and_names_the_columns_of_a_table(page, written):
    text = written["txt"].decode()
    table = next(table for section in page.sections for table in section.tables)
    assert f"{table.rows[0][0]}: {table.columns[1]} {table.rows[0][1]}; " in text
    assert "##" not in text and "| " not in text


# The spreadsheet


def test_spreadsheet_has_cover_contents_notes_and_one_marked_table_on_each_sheet(page, written):
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"] and len(book.sheetnames) >= 6
    assert book.active.title == "Cover" and book["Cover"]["A1"].value == page.title
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1 and not sheet.merged_cells.ranges
        area = next(iter(sheet.tables.values())).ref
        blank = [cell.coordinate for row in sheet[area] for cell in row if cell.value in (None, "")]
        assert blank == []
    leads = [book["Contents"].cell(row, 1).hyperlink.location for row in range(4, 4 + len(book.sheetnames) - 2)]
    assert leads == [f"'{name}'!A1" for name in book.sheetnames[2:]]


def test_spreadsheet_holds_every_figure_once_with_its_value(page, written):
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    rows = [row for name in ("Table_1", "Table_2") for row in book[name].iter_rows(min_row=5, values_only=True)]
    held = [(mark, figure) for mark, entry in sorted(page.figures.items()) for figure in entry]
    assert sorted(row[0] for row in rows) == [mark for mark, _ in held]
    by_mark = {mark: iter(page.figures[mark]) for mark in page.figures}
    for row in rows:
        figure = next(by_mark[row[0]])
        assert row[7] == (float(figure.value) if figure.value is not None else figure.shown)


def test_spreadsheet_never_holds_a_formula(hostile):
    book = openpyxl.load_workbook(io.BytesIO(export(hostile, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]


# What is copied


def test_a_copied_paragraph_has_its_sources_or_no_citations(store):
    summary = api.summary(store, "Derby", 2016)
    paragraph = next(one for one in summary.paragraphs if one.marks)
    clip = copied_paragraph(summary, paragraph)
    assert clip.text == "\n\n".join([paragraph.text, "\n".join(["Sources", *summary.sources(paragraph.marks)])])
    assert all(f"<sup>[{mark}]</sup>" in clip.html for mark in paragraph.marks)
    bare = copied_paragraph(summary, paragraph, citations=False)
    assert bare.text == paragraph.plain and "<sup>" not in bare.html and "Sources" not in bare.html


def test_a_copied_section_has_its_heading_and_every_paragraph(store):
    summary = api.summary(store, "Derby", 2016)
    paragraphs = [one for one in summary.paragraphs if one.heading == "Referrals"]
    clip = copied_section(summary, "Referrals", citations=False)
    assert clip.text == "\n\n".join(["Referrals", *(one.plain for one in paragraphs)])
    assert clip.html.startswith("<h3>Referrals</h3><p>") and clip.html.count("<p>") == len(paragraphs)
    assert copied_section(summary, "Nothing of the kind").text == ""


def test_what_is_copied_is_inert(store):
    summary = api.summary(store, "Derby", 2016)
    clip = copied_paragraph(summary, Paragraph("Local context", f"{HOSTILE}\n{FORMULA}"))
    assert "<script" not in clip.html and "<img" not in clip.html and "&lt;script&gt;" in clip.html
    assert "\x00" not in clip.text and clip.html.count("<p>") == 3


# The page


def test_a_page_says_what_to_know_first_and_what_people_write_before_the_notes(page):
    headings = [section.heading for section in page.sections]
    main = [section.heading for section in page.main]
    assert headings[:2] == ["In one sentence", "What to know"] and headings[-1] == "About these figures"
    assert main.index("How well it is done") < main.index("Local context") < main.index("Notes") < main.index("Sources")
    assert "Referrals" in [section.heading for section in page.annex]
    assert next(section for section in page.sections if section.heading == "Local context").prompt


def test_what_a_person_wrote_takes_the_place_of_the_prompt(store):
    summary = api.summary(store, "Derby", 2016)
    summary.paragraphs.append(Paragraph("Local context", "First line.\n\nSecond line."))
    section = next(one for one in page_of(summary).sections if one.heading == "Local context")
    assert (section.paragraphs, section.prompt) == ((Said("First line."), Said("Second line.")), "")


def test_exporting_leaves_the_commentary_as_it_was(store):
    summary = api.summary(store, "Derby", 2016)
    before = summary.record()
    export(page_of(summary), "docx")
    assert summary.record() == before


def test_charts_end_with_the_year_of_the_page(page):
    assert {trend.years[-1] for trend in page.trends} == {2016}


def test_a_brief_keeps_to_what_to_know_the_table_of_stages_and_the_notes(store):
    brief = api.page(api.summary(store, "Derby", 2016, form=Form.BRIEF))
    assert [section.heading for section in brief.sections] == [
        "In one sentence", "What to know", "From referral to plan", "Notes", "Sources",
    ]  # fmt: skip
    [table] = [table for section in brief.sections for table in section.tables]
    assert any(re.fullmatch(r"Referrals \[\d+\]", row[0]) for row in table.rows)
    assert "Rates are per 10,000 children aged under 18 years." in table.notes
    opening = brief.sections[0].paragraphs[0].text
    assert "2,342 [1] children in need" in opening and "31 March 2016" in opening
    assert not brief.trends and not brief.charts and not any(section.prompt for section in brief.sections)
    document = docx.Document(io.BytesIO(export(brief, "docx")))
    assert document.sections[0].top_margin.cm == pytest.approx(1.5, abs=0.01) and not document.inline_shapes


@pytest.mark.parametrize(("area", "heading"), [("East Midlands", "Beside England"), ("Derby", "Beside neighbours, region and England")])
def test_the_table_is_headed_by_those_that_the_area_is_beside(store, area, heading):
    assert heading in [section.heading for section in api.page(api.summary(store, area, 2016), draws=False).sections if section.tables]
