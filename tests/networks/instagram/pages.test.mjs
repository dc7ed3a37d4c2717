// The pages for a person: what is shown, what may be written, and the network's own links.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

const browser = { Accept: 'text/html,application/xhtml+xml' };

async function bench() {
  const simulated = await simulate();
  const { url, done } = simulated;
  const page = async (path) => (await fetch(url + path, { headers: browser })).text();
  const follow = async (path) => (await fetch(url + path, { headers: browser, redirect: 'manual' })).headers.get('location');
  const write = (path, form, headers = { Accept: 'application/json' }) =>
    fetch(url + path, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' });
  const link_of = async (id) => (await done(`GET /${id}`, { fields: 'permalink' })).permalink.replace('https://www.instagram.com', '');
  return { ...simulated, page, follow, write, link_of };
}

test('the permalink leads to the media with both levels of comments; answers are marked; what is hidden or gone is left out', async () => {
  const { page, done, ids, control, link_of } = await bench();
  const path = await link_of(ids.garbage);
  const { id } = await done(`POST /${ids.when}/replies`, { message: '<b>Вывезем</b>' });
  assert.match(await page(path), new RegExp(`class="comment official" id="comment-${Number(id.slice(4))}"[\\s\\S]*официальный ответ[\\s\\S]*&lt;b&gt;Вывезем`));
  await done(`POST /${ids.secret}`, { hide: true });
  assert.doesNotMatch(await page(path), /И у меня/);
  await control(`DELETE /control/comments/${ids.when}`);
  assert.doesNotMatch(await page(path), /Когда вывезут|Вывезем/);
  await control(`DELETE /control/media/${ids.garbage}`);
  assert.match(await page(path), /нет или её удалили/);
});

test('profiles, hashtags, the list of accounts; private people are not listed', async () => {
  const { page, follow } = await bench();
  assert.match(await page('/account/adm'), /Вывоз мусора[\s\S]*|Парк/);
  assert.deepEqual([await follow('/adm/'), await follow('/20')], ['/account/adm', '/account/adm']);
  const tag = await page(`/explore/tags/${encodeURIComponent('город')}/`);
  assert.match(tag, /яма на Жуковского[\s\S]*Вывоз мусора/);
  const index = await page('/');
  assert.match(index, /sosedi/);
  assert.match(index, /Закат/);
  assert.doesNotMatch(index, /nina/);
  assert.match(await page('/account/nobody'), /здесь нет/);
  assert.match(await page('/account/petr'), /яма на Жуковского/);
});

test('a resident writes a comment, a reply, and publishes something himself', async () => {
  const { write, sim, ids, control, page } = await bench();
  const answer = await (await write('/write/comment', { author: 'Анна Ветрова', text: ' Нет света ', media_id: ids.garbage })).json();
  const comment = [...sim.world.comments.values()].at(-1);
  assert.deepEqual([answer.anchor, comment.text, comment.person_id, comment.made_by], [`comment-${comment.number}`, 'Нет света', '1', { via: 'page' }]);
  const led = await write('/write/comment', { author: 'petr', text: 'И у нас', media_id: ids.garbage, reply_to: ids.too }, browser);
  assert.match(led.headers.get('location'), /^\/p\/\w+\/#comment-\d+$/);
  assert.equal([...sim.world.comments.values()].at(-1).parent_id, ids.when);
  const published = await write('/write/media', { author: 'Новый Сосед', text: '@adm, провал #город' }, browser);
  assert.match(await page(published.headers.get('location')), /novyy_sosed[\s\S]*провал/);
  await control(`PATCH /control/media/${ids.garbage}`, { comments_open: false });
  const refused = async (form) => (await write('/write/comment', { author: 'А', text: 'а', ...form })).status;
  assert.deepEqual([await refused({ media_id: ids.garbage }), await refused({ media_id: '5' }), await refused({ media_id: ids.cat, reply_to: '5' })], [403, 404, 404]);
  assert.equal((await write('/write/comment', { author: 'А', text: ' ', media_id: ids.cat })).status, 400);
});

test('the API is not mistaken for a page, and pages follow the world', async () => {
  const { url, page, control, ids, link_of } = await bench();
  const as_browser = await fetch(`${url}/20?access_token=page&fields=username`, { headers: browser });
  assert.equal((await as_browser.json()).username, 'adm');
  const path = await link_of(ids.garbage);
  const revision = async () => (await fetch(`${url}${path}/revision`)).json();
  const before = await revision();
  await control('POST /control/comments', { under: 'garbage', author: 'А', text: 'б' });
  assert.notDeepEqual(await revision(), before);
  assert.ok((await (await fetch(url + path)).text()).includes('class="wall"'), 'as the script asks for it');
  assert.match(await page('/pages/live.js'), /refresh/);
});
