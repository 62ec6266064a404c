"""The children behind the findings on returns -> the list that a user names a file for, and nowhere
else.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cin_narrative.errors import DiskFull, OutputRefused
from cin_narrative.load.returns.census_file.values import Unread
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.rules import Rule, load_rules, views
from cin_narrative.messages import message, words
from cin_narrative.store.kept_files import write_whole

RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
KINDS = (".csv", ".xlsx")
URGENCY = {"error": 1, "query": 2, "": 3}  # of a kind of rule of DfE's; our own come last
# The fields that a record has several of: the table that holds them, and its key.
LISTED = {
    "Disability": ("Disabilities", "child_row"),
    "AssessmentFactors": ("AssessmentFactors", "part"),
}
# Whose records are told by the view, where a value of a table cannot be read.
VIEW_OF = {
    "Child": "quality_children",
    "Disabilities": "quality_children",
    "CINdetails": "quality_episodes",
    "Assessments": "quality_assessments",
    "AssessmentFactors": "quality_assessments",
    "CINPlanDates": "quality_child_in_need_plans",
    "Section47": "quality_enquiries",
    "ChildProtectionPlans": "quality_protection_plans",
    "Reviews": "quality_reviews",
}
SHOWN = ("child", "UPN", "born_on", "referred_on", "begins_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind one finding: child-level, for a file that the user names and nowhere else.

    ``dates`` are those that find the record: the birth, the referral, its own first and last.
    """

    file: str
    rule: Rule
    child: str
    upn: str
    dates: tuple[str, str, str, str]
    value: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the list, in the order of ``headings``."""
        of_dfe = self.rule.of_dfe
        number, kind, text = (
            (of_dfe.number, of_dfe.kind.value, of_dfe.text)
            if of_dfe
            else (self.rule.id, "our own", "")
        )
        words_of_rule = self.rule.own_words.replace("{number}", "")
        about = (number, kind, text, words_of_rule, self.rule.module)
        cells = (self.file, *about, self.child, self.upn, *self.dates, self.rule.field, self.value)
        return tuple(map(as_text, cells))

    @property
    def place(self) -> tuple[str, int, int, str, tuple[str, ...]]:
        """Where it stands in the list: what blocks figures, then errors, queries and checks of our
        own, each in the order of the census; under a rule by child and date.
        """
        of_dfe = self.rule.of_dfe
        urgency = URGENCY[of_dfe.kind.value if of_dfe else ""]
        if self.rule.handling == "block":
            urgency = 0
        order = {rule.id: at for at, rule in enumerate(load_rules())}
        return self.file, urgency, order.get(self.rule.id, len(order)), self.child, self.dates[1:]


def headings() -> tuple[str, ...]:
    """The headings of the list."""
    return tuple(words("load.children_headings").values())


def as_text(cell: str) -> str:
    """``cell`` as a spreadsheet takes it for text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def children_behind(engine: Engine, key: ReturnKey, unread: Sequence[Unread] = ()) -> list[Behind]:
    """Every record behind every finding of the rules on a return, and those of values that are
    ``unread``, in the order to work in; call ``make_views`` and ``make_all_views`` first.
    """
    asked = [rule for rule in load_rules() if rule.asked_in(key.year)]
    by_view = {view: [rule for rule in asked if rule.view == view] for view in views()}
    found = [one for rules in by_view.values() if rules for one in _records(engine, key, rules)]
    found += _not_read(engine, key, unread)
    return sorted(found, key=lambda one: one.place)


def _not_read(engine: Engine, key: ReturnKey, unread: Sequence[Unread]) -> Iterator[Behind]:
    """The records of values that cannot be read."""
    rules = {rule.view: rule for rule in load_rules()}
    for view in sorted({VIEW_OF[one.table] for one in unread}):
        own = [one for one in unread if VIEW_OF[one.table] == view]
        numbers = ", ".join(sorted({str(one.record) for one in own}))
        sql = f"SELECT record, {', '.join(SHOWN)} FROM {view} WHERE record IN ({numbers})"
        shown = {record: cells for record, *cells in engine.rows(sql)}
        for one in own:
            cells = map(_text, shown.get(one.record, [None] * len(SHOWN)))
            child, upn, born, referred, begins, ends = cells
            dates = born, referred, begins, ends
            yield Behind(key.file, _rule_of(one.field, rules[view]), child, upn, dates, one.text)


