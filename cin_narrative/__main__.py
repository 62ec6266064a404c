"""``python -m cin_narrative``: the command line."""

from cin_narrative.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
