"""Whether findings mean something: planted stages, counts redrawn, councils where nothing happened, and all of a year.

    python benchmarks/findings.py STORE [planted|redrawn|null|year] [YEAR]

STORE: one with DfE's 2024 release. Prints counts; asserts nothing. How each is done stands in ``tests/proof/meaning.py``.

A stage that is multiplied by 1.25 moves by 0.22 on the scale of logs, beside an ordinary movement (tau) of 0.08 in a year for children in need and 0.10 to
0.14 for the other stages. Linked stages move together: the tau of a ratio is 0.05 to 0.13, so that a quarter more on one side alone is four spreads. A ratio is
therefore a message only where it is half as much again, or a third less (``Candidate.is_large``). With that a quarter is told by a message in 3 of 30 quiet
councils (in 8 without; the line on the number of children in need says "more than in most" in 2 more), doubled it leads in 29 and halved in 30 of 30, in 24 and
24 of 30 real ones; 512 of 519 messages of 2024 stay. With every stage planted in each of the thirty (240) 46 are told by a message, 66 without, 23 of them by the
stage's own level or change: of councils that had gone that way before.

Tried and rejected:

* To divide the winsorised mean square by the 0.679 that it is of a normal distribution. tau is then a fifth larger, as the MAD and the middle half have it
  (referrals in a year: 0.11; 0.13 and 0.14), and 8 in 100 tests are beyond 1.96 for 14. The quarter is told in 5 of 30, 28 of 240. But 326 messages are left, 34
  councils have none for 17, and both stories for which these pages are made are gone. Derby's conferences per enquiry: z -2.91 for -3.54, by Simes over
  16 tests 0.057 for 0.0064, where 0.0045 passes for 0.032 as one family of 22 is left that does. Rutland's referrals without action: 3.04 for 3.61, 0.0096 for
  0.0012, where the first of 15 families must have 0.0067. Both pass again if a family counts for as many tests as are independent in effect (7 of those 16:
  Galwey 2009) and tiers weigh 2, 1 and a half; by 0.0003 and 0.0009, at which a redraw turns them over, and 11 in 100 quiet draws have a message for 8.
* The same floor for a stage's own level and change: 2 of 30, 38 of 240; but Derby in 2023, whose assessments fell by a quarter and new plans by a third, leads with
  quick closures.
* A ratio only where it had parted the year before, or goes beyond what a stage does in a year: 5 of 30, 52 of 240.
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
        for factor, name, councils in (
            (2.0, "quiet", quiet),
            (0.5, "quiet", quiet),
            (2.0, "real", real),
            (0.5, "real", real),
            (1.25, "quiet", quiet),
        ):
            found = plant_all(copy, year, factor, councils)
            every = [one for stage in found.values() for one in stage]
            leads, told, by_message, alone = (
                sum(one[place] for one in every) for place in range(4)
            )
            by_stage = ", ".join(
                f"{stage} {sum(one.leads for one in held)}, {sum(one.told for one in held)}/{len(held)}"
                for stage, held in found.items()
            )
            print(f"x{factor} in {name} councils: leads in {leads} of {len(every)}, is told in {told}, by a message in {by_message}, by its own level or change in {alone}; "
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
            print(
                f"null, tests {name}: little stands out in {100 * numbers[0] / NULLS:.1f} % {sorted(numbers.items())}"
            )


def of_year(path: Path, year: int) -> None:
    with open_store(path) as store:
        every = [
            look(store, area, year)
            for area in AREAS.authorities(year)
            if area.code in store.areas_by_year[year]
        ]
    told = [one for found in every for one in found.messages]
    print(f"{year}, {len(every)} authorities")
    print("messages:", dict(sorted(Counter(len(found.messages) for found in every).items())))
    print(
        "lead:",
        Counter(found.messages[0].family for found in every if found.messages).most_common(),
    )
    print("told:", Counter(one.family for one in told).most_common())
    print("kinds:", Counter(one.kind for one in told).most_common())
    print(
        "vetoed:",
        Counter(
            (one.reason.value, one.finding.family) for found in every for one in found.vetoed
        ).most_common(),
    )
    print(
        "recording:",
        Counter(
            (one.reason, one.family) for found in every for one in found.recording
        ).most_common(),
    )


RUNS = {"planted": planted, "redrawn": redrawn, "null": null, "year": of_year}

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asked = [one for one in sys.argv[2:] if one in RUNS] or list(RUNS)
    when = next((int(one) for one in sys.argv[2:] if one.isdigit()), 2024)
    for one in asked:
        RUNS[one](Path(sys.argv[1]), when)
