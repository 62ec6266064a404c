"""Drafts of a team: whose they are, what a signature says, figures of one's own, versions, and what differs from the store."""

import json
import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative import api
from cin_narrative.access import audit, door
from cin_narrative.access.roles import Person, Role
from cin_narrative.api import drafts
from cin_narrative.drafts.checks.findings import Verdict
from cin_narrative.drafts.draft import EVERYBODY
from cin_narrative.drafts.local_figures import LOCAL, with_whose, without_local
from cin_narrative.drafts.page import DIFFERS_HEADING
from cin_narrative.drafts.versions import differences
from cin_narrative.errors import DraftRefused, InputMissing, NotAllowed, UnknownName
from cin_narrative.export.clipboard import copied_paragraph
from cin_narrative.export.formats import export, formats
from cin_narrative.screen.drafts.draft_sections import sections_of
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.store.store import Store

MARK = re.compile(r" 2,342 \[\d+\]")
WHOSE = "[local: Derby's case system, May]"


def somebody(name: str, *roles: Role) -> Person:
    return Person(f"{name}@example.org", name.title(), True, frozenset(roles or {Role.SIGNER}))


@pytest.fixture
def as_(monkeypatch):
    def put(person: Person | None) -> None:
        monkeypatch.setattr(door, "_finders", [lambda: person] if person else [])

    put(None)
    return put


@pytest.fixture(scope="module")
def store(starter_in, tmp_path_factory):
    with Store.open(starter_in(tmp_path_factory.mktemp("team") / "store.duckdb")) as opened:
        yield opened


@pytest.fixture
def path(store, tmp_path, as_):
    place = tmp_path / "derby.draft.toml"
    drafts.make_draft(store, place, "Derby", 2016)
    return place


def level(path):
    return next(part for part in drafts.read_draft(path).paragraphs if part.generated.startswith("Derby had 2,342"))


def edit(store, path, was: str, now: str):
    part = level(path)
    return drafts.save(store, path, part.id, part.text.replace(was, now, 1), part.stamp)


def lines(page, heading: str) -> list[str]:
    return [one.text for one in page.paragraphs if one.heading == heading]


# Whose a draft is


@pytest.mark.parametrize(("shared", "opens"), [([], False), (["other@example.org"], False), (["Ann@Example.org "], True), ([EVERYBODY], True)])
def test_a_draft_is_its_owner_s_and_open_to_those_it_is_shared_with(store, tmp_path, as_, shared, opens):
    place = tmp_path / "a.draft.toml"
    as_(somebody("owner"))
    drafts.make_draft(store, place, "Derby", 2016)
    drafts.share(place, shared)
    as_(somebody("ann"))
    for verb in (
        lambda: drafts.read_draft(place), lambda: drafts.save(store, place, "rationale", "Ours."), lambda: drafts.versions(place),
        lambda: drafts.sign(store, place, "", "2026", ["local-context"]), lambda: drafts.remove_sections(place, ["local-context"]),
        lambda: drafts.put_back(place, 1),
    ):  # fmt: skip
        if opens:
            verb()
        else:
            before = place.read_bytes()
            with pytest.raises(NotAllowed, match=r"owner@example\.org"):
                verb()
            assert place.read_bytes() == before
    for verb in (lambda: drafts.share(place, [EVERYBODY]), lambda: drafts.delete(store, place), lambda: drafts.rename(place, tmp_path / "b.draft.toml")):
        with pytest.raises(NotAllowed, match=r"owner@example\.org"):
            verb()
    assert place.is_file()


@pytest.mark.parametrize("role", [Role.READER, Role.DATA])
def test_a_reader_opens_no_draft_and_an_editor_signs_none(store, path, as_, role):
    as_(somebody("ann", role))
    for verb in (lambda: drafts.read_draft(path), lambda: drafts.make_draft(store, path.with_name("c.draft.toml"), "Derby", 2016)):
        with pytest.raises(NotAllowed, match="write drafts"):
            verb()
    as_(somebody("ann", Role.EDITOR))
    with pytest.raises(NotAllowed, match="may not sign"):
        drafts.sign(store, path, "Ann", "2026", ["p01"])
    assert drafts.read_draft(path).sign_offs == ()


