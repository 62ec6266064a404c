"""What a new release changed in a signed draft: new year, revision and correction of definition, each with old and new."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_drafts import draft_of, level_paragraph, older_store, reload

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.claims.desk import Desk
from cin_narrative.drafts import changes as module
from cin_narrative.drafts.changes import Reason, accept, find_changes
from cin_narrative.drafts.draft import meaning_digest, new_draft
from cin_narrative.report.summary import Summary
from cin_narrative.store.observations import Release
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

CIN = "children_in_need_at_31_march"


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory):
    """The folder of a draft of Derby 2016 made and signed on the release of 2020, and of the store after the one of 2024 was loaded."""
    folder = tmp_path_factory.mktemp("signed")
    with older_store(folder) as store:
        draft, path = draft_of(store, folder)
        part = level_paragraph(draft)
        drafts.save(store, path, part.id, part.text.replace("Derby had", "Our city, Derby, had"), part.stamp)
        drafts.sign(store, path, "A Director", "2020-12-01", [part.id])
    reload(folder).close()
    return folder


@pytest.fixture
def signed(signed_once, tmp_path):
    """That store, the draft and its file, for each test its own."""
    folder = Path(shutil.copytree(signed_once, tmp_path / "signed"))
    path = folder / "a.draft.toml"
    with Store.open(folder / "store.duckdb") as store:
        yield store, drafts.read_draft(path), path


def seen(changes, reason):
    return {(change.was.shown, change.shown) for change in changes.of(reason)}


def test_nothing_has_changed_while_the_store_is_the_same(tmp_path):
    with older_store(tmp_path) as store:
        draft, _ = draft_of(store, tmp_path)
        assert drafts.find_changes(store, draft).figures == ()


def test_a_revised_figure_is_listed_old_and_new_with_the_change_that_rests_on_it(signed):
    store, draft, _ = signed
    changes = drafts.find_changes(store, draft)
    # 420.6 - 400.5 = 20.1, and 20.1 of 420.6 is 4.8%; before, 419.4 - 398.8 = 20.6, 4.9%.
    expected = {("398.8", "400.5"), ("419.4", "420.6"), ("20.6", "20.1"), ("4.9%", "4.8%"), ("337.3", "339.8")}
    assert expected <= seen(changes, Reason.REVISION)
    assert "2,342" not in {was for was, _ in seen(changes, Reason.REVISION)}
    revised = next(change for change in changes.of(Reason.REVISION) if change.was.shown == "398.8")
    assert revised.why == "2020 gave 398.8; 2024 gives 400.5." and revised.signed


def test_a_new_year_is_listed_apart_and_is_no_revision(signed):
    store, draft, _ = signed
    changes = drafts.find_changes(store, draft)
    assert {("2,342", "2,265"), ("398.8", "377.1")} <= seen(changes, Reason.NEW_YEAR)
    assert ("2,342", "2,265") not in seen(changes, Reason.REVISION)
    assert any("2,265" in offer.said.text and "31 March 2024" in offer.said.text for offer in changes.next_year)


def test_a_year_that_was_held_when_the_draft_was_made_is_not_new(signed):
    store, draft, _ = signed
    assert drafts.find_changes(store, replace(draft, newest_year=2024)).of(Reason.NEW_YEAR) == []


def test_another_definition_is_a_correction_even_where_the_figure_is_the_same(signed):
    store, draft, _ = signed
    before = replace(draft, definitions={**draft.definitions, CIN: "another"})
    changes = drafts.find_changes(store, before)
    assert seen(changes, Reason.REVISION) == set()
    assert {("2,342", "2,342"), ("398.8", "400.5")} <= seen(changes, Reason.CORRECTION)


def test_a_definition_is_known_by_what_it_counts_not_by_its_name():
    indicator = api.catalogue()[CIN]
    assert meaning_digest(replace(indicator, title=type(indicator.title)("Another name"))) == meaning_digest(indicator)
    assert meaning_digest(replace(indicator, definition=type(indicator.title)("Other children."))) != meaning_digest(indicator)


def test_a_figure_of_the_same_release_that_reads_otherwise_is_a_correction(signed):
    store, draft, _path = signed
    mark, cited = next((mark, cited) for mark, cited in draft.figures.items() if cited.shown == "398.8")
    misread = replace(draft, figures={**draft.figures, mark: replace(cited, shown="39.8", release="2024")})
    changes = drafts.find_changes(store, misread)
    assert ("39.8", "400.5") in seen(changes, Reason.CORRECTION)


def test_a_figure_that_no_release_holds_any_more_is_listed(signed):
    store, draft, _ = signed
    mark, cited = next((mark, cited) for mark, cited in draft.figures.items() if cited.shown == "398.8")
    gone = replace(draft, figures={**draft.figures, mark: replace(cited, year=2012)})
    assert ("398.8", "no figure") in seen(drafts.find_changes(store, gone), Reason.REVISION)


def test_the_updated_sentence_is_offered_in_the_words_of_the_person_who_edited_it(signed):
    store, draft, _ = signed
    part = level_paragraph(draft)
    offer = next(offer for offer in drafts.find_changes(store, draft).offers if offer.part == part.id and offer.place == 0)
    assert offer.edited_was.startswith("Our city, Derby, had 2,342 [") and "398.8" in offer.edited_was
    assert offer.edited_now == offer.edited_was.replace("398.8", "400.5") and not offer.needs_reading


def test_taking_the_offers_gives_a_draft_that_agrees_and_must_be_signed_again(signed):
    store, draft, path = signed
    part = level_paragraph(draft)
    assert draft.signed(part.id)
    taken = drafts.accept_changes(store, path)
    assert taken == drafts.read_draft(path)
    assert "Our city, Derby, had 2,342" in taken.part(part.id).text and "400.5" in taken.part(part.id).text
    assert "398.8" not in taken.part(part.id).text and taken.signed(part.id) is None and len(taken.sign_offs) == 1
    assert not [finding for checked in drafts.check(store, taken).values() for finding in checked.disagreements]
    assert drafts.find_changes(store, taken).of(Reason.REVISION) == []


def test_a_persons_words_that_no_longer_fit_are_to_be_read_again(signed):
    store, draft, _ = signed
    part = level_paragraph(draft)
    wrong = draft.with_text(part.id, part.text.replace("fell by 20.6", "rose by 20.6"))
    offers = [offer for offer in drafts.find_changes(store, wrong).offers if "20.6" in offer.was and offer.part == part.id]
    assert offers and all(offer.needs_reading and "fell by 20.1" in offer.edited_now for offer in offers)


@pytest.fixture(scope="module")
def published(store_2024):
    with Store.open(store_2024) as store:
        yield store


@pytest.mark.parametrize(("release", "rate", "earlier"), [
    ("SFR52/2016", None, None), ("2020", "398.8", "419.4"), ("2024", "400.5", "420.6"),
])  # fmt: skip
def test_derby_in_2016_was_revised_from_397_9_to_398_8_to_400_5(published, release, rate, earlier):
    draft = new_draft(api.summary(published, "Derby", 2016, "first-published"), api.catalogue(), 2016)
    changes = find_changes(draft, Desk(published, api.catalogue(), api.areas(), release))
    revised = {(change.was.place, change.was.shown, change.shown) for change in changes.of(Reason.REVISION) if change.was.indicator == CIN}
    if rate is not None:
        assert {("Derby", "397.9", rate), ("Derby", "418.9", earlier)} <= revised
        offered = [offer.said.text for offer in changes.offers if "397.9" in offer.was]
        assert offered and all(rate in text and "397.9" not in text for text in offered)
    assert not [change for change in changes.of(Reason.REVISION) if change.was.shown == "2,342"]


@pytest.mark.parametrize("area", ["Derby", "England", "Cheshire West and Chester", "East Midlands"])
def test_a_page_of_the_first_release_taken_to_the_newest_agrees_with_it(published, area):
    draft = new_draft(api.summary(published, area, 2016, "first-published"), api.catalogue(), 2016)
    desk = Desk(published, api.catalogue(), api.areas())
    changes = find_changes(draft, desk)
    taken = accept(draft, changes, desk)
    from cin_narrative.drafts.checks.paragraph import check_draft
    from cin_narrative.drafts.register import Register

    fresh = Register(Desk(published, api.catalogue(), api.areas()))
    left = {change.was.mark for change in find_changes(taken, Desk(published, api.catalogue(), api.areas())).of(Reason.REVISION)}
    wrong = [finding for checked in check_draft(taken, fresh).values() for finding in checked.disagreements if finding.mark not in left]
    assert wrong == []
    assert len(changes.of(Reason.REVISION)) > 20 and len(left) < len(changes.of(Reason.REVISION)) / 4


def test_the_three_kinds_have_the_names_that_people_read():
    assert [reason.value for reason in Reason] == ["new year", "revision", "correction of definition"]
    assert module.Reason is Reason


PLANS, CATEGORY = "child_protection_plans_at_31_march", "child_protection_plans_at_31_march_by_latest_category"
COUNTS = {"neglect": 58, "emotional_abuse": 31, "physical_abuse": 3, "sexual_abuse": 4, "multiple": 8}  # of 104


def test_the_sentence_offered_says_what_the_newer_release_prints_and_nothing_that_it_suppresses(tmp_path, catalogue, areas, monkeypatch):
    """The older release hides physical and sexual abuse, the newer physical abuse and multiple: each is told as it is printed."""
    derby, path = areas.get("831"), tmp_path / "store.duckdb"

    def publish(name: str, secret: set[str]) -> None:
        with StoreBuilder(path) as builder:
            cells = [(PLANS, "", 104), *((CATEGORY, category, count) for category, count in COUNTS.items())]
            rows = [("831", 2022, indicator, "count", category, *((None, "c") if category in secret else (count, None)), 1, "x", None)
                    for indicator, category, count in cells]  # fmt: skip
            builder.add_observations(f"d4_{name}.csv", name.ljust(64, "0"), Release(name, name, float(name)), rows, 0)
            builder.publish()

    def page(desk: Desk, *_: object) -> Summary:
        """A page that tells every category, where the outline's own tells the two most common."""
        found = Summary("Plans", area=derby, year=2022, release="latest")
        found.say("Plans", [desk.breakdown(CATEGORY, derby, 2022)])
        return found

    publish("2023", {"physical_abuse", "sexual_abuse"})
    with Store.open(path) as store:
        draft = new_draft(page(Desk(store, catalogue, areas)), catalogue, 2022)
    publish("2024", {"physical_abuse", "multiple"})
    monkeypatch.setattr(module, "summarise", page)
    changed = replace(draft, figures={mark: replace(one, shown="?") for mark, one in draft.figures.items()})
    with Store.open(path) as store:
        offered = [offer.said.text for offer in find_changes(changed, Desk(store, catalogue, areas)).offers]
    assert any("neglect (58" in text for text in offered)
    labels = {"neglect", "emotional abuse", "physical abuse", "sexual abuse", "multiple categories of abuse"}
    old, new = ({label for label in labels if f"{label} (" in text} for text in (draft.paragraphs[0].text, " ".join(offered)))
    assert old == labels - {"physical abuse", "sexual abuse"}
    assert new == labels - {"physical abuse", "multiple categories of abuse"}
