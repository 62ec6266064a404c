// Paragraphs and tables whose figures open their receipts, and the buttons that copy them. Everything that comes from data goes in as text.

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const button = (className, text, onClick) => {
  const element = make('button', className, text);
  element.type = 'button';
  if (onClick) element.addEventListener('click', onClick);
  return element;
};

// Both flavours, rich and plain. On a plain intranet name there is no clipboard but the one of the copy event.
async function toClipboard(clip) {
  try {
    const flavours = { ...(clip.html ? { 'text/html': clip.html } : {}), 'text/plain': clip.text };
    const blobs = Object.entries(flavours).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch (refused) {
    const area = make('textarea', 'cin-away');
    area.value = clip.text;
    document.body.appendChild(area);
    area.select();
    const both = (event) => {
      if (clip.html) event.clipboardData.setData('text/html', clip.html);
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

// The numbers of sources are shown where the reader asked for them; a figure without a place in the text keeps its number.
function receiptPanel({ mark, part }, shared, open, close) {
  const whole = shared.receipts[mark];
  const own = part !== undefined && whole.parts.length ? whole.parts[part] : whole;
  const numbered = (title) => (shared.sources ? `[${mark}] ${title}` : title);
  const panel = make('div', 'cin-receipt');
  panel.tabIndex = -1;
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', `Receipt for figure ${mark}: ${own.title}`);
  panel.append(make('p', 'cin-receipt-title', numbered(own.title)));
  for (const one of own.parts) {
    panel.append(make('p', 'cin-receipt-title', one.title));
    receiptLines(panel, one, shared, open);
  }
  receiptLines(panel, own, shared, open);
  panel.append(button('cin-button', 'Close', close));
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
  return panel;
}

function receiptLines(panel, receipt, shared, open) {
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
      const words = shared.sources ? line : line.replace(/^\[\d+\] /, '');
      item.append(shared.receipts[mark] ? button('cin-mark', words, () => open({ mark })) : words);
      inputs.append(item);
    }
    panel.append(inputs);
  }
}

function opens(own, piece, toggle) {
  own.setAttribute('aria-expanded', 'false');
  own.addEventListener('click', () => toggle(piece, own));
  return own;
}

function markButton(mark, toggle) {
  const own = opens(button('cin-mark', `[${mark}]`), { mark }, toggle);
  own.setAttribute('aria-label', `Receipt for figure ${mark}`);
  return own;
}

// A figure that opens its receipt itself.
function figureButton(piece, toggle) {
  const own = opens(button('cin-figure', piece.text), piece, toggle);
  own.setAttribute('aria-label', `${piece.text}: receipt`);
  own.dataset.mark = piece.mark;
  return own;
}

// One stop of the tab key for all buttons of a sentence or a row; the arrow keys go from one to the next.
function oneStop(buttons) {
  buttons.forEach((own, at) => {
    own.tabIndex = at ? -1 : 0;
    own.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = event.key === 'Home' ? buttons[0] : event.key === 'End' ? buttons.at(-1) : step && buttons[at + step];
      if (!next) return;
      event.preventDefault();
      for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    });
  });
}

// What the marks of one text open and close: the panel of a receipt, after that text.
function receiptPlace(text, shared) {
  let panel = null;
  let opener = null;
  const close = () => {
    if (!panel) return;
    panel.remove();
    panel = null;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  };
  const open = (piece) => {
    if (panel) panel.remove();
    panel = receiptPanel(piece, shared, open, close);
    text.after(panel);
    panel.focus({ preventScroll: true });
    const { top, height } = panel.getBoundingClientRect();
    if (height < window.innerHeight * 0.7) panel.scrollIntoView({ block: 'nearest' });
    else if (top > window.innerHeight * 0.5 || top < 0) panel.scrollIntoView({ block: 'start' }); // taller than the screen: from its top
  };
  return (piece, own) => {
    const again = panel && opener === own && own.getAttribute('aria-expanded') === 'true';
    if (opener) opener.setAttribute('aria-expanded', 'false');
    if (again) { close(); return; }
    opener = own;
    own.setAttribute('aria-expanded', 'true');
    open(piece);
  };
}

