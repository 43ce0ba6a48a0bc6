// Everything works without this file; it adds keys, copying, and results without leaving the page.
const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

const say = (words) => {
  $('#said').textContent = words;
};

const textOf = (element) => {
  const lines = all('.ln', element);
  return lines.length > 0 ? lines.map((line) => line.textContent).join('\n') : element.textContent.trim();
};

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    say('The browser does not allow copying here');
    return;
  }
  say('Copied');
  if (!button) return;
  const label = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

for (const button of all('.cp[hidden]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button.dataset.copyText ?? textOf($(button.dataset.copy)), button));
}

// A chosen facet applies at once, in place; the address follows, and the focus stays where it was.
async function filter(form, { name, value }) {
  const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
  const response = await fetch(address, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const open = all('details[open]', form).map((fold) => $('legend', fold.parentElement).textContent);
  $('#browse').replaceWith($('#browse', page));
  history.pushState(null, '', address);
  for (const facet of all('#facets .facet')) if (open.includes($('legend', facet).textContent) && $('details', facet)) $('details', facet).open = true;
  $(`#facets [name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)?.focus();
  say($('#res').textContent);
  watchFacets();
}
function watchFacets() {
  const form = $('#facets');
  form?.addEventListener('change', (event) => filter(form, event.target).catch(() => form.submit()));
}
watchFacets();
addEventListener('popstate', () => {
  if ($('#facets')) location.reload();
});

// Keys: single ones only outside of text fields, and not where they were turned off.
const keySwitch = $('#keyson');
const keysOn = () => localStorage.getItem('keys') !== 'off';
if (keySwitch) {
  keySwitch.closest('.keyswitch').hidden = false;
  keySwitch.checked = keysOn();
  keySwitch.addEventListener('change', () => localStorage.setItem('keys', keySwitch.checked ? 'on' : 'off'));
}

const rows = () => all('main tbody tr').filter((row) => $('a[href]', row) && row.offsetParent);
function step(by) {
  const list = rows();
  const at = list.findIndex((row) => row.contains(document.activeElement));
  const row = list[Math.max(0, Math.min(list.length - 1, at === -1 ? (by > 0 ? 0 : list.length - 1) : at + by))];
  ($('th a[href]', row ?? document) ?? (row && $('a[href]', row)))?.focus();
}

function section(by) {
  const heads = all('main section h2[id]').filter((head) => head.offsetParent);
  const at = heads.findLastIndex((head) => head.getBoundingClientRect().top < 80);
  const head = heads[Math.max(0, at + by)];
  head?.scrollIntoView();
  $('a', head ?? document)?.focus({ preventScroll: true });
}

const keys = {
  '/': () => $('#find').focus(),
  j: () => step(1),
  k: () => step(-1),
  '[': () => section(-1),
  ']': () => section(1),
  c: () => {
    const row = document.activeElement?.closest('tr');
    const source = row ?? $('#q');
    if (source) copy(row ? $('.vals, th', row).textContent.trim() : textOf(source));
  },
  r: () => $('#records')?.focus(),
  '?': () => location.assign('/#keys'),
};

document.addEventListener('keydown', (event) => {
  const typing = event.target.matches?.('input:not([type=checkbox]), textarea, select');
  if (event.key === 'Escape' && typing) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn() || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

// Runs: the same form, the same page, of which only the outcome is shown here.
const form = $('#runform');
const types = { json: 'application/json', ndjson: 'application/x-ndjson', jsonl: 'application/x-ndjson', csv: 'text/csv' };

async function run(body, type, query = '') {
  const top = $('#top');
  top.classList.add('busy');
  form.setAttribute('aria-busy', 'true');
  say('Running the rule');
  try {
    const response = await fetch(form.getAttribute('action') + query, { method: 'POST', body, headers: { 'Content-Type': type, Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const outcome = $('#outcome', page) ?? $('main', page);
    const place = $('#ran') ?? $('#outcome');
    place.replaceChildren(...outcome.childNodes);
    const heading = $('h1, h2', place);
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
    say(heading?.textContent ?? '');
  } catch {
    say('The server could not be reached');
  } finally {
    top.classList.remove('busy');
    form.removeAttribute('aria-busy');
  }
}

if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(new URLSearchParams(new FormData(form)).toString(), 'application/x-www-form-urlencoded');
  });
  const file = $('#file');
  $('#open').hidden = false;
  $('#open').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const query = new URLSearchParams({ explain: 'true' });
    for (const name of ['table', 'now', 'from', 'to']) if (form.elements[name].value) query.set(name, form.elements[name].value);
    run(chosen, types[chosen.name.split('.').at(-1).toLowerCase()] ?? types.ndjson, `?${query}`);
    file.value = '';
  });
}