# Signatures


def test_a_signature_is_the_signed_in_name_and_says_so_and_has_its_lines_in_the_audit(store, path, as_):
    as_(somebody("ann"))
    part = level(path).id
    drafts.sign(store, path, "The Chief Executive", "2026", [part])
    draft = drafts.read_draft(path)
    assert (draft.signed(part).name, draft.signed(part).signed_in) == ("Ann", "ann@example.org")
    (line,) = lines(drafts.page(store, draft), "Signed")
    assert line.startswith("Signed by Ann (verified by sign-in: ann@example.org), 2026: 1 of ")
    kept = [json.loads(one) for one in audit.audit_file(store.path).read_text(encoding="utf-8").splitlines()]
    mine = [one for one in kept if one["what"] == "signature" and one["parts"] == [part]]
    assert [(one["who"], one["name"], one["outcome"]) for one in mine[-2:]] == [("ann@example.org", "Ann", "begun"), ("ann@example.org", "Ann", "done")]


def test_without_a_sign_in_a_signature_is_not_verified(store, path):
    drafts.sign(store, path, "Ann (verified by sign-in: ann@example.org)", "2026", ["p01"])
    draft = drafts.read_draft(path)
    assert draft.signed("p01").signed_in == ""
    (line,) = lines(drafts.page(store, draft), "Signed")
    assert "(not verified), 2026" in line


# Figures of one's own


@pytest.mark.long
def test_an_own_figure_loses_its_mark_and_says_whose_it_is_in_every_format(store, path):
    saved = edit(store, path, MARK.search(level(path).text)[0], f" 2,999 {WHOSE}")
    assert saved.checked.disagreements == []
    page = drafts.page(store, saved.draft)
    assert any("had 2,999 (local figure: Derby's case system, May) children" in one.text for one in page.paragraphs)
    assert any("2,999 (local figure: Derby's case system, May)" in line for line in lines(page, DIFFERS_HEADING))
    laid_out = api.page(drafts.page(store, saved.draft), draws=False)
    for name in formats():
        written = export(laid_out, name)
        if name == "docx":
            with ZipFile(BytesIO(written)) as parts:
                written = re.sub(rb"<[^>]*>", b"", parts.read("word/document.xml"))
        if name != "xlsx":
            text = unescape(written.decode("utf-8")).replace("\xa0", " ")
            assert re.search(r"had 2,999 \(local figure: Derby's case system, May\) children", text), name


@pytest.mark.parametrize(("text", "hidden", "read"), [
    ("2,999 [local: us] children", "                  children", "2,999 (local figure: us) children"),
    ("up 3.5% [local: us].", "up                 .", "up 3.5% (local figure: us)."),
    ("2,999 [1] and 4[Local: a b]", "2,999 [1] and              ", "2,999 [1] and 4 (local figure: a b)"),
    ("2,999 [local: ]", "2,999 [local: ]", "2,999 [local: ]"),
    ("2,999 [local: a] [1]", "                 [1]", "2,999 (local figure: a) [1]"),
])  # fmt: skip
def test_a_local_figure_is_hidden_from_checks_and_named_to_readers(text, hidden, read):
    assert without_local(text) == hidden
    assert with_whose(text) == read


@given(st.text(alphabet="0123456789,.% []localL:ab\n", max_size=80))
def test_hiding_moves_nothing_and_leaves_no_local_figure(text):
    assert len(without_local(text)) == len(text)
    assert not LOCAL.search(without_local(text))
    assert with_whose(with_whose(text)) == with_whose(text)


def test_what_disagrees_has_no_source_and_stands_in_the_document(store, path):
    saved = edit(store, path, "2,342", "2,999")
    assert [one.verdict for one in saved.checked.findings] == [Verdict.DISAGREES]
    page = drafts.page(store, saved.draft)
    text = next(one.text for one in page.paragraphs if "2,999" in one.text and one.heading != DIFFERS_HEADING)
    assert "2,999 children" in text.replace("\xa0", " ")
    (line,) = lines(page, DIFFERS_HEADING)
    assert '"2,999"' in line and "2,342" in line
    assert DIFFERS_HEADING in export(api.page(drafts.page(store, saved.draft), draws=False), "md").decode("utf-8")


