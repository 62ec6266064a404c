"""Word documents opened by LibreOffice: they open, and the main part with its charts and sources stands on six pages at most."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from word_reader import WordFile

from cin_narrative import api
from cin_narrative.export.formats import export
from cin_narrative.report.summary import Form
from cin_narrative.store.store import Store

OFFICE = shutil.which("soffice")
WORDIEST = "Brent"  # of 2024, the brief with the most lines
PLACES = ("Derby", "Rutland", "Leeds", "City of London", "Westmorland and Furness", "Hampshire")
MOST_PAGES = 6
PAGE = re.compile(rb"/Type\s*/Page\b")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: nothing here can open a Word document")


def pages(folder: Path, documents: dict[str, bytes]) -> dict[str, int]:
    """How many pages LibreOffice lays each document out on."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    paths = [str(folder / f"{name}.docx") for name in documents]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {name: len(PAGE.findall((folder / f"{name}.pdf").read_bytes())) for name in documents}


@needs_office
def test_the_starter_s_page_and_its_brief_are_opened(starter_store, tmp_path) -> None:
    with Store.open(starter_store) as store:
        page = api.page(api.summary(store, "Derby", 2016, annex=False))
        brief = api.page(api.summary(store, "Derby", 2016, form=Form.BRIEF))
        counted = pages(tmp_path, {"page": export(page, "docx"), "brief": export(brief, "docx")})
    assert 2 <= counted["page"] <= MOST_PAGES and counted["brief"] == 1


@pytest.fixture(scope="module")
def six(store_2024) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Of each place the main part as Word, and its one-page brief."""
    with Store.open(store_2024) as store:
        main = {name: export(api.page(api.summary(store, name, 2024, annex=False)), "docx") for name in PLACES}
        brief = {name: export(api.page(api.summary(store, name, 2024, form=Form.BRIEF)), "docx") for name in (*PLACES, WORDIEST)}
    return main, brief


@needs_office
def test_six_places_have_six_pages_at_most_and_a_brief_of_one(six, tmp_path) -> None:
    for folder in ("main", "brief"):
        (tmp_path / folder).mkdir()
    main = pages(tmp_path / "main", six[0])
    assert {name: count for name, count in main.items() if count > MOST_PAGES} == {}
    assert set(pages(tmp_path / "brief", six[1]).values()) == {1}


def test_six_places_have_one_note_a_sentence(six) -> None:
    for name, main in six[0].items():
        told = [one for one in WordFile(main).blocks() if one.cited]
        assert told, name
        for block in told:
            assert len(block.cited) == 1 if block.in_table else all(count <= 1 for _, count in block.sentences), (name, block)
            assert block.in_table or all(block.text[:place].endswith((".", "!", "?", ":")) for place in block.cited), (name, block)
