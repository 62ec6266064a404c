"""A template taken apart: its text -> the names that it uses, its branches, and which of them were
taken when it was rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta, nodes

from cin_narrative.errors import GuardBreach
from cin_narrative.writing.render import DIGIT, guarded

TOOK = "_took"


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through a template: the line of its condition, and the condition as it is written."""

    number: int
    line: int
    condition: str


class TemplateFault(Exception):
    """A template that cannot be read or rendered: where (nought: not known), and through which
    branches it went.
    """

    def __init__(self, line: int, text: str, taken: frozenset[int] = frozenset()) -> None:
        super().__init__(text)
        self.line, self.taken = line, taken


class Branches:
    """One template whose branches are counted. Raises ``TemplateFault`` where it cannot be read."""

    def __init__(self, path: Path, text: str) -> None:
        self._file = str(path)
        self._lines = text.splitlines()
        self._environment = jinja2.Environment(
            finalize=guarded, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.branches: list[Branch] = []
        self.taken: set[int] = set()
        self._now: set[int] = set()
        try:
            tree = self._environment.parse(text, path.name)
            self.names = _names(tree)
            self.constants = _constants(tree)
            self.numbers = _numbers(tree)
            for node in list(tree.find_all((nodes.If, nodes.For))):
                if isinstance(node, nodes.If | nodes.For):
                    self._count(node)
            code = self._environment.compile(tree, path.name, self._file)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(error.lineno, str(error.message)) from error
        self._template = jinja2.Template.from_code(
            self._environment, code, {TOOK: self._took}, None
        )

    def render(self, context: Mapping[str, Any]) -> str:
        """The text; raises ``TemplateFault`` where the template uses what is not there."""
        self._now = set()
        try:
            text = self._template.render(context)
        except (jinja2.TemplateError, GuardBreach, TypeError, AttributeError) as error:
            raise TemplateFault(self._line_of(error), str(error), frozenset(self._now)) from error
        self.taken |= self._now
        return " ".join(text.split())

    @property
    def untaken(self) -> list[Branch]:
        """The branches that no rendering came through."""
        return [branch for branch in self.branches if branch.number not in self.taken]

    @property
    def last_line(self) -> int:
        """The line of the last branch that the last rendering took; nought where it took none."""
        return max((one.line for one in self.branches if one.number in self._now), default=0)

    @property
    def way(self) -> frozenset[int]:
        """The branches that the last rendering took."""
        return frozenset(self._now)

    def _took(self, number: int) -> str:
        self._now.add(number)
        return ""

    def _count(self, node: nodes.If | nodes.For) -> None:
        """Have each way through ``node`` say that it was taken."""
        node.body.insert(0, self._counter(node.lineno))
        if node.else_:
            node.else_.insert(0, self._counter(_line(node.else_, node.lineno)))

    def _counter(self, line: int) -> nodes.Output:
        number = len(self.branches)
        self.branches.append(Branch(number, line, self._lines[line - 1].strip()[:70]))
        call = nodes.Call(nodes.Name(TOOK, "load"), [nodes.Const(number)], [], None, None)
        return nodes.Output([call], lineno=line)

    def _line_of(self, error: BaseException) -> int:
        """The last line of the template that the error went through."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._file:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line


def _line(body: list[nodes.Node], otherwise: int) -> int:
    return next((node.lineno for node in body if node.lineno), otherwise)


def _names(tree: nodes.Template) -> Mapping[str, int]:
    """Every name that the template does not give itself, with the line of its first use."""
    free = meta.find_undeclared_variables(tree)
    lines: dict[str, int] = {}
    for name in tree.find_all(nodes.Name):
        if name.name in free:
            lines.setdefault(name.name, name.lineno)
    return lines


def _constants(tree: nodes.Template) -> Mapping[tuple[str, str], int]:
    """(name, text) -> line, for every text that a name is compared with."""
    return {
        (name, text): line
        for node in tree.find_all(nodes.Compare)
        for name, text, line in _pairs(node)
    }


def _pairs(node: nodes.Compare) -> Iterator[tuple[str, str, int]]:
    if not isinstance(node.expr, nodes.Name):
        return
    for operand in node.ops:
        held = operand.expr
        for one in held.items if isinstance(held, nodes.Tuple | nodes.List) else [held]:
            if isinstance(one, nodes.Const) and isinstance(one.value, str):
                yield node.expr.name, one.value, node.lineno


def _numbers(tree: nodes.Template) -> list[tuple[int, str]]:
    """(line, words) of every text with a digit that is typed into the template."""
    data = ((one.lineno, one.data) for one in tree.find_all(nodes.TemplateData))
    constants = ((one.lineno, one.value) for one in tree.find_all(nodes.Const))
    return [
        (line, text.strip()[:60])
        for line, text in (*data, *constants)
        if isinstance(text, str) and DIGIT.search(text)
    ]