const SENTENCE_END = /[.!?] (?=[A-Z])/; // and a figure may begin one

// Puts pieces into an element; gives back their buttons, sentence by sentence.
function fill(element, pieces, shared, toggle) {
  const bound = new Set(pieces.filter((piece) => piece.mark !== undefined).map((piece) => piece.mark));
  const sentences = [[]];
  let held = null; // a figure, its mark and what closes after it stay on one line
  const hold = () => (held = held || element.appendChild(make('span', 'cin-held')));
  for (const piece of pieces) {
    if (piece.svg !== undefined) { element.append(picture(piece.svg)); continue; }
    if (piece.mark !== undefined) {
      const own = figureButton(piece, toggle);
      sentences.at(-1).push(own);
      hold().append(own);
      continue;
    }
    if (typeof piece === 'number') {
      if (bound.has(piece) && !shared.sources) continue;
      const own = shared.receipts[piece] ? markButton(piece, toggle) : null;
      if (own) sentences.at(-1).push(own);
      hold().append('\u00a0', own || `[${piece}]`);
      continue;
    }
    if (SENTENCE_END.test(`${piece}A`)) sentences.push([]);
    const [closing, rest] = held ? [/^\S*/.exec(piece)[0], piece.replace(/^\S*/, '')] : ['', piece];
    if (closing) held.append(closing);
    const last = /\S*$/.exec(rest)[0];
    element.append(rest.slice(0, rest.length - last.length));
    held = make('span', 'cin-held', last);
    element.append(held);
  }
  return sentences;
}

// A picture that the program drew: its text is escaped there.
function picture(svg) {
  const place = make('span', 'cin-picture');
  place.innerHTML = svg;
  return place;
}

// Pictures side by side; each is a button that opens the receipts of its figures.
function tiles(given, shared) {
  const block = make('div', 'cin-table');
  const frame = make('div', 'cin-tiles');
  const toggle = receiptPlace(frame, shared);
  for (const one of given) {
    const own = make(one.mark ? 'button' : 'div', 'cin-tile');
    own.append(picture(one.svg));
    if (one.mark) {
      own.type = 'button';
      opens(own, { mark: one.mark }, toggle);
    }
    frame.append(own);
  }
  block.append(frame);
  return block;
}

// A paragraph of which only the claim is shown until it is opened.
function folded(part, shared, number, of) {
  const block = make('details', 'cin-folded');
  const said = part.bold.every((piece) => typeof piece === 'string'); // by the claim itself; with a figure it has a receipt to open
  block.append(make('summary', '', part.summary), paragraph(said ? { ...part, bold: [] } : part, shared, number, of));
  return block;
}

function paragraph(part, shared, number, of) {
  const block = make('div', 'cin-paragraph');
  const text = make('p', 'cin-text');
  const toggle = receiptPlace(text, shared);
  const sentences = part.bold.length ? fill(text.appendChild(make('strong')), part.bold, shared, toggle) : [];
  for (const buttons of [...sentences, ...fill(text, part.pieces, shared, toggle)]) oneStop(buttons);
  block.append(text);
  const counts = [...part.bold, ...part.pieces].some((piece) => typeof piece !== 'string');
  if (part.copy && counts && (of > 1 || part.summary || shared.apart)) {
    const which = of > 1 ? `Copy paragraph ${number} of ${of}` : 'Copy this paragraph';
    block.append(copyButton(part.copy, 'Copy', `${which} ${part.copy.sources}`));
  }
  return block;
}