@pytest.mark.parametrize(("was", "now"), [
    ("had 2,342", "had minus 2,342"), (" children in need", "k children in need"), ("children in need", "disabled children in need"),
    ("31 March 2016", "31 March 2014"), ("had", "did not have"), ("2,342", "2,342 in every thousand, and 2,342"), ("children in need", "referrals"),
])  # fmt: skip
def test_a_sentence_that_the_check_does_not_confirm_has_no_source_and_is_listed(store, path, was, now):
    part = level(path)
    first = part.said[0].text
    rest = part.text.removeprefix(first)
    saved = drafts.save(store, path, part.id, first.replace(was, now, 1) + rest, part.stamp)
    page = drafts.page(store, saved.draft)
    text = next(one.text for one in page.paragraphs if "2,342" in one.text and one.heading == part.heading)
    sentence = re.split(r"(?<=\.) ", text.replace("\xa0", " "))[0]
    assert not re.search(r"\[\d+\]", sentence), sentence
    told = lines(page, DIFFERS_HEADING)
    assert told and not any(re.search(r"\[\d+\]", line) for line in told)
    assert 0 < len(re.findall(r"\[\d+\]", text)) <= len(re.findall(r"\[\d+\]", rest))  # later ones may lean on it


def test_a_mark_beside_no_number_is_no_source(store, path):
    part = level(path)
    mark = part.marks[0]
    saved = drafts.save(store, path, part.id, part.text.replace("Derby had", f"Derby [{part.marks[1]}] had", 1) + f" We are doing well [{mark}].", part.stamp)
    text = next(one.text for one in drafts.page(store, saved.draft).paragraphs if "doing well" in one.text and one.heading == part.heading)
    assert text.endswith("We are doing well.") and text.startswith("Derby had 2,342")


def test_a_number_in_brackets_that_somebody_typed_is_no_mark(store, path):
    part = level(path)
    drafts.save(store, path, part.id, f"{part.text} As agreed and noted [999].", part.stamp)
    saved = drafts.save(store, path, "rationale", "We had 77,777 [1] children; see [2].")
    page = drafts.page(store, saved.draft)
    text = next(one.text for one in page.paragraphs if "77,777" in one.text and one.heading == "Rationale")
    assert text == "We had 77,777 (1) children; see (2)."
    (noted,) = [one.text for one in page.paragraphs if "and noted" in one.text and one.heading == part.heading]
    assert noted.endswith("As agreed and noted (999).")


# Versions


def test_every_change_leaves_what_was_before_and_any_of_it_is_put_back(store, path, as_):
    first = path.read_bytes()
    as_(somebody("ann"))
    edit(store, path, "2,342", "2,343")
    drafts.save(store, path, "rationale", "Because.")
    found = drafts.versions(path)
    assert [(one.number, one.change.who, one.change.what.split()[0]) for one in found] == [(2, "Ann", "edited"), (1, "Ann", "edited")]
    before = drafts.read_draft(path)
    drafts.put_back(path, 1)
    assert path.read_bytes() == first
    assert [one.number for one in drafts.versions(path)] == [3, 2, 1]
    drafts.put_back(path, 3)
    assert drafts.read_draft(path) == before
    with pytest.raises(UnknownName):
        drafts.put_back(path, 99)


def test_two_versions_are_compared_text_by_text(store, path):
    was = drafts.read_draft(path)
    edit(store, path, "2,342", "2,343")
    drafts.save(store, path, "rationale", "Because.")
    now = drafts.read_draft(path)
    found = differences(was, now)
    assert (found[0].was[:16], found[0].now[:16]) == ("Derby had 2,342 ", "Derby had 2,343 ")
    assert (found[-1].heading, found[-1].was, found[-1].now) == ("Rationale", "", "Because.")
    assert len(found) == 2
    assert differences(now, now) == []


