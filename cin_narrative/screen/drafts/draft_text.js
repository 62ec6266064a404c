
// One section of a draft: a click on a text edits it where it stands; its figures are tokens. What stands above is shared with cited.js.

const LONGEST_WHOSE = 120;

// A figure inside the text that is edited: it is one thing, and a click opens it.
function token(piece, open) {
  const own = make('span', 'cin-token', piece.text || `[${piece.mark}]`);
  own.cin = { ...piece };
  own.contentEditable = 'false';
  own.tabIndex = 0;
  own.setAttribute('role', 'button');
  own.setAttribute('aria-expanded', 'false');
  own.addEventListener('click', () => open(own));
  own.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(own); }
  });
  named(own);
  return own;
}

function named(own) {
  own.classList.toggle('cin-own', Boolean(own.cin.whose));
  own.setAttribute('aria-label', own.cin.whose ? `Local figure ${own.cin.text}, ${own.cin.whose}` : `Figure ${own.cin.text}`);
}

// The text as a draft keeps it: what stands between the tokens, and each token as it was read or as it was changed.
function written(node) {
  if (node.cin) return node.cin.raw;
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeName === 'BR') return '\n';
  const inside = [...node.childNodes].map(written).join('');
  return node.nodeName === 'DIV' && node.previousSibling ? `\n${inside}` : inside;
}

function field(label, value) {
  const place = make('label', 'cin-field', label);
  const input = make('input');
  input.value = value;
  input.type = 'text';
  place.append(input);
  return [place, input];
}

// What a figure is changed to: the store's, or somebody's own, who must be named.
function figurePanel(own, words, changed, close) {
  const panel = make('div', 'cin-receipt cin-figure-panel');
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', `Figure ${own.cin.text}`);
  const { store, mark } = own.cin;
  panel.append(make('p', 'cin-receipt-title', store ? words.store_says.replace('{figure}', store) : words.own_figure));
  const [figurePlace, figure] = field(words.figure, own.cin.text);
  const [whosePlace, whose] = field(words.whose, own.cin.whose || '');
  whose.maxLength = LONGEST_WHOSE;
  const fault = make('span', 'cin-fault');
  fault.setAttribute('role', 'alert');
  const set = (piece) => {
    own.cin = piece;
    own.textContent = piece.text || `[${piece.mark}]`;
    named(own);
    close();
    changed();
  };
  const keep = () => {
    const [number, name] = [figure.value.trim(), whose.value.replace(/[[\]\n]/g, ' ').trim()];
    if (!/^[-−–]?\d[\d,]*(\.\d+)?( ?%| per cent| percentage points?)?$/.test(number)) { fault.textContent = words.no_figure; figure.focus(); return; }
    if (!name) { fault.textContent = words.say_whose; whose.focus(); return; }
    set({ text: number, whose: name, store, mark, was: own.cin.was || own.cin.raw, raw: `${number} [local: ${name}]` });
  };
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.nodeName === 'INPUT') { event.preventDefault(); keep(); }
    if (event.key === 'Escape') { event.stopPropagation(); close(); }
  });
  const row = make('div', 'cin-row');
  if (store) {
    const use = words.use_store.replace('{figure}', store);
    row.append(button('cin-button', use, () => set({ text: store, store, mark, raw: `${store} [${mark}]` })));
  }
  row.append(button('cin-button', words.keep_own, keep), button('cin-button', 'Close', close), fault);
  panel.append(figurePlace, whosePlace, row);
  return panel;
}

// The browser asks before a reload, or another address, takes away what was typed and not saved.
function askBeforeLeaving() {
  if (window.cinAsks) return;
  window.cinAsks = true;
  window.addEventListener('beforeunload', (event) => {
    if ([...document.querySelectorAll('.cin-editor')].some((one) => one.cinIsUnsaved())) event.preventDefault();
  });
}

