"""A draft is one plain file that outlives the store; nobody's edit is overwritten in silence; nothing typed is more than words."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_drafts import draft_of, level_paragraph, newest_store, older_store, reload

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.drafts.file_text import _prose, draft_text
from cin_narrative.drafts.files import drafts_in, save_text
from cin_narrative.errors import (
    DiskFull,
    DraftConflict,
    DraftDisagrees,
    DraftRefused,
    InputMissing,
    UnknownName,
)
from cin_narrative.export.layout import page_of
from cin_narrative.export.text import markdown
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.escaping import LONGEST, clean, for_markdown


@pytest.fixture
def store(tmp_path):
    with newest_store(tmp_path) as opened:
        yield opened


def test_a_draft_read_back_is_the_draft_and_the_file_the_same_bytes(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    again = drafts.read_draft(path)
    assert again == draft
    assert draft_text(again).encode() == path.read_bytes()
    assert b"\r" not in path.read_bytes() and path.read_bytes().endswith(b"\n")
    assert list(drafts_in(tmp_path)) == [path]


def test_the_paragraphs_of_a_draft_are_those_of_the_page(store, tmp_path):
    draft, _ = draft_of(store, tmp_path)
    pages = _summary(store).paragraphs
    assert [(p.heading, Paragraph("", p.text).plain) for p in draft.paragraphs] == [(p.heading, p.plain) for p in pages]
    assert [p.text for p in draft.paragraphs if p.annex] == [p.text for p in pages if p.annex]
    assert [slot.id for slot in draft.slots] == ["local-context", "evidence-of-what-works", "recommended-actions", "rationale"]


def _summary(store):
    from cin_narrative.api import summary

    return summary(store, "Derby", 2016)


def test_each_figure_is_kept_with_its_cell_and_release(store, tmp_path):
    _draft, path = draft_of(store, tmp_path)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rate = next(f for f in table["figures"] if f["shown"] == "400.5")
    assert {k: rate[k] for k in ("indicator", "measure", "area", "place", "year", "release")} == {
        "indicator": "children_in_need_at_31_march", "measure": "rate", "area": "831", "place": "Derby", "year": 2016, "release": "2024",
    }  # fmt: skip
    change = next(f for f in table["figures"] if f["measure"] == "change" and f["shown"] == "102")
    assert (change["basis"], change["year"], change["since"], change["since_release"]) == ("count", 2016, 2015, "2024")


def test_a_draft_is_not_made_over_another(store, tmp_path):
    draft_of(store, tmp_path)
    with pytest.raises(DraftRefused, match="is there already"):
        draft_of(store, tmp_path)


def test_an_edit_keeps_its_text_and_the_generated_one(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    saved = drafts.save(store, path, part.id, f"{part.text} We know why.", part.stamp).draft
    assert saved == drafts.read_draft(path)
    assert saved.part(part.id).text == f"{part.text} We know why."
    assert saved.part(part.id).generated == part.text
    back = drafts.save(store, path, part.id, part.text, saved.part(part.id).stamp).draft
    assert back.part(part.id).edited is None


def test_the_second_of_two_editors_is_refused_with_both_texts(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    drafts.save(store, path, part.id, "First.", part.stamp)
    with pytest.raises(DraftConflict) as caught:
        drafts.save(store, path, part.id, "Second.", part.stamp)
    assert (caught.value.theirs, caught.value.yours) == ("First.", "Second.")
    assert "First." in str(caught.value) and "Second." in str(caught.value)
    assert drafts.read_draft(path).part(part.id).text == "First."
    drafts.save(store, path, part.id, "Second.", caught.value.stamp)
    assert drafts.read_draft(path).part(part.id).text == "Second."


def test_an_edit_without_a_version_is_taken_to_start_from_the_unedited_text(store, tmp_path):
    _draft, path = draft_of(store, tmp_path)
    drafts.save(store, path, "local-context", "One.")
    with pytest.raises(DraftConflict):
        drafts.save(store, path, "local-context", "Two.")


def test_two_editors_of_different_paragraphs_both_keep_their_text(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    one, two = draft.paragraphs[0], draft.paragraphs[1]
    drafts.save(store, path, one.id, "One.", one.stamp)
    drafts.save(store, path, two.id, "Two.", two.stamp)
    kept = drafts.read_draft(path)
    assert [kept.part(one.id).text, kept.part(two.id).text] == ["One.", "Two."]


def test_many_who_edit_at_once_lose_nothing(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    with ThreadPoolExecutor(len(draft.slots)) as editors:
        list(editors.map(lambda slot: save_text(path, slot.id, f"Text of {slot.id}"), draft.slots))
    assert [slot.text for slot in drafts.read_draft(path).slots] == [f"Text of {slot.id}" for slot in draft.slots]


HOLDER = """
    import sys, time
    from pathlib import Path
    from cin_narrative.store.file_lock import FileLock

    with FileLock(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_draft_held_by_someone_else_says_so_and_is_free_when_they_die(store, tmp_path, monkeypatch):
    monkeypatch.setattr("cin_narrative.store.kept_files.LOCK_PATIENCE", 0.1)
    _, path = draft_of(store, tmp_path)
    before = path.read_bytes()
    holder = subprocess.Popen([sys.executable, "-c", textwrap.dedent(HOLDER), str(path)], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(DraftRefused, match=r"^a\.draft\.toml is being saved by someone else: try again\.$"):
        drafts.save(store, path, "local-context", "Text.")
    assert path.read_bytes() == before
    holder.kill()
    holder.wait()
    holder.stdout.close()
    drafts.save(store, path, "local-context", "Text.")
    assert drafts.read_draft(path).part("local-context").text == "Text."
    assert [one.name for one in tmp_path.iterdir() if "draft" in one.name] == [path.name]


def test_a_draft_is_for_its_owner_alone_and_a_link_to_it_stays_one(store, tmp_path):
    _, path = draft_of(store, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    link = tmp_path / "link.draft.toml"
    link.symlink_to(path)
    drafts.save(store, link, "local-context", "Text.")
    assert link.is_symlink() and drafts.read_draft(path).part("local-context").text == "Text."
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_draft_for_which_there_is_no_room_is_as_it_was(store, tmp_path, monkeypatch, number):
    def full(_):
        raise OSError(number, os.strerror(number))

    _, path = draft_of(store, tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match=r"^There is no room left on the disk for .*a\.draft\.toml, so it was not written.*: make room there, then try again\.$"):
        drafts.save(store, path, "local-context", "Text.")
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir() if "draft" in one.name] == [path.name]


def test_a_draft_of_an_older_format_is_refused_with_how_to_go_on_and_stays(store, tmp_path):
    _, path = draft_of(store, tmp_path)
    older = path.read_text(encoding="utf-8").replace("format = 1\n", "format = 0\n")
    path.write_text(older, encoding="utf-8")
    with pytest.raises(DraftRefused, match=r"\(format 0, needed: 1\), and stays as it is: .*`cin-narrative draft new 831 2016 -o NEW\.draft\.toml`"):
        drafts.save(store, path, "local-context", "Text.")
    assert path.read_text(encoding="utf-8") == older


def test_an_unknown_part_is_named_with_the_nearest(store, tmp_path):
    _, path = draft_of(store, tmp_path)
    with pytest.raises(UnknownName, match="local-context"):
        drafts.save(store, path, "local-contxt", "Text.")


@pytest.mark.parametrize(("content", "message"), [
    (b"", "format None"), (b"format = 2\n", "format 2"), (b"not toml", "cannot be read as a draft"), (b"\xff\xfe", "cannot be read"),
    (b"format = 1\n", "not a whole draft"),
])  # fmt: skip
def test_a_file_that_is_no_draft_is_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "x.draft.toml"
    path.write_bytes(content)
    with pytest.raises(DraftRefused, match=message) as caught:
        drafts.read_draft(path)
    assert "\n" not in str(caught.value)


def test_a_draft_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(InputMissing, match="draft new"):
        drafts.read_draft(tmp_path / "none.draft.toml")


HOSTILE = {
    "Word": ('<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><p class="MsoNormal"><b>Local</b> help'
             "<o:p></o:p></p>", "Local help"),
    "script": ("<script>alert(1)</script>Help <img src=x onerror=alert(1)> here", "Help here"),
    "style": ("<STYLE type='text/css'>p {color: red}</STYLE>Help", "Help"),
    "less than": ("children aged <18 and > 5", "children aged <18 and > 5"),
    "formula": ('=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'),
    "controls": ("a\x00b\x1b[31mc\x07\x7f\u202ed\u200be\ufeff", "ab[31mcde"),
    "lines": ("one\r\ntwo\rthree\tfour\x0bfive\n\n\n\nsix", "one\ntwo\nthree four\nfive\n\nsix"),
    "surrogate": ("a\ud800b", "ab"),
    "toml": ('"""\n[paragraphs]\nid = "x"\\', '"""\n[paragraphs]\nid = "x"\\'),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), HOSTILE.values(), ids=HOSTILE)
def test_pasted_text_is_kept_as_words(store, tmp_path, typed, kept):
    _, path = draft_of(store, tmp_path)
    drafts.save(store, path, "local-context", typed)
    assert drafts.read_draft(path).part("local-context").text == kept


def test_a_very_long_text_is_refused_and_a_long_one_kept(store, tmp_path):
    _, path = draft_of(store, tmp_path)
    with pytest.raises(DraftRefused, match="30,000"):
        drafts.save(store, path, "local-context", "a" * (LONGEST + 1))
    drafts.save(store, path, "local-context", "word " * 5_000)
    assert len(drafts.read_draft(path).part("local-context").text) == 24_999


def test_markup_that_never_closes_takes_no_time():
    started = time.perf_counter()
    for opening in ("<!--", "<style ", "<style>", "<![", "<?", "<a "):
        clean(opening * (LONGEST // len(opening)))
    assert time.perf_counter() - started < 2


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_comes_back_from_the_file_as_it_was(text):
    assert tomllib.loads(f"text = {_prose(clean(text))}")["text"] == clean(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("typed", ["[x](javascript:alert(1))", "![x](http://y)", "# Head", "- item", "1. item", "| a | b |", "*a* _b_ `c`"])
def test_markdown_that_a_person_typed_is_printed_as_typed(typed):
    shown = for_markdown(typed)
    assert "](" not in shown.replace("\\](", "") and not shown.startswith(("#", "- ", "1. ", "|", "*"))


def test_an_edited_page_is_exported_with_its_sources(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    drafts.save(store, path, part.id, part.text.replace("Derby had", "The city of Derby had"), part.stamp)
    drafts.save(store, path, "rationale", "Because <b>we</b> care.")
    page = drafts.page(store, drafts.read_draft(path))
    text = markdown(page_of(page))
    assert "The city of Derby had 2,342 [" in text and "Because we care." in text
    figures = {mark: page.ledger.figures[mark - 1].shown for paragraph in page.paragraphs for mark in paragraph.marks}
    assert {"2,342", "400.5", "102"} <= set(figures.values())
    for paragraph in page.paragraphs:
        for mark in Paragraph(paragraph.heading, paragraph.text).marks:
            assert f"{figures[mark]} [{mark}]" in paragraph.text


def test_an_added_answer_stands_in_the_main_part_and_what_differs_before_who_signed(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    drafts.add_answer(path, api.ask(store, "How many children in need did Derby have at 31 March 2015?").commentary)
    drafts.save(store, path, "rationale", "Derby had 2,999 children in need at 31 March 2016.")
    drafts.sign(store, path, "A. Director", "2026-11-30T09:00+00:00", ["rationale"], "Counted anew")
    main = [one.heading for one in page_of(drafts.page(store, drafts.read_draft(path))).sections if not one.annex]
    answers = main.index("Answers to questions")
    assert main[answers + 1] == draft.slots[0].heading
    assert main[-2:] == ["What differs from the figures published", "Signed"]


def test_signing_keeps_name_time_text_figures_and_releases(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    signed = drafts.sign(store, path, "A Director", "2026-11-23T10:00+00:00", [part.id])
    one = drafts.read_draft(path).sign_offs[0]
    assert (one.part, one.name, one.time, one.text, one.stamp) == (part.id, "A Director", "2026-11-23T10:00+00:00", part.text, part.stamp)
    assert ("2,342", "2024") in {(figure.shown, figure.release) for figure in one.figures}
    assert signed.signed(part.id) == one


def test_an_edit_after_signing_leaves_the_sign_off_but_it_no_longer_holds(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    drafts.sign(store, path, "A Director", "2026", [part.id])
    after = drafts.save(store, path, part.id, part.text + " And more.", part.stamp).draft
    assert len(after.sign_offs) == 1 and after.signed(part.id) is None


def test_what_disagrees_is_not_signed_without_a_reason(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    drafts.save(store, path, part.id, part.text.replace("2,342", "2,432"), part.stamp)
    drafts.remove_sections(path, [slot.id for slot in draft.empty])
    with pytest.raises(DraftDisagrees, match="2,432"):
        drafts.sign(store, path, "A Director", "2026")
    assert drafts.read_draft(path).sign_offs == ()
    drafts.sign(store, path, "A Director", "2026", [part.id], reason="Counted anew by our own team")
    one = drafts.read_draft(path).sign_offs[0]
    assert one.reason == "Counted anew by our own team" and "2,432" in one.acknowledged[0]


@pytest.mark.parametrize(("name", "time"), [("", "2026"), ("A", ""), (" \n", "2026"), ("a" * 300, "2026")])
def test_a_sign_off_needs_a_name_and_a_time(store, tmp_path, name, time):
    _, path = draft_of(store, tmp_path)
    with pytest.raises(DraftRefused):
        drafts.sign(store, path, name, time)


def test_all_parts_signed_are_the_paragraphs_and_the_slots_that_were_written(store, tmp_path):
    draft, path = draft_of(store, tmp_path)
    drafts.save(store, path, "rationale", "Because.")
    with pytest.raises(DraftRefused, match=r"these sections are empty.*: Local context; Evidence of what works; Recommended actions"):
        drafts.sign(store, path, "A Director", "2026")
    drafts.remove_sections(path, [slot.id for slot in draft.slots])
    signed = drafts.sign(store, path, "A Director", "2026")
    assert [one.part for one in signed.sign_offs] == [*(p.id for p in draft.paragraphs), "rationale"]
    assert drafts.page(store, signed).paragraphs[-1].text == "Signed by A Director (not verified), 2026: all parts."


def test_a_draft_survives_a_reload_of_the_store(tmp_path):
    with older_store(tmp_path) as store:
        draft, path = draft_of(store, tmp_path, release="2020")
        part = level_paragraph(draft)
        drafts.save(store, path, part.id, part.text + " Note.", part.stamp)
        drafts.sign(store, path, "A Director", "2026", [part.id])
    with reload(tmp_path) as store:
        kept = drafts.read_draft(path)
        assert kept.part(part.id).text == part.text + " Note." and kept.signed(part.id)
        assert not [f for checked in drafts.check(store, kept).values() for f in checked.disagreements]
