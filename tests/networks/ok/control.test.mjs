// The control interface, and the pages on which a resident reads and writes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, topic_100 } from './bench.mjs';

test('the world is read, written and put back', async () => {
  const { control, get } = await simulate();
  const { id, comment } = await control('POST /control/comments', { under: 'garbage', author: 'Новая Жительница', text: 'И у нас', key: 'more' });
  assert.deepEqual([comment.topic_id, comment.made_by, comment.reply_to !== null], ['100', { via: 'control' }, true]);
  const { topic } = await control('POST /control/topics', { group_id: '56', author: 'Анна Ветрова', text: 'Вопрос', concerns: true });
  assert.equal((await control('GET /control/topics?group=56')).items.length, 2);
  assert.equal((await control(`PATCH /control/comments/${encodeURIComponent(id)}`, { text: 'Иначе' })).comment.text, 'Иначе');
  const read = (await get('discussions.getComments', topic_100)).comments[0];
  assert.equal(read.text, 'Иначе');
  assert.equal(JSON.stringify(await get('mediatopic.getByIds', { topic_ids: topic.id })).includes('concerns'), false, 'labels are not served');
  const state = await control('GET /control/state');
  assert.deepEqual([state.topics.length, state.comments.length, state.people.length], [4, 4, 4]);
  await control('POST /control/reset');
  assert.equal((await control('GET /control/state')).comments.length, 3);
  await control('POST /control/reset', { world: 'akhtubinsk' });
  assert.ok((await control('GET /control/state')).comments.length > 10);
});

test('the secret that signs for a token is told', async () => {
  const { control } = await simulate({ ...small_world, applications: [{ key: 'CBATESTAPP', secret: 'C0FFEE00DEADBEEF00112233' }] });
  await control('POST /control/tokens', { token: 'tkn-example-token', application: 'CBATESTAPP', person_id: '3' });
  const { tokens } = await control('GET /control/state');
  assert.equal(tokens.find(({ token }) => token === 'tkn-example-token').computed_session_secret_key, '5cf7c1d6dfdd52f1770ed8108cc3407f');
});

test('an item is served badly when a test says so', async () => {
  const { control, get } = await simulate();
  await control('PATCH /control/topics/101', { serve: { set: { media: 'nonsense', id: 101 }, drop: ['created_ms'] } });
  const [topic] = (await get('mediatopic.getTopics', { gid: '55', count: '1' })).media_topics;
  assert.deepEqual([topic.id, topic.media, 'created_ms' in topic], [101, 'nonsense', false]);
});

test('the log keeps every request, never a token, a secret or a signature', async () => {
  const { control, call, url } = await simulate();
  await call('users.getLoggedInUser');
  await fetch(`${url}/fb.do?method=users.getLoggedInUser&access_token=admin&application_key=CBATESTAPP&sig=none`);
  const { items, by_method, token_in_url } = await control('GET /control/requests');
  assert.deepEqual(items.map(({ http, method, kind, token_in, outcome }) => [http, method, kind, token_in, outcome]), [
    ['POST', 'users.getLoggedInUser', 'session', 'body', 'ok'], ['GET', 'users.getLoggedInUser', 'session', 'url', 'error 104'],
  ]);
  assert.deepEqual([by_method['users.getLoggedInUser'], token_in_url], [{ calls: 2, ok: 1, errors: { 104: 1 } }, true]);
  assert.equal(/admin|none/.test(JSON.stringify(items)), false);
});

test('mistakes of whoever uses it are told', async () => {
  const { control } = await simulate();
  const cases = [
    ['POST /control/topics', { group_id: '777', text: 'а' }, /no group 777/], ['POST /control/comments', { topic_id: '100', text: 'а' }, /needs person_id/],
    ['POST /control/comments', { topic_id: '999', author: 'А', text: 'а' }, /no topic 999/], ['POST /control/comments', { under: 'x', author: 'А', text: 'а' }, /key x/],
    ['POST /control/comments', { topic_id: '101', author: 'А', text: 'а', reply_to: 'q' }, /no comment q/], ['DELETE /control/topics/999', undefined, /no 999/],
    ['POST /control/tokens', { token: 't', person_id: '1' }, /public key/], ['POST /control/tokens', { token: 't', kind: 'bot' }, /group/],
    ['POST /control/people', { id: 'x' }, /digits/], ['POST /control/topics', { group_id: '55', text: 5 }, /text is a string/],
    ['POST /control/comments', { topic_id: '100', author: 'А', text: 'а', age: 'вчера' }, /age is like/], ['POST /control/weather', {}, /not in the control/],
  ];
  for (const [request, body, words] of cases) assert.match((await control(request, body)).error, words, request);
});

test('a resident reads the group, and writes a comment and an answer to one', async () => {
  const { url, sim, control } = await simulate();
  const page = async (path) => (await fetch(url + path, { headers: { Accept: 'text/html' } })).text();
  const post = (fields) => fetch(`${url}/group/55/comment`, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(fields) });
  const first = await page('/group/55');
  assert.match(first, /Вывоз мусора в субботу/);
  assert.match(first, /ответ: Анна Ветрова/);
  assert.match(first, /Комментарии: 3/);
  assert.match(await page('/adm'), /Вывоз мусора/, 'the short name leads there');
  const question = sim.world.keyed('garbage');
  const { anchor } = await (await post({ topic_id: '100', reply_to: question.id, author: 'Ирина Новосёлова', text: '<b>Жду</b>' })).json();
  const after = await page('/group/55/topic/100');
  assert.ok(after.includes(`id="${anchor}"`) && after.includes('&lt;b&gt;Жду&lt;/b&gt;') && !after.includes('<b>Жду'));
  const { items } = await control('GET /control/comments?topic=100');
  assert.deepEqual([items[3].made_by, items[3].reply_to], [{ via: 'page' }, question.id]);
  sim.world.add_comment({ topic_id: '100', person_id: '3', as_group: true, text: 'Принято' }, {});
  assert.match(await page('/group/55'), /официальный ответ/);
});

test('pages refuse what a resident may not do', async () => {
  const { url, control } = await simulate();
  const post = (path, fields) => fetch(url + path, { method: 'POST', body: new URLSearchParams({ author: 'Анна Ветрова', text: 'а', ...fields }) });
  assert.equal((await post('/group/55/topic')).status, 403);
  assert.equal((await post('/group/56/topic')).status, 200, 'led back to the page');
  assert.equal((await post('/group/55/comment', { topic_id: '200' })).status, 404);
  assert.equal((await post('/group/55/comment', { topic_id: '100', text: ' ' })).status, 400);
  assert.equal((await post('/group/55/comment', { topic_id: '100', reply_to: 'x' })).status, 404);
  await control('PATCH /control/topics/100', { comments_open: false });
  assert.equal((await post('/group/55/comment', { topic_id: '100' })).status, 403);
  for (const path of ['/group/777', '/nowhere', '/group/55/topic/200']) {
    const answer = await fetch(url + path, { headers: { Accept: 'text/html' } });
    assert.deepEqual([answer.status, (await answer.text()).includes('Не получилось')], [404, true], path);
  }
});
