"""Everything that may be published of an authority's return, from its store and from one in which every hidden number is another.

Whatever depended on a hidden number, in a word, an order, a rounding or a byte of a workbook, would differ.
"""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb

from cin_narrative import api
from cin_narrative.cli.main import main
from cin_narrative.errors import CinNarrativeError
from cin_narrative.mcp.tools import tools
from cin_narrative.store.decisions import LOCAL
from cin_narrative.store.store import Store

OTHER = "floor(value + 1 + hash(indicator || measure || category) % 7)"
OF_RETURNS = f"release IN (SELECT release FROM releases WHERE {LOCAL})"
IN_USE = "(area, number) IN (SELECT area, number FROM submissions WHERE release <> '')"
CHANGES = (
    f"UPDATE observations SET value = {OTHER} WHERE masked AND {OF_RETURNS}",
    f"UPDATE submission_figures SET value = {OTHER} WHERE masked IS DISTINCT FROM FALSE OR NOT ({IN_USE})",
    "UPDATE findings SET records = records + 1, out_of = out_of + 7",
    "UPDATE submission_findings SET records = records + 1, out_of = out_of + 7",
    "UPDATE submission_records SET records = records + 3",
    "UPDATE decided_before SET value = value + 1 WHERE masked",
)
QUESTIONS = (
    "brief on {area} {year} as a table",
    "how many referrals in {area} in {year} were not from schools",
    "referrals from each source in {area} {year}",
    "which source sent the fewest referrals in {area} {year}",
    "how many fewer plans for neglect than for physical abuse in {area} {year}",
    "plans for sexual abuse and physical abuse in {area} {year} combined",
    "for every plan for sexual abuse how many plans for neglect in {area} {year}",
    "is the number of plans for sexual abuse in {area} in {year} above 3",
    "change in plans for physical abuse in {area} from {before} to {year}",
    "how many more plans started than ended in {area} in {year}",
    "how many assessments in {area} {year} did not have domestic abuse as a factor",
    "rank the primary needs in {area} {year}",
    "list the reasons for closure in {area} {year} with fewer than 10",
    "what share of referrals in {area} {year} came from housing",
    "children in need in {area} {year} by age",
)


def other_world(path: Path, to: Path) -> int:
    """The store of ``path`` at ``to``, with another number in every cell that the public must not see; how many there are."""
    shutil.copy(path, to)
    with duckdb.connect(str(to)) as store:
        hidden = store.execute(f"SELECT count(*) FROM observations WHERE masked AND value IS NOT NULL AND {OF_RETURNS}").fetchall()
        for sql in CHANGES:
            store.execute(sql)
    return int(hidden[0][0])


def outputs(store: Path, area: str, year: int, beside: str, pages: bool = True) -> dict[str, bytes]:
    """Each command, answer, tool and, of ``pages``, file in the publishable view -> what it says; the store's own folder is no part of it."""
    made = _of_the_return(store, area, year, beside) | _answers(store, area, year) | (_pages(store, area, year) if pages else {})
    return {name: said.replace(str(store.parent).encode(), b"") for name, said in made.items()}


def _run(*words: object) -> bytes:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    return f"{status}\n{out.getvalue()}\n{err.getvalue()}".encode()


def _pages(store: Path, area: str, year: int) -> dict[str, bytes]:
    made, at = {}, ("--store", store)
    draft = store.with_name("a.draft.toml")
    made["draft new"] = _run("draft", "new", area, year, "-o", draft, *at)
    for form in ("json", "xlsx", "docx", "html"):
        page = store.with_name(f"page.{form}")
        made[f"summary {form}"] = _run("summary", area, year, "-o", page, *at) + page.read_bytes()
        if form != "json":
            page = store.with_name(f"draft.{form}")
            made[f"draft export {form}"] = _run("draft", "export", draft, "-o", page, *at) + page.read_bytes()
    for more in (["--brief"], ["--method", "limits"], ["--since", year - 1]):
        made[f"summary {more}"] = _run("summary", area, year, *more, *at)
    return made | {"draft": draft.read_bytes(), "draft check": _run("draft", "check", draft, *at)}


def _of_the_return(store: Path, area: str, year: int, beside: str) -> dict[str, bytes]:
    lists = (
        ("figures", "--area", area),
        ("reconcile", area, year),
        ("quality", area, year),
        ("submissions", area),
        *(("submissions", area, number) for number in (1, 2, 3)),
        ("compare-submissions", area, 2, 3),
        ("compare", area, beside, "England", "--year", year),
    )
    return {f"{words} {form}": _run(*words, *form, "--store", store) for words in lists for form in ((), ("--format", "json"))}


def _answers(store: Path, area: str, year: int) -> dict[str, bytes]:
    asked = [question.format(area=area, year=year, before=year - 1) for question in QUESTIONS]
    called = [("figures", {"area": area, "limit": 100, "offset": at}) for at in (0, 100, 400)]
    called += [("summary", {"area": area, "year": year, "annex": True}), ("ask", {"question": asked[2]})]
    made = {}
    with Store.open(store) as opened:
        for question in asked:
            made[question] = json.dumps(api.ask(opened, question, area).record(1, question), default=str).encode()
        for name, given in called:
            try:
                made[f"{name} {given}"] = json.dumps(tools()[name].call(opened, given), default=str).encode()
            except CinNarrativeError as error:
                made[f"{name} {given}"] = str(error).encode()
    return made
