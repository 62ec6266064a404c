"""The imports of the package in, the picture of its rooms and that of a question's way out."""

from __future__ import annotations

import ast
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGE = Path(__file__).parents[1] / "cin_narrative"
INK, GREY, PAPER = "#12436D", "#6b7480", "#eef3f8"


def house() -> str:
    """The rooms, each below those that it imports; an arrow is an import that no other implies."""
    graph = _imports()
    level = {room: _level(room, graph) for room in graph}
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for room in sorted(graph):
        rows[level[room]].append(room)
    place = {
        room: (40 + at * 150 + (max(map(len, rows)) - len(row)) * 75, 30 + number * 66)
        for number, row in enumerate(rows)
        for at, room in enumerate(row)
    }
    arrows = [
        _arrow(place[room], place[other])
        for room in sorted(graph)
        for other in sorted(graph[room])
        if not any(other in _reached(one, graph) for one in graph[room] if one != other)
    ]
    boxes = [_box(room, *place[room]) for room in sorted(place)]
    size = (60 + max(map(len, rows)) * 150, 30 + len(rows) * 66)
    title = "The rooms of cin_narrative: each imports those above it that its arrows point to"
    return _svg(size, title, [*arrows, *boxes])


def _imports() -> dict[str, set[str]]:
    """Room -> the rooms that its modules import."""
    graph: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        if room.endswith(".py"):
            continue
        found = graph.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.module if isinstance(node, ast.ImportFrom) and node.module else ""
            parts = name.split(".")
            if parts[0] == "cin_narrative" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir():
                found.add(parts[1])
            elif name == "cin_narrative" and isinstance(node, ast.ImportFrom):
                found |= {one.name for one in node.names if (PACKAGE / one.name).is_dir()}
        found.discard(room)
    return graph


def _level(room: str, graph: dict[str, set[str]]) -> int:
    return 1 + max((_level(one, graph) for one in graph[room]), default=-1)


def _reached(room: str, graph: dict[str, set[str]]) -> set[str]:
    return graph[room].union(*(_reached(one, graph) for one in graph[room]))


WAY = (  # what there is at each step, and the room that makes the next of it
    ("Question", "plain English", "reading"),
    ("Reading", "what it says: no figure", "questions"),
    ("Query", "resolved: place, year, measure", "store"),
    ("Observations", "as stored, never rounded", "disclosure"),
    ("Figures", "as shown, each with a receipt", "claims"),
    ("Claims", "what a sentence says", "writing"),
    ("Answer", "words and cited figures", ""),
)


def way_of_a_question() -> str:
    """The steps from a question to its answer, with the room that does each."""
    parts = []
    for number, (noun, about, room) in enumerate(WAY):
        y = 30 + number * 78
        parts.append(_box(noun, 40, y, 220))
        parts.append(f'<text x="275" y="{y + 22}" fill="{GREY}">{escape(about)}</text>')
        if room:
            parts.append(_line((150, y + 34), (150, y + 76)))
            beside = f'x="165" y="{y + 61}" font-style="italic" fill="{INK}"'
            parts.append(f"<text {beside}>{room}</text>")
    return _svg((520, 40 + len(WAY) * 78), "The way of a question to its answer", parts)


def _box(text: str, x: float, y: float, width: int = 120) -> str:
    look = f'height="34" rx="4" fill="{PAPER}" stroke="{INK}"'
    frame = f'<rect x="{x:g}" y="{y:g}" width="{width}" {look}/>'
    middle = f'x="{x + width / 2:g}" y="{y + 22:g}" text-anchor="middle" fill="{INK}"'
    return f"{frame}<text {middle}>{escape(text)}</text>"


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """From the top of one box to the foot of another."""
    return _line((start[0] + 60, start[1]), (end[0] + 60, end[1] + 36))


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    ends = f'x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}"'
    return f'<line {ends} stroke="{GREY}" stroke-width="1" marker-end="url(#head)"/>'


def _svg(size: tuple[float, float], title: str, parts: list[str]) -> str:
    head = (
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{GREY}"/></marker></defs>'
    )
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]:g} {size[1]:g}" '
        f'font-family="Arial, sans-serif" font-size="14" role="img"><title>{escape(title)}</title>'
    )
    paper = f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="#ffffff"/>'
    return "\n".join([opened, head, paper, *parts, "</svg>"]) + "\n"
