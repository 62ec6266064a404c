"""The server of the Model Context Protocol, asked by the protocol's own client."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from cin_narrative import api
from cin_narrative.mcp.tools import tools
from cin_narrative.messages import message
from cin_narrative.store.store import Store

if TYPE_CHECKING:  # half a second, which the other worker need not pay to collect these tests
    from mcp import Client

QUESTION = "How many children in need did Derby have at 31 March 2016?"
READING = {
    "asks": [
        {
            "ask": "value",
            "cue": "How many",
            "measures": [
                {
                    "indicator": "children_in_need_at_31_march",
                    "metric": "count",
                    "words": "children in need",
                }
            ],
            "areas": [{"words": "Derby"}],
            "periods": [{"words": "31 March 2016"}],
        }
    ]
}
ARGUMENTS: dict[str, dict[str, Any]] = {  # what each tool is asked once
    "read": {"question": QUESTION},
    "ask": {"question": QUESTION},
    "answer": {"question": QUESTION, "reading": READING},
    "figures": {"area": "Derby", "year": 2016, "indicator": "referrals"},
    "summary": {"area": "Derby", "year": 2016},
    "indicators": {},
    "areas": {},
}


@pytest.fixture(scope="module")
def store(starter_store: Path) -> Any:
    with api.open_store(starter_store) as opened:
        yield opened


def put(store: Store, do: Callable[[Client], Awaitable[Any]]) -> Any:
    """What ``do`` finds with a client of the server over this store."""
    from mcp import Client

    from cin_narrative.mcp.server import server

    async def run() -> Any:
        async with Client(server(store)) as client:
            return await do(client)

    return anyio.run(run)


def called(store: Store, name: str, arguments: dict[str, Any]) -> Any:
    return put(store, lambda client: client.call_tool(name, arguments))


def reply(store: Store, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    found = called(store, name, arguments)
    assert not found.is_error, found.content
    assert json.loads(found.content[0].text) == found.structured_content
    return found.structured_content


def test_the_tools_are_the_seven_and_each_only_reads(store: Store) -> None:
    told = put(store, lambda client: client.list_tools()).tools
    assert [one.name for one in told] == list(ARGUMENTS)
    for one in told:
        assert one.description and one.annotations.read_only_hint, one.name
        assert one.input_schema["additionalProperties"] is False, one.name
        assert not {"store", "audience", "internal", "path", "model"} & set(
            one.input_schema["properties"]
        ), one.name


@pytest.mark.parametrize("name", ARGUMENTS)
def test_every_reply_says_that_no_figure_may_be_changed_and_figures_have_receipts(
    store: Store, name: str
) -> None:
    found = reply(store, name, ARGUMENTS[name])
    assert found["how_to_use"] == message("mcp.how_to_use")
    for figure in found.get("figures", ()):
        assert figure["source"] and figure["area"] and figure["year"] and figure["release"], figure
    told = "ask" if tools()[name].gives == "as ask" else name
    told_of_all, *told_of_one = tools()[told].gives.split("; of one: ")
    named = re.findall(r"`(\w+)`", told_of_all.replace("each with a `reading`", ""))
    assert {*named, "how_to_use"} == set(found), name
    for named_of_one in told_of_one:
        one = reply(store, name, {"id": "referrals"})
        assert {*re.findall(r"`(\w+)`", named_of_one), "how_to_use"} == set(one)


@pytest.mark.parametrize("name", ["ask", "answer"])
def test_an_answer_is_the_one_that_the_program_gives(store: Store, name: str) -> None:
    found = reply(store, name, ARGUMENTS[name])
    assert (found["outcome"], found["figures"][0]["value"]) == ("answered", 2342)
    assert found["text"] == api.ask(store, QUESTION).text


def test_a_null_in_a_reading_is_a_field_left_out(store: Store) -> None:
    nulls = {"limit": {"n": None, "of": None}, "each": None, "from_ask": None, "inherits": [None]}
    ask = READING["asks"][0] | nulls
    found = reply(store, "answer", {"question": QUESTION, "reading": {"asks": [ask]}})
    assert found["figures"] == reply(store, "answer", ARGUMENTS["answer"])["figures"]


def test_a_follow_up_takes_its_place_from_the_turn_before(store: Store) -> None:
    before = {"question": "And in 2015?", "history": [{"question": QUESTION}]}
    assert reply(store, "read", before)["reading"]["asks"][0]["inherits"]
    found = reply(store, "ask", before)
    assert [(one["area"], one["year"]) for one in found["figures"]][:1] == [("Derby", 2015)]


def test_a_reading_that_puts_words_in_the_askers_mouth_gets_no_figure_of_another_place(
    store: Store,
) -> None:
    ask = READING["asks"][0] | {"areas": [{"words": "Leeds"}]}
    found = reply(store, "answer", {"question": QUESTION, "reading": {"asks": [ask]}})
    assert found["outcome"] != "answered" and not any(
        one["area"] == "Leeds" for one in found["figures"]
    )


def test_the_input_schema_of_answer_is_the_contract_of_a_reading(store: Store) -> None:
    told = {one.name: one for one in put(store, lambda client: client.list_tools()).tools}
    schema = told["answer"].input_schema
    ask = schema["$defs"]["Ask"]["properties"]
    assert schema["required"] == ["question", "reading"] and schema["properties"]["reading"] == {
        "$ref": "#/$defs/Reading"
    }
    assert {"value", "trend", "change", "compare", "rank", "top", "none"} <= set(ask["ask"]["enum"])
    assert {
        "measures",
        "areas",
        "compare_with",
        "within",
        "periods",
        "except",
        "limit",
        "threshold",
        "restrictors",
        "outcome",
    } <= set(ask)


def test_a_long_list_of_figures_comes_in_parts_that_add_up(store: Store) -> None:
    whole = reply(store, "figures", {"area": "Derby", "year": 2016, "limit": 500})["figures"]
    parts, at = [], 0
    while at is not None:
        part = reply(store, "figures", {"area": "Derby", "year": 2016, "offset": at, "limit": 150})
        parts += part["figures"]
        at = part["next_offset"]
    assert len(whole) > 150 and parts[: len(whole)] == whole


def test_areas_are_found_by_level_or_by_name(store: Store) -> None:
    assert [one["name"] for one in reply(store, "areas", {"level": "england"})["areas"]] == [
        "England"
    ]
    assert reply(store, "areas", {"name": "derby"})["areas"][0]["ons_code"] == "E06000015"
    assert reply(store, "areas", {"name": "derby", "level": "region"})["areas"] == []
    assert reply(store, "indicators", {"id": "referrals"})["definition"]


@pytest.mark.parametrize(
    "name, arguments, why",
    [
        ("ask", {"question": QUESTION, "audience": "internal"}, "audience"),
        ("summary", {"area": "Derby", "internal": True}, "internal"),
        ("figures", {"store": "other.duckdb"}, "store"),
        ("summary", {"area": "Derby", "output": "page.md"}, "output"),
        ("figures", {"limit": 10_000_000}, "limit"),
        ("figures", {"offset": -1}, "offset"),
        ("figures", {"offset": 10**9}, "offset"),
        ("figures", {"offset": 20_001}, "offset"),
        ("ask", {"question": QUESTION, "release": "1999"}, "1999"),
        ("ask", {"question": "How many do we have?", "home": "Atlantis"}, "Atlantis"),
        ("answer", {"question": QUESTION, "reading": READING, "release": "1999"}, "1999"),
        ("load", {"paths": ["cin.xml"]}, "load"),
        ("draft", {}, "draft"),
        ("../../etc", {}, "etc"),
        ("ask", {}, "question"),
        ("ask", {"question": 7}, "question"),
        ("answer", {"question": QUESTION, "reading": "all of it"}, "reading"),
        (
            "answer",
            {"question": QUESTION, "reading": {"asks": [{"ask": "drop table"}]}},
            "drop table",
        ),
        ("figures", {"area": "Atlantis"}, "Atlantis"),
        ("figures", {"year": 1066}, "1066"),
        ("indicators", {"id": "../settings"}, "settings"),
        ("areas", {"level": "ward"}, "ward"),
    ],
)
def test_what_is_no_tool_or_no_argument_is_refused_in_one_line(
    store: Store, name: str, arguments: dict[str, Any], why: str
) -> None:
    found = called(store, name, arguments)
    told = found.content[0].text
    assert found.is_error and found.structured_content is None
    assert why in told and "\n" not in told and "Traceback" not in told


def test_a_fault_of_the_program_is_one_line_without_its_inside(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/home/someone/secret")

    monkeypatch.setattr(api, "find_area", broken)
    found = called(store, "areas", {"name": "Derby"})
    assert found.is_error and found.content[0].text == message("mcp.fault", tool="areas")


@pytest.mark.long
def test_the_command_serves_on_standard_input_and_output_and_changes_no_byte(
    starter_store: Path, tmp_path: Path
) -> None:
    from mcp import Client, StdioServerParameters

    before, held = (
        starter_store.read_bytes(),
        sorted(path.name for path in starter_store.parent.iterdir()),
    )
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "cin_narrative", "mcp", "--store", str(starter_store)],
        env=dict(os.environ),
        cwd=tmp_path,
    )

    async def run() -> Any:
        async with Client(command) as client:
            return await client.call_tool("ask", {"question": QUESTION})

    assert "2,342" in anyio.run(run).structured_content["text"]
    assert starter_store.read_bytes() == before and list(tmp_path.iterdir()) == []
    assert sorted(path.name for path in starter_store.parent.iterdir()) == held
