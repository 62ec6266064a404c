"""The start: what a command imports, the parser and its help, and the flags that the page is started with."""

from __future__ import annotations

import os
import pydoc
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

import cin_narrative
from cin_narrative import api, settings
from cin_narrative.cli import parser
from cin_narrative.cli.commands import app
from cin_narrative.cli.main import main
from cin_narrative.errors import (
    CinNarrativeError,
    InputDamaged,
    InputMissing,
    InputRefused,
    LoadInterrupted,
    StoreMissing,
)
from cin_narrative.messages import message, words
from cin_narrative.resources import resource

PACKAGE = Path(cin_narrative.__file__).parent
HEAVY = ("pandas", "numpy", "pyarrow", "altair", "tqdm", "streamlit", "lxml", "openpyxl", "docx", "langchain", "openai", "HanTa")
SCRIPT = "import sys; from cin_narrative.cli.main import main\ntry: main(sys.argv[1:])\nfinally: print(*sorted(sys.modules), file=sys.stderr)"


def imported(*arguments: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.long
def test_an_answer_needs_no_library_of_loading_charts_files_or_the_page(starter_store: Path) -> None:
    found = imported("ask", "How many children in need did Derby have in 2016?", "--store", str(starter_store))
    assert "duckdb" in found
    assert found & set(HEAVY) == set()
    assert not {name for name in found if name.startswith(("cin_narrative.export", "cin_narrative.report", "multiprocessing"))}


@pytest.mark.parametrize(
    ("given", "told"), [(["--version"], f"cin-narrative {cin_narrative.__version__}\n"), ([], "compare"), (["draft"], "sign a draft")]
)
def test_the_version_is_told_and_without_a_command_the_commands_are(given: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert ended.value.code == 0 and told in capsys.readouterr().out


@pytest.mark.parametrize("given", [("--help",), ("--version",), ()])
def test_the_help_needs_no_room_of_the_house(given: tuple[str, ...]) -> None:
    found = imported(*given)
    rooms = {name.split(".")[1] for name in found if name.startswith("cin_narrative.")}
    assert rooms <= {"cli", "errors", "messages", "resources"}
    assert found & {*HEAVY, "duckdb", "jinja2"} == set()


OVERVIEW = """import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("streamlit_app.py", default_timeout=60)
page.query_params["area"] = "Derby"
page.run().switch_page("cin_narrative/screen/overview/overview_page.py").run()
print(page.title[0].value, *sorted(sys.modules), sep="\\n")
"""


@pytest.mark.long
def test_the_first_view_of_the_page_needs_no_library_of_tables_or_charts(starter_store: Path) -> None:
    places = {**os.environ, "CIN_NARRATIVE_STORE": str(starter_store)}
    done = subprocess.run([sys.executable, "-c", OVERVIEW], capture_output=True, text=True, check=True, cwd=PACKAGE.parent, env=places)
    title, *found = done.stdout.splitlines()
    assert title.startswith("Children in need in Derby")
    assert {*found} & {"pandas", "pyarrow", "altair", "lxml", "openpyxl", "docx", "langchain", "openai", "HanTa"} == set()


def test_every_verb_is_found_where_it_is_said_to_be() -> None:
    found = {name: getattr(api, name) for name in dir(api)}
    verbs = {name for name, one in found.items() if name.islower() and callable(one)}
    assert len(verbs) > 35 and {found[name].__module__.rpartition(".")[0] for name in verbs} == {"cin_narrative.api"}
    told = {name: one.__module__ for name, one in found.items() if name in verbs or isinstance(one, type)}
    assert told == {name: api.WHERE[name] for name in told}
    assert {name for name in cin_narrative.__all__ if not callable(getattr(cin_narrative, name))} == set()


@pytest.mark.parametrize("package", [api, cin_narrative])
def test_what_is_no_verb_is_not_there(package) -> None:
    with pytest.raises(AttributeError):
        package.no_such_verb


def test_help_tells_of_every_verb() -> None:
    told = pydoc.render_doc(api, renderer=pydoc.plaintext)
    verbs = {name for name in dir(api) if callable(getattr(api, name)) and name.islower()}
    assert "open_store" in verbs and {name for name in verbs if f"\n    {name}(" not in told} == set()


def test_type_checkers_see_the_same_verbs() -> None:
    said = set(re.findall(r"\b(\w+) as \1\b", (PACKAGE / "api" / "__init__.py").read_text(encoding="utf-8")))
    assert said == set(dir(api))


def commands() -> Iterator[tuple[str, str]]:
    """Every command, with the module that it should be in."""
    for table, folder, before in (("commands", parser.COMMANDS, ""), ("draft_commands", parser.DRAFTS, "draft ")):
        for name in words(f"cli.{table}"):
            yield before + name, f"{folder}.{name.replace('-', '_')}"


def test_every_command_has_a_module_and_every_module_a_command() -> None:
    shared = {"cin_narrative.cli.drafts.finding_lines"}
    there = {
        f"cin_narrative.cli.{folder}.{path.stem}" for folder in ("commands", "drafts") for path in (PACKAGE / "cli" / folder).glob("*.py")
    } | {f"cin_narrative.cli.commands.{path.parent.name}" for path in (PACKAGE / "cli" / "commands").glob("*/__init__.py")}
    assert {module for _, module in commands()} == {name for name in there if not name.endswith("__init__")} - shared


def arguments_of(command: str, module: str) -> list[str]:
    """The names under which the arguments of a command look for their help."""
    filled = parser.Parser(command)
    import_module(module).add_arguments(parser.Arguments(filled, command))
    return [(action.option_strings or [action.dest])[-1] for action in filled._actions if action.dest not in ("help", "==SUPPRESS==")]


def test_every_help_in_the_file_is_of_an_argument() -> None:
    wanted = {name for action in parser.program()._actions for name in action.option_strings} - {"-h", "--help"}
    for command, module in commands():
        for name in arguments_of(command, module):
            own = f"{command} {name}"
            wanted.add(own if own in words("cli.arguments") else name)
    assert set(words("cli.arguments")) - wanted == set()
    assert set(words("cli.descriptions")) - {command for command, _ in commands()} == set()


@pytest.mark.parametrize("command", [command for command, _ in commands()])
def test_every_command_explains_itself(command: str, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command.split(), "--help"])
    assert left.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: cin-narrative {command} [-h]")


def test_a_command_that_is_not_known_is_refused(capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sumary", "Derby"])
    assert left.value.code == 2
    assert "invalid choice: 'sumary'" in capsys.readouterr().err


def flags(command: list[str]) -> dict[str, str]:
    return dict(flag.removeprefix("--").split("=", 1) for flag in command[4:])


def test_the_page_is_started_with_its_settings_as_flags() -> None:
    command = app.streamlit_command()
    assert command[:4] == [sys.executable, "-m", "cin_narrative.screen", str(resource("streamlit_app.py"))]
    written = tomllib.loads(resource(".streamlit", "config.toml").read_text(encoding="utf-8"))
    named = {f"{section}.{name}": value for section, table in written.items() for name, value in table.items()}
    tables = [name for name, value in named.items() if isinstance(value, dict)]
    every = {f"{table}.{name}" for table in tables for name in named[table]} | set(named) - set(tables)
    assert set(flags(command)) == every
    assert flags(command)["server.address"] == "127.0.0.1"
    assert flags(command)["browser.gatherUsageStats"] == "false"
    assert flags(command)["theme.font"] == "Arial, Helvetica, sans-serif"
    assert flags(command)["theme.headingFontWeights"] == "[700, 700, 700, 700, 700, 700]"


def test_streamlit_takes_every_flag() -> None:
    from streamlit import config

    known = config.get_config_options()
    for name, value in flags(app.streamlit_command(port=8600)).items():
        assert name in known
        assert known[name].type(value) is not None


@pytest.mark.long
def test_who_stops_the_page_is_told_that_it_is_stopped_and_of_no_abort(starter_store, tmp_path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    heeding = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = [sys.executable, "-c", heeding, "-m", "cin_narrative", "app", "--port", str(port), "--store", str(starter_store)]
    place = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true", "CIN_NARRATIVE_DRAFTS": str(tmp_path)}
    page = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=place, cwd=PACKAGE.parent, start_new_session=True)
    try:
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                break
            time.sleep(0.1)
        os.killpg(page.pid, signal.SIGINT)  # as Ctrl and C does: to both processes
        said, _ = page.communicate(timeout=60)
    finally:
        page.kill()
    assert page.returncode == LoadInterrupted.exit_code
    assert said.splitlines()[-1] == message("cli.page_stopped")
    assert "Abort" not in said and "Traceback" not in said


def test_another_address_and_port_take_the_place_of_ours() -> None:
    given = flags(app.streamlit_command("10.0.0.1", 8600))
    assert (given["server.address"], given["server.port"]) == ("10.0.0.1", "8600")


SETTINGS = """[auth]
redirect_uri = "https://cin.example.org/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "page"
client_secret = "kept"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
[team]
everyone = "reader"
"""


@pytest.mark.parametrize(("content", "code", "said"), [
    (bytes(range(256)), InputDamaged.exit_code, "cannot be read as TOML"),
    (b"[auth\n", InputDamaged.exit_code, "cannot be read as TOML"),
    (b"x = 1\n", InputRefused.exit_code, "nobody would have to sign in"),
    (b"", InputRefused.exit_code, "nobody would have to sign in"),
    (b"auth = 1\nteam = 2\n", InputRefused.exit_code, "nobody would have to sign in"),
    (b"[team]\neveryone = 'reader'\n", InputRefused.exit_code, "[auth] lacks"),
    (SETTINGS.replace("reader", "reeder").encode(), InputRefused.exit_code, "Did you mean reader?"),
    (None, InputMissing.exit_code, "is not there"),
    (SETTINGS.encode(), 0, ""),
])  # fmt: skip
def test_the_page_of_a_team_is_not_served_with_settings_that_are_none(content, code, said, starter_store, monkeypatch, tmp_path, capsys) -> None:
    pytest.importorskip("authlib")
    started, file = [], tmp_path / "team.toml"
    monkeypatch.setattr(app.subprocess, "call", lambda command, env: started.append(command) or 0)
    if content is not None:
        file.write_bytes(content)
    assert main(["app", "--team", str(file), "--store", str(starter_store)]) == code
    told = capsys.readouterr().err
    assert said in told and len(told.splitlines()) == bool(code)
    assert len(started) == (not code)


@pytest.mark.parametrize("port", ["99999999", "65536", "0", "-1"])
def test_a_port_that_is_none_is_refused_in_one_line(port, starter_store, monkeypatch, capsys) -> None:
    monkeypatch.setattr(app.subprocess, "call", lambda *_, **__: pytest.fail("served"))
    assert main(["app", f"--port={port}", "--store", str(starter_store)]) == CinNarrativeError.exit_code
    assert capsys.readouterr().err == f"cin-narrative: --port {port} is no port: give a number from 1 to 65535.\n"


@pytest.mark.parametrize("named", [True, False])
def test_the_page_is_told_of_a_store_that_is_named_and_of_no_other(named, starter_store, monkeypatch, tmp_path) -> None:
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    started = []
    monkeypatch.setattr(app.subprocess, "call", lambda command, env: started.append(env.get(settings.STORE_VARIABLE)) or 0)
    assert main(["app", "--store", str(starter_store)] if named else ["app"]) == 0
    assert started == [str(starter_store) if named else None]


@pytest.mark.long
def test_python_m_leaves_with_the_exit_code_of_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cin_narrative", "figures", "--store", str(tmp_path / "typo.duckdb")]
    assert subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, check=False).returncode == StoreMissing.exit_code
