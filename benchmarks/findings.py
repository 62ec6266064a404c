"""Whether findings mean something: planted stages, counts redrawn, councils where nothing happened, and all of a year.

    python benchmarks/findings.py STORE [planted|redrawn|null|year] [YEAR]

STORE: one with DfE's 2024 release. Prints counts; asserts nothing. How each is done stands in ``tests/proof/meaning.py``.

A stage that is multiplied by 1.25 moves by 0.22 on the scale of logs, beside an ordinary movement (tau) of 0.08 in a year for children
in need, 0.10 to 0.14 for the other stages, and 0.05 to 0.09 for a share or ratio of two stages of which the other did not move: plans
that start of conferences, for one. So the quarter is four spreads and more from the ordinary there, and is told, as it would be if it
happened: in 10 of 30 quiet councils, in 4 by the stage's own level or change (doubled it leads in 29, halved in 30). A limit that tells at most one in ten of these (about 4.1 in place of 1.96) would leave out 360 of the 519 messages of 2024.

Tried and rejected: to divide the winsorised mean square by the 0.679 that it is of a normal distribution. Winsorising makes tau a fifth smaller than the
MAD, the middle half and the standard deviation of the same changes do (referrals in a year: 0.11; 0.13, 0.14 and 0.17), and one authority in seven is beyond 1.96. With
tau so much larger the quarter is told in 5 of 30, the doubled stage leads in 28 and the halved in 28, 319 messages of 519 are left, 34 councils have none for 17;
and Derby's page no longer tells its enquiries and conferences, nor Rutland's its referrals without need, for which these pages are made.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from proof.meaning import AREAS, look, planting, quiet_and_real  # noqa: E402  # noqa: E402
from proof.meaning import null as draw_null  # noqa: E402
from proof.meaning import planted as plant_all  # noqa: E402
from proof.meaning import redrawn as redraw  # noqa: E402

from cin_narrative.api import open_store  # noqa: E402

COUNCILS, REDRAWS, NULLS = 30, 100, 1_000


def planted(path: Path, year: int) -> None:
    with open_store(path) as store:
        quiet, real = quiet_and_real(store, year, COUNCILS)
    with tempfile.TemporaryDirectory() as folder:
        copy = planting(path, Path(folder), year)
        for factor, name, councils in ((2.0, "quiet", quiet), (0.5, "quiet", quiet), (2.0, "real", real), (0.5, "real", real), (1.25, "quiet", quiet)):
            found = plant_all(copy, year, factor, councils)
            every = [one for stage in found.values() for one in stage]
            leads, told, alone = (sum(one[place] for one in every) for place in range(3))
            by_stage = ", ".join(
                f"{stage} {sum(one.leads for one in held)}, {sum(one.told for one in held)}/{len(held)}" for stage, held in found.items()
            )
            print(f"x{factor} in {name} councils: leads in {leads} of {len(every)}, is told in {told}, by its own level or change in {alone}; "
                  f"leads, is told by stage: {by_stage}", flush=True)  # fmt: skip


def redrawn(path: Path, year: int) -> None:
    with open_store(path) as store:
        found = redraw(store, year, COUNCILS, REDRAWS)
    kept = [statistics.mean(among for among, _ in one) for one in found]
    first = statistics.mean(is_first for one in found for _, is_first in one)
    print(f"redrawn {REDRAWS} times: the first message is among the messages in {100 * statistics.mean(kept):.0f} %, first in {100 * first:.0f} %; "
          f"in nine of ten or more for {sum(one >= 0.9 for one in kept)} of {len(kept)} councils, least {min(kept):.2f}")  # fmt: skip


def null(path: Path, year: int) -> None:
    with open_store(path) as store:
        for name, numbers in draw_null(store, year, NULLS).items():
            print(f"null, tests {name}: little stands out in {100 * numbers[0] / NULLS:.1f} % {sorted(numbers.items())}")


def of_year(path: Path, year: int) -> None:
    with open_store(path) as store:
        every = [look(store, area, year) for area in AREAS.authorities(year) if area.code in store.areas_by_year[year]]
    told = [one for found in every for one in found.messages]
    print(f"{year}, {len(every)} authorities")
    print("messages:", dict(sorted(Counter(len(found.messages) for found in every).items())))
    print("lead:", Counter(found.messages[0].family for found in every if found.messages).most_common())
    print("told:", Counter(one.family for one in told).most_common())
    print("kinds:", Counter(one.kind for one in told).most_common())
    print("vetoed:", Counter((one.reason.value, one.finding.family) for found in every for one in found.vetoed).most_common())
    print("recording:", Counter((one.reason, one.family) for found in every for one in found.recording).most_common())


RUNS = {"planted": planted, "redrawn": redrawn, "null": null, "year": of_year}

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asked = [one for one in sys.argv[2:] if one in RUNS] or list(RUNS)
    when = next((int(one) for one in sys.argv[2:] if one.isdigit()), 2024)
    for one in asked:
        RUNS[one](Path(sys.argv[1]), when)
