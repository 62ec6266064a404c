"""What does not hang together in what came in, as the load's rooms make it and its report lists it.

The type stands in the store, since a breach is kept with the cell that it casts doubt on.
"""

from __future__ import annotations

from cin_narrative.store.breach import Breach, Severity

__all__ = ["Breach", "Severity"]
