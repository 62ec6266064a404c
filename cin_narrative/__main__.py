"""``python -m cin_narrative``: the command line, left with its exit code."""

import sys

from cin_narrative.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
