// Paragraphs whose marks open their receipts, each with a copy button. Everything that comes from data goes in as text.

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const button = (className, text, onClick) => {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', onClick);
  return element;
};

// Both flavours, rich and plain. On a plain intranet name there is no clipboard but the one of the copy event.
async function toClipboard(clip) {
  try {
    const flavours = { 'text/html': clip.html, 'text/plain': clip.text };
    const blobs = Object.entries(flavours).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch (refused) {
    const area = make('textarea', 'cin-away');
    area.value = clip.text;
    document.body.appendChild(area);
    area.select();
    const both = (event) => {
      event.clipboardData.setData('text/html', clip.html);
      event.clipboardData.setData('text/plain', clip.text);
      event.preventDefault();
    };
    document.addEventListener('copy', both, { once: true, capture: true });
    const done = document.execCommand('copy');
    document.removeEventListener('copy', both, { capture: true });
    area.remove();
    return done;
  }
}

function copyButton(clip, name, label) {
  const place = make('div', 'cin-copy');
  const said = make('span', 'cin-said');
  said.setAttribute('role', 'status');
  said.setAttribute('aria-live', 'polite');
  const copy = button('cin-button', name, async () => {
    said.textContent = '';
    const done = await toClipboard(clip);
    copy.focus();
    said.textContent = done ? 'Copied' : 'Not copied: select the text and press Ctrl and C';
  });
  copy.setAttribute('aria-label', label);
  place.append(copy, said);
  return place;
}

function receiptPanel(receipt, receipts, open, close) {
  const panel = make('div', 'cin-receipt');
  panel.tabIndex = -1;
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', `Receipt for figure ${receipt.mark}`);
  panel.append(make('p', 'cin-receipt-title', `[${receipt.mark}] ${receipt.title}`));
  for (const part of receipt.parts) {
    panel.append(make('p', 'cin-receipt-title', part.title));
    receiptLines(panel, part, receipts, open);
  }
  receiptLines(panel, receipt, receipts, open);
  panel.append(button('cin-button', 'Close', close));
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
  return panel;
}

function receiptLines(panel, receipt, receipts, open) {
  const list = make('dl');
  for (const [term, text] of receipt.lines) list.append(make('dt', '', term), make('dd', '', text));
  panel.append(list);
  if (receipt.why.length) {
    panel.append(make('p', 'cin-receipt-part', 'Why this word?'));
    const reasons = make('ul');
    for (const reason of receipt.why) reasons.append(make('li', '', reason));
    panel.append(reasons);
  }
  if (receipt.inputs.length) {
    panel.append(make('p', 'cin-receipt-part', 'Worked out from'));
    const inputs = make('ul');
    for (const [mark, line] of receipt.inputs) {
      const item = make('li');
      if (receipts[mark]) {
        const mine = button('cin-mark', `[${mark}]`, () => open(mark));
        mine.setAttribute('aria-label', `Receipt for figure ${mark}`);
        item.append(mine, ' ');
      }
      item.append(line.replace(/^\[\d+\] /, ''));
      inputs.append(item);
    }
    panel.append(inputs);
  }
}

function markButton(mark, toggle) {
  const own = button('cin-mark', `[${mark}]`, () => toggle(mark, own));
  own.setAttribute('aria-label', `Receipt for figure ${mark}`);
  own.setAttribute('aria-expanded', 'false');
  return own;
}

// A figure that opens its receipt itself.
function figureButton(piece, toggle) {
  const own = button('cin-figure', piece.text, () => toggle(piece.mark, own));
  own.setAttribute('aria-label', `${piece.text}: receipt`);
  own.setAttribute('aria-expanded', 'false');
  return own;
}

// What the marks of one text open and close: the panel of a receipt, after that text.
function receiptPlace(text, receipts) {
  let panel = null;
  let opener = null;
  const close = () => {
    if (!panel) return;
    panel.remove();
    panel = null;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  };
  const open = (mark) => {
    if (panel) panel.remove();
    panel = receiptPanel(receipts[mark], receipts, open, close);
    text.after(panel);
    panel.focus({ preventScroll: true });
    const { top, height } = panel.getBoundingClientRect();
    if (height < window.innerHeight * 0.7) panel.scrollIntoView({ block: 'nearest' });
    else if (top > window.innerHeight * 0.5 || top < 0) panel.scrollIntoView({ block: 'start' }); // taller than the screen: from its top
  };
  return (mark, own) => {
    const again = panel && opener === own && own.getAttribute('aria-expanded') === 'true';
    if (opener) opener.setAttribute('aria-expanded', 'false');
    if (again) { close(); return; }
    opener = own;
    own.setAttribute('aria-expanded', 'true');
    open(mark);
  };
}

function fill(element, pieces, receipts, toggle) {
  let held = null; // a figure, its mark and what closes after it stay on one line
  for (const piece of pieces) {
    if (piece.svg !== undefined) { element.append(picture(piece.svg)); continue; }
    if (piece.mark !== undefined) { element.append(figureButton(piece, toggle)); continue; }
    if (typeof piece === 'number') {
      held = held || element.appendChild(make('span', 'cin-held'));
      held.append('\u00a0', receipts[piece] ? markButton(piece, toggle) : `[${piece}]`);
      continue;
    }
    const [closing, rest] = held ? [/^\S*/.exec(piece)[0], piece.replace(/^\S*/, '')] : ['', piece];
    if (closing) held.append(closing);
    const last = /\S*$/.exec(rest)[0];
    element.append(rest.slice(0, rest.length - last.length));
    held = make('span', 'cin-held', last);
    element.append(held);
  }
}

// A picture that the program drew: its text is escaped there.
function picture(svg) {
  const place = make('span', 'cin-picture');
  place.innerHTML = svg;
  return place;
}

// Pictures side by side; each is a button that opens the receipts of its figures.
function tiles(given, receipts) {
  const block = make('div', 'cin-table');
  const frame = make('div', 'cin-tiles');
  const toggle = receiptPlace(frame, receipts);
  for (const one of given) {
    const own = make(one.mark ? 'button' : 'div', 'cin-tile');
    own.append(picture(one.svg));
    if (one.mark) {
      own.type = 'button';
      own.setAttribute('aria-expanded', 'false');
      own.addEventListener('click', () => toggle(one.mark, own));
    }
    frame.append(own);
  }
  block.append(frame);
  return block;
}

// A paragraph of which only the claim is shown until it is opened.
function folded(part, receipts, number, of) {
  const block = make('details', 'cin-folded');
  block.append(make('summary', '', part.summary), paragraph(part, receipts, number, of));
  return block;
}

function paragraph(part, receipts, number, of) {
  const block = make('div', 'cin-paragraph');
  const text = make('p', 'cin-text');
  const toggle = receiptPlace(text, receipts);
  if (part.bold.length) fill(text.appendChild(make('strong')), part.bold, receipts, toggle);
  fill(text, part.pieces, receipts, toggle);
  block.append(text);
  if (part.copy) {
    const which = of > 1 ? `Copy paragraph ${number} of ${of}` : 'Copy this paragraph';
    block.append(copyButton(part.copy, 'Copy', `${which} ${part.copy.sources}`));
  }
  return block;
}

function table(given, receipts) {
  const block = make('div', `cin-table ${given.kind || ''}`);
  const frame = make('div', 'cin-frame');
  const own = make('table');
  const toggle = receiptPlace(frame, receipts);
  const row = (cells, head) => {
    const line = make('tr');
    cells.forEach((pieces, index) => {
      const cell = make(head || index === 0 ? 'th' : 'td');
      if (head || index === 0) cell.scope = head ? 'col' : 'row';
      fill(cell, pieces, receipts, toggle);
      line.append(cell);
    });
    return line;
  };
  const [head, body] = [make('thead'), make('tbody')];
  head.append(row(given.columns.map((name) => [name]), true));
  body.append(...given.rows.map((cells) => row(cells, false)));
  own.append(make('caption', '', given.caption), head, body);
  frame.tabIndex = 0; // a wide table is scrolled from the keyboard
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', given.caption);
  frame.append(own);
  block.append(frame, ...given.notes.map((note) => make('p', 'cin-note', note)));
  return block;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.cin-cited');
  const stamp = JSON.stringify(data);
  if (root.cinStamp === stamp) return; // nothing new: keep open receipts open
  root.cinStamp = stamp;
  const shown = (part, index) => (part.summary ? folded : paragraph)(part, data.receipts, index + 1, data.paragraphs.length);
  root.replaceChildren(...data.paragraphs.map(shown));
  if (data.tiles) root.append(tiles(data.tiles, data.receipts));
  if (data.table) root.append(table(data.table, data.receipts));
  if (data.section) root.append(copyButton(data.section, 'Copy this section', `Copy this section: ${data.section.heading} ${data.section.sources}`));
}