def test_a_draft_takes_its_versions_along_and_goes_with_them(store, path):
    drafts.save(store, path, "rationale", "Because.")
    other = path.with_name("other.draft.toml")
    drafts.rename(path, other)
    assert not path.exists() and len(drafts.versions(other)) == 1
    drafts.make_draft(store, path, "Derby", 2015)
    with pytest.raises(DraftRefused, match="there already"):
        drafts.rename(other, path)
    drafts.delete(store, other)
    assert [one.name for one in path.parent.iterdir() if "other" in one.name] == []
    with pytest.raises(InputMissing):
        drafts.read_draft(other)


def test_the_oldest_of_many_versions_go(store, path, monkeypatch):
    monkeypatch.setattr("cin_narrative.drafts.versions.MOST", 3)
    for number in range(5):
        stamp = drafts.read_draft(path).part("rationale").stamp
        drafts.save(store, path, "rationale", f"Because {'x' * number}.", stamp)
    assert [one.number for one in drafts.versions(path)] == [5, 4, 3]


@pytest.mark.long
def test_a_draft_in_word_has_the_reports_tables_and_charts_and_no_section_that_was_removed(store, path):
    def parts() -> tuple[str, int]:
        document = export(api.page(drafts.page(store, drafts.read_draft(path))), "docx")
        with ZipFile(BytesIO(document)) as word:
            return word.read("word/document.xml").decode(), sum(name.startswith("word/media/") for name in word.namelist())

    text, pictures = parts()
    assert "Rationale" in text
    assert text.count("<w:tbl>") >= 4
    assert pictures >= 2
    drafts.remove_sections(path, ["rationale"])
    assert "Rationale" not in parts()[0]


@pytest.mark.long
def test_a_section_whose_text_was_deleted_stays_where_it_was_in_the_view(store, path):
    def shown() -> list[tuple[bool, str]]:
        draft = drafts.read_draft(path)
        checked = drafts.check(store, draft)
        page = drafts.page(store, draft, checked)
        return [(one.annex, one.heading) for one in sections_of(OpenDraft(path, draft, page, api.page(page), checked, {}))]

    before = shown()
    assert len(before) > 10
    for part in drafts.read_draft(path).paragraphs:
        drafts.save(store, path, part.id, "", part.stamp)
    assert [one for one in shown() if one in before] == shown()
    texts = {(one.annex, one.heading) for one in drafts.read_draft(path).paragraphs}
    assert [one for one in shown() if one in texts] == [one for one in before if one in texts]


@pytest.mark.long
def test_a_copy_has_the_words_as_they_were_edited_under_the_title_of_the_page(store, path):
    def copies() -> dict[str, str]:
        page = drafts.page(store, drafts.read_draft(path))
        return {one.plain: copied_paragraph(page, one, citations=False).text for one in page.paragraphs if one.claims and one.marks}

    before = copies()
    part = next(one for one in drafts.read_draft(path).paragraphs if one.bold)
    drafts.save(store, path, part.id, part.text.replace("There were", "We counted"), part.stamp)
    edited = {plain: text for plain, text in copies().items() if plain not in before}
    assert len(edited) == 1
    for plain, text in edited.items():
        assert text == f"{drafts.read_draft(path).title}\n\n{plain}"
        assert "We counted" in text
    assert all(text == before[plain] for plain, text in copies().items() if plain in before)
    assert all("Derby" in text for text in before.values())


def test_an_empty_section_is_removed_and_comes_back_when_somebody_writes_it(store, path):
    drafts.remove_sections(path, ["rationale"])
    assert "rationale" not in [slot.id for slot in drafts.read_draft(path).empty]
    drafts.save(store, path, "rationale", "Because.", drafts.read_draft(path).part("rationale").stamp)
    assert not drafts.read_draft(path).part("rationale").removed
    drafts.remove_sections(path, ["rationale"])
    assert not drafts.read_draft(path).part("rationale").removed  # what somebody wrote is not taken away so
