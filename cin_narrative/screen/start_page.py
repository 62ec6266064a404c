"""The bare address -> the overview, with whatever else the address says."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

OVERVIEW = Path(__file__).parent / "overview" / "overview_page.py"

st.switch_page(OVERVIEW, query_params=st.query_params.to_dict())
