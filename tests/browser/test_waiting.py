"""The tests in a browser themselves: none looks once at a page that is still being drawn."""

import ast
from pathlib import Path

import pytest

ONCE = {"is_visible", "is_hidden", "is_enabled", "is_checked", "count", "inner_text", "text_content", "inner_html", "input_value", "get_attribute",
        "bounding_box", "all", "all_inner_texts", "evaluate", "title", "content"}  # fmt: skip
OURS = {"in_sight", "in_view"}
WAITS = {"soon", "at_rest"}


def looks_once(source: str) -> list[int]:
    """The lines whose ``assert`` looks at the page once, without a wait for it."""

    def within(node: ast.AST) -> bool:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WAITS:
            return False
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OURS:
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ONCE:
            return node.func.attr != "count" or not node.args  # with one it is a text's own
        return any(map(within, ast.iter_child_nodes(node)))

    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert) and within(node.test)]


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("test_*.py")), ids=lambda path: path.stem)
def test_every_look_at_a_page_waits(path):
    assert looks_once(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("line", "found"), [
    ("assert tab.get_by_text('a').is_visible()", [1]), ("assert not any(one.is_visible() for one in tab.all())", [1]),
    ("assert in_sight(tab, box)", [1]), ("assert soon(lambda: box.inner_text() == 'a')", []),
    ("assert at_rest(tab, lambda: box.count()) == 0", []), ("assert link.count('q=') == 1", []), ("assert tab.faults == []", []),
])  # fmt: skip
def test_a_look_without_a_wait_is_found(line, found):
    assert looks_once(line) == found
