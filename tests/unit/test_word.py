"""The Word document read back: headings, notes, tables, charts, cover, contents, and that nothing in it is twice or empty."""

import re
from dataclasses import replace

import pytest
from word_reader import W, WordFile

from cin_narrative import api
from cin_narrative.export.formats import export
from cin_narrative.export.page import ANNEX_HEADING, Frame, Page, Section, Table, framed
from cin_narrative.export.pictures import picture_of
from cin_narrative.export.word.table_widths import LETTER, PADDING, column_widths
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import SIGNED_HEADING, Form
from cin_narrative.store.store import Store

SLOTS_HEADING = "Written locally"
# Digits that are no figure: a day, a year, a period, an age, a law, a limit of time that a measure is named by.
NAMED = re.compile(r"31 March \d{4}|year ending \d|under 18|[Ss]ection 47|\b(15|45) working days|12 months|10,000 children|every 100|"
                   r"\b\d+ (?:years?|months?|days?) or (?:more|less)|the \d+ years held|\d{4} model|\b(?:19|20)\d\d\b|\bof the \d+\b")  # fmt: skip


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(store) -> Page:
    return api.page(api.summary(store, "Derby", 2016))


@pytest.fixture(scope="module")
def word(page) -> WordFile:
    return WordFile(export(page, "docx"))


@pytest.mark.long
def test_headings_are_messages_and_sections_in_their_order(page, word) -> None:
    headings = word.headings()
    assert headings[0] == ("title", page.title)
    first = [text for style, text in headings if style == "heading 1"]
    slots = [one.heading for one in page.main if one.kind is Kind.SLOTS]
    main = [one.heading for one in page.main if one.kind is not Kind.SLOTS]
    assert slots and [text for text in first if text != SLOTS_HEADING] == [*main, ANNEX_HEADING]
    second = [text for style, text in headings if style == "heading 2"]
    leads = [re.sub(r" \[\d+\]", "", said.bold).strip().rstrip(".") for one in page.main for said in (*one.bullets, *one.paragraphs) if said.lead]
    assert leads and second == [*leads, *slots, *(one.heading for one in page.annex)]


def test_a_sentence_has_one_note_at_its_end_and_no_figure_is_without_one(word) -> None:
    told = [one for one in word.blocks() if one.cited and not one.in_table]
    assert told
    for block in told:
        assert all(block.text[:place].endswith((".", "!", "?", ":")) for place in block.cited), block
        assert all(count <= 1 for _, count in block.sentences), block
    for heading in ("In one sentence", "What to know", "Who the children are, and why"):
        for block in word.section(heading):
            if block.style == "Normal":
                assert [text for text, notes in block.sentences if re.search(r"\d", NAMED.sub("", text)) and not notes] == []


def test_each_sentence_and_row_that_cites_has_its_reference(page, word) -> None:
    """As many references as sentences and rows that hold a mark; a lead's figures are those of the sentence after it."""
    mark, end = r" \[\d+\]", re.compile(r"(?<=[.!?]) +(?=[A-Z0-9\u201c\"'(])")
    texts = [said.rest if said.rest.strip() else said.text for one in page.sections for said in (*one.bullets, *one.paragraphs)]
    sentences = sum(bool(re.search(mark, sentence)) for text in texts for sentence in end.split(text))
    rows = sum(bool(re.search(mark, " ".join(row))) for one in page.sections for table in one.tables for row in table.rows)
    assert sum(len(one.cited) for one in word.blocks()) == sentences + rows
    assert sum(len(one.cited) for one in word.blocks() if one.in_table) == rows > 20


def test_every_note_is_cited_once_and_says_where_it_is_from(word) -> None:
    cited = [int(one.get(f"{W}id")) for one in word.body.iter(f"{W}footnoteReference")]
    assert sorted(cited) == sorted(word.notes) and len(set(cited)) == len(cited) > 30
    assert len(set(word.notes.values())) == len(word.notes)
    assert all(".csv" not in text for text in word.notes.values())
    untold = [text for text in word.notes.values() if not re.search(r"Tables? [a-d]\d|Department for Education|Council|ordinary", text)]
    assert untold == []


def test_what_is_cited_again_refers_to_the_note_that_tells_it(page) -> None:
    first = page.main[0]
    twice = WordFile(export(replace(page, sections=(replace(first, paragraphs=first.paragraphs * 2), *page.sections[1:])), "docx"))
    bookmarks = {one.get(f"{W}name") for one in twice.body.iter(f"{W}bookmarkStart")}
    again = [one for one in twice.body.iter(f"{W}fldSimple") if one.get(f"{W}instr").startswith("NOTEREF")]
    assert [one.get(f"{W}instr").split()[1] in bookmarks for one in again] == [True]
    assert ["".join(one.itertext()) for one in again] == ["1"]


def test_no_note_is_in_the_list_of_sources(page, word) -> None:
    sources = [one.text for one in word.section("Sources")]
    assert [line.text for one in page.sections if one.kind is Kind.SOURCES for line in one.bullets] == sources[:-1]
    assert not set(sources) & set(word.notes.values()) and len(sources) == len(set(sources))


