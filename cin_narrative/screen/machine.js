// What the reader's own browser does for the frame: it keeps the authority that was chosen, copies the address, and has the
// theme's colours at hand.

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

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.cin-machine');
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