function editor(part, editing, words, tell) {
  const block = make('div', 'cin-editor');
  const box = make('div', 'cin-box');
  box.contentEditable = 'plaintext-only';
  for (const [name, value] of Object.entries({ role: 'textbox', 'aria-multiline': 'true', 'aria-label': part.label })) box.setAttribute(name, value);
  let panel = null;
  let opener = null;
  const close = () => {
    if (!panel) return;
    panel.remove();
    panel = null;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  };
  const said = () => ({ part: part.id, text: [...box.childNodes].map(written).join('') });
  let waiting = null;
  const soon = (after) => { clearTimeout(waiting); waiting = setTimeout(() => tell('type', said()), after); };
  const open = (own) => {
    const again = panel && opener === own;
    close();
    if (again) return;
    opener = own;
    own.setAttribute('aria-expanded', 'true');
    panel = figurePanel(own, words, () => soon(0), close);
    box.after(panel);
    panel.querySelector('input').focus();
    panel.scrollIntoView({ block: 'nearest' });
  };
  box.append(...editing.pieces.map((piece) => (typeof piece === 'string' ? piece : token(piece, open))));
  const begun = said().text;
  box.addEventListener('input', () => soon(700));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) { event.preventDefault(); soon(0); }
  });
  const finish = (what) => { clearTimeout(waiting); tell(what, said()); };
  const row = make('div', 'cin-row');
  const fault = make('span', 'cin-fault', editing.problem);
  fault.setAttribute('role', 'alert');
  row.append(button('cin-button', 'Save', () => finish('save')), button('cin-button', 'Cancel', () => finish('cancel')), fault);
  block.append(make('p', 'cin-note', part.help), box, row);
  block.cinFault = fault;
  block.cinSaid = said;
  block.cinIsUnsaved = () => said().text !== begun;
  askBeforeLeaving();
  setTimeout(() => box.focus({ preventScroll: true }));
  return block;
}

// A text that a click edits; a press of the button beside it, too.
function editable(part, data, number, tell) {
  const of = data.parts.length;
  const block = part.pieces.length || part.bold.length ? paragraph(part, data, number, of) : make('div', 'cin-paragraph');
  if (part.copy && of === 1) block.append(copyButton(part.copy, 'Copy', `Copy this paragraph ${part.copy.sources}`));
  if (part.prompt) block.append(make('p', 'cin-text cin-prompt', part.prompt));
  if (!part.may) return block;
  const text = block.querySelector('.cin-text');
  const begin = () => tell('edit', { part: part.id });
  text.classList.add('cin-editable');
  text.addEventListener('click', (event) => {
    if (!event.target.closest('button') && !String(window.getSelection())) begin();
  });
  const own = button('cin-button', 'Edit', begin);
  own.setAttribute('aria-label', `Edit ${part.name}`);
  (block.querySelector('.cin-copy') || block.appendChild(make('div', 'cin-copy'))).prepend(own);
  return block;
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.cin-cited');
  root.cinTell = setTriggerValue;
  const tell = (what, value) => root.cinTell(what, value);
  const editing = data.editing;
  const isNew = root.cinVisit !== undefined && root.cinVisit !== data.visit;
  root.cinVisit = data.visit;
  if (isNew && !editing && root.cinEditor) { // the session ended while somebody typed: the new one is told, and the text stays
    root.cinAgain = true;
    tell('edit', { part: root.cinEditor.cinSaid().part });
    return;
  }
  if (editing && root.cinEditor && root.cinEditing === editing.id) {
    root.cinEditor.cinFault.textContent = editing.problem;
    if (root.cinAgain) tell('type', root.cinEditor.cinSaid());
    root.cinAgain = false;
    return; // what is being typed stays
  }
  const stamp = JSON.stringify(data);
  if (root.cinStamp === stamp) return;
  root.cinStamp = stamp;
  root.cinEditor = null;
  root.cinEditing = editing ? editing.id : null;
  root.replaceChildren(...data.parts.map((part, index) => {
    if (!editing || editing.part !== part.id) return editable(part, data, index + 1, tell);
    root.cinEditor = editor(part, editing, data.words, tell);
    return root.cinEditor;
  }));
}
