"""The command line: one command, one public function. Messages go to standard error, results to
standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative import api
from cin_narrative.api import summary_files as files
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Method
from cin_narrative.cli import output
from cin_narrative.cli.drafts import add_draft_commands
from cin_narrative.cli.model import add_model_commands, asker_of
from cin_narrative.cli.reading import add_read_command
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.errors import CinNarrativeError, DefinitionFault, LoadInterrupted, OutputRefused
from cin_narrative.export.figure_table import figure_lines
from cin_narrative.messages import message
from cin_narrative.report.summary import ONLY_FIGURES, Form
from cin_narrative.resources import resource

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.store.store import Store

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, else the exit code of the error (errors.py), with one
    clear line.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        run: Command = options.run
        return run(options)
    except CinNarrativeError as error:
        print(f"cin-narrative: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("cin-narrative: stopped; the store is as it was before", file=sys.stderr)
        return LoadInterrupted.exit_code
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cin-narrative",
        description="Cited commentary and answers from children in need statistics.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    load = _command(commands, "load", _load, "load DfE's files, folders or ZIPs into the store")
    load.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file, a folder or a ZIP as downloaded, or a census return",
    )
    load.add_argument(
        "--children",
        type=Path,
        metavar="FILE.csv",
        help="write the identifiers of the children behind each finding to this new file: personal data",
    )

    _add_summary(commands)

    add_read_command(commands)
    ask = _command(commands, "ask", _ask, "answer a question in plain English")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", metavar="FILE.jsonl", help="answer every line of this file")
    ask.add_argument(
        "--reading",
        metavar="FILE",
        type=Path,
        help="answer the question as this reading (JSON) reads it",
    )
    ask.add_argument("--area", metavar="HOME", help='the authority that "we" and "our" mean')
    _release(ask)
    ask.add_argument("--format", choices=("text", "json"), default="text")
    _neighbours(ask)
    _internal(ask)
    ask.add_argument(
        "--model",
        action="store_true",
        help="let the language model that is set up read what is not understood",
    )
    ask.add_argument(
        "--phrase", action="store_true", help="with --model: let it join the sentences of an answer"
    )

    figures = _command(commands, "figures", _figures, "list figures with their receipts")
    figures.add_argument("--indicator", metavar="ID")
    figures.add_argument("--area", metavar="AREA")
    figures.add_argument("--year", type=int, metavar="Y")
    _release(figures, 'latest, first-published, a release held, or "all"')
    figures.add_argument("--format", choices=("csv", "json"), default="csv")
    _internal(figures)

    indicators = _command(
        commands, "indicators", _indicators, "list the indicators, or show one definition"
    )
    indicators.add_argument("id", nargs="?", metavar="ID")

    add_draft_commands(commands, _print)
    add_model_commands(commands, _print)
    _add_returns(commands)

    _command(commands, "check", _check, "check every definition and template")
    _command(commands, "app", _app, "open the page in a browser")
    return parser


def _add_returns(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    quality = _command(
        commands,
        "quality",
        _quality,
        "say what is wrong with an authority's own return, and which figures it damages",
    )
    quality.add_argument("area", metavar="AREA")
    quality.add_argument("year", nargs="?", type=int, metavar="YEAR")

    make_up = _command(
        commands,
        "make-up",
        _make_up,
        "write a made-up census return whose totals are DfE's, to try the program with",
    )
    make_up.add_argument("area", metavar="AREA")
    make_up.add_argument("year", type=int, metavar="YEAR")
    make_up.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="where to write it and the year before's",
    )
    make_up.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another number makes other children"
    )

    reconcile = _command(
        commands, "reconcile", _reconcile, "set an authority's own return beside DfE's figures"
    )
    reconcile.add_argument("area", metavar="AREA")
    reconcile.add_argument("year", type=int, metavar="YEAR")
    _internal(reconcile)


def _add_summary(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    summary = _command(
        commands, "summary", _summary, "write the annual summary of an area, or of every authority"
    )
    summary.add_argument(
        "area",
        nargs="?",
        metavar="AREA",
        help='an authority, region or England, by name or code; or a group, "Name = A, B, C"',
    )
    summary.add_argument(
        "year",
        nargs="?",
        type=int,
        metavar="YEAR",
        help="the year that ends on 31 March (default: the newest)",
    )
    summary.add_argument(
        "--all",
        action="store_true",
        help="every authority of the year, into the folder named with -o, with a manifest",
    )
    summary.add_argument(
        "--year", dest="year_named", type=int, metavar="Y", help="the year, for --all"
    )
    _release(summary)
    summary.add_argument(
        "--since",
        type=int,
        metavar="Y",
        help="take changes from this year instead of the year before",
    )
    summary.add_argument(
        "--brief", action="store_true", help="the one-page brief: headlines, table and notes"
    )
    summary.add_argument("--section", metavar="HEADING", help="only the section with this heading")
    summary.add_argument(
        "--average",
        choices=("mean", "median"),
        default="mean",
        help="how the neighbours are summed up",
    )
    _neighbours(summary)
    summary.add_argument(
        "--method",
        choices=tuple(Method),
        default=Method.BANDS,
        type=Method,
        help="how areas are compared: by bands, or by 95%% confidence limits",
    )
    summary.add_argument(
        "--format",
        choices=files.FORMAT_NAMES,
        help="default: what the name of the file says, else md",
    )
    _internal(summary)
    summary.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to this file (with --all: this folder) instead of the screen",
    )


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Command,
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument(
        "--store",
        metavar="PATH",
        help="the store (default: CIN_NARRATIVE_STORE, else data/indicators.duckdb)",
    )
    parser.set_defaults(run=run)
    return parser


def _release(
    parser: argparse.ArgumentParser, text: str = "latest, first-published, or a release held"
) -> None:
    parser.add_argument("--release", default="latest", metavar="R", help=text)


def _neighbours(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--neighbours",
        type=int,
        metavar="MODEL",
        help="the year of the statistical neighbour model (default: the newest that holds the area)",
    )


def _internal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--internal",
        dest="audience",
        action="store_const",
        const=INTERNAL,
        default=PUBLISHABLE,
        help="an authority's own return with every count exact: not for publication, and marked so",
    )


def _load(options: argparse.Namespace) -> int:
    with output.progress_bar() as show:
        reports = api.load(options.paths, options.store, show, children_to=options.children)
    _print(line for report in reports for line in report.lines())
    return 0


def _summary(options: argparse.Namespace) -> int:
    choices = {
        "average": Measure(options.average),
        "since": options.since,
        "form": Form.BRIEF if options.brief else Form.LONG,
        "section": options.section,
        "method": options.method,
        "audience": options.audience,
        "neighbours": options.neighbours,
    }
    year = options.year_named if options.year is None else options.year
    if options.all:
        return _every_summary(options, year, choices)
    if not options.area:
        raise CinNarrativeError(
            "Name an area, or ask for every authority with --all --year Y -o FOLDER."
        )
    suffix = Path(options.output or "").suffix.removeprefix(".").lower()
    name = options.format or (suffix if suffix in files.FORMAT_NAMES else "md")
    if not options.output and name in files.BINARY:
        raise OutputRefused(f"A {name} file cannot be shown on the screen: name a file with -o.")
    with api.open_store(options.store) as store:
        made = files.summary_bytes(store, options.area, year, name, options.release, **choices)
    if options.output:
        files.write_file(Path(options.output), made.data)
    else:
        _print([made.data.decode("utf-8").removesuffix("\n")])
    if made.only_figures_changed:
        print(f"cin-narrative: {ONLY_FIGURES}", file=sys.stderr)
    return 0


def _every_summary(options: argparse.Namespace, year: int | None, choices: dict[str, Any]) -> int:
    if options.area or year is None or not options.output:
        raise CinNarrativeError(
            "--all takes no area, and needs a year and a folder: summary --all --year Y -o FOLDER."
        )
    with output.progress_bar() as show:
        manifest = files.write_every_authority(
            options.store,
            Path(options.output),
            year,
            options.format or "md",
            options.release,
            show,
            **choices,
        )
    made, skipped = manifest["files"], manifest["skipped"]
    alike = [f"{entry['area']}: {ONLY_FIGURES}" for entry in made if entry["only_figures_changed"]]
    _print(
        [
            f"{len(made)} summaries and {files.MANIFEST} written to {options.output}; {len(skipped)} skipped.",
            *(f"{entry['area']}: {entry['reason']}" for entry in skipped),
            *alike,
        ]
    )
    return 0


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        raise CinNarrativeError(
            "Give a question, or a file of questions with --batch: one of the two."
        )
    asker = asker_of(options.model, options.phrase, options.audience, options.neighbours)
    if options.reading is not None:
        asker = _answerer(options)
    with api.open_store(options.store) as store:
        if options.area:
            api.find_area(store, options.area)
        if options.batch:
            _print(
                output.batch_lines(store, Path(options.batch), options.area, options.release, asker)
            )
            return 0
        found = asker(store, options.question, options.area, (), options.release)
        if options.format == "json":
            _print([json.dumps(found.record(None, options.question), ensure_ascii=False)])
        else:
            _print(output.answer_lines(found))
    return 0


def _answerer(options: argparse.Namespace) -> Callable[..., Answer]:
    """What answers the question by the reading in a file; raises ``NotATable`` where it is none."""
    if options.batch or options.model:
        raise CinNarrativeError("--reading goes with one question, and without --model or --batch.")
    reading = output.reading_in(options.reading)

    def ask(store: Store, question: str, home: str | None, history: Sequence[str], release: str) -> Answer:
        return api.answer(store, question, reading, home, history, release, options.audience, options.neighbours)

    return ask


def _figures(options: argparse.Namespace) -> int:
    with api.open_store(options.store) as store:
        found = api.figures(
            store, options.indicator, options.area, options.year, options.release, options.audience
        )
        _print(figure_lines(found, options.format))
    return 0


def _indicators(options: argparse.Namespace) -> int:
    catalogue = api.catalogue()
    _print(
        output.definition_lines(catalogue[options.id], catalogue)
        if options.id
        else output.indicator_lines(catalogue)
    )
    return 0


def _quality(options: argparse.Namespace) -> int:
    with api.open_store(options.store) as store:
        _print(api.quality(store, options.area, options.year, INTERNAL).lines())
    return 0


def _make_up(options: argparse.Namespace) -> int:
    with api.open_store(options.store) as store:
        paths = api.make_up(store, options.area, options.year, options.output, options.seed)
    _print([f"{path} (made-up records: no child in it exists)" for path in paths])
    return 0


def _reconcile(options: argparse.Namespace) -> int:
    with api.open_store(options.store) as store:
        _print([api.reconcile(store, options.area, options.year, options.audience).text()])
    return 0


def _check(options: argparse.Namespace) -> int:
    faults = api.check()
    if not faults:
        _print([message("check.none", indicators=len(list(api.catalogue())))])
        return 0
    files = len({fault.file for fault in faults})
    several = message("check.several", faults=len(faults), files=files)
    lines = [*map(str, faults), several if len(faults) > 1 else message("check.one")]
    print("\n".join(lines), file=sys.stderr)
    return DefinitionFault.exit_code


def _app(options: argparse.Namespace) -> int:
    where = api.store_path(options.store)
    environment = {**os.environ, api.STORE_VARIABLE: str(where)}
    return subprocess.call(
        [sys.executable, "-m", "streamlit", "run", str(resource("streamlit_app.py"))],
        env=environment,
    )


def _print(lines: Iterable[str]) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(
            encoding="utf-8", errors="backslashreplace"
        )  # a file's name need not be text
    for line in lines:
        print(line)
    sys.stdout.flush()
