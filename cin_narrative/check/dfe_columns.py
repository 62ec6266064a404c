"""The columns and row labels of DfE's files (``data/reference/dfe_columns.csv``) -> whether an
address names what DfE has, and what is nearest where it does not.

``benchmarks/releases/dfe_columns.py`` adds those of a new release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from cin_narrative.catalogue.indicator import ADDRESS
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.catalogue.toml_files.records import nearest
from cin_narrative.load.published.column_addresses import WIDE, label_key, wide_key
from cin_narrative.load.published.columns import header_key
from cin_narrative.messages import message

TABLE = "dfe_columns.csv"
COLUMN, LABEL = "column", "label"


def key_of(family: str, kind: str, name: str) -> str:
    """A name without what may differ between releases and programs."""
    if kind == LABEL:
        return label_key(name)
    return wide_key(name) if family == WIDE else header_key(name)


class DfeColumns:
    """What each family of files is known to have."""

    def address_faults(self, address: str) -> Iterator[str]:
        """The column and the label of an address that no file of its family has."""
        match = ADDRESS.fullmatch(address)
        if match is None or match["family"].lower() not in self.families:
            return  # another check says so
        family = match["family"].lower()
        for kind in (LABEL, COLUMN):
            name, known = match[kind], self._known.get((family, kind), {})
            if name and key_of(family, kind, name) not in known:
                text = message(f"check.dfe_{kind}", family=family, name=name)
                yield text + nearest(name, known.values())

    def has(self, address: str) -> bool:
        """Whether DfE is known to print something there."""
        return not list(self.address_faults(address))

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of files that it knows columns of."""
        return frozenset(family for family, _ in self._known)

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], dict[str, str]]:
        """(family, kind) -> key -> name."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in reference_rows(REFERENCE / TABLE):
            place, name = (row["family"], row["kind"]), row["name"]
            found.setdefault(place, {})[key_of(*place, name)] = name
        return found
