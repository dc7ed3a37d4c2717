// Keeps a wall's page true without reloading it: new comments appear in their places, forms that are being filled in stay as they are.

const wall = document.querySelector('.wall');
const pause = 1000;
let revision = wall.dataset.revision;

/** Brings a list of posts or comments to the state of a fresh one. */
function merge(list, fresh_list) {
  const known = new Map([...list.children].map((item) => [item.id, item]));
  let place = list.firstElementChild;
  for (const fresh of [...fresh_list.children]) {
    const item = known.get(fresh.id) ?? fresh;
    known.delete(fresh.id);
    if (item === fresh) item.classList.add('new');
    else update(item, fresh);
    if (item === place) place = place.nextElementSibling;
    else list.insertBefore(item, place);
  }
  for (const gone of known.values()) gone.remove();
}

function update(item, fresh) {
  const said = item.querySelector(':scope > .said');
  const fresh_said = fresh.querySelector(':scope > .said');
  if (said.innerHTML !== fresh_said.innerHTML) said.replaceWith(fresh_said);
  item.classList.toggle('official', fresh.classList.contains('official'));
  merge(item.querySelector(':scope > .items'), fresh.querySelector(':scope > .items'));
}

async function refresh() {
  const answer = await fetch(location.pathname);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.wall');
  merge(wall, fresh);
  revision = fresh.dataset.revision;
}

async function watch() {
  try {
    const answer = await fetch(`${location.pathname}/revision`);
    if ((await answer.json()).revision !== revision) await refresh();
  } catch {
    // the simulator is being restarted; the next round will see
  }
  setTimeout(watch, pause);
}

/** A form is sent in the background; the written comment is shown where it stands. */
async function send(form) {
  const notice = form.querySelector('.notice');
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body });
  const { anchor, page = location.pathname, error = '' } = await answer.json();
  notice.textContent = error;
  if (!answer.ok) return;
  if (page !== location.pathname) {
    location.assign(`${page}#${anchor}`);
    return;
  }
  form.querySelector('textarea').value = '';
  form.closest('details')?.removeAttribute('open');
  await refresh();
  document.getElementById(anchor)?.querySelector('.said').scrollIntoView({ block: 'center', behavior: 'smooth' });
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  localStorage.setItem('author', event.target.author.value);
  send(event.target);
});

document.addEventListener('toggle', (event) => {
  const author = event.target.open && event.target.querySelector('input[name=author]');
  if (author && !author.value) author.value = localStorage.getItem('author') ?? '';
}, true);

watch();
