// The pages for a person: what is shown, what may be written, and the network's own links.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

const browser = { Accept: 'text/html,application/xhtml+xml' };

async function bench() {
  const simulated = await simulate();
  const page = async (path) => (await fetch(simulated.url + path, { headers: browser })).text();
  const follow = async (path) => (await fetch(simulated.url + path, { headers: browser, redirect: 'manual' })).headers.get('location');
  const write = (path, form, headers = { Accept: 'application/json' }) =>
    fetch(simulated.url + path, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' });
  return { ...simulated, page, follow, write };
}

test('pages show posts and both levels, mark the page\'s own answers, and leave out what is hidden or gone', async () => {
  const { page, done, ids, control } = await bench();
  assert.match(await page('/'), /Администрация[\s\S]*Соседи/);
  const { id } = await done(`POST /${ids.when}/comments`, { message: '<b>Вывезем</b>' });
  const shown = await page('/page/10');
  assert.match(shown, new RegExp(`class="comment official" id="comment-${id.split('_')[1]}"[\\s\\S]*официальный ответ[\\s\\S]*&lt;b&gt;Вывезем`));
  await done(`POST /${ids.thanks}`, { is_hidden: true });
  await control(`DELETE /control/comments/${ids.when}`);
  const later = await page('/page/10');
  assert.doesNotMatch(later, /Спасибо|Когда вывезут|Вывезем/);
  assert.match(await page('/page/77'), /здесь нет/);
});

test('a resident writes a post, a comment, a reply', async () => {
  const { write, sim, ids, control } = await bench();
  const { anchor } = await (await write('/page/10/post', { author: 'Анна Ветрова', text: ' Нет света ' })).json();
  const post = [...sim.world.posts.values()].at(-1);
  assert.deepEqual([anchor, post.text, post.person_id, post.made_by], [`post-${post.number}`, 'Нет света', '1', { via: 'page' }]);
  const answer = await write('/page/10/comment', { author: 'Пётр Лугин', text: 'И у нас', post_id: ids.garbage, reply_to: ids.too }, browser);
  assert.match(answer.headers.get('location'), /^\/page\/10#comment-\d+$/);
  assert.equal([...sim.world.comments.values()].at(-1).parent_id, ids.when);
  await control(`PATCH /control/posts/${ids.garbage}`, { comments_open: false });
  await control('POST /control/pages', { id: '10', visitors_post: false });
  const refused = async (path, form) => (await write(path, { author: 'А', text: 'а', ...form })).status;
  assert.equal(await refused('/page/10/comment', { post_id: ids.garbage }), 403);
  assert.equal(await refused('/page/10/post'), 403);
  assert.equal(await refused('/page/10/comment', { post_id: ids.cat }), 404);
  assert.equal((await write('/page/11/post', { author: 'А', text: ' ' })).status, 400);
});

test('permalinks, as the API gives them, lead to the item; so does the name of a page', async () => {
  const { done, ids, follow } = await bench();
  const path = ({ permalink_url }) => permalink_url.replace('https://www.facebook.com', '');
  const of = async (id) => follow(path(await done(`GET /${id}`, { fields: 'permalink_url' })));
  assert.equal(await of(ids.garbage), `/page/10#post-${ids.garbage.split('_')[1]}`);
  assert.equal(await of(ids.when), `/page/10#comment-${ids.when.split('_')[1]}`);
  assert.equal(await of(ids.too), `/page/10#comment-${ids.too.split('_')[1]}`);
  assert.deepEqual([await follow('/adm'), await follow('/10')], ['/page/10', '/page/10']);
});

test('the API is not mistaken for a page, and pages follow the world', async () => {
  const { url, page, control } = await bench();
  const as_browser = await fetch(`${url}/10?access_token=page`, { headers: browser });
  assert.equal((await as_browser.json()).name, 'Администрация');
  const revision = async () => (await fetch(`${url}/page/10/revision`)).json();
  const before = await revision();
  await control('POST /control/comments', { under: 'garbage', author: 'А', text: 'б' });
  assert.notDeepEqual(await revision(), before);
  assert.match(await page('/pages/live.js'), /refresh/);
});