// The figure that is the answer, large, and what it is.
function headline(piece, shared) {
  const block = make('div', 'cin-headline');
  const text = make('p', 'cin-large');
  const own = figureButton(piece, receiptPlace(block, shared));
  const whole = shared.receipts[piece.mark];
  const receipt = whole.parts[piece.part] || whole;
  const said = Object.fromEntries(receipt.lines);
  const measure = said.Measure === 'count' ? '' : ` (${said.Measure})`;
  text.append(own);
  block.append(text, make('p', 'cin-of', `${receipt.title}${measure}, ${said.Area.replace(/ \([A-Z]\d+\)$/, '')}, ${said.Period}`));
  return block;
}

// What scrolls can be reached and scrolled by keyboard; what does not is no stop.
function stopWhereItScrolls(frame) {
  new ResizeObserver(() => {
    const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
    if (scrolls) frame.tabIndex = 0;
    else frame.removeAttribute('tabindex');
  }).observe(frame);
}

function table(given, shared) {
  const block = make('div', `cin-table ${given.kind || ''}`);
  const frame = make('div', 'cin-frame');
  const own = make('table');
  const toggle = receiptPlace(frame, shared);
  const row = (cells, head) => {
    const line = make('tr');
    const bound = cells.flat().filter((piece) => piece.mark !== undefined);
    const buttons = [];
    cells.forEach((pieces, index) => {
      const cell = make(head || index === 0 ? 'th' : 'td');
      if (head || index === 0) cell.scope = head ? 'col' : 'row';
      const shown = shared.sources ? pieces : pieces.filter((piece) => !bound.some((one) => one.mark === piece));
      buttons.push(...fill(cell, shown, shared, toggle).flat());
      line.append(cell);
    });
    oneStop(buttons);
    return line;
  };
  const [head, body] = [make('thead'), make('tbody')];
  head.append(row(given.columns.map((name) => [name]), true));
  body.append(...given.rows.map((cells) => row(cells, false)));
  own.append(make('caption', given.titled ? 'cin-hidden' : '', given.caption), head, body);
  frame.setAttribute('role', 'region');
  stopWhereItScrolls(frame);
  frame.setAttribute('aria-label', given.caption);
  frame.append(own);
  // a table that is wider or higher than its place is scrolled from the keyboard
  const measure = () => { frame.tabIndex = frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1 ? 0 : -1; };
  new ResizeObserver(measure).observe(frame);
  block.append(frame, ...given.notes.map((note) => make('p', 'cin-note', note)));
  return block;
}

// What copies a section or an answer, and the address of an answer.
function bar(data) {
  const block = make('div', 'cin-bar');
  const { section, link } = data;
  if (section) block.append(copyButton(section, section.heading ? 'Copy this section' : 'Copy', `Copy ${section.heading ? `this section: ${section.heading}` : 'this answer'} ${section.sources}`));
  if (link) {
    const address = new URL(link, window.location.href).href;
    block.append(copyButton({ text: address, html: '' }, 'Copy link', 'Copy link to this answer'));
  }
  return block;
}

// A new answer is brought into view, and the keyboard to it where what it stood on is gone.
function bring(root, turn) {
  if (!turn || root.cinTurn === turn) return;
  const isFirst = root.cinTurn === undefined && !window.cinTurns;
  window.cinTurns = true;
  root.cinTurn = turn;
  if (isFirst && document.activeElement === document.body) return; // the page was just opened
  const main = document.querySelector('[data-testid="stMain"]');
  if (main) main.scrollTo({ top: 0 });
  root.tabIndex = -1;
  if (!document.activeElement || document.activeElement === document.body) root.focus({ preventScroll: true });
}

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector('.cin-cited');
  bring(root, data.turn);
  const stamp = JSON.stringify(data);
  if (root.cinStamp === stamp) return; // nothing new: keep open receipts open
  root.cinStamp = stamp;
  const shown = (part, index) => (part.summary ? folded : paragraph)(part, data, index + 1, data.paragraphs.length);
  root.replaceChildren(...data.paragraphs.map(shown));
  if (data.headline) root.prepend(headline(data.headline, data));
  if (data.tiles) root.append(tiles(data.tiles, data));
  if (data.table) root.append(table(data.table, data));
  if (data.section || data.link) root.append(bar(data));
}
