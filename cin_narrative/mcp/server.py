"""An open store in, a server of the Model Context Protocol on standard input and output out.

The only module that imports the ``mcp`` package, which the extra ``[mcp]`` installs.
"""

from __future__ import annotations

import json
from typing import Any

import anyio
import mcp_types as protocol
import msgspec
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

import cin_narrative
from cin_narrative.errors import CinNarrativeError, UnknownName
from cin_narrative.mcp.tools import Tool, tools
from cin_narrative.messages import message
from cin_narrative.store.store import Store

Context = ServerRequestContext[dict[str, Any]]
READS = protocol.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(store: Store) -> Server[dict[str, Any]]:
    """A server of every tool over ``store``, which stays its owner's to close."""

    async def list_tools(_: Context, __: Any) -> protocol.ListToolsResult:
        return protocol.ListToolsResult(tools=[_described(one) for one in tools().values()])

    async def call_tool(
        _: Context, given: protocol.CallToolRequestParams
    ) -> protocol.CallToolResult:
        return _replied(store, given.name, given.arguments or {})

    return Server(
        "cin-narrative",
        version=cin_narrative.__version__,
        instructions=message("mcp.instructions"),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(store: Store) -> None:
    """Answer until standard input ends."""
    anyio.run(_serve, store)


async def _serve(store: Store) -> None:
    ours = server(store)
    async with stdio_server() as (incoming, outgoing):
        await ours.run(incoming, outgoing, ours.create_initialization_options())


def _described(tool: Tool) -> protocol.Tool:
    return protocol.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.schema(),
        annotations=READS,
    )


def _replied(store: Store, name: str, arguments: dict[str, Any]) -> protocol.CallToolResult:
    try:
        if name not in tools():
            raise UnknownName("tool", name, tools())
        reply = tools()[name].call(store, arguments)
    except (CinNarrativeError, msgspec.ValidationError) as error:
        return _result(message("mcp.refused", tool=name, why=error), failed=True)
    except Exception:  # an assistant is told that it failed, never how: a trace may hold a path
        return _result(message("mcp.fault", tool=name), failed=True)
    return _result(json.dumps(reply, ensure_ascii=False), reply)


def _result(
    text: str, reply: dict[str, Any] | None = None, failed: bool = False
) -> protocol.CallToolResult:
    content = protocol.TextContent(type="text", text=text)
    return protocol.CallToolResult(content=[content], structured_content=reply, is_error=failed)
