"""The words of a command line -> one command run, and its exit code.

Messages go to standard error, results to standard output.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from cin_narrative.cli.parser import parse
from cin_narrative.errors import CinNarrativeError, DiskFull, LoadInterrupted
from cin_narrative.messages import message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, else the exit code of the error (errors.py), with one
    clear line.
    """
    options = parse(arguments)
    try:
        return int(options.run(options))
    except CinNarrativeError as error:
        print(f"cin-narrative: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(message("cli.stopped"), file=sys.stderr)
        return LoadInterrupted.exit_code
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        _print_no_more()
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        _print_no_more()
        print(message("cli.full"), file=sys.stderr)
        return DiskFull.exit_code


def _print_no_more() -> None:
    """What still waits to be printed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
