"""The box that files are dropped on -> their names and bytes, which stay in this process's memory
and are let go after use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cin_narrative.load.files import LARGEST_ARCHIVE, LARGEST_FILE
from cin_narrative.messages import message

KINDS = ("zip", "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xml")
GENERATION = "uploads_so_far"  # a new box after each load: what was in the last one is gone
MEGABYTE = 1_000_000


def keep_in_memory() -> None:
    """Let no part of what is uploaded spill to a temporary file, whatever its size: by default the
    server writes any part over a megabyte to one. The box below bounds the size.
    """
    MultiPartParser.spool_max_size = 2 * LARGEST_FILE


def dropped() -> list[UploadedFile]:
    """The box, and what is in it."""
    files = st.file_uploader(
        message("screen.drop_files"),
        type=KINDS,
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get(GENERATION, 0)}",
        max_upload_size=LARGEST_FILE // MEGABYTE,
    )
    sizes = {"file": LARGEST_FILE // MEGABYTE, "archive": LARGEST_ARCHIVE // MEGABYTE}
    st.caption(message("screen.size_limits", **sizes))
    return list(files)


def let_go(files: Sequence[UploadedFile]) -> None:
    """Forget what was dropped: the bytes now, the box on the next run."""
    context: Any = get_script_run_ctx()
    for one in files:
        one.close()
        context.uploaded_file_mgr.remove_file(context.session_id, one.file_id)
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
