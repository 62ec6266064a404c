"""A store and one submission in it -> the store as if that submission were the one in use.

Of twelve months that are not DfE's year it is the submission alone: nothing of DfE's stands beside.
"""

from __future__ import annotations

import re
from pathlib import Path

from cin_narrative.store.connection import StoreConnection, quoted
from cin_narrative.store.observations import LOCAL_RETURN_ORDER
from cin_narrative.store.schema import STORED
from cin_narrative.store.submissions.record import Submission

GAP = re.compile(r"(?<!:):([a-z]\w*)")
SOURCE = 1_000_000_000  # the number of its source: above that of any file
SAME = ("meta", "breaches", "constants", "decided_before", "submissions", "submission_records")
ORDERED = ("findings", "breaches", "submission_records")  # read in the order of their rows
OWN = "area = :area AND number = :number"
IS_USED = (
    "area = :area AND year = :year AND release IN "
    '(SELECT release FROM held.releases WHERE "order" >= :local)'
)
ADDED = f"""
SELECT area, :year::SMALLINT AS year, indicator, measure, category,
  :release AS release, value, symbol, {SOURCE}, NULL, col, citation, masked
FROM held.submission_figures WHERE {OWN}
"""
FINDINGS = f"""
SELECT area, :year::SMALLINT, :release, rule, handling, records,
  out_of, indicators, words FROM held.submission_findings WHERE {OWN}
"""
CHANGED = {
    "observations": f"SELECT {STORED} FROM held.observations WHERE {{rest}} UNION ALL {ADDED}",
    "findings": f"SELECT * FROM held.findings WHERE {{rest}} UNION ALL {FINDINGS}",
    "sums_shown": "SELECT * FROM held.sums_shown WHERE {rest} UNION ALL "
    "SELECT area, :year::SMALLINT, :release, indicator "
    f"FROM held.submission_sums WHERE {OWN}",
    "releases": "SELECT * FROM held.releases WHERE release <> :release UNION ALL "
    "SELECT :release, :said, "
    ":local::DOUBLE + :year",
    "sources": f"SELECT * FROM held.sources UNION ALL SELECT {SOURCE}, :file, "
    ":sha256, :release, :loaded[1:10]",
}


class SubmissionConnection(StoreConnection):
    """A connection to a store in which one submission is the one in use."""

    def __init__(self, path: Path, submission: Submission) -> None:
        """Errors as of ``StoreConnection``."""
        self._submission = submission
        super().__init__(path)

    def _attach(self) -> None:
        """What pages read are views of what is held and of the submission."""
        one = self._submission
        self.query(f"ATTACH {quoted(self.path)} AS held (READ_ONLY)")
        self.query("ATTACH ':memory:' AS store")
        known = {**one._asdict(), "local": LOCAL_RETURN_ORDER, "said": one.release}
        rest = "FALSE" if one.is_in_year else f"NOT ({IS_USED})"
        for name, select in CHANGED.items():
            kind = "TABLE" if name in ORDERED else "VIEW"
            self.query(f"CREATE {kind} store.{name} AS {_filled(select, known, rest)}")
        for name in SAME:
            kind = "TABLE" if name in ORDERED else "VIEW"
            self.query(f"CREATE {kind} store.{name} AS FROM held.{name}")
        self._close_off()


def _filled(select: str, known: dict[str, object], rest: str) -> str:
    """``select`` with what is known of the submission in its places: a view takes no parameters."""
    literals = {
        name: str(value) if isinstance(value, int) else _quoted(str(value))
        for name, value in known.items()
    }
    return GAP.sub(lambda gap: literals[gap[1]], select.format(rest=rest))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
