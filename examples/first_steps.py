"""An answer, a page and a table of figures, from the store that is there or from the starter data.

python examples/first_steps.py [STORE]
"""

from __future__ import annotations

import sys

from cin_narrative import api


def main(path: str | None = None) -> None:
    """Print them."""
    with api.open_store(path) as store:
        answer = api.ask(store, "How did referrals in Derby change between 2014 and 2016?")
        print(answer.text)
        for mark, figure in enumerate(answer.commentary.figures, start=1):
            print(f"  [{mark}] {figure.label}, {figure.area.name}, {figure.year}: {figure.shown}")

        page = api.summary(store, "Derby", 2016, annex=False)
        print(page.record()["paragraphs"][0]["text"])

        for figure in api.figures(store, "section_47_enquiries", "Derby", 2016):
            print(figure.measure.value, figure.shown, figure.source)


if __name__ == "__main__":
    main(*sys.argv[1:2])