def _rule_of(field: str, beside: Rule) -> Rule:
    """What is wrong with a value of ``field`` that cannot be read, as a check of our own."""
    said = message("load.value_unread", field=field)
    return Rule(
        id=f"unreadable_{field}",
        where="",
        words=said,
        field=field,
        view=beside.view,
        records=beside.records,
        own_module=beside.own_module,
    )


def _records(engine: Engine, key: ReturnKey, rules: Sequence[Rule]) -> Iterator[Behind]:
    """What the ``rules`` on one view mark, a record once for each of them: in one query."""
    of_return = rules[0].records == "return"  # which has no one field to look at
    fields = () if of_return else tuple(dict.fromkeys(rule.field for rule in rules))
    plain = [name for name in fields if name not in LISTED]
    marks = [f"({rule.where})" for rule in rules]
    rows = engine.rows(
        f"SELECT {', '.join(('record', *SHOWN, *plain, *marks))} FROM {rules[0].view} "
        f"WHERE return_id = {key.return_id} AND ({' OR '.join(marks)})"
    )
    codes = {name: _codes(engine, key, name) for name in fields if name in LISTED and rows}
    for record, child, upn, born, referred, begins, ends, *rest in rows:
        dates = _text(born), _text(referred), _text(begins), _text(ends)
        given = {name: _text(value) for name, value in zip(plain, rest, strict=False)}
        given |= {name: " ".join(held.get(record, ())) for name, held in codes.items()}
        for rule, marked in zip(rules, rest[len(plain) :], strict=True):
            if marked:
                value = given.get(rule.field, "")
                yield Behind(key.file, rule, _text(child), _text(upn), dates, value)


def _codes(engine: Engine, key: ReturnKey, field: str) -> dict[int, list[str]]:
    """The codes of a field that stands several times, by the number of the record."""
    table, number = LISTED[field]
    sql = f"SELECT {number}, {field} FROM {table} WHERE return_id = {key.return_id}"
    found: dict[int, list[str]] = defaultdict(list)
    for record, code in engine.rows(sql):
        found[record].append(_text(code))
    return {record: sorted(ones) for record, ones in found.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def refuse_unwritable(path: Path | None, overwrite: bool = False) -> None:
    """Raise ``OutputRefused`` where ``path`` is there already, or its folder is not."""
    if path is None:
        return
    if not path.parent.is_dir() or path.is_dir():
        raise OutputRefused(message("load.children_file_refused", file=path))
    if path.exists() and not overwrite:
        raise OutputRefused(message("load.children_file_there", file=path))


def refuse_input(path: Path, given: Iterable[Path]) -> None:
    """Raise ``OutputRefused`` where ``path`` is one of the files given, or a file below them."""
    place = path.resolve()
    for one in given:
        if place == one.resolve() or (path.exists() and one.resolve() in place.parents):
            raise OutputRefused(message("load.children_file_is_input", file=path))


def refuse_kind(path: Path) -> None:
    """Raise ``OutputRefused`` where the name of ``path`` says neither CSV nor workbook."""
    if path.suffix.lower() not in KINDS:
        raise OutputRefused(message("load.children_file_kind", file=path))


def table_text(rows: Sequence[Behind]) -> bytes:
    """The list as a CSV that a spreadsheet program opens as it is."""
    text = io.StringIO()
    lines = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    lines.writerow(headings())
    lines.writerows(one.cells for one in rows)
    return text.getvalue().encode("utf-8-sig")


def write_children(path: Path, data: bytes) -> None:
    """Write the list to ``path``, for its owner alone; raises ``OutputRefused`` where it cannot be
    written.
    """
    try:
        write_whole(path, data)
    except DiskFull as error:
        why = message("load.no_room")
        raise DiskFull(message("load.children_file_unwritable", file=path, why=why)) from error
    except OSError as error:
        why = str(error.strerror)
        raise OutputRefused(message("load.children_file_unwritable", file=path, why=why)) from error


def in_order(rows: Iterable[Behind]) -> list[Behind]:
    """The records of several returns in the order to work in."""
    return sorted(rows, key=lambda one: one.place)
