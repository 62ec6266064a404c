// The list of a page's sections: it stays beside them, says which is being read, and goes to one. The address of a section ends in its name.

const sectionOf = (name) => document.querySelector(`.st-key-section-${CSS.escape(name)}`);

function go(name) {
  const section = sectionOf(name);
  if (!section) return;
  section.scrollIntoView({ block: 'start' });
  const heading = section.querySelector('h2');
  if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
}

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector('.cin-contents');
  const stamp = JSON.stringify(data);
  if (root.cinStamp === stamp) return undefined;
  root.cinStamp = stamp;
  const list = document.createElement('ul');
  const links = new Map();
  for (const [name, text] of data.sections) {
    const link = document.createElement('a');
    link.href = `#${name}`;
    link.textContent = text;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      history.replaceState(history.state, '', `${location.pathname}${location.search}#${name}`);
      go(name);
    });
    links.set(name, link);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  const fold = document.createElement('details');
  fold.append(Object.assign(document.createElement('summary'), { textContent: data.title }), list);
  fold.open = !matchMedia('(max-width: 60rem)').matches;
  root.replaceChildren(fold);
  const main = document.querySelector('[data-testid="stMain"]');
  const mark = () => {
    let now = null;
    for (const name of links.keys()) {
      const section = sectionOf(name);
      if (section && section.getBoundingClientRect().top < 160) now = name;
    }
    for (const [name, link] of links) {
      if (name === now) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  main.addEventListener('scroll', mark, { passive: true });
  mark();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (links.has(wanted) && !window.cinWentTo) {
    window.cinWentTo = true;
    setTimeout(() => go(wanted), 300); // once the sections above it have their height
  }
  return () => main.removeEventListener('scroll', mark);
}
