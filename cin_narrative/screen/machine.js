// What the reader's own browser does for the frame: it keeps the authority that was chosen, copies the address, has the theme's
// colours at hand, lets the keyboard reach tables, brings what is unfolded into view, says when the connection is lost and when it is
// there again, and goes back to what was seen before.

const YEAR = 31536000; // seconds

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) { // on a plain intranet name there is no clipboard but the one of the copy event
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'cin-away';
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

const SAID_FOR = 8000; // milliseconds that the line stays once all is well again

// One line over the page while its program cannot be reached; what is shown stays. Once it answers it is asked to run again: it may be
// another, which knows nothing of this visit, and would lose the first click.
function watchConnection(words) {
  const page = document.querySelector('[data-testid="stApp"]');
  if (!page || page.cinWatched) return;
  page.cinWatched = true;
  const line = document.createElement('div');
  line.className = 'cin-connection';
  line.setAttribute('role', 'alert');
  page.append(line);
  const look = () => {
    const connected = page.dataset.testConnectionState === 'CONNECTED';
    if (!connected) line.textContent = words.lost;
    else if (line.textContent === words.lost) {
      line.textContent = words.again;
      document.querySelector('.cin-machine')?.cinTell('again', true);
      setTimeout(() => { if (line.textContent === words.again) line.textContent = ''; }, SAID_FOR);
    }
  };
  new MutationObserver(look).observe(page, { attributes: true, attributeFilter: ['data-test-connection-state'] });
}

// An address that says the same as the one before it and more, as the program completes each, takes its place. Else "back" would lead
// to the shorter one, which the program completes again: nobody could leave. The questions of Ask stand in no other view's address:
// those of a question that leads there may come while the view before is still in it.
function completeInPlace() {
  if (window.cinCompletes) return;
  window.cinCompletes = true;
  const push = window.history.pushState.bind(window.history);
  window.history.pushState = (state, title, url) => {
    const [now, next] = [new URL(window.location.href), new URL(url ?? '', window.location.href)];
    if (!next.pathname.endsWith('/ask')) for (const name of ['q', 'of']) next.searchParams.delete(name);
    const said = (address, name) => address.searchParams.getAll(name).join('\n');
    const names = [...now.searchParams.keys()];
    const same = now.pathname === next.pathname && names.every((name) => said(now, name) === said(next, name));
    if (same) window.history.replaceState(state, title, next.href);
    else push(state, title, next.href);
  };
}

// Streamlit's own tables scroll sideways where they are wider than their place: they can be reached and scrolled by keyboard then.
function reachTables() {
  if (window.cinTables) return;
  window.cinTables = new ResizeObserver((seen) => {
    for (const { target: frame } of seen) {
      if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0;
      else frame.removeAttribute('tabindex');
    }
  });
  const known = new WeakSet();
  const find = () => {
    for (const table of document.querySelectorAll('[data-testid="stTable"] table')) {
      if (known.has(table)) continue;
      known.add(table);
      window.cinTables.observe(table.parentElement);
    }
  };
  new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
  find();
}

const UNFOLDED = 450; // milliseconds after which what was folded has its height
const MOST_OF_SCREEN = 0.7; // so much of what is higher than that

// What a reader unfolds near the foot of the screen is brought into view, with the line that was pressed.
function bringUnfolded() {
  if (window.cinUnfolds) return;
  window.cinUnfolds = true;
  const bring = (own) => {
    if (!own.open || !own.isConnected) return;
    const { top, height } = own.getBoundingClientRect();
    const foot = top + Math.min(height, window.innerHeight * MOST_OF_SCREEN);
    if (foot > window.innerHeight) document.querySelector('[data-testid="stMain"]')?.scrollBy({ top: foot - window.innerHeight + 16 });
  };
  document.addEventListener('click', ({ target, isTrusted }) => {
    const own = isTrusted && target.closest?.('[data-testid="stMain"] summary')?.parentElement;
    if (own) for (const wait of [0, UNFOLDED]) setTimeout(bring, wait, own);
  });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.cin-machine');
  root.cinTell = setTriggerValue;
  watchConnection(data.connection);
  completeInPlace();
  reachTables();
  bringUnfolded();
  if (data.area) document.cookie = `cin_narrative_area=${encodeURIComponent(data.area)}; max-age=${YEAR}; path=/; SameSite=Strict`;
  const own = getComputedStyle(root);
  for (const name of ['background', 'border', 'primary']) // the colours of the theme, for what is outside of components
    document.documentElement.style.setProperty(`--cin-${name === 'primary' ? 'accent' : name}`, own.getPropertyValue(`--st-${name}-color`));
  if (root.childElementCount) return;
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'cin-button';
  copy.textContent = data.copy;
  const said = document.createElement('span');
  said.className = 'cin-said';
  said.setAttribute('role', 'status');
  copy.addEventListener('click', async () => {
    said.textContent = '';
    said.textContent = (await toClipboard(window.location.href)) ? 'Copied' : window.location.href;
  });
  root.append(copy, said);
}
