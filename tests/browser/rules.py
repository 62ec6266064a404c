"""A page in a browser -> whether it keeps the rules of every view: how much is in sight, widths, axe, other hosts, paper."""

from typing import Any

from waiting import at_rest, settled

MOST_WORDS, MOST_STOPS = 300, 60
IN_SIGHT = """() => {
    const seen = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
    const drawn = e => !e.closest('[data-testid=stSkipToContent], [data-testid=stIconMaterial], .cin-hidden'); // else there for the ear alone, or a picture
    const inside = box => box.width && box.height && box.top < innerHeight && box.bottom > 0;
    const walker = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
    const words = [];
    for (let node; (node = walker.nextNode());) {
        const range = document.createRange();
        range.selectNodeContents(node);
        if (!['STYLE', 'SCRIPT', 'TITLE'].includes(node.parentElement.tagName) && seen(node.parentElement) && drawn(node.parentElement) && inside(range.getBoundingClientRect()))
            words.push(...node.textContent.split(/\\s+/).filter(Boolean));
    }
    const stops = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')]
        .filter(e => e.tabIndex >= 0 && !e.disabled && seen(e) && inside(e.getBoundingClientRect()));
    return [words.length, stops.length];
}"""
SPILLS = """() => {
    const main = document.querySelector('[data-testid=stMain], [data-testid=stAppScrollToBottomContainer]');
    return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
}"""
AXE = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations
    .map(one => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)])"""
PAPER = {"width": 718, "height": 1000}  # what the margins leave of A4, in the browser's pixels
PRESSED = """() => [...document.querySelectorAll('button, input, select, textarea, [role=combobox], [data-testid=stMain] summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('[class*=cin-folded]')
        && !(e.tagName === 'SUMMARY' && e.parentElement.open && !e.querySelector('[data-testid=stIconMaterial]')?.checkVisibility()) // the heading of what is open
        && !['cin-mark', 'cin-figure', 'cin-tile'].some(own => e.classList.contains(own))).map(e => e.outerHTML.slice(0, 200))"""
CUT = """() => [...document.querySelectorAll('.cin-frame, [data-testid=stTable]')].filter(e => e.checkVisibility())
    .filter(e => e.scrollWidth > e.clientWidth + 1 || (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1))
    .map(e => e.innerText.slice(0, 100))"""
UNTITLED = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].filter(e => e.checkVisibility()).filter(e =>
    !e.querySelector('svg, canvas') || !e.closest('[class*=st-key-drawn-]')?.querySelector('strong')?.innerText.trim()).length"""


def is_calm(tab: Any) -> None:
    """So many words and stops of the tab key in the first screen."""
    words, stops = at_rest(tab, lambda: tab.evaluate(IN_SIGHT))
    assert words <= MOST_WORDS
    assert stops <= MOST_STOPS


def asks_nobody_else(tab: Any, address: str) -> None:
    """No other host was asked, and nothing went wrong; ``tab`` has kept both."""
    assert {url.split("/")[2] for url in tab.asked if url.startswith(("http", "ws"))} == {address.split("/")[2]}
    # Streamlit looks for its own server beneath the address of a view first, is told that it is not there, and looks where it is
    assert tab.faults == []


def spills_nowhere(tab: Any) -> None:
    """Nothing over the edge of a phone, and of 1,280 pixels at 200 %."""
    for width, height in ((390, 800), (640, 400)):
        tab.set_viewport_size({"width": width, "height": height})
        tab.wait_for_function(f"innerWidth === {width}")
        assert at_rest(tab, lambda: tab.evaluate(SPILLS)) <= 0


def passes_axe(tab: Any, axe: str) -> None:
    """axe-core finds nothing."""
    tab.evaluate(axe)
    assert tab.evaluate(AXE) == []


def prints_whole(tab: Any) -> None:
    """On paper nothing to press, nothing cut, every chart with its title."""
    tab.set_viewport_size(PAPER)
    tab.emulate_media(media="print")
    tab.wait_for_function("innerWidth === 718")
    tab.get_by_role("heading", level=1).first.wait_for()
    assert at_rest(tab, lambda: tab.evaluate(PRESSED)) == []
    assert at_rest(tab, lambda: tab.evaluate(CUT)) == []
    assert at_rest(tab, lambda: tab.evaluate(SPILLS)) <= 0
    assert at_rest(tab, lambda: tab.evaluate(UNTITLED)) == 0
    assert not at_rest(tab, tab.get_by_role("navigation", name="Contents").filter(visible=True).count)


TO_THE_TOP = "() => document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)"
TURN_FOLDS = "opened => document.querySelectorAll('[data-testid=stMain] details').forEach(e => e.open !== opened && e.firstElementChild.click())"


def keeps_every_rule(tab: Any, address: str, axe: str) -> None:
    """All of these, one after another: folded, and unfolded in dark and light, as wide as a desk's screen, a phone's and at 200 %, on paper."""
    is_calm(tab)
    for unfolded in (False, True):
        _turn_folds(tab, unfolded)
        for scheme in ("dark", "light") if unfolded else ("light",):
            tab.emulate_media(color_scheme=scheme)
            at_rest(tab, lambda: passes_axe(tab, axe))
        spills_nowhere(tab)
        tab.evaluate(TO_THE_TOP)  # else a control that is half beneath the header is too near its links
        at_rest(tab, lambda: passes_axe(tab, axe))
        tab.set_viewport_size({"width": 1280, "height": 800})
    prints_whole(tab)
    tab.emulate_media(media="screen")
    _turn_folds(tab, False)
    prints_whole(tab)
    asks_nobody_else(tab, address)


def _turn_folds(tab: Any, unfolded: bool) -> None:
    """Open or shut all that is folded, and what was folded in it."""
    for _ in range(2):
        tab.evaluate(TURN_FOLDS, unfolded)
        settled(tab)
