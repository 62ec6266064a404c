"""A page and Streamlit's flags, as ``streamlit run`` takes them -> the page, served until somebody
stops it, which is no abort to be told of.
"""

from __future__ import annotations

import sys

from streamlit.web.cli import main

from cin_narrative.errors import LoadInterrupted

try:
    main(["run", *sys.argv[1:]], prog_name="streamlit", standalone_mode=False)
except RuntimeError as error:
    if not isinstance(error.__cause__, KeyboardInterrupt):
        raise
    sys.exit(LoadInterrupted.exit_code)
