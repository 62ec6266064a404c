"""A page in a browser -> every control that is on it, pressed one after another: what each changes must be in view."""

from collections.abc import Iterator
from typing import Any

from waiting import settled

NEXT = """done => {
    const seen = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && e.getBoundingClientRect().height > 0;
    const skipped = '.st-key-frame-bar, [data-testid=stPopoverBody], .cin-receipt, .cin-editor, [data-testid=stFileUploader], [data-testid=stDownloadButton], [kind=elementToolbar]';
    document.querySelectorAll('[data-cin-next]').forEach(e => e.removeAttribute('data-cin-next'));
    for (const own of document.querySelectorAll('[data-testid=stMain] :is(button, summary, [role=combobox])')) {
        if (own.disabled || own.closest(skipped) || !seen(own)) continue;
        const place = own.closest('[data-testid=stElementContainer]')?.className.match(/st-key-[^ ]+/)?.[0] || '';
        const name = own.matches('.cin-figure, .cin-mark, .cin-tile') ? `a figure of ${place}` : `${own.getAttribute('aria-label') || own.innerText} ${place}`;
        if (done.includes(name)) continue;
        own.setAttribute('data-cin-next', own.getAttribute('role') || own.tagName);
        return name;
    }
    return null;
}"""
TEXTS = """() => {
    const walker = document.createTreeWalker(document.querySelector('[data-testid=stApp]').parentElement, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node; (node = walker.nextNode());) {
        const text = node.textContent.trim();
        const own = node.parentElement;
        if (!text || ['STYLE', 'SCRIPT', 'TITLE'].includes(own.tagName) || !own.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.height) found.push([text, box.bottom > 60 && box.top < innerHeight - 20]);
    }
    return found;
}"""


def out_of_view(tab: Any, most: int = 60) -> Iterator[tuple[str, list[str]]]:
    """The controls whose press changes words none of which is in view, with these; ``most`` are pressed."""
    done: list[str] = []
    while len(done) < most and (name := tab.evaluate(NEXT, done)) is not None:
        done.append(name)
        before = [text for text, _ in tab.evaluate(TEXTS)]
        _press(tab, tab.locator("[data-cin-next]"))
        settled(tab)
        new = [(text, in_view) for text, in_view in tab.evaluate(TEXTS) if text not in before]
        if new and not any(in_view for _, in_view in new):
            yield name, [text for text, _ in new[:5]]
        tab.keyboard.press("Escape")
        settled(tab)
    tab.pressed = done


def _press(tab: Any, control: Any) -> None:
    """Press it; of a list choose what stands after what is chosen."""
    kind = control.get_attribute("data-cin-next")
    control.click()
    if kind == "combobox":
        settled(tab)
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
