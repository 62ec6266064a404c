"""A server on this machine that plays scripted models behind an OpenAI-compatible address, and keeps every byte it was sent."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Play = Callable[["Request", dict[str, Any]], None]


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stage: ScriptedServer

    def log_message(self, *arguments: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.stage.received.append(f"{self.requestline}\n{self.headers}".encode() + body)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # where the client has given up
            self.stage.play(self, json.loads(body))

    def answer(self, body: bytes, status: int = 200, kind: str = "application/json", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body) if length is None else length))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


@dataclass
class ScriptedServer:
    """``with ScriptedServer(play) as server``: ``server.url`` is the address, ``server.received`` what it was sent."""

    play: Play
    received: list[bytes] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def __enter__(self) -> ScriptedServer:
        handler = type("Handler", (Request,), {"stage": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def completion(content: str | None, **message: Any) -> bytes:
    """The body of a chat completion with this content."""
    said = {"role": "assistant", "content": content, **message}
    return json.dumps({
        "id": "scripted", "object": "chat.completion", "created": 0, "model": "scripted", "usage": {"prompt_tokens": 5, "completion_tokens": 7,
        "total_tokens": 12}, "choices": [{"index": 0, "message": said, "finish_reason": "stop"}],
    }).encode()  # fmt: skip


def says(content: str | Callable[[dict[str, Any]], str]) -> Play:
    """A model that replies with this text, or with what is worked out from the data it was given."""
    def play(request: Request, sent: dict[str, Any]) -> None:
        given = json.loads(sent["messages"][-1]["content"])
        request.answer(completion(content if isinstance(content, str) else content(given)))

    return play


def paragraph(text: str | Callable[[dict[str, Any]], str]) -> Play:
    """A model that phrases so."""
    return says(lambda given: json.dumps({"paragraph": text if isinstance(text, str) else text(given)}))


def by_job(phrases: Play, reads: Play) -> Play:
    """A model that does one thing where it is to phrase, and another where it is to read."""

    def play(request: Request, sent: dict[str, Any]) -> None:
        (phrases if "claims" in json.loads(sent["messages"][-1]["content"]) else reads)(request, sent)

    return play


def reads_as(reading: dict[str, Any]) -> Play:
    """A model that reads every question so."""
    return says(json.dumps(reading))


def status(code: int) -> Play:
    return lambda request, sent: request.answer(json.dumps({"error": {"message": "scripted sk-secret-key", "type": "scripted"}}).encode(), code)


def stalls(request: Request, sent: dict[str, Any]) -> None:
    request.stage.over.wait(30)


def drips(request: Request, sent: dict[str, Any]) -> None:
    """A byte now and then, for ever: no wait between two of them is long."""
    request.send_response(200)
    request.send_header("content-type", "application/json")
    request.send_header("content-length", "100000")
    request.end_headers()
    while not request.stage.over.is_set():
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


def floods(request: Request, sent: dict[str, Any]) -> None:
    """Ten megabytes."""
    request.answer(completion("x" * 10_000_000))


def breaks_off(request: Request, sent: dict[str, Any]) -> None:
    body = completion('{"paragraph": "half of')
    request.answer(body[: len(body) // 2], length=len(body))


def streams_rubbish(request: Request, sent: dict[str, Any]) -> None:
    request.answer(b"data: {\x00\xff not json\n\ndata: ]]]\n\n" * 50, kind="text/event-stream")


def redirects(request: Request, sent: dict[str, Any]) -> None:
    request.send_response(307)
    request.send_header("location", request.stage.url + "/elsewhere")
    request.send_header("content-length", "0")
    request.end_headers()


def unpacks(request: Request, sent: dict[str, Any]) -> None:
    """A small reply that unpacks to a large one."""
    import gzip

    body = gzip.compress(completion("x" * 5_000_000))
    request.send_response(200)
    request.send_header("content-type", "application/json")
    request.send_header("content-encoding", "gzip")
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def refuses(request: Request, sent: dict[str, Any]) -> None:
    request.answer(completion(None, refusal="I cannot help with that."))
