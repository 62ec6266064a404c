"""Office files are ZIPs that carry the time they were made. Here they are packed again without it:
same page, same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP can hold
PROPERTIES = "docProps/core.xml"
TIMES = re.compile(
    rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>|<dcterms:(created|modified)\b[^>]*/>"
)


def without_times(packed: bytes) -> bytes:
    """The same Office file with no time in its properties or its directory."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            entry.create_system, entry.external_attr = 0, 0
            data = old.read(name)
            new.writestr(entry, TIMES.sub(b"", data) if name == PROPERTIES else data)
    return found.getvalue()
