"""Fifty people at once on one process: real websockets that speak Streamlit's own protocol, each with an area, a year and a view of its own.

Usage: python benchmarks/sessions.py [STORE [SESSIONS [ACTIONS]]] (default: a store of the starter figures, 50 sessions, 20 actions each).
Leaves with 1 where a session is shown another's page or an error, or where memory grows by more than a tenth from the second quarter
of the actions to the last: the first fills the caches, which are bounded.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import parse_qs, urlencode

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "browser"), str(Path(__file__).parent)]
from conftest import served  # noqa: E402
from start import starter_store  # noqa: E402
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402
from websockets.asyncio.client import connect  # noqa: E402

from cin_narrative import api  # noqa: E402
from cin_narrative.api import holdings  # noqa: E402

VIEWS = ("overview", "report", "overview", "ask", "overview", "drafts", "overview", "data")
TITLED = ("overview", "report")  # whose title names the area and the year
GROWTH = 1.1  # of memory, from the second quarter to the last
PATIENCE = 300  # seconds for one run of the page


@dataclass(slots=True)
class Tally:
    """What came of all actions."""

    seconds: list[float] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # megabytes, after each action


def memory_of(pid: int) -> int:
    """The megabytes that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) // 1024


def asked(place: str, year: int, view: str) -> bytes:
    """What a browser sends to have a view of an area and a year."""
    message = BackMsg()
    message.rerun_script.query_string = urlencode({"area": place, "year": year})
    message.rerun_script.page_name = view
    return message.SerializeToString()


async def run_of(socket) -> list[ForwardMsg]:
    """Everything that the server sends for one run of the page, to its end."""
    found = []
    while True:
        message = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), PATIENCE))
        found.append(message)
        if (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return found


def headings(messages: list[ForwardMsg]) -> list[str]:
    return [
        one.delta.new_element.heading.body
        for one in messages
        if one.delta.new_element.HasField("heading")
    ]


def look(messages: list[ForwardMsg], place: str, year: int, view: str, tally: Tally) -> None:
    """Hold what came against what was asked for."""
    for one in messages:
        element = one.delta.new_element
        if element.HasField("exception"):
            tally.errors.append(f"{view} of {place}: {element.exception.message}")
        if element.HasField("alert") and element.alert.format == element.alert.ERROR:
            tally.errors.append(f"{view} of {place}: {element.alert.body}")
        if one.WhichOneof("type") == "page_info_changed":
            said = parse_qs(one.page_info_changed.query_string)
            if said.get("area") != [place] or said.get("year") != [str(year)]:
                tally.mixed.append(f"asked for {place} {year}, the address says {said}")
    title = f"Children in need in {api.areas().find(place).in_name}, {year - 1} to {year}"
    if view in TITLED and title not in headings(messages):
        tally.mixed.append(f"asked for {title}, got {headings(messages)[:2]}")


async def session(
    address: str, pid: int, wanted: Iterator[tuple[str, int, str]], tally: Tally
) -> None:
    """One person: a view after another, each looked at."""
    url = address.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"], max_size=None) as socket:
        for place, year, view in wanted:
            began = time.monotonic()
            await socket.send(asked(place, year, view))
            look(await run_of(socket), place, year, view, tally)
            tally.seconds.append(time.monotonic() - began)
            tally.memory.append(memory_of(pid))


def wanted_by(
    number: int, places: list[tuple[str, list[int]]], actions: int
) -> Iterator[tuple[str, int, str]]:
    """What one person asks for: another area, year and view each time, in an order of their own."""
    for turn, view in enumerate(
        islice(cycle(VIEWS), number % len(VIEWS), number % len(VIEWS) + actions)
    ):
        place, years = places[(number + turn * 7) % len(places)]
        yield place, years[(number * 3 + turn) % len(years)], view


async def everybody(
    address: str, pid: int, places: list[tuple[str, list[int]]], sessions: int, actions: int
) -> Tally:
    tally = Tally()
    await asyncio.gather(
        *(session(address, pid, wanted_by(one, places, actions), tally) for one in range(sessions))
    )
    return tally


def held(store: Path) -> list[tuple[str, list[int]]]:
    """Up to sixteen authorities and the newest years that the store holds for each."""
    with api.open_store(store) as opened:
        labels = holdings.areas_held(opened)
        found = [
            (name, holdings.years_held(opened, area)[:3])
            for name, area in labels.items()
            if area.is_authority
        ]
    return [(name, years) for name, years in found if years][:: max(1, len(found) // 16)][:16]


def main(store: Path, sessions: int, actions: int) -> int:
    """Print what fifty people come to."""
    places = held(store)
    with (
        tempfile.TemporaryDirectory() as drafts,
        served({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": drafts}) as address,
    ):
        first = memory_of(address.pid)
        began = time.monotonic()
        tally = asyncio.run(everybody(address, address.pid, places, sessions, actions))
        took = time.monotonic() - began
    quarter = len(tally.memory) // 4
    levels = [
        max(tally.memory[: quarter or 1]),
        *(max(tally.memory[at * quarter : (at + 1) * quarter]) for at in (1, 2, 3)),
    ]
    print(
        f"{sessions} sessions, {len(tally.seconds)} actions of {len(places)} areas in {took:.0f} s, {len(tally.seconds) / took:.1f} a second"
    )
    print(
        f"an action: median {statistics.median(tally.seconds):.1f} s, longest {max(tally.seconds):.1f} s, with everybody at once"
    )
    print(f"mixed: {len(tally.mixed)}; errors: {len(tally.errors)}")
    print(
        f"memory: {first} MB before, then at most {', '.join(map(str, levels))} MB in each quarter"
    )
    for line in [*tally.mixed[:5], *tally.errors[:5]]:
        print(f"  {line}")
    return int(bool(tally.mixed or tally.errors) or levels[-1] > GROWTH * levels[1])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        given = sys.argv[1:]
        numbers = [int(one) for one in given[1:3]] or [50, 20]
        sys.exit(main(Path(given[0]) if given else starter_store(Path(made)), *[*numbers, 20][:2]))
