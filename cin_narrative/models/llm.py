"""A model behind any OpenAI-compatible address: OpenAI, Azure OpenAI, or a local server. The only
module that knows such libraries.

One request for each job, through LangChain's ChatOpenAI with structured output (json_schema): no
retry, no redirect, no tracing, no agent. A worker thread carries it, and imports the libraries
first, so that the caller waits for the time limit at most, whatever the server does; the connection
itself stops reading at 64 KB or when its time is up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

from cin_narrative.errors import ModelSettingsFault
from cin_narrative.messages import message
from cin_narrative.models.circuit_breaker import Circuit
from cin_narrative.models.exchange_log import ExchangeLog
from cin_narrative.models.model import Exchange, Job, Memory, Reply
from cin_narrative.models.model_settings import ModelSettings

if TYPE_CHECKING:
    import httpx2
    from langchain_openai import ChatOpenAI

LARGEST_REPLY = 64 * 1024  # bytes, headers left out
MOST_TOKENS = 4000  # of one reply, with what a model thinks before it
NO_KEY = "none"  # a local server needs no key, the library insists on one
HEADERS = ("host", "accept", "content-type", "content-length", "authorization", "connection")
TOO_SLOW, CANCELLED, RESTING = (
    message("models.too_slow"),
    message("models.cancelled"),
    message("models.resting"),
)
FAILURES = {  # the name of an error of the library, or of one it came from -> what is said of it
    "TooLarge": message("models.too_large"),
    "APITimeoutError": TOO_SLOW,
    "TimeoutException": TOO_SLOW,
    "OutOfTime": TOO_SLOW,
    "AuthenticationError": message("models.key_refused"),
    "PermissionDeniedError": message("models.key_refused"),
    "RateLimitError": message("models.busy"),
    "NotFoundError": message("models.no_such_model"),
    "InternalServerError": message("models.server_failed"),
    "APIStatusError": message("models.request_refused"),
    "APIConnectionError": message("models.not_reached"),
    "LengthFinishReasonError": message("models.broke_off"),
    "ContentFilterFinishReasonError": message("models.declined"),
    "OpenAIRefusalError": message("models.declined"),
}
NOT_INSTALLED = message("models.not_installed")
UNREADABLE = message("models.unreadable")
SHORTEST = 0.05  # seconds that a request is given where its time is up before it starts
# when the job under way must be over; LangChain hands it on to threads of its own
_until: ContextVar[float] = ContextVar("until")
TOLD = (
    "APIStatusError",
    "AuthenticationError",
    "RateLimitError",
    "NotFoundError",
    "InternalServerError",
    "APIConnectionError",
    "TooLarge",
)
TRANSPORT = frozenset(
    {TOO_SLOW, RESTING, *(FAILURES[name] for name in TOLD)}
)  # what opens the circuit


class TooLarge(Exception):
    """A reply of more bytes than any honest one."""


class OutOfTime(Exception):
    """The time of one request is up, though bytes still come in."""


@dataclass(slots=True)
class OpenAICompatible:
    """A ``LanguageModel`` at one address. Make it once: the circuit breaker and the connection are
    its own, callers may be many."""

    settings: ModelSettings
    circuit: Circuit = field(default_factory=Circuit)
    memory: Memory = field(default_factory=Memory)
    _chat: ChatOpenAI | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)
    _log: ExchangeLog | None = None

    def __post_init__(self) -> None:
        if find_spec("langchain_openai") is None:
            raise ModelSettingsFault(NOT_INSTALLED)
        if self.settings.log is not None:
            self._log = ExchangeLog(
                self.settings.log, self.settings.log_days, self.settings.log_questions
            )

    @property
    def context(self) -> int:
        """How many tokens the model takes in at once."""
        return self.settings.context

    @property
    def log(self) -> ExchangeLog | None:
        """The log of the exchanges, None where none is kept."""
        return self._log

    def reply(self, job: Job, stop: threading.Event | None = None) -> Reply:
        """The reply within the time limit, or why there is none; at once where ``stop`` is set
        meanwhile. Never raises."""
        if not self.circuit.lets_through():
            return Reply(None, RESTING)
        started = time.monotonic()
        found: list[Reply] = []
        done = threading.Event()

        def work() -> None:
            found.append(self._asked(job, started))
            done.set()

        threading.Thread(target=work, name="model", daemon=True).start()
        reply = self._awaited(done, found, started, stop)
        if reply.failure != CANCELLED:
            self.circuit.note(reply.failure not in TRANSPORT)
        return reply

    def keep(self, exchange: Exchange) -> None:
        """Enter the exchange in the log."""
        if self._log is not None:
            self._log.add(exchange)

    def _awaited(
        self,
        done: threading.Event,
        found: list[Reply],
        started: float,
        stop: threading.Event | None,
    ) -> Reply:
        while not done.wait(0.02):
            taken, stopped = time.monotonic() - started, stop is not None and stop.is_set()
            if stopped or taken > self.settings.timeout:
                return Reply(None, CANCELLED if stopped else TOO_SLOW, taken)
        return found[0]

    def _asked(self, job: Job, started: float) -> Reply:
        _until.set(started + self.settings.timeout)
        try:
            asked = self._connected().with_structured_output(
                dict(job.schema), method="json_schema", include_raw=True, strict=True
            )
            from langsmith.run_helpers import tracing_context

            with tracing_context(enabled=False):
                answer: Any = asked.invoke(list(job.messages))
        except Exception as error:  # a library's error of any kind is a model that did not help
            return Reply(None, _failure(error), time.monotonic() - started)
        taken, parsed = time.monotonic() - started, answer.get("parsed")
        usage = getattr(answer.get("raw"), "usage_metadata", None) or {}
        tokens = usage.get("total_tokens")
        count = tokens if isinstance(tokens, int) else 0
        if isinstance(parsed, dict):
            return Reply(parsed, "", taken, count)
        return Reply(None, _failure(answer.get("parsing_error")), taken, count)

    def _connected(self) -> ChatOpenAI:
        """The connection, made once; the first time imports the libraries, which takes seconds."""
        with self._making:
            if self._chat is None:
                self._chat = _chat(self.settings)
            return self._chat


def make_model(settings: ModelSettings) -> OpenAICompatible:
    """The model of these settings; raises ``ModelSettingsFault`` where its libraries are not
    installed. Imports none of them yet."""
    return OpenAICompatible(settings)


def _chat(settings: ModelSettings) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=settings.name,
        base_url=settings.url,
        api_key=SecretStr(settings.key or NO_KEY),
        temperature=0,
        max_retries=0,
        timeout=settings.timeout,
        use_responses_api=False,
        max_completion_tokens=MOST_TOKENS,
        http_client=_client(settings),
    )


def _client(settings: ModelSettings) -> httpx2.Client:
    """A connection that follows no redirect, tells nothing of this machine, and reads no further
    than its limits."""
    import httpx2

    host, scheme = settings.url.split("://")[1].split("/")[0], settings.url.split("://")[0]
    proxy = None if settings.is_local or proxy_bypass(host) else getproxies().get(scheme)

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, inner: Any, until: float) -> None:
            self.inner, self.until = inner, until

        def __iter__(self) -> Iterator[bytes]:
            yield from _bounded(self.inner, self.until)

        def close(self) -> None:
            self.inner.close()

    class Careful(httpx2.HTTPTransport):
        def handle_request(self, request: Any) -> Any:
            until = _until.get(time.monotonic() + settings.timeout)
            response = super().handle_request(_careful(request, until))
            # none was asked for: what unpacks has no known size
            if response.headers.get("content-encoding", "identity") != "identity":
                raise TooLarge
            response.stream = Bounded(response.stream, until)
            return response

    return httpx2.Client(
        transport=Careful(proxy=proxy),
        timeout=settings.timeout,
        follow_redirects=False,
        trust_env=False,
    )


def _careful(request: Any, until: float) -> Any:
    """The request with the headers that must be, and the time that is left.

    The library reads the headers of its own request again: that one stays as it is.
    """
    import httpx2

    left = max(SHORTEST, until - time.monotonic())
    kept = [(name, value) for name, value in request.headers.items() if name.lower() in HEADERS]
    return httpx2.Request(
        request.method,
        request.url,
        headers=kept,
        stream=request.stream,
        # less what the imports took: a process that ends waits for this
        extensions={
            **request.extensions,
            "timeout": dict.fromkeys(("connect", "read", "write", "pool"), left),
        },
    )


def _bounded(
    stream: Any, until: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[bytes]:
    size = 0
    for chunk in stream:
        size += len(chunk)
        if size > LARGEST_REPLY:
            raise TooLarge
        if clock() > until:
            raise OutOfTime
        yield chunk


def _failure(error: BaseException | None) -> str:
    """What is said of an error: of the first in its chain that has a name here. Its own message may
    hold a key or the question."""
    seen: set[int] = set()
    names: list[str] = []
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        names += [kind.__name__ for kind in type(error).__mro__]
        error = error.__cause__ or error.__context__
    ours = [FAILURES[name] for name in ("TooLarge", "OutOfTime") if name in names]
    return next(iter([*ours, *(FAILURES[name] for name in names if name in FAILURES)]), UNREADABLE)
