"""`cin-narrative check`: thirty faults planted together are named in one run, each where it is; and each check by itself."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib.util import cache_from_source
from itertools import count as counting
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from cin_narrative.catalogue.catalogue import Catalogue, Measure, Polarity
from cin_narrative.catalogue.toml_files.lines import line_at, lines_of
from cin_narrative.check.checks import (
    census_fields,
    census_sql,
    column_addresses,
    england_figures,
    exports,
    indicator_tables,
    messages,
    outline,
    polarity,
    reading_names,
    sentences,
    thresholds,
)
from cin_narrative.check.checks import operators as kinds_of_ask
from cin_narrative.check.dfe_columns import DfeColumns
from cin_narrative.check.direction_words import DirectionWords
from cin_narrative.check.house import Document, House, prompts
from cin_narrative.check.registry import every_check
from cin_narrative.check.specimens.claims import KINDS, Specimens
from cin_narrative.export.formats import Format
from cin_narrative.export.page import ATTRIBUTION, Page
from cin_narrative.reading.kinds import Rule, kinds
from cin_narrative.writing.branches import Branches, TemplateFault

ROOT = Path(__file__).parents[2]
PLANTED = tomllib.loads((Path(__file__).parent / "planted_faults.toml").read_text(encoding="utf-8"))["faults"]


def _plant(fault: dict[str, str], root: Path) -> None:
    path = root / fault["file"]
    if "find" not in fault:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert fault["find"] in text, fault["id"]
    path.write_text(text.replace(fault["find"], fault["replace"], 1), encoding="utf-8")


def _take_compiled(root: Path) -> None:
    """What Python has compiled of the program, where it keeps that: of the copies that stay as they are it is the same."""
    for path in (ROOT / "cin_narrative").rglob("*.py"):
        compiled, place = (Path(cache_from_source(str(one))) for one in (path, root / path.relative_to(ROOT)))
        if compiled.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(compiled, place)


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> list[str]:
    """What one run says of a copy of the house with all thirty faults."""
    root = tmp_path_factory.mktemp("planted")
    for name in ("prompts", "data", "cin_narrative"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.duckdb*"))
    shutil.copy(ROOT / "pyproject.toml", root)
    _take_compiled(root)
    for fault in PLANTED:
        _plant(fault, root)
    command = [sys.executable, "-m", "cin_narrative", "check"]
    ran = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=280, check=False
    )
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr
    return ran.stderr.splitlines()


@pytest.mark.long
@pytest.mark.parametrize("fault", PLANTED, ids=[fault["id"] for fault in PLANTED])
def test_a_planted_fault_is_named_with_its_file(said, fault) -> None:
    assert [line for line in said if fault["file"] in line and fault["says"] in line]


def test_nothing_else_is_named_and_the_last_line_counts_them(said) -> None:
    files = [fault["file"] for fault in PLANTED]
    assert [line for line in said[:-1] if not any(name in line for name in files)] == []
    assert said[-1].startswith(f"{len(said) - 1} faults in ")


def test_a_fault_that_stands_in_a_line_is_named_with_that_line(said) -> None:
    for fault in PLANTED:
        lines = [line for line in said if line.startswith(fault["file"]) and fault["says"] in line]
        if "find" in fault and fault["replace"] and lines:
            assert any(line.removeprefix(f"{fault['file']}:").partition(":")[0].isdigit() for line in lines), lines


def test_every_thing_that_is_checked_gives_its_faults() -> None:
    names = [name for name, check in every_check() if callable(check.faults)]
    assert names == sorted(names)
    assert {"sentences", "census_sql", "messages", "outline"} <= set(names)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.kind for kind in KINDS])
def test_every_kind_of_claim_has_specimens_that_differ(catalogue, kind) -> None:
    specimens = Specimens(catalogue)
    found = [claim for at_once in (0, 1) for _, claim in specimens.varied(kind, at_once)]
    assert isinstance(found[0], kind)
    assert len({repr(claim) for claim in found}) > max(1, len(specimens.pools(kind)) - 1) or len(found) == 1


@pytest.mark.parametrize(("text", "line", "words"), [
    ("{% if beyond == 'above' %}\n{{ figrue }}\n{% endif %}", 2, "figrue"),
    ("Of {{ counted }}:\n{{ items }} 12", 2, "a number is typed"),
    ("{{ subject }}\n{% if order == 'lowest first' %}\nin order\n{% endif %}", 2, "nothing takes this branch"),
])  # fmt: skip
def test_a_template_is_tried_on_its_specimens(catalogue, text, line, words) -> None:
    listing = next(kind for kind in KINDS if kind.kind == "listing")
    document = Document(Path("listing.j2"), "listing.j2", text)
    found = [str(one) for one in sentences._template_faults(document, listing, Specimens(catalogue), DirectionWords(House()))]
    assert [one for one in found if one.startswith(f"listing.j2:{line}:") and words in one], found


def test_a_sentence_that_does_not_say_what_its_claim_says_is_named(catalogue) -> None:
    peak = next(kind for kind in KINDS if kind.kind == "beyond")
    document = Document(Path("beyond.j2"), "beyond.j2", "{% if holds %}\nYes{% else %}\nNo{% endif %} ({{ side }})")
    found = [str(one) for one in sentences._template_faults(document, peak, Specimens(catalogue), DirectionWords(House()))]
    assert any('"figure" of the claim is never printed' in one for one in found), found


def test_branches_count_what_was_taken() -> None:
    branches = Branches(Path("x.j2"), "{% if a %}\nA\n{% elif b %}\nB\n{% else %}\nC\n{% endif %}")
    assert branches.render({"a": True, "b": False}) == "A"
    assert branches.render({"a": False, "b": False}) == "C"
    assert [(one.line, one.condition) for one in branches.untaken] == [(3, "{% elif b %}")]
    with pytest.raises(TemplateFault) as error:
        Branches(Path("x.j2"), "one\n{{ a }").render({})
    assert error.value.line == 2


@pytest.mark.parametrize(("change", "words"), [
    ({"view": "episode"}, 'no view "episode"; did you mean episodes'), ({"where": "open_on_31_march"}, "did you mean open_at_31_march"),
    ({"where": "child"}, "no true/false column"), ({"distinct": "children"}, 'called "children"'),
])  # fmt: skip
def test_a_view_or_column_that_does_not_exist_is_named_with_the_nearest(catalogue, change, words) -> None:
    indicator = catalogue["children_in_need_at_31_march"]
    count = indicator.measures[Measure.COUNT]
    wrong = replace(indicator, measures={Measure.COUNT: replace(count, events=replace(count.events, **change))})
    house = House()
    house.reading = (Catalogue({wrong.id: wrong}, {}), [], frozenset(catalogue.indicators))
    found = [str(fault) for fault in census_sql.faults(house)]
    assert len(found) == 1
    assert words in found[0]
    assert found[0].startswith(f"cin_narrative/catalogue/indicators/{wrong.id}.toml:")


def test_the_lines_of_a_toml_text() -> None:
    text = 'a = 1\n[b]\nc = [\n  "x", # ] = [\n  { d = """\n=\n""", e = 2 },\n]\n[[f.g]]\nh = 1\n[[f.g]]\n"i.j" = 2\n'
    lines = lines_of(text)
    table = tomllib.loads(text)
    assert table["b"]["c"][1]["e"] == 2
    assert [lines[path] for path in (("a",), ("b", "c"), ("b", "c", 0), ("b", "c", 1, "e"), ("f", "g", 1, "i.j"))] == [1, 3, 4, 7, 12]
    assert line_at(lines, ("b", "c", 1, "z", 3)) == 5


@pytest.mark.parametrize(("name", "numbers"), [
    ("2_years_or_more", {"2"}), ("more than three to 6 months", {"3", "6"}), ("one plan", set()), ("under 1 year", set()),
])  # fmt: skip
def test_the_numbers_of_a_name(name, numbers) -> None:
    assert thresholds.numbers_in(name) == numbers


@pytest.mark.parametrize(("given", "words"), [
    (frozenset({"file"}), []), (frozenset(), ['has the gap "file"']), (frozenset({"file", "row"}), ['has no gap "row"']), (None, []),
])  # fmt: skip
def test_a_gap_is_filled_on_both_sides(given, words) -> None:
    found = list(messages._call_faults({"load": {"empty": "{file} is empty"}}, "load.empty", given))
    assert [any(word in one for one in found) for word in words] == [True] * len(words)
    assert len(found) == len(words)


def test_a_message_that_is_not_there_is_named_with_the_nearest() -> None:
    found = list(messages._call_faults({"load": {"empty": "nothing"}}, "load.emty", None))
    assert "did you mean load.empty" in found[0]


def test_a_kind_of_ask_that_the_reader_does_not_find_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds_of_ask, "kinds", lambda: {name: one for name, one in kinds().items() if name != "help"})
    (fault,) = kinds_of_ask.faults(House())
    assert fault.file.endswith("reading/kinds")
    assert '"help"' in fault.text


def test_a_condition_that_nothing_decides_is_named_with_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    help_of = msgspec.structs.replace(kinds()["help"], rules=(Rule(sure=9, when=("!plaices", "word:any | free:help")),))
    monkeypatch.setattr(kinds_of_ask, "kinds", lambda: {**kinds(), "help": help_of})
    (fault,) = kinds_of_ask.faults(House())
    assert fault.file.endswith("reading/kinds/help.toml")
    assert '"plaices"' in fault.text


def test_a_field_that_is_read_and_not_named_is_a_fault_and_so_is_one_named_and_not_read() -> None:
    house = House()
    wrong = replace(house.catalogue["referrals"], rests_on={"CINdetails": ("LAchildID", "CINreferralDate", "CINclosureDate"), "Nowhere": ()})
    some = SimpleNamespace(catalogue=[wrong, house.catalogue["section_47_enquiries"]], indicator_file=house.indicator_file)
    said = [fault.text for fault in census_fields.faults(some)]
    assert sorted(said) == [
        "CINdetails.ReferralNFA is read for its figures, and rests_on does not name it",
        "rests_on names CINdetails.CINclosureDate, which nothing reads for its figures",
        'there is no table of the census called "Nowhere"',
    ]


@pytest.mark.parametrize(("address", "words"), [
    ("d7.short_plans", 'no file d7 of DfE\'s that is known here has the column "short_plans"'), ("d7.2_year_or_more", "did you mean 2_years_or_more"),
    ("a1[Referrals of the year].number", 'rows called "Referrals of the year"; did you mean referrals in the year'),
    ("sfr.CINAt{date}Femal<1yr", "CINAt{date}Femal<1yr"), ("c1.Referral", "did you mean Referrals"), ("headline.cases", '"cases"'),
])  # fmt: skip
def test_an_address_that_dfe_does_not_have_is_named_with_the_nearest(address, words) -> None:
    found = list(DfeColumns().address_faults(address))
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("address", [
    "d7.2_years_or_more", "D7.2 years-or_MORE", "a1[Referrals in  the YEAR].number", "sfr.%cppat{date}Duration2+YRS", "c1.referral_count", "nowhere.x",
])  # fmt: skip
def test_an_address_that_dfe_has_is_not_named_however_it_is_spelt(address) -> None:
    assert DfeColumns().has(address)  # of a file that does not exist another check speaks


def test_a_row_of_a_cross_table_that_dfe_does_not_have_is_named_where_it_stands() -> None:
    columns = [{"match": ["CIN_At31", "CIN_at_31"]}, {"match": ["N7_Low_income"]}]
    table = {"address": "a3[{row}].{column}", "rows": [{"match": ["Female"]}, {"match": ["Male", "Boys"]}], "columns": columns}
    found = dict(column_addresses._cross_table_faults(table, DfeColumns()))
    assert set(found) == {("rows", 1, "match", 1), ("columns", 0, "match", 1)}
    assert '"Boys"' in found["rows", 1, "match", 1]
    assert "did you mean CIN_At31" in found["columns", 0, "match", 1]


@pytest.mark.parametrize(("kind", "find", "put", "names"), [
    ("listing", "beyond", "beyond", []),
    ("rated", "{{ higher }}", "{% if higher == 'higher' %}lower{% else %}higher{% endif %}", ["higher", "lower"]),
    ("change", "{{ rose_or_fell }}", "{% if rose_or_fell == 'rose' %}fell{% else %}rose{% endif %}", ["fell", "rose"]),
])  # fmt: skip
def test_a_word_that_points_the_other_way_than_its_claim_is_named(catalogue, kind, find, put, names) -> None:
    path = sentences.SENTENCES / f"{kind}.j2"
    document = Document(path, path.name, path.read_text(encoding="utf-8").replace(find, put))
    (claim,) = [one for one in KINDS if one.kind == kind]
    found = [str(one) for one in sentences._template_faults(document, claim, Specimens(catalogue), DirectionWords(House()))]
    assert all(any(f'"{name}" stands where' in one for one in found) for name in names)
    assert bool(names) == any("stands where" in one for one in found), found


@pytest.mark.parametrize("words", [("rose", "fell"), ("fell",), ("higher",), ("lower", "higher")])
def test_a_word_of_direction_in_the_wrong_list_is_named(catalogue, words) -> None:
    house = House()
    table = house.table(prompts("commentary", "terms.toml"))
    for word in words:
        one, other = ("up", "down") if word in table["directions"]["up"] else ("down", "up")
        table["directions"][one].remove(word)
        table["directions"][other].append(word)
    turned = DirectionWords(house)
    found = []
    for kind in KINDS:
        if kind.kind in ("change", "comparison", "listing"):
            path = sentences.SENTENCES / f"{kind.kind}.j2"
            document = Document(path, path.name, path.read_text(encoding="utf-8"))
            found += [str(one) for one in sentences._template_faults(document, kind, Specimens(catalogue), turned)]
    assert any("stands where" in one for one in found), found


@pytest.mark.parametrize(("kind", "find", "put", "says"), [
    ("trend", "highest {{ highest_period }}", "lowest {{ highest_period }}", "highest_period"),
    ("trend", "lowest {{ lowest_period }} ({{ lowest }})", "lowest {{ lowest_period }} ({{ highest }})", "highest"),
    ("history", "rose by more than", "fell by more than", "rises"), ("beyond", "{{ answer }}:", "No:", "no"),
    ("confirmed", "{{ answer }},", "No,", "no"), ("multiple", "{% if holds %}", "{% if not holds %}", "not"),
])  # fmt: skip
def test_a_word_of_a_template_turned_into_its_opposite_is_named(catalogue, kind, find, put, says) -> None:
    path = sentences.SENTENCES / f"{kind}.j2"
    text = path.read_text(encoding="utf-8")
    assert find in text
    (claim,) = [one for one in KINDS if one.kind == kind]
    document = Document(path, path.name, text.replace(find, put))
    found = [str(one) for one in sentences._template_faults(document, claim, Specimens(catalogue), DirectionWords(House()))]
    assert any(f'"{says}" stands' in one for one in found), found


@pytest.mark.parametrize(("kind", "find", "put", "says"), [
    ("record", "{% else %}\n{{ answer }}", "{% else %}\nYes", '4: "yes" is typed'),
    ("years_beyond", "{% else %}\n{{ answer }}", "{% else %}\nYes", '4: "yes" is typed'),
    ("change_confirmed", "{% if same %}\n{{ answer }}", "{% if same %}\nYes", '2: "yes" is typed'),
    ("change_confirmed", "{{ rose_or_fell }}", "rose", '4: "rose" is typed'),
    ("breakdown", "most common {{", "least common {{", '4: "least" is typed'),
    ("movers", "largest {{ word }}", "smallest {{ word }}", '2: "largest" stands after words that point the other way'),
    ("multiple", "at least", "at most", '1: "most" is typed'),
    ("level", "{{ subject }} {{ period }} was {{ figure }} {{ per }}", "{{ subject }} is known", '10: the figure "figure" is given'),
    ("level", "{% if rate %}, a rate of {{ rate }}{% endif %}.\n{% elif", ".\n{% elif", 'the figure "rate" is given'),
    ("change", "from {{ earlier }} to", "to", 'the figure "earlier" is given'),
    ("together", "{% if share %}, or {{ share }},{% endif %}", "", 'the figure "share" is given'),
    ("beyond", "is not {{ side }}", "is {{ side }}", "takes nothing back of what Yes says"),
    ("change_confirmed", "which is not", "which is", "takes nothing back of what Yes says"),
    ("multiple", "has not", "has", "takes nothing back of what Yes says"),
    ("years_beyond", "in none of", "in each of", "takes nothing back of what Yes says"),
    ("breakdown", "else %}the most common", "else %}the rarest", '4: "largest" is named for an end'),
    ("breakdown", "}} most common", "}} usual", '4: "largest" is named for an end'),
    ("movers", "largest {{ word", "tiniest {{ word", '2: "largest" is named for an end'),
    ("spread", "highest in", "worst in", '7: "highest" is named for an end'),
    ("history", "rose by", "went by", '3: "rises" is named for an end'),
    ("history", "and fell by", "and went by", '3: "falls" is named for an end'),
    ("change", "{{ rose_or_fell }} by {{ difference }}{{ points", "went by {{ difference }}{{ points", '"judgement" of the claim points'),
    ("change_confirmed", "{{ rose_or_fell }} by {{ size }}{{ points }}{%", "moved by {{ size }}{{ points }}{%", '"change" of the claim points'),
    ("difference", "{{ side }}", "away from", '"difference" of the claim points'),
    ("moved", "{{ rose }} from {{ earlier }} to {{ later }} {{ per", "went from {{ earlier }} to {{ later }} {{ per", '"turn" of the claim points'),
])  # fmt: skip
def test_a_fault_in_one_branch_of_a_sentence_is_named(catalogue, kind, find, put, says) -> None:
    path = sentences.SENTENCES / f"{kind}.j2"
    text = path.read_text(encoding="utf-8")
    assert find in text
    (claim,) = [one for one in KINDS if one.kind == kind]
    document = Document(path, path.name, text.replace(find, put, 1))
    found = [str(one) for one in sentences._template_faults(document, claim, Specimens(catalogue), DirectionWords(House()))]
    assert any(says in one for one in found), found


@pytest.mark.parametrize(("text", "other", "way", "lacks"), [
    ("It went by 7.", "It fell by 7.", "up", True), ("It rose by 7.", "It went by 7.", "up", False), ("It rose by 7.", "It fell by 7.", "down", False),
    ("It rose by 7.", "It fell by 7.", "up", False), ("It took longer.", "It took a shorter time.", "up", False), ("It is so.", "It fell.", "no", False),
])  # fmt: skip
def test_a_sentence_without_the_word_of_its_way_beside_one_that_has_it_is_told(text, other, way, lacks) -> None:
    assert DirectionWords(House()).one_sided(text, other, way) is lacks


@pytest.mark.parametrize(("template", "named"), [
    ("{{ area }} had the highest {{ highest }}.", []), ("It rose by more than {{ band }} in {{ rises }}.", []),
    ("{{ missing }} more have no figure, at least {{ one }}, added up.", []), ("No figure is held.", []), ("{% if up %}{{ x }}{% endif %}", []),
    ("The most common was {{ part }}.", [(1, "most")]), ("one\nIt fell to {{ figure }}.", [(2, "fell")]), ("No: {{ x }}.", [(1, "no")]),
    ("the highest was {{ lowest }}", [(1, "highest")]), ("highest {{ highest }} and lowest {{ other }}", [(1, "lowest")]),
])  # fmt: skip
def test_a_word_that_no_gap_vouches_for_is_named(template, named) -> None:
    assert list(DirectionWords(House()).typed(template)) == named


def test_a_brief_of_an_indicator_that_is_not_there_is_named_with_its_place() -> None:
    house = House()
    table = house.table(prompts("question", "brief.toml"))
    table["indicators"][1] = "refferals"
    (fault,) = indicator_tables.faults(house)
    assert fault.file == "prompts/question/brief.toml"
    assert 'there is no indicator "refferals"; did you mean referrals' in fault.text


def test_a_message_that_is_asked_for_under_a_condition_is_looked_for(tmp_path) -> None:
    asked = messages.Asked()
    call = ast.parse('message("cli.here" if one else "cli.gone", file=one)', mode="eval").body
    messages._call(call, "x.py", re.compile(r"cli\.\w+"), asked)
    assert [(name, given) for name, _, _, given in asked.calls] == [("cli.here", frozenset({"file"})), ("cli.gone", frozenset({"file"}))]


runs = counting()
FORMAT = Format(name="txt", label="Text", media_type="text/plain", binary=False, draws=False, write=lambda page: b"")


def whole(page: Page, without: str = "") -> bytes:
    """All that a file is to say, but for some words."""
    said = [page.title, *page.texts, *(f"{mark} {page.source(mark)}" for mark in page.marks), ATTRIBUTION]
    return "\n".join(said).replace(without, "").encode() if without else "\n".join(said).encode()


@pytest.mark.parametrize(("write", "words"), [
    (whole, []), (lambda page: whole(page, "[2]"), ["leaves out marks of figures: 2"]),
    (lambda page: b"", ["writes nothing"]), (lambda page: f"{next(runs)} {list(page.texts)}".encode(), ["the second time"]),
    (lambda page: whole(page, page.title), ["leaves out the title"]), (lambda page: whole(page, "Aplace"), ["leaves out the sources"]),
    (lambda page: whole(page, ATTRIBUTION), ["leaves out the licence"]),
    (lambda page: "\n".join(page.texts).encode(), ["the title", "the sources", "the licence"]),
])  # fmt: skip
def test_a_format_that_leaves_something_out_or_is_not_the_same_twice_is_named(write, words) -> None:
    found = list(exports.format_faults(replace(FORMAT, write=write), exports.specimen_page(House())))
    assert len(found) == len(words) and all(one in text for one, text in zip(words, found, strict=True)), found


@pytest.mark.parametrize(("changed", "says"), [
    ({}, []), ({"name": "txt"}, ['"txt" stands twice']), ({"label": "Text"}, ['"Text" stands twice']),
    ({"media_type": "text/plain"}, ['"text/plain" stands twice']), ({"name": ".rtf"}, ['the name ".rtf" is no suffix of a file']),
])  # fmt: skip
def test_what_a_copied_format_keeps_of_the_other_is_named(changed, says, monkeypatch) -> None:
    house = House()
    copied = replace(FORMAT, **{"name": "rtf", "label": "Rich text", "media_type": "text/rtf"} | changed)
    made = {one.name + place: replace(one, write=whole) for place, one in (("1", FORMAT), ("2", copied))}
    monkeypatch.setattr(exports, "modules", lambda: list(made))
    monkeypatch.setattr(exports, "import_module", lambda name: SimpleNamespace(FORMAT=made[name]))
    found = [fault.text for fault in exports.faults(house)]
    assert len(found) == len(says) and all(words in text for words, text in zip(says, found, strict=True)), found


@pytest.mark.parametrize(("of", "named"), [("referrals", []), ("assessments_completed", ["rereferrals_within_12_months"])])
def test_a_percentage_of_the_wrong_whole_does_not_fit_england_s_figures(of, named) -> None:
    house = House()
    wrong = house.catalogue["rereferrals_within_12_months"]
    share = replace(wrong.measures[Measure.PERCENTAGE], of=of)
    changed = replace(wrong, measures={**wrong.measures, Measure.PERCENTAGE: share})
    some = SimpleNamespace(catalogue=[changed, *house.catalogue], indicator_file=house.indicator_file)
    assert [Path(fault.file).stem for fault in england_figures.faults(some)] == named


def test_what_no_guidance_sets_a_time_for_has_no_polarity() -> None:
    house = House()
    some = SimpleNamespace(catalogue=[replace(house.catalogue["referrals"], polarity=Polarity.LOW_IS_GOOD), *house.catalogue], indicator_file=house.indicator_file)
    assert [Path(fault.file).stem for fault in polarity.faults(some)] == ["referrals"]


@pytest.mark.parametrize(("phrase", "place"), [("how many", "reading/cues.toml"), ("time  Series", "reading/kinds/trend.toml"), ("referral slips", "")])
def test_a_synonym_that_is_a_word_of_asking_is_named_with_where_that_stands(phrase, place) -> None:
    house = House()
    changed = replace(house.catalogue["referrals"], synonyms=("referrals", phrase))
    some = SimpleNamespace(catalogue=[changed], indicator_file=house.indicator_file, areas=None)
    found = [fault.text for fault in reading_names.faults(some)]
    assert len(found) == bool(place) and all(place in text for text in found), found


@pytest.mark.parametrize(("phrase", "named"), [("section 47 enquiries", []), ("enquiries under section 47", ["section_47_enquiries.toml"])])
def test_a_synonym_of_another_is_named_here_where_it_is_that_in_other_words(phrase, named) -> None:
    house = House()
    changed = replace(house.catalogue["referrals"], synonyms=("referrals", phrase))
    catalogue = Catalogue({**house.catalogue.indicators, "referrals": changed}, house.catalogue.notes)
    some = SimpleNamespace(catalogue=catalogue, indicator_file=house.indicator_file, areas=house.areas)
    found = [fault.text for fault in reading_names.faults(some)]
    assert len(found) == len(named) and all(one in text for one, text in zip(named, found, strict=True)), found


def test_a_kind_of_ask_that_needs_what_it_has_no_words_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rank = msgspec.structs.replace(kinds()["rank"], uses=("rank", "ratio"))
    monkeypatch.setattr(kinds_of_ask, "kinds", lambda: {**kinds(), "rank": rank})
    (fault,) = kinds_of_ask.faults(House())
    assert fault.file.endswith("reading/kinds/rank.toml") and '"superlative"' in fault.text


def test_what_a_section_says_twice_is_named_with_its_line() -> None:
    house = House()
    claims = house.table(prompts("commentary", "summary.toml"))["sections"][0]["paragraphs"][0]["claims"]
    claims.append(dict(claims[0]))
    (fault,) = outline.faults(house)
    assert fault.text.endswith("says it already")


def test_an_operator_whose_name_or_kind_another_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rank = kinds_of_ask.by_file()["rank"]
    monkeypatch.setattr(kinds_of_ask, "by_file", lambda: {"rank": rank, "standing": rank, "third": replace(rank, name="third", takes=lambda asked: True)})
    found = [fault for fault in kinds_of_ask.faults(House()) if "too" in fault.text]
    assert {fault.file for fault in found} == {"cin_narrative/questions/operators/standing.py"}
    assert sorted(fault.text.split(" is that")[0] for fault in found) == ["the kind of ask rank", "the operator rank"]