def test_tables_have_a_heading_row_that_is_repeated_and_figures_at_the_right(page, word) -> None:
    laid_out = [table for section in page.sections for table in section.tables]
    tables = list(word.body.iter(f"{W}tbl"))
    assert len(tables) == len(laid_out) > 2
    for table, expected in zip(tables, laid_out, strict=True):
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None and len(rows) == len(expected.rows) + 1
        assert ["".join(cell.itertext()) for cell in rows[0].findall(f"{W}tc")] == list(expected.columns)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == expected.caption
        assert not list(table.iter(f"{W}gridSpan")) and not list(table.iter(f"{W}vMerge"))
        used = {one.get(f"{W}val") for row in rows[1:] for cell in row.findall(f"{W}tc")[1:] for one in cell.iter(f"{W}pStyle")}
        (right,) = used
        style = next(one for one in word.xml("word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == right)
        assert style.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"


def test_no_table_is_wider_than_the_text(word) -> None:
    size, margins = word.body.find(f"{W}sectPr/{W}pgSz"), word.body.find(f"{W}sectPr/{W}pgMar")
    room = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    for table in word.body.iter(f"{W}tbl"):
        widths = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
        assert min(widths) > 200 and sum(widths) <= room + 20


def test_charts_stand_in_their_section_with_a_text_alternative(page, word) -> None:
    described = [one.get("descr") for one in word.body.iter() if one.tag.endswith("}docPr")]
    assert described == [picture_of(one).alternative for one in page.drawn] and len(described) >= 3
    assert all(text and "[" not in text for text in described)
    stages = next(one.heading for one in page.main if one.kind is Kind.STAGES)
    captions = [one.text for one in word.section(stages) if one.style.lower() == "caption"]
    assert any(text.startswith("Figure 1: ") for text in captions) and any(text.startswith("Table 1: ") for text in captions)
    identities = [one.get("id") for one in word.body.iter() if one.tag.endswith("}docPr")]
    assert len(set(identities)) == len(identities)


def test_the_cover_says_what_it_is_for_whom_and_that_nobody_has_signed(page, word) -> None:
    cover = dict(one.text.split("\t") for one in word.blocks() if one.style == "Cover line")
    assert list(cover) == ["Area", "Year", "Prepared for", "Figures", "Status"]
    assert cover["Area"] == "Derby" and cover["Year"].endswith("2016") and cover["Status"].startswith("Draft")
    other = WordFile(export(framed(page, Frame(audience="The scrutiny board, 7 May")), "docx"))
    assert any(one.text == "Prepared for\tThe scrutiny board, 7 May" for one in other.blocks())


def test_the_cover_says_who_signed(page) -> None:
    line = "Signed by A. Person, 2026-11-29: all parts."
    signed = replace(page, sections=(*page.sections, Section(SIGNED_HEADING, (page.main[0].paragraphs[0].__class__(line),))))
    blocks = WordFile(export(signed, "docx")).blocks()
    assert [one.style for one in blocks if line in one.text] == ["Cover line"]
    assert not any("nobody" in one.text for one in blocks)


def test_the_contents_read_without_being_filled_and_lead_to_the_headings(word) -> None:
    lines = [one.text for one in word.blocks() if one.style == "toc 1"]
    assert lines == [text for style, text in word.headings() if style == "heading 1"]
    assert 'TOC \\o "1-1"' in "".join(one.text for one in word.body.iter(f"{W}instrText"))
    kinds = [one.get(f"{W}fldCharType") for one in word.body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    anchors = {one.get(f"{W}anchor") for one in word.body.iter(f"{W}hyperlink")}
    assert len(anchors) == len(lines) and anchors <= {one.get(f"{W}name") for one in word.body.iter(f"{W}bookmarkStart")}


def test_nothing_is_spaced_by_an_empty_paragraph(word) -> None:
    holds = ("t", "drawing", "fldChar")
    empty = [one for one in word.body.iter(f"{W}p") if not any(next(one.iter(f"{W}{name}"), None) is not None for name in holds)]
    assert empty == []


def test_language_and_properties(page, word) -> None:
    languages = {one.get(f"{W}val") for one in word.xml("word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}
    properties = {one.tag.rpartition("}")[2]: one.text for one in word.xml("docProps/core.xml")}
    assert properties["title"] == page.title and properties["language"] == "en-GB"
    assert "2016" in properties["subject"] and "created" not in properties
    footers = b"".join(word.packed.read(name) for name in word.names if "footer" in name)
    assert b"PAGE" in footers and b"NUMPAGES" in footers


def test_no_part_stands_twice(word) -> None:
    assert len(word.names) == len(set(word.names))


def test_the_second_part_can_be_left_out(store, page) -> None:
    short = WordFile(export(api.page(api.summary(store, "Derby", 2016, annex=False)), "docx"))
    headings = [text for _, text in short.headings()]
    assert ANNEX_HEADING not in headings and "Referrals" not in headings and "What to know" in headings
    assert "word/footnotes.xml" in short.names


def test_a_chapter_has_neither_cover_nor_contents_nor_parts_to_write(store) -> None:
    chapter = WordFile(export(api.page(api.summary(store, "Derby", 2016, annex=False), frame=Frame(chapter=True)), "docx"))
    styles = {one.style for one in chapter.blocks()}
    assert not styles & {"Title", "Cover line", "toc 1", "To be written"} and chapter.headings()[0][0] == "heading 1"


def test_a_brief_has_no_contents_and_its_messages_in_one_list(store) -> None:
    brief = WordFile(export(api.page(api.summary(store, "Derby", 2016, form=Form.BRIEF)), "docx"))
    styles = [one.style for one in brief.blocks()]
    assert "toc 1" not in styles and "List Bullet" in styles and "heading 2" not in styles


def test_a_range_stays_whole_where_the_label_beside_it_has_room_for_two_lines(page) -> None:
    """Sixteen centimetres, five years of five letters: the range of 31 letters and the label of 40, each in one line, would need 13."""
    rows = (("Conferences for every 100 enquiries held", *("1,654",) * 5, "431.8 (229.5 to 626.1; 9 of 10)"),)
    label, *_, beside = column_widths(Table("", ("Year", *map(str, range(2020, 2025)), "Mean (range)"), rows), page, 16)
    assert beside >= 31 * LETTER + PADDING and label >= 20 * LETTER + PADDING
