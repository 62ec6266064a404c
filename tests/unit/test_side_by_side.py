"""Areas side by side: a table worked by hand from DfE's CSV, sentences that cannot point the wrong way, and what is refused."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import authority
from hypothesis import settings

from cin_narrative import api
from cin_narrative.cli.main import main
from cin_narrative.claims.direction import Direction
from cin_narrative.claims.side_by_side import Shifts, Sides, Spread
from cin_narrative.export.pictures import picture_of
from cin_narrative.export.side_by_side_page import side_by_side_chart
from cin_narrative.report.side_by_side import moved
from cin_narrative.store.store import Store
