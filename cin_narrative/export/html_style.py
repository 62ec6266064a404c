"""How a page of HTML looks (``page.css``), on a screen and on A4 paper; and what it may load:
nothing.

In print there are no controls and no links back; what is folded is not printed.
"""

from __future__ import annotations

from cin_narrative.resources import PACKAGE

POLICY = "; ".join(
    ("default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'")
)
STYLE = (PACKAGE / "export" / "page.css").read_text(encoding="utf-8")
